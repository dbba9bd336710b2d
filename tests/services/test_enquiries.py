"""What is asked of an event that exists (US-25): its status, another time, giving it up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpline.model.event import EventStatus, HandOffStatus
from helpline.model.event_number import new_event_number, shown
from tests.services.talk import ANSWERS, PHONE, Talk

OTHER = "13900001111"
STATUS = ("我的事件到哪了", "service_check_event")
CHANGE = ("我要改预约", "service_change_booking")
CANCEL = ("取消预约", "service_cancel_booking")
SPOKEN = str.maketrans("0123456789", "洞幺两三四五六拐八勾")


@pytest.fixture
def later(called_back: Talk) -> Talk:
    """Another day's conversation with the number of the first at hand."""
    other = called_back.other("later")
    other.number = called_back.event.number  # type: ignore[attr-defined]
    return other


def prove(talk: Talk, number: str, digits: str = "5678") -> str:
    talk.say(shown(number))
    assert talk.asking == "contact_phone"
    return talk.say(digits)


def test_the_status_in_the_same_conversation_needs_no_number(called_back: Talk) -> None:
    said = called_back.say(*STATUS)
    assert called_back.keys == ["utter_status_call_back"] and "11月25日（周三）15:30" in said


def test_the_status_by_number_and_digits(later: Talk) -> None:
    later.say(*STATUS)
    assert later.asking == "event_number"
    said = prove(later, later.number)
    assert later.keys == ["utter_status_call_back"] and "15:30" in said and later.asking is None


@pytest.mark.parametrize("spelt", ["{0}", "编号是{1}", "{2}", "{1} 帮我看看"])
def test_the_number_in_any_spelling(later: Talk, spelt: str) -> None:
    later.say(*STATUS)
    later.say(spelt.format(later.number, shown(later.number), later.number.translate(SPOKEN)))
    assert later.asking == "contact_phone"
    later.say("尾号 5678")
    assert later.keys == ["utter_status_call_back"]


@pytest.mark.parametrize("digits", ["5678", "五六七八", "五六拐八", "后四位5678", PHONE, "138 1234 5678", "尾号是 ５６７８"])
def test_the_digits_in_any_spelling(later: Talk, digits: str) -> None:
    later.say(*STATUS)
    prove(later, later.number, digits)
    assert later.keys == ["utter_status_call_back"]


def test_all_in_one_message(later: Talk) -> None:
    later.say(f"帮我查一下事件 {shown(later.number)}，手机尾号 5678", "service_check_event")
    assert later.keys[-1] == "utter_status_call_back"


def test_a_number_alone_is_an_enquiry(later: Talk) -> None:
    later.say(shown(later.number), "talk_inform")
    assert later.asking == "contact_phone"
    later.say("5678")
    assert later.keys == ["utter_status_call_back"]


def test_a_number_with_a_slip_is_told_apart_from_one_that_is_unknown(later: Talk) -> None:
    slip = later.number[:-1] + str((int(later.number[-1]) + 1) % 10)
    later.say(*STATUS)
    later.say(slip)
    assert later.keys == ["utter_error_number_mistyped"] and later.asking == "event_number"


def test_a_wrong_tail_and_an_unknown_number_get_the_same_answer(later: Talk) -> None:
    later.say(*STATUS)
    wrong = prove(later, later.number, "0000")
    unknown = prove(later, new_event_number(), "5678")
    assert wrong == unknown
    assert later.asking == "event_number"


def test_five_wrong_tails_lock_the_number_for_a_while(later: Talk) -> None:
    later.say(*STATUS)
    for digits in ("0000", "1111", "2222", "3333", "4444"):
        prove(later, later.number, digits)
        assert later.keys == ["utter_error_event_not_found"]
    said = prove(later, later.number, "5678")
    assert later.keys == ["utter_error_too_many_tries"] and "15 分钟" in said
    assert later.asking is None
    later.clock.moment += timedelta(minutes=16)
    later.say(*STATUS)
    prove(later, later.number, "5678")
    assert later.keys == ["utter_status_call_back"]


def test_the_lock_holds_in_other_conversations_too(later: Talk) -> None:
    for n in range(5):
        guess = later.other(f"guess-{n}")
        guess.say(*STATUS)
        prove(guess, later.number, "0000")
    later.say(*STATUS)
    prove(later, later.number, "5678")
    assert later.keys == ["utter_error_too_many_tries"]


def test_whoever_has_no_number_is_let_go_kindly(later: Talk) -> None:
    later.say(*STATUS)
    later.say("编号忘了", "talk_unknown")
    assert later.keys == ["utter_enquiry_given_up"] and "转人工" in later.buttons and later.asking is None


