"""A call back at a time (US-11, US-12): read, refused with a reason, read back, taken once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from helpline.bootstrap import wire
from helpline.model.event import Mode
from helpline.model.times import SHANGHAI
from tests.content import reading
from tests.services.talk import ANSWERS, MAIL, Talk, tapped
from tests.services.test_midway import bring

TAKEN = datetime(2026, 11, 25, 15, 30, tzinfo=SHANGHAI)  # the seat that the tests fight for
LINE = reading.catalogue().lines["general"]


@pytest.fixture
def at_time(talk: Talk) -> Talk:
    """A question about mail that is issued; the time of the call back is asked."""
    talk.say(*MAIL)
    talk.fill(ANSWERS, until="callback_time")
    return talk


@pytest.mark.parametrize(("text", "shown"), [
    ("明天下午三点半", "11月25日（周三）15:30"),
    ("明天下午七点", "11月25日（周三）19:00"),
    ("后天三点", "11月26日（周四）15:00"),
    ("这周五上午十点", "11月27日（周五）10:00"),
    ("下周三 14:00", "12月2日（周三）14:00"),
    ("周日晚上八点", "11月29日（周日）20:00"),
    ("11月30号早上9点", "11月30日（周一）09:00"),
    ("今天下午3点吧", "11月24日（周二）15:00"),
    ("两个小时以后", "11月24日（周二）12:30"),
    ("明天15:20", "11月25日（周三）15:30"),
    ("随时都行", "11月24日（周二）10:30"),
])  # fmt: skip
def test_a_time_is_read_back_with_its_day_and_date(at_time: Talk, text: str, shown: str) -> None:
    said = at_time.say(text)
    assert shown in said and "5678" in said
    assert at_time.asking == "confirm"


@pytest.mark.parametrize(("text", "key", "why"), [
    ("今天上午九点", "utter_error_time_past", ""),
    ("昨天下午三点", "utter_error_time_past", ""),
    ("明天凌晨三点", "utter_error_time_closed", "11月25日（周三）09:00"),
    ("明天晚上十点", "utter_error_time_closed", "11月26日（周四）09:00"),
    ("12月9日下午三点", "utter_error_time_too_far", "14 天"),
    ("下个月底", "utter_error_time_too_far", "14 天"),
    ("13月5日", "utter_error_time_no_such", ""),
    ("2月32日下午三点", "utter_error_time_no_such", ""),
    ("25点", "utter_error_time_no_such", ""),
])  # fmt: skip
def test_a_time_that_cannot_be_had_says_why_and_offers_others(at_time: Talk, text: str, key: str, why: str) -> None:
    said = at_time.say(text)
    assert at_time.keys == [key] and why in said
    assert at_time.asking == "callback_time" and len(at_time.buttons) == 3
    at_time.tap(at_time.buttons[0])
    assert at_time.asking == "confirm"


@pytest.mark.parametrize("text", ["随便吧", "你定", "不知道"])
def test_whoever_does_not_mind_gets_the_first_free_time(at_time: Talk, text: str) -> None:
    said = at_time.say(text, "talk_unknown")
    assert at_time.asking == "confirm" and "10:30" in said


@pytest.mark.parametrize(("text", "shown"), [("第二个", "10:30"), ("3", "11:00"), ("就第一个吧", "现在就可以打给您")])
def test_an_offered_time_by_its_place(at_time: Talk, text: str, shown: str) -> None:
    said = at_time.say(text, "talk_affirm")
    assert at_time.asking == "confirm" and shown in said


@pytest.mark.parametrize(("text", "said"), [
    ("三点", "您没说上午还是下午，我按下午三点算"),
    ("后天两点半", "您没说上午还是下午，我按下午两点半算"),
    ("明天15:20", "离您说的最近的是下午三点半"),
    ("九点半", "您没说哪天，我按11月25日（周三）算"),
])  # fmt: skip
def test_what_was_assumed_is_told(at_time: Talk, text: str, said: str) -> None:
    assert said in at_time.say(text) and at_time.asking == "confirm"


def test_a_yes_to_several_times_asks_which_of_them(at_time: Talk) -> None:
    at_time.say("明天")
    offered = at_time.buttons
    at_time.say("可以", "talk_affirm")
    assert at_time.keys == ["utter_times_which"] and at_time.buttons == offered


def test_the_time_that_is_turned_down_is_not_the_one_that_is_meant(at_time: Talk) -> None:
    assert "11月25日（周三）13:00" in at_time.say("现在不方便，明天下午吧", "service_request_call")


def test_a_few_minutes_from_now_is_a_call_now(at_time: Talk) -> None:
    assert "几分钟内" in at_time.say("五分钟后打给我")


def test_an_hour_that_is_over_today_is_read_back_as_tomorrows(at_time: Talk) -> None:
    at_time.later("2026-11-24T18:05:00+08:00")
    assert "您没说哪天、上午还是下午，我按11月25日（周三）下午三点算" in at_time.say("三点")


@pytest.mark.parametrize("text", ["现在打给我", "尽快", "马上打过来", "asap"])
def test_a_call_now_tells_what_to_expect_and_needs_no_seat(at_time: Talk, text: str) -> None:
    assert "几分钟内" in at_time.say(text) and at_time.asking == "confirm"
    said = at_time.say("确认", "talk_affirm")
    assert at_time.keys == ["utter_call_now_confirmed"] and "核对码" in said
    hand_off = at_time.event.hand_off
    assert hand_off is not None and hand_off.starts_at == at_time.clock.now() and hand_off.seat is None
    assert [call.event_number for call in at_time.services.call_backs.due()] == [at_time.event.number]


def test_a_call_now_in_closed_hours_says_when_it_opens(at_time: Talk) -> None:
    at_time.later("2026-11-24T22:05:00+08:00")
    said = at_time.say("现在打给我")
    assert at_time.keys == ["utter_error_time_closed"] and "11月25日（周三）09:00" in said and at_time.asking == "callback_time"


def test_the_wait_for_a_call_now_comes_from_the_queue_and_who_is_there(at_time: Talk) -> None:
    for n in range(5):
        other = at_time.other(f"ahead-{n}")
        other.say(*MAIL)
        other.fill(ANSWERS, until="callback_time")
        other.tap("现在就打给我")
        other.tap("确认")
    said = at_time.say("现在打给我")
    assert "前面有 5 位，估计 20 分钟" in said


@pytest.mark.parametrize(("text", "offered"), [
    ("这周", ["11月24日（周二）10:30", "11月27日（周五）09:30", "11月29日（周日）20:30"]),
    ("下周都行", ["11月30日（周一）09:00", "12月3日（周四）15:00", "12月6日（周日）20:30"]),
    ("月底", ["11月30日（周一）09:00", "11月30日（周一）15:00", "11月30日（周一）20:30"]),
])  # fmt: skip
def test_a_window_leads_to_times_within_it(at_time: Talk, text: str, offered: list[str]) -> None:
    at_time.say(text)
    assert at_time.keys == ["utter_times_in_window"] and at_time.buttons == offered


@pytest.mark.parametrize(("text", "first", "others"), [
    ("明天下午", "11月25日（周三）13:00", ["11月25日（周三）15:30", "11月25日（周三）17:30"]),
    ("明天九点到十一点之间", "11月25日（周三）09:00", ["11月25日（周三）10:00", "11月25日（周三）10:30"]),
])  # fmt: skip
def test_a_half_day_is_not_asked_again(at_time: Talk, text: str, first: str, others: list[str]) -> None:
    assert first in at_time.say(text) and at_time.asking == "confirm"
    assert [title for title in at_time.buttons if title[0].isdigit()] == others
    assert others[0] in at_time.tap(others[0]) and at_time.asking == "confirm"


def test_it_is_confirmed_with_date_code_number_and_how_to_change(at_time: Talk) -> None:
    at_time.say("明天下午三点半")
    said = at_time.say("确认", "talk_affirm")
    hand_off = at_time.event.hand_off
    assert hand_off is not None and hand_off.starts_at == TAKEN and hand_off.mode is Mode.CALL_BACK and hand_off.line == "general"
    assert "11月25日（周三）15:30" in said and f"核对码：{hand_off.code}" in said and "400-666-8800" in said and "取消" in said
    card = at_time.reply.says[0].card
    assert card == {
        "kind": "call_back",
        "event_number": at_time.event.number,
        "code": hand_off.code,
        "starts_at": "2026-11-25T15:30:00+08:00",
    }


@pytest.mark.parametrize(("text", "intent", "shown"), [
    ("不行，改成周四上午十点", "talk_deny", "11月26日（周四）10:00"),
    ("换成后天下午四点吧", "service_change_booking", "11月26日（周四）16:00"),
    ("好的，不过改到四点", "service_change_booking", "11月25日（周三）16:00"),
    ("上午十点可以吗", "talk_inform", "11月25日（周三）10:00"),
])  # fmt: skip
def test_another_time_at_the_read_back(at_time: Talk, text: str, intent: str, shown: str) -> None:
    at_time.say("明天下午三点半")
    said = at_time.say(text, intent)
    assert at_time.asking == "confirm" and shown in said


@pytest.mark.parametrize(
    ("text", "intent"), [("不行", "talk_deny"), ("换个时间", "service_change_booking"), ("这个时间我不方便", "talk_deny")]
)
def test_no_at_the_read_back_asks_for_another_time(at_time: Talk, text: str, intent: str) -> None:
    at_time.say("明天下午三点半")
    at_time.say(text, intent)
    assert at_time.keys == ["utter_ask_callback_time"]


def test_an_hour_alone_is_on_the_day_that_was_spoken_of(at_time: Talk) -> None:
    at_time.say("周日呢")
    assert at_time.keys == ["utter_times_in_window"]
    said = at_time.say("下午三点")
    assert "11月29日（周日）15:00" in said


@pytest.mark.parametrize("text", ["对，明天下午三点半", "好的，三点半"])
def test_yes_with_the_same_time_is_a_yes(at_time: Talk, text: str) -> None:
    at_time.say("明天下午三点半")
    at_time.say(text, "talk_affirm")
    assert at_time.keys == ["utter_call_back_confirmed"]


def test_what_is_not_understood_at_the_read_back_is_no_yes(at_time: Talk) -> None:
    at_time.say("明天下午三点半")
    said = at_time.say("嘟嘟嘟", "", 0.0)
    assert at_time.asking == "confirm" and "15:30" in said
    assert at_time.event.hand_off is None


def test_a_time_that_slips_by_while_it_is_confirmed(at_time: Talk) -> None:
    at_time.say("今天上午十一点")
    at_time.later("2026-11-24T11:05:00+08:00")
    at_time.say("确认", "talk_affirm")
    assert at_time.keys == ["utter_error_time_past"] and at_time.asking == "callback_time"
    assert "11月24日（周二）11:30" in at_time.buttons


def test_never_a_hard_stop_without_a_time(at_time: Talk) -> None:
    for _ in range(3):
        at_time.say("嘟嘟嘟", "", 0.0)
    assert at_time.keys == ["utter_handover_line_number"] and at_time.asking is None


@pytest.mark.parametrize("text", ["周六没空", "明天下午不行"])
def test_a_time_that_is_turned_down_is_not_taken(at_time: Talk, text: str) -> None:
    at_time.say(text, "talk_deny")
    assert at_time.asking == "callback_time" and at_time.draft.starts_at is None


def test_the_other_way_instead_of_a_time(at_time: Talk) -> None:
    at_time.say("算了，我自己打吧", "talk_cancel")
    assert at_time.keys == ["utter_handover_line_number"]


@pytest.fixture
def before_the_holiday(talk: Talk) -> Talk:
    """The same desk with lines that rest on statutory holidays, two days before the long one."""
    facts = reading.catalogue()
    lines = {name: replace(line, hours=replace(line.hours, rests_on_holidays=True)) for name, line in facts.lines.items()}
    resting = Talk(wire(replace(facts, lines=lines), talk.work, talk.clock), talk.work, talk.clock)
    resting.later("2026-09-29T10:15:00+08:00")
    return bring(resting, "callback_time")


def test_a_holiday_is_named(before_the_holiday: Talk) -> None:
    said = before_the_holiday.say("10月2日下午三点")
    assert before_the_holiday.keys == ["utter_error_time_holiday"] and "国庆节" in said and "10月8日（周四）09:00" in said


def test_a_saturday_on_which_people_work_is_open(before_the_holiday: Talk) -> None:
    said = before_the_holiday.say("10月10号上午十点")
    assert before_the_holiday.asking == "confirm" and "10月10日（周六）10:00" in said


# -- one place, many customers -------------------------------------------------------------------


def wait_for_yes(talk: Talk, name: str, text: str = "明天下午三点半") -> Talk:
    """A conversation of its own that needs only a yes."""
    other = talk.other(name)
    bring(other, "callback_time")
    other.say(text)
    assert other.asking == "confirm", other.keys
    return other


def fill_up(talk: Talk, but: int = 0) -> None:
    """Take the hardware line's places at the time, but for some."""
    for n in range(4 - but):
        wait_for_yes(talk, f"earlier-{n}").say("确认", "talk_affirm")


