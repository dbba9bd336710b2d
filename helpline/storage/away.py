"""A database that is away for a while, told apart from a mistake of ours: what was asked of it may be asked again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from helpline.errors import OutsideUnavailable

# SQLite says in words what it cannot do; "no such column" is none of these, and would be no better the next time.
_OF_SQLITE = ("locked", "readonly", "full", "disk i/o", "unable to open", "is gone", "malformed", "not a database")
_OF_SERVERS = {"OperationalError", "InterfaceError"}  # as every driver names them: PEP 249
_GIVEN_UP = "This connection is closed"  # SQLAlchemy, of a connection that was lost at once each time that it was made


@contextmanager
def told_apart() -> Iterator[None]:
    """What the driver raises because the database is away becomes OutsideUnavailable."""
    try:
        yield
    except Exception as error:
        if not is_away(error):
            raise
        raise unavailable(error) from error


def is_away(error: Exception) -> bool:
    """True where the same would go once the database is well again."""
    if isinstance(error, sa.exc.TimeoutError):  # every connection is taken
        return True
    if isinstance(error, sa.exc.InvalidRequestError):
        return _GIVEN_UP in str(error)
    said = getattr(error, "orig", error)  # the driver's own, where a connection fails as it is set up
    if isinstance(said, sqlite3.Error):
        return any(word in str(said).lower() for word in _OF_SQLITE)
    lost = isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated
    return lost or bool(_OF_SERVERS & {kind.__name__ for kind in type(said).__mro__})


def unavailable(error: Exception) -> OutsideUnavailable:
    """The same in our words."""
    return OutsideUnavailable(f"the database: {reason_of(error)}")


def reason_of(error: Exception) -> str:
    """The first line of what the driver says; no statement, and no parameter."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    return said[0] if said else type(error).__name__
