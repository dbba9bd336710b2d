"""Opening hours, holidays and how times are given out, read from lines.yml, stores.yml and holidays.yml.

A wrong entry raises KeyError, ValueError or TypeError: the loader collects them.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from helpline.catalogue.facts import PhoneLine, Visits
from helpline.model.holidays import Festival, Holidays
from helpline.model.hours import Hours, Interval


def read_line(v: dict[str, Any], holidays: Holidays) -> PhoneLine:
    """An entry of lines.yml."""
    return PhoneLine(v["id"], v["name"], v["number"], _hours(v["hours"], holidays), v["minutes"], v["seats"])


def read_visits(v: dict[str, Any], holidays: Holidays, own: dict[str, Any] | None = None) -> Visits:
    """`store_visits` of lines.yml, or what a store has of its `own` over it: hours of its own are no sample unless it says so."""
    if own is not None:
        sample = own.get("sample", v.get("sample", False) and "hours" not in own)
        v = {**v, **own, "hours": {**v["hours"], **own.get("hours", {})}, "sample": sample}
    hours = _hours(v["hours"], holidays)
    return Visits(hours, v["minutes"], v["seats"], v["lead_minutes"], v["horizon_days"], bool(v.get("sample", False)))


_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _hours(v: dict[str, Any], holidays: Holidays) -> Hours:
    everyday = v.get("everyday", [])
    week = tuple(_intervals(v.get(name, everyday)) for name in _DAY_NAMES)
    exceptions = {_date(day): _intervals(intervals) for day, intervals in v.get("exceptions", {}).items()}
    return Hours(week, bool(v.get("rests_on_holidays", False)), holidays, exceptions)


def _intervals(texts: list[str]) -> tuple[Interval, ...]:
    intervals = []
    for text in texts:
        opens, closes = (time.fromisoformat(part) for part in text.split("-"))
        if closes <= opens:
            raise ValueError(f"closes before it opens: {text}")
        intervals.append((opens, closes))
    for (_, closes), (opens, _) in zip(intervals, intervals[1:]):
        if opens < closes:
            raise ValueError(f"intervals overlap or are not in order: {', '.join(texts)}")
    return tuple(intervals)


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def read_holidays(content: dict[str, Any]) -> Holidays:
    """The years of holidays.yml."""
    off: dict[date, str] = {}
    working: set[date] = set()
    years: set[int] = set()
    for year, arranged in content["years"].items():
        years.add(int(year))
        for span in arranged["off"]:
            day, last = _date(span["from"]), _date(span["to"])
            while day <= last:
                off[day] = span["name"]
                day += timedelta(days=1)
        working.update(_date(day) for day in arranged["working_weekends"])
    return Holidays(off, frozenset(working), frozenset(years), tuple(_festival(v) for v in content["festivals"]))


def _festival(v: dict[str, Any]) -> Festival:
    fixed = _date(f"2000-{v['fixed']}") if "fixed" in v else None
    days = [_date(day) for day in v.get("days", [])]
    if not fixed and not days:
        raise ValueError(f"festival {v['name']} has no day")
    return Festival(v["name"], tuple(v["words"]), (fixed.month, fixed.day) if fixed else None, {day.year: day for day in days})
