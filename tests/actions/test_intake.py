"""From the first message to the event number, as the customer reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpline.model.event import EventStatus, Label
from helpline.model.event_number import shown
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.actions.talking import WHERE, Talk, copy, event_of, number_in

Work = Callable[[], SqlUnitOfWork]
READ_BACK = "设备：iPhone 13\n序列号：C39XL0EZJC6M\n情况：iPhone 13 屏幕碎了\n联系电话：*******8000"


def broken_screen(talk: Talk) -> None:
    talk.say("iPhone 13 屏幕碎了", "hardware_report_screen")
    talk.say("c39x-l0ez-jc6m")
    talk.say("13800138000")


def test_what_is_said_at_once_is_not_asked_again(talk: Talk) -> None:
    said = talk.say("iPhone 13 屏幕碎了", "hardware_report_screen")
    assert said[1:] == [copy("utter_triage_hardware", topic="屏幕损坏"), copy("utter_ask_serial_number", where=WHERE)]
    said = talk.say("C39XL0EZJC6M")
    assert said[0] == copy("utter_entitled_accident") and "¥2149" in said[1] and said[-1] == copy("utter_ask_contact_phone")
    assert talk.say("13800138000") == [copy("utter_read_back", lines=READ_BACK)]
    assert talk.titles == ["确认", "有一项要改"] and talk.cards[0]["kind"] == "read_back"


def test_a_yes_issues_one_number_however_often_it_is_said(talk: Talk, work: Work) -> None:
    broken_screen(talk)
    said = talk.tap("确认")
    number = number_in(said)
    assert said == [copy("utter_event_issued", number=shown(number)), copy("utter_ask_service_mode")]
    assert talk.titles == ["到店维修", "寄修", "顾问回电"]
    talk.say("确认", "talk_affirm")
    with work() as unit:
        assert [event.number for event in unit.events.search("13800138000", 5)] == [number]
        event = event_of(unit, number)
    assert (event.label, event.topic, event.status) == (Label.HARDWARE, "screen", EventStatus.OPEN)
    assert event.facts["serial_number"] == "C39XL0EZJC6M"


def test_the_app_may_tell_the_device(talk: Talk) -> None:
    said = talk.say("屏幕花屏了怎么办", "hardware_report_screen", device_model="iPhone 15 Pro", serial_number="C39XL0EZJC6M")
    assert said[-1] == copy("utter_ask_symptom_since")
    assert talk.say("昨天", "talk_inform")[-1] == copy("utter_ask_fault_cause")


@pytest.mark.parametrize(("given", "key", "facts"), [
    ("C39XLOEZJCIM", "utter_serial_letters", {"serial": "C39XL0EZJC1M"}),
    ("A2634", "utter_serial_is_model_number", {"given": "A2634（iPhone 13）", "where": WHERE}),
    ("ABC1234", "utter_serial_length", {"length": "7", "where": WHERE}),
])  # fmt: skip
def test_a_serial_that_is_none_is_told_what_it_is(talk: Talk, given: str, key: str, facts: dict[str, str]) -> None:
    talk.say("屏幕碎了，是 iPhone 13", "hardware_report_screen")
    assert talk.say(given)[-1] == copy(key, **facts) and talk.asking == "serial_number"


def test_where_to_find_it_is_told(talk: Talk) -> None:
    talk.say("屏幕碎了，是 iPhone 13", "hardware_report_screen")
    assert talk.say("在哪儿看呢") == [copy("utter_where_serial_number", where=WHERE)] and talk.asking == "serial_number"


def test_the_serial_that_was_meant_can_be_tapped(talk: Talk) -> None:
    talk.say("屏幕碎了，是 iPhone 13", "hardware_report_screen")
    talk.say("C39XLOEZJCIM")
    assert talk.tap("C39XL0EZJC1M")[-1] == copy("utter_ask_contact_phone")


def test_twice_unread_offers_to_skip(talk: Talk) -> None:
    talk.say("屏幕碎了，是 iPhone 13", "hardware_report_screen")
    assert talk.say("那个")[-1] == copy("utter_ask_serial_number_again") and talk.titles == []
    talk.say("那个")
    assert talk.titles == ["先跳过"]
    said = talk.tap("先跳过")
    assert (said[0], said[-1]) == (copy("utter_skipped"), copy("utter_ask_contact_phone"))


def test_why_is_answered_and_the_question_asked_again(talk: Talk) -> None:
    talk.say("屏幕碎了，是 iPhone 13", "hardware_report_screen")
    assert talk.say("要这个干嘛", "talk_ask_why") == [copy("utter_why_serial_number"), copy("utter_ask_serial_number", where=WHERE)]
    assert talk.titles == ["先跳过"] and talk.asking == "serial_number"


def test_a_correction_changes_that_fact_alone(talk: Talk) -> None:
    broken_screen(talk)
    said = talk.say("等等，不是 13，是 iPhone 14 Pro", "talk_deny")
    assert said[0] == copy("utter_corrected")
    assert "iPhone 14 Pro" in said[1] and "没有可靠的数据" in said[1], "the price is another one's"
    assert said[2:] == [copy("utter_read_back", lines=READ_BACK.replace("iPhone 13\n序", "iPhone 14 Pro\n序"))]


def test_a_second_problem_is_parked_and_brought_back(talk: Talk) -> None:
    talk.say("屏幕碎了，是 iPhone 13", "hardware_report_screen")
    said = talk.say("另外我上周订单的发票也没开", "store_ask_invoice")
    assert said == [copy("utter_parked", topic="发票"), copy("utter_ask_serial_number", where=WHERE)]


def test_giving_up_keeps_nothing_to_be_sent(talk: Talk, work: Work) -> None:
    broken_screen(talk)
    assert talk.say("算了不弄了", "talk_cancel") == [copy("utter_cancelled")] and talk.asking is None
    with work() as unit:
        assert unit.events.search("13800138000", 5) == []


def test_an_organisation_asks_what_organisations_are_asked(talk: Talk) -> None:
    said = talk.say("我们要采购 200 台 iPad 并统一管理", "enterprise_buy")
    assert said[1:] == [copy("utter_triage_enterprise", topic="企业采购"), copy("utter_ask_organisation")]
    assert talk.say("星辰科技有限公司") == [copy("utter_ask_contact_name")]
    assert talk.say("我姓欧阳") == [copy("utter_ask_contact_phone")]
