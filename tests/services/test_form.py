"""The form: what each answer gets, what is skipped, and that nothing in it is a hard stop."""

from __future__ import annotations

import pytest

from helpline.model.event import Role
from tests.services.talk import ANSWERS, MAIL, PHONE, SCREEN, SERIAL, Talk, tapped

# -- serial numbers (US-07) ------------------------------------------------------------------


@pytest.fixture
def at_serial(talk: Talk) -> Talk:
    talk.say(*SCREEN)
    assert talk.asking == "serial_number"
    return talk


@pytest.mark.parametrize("typed", [
    SERIAL, "c39xk2abc123", "c39x k2ab c123", "C39X-K2AB-C123", "序列号是 C39XK2ABC123。", "Ｃ３９ＸＫ２ＡＢＣ１２３", "我的序列号C39XK2ABC123，谢谢",
])  # fmt: skip
def test_a_serial_is_taken_however_it_is_typed(at_serial: Talk, typed: str) -> None:
    at_serial.say(typed)
    assert at_serial.draft.facts["serial_number"] == SERIAL
    assert at_serial.asking == "contact_phone"


def test_ten_characters_are_a_serial_too(at_serial: Talk) -> None:
    at_serial.say("XG4K2H7Q0P")
    assert at_serial.draft.facts["serial_number"] == "XG4K2H7Q0P"


def test_an_imei_is_kept_as_what_it_is(at_serial: Talk) -> None:
    at_serial.say("490154203237518")
    assert at_serial.asking == "contact_phone"
    assert at_serial.draft.facts["imei"] == "490154203237518"
    assert "serial_number" not in at_serial.draft.facts


def test_letters_that_no_serial_has_come_back_corrected_to_tap(at_serial: Talk) -> None:
    assert "C39XK20BC123" in at_serial.say("C39XK2OBC123")
    at_serial.tap("C39XK20BC123")
    assert at_serial.draft.facts["serial_number"] == "C39XK20BC123"
    assert at_serial.asking == "contact_phone"


@pytest.mark.parametrize(("typed", "hint"), [
    ("490154203237519", "utter_serial_imei_misread"),
    ("A2634", "utter_serial_is_model_number"),
    ("MLDX3CH/A", "utter_serial_is_part_number_mainland"),
    ("MLDX3LL/A", "utter_serial_is_part_number"),
    ("1234567890", "utter_serial_digits"),
    ("看不清", "utter_serial_elsewhere"),
    ("都磨花了", "utter_serial_elsewhere"),
    ("C39XK2A", "utter_serial_length"),
    ("C39XK2ABC1234567", "utter_serial_length"),
    ("我没找到", "utter_ask_serial_number_again"),
    ("😄😄", "utter_ask_serial_number_again"),
])  # fmt: skip
def test_what_is_no_serial_says_why(at_serial: Talk, typed: str, hint: str) -> None:
    at_serial.say(typed)
    assert at_serial.keys == [hint]
    assert at_serial.asking == "serial_number"


def test_a_phone_number_in_its_place_is_kept_and_the_serial_still_asked(at_serial: Talk) -> None:
    at_serial.say(PHONE)
    assert at_serial.draft.facts["contact_phone"] == PHONE
    assert "serial_number" not in at_serial.draft.facts
    assert at_serial.asking == "serial_number"


@pytest.mark.parametrize("typed", ["A2634", "C39XK2A", "490154203237519", "嗯嗯嗯", "MLDX3CH/A"])
def test_the_second_failure_offers_to_skip_and_the_third_goes_on(at_serial: Talk, typed: str) -> None:
    at_serial.say(typed, "", 0.0)
    at_serial.say(typed, "", 0.0)
    assert "先跳过" in at_serial.buttons
    at_serial.say(typed, "", 0.0)
    assert at_serial.asking == "contact_phone"


def test_where_to_look_fits_the_model_and_not_only_its_family(talk: Talk) -> None:
    """AirPods Max have no case with a lid."""
    talk.say("查一下 AirPods Max 的保修", "hardware_check_coverage")
    assert talk.asking == "serial_number" and "充电盒" not in talk.checked()
    other = talk.other("pods")
    other.say("查一下 AirPods Pro 2 的保修", "hardware_check_coverage")
    assert "充电盒" in other.checked()


def test_skip_by_its_button_works_after_two_failures(at_serial: Talk) -> None:
    at_serial.say("A2634")
    at_serial.say("C39XK2A")
    at_serial.tap("先跳过")
    assert at_serial.asking == "contact_phone"
    assert "serial_number" not in at_serial.draft.facts


def test_a_model_number_tells_the_device(talk: Talk) -> None:
    talk.say("屏幕摔碎了，触摸也不灵", "hardware_report_screen")
    talk.say("A2634")
    assert talk.draft.facts["device_model"] == "iPhone 13"
    assert talk.asking == "serial_number"


