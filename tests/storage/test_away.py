"""A database that is away is told apart from a mistake of ours, and a file that was deleted is not written to in vain."""

from __future__ import annotations

import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from helpline.errors import OutsideUnavailable
from helpline.storage import writers
from helpline.storage.database import looking, make_engine
from helpline.storage.migrate import migrate
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW, Work


@pytest.fixture
def file(tmp_path: Path) -> Path:
    migrate(make_engine(f"sqlite:///{tmp_path}/helpline.db"))
    return tmp_path / "helpline.db"


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutsideUnavailable, match="the database: .*refused"), SqlUnitOfWork(make_engine("postgresql://x@127.0.0.1:1/x")):
        pass


def test_a_file_that_another_program_holds_or_that_nobody_may_write(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "WAITED", 0.2)
    engine = make_engine(f"sqlite:///{file}")
    alien = sqlite3.connect(file, isolation_level=None)
    alien.execute("BEGIN IMMEDIATE")
    with pytest.raises(OutsideUnavailable, match="locked"), SqlUnitOfWork(engine):
        pass
    alien.execute("COMMIT")
    for pragma, reason in (("query_only = ON", "readonly"), ("max_page_count = 1", "full")):
        with pytest.raises(OutsideUnavailable, match=reason):
            write_much(make_engine(f"sqlite:///{file}"), pragma)


def write_an_orphan(engine: sa.engine.Engine) -> None:
    """What is refused only at the commit."""
    with SqlUnitOfWork(engine) as work:
        work._connection.exec_driver_sql("INSERT INTO child VALUES ('nobody')")
        work.commit()


def write_much(engine: sa.engine.Engine, pragma: str) -> None:
    """More than there is room for, over a connection of this kind."""
    with SqlUnitOfWork(engine) as work:
        work._connection.exec_driver_sql(f"PRAGMA {pragma}")
        for number in range(2_000):
            work.threads.open(f"{number:0200}", NOW)


def test_a_commit_that_fails_leaves_the_file_to_the_next(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk may be full only then; the transaction was left open, and every writer after it waited in vain."""
    monkeypatch.setattr(writers, "WAITED", 0.5)
    engine = make_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE child (of TEXT REFERENCES conversations (id) DEFERRABLE INITIALLY DEFERRED)")
    for _ in range(2):
        with pytest.raises(sa.exc.IntegrityError):
            write_an_orphan(engine)
    with SqlUnitOfWork(engine) as work:
        work.threads.open("c", NOW)
        work.commit()


def test_a_mistake_of_ours_stays_one(file: Path) -> None:
    with pytest.raises(sa.exc.OperationalError, match="no such table"), SqlUnitOfWork(make_engine(f"sqlite:///{file}")) as work:
        work._connection.exec_driver_sql("SELECT * FROM nowhere")


@pytest.mark.parametrize("reading", [False, True])
def test_a_file_that_was_deleted_or_replaced_under_way_is_missed_and_what_was_put_back_is_used(file: Path, reading: bool) -> None:
    engine = make_engine(f"sqlite:///{file}")
    used = looking(engine) if reading else engine
    with SqlUnitOfWork(engine) as work:
        work.threads.open("c", NOW)
        work.commit()
    away = file.rename(file.with_name("elsewhere"))
    for _ in range(2):
        with pytest.raises(OutsideUnavailable, match="is gone"), SqlUnitOfWork(used):
            pass
    assert not file.exists()  # an empty one would look like a fresh start
    away.rename(file)
    with SqlUnitOfWork(used) as work:
        assert work.threads.exists("c")


def test_allowances_that_are_over_are_forgotten_by_two_at_once(work: Work) -> None:
    """Two that delete the same rows in another order would wait for each other."""
    with work() as unit:
        for number in range(20):
            unit.allowances.count(f"k{number}", NOW)
        unit.commit()
    first, done = work(), threading.Event()

    def second() -> None:
        with work() as other:
            other.allowances.forget(NOW)
            other.commit()
        done.set()

    with first as unit:
        unit.allowances.count("k19", NOW)
        thread = threading.Thread(target=second)
        thread.start()
        done.wait(0.5)
        unit.allowances.forget(NOW)
        unit.commit()
    thread.join(5)
    assert done.is_set()
    with work() as unit:
        assert unit.allowances.count("k0", NOW) == unit.allowances.count("k19", NOW) == 1


def test_a_lease_of_a_clock_that_was_a_day_ahead_is_none(work: Work) -> None:
    with work() as unit:
        ahead = NOW + timedelta(days=1)
        assert unit.leases.take("chores", "killed", ahead, ahead + timedelta(minutes=1))
        assert unit.leases.take("chores", "new", NOW, NOW + timedelta(minutes=1))
        assert not unit.leases.take("chores", "third", NOW + timedelta(seconds=30), NOW + timedelta(seconds=90))
        unit.commit()
