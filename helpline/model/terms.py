"""Terms counted in days and months, as the law counts them: the day of the sale is day 0, and the last day belongs to the term."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from helpline.model.registry import Repair


@dataclass(frozen=True)
class Source:
    """Where a fact was read, as of when (a year, a month or a day in ISO form), and when it must be looked at again."""

    text: str
    as_of: str
    review_by: date
    confidence: str

    def stale(self, today: date) -> bool:
        """True once its review is overdue."""
        return today > self.review_by


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months on, or the last of that month where it has none.

    >>> add_months(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_of(start: date, today: date) -> int:
    """Which day it is: 0 on the day of the sale."""
    return (today - start).days


def term_end(start: date, months: int, repairs: Iterable[Repair], today: date) -> date:
    """The last day of a term. Each day in repair that began within it moves it on by one; stays that overlap count once.

    The day of handing in counts as a day in repair, that of getting it back does not.
    """
    end = add_months(start, months)
    reached: date | None = None
    for repair in sorted(repairs, key=lambda stay: stay.handed_in):
        out = min(repair.returned or today, today)
        begun = max(repair.handed_in, reached or repair.handed_in)
        if start <= repair.handed_in <= end and out > begun:
            end += timedelta(days=(out - begun).days)
            reached = out
    return end
