"""Clocks that run only while a line is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from helpline.model.hours import Hours
from helpline.model.times import SHANGHAI

LOOK_AHEAD = 60  # days


def minutes_between(hours: Hours, start: datetime, end: datetime) -> int:
    """Open minutes in [start, end); 0 where `end` is not after `start`."""
    open_for = timedelta()
    for opens, closes in _intervals(hours, start, (end - start).days + 2):
        if opens >= end:
            break
        open_for += max(min(closes, end) - max(opens, start), timedelta())
    return int(open_for.total_seconds() // 60)


def after(hours: Hours, start: datetime, minutes: int) -> datetime:
    """The moment at which `minutes` open minutes will have passed; the clock's time where it never opens."""
    left = timedelta(minutes=minutes)
    for opens, closes in _intervals(hours, start, LOOK_AHEAD):
        begins = max(opens, start)
        if closes <= begins:
            continue
        if closes - begins >= left:
            return begins + left
        left -= closes - begins
    return start + timedelta(minutes=minutes)


def _intervals(hours: Hours, start: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
    first = start.astimezone(SHANGHAI).date()
    for offset in range(max(days, 1)):
        day = first + timedelta(days=offset)
        for opens, closes in hours.intervals(day):
            yield datetime.combine(day, opens, SHANGHAI), datetime.combine(day, closes, SHANGHAI)
