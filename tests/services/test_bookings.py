"""Visits (US-12, US-24): one a device, the parts they need, what to bring, and what is said of a call before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from helpline.bootstrap import wire
from helpline.model.event import HandOffStatus, Mode, Priority
from helpline.model.stock import Stock
from helpline.model.times import SHANGHAI
from tests.content import reading
from tests.services.talk import ANSWERS, SCREEN, Talk

VISIT = {**ANSWERS, "service_mode": "到店维修"}
SATURDAY = datetime(2026, 11, 28, 15, 0, tzinfo=SHANGHAI)


class Counted:
    """A stock of so many screens everywhere."""

    def __init__(self, count: int, days: int | None) -> None:
        self.one = Stock(count, days, sample=True)

    def stock(self, place_id: str, model: str, parts: Sequence[str]) -> dict[str, Stock]:
        return dict.fromkeys(parts, self.one)


def visit(talk: Talk, **answers: str) -> Talk:
    talk.say(*SCREEN)
    talk.fill({**VISIT, **answers})
    return talk


def test_a_visit_is_confirmed_with_what_to_bring_for_this_device(talk: Talk) -> None:
    visit(talk)
    (say,) = talk.reply.says
    assert say.card and say.card["kind"] == "booking" and say.card["starts_at"] == SATURDAY.isoformat()
    assert {"备份资料", "取出 SIM 卡和保护套", "带有效证件"} <= set(say.card["bring"]) and "电量用到 30% 以下" not in say.card["bring"]
    assert {"name", "address", "city", "phone"} == say.card["place"].keys()


def test_the_same_device_booked_again_elsewhere_is_offered_another_time_after_proof(talk: Talk) -> None:
    visit(talk)
    first = talk.event
    again = talk.other("again")
    again.say(*SCREEN)
    again.fill({**VISIT, "visit_time": "周日下午三点"}, until="event_number")
    assert again.keys == ["utter_device_booked"] and again.asking == "event_number"
    assert "28日" not in again.checked()  # whose booking it is has not been proved
    again.say(f"{first.number}，手机尾号5678")
    assert again.asking == "confirm" and "11月29日（周日）15:00" in again.checked()
    again.say("确认", "talk_affirm")
    moved = talk.event_of(first.number).hand_off
    assert moved and moved.starts_at == SATURDAY + timedelta(days=1)
    with talk.work() as work:
        seats = work.seats.taken(f"store:{moved.place.id if moved.place else ''}", SATURDAY, SATURDAY + timedelta(days=3), talk.clock.now())
    assert seats == {SATURDAY + timedelta(days=1): 1}


def test_another_device_of_the_same_customer_may_have_a_visit_too(talk: Talk) -> None:
    visit(talk)
    other = talk.other("other")
    visit(other, serial_number="F2LXK3ABCD9Q")
    assert other.keys[0].startswith("utter_visit_confirmed")


def test_after_a_visit_is_over_the_device_may_come_again(talk: Talk) -> None:
    visit(talk)
    talk.later("2026-12-01T10:00:00+08:00")
    assert visit(talk.other("again"), visit_time="后天下午三点").keys[0].startswith("utter_visit_confirmed")


@pytest.mark.parametrize(("count", "days", "key"), [
    (2, None, "utter_parts_there_sample"), (0, 5, "utter_parts_to_come_sample"), (0, None, "utter_parts_unknown"),
])  # fmt: skip
def test_parts_are_told_of_and_move_the_time(talk: Talk, count: int, days: int | None, key: str) -> None:
    talk.services = wire(reading.catalogue(), talk.work, talk.clock, parts=Counted(count, days))
    talk.say(*SCREEN)
    talk.fill(VISIT, until="visit_time")
    assert key in talk.keys
    with talk.work() as work:
        offered = [datetime.fromisoformat(t) for t in work.drafts.get(talk.conversation).offered_times]
    assert all(t >= talk.clock.now() + timedelta(days=days or 0) for t in offered) and offered
    if days:
        talk.say("明天下午三点")
        assert talk.keys == ["utter_error_time_before_parts"] and len(talk.buttons) >= 3


def test_cracked_glass_is_warned_before_it_is_posted(issued: Talk) -> None:
    issued.say("我想寄修")
    assert issued.keys == ["utter_mail_in_cracked", "utter_mail_in_arranged"]
    assert issued.event.hand_off is not None and issued.event.hand_off.mode is Mode.MAIL_IN


@pytest.mark.parametrize("text", ["刚才打来的人报不出核对码", "对方说的核对码不对", "他没有报那四位数字", "打电话的说错了核对码"])
def test_a_caller_without_the_code_is_taken_for_a_fraud(called_back: Talk, text: str) -> None:
    said = called_back.say(text, "safety_report_call" if "safety_report_call" in reading.catalogue().routes else "talk_inform")
    assert called_back.keys == ["utter_call_code_wrong"] and "400-666-8800" in said
    event = called_back.event
    assert event.priority is Priority.HIGH and event.history[-1]["what"] == "code_doubted"
    (call,) = called_back.services.call_backs.upcoming()
    assert call.flag == "code_doubted" and call.code_at(called_back.clock.now()) is None


@pytest.mark.parametrize("text", ["打错了", "别再打了", "我没约过回电"])
def test_whoever_wants_no_call_gets_none(called_back: Talk, text: str) -> None:
    called_back.say(text)
    assert called_back.keys == ["utter_call_stopped"] and called_back.services.call_backs.upcoming() == []
    assert called_back.event.hand_off is not None and called_back.event.hand_off.status is HandOffStatus.CANCELLED


@pytest.mark.parametrize("text", ["没有收到验证码", "电话打不通", "屏幕上的数字不对"])
def test_other_codes_and_calls_are_something_else(called_back: Talk, text: str) -> None:
    called_back.say(text)
    assert not {"utter_call_code_wrong", "utter_call_stopped"} & set(called_back.keys)


@pytest.mark.parametrize(("text", "off"), [
    ("算了，我老婆说京东能换，帮我取消吧", True), ("那就把周六的取消掉", True), ("京东那个订单帮我取消吧", False), ("怎么取消", False),
])  # fmt: skip
def test_what_was_arranged_is_called_off_whatever_is_said_beside(talk: Talk, text: str, off: bool) -> None:
    talk.say(*SCREEN)
    talk.fill(ANSWERS)
    talk.say(text, "store_change_order", 0.3)
    assert (talk.event.hand_off.status.value == "cancelled") is off
