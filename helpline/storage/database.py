"""The engine, set up for SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from helpline.storage.postgres import postgres_engine
from helpline.storage.writers import WAITED, connections_to

# Parameters are hidden because what a database refuses is logged: they are what customers said.
_ALWAYS: dict[str, Any] = {"future": True, "hide_parameters": True, "pool_size": 5, "max_overflow": 10}


def make_engine(url: str, *, durable: bool = True) -> Engine:
    """An engine for `url`. A SQLite file is made where it is missing, in WAL mode.

    `durable` waits for the disk at each commit; without it a power cut may take the last moments, but harms nothing else.
    """
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return postgres_engine(parsed, durable=durable, **_ALWAYS)
    if parsed.database and parsed.database != ":memory:":
        _make_folder(Path(parsed.database).parent)
    how = {"timeout": WAITED, "check_same_thread": False, "factory": connections_to(parsed.database)}
    engine = sa.create_engine(parsed, connect_args=how, poolclass=sa.pool.QueuePool, **_ALWAYS)
    sa.event.listen(engine, "connect", _on_connect if durable else _on_connect_hastily)
    sa.event.listen(engine, "begin", _begin)
    return engine


def looking(engine: Engine) -> Engine:
    """The same for what writes nothing: on SQLite it waits for no writer."""
    return alone(engine).execution_options(reading=True)


def alone(engine: Engine) -> Engine:
    """The same for statements that each stand for themselves: on PostgreSQL none begins a transaction, or waits for a second one to end it."""
    return engine.execution_options(alone=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = sqlite3.OperationalError(f"unable to open or make {folder}: {error.strerror}")
        raise sa.exc.OperationalError("open", None, said) from error


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_connect_hastily(connection: Any, record: Any) -> None:
    _on_connect(connection, record)
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Any) -> None:
    # A transaction that reads first and writes later would fail when another wrote in between. One that only reads waits for nobody.
    driver = connection.connection.dbapi_connection
    if connection.get_execution_options().get("reading"):
        driver.look_whether_it_is_there()
        connection.exec_driver_sql("BEGIN")
    else:
        driver.begin_writing()
