"""The address that a phone system asks: who may, what it takes, and what is never told."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import jwt
import pytest
import sqlalchemy as sa

from helpline.model.event import Event, Role
from helpline.model.event_number import new_event_number
from helpline.services.allowance import Allowance, Limits
from helpline.storage.tables import metadata
from tests.web.conftest import NOW, PHONE_KEY, PHONE_SYSTEM, Door
from tests.web.test_desk import DeskDoor

ISSUED = int(NOW.timestamp())
BROKEN = "我的手机屏幕摔碎了"


def signed(key: str = PHONE_KEY, **claims: object) -> str:
    told = {"iss": PHONE_SYSTEM, "aud": "telephone", "iat": ISSUED, "exp": ISSUED + 3600, **claims}
    return jwt.encode({name: value for name, value in told.items() if value is not None}, key, algorithm="HS256")


def call(door: Door, token: str | None = None, **body: Any) -> httpx.Response:
    return door.http.post("/api/route", json=body, headers={"authorization": f"Bearer {token or signed()}"})


def code(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["error"]["code"]


@pytest.fixture
def event(door: Door) -> Event:
    door.bot.meant[BROKEN] = ("hardware_report_screen", 0.9)
    return DeskDoor(door, door.services.desk.add_advisor("1001", "李", Role.SENIOR)).issue()  # of 138 1234 5678


def test_a_call_is_routed_by_what_was_said(door: Door):
    door.bot.meant[BROKEN] = ("hardware_report_screen", 0.9)
    told = call(door, text=BROKEN, caller="13812345678").json()
    assert (told["label"], told["topic"], told["skill_group"], told["priority"]) == ("hardware", "screen", "hardware", "normal")
    assert (told["event"], told["asking"], told["opens_at"]) == (None, None, NOW.isoformat())
    assert told["say"] == "好的，是屏幕损坏。现在为您转接硬件维修专线，请不要挂机。"


WRONG = {
    "another key": signed("o" * 40),
    "an app's user": signed(aud=None),
    "another audience": signed(aud="chat"),
    "over": signed(iat=ISSUED - 7200, exp=ISSUED - 3600),
    "an unknown system": signed(iss="nobody"),
    "no token": "abc",
    "much too long": "a" * 5_000,
}


@pytest.mark.parametrize("token", WRONG.values(), ids=WRONG)
def test_only_a_phone_system_may_ask(door: Door, token: str):
    assert code(call(door, token, text=BROKEN)) == (403, "app_token_wrong")
    assert door.bot.heard == []


def test_without_any_token_nothing_is_told(door: Door):
    assert code(door.http.post("/api/route", json={"text": BROKEN})) == (403, "app_token_wrong")


@pytest.mark.parametrize("body", [{}, {"text": "  "}, {"caller": "13812345678"}, {"last_four": "5678"}])
def test_a_call_without_anything_said_is_none(door: Door, body: dict[str, Any]):
    assert code(call(door, **body)) == (400, "field_missing")


@pytest.mark.parametrize(
    "body", [{"text": "好" * 1_001}, {"text": 1}, {"keyed": "12"}, {"keyed": "#"}, {"text": "好", "last_four": "56a8"}]
)
def test_input_has_bounds(door: Door, body: dict[str, Any]):
    assert code(call(door, **body)) == (400, "field_wrong")


def test_a_slash_that_was_said_is_no_command(door: Door):
    assert call(door, text="/restart").json()["skill_group"] == "general"
    assert door.bot.heard == ["／restart"]


def test_a_flood_of_calls_is_refused(door: Door):
    usual = door.app.ctx.door.allowance
    door.app.ctx.door.allowance = Allowance(Limits(calls=2), door.unit_of_work, door.clock)
    try:
        replies = [call(door, text="你好") for _ in range(3)]
    finally:
        door.app.ctx.door.allowance = usual
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert code(replies[-1])[1] == "too_many_calls" and int(replies[-1].headers["retry-after"]) >= 1


def test_nothing_of_a_call_is_kept_or_logged(door: Door, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    assert "请不要说密码" in call(door, text="我叫王芳，密码是 Abc@12345，登不上账户", caller="13812345678").json()["say"]
    assert door.bot.heard == ["我叫王芳，密码是 ******，登不上账户"]
    with door.engine.connect() as connection:
        kept = " ".join(str(connection.execute(sa.select(table)).all()) for table in metadata.sorted_tables)
    for told in ("王芳", "Abc@12345", "13812345678"):
        assert told not in kept and told not in caplog.text


def test_the_number_of_an_event_alone_only_says_who_takes_the_call(door: Door, event: Event):
    told = call(door, event_number=event.number).json()
    assert (told["skill_group"], told["asking"], told["label"], told["topic"]) == ("hardware", "last_four", None, None)
    assert told["event"] == {"event_number": event.number, "verified": False, "status": None}
    unknown = call(door, event_number=new_event_number()).json()
    assert unknown["say"] == told["say"] and unknown["asking"] == "last_four" and unknown["event"] is None


@pytest.mark.parametrize("proof", [{"last_four": "5678"}, {"caller": "+86 138 1234 5678"}, {"text": "手机尾号5678"}])
def test_with_the_last_four_digits_it_is_told_how_it_stands(door: Door, event: Event, proof: dict[str, str]):
    spoken = event.number.translate(str.maketrans("0123456789", "洞幺两三四五六拐八勾"))
    told = call(door, event_number=spoken, **proof).json()
    assert told["event"] == {"event_number": event.number, "verified": True, "status": "open"}
    assert (told["label"], told["asking"]) == ("hardware", None) and "屏幕损坏" in told["say"]


def test_guessing_is_locked_whatever_way_the_digits_come(door: Door, event: Event):
    for guess in (
        {"last_four": "0000"},
        {"caller": "13800000001"},
        {"last_four": "0002"},
        {"caller": "13800000003"},
        {"last_four": "0004"},
    ):
        told = call(door, event_number=event.number, **guess).json()
        assert told["event"]["verified"] is False and told["asking"] == "last_four"
    locked = call(door, event_number=event.number, last_four="5678").json()
    assert (locked["event"]["verified"], locked["asking"], locked["skill_group"]) == (False, None, "hardware")
    assert "15分钟" in locked["say"]


def test_a_number_that_was_misread_is_asked_again(door: Door, event: Event):
    wrong = event.number[:-1] + str((int(event.number[-1]) + 1) % 10)
    for body in ({"event_number": wrong}, {"keyed": wrong}):
        told = call(door, **body).json()
        assert (told["asking"], told["event"], told["skill_group"]) == ("event_number", None, "general")


@pytest.fixture
def away(door: Door) -> Iterator[Door]:
    door.bot.away = True
    yield door
    door.bot.away = False


@pytest.mark.parametrize(("text", "label", "group"), [(BROKEN, None, "general"), ("手机冒烟了", "hazard", "hardware")])
def test_calls_are_answered_while_nobody_understands(away: Door, text: str, label: str | None, group: str):
    told = call(away, text=text).json()
    assert (told["label"], told["skill_group"]) == (label, group)


def test_a_keyed_digit_chooses_a_tier_or_a_person(door: Door):
    tiers = [call(door, keyed=str(digit)).json() for digit in range(8)]
    labels = ["service", "general", "hardware", "online_store", "enterprise", "education", "accessibility", "applecare"]
    assert [told["label"] for told in tiers] == labels and tiers[0]["skill_group"] == "general"
    assert call(door, keyed="9").json()["label"] is None
