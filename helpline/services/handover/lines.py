"""The lines that answer for concerns: what customers are told of them, and their number as the way on."""

from __future__ import annotations

from datetime import datetime

from helpline.catalogue.facts import Catalogue, PhoneLine
from helpline.model.days import WEEKDAYS
from helpline.model.draft import Draft
from helpline.model.event import HandOff, HandOffStatus, Label, Mode
from helpline.model.event_number import shown
from helpline.model.times import shown_time
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.reply import Say


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


def give_number(work: UnitOfWork, catalogue: Catalogue, draft: Draft, label: Label, now: datetime) -> Say:
    """The number of the line in place of a call or a visit; that of the event's label, where there is an event."""
    event = work.events.get(draft.event_number or "")
    label = event.label if event else label
    if event is not None:
        hand_off = HandOff(Mode.LINE_NUMBER, HandOffStatus.CONFIRMED, line=catalogue.line_of(label).id)
        events.hand_over(work, event, hand_off, now)
    draft.asking, draft.handed_over = None, True
    return Say("utter_handover_line_number", {**line_facts(catalogue, label, now), "event": shown(draft.event_number or "")})


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
