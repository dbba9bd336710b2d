"""What came of an event and what comes next: noted, told to the customer, and where it ends, closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from helpline.catalogue.desk_rules import Disposition, NextStep
from helpline.catalogue.facts import Catalogue
from helpline.errors import BadRequest
from helpline.model.call_back import CallBackStatus
from helpline.model.desk import Account, Note
from helpline.model.event import Event, EventStatus, HandOff, HandOffStatus, Line, Mode
from helpline.model.event_number import shown
from helpline.model.times import shown_time
from helpline.ports import Clock, UnitOfWork
from helpline.services import events
from helpline.services.afterwards import feedback
from helpline.services.conversations import BOT
from helpline.services.desk.casework import Speak, found, held, note_down, receiver_of, told
from helpline.services.handover import call_backs
from helpline.services.handover.appointments import Appointments, confirmed
from helpline.services.script import line_in_their_script


@dataclass(frozen=True)
class Conclusion:
    """What an advisor says came of it, and what comes next. `once` names the form that it was sent with: a browser may send one twice."""

    disposition: str
    next_step: str
    text: str
    owner: str = ""
    due_at: datetime | None = None
    close: bool = False
    once: str = ""


class Concluding:
    """One transaction: note, owner and due time, the call that is promised, and what the customer reads of it."""

    def __init__(self, catalogue: Catalogue, appointments: Appointments, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._catalogue = catalogue
        self._appointments = appointments
        self._unit_of_work = unit_of_work
        self._clock = clock

    def conclude(self, account: Account, number: str, conclusion: Conclusion, speak: Speak) -> str:
        """Note disposition and next step; close where that is wanted. What happened, as a key of the desk's messages.

        A next step that promises a call arranges one. Raises BadRequest, NotFound, NotAllowed, HeldByAnother, and what `Appointments.take` raises.
        """
        disposition, next_step = self._chosen(conclusion)
        text, now = told(conclusion.text), self._clock.now()
        with self._unit_of_work() as work:
            if (before := _noted_before(work, account, number, text, conclusion)) is not None:
                return before
            event, case = held(work, account, number)
            owner, due_at, call = account.number, None, None
            if next_step.waits_for_us:
                if not conclusion.owner or conclusion.due_at is None or conclusion.due_at <= now:
                    raise BadRequest("waiting_needs_owner")
                owner, due_at = receiver_of(work, conclusion.owner, event.skill_group), conclusion.due_at
            if next_step.calls and due_at:
                call = self._promise_call(work, account, event, owner, due_at, now)
                due_at = call.starts_at
            case.owner, case.due_at, case.offered_to = owner, due_at, None
            work.works.save(case)
            if conclusion.close:
                self._close(work, event, account.number, now)
            kind = "close" if conclusion.close else "call"
            words = {"disposition": disposition.id, "next_step": next_step.id, "owner": owner if due_at else None, "due_at": due_at}
            note = note_down(work, event, account, now, kind, text, details={"once": conclusion.once} if conclusion.once else {}, **words)
            facts = {"disposition": disposition.for_customer, "next_step": next_step.for_customer}
            event.facts = {**event.facts, "concluded": {**facts, "advisor": account.number, "at": now.isoformat()}}
            work.events.update(event)
            if conclusion.close and disposition.asks:
                feedback.promise(work, event, note.id, account.number, now)
            self._tell(work, event, note, call, speak, facts)
            work.commit()
        return "closed" if conclusion.close else "noted_call" if call else "noted"

    def _chosen(self, conclusion: Conclusion) -> tuple[Disposition, NextStep]:
        disposition = self._catalogue.desk.dispositions.get(conclusion.disposition)
        next_step = self._catalogue.desk.next_steps.get(conclusion.next_step)
        if disposition is None or next_step is None:
            raise BadRequest("outcome_missing")
        if conclusion.close and (not disposition.closes or next_step.waits_for_us):
            raise BadRequest("not_closing")
        return disposition, next_step

    def _promise_call(self, work: UnitOfWork, account: Account, event: Event, owner: str, at: datetime, now: datetime) -> HandOff:
        """A call back by the owner at the free time nearest to `at`, in place of one that was promised before; a visit is not given up for it."""
        call, before = work.call_backs.of_event(event.number), event.hand_off
        if call and call.status is CallBackStatus.CLAIMED:
            raise BadRequest("call_outcome_first")
        if not event.facts.get("contact_phone"):
            raise BadRequest("call_needs_phone")
        stands = events.is_live(event, now) or (before and before.mode is Mode.MAIL_IN and before.status is HandOffStatus.CONFIRMED)
        if stands and before and before.mode is not Mode.CALL_BACK:
            raise BadRequest("visit_stands")
        line = self._catalogue.line_of(event.label)
        schedule = self._appointments.of_line(line)
        starts_at = self._appointments.nearest(work, schedule, at, now)
        hand_off = confirmed(Mode.CALL_BACK, starts_at, self._appointments.take(work, schedule, event, starts_at, now), line=line)
        if stands and before and before.code:
            hand_off = replace(hand_off, code=before.code)  # the customer knows this one
        events.hand_over(work, event, hand_off, now, account.number)
        call_backs.arrange(work, self._catalogue, event, hand_off, now, advisor=owner)
        return hand_off

    def _close(self, work: UnitOfWork, event: Event, who: str, now: datetime) -> None:
        call = work.call_backs.of_event(event.number)
        if call and call.status is CallBackStatus.CLAIMED:
            raise BadRequest("call_outcome_first")
        event.status = EventStatus.CLOSED
        call_backs.stop(work, event, CallBackStatus.CANCELLED, "call_stopped", who, now)  # a visit stays booked

    def _tell(self, work: UnitOfWork, event: Event, note: Note, call: HandOff | None, speak: Speak, facts: dict[str, Any]) -> None:
        """Advisor number, time, event number and next step, into the customer's thread; of a call also its code."""
        if not work.threads.exists(event.conversation_id):
            return
        due, code = shown_time(note.due_at) if note.due_at else "", call.code if call else ""
        key = "told_call" if call else "told_due" if due else "told"
        said = speak(key, advisor=note.who, at=shown_time(note.at), event=shown(event.number), due=due, code=code, **facts)
        work.threads.add(line_in_their_script(work, Line(f"note-{note.id}/0", event.conversation_id, note.at, BOT, said)))


def _noted_before(work: UnitOfWork, account: Account, number: str, text: str, conclusion: Conclusion) -> str | None:
    """What happened, where this very note is kept already: the answer to the first sending was lost. A form that was changed says something new."""
    if not conclusion.once:
        return None
    found(work, number)  # waits for a first sending that is still under way
    sent = (account.number, conclusion.once, text, conclusion.disposition, conclusion.next_step)
    for note in work.works.notes(number):
        if (note.who, note.details.get("once"), note.text, note.disposition, note.next_step) == sent:
            return "closed" if note.kind == "close" else "noted"
    return None
