"""The four ways in which a message is taken, as the customer reads them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.reception import ActionHuman, ActionTurn
from helpline.bootstrap import Services, StoppedClock, live_services, wire
from helpline.errors import OutsideUnavailable
from helpline.model.event import Label, Priority
from helpline.model.event_number import shown
from helpline.model.times import SHANGHAI
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.actions.talking import WHERE, Talk, copy, event_of, number_in
from tests.content import reading

Work = Callable[[], SqlUnitOfWork]
FACTS = reading.catalogue()
NOTICE = copy("utter_notice", name=FACTS.name, notice=FACTS.notice)
OFFICIAL = "400-666-8800"
LINE = {"number": OFFICIAL, "line": "综合专线", "hours": "每天 09:00–21:00"}


def test_a_greeting_has_the_notice_once_and_the_seven_tiers(talk: Talk) -> None:
    assert talk.say("你好", "talk_greet") == [NOTICE, copy("utter_talk_greet")]
    assert talk.titles == [tier.short for tier in FACTS.tiers.values()]
    assert talk.say("谢谢", "talk_thank") == [copy("utter_talk_thank")] and talk.titles == []


def test_a_tapped_tier_is_named_in_plain_words(talk: Talk) -> None:
    talk.say("你好", "talk_greet")
    tier = FACTS.tiers[Label.HARDWARE]
    assert talk.tap(tier.short) == [copy("utter_triage_tier", plain=tier.plain, tier=tier.name)]


def test_hazard_says_first_what_to_do_and_has_an_event_on_top(talk: Talk, work: Work) -> None:
    said = talk.say("手机电池鼓包了，屏幕都顶起来了，还在充电", "hazard_swollen")
    number = number_in(said)
    flagged = copy("utter_event_flagged", number=shown(number))
    assert said == [copy("utter_hazard_stop"), copy("utter_hazard_next"), flagged, NOTICE, copy("utter_ask_contact_phone")]
    assert talk.cards == [{"kind": "event", "number": number, "shown": shown(number)}] and talk.slots["event_number"] == number
    with work() as unit:
        event = event_of(unit, number)
    assert (event.label, event.priority, event.facts["symptom"][:4]) == (Label.HAZARD, Priority.HAZARD, "手机电池")


@pytest.mark.parametrize(("text", "intent"), [
    ("充电器冒烟了", "hazard_smoke_fire"), ("充电的时候被电了一下", "hazard_injury"), ("电池鼓了，还烫伤了手", "hazard_swollen"),
])  # fmt: skip
def test_where_people_may_be_hurt_they_come_before_the_device(talk: Talk, text: str, intent: str) -> None:
    said = talk.say(text, intent)
    assert said[0] == copy("utter_hazard_emergency") and "120" in said[0] and "119" in said[0]


def test_hazard_in_the_middle_of_a_form_keeps_what_was_told_and_brings_the_first_concern_back(talk: Talk, work: Work) -> None:
    talk.say("我上周在官网的订单发票没开", "store_ask_invoice")
    talk.say("我的 iPhone 13 也开始冒烟了", "hazard_smoke_fire")
    assert talk.asking == "contact_phone"
    talk.say("13800138000")
    talk.tap("顾问回电")
    talk.say("明天下午三点")
    said = talk.tap("确认")
    assert said[-1] == copy("utter_parked_next", topic="发票") and talk.titles == [FACTS.buttons["resume"], FACTS.buttons["not_now"]]
    with work() as unit:
        assert event_of(unit, talk.slots["event_number"]).facts["device_model"] == "iPhone 13"


def test_a_loss_has_its_measures_and_an_event(talk: Talk, work: Work) -> None:
    said = talk.say("刚才接到假客服电话，被骗转了两万", "safety_report_loss")
    assert said[0] == copy("utter_safety_first")
    with work() as unit:
        event = event_of(unit, number_in(said))
    assert (event.label, event.skill_group, event.priority) == (Label.SAFETY, "safety", Priority.HAZARD)


def test_a_doubt_about_a_number_is_answered_and_the_question_asked_again(talk: Talk) -> None:
    talk.say("iPhone 13 屏幕碎了", "hardware_report_screen")
    said = talk.say("刚有个 400 的电话打给我，是官方的吗", "safety_check_number")
    assert said == [copy("utter_safety_check_number", number=OFFICIAL), copy("utter_ask_serial_number", where=WHERE)]
    assert talk.asking == "serial_number" and talk.slots["event_number"] is None


def test_a_human_is_one_turn_away_with_a_number_for_what_was_said(talk: Talk, work: Work) -> None:
    talk.say("iPhone 13 屏幕碎了", "hardware_report_screen")
    (said,) = talk.say("转人工！！", "service_request_human")
    number = number_in([said])
    assert said == copy("utter_human_open", event=shown(number), **{**LINE, "line": "硬件维修专线"})
    assert talk.titles == [FACTS.mode_names[mode] for mode in FACTS.mode_names if mode.value in ("call_back", "line_number", "chat")]
    with work() as unit:
        event = event_of(unit, number)
    assert event.facts == {"device_model": "iPhone 13", "symptom": "iPhone 13 屏幕碎了"} and event.label is Label.HARDWARE


def test_at_night_a_human_is_promised_for_the_morning(talk: Talk, clock: StoppedClock) -> None:
    clock.moment = datetime(2026, 11, 24, 23, 30, tzinfo=SHANGHAI)
    said = talk.say("我要真人", "service_request_human")
    assert said[1] == copy("utter_human_closed", event=shown(number_in(said)), number=OFFICIAL, opens="11月25日（周三）09:00")


def test_a_tapped_wish_for_a_human_is_no_description_of_the_problem(talk: Talk, work: Work) -> None:
    talk.say("你是机器人吗", "talk_ask_bot")
    said = talk.tap("转人工")
    with work() as unit:
        assert event_of(unit, number_in(said)).facts == {}


def test_the_number_to_dial_comes_with_its_hours(talk: Talk) -> None:
    talk.say("转人工", "service_request_human")
    said = talk.tap("我自己打电话")
    event = shown(talk.slots["event_number"])
    assert said == [copy("utter_handover_line_number", event=event, **LINE)] and talk.asking is None


def test_where_unsure_it_offers_choices_and_takes_one(talk: Talk) -> None:
    ranking = [("general_fix_system", 0.3), ("hardware_report_power", 0.2), ("talk_greet", 0.1)]
    said = talk.say("它又那个了", "general_fix_system", 0.24, ranking=ranking)
    assert said == [NOTICE, copy("utter_triage_unsure", said="它又那个了")]
    assert talk.titles == ["系统异常或发热", "开不了机、断电或重启", FACTS.buttons["none"]]
    said = talk.tap("开不了机")
    assert said == [copy("utter_triage_hardware", topic="开不了机、断电或重启"), copy("utter_ask_device_model")]


def test_a_bare_noun_gets_one_closed_question(talk: Talk) -> None:
    assert talk.say("发票！", "store_ask_invoice")[1] == copy("utter_triage_bare", said="发票！")
    assert talk.titles == ["官网订单的发票", "查保修状态", FACTS.buttons["none"]]


def test_two_misses_lead_to_a_human(talk: Talk) -> None:
    talk.say("嗯哼哼", "general_fix_system", 0.2)
    said = talk.say("啦啦啦", "general_fix_system", 0.2)
    assert said[0] == copy("utter_triage_to_human") and talk.asking == "service_mode"
    assert said[1] == copy("utter_human_open", event=shown(talk.slots["event_number"]), **LINE)


@pytest.mark.parametrize(("text", "intent", "topic"), [
    ("我的华为手机坏了", "outside_other_maker", "other_maker"), ("微信老闪退", "outside_third_party_app", "third_party_app"),
    ("话费怎么查", "outside_carrier", "carrier"), ("今天股票涨了吗", "outside_other", "other"),
])  # fmt: skip
def test_what_is_not_ours_is_said_to_be_whose(talk: Talk, text: str, intent: str, topic: str) -> None:
    assert talk.say(text, intent) == [NOTICE, copy(f"utter_outside_{topic}")]
    assert talk.slots["event_number"] is None


class BrokenClock:
    """A bug in the middle of a use case."""

    def now(self) -> datetime:
        raise ZeroDivisionError("the clock fell down")


def test_a_bug_is_apologised_for_and_logged_without_what_was_said(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    talk = Talk(wire(reading.catalogue(), work, BrokenClock()), "talk-1", slots={"asking": "symptom"})
    with caplog.at_level(logging.ERROR, logger="actions"):
        assert talk.say("我叫王小明，13800138000", "talk_inform") == [copy("utter_error_unexpected")]
    assert talk.titles == ["转人工"] and talk.slots == {"asking": "symptom"}
    (record,) = caplog.records
    assert record.getMessage() == "action_turn failed in conversation talk-1" and record.exc_info
    assert "the clock fell down" in caplog.text and "13800138000" not in caplog.text and "王小明" not in caplog.text


def test_a_database_that_is_away_is_answered_with_silence_so_that_the_message_waits(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> SqlUnitOfWork:
        raise OutsideUnavailable("the database: switched off")

    talk = Talk(services, "talk-1")
    talk.say("iPhone 13 屏幕碎了", "hardware_report_screen")
    asking, there = talk.asking, services.reception._unit_of_work
    try:
        services.reception._unit_of_work = away
        assert talk.say("13800138000", "talk_inform") == []
    finally:
        services.reception._unit_of_work = there
    assert talk.asking == asking and "switched off" in caplog.text and "Traceback" not in caplog.text


def test_a_database_that_fails_halfway_issues_no_number_and_shows_nothing_of_the_customer(
    services: Services, work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    talk = Talk(services, "talk-1")
    for text in ("iPhone 13 屏幕碎了", "C39XL0EZJC6M", "13800138000"):
        talk.say(text, "hardware_report_screen" if "屏幕" in text else "talk_inform")
    with work() as unit:
        unit._connection.execute(sa.text("ALTER TABLE events RENAME TO away"))
        unit.commit()
    with caplog.at_level(logging.ERROR):
        assert talk.tap("确认") == [copy("utter_error_unexpected")]
    assert talk.slots["event_number"] is None and talk.asking == "confirm"
    assert not {"13800138000", "C39XL0EZJC6M", "屏幕碎了"} & set(caplog.text.split("'")) and "13800138000" not in caplog.text
    with work() as unit:
        unit._connection.execute(sa.text("ALTER TABLE away RENAME TO events"))
        unit.commit()
    talk.buttons = [{"title": "确认", "payload": "/talk_affirm"}]
    assert number_in(talk.tap("确认")) == talk.slots["event_number"]


def test_actions_share_the_services_of_their_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPLINE_DATABASE_URL", f"sqlite:///{tmp_path / 'live.db'}")
    live_services.cache_clear()
    assert ActionTurn().services is ActionHuman().services is live_services()
    live_services.cache_clear()
