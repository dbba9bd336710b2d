"""Work on an event: take it, pass it on, escalate it, open it again, link it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.errors import BadRequest, HeldByAnother, NotAllowed, NotFound
from helpline.model import business_time
from helpline.model.desk import LADDER, Account, Note, Work
from helpline.model.event import Event, EventStatus, Role
from helpline.model.event_number import read_event_number
from helpline.model.secrets import masked
from helpline.ports import Clock, UnitOfWork
from helpline.services.handover import call_backs

TEXT_LIMIT = 2_000
BOUNCES = 2  # after so many it is the supervisors'
_NOTHING = re.compile(r"[\s。，、.,\-—/]*(?:无|没有|没|暂无|略|同上|none|n/?a|no)?[\s。，、.,\-—/]*", re.IGNORECASE)
Speak = Callable[..., str]  # the sentence of a key for the customer, with its facts


@dataclass(frozen=True)
class Escalation:
    """Whom an advisor asks for help, and with what."""

    level: Role
    reason: str
    tried: str
    evidence: str = ""
    group: str = ""
    skip_reason: str = ""
    due_at: datetime | None = None


class Casework:
    """Each step is one transaction; who holds the event is decided by the database."""

    def __init__(self, catalogue: Catalogue, unit_of_work: Callable[[], UnitOfWork], clock: Clock, away_after: timedelta) -> None:
        self._catalogue = catalogue
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._away_after = away_after

    def claim(self, account: Account, number: str) -> None:
        """Take an event. Raises HeldByAnother, NotAllowed, NotFound, BadRequest."""
        with self._unit_of_work() as work:
            event = found(work, number)
            take(work, account, event, self._clock.now())
            work.commit()

    def give_back(self, account: Account, number: str, text: str) -> str:
        """Back into the queue with the reason, at its old place; what happened, as a key of the desk's messages."""
        text = told(text)
        with self._unit_of_work() as work:
            event, case = held(work, account, number)
            passed_on = [note for note in work.works.notes(event.number) if note.kind in ("escalation", "transfer")]
            if passed_on:
                case.bounces += 1
                case.level = Role(passed_on[-1].details.get("from", case.level.value))
            self._let_go(work, case, None)
            call_backs.put_back(work, event)
            note_down(work, event, account, self._clock.now(), "return", text)
            work.commit()
        return "passed_to_supervisor" if case.level is Role.SUPERVISOR else "returned"

    def transfer(self, account: Account, number: str, group: str, to: str, text: str) -> str:
        """To another skill group, or to one advisor, with a note. Raises BadRequest, NotFound."""
        text, now = told(text), self._clock.now()
        if group not in {route.skill_group for route in self._catalogue.routes.values()}:
            raise BadRequest("group_unknown")
        with self._unit_of_work() as work:
            event, case = held(work, account, number)
            receiver = receiver_of(work, to, group) if to else None
            if any(note.kind in ("escalation", "transfer") for note in work.works.notes(event.number)):
                case.bounces += 1
            details = {"from": case.level.value, "from_group": event.skill_group, "to_group": group, "to": to}
            event.skill_group = group
            self._let_go(work, case, receiver, at=now)
            call_backs.put_back(work, event)
            note_down(work, event, account, self._clock.now(), "transfer", text, details=details)
            work.commit()
        return "passed_to_supervisor" if case.level is Role.SUPERVISOR else "transferred"

    def escalate(self, account: Account, number: str, wish: Escalation) -> str:
        """Up the ladder with reason, tried steps and evidence. Where nobody is there it stays with its owner, with a due time."""
        reason, tried, now = told(wish.reason), told(wish.tried), self._clock.now()
        with self._unit_of_work() as work:
            event, case = held(work, account, number)
            skipped = self._steps(case, account, wish)
            group = wish.group or event.skill_group
            here = [other for other in work.accounts.all() if other.number != account.number and self._there(other, wish.level, group, now)]
            details = {
                "from": case.level.value, "to_level": wish.level.value, "to_group": group, "tried": tried,
                "evidence": masked(wish.evidence.strip()), "skip_reason": masked(wish.skip_reason.strip()) if skipped else "",
            }  # fmt: skip
            if here:
                event.skill_group = group
                call_backs.put_back(work, event)
                case.level, case.owner, case.claimed_at, case.due_at = wish.level, None, None, None
            else:
                case.offered_to, case.due_at = wish.level, wish.due_at or self._due(event, now)
                details["to_group"] = event.skill_group
            work.works.save(case)
            note_down(work, event, account, self._clock.now(), "escalation", reason, due_at=case.due_at, details=details)
            work.commit()
        return "escalated" if here else "escalated_waiting"

    def reopen(self, account: Account, number: str, text: str) -> None:
        """Open a closed event again; who does so holds it."""
        text, now = told(text), self._clock.now()
        with self._unit_of_work() as work:
            event = found(work, number)
            if event.status is EventStatus.OPEN:
                raise BadRequest("open_already")
            event.status = EventStatus.OPEN
            event.facts = {name: value for name, value in event.facts.items() if name != "concluded"}
            case = work.works.get(event)
            case.owner, case.claimed_at, case.due_at, case.offered_to = account.number, now, None, None
            work.works.save(case)
            note_down(work, event, account, self._clock.now(), "reopen", text)
            work.commit()

    def link(self, account: Account, number: str, other: str, *, apart: bool = False) -> None:
        """Say that two events belong together, or take that back. Raises NumberMistyped, NotFound, BadRequest."""
        with self._unit_of_work() as work:
            event = found(work, number)
            second = found(work, read_event_number(other) or "")
            if second.number == event.number:
                raise BadRequest("link_to_itself")
            (work.works.unlink if apart else work.works.link)(event.number, second.number)
            what = "unlinked" if apart else "linked"
            work.audit.record(self._clock.now(), account.number, what, f"{event.number} {second.number}")
            work.commit()

    # -- parts -----------------------------------------------------------------------------

    def _let_go(self, work: UnitOfWork, case: Work, receiver: str | None, at: datetime | None = None) -> None:
        if case.bounces >= BOUNCES:
            case.level, receiver = Role.SUPERVISOR, None
        case.owner, case.claimed_at, case.due_at, case.offered_to = receiver, at if receiver else None, None, None
        work.works.save(case)

    def _steps(self, case: Work, account: Account, wish: Escalation) -> bool:
        """True where a level is skipped. Raises BadRequest where it does not go up, or no reason is given."""
        target = LADDER.index(wish.level)
        if target <= LADDER.index(case.level):
            raise BadRequest("not_up")
        skipped = target - max(LADDER.index(case.level), LADDER.index(account.role)) > 1
        if skipped and is_nothing(wish.skip_reason):
            raise BadRequest("skip_needs_reason")
        return skipped

    def _there(self, other: Account, level: Role, group: str, now: datetime) -> bool:
        here = other.seen_at is not None and now - other.seen_at <= self._away_after
        return other.active and other.role is level and other.serves(group) and here

    def _due(self, event: Event, now: datetime) -> datetime:
        hours = self._catalogue.line_of(event.label).hours
        return business_time.after(hours, now, self._catalogue.desk.due_minutes[event.priority])


