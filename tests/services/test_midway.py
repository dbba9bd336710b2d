"""Questions, skips and changes of plan in the middle (US-18, US-19, US-20)."""

from __future__ import annotations

import pytest

from helpline.model.understanding import Problem
from tests.services.talk import ANSWERS, MAIL, PHONE, SCREEN, SERIAL, Talk, heard

# Every slot that can be asked, with how to come there.
STATES = {
    "device_model": ("屏幕摔碎了，触摸也不灵", "hardware_report_screen"),
    "os_version": MAIL,
    "symptom": ("卡", "general_fix_system"),
    "tried_steps": MAIL,
    "serial_number": SCREEN,
    "contact_phone": SCREEN,
    "contact_name": ("我们公司要采购 200 台 iPad 并统一管理", "enterprise_buy"),
    "organisation": ("想采购 200 台 iPad 并统一管理", "enterprise_buy"),
    "order_number": ("上周在官网买的手机一直没发货", "store_track_delivery"),
    "plan": ("我的服务计划想转给别人用", "applecare_transfer"),
    "purchase_date": ("帮我看看我的 iPhone 13 还在不在保修期", "hardware_check_coverage"),
    "confirm": SCREEN,
    "service_mode": SCREEN,
    "place": SCREEN,
    "visit_time": SCREEN,
    "callback_time": SCREEN,
    "event_number": ("我的事件到哪了", "service_check_event"),
}


def bring(talk: Talk, slot: str) -> Talk:
    """Talk until `slot` is asked."""
    talk.say(*STATES[slot])
    answers = {**ANSWERS, "service_mode": "到店" if slot in ("place", "visit_time") else "顾问回电"}
    talk.fill(answers, until=slot)
    assert talk.asking == slot
    return talk


@pytest.fixture(params=STATES)
def midway(request: pytest.FixtureRequest, talk: Talk) -> Talk:
    return bring(talk, request.param)


@pytest.mark.parametrize(("text", "intent", "key"), [
    ("客服电话多少", "service_ask_number", "utter_service_number"),
    ("你们几点下班", "service_ask_hours", "utter_service_hours"),
])  # fmt: skip
def test_a_side_question_is_answered_and_the_same_slot_asked_again(midway: Talk, text: str, intent: str, key: str) -> None:
    slot = midway.asking
    said = midway.say(text, intent)
    assert midway.keys[0] == key and "400-666-8800" in said + "400-666-8800"
    assert midway.asking == slot
    assert len(midway.keys) == 2


def test_why_is_answered_and_the_same_slot_asked_again(midway: Talk) -> None:
    slot = midway.asking
    midway.say("问这个干嘛", "talk_ask_why")
    assert midway.keys[0] == f"utter_why_{slot}"
    assert midway.asking == slot and len(midway.keys) == 2


@pytest.mark.parametrize(
    ("text", "intent"),
    [("等一下，我找找", "talk_wait"), ("你们太垃圾了", "talk_vent"), ("再说一遍", "talk_repeat"), ("你是机器人吗", "talk_ask_bot")],
)
def test_what_asks_for_patience_changes_nothing(midway: Talk, text: str, intent: str) -> None:
    before = midway.draft
    midway.say(text, intent)
    assert midway.asking == before.asking
    assert midway.draft.facts == before.facts and midway.draft.starts_at in (before.starts_at, None)


def test_cancelling_stops_and_keeps_what_has_a_number(midway: Talk) -> None:
    number = midway.reply.event_number
    midway.say("算了不弄了", "talk_cancel")
    assert midway.asking is None
    assert midway.keys[0] == ("utter_cancelled_with_event" if number else "utter_cancelled")
    if number:
        assert midway.event_of(number).hand_off is None


def test_an_answer_and_a_question_in_one_message(talk: Talk) -> None:
    bring(talk, "contact_phone")
    talk.say(f"{PHONE}，你们几点上班？", "service_ask_hours")
    assert talk.draft.facts["contact_phone"] == PHONE
    assert talk.keys == ["utter_service_hours", "utter_read_back"]


