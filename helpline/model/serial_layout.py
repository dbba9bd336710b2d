"""What the layout of an old serial tells: plant, half-year and week. A judgement warns; it never refuses and never accuses.

Serials of 11 characters (to about 2010) are plant (2), year digit, week (2), unit (3), model (3); those of 12 (2010 to 2021)
plant (3), half-year, week, unit (3), model (4). Since spring 2021 serials are random, at first of 10 characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

_HALVES = "CDFGHJKLMNPQRSTVWXYZ"  # 2010 first half to 2019 second half, then again from 2020
_WEEKS = "123456789CDFGHJKLMNPQRTVWXY"
_RANDOM_SINCE = 2021
_BEFORE_ITS_YEAR = timedelta(days=183)  # devices are built before they are shown
_SHELF_YEARS = 4  # a device that was built longer before its sale is unusual
_RANDOM_FROM = date(2021, 3, 1)
_LAST_OF_TWELVE = date(2021, 12, 31)


class Fit(str, Enum):
    """How serial, model and day of purchase go together: 一致, 存疑, 不可能."""

    CONSISTENT = "consistent"
    DOUBTFUL = "doubtful"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Layout:
    """`plant` and the first days of the weeks that it may have been built in; none for a random serial or one that reads wrong."""

    length: int
    plant: str = ""
    built: tuple[date, ...] = ()
    readable: bool = True


def read_layout(serial: str, today: date) -> Layout:
    """What a serial says of its making. Weeks that lie ahead, or after the layout was given up, are left out.

    >>> read_layout("C39F1ABCDEFG", date(2026, 11, 24)).built
    (datetime.date(2011, 1, 3), datetime.date(2021, 1, 4))
    """
    if len(serial) == 12:
        half, week = _HALVES.find(serial[3]), _WEEKS.find(serial[4]) + 1
        if half < 0 or week < 1:
            return Layout(12, serial[:3], readable=False)
        years = [2010 + half // 2, 2020 + half // 2]
        weeks = [day for year in years if (day := _week(year, week + 26 * (half % 2))) <= _LAST_OF_TWELVE]
    elif len(serial) == 11:
        if not (serial[2].isdigit() and serial[3:5].isdigit() and 1 <= int(serial[3:5]) <= 53):
            return Layout(11, serial[:2], readable=False)
        weeks = [_week(year, int(serial[3:5])) for year in range(2000, 2011) if year % 10 == int(serial[2])]
    else:
        return Layout(len(serial))
    return Layout(len(serial), serial[: 3 if len(serial) == 12 else 2], tuple(day for day in weeks if day <= today))


def _week(year: int, number: int) -> date:
    """The Monday of the week that holds the fourth of January, so many weeks on."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=fourth.weekday()) + timedelta(weeks=number - 1)


def fit(serial: str, model_year: int | None, sold: date | None, today: date) -> Fit:
    """How the serial goes with the year of the model and the day of purchase.

    Models since 2021 have random serials, of which nothing is known: there it is doubtful at most.
    """
    layout = read_layout(serial, today)
    if not layout.readable:
        return Fit.DOUBTFUL
    if layout.length not in (11, 12):
        return _random(layout.length, model_year, sold)
    if not layout.built:
        return Fit.DOUBTFUL
    earliest = date(model_year, 1, 1) - _BEFORE_ITS_YEAR if model_year else date(1, 1, 1)
    possible = [day for day in layout.built if day >= earliest and (sold is None or day <= sold)]
    if not possible:
        return Fit.DOUBTFUL if model_year and model_year >= _RANDOM_SINCE else Fit.IMPOSSIBLE
    likely = [day for day in possible if sold is None or sold.year - day.year <= _SHELF_YEARS]
    return Fit.CONSISTENT if likely and (model_year or 0) <= _RANDOM_SINCE else Fit.DOUBTFUL


def _random(length: int, model_year: int | None, sold: date | None) -> Fit:
    if length == 10 and sold is not None and sold < _RANDOM_FROM:
        return Fit.DOUBTFUL  # exchanged since then, or misread
    return Fit.CONSISTENT if length == 10 and (model_year is None or model_year >= _RANDOM_SINCE - 4) else Fit.DOUBTFUL
