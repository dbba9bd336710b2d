"""What `helpline doctor` asks of databases and disks."""

from __future__ import annotations

import shutil
import time
from datetime import datetime, timezone
from pathlib import Path

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from helpline.storage import tables as t
from helpline.storage.away import reason_of
from helpline.storage.database import make_engine


def reached(url: str) -> str:
    """Empty where the database answers, else why not, without its password."""
    try:
        engine = make_engine(url)
        try:
            with engine.connect() as connection:
                connection.execute(sa.text("SELECT 1"))
        finally:
            engine.dispose()
    except (sa.exc.SQLAlchemyError, OSError, ImportError) as error:
        return reason_of(error)
    return ""


def schema_of(url: str) -> tuple[str, str]:
    """The version of its schema, and the one that this release needs."""
    wanted = ScriptDirectory(str(Path(__file__).parent / "migrations")).get_current_head() or ""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or "", wanted
    finally:
        engine.dispose()


def time_of(url: str) -> float:
    """The moment by the database's clock; SQLite has ours."""
    engine = make_engine(url)
    try:
        if engine.dialect.name != "postgresql":
            return time.time()
        with engine.connect() as connection:
            return float(connection.execute(sa.text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())
    finally:
        engine.dispose()


def free_bytes(folder: Path) -> int:
    """Room on the disk of a folder."""
    return shutil.disk_usage(folder).free


def standing(engine: sa.engine.Engine) -> dict[str, dict[str, int]]:
    """How many events are open, call backs waited for, and visits booked, by group or place."""
    e, c, s = t.events.c, t.call_backs.c, t.seats.c
    count = sa.func.count()
    queries = {
        "events_open": sa.select(e.skill_group, count).where(e.status == "open").group_by(e.skill_group),
        "call_backs_waiting": sa.select(c.skill_group, count).where(c.live.is_(True)).group_by(c.skill_group),
        "bookings_ahead": sa.select(s.resource, count)
        .where(s.state == "booked", s.starts_at > datetime.now(timezone.utc), s.resource.like("store:%"))
        .group_by(s.resource),
    }
    with engine.execution_options(reading=True).connect() as connection:
        return {name: {str(group): int(number) for group, number in connection.execute(query)} for name, query in queries.items()}
