"""Everything that is kept of a conversation, in whichever table: to hand out, to erase, and to let go when its time is over.

Which tables hold something is read from the schema: every column that points to a conversation or to an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from helpline.storage import desk_tables as d
from helpline.storage import tables as t

# Rasa's record, which may lie in another database; rasa_ext/tracker_store.py makes it.
rasa_events = sa.table("rasa_events", sa.column("id"), sa.column("conversation_id"), sa.column("at"), sa.column("data"))
_ENDS = {"conversation_id": "conversations.id", "event_number": "events.number"}


def pointing(table: sa.Table, end: str) -> list[sa.Column[Any]]:
    """The columns of a table that name a conversation (`conversation_id`) or an event (`event_number`)."""
    target, own = _ENDS[end], _ENDS[end].split(".")
    named = [c for c in table.columns if c.name == end or any(key.target_fullname == target for key in c.foreign_keys)]
    return [*named, table.c[own[1]]] if table.name == own[0] else named


class Records:
    """What is kept of conversations, over our database and Rasa's."""

    def __init__(self, engine: Engine, rasa: Engine) -> None:
        self._engine = engine
        self._rasa = rasa

    def conversations_of(self, who: dict[str, str]) -> list[str]:
        """The conversations of an event number, a phone, a serial or an account; or the one that is named."""
        e, found = t.events.c, set()
        with self._engine.connect() as connection:
            wheres = {"event": e.number, "serial": e.serial, "account": e.account}
            for name, column in wheres.items():
                if who.get(name):
                    found |= set(connection.execute(sa.select(e.conversation_id).where(column == who[name])).scalars())
            if phone := who.get("phone"):
                found |= set(connection.execute(sa.select(e.conversation_id).where(e.phone == phone)).scalars())
                given = sa.cast(t.drafts.c.state, sa.Text).like(f'%"{phone}"%')
                found |= set(connection.execute(sa.select(t.drafts.c.conversation_id).where(given)).scalars())
            if named := who.get("conversation"):
                found |= set(connection.execute(sa.select(t.conversations.c.id).where(t.conversations.c.id == named)).scalars())
        return sorted(found)

    def everything(self, conversation_id: str) -> dict[str, list[dict[str, Any]]]:
        """All rows of a conversation, by table."""
        with self._engine.connect() as connection:
            numbers = _numbers(connection, [conversation_id])
            found = {
                table.name: [dict(row) for row in connection.execute(sa.select(table).where(where)).mappings()]
                for table, where in _owned([conversation_id], numbers)
            }
        found["rasa_events"] = self._of_rasa(conversation_id)
        return {name: rows for name, rows in found.items() if rows}

    def erase(self, conversation_ids: list[str]) -> tuple[int, list[str]]:
        """Delete all rows; how many there were, and the ids of the pictures whose files are left."""
        with self._engine.begin() as connection:
            numbers = _numbers(connection, conversation_ids)
            c = t.attachments.c
            files = list(connection.execute(sa.select(c.id).where(c.conversation_id.in_(conversation_ids))).scalars())
            gone = sum(connection.execute(table.delete().where(where)).rowcount for table, where in _owned(conversation_ids, numbers))
        if self._has_rasa():
            with self._rasa.begin() as connection:
                gone += connection.execute(sa.delete(rasa_events).where(rasa_events.c.conversation_id.in_(conversation_ids))).rowcount
        return gone, files

    def quiet(self, *, with_event: bool, since: datetime, limit: int) -> list[str]:
        """Conversations in which nothing was said or done since then, with an event or without; none that has an event still open."""
        c, e, line = t.conversations.c, t.events.c, t.lines.c
        spoken = sa.exists().where(line.conversation_id == c.id, line.at >= since)
        has = sa.exists().where(e.conversation_id == c.id)
        alive = sa.exists().where(e.conversation_id == c.id, sa.or_(e.status == "open", e.updated_at >= since))
        query = sa.select(c.id).where(c.opened_at < since, ~spoken, has if with_event else ~has, ~alive).limit(limit)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def old_pictures(self, since: datetime) -> list[str]:
        """Their rows are deleted; their ids, for the files."""
        with self._engine.begin() as connection:
            ids = list(connection.execute(sa.select(t.attachments.c.id).where(t.attachments.c.at < since)).scalars())
            connection.execute(t.attachments.delete().where(t.attachments.c.id.in_(ids)))
        return ids

    def old_traces(self, audit: datetime | None, guesses: datetime, rasa: datetime | None) -> int:
        """Looks at events, guesses at passwords, and Rasa's record."""
        with self._engine.begin() as connection:
            gone = connection.execute(d.tries.delete().where(d.tries.c.at < guesses)).rowcount
            if audit:
                gone += connection.execute(t.audit.delete().where(t.audit.c.at < audit)).rowcount
        if rasa and self._has_rasa():
            with self._rasa.begin() as connection:
                gone += connection.execute(sa.delete(rasa_events).where(rasa_events.c.at < rasa.timestamp())).rowcount
        return int(gone)

    def _of_rasa(self, conversation_id: str) -> list[dict[str, Any]]:
        if not self._has_rasa():
            return []
        query = sa.select(rasa_events).where(rasa_events.c.conversation_id == conversation_id).order_by(rasa_events.c.id)
        with self._rasa.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def _has_rasa(self) -> bool:
        with self._rasa.connect() as connection:
            return bool(sa.inspect(connection).has_table("rasa_events"))


def _numbers(connection: Connection, conversation_ids: Iterable[str]) -> list[str]:
    e = t.events.c
    return list(connection.execute(sa.select(e.number).where(e.conversation_id.in_(list(conversation_ids)))).scalars())


def _owned(conversation_ids: list[str], numbers: list[str]) -> Iterator[tuple[sa.Table, Any]]:
    """Tables that point to others first, so that they can be emptied in this order."""
    for table in reversed(t.metadata.sorted_tables):
        wheres = [column.in_(conversation_ids) for column in pointing(table, "conversation_id")]
        wheres += [column.in_(numbers) for column in pointing(table, "event_number")]
        if wheres:
            yield table, sa.or_(*wheres)
