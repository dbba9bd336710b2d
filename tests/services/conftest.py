"""The use cases over a SQLite file of each test's own, on a Tuesday morning that does not pass."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from helpline.bootstrap import Services, StoppedClock, wire
from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.content import reading
from tests.services.talk import ANSWERS, SCREEN, Talk

NOW = datetime.fromisoformat("2026-11-24T02:15:00+00:00")  # 10:15 in Shanghai


@dataclass
class Floor:
    """What the use cases stand on: they are wired once, the database under them is changed for each test."""

    database: Engine
    clock: StoppedClock

    def work(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.database)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, to be copied: making them takes longer than most tests."""
    file = tmp_path_factory.mktemp("empty") / "helpline.db"
    made = make_engine(f"sqlite:///{file}")
    migrate(made)
    made.dispose()  # the last connection takes the write-ahead log along
    return file


@pytest.fixture(scope="session")
def wired(empty: Path) -> tuple[Floor, Services]:
    floor = Floor(make_engine(f"sqlite:///{empty}"), StoppedClock(NOW))
    return floor, wire(reading.catalogue(), floor.work, floor.clock)


@pytest.fixture
def talk(wired: tuple[Floor, Services], empty: Path, tmp_path: Path) -> Iterator[Talk]:
    """A new conversation, the first at its desk."""
    floor, services = wired
    floor.database, floor.clock.moment = make_engine(f"sqlite:///{shutil.copy(empty, tmp_path)}"), NOW
    yield Talk(services, floor.work, floor.clock)
    floor.database.dispose()


@pytest.fixture
def read_back(talk: Talk) -> Talk:
    """A broken screen, all told, waiting for a yes."""
    talk.say(*SCREEN)
    talk.fill(ANSWERS, until="confirm")
    return talk


@pytest.fixture
def issued(read_back: Talk) -> Talk:
    """The same with its number; the way on is asked."""
    read_back.say("确认", "talk_affirm")
    assert read_back.asking == "service_mode"
    return read_back


@pytest.fixture
def called_back(issued: Talk) -> Talk:
    """The same with a call back tomorrow at half past three."""
    issued.fill(ANSWERS)
    assert issued.keys == ["utter_call_back_confirmed"]
    return issued
