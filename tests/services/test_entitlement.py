"""What customers are told of coverage, rights, prices, plans and programmes, and when (US-08, US-09, US-10, US-32, US-33, US-18)."""

from __future__ import annotations

from datetime import date

import pytest

from helpline.model.registry import Plan, RegisteredDevice, Repair
from helpline.services.questions.sides import entitlement_asked
from tests.content import reading
from tests.services.conftest import Shelf
from tests.services.talk import ANSWERS, PHONE, SERIAL, Talk, tapped

TODAY = date(2026, 11, 24)


def known(**more: object) -> RegisteredDevice:
    told = {
        "serial": SERIAL,
        "model": "iphone-15",
        "purchase_date": date(2026, 3, 5),
        "sold_in_mainland": True,
        "source": "登记数据",
        "as_of": TODAY,
    }
    return RegisteredDevice(**{**told, **more})  # type: ignore[arg-type]


def checking(talk: Talk) -> Talk:
    talk.say("帮我查一下还在不在保修期", "hardware_check_coverage")
    if talk.asking == "device_model":
        talk.say("iPhone 15")
    assert talk.asking == "serial_number"
    return talk


# -- coverage (US-08) --------------------------------------------------------------------------


def test_a_known_device_is_answered_with_basis_date_and_days_and_nothing_more_is_asked(talk: Talk, shelf: Shelf) -> None:
    shelf.devices[SERIAL] = known()
    said = checking(talk).say(SERIAL)
    assert "还在保障期内" in said and "「Apple 一年有限保修、三包」" in said and "2027年3月5日（含）" in said and "还剩 101 天" in said
    assert "意外损坏和电池的正常损耗" in said and "登记数据（2026年11月24日）" in said
    assert talk.asking == "contact_phone", "the day of purchase stands in the record"
    talk.fill(ANSWERS)
    coverage = talk.event.facts["coverage"]
    assert (coverage["status"], coverage["ends"], coverage["days_left"]) == ("covered", "2027-03-05", 101)
    assert talk.event.facts["purchase_date"] == "2026-03-05"


def test_a_sample_says_that_it_is_one(talk: Talk, shelf: Shelf) -> None:
    shelf.devices[SERIAL] = known(sample=True)
    assert "示例" in checking(talk).say(SERIAL)
    talk.fill(ANSWERS)
    assert talk.event.facts["coverage"]["sample"] is True


def test_a_plan_tells_its_incidents(talk: Talk, shelf: Shelf) -> None:
    plan = Plan("AppleCare+ 服务计划", date(2025, 3, 10), date(2027, 3, 9), (date(2025, 5, 1), date(2026, 6, 1)))
    shelf.devices[SERIAL] = known(purchase_date=date(2025, 3, 5), plan=plan)
    said = checking(talk).say(SERIAL)
    assert "「AppleCare+ 服务计划」到 2027年3月9日（含）" in said and "还可以用 1 次" in said
    assert talk.draft.facts["plan"] == "AppleCare+ 服务计划"