@pytest.mark.parametrize(("slot", "text"), [
    ("serial_number", "序列号在哪看？"), ("serial_number", "不知道在哪里找"), ("device_model", "型号怎么查"), ("os_version", "版本在哪儿看"),
    ("order_number", "订单编号去哪找"), ("order_number", "订单号在哪"), ("event_number", "编号在哪里看"),
])  # fmt: skip
def test_where_to_look(talk: Talk, slot: str, text: str) -> None:
    bring(talk, slot)
    talk.say(text, "general_ask_howto")
    assert talk.keys == [f"utter_where_{slot}"]
    assert talk.asking == slot
    assert talk.draft.parked == []


@pytest.mark.parametrize(("text", "said"), [
    ("序列号在哪看", "utter_where_serial_number"), ("型号怎么看啊", "utter_where_device_model"), ("系统版本在哪里找", "utter_where_os_version"),
])  # fmt: skip
def test_where_to_look_for_what_is_not_asked_now(talk: Talk, text: str, said: str) -> None:
    bring(talk, "contact_phone")
    talk.say(text, "general_ask_howto", 0.9)
    assert talk.keys == [said, "utter_ask_contact_phone"]


def test_why_something_else_was_asked(talk: Talk) -> None:
    bring(talk, "contact_phone")
    talk.say("为什么要序列号", "talk_ask_why", 0.9)
    assert talk.keys == ["utter_why_serial_number", "utter_ask_contact_phone"]


@pytest.mark.parametrize("told", ["擦干放了一晚上", "昨晚洒的"])
def test_what_is_told_twice_in_place_of_a_device_is_none(talk: Talk, told: str) -> None:
    talk.say("键盘进了咖啡，有几个键不灵", "hardware_report_liquid")
    talk.say("昨晚洒的", "", 0.0)
    talk.say(told, "", 0.0)
    assert "device_model" not in talk.draft.facts


def test_what_has_no_system_is_not_asked_for_its_version(talk: Talk) -> None:
    talk.say("homepod mini 突然连不上 wifi", "general_check_network")
    assert talk.asking != "os_version"


