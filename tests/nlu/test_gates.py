"""What the trained model understands may not fall: floors, known failures, and messages that are no messages.

After a change of examples or pipeline: `python -m rasa_ext.evaluate --refresh-gates`, and read what it changed.
"""

from __future__ import annotations

import pytest

from rasa_ext import gates
from rasa_ext.clause_measures import Measures
from rasa_ext.evaluate import LABELS, Judged, Understanding

pytestmark = pytest.mark.model
FLOORS = gates.read_floors()


@pytest.mark.parametrize("name", [name for name in FLOORS if not name.startswith("alarms ")])
def test_no_measure_falls_below_its_floor(measures: Measures, name: str) -> None:
    measured, aim = dict(gates.gated(measures))[name], gates.goal(name)
    assert measured >= FLOORS[name], f"{name} is {measured:.4f}; its floor is {FLOORS[name]}, its goal {aim}"


@pytest.mark.parametrize("name", [name for name in FLOORS if name.startswith("alarms ")])
def test_few_messages_are_taken_for_danger_or_fraud(measures: Measures, name: str) -> None:
    measured = dict(gates.gated(measures))[name]
    assert measured <= FLOORS[name], f"{name}: {measured:.2f} in 200; the goal is {gates.ALARMS_GOAL}"


def test_every_measure_has_a_floor(measures: Measures) -> None:
    assert {name for name, _ in gates.gated(measures)} == set(FLOORS)


def test_a_floor_below_its_goal_is_one_that_could_not_be_met_yet() -> None:
    """The list of what is still owed. It may only shrink."""
    owed = {
        name for name, floor in FLOORS.items() if (aim := gates.goal(name)) is not None and not name.startswith("alarms ") and floor < aim
    }
    assert owed <= {"contrast safety yes_seen"}


# A line at the very edge may fall to either side with another machine's floating point.
ARITHMETIC = 2


def test_no_line_fails_that_did_not_fail_before(judged: list[Judged]) -> None:
    known = {(file, text) for file, _, _, text in gates.read_known_failures()}
    new = [failure for failure in gates.failures(judged) if (failure[0], failure[3]) not in known]
    assert len(new) <= ARITHMETIC, new


def test_a_known_failure_that_passes_leaves_the_list(judged: list[Judged]) -> None:
    failing = {(failure[0], failure[3]) for failure in gates.failures(judged)}
    passing = [failure for failure in gates.read_known_failures() if (failure[0], failure[3]) not in failing]
    assert len(passing) <= ARITHMETIC, passing


@pytest.mark.parametrize("text", [
    "", " ", "\n\t", "\u3000\u3000", "\u200b", "\ufeff", "🍎", "🙏🙏🙏", "👨‍👩‍👧", "！！！", "？", "……", "1", "嗯", "a", "屏", "𠮷", "\x00", "\x1b[31m红", "屏幕\x07碎了",
    "手机" * 2_500, "a" * 5_000, "。" * 5_000, "\n" * 5_000, "1" * 5_000, "/restart", "／restart", "/", "//", " /restart", "/general_ask_howto{\"a\": 1}",
    "ｉＰｈｏｎｅ　１５　屏幕碎了", "ﷺ", "\u202e屏幕碎了", "ＡＢＣ", "屏\u0301幕", "<script>alert(1)</script>", "{name}", "%s%n", "\\", "'; DROP TABLE events; --", "\ud83d",
])  # fmt: skip
def test_an_odd_message_gets_a_label_all_the_same(understanding: Understanding, text: str) -> None:
    assert understanding.label(text) in LABELS


@pytest.mark.parametrize("text", ["/restart", "/session_start", "/hazard_swollen", " /restart", "/talk_affirm"])
def test_a_typed_slash_is_no_command(understanding: Understanding, text: str) -> None:
    """Rasa reads `/intent` as the intent itself, with confidence 1."""
    assert understanding.parse(text)["intent"]["confidence"] < 1.0


@pytest.mark.parametrize("text", ["", " ", "🍎", "！！！", "……"])
def test_nothing_said_is_not_understood_with_confidence(understanding: Understanding, text: str) -> None:
    assert understanding.parse(text)["intent"] == {"name": "talk_unknown", "confidence": 0.0, "label_confidence": 0.0}


def test_width_and_script_change_no_label(understanding: Understanding) -> None:
    said = ["iPhone 15 屏幕碎了", "ｉＰｈｏｎｅ　１５　屏幕碎了", "iPhone 15 螢幕碎了", "IPHONE 15 屏幕碎了"]
    assert {understanding.label(text) for text in said} == {"hardware"}


def test_confidences_are_probabilities(understanding: Understanding, judged: list[Judged]) -> None:
    for item in judged[::40]:
        parsed = understanding.parse(item.line.text)
        assert 0 <= parsed["intent"]["confidence"] <= parsed["intent"]["label_confidence"] <= 1 + 1e-6
        assert parsed["intent_ranking"][0]["name"] == parsed["intent"]["name"]
        assert len({rank["name"] for rank in parsed["intent_ranking"]}) == len(parsed["intent_ranking"])
