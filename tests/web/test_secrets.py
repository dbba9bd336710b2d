"""Nothing behind the door ever sees a secret: not the thread, not the bot, not the app's metadata (US-04)."""

from __future__ import annotations

from pathlib import Path

from tests.secret_samples import planted
from tests.web.conftest import Door


def test_a_secret_is_hidden_from_bot_and_thread(door: Door) -> None:
    conversation = door.open()
    door.say(conversation, "我的密码是 Abc@12345，登不上")
    assert door.bot.heard[-1] == "我的密码是 ******，登不上"
    assert door.thread(conversation)[-2] == ("customer", "我的密码是 ******，登不上")


def test_a_secret_in_two_messages_is_hidden(door: Door) -> None:
    conversation = door.open()
    door.say(conversation, "我的密码是")
    door.say(conversation, "woaini1314")
    assert door.bot.heard[-1] == "******"


def test_what_is_asked_for_survives(door: Door) -> None:
    conversation = door.open()
    with door.unit_of_work() as work:
        draft = work.drafts.get(door.app.ctx.door.conversation_of(conversation))
        draft.asking = "order_number"
        work.drafts.save(draft)
        work.commit()
    door.say(conversation, "830291")
    assert door.bot.heard[-1] == "830291"


def test_metadata_is_read_too(door: Door) -> None:
    door.say(door.open(), "在吗", metadata={"device_model": "密码 Abc@12345", "serial_number": "C39XK2ABC01J"})
    assert door.bot.told[-1] == {"device_model": "密码 ******", "serial_number": "C39XK2ABC01J"}


def test_no_planted_secret_is_found_in_the_database(door: Door) -> None:
    samples = planted(140, seed=3)
    for sample in samples:
        conversation = door.open()
        for line in sample.lines:
            door.say(conversation, line)
    folder = Path(str(door.engine.url.database)).parent
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    heard = "\n".join(door.bot.heard)
    assert [s for s in samples if any(trace.encode() in stored or trace in heard for trace in s.traces)] == []
