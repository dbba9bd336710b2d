"""A customer who comes back, through the door: reload, a day later, a week later, another person, another device, a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from helpline.bootstrap import Services
from helpline.services.reply import Reply
from helpline.web.app import create_app
from tests.services.talk import ANSWERS, PHONE, SCREEN, SERIAL, buttons_of, heard, tapped, text_of
from tests.web.conftest import SIGNING_KEY, Door, Running

INTENTS = {SCREEN[0]: SCREEN[1], "确认": "talk_affirm", "继续": "talk_affirm", "查一下我的事件": "service_check_event"}


class ReceptionBot:
    """The use cases without Rasa between: intents are given."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def say(self, conversation_id: str, text: str, metadata: dict[str, object]) -> list[dict[str, Any]]:
        message = tapped(text) if text.startswith("/") else heard(text, INTENTS.get(text, "talk_inform"))
        reply: Reply = self._services.reception.turn(conversation_id, message)
        return [
            {"text": text_of(say), "buttons": [vars(button) for button in buttons_of(say)], **({"custom": say.card} if say.card else {})}
            for say in reply.says
        ]

    async def ready(self) -> bool:
        return True


@pytest.fixture
def desk(door: Door) -> Iterator[Door]:
    """The door with the use cases behind it."""
    usual = door.app.ctx.door.bot
    door.app.ctx.door.bot = ReceptionBot(door.services)
    yield door
    door.app.ctx.door.bot = usual


def back(door: Door, conversation: str) -> httpx.Response:
    return door.http.post("/api/chat/conversations", json={"conversation": conversation})


def told(reply: httpx.Response) -> str:
    return "\n".join(message["text"] for message in reply.json()["messages"])


def asked_for(door: Door, slot: str) -> str:
    """A conversation in the middle of the form, where `slot` is asked."""
    conversation = door.open()
    reply = door.post(conversation=conversation, text=SCREEN[0]).json()
    while reply["asking"] != slot:
        reply = door.post(conversation=conversation, text=ANSWERS[reply["asking"]]).json()
    return conversation


def later(door: Door, **span: int) -> None:
    door.clock.moment += timedelta(**span)


def test_a_reload_within_minutes_is_only_read(desk: Door):
    conversation = asked_for(desk, "serial_number")
    before = desk.thread(conversation)
    later(desk, minutes=5)
    assert back(desk, conversation).json()["messages"] == []
    assert desk.thread(conversation) == before


def test_after_ten_minutes_greets_with_the_draft_and_the_next_question_once(desk: Door):
    conversation = asked_for(desk, "serial_number")
    later(desk, minutes=12)
    first = back(desk, conversation)
    assert "屏幕" in told(first) and first.json()["asking"] == "serial_number"
    assert back(desk, conversation).json()["messages"] == []
    assert desk.thread(conversation)[-1] == ("bot", first.json()["messages"][-1]["text"])
    reply = desk.post(conversation=conversation, text=SERIAL).json()
    assert reply["asking"] == "contact_phone"


def test_a_second_and_a_third_time_away_are_greeted_too(desk: Door):
    conversation = asked_for(desk, "serial_number")
    for _ in range(3):
        later(desk, minutes=30)
        assert "屏幕" in told(back(desk, conversation))


def test_after_a_day_asks_whether_to_go_on_and_goes_on(desk: Door):
    conversation = asked_for(desk, "serial_number")
    later(desk, hours=25)
    assert "继续" in told(back(desk, conversation))
    reply = desk.post(conversation=conversation, text="继续")
    assert "屏幕" in told(reply) and reply.json()["asking"] == "serial_number"


def test_another_person_at_the_same_browser_sees_nothing_before_the_digits_and_nothing_without(desk: Door):
    conversation = asked_for(desk, "confirm")
    later(desk, hours=25)
    assert desk.thread(conversation) == []
    assert "继续" in told(back(desk, conversation))
    assert "后四位" in told(desk.post(conversation=conversation, text="继续"))
    for wrong in ("1111", "2222", "3333"):
        desk.say(conversation, wrong)
    seen = str(desk.thread(conversation))
    assert SCREEN[0] not in seen and "型号：" not in seen and SERIAL not in seen and PHONE not in seen
    stream = desk.services.conversations.after(desk.app.ctx.door.conversation_of(conversation), 0)
    assert SCREEN[0] not in str(stream) and SERIAL not in str(stream)


def test_the_owner_sees_all_again_once_the_digits_are_right(desk: Door):
    conversation = asked_for(desk, "confirm")
    later(desk, hours=25)
    back(desk, conversation)
    desk.say(conversation, "继续")
    reply = desk.post(conversation=conversation, text=PHONE[-4:])
    assert reply.json()["asking"] == "confirm" and "iPhone 13" in told(reply)
    assert ("customer", SCREEN[0]) in desk.thread(conversation)


def test_after_a_week_it_is_gone(desk: Door):
    conversation = asked_for(desk, "confirm")
    later(desk, days=8)
    reply = back(desk, conversation)
    assert reply.json()["asking"] is None and "型号" not in told(reply)
    assert SERIAL not in str(desk.thread(conversation)) and ("customer", SCREEN[0]) not in desk.thread(conversation)


def test_nothing_is_greeted_that_is_done_or_was_never_begun(desk: Door):
    fresh = desk.open()
    later(desk, hours=2)
    assert back(desk, fresh).json()["messages"] == []
    forged = desk.http.post("/api/chat/conversations", json={"conversation": "x.y"})
    assert forged.status_code == 403


def test_another_device_goes_on_with_the_number_and_the_digits(desk: Door):
    conversation = asked_for(desk, "confirm")
    number = desk.post(conversation=conversation, text="确认").json()["event_number"]
    other = desk.open()
    assert desk.post(conversation=other, text="查一下我的事件").json()["asking"] == "event_number"
    desk.say(other, number)
    assert "屏幕" not in str(desk.say(other, "0000"))
    desk.say(other, number)
    right = desk.post(conversation=other, text=PHONE[-4:])
    assert number[:3] in told(right) and right.json()["event_number"] == number


def test_a_server_that_was_started_anew_goes_on_where_it_was(desk: Door):
    conversation = asked_for(desk, "serial_number")
    later(desk, minutes=15)
    app = create_app(desk.services, ReceptionBot(desk.services), SIGNING_KEY, name="anew")
    with Running(app) as running, httpx.Client(base_url=f"http://127.0.0.1:{running.port}", trust_env=False) as http:
        reply = http.post("/api/chat/conversations", json={"conversation": conversation})
        assert "屏幕" in told(reply) and reply.json()["asking"] == "serial_number"
        answered = http.post("/api/chat/messages", json={"conversation": conversation, "text": SERIAL}).json()
    assert answered["asking"] == "contact_phone"