def test_a_full_time_offers_the_three_nearest(talk: Talk) -> None:
    fill_up(talk)
    bring(talk, "callback_time")
    talk.say("明天下午三点半")
    assert talk.keys == ["utter_error_time_taken"]
    assert talk.buttons == ["11月25日（周三）15:00", "11月25日（周三）16:00", "11月25日（周三）16:30"]


def test_a_time_that_is_taken_while_it_is_confirmed_offers_others(talk: Talk) -> None:
    """A hold runs out; until then nobody else gets the seat."""
    late = wait_for_yes(talk, "late")
    fill_up(talk, but=1)
    bring(talk, "callback_time")
    talk.say("明天下午三点半")
    assert talk.keys == ["utter_error_time_taken"]
    talk.clock.moment += timedelta(minutes=11)
    wait_for_yes(talk, "faster").say("确认", "talk_affirm")
    late.say("确认", "talk_affirm")
    assert late.keys == ["utter_error_time_taken"] and late.event.hand_off is None
    late.tap(late.buttons[0])
    late.tap("确认")
    assert late.event.hand_off is not None


def test_the_last_place_goes_to_one_of_many(talk: Talk) -> None:
    fill_up(talk, but=1)
    waiting = [talk.other(f"many-{n}") for n in range(6)]
    for customer in waiting:
        bring(customer, "callback_time")
    start = threading.Barrier(len(waiting))

    def confirm(customer: Talk) -> None:
        start.wait()
        customer.say("明天下午三点半")
        if customer.asking == "confirm":
            customer.say("确认", "talk_affirm")

    threads = [threading.Thread(target=confirm, args=(customer,)) for customer in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [customer for customer in waiting if customer.keys == ["utter_call_back_confirmed"]]
    assert len(won) == 1
    assert all(len(customer.buttons) == 3 for customer in waiting if customer not in won)
    with talk.work() as work:
        assert work.seats.taken("line:hardware", TAKEN, TAKEN, TAKEN) == {TAKEN: 4}


def test_quick_replies_obey_the_same_checks(at_time: Talk) -> None:
    """Whatever a client sends as a time is looked at again before it is taken."""
    for moment in (TAKEN - timedelta(days=30), TAKEN + timedelta(days=30), TAKEN.replace(hour=3), TAKEN.replace(minute=7)):
        at_time.hear(tapped(f'/choose{{"callback_time": "{moment.isoformat()}"}}'))
        assert at_time.keys[0].startswith("utter_error_time_") and at_time.event.hand_off is None