def test_three_failures_let_go(later: Talk) -> None:
    later.say(*STATUS)
    for _ in range(2):
        later.say("就是上周那个", "", 0.0)
        assert later.keys == ["utter_ask_event_number_again"]
    later.say("就是上周那个", "", 0.0)
    assert later.asking is None


def test_another_problem_instead_of_the_number(later: Talk) -> None:
    later.say(*STATUS)
    later.say("算了，我的 iPad 屏幕也碎了帮我修一下", "hardware_report_screen")
    assert later.draft.intent == "hardware_report_screen"


def test_another_enquiry_instead_of_the_number(later: Talk) -> None:
    later.say(*STATUS)
    later.say("那帮我取消预约吧", "service_cancel_booking")
    assert later.draft.intent == "service_cancel_booking" and later.asking == "event_number"


def test_whoever_gives_no_phone_cannot_be_proven(talk: Talk) -> None:
    talk.say("屏幕摔碎了，触摸也不灵", "hardware_report_screen")
    talk.fill({**ANSWERS, "contact_phone": "跳过"}, until="contact_phone")
    talk.say("不想留", "talk_unknown")
    talk.say("确认", "talk_affirm")
    other = talk.other("other")
    other.say(*STATUS)
    prove(other, talk.event.number, "0000")
    assert other.keys == ["utter_error_event_not_found"]


# -- changing and cancelling -----------------------------------------------------------------------


def test_another_time_in_the_same_conversation(called_back: Talk) -> None:
    number = called_back.event.number
    called_back.say(*CHANGE)
    assert called_back.asking == "callback_time"
    assert called_back.event.hand_off is not None, "the old time is held until the new one is taken"
    said = called_back.say("后天上午十点")
    assert "11月26日（周四）10:00" in said
    called_back.say("确认", "talk_affirm")
    hand_off = called_back.event_of(number).hand_off
    assert hand_off is not None and hand_off.starts_at is not None and hand_off.starts_at.isoformat() == "2026-11-26T10:00:00+08:00"
    with called_back.work() as work:
        assert (
            len(
                work.seats.taken(
                    "line:hardware", called_back.clock.now(), called_back.clock.now() + timedelta(days=20), called_back.clock.now()
                )
            )
            == 1
        )
    assert called_back.events() == [number]


def test_another_time_said_at_once(called_back: Talk) -> None:
    said = called_back.say("能不能改到后天上午十点", "service_change_booking")
    assert called_back.asking == "confirm" and "11月26日（周四）10:00" in said


def test_another_hour_of_the_same_day(called_back: Talk) -> None:
    said = called_back.say("改到四点吧", "service_change_booking")
    assert called_back.asking == "confirm" and "11月25日（周三）16:00" in said


def test_another_time_after_its_status(called_back: Talk) -> None:
    called_back.say(*STATUS)
    called_back.say("那改到周五下午四点", "service_change_booking")
    assert called_back.asking == "confirm"
    called_back.say("确认", "talk_affirm")
    assert called_back.keys == ["utter_call_back_confirmed"]


def test_another_time_by_number(later: Talk) -> None:
    later.say(*CHANGE)
    prove(later, later.number)
    assert later.asking == "callback_time"
    later.say("后天上午十点")
    later.say("确认", "talk_affirm")
    hand_off = later.event_of(later.number).hand_off
    assert hand_off is not None and hand_off.starts_at is not None and hand_off.starts_at.hour in (2, 10)


def test_a_change_that_is_given_up_keeps_the_old_time(called_back: Talk) -> None:
    booked = called_back.event.hand_off
    called_back.say(*CHANGE)
    said = called_back.say("算了不改了", "talk_cancel")
    assert called_back.keys == ["utter_change_given_up"] and "15:30" in said
    assert called_back.event.hand_off == booked


def test_skipping_while_a_time_is_changed_asks_for_no_number(called_back: Talk) -> None:
    called_back.say(*CHANGE)
    called_back.say("随便", "talk_unknown")
    assert called_back.asking == "confirm"


def test_the_phone_may_be_put_right_while_a_time_is_changed(called_back: Talk) -> None:
    called_back.say(*CHANGE)
    called_back.say(f"对了电话换成{OTHER}", "talk_inform")
    assert called_back.asking == "callback_time" and called_back.event.facts["contact_phone"] == OTHER


