"""The trained model, loaded once for all tests that need it, and what it makes of the held-out files."""

from __future__ import annotations

import pytest

from helpline.training import MODEL
from rasa_ext.clause_measures import Measures
from rasa_ext.evaluate import Judged, Understanding, measure, read_lines


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    assert MODEL.exists(), "there is no model: run `make train` first"
    return Understanding()


@pytest.fixture(scope="session")
def judged(understanding: Understanding) -> list[Judged]:
    return [Judged(line, understanding.label(line.text)) for line in read_lines()]


@pytest.fixture(scope="session")
def measures(judged: list[Judged], understanding: Understanding) -> Measures:
    return measure(judged, understanding)
