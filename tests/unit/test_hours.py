"""When lines and stores are open (US-13)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.holidays import Holidays
from helpline.model.hours import Hours, Interval
from helpline.model.times import SHANGHAI, When

NATIONAL_DAYS = [date(2026, 10, day) for day in range(1, 8)]
HOLIDAYS = Holidays(
    off=dict.fromkeys(NATIONAL_DAYS, "国庆节"), working=frozenset({date(2026, 9, 20), date(2026, 10, 10)}), years=frozenset({2026})
)


def between(*texts: str) -> tuple[Interval, ...]:
    return tuple((time.fromisoformat(text[:5]), time.fromisoformat(text[6:])) for text in texts)


OFFICE = Hours((between("09:00-12:00", "13:30-18:00"),) * 5 + ((),) * 2, rests_on_holidays=True, holidays=HOLIDAYS)
STORE = Hours(
    (between("10:00-20:00"),) * 7, holidays=HOLIDAYS, exceptions={date(2026, 12, 31): between("10:00-16:00"), date(2027, 2, 6): ()}
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("day", NATIONAL_DAYS)
def test_a_line_that_rests_on_holidays_is_closed_and_says_why(day: date) -> None:
    assert OFFICE.intervals(day) == () and OFFICE.why_closed(day) == "国庆节"


@pytest.mark.parametrize("day", NATIONAL_DAYS)
def test_a_store_opens_on_holidays(day: date) -> None:
    assert STORE.intervals(day) == between("10:00-20:00") and STORE.why_closed(day) is None


def test_a_make_up_saturday_is_worked_like_a_monday() -> None:
    assert OFFICE.is_open(at("2026-10-10 09:30"))
    assert OFFICE.intervals(date(2026, 10, 10)) == OFFICE.week[0]


def test_another_saturday_is_closed_for_no_holiday() -> None:
    assert not OFFICE.is_open(at("2026-10-17 09:30"))
    assert OFFICE.why_closed(date(2026, 10, 17)) is None


@pytest.mark.parametrize(("moment", "is_open"), [
    ("2026-11-04 08:59", False), ("2026-11-04 09:00", True), ("2026-11-04 11:59", True), ("2026-11-04 12:00", False),
    ("2026-11-04 12:45", False), ("2026-11-04 13:30", True), ("2026-11-04 17:59", True), ("2026-11-04 18:00", False),
])  # fmt: skip
def test_two_intervals_leave_a_lunch_gap_and_an_end_is_outside(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(moment)) is is_open


@pytest.mark.parametrize(("day", "is_open"), [("2027-10-01", True), ("2027-10-02", False), ("2027-10-04", True)])
def test_a_year_without_holidays_falls_back_to_the_weekday(day: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(f"{day} 10:00")) is is_open
    assert 2027 not in OFFICE.holidays.years


def test_exceptions_win() -> None:
    assert not STORE.is_open(at("2026-12-31 16:00")) and STORE.is_open(at("2026-12-31 15:59"))
    assert STORE.intervals(date(2027, 2, 6)) == ()


def test_a_moment_of_another_zone_is_judged_in_shanghai() -> None:
    assert OFFICE.is_open(datetime(2026, 11, 4, 1, 30, tzinfo=timezone.utc))
    assert not OFFICE.is_open(datetime(2026, 11, 4, 10, 30, tzinfo=timezone.utc))


@pytest.mark.parametrize(("moment", "opens"), [
    ("2026-11-04 10:15", "2026-11-04 10:15"), ("2026-11-04 06:00", "2026-11-04 09:00"), ("2026-11-04 12:10", "2026-11-04 13:30"),
    ("2026-11-04 18:00", "2026-11-05 09:00"), ("2026-11-06 22:30", "2026-11-09 09:00"), ("2026-09-30 18:00", "2026-10-08 09:00"),
    ("2026-10-09 18:00", "2026-10-10 09:00"), ("2026-10-10 18:00", "2026-10-12 09:00"), ("2026-12-31 20:00", "2027-01-01 09:00"),
])  # fmt: skip
def test_tells_when_it_opens_next(moment: str, opens: str) -> None:
    assert OFFICE.next_opening(at(moment)) == at(opens)


def test_what_never_opens_has_no_next_opening() -> None:
    assert Hours(((),) * 7).next_opening(at("2026-11-04 10:00")) is None
    assert OFFICE.next_opening(at("2026-09-30 18:00"), days=3) is None


def test_starts_stay_inside_the_intervals_and_leave_room_for_the_slot() -> None:
    day = When(at("2026-11-04 00:00"), at("2026-11-04 23:59"))
    starts = [f"{start:%H:%M}" for start in OFFICE.starts(day, minutes=60)]
    assert starts == ["09:00", "10:00", "11:00", "13:30", "14:30", "15:30", "16:30"]


def test_starts_lie_inside_the_window() -> None:
    window = When(at("2026-11-04 10:10"), at("2026-11-04 11:30"))
    assert list(OFFICE.starts(window, minutes=30)) == [at("2026-11-04 10:30"), at("2026-11-04 11:00"), at("2026-11-04 11:30")]


def test_an_instant_is_a_start_only_on_the_grid() -> None:
    on, off = at("2026-11-04 15:00"), at("2026-11-04 15:10")
    assert list(OFFICE.starts(When(on, on), minutes=30)) == [on]
    assert list(OFFICE.starts(When(off, off), minutes=30)) == []


def test_starts_skip_closed_days() -> None:
    window = When(at("2026-09-30 17:30"), at("2026-10-08 09:00"))
    assert list(OFFICE.starts(window, minutes=30)) == [at("2026-09-30 17:30"), at("2026-10-08 09:00")]


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2028, 12, 1)), st.sampled_from([OFFICE, STORE]))
def test_the_next_opening_is_open_and_nothing_before_it_is(moment: datetime, hours: Hours) -> None:
    moment = moment.replace(tzinfo=SHANGHAI)
    opens = hours.next_opening(moment)
    assert opens is not None and opens >= moment and hours.is_open(opens)
    assert opens == moment or not hours.is_open(opens - timedelta(microseconds=1))
