"""Who works on which event, the queue, notes, links and taken-over chats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from helpline.model.desk import AuditLine, Note, Queued, Work
from helpline.model.event import Event, EventStatus, Role
from helpline.storage import desk_tables as d
from helpline.storage import tables as t
from helpline.storage.prepared import Prepared
from helpline.storage.repositories import _event

_CHAT_OWNER = Prepared(sa.select(d.takeovers.c.owner).where(d.takeovers.c.conversation_id == sa.bindparam("talk")).with_for_update())


class SqlWorks:
    """The work on events. One UPDATE with its condition decides between two who want the same."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, event: Event) -> Work:
        """The row, made where it is missing, locked until the transaction ends."""
        fresh = Work(event.number, queued_at=event.created_at)
        self._connection.execute(self._insert(d.works).values(**_work_row(fresh)).on_conflict_do_nothing())
        row = self._connection.execute(sa.select(d.works).where(d.works.c.event_number == event.number).with_for_update())
        return _work(row.mappings().one())

    def save(self, work: Work) -> None:
        """Update all columns."""
        row = _work_row(work)
        self._connection.execute(d.works.update().where(d.works.c.event_number == work.event_number).values(**row))

    def claim(self, event_number: str, who: str, at: datetime, instead_of: str | None) -> bool:
        """Update where the owner is still the one that was seen."""
        c = d.works.c
        owned = c.owner.is_(None) if instead_of is None else c.owner == instead_of
        update = d.works.update().where(c.event_number == event_number, owned).values(owner=who, claimed_at=at, offered_to=None)
        return bool(self._connection.execute(update).rowcount == 1)

    def open_events(self, limit: int) -> list[Queued]:
        """All open ones with who works on them, the oldest first."""
        return self._queued(t.events.c.status == EventStatus.OPEN.value, order=t.events.c.created_at, limit=limit)

    def newest_events(self, limit: int) -> list[Queued]:
        """By index."""
        return self._queued(order=t.events.c.created_at.desc(), limit=limit)

    def _queued(self, *where: Any, order: Any, limit: int) -> list[Queued]:
        last = sa.select(d.notes.c.event_number, sa.func.max(d.notes.c.at).label("last_note")).group_by(d.notes.c.event_number).subquery()
        joined = (
            t.events.outerjoin(d.works, d.works.c.event_number == t.events.c.number)
            .outerjoin(d.takeovers, d.takeovers.c.conversation_id == t.events.c.conversation_id)
            .outerjoin(last, last.c.event_number == t.events.c.number)
        )
        columns = [c for c in d.works.columns if c.name != "event_number"]
        query = sa.select(t.events, *columns, d.takeovers.c.owner.label("chat_owner"), last.c.last_note).select_from(joined)
        rows = self._connection.execute(query.where(*where).order_by(order).limit(limit)).mappings()
        return [_queued(row) for row in rows]

    def add_note(self, note: Note) -> bool:
        """Insert unless the id is known."""
        done = self._connection.execute(self._insert(d.notes).values(**vars(note)).on_conflict_do_nothing(index_elements=["id"]))
        return bool(done.rowcount == 1)

    def notes(self, event_number: str) -> list[Note]:
        """The oldest first."""
        columns = [c for c in d.notes.columns if c.name != "position"]
        query = sa.select(*columns).where(d.notes.c.event_number == event_number).order_by(d.notes.c.position)
        return [Note(**row) for row in self._connection.execute(query).mappings()]

    def link(self, one: str, other: str) -> None:
        """Insert once, whichever is named first."""
        first, second = sorted((one, other))
        self._connection.execute(self._insert(d.links).values(one=first, other=second).on_conflict_do_nothing())

    def unlink(self, one: str, other: str) -> None:
        """Delete."""
        first, second = sorted((one, other))
        self._connection.execute(d.links.delete().where(d.links.c.one == first, d.links.c.other == second))

    def linked(self, number: str) -> list[str]:
        """From either side."""
        c = d.links.c
        rows = self._connection.execute(sa.select(c.one, c.other).where(sa.or_(c.one == number, c.other == number)))
        return sorted(other if one == number else one for one, other in rows)

    def issued(self, numbers: Sequence[str]) -> list[str]:
        """One query."""
        rows = self._connection.execute(sa.select(t.events.c.number).where(t.events.c.number.in_(list(numbers))))
        return sorted(row[0] for row in rows)

    def with_phone_tail(self, digits: str, limit: int) -> list[Event]:
        """The newest first."""
        c = t.events.c
        query = sa.select(t.events).where(c.phone.like(f"%{digits}")).order_by(c.created_at.desc()).limit(limit)
        return [_event(row) for row in self._connection.execute(query).mappings()]

    def chat_owner(self, conversation_id: str) -> str | None:
        """By primary key, locked until the transaction ends."""
        found = _CHAT_OWNER(self._connection, talk=conversation_id).scalar_one_or_none()
        return str(found) if found is not None else None

    def take_chat(self, conversation_id: str, who: str, at: datetime) -> bool:
        """Insert; the primary key lets one at most."""
        row = {"conversation_id": conversation_id, "owner": who, "since": at, "held": []}
        return bool(self._connection.execute(self._insert(d.takeovers).values(**row).on_conflict_do_nothing()).rowcount == 1)

    def hold(self, conversation_id: str, messages: list[dict[str, Any]]) -> None:
        """Replace: the newest question is the one that waits."""
        this = d.takeovers.update().where(d.takeovers.c.conversation_id == conversation_id)
        self._connection.execute(this.values(held=messages))

    def leave_chat(self, conversation_id: str) -> list[dict[str, Any]]:
        """Delete; what was held."""
        c = d.takeovers.c
        held = self._connection.execute(sa.select(c.held).where(c.conversation_id == conversation_id)).scalar_one_or_none()
        self._connection.execute(d.takeovers.delete().where(c.conversation_id == conversation_id))
        return list(held or [])

    def record(self, *, who: str, subject: str, limit: int, what: str = "") -> list[AuditLine]:
        """The newest first."""
        c = t.audit.c
        query = sa.select(c.at, c.who, c.what, c.subject).order_by(c.id.desc()).limit(limit)
        for column, wanted in ((c.who, who), (c.subject, subject), (c.what, what)):
            query = query.where(column == wanted) if wanted else query
        return [AuditLine(*row) for row in self._connection.execute(query)]

    def _insert(self, table: sa.Table) -> Any:
        return (postgresql if self._connection.dialect.name == "postgresql" else sqlite).insert(table)


def _work_row(work: Work) -> dict[str, Any]:
    offered = work.offered_to.value if work.offered_to else None
    return {**vars(work), "level": work.level.value, "offered_to": offered}


def _work(row: Any) -> Work:
    offered = row["offered_to"]
    return Work(
        row["event_number"],
        queued_at=row["queued_at"],
        owner=row["owner"],
        claimed_at=row["claimed_at"],
        level=Role(row["level"]),
        offered_to=Role(offered) if offered else None,
        due_at=row["due_at"],
        bounces=row["bounces"],
    )


def _queued(row: Any) -> Queued:
    event = _event(row)
    work = _work({**row, "event_number": event.number}) if row["level"] else Work(event.number, queued_at=event.created_at)
    return Queued(event, work, row["chat_owner"], row["last_note"])
