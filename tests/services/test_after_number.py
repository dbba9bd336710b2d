"""What a customer says once there is a number: more of the same goes to that event, and nobody is held in a form."""

from __future__ import annotations

import pytest

from tests.services.talk import ANSWERS, Talk, heard

WAY = {**ANSWERS, "service_mode": "到店维修"}


@pytest.fixture
def visited(issued: Talk) -> Talk:
    """The broken screen with a visit to Suzhou on Saturday at three."""
    issued.fill(WAY)
    assert issued.keys == ["utter_visit_confirmed_sample"]
    return issued


# -- more of the same -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("对了 我没试过重启 是根本按不动", "hardware_report_power", 0.62),
        ("边上那一块也开始花了", "hardware_report_screen", 0.9),
        ("再加一句 前天还搬过家", "outside_other", 0.33),
        ("还有 她那台是在学校店用学生价买的 发票找不到了", "store_ask_invoice", 0.89),
        ("忘了说 平时都带壳", "talk_inform", 0.4),
        ("我已经重启过两遍了", "talk_inform", 0.7),
    ],
)
def test_more_of_the_same_goes_to_the_event(called_back: Talk, text: str, intent: str, confidence: float) -> None:
    number = called_back.event.number
    called_back.say(text, intent, confidence)
    assert called_back.keys == ["utter_event_added"] and called_back.asking is None
    assert text in called_back.event_of(number).facts["symptom"]


def test_a_question_of_the_same_is_left_to_the_advisor(called_back: Talk) -> None:
    called_back.say("没碎的那半边跟新的颜色配不配", "hardware_report_screen", 0.9)
    assert called_back.keys == ["utter_question_noted"]


@pytest.mark.parametrize(
    "text", ["就是刚才那台啊", "iPhone 13 就是刚才那台呀", "已经登记过了 你加一下就行", "我不是要再登一个", "不是要另外登记"]
)
def test_who_points_back_is_at_the_same_event(called_back: Talk, text: str) -> None:
    number = called_back.event.number
    called_back.say(text, "talk_inform", 0.41)
    assert called_back.keys == ["utter_event_has_it"] and called_back.draft.event_number == number


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("另外我还有一台 iPad（第 9 代）充不进电", "hardware_report_charging"),
        ("我妈那台也开不了机", "hardware_report_power"),
        ("MacBook Air M2 屏幕也碎了", "hardware_report_screen"),
        ("邮件收不到了", "general_fix_builtin_app"),
    ],
)
def test_another_matter_is_begun(called_back: Talk, text: str, intent: str) -> None:
    number = called_back.event.number
    called_back.say(text, intent)
    assert called_back.draft.intent == intent and called_back.draft.event_number is None
    assert text not in called_back.event_of(number).facts["symptom"]


def test_a_doubt_is_settled_by_one_question(called_back: Talk) -> None:
    number = called_back.event.number
    called_back.say("对了系统老是卡住", "general_fix_system", 0.8)
    assert called_back.keys == ["utter_add_or_new"] and called_back.asking is None
    called_back.tap("补充到刚才的事件")
    assert called_back.keys == ["utter_event_added"]
    assert "系统老是卡住" in called_back.event_of(number).facts["symptom"]


@pytest.mark.parametrize("answer", ["另外登记", "是另一件"])
def test_the_other_answer_begins_an_event_of_its_own(called_back: Talk, answer: str) -> None:
    called_back.say("对了系统老是卡住", "general_fix_system", 0.8)
    called_back.say(answer, "talk_inform", 0.4)
    assert called_back.draft.intent == "general_fix_system" and called_back.draft.event_number is None


def test_whatever_else_is_said_loses_nothing(called_back: Talk) -> None:
    number = called_back.event.number
    called_back.say("对了系统老是卡住", "general_fix_system", 0.8)
    called_back.say("谢谢", "talk_thank")
    assert called_back.keys == ["utter_talk_thank"] or "utter_talk_thank" in called_back.keys
    assert "系统老是卡住" in called_back.event_of(number).facts["symptom"]


