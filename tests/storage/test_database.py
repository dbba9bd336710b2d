"""The engine as it is set up for SQLite."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from helpline.settings import ROOT
from helpline.storage import writers
from helpline.storage.database import make_engine


def test_a_sqlite_file_is_made_with_its_folder_and_keeps_a_log_ahead(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/deep/down/helpline.db")
    with engine.connect() as connection:
        modes = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "foreign_keys")}
    engine.dispose()
    assert modes == {"journal_mode": "wal", "foreign_keys": 1}
    assert (tmp_path / "deep" / "down" / "helpline.db").exists()


def test_making_an_engine_connects_to_nothing() -> None:
    engine = make_engine("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(sa.exc.OperationalError):
        engine.connect()


def test_writers_of_one_process_and_of_two_wait_about_equally_long(tmp_path: Path) -> None:
    """Each write holds the file for some milliseconds, and all ask again at once: SQLite's own waiting left one out for a second and more."""
    url = f"sqlite:///{tmp_path}/helpline.db"
    with make_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE counted (who TEXT)")
    others = subprocess.Popen([sys.executable, "-c", _WRITING, url, "theirs"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert others.stdout is not None
    others.stdout.readline()  # it is there
    longest = write_for(url, "ours", seconds=2.0)
    theirs = float(others.communicate(timeout=20)[0])
    with make_engine(url).connect() as connection:
        written = dict(connection.exec_driver_sql("SELECT who, count(*) FROM counted GROUP BY who").all())
    assert max(longest, theirs) < 1.0  # of two seconds in which all write
    assert min(written.values()) > 0.2 * max(written.values())


def write_for(url: str, who: str, seconds: float) -> float:
    """Three threads that write again and again; the longest time that one waited for its turn."""
    engine, waits, until = make_engine(url), [], time.monotonic() + seconds

    def write() -> None:
        while time.monotonic() < until:
            asked = time.monotonic()
            with engine.begin() as connection:
                waits.append(time.monotonic() - asked)
                connection.exec_driver_sql("INSERT INTO counted VALUES (?)", (who,))
                time.sleep(0.002)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return max(waits)


_WRITING = """
import sys
from tests.storage.test_database import write_for
print("here", flush=True)
print(write_for(sys.argv[1], sys.argv[2], 2.0))
"""


def test_a_writer_that_fails_or_is_refused_lets_the_next_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/helpline.db"
    engine = make_engine(url)
    with pytest.raises(sa.exc.OperationalError), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO nothing VALUES (1)")
    monkeypatch.setattr(writers, "WAITED", 0.2)
    alien = sqlite3.connect(tmp_path / "helpline.db", isolation_level=None)
    alien.execute("BEGIN IMMEDIATE")
    with pytest.raises(sa.exc.OperationalError, match="locked"), engine.begin():
        pass
    alien.execute("COMMIT")
    holding = engine.connect()
    holding.begin()
    with pytest.raises(sa.exc.OperationalError, match="locked"), engine.begin():
        pass
    holding.close()
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE now (it TEXT)")


def test_who_reads_waits_for_no_writer(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/helpline.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE counted (who TEXT)")
    with engine.begin() as writing:
        writing.exec_driver_sql("INSERT INTO counted VALUES ('somebody')")
        with engine.execution_options(reading=True).begin() as reading:
            assert reading.exec_driver_sql("SELECT count(*) FROM counted").scalar_one() == 0
