"""How often something was done of late, as rows."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from helpline.storage import tables as t
from helpline.storage.repositories import insert_into


class SqlAllowances:
    """One row for each key and span."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, key: str, until: datetime) -> int:
        """Insert, or add one; then read it in the same transaction."""
        c = t.allowances.c
        insert = insert_into(self._connection, t.allowances).values(key=key, until=until, used=1)
        self._connection.execute(insert.on_conflict_do_update(index_elements=["key", "until"], set_={"used": c.used + 1}))
        return int(self._connection.execute(sa.select(c.used).where(c.key == key, c.until == until)).scalar_one())

    def forget(self, now: datetime) -> None:
        """By index; what another counts on or forgets just now is left to the next time, else the two could wait for each other."""
        c = t.allowances.c
        over = sa.select(c.key, c.until).where(c.until <= now).with_for_update(skip_locked=True)
        self._connection.execute(t.allowances.delete().where(sa.tuple_(c.key, c.until).in_(over)))
