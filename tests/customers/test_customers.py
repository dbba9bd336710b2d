"""Scripted customers, each played whole: README.md says how they are written, and what the list of failures is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.content import reading
from tests.conversations.conftest import new_talk, wired
from tests.conversations.desk import Spoken, shown
from tests.customers.player import Customer

__all__ = ["new_talk", "wired"]
pytestmark = pytest.mark.model

HERE = Path(__file__).parent
FAILURES = HERE / "known_failures.txt"
SCRIPTS = [script for file in sorted(HERE.glob("*.yml")) for script in reading.read(file)]
KNOWN = set(FAILURES.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script["name"]))
def test_a_customer_is_served(script: dict[str, Any], new_talk: Callable[[str], Spoken]) -> None:
    played = Customer(script, new_talk("customer")).play()
    told = "\n".join(played.faults) + "\n\n" + shown(played.talk.turns)
    if script["name"] in KNOWN:
        assert played.faults, f"served now: take the name out of {FAILURES.name}"
    else:
        assert not played.faults, told


def test_every_known_failure_is_a_customer() -> None:
    names = [script["name"] for script in SCRIPTS]
    assert len(set(names)) == len(names)
    assert set(names) >= KNOWN
