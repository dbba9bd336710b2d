"""Connections to PostgreSQL: no statement is spent on trying them, and one that was cut is noticed all the same."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import URL

from helpline.storage import postgres as connections
from helpline.storage.database import alone, looking, make_engine


@pytest.fixture
def engine(postgres: Engine, schema: URL) -> Any:
    made = make_engine(schema.update_query_dict({"application_name": "helpline-tried"}).render_as_string(hide_password=False))
    yield made
    made.dispose()


def cut(postgres: Engine) -> None:
    """The server ends all connections of the engine, and has said so when this returns."""
    ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'helpline-tried'"
    with postgres.connect() as other:
        assert all(other.execute(sa.text(ended)).scalars())


def ask(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one())


def test_a_connection_that_was_cut_is_replaced_before_it_is_used(engine: Engine, postgres: Engine) -> None:
    first = ask(engine)
    assert ask(engine) == first
    cut(postgres)
    assert ask(engine) != first


def test_all_that_lay_idle_are_replaced_with_it(engine: Engine, postgres: Engine) -> None:
    both = [engine.connect(), engine.connect()]
    for connection in both:
        connection.close()
    cut(postgres)
    with engine.connect() as one, engine.connect() as other:
        assert one.execute(sa.text("SELECT 1")).scalar_one() == other.execute(sa.text("SELECT 1")).scalar_one() == 1


def test_one_that_lay_idle_for_long_is_asked(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    first, looked = ask(engine), []
    monkeypatch.setattr(connections, "_silent", lambda _: looked.append(1) or True)
    assert ask(engine) == first
    assert looked == [1]  # no reason to ask
    monkeypatch.setattr(connections, "TRUSTED", 0.0)
    assert ask(engine) == first
    assert looked == [1]  # it was asked without a look


def test_only_what_may_be_lost_does_not_wait_for_the_disk(engine: Engine, schema: URL) -> None:
    query = sa.text("SELECT current_setting('synchronous_commit'), current_schema()")
    hasty = make_engine(schema.render_as_string(hide_password=False), durable=False)
    found = []
    for one in (engine, looking(engine), alone(engine), hasty):
        with one.connect() as connection:
            found.append(tuple(connection.execute(query).one()))
    hasty.dispose()
    own = schema.query["options"].split("=")[1]
    assert found == [("on", own)] * 3 + [("off", own)]
    with engine.connect() as connection:  # what stands for itself leaves nothing behind: the next begins a transaction again
        connection.execute(sa.text("CREATE TABLE undone (id integer)"))
        connection.rollback()
        assert not sa.inspect(connection).has_table("undone")
