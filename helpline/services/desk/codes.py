"""The code of a call back at the desk: whoever reads it could pose as us, so only those who may call see it, on record."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from helpline.model.event import Event, Role
from helpline.ports import UnitOfWork
from helpline.services.desk.looks import looked

HIDDEN = "****"


def may_read(work: UnitOfWork, event: Event, who: str, role: Role) -> bool:
    """True for whoever holds the event or its live call, and for supervisors."""
    call = work.call_backs.of_event(event.number)
    return role is Role.SUPERVISOR or who in (work.works.get(event).owner, call.advisor if call else None)


def read(work: UnitOfWork, event: Event, who: str, now: datetime) -> None:
    """Record the look, where a code is live."""
    call = work.call_backs.of_event(event.number)
    if call and call.code_at(now):
        looked(work, who, "code_seen", event.number, now)


def hide(view: dict[str, Any], *, instead: str | None) -> None:
    """Take the code out of an event as the desk reads it: `instead` stands in its field, stars in the talk."""
    if code := view["handoff"].get("code"):
        view["handoff"]["code"] = instead
        view["transcript"] = [{**line, "text": re.sub(rf"(?<!\d){code}(?!\d)", HIDDEN, line["text"])} for line in view["transcript"]]
