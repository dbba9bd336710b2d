"""Service programmes: whether a device may be meant by one. Only the maker can say yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from helpline.model.terms import Source, add_months


@dataclass(frozen=True)
class Programme:
    """One programme: its devices, the fault as customers tell it, when they were built, and how long it runs from the sale."""

    id: str
    name: str
    devices: frozenset[str]
    topics: frozenset[str]
    words: tuple[str, ...]
    built_from: date | None
    built_to: date | None
    built: str
    months: int | None
    over: bool
    safety: bool
    remedy: str
    source: Source


class Chance(str, Enum):
    """What can be said."""

    POSSIBLE = "possible"
    OVER = "over"
    BUILT_OTHERWISE = "built_otherwise"


@dataclass(frozen=True)
class Match:
    """A programme that speaks of this device and fault. `ended` is the day on which its term ran out, where it can be told."""

    programme: Programme
    chance: Chance
    ended: date | None = None


def match(programme: Programme, sold: date | None, built: tuple[date, ...], today: date) -> Match:
    """What can be said of a programme, given the day of the sale and the weeks that the serial may stand for."""
    ends = add_months(sold, programme.months) if sold and programme.months else None
    if not programme.safety and (programme.over or (ends is not None and today > ends)):
        return Match(programme, Chance.OVER, ends)
    if built and not any(_within(programme, day) for day in built):
        return Match(programme, Chance.BUILT_OTHERWISE)
    return Match(programme, Chance.POSSIBLE)


def _within(programme: Programme, week: date) -> bool:
    """True where a device built in the week that begins here may be meant."""
    low, high = programme.built_from, programme.built_to
    return (low is None or week.toordinal() + 6 >= low.toordinal()) and (high is None or week <= high)