def test_a_serial_in_place_of_the_device_answers_both(talk: Talk) -> None:
    talk.say("屏幕摔碎了，触摸也不灵", "hardware_report_screen")
    assert talk.asking == "device_model"
    talk.say(SERIAL)
    assert talk.asking == "contact_phone"


# -- devices ---------------------------------------------------------------------------------


@pytest.mark.parametrize("unsure", ["不知道", "就是普通的iPhone，不清楚哪款"])
def test_a_family_is_asked_which_and_then_let_be(talk: Talk, unsure: str) -> None:
    talk.say("我的手机屏幕摔碎了，触摸也不灵", "hardware_report_screen")
    assert talk.keys[-1].startswith("utter_ask_device_model")
    talk.say("iPhone")
    assert talk.keys == ["utter_ask_device_model_which"]
    talk.say(unsure, "talk_unknown")
    assert talk.asking == "serial_number"
    talk.fill(ANSWERS)
    assert talk.event.facts["device_model"] == "iPhone"


def test_a_device_that_the_list_does_not_know_is_taken_as_written(talk: Talk) -> None:
    talk.say("屏幕摔碎了，触摸也不灵", "hardware_report_screen")
    talk.say("星空牌学习机", "", 0.0)
    assert talk.keys == ["utter_ask_device_model_again"]
    talk.say("星空牌学习机", "", 0.0)
    assert talk.draft.facts["device_model"] == "星空牌学习机"


@pytest.mark.parametrize("typed", ["/talk_unknown", ""])
def test_skipping_after_a_failure_is_no_name_of_a_device(talk: Talk, typed: str) -> None:
    talk.say("屏幕摔碎了，触摸也不灵", "hardware_report_screen")
    talk.say("呃呃", "", 0.0)
    talk.hear(tapped("/talk_unknown")) if typed else talk.say("不知道", "talk_unknown")
    assert "device_model" not in talk.draft.facts
    assert talk.asking == "serial_number"


def test_a_family_that_is_named_late_is_kept(talk: Talk) -> None:
    talk.say(*MAIL)
    talk.say("不知道", "talk_unknown")
    talk.say("iPad")
    assert talk.keys == ["utter_noted", "utter_help_first"]
    talk.fill(ANSWERS)
    assert talk.event.facts["device_model"] == "iPad"


def test_a_phone_number_names_no_device(talk: Talk) -> None:
    talk.say(*MAIL)
    talk.say("不知道", "talk_unknown")
    talk.fill({**ANSWERS, "contact_phone": f"我的手机号是{PHONE}"})
    assert "device_model" not in talk.event.facts


# -- other slots -----------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "version"), [
    ("18.6", "18.6"), ("iOS 18.6.2", "iOS 18.6.2"), ("系统是17", "17"), ("好像是 16.7 吧", "16.7"), ("最新版", "最新版（客户所述）"),
])  # fmt: skip
def test_a_version_of_the_system(talk: Talk, typed: str, version: str) -> None:
    talk.say(*MAIL)
    talk.say("iPhone 13")
    talk.fill(ANSWERS, until="os_version")
    talk.say(typed)
    assert talk.draft.facts["os_version"] == version


@pytest.mark.parametrize("typed", ["用了3年了", "买了20天", "不是iPhone 13吗", "3点再说", "13812345678"])
def test_what_is_no_version(talk: Talk, typed: str) -> None:
    talk.say(*MAIL)
    talk.say("iPhone 13")
    talk.fill(ANSWERS, until="os_version")
    talk.say(typed)
    assert "os_version" not in talk.draft.facts
    assert talk.asking == "os_version"


@pytest.mark.parametrize(("typed", "intent", "steps"), [
    ("没有", "talk_unknown", ["没有"]),
    ("都没试过", "talk_deny", ["没有"]),
    ("重启过，也更新了", "talk_inform", ["重启过", "更新了"]),
    ("都试过了没用", "talk_affirm", ["都试过了没用"]),
    ("重启了还是不行", "talk_deny", ["重启了还是不行"]),
])  # fmt: skip
def test_what_was_tried(talk: Talk, typed: str, intent: str, steps: list[str]) -> None:
    talk.say(*MAIL)
    talk.fill(ANSWERS, until="tried_steps")
    talk.say(typed, intent)
    assert talk.draft.facts["tried_steps"] == steps
    assert talk.asking == "contact_phone"


def test_nothing_tried_by_its_button(talk: Talk) -> None:
    talk.say(*MAIL)
    talk.fill(ANSWERS, until="tried_steps")
    talk.tap("没有试过")
    assert talk.asking == "contact_phone"


def test_a_phone_number_is_no_order_number(talk: Talk) -> None:
    talk.say("上周在官网买的手机一直没发货", "store_track_delivery")
    assert talk.asking == "order_number"
    talk.say(PHONE)
    assert talk.draft.facts == {**talk.draft.facts, "contact_phone": PHONE}
    assert "order_number" not in talk.draft.facts
    talk.say("w1234567890")
    assert talk.draft.facts["order_number"] == "W1234567890"
    assert talk.asking == "confirm"