def test_a_person_while_a_time_is_changed_keeps_the_event(called_back: Talk) -> None:
    number = called_back.event.number
    called_back.say(*CHANGE)
    called_back.say("转人工", "service_request_human")
    assert called_back.reply.event_number == number
    assert called_back.events() == [number]


def test_cancelling_frees_the_place_and_keeps_the_event(called_back: Talk) -> None:
    called_back.say(*CANCEL)
    assert called_back.keys == ["utter_hand_off_cancelled"]
    event = called_back.event
    assert event.status is EventStatus.OPEN and event.hand_off is not None and event.hand_off.status is HandOffStatus.CANCELLED
    with called_back.work() as work:
        assert (
            work.seats.taken(
                "line:hardware", called_back.clock.now(), called_back.clock.now() + timedelta(days=20), called_back.clock.now()
            )
            == {}
        )


def test_cancelling_by_number(later: Talk) -> None:
    later.say(*CANCEL)
    prove(later, later.number)
    assert later.keys == ["utter_hand_off_cancelled"]


def test_cancelling_twice_says_that_nothing_is_arranged(called_back: Talk) -> None:
    called_back.say(*CANCEL)
    called_back.say(*CANCEL)
    assert called_back.keys == ["utter_enquiry_nothing_arranged"]


@pytest.mark.parametrize(("text", "intent", "asking"), [
    ("预约回电", "service_request_call", "callback_time"), ("预约维修", "hardware_book_repair", "place"), ("我要改预约", "service_change_booking", "callback_time"),
])  # fmt: skip
def test_after_cancelling_it_is_arranged_again_for_the_same_event(called_back: Talk, text: str, intent: str, asking: str) -> None:
    number = called_back.event.number
    called_back.say(*CANCEL)
    called_back.say(text, intent)
    assert called_back.asking == asking
    called_back.fill(ANSWERS)
    assert called_back.reply.event_number == number and called_back.event.hand_off is not None
    assert called_back.event.hand_off.status is HandOffStatus.CONFIRMED
    assert called_back.events() == [number]


def test_a_second_call_for_the_same_event_is_told_of_the_first(called_back: Talk) -> None:
    called_back.say("预约回电", "service_request_call")
    assert called_back.keys == ["utter_status_call_back"]


def test_a_visit_is_told_and_moved_with_its_store(issued: Talk) -> None:
    issued.say("到店吧，苏州，周六下午三点")
    issued.say("确认", "talk_affirm")
    said = issued.say(*STATUS)
    assert issued.keys == ["utter_status_visit"] and "苏州" in said and "11月28日（周六）15:00" in said
    issued.say("改到周日上午十一点", "service_change_booking")
    assert issued.asking == "confirm" and "苏州" in issued.checked()
    issued.say("确认", "talk_affirm")
    assert issued.event.hand_off is not None and issued.event.hand_off.place is not None


def test_a_time_that_is_over_is_not_arranged_any_more(called_back: Talk) -> None:
    called_back.later("2026-11-26T10:00:00+08:00")
    called_back.say(*STATUS)
    assert called_back.keys == ["utter_status_open"]
    called_back.say(*CHANGE)
    assert called_back.asking == "callback_time"


def test_an_event_that_is_closed_says_so(called_back: Talk) -> None:
    event = called_back.event
    event.status = EventStatus.CLOSED
    with called_back.work() as work:
        work.events.update(event)
        work.commit()
    for words in (STATUS, CHANGE, CANCEL):
        called_back.say(*words)
        assert called_back.keys == ["utter_status_closed"]
    called_back.say("转人工", "service_request_human")
    assert called_back.reply.event_number != event.number


def test_saying_never_mind_after_all_is_done_tells_how_it_stands(called_back: Talk) -> None:
    booked = called_back.event.hand_off
    called_back.say("算了", "talk_cancel")
    assert called_back.keys == ["utter_status_call_back"] and called_back.event.hand_off == booked


@pytest.mark.parametrize("words", ["事件号{0}，原来手机尾号5678，现在要把电话改成13900001111", "{0} 这个事件，我换号了，打13900001111"])
def test_another_number_is_taken_once_the_old_one_is_proved(later: Talk, words: str) -> None:
    later.say(words.format(shown(later.number)), "service_check_event")
    if later.asking:
        later.say("5678")
    assert later.keys[-2:] == ["utter_phone_now", "utter_status_call_back"]
    assert later.event.facts["contact_phone"] == OTHER


def test_the_new_number_proves_nothing(later: Talk) -> None:
    later.say(f"事件号{shown(later.number)}，电话改成13900005678", "service_check_event")
    assert later.asking == "contact_phone" and later.keys[-1] == "utter_ask_phone_tail"