@pytest.mark.parametrize(("told", "keys"), [
    ("2026年3月5日", ["utter_coverage_conditional", "utter_coverage_limits_told"]),
    ("2025年11月24日", ["utter_coverage_conditional_last_day", "utter_coverage_limits_told"]),
    ("2025年11月23日", ["utter_coverage_expired"]),
])  # fmt: skip
def test_an_unknown_serial_gets_a_conditional_answer(talk: Talk, told: str, keys: list[str]) -> None:
    checking(talk).say(SERIAL)
    assert talk.asking == "purchase_date"
    said = talk.say(told)
    assert talk.keys[:-1] == keys and talk.asking == "contact_phone"
    assert "今天到期（含）" in said or "last_day" not in keys[0]
    assert talk.draft.findings["coverage"]["status"] in ("conditional", "expired")


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("2027年3月5日", "utter_purchase_date_future"),
        ("2010年3月5日", "utter_purchase_date_too_old"),
        ("13月5日", "utter_ask_purchase_date_again"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_reason(talk: Talk, told: str, key: str) -> None:
    checking(talk).say(SERIAL)
    talk.say(told)
    assert talk.keys == [key] and talk.asking == "purchase_date"


def test_without_serial_and_day_it_says_unknown(talk: Talk) -> None:
    checking(talk).say("不知道", "talk_unknown")
    talk.say("记不清了", "talk_unknown")
    assert "utter_coverage_unknown" in talk.keys and talk.asking == "contact_phone"
    talk.fill(ANSWERS)
    assert "coverage" not in talk.event.facts


def test_a_registry_that_is_away_leaves_the_conversation_going(talk: Talk, shelf: Shelf) -> None:
    shelf.away = True
    checking(talk).say(SERIAL)
    assert talk.asking == "purchase_date"
    talk.say("2026年3月5日")
    assert "utter_coverage_conditional" in talk.keys
    assert shelf.asked == [SERIAL], "it is asked once, not at every message"


def test_the_record_tells_the_device(talk: Talk, shelf: Shelf) -> None:
    shelf.devices[SERIAL] = known()
    talk.say("充不进电了，昨天开始的", "hardware_report_charging")
    talk.say(SERIAL)
    assert talk.draft.facts["device_model"] == "iPhone 15"


def test_the_record_of_another_device_is_told_kindly_and_holds_nothing_up(talk: Talk, shelf: Shelf) -> None:
    shelf.devices[SERIAL] = known(model="iphone-14")
    said = checking(talk).say(SERIAL)
    assert "登记的是 iPhone 14" in said and talk.asking == "contact_phone"


def test_a_corrected_serial_takes_its_day_of_purchase_along(talk: Talk, shelf: Shelf) -> None:
    shelf.devices[SERIAL] = known()
    shelf.devices["XG4K2H7Q0P"] = known(serial="XG4K2H7Q0P", purchase_date=date(2025, 1, 1))
    checking(talk).say(SERIAL)
    said = talk.say("序列号发错了，是 XG4K2H7Q0P", "talk_deny")
    assert talk.draft.facts["purchase_date"] == "2025-01-01" and "到期" in said
    assert talk.keys[0] == "utter_corrected" and talk.asking == "contact_phone"


# -- rights (US-09) ----------------------------------------------------------------------------


@pytest.mark.parametrize(("sold", "says"), [
    ("2026年11月17日", ["购买第 7 天", "退货、换货、修理", "2026年11月24日（含）", "第十一条"]), ("2026年11月16日", ["购买第 8 天", "换货、修理", "第十二条"]),
    ("2026年11月9日", ["购买第 15 天", "换货、修理", "2026年11月24日（含）"]), ("2026年11月8日", ["购买第 16 天", "可以修理", "2027年11月8日（含）"]),
    ("2025年11月24日", ["购买第 365 天", "可以修理"]), ("2025年11月23日", ["购买第 366 天", "2026年11月23日 到期", "付费维修"]),
])  # fmt: skip
def test_the_edges_in_conversation(talk: Talk, sold: str, says: list[str]) -> None:
    talk.say("iPhone 15 开不了机，能三包退换吗", "hardware_ask_rights")
    assert talk.asking == "serial_number"
    talk.say("跳过", "talk_unknown")
    said = talk.say(sold)
    assert [part for part in says if part not in said] == [], said
    outcome = said.split("结果会因")[0].replace("修理更换退货责任规定", "")
    assert ("退货" in outcome) == (sold == "2026年11月17日")
    talk.fill(ANSWERS)
    assert talk.event.facts["coverage"]["rights"]["day"] == int(says[0].split()[1])


@pytest.mark.parametrize(("text", "key"), [
    ("iPhone 15 屏幕摔碎了，能三包退换吗", "utter_rights_damage"), ("iPhone 15 进水了，三包能换吗", "utter_rights_damage"),
    ("iPhone 15 颜色不喜欢，想退", "utter_rights_not_listed"), ("AirPods Pro 2 左耳没声音，能三包吗", "utter_rights_no_regulation"),
])  # fmt: skip
def test_exclusions_are_explained(talk: Talk, text: str, key: str) -> None:
    talk.say(text, "hardware_ask_rights")
    talk.fill({**ANSWERS, "purchase_date": "2026年11月20日"}, until="contact_phone")
    assert key in talk.keys


def test_repairs_and_origin_come_from_the_record(talk: Talk, shelf: Shelf) -> None:
    twice = (Repair(date(2026, 5, 1), date(2026, 5, 4)), Repair(date(2026, 7, 1), date(2026, 7, 3)))
    shelf.devices[SERIAL] = known(repairs=twice)
    talk.say("iPhone 15 又开不了机了，能换新吗", "hardware_ask_rights")
    assert "可以换货" in talk.say(SERIAL) and "utter_rights_repaired_often" in talk.keys
    assert "2027年3月10日" in talk.checked(), "five days in repair"


def test_a_device_from_abroad(talk: Talk, shelf: Shelf) -> None:
    shelf.devices[SERIAL] = known(sold_in_mainland=False)
    talk.say("iPhone 15 开不了机，能三包吗", "hardware_ask_rights")
    talk.say(SERIAL)
    assert talk.keys[0] == "utter_rights_abroad"


# -- prices (US-10) ----------------------------------------------------------------------------


def test_a_price_comes_at_once_with_day_source_and_plan(talk: Talk) -> None:
    said = talk.say("iPhone 13 换屏多少钱", "hardware_ask_price")
    assert (
        "¥2149" in said
        and "2021年" in said
        and "可能已经调整" in said
        and "检测后才能最终确定" in said
        and "¥188" in said
        and "官方估价" in said
    )
    assert talk.asking == "contact_phone"


def test_a_price_without_a_model_asks_and_without_data_says_so(talk: Talk) -> None:
    talk.say("换个电池多少钱", "hardware_ask_price")
    assert talk.asking == "device_model"
    assert "没有可靠的数据" in talk.say("iPhone 17") and "¥" not in talk.checked().replace("不收费", "")
    assert "utter_price_with_plan_free" in talk.keys


@pytest.mark.parametrize("device", ["iPhone 7", "iPhone 6s"])
def test_the_table_of_2017_is_never_quoted(talk: Talk, device: str) -> None:
    said = talk.say(f"{device} 换屏多少钱", "hardware_ask_price")
    assert "没有可靠的数据" in said and "948" not in said


def test_another_model_another_price(talk: Talk) -> None:
    talk.say("iPhone 13 换屏多少钱", "hardware_ask_price")
    said = talk.say("不是 13 是 13 Pro Max", "talk_deny")
    assert "¥2559" in said and talk.draft.facts["device_model"] == "iPhone 13 Pro Max" and talk.asking == "contact_phone"


# -- plans (US-32) -----------------------------------------------------------------------------


@pytest.mark.parametrize(("sold", "says"), [
    ("2026年11月18日", "今天是购买第 6 天，AppleCare+ 服务计划可以直接在设备"), ("2026年11月16日", "可以到直营店买"), ("2026年9月25日", "2026年11月24日（含）"),
    ("2026年9月24日", "已经过了"),
])  # fmt: skip
def test_the_windows_to_buy(talk: Talk, sold: str, says: str) -> None:
    talk.say("AppleCare+ 现在还能补买吗", "applecare_buy")
    talk.say("iPhone 15")
    assert says in talk.say(sold)


def test_a_broken_device_cannot_be_insured(talk: Talk) -> None:
    talk.say("iPhone 15 昨天买的，屏幕摔碎了，现在买 AppleCare+ 来得及吗", "applecare_buy")
    assert "utter_plan_broken" in talk.keys


def test_the_third_incident_is_told(talk: Talk, shelf: Shelf) -> None:
    plan = Plan("AppleCare+ 服务计划", date(2026, 3, 10), date(2028, 3, 9), (date(2026, 5, 1), date(2026, 6, 1)))
    shelf.devices[SERIAL] = known(plan=plan)
    talk.say("iPhone 15 屏幕碎了，AppleCare+ 怎么理赔", "applecare_claim")
    said = talk.say(SERIAL) if talk.asking == "serial_number" else (talk.fill(ANSWERS, until="contact_phone"), talk.checked())[1]
    assert "次数已用完" in said or "utter_coverage_incidents_used" in talk.keys


# -- programmes (US-33) ------------------------------------------------------------------------


def test_a_programme_is_possible_and_no_more(talk: Talk) -> None:
    talk.say("iPhone 14 Plus 后置摄像头打不开，有维修计划吗", "hardware_ask_programme")
    talk.say("跳过", "talk_unknown")
    said = talk.say("2024年1月5日")
    assert "可能符合" in said and "按序列号核对" in said and "要先修好那一处" in said


def test_one_that_ran_out_says_when(talk: Talk) -> None:
    talk.say("iPhone 14 Plus 后置摄像头打不开，有维修计划吗", "hardware_ask_programme")
    talk.say("跳过", "talk_unknown")
    assert "2026年11月1日" in talk.say("2023年11月1日") and "utter_programme_ended" in talk.keys


def test_none_known_says_so(talk: Talk) -> None:
    talk.say("iPhone 15 有召回计划吗", "hardware_ask_programme")
    talk.fill(ANSWERS, until="contact_phone")
    assert "utter_programme_none" in talk.keys


# -- a broken device -----------------------------------------------------------------------------


def test_a_fault_within_the_term(talk: Talk, shelf: Shelf) -> None:
    shelf.devices[SERIAL] = known(purchase_date=date(2026, 11, 20))
    talk.say("iPhone 15 昨天开始自动关机", "hardware_report_power")
    assert talk.asking == "fault_cause"
    talk.tap("自己出现的")
    said = talk.say(SERIAL)
    assert "还在保障期内" in said and "退货、换货、修理" in said and talk.asking == "contact_phone"
    talk.fill(ANSWERS)
    assert (talk.event.facts["since"], talk.event.facts["fault_cause"]) == ("昨天", "自然损坏")


def test_a_cause_that_changes_changes_the_answer(talk: Talk) -> None:
    talk.say("iPhone 15 昨天开始自动关机", "hardware_report_power")
    talk.tap("自己出现的")
    talk.say("跳过", "talk_unknown")
    talk.say("2026年11月20日")
    assert "utter_rights_window" in talk.keys
    talk.say(PHONE)
    assert "utter_entitled_accident" in (talk.say("原因改成摔过", "talk_deny") and talk.keys)


def test_an_old_model_is_noticed(talk: Talk) -> None:
    talk.say("iPhone 11 Pro 屏幕摔碎了", "hardware_report_screen")
    assert "utter_device_vintage" in talk.keys


def test_a_serial_that_cannot_be_is_kept_and_told(talk: Talk) -> None:
    talk.say("iPhone 12 屏幕摔碎了", "hardware_report_screen")
    talk.say("C39XK2ABC123")
    assert "utter_serial_unlikely" in talk.keys and talk.asking == "contact_phone"
    assert talk.draft.findings["serial_check"] == "impossible"


# -- systems and the symptom ------------------------------------------------------------------------


def test_a_system_that_a_device_cannot_run_is_said_and_asked_once(talk: Talk) -> None:
    talk.say("iPhone XS 更新到 iOS 26 以后邮件一直收不了", "general_fix_builtin_app")
    talk.fill(ANSWERS, until="os_version")
    assert talk.keys[-1] == "utter_system_too_new" and talk.asking == "os_version"
    assert "iOS 26 不支持 iPhone XS" in talk.checked()
    talk.say("就是 iOS 26")
    assert talk.asking == "tried_steps"


def test_a_corrected_device_rechecks_the_system(talk: Talk) -> None:
    talk.say("iPhone 13 更新到 iOS 26 以后邮件一直收不了", "general_fix_builtin_app")
    talk.fill(ANSWERS, until="tried_steps")
    talk.say("型号说错了，是 iPhone XS", "talk_deny")
    assert talk.keys[-1] == "utter_system_too_new"


@pytest.mark.parametrize("answer", ["不知道", "C39XK2ABC123", "👍"])
def test_what_is_asked_of_the_symptom_is_asked_once(talk: Talk, answer: str) -> None:
    talk.say("iPhone 15 充不进电", "hardware_report_charging")
    assert talk.keys[-1] == "utter_ask_symptom_since"
    talk.say(answer, "talk_unknown" if answer == "不知道" else "talk_inform")
    assert talk.asking == "fault_cause"
    assert talk.draft.facts["symptom"] == "iPhone 15 充不进电"


def test_the_cause_by_button_word_or_not_at_all(talk: Talk) -> None:
    for answer, kept in (("没摔过，突然就这样了", "自然损坏"), ("掉水里了", "进水"), ("用久了吧", "老化"), ("不清楚", "不清楚")):
        other = talk.other(answer)
        other.say("iPhone 15 昨天开始充不进电", "hardware_report_charging")
        other.say(answer, "talk_unknown" if answer == "不清楚" else "talk_inform")
        assert other.draft.facts["fault_cause"] == kept and other.asking == "serial_number"
    talk.say("iPhone 15 昨天开始充不进电", "hardware_report_charging")
    talk.hear(tapped("/talk_unknown"))
    assert talk.asking == "serial_number"


def test_the_read_back_holds_what_an_advisor_notes_and_each_line_can_be_mended(talk: Talk) -> None:
    talk.say("iPhone 15 昨天开始充不进电，每次都这样，重启过没用，2026年11月20日买的", "hardware_report_charging")
    talk.fill(ANSWERS, until="confirm")
    card = talk.reply.says[-1].card
    assert card is not None
    lines = {line["slot"]: line["value"] for line in card["lines"]}
    assert lines["since"] == "昨天" and lines["tried_steps"] == "重启" and lines["purchase_date"] == "2026年11月20日"
    assert all(line["label"] for line in card["lines"])
    talk.say("购买日期改成2026年10月1日", "talk_deny")
    assert talk.draft.facts["purchase_date"] == "2026-10-01" and talk.asking == "confirm"


# -- asked on the way ------------------------------------------------------------------------


def test_a_price_asked_on_the_way_is_told_and_the_question_put_again(talk: Talk) -> None:
    talk.say("我的 iPhone 13 屏幕有条绿线", "hardware_report_screen")
    waits = talk.asking
    talk.say("换屏多少钱啊", "hardware_ask_price", 0.6)
    assert talk.keys[0].startswith("utter_price_") and talk.asking == waits


def test_what_cannot_be_told_yet_is_told_as_soon_as_it_can_be(talk: Talk) -> None:
    talk.say("airpods pro 2 左耳没声音，能换新的吗", "hardware_report_earphones_watch")
    talk.say("到底能不能换新", "", 0.0)
    assert talk.keys[0] == "utter_entitled_later"
    talk.fill({**ANSWERS, "fault_cause": "自己出现的", "purchase_date": "2026年11月20日"}, until="contact_phone")
    assert any(key.startswith("utter_rights_") for key in talk.keys)


def test_a_question_with_an_answer_fills_the_slot_and_is_told(talk: Talk) -> None:
    talk.say("我的 iPhone 13 屏幕摔碎了", "hardware_report_screen")
    assert talk.asking == "serial_number"
    talk.say(f"{SERIAL}，要多少钱修", "talk_inform", 0.6)
    assert talk.draft.facts["serial_number"] == SERIAL and any(key.startswith("utter_price_") for key in talk.keys)


def test_a_price_asked_at_the_reading_back_changes_nothing_else(talk: Talk) -> None:
    talk.say("我的 iPhone 13 屏幕摔碎了", "hardware_report_screen")
    talk.fill(ANSWERS, until="confirm")
    symptom = talk.draft.facts["symptom"]
    talk.say("大概什么价", "", 0.3)
    assert talk.keys[0].startswith("utter_price_")
    assert talk.asking == "confirm" and talk.draft.facts["symptom"] == symptom


@pytest.mark.parametrize(("text", "intents"), [
    ("还在保修期内吗", ["hardware_check_coverage"]), ("能免费修吗", ["hardware_check_coverage"]), ("会不会很贵", ["hardware_ask_price"]),
    ("可以给我换一台吗", ["hardware_ask_rights"]), ("换个时间", []), ("能换一家店吗", []), ("官网退款没到账", []), ("买AppleCare+多少钱", []), ("已经过保了", []),
    ("能退出账户吗", []), ("三包凭证丢了", []), ("顺便问下我的AC+还能用几次", ["applecare_claim"]), ("意外还剩几次", ["applecare_claim"]), ("修过几次了", []),
])  # fmt: skip
def test_what_counts_as_a_question_of_entitlement(text: str, intents: list[str]) -> None:
    assert list(entitlement_asked(text, reading.catalogue().routes["hardware_report_screen"])) == intents


def test_a_refund_of_the_app_store_is_no_question_of_the_law_on_devices(talk: Talk) -> None:
    talk.say("退款什么时候到，我上个月退的订阅", "general_request_app_refund")
    assert not any(key.startswith("utter_rights") for key in talk.keys)


# -- corrections recheck what rests on them (US-18) ----------------------------------------------


def repairing(talk: Talk) -> Talk:
    talk.say("iPhone 15 昨天开始充不进电，线都换过了", "hardware_report_charging")
    talk.fill({**ANSWERS, "serial_number": SERIAL, "purchase_date": "2026年3月5日", "confirm": "还不行"}, until="confirm")
    return talk


def test_what_a_free_repair_needs_stands_on_the_card_and_in_the_event(talk: Talk) -> None:
    lines = repairing(talk).reply.says[-1].facts["lines"]
    assert "维修时带上：发票和三包凭证" in lines
    talk.say("购买日期说错了，是2021年3月5日", "talk_deny")
    assert "维修时带上" not in talk.reply.says[-1].facts["lines"] and "utter_coverage_expired" in talk.keys
    talk.say("日期又错了，是2026年3月6日", "talk_deny")
    talk.say("确认", "talk_affirm")
    assert talk.event.facts["coverage"]["rights"]["proof"] == "发票和三包凭证"


def test_a_serial_corrected_in_part_is_looked_up_anew(talk: Talk, shelf: Shelf) -> None:
    other = SERIAL[:-1] + "4"
    shelf.devices[SERIAL] = known(serial=SERIAL)
    shelf.devices[other] = known(serial=other, purchase_date=date(2025, 1, 1))
    checking(talk).say(SERIAL)
    said = talk.say("不对，序列号最后一位是4", "talk_deny")
    assert talk.draft.facts["serial_number"] == other and talk.draft.facts["purchase_date"] == "2025-01-01" and "到期" in said


def test_a_serial_corrected_after_the_number_was_issued_is_looked_up_anew(talk: Talk, shelf: Shelf) -> None:
    other = SERIAL[:-1] + "4"
    shelf.devices[SERIAL] = known(serial=SERIAL)
    shelf.devices[other] = known(serial=other, purchase_date=date(2025, 1, 1))
    checking(talk).say(SERIAL)
    talk.fill(ANSWERS, until="service_mode")
    talk.say("序列号最后一位是4，刚才看错了", "talk_deny")
    coverage = talk.event.facts["coverage"]
    assert (coverage["status"], coverage["purchase_date"]) == ("expired", "2025-01-01")
    assert "utter_coverage_expired_recorded" in talk.keys and shelf.asked[-1] == other


def test_a_programme_is_told_where_the_fault_is_first_taken_for_one_of_software(talk: Talk) -> None:
    talk.say("iPhone 14 Plus 后置相机打开是黑的，预览不了", "general_check_camera")
    talk.fill({**ANSWERS, "confirm": "还不行"}, until="contact_phone")
    assert any("14 Plus" in str(say.facts.get("programme")) for say in talk.reply.says) or "utter_programme_possible" in talk.keys


def test_the_serial_of_another_kind_of_device_does_not_change_what_it_is_about(talk: Talk, shelf: Shelf) -> None:
    shelf.devices[SERIAL] = known()
    talk.say("AirTag 换了电池还是没反应", "hardware_report_earphones_watch")
    assert talk.asking == "device_model"
    talk.say(SERIAL)
    assert talk.draft.facts.get("device_model") != "iPhone 15" and "utter_serial_of_other_device" in talk.keys


def test_where_it_was_sold_can_be_corrected(talk: Talk) -> None:
    talk.say("港版 iPhone 15 昨天开始充不进电，线都换过了", "hardware_report_charging")
    talk.fill({**ANSWERS, "confirm": "还不行"}, until="confirm")
    assert talk.draft.facts["sold_in"] == "港版"
    talk.say("销售地区错了，是国行", "talk_deny")
    assert talk.draft.facts["sold_in"] == "国行" and talk.asking == "confirm"
