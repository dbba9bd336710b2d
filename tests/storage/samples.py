"""Rows to try the storage with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from helpline.model.event import Event, EventStatus, Label, Line, Priority
from helpline.model.times import SHANGHAI
from helpline.storage.unit_of_work import SqlUnitOfWork

Work = Callable[[], SqlUnitOfWork]  # opens a unit of work

NOW = datetime(2026, 11, 24, 2, 15, tzinfo=timezone.utc)
AFTERNOON = datetime(2026, 11, 25, 15, 30, tzinfo=SHANGHAI)
NUMBER, OTHER = "23456789016", "34567890127"


def event(number: str = NUMBER, **changes: Any) -> Event:
    """A screen that broke; its submission is its own."""
    made = Event(
        number=number,
        submission=f"talk#{number}",
        conversation_id="talk",
        label=Label.HARDWARE,
        topic="screen",
        skill_group="hardware",
        priority=Priority.NORMAL,
        status=EventStatus.OPEN,
        created_at=NOW,
        updated_at=NOW,
        facts={"symptom": "屏幕碎了", "contact_phone": "13800138000"},
    )
    return replace(made, **changes)


def line(line_id: str, text: str = "屏幕碎了", **changes: Any) -> Line:
    """A line of the customer."""
    return replace(Line(line_id, "talk", NOW, "customer", text), **changes)
