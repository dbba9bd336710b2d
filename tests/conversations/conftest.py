"""The same desk as that of the use cases, with the trained understanding in front of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpline.bootstrap import Services
from helpline.storage.tables import metadata
from tests.conversations.desk import Spoken
from tests.services.conftest import NOW, Floor, wired

__all__ = ["wired"]


@pytest.fixture
def new_talk(wired: tuple[Floor, Services]) -> Callable[[str], Spoken]:
    """Conversations at an empty desk, on a Tuesday morning that does not pass by itself."""
    floor, services = wired
    empty(floor)
    return lambda name: Spoken(services, floor.work, floor.clock, name)


def empty(floor: Floor) -> None:
    """Let the desk be as it was before anybody came."""
    floor.clock.moment = NOW
    with floor.database.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
