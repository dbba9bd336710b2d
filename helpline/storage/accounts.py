"""Accounts and sessions of advisors, and guesses at their passwords."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from helpline.model.desk import Account, Session
from helpline.model.event import Advisor, Role
from helpline.storage import desk_tables as d
from helpline.storage import tables as t


class SqlAccounts:
    """An advisor's row, joined with how they sign in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, number: str) -> Account | None:
        """By primary key."""
        row = self._connection.execute(_ACCOUNTS.where(t.advisors.c.number == number)).mappings().one_or_none()
        return _account(row) if row else None

    def all(self) -> list[Account]:
        """By number."""
        return [_account(row) for row in self._connection.execute(_ACCOUNTS.order_by(t.advisors.c.number)).mappings()]

    def change(self, number: str, **values: Any) -> None:
        """Insert, or update what is named."""
        fresh: dict[str, Any] = {"password_hash": None, "temporary": False, "active": True, "groups": [], "seen_at": None}
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(d.accounts).values(number=number, **{**fresh, **values})
        self._connection.execute(insert.on_conflict_do_update(index_elements=["number"], set_=values))

    def open_session(self, session: Session) -> None:
        """Insert."""
        self._connection.execute(d.sessions.insert().values(**vars(session)))

    def session(self, id_hash: str) -> Session | None:
        """By primary key."""
        row = self._connection.execute(sa.select(d.sessions).where(d.sessions.c.id_hash == id_hash)).mappings().one_or_none()
        return Session(**row) if row else None

    def see(self, session: Session, now: datetime) -> None:
        """Update both rows."""
        self._connection.execute(d.sessions.update().where(d.sessions.c.id_hash == session.id_hash).values(seen_at=now))
        self.change(session.number, seen_at=now)

    def close_session(self, id_hash: str) -> None:
        """Delete."""
        self._connection.execute(d.sessions.delete().where(d.sessions.c.id_hash == id_hash))

    def close_sessions(self, number: str, *, but: str = "") -> None:
        """Delete all but one."""
        self._connection.execute(d.sessions.delete().where(d.sessions.c.number == number, d.sessions.c.id_hash != but))

    def tried(self, key: str, at: datetime) -> None:
        """Insert."""
        self._connection.execute(d.tries.insert().values(key=key, at=at))

    def tries(self, key: str, since: datetime) -> int:
        """Count by index."""
        query = sa.select(sa.func.count()).select_from(d.tries).where(d.tries.c.key == key, d.tries.c.at >= since)
        return int(self._connection.execute(query).scalar_one())

    def forgive(self, key: str) -> None:
        """Delete."""
        self._connection.execute(d.tries.delete().where(d.tries.c.key == key))


_ACCOUNTS = sa.select(
    t.advisors, d.accounts.c.password_hash, d.accounts.c.temporary, d.accounts.c.active, d.accounts.c.groups, d.accounts.c.seen_at
).select_from(t.advisors.outerjoin(d.accounts, d.accounts.c.number == t.advisors.c.number))


def _account(row: Any) -> Account:
    return Account(
        Advisor(row["number"], row["name"], Role(row["role"]), row["token_hash"]),
        password_hash=row["password_hash"],
        temporary=bool(row["temporary"]),
        active=row["active"] is not False,
        groups=tuple(row["groups"] or ()),
        seen_at=row["seen_at"],
    )
