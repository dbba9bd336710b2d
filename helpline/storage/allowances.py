"""How often something was done of late, as rows."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from helpline.storage import tables as t
from helpline.storage.prepared import Prepared

_COUNT = Prepared(
    sa.text(
        "INSERT INTO allowances (key, until, used) VALUES (:key, :until, 1) "
        "ON CONFLICT (key, until) DO UPDATE SET used = allowances.used + 1 RETURNING used"
    ).bindparams(sa.bindparam("until", type_=t.UtcDateTime()))
)


class SqlAllowances:
    """One row for each key and span."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, key: str, until: datetime) -> int:
        """Insert, or add one."""
        return int(_COUNT(self._connection, key=key, until=until).scalar_one())

    def forget(self, now: datetime) -> None:
        """By index; what another counts on or forgets just now is left to the next time, else the two could wait for each other."""
        c = t.allowances.c
        over = sa.select(c.key, c.until).where(c.until <= now).with_for_update(skip_locked=True)
        self._connection.execute(t.allowances.delete().where(sa.tuple_(c.key, c.until).in_(over)))
