"""What was said in each conversation, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from helpline.model.event import Line
from helpline.storage import tables as t
from helpline.storage.prepared import Prepared

_c = t.lines.c
_LINE = [c for c in t.lines.columns if c.name != "position"]
_mine = _c.conversation_id == sa.bindparam("talk")
_newest = sa.select(_c.text).order_by(_c.position.desc()).limit(sa.bindparam("count"))
_EXISTS = Prepared(sa.select(t.conversations.c.id).where(t.conversations.c.id == sa.bindparam("talk")))
_ADD = Prepared(
    lambda insert: (
        insert(t.lines)
        .values({c.name: sa.bindparam(c.name) for c in _LINE})
        .on_conflict_do_nothing(index_elements=["conversation_id", "id"])
    )
)
_LAST_SAID = Prepared(_newest.where(_mine, _c.who == sa.bindparam("who")))
_LAST_TYPED = Prepared(_newest.where(_mine, _c.who == "customer", _c.payload.is_(None)))
_UNANSWERED = Prepared(sa.select(*_LINE).where(_mine, _c.answered.is_(False)).order_by(_c.position))
_MARK = Prepared(t.lines.update().where(_mine, _c.id == sa.bindparam("line")).values(answered=True))


class SqlThreads:
    """The lines of each conversation, in the order in which they were accepted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, conversation_id: str, at: datetime) -> None:
        """Insert."""
        self._connection.execute(t.conversations.insert().values(id=conversation_id, opened_at=at))

    def exists(self, conversation_id: str) -> bool:
        """By primary key."""
        return _EXISTS(self._connection, talk=conversation_id).one_or_none() is not None

    def add(self, line: Line) -> bool:
        """Insert unless the id is known."""
        return bool(_ADD(self._connection, **{c.name: getattr(line, c.name) for c in _LINE}).rowcount == 1)

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
        return tuple(reversed(_LAST_SAID(self._connection, talk=conversation_id, who=who, count=count).scalars().all()))

    def last_typed(self, conversation_id: str, count: int) -> tuple[str, ...]:
        """By the index, newest first, then turned round."""
        return tuple(reversed(_LAST_TYPED(self._connection, talk=conversation_id, count=count).scalars().all()))

    def unanswered(self, conversation_id: str) -> list[Line]:
        """The customer's, oldest first."""
        return [Line(**row) for row in _UNANSWERED(self._connection, talk=conversation_id).mappings()]

    def mark_answered(self, conversation_id: str, line_ids: Sequence[str]) -> None:
        """An update each: there is hardly ever more than one."""
        for line_id in line_ids:
            _MARK(self._connection, talk=conversation_id, line=line_id)

    def with_buttons(self, conversation_id: str) -> list[Line]:
        """By the index, newest first."""
        c = t.lines.c
        return self._select(c.conversation_id == conversation_id, c.who == "bot", sa.cast(c.buttons, sa.Text) != "[]", newest_first=True)

    def answers_to(self, conversation_id: str, line_id: str) -> list[Line]:
        """By the beginnings of their ids."""
        return self._select(t.lines.c.conversation_id == conversation_id, t.lines.c.id.startswith(f"{line_id}/", autoescape=True))

    def _select(self, *where: Any, newest_first: bool = False) -> list[Line]:
        order = t.lines.c.position.desc() if newest_first else t.lines.c.position
        rows = self._connection.execute(sa.select(*_LINE).where(*where).order_by(order)).mappings()
        return [Line(**row) for row in rows]
