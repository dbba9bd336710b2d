"""Statements that are compiled once: SQLAlchemy compiles an INSERT with ON CONFLICT anew each time, which takes longer than running it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import Compiled

_INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def insert_into(connection: Connection, table: sa.Table) -> Any:
    """INSERT of the dialect in use, for its ON CONFLICT."""
    return _INSERTS[connection.dialect.name](table)


class Prepared:
    """One statement for each kind of database; what is given when it is called fills its parameters."""

    def __init__(self, statement: Any) -> None:
        """A statement, or what makes one of the INSERT of the dialect in use."""
        self._make: Callable[[Any], Any] = (lambda _: statement) if isinstance(statement, sa.sql.ClauseElement) else statement
        self._compiled: dict[str, Compiled] = {}

    def __call__(self, connection: Connection, **given: Any) -> Any:
        """Run it."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = self._make(_INSERTS[dialect.name]).compile(dialect=dialect)
        return connection.execute(compiled, given)
