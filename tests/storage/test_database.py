"""The engine as it is set up for SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

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
