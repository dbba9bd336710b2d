"""Reading back and submitting (US-06): one event, however often the yes is said."""

from __future__ import annotations

import threading

import pytest

from tests.services.talk import ANSWERS, MAIL, PHONE, SERIAL, Talk, tapped


def test_what_is_read_back_is_what_was_said_with_the_phone_masked(read_back: Talk) -> None:
    said = read_back.checked()
    assert "iPhone 13" in said and SERIAL in said and "5678" in said and PHONE not in said
    card = read_back.reply.says[-1].card
    assert card is not None and [line["slot"] for line in card["lines"]] == [
        "device_model",
        "serial_number",
        "symptom",
        "fault_cause",
        "contact_phone",
    ]


@pytest.mark.parametrize(("typed", "intent"), [
    ("确认", "talk_affirm"), ("对的没错", ""), ("嗯嗯", ""), ("没问题", "talk_deny"), ("可以，麻烦了", "talk_thank"), ("OK", ""), ("好的。", "talk_affirm"),
])  # fmt: skip
def test_a_yes_issues_one_event(read_back: Talk, typed: str, intent: str) -> None:
    read_back.say(typed, intent)
    assert "utter_event_issued" in read_back.keys
    assert len(read_back.events()) == 1


@pytest.mark.parametrize(("typed", "intent"), [("不对", "talk_deny"), ("不是", "talk_affirm"), ("先别提交", "talk_affirm"), ("对了", "")])
def test_what_is_no_yes_issues_nothing(read_back: Talk, typed: str, intent: str) -> None:
    read_back.say(typed, intent)
    assert read_back.events() == []
    assert read_back.asking == "confirm"


def test_the_number_is_shown_grouped_and_comes_as_a_card(read_back: Talk) -> None:
    said = read_back.say("确认", "talk_affirm")
    number = read_back.reply.event_number or ""
    assert f"{number[:3]} {number[3:7]} {number[7:]}" in said
    assert read_back.reply.says[0].card == {"kind": "event", "number": number, "shown": f"{number[:3]} {number[3:7]} {number[7:]}"}


def test_confirming_twice_is_one_event(read_back: Talk) -> None:
    read_back.say("确认", "talk_affirm")
    number = read_back.reply.event_number
    for _ in range(3):
        read_back.say("确认", "talk_affirm")
        assert read_back.reply.event_number == number
    assert read_back.events() == [number]


def test_two_tabs_that_confirm_at_once_get_the_same_number(read_back: Talk) -> None:
    start, numbers = threading.Barrier(4), []

    def confirm() -> None:
        tab = read_back.other(read_back.conversation)
        start.wait()
        tab.say("确认", "talk_affirm")
        numbers.append(tab.reply.event_number)

    tabs = [threading.Thread(target=confirm) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(numbers) == 4 and len(set(numbers)) == 1
    assert read_back.events() == [numbers[0]]


def test_a_second_yes_to_what_is_booked_says_how_it_stands(called_back: Talk) -> None:
    code = called_back.event.hand_off
    said = called_back.say("确认", "talk_affirm")
    assert called_back.keys == ["utter_status_call_back"] and "11月25日（周三）15:30" in said
    assert called_back.event.hand_off == code
    assert len(called_back.events()) == 1


def test_more_at_the_read_back_is_kept(read_back: Talk) -> None:
    said = read_back.say("对了，后盖玻璃也有一道裂痕", "")
    assert "后盖玻璃也有一道裂痕" in said and "屏幕摔碎了" in said
    assert read_back.asking == "confirm"


def test_a_time_wished_with_the_yes_is_not_asked_again(talk: Talk) -> None:
    talk.say(*MAIL)
    talk.fill(ANSWERS, until="contact_phone")
    talk.fill(ANSWERS, until="confirm")
    said = talk.say("确认，明天下午三点半打给我", "service_request_call")
    assert talk.asking == "confirm" and "15:30" in said
    assert talk.keys == ["utter_event_issued", "utter_read_back_call"]


def test_quick_replies_of_a_question_that_is_past_are_answered_kindly(called_back: Talk) -> None:
    called_back.hear(tapped('/choose{"service_mode": "call_back"}'))
    assert called_back.keys == ["utter_status_call_back"]
    fresh = called_back.other("fresh")
    fresh.hear(tapped('/choose{"visit_time": "2026-11-25T15:30:00+08:00"}'))
    assert "utter_choice_over" in fresh.keys


def test_a_quick_reply_of_another_question_puts_this_one_again(read_back: Talk) -> None:
    read_back.hear(tapped('/choose{"topic": "tier_general"}'))
    assert read_back.keys == ["utter_read_back"]
