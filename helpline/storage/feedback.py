"""What customers think of their contacts, as rows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from helpline.model.feedback import By, Feedback
from helpline.storage import tables as t
from helpline.storage.prepared import insert_into

c = t.feedback.c


class SqlFeedback:
    """One row a contact: the primary key says so."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, feedback: Feedback) -> bool:
        """An insert that leaves what is there."""
        insert = insert_into(self._connection, t.feedback).values(**_row(feedback)).on_conflict_do_nothing()
        return bool(self._connection.execute(insert).rowcount == 1)

    def get(self, contact: str) -> Feedback | None:
        """By primary key."""
        return next(iter(self._select(c.contact == contact)), None)

    def change(self, feedback: Feedback) -> None:
        """One update."""
        self._connection.execute(t.feedback.update().where(c.contact == feedback.contact).values(**_row(feedback)))

    def forget(self, contact: str) -> None:
        """One delete."""
        self._connection.execute(t.feedback.delete().where(c.contact == contact))

    def due(self, now: datetime, limit: int) -> list[Feedback]:
        """By index."""
        return self._select(c.asked_at.is_(None), c.due_at <= now, limit=limit)

    def asked_since(self, moment: datetime) -> list[Feedback]:
        """By index."""
        return self._select(c.asked_at >= moment)

    def _select(self, *where: Any, limit: int | None = None) -> list[Feedback]:
        rows = self._connection.execute(sa.select(t.feedback).where(*where).order_by(c.due_at, c.contact).limit(limit)).mappings()
        return [Feedback(**{**row, "by": By(row["by"])}) for row in rows]


def _row(feedback: Feedback) -> dict[str, Any]:
    return {**asdict(feedback), "by": feedback.by.value}
