"""Floods at the door: what is too much is refused with a sentence, nothing that was taken is lost, people are not held up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select

from helpline.services.allowance import Allowance, Limits
from helpline.storage import tables as t
from tests.web.conftest import Door
from tests.web.test_pictures import dot


@pytest.fixture
def narrow(door: Door) -> Iterator[Door]:
    """A door with small limits."""
    usual = door.app.ctx.door.allowance
    limits = Limits(messages=5, pictures=2, address_messages=8, address_openings=4)
    door.app.ctx.door.allowance = Allowance(limits, door.unit_of_work, door.clock)
    yield door
    door.app.ctx.door.allowance = usual


def refused(reply: httpx.Response, code: str) -> None:
    assert reply.status_code == 429 and reply.json()["error"]["code"] == code
    seconds = reply.headers["retry-after"]
    assert 1 <= int(seconds) <= 60 and f"{seconds} 秒" in reply.json()["error"]["message"]


def test_a_flood_in_one_conversation_is_refused_and_what_was_taken_stays(narrow: Door):
    conversation = narrow.open()
    for index in range(5):
        narrow.say(conversation, f"第{index}句", id=f"m{index}")
    refused(narrow.post(conversation=conversation, text="第5句", id="m5"), "too_many_messages")
    assert [text for who, text in narrow.thread(conversation) if who == "customer"] == [f"第{index}句" for index in range(5)]
    narrow.clock.moment += timedelta(minutes=1)
    assert narrow.say(conversation, "第5句", id="m5") == ["听到：第5句"]
    assert narrow.bot.heard.count("第5句") == 1


def test_another_conversation_goes_on_until_its_address_does_too_much(narrow: Door):
    one, other = narrow.open(), narrow.open()
    for index in range(6):
        narrow.post(conversation=one, text=f"{index}")
    assert narrow.say(other, "我也在") == ["听到：我也在"]
    narrow.post(conversation=other, text="还在")
    refused(narrow.post(conversation=other, text="又来"), "too_many_messages")


def test_opening_without_end_is_refused_however_it_is_done(narrow: Door):
    conversation = narrow.open()
    for _ in range(3):
        assert narrow.post(text="你好").status_code == 200
    refused(narrow.post(text="你好"), "too_many_openings")
    refused(narrow.http.post("/api/chat/conversations"), "too_many_openings")
    assert narrow.say(conversation, "我接着说") == ["听到：我接着说"]


def test_pictures_without_end_are_refused_before_they_are_unpacked(narrow: Door):
    conversation = narrow.open()
    for index in range(3):
        form = {"conversation": conversation, "id": f"p{index}"}
        reply = narrow.http.post("/api/chat/attachments", data=form, files={"file": ("a.png", dot())})
    refused(reply, "too_many_pictures")


def test_several_processes_count_together(narrow: Door):
    other = Allowance(Limits(messages=5), narrow.unit_of_work, narrow.clock)
    conversation = narrow.open()
    for _ in range(5):
        other.say(narrow.app.ctx.door.conversation_of(conversation), "elsewhere")
    refused(narrow.post(conversation=conversation, text="你好"), "too_many_messages")


def test_minutes_that_are_over_are_forgotten_and_no_address_is_kept(narrow: Door):
    conversation = narrow.open()
    narrow.say(conversation, "你好")
    with narrow.engine.connect() as connection:
        assert "127.0.0.1" not in str(connection.execute(select(t.allowances)).all())
    narrow.clock.moment += timedelta(minutes=5)
    narrow.say(conversation, "在吗")
    with narrow.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.allowances)).scalar_one() == 2


def test_a_quick_typist_is_not_held_up(door: Door):
    conversation = door.open()
    for index in range(45):
        assert door.say(conversation, f"第{index}句") == [f"听到：第{index}句"]
