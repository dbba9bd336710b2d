"""What was said in each conversation, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from helpline.model.event import Line
from helpline.storage import tables as t
from helpline.storage.repositories import insert_into


class SqlThreads:
    """The lines of each conversation, in the order in which they were accepted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, conversation_id: str, at: datetime) -> None:
        """Insert."""
        self._connection.execute(t.conversations.insert().values(id=conversation_id, opened_at=at))

    def exists(self, conversation_id: str) -> bool:
        """By primary key."""
        query = sa.select(t.conversations.c.id).where(t.conversations.c.id == conversation_id)
        return self._connection.execute(query).one_or_none() is not None

    def add(self, line: Line) -> bool:
        """Insert unless the id is known."""
        row = {c.name: getattr(line, c.name) for c in t.lines.columns if c.name != "position"}
        insert = insert_into(self._connection, t.lines).values(**row)
        done = self._connection.execute(insert.on_conflict_do_nothing(index_elements=["conversation_id", "id"]))
        return bool(done.rowcount == 1)

    def lines(self, conversation_id: str) -> list[Line]:
        """All, oldest first."""
        return self._select(t.lines.c.conversation_id == conversation_id)

    def position(self, conversation_id: str, line_id: str) -> int:
        """By the unique pair."""
        query = sa.select(t.lines.c.position).where(t.lines.c.conversation_id == conversation_id, t.lines.c.id == line_id)
        return int(self._connection.execute(query).scalar_one_or_none() or 0)

    def after(self, conversation_id: str, position: int) -> list[tuple[int, Line]]:
        """By index, oldest first."""
        query = sa.select(t.lines).where(t.lines.c.conversation_id == conversation_id, t.lines.c.position > position)
        rows = self._connection.execute(query.order_by(t.lines.c.position)).mappings()
        return [(row["position"], Line(**{name: row[name] for name in row if name != "position"})) for row in rows]

    def last_said(self, conversation_id: str, who: str, count: int) -> tuple[str, ...]:
        """By the index, newest first, then turned round."""
        c = t.lines.c
        query = sa.select(c.text).where(c.conversation_id == conversation_id, c.who == who).order_by(c.position.desc()).limit(count)
        return tuple(reversed(self._connection.execute(query).scalars().all()))

    def last_typed(self, conversation_id: str, count: int) -> tuple[str, ...]:
        """By the index, newest first, then turned round."""
        c = t.lines.c
        mine = c.conversation_id == conversation_id, c.who == "customer", c.payload.is_(None)
        query = sa.select(c.text).where(*mine).order_by(c.position.desc()).limit(count)
        return tuple(reversed(self._connection.execute(query).scalars().all()))

    def unanswered(self, conversation_id: str) -> list[Line]:
        """The customer's, oldest first."""
        return self._select(t.lines.c.conversation_id == conversation_id, t.lines.c.answered.is_(False))

    def mark_answered(self, conversation_id: str, line_ids: Sequence[str]) -> None:
        """One update."""
        these = t.lines.update().where(t.lines.c.conversation_id == conversation_id, t.lines.c.id.in_(list(line_ids)))
        self._connection.execute(these.values(answered=True))

    def with_buttons(self, conversation_id: str) -> list[Line]:
        """By the index, newest first."""
        c = t.lines.c
        return self._select(c.conversation_id == conversation_id, c.who == "bot", sa.cast(c.buttons, sa.Text) != "[]", newest_first=True)

    def answers_to(self, conversation_id: str, line_id: str) -> list[Line]:
        """By the beginnings of their ids."""
        return self._select(t.lines.c.conversation_id == conversation_id, t.lines.c.id.startswith(f"{line_id}/", autoescape=True))

    def _select(self, *where: Any, newest_first: bool = False) -> list[Line]:
        columns = [c for c in t.lines.columns if c.name != "position"]
        order = t.lines.c.position.desc() if newest_first else t.lines.c.position
        rows = self._connection.execute(sa.select(*columns).where(*where).order_by(order)).mappings()
        return [Line(**row) for row in rows]
