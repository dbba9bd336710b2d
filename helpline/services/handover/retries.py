"""What follows a call: the end, or another try at a time that has room."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue, PhoneLine
from helpline.model.call_back import CallBack, CallBackStatus, Outcome
from helpline.model.times import SHANGHAI, When
from helpline.ports import UnitOfWork


def new_code() -> str:
    """Four digits that the advisor reads and the customer compares."""
    return f"{secrets.randbelow(10_000):04d}"


def after_try(work: UnitOfWork, catalogue: Catalogue, call: CallBack, outcome: Outcome, now: datetime) -> CallBack:
    """The call back as it stands after a try; `attempts` counts that one already."""
    if outcome is Outcome.ANSWERED:
        return replace(call, status=CallBackStatus.DONE, code_used_at=call.code_used_at or now)
    if outcome is Outcome.WRONG_NUMBER:
        return replace(call, status=CallBackStatus.WRONG_NUMBER, code_used_at=call.code_used_at or now)
    again = next_try(work, catalogue, call, now)
    if again is None:
        return replace(call, status=CallBackStatus.UNREACHED)
    code = call.code if call.code_at(again) else new_code()
    used = call.code_used_at if code == call.code else None
    expires = max(call.code_expires_at, again + catalogue.bookings.call_backs.code_lasts)
    return replace(call, status=CallBackStatus.WAITING, advisor=None, due_at=again, code=code, code_used_at=used, code_expires_at=expires)


def next_try(work: UnitOfWork, catalogue: Catalogue, call: CallBack, now: datetime) -> datetime | None:
    """After the first try a quarter of an hour later, after the second the next day at the time asked for, then no more.

    It takes a seat like any call, so that nobody is promised what the line cannot do: where that time is full, the next with room.
    """
    line = catalogue.lines[call.line]
    soon = now + catalogue.bookings.call_backs.retry_after
    if call.attempts > 2:
        return None
    if call.attempts == 1 and line.hours.is_open(soon):
        return _with_room(work, line, call, soon, now)
    asked = call.asked_for.astimezone(SHANGHAI)
    tomorrow = datetime.combine(now.astimezone(SHANGHAI).date() + timedelta(days=1), asked.time(), SHANGHAI)
    opens = line.hours.next_opening(tomorrow)
    return _with_room(work, line, call, opens, now) if opens else None


def _with_room(work: UnitOfWork, line: PhoneLine, call: CallBack, moment: datetime, now: datetime) -> datetime:
    """`moment`, or the first start after it, whose slot has a seat left: it is taken. `moment` itself where a whole week is full."""
    length = timedelta(minutes=line.minutes)
    window = When(moment - length + timedelta(seconds=1), moment + timedelta(days=7))
    for start in line.hours.starts(window, minutes=line.minutes, days=8):
        if work.seats.take(f"line:{line.id}", start, line.seats, call.event_number, now) is not None:
            return max(moment, start)
    return moment
