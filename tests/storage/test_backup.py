"""What was backed up comes back as it was, into a database of either kind."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from helpline.storage import backup
from helpline.storage.backup import RestoreRefused
from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate
from tests.storage.filling import fill, rows
from tests.storage.samples import Work, line


@pytest.fixture
def other(tmp_path: Path) -> Engine:
    engine = make_engine(f"sqlite:///{tmp_path}/restored.db")
    migrate(engine)
    yield engine
    engine.dispose()


def test_a_backup_is_the_database_and_the_pictures(engine: Engine, other: Engine, tmp_path: Path):
    fill(engine, "li")
    fill(engine, "wang")
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "a.img").write_bytes(b"picture")
    (uploads / "b.part").write_bytes(b"half")
    file = tmp_path / "all.tar.gz"
    counts = backup.write(engine, file, {"uploads": uploads})
    assert set(counts.values()) == {2}
    assert file.stat().st_mode & 0o077 == 0
    assert backup.read(other, file, {"uploads": tmp_path / "back"}) == counts
    assert rows(other) == rows(engine)
    assert {path.name: path.read_bytes() for path in (tmp_path / "back").iterdir()} == {"a.img": b"picture"}


def test_a_restored_database_counts_on(engine: Engine, empty: Engine, work: Work, tmp_path: Path):
    fill(engine, "li")
    file = tmp_path / "all.tar.gz"
    backup.write(engine, file, {})
    with engine.begin() as connection:
        for table in reversed(backup.metadata.sorted_tables):
            connection.execute(table.delete())
    backup.read(engine, file, {})
    with work() as unit:
        assert unit.threads.add(line("new", conversation_id="li-talk"))
        unit.commit()


def test_it_is_all_or_nothing(engine: Engine, other: Engine, tmp_path: Path):
    fill(engine, "li")
    file = tmp_path / "all.tar.gz"
    backup.write(engine, file, {})
    fill(other, "wang")
    before = rows(other)
    with pytest.raises(RestoreRefused, match="not empty"):
        backup.read(other, file, {})
    assert rows(other) == before


def test_another_schema_and_a_broken_file_are_refused(engine: Engine, other: Engine, tmp_path: Path):
    file = tmp_path / "all.tar.gz"
    backup.write(engine, file, {})
    with other.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(RestoreRefused, match="schema"):
        backup.read(other, file, {})
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(RestoreRefused):
        backup.read(other, file, {})
    with tarfile.open(file, "w:gz"):
        pass
    with pytest.raises(RestoreRefused, match="version"):
        backup.read(other, file, {})
