"""What supervisors watch: queues and staffing, missed call backs, the record, and exports."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from helpline.catalogue.facts import Catalogue
from helpline.catalogue.gaps import years_without_holidays
from helpline.model.desk import Account, AuditLine, Queued
from helpline.model.feedback import By, Opinion, opinion
from helpline.model.times import SHANGHAI
from helpline.ports import Clock, UnitOfWork
from helpline.services.desk.queue import Entry, Queue
from helpline.services.desk.signing_in import only_supervisors

RECORD_AT_MOST, EXPORT_AT_MOST = 200, 10_000
OPINIONS_OF = timedelta(days=30)
_COLUMNS = (
    "number", "group", "label", "topic", "priority", "status", "level", "owner", "created_at", "changed_at", "kind", "due_at", "open_minutes_left",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class GroupView:
    """A skill group at a glance. `oldest` in open minutes."""

    group: str
    waiting: int = 0
    held: int = 0
    late: int = 0
    hazards: int = 0
    chats: int = 0
    oldest: int = 0
    here: list[Account] = field(default_factory=list)


@dataclass(frozen=True)
class StaffView:
    """An advisor at work."""

    account: Account
    here: bool
    holds: int
    chats: int


@dataclass(frozen=True)
class Overview:
    """All of it; `opinions` of the last thirty days, those of chats that needed no advisor apart."""

    groups: list[GroupView]
    staff: list[StaffView]
    missed: list[Entry]
    opinions: dict[str, Opinion]
    no_holidays: list[int] = field(default_factory=list)  # years whose days off nobody entered


class Oversight:
    """For supervisors alone."""

    def __init__(
        self,
        catalogue: Catalogue,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        queue: Queue,
        groups: tuple[str, ...],
        away: timedelta,
    ) -> None:
        self._catalogue = catalogue
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._queue = queue
        self._groups = groups
        self._away = away

    def overview(self, account: Account) -> Overview:
        """Queues, people, and missed call backs."""
        only_supervisors(account)
        now = self._clock.now()
        with self._unit_of_work() as work:
            accounts = [other for other in work.accounts.all() if other.active]
            said = work.feedback.asked_since(now - OPINIONS_OF)
        entries = self._queue.entries(account)
        here = [other for other in accounts if other.seen_at and now - other.seen_at <= self._away]
        groups = {name: GroupView(name, here=[other for other in here if other.serves(name)]) for name in self._groups}
        for entry in entries:
            _count(groups.setdefault(entry.queued.event.skill_group, GroupView(entry.queued.event.skill_group)), entry)
        staff = [
            StaffView(
                other,
                other in here,
                sum(e.queued.work.owner == other.number for e in entries),
                sum(e.queued.chat_owner == other.number for e in entries),
            )
            for other in accounts
        ]
        missed = [entry for entry in entries if entry.call_kind == "call_missed"]
        opinions = {by.value: opinion(one for one in said if one.by is by) for by in By}
        return Overview(list(groups.values()), staff, missed, opinions, years_without_holidays(self._catalogue, now))

    def record(self, account: Account, who: str, subject: str, what: str = "") -> list[AuditLine]:
        """The newest lines of the record."""
        only_supervisors(account)
        with self._unit_of_work() as work:
            return work.works.record(who=who, subject=subject, what=what, limit=RECORD_AT_MOST)

    def export(self, account: Account, what: str) -> str:
        """The newest events or the record as CSV, phones and serials left out. The export is itself on record."""
        only_supervisors(account)
        now = self._clock.now()
        with self._unit_of_work() as work:
            lines = work.works.record(who="", subject="", limit=EXPORT_AT_MOST) if what == "audit" else []
            work.audit.record(now, account.number, "exported", what)
            work.commit()
        if what == "audit":
            rows = [[line.at.astimezone(SHANGHAI).isoformat(), line.who, line.what, line.subject] for line in lines]
            return _csv([["at", "who", "what", "subject"], *rows])
        with self._unit_of_work() as work:
            found = work.works.newest_events(EXPORT_AT_MOST)
        waiting = {entry.queued.event.number: entry for entry in self._queue.entries(account)}
        return _csv([list(_COLUMNS), *(_row(queued, waiting.get(queued.event.number)) for queued in found)])


def _count(view: GroupView, entry: Entry) -> None:
    view.held += entry.queued.work.owner is not None
    view.waiting += entry.queued.work.owner is None
    view.late += entry.late
    view.hazards += entry.kind == "hazard"
    view.chats += entry.kind == "chat"
    view.oldest = max(view.oldest, entry.age)


def _row(queued: Queued, entry: Entry | None) -> list[str]:
    """`entry` is there while it waits in the queue: what is over is not due any more."""
    event, case = queued.event, queued.work
    words = [event.number, event.skill_group, event.label.value, event.topic, event.priority.value, event.status.value, case.level.value]
    times = [moment.astimezone(SHANGHAI).isoformat() for moment in (event.created_at, event.updated_at)]
    due = [entry.kind, entry.due_at.astimezone(SHANGHAI).isoformat(), str(entry.left)] if entry else ["", "", ""]
    return [*words, case.owner or "", *times, *due]


def _csv(rows: list[list[str]]) -> str:
    """With the mark by which spreadsheets know UTF-8, and without cells that they would run."""
    out = io.StringIO()
    csv.writer(out).writerows(
        [[f"'{cell}" if cell.startswith(_FORMULA) and not cell[1:].isdigit() else cell for cell in row] for row in rows]
    )
    return "\ufeff" + out.getvalue()
