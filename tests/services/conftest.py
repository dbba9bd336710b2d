"""The use cases over a SQLite file that is emptied for each test, on a Tuesday morning that does not pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy.engine import Engine

from helpline.bootstrap import Services, StoppedClock, wire
from helpline.errors import OutsideUnavailable
from helpline.model.registry import RegisteredDevice
from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate
from helpline.storage.tables import metadata
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.content import reading
from tests.services.talk import ANSWERS, SCREEN, Talk

NOW = datetime.fromisoformat("2026-11-24T02:15:00+00:00")  # 10:15 in Shanghai


@dataclass
class Shelf:
    """A registry in memory; `away` while it does not answer."""

    devices: dict[str, RegisteredDevice] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    away: bool = False

    def find(self, serial_or_imei: str) -> RegisteredDevice | None:
        self.asked.append(serial_or_imei)
        if self.away:
            raise OutsideUnavailable("the registry is away")
        return self.devices.get(serial_or_imei)


@dataclass
class Floor:
    """What the use cases stand on. They are wired once: building the names of all devices and places takes a while."""

    database: Engine
    clock: StoppedClock
    registry: Shelf = field(default_factory=Shelf)

    def work(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.database)


@pytest.fixture(scope="session")
def wired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Floor, Services]]:
    floor = Floor(make_engine(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'helpline.db'}"), StoppedClock(NOW))
    migrate(floor.database)
    yield floor, wire(reading.catalogue(), floor.work, floor.clock, floor.registry)
    floor.database.dispose()


@pytest.fixture
def talk(wired: tuple[Floor, Services]) -> Talk:
    """A new conversation, the first at its desk."""
    floor, services = wired
    floor.clock.moment = NOW
    floor.registry.__init__()  # type: ignore[misc]  # empty again
    with floor.database.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return Talk(services, floor.work, floor.clock)


@pytest.fixture
def shelf(wired: tuple[Floor, Services], talk: Talk) -> Shelf:
    """The registry behind the conversation, to be filled."""
    return wired[0].registry


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
