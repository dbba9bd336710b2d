"""A stock Rasa assistant for benchmarks/turn.py: jieba and DIET, Memoization, TED and rules, a form and a custom action over HTTP.

It has Helpline's intents and a form like its intake. Few examples and epochs: how long a turn takes does not depend on what was learnt,
and fewer examples make DIET's input smaller, which favours the stock side.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
SLOTS = ("symptom", "serial_number", "contact_phone", "confirm")

ACTIONS = """
import os
import secrets
import sqlite3

from rasa_sdk import Action, FormValidationAction
from rasa_sdk.events import AllSlotsReset

KEPT = os.environ["STOCK_EVENTS"]


class ValidateIntake(FormValidationAction):
    def name(self):
        return "validate_intake_form"

    def validate_serial_number(self, value, dispatcher, tracker, domain):
        return {"serial_number": value.strip().upper()}

    def validate_contact_phone(self, value, dispatcher, tracker, domain):
        return {"contact_phone": value if value.strip().isdigit() else None}


class ActionSubmit(Action):
    def name(self):
        return "action_submit_event"

    def run(self, dispatcher, tracker, domain):
        number = f"{secrets.randbelow(10**11):011d}"
        with sqlite3.connect(KEPT, timeout=15) as kept:
            kept.execute("CREATE TABLE IF NOT EXISTS events (number TEXT PRIMARY KEY, facts TEXT)")
            kept.execute("INSERT INTO events VALUES (?, ?)", (number, str(tracker.current_slot_values())))
        dispatcher.utter_message(text=f"登记好了，事件编号是 {number}。")
        return [AllSlotsReset()]
"""

ENDPOINTS: dict[str, dict[str, Any]] = {
    "memory": {},
    "sqlite": {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "${STOCK_DATABASE}"}},
    "postgresql": {
        "tracker_store": {
            "type": "SQL", "dialect": "postgresql", "url": "${STOCK_HOST}", "db": "${STOCK_DATABASE}", "username": "${STOCK_USER}",
            "password": "${STOCK_PASSWORD}",
        },
    },
}  # fmt: skip


def write(folder: Path, epochs: int, sample: int) -> None:
    """The project's files."""
    from rasa.shared.nlu.training_data.loading import load_data

    folder.mkdir(parents=True, exist_ok=True)
    rows = [(e.get("text"), e.get("intent")) for e in load_data(str(ROOT / "data" / "nlu")).intent_examples]
    intents = sorted({intent for _, intent in rows})
    rows = random.Random(0).sample(rows, min(sample, len(rows)))
    nlu = [{"intent": i, "examples": "".join(f"- {text}\n" for text, intent in rows if intent == i)} for i in intents]
    nlu = [entry for entry in nlu if entry["examples"]]
    known = [str(entry["intent"]) for entry in nlu]
    _dump(folder / "data" / "nlu.yml", {"version": "3.1", "nlu": nlu})
    _dump(folder / "data" / "rules.yml", {"version": "3.1", "rules": _rules(known), "stories": _stories(known)})
    _dump(folder / "domain.yml", _domain(known))
    _dump(folder / "config.yml", _config(epochs))
    _dump(folder / "credentials.yml", {"rest": None})
    for name, endpoints in ENDPOINTS.items():
        _dump(folder / f"endpoints-{name}.yml", {"action_endpoint": {"url": "http://127.0.0.1:${STOCK_ACTIONS}/webhook"}, **endpoints})
    (folder / "actions.py").write_text(ACTIONS, encoding="utf-8")


def _rules(intents: list[str]) -> list[dict[str, Any]]:
    """Whatever is understood begins the form, so that a weak DIET walks the same way as a good one."""
    form = [{"action": "intake_form"}, {"active_loop": "intake_form"}]
    begin = [{"rule": f"begin, {intent}", "steps": [{"intent": intent}, *form]} for intent in intents]
    done = [
        {"action": "intake_form"},
        {"active_loop": None},
        {"slot_was_set": [{"requested_slot": None}]},
        {"action": "action_submit_event"},
    ]
    return [*begin, {"rule": "submit", "condition": [{"active_loop": "intake_form"}], "steps": done}]


def _stories(intents: list[str]) -> list[dict[str, Any]]:
    """Food for Memoization and TED: the walk of the form from a few intents."""
    filled = [{"slot_was_set": [{"requested_slot": None}]}, {"active_loop": None}, {"action": "action_submit_event"}]
    return [
        {"story": f"walk, {intent}", "steps": [{"intent": intent}, {"action": "intake_form"}, {"active_loop": "intake_form"}, *filled]}
        for intent in intents[::8]
    ]


def _domain(intents: list[str]) -> dict[str, Any]:
    mapping = {name: [{"type": "from_text", "conditions": [{"active_loop": "intake_form", "requested_slot": name}]}] for name in SLOTS}
    return {
        "version": "3.1",
        "session_config": {"session_expiration_time": 0, "carry_over_slots_to_new_session": True},
        "intents": intents,
        "slots": {name: {"type": "text", "influence_conversation": False, "mappings": mapping[name]} for name in SLOTS},
        "forms": {"intake_form": {"required_slots": list(SLOTS)}},
        "responses": {f"utter_ask_{name}": [{"text": f"请告诉我{name}。"}] for name in SLOTS},
        "actions": ["validate_intake_form", "action_submit_event"],
    }


def _config(epochs: int) -> dict[str, Any]:
    pipeline = [
        {"name": "JiebaTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True},
        {"name": "EntitySynonymMapper"},
        {"name": "FallbackClassifier", "threshold": 0.0, "ambiguity_threshold": 0.0},
    ]
    policies = [
        {"name": "MemoizationPolicy"},
        {"name": "RulePolicy"},
        {"name": "TEDPolicy", "max_history": 5, "epochs": epochs, "constrain_similarities": True},
    ]
    # `rasa init` adds UnexpecTEDIntentPolicy; without it a stock turn is faster.
    return {"recipe": "default.v1", "language": "zh", "assistant_id": "stock", "pipeline": pipeline, "policies": policies}


def _dump(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
