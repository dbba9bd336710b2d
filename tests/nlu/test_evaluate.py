"""The measures, on lines made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasa_ext import gates
from rasa_ext.clause_measures import share
from rasa_ext.evaluate import (
    HELD_OUT,
    LABELS,
    Judged,
    Line,
    Pair,
    draw_confusion,
    of_lines,
    of_pairs,
    read_lines,
    read_pairs,
    write_measures,
)

STYLES = {"formal", "colloquial", "terse", "typo", "mixed", "traditional", "dictated", "narrative", "angry", "emoji"}


def judged(*rows: tuple[str, str, str]) -> list[Judged]:
    return [Judged(Line("heldout", label, style, f"{number}"), got) for number, (label, got, style) in enumerate(rows)]


HEARD = {"accuracy": 0.8, "sure": 0.7, "sure_right": 0.9}
FOUR = judged(
    ("hazard", "hazard", "terse"), ("hazard", "hardware", "typo"), ("hardware", "hardware", "terse"), ("general", "hazard", "terse")
)  # fmt: skip


def test_measures_of_lines() -> None:
    measures = of_lines(FOUR)
    assert measures["accuracy"] == 0.5 and measures["styles"] == {"terse": 2 / 3, "typo": 0.0}
    assert measures["labels"]["hazard"] == {"lines": 2, "recall": 0.5, "precision": 0.5, "f1": 0.5}
    assert measures["labels"]["general"] == {"lines": 1, "recall": 0.0, "precision": 0.0, "f1": 0.0}
    assert measures["false_alarms_in_200"] == {"hazard": 100.0, "safety": 0.0}


def test_measures_of_pairs() -> None:
    pairs = [Pair("hazard", "鼓了", "没鼓", "hardware"), Pair("hazard", "冒烟", "烟花", "general")]
    answers = {"鼓了": "hazard", "没鼓": "hazard", "冒烟": "hardware", "烟花": "smalltalk"}
    assert of_pairs(pairs, answers.__getitem__) == {"hazard": {"pairs": 2, "yes_seen": 0.5, "no_not_taken": 0.5, "no_right": 0.0}}


def test_nothing_measured_is_nothing() -> None:
    assert share([]) == 0.0


def test_the_held_out_files_are_whole() -> None:
    lines, pairs = read_lines(), read_pairs()
    assert {line.file for line in lines} == set(HELD_OUT)
    assert {line.label for line in lines} == set(LABELS) and {line.style for line in lines} == STYLES
    assert all(line.text.strip() for line in lines) and len({(line.file, line.text) for line in lines}) == len(lines)
    assert {pair.label for pair in pairs} == {"hazard", "safety"}
    assert {pair.no_label for pair in pairs} <= set(LABELS) and all(pair.no_label != pair.label for pair in pairs)


def test_measures_are_written_sorted_and_rounded(tmp_path: Path) -> None:
    write_measures({"b": {"z": 1 / 3, "a": 2}, "a": "x"}, tmp_path / "new" / "nlu.json")
    assert (tmp_path / "new" / "nlu.json").read_text() == json.dumps({"a": "x", "b": {"a": 2, "z": 0.3333}}, indent=2) + "\n"


def test_the_confusion_is_drawn(tmp_path: Path) -> None:
    draw_confusion(FOUR, tmp_path / "confusion.png")
    assert (tmp_path / "confusion.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("name", "measured", "floor"), [
    ("style typo", 0.956, 0.941), ("label general", 0.95, 0.935), ("label general", 0.89, 0.88), ("label general", 0.87, 0.87),
    ("label hazard", 1.0, 0.985), ("label hazard", 0.9894, 0.98), ("label safety", 0.97938, 0.9793), ("file heldout", 0.96, 0.95),
    ("file heldout_real", 0.97, 0.955), ("alarms hazard", 0.35, 1.0), ("alarms hazard", 1.4, 1.4),
])  # fmt: skip
def test_a_floor_leaves_some_slack_but_none_below_the_goal(name: str, measured: float, floor: float) -> None:
    assert gates.floor_for(name, measured) == pytest.approx(floor)


def test_a_refresh_can_be_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gates, "KNOWN_FAILURES", tmp_path / "known.tsv")
    lines = [*FOUR, Judged(Line("heldout", "safety", "typo", '说“"我是苹果"” \\ 的'), "general")]
    measures = {
        "held_out": {name: of_lines(lines) for name in (*HELD_OUT, "together")},
        "contrast": {},
        "acts": {**HEARD, "recall": {}},
        "questions": HEARD,
        "moves": HEARD,
        "ways": HEARD,
    }
    gates.refresh(lines, measures)
    assert gates.read_known_failures() == gates.failures(lines)
    assert set(gates.read_floors()) == {name for name, _ in gates.gated(measures)}
