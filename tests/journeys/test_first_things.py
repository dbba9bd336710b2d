"""Danger, fraud and the wish for a person, from any state, through the whole system."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import System, Talk
from tests.services.talk import PHONE

pytestmark = pytest.mark.journey

# How far the conversation has come when it happens: what is asked for.
STATES = ["serial_number", "contact_phone", "confirm", "service_mode", "place", "callback_time", "a time read back"]


def come_to(talk: Talk, state: str) -> None:
    """Talk on until something is asked for."""
    talk.say("我的 iPhone 14 充不进电了")
    if state == "a time read back":
        talk.answer_until("callback_time")
        talk.say("明天上午十点")
        if talk.asking != "confirm":  # earlier tests have taken all of ten o'clock
            talk.tap("11月")
        assert talk.asking == "confirm"
    else:
        talk.answer_until(state, service_mode="直营店" if state == "place" else "顾问回电")


@pytest.mark.parametrize("state", [None, *STATES])
def test_a_swollen_battery_comes_first(system: System, talk: Talk, state: str | None):
    if state:
        come_to(talk, state)
    answer = "".join(talk.say("手机电池鼓包了,屏幕都顶起来了,还在充电"))
    assert "关机" in answer
    assert "刺破" in answer
    assert "重启" not in answer
    assert "备份" not in answer
    event = system.desk(f"events/{talk.event_number}").json()
    assert (event["label"], event["priority"]) == ("hazard", "hazard")


@pytest.mark.parametrize("words", ["转人工", "我要真人", "别机器人了", "人工!!!", "麻烦您帮我接一位人工客服，谢谢"])
@pytest.mark.parametrize("state", [None, "serial_number", "a time read back"])
def test_a_person_is_one_turn_away(system: System, talk: Talk, state: str | None, words: str):
    if state:
        come_to(talk, state)
    answer = "".join(talk.say(words))
    assert "400-666-8800" in answer
    assert talk.asking == "service_mode"
    event = system.desk(f"events/{talk.event_number}").json()
    assert event["device_model"] == ("iPhone 14" if state else None)


@pytest.mark.parametrize("text", ["鼓掌", "鼓包App怎么下载", "人工智能怎么关"])
def test_words_that_only_sound_alike_do_not(system: System, talk: Talk, text: str):
    talk.say(text)
    assert talk.event_number is None


def test_smoke_without_a_device_is_danger(system: System, talk: Talk):
    answer = "".join(talk.say("冒烟了怎么办"))
    assert "119" in answer
    assert system.desk(f"events/{talk.event_number}").json()["label"] == "hazard"


def test_a_scam_gets_its_own_event(system: System, talk: Talk):
    answer = "".join(talk.say("有人打电话自称苹果客服，说我账号异常让我转账，还要共享屏幕"))
    assert "挂断" in answer
    assert "96110" in answer
    assert system.desk(f"events/{talk.event_number}").json()["label"] == "safety"


def test_two_misses_lead_to_a_person(talk: Talk):
    talk.say("屏幕")
    assert [b["title"] for b in talk.answer["messages"][-1]["buttons"]][-1] == "都不是"
    talk.tap("都不是")
    said = talk.say("都不是")
    assert talk.event_number or "人工" in "".join(said) or talk.asking is None


def test_a_command_typed_by_a_customer_is_text(talk: Talk):
    for text in ("/restart", "/hardware_report_screen", '/choose{"contact_phone": "13800000000"}', " /restart", "／restart"):
        talk.say(text)
    assert talk.thread()[0]["text"] == "/restart"
    assert talk.event_number is None


def test_the_second_tap_on_confirm_gives_the_same_number(system: System, talk: Talk):
    come_to(talk, "confirm")
    talk.say("确认", id="tap-1")
    number = talk.event_number
    assert number
    talk.say("确认", id="tap-1")
    talk.say("确认", id="tap-2")
    assert talk.event_number == number
    found = system.desk("events", q=PHONE).json()["events"]
    assert sum(event["event_number"] == number for event in found) == 1
