"""Call backs (US-34, US-35): fair order, retries, missed calls, codes, wrong numbers, from the promise to its end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from helpline.errors import NotAllowed
from helpline.model.call_back import CallBack, CallBackStatus, Outcome
from helpline.model.event import HandOffStatus
from helpline.model.times import SHANGHAI
from helpline.services.handover import call_backs
from helpline.services.handover.waiting import Waiting, waiting
from tests.services.talk import ANSWERS, Talk
from tests.services.test_midway import bring

AT = datetime(2026, 11, 25, 15, 30, tzinfo=SHANGHAI)


def due(talk: Talk, at: datetime = AT) -> list[CallBack]:
    talk.clock.moment = at
    return talk.services.call_backs.due(at, "hardware")


def ring(talk: Talk, call: CallBack, outcome: Outcome, at: datetime) -> CallBack:
    talk.clock.moment = at
    desk = talk.services.call_backs
    return desk.attempt(desk.claim(call.id, "1001", at).id, "1001", outcome, at)


def opened(talk: Talk) -> Talk:
    with talk.work() as work:
        work.threads.open(talk.conversation, talk.clock.now())
        work.commit()
    return talk


def thread(talk: Talk) -> list[str]:
    with talk.work() as work:
        return [line.text for line in work.threads.lines(talk.conversation)]


def test_a_promise_is_due_at_its_time_with_the_code_of_the_chat(called_back: Talk) -> None:
    assert due(called_back, AT - timedelta(minutes=1)) == []
    (call,) = due(called_back)
    assert call.code == called_back.event.hand_off.code and call.skill_group == called_back.event.skill_group
    desk = called_back.services.call_backs
    with pytest.raises(NotAllowed):
        desk.code(call.id, "1001", AT)  # only whoever calls may see it
    desk.claim(call.id, "1001", AT)
    assert desk.code(call.id, "1001", AT) == call.code
    assert desk.code(call.id, "1001", AT + timedelta(hours=3)) is None


def test_two_advisors_cannot_call_the_same_customer(called_back: Talk) -> None:
    (call,) = due(called_back)
    called_back.services.call_backs.claim(call.id, "1001", AT)
    with pytest.raises(NotAllowed):
        called_back.services.call_backs.claim(call.id, "1002", AT)
    with pytest.raises(NotAllowed):
        called_back.services.call_backs.attempt(call.id, "1002", Outcome.ANSWERED, AT)


def test_a_call_that_was_answered_is_done_and_its_code_used(called_back: Talk) -> None:
    (call,) = due(called_back)
    done = ring(called_back, call, Outcome.ANSWERED, AT)
    assert done.status is CallBackStatus.DONE and done.code_at(AT) is None
    assert called_back.event.hand_off.status is HandOffStatus.DONE
    assert due(called_back, AT + timedelta(days=3)) == []


def test_no_answer_is_tried_after_a_quarter_then_next_day_then_given_up_with_a_way_back(called_back: Talk) -> None:
    opened(called_back)
    (call,) = due(called_back)
    again = ring(called_back, call, Outcome.NO_ANSWER, AT)
    assert again.due_at == AT + timedelta(minutes=15) and again.joined_at == call.joined_at
    assert "15:45" in thread(called_back)[-1] and again.code in thread(called_back)[-1]
    again = ring(called_back, again, Outcome.NO_ANSWER, AT + timedelta(minutes=16))
    assert again.due_at == AT + timedelta(days=1) and again.code_at(again.due_at) == again.code
    assert called_back.event.hand_off.starts_at == again.due_at and called_back.event.hand_off.code == again.code
    over = ring(called_back, again, Outcome.NO_ANSWER, AT + timedelta(days=1))
    assert over.status is CallBackStatus.UNREACHED and due(called_back, AT + timedelta(days=5)) == []
    with called_back.work() as work:
        last = work.threads.lines(called_back.conversation)[-1]
    assert last.buttons[0]["payload"] == "/service_change_booking"
    what = [line["what"] for line in called_back.event.history]
    assert [one for one in what if one.startswith("call_no_answer")] == ["call_no_answer:1", "call_no_answer:2", "call_no_answer:3"]
    called_back.say("重新约回电", "service_change_booking")
    assert called_back.asking == "callback_time"


def test_a_try_that_would_come_after_hours_waits_for_the_next_day(called_back: Talk) -> None:
    (call,) = due(called_back)
    assert ring(called_back, call, Outcome.NO_ANSWER, AT.replace(hour=20, minute=50)).due_at == AT + timedelta(days=1)


def test_a_wrong_number_stops_at_once(called_back: Talk) -> None:
    (call,) = due(called_back)
    assert ring(called_back, call, Outcome.WRONG_NUMBER, AT).status is CallBackStatus.WRONG_NUMBER
    assert due(called_back, AT + timedelta(days=2)) == [] and called_back.event.hand_off.status is HandOffStatus.CANCELLED


def test_a_customer_who_cancels_between_tries_is_not_called(called_back: Talk) -> None:
    (call,) = due(called_back)
    ring(called_back, call, Outcome.NO_ANSWER, AT)
    called_back.say("取消回电", "service_cancel_booking")
    assert called_back.keys == ["utter_hand_off_cancelled"]
    assert due(called_back, AT + timedelta(days=2)) == []


def test_whoever_joined_first_is_called_first_also_after_a_missed_call(called_back: Talk) -> None:
    later = called_back.other("later")
    called_back.clock.moment += timedelta(minutes=5)
    bring(later, "callback_time")
    later.fill(ANSWERS)
    first, second = due(called_back)
    assert first.event_number == called_back.event.number and second.event_number == later.event.number
    ring(called_back, first, Outcome.NO_ANSWER, AT)
    assert [call.event_number for call in due(called_back, AT + timedelta(minutes=15))] == [first.event_number, second.event_number]


def test_moving_a_call_keeps_one_promise_and_the_place_in_the_queue(called_back: Talk) -> None:
    (call,) = due(called_back, AT)
    called_back.clock.moment = AT - timedelta(hours=4)
    called_back.say("改时间", "service_change_booking")
    called_back.say("明天下午四点")
    called_back.say("确认", "talk_affirm")
    (moved,) = called_back.services.call_backs.upcoming()
    assert moved.due_at == AT + timedelta(days=1, minutes=30) and moved.joined_at == call.joined_at


def test_an_advisor_who_misses_a_call_is_flagged_and_another_may_take_it(called_back: Talk) -> None:
    desk = called_back.services.call_backs
    (call,) = due(called_back)
    assert desk.sweep(AT + timedelta(minutes=9)) == 0
    assert desk.sweep(AT + timedelta(minutes=10)) == 1 and desk.upcoming()[0].flag == call_backs.UNCLAIMED
    desk.claim(call.id, "1001", AT + timedelta(minutes=11))
    assert desk.sweep(AT + timedelta(minutes=31)) == 1
    (missed,) = desk.due(AT + timedelta(minutes=31))
    assert missed.flag == call_backs.MISSED_BY_ADVISOR and missed.joined_at == call.joined_at
    assert {"at", "what", "who"} <= called_back.event.history[-1].keys() and called_back.event.history[-1]["who"] == "1001"
    given = desk.reassign(call.id, "9001", "1002", AT + timedelta(minutes=32))
    with pytest.raises(NotAllowed):
        desk.claim(given.id, "1001", AT + timedelta(minutes=33))
    assert desk.claim(given.id, "1002", AT + timedelta(minutes=33)).advisor == "1002"


def test_the_wait_is_told_from_the_queue_and_the_seats(called_back: Talk) -> None:
    catalogue = called_back.services.catalogue
    with called_back.work() as work:
        assert waiting(work, catalogue, "hardware", called_back.clock.now()) == Waiting(0, 0)
        found = waiting(work, catalogue, "hardware", AT)
    assert found.ahead == 1 and found.minutes == 10


def test_another_try_waits_for_a_time_with_room(called_back: Talk) -> None:
    """At 15:50 nobody answers: a quarter of an hour later lies in the next half hour, which is full."""
    for n in range(4):
        other = called_back.other(f"at-four-{n}")
        bring(other, "callback_time")
        other.say("明天下午四点")
        other.say("确认", "talk_affirm")
    (call,) = due(called_back)
    after = ring(called_back, call, Outcome.NO_ANSWER, AT + timedelta(minutes=20))
    assert after.due_at == datetime(2026, 11, 25, 16, 30, tzinfo=SHANGHAI)
    with called_back.work() as work:
        assert work.seats.taken("line:hardware", AT, AT + timedelta(hours=2), AT) == {
            datetime(2026, 11, 25, 16, 0, tzinfo=SHANGHAI): 4,
            datetime(2026, 11, 25, 16, 30, tzinfo=SHANGHAI): 1,
        }
