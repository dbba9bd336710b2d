"""Migrations: from nothing to the tables that the code knows, and back."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from helpline.storage import migrate as migrating
from helpline.storage.migrate import migrate
from helpline.storage.tables import metadata
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NUMBER, event

TABLES = {*metadata.tables, "alembic_version"}


def config() -> Config:
    found = Config()
    found.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    return found


def downgrade(engine: Engine) -> None:
    settings = config()
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")


def tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names())


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))


def test_an_empty_database_gets_every_table(empty: Engine) -> None:
    assert tables(empty) == set()
    migrate(empty)
    assert tables(empty) == TABLES


def test_the_schema_is_that_of_the_tables(engine: Engine) -> None:
    assert differences(engine) == []


def test_a_missing_migration_would_be_seen(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE audit ADD COLUMN why VARCHAR(10)"))
        connection.execute(sa.text("DROP TABLE leases"))
    assert len(differences(engine)) == 2


def test_migrating_again_changes_and_loses_nothing(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        unit.events.add(event())
        unit.commit()
    migrate(engine)
    assert differences(engine) == []
    with SqlUnitOfWork(engine) as unit:
        assert unit.events.get(NUMBER) == event()


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    downgrade(engine)
    assert tables(engine) == {"alembic_version"}
    migrate(engine)
    assert tables(engine) == TABLES and differences(engine) == []


def test_the_migrations_are_one_line_without_forks() -> None:
    script = ScriptDirectory.from_config(config())
    assert len(script.get_heads()) == 1 and len(script.get_bases()) == 1
