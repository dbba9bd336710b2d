"""What customers know only roughly, or tell of repairs: it counts, and is never taken for more than it is."""

from __future__ import annotations

import pytest

from tests.services.talk import ANSWERS, PHONE, SERIAL, Talk


@pytest.mark.parametrize(("told", "key", "card"), [
    ("上个月", "utter_coverage_about", "大约2026年10月"),
    ("去年十一月", "utter_coverage_about_open", "大约2025年11月"),
    ("大概三年前", "utter_coverage_about_expired", "大约2023年10月到2024年1月"),
])  # fmt: skip
def test_about_when_is_answered_conditionally_and_read_back_as_such(talk: Talk, told: str, key: str, card: str) -> None:
    talk.say("iPhone 15 还在保修期吗", "hardware_check_coverage")
    talk.say(SERIAL)
    talk.say(told)
    assert key in talk.keys
    talk.say(PHONE)
    assert f"购买日期：{card}" in talk.reply.says[-1].facts["lines"]


@pytest.mark.parametrize(("first", "said"), [
    ("iPhone 15 送修等配件等了两个多月还没到，能换吗", "第十六条，可以换货"),
    ("iPhone 15 的充电器换了两次还是坏的，能退吗", "可以退货"),
    ("iPhone 15 修了两次还是没声音，三包能换吗", "第十三条"),
    ("港版 iPhone 15 没声音，能三包吗", "三包不适用"),
])  # fmt: skip
def test_what_is_told_of_repairs_and_of_the_sale_counts_for_the_law(talk: Talk, first: str, said: str) -> None:
    talk.say(first, "hardware_ask_rights")
    answers = {**ANSWERS, "purchase_date": "2026年3月1日"}
    told = ""
    while talk.asking not in (None, "contact_phone"):
        told += talk.say(answers[talk.asking or ""])
    assert said in told


def test_a_code_is_asked_for_once_and_kept(talk: Talk) -> None:
    talk.say("iPhone 13 昨天开始屏幕闪，还报错", "hardware_report_screen")
    assert talk.asking == "error_code"
    talk.say("4013")
    assert talk.draft.facts["error_code"] == ["4013"] and talk.asking == "fault_cause"
    other = talk.other("named already")
    other.say("iPhone 13 昨天开始屏幕闪，报错 4013", "hardware_report_screen")
    assert other.asking == "fault_cause"


def test_where_else_a_serial_stands_and_a_phone_number_is_none(talk: Talk) -> None:
    talk.say("iPhone 15 昨天摔了，屏幕碎了", "hardware_report_screen")
    said = talk.say("手机开不了机看不到序列号", "hardware_report_power")
    assert "卡托" in said and "先跳过" in talk.buttons and talk.asking == "serial_number"
    assert "我记下了" in talk.say(PHONE) and talk.draft.facts["contact_phone"] == PHONE


def test_whoever_cannot_find_it_hears_where_it_stands(talk: Talk) -> None:
    talk.say("iPhone 15 昨天摔了，屏幕碎了", "hardware_report_screen")
    talk.say("不太会看序列号", "talk_ask_why")
    assert talk.keys[0] == "utter_where_serial_number" and talk.asking == "serial_number"


def test_a_version_in_place_of_since_when_is_no_symptom(talk: Talk) -> None:
    talk.say("MacBook Air（M2，2022 年） 风扇响", "hardware_report_mac_parts")
    assert talk.asking == "symptom"
    talk.say("macOS 15.6")
    assert talk.draft.facts["os_version"] == "macOS 15.6" and "15.6" not in str(talk.draft.facts["symptom"])


def test_a_short_fact_at_the_reading_back_is_kept(talk: Talk) -> None:
    talk.say("iPhone 15 昨天摔了，屏幕碎了", "hardware_report_screen")
    talk.fill(ANSWERS, until="confirm")
    talk.say("没有ac+", "talk_unknown")
    assert talk.keys[0] == "utter_noted" and talk.asking == "confirm"
    assert talk.draft.facts["plan"] == "尚未购买"