def test_after_hours_it_is_a_matter_of_its_own(called_back: Talk) -> None:
    called_back.later("2026-11-24T09:15:00+00:00")
    called_back.say("MacBook Air M2 开不了机", "hardware_report_power")
    assert called_back.draft.event_number is None


# -- while the way is asked -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("空间还剩一百多个g", "general_fix_system", 0.63),
        ("现在是完全开不了机了", "hardware_report_power", 0.97),
        ("我重启过三遍了", "talk_inform", 0.8),
    ],
)
def test_a_fact_told_beside_the_way_reaches_the_event(issued: Talk, text: str, intent: str, confidence: float) -> None:
    issued.say(text, intent, confidence)
    assert issued.asking == "service_mode" and "utter_event_added" in issued.keys
    assert text in issued.event.facts["symptom"]


def test_steps_told_late_are_kept_as_such(issued: Talk) -> None:
    issued.say("我重启过三遍了", "talk_inform", 0.8)
    assert any("重启" in step for step in issued.event.facts["tried_steps"])


@pytest.mark.parametrize(("text", "asking"), [("到店维修", "place"), ("打电话给我吧", "callback_time"), ("苏州", "visit_time")])
def test_an_answer_is_no_fact(issued: Talk, text: str, asking: str) -> None:
    issued.say(text)
    assert issued.asking == asking and "utter_event_added" not in issued.keys


def test_a_second_device_does_not_take_the_place_of_the_first(issued: Talk) -> None:
    issued.say("今晚八点半打给我，我妈的那台是iPad 第9代，连不上Wi-Fi", "service_request_call", 0.26)
    assert issued.event.facts["device_model"] == "iPhone 13"
    assert [waiting["intent"] for waiting in issued.draft.parked] == ["general_check_network"]
    assert issued.asking == "confirm" and "20:30" in issued.checked()


@pytest.mark.parametrize("text", ["说错了，是 iPhone 14", "iPhone 14", "不是 13，是 iPhone 14"])
def test_the_device_is_still_put_right(issued: Talk, text: str) -> None:
    issued.say(text)
    assert issued.event.facts["device_model"] == "iPhone 14"


def test_another_device_after_all_is_done_changes_nothing(called_back: Talk) -> None:
    number = called_back.event.number
    called_back.say("换个问题 我的电脑很卡", "general_fix_system", 0.28)
    assert called_back.event_of(number).facts["device_model"] == "iPhone 13"


# -- out of a form --------------------------------------------------------------------------


@pytest.fixture
def second_form(visited: Talk) -> Talk:
    """A form for something else that was opened after the visit was booked."""
    visited.say("蓝牙连不上车", "general_check_network")
    assert visited.asking == "device_model" and visited.draft.event_number is None
    return visited


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("就不另外登记了 我带过去问一下 再见", "talk_bye", 0.36),
        ("不用了", "talk_deny", 0.99),
        ("不约新的了", "talk_cancel", 0.4),
        ("不登了 就问问我的预约是不是约上了", "general_secure_account", 0.66),
    ],
)
def test_the_form_is_left_and_the_event_stays(second_form: Talk, text: str, intent: str, confidence: float) -> None:
    number = second_form.draft.last_event
    second_form.say(text, intent, confidence)
    assert second_form.asking is None and second_form.draft.event_number == number
    assert second_form.keys[-1] == "utter_status_visit"


@pytest.mark.parametrize("text", ["序列号不弄了", "电话就不登了"])
def test_a_question_that_is_turned_down_leaves_no_form(second_form: Talk, text: str) -> None:
    second_form.say(text, "talk_inform", 0.3)
    assert second_form.asking is not None


@pytest.mark.parametrize("text", ["我那个预约是哪天几点来着", "我的事件到哪一步了"])
def test_the_booking_is_told_without_a_proof(second_form: Talk, text: str) -> None:
    said = second_form.say(text, "service_check_event")
    assert second_form.keys == ["utter_status_visit"] and "11月28日（周六）15:00" in said
    assert second_form.asking is None


