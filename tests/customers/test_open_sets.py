"""Sets of customers that nobody has mended by one by one: a share of each is served. A file of its own, so that it runs beside the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpline.bootstrap import Services
from tests.content import reading
from tests.conversations.conftest import empty, wired
from tests.conversations.desk import Spoken
from tests.customers.player import Customer, enough
from tests.services.conftest import Floor

__all__ = ["wired"]
pytestmark = pytest.mark.model

OPEN = Path(__file__).parent / "open"  # which customers of a set are served may differ from one training to the next
FLOORS: dict[str, float] = reading.read(OPEN / "floors.yml")


@pytest.mark.parametrize("name", FLOORS)
def test_enough_of_an_open_set_are_served(name: str, wired: tuple[Floor, Services]) -> None:
    floor, services = wired
    failed = []
    for script in (scripts := reading.read(OPEN / f"{name}.yml")):
        empty(floor)
        played = Customer(script, Spoken(services, floor.work, floor.clock, "customer")).play()
        failed += [f"{script['name']}\n    " + "\n    ".join(played.faults[:3])] if played.faults else []
    enough(failed, len(scripts), FLOORS[name])
