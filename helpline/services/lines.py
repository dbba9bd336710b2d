"""What customers are told of the lines that answer for their concerns."""

from __future__ import annotations

from datetime import datetime

from helpline.catalogue.facts import Catalogue, PhoneLine
from helpline.model.days import WEEKDAYS
from helpline.model.event import Label
from helpline.model.times import shown_time


def line_facts(catalogue: Catalogue, label: Label, now: datetime) -> dict[str, str]:
    """Number, hours and next opening of the line that answers for a label."""
    line = catalogue.line_of(label)
    opens = line.hours.next_opening(now)
    return {
        "line": line.name,
        "number": catalogue.number_of(line),
        "hours": _hours_shown(line),
        "opens": shown_time(opens) if opens else "",
    }


def _hours_shown(line: PhoneLine) -> str:
    """The hours of a line, as one interval where every day has the same."""
    days = set(line.hours.week)
    if len(days) == 1:
        return "每天 " + "、".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in next(iter(days)))
    parts = [
        f"周{WEEKDAYS[i]} " + ("、".join(f"{o:%H:%M}–{c:%H:%M}" for o, c in intervals) or "休息")
        for i, intervals in enumerate(line.hours.week)
    ]
    return "；".join(parts)
