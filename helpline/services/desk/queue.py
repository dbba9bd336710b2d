"""What waits for an advisor, in the order in which it should be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue
from helpline.model import business_time
from helpline.model.call_back import CallBack
from helpline.model.desk import LADDER, Account, Queued
from helpline.model.event import HandOffStatus, Mode, Priority
from helpline.ports import Clock, UnitOfWork
from helpline.services.desk.calling import kind_of
from helpline.services.desk.casework import Speak
from helpline.services.desk.takeover import hand_back
from helpline.services.handover.call_backs import put_back

AT_MOST = 500


@dataclass(frozen=True)
class Entry:
    """One event in the queue. `kind` says why it stands where it does; times are open minutes of its line."""

    queued: Queued
    kind: str
    age: int
    due_at: datetime
    left: int
    mine: bool
    may_claim: bool
    call: CallBack | None = None
    call_kind: str = ""

    @property
    def late(self) -> bool:
        """True where its time has passed."""
        return self.left < 0


class Queue:
    """Reads the open events for an advisor, and takes back what a dropped one held."""

    def __init__(self, catalogue: Catalogue, unit_of_work: Callable[[], UnitOfWork], clock: Clock, away_after: timedelta) -> None:
        self._catalogue = catalogue
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._away_after = away_after

    def entries(self, account: Account, group: str = "") -> list[Entry]:
        """Those of the advisor's groups, or of one group: hazards first, then chats, call backs, and what is due soonest."""
        now = self._clock.now()
        with self._unit_of_work() as work:
            waiting = work.works.open_events(AT_MOST)
            calls = {call.event_number: call for call in work.call_backs.live()}
        mine = [queued for queued in waiting if account.serves(queued.event.skill_group)]
        made = [self._entry(queued, calls.get(queued.event.number), account, now) for queued in mine]
        return sorted((e for e in made if group in ("", e.queued.event.skill_group)), key=_rank)

    def _entry(self, queued: Queued, call: CallBack | None, account: Account, now: datetime) -> Entry:
        """One event with its clocks."""
        event, case = queued.event, queued.work
        hours = self._catalogue.line_of(event.label).hours
        due_at = call.due_at if call else case.due_at or self._due(queued)
        call_kind = kind_of(call, now, self._catalogue.bookings.call_backs.unclaimed) if call else ""
        late = due_at < now
        left = -business_time.minutes_between(hours, due_at, now) if late else business_time.minutes_between(hours, now, due_at)
        reach = LADDER.index(account.role)
        free = case.owner is None or (case.offered_to is not None and reach >= LADDER.index(case.offered_to))
        return Entry(
            queued,
            _kind(queued, call_kind),
            age=business_time.minutes_between(hours, case.queued_at, now),
            due_at=due_at,
            left=min(left, -1) if late else left,
            mine=case.owner == account.number,
            may_claim=free and case.owner != account.number and reach >= LADDER.index(case.level),
            call=call,
            call_kind=call_kind,
        )

    def sweep(self, speak: Speak) -> list[str]:
        """Put back what advisors hold who have been away too long; their customers in a chat are told."""
        now = self._clock.now()
        given_back = []
        with self._unit_of_work() as work:
            here = {a.number for a in work.accounts.all() if a.active and a.seen_at and now - a.seen_at <= self._away_after}
            for queued in work.works.open_events(AT_MOST):
                owner = queued.work.owner
                promised = queued.work.due_at is not None and queued.chat_owner is None  # theirs until then, there or not
                fresh = queued.work.claimed_at is not None and now - queued.work.claimed_at <= self._away_after
                if owner is None or owner in here or promised or fresh:
                    continue
                event, case = queued.event, work.works.get(queued.event)
                if queued.chat_owner == owner:
                    hand_back(work, event, speak("dropped", advisor=owner), self._clock)
                case.owner, case.claimed_at, case.due_at = None, None, None
                work.works.save(case)
                put_back(work, event)
                event.note(now, "desk:dropped", owner)
                work.events.update(event)
                work.audit.record(now, owner, "event_dropped", event.number)
                given_back.append(event.number)
            work.commit()
        return given_back

    def _due(self, queued: Queued) -> datetime:
        """From when it came, or was last worked on."""
        event, since = queued.event, max(queued.event.created_at, queued.last_note or queued.event.created_at)
        return business_time.after(self._catalogue.line_of(event.label).hours, since, self._catalogue.desk.due_minutes[event.priority])


def _kind(queued: Queued, call_kind: str) -> str:
    hand_off = queued.event.hand_off
    if queued.event.priority is Priority.HAZARD:
        return "hazard"
    if queued.chat_owner or (hand_off and hand_off.mode is Mode.CHAT and hand_off.status is HandOffStatus.PENDING):
        return "chat"
    return call_kind or "waiting"


# Who waits in a chat and who is to be called now stand in one row, as they joined.
_ORDER = {"hazard": 0, "chat": 1, "call_missed": 1, "call_due": 1, "waiting": 2, "calling": 3, "call_later": 4}


def _rank(entry: Entry) -> tuple[int, int, datetime, str]:
    event, place = entry.queued.event, _ORDER[entry.kind]
    joined = entry.call.joined_at if entry.call else entry.queued.work.queued_at
    return place, event.priority.rank, joined if place == 1 else entry.due_at, event.number
