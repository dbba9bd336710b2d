"""One contract on two databases: a SQLite file, and PostgreSQL where one is reachable, in a schema that is dropped again."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import URL

from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import Work

POSTGRES = os.environ.get("HELPLINE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/test")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    """The server, to make schemas on."""
    url = sa.engine.make_url(POSTGRES)
    engine = sa.create_engine(url.update_query_dict({"connect_timeout": "3"}), future=True)
    try:
        engine.connect().close()
    except sa.exc.OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        pytest.skip(f"no PostgreSQL at {url!r} (HELPLINE_TEST_POSTGRES names another): {reason}")
    yield engine
    engine.dispose()


@pytest.fixture
def schema(postgres: Engine) -> Iterator[URL]:
    """An empty schema of this test, as the address of a database that holds nothing else."""
    name = f"helpline_test_{secrets.token_hex(6)}"
    with postgres.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {name}"))
    yield sa.engine.make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={name}"})
    with postgres.begin() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {name} CASCADE"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database that has no table yet."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'new' / 'helpline.db'}"
    else:
        url = request.getfixturevalue("schema").render_as_string(hide_password=False)
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    """A database of the newest schema."""
    migrate(empty)
    return empty


@pytest.fixture
def work(engine: Engine) -> Work:
    """Opens units of work."""
    return lambda: SqlUnitOfWork(engine)
