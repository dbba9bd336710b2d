"""Call backs, and the leases of those who see to them, over one connection."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from helpline.model.call_back import CallBack, CallBackStatus
from helpline.storage import tables as t

c = t.call_backs.c
FAR_AHEAD = timedelta(minutes=5)  # clocks of machines differ by less


class SqlCallBacks:
    """Call backs; a unique key keeps an event from having two live ones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, call_back: CallBack) -> CallBack:
        """The one before it ends, then insert."""
        self.close(call_back.event_number, CallBackStatus.CANCELLED)
        done = self._connection.execute(t.call_backs.insert().values(**_row(call_back)))
        return replace(call_back, id=int(done.inserted_primary_key[0]))

    def get(self, call_back_id: int) -> CallBack | None:
        """By primary key."""
        return next(iter(self._select(c.id == call_back_id)), None)

    def of_event(self, event_number: str) -> CallBack | None:
        """By the unique key."""
        return next(iter(self._select(c.event_number == event_number, c.live.is_(True))), None)

    def due(self, now: datetime, skill_group: str | None) -> list[CallBack]:
        """Danger first, then as they joined."""
        mine = () if skill_group is None else (c.skill_group == skill_group,)
        query = (c.live.is_(True), c.status == CallBackStatus.WAITING.value, c.due_at <= now, *mine)
        return self._select(*query, order=(c.rank, c.joined_at, c.id))

    def live(self) -> list[CallBack]:
        """By index."""
        return self._select(c.live.is_(True), order=(c.due_at, c.id))

    def ahead(self, line: str, moment: datetime, joined_at: datetime) -> int:
        """A count."""
        query = sa.select(sa.func.count()).where(c.live.is_(True), c.line == line, c.due_at <= moment, c.joined_at < joined_at)
        return int(self._connection.execute(query).scalar_one())

    def change(self, call_back: CallBack, was: CallBackStatus) -> bool:
        """An update that finds its row only as it was."""
        update = t.call_backs.update().where(c.id == call_back.id, c.status == was.value)
        return bool(self._connection.execute(update.values(**_row(call_back))).rowcount == 1)

    def close(self, event_number: str, status: CallBackStatus) -> bool:
        """One update."""
        update = t.call_backs.update().where(c.event_number == event_number, c.live.is_(True))
        return bool(self._connection.execute(update.values(status=status.value, live=None)).rowcount == 1)

    def _select(self, *where: Any, order: tuple[Any, ...] = ()) -> list[CallBack]:
        rows = self._connection.execute(sa.select(t.call_backs).where(*where).order_by(*order)).mappings()
        return [CallBack(**{**{k: v for k, v in row.items() if k != "live"}, "status": CallBackStatus(row["status"])}) for row in rows]


def _row(call_back: CallBack) -> dict[str, Any]:
    row = {k: v for k, v in asdict(call_back).items() if k != "id"}
    return {**row, "status": call_back.status.value, "live": True if call_back.status.live else None}


class SqlLeases:
    """One row a lease: an update or insert that only one of two can do."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Insert, or update where it is one's own, ran out, or is of a clock that was far ahead."""
        table = t.leases
        insert = (postgresql if self._connection.dialect.name == "postgresql" else sqlite).insert(table)
        values = {"holder": holder, "until": until}
        mine = sa.or_(table.c.holder == holder, table.c.until <= now, table.c.until > until + FAR_AHEAD)
        upsert = insert.values(name=name, **values).on_conflict_do_update(index_elements=["name"], set_=values, where=mine)
        return bool(self._connection.execute(upsert).rowcount == 1)

    def give_up(self, name: str, holder: str) -> None:
        """Delete the row."""
        self._connection.execute(t.leases.delete().where(t.leases.c.name == name, t.leases.c.holder == holder))
