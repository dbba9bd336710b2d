"""Days off, days worked instead, and festivals by the words that people use: all of it comes from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Festival:
    """A festival under the name of its days off. `fixed` is month and day; those that move have their day by year."""

    name: str
    words: tuple[str, ...]
    fixed: tuple[int, int] | None = None
    moving: dict[int, date] = field(default_factory=dict)

    def day(self, year: int) -> date | None:
        """Its own day in `year`; None where nobody entered it."""
        return date(year, *self.fixed) if self.fixed else self.moving.get(year)


@dataclass(frozen=True)
class Holidays:
    """Days off by name, and weekend days on which people work (调休), for the `years` whose arrangement is known."""

    off: dict[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    festivals: tuple[Festival, ...] = ()

    def span(self, festival: Festival, year: int) -> tuple[date, date] | None:
        """First and last day off; the day itself where the year's arrangement is not known: it is never guessed."""
        days = [day for day, name in self.off.items() if day.year == year and festival.name in name]
        if days:
            return min(days), max(days)
        own = festival.day(year)
        return (own, own) if own else None

    def missing(self, first: date, last: date) -> list[int]:
        """The years between two days whose arrangement is not known."""
        return [year for year in range(first.year, last.year + 1) if year not in self.years]


NO_HOLIDAYS = Holidays()
