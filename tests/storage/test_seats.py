"""Seats: held by one event each, whoever asks at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from helpline.storage import tables
from tests.storage.samples import AFTERNOON, NOW, NUMBER, OTHER, Work, event

STORE, LINE = "store:sz-yitian", "line:hardware"
LATER = AFTERNOON + timedelta(minutes=30)


@pytest.fixture
def numbers(work: Work) -> list[str]:
    """Forty events, each of which may hold a seat."""
    made = [f"2345678{index:04d}" for index in range(40)]
    with work() as unit:
        for number in (*made, NUMBER, OTHER):
            unit.events.add(event(number))
        unit.commit()
    return made


def take(work: Work, number: str, *, resource: str = STORE, at: datetime = AFTERNOON, seats: int = 3) -> int | None:
    with work() as unit:
        seat = unit.seats.take(resource, at, seats, number, NOW)
        unit.commit()
    return seat


def taken(work: Work, resource: str = STORE) -> dict[datetime, int]:
    with work() as unit:
        return unit.seats.taken(resource, AFTERNOON - timedelta(days=1), AFTERNOON + timedelta(days=1), NOW)


def test_seats_are_given_out_until_none_is_left(work: Work, numbers: list[str]) -> None:
    assert [take(work, number) for number in numbers[:5]] == [1, 2, 3, None, None]
    assert taken(work) == {AFTERNOON: 3}


def test_another_time_and_another_place_have_seats_of_their_own(work: Work, numbers: list[str]) -> None:
    assert take(work, numbers[0], seats=1) == 1
    assert take(work, numbers[1], seats=1, at=LATER) == 1
    assert take(work, numbers[2], seats=1, resource=LINE) == 1
    assert taken(work) == {AFTERNOON: 1, LATER: 1} and taken(work, LINE) == {AFTERNOON: 1}


def test_taking_the_same_again_keeps_the_seat(work: Work, numbers: list[str]) -> None:
    assert take(work, numbers[0]) == 1 and take(work, numbers[1]) == 2
    assert take(work, numbers[1]) == 2
    assert take(work, numbers[1], at=AFTERNOON.astimezone(timezone.utc)) == 2
    assert taken(work) == {AFTERNOON: 2}


def test_an_event_that_takes_another_time_gives_up_the_first(work: Work, numbers: list[str]) -> None:
    assert take(work, NUMBER, seats=1) == 1 and take(work, numbers[0], seats=2, at=LATER) == 1
    assert take(work, NUMBER, seats=2, at=LATER) == 2
    assert taken(work) == {LATER: 2}
    assert take(work, OTHER, seats=1) == 1


def test_an_event_that_finds_nothing_better_keeps_what_it_has(work: Work, numbers: list[str]) -> None:
    assert take(work, NUMBER, seats=1) == 1 and take(work, OTHER, seats=1, at=LATER) == 1
    assert take(work, NUMBER, seats=1, at=LATER) is None
    assert taken(work) == {AFTERNOON: 1, LATER: 1}


def test_a_seat_given_up_is_free_again(work: Work, numbers: list[str]) -> None:
    assert take(work, NUMBER, seats=1) == 1 and take(work, OTHER, seats=1) is None
    with work() as unit:
        unit.seats.release(NUMBER)
        unit.seats.release(numbers[0])  # holds none: nothing happens
        unit.commit()
    assert take(work, OTHER, seats=1) == 1


def test_only_the_window_is_counted_both_ends_included(work: Work, numbers: list[str]) -> None:
    for minutes, number in zip((0, 30, 60, 90), numbers):
        take(work, number, at=AFTERNOON + timedelta(minutes=minutes))
    with work() as unit:
        counted = unit.seats.taken(STORE, LATER, LATER + timedelta(minutes=30), NOW)
    assert list(counted) == [LATER, LATER + timedelta(minutes=30)]
    assert all(start.utcoffset() == timedelta(0) for start in counted)


def test_a_seat_belongs_to_an_event_that_exists(work: Work) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        take(work, "99999999999")


def test_a_time_without_zone_is_refused(work: Work, numbers: list[str]) -> None:
    with work() as unit, pytest.raises(sa.exc.StatementError, match="without zone"):
        unit.seats.take(STORE, datetime(2026, 11, 25, 15, 30), 3, NUMBER, NOW)


def race(work: Work, numbers: list[str], *, seats: int, at: datetime) -> list[int]:
    together = Barrier(len(numbers))

    def run(number: str) -> int | None:
        together.wait()
        return take(work, number, seats=seats, at=at)

    with ThreadPoolExecutor(len(numbers)) as threads:
        return sorted(seat for seat in threads.map(run, numbers) if seat is not None)


def test_of_forty_at_once_for_three_seats_three_win(work: Work, numbers: list[str], engine: Engine) -> None:
    assert race(work, numbers, seats=3, at=AFTERNOON) == [1, 2, 3]
    with engine.begin() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.seats)).scalar_one() == 3


def test_of_twelve_who_move_to_the_last_seat_one_wins_and_the_others_keep_theirs(work: Work, numbers: list[str]) -> None:
    movers = numbers[:12]
    assert [take(work, number, seats=12) for number in movers] == list(range(1, 13))
    assert race(work, movers, seats=1, at=LATER) == [1]
    assert taken(work) == {AFTERNOON: 11, LATER: 1}