@pytest.mark.parametrize(("typed", "key"), [
    ("明年三月", "utter_purchase_date_future"), ("2027年1月1日", "utter_purchase_date_future"), ("2010年5月1日", "utter_purchase_date_too_old"),
    ("2月30日", "utter_ask_purchase_date_again"), ("很久了吧", "utter_ask_purchase_date_again"), ("9999年前", "utter_ask_purchase_date_again"),
])  # fmt: skip
def test_a_day_of_purchase_that_cannot_be(talk: Talk, typed: str, key: str) -> None:
    talk.say("帮我看看我的 iPhone 13 还在不在保修期", "hardware_check_coverage")
    talk.say(SERIAL)
    assert talk.asking == "purchase_date"
    talk.say(typed)
    assert talk.keys == [key]
    talk.say("去年10月5日")
    assert talk.draft.facts["purchase_date"] == "2025-10-05"


def test_a_name_with_its_phone(talk: Talk) -> None:
    talk.say("我们公司要采购 200 台 iPad 并统一管理", "enterprise_buy")
    talk.fill(ANSWERS, until="contact_name")
    talk.say(f"我叫王芳，电话{PHONE}")
    assert talk.draft.facts == {**talk.draft.facts, "contact_name": "王芳", "contact_phone": PHONE}
    assert talk.asking == "confirm"


def test_a_name_may_sound_like_anything(talk: Talk) -> None:
    talk.say("我们公司要采购 200 台 iPad 并统一管理", "enterprise_buy")
    talk.fill(ANSWERS, until="organisation")
    talk.say("招商银行", "outside_other", 0.9)
    assert talk.draft.facts["organisation"] == "招商银行"
    talk.say("安好", "talk_greet", 0.6)
    assert talk.draft.facts["contact_name"] == "安好"


def test_courtesies_do_not_go_on_for_ever(talk: Talk) -> None:
    talk.say(*SCREEN)
    for _ in range(4):
        talk.say("好的", "talk_affirm")
    assert talk.asking != "serial_number"


def test_the_symptom_is_wanted_but_no_hard_stop(talk: Talk) -> None:
    talk.say("卡", "general_fix_system")
    talk.fill(ANSWERS, until="symptom")
    talk.say("不知道", "talk_unknown")
    assert talk.asking == "symptom"
    talk.say("说不清", "talk_unknown")
    assert talk.asking == "symptom"
    assert "先跳过" not in talk.buttons
    talk.say("不知道", "talk_unknown")
    assert talk.keys[-1] == "utter_help_first"
    assert talk.draft.facts["symptom"] == "系统异常或发热"


def test_the_extension_of_a_landline_is_kept_with_it_and_goes_with_it(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.fill(ANSWERS, until="contact_phone")
    talk.say("021-61234567 转 8012")
    talk.say("确认", "talk_affirm")
    event = talk.draft.event_number or ""
    token = talk.services.desk.add_advisor("1001", "李", Role.SENIOR)
    advisor = talk.services.desk.advisor(token)
    assert talk.services.desk.event(advisor, event)["contact"] == {"name": None, "phone": "02161234567", "extension": "8012"}
    talk.say("电话改成13900001111")
    assert talk.services.desk.event(advisor, event)["contact"] == {"name": None, "phone": "13900001111", "extension": None}


@pytest.mark.parametrize("typed", ["2028年3月买的", "明年五月买的"])
def test_a_day_of_purchase_to_come_is_refused_whatever_is_asked(at_serial: Talk, typed: str) -> None:
    at_serial.say(typed)
    assert at_serial.keys == ["utter_purchase_date_future", "utter_ask_serial_number"] and at_serial.asking == "serial_number"
    assert "purchase_date" not in at_serial.draft.facts


@pytest.mark.parametrize("typed", ["打算明年买新的", "明年五月买新机", "去年三月买的"])
def test_what_is_to_be_bought_was_not(at_serial: Talk, typed: str) -> None:
    at_serial.say(typed)
    assert "utter_purchase_date_future" not in at_serial.keys


def test_a_part_number_is_kept_for_the_advisor_with_where_it_was_sold(at_serial: Talk) -> None:
    at_serial.say("MLDX3CH/A")
    assert at_serial.asking == "serial_number"
    at_serial.fill(ANSWERS, until="service_mode")
    advisor = at_serial.services.desk.advisor(at_serial.services.desk.add_advisor("1001", "李", Role.SENIOR))
    event = at_serial.services.desk.event(advisor, at_serial.draft.event_number or "")
    assert (event["part_number"], event["sold_in"], event["serial_number"]) == ("MLDX3CH/A", "国行", SERIAL)