def test_a_form_of_another_device_goes_on_after_that(visited: Talk) -> None:
    visited.say("另外我还有一台 MacBook Air M2 开不了机", "hardware_report_power")
    asked = visited.asking
    visited.say("我那个预约是哪天几点来着", "service_check_event")
    assert visited.keys[0] == "utter_status_visit" and visited.asking == asked


def test_the_booking_is_moved_out_of_a_form(second_form: Talk) -> None:
    said = second_form.say("周六那个能提前到一点半吗", "service_change_booking", 0.67)
    assert second_form.asking == "confirm" and "11月28日（周六）13:30" in said


def test_the_same_device_in_a_form_goes_back_to_the_event(second_form: Talk) -> None:
    number = second_form.draft.last_event
    second_form.say("就是刚才那台啊 加一下就行", "talk_inform", 0.3)
    assert second_form.draft.event_number == number and "utter_event_added" in second_form.keys
    assert "蓝牙连不上车" in second_form.event_of(number).facts["symptom"]


# -- the booking ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("能不能晚半小时到 我怕堵", "15:30"),
        ("可以推迟一个小时吗", "16:00"),
        ("能提前半个钟头吗", "14:30"),
        ("晚一个半小时行不行", "16:30"),
        ("提前到一点半可以吗", "13:30"),
    ],
)
def test_a_visit_is_moved_as_it_is_said(visited: Talk, text: str, time: str) -> None:
    said = visited.say(text, "outside_other", 0.38)
    assert visited.asking == "confirm" and f"11月28日（周六）{time}" in said
    assert visited.event.hand_off and visited.event.hand_off.starts_at
    visited.say("好的确认 谢谢", "talk_thank")
    assert visited.keys == ["utter_visit_confirmed_sample"] and time in visited.checked()


def test_ten_minutes_move_nothing(visited: Talk) -> None:
    visited.say("可能晚十分钟到", "outside_other", 0.38)
    assert visited.asking is None


def test_an_hour_alone_is_of_the_booked_day(visited: Talk) -> None:
    visited.say("我想改预约", "service_change_booking")
    said = visited.say("十点半")
    assert "11月28日（周六）10:30" in said


def test_a_day_named_later_counts(visited: Talk) -> None:
    visited.say("我想改预约", "service_change_booking")
    visited.say("周日有吗")
    said = visited.say("十点半")
    assert "11月29日（周日）10:30" in said


@pytest.mark.parametrize("text", ["那个预约取消吧 妈妈说寄过去", "不去店里了，还是寄修吧"])
def test_the_post_takes_the_place_of_the_visit(visited: Talk, text: str) -> None:
    visited.say(text, "service_cancel_booking")
    assert visited.event.hand_off and visited.event.hand_off.mode.value == "mail_in"
    assert "utter_hand_off_cancelled" in visited.keys and "utter_mail_in_arranged" in visited.keys


def test_a_question_for_the_post_is_of_the_same_event(called_back: Talk) -> None:
    number = called_back.event.number
    called_back.say("寄修怎么弄", "hardware_ask_mail_in")
    assert called_back.keys == ["utter_post_offer"] and called_back.event.hand_off.mode.value == "call_back"  # type: ignore[union-attr]
    called_back.say("好的", "talk_affirm")
    assert called_back.event.number == number and called_back.event.hand_off.mode.value == "mail_in"  # type: ignore[union-attr]


def test_the_post_may_be_turned_down(called_back: Talk) -> None:
    called_back.say("寄修怎么弄", "hardware_ask_mail_in")
    called_back.tap("先不改")
    assert called_back.keys == ["utter_status_call_back"] and called_back.event.hand_off.mode.value == "call_back"  # type: ignore[union-attr]


# -- one call, one chat ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["跟之前那个电话一起", "跟那台手机一起说就行", "同一个电话说吧"])
def test_a_second_event_goes_into_the_same_call(called_back: Talk, text: str) -> None:
    first = called_back.event.number
    called_back.say("另外我还有一台 MacBook Air M2 开不了机", "hardware_report_power")
    called_back.fill(ANSWERS, until="service_mode")
    called_back.say(text, "service_request_human", 0.22)
    assert called_back.asking is None
    assert called_back.event.facts["related_event"] == first
    assert called_back.event_of(first).facts["related_event"] == called_back.event.number


