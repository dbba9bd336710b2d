"""Danger, fraud and the wish for a person come first, whatever is being asked (US-01, US-02, US-05)."""

from __future__ import annotations

import pytest

from helpline.model.event import Label, Mode, Priority
from tests.services.talk import ANSWERS, PHONE, SCREEN, Talk
from tests.services.test_midway import STATES, bring

SWOLLEN = ("电池鼓包了，屏幕都顶起来了，还在充电", "hazard_swollen")
STATES_AND_ENDS = [*STATES, "booking", "done", "proof", "choices"]


@pytest.fixture(params=STATES_AND_ENDS)
def anywhere(request: pytest.FixtureRequest, talk: Talk) -> Talk:
    """Every state of a conversation."""
    if request.param in STATES:
        return bring(talk, request.param)
    if request.param == "proof":
        talk.say("我的事件 34567890127 到哪了", "service_check_event")
        assert talk.asking == "contact_phone"
        return talk
    if request.param == "choices":
        talk.say("屏幕", "hardware_report_screen")
        return talk
    bring(talk, "callback_time")
    talk.say("明天下午三点半")
    assert talk.asking == "confirm"
    if request.param == "done":
        talk.say("确认", "talk_affirm")
        assert talk.asking is None
    return talk


def test_danger_is_answered_first_and_flagged(anywhere: Talk) -> None:
    said = anywhere.say(*SWOLLEN)
    assert anywhere.keys[:3] == ["utter_hazard_stop", "utter_hazard_next", "utter_event_flagged"]
    assert "充电" in said and "不能邮寄" in said
    event = anywhere.event
    assert (event.label, event.priority) == (Label.HAZARD, Priority.HAZARD)
    assert SWOLLEN[0] in event.facts["symptom"]


def test_fraud_is_answered_first_and_flagged(anywhere: Talk) -> None:
    anywhere.say("有人自称苹果客服说我账号异常让我转账", "safety_report_caller")
    assert anywhere.keys[0] == "utter_safety_caller"
    assert (anywhere.event.label, anywhere.event.priority) == (Label.SAFETY, Priority.HIGH)


def test_a_number_that_is_doubted_is_judged_and_the_question_goes_on(anywhere: Talk) -> None:
    asking = anywhere.asking
    said = anywhere.say("400-666-8888 是你们的号码吗", "safety_check_number")
    assert anywhere.keys[0] == "utter_safety_number_wrong" and "400-666-8800" in said
    assert anywhere.asking == asking


def test_a_person_is_offered_in_one_turn_with_a_number(anywhere: Talk) -> None:
    already = anywhere.reply.event_number
    said = anywhere.say("转人工", "service_request_human")
    assert "utter_human_open" in anywhere.keys
    assert anywhere.asking == "service_mode" and anywhere.buttons == ["顾问回电", "我自己打电话", "在这里跟顾问聊"]
    number = anywhere.reply.event_number or ""
    assert f"{number[:3]} {number[3:7]} {number[7:]}" in said and "400-666-8800" in said
    assert already in (None, number), "what has a number keeps it"


def test_a_person_can_be_called_back_from_anywhere(anywhere: Talk) -> None:
    anywhere.say("转人工", "service_request_human")
    anywhere.tap("顾问回电")
    asked = anywhere.fill(ANSWERS)
    assert [slot for slot in asked if slot not in ("contact_phone", "callback_time", "confirm")] == []
    hand_off = anywhere.event.hand_off
    assert hand_off is not None and hand_off.mode is Mode.CALL_BACK and hand_off.starts_at is not None


# -- danger ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "intent", "key"), [
    ("电池鼓包了，屏幕都顶起来了，还在充电", "hazard_swollen", "utter_hazard_stop"),
    ("冒烟了怎么办", "hazard_smoke_fire", "utter_hazard_emergency"),
    ("充电的时候被电到手麻", "hazard_injury", "utter_hazard_emergency"),
    ("鼓包了，刚刚还烧起来了", "hazard_swollen", "utter_hazard_emergency"),
    ("电池鼓包，孩子的手被烫伤了", "hazard_swollen", "utter_hazard_emergency"),
])  # fmt: skip
def test_people_come_before_the_device(talk: Talk, text: str, intent: str, key: str) -> None:
    said = talk.say(text, intent)
    assert talk.keys[0] == key
    assert key == "utter_hazard_stop" or ("120" in said and "119" in said)


def test_danger_leads_to_a_store_or_a_call_and_never_to_the_post(talk: Talk) -> None:
    talk.say(*SWOLLEN)
    talk.say(PHONE)
    assert talk.asking == "service_mode" and talk.buttons == ["到店维修", "顾问回电"]
    talk.say("能不能寄过去修")
    assert "寄修" not in talk.buttons and talk.event.hand_off is None
    talk.say("到店吧")
    assert talk.asking == "place"


def test_danger_told_twice_is_one_event(talk: Talk) -> None:
    talk.say(*SWOLLEN)
    number = talk.reply.event_number
    talk.say("现在开始冒烟了", "hazard_smoke_fire")
    assert talk.reply.event_number == number
    assert talk.keys[0] == "utter_hazard_emergency" and talk.asking == "contact_phone"
    assert "冒烟" in talk.event.facts["symptom"] and "鼓包" in talk.event.facts["symptom"]


def test_danger_to_the_device_at_hand_takes_its_facts_along(talk: Talk) -> None:
    bring(talk, "contact_phone")
    talk.say("刚发现背面鼓起来了", "hazard_swollen")
    assert talk.event.facts["device_model"] == "iPhone 13" and "摔碎" in talk.event.facts["symptom"]
    talk.fill({**ANSWERS, "service_mode": "顾问回电"})
    assert "utter_parked_next" not in talk.keys


