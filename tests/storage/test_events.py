"""Events: one a submission, found by what a caller can name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from helpline.model.event import EventStatus, HandOff, HandOffStatus, Mode, Place, Priority
from tests.storage.samples import AFTERNOON, NOW, NUMBER, OTHER, Work, event

VISIT = HandOff(Mode.GENIUS_BAR, HandOffStatus.CONFIRMED, AFTERNOON, Place("sz-yitian", "深圳益田假日广场", "深圳"), "0042", None, 2)
CALL = HandOff(Mode.CALL_BACK, HandOffStatus.CONFIRMED, AFTERNOON, None, "0007", "hardware", 1)
NUMBER_ONLY = HandOff(Mode.LINE_NUMBER, HandOffStatus.CONFIRMED, line="general")


def keep(work: Work, *events: Any) -> None:
    with work() as unit:
        for one in events:
            unit.events.add(one)
        unit.commit()


@pytest.mark.parametrize("hand_off", [None, VISIT, CALL, NUMBER_ONLY])
def test_an_event_comes_back_as_it_was_added(work: Work, hand_off: HandOff | None) -> None:
    added = event(hand_off=hand_off)
    added.note(NOW, "issued", "bot")
    keep(work, added)
    with work() as unit:
        assert unit.events.get(NUMBER) == added
        assert unit.events.of_submission(added.submission) == added


def test_an_unknown_number_or_submission_is_none(work: Work) -> None:
    with work() as unit:
        assert unit.events.get(NUMBER) is None and unit.events.of_submission("talk#1") is None


def test_what_changed_is_kept(work: Work) -> None:
    keep(work, event(), event(OTHER))
    with work() as unit:
        known = unit.events.get(NUMBER)
        assert known is not None
        known.status, known.priority, known.hand_off = EventStatus.CLOSED, Priority.HAZARD, CALL
        known.facts = {**known.facts, "serial_number": "C39XL0EZJC6M"}
        known.note(NOW + timedelta(hours=1), "closed", "1001")
        unit.events.update(known)
        unit.commit()
    with work() as unit:
        assert unit.events.get(NUMBER) == known
        assert [found.number for found in unit.events.search("C39XL0EZJC6M", 5)] == [NUMBER]
        assert unit.events.get(OTHER) == event(OTHER)


def test_one_submission_has_one_event(work: Work) -> None:
    keep(work, event(submission="talk#1"))
    with work() as unit, pytest.raises(sa.exc.IntegrityError) as refused:
        unit.events.add(event(OTHER, submission="talk#1"))
    assert "13800138000" not in str(refused.value)  # what a database refuses ends up in a log
    with work() as unit:
        assert unit.events.get(OTHER) is None


def test_one_number_is_one_event(work: Work) -> None:
    keep(work, event())
    with work() as unit, pytest.raises(sa.exc.IntegrityError):
        unit.events.add(event(submission="talk#2"))


def test_of_twenty_who_submit_the_same_at_once_one_wins(work: Work) -> None:
    together = Barrier(10)  # as many as can be inside at once: the pool has fifteen connections

    def submit(index: int) -> bool:
        together.wait()
        try:
            keep(work, event(f"2345678{index:04d}", submission="talk#1"))
        except sa.exc.IntegrityError:
            return False
        return True

    with ThreadPoolExecutor(10) as threads:
        won = list(threads.map(submit, range(20)))
    assert won.count(True) == 1
    with work() as unit:
        kept = unit.events.of_submission("talk#1")
    assert kept is not None and kept.number == f"2345678{won.index(True):04d}"


@pytest.mark.parametrize(
    ("fact", "value"),
    [("account", "li@example.com"), ("contact_phone", "13912345678"), ("serial_number", "C39XL0EZJC6M"), ("imei", "353879234252633")],
)
def test_finds_by_account_phone_serial_and_imei(work: Work, fact: str, value: str) -> None:
    keep(work, event(facts={fact: value}), event(OTHER))
    with work() as unit:
        assert [found.number for found in unit.events.search(value, 5)] == [NUMBER]


def test_finds_by_number(work: Work) -> None:
    keep(work, event(), event(OTHER))
    with work() as unit:
        assert unit.events.search(OTHER, 5) == [event(OTHER)]


@pytest.mark.parametrize("text", ["", "%", "_", "1380013800", "屏幕碎了", "' OR 1=1 --", "talk"])
def test_finds_nothing_by_a_part_a_pattern_or_anything_else(work: Work, text: str) -> None:
    keep(work, event(), event(OTHER))
    with work() as unit:
        assert unit.events.search(text, 5) == []


def test_the_newest_come_first_and_no_more_than_wanted(work: Work) -> None:
    numbers = [f"234567890{index:02d}" for index in range(6)]
    for hours, number in enumerate(numbers):
        keep(work, event(number, created_at=NOW + timedelta(hours=hours)))
    with work() as unit:
        assert [found.number for found in unit.events.search("13800138000", 4)] == numbers[:1:-1]


def test_a_time_comes_back_aware_in_utc_whatever_zone_it_was_told_in(work: Work) -> None:
    keep(work, event(created_at=AFTERNOON))
    with work() as unit:
        found = unit.events.get(NUMBER)
    assert found is not None and found.created_at == AFTERNOON
    assert found.created_at.tzinfo is timezone.utc and found.created_at.hour == 7


@pytest.mark.parametrize("field", ["created_at", "updated_at"])
def test_a_time_without_zone_is_refused(work: Work, field: str) -> None:
    with work() as unit, pytest.raises(sa.exc.StatementError, match="without zone"):
        unit.events.add(event(**{field: datetime(2026, 11, 24, 10, 15)}))
