"""Connections to PostgreSQL: each statement is a way to another process, so none is spent where a look at the socket tells as much."""

from __future__ import annotations

import select
import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import URL

# A server whose machine is gone says nothing: the connection is given up within half a minute, and not after two hours.
_NOTICED = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
LOCKED = 15  # seconds in which whoever holds a row must let it go
TRUSTED = 5.0  # seconds after which one that lay idle is asked: a machine in between may have forgotten it in silence


def postgres_engine(url: URL, *, durable: bool, **settings: Any) -> Engine:
    """An engine whose connections are tried before use where there is reason to.

    Without `durable` a commit does not wait for the disk: what was committed in the last moments is lost where the server dies.
    """
    if not durable:
        given = url.query.get("options", "")
        options = " ".join([*((given,) if isinstance(given, str) else given), "-csynchronous_commit=off"])
        url = url.update_query_dict({"options": options.strip()})
    engine = sa.create_engine(url, connect_args=_NOTICED, **settings)
    sa.event.listen(engine, "connect", _on_connect)
    for event in ("connect", "checkin"):
        sa.event.listen(engine, event, _used)
    sa.event.listen(engine, "checkout", _tried)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _on_connect(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCKED}s'")
    connection.commit()


def _begin(connection: Any) -> None:
    # SQLAlchemy's own AUTOCOMMIT costs a statement each time that it is left again.
    if connection.get_execution_options().get("alone"):
        connection.connection.dbapi_connection.autocommit = True


def _used(connection: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()
    if connection is not None and connection.autocommit:
        connection.autocommit = False


def _tried(connection: Any, record: Any, _fairy: Any) -> None:
    if time.monotonic() - record.info.get("used", 0.0) < TRUSTED and _silent(connection):
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        connection.rollback()
    except Exception as error:  # whatever the driver raises: the others are likely gone as well
        raise sa.exc.InvalidatePoolError from error


def _silent(connection: Any) -> bool:
    """Nothing came on it: a server that ends or goes away says so."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)
