"""What the understanding may not fall below: tests/nlu/floors.json and known_failures.tsv, which tests/nlu/test_gates.py holds.

Both are refreshed by `python -m rasa_ext.evaluate --refresh-gates` after the examples, the pipeline or the held-out files changed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from math import floor

from rasa_ext.clause_measures import TESTS, Measures
from rasa_ext.evaluate import FIRST, Judged

FLOORS = TESTS / "floors.json"
KNOWN_FAILURES = TESTS / "known_failures.tsv"
SLACK = 0.015  # a floor stands this far below what was measured, but not below a goal that is met
# What docs/understanding.md promises; a style has no goal of its own.
GOALS = (
    {"file heldout": 0.95, "file heldout_real": 0.90, "file heldout_blind": 0.90}
    | {f"contrast {label} yes_seen": 0.98 for label in FIRST}
    | {"acts accuracy": 0.75, "acts sure": 0.58, "acts sure_right": 0.88}
    | {"questions accuracy": 0.79, "questions sure": 0.53, "questions sure_right": 0.90}
)
ALARMS_GOAL = 1.0  # in 200 other messages
RECALL_GOAL, FIRST_GOAL = 0.88, 0.98

Failure = tuple[str, str, str, str]  # file, label, what it was taken for, text


def goal(name: str) -> float | None:
    """What is aimed at, where anything is."""
    kind, _, rest = name.partition(" ")
    if kind == "label":
        return FIRST_GOAL if rest in FIRST else RECALL_GOAL
    return ALARMS_GOAL if kind == "alarms" else GOALS.get(name)


def gated(measures: Measures) -> Iterator[tuple[str, float]]:
    """Every measure that has a floor (for false alarms: a ceiling), by name."""
    held_out = measures["held_out"]
    together = held_out["together"]
    yield from ((f"file {name}", of["accuracy"]) for name, of in held_out.items() if name != "together")
    yield from ((f"label {label}", of["recall"]) for label, of in together["labels"].items())
    yield from ((f"style {style}", value) for style, value in together["styles"].items())
    yield from ((f"alarms {label}", value) for label, value in together["false_alarms_in_200"].items())
    acts = measures["acts"]
    yield from ((f"acts {name}", acts[name]) for name in ("accuracy", "sure", "sure_right"))
    yield from (
        (f"{of} {name}", measures[of][name]) for of in ("questions", "moves", "ways") for name in ("accuracy", "sure", "sure_right")
    )
    yield from ((f"act {name}", recall) for name, recall in acts["recall"].items())
    for label, of in measures["contrast"].items():
        yield from ((f"contrast {label} {name}", of[name]) for name in ("yes_seen", "no_not_taken"))


def floor_for(name: str, measured: float) -> float:
    """Below what is measured by SLACK, down to the goal where that is met; where it is not, what is measured."""
    aim = goal(name)
    if name.startswith("alarms "):
        return max(measured, aim or 0.0)
    if aim is not None and measured < aim:
        return floor(measured * 10_000) / 10_000
    return max(floor((measured - SLACK) * 10_000) / 10_000, aim or 0.0)


def failures(judged: Sequence[Judged]) -> list[Failure]:
    """The lines that get a wrong label."""
    return [(item.line.file, item.line.label, item.got, item.line.text) for item in judged if not item.right]


def refresh(judged: Sequence[Judged], measures: Measures) -> None:
    """Write both files anew. The list may only shrink: say why in the commit where it grew."""
    floors = {name: round(floor_for(name, value), 4) for name, value in gated(measures)}
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    with KNOWN_FAILURES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n", quotechar=None)
        writer.writerows([("file", "label", "got", "text"), *failures(judged)])


def read_known_failures() -> list[Failure]:
    """As listed."""
    with KNOWN_FAILURES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["file"], row["label"], row["got"], row["text"]) for row in rows]


def read_floors() -> dict[str, float]:
    """As written; for false alarms the highest that may be."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors
