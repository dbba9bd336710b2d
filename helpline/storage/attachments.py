"""Pictures: their rows; the files lie elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from helpline.model.attachment import Attachment
from helpline.storage import tables as t


class SqlAttachments:
    """Pictures by id, and by the line that they came with."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: Attachment) -> None:
        """Insert."""
        self._connection.execute(t.attachments.insert().values(**vars(attachment)))

    def get(self, name: str) -> Attachment | None:
        """By primary key."""
        return next(iter(self._select(t.attachments.c.id == name)), None)

    def of_line(self, conversation_id: str, line_id: str) -> Attachment | None:
        """By the unique line."""
        c = t.attachments.c
        return next(iter(self._select(sa.and_(c.conversation_id == conversation_id, c.line_id == line_id))), None)

    def these(self, names: Sequence[str]) -> list[Attachment]:
        """Those of these ids, the oldest first."""
        return self._select(t.attachments.c.id.in_(list(names)))

    def _select(self, where: Any) -> list[Attachment]:
        rows = self._connection.execute(sa.select(t.attachments).where(where).order_by(t.attachments.c.at)).mappings()
        return [Attachment(**row) for row in rows]
