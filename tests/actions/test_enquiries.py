"""What a customer asks of an event that exists, as it is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpline.model.event_number import shown
from tests.actions.talking import Talk, copy

NewTalk = Callable[[], Talk]


@pytest.fixture
def number(new_talk: NewTalk) -> str:
    """An event whose customer is called back tomorrow at three; another conversation."""
    talk = new_talk()
    talk.say("iPhone 13 反复重启", "hardware_report_power")
    talk.say("转人工", "service_request_human")
    talk.tap("顾问回电")
    talk.say("13800138000")
    talk.say("明天下午三点")
    talk.tap("确认")
    return str(talk.slots["event_number"])


def test_the_status_is_told_to_who_knows_number_and_tail(talk: Talk, number: str) -> None:
    assert talk.say("查一下进度", "service_check_event")[1:] == [copy("utter_ask_event_number")]
    assert talk.say(shown(number)) == [copy("utter_ask_phone_tail")]
    assert talk.say("8000") == [copy("utter_status_call_back", event=shown(number), time="11月25日（周三）15:00")]


def test_a_spoken_number_in_the_first_message_is_heard(talk: Talk, number: str) -> None:
    spoken = number.translate(str.maketrans("0123456789", "洞幺两三四五六拐八勾"))
    assert talk.say(f"我的事件 {spoken} 到哪了", "service_check_event")[1:] == [copy("utter_ask_phone_tail")]


def test_a_misread_digit_is_told_from_a_number_that_is_not_there(talk: Talk, number: str) -> None:
    talk.say("查一下进度", "service_check_event")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert talk.say(wrong) == [copy("utter_error_number_mistyped")]


def test_wrong_digits_sound_like_an_unknown_number_and_are_locked_after_five(talk: Talk, number: str) -> None:
    for _ in range(5):
        talk.say("查一下进度", "service_check_event")
        talk.say(number)
        assert talk.say("1234") == [copy("utter_error_event_not_found")]
    talk.say("查一下进度", "service_check_event")
    talk.say(number)
    assert talk.say("8000") == [copy("utter_error_too_many_tries", minutes="15")]


def test_why_the_number_and_why_the_digits(talk: Talk, number: str) -> None:
    talk.say("查一下进度", "service_check_event")
    assert talk.say("为啥要编号", "talk_ask_why") == [copy("utter_why_event_number"), copy("utter_ask_event_number")]
    talk.say(number)
    assert talk.say("为啥要手机号", "talk_ask_why") == [copy("utter_why_contact_phone"), copy("utter_ask_phone_tail")]
    said = talk.say("你们不会是骗子吧", "safety_ask_identity")
    assert said == [copy("utter_safety_identity", number="400-666-8800"), copy("utter_ask_phone_tail")]


def status(talk: Talk, number: str) -> list[str]:
    """What another conversation is told of the event."""
    talk.say("查一下进度", "service_check_event")
    talk.say(number)
    return talk.say("8000")


def test_another_time_is_held_only_once_it_is_confirmed(talk: Talk, new_talk: NewTalk, number: str) -> None:
    talk.say("我想改个时间", "service_change_booking")
    talk.say(number)
    said = talk.say("8000")
    assert said == [copy("utter_ask_callback_time", hours="每天 09:00–21:00")]
    talk.say("后天上午十点")
    assert status(new_talk(), number) == [copy("utter_status_call_back", event=shown(number), time="11月25日（周三）15:00")]
    talk.tap("确认")
    assert status(new_talk(), number) == [copy("utter_status_call_back", event=shown(number), time="11月26日（周四）10:00")]


def test_a_cancelled_time_leaves_the_event(talk: Talk, new_talk: NewTalk, number: str) -> None:
    talk.say("回电不用了，取消吧", "service_cancel_booking")
    talk.say(number)
    assert talk.say("8000") == [copy("utter_hand_off_cancelled", event=shown(number))]
    assert status(new_talk(), number) == [copy("utter_status_open", event=shown(number))]
