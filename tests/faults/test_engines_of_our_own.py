"""PostgreSQL, Redis and RabbitMQ are really killed, started again and frozen, and connections between the parts hang, while customers write.

Each sends every line twice at once, and older ones again; an advisor notes on their events. At the end both ends are counted.
HELPLINE_LONG_FAULTS=1 tries what takes minutes: the broker away for one, and hangs that are longer than anybody waits.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from helpline.web.door import PATIENCE
from tests.faults.customers import Customer, count_both_ends, crowd
from tests.faults.engines import Engine, Postgres, RabbitMQ, Redis
from tests.faults.many import Many

pytestmark = pytest.mark.journey
QUEUE = "helpline_own"
A_LOOK_MORE = 5.0  # seconds beside the door's patience: its last look, and a machine that is busy
Trouble = Callable[["Place"], Awaitable[None]]


class Place:
    """The engines, and one of each part over them."""

    def __init__(self, folder: Path) -> None:
        self.postgres, self.redis, self.broker = (kind(folder) for kind in (Postgres, Redis, RabbitMQ))
        self.engines: tuple[Engine, ...] = (self.postgres, self.redis, self.broker)
        self.many: Many

    def start(self, folder: Path) -> None:
        for engine in self.engines:
            engine.start()
        folder.mkdir()
        self.many = Many(folder, self.postgres.url, self.redis.url, f"{self.broker.url}/?queue={QUEUE}", each=1, direct=True)
        self.many.start()
        self.database = sa.create_engine(self.postgres.url, future=True, pool_pre_ping=True)

    def play(self, trouble: Trouble) -> list[Customer]:
        """Customers all the while, and then the count."""
        customers, advisor = asyncio.run(crowd(self.many, trouble(self), repeats=True))  # type: ignore[arg-type]
        count_both_ends(self.database, "public", customers, advisor)
        assert max(customer.slowest for customer in customers) < PATIENCE + A_LOOK_MORE
        return customers


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    # Not within pytest's own folder: PostgreSQL has another user, and every run of pytest locks others out there.
    folder = Path(tempfile.mkdtemp(prefix="helpline-engines-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    folder.chmod(0o755)
    made = Place(folder)
    try:
        made.start(folder / "parts")
        yield made
    finally:
        if hasattr(made, "many"):
            made.many.stop()
        for engine in made.engines:
            engine.end()
        shutil.rmtree(folder)


async def again(engine: Engine, end: Callable[[], None], away: float) -> None:
    """Away for some seconds."""
    await asyncio.to_thread(end)
    await asyncio.sleep(away)
    await asyncio.to_thread(engine.start)
    await asyncio.sleep(0.5)


async def frozen(engine: Engine, seconds: float) -> None:
    engine.freeze()
    await asyncio.sleep(seconds)
    engine.thaw()


async def stopped(place: Place, part: str, seconds: float) -> None:
    process = place.many.processes[part][0]
    process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(seconds)
    process.send_signal(signal.SIGCONT)


async def engines_die_and_come_back(place: Place) -> None:
    """The broker is away all the while."""
    await asyncio.sleep(0.5)
    await asyncio.to_thread(place.broker.kill)
    await again(place.redis, place.redis.kill, 1.0)
    await again(place.postgres, place.postgres.kill, 1.0)
    await again(place.redis, place.redis.end, 0.0)
    await again(place.postgres, lambda: place.postgres.end(signal.SIGQUIT), 0.0)
    await asyncio.to_thread(place.broker.start)


async def all_hang_one_after_the_other(place: Place) -> None:
    for engine in place.engines:
        await frozen(engine, 4.0)  # Redis is given up after three
        await asyncio.sleep(0.3)
    for part in ("rasa", "actions"):
        place.many.proxies[part].hang()
        await asyncio.sleep(2.0)
        place.many.proxies[part].flow()
    for part in ("actions", "rasa", "web"):
        await stopped(place, part, 2.0)


async def minutes(place: Place) -> None:
    """Longer than anybody waits, with time between to catch up, and the broker away for a minute."""
    await again(place.broker, place.broker.end, 60.0)
    for engine in place.engines:
        await frozen(engine, PATIENCE + 10)
        await asyncio.sleep(PATIENCE)
    for part in ("rasa", "actions"):
        place.many.proxies[part].hang()
        await asyncio.sleep(PATIENCE + 10)
        place.many.proxies[part].flow()
        await asyncio.sleep(PATIENCE)
        await stopped(place, part, PATIENCE + 10)
        await asyncio.sleep(PATIENCE)


def test_engines_that_die_and_come_back(place: Place):
    customers = place.play(engines_die_and_come_back)
    assert sum(customer.refused for customer in customers) > 0  # it was felt


def test_whatever_hangs_for_a_while(place: Place):
    place.play(all_hang_one_after_the_other)


def test_hangs_of_minutes(place: Place):
    if not os.environ.get("HELPLINE_LONG_FAULTS"):
        pytest.skip("takes ten minutes: HELPLINE_LONG_FAULTS=1 runs it")
    place.play(minutes)
