"""Real services over a SQLite file, and a clock that stands still on a Tuesday morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from helpline.bootstrap import Services, StoppedClock, wire
from helpline.model.times import SHANGHAI
from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.actions.talking import Talk
from tests.content import reading

MORNING = datetime(2026, 11, 24, 10, 15, tzinfo=SHANGHAI)


@pytest.fixture
def clock() -> StoppedClock:
    """Move it by setting its moment."""
    return StoppedClock(MORNING)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Callable[[], SqlUnitOfWork]]:
    """Opens units of work on a new database."""
    engine = make_engine(f"sqlite:///{tmp_path / 'helpline.db'}")
    migrate(engine)
    yield lambda: SqlUnitOfWork(engine)
    engine.dispose()


@pytest.fixture
def services(work: Callable[[], SqlUnitOfWork], clock: StoppedClock) -> Services:
    """As the action server wires them."""
    return wire(reading.catalogue(), work, clock)


@pytest.fixture
def new_talk(services: Services) -> Callable[[], Talk]:
    """Begins another conversation."""
    numbers = count(1)
    return lambda: Talk(services, f"talk-{next(numbers)}")


@pytest.fixture
def talk(new_talk: Callable[[], Talk]) -> Talk:
    """A conversation that has not begun."""
    return new_talk()