def test_whoever_cannot_find_it_may_skip(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("不知道在哪看", "talk_unknown")
    assert talk.asking == "serial_number"
    talk.say("找不到", "talk_unknown")
    assert talk.asking == "contact_phone"


@pytest.mark.parametrize(
    "slot",
    [
        "device_model",
        "os_version",
        "serial_number",
        "contact_phone",
        "contact_name",
        "organisation",
        "order_number",
        "plan",
        "purchase_date",
    ],
)
def test_what_is_not_vital_is_skipped(talk: Talk, slot: str) -> None:
    bring(talk, slot)
    talk.say("不想说", "talk_unknown")
    assert talk.keys[0] == "utter_skipped"
    assert talk.asking != slot
    assert slot not in talk.draft.facts


def test_a_skipped_fact_that_comes_later_is_taken(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("跳过", "talk_unknown")
    talk.say(f"{PHONE}，序列号找到了 {SERIAL}")
    assert talk.draft.facts["serial_number"] == SERIAL


@pytest.mark.parametrize("slot", ["symptom", "serial_number", "contact_phone"])
def test_a_question_that_has_an_answer_is_answered_and_the_slot_asked_again(talk: Talk, slot: str) -> None:
    bring(talk, slot)
    talk.say("修要几天能修好呀", "hardware_ask_repair_policy", 0.9)
    assert talk.keys == ["utter_side_duration", f"utter_ask_{slot}"]


def test_an_answer_with_a_question_fills_the_slot_and_answers(talk: Talk) -> None:
    bring(talk, "contact_phone")
    talk.say(f"{PHONE}，修要几天？", "hardware_ask_repair_policy", 0.5)
    assert talk.keys[0] == "utter_side_duration" and talk.draft.facts["contact_phone"] == PHONE


def test_another_side_of_the_same_matter_is_kept_for_the_advisor(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("换了屏幕还能防水吗", "hardware_ask_repair_policy", 0.9)
    assert talk.keys == ["utter_question_noted", "utter_ask_serial_number"]
    talk.fill(ANSWERS, until="confirm")
    assert talk.draft.facts["open_questions"] == ["换了屏幕还能防水吗"]


# -- two problems (US-20) ---------------------------------------------------------------------


def test_a_second_problem_waits_and_comes_back(talk: Talk) -> None:
    bring(talk, "serial_number")
    said = talk.say("另外我上周 W1234567890 那个订单的发票没开", "store_ask_invoice")
    assert "发票" in said and talk.asking == "serial_number"
    talk.fill(ANSWERS)
    first = talk.reply.event_number
    assert talk.keys[-1] == "utter_parked_next" and talk.asking is None
    talk.tap("继续处理")
    assert talk.asking == "confirm", "what it said is known: the order, the problem, and the phone"
    talk.say("确认", "talk_affirm")
    assert talk.reply.event_number != first
    assert talk.event.label.value == "online_store"
    assert talk.event.facts["order_number"] == "W1234567890"


@pytest.mark.parametrize(("text", "intent"), [("好的", "talk_affirm"), ("要", "talk_affirm"), ("嗯", ""), ("发票", "")])
def test_the_second_problem_is_taken_up_in_words_too(talk: Talk, text: str, intent: str) -> None:
    bring(talk, "serial_number")
    talk.say("另外我上周订单的发票没开", "store_ask_invoice")
    talk.fill(ANSWERS)
    talk.say(text, intent)
    assert talk.asking == "order_number"


def test_the_second_problem_may_be_let_go(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("另外我上周订单的发票没开", "store_ask_invoice")
    talk.fill(ANSWERS)
    talk.tap("不用了")
    assert talk.keys == ["utter_talk_bye"]
    assert talk.draft.parked == []


def test_of_many_problems_each_comes_back_once(talk: Talk) -> None:
    bring(talk, "serial_number")
    for text, intent in [
        ("另外订单的发票没开", "store_ask_invoice"), ("还有官网退款没到账", "store_return_order"), ("另外订单的发票没开", "store_ask_invoice"),
    ]:  # fmt: skip
        talk.say(text, intent)
    talk.fill(ANSWERS)
    talk.say("不用了", "talk_deny")
    assert talk.keys == ["utter_parked_next"]
    talk.say("不用了", "talk_deny")
    assert talk.keys == ["utter_talk_bye"]


def test_after_cancelling_the_second_problem_comes_back(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("另外我上周订单的发票没开", "store_ask_invoice")
    talk.say("算了，屏幕不弄了", "talk_cancel")
    assert talk.keys == ["utter_cancelled", "utter_parked_next"]


def test_turning_to_something_else_asks_for_that_first_and_keeps_the_rest(talk: Talk) -> None:
    """「算了不约了，先查保修」: what was told of the first is still known when it comes back."""
    bring(talk, "contact_phone")
    talk.say("算了不修了，先帮我查一下保修吧", "hardware_check_coverage")
    assert talk.keys[0] == "utter_switched"
    assert talk.draft.intent == "hardware_check_coverage"
    talk.fill(ANSWERS)
    assert talk.keys[-1] == "utter_parked_next"
    talk.tap("继续处理")
    assert talk.keys[0] == "utter_resumed"
    assert talk.asking == "confirm", "device, serial, symptom and by now the phone are known"
    assert talk.draft.facts["serial_number"] == SERIAL


def test_turning_away_with_a_second_guess(talk: Talk) -> None:
    bring(talk, "contact_phone")
    ranking = (("talk_cancel", 0.5), ("hardware_check_coverage", 0.4), ("talk_bye", 0.1))
    talk.hear(heard("算了不约了,先查保修", "talk_cancel", 0.55, ranking=ranking))
    assert talk.draft.intent == "hardware_check_coverage"


def test_a_call_wished_for_in_the_middle_is_what_follows(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("等会儿你们直接打电话给我吧", "service_request_call")
    assert talk.asking == "serial_number" and talk.draft.parked == []
    talk.fill(ANSWERS, until="confirm")
    talk.say("确认", "talk_affirm")
    assert talk.asking == "callback_time"


@pytest.mark.parametrize(("text", "intent"), [("微信老是闪退", "outside_third_party_app"), ("华为手机能修吗", "outside_other_maker")])
def test_what_is_not_ours_is_said_so_and_the_slot_asked_again(talk: Talk, text: str, intent: str) -> None:
    bring(talk, "serial_number")
    talk.say(text, intent)
    assert talk.keys[0].startswith("utter_outside_") and talk.asking == "serial_number"


def test_two_problems_in_the_first_message(talk: Talk) -> None:
    text = "iPad Air 5 充不进电，另外我上周 W1234567890 那个订单的发票没开"
    problems = (Problem("hardware_report_charging", "iPad Air 5 充不进电"), Problem("store_ask_invoice", text[14:]))
    said = talk.hear(heard(text, "hardware_report_charging", problems=problems))
    assert "充不进电" in said and "发票" in said and talk.asking == "symptom"
    talk.fill(ANSWERS)
    talk.tap("继续处理")
    assert talk.asking == "confirm"
    assert "device_model" not in talk.draft.facts and talk.draft.facts["order_number"] == "W1234567890"


def test_two_problems_of_which_one_is_dangerous(talk: Talk) -> None:
    problems = (Problem("hazard_swollen", "电池鼓包了"), Problem("store_ask_invoice", "另外上周订单的发票没开"))
    talk.hear(heard("电池鼓包了，另外上周订单的发票没开", "hazard_swollen", problems=problems))
    assert talk.keys[0] == "utter_hazard_stop" and "utter_parked" not in talk.keys
    talk.fill({**ANSWERS, "service_mode": "顾问回电"})
    assert talk.keys[-1] == "utter_parked_next" and "发票" in talk.checked()


def test_what_was_tried_is_no_other_trouble(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("重新连过蓝牙也没用", "general_check_network", 0.9)
    assert talk.draft.parked == [] and talk.draft.facts["tried_steps"] == ["重新连过蓝牙"] and talk.asking == "serial_number"


def test_having_no_plan_is_a_fact_and_no_wish_to_buy_one(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("我没买 AppleCare", "applecare_buy", 0.9)
    assert talk.draft.parked == [] and talk.draft.facts["plan"] == "尚未购买"


@pytest.mark.parametrize("text", ["没有了", "没有要改的", "没什么问题", "不用改了"])
def test_nothing_to_change_agrees_to_what_was_read_back(talk: Talk, text: str) -> None:
    bring(talk, "confirm")
    talk.say(text, "talk_deny", 0.9)
    assert talk.reply.event_number


def test_a_time_in_place_of_a_way_is_a_call_where_no_visit_is_offered(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("转人工", "service_request_human")
    talk.say("明早九点半", "talk_inform")
    assert talk.asking == "contact_phone"
    talk.say(PHONE)
    assert talk.asking == "confirm" and talk.draft.starts_at is not None


def test_a_time_in_place_of_a_way_is_kept_where_several_could_be_meant(talk: Talk) -> None:
    bring(talk, "service_mode")
    talk.say("周六上午十点", "talk_inform")
    assert talk.keys[0] == "utter_noted" and talk.draft.facts["wished_time"] == "周六上午十点"


def test_what_is_told_on_while_a_number_is_asked_is_kept(talk: Talk) -> None:
    talk.say("我要退货，W1234567890", "store_return_order")
    talk.fill({"symptom": "前天收到的，不喜欢颜色"}, until="contact_phone")
    talk.say("盒子和配件都还没拆开用", "talk_inform", 0.5)
    assert talk.keys[0] == "utter_added" and talk.asking == "contact_phone"
    assert "没拆开" in talk.draft.facts["symptom"]


def test_the_day_of_an_accident_is_no_day_of_purchase(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("不小心磕门框上了 前天", "", 0.0)
    assert "purchase_date" not in talk.draft.facts and talk.draft.facts["since"] == "前天"


def test_a_time_told_early_is_kept_for_the_call(talk: Talk) -> None:
    talk.say("怎么打开旁白", "accessibility_vision")
    talk.say("不行，找人教我", "service_request_call")
    while talk.asking != "contact_phone":
        talk.say("下午两点后", "talk_inform", 0.4)
    assert "下午" not in str(talk.draft.facts.get("device_model"))
    assert talk.draft.facts["wished_time"] == "下午两点后"


def test_an_order_number_is_no_description(talk: Talk) -> None:
    talk.say("退货", "store_return_order")
    while talk.asking not in ("symptom", None):
        talk.say("W1234567890")
    talk.say("W1234567890")
    assert "W1234567890" not in str(talk.draft.facts.get("symptom"))


def test_what_a_victim_says_in_place_of_a_number_is_kept_with_the_event(talk: Talk) -> None:
    talk.say("有人冒充客服让我共享屏幕", "safety_report_caller")
    assert talk.asking == "contact_phone"
    talk.say("没转钱", "", 0.2)
    assert talk.keys[0] == "utter_safety_not_given" and "没转钱" in talk.event.facts["symptom"]


def test_what_goes_on_about_the_same_matter_is_no_other(talk: Talk) -> None:
    talk.say("我们班 iPad 上的课堂 App 连不上学生的设备", "education_ask_apps")
    talk.fill(ANSWERS, until="confirm")
    talk.say("就是显示离线 蓝牙wifi都开着", "general_check_network", 0.9)
    assert talk.draft.parked == [] and "显示离线" in talk.draft.facts["symptom"]


def test_a_lost_invoice_is_a_fact_and_the_date_asked_again(talk: Talk) -> None:
    bring(talk, "purchase_date")
    talk.say("没发票了", "", 0.2)
    assert talk.keys[0] == "utter_noted" and talk.asking == "purchase_date"
    assert talk.draft.facts["proof_lost"] is True


def test_a_time_and_a_number_in_place_of_a_way_are_both_taken(talk: Talk) -> None:
    bring(talk, "serial_number")
    talk.say("转人工", "service_request_human")
    talk.say(f"今天下午三点打给我 {PHONE}", "service_request_call")
    assert talk.asking == "confirm" and talk.draft.facts["contact_phone"] == PHONE


def test_when_it_was_bought_is_a_fact_also_at_the_reading_back(talk: Talk) -> None:
    talk.say("我的 iPhone 13 掉水里了", "hardware_report_liquid")
    talk.fill(ANSWERS, until="confirm")
    talk.say("大概三年前买的吧", "talk_inform", 0.4)
    assert str(talk.draft.facts["purchase_date"]).startswith("2023") and "三年前" not in talk.draft.facts["symptom"]


def test_how_it_came_about_gives_nothing_up(talk: Talk) -> None:
    talk.say("iPad Air 5 充不进电", "hardware_report_charging")
    asking = talk.asking
    talk.say("自己掉的", "talk_cancel")
    assert talk.draft.intent == "hardware_report_charging" and asking and talk.asking


def test_the_second_matter_is_that_of_the_part_it_names(talk: Talk) -> None:
    talk.say("airpods pro左边那只没声音了，还有我手机最近电池特别不耐用", "hardware_report_earphones_watch")
    assert talk.draft.parked[0]["intent"] == "hardware_report_battery"


@pytest.mark.parametrize(
    ("text", "asks"), [("十点半有吗", False), ("七点吧，六点半我才下班", False), ("你们几点下班", True), ("晚上十点还有人吗", True)]
)
def test_a_time_that_is_wished_for_is_no_question_for_our_hours(talk: Talk, text: str, asks: bool) -> None:
    talk.say(*SCREEN)
    talk.fill({**ANSWERS, "service_mode": "顾问回电"}, until="callback_time")
    talk.say(text, "service_ask_hours")
    assert ("utter_service_hours" in talk.keys) is asks
    assert asks or talk.asking == "confirm"
