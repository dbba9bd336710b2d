"""Opening hours: intervals a weekday, statutory holidays, make-up working days, exceptions of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from helpline.model.holidays import Holidays
from helpline.model.times import SHANGHAI, When

Interval = tuple[time, time]


@dataclass(frozen=True)
class Hours:
    """When a line or place is open, in Shanghai time.

    `week` has seven entries, Monday first. Where `rests_on_holidays`, statutory days off are closed
    and make-up days follow Monday's hours. `exceptions` win over both.
    """

    week: tuple[tuple[Interval, ...], ...]
    rests_on_holidays: bool = False
    holidays: Holidays = field(default_factory=Holidays)
    exceptions: dict[date, tuple[Interval, ...]] = field(default_factory=dict)

    def intervals(self, day: date) -> tuple[Interval, ...]:
        """What is open on `day`, in order; empty where closed."""
        if day in self.exceptions:
            return self.exceptions[day]
        if self.rests_on_holidays:
            if day in self.holidays.off:
                return ()
            if day in self.holidays.working:
                return self.week[0]
        return self.week[day.weekday()]

    def why_closed(self, day: date) -> str | None:
        """The name of the holiday that closes `day`, if one does."""
        return self.holidays.off.get(day) if self.rests_on_holidays and not self.intervals(day) else None

    def is_open(self, moment: datetime) -> bool:
        """True where `moment` lies inside an interval; its end is outside."""
        local = moment.astimezone(SHANGHAI)
        return any(opens <= local.time() < closes for opens, closes in self.intervals(local.date()))

    def next_opening(self, moment: datetime, days: int = 30) -> datetime | None:
        """When it is open next: `moment` itself where it is open now, None if not within `days`."""
        if self.is_open(moment):
            return moment
        local = moment.astimezone(SHANGHAI)
        for day, (opens, _) in self._intervals_from(local.date(), days):
            start = datetime.combine(day, opens, SHANGHAI)
            if start > local:
                return start
        return None

    def starts(self, window: When, *, minutes: int, days: int = 15) -> Iterator[datetime]:
        """Every start of a slot of `minutes` that begins inside `window`, earliest first."""
        for day, (opens, closes) in self._intervals_from(window.start.date(), days):
            start = datetime.combine(day, opens, SHANGHAI)
            while start + timedelta(minutes=minutes) <= datetime.combine(day, closes, SHANGHAI):
                if window.holds(start):
                    yield start
                start += timedelta(minutes=minutes)

    def _intervals_from(self, first: date, days: int) -> Iterator[tuple[date, Interval]]:
        for offset in range(days + 1):
            day = first + timedelta(days=offset)
            for interval in self.intervals(day):
                yield day, interval