def test_who_waits_in_the_chat_is_told_so(issued: Talk) -> None:
    issued.say("转人工", "service_request_human")
    issued.tap("在这里跟顾问聊")
    for text, intent in (("还在吗", "talk_greet"), ("人呢", "service_request_human"), ("还要等多久", "talk_wait")):
        issued.say(text, intent)
        assert issued.keys == ["utter_chat_waiting_next"] and issued.asking is None
    other = issued.other("second")
    other.say("转人工", "service_request_human")
    other.tap("在这里跟顾问聊")
    other.say("还在吗", "talk_greet")
    assert other.keys[0] in ("utter_chat_still_waiting", "utter_chat_waiting_next")


def test_what_was_booked_is_not_offered_again(talk: Talk) -> None:
    message = heard("iPhone 13 屏幕碎了", "hardware_report_screen")
    talk.hear(message)
    talk.say("对了我想预约维修去店里弄", "hardware_book_repair")
    talk.fill(WAY)
    assert "utter_parked_next" not in talk.keys


def test_a_question_on_the_way_needs_no_form(called_back: Talk) -> None:
    called_back.say("修好以后数据会丢吗", "hardware_ask_repair_policy")
    assert called_back.keys == ["utter_side_data"] and called_back.asking is None


def test_what_is_told_and_sounds_like_a_question_is_added(called_back: Talk) -> None:
    called_back.say("手机壳是原装的", "hardware_ask_repair_policy", 0.63)
    assert called_back.keys == ["utter_event_added"]


def test_the_time_that_was_booked_may_stay(visited: Talk) -> None:
    visited.say("我想改预约", "service_change_booking")
    visited.say("不用了 就原来的时间", "talk_deny", 0.58)
    assert visited.keys == ["utter_change_given_up"] and visited.asking is None


def test_half_an_hour_later_is_counted_from_the_booking(visited: Talk) -> None:
    visited.say("我想改预约", "service_change_booking")
    assert "11月28日（周六）15:30" in visited.say("可以晚半小时吗", "service_ask_hours", 0.38)
    assert "11月28日（周六）16:00" in visited.say("再晚半个小时呢", "talk_inform", 0.3)


@pytest.mark.parametrize("text", ["嗯 改吧", "那就寄吧", "好"])
def test_a_yes_to_the_post(called_back: Talk, text: str) -> None:
    called_back.say("我想寄修", "hardware_ask_mail_in")
    called_back.say(text, "service_change_booking", 0.59)
    assert called_back.event.hand_off and called_back.event.hand_off.mode.value == "mail_in"


def test_how_the_first_one_stands_is_told_beside_another_device(visited: Talk) -> None:
    visited.say("另外我还有一台 MacBook Air M2 开不了机", "hardware_report_power")
    asked = visited.asking
    visited.say("刚才那台怎么样了", "service_check_event", 0.2)
    assert visited.keys[0] == "utter_status_visit" and visited.asking == asked


def test_a_cover_question_asks_no_device_again(called_back: Talk) -> None:
    called_back.say("保修到什么时候", "hardware_check_coverage")
    assert called_back.asking != "device_model" and called_back.draft.facts["device_model"] == "iPhone 13"


@pytest.mark.parametrize("text", ["不寄了，还是去店里吧", "算了 改成到店吧"])
def test_a_visit_takes_the_place_of_the_post(issued: Talk, text: str) -> None:
    issued.tap("寄修")
    issued.say(text, "hardware_ask_mail_in", 0.9)
    assert issued.asking == "place" and issued.event.hand_off.mode.value == "mail_in"  # type: ignore[union-attr]
    issued.fill(ANSWERS)
    assert issued.event.hand_off.mode.value == "genius_bar"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["你帮我把这句也写上：去年换过一次屏", "不用再开一个单子 就补一句", "我不是新的问题 还是屏幕"])
def test_a_wish_to_add_opens_nothing(called_back: Talk, text: str) -> None:
    called_back.say(text, "hardware_check_coverage", 0.52)
    assert called_back.keys[0] in ("utter_event_added", "utter_event_has_it")
