"""Answers that bend: with a question beside them, taken back in the same breath, refused, or told late (US-18, US-19)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from helpline.model.purchase import read_bought
from helpline.model.understanding import Problem
from tests.services.talk import ANSWERS, PHONE, SCREEN, Talk

CHARGING = ("iPad Air 5 充不进电，三天了", "hardware_report_charging")
FALLEN = ("iPhone 15 Pro 摔了一下，后盖和屏幕都碎了", "hardware_report_screen")


def test_a_blank_parts_an_answer_from_a_question(talk: Talk) -> None:
    talk.say(*CHARGING)
    assert talk.asking == "fault_cause"
    talk.say("自己出现的 修一下大概多少钱", "hardware_ask_price")
    assert talk.draft.facts["fault_cause"] == "自然损坏" and talk.asking == "serial_number"
    assert any(key.startswith("utter_price") for key in talk.keys)


def test_a_part_that_is_asked_about_is_no_answer(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.say("屏幕 多少钱", "hardware_ask_price")
    assert talk.asking == "serial_number" and talk.keys[-1] == "utter_ask_serial_number"


@pytest.mark.parametrize("text", [
    "在孩子名下查不到,跳过", "序列号不想给 先说修要多少钱", "不告诉你 就问多少钱", "不弄序列号了行不", "跳过跳过 反正不给", "序列号没有",
])  # fmt: skip
def test_a_refusal_passes_the_question_whatever_stands_beside_it(talk: Talk, text: str) -> None:
    talk.say(*SCREEN)
    assert talk.asking == "serial_number"
    talk.say(text)
    assert "serial_number" in talk.draft.passed and talk.asking == "contact_phone"


def test_what_is_told_with_a_skip_is_kept(talk: Talk) -> None:
    talk.say(*CHARGING)
    talk.fill(ANSWERS, until="serial_number")
    talk.say("跳过 买了一年多吧")
    assert "serial_number" in talk.draft.passed and talk.draft.facts["purchase_date"].startswith("2024-11-25/")
    assert talk.asking == "contact_phone"


def test_more_of_the_matter_with_a_refusal(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.say("序列号先不弄了,手机还能开机但是喇叭没声", "hardware_report_audio_damage")
    assert "serial_number" in talk.draft.passed and "喇叭没声" in talk.draft.facts["symptom"]


@pytest.mark.parametrize("text", ["H2WDL0AB1C 等等我看错了 是H2WDL0ABQ6", "H2WDL0AB1C，不对，H2WDL0ABQ6"])
def test_the_serial_after_a_slip_counts(talk: Talk, text: str) -> None:
    talk.say(*SCREEN)
    talk.say(text)
    assert talk.draft.facts["serial_number"] == "H2WDL0ABQ6" and talk.asking == "contact_phone"


@pytest.mark.parametrize(("text", "bought"), [
    ("大前年吧,还是23年春上", "2023-03-01/2023-05-31"), ("22年还是23年", "2022-01-01/2023-12-31"), ("去年国庆，记错了，是前年五一", "2024-05-01/2024-05-31"),
    ("是2024年国庆买的,不是9月", "2024-10-01/2024-10-31"), ("大前年", "2023-01-01/2023-12-31"),
])  # fmt: skip
def test_a_purchase_with_a_second_thought(text: str, bought: str) -> None:
    found = read_bought(text, date(2026, 11, 24), asked=True)
    assert found is not None and found.text() == bought


def test_a_purchase_is_put_right_beside_another_answer(talk: Talk) -> None:
    talk.say("我的 iPhone 14 Plus 后置相机打开是黑的，听说有免费维修", "hardware_ask_programme")
    talk.fill(ANSWERS, until="purchase_date")
    talk.say("2024年9月")
    talk.say(f"是2024年国庆买的,不是9月。电话{PHONE}")
    assert talk.draft.facts["purchase_date"] == "2024-10-01/2024-10-31" and talk.asking == "confirm"


def test_a_fault_and_what_is_asked_about_it_are_one_matter(talk: Talk) -> None:
    text = "我妈的14 plus后置相机打开是黑的,网上说这个有免费维修?"
    problems = (
        Problem("hardware_ask_programme", "网上说这个有免费维修?"),
        Problem("general_check_camera", "我妈的14 plus后置相机打开是黑的"),
    )
    talk.say(text, "hardware_ask_programme", problems=problems)
    assert talk.draft.parked == [] and talk.draft.facts["symptom"] == text
    assert talk.draft.facts["device_model"] == "iPhone 14 Plus"


def test_put_off_for_another_matter_though_it_sounds_like_a_question(talk: Talk) -> None:
    talk.say(*CHARGING)
    talk.say("算了不约了,先帮我查下保修还有多久", "hardware_check_coverage")
    assert talk.draft.intent == "hardware_check_coverage" and talk.asking == "serial_number"


def test_a_price_first_is_no_other_matter(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.say("不知道序列号在哪看 先说要掏多少", "general_ask_howto", 0.43)
    assert talk.draft.intent == "hardware_report_screen"


@pytest.mark.parametrize("text", ["帮我爸问下，他手机老自己关机，iphone12还是12pro，我不确定", "手机老自己关机，不知道是12还是12pro"])
def test_who_wavers_between_two_devices_may_choose(talk: Talk, text: str) -> None:
    talk.say(text, "hardware_report_battery")
    assert talk.asking == "device_model" and {"iPhone 12", "iPhone 12 Pro"} <= set(talk.buttons)
    talk.tap("iPhone 12 Pro")
    assert talk.draft.facts["device_model"] == "iPhone 12 Pro" and talk.asking != "device_model"


def test_wavering_at_the_question_itself(talk: Talk) -> None:
    talk.say("手机屏幕碎了", "hardware_report_screen")
    talk.say("13或者13 Pro吧")
    assert talk.asking == "device_model" and {"iPhone 13", "iPhone 13 Pro"} <= set(talk.buttons)


def test_the_size_of_a_tablet_is_no_version_of_its_system(talk: Talk) -> None:
    talk.say("平板被坐弯了", "hardware_report_body")
    talk.say("ipad pro 12.9 第五代")
    assert talk.draft.facts["device_model"] == "iPad Pro 12.9 英寸（第 5 代）" and "os_version" not in talk.draft.facts


def test_what_to_do_with_a_wet_device_comes_before_any_question(talk: Talk) -> None:
    talk.say("手机掉水里了", "hardware_report_liquid")
    assert talk.keys[-2] == "utter_wet_first" and talk.asking == "device_model"
    talk.say("iPhone 16 Pro")
    assert "utter_wet_first" not in talk.keys


def test_a_spill_of_long_ago_needs_no_first_aid(talk: Talk) -> None:
    talk.say("我的 iPhone 13 上个月进过水，现在屏幕不灵", "hardware_report_liquid")
    assert "utter_wet_first" not in talk.keys


def test_a_spill_that_is_told_late_is_the_cause(talk: Talk) -> None:
    talk.say("MacBook Air M3 15 寸键盘粘住了，今天开始每次都这样", "hardware_report_mac_parts")
    talk.fill({**ANSWERS, "fault_cause": "自己坏的"}, until="serial_number")
    assert talk.draft.facts["fault_cause"] != "进水"
    talk.say("小可乐泼上去的", "outside_other", 0.52)
    assert talk.draft.facts["fault_cause"] == "进水" and talk.asking == "serial_number" and "utter_wet_first" in talk.keys


def test_each_part_has_its_price_and_that_which_is_asked_for_comes_alone(talk: Talk) -> None:
    talk.say(f"{FALLEN[0]}，修要多少钱", "hardware_ask_price")
    assert [say.facts["part"] for say in talk.reply.says if "part" in say.facts] == ["后玻璃", "屏幕"]
    talk.say("那电池呢，电池多少钱", "hardware_ask_price")
    assert [say.facts["part"] for say in talk.reply.says if "part" in say.facts] == ["电池"]


def test_what_a_claim_costs_is_told_where_it_is_asked(talk: Talk) -> None:
    talk.say("今年第二次摔屏了,有AppleCare+,iPhone 16 Pro,自己要掏多少", "applecare_claim")
    assert "utter_plan_terms" in talk.keys


def test_how_long_while_a_number_is_asked(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.fill(ANSWERS, until="contact_phone")
    talk.say("要多久", "hardware_ask_repair_policy")
    assert talk.keys == ["utter_side_duration", "utter_ask_contact_phone"]


def test_a_city_in_which_one_asks_for_a_repair(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.say("西安能修吗", "hardware_ask_store")
    assert "utter_side_stores_none" in talk.keys and talk.draft.facts["place"] == "西安" and talk.asking == "serial_number"


def test_a_yes_with_how_and_when(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.fill(ANSWERS, until="confirm")
    talk.say("对 明天下午三点打给我", "talk_affirm")
    assert talk.keys[-1] == "utter_read_back_call" and "11月25日" in str(talk.reply.says[-1].facts["time"])


def test_a_long_story_says_when_one_would_like_to_come(talk: Talk) -> None:
    talk.say(
        "上个礼拜三手表从桌子上掉下去了表盘裂了Apple Watch Series 9我人在杭州想约礼拜六上午去西湖那家店我电话是" + PHONE,
        "hardware_report_screen",
    )
    talk.fill({**ANSWERS, "serial_number": "跳过"})
    assert talk.event.hand_off and talk.event.hand_off.starts_at == datetime.fromisoformat("2026-11-28T10:00:00+08:00")


def test_a_later_wish_takes_the_place_of_an_earlier_one(talk: Talk) -> None:
    talk.say("苹果15plus屏幕裂了 想约天才吧 明儿下午 武汉", "hardware_report_screen")
    talk.fill(ANSWERS, until="contact_phone")
    talk.say(f"{PHONE} 约后天下午三点吧")
    talk.fill(ANSWERS, until="confirm")
    talk.say("确认", "talk_affirm")
    assert talk.asking == "confirm" and "11月26日（周四）15:00" in str(talk.reply.says[-1].facts["time"])


def test_the_only_store_of_a_city_is_named_as_such(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.fill({**ANSWERS, "service_mode": "到店"}, until="visit_time")
    assert talk.keys[-2:] == ["utter_store_only", "utter_ask_visit_time"]
    talk.say("去店里")
    assert talk.keys == ["utter_ask_visit_time"] and talk.buttons


@pytest.mark.parametrize(("text", "device"), [
    ("我妈的平板充不进电，插上充电器没反应，换了根线也不行", "iPad"),
    ("我的平板用的是原装充电器，就是充不进去", "iPad"),
    ("平板的充电器坏了，插头断了", None),
])  # fmt: skip
def test_a_charger_that_was_only_used_is_not_the_device(talk: Talk, text: str, device: str | None) -> None:
    talk.say(text, "hardware_report_charging")
    assert talk.draft.facts.get("device_family") == device
    talk.say("昨天吧，她那个是iPad 9代")
    assert (talk.draft.facts["device_model"] == "iPad（第 9 代）") is (device is not None)


def test_what_came_off_was_not_dropped(talk: Talk) -> None:
    talk.say("手表屏幕掉下来了，就连着一根线", "hardware_report_screen")
    assert "fault_cause" not in talk.draft.facts
    talk.fill(ANSWERS, until="fault_cause")
    assert talk.asking == "fault_cause"


# -- what is told beside an answer -------------------------------------------------------------


@pytest.mark.parametrize(("text", "offered"), [
    (f"{PHONE},上午别打,下午随便", "11月24日（周二）13:00"), (f"{PHONE} 明天下午随便什么时候", "11月25日（周三）13:00"), (f"{PHONE}，白天上班，晚上七点后打", "11月24日（周二）19:00"),
])  # fmt: skip
def test_when_to_call_is_told_with_the_number(talk: Talk, text: str, offered: str) -> None:
    talk.say("转人工", "service_request_human")
    talk.tap("顾问回电")
    assert offered in talk.say(text) and talk.asking == "confirm"


@pytest.mark.parametrize("text", ["今天上午刚换的号", "早上买的", "下午没空", "每天早上自动关机", "我下午打过一次没人接", "后天要出差"])
def test_other_times_beside_a_number_are_no_wish(talk: Talk, text: str) -> None:
    talk.say("转人工", "service_request_human")
    talk.tap("顾问回电")
    talk.say(f"{PHONE}，{text}")
    assert talk.keys == ["utter_ask_callback_time"]


def test_the_day_of_purchase_stands_in_a_later_clause(talk: Talk) -> None:
    talk.say("iPhone 16 Pro Max 买的时候没加那个AppleCare+,现在还能补吗,这个月4号买的", "applecare_buy")
    assert talk.draft.facts["purchase_date"] == "2026-11-04" and talk.asking != "purchase_date"


@pytest.mark.parametrize(("bought", "asking"), [("", "purchase_date"), ("，这个月4号买的", "contact_phone")])
def test_the_day_it_fell_is_no_day_of_purchase_and_what_broke_is_kept(talk: Talk, bought: str, asking: str) -> None:
    talk.say(f"iPhone 16 Pro Max 还能补买 AppleCare+ 吗{bought}", "applecare_buy")
    assert talk.asking == asking
    before = talk.draft.facts.get("purchase_date")
    talk.say("对了我前天摔了一下,屏幕右上角裂了一点,影响吗", "hardware_report_screen")
    assert talk.draft.facts.get("purchase_date") == before and talk.draft.facts["symptom"].count("右上角裂了") == 1
    if talk.asking == "purchase_date":
        talk.say("这个月4号买的")
    assert "utter_plan_broken" in talk.keys and talk.draft.facts["fault_cause"] == "摔落"


def test_a_number_of_ones_own_with_a_doubt_about_its_country_is_taken(talk: Talk) -> None:
    talk.say("转人工", "service_request_human")
    talk.tap("顾问回电")
    talk.say(f"0912 这个是台湾的号码可以吗?还是用大陆的吧 {PHONE}", "safety_check_number", 0.78)
    assert talk.draft.facts["contact_phone"] == PHONE


def test_what_was_not_understood_goes_with_whoever_wants_a_person(talk: Talk) -> None:
    talk.say(
        "小红书一打开就闪退,iPhone 14",
        "general_fix_builtin_app",
        0.36,
        ranking=(("general_fix_builtin_app", 0.36), ("outside_third_party_app", 0.23)),
    )
    talk.say("别给我讲步骤了,直接转人工", "service_request_human")
    event = talk.event
    assert event.facts["device_model"] == "iPhone 14" and "小红书" in event.facts["symptom"]


def test_a_name_beside_a_time_is_kept(talk: Talk) -> None:
    talk.say("转人工", "service_request_human")
    talk.say(f"那明天早上十点打给我,{PHONE},我姓贺")
    assert talk.asking == "confirm" and talk.event.facts["contact_name"] == "贺"


def test_a_store_and_an_hour_are_not_refused_as_outside(talk: Talk) -> None:
    talk.say("手机鼓包了", "hazard_swollen")
    talk.fill({"contact_phone": PHONE, "service_mode": "到店", "place": "南京"}, until="place")
    talk.say("我在南京")
    talk.say("新街口吧 今天下班六点半能去吗", "outside_other", 0.83)
    assert talk.asking == "confirm" and not any(key.startswith("utter_outside") for key in talk.keys)
