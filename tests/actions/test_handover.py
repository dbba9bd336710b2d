"""After the number: a visit, a call back, and what cannot be had, as the customer reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from helpline.bootstrap import StoppedClock
from helpline.model.event import HandOffStatus, Mode
from helpline.model.event_number import shown
from helpline.model.times import SHANGHAI
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.actions.talking import Talk, copy, event_of
from tests.content import reading

Work = Callable[[], SqlUnitOfWork]
NewTalk = Callable[[], Talk]
HOURS = "每天 09:00–21:00"
SATURDAY = "11月28日（周六）15:00"


def numbered(talk: Talk, text: str = "iPhone 13 屏幕碎了", intent: str = "hardware_report_screen") -> Talk:
    """As far as the number and what comes after it."""
    talk.say(text, intent)
    for answer in ("先跳过", "13800138000"):
        talk.say(answer, "talk_unknown" if answer == "先跳过" and talk.asking != "contact_phone" else "talk_inform")
    talk.say("确认", "talk_affirm")
    return talk


def calling(talk: Talk) -> Talk:
    """As far as the question when to call."""
    talk.say("转人工", "service_request_human")
    talk.tap("顾问回电")
    talk.say("13800138000")
    assert talk.asking == "callback_time"
    return talk


def test_a_visit_is_chosen_read_back_and_confirmed(talk: Talk, work: Work) -> None:
    numbered(talk).tap("到店维修")
    (said,) = talk.say("深圳")
    stores = reading.catalogue().stores_in("深圳")
    listed = "\n".join(f"{store.name}：{store.address}" for store in stores)
    assert said == copy("utter_ask_store", city="深圳", count="3", stores=listed) and talk.titles == [s.name for s in stores]
    store = stores[0]
    assert talk.tap(store.name) == [copy("utter_ask_visit_time", store=store.name)] and len(talk.titles) == 3
    said = talk.say("周六下午三点")[0]
    assert said == copy("utter_read_back_visit", time=SATURDAY, store=store.name, address=store.address)
    (said,) = talk.tap("确认")
    with work() as unit:
        event = event_of(unit, talk.slots["event_number"])
    hand_off = event.hand_off
    facts = {"time": SATURDAY, "store": store.name, "address": store.address, "phone": store.phone, "code": hand_off.code}
    facts |= {"bring": "、".join(talk.cards[0]["bring"]), "minutes": "60"}
    assert "备份资料" in facts["bring"] and talk.cards[0]["place"]["city"] == "深圳"
    assert said == copy("utter_visit_confirmed_sample", event=shown(event.number), **facts)
    assert (hand_off.mode, hand_off.status, hand_off.place.id) == (Mode.GENIUS_BAR, HandOffStatus.CONFIRMED, store.id)
    assert talk.asking is None and talk.cards[0]["kind"] == "booking"


def test_a_city_without_a_store_has_other_ways(talk: Talk) -> None:
    numbered(talk).tap("到店维修")
    (said,) = talk.say("兰州")
    assert said == copy("utter_no_store_near", city="兰州", near="成都（约 600 公里）、重庆（约 770 公里）")
    assert "寄修" in talk.titles and "顾问回电" in talk.titles


def test_a_province_is_asked_for_its_city(talk: Talk) -> None:
    numbered(talk).tap("到店维修")
    assert talk.say("广东省") == [copy("utter_place_city_of_province", province="广东")]


def test_mail_in_is_arranged_but_never_for_a_hazard(talk: Talk, new_talk: NewTalk) -> None:
    warned, said = numbered(talk).tap("寄修")
    assert warned == copy("utter_mail_in_cracked")
    things = "、".join(talk.cards[-1]["bring"])
    assert said == copy("utter_mail_in_arranged", event=shown(talk.slots["event_number"]), bring=things) and "取出 SIM 卡" in things
    danger = new_talk()
    danger.say("电池鼓包了", "hazard_swollen")
    danger.say("13800138000")
    assert "寄修" not in danger.titles
    assert danger.say("我想寄过去修")[0] == copy("utter_mail_in_never_hazard") and danger.asking == "place"


def test_a_call_back_is_confirmed_with_the_code_that_proves_us(talk: Talk, work: Work) -> None:
    (said,) = calling(talk).say("明天下午三点半")
    assert said == copy("utter_read_back_call", time="11月25日（周三）15:30", phone="…8000")
    (said,) = talk.say("好的", "talk_affirm")
    with work() as unit:
        event = event_of(unit, talk.slots["event_number"])
    facts = {"time": "11月25日（周三）15:30", "code": event.hand_off.code, "number": "400-666-8800"}
    assert said == copy("utter_call_back_confirmed", **facts)
    assert event.hand_off.starts_at == datetime(2026, 11, 25, 15, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(("text", "key", "facts"), [
    ("今天早上八点", "utter_error_time_past", {}),
    ("凌晨三点", "utter_error_time_closed", {"opens": "11月25日（周三）09:00"}),
    ("13月32日下午三点", "utter_error_time_no_such", {}),
    ("12月24日下午三点", "utter_error_time_too_far", {"days": "14"}),
])  # fmt: skip
def test_a_time_that_cannot_be_had_is_refused_with_its_reason_and_others(talk: Talk, text: str, key: str, facts: dict[str, str]) -> None:
    assert calling(talk).say(text) == [copy(key, **facts)]
    assert talk.asking == "callback_time" and len(talk.titles) == 3


@pytest.mark.parametrize(("intent", "key", "facts"), [
    ("talk_ask_why", "utter_why_callback_time", {}),
    ("safety_check_number", "utter_safety_check_number", {"number": "400-666-8800"}),
    ("service_ask_hours", "utter_service_hours", {"hours": HOURS}),
])  # fmt: skip
def test_a_question_in_between_is_answered_and_the_times_offered_again(talk: Talk, intent: str, key: str, facts: dict[str, str]) -> None:
    said = calling(talk).say("先问一句", intent)
    assert said == [copy(key, **facts), copy("utter_ask_callback_time", hours=HOURS)] and len(talk.titles) == 4


def test_the_last_place_goes_to_one_and_the_other_hears_of_the_nearest(new_talk: NewTalk) -> None:
    seats = reading.catalogue().lines["general"].seats
    talks = [calling(new_talk()) for _ in range(seats + 1)]
    answers = [talk.say("明天下午三点") for talk in talks]
    assert answers[-1] == [copy("utter_error_time_taken")]
    assert talks[-1].titles == ["11月25日（周三）14:30", "11月25日（周三）15:30", "11月25日（周三）16:00"]
    assert talks[-1].tap("15:30")[0] == copy("utter_read_back_call", time="11月25日（周三）15:30", phone="…8000")


def test_a_time_that_passed_while_it_was_read_back_is_not_promised(talk: Talk, clock: StoppedClock) -> None:
    calling(talk).say("今天上午十一点")
    clock.moment = datetime(2026, 11, 24, 11, 5, tzinfo=SHANGHAI)
    assert talk.say("确认", "talk_affirm") == [copy("utter_error_time_past")] and talk.asking == "callback_time"
