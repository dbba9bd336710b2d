"""Single messages at fixed points of a talk, each with what must come of it: README.md says how they are written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from helpline.bootstrap import Services
from helpline.model.secrets import masked
from tests.content import reading
from tests.conversations.conftest import empty, wired
from tests.conversations.desk import Spoken
from tests.customers.player import enough, listed
from tests.customers.player import shown as shown_of_event
from tests.services.conftest import Floor

__all__ = ["wired"]
pytestmark = pytest.mark.model

HERE = Path(__file__).parent
POINTS: dict[str, list[str]] = reading.read(HERE / "points.yml")
FLOORS: dict[str, float] = reading.read(HERE / "floors.yml")
# What the desk keeps beside the facts that a customer corrects: words, and what it looks up or works out.
WORDS_AND_WORKINGS = {
    *("symptom", "open_questions", "also", "since", "frequency", "mood", "after", "screenshot", "tried_steps", "risk"),
    *("coverage", "prices", "serial_check", "device_family", "device_options", "booked_at", "booked_other_day", "no_call", "wished_time"),
    *("status", "way", "starts_at", "store", "priority", "topic", "label", "event_number"),
}


@pytest.mark.parametrize("name", FLOORS)
def test_enough_messages_are_taken_as_they_are_meant(name: str, wired: tuple[Floor, Services]) -> None:
    """A share, for two trainings of the same examples hear a sentence near a threshold differently."""
    cases = reading.read(HERE / f"{name}.yml")
    failed = [f"{case['state']}: {case['say']}\n    {'; '.join(wrong)}" for case in cases if (wrong := _wrong(case, *wired))]
    enough(failed, len(cases), FLOORS[name])


def test_every_set_has_a_floor() -> None:
    assert sorted(FLOORS) == sorted(file.stem for file in HERE.glob("said_*.yml"))


def _wrong(case: dict[str, Any], floor: Floor, services: Services) -> list[str]:
    """What is expected and not so, and every fact that changed although nobody changed it."""
    empty(floor)
    talk = Spoken(services, floor.work, floor.clock, "message")
    for line in POINTS[case["state"]]:
        talk.write(line)
    before, said = _facts(talk), len(talk.turns)
    for line in listed(case["say"]):
        talk.write(masked(line, talk.asking, tuple(turn.said for turn in talk.turns[-3:])))  # as the door does
    text, after = "\n".join(turn.text for turn in talk.turns[said:]), _facts(talk)
    wrong = [one for name, wanted in case["expect"].items() if (one := _unlike(name, wanted, talk, text, after))]
    named = {name.partition("__")[0] for name in case["expect"]} | WORDS_AND_WORKINGS
    unasked = {fact for fact in {*before, *after} - named if before.get(fact) != after.get(fact)} if case["state"] != "start" else ()
    return wrong + [f"{fact} becomes {after.get(fact)!r}" for fact in sorted(unasked)]


def _unlike(name: str, wanted: Any, talk: Spoken, text: str, after: dict[str, Any]) -> str | None:
    """What one line of `expect` wants and does not find."""
    fact, _, how = name.partition("__")
    found = text if fact.startswith("reply") else str(after.get(fact))
    if fact == "asking":
        found = str(talk.asking)
        right = (talk.asking or "end") in listed(wanted)
    elif fact in ("reply", "reply_not"):
        right = all(bool(re.search(one, text)) is (fact == "reply") for one in listed(wanted))
    else:
        known = " ".join(map(str, after.values())) if fact == "any" else str(after.get(fact) or "")
        held = [bool(re.search(str(one), known)) if how else known == str(one) for one in listed(wanted) or [""]]
        right = not any(held) if how == "not" else all(held)
    return None if right else f"{name}: {wanted!r}, not {found!r}"


def _facts(talk: Spoken) -> dict[str, Any]:
    """What is known: of the draft, and of its event as an advisor reads it."""
    number = talk.draft.event_number or talk.draft.last_event
    return {**{k: v for k, v in talk.draft.facts.items() if v}, **(shown_of_event(talk.event_of(number)) if number else {})}
