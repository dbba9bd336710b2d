"""Lines of the read-back that are put right by their value alone: since when, how often, and the wish."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from helpline.model.draft import Draft
from helpline.services.corrections.by_value import WISH, by_value
from helpline.services.intake.read_back import read_back as lines_of
from tests.content import reading
from tests.services.talk import ANSWERS, Talk, heard

NOW = datetime.fromisoformat("2026-11-24T10:15+08:00")
SINCE = {"since": "昨天", "purchase_date": "2026-11-23"}
LASTED = {"since": "上礼拜", "frequency": "一直"}
WISHED = {"wished_time": "明天下午三点", "service_mode": "call_back", "since": "昨天"}


@pytest.mark.parametrize(("known", "text", "changes"), [
    (SINCE, "等等,是前天晚上开始的,不是昨天", {"since": "前天晚上"}), (SINCE, "我说的是故障从前天晚上开始", {"since": "前天晚上"}),
    (SINCE, "故障是11月10日开始", {"since": "11月10日"}), (SINCE, "不是昨天，是前天", {"since": "前天"}), (SINCE, "昨天改成前天", {"since": "前天"}),
    (LASTED, "是上上周,不是上礼拜", {"since": "上上周"}), (SINCE, "不是昨天买的，是前天买的", {}), (SINCE, "改回十一月二十号", {}), (SINCE, "电话不对", {}),
    (LASTED, "一直改成每次开机都这样", {"frequency": "每次开机都这样"}), (LASTED, "不是一直，是偶尔", {"frequency": "偶尔"}),
    (WISHED, "改一下,不是三点,四点半", {"wished_time": "11月25日（周三）16:30"}), (WISHED, "时间改成四点半", {"wished_time": "11月25日（周三）16:30"}),
    (WISHED, "哦不对还是三点吧", {"wished_time": "11月25日（周三）15:00"}), (WISHED, "不是周三，是周四", {"wished_time": "周四 15:00"}),
    (WISHED, "回电时间改成后天上午十点,电话也不对,是13900003334", {"wished_time": "11月26日（周四）10:00"}),
    (WISHED, "回电时间,改到后天上午十点", {"wished_time": "11月26日（周四）10:00"}), (WISHED, "还是改成送到店里吧,不寄了", {"service_mode": "genius_bar"}),
    (WISHED, "等等,是前天晚上开始的,不是昨天", {"since": "前天晚上"}),
    (WISHED, "周四晚上七点半可以。还有设备是iMac 24寸 M1", {"wished_time": "11月26日（周四）19:30"}),
    (WISHED, "型号是 iPhone 14 Pro", {}), (WISHED, "不是13是14", {}), (WISHED, "系统改成18.1", {}), (WISHED, "去年十月买的", {}), (WISHED, "单位那行删掉", {}),
])  # fmt: skip
def test_a_line_is_put_right_by_its_value(known: dict[str, Any], text: str, changes: dict[str, str]) -> None:
    draft = Draft("c", facts=dict(known), asking="confirm")
    assert by_value(reading.catalogue(), draft, heard(text, "talk_inform"), NOW) == (changes, [])


@pytest.mark.parametrize(
    "text", ["想约那一项删掉,我没有约过时间", "「想约12月10日」有误", "取消12月10日的预约", "预约不要了", "我没约过时间"]
)
def test_the_wish_is_removed(text: str) -> None:
    draft = Draft("c", facts=dict(WISHED), asking="confirm")
    assert by_value(reading.catalogue(), draft, heard(text, "talk_deny"), NOW) == ({}, [*WISH, "wish"])


def test_a_day_of_the_fault_is_none_of_the_purchase(read_back: Talk) -> None:
    read_back.say("对了是昨天开始的")
    bought = read_back.draft.facts.get("purchase_date")
    read_back.say("等等,是前天晚上开始的,不是昨天", "talk_deny")
    assert read_back.draft.facts["since"] == "前天晚上" and read_back.draft.facts.get("purchase_date") == bought
    assert "utter_corrected" in read_back.keys


def test_the_wish_is_read_back_as_it_is_put_right_and_taken_away(read_back: Talk) -> None:
    read_back.say("明天下午三点打给我")
    assert "15:00" in read_back.say("改一下,不是三点,四点半") or "16:30" in read_back.checked()
    assert read_back.draft.facts["wished_time"].endswith("16:30")
    said = read_back.say("想约那一项删掉,我没有约过时间", "talk_deny")
    assert "想约" not in said and read_back.asking == "confirm"


def test_what_must_be_written_too_stands_in_the_symptom(read_back: Talk) -> None:
    said = read_back.say('"听筒没声音、外放正常也要写上啊"')
    assert "听筒没声音" in said and read_back.asking == "confirm"


def test_a_long_story_is_read_back_with_its_end() -> None:
    draft = Draft("c", facts={"symptom": "屏幕" * 90 + "最后一句在这里"}, asking="confirm")
    assert "最后一句在这里" in lines_of(reading.catalogue(), draft, NOW).facts["lines"]


@pytest.mark.parametrize("text", ["让我想想序列号放哪了", "等我找找", "容我想一想"])
def test_a_wish_for_a_moment_is_no_answer(talk: Talk, text: str) -> None:
    talk.say("我的iPhone 13充不进电", "hardware_report_battery")
    talk.fill(ANSWERS, "serial_number")
    talk.say(text)
    assert talk.keys == ["utter_talk_wait_asking"] and talk.asking == "serial_number"


def test_why_is_answered_and_what_cannot_be_read_is_passed_over(talk: Talk) -> None:
    talk.say("我的iPhone 13充不进电", "hardware_report_battery")
    talk.fill(ANSWERS, "serial_number")
    talk.say("为什么要序列号?我电脑打不开,盒子也扔了", "talk_ask_why")
    assert talk.keys[0] == "utter_why_serial_number" and talk.asking != "serial_number"


@pytest.mark.parametrize(("text", "city"), [
    ("是我妈的,她在成都,我在上海,到时候是我妈去店里", "成都"), ("我妈在成都，我在上海，我自己去店里", "上海"), ("我去三亚玩了，我住在南京", "南京"), ("我妈在成都，她去过店里，我在上海", "上海"),
])  # fmt: skip
def test_the_city_is_that_of_who_goes(talk: Talk, text: str, city: str) -> None:
    talk.say("我的iPhone 13充不进电", "hardware_report_battery")
    talk.fill(ANSWERS, "contact_phone")
    talk.say(text)
    assert talk.draft.facts.get("place") in (city, None) if city == "上海" else talk.draft.facts.get("place") == city


def test_what_was_collected_stays_with_the_danger(talk: Talk) -> None:
    talk.say("我的iPhone 13昨天开始充不进电，每次都这样，换过线没用", "hardware_report_battery")
    talk.fill(ANSWERS, "serial_number")
    talk.say("冒烟了！很烫", "hazard_smoke_fire")
    assert {"since": "昨天", "frequency": "每次都这样", "tried_steps": ["换过线"]}.items() <= talk.event.facts.items()


@pytest.mark.parametrize(("intent", "text", "fact", "day"), [
    ("store_return_order", "上周四", "received", "2026-11-19"), ("store_return_order", "十九号", "received", "2026-11-19"),
    ("store_ask_invoice", "上周四", "purchase_date", "2026-11-19"), ("store_ask_invoice", "十九号", "purchase_date", "2026-11-19"),
])  # fmt: skip
def test_a_bare_day_of_an_order_is_kept(talk: Talk, intent: str, text: str, fact: str, day: str) -> None:
    talk.say("我在官网买的手机，订单有点事要办一下", intent)
    talk.fill(ANSWERS, "contact_phone")
    talk.say(text)
    assert talk.draft.facts.get(fact) == day and "since" not in talk.draft.facts
