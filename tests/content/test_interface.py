"""domain.yml, routes, training data, actions and quick replies name the same things, both ways."""

from __future__ import annotations

import ast
import inspect
import re
import unicodedata
from collections import Counter, defaultdict

import pytest
from rasa_sdk.executor import ActionExecutor

from helpline.model.text import normalise
from tests.content import reading
from tests.content.spoken import code

ROUTES = reading.catalogue().routes
INTENTS = reading.domain()["intents"]
ENTITIES = reading.domain()["entities"]
CHOOSE = "choose"  # a quick reply that fills a slot
ENOUGH = 60


def test_the_intents_are_those_with_a_route_and_the_choice() -> None:
    assert Counter(INTENTS) == Counter([*ROUTES, CHOOSE])


def test_every_routed_intent_has_examples_and_the_other_way_round() -> None:
    assert reading.examples().keys() == ROUTES.keys()


@pytest.mark.parametrize("intent", sorted(reading.examples()))
def test_an_intent_has_enough_examples(intent: str) -> None:
    assert len(set(reading.examples()[intent])) >= ENOUGH


def bare(line: str) -> str:
    """Without what tells no two messages apart: width, case, punctuation and blanks. An emoji does tell."""
    return "".join(c for c in normalise(line) if unicodedata.category(c)[0] not in "PZ") or line


def test_no_example_stands_under_two_intents() -> None:
    under: dict[str, set[str]] = defaultdict(set)
    for intent, lines in reading.examples().items():
        for line in lines:
            under[bare(line)].add(intent)
    assert {line: sorted(intents) for line, intents in under.items() if len(intents) > 1} == {}


def test_no_example_is_a_command_or_marked_up() -> None:
    """A line that begins with a slash would be a payload; entities are matched, not learnt."""
    lines = [line for lines in reading.examples().values() for line in lines]
    assert [line for line in lines if line.startswith("/") or re.search(r"\]\([a-z_]+\)|\]{\"", line)] == []


def test_the_domain_lists_exactly_the_actions_that_are_registered() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    ours = [name for name, run in executor.actions.items() if inspect.getmodule(run).__name__.startswith("actions.")]  # type: ignore[union-attr]
    assert Counter(reading.domain()["actions"]) == Counter(ours)


def test_the_rules_and_the_policy_name_actions_and_intents_that_exist() -> None:
    steps = [step for rule in reading.read(reading.ROOT / "data" / "rules" / "first.yml")["rules"] for step in rule["steps"]]
    either = [one for step in steps for one in step.get("or", [step])]
    assert {one["intent"] for one in either if "intent" in one} == {route.intent for route in ROUTES.values() if route.first}
    assert {one["action"] for one in either if "action" in one} < set(reading.domain()["actions"])
    policy = ast.parse((reading.ROOT / "rasa_ext" / "policy.py").read_text(encoding="utf-8"))
    constants = {node.value for node in ast.walk(policy) if isinstance(node, ast.Constant)}
    assert constants & set(reading.domain()["actions"]) == {"action_turn"}


BUTTONS = [(key, button) for key, wordings in reading.copy().items() for wording in wordings for button in wording.get("buttons", [])]


@pytest.mark.parametrize(("key", "button"), BUTTONS)
def test_a_quick_reply_of_copy_sends_an_intent_that_exists(key: str, button: dict[str, str]) -> None:
    intent, entities = reading.payload(button["payload"])
    assert intent in INTENTS and entities.keys() <= set(ENTITIES)


def test_a_quick_reply_of_the_code_sends_an_intent_or_fills_an_entity_that_exists() -> None:
    """Rasa drops an entity that the domain does not name: the choice would come back empty."""
    sent, filled = set(), set()
    for tree in code().files.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                sent |= set(re.findall(r"^/([a-z]+_[a-z_]+|choose)", node.value))
                filled |= set(re.findall(r'^/choose{"([a-z_]+)"', node.value))
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "choose"
                and isinstance(node.args[0], ast.Constant)
            ):
                filled.add(node.args[0].value)
    assert {"talk_unknown", CHOOSE} <= sent <= set(INTENTS)
    assert {"topic", "service_mode", "place"} <= filled <= set(ENTITIES)
    assert {"visit_time", "callback_time"} <= set(ENTITIES)  # these two are chosen by a slot that is worked out


def test_every_slot_that_a_route_asks_for_has_a_name_to_be_read_back() -> None:
    asked = {slot for route in ROUTES.values() for slot in route.ask} - {"event_number"}
    assert asked <= reading.catalogue().fact_names.keys()