def test_danger_in_the_middle_of_something_else_brings_that_back(talk: Talk) -> None:
    bring(talk, "order_number")
    talk.say("等等，我手机冒烟了", "hazard_smoke_fire")
    talk.fill({**ANSWERS, "service_mode": "顾问回电"})
    assert talk.keys[-1] == "utter_parked_next"
    talk.tap("继续处理")
    assert talk.asking == "order_number"


def test_danger_while_arranging_brings_the_arranging_back(talk: Talk) -> None:
    talk.say("上周在官网买的手机一直没发货", "store_track_delivery")
    talk.fill(ANSWERS, until="callback_time")
    order = talk.reply.event_number
    talk.say("我手机冒烟了", "hazard_smoke_fire")
    assert talk.reply.event_number != order
    talk.fill(ANSWERS)
    talk.tap("继续处理")
    assert talk.reply.event_number == order and talk.asking == "callback_time"
    talk.fill(ANSWERS)
    assert talk.keys[0] == "utter_call_together" and talk.event_of(order or "").facts["related_event"]  # in the call about the danger


def test_money_already_paid_is_on_top_of_the_queue(talk: Talk) -> None:
    talk.say("接到个自称客服的电话", "safety_report_caller")
    number = talk.reply.event_number
    said = talk.say("我已经把钱转过去了", "safety_report_loss")
    assert talk.keys[:2] == ["utter_safety_first", "utter_safety_gave_money"] and "110" in said
    assert talk.reply.event_number == number and talk.event.priority is Priority.HAZARD


# -- a person ----------------------------------------------------------------------------------------


def test_half_of_a_form_is_kept_for_the_person(talk: Talk) -> None:
    bring(talk, "contact_phone")
    talk.say("人工！！！", "service_request_human")
    assert talk.event.label is Label.HARDWARE
    assert talk.event.facts == {**talk.event.facts, "device_model": "iPhone 13", "serial_number": ANSWERS["serial_number"]}


def test_out_of_hours_says_when_and_books(talk: Talk) -> None:
    talk.later("2026-11-24T22:40:00+08:00")
    said = talk.say("转人工", "service_request_human")
    assert "utter_human_closed" in talk.keys and "11月25日（周三）09:00" in said
    talk.tap("顾问回电")
    talk.say(PHONE)
    assert "11月25日（周三）09:00" in talk.buttons
    talk.tap("09:00")
    talk.tap("确认")
    assert talk.event.hand_off is not None and talk.asking is None


def test_asking_for_a_person_again_does_not_ask_why(talk: Talk) -> None:
    for _ in range(3):
        talk.say("转人工", "service_request_human")
        assert talk.keys[-1] == "utter_human_open"
    with talk.work() as work:
        assert len({work.drafts.get("talk").event_number}) == 1


def test_whoever_will_call_gets_the_number(talk: Talk) -> None:
    talk.say("转人工", "service_request_human")
    said = talk.say("我自己打吧")
    assert talk.keys == ["utter_handover_line_number"] and "400-666-8800" in said
    assert talk.asking is None and talk.event.hand_off is not None and talk.event.hand_off.mode is Mode.LINE_NUMBER


def test_calling_oneself_gives_the_seat_back(called_back: Talk) -> None:
    called_back.say("转人工", "service_request_human")
    called_back.tap("我自己打电话")
    hand_off = called_back.event.hand_off
    assert hand_off is not None and hand_off.mode is Mode.LINE_NUMBER
    with called_back.work() as work:
        taken = work.seats.taken(
            "line:hardware", called_back.clock.now(), called_back.clock.now().replace(year=2027), called_back.clock.now()
        )
    assert taken == {}


def test_a_person_after_a_screen_that_was_booked_is_about_that(called_back: Talk) -> None:
    number = called_back.event.number
    called_back.say("转人工", "service_request_human")
    assert called_back.reply.event_number == number
    called_back.say("算了，就按原来的吧", "talk_cancel")
    assert called_back.keys == ["utter_change_given_up"] and "15:30" in called_back.checked()
    assert called_back.event.hand_off is not None and called_back.event.hand_off.mode is Mode.CALL_BACK


def test_a_person_for_a_new_customer_knows_the_first_words(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.say("算了不修了", "talk_cancel")
    talk.say("转人工，我要投诉", "service_request_human")
    assert talk.event.facts["symptom"] == "转人工，我要投诉"


def test_a_bulge_that_was_none_is_taken_back_where_a_fall_explains_it(talk: Talk) -> None:
    talk.say("早上把手机摔了，后盖碎成渣，屏幕边上好像有点翘起来", "hazard_swollen")
    talk.say("没鼓包，就是摔了，屏幕和边框那儿裂开条缝")
    event = talk.event
    assert (event.label, event.topic, event.priority) == (Label.HARDWARE, "screen", Priority.HIGH)
    assert "翘起来" in event.facts["symptom"] and talk.asking == "contact_phone"


@pytest.mark.parametrize("text", ["没鼓包，但是有点冒烟", "没鼓包吗？你再看看", "没摔，就是鼓包了"])
def test_danger_stays_where_it_is_not_plainly_taken_back(talk: Talk, text: str) -> None:
    talk.say("早上把手机摔了，屏幕边上好像有点翘起来", "hazard_swollen")
    talk.say(text)
    assert talk.event.label is Label.HAZARD and talk.event.priority is Priority.HAZARD