def take(work: UnitOfWork, account: Account, event: Event, now: datetime) -> None:
    """Make the account the owner of an open event. Raises HeldByAnother, NotAllowed, BadRequest."""
    if event.status is not EventStatus.OPEN:
        raise BadRequest("closed_already")
    case = work.works.get(event)
    if case.owner == account.number:
        return
    asked = case.offered_to is not None and LADDER.index(account.role) >= LADDER.index(case.offered_to)
    if case.owner and not asked:
        raise HeldByAnother(case.owner)
    if not account.serves(event.skill_group):
        raise NotAllowed("other_group")
    if LADDER.index(account.role) < LADDER.index(case.level):
        raise NotAllowed("other_level")
    if not work.works.claim(event.number, account.number, now, case.owner):
        raise HeldByAnother(case.owner or "")
    if asked and case.offered_to:
        taken = work.works.get(event)
        taken.level, taken.due_at = case.offered_to, None
        work.works.save(taken)
    event.note(now, "desk:claim", account.number)
    work.events.update(event)
    work.audit.record(now, account.number, "event_claim", event.number)


def held(work: UnitOfWork, account: Account, number: str) -> tuple[Event, Work]:
    """The open event, for its owner; supervisors may step in. Raises NotFound, BadRequest, HeldByAnother, NotAllowed."""
    event = found(work, number)
    if event.status is not EventStatus.OPEN:
        raise BadRequest("closed_already")
    case = work.works.get(event)
    if case.owner != account.number and account.role is not Role.SUPERVISOR:
        raise HeldByAnother(case.owner) if case.owner else NotAllowed("claim_first")
    return event, case


def receiver_of(work: UnitOfWork, number: str, group: str) -> str:
    """The number of an advisor who may be given an event of the group. Raises NotFound, BadRequest."""
    other = work.accounts.get(number.strip())
    if other is None or not other.active:
        raise NotFound("advisor_unknown")
    if not other.serves(group):
        raise BadRequest("advisor_other_group")
    return other.number


def note_down(work: UnitOfWork, event: Event, account: Account, now: datetime, kind: str, text: str, **more: Any) -> Note:
    """Keep a note, and say so in the history and on record."""
    note = Note(secrets.token_urlsafe(12), event.number, now, account.number, kind, text, **more)
    work.works.add_note(note)
    event.note(now, f"desk:{kind}", account.number)
    work.events.update(event)
    work.audit.record(now, account.number, f"event_{kind}", event.number)
    return note


def found(work: UnitOfWork, number: str) -> Event:
    """The event. Raises NotFound."""
    event = work.events.get(number)
    if event is None:
        raise NotFound("event_not_found")
    return event


def is_nothing(text: str) -> bool:
    """True for an empty text, and for 「无」 and its like."""
    return _NOTHING.fullmatch(text) is not None


def told(text: str) -> str:
    """The text without secrets, where it says something. Raises BadRequest."""
    text = text.strip()
    if is_nothing(text):
        raise BadRequest("note_empty")
    if len(text) > TEXT_LIMIT:
        raise BadRequest("too_long")
    return masked(text)
