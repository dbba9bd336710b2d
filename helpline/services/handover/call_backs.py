"""Call backs that keep their word: who is called when, by whom, what happens when nobody answers, and when it ends.

Everything that changes a call back stands in the history of its event. The functions work inside the transaction of
whoever calls them; `CallBacks` opens its own, for the desk and for the scheduler.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.copy import Copy
from helpline.catalogue.facts import Catalogue
from helpline.errors import NotAllowed, NotFound
from helpline.model.call_back import CallBack, CallBackStatus, Outcome
from helpline.model.event import Event, HandOff, HandOffStatus, Line, Priority
from helpline.model.event_number import shown
from helpline.model.times import shown_time
from helpline.ports import Clock, UnitOfWork
from helpline.services import events
from helpline.services.desk.looks import looked
from helpline.services.handover.retries import after_try, new_code
from helpline.services.handover.without_call import doubts_code, not_theirs, wants_no_calls
from helpline.services.reply import Say
from helpline.services.script import line_in_their_script

MISSED_BY_ADVISOR, UNCLAIMED, CODE_DOUBTED = "missed_by_advisor", "unclaimed", "code_doubted"
MISSED = (MISSED_BY_ADVISOR, UNCLAIMED)


def arrange(work: UnitOfWork, catalogue: Catalogue, event: Event, hand_off: HandOff, now: datetime, advisor: str | None = None) -> CallBack:
    """Promise the call that was handed over, in place of an earlier promise for the event, whose place in the queue it keeps.

    With `advisor` it is theirs to make; where they miss it, it goes to all.
    """
    earlier = work.call_backs.of_event(event.number)
    at = hand_off.starts_at or now
    new = CallBack(
        event_number=event.number,
        conversation_id=event.conversation_id,
        skill_group=event.skill_group,
        line=hand_off.line or catalogue.line_of(event.label).id,
        rank=event.priority.rank,
        joined_at=earlier.joined_at if earlier else now,
        asked_for=at,
        due_at=at,
        code=hand_off.code or new_code(),
        code_expires_at=at + catalogue.bookings.call_backs.code_lasts,
        advisor=advisor,
    )
    return work.call_backs.add(new)


def stop(work: UnitOfWork, event: Event, status: CallBackStatus, why: str, who: str, now: datetime) -> bool:
    """Never ring for this event again; False where no call was promised. The seat is free at once."""
    if not work.call_backs.close(event.number, status):
        return False
    work.seats.release(event.number)
    if event.hand_off:
        event.hand_off = replace(event.hand_off, status=HandOffStatus.CANCELLED, seat=None)
    event.note(now, why, who)
    work.events.update(event)
    return True


def put_back(work: UnitOfWork, event: Event) -> None:
    """The event changed hands: whoever has it now makes the call, and nobody is calling at the moment."""
    call = work.call_backs.of_event(event.number)
    if call is not None:
        waiting = replace(call, skill_group=event.skill_group, status=CallBackStatus.WAITING, advisor=None, claimed_at=None)
        work.call_backs.change(waiting, call.status)


def doubt_code(work: UnitOfWork, event: Event, now: datetime) -> None:
    """The caller had no code, or a wrong one: it may not have been us. The event is flagged, and the code not used again."""
    call = work.call_backs.of_event(event.number)
    if call is not None:
        work.call_backs.change(replace(call, flag=CODE_DOUBTED, code_used_at=now), call.status)
    events.raise_priority(event, Priority.HIGH)
    event.note(now, "code_doubted", "customer")
    work.events.update(event)


def hear(work: UnitOfWork, catalogue: Catalogue, event: Event, text: str, now: datetime) -> list[Say] | None:
    """What a customer says of the call itself: a caller without the code, or that nobody should call; None for anything else."""
    if doubts_code(text) and event.hand_off and event.hand_off.code:
        doubt_code(work, event, now)
        return [Say("utter_call_code_wrong", {"number": catalogue.number_of(catalogue.line_of(event.label))})]
    status, why = (CallBackStatus.WRONG_NUMBER, "call_wrong_number") if not_theirs(text) else (CallBackStatus.CANCELLED, "call_stopped")
    if wants_no_calls(text) and stop(work, event, status, why, "customer", now):
        return [Say("utter_call_stopped", {"event": shown(event.number)})]
    return None


class CallBacks:
    """What the desk does with call backs. Times are passed in; every method is one transaction."""

    def __init__(self, catalogue: Catalogue, copy: Copy, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._catalogue = catalogue
        self._copy = copy
        self._unit_of_work = unit_of_work
        self._clock = clock

    def due(self, now: datetime | None = None, skill_group: str | None = None) -> list[CallBack]:
        """Those to call now, first the one to call first: danger, then whoever joined first. All groups where none is named."""
        with self._unit_of_work() as work:
            return work.call_backs.due(now or self._clock.now(), skill_group)

    def upcoming(self) -> list[CallBack]:
        """All that may still ring, by time, with their flags."""
        with self._unit_of_work() as work:
            return work.call_backs.live()

    def of_event(self, event_number: str) -> CallBack | None:
        """The live one of an event."""
        with self._unit_of_work() as work:
            return work.call_backs.of_event(event_number)

    def claim(self, call_back_id: int, advisor: str, now: datetime | None = None) -> CallBack:
        """Take it to call the customer. Raises NotFound, or NotAllowed where another took it first or its time has not come."""
        now = now or self._clock.now()
        with self._unit_of_work() as work:
            call = self._get(work, call_back_id)
            if call.status is not CallBackStatus.WAITING or call.advisor not in (None, advisor):
                raise NotAllowed("call_back_taken")
            if call.due_at > now:
                raise NotAllowed("call_back_early")
            claimed = replace(call, status=CallBackStatus.CLAIMED, advisor=advisor, claimed_at=now)
            self._keep(work, claimed, call, "call_claimed", advisor, now)
            work.commit()
        return claimed

    def code(self, call_back_id: int, advisor: str, now: datetime | None = None) -> str | None:
        """The code to read out, for whoever claimed the call; None where it was used, doubted or ran out. Looking is recorded."""
        now = now or self._clock.now()
        with self._unit_of_work() as work:
            call = self._get(work, call_back_id)
            if call.status is not CallBackStatus.CLAIMED or call.advisor != advisor:
                raise NotAllowed("call_back_not_yours")
            looked(work, advisor, "code_seen", call.event_number, now)
            work.commit()
        return call.code_at(now)

    def attempt(self, call_back_id: int, advisor: str, outcome: Outcome, now: datetime | None = None) -> CallBack:
        """Report how a claimed call went; the next try, or the end, follows from it. Raises NotFound or NotAllowed."""
        now = now or self._clock.now()
        with self._unit_of_work() as work:
            call = self._get(work, call_back_id)
            if call.status is not CallBackStatus.CLAIMED or call.advisor != advisor:
                raise NotAllowed("call_back_not_yours")
            flag = None if call.flag in MISSED else call.flag
            tried = replace(call, attempts=call.attempts + 1, claimed_at=None, flag=flag)
            after = after_try(work, self._catalogue, tried, outcome, now)
            self._keep(work, after, call, f"call_{outcome.value}:{after.attempts}", advisor, now)
            self._tell(work, after, outcome, now)
            work.commit()
        return after

    def reassign(self, call_back_id: int, by: str, to: str | None = None, now: datetime | None = None) -> CallBack:
        """Give a call to another advisor, or back to all; its place in the queue stays. Raises NotFound or NotAllowed."""
        now = now or self._clock.now()
        with self._unit_of_work() as work:
            call = self._get(work, call_back_id)
            if not call.status.live:
                raise NotAllowed("call_back_over")
            after = replace(call, status=CallBackStatus.WAITING, advisor=to, claimed_at=now if to else None)
            self._keep(work, after, call, "call_reassigned", by, now)
            work.commit()
        return after

    def sweep(self, now: datetime | None = None) -> int:
        """Flag what advisors missed: it goes back to all, with its event, and a due call that nobody took is marked. How many."""
        now = now or self._clock.now()
        marked = 0
        with self._unit_of_work() as work:
            for call in work.call_backs.live():
                if self._missed(call, now):
                    owner = self._let_go(work, call)
                    missed_by = call.advisor or owner
                    flag = MISSED_BY_ADVISOR if missed_by else UNCLAIMED
                    freed = replace(call, status=CallBackStatus.WAITING, advisor=None, claimed_at=None, flag=flag)
                    marked += self._keep(work, freed, call, flag, missed_by or "scheduler", now)
            work.commit()
        return marked

    # -- inside ----------------------------------------------------------------------------

    def _missed(self, call: CallBack, now: datetime) -> bool:
        """True where whoever should call let the time pass, and nobody has been told yet."""
        rules = self._catalogue.bookings.call_backs
        if call.status is CallBackStatus.CLAIMED:
            return call.claimed_at is not None and call.claimed_at + rules.claim_lasts <= now
        if call.advisor is not None:
            return max(call.due_at, call.claimed_at or call.due_at) + rules.unclaimed <= now
        return call.flag is None and call.due_at + rules.unclaimed <= now

    def _let_go(self, work: UnitOfWork, call: CallBack) -> str | None:
        """Put the event back for whoever comes; who held it. One who is in its chat keeps it."""
        event = work.events.get(call.event_number)
        case = work.works.get(event) if event else None
        if case is None or case.owner is None or work.works.chat_owner(call.conversation_id):
            return None
        owner, case.owner, case.claimed_at, case.due_at = case.owner, None, None, None
        work.works.save(case)
        return owner

    def _get(self, work: UnitOfWork, call_back_id: int) -> CallBack:
        call = work.call_backs.get(call_back_id)
        if call is None:
            raise NotFound("call_back_unknown")
        return call

    def _keep(self, work: UnitOfWork, after: CallBack, before: CallBack, what: str, who: str, now: datetime) -> bool:
        """Store a change and note it. Raises NotAllowed where somebody else changed it meanwhile."""
        if not work.call_backs.change(after, before.status):
            raise NotAllowed("call_back_taken")
        event = work.events.get(after.event_number)
        if event is not None:
            event.note(now, what, who)
            self._mirror(event, after)
            work.events.update(event)
        work.audit.record(now, who, what.partition(":")[0], after.event_number)
        return True

    def _mirror(self, event: Event, call: CallBack) -> None:
        """The hand-over of the event says what the call back says: its next time, or how it ended."""
        if event.hand_off is None:
            return
        ends = {CallBackStatus.DONE: HandOffStatus.DONE, CallBackStatus.UNREACHED: HandOffStatus.MISSED}
        status = HandOffStatus.CONFIRMED if call.status.live else ends.get(call.status, HandOffStatus.CANCELLED)
        event.hand_off = replace(event.hand_off, status=status, starts_at=call.due_at, code=call.code)

    def _tell(self, work: UnitOfWork, call: CallBack, outcome: Outcome, now: datetime) -> None:
        """A line in the thread of the customer, who was not there."""
        if outcome is not Outcome.NO_ANSWER:
            return
        number = self._catalogue.number_of(self._catalogue.lines[call.line])
        facts = {"event": shown(call.event_number), "time": shown_time(call.due_at), "code": call.code, "number": number}
        key = "utter_call_missed_again" if call.status.live else "utter_call_missed_closed"
        tell(work, self._copy, call.conversation_id, f"call/{call.id}/{call.attempts}", Say(key, facts), now)


def tell(work: UnitOfWork, copy: Copy, conversation: str, line_id: str, say: Say, now: datetime) -> bool:
    """Say something that nobody asked for, once, however often this runs; False where it stands already or there is no thread."""
    if not work.threads.exists(conversation):
        return False
    text, buttons = copy.text(say.key, say.facts), copy.buttons(say.key)
    line = Line(line_id, conversation, now, "bot", text, buttons=buttons, card=say.card)
    return work.threads.add(line_in_their_script(work, line, str(say.facts.get("store", ""))))
