"""A conversation with the actions in this process: what Rasa hands them, and what Rasa would make of their answers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import HelplineAction
from actions.reception import ActionHazard, ActionHuman, ActionSafety, ActionTurn
from helpline.bootstrap import Services
from helpline.catalogue.names import Names
from helpline.catalogue.place_names import PlaceNames
from helpline.model.event_number import read_event_number
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.content import reading

ACTIONS: tuple[type[HelplineAction], ...] = (ActionTurn, ActionHazard, ActionSafety, ActionHuman)
CERTAIN = 0.97
WHERE = reading.catalogue().entitlements.where_serial("iphone")


def copy(key: str, **facts: str) -> str:
    """The sentence of a key. A blank that nothing fills is a KeyError here; Rasa would show it to the customer."""
    return filled(reading.copy()[key][0]["text"], facts)


def filled(text: str, values: dict[str, Any]) -> str:
    return re.sub(r"{([^\n{}]+?)}", lambda blank: str(values[blank[1]]), text)


@lru_cache(maxsize=1)
def rules() -> dict[str, str]:
    """The action that a rule gives to an intent."""
    actions: dict[str, str] = {}
    for rule in reading.read(reading.ROOT / "data" / "rules" / "first.yml")["rules"]:
        heard, done = rule["steps"]
        actions |= {step["intent"]: done["action"] for step in heard.get("or", [heard])}
    return actions


@dataclass
class Talk:
    """One conversation. `buttons` and `cards` are those of the last answer, `slots` what Rasa keeps."""

    services: Services
    id: str
    slots: dict[str, Any] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str, intent: str = "talk_inform", confidence: float = CERTAIN, **more: Any) -> list[str]:
        """A typed message that was understood as `intent`; the answer as it is read."""
        ranking = more.pop("ranking", None) or [(intent, confidence)]
        return self._hear(
            {
                "text": text,
                "intent": {"name": intent, "confidence": confidence},
                "intent_ranking": [{"name": name, "confidence": sure} for name, sure in ranking],
                "entities": entities(text),
                "metadata": more,
            }
        )

    def tap(self, title: str) -> list[str]:
        """Tap a quick reply of the last answer."""
        payload = next(button["payload"] for button in self.buttons if title in button["title"])
        intent, chosen = reading.payload(payload)
        return self._hear(
            {
                "text": payload,
                "intent": {"name": intent, "confidence": 1.0},
                "intent_ranking": [{"name": intent, "confidence": 1.0}],
                "entities": [{"entity": k, "value": v, "start": 0, "end": len(payload)} for k, v in chosen.items()],
                "metadata": {},
            }
        )

    @property
    def titles(self) -> list[str]:
        return [button["title"] for button in self.buttons]

    @property
    def asking(self) -> str | None:
        return self.slots.get("asking")

    def _hear(self, message: dict[str, Any]) -> list[str]:
        wanted = rules().get(message["intent"]["name"], "action_turn")
        action = next(made for made in (kind(self.services) for kind in ACTIONS) if made.name() == wanted)
        tracker = Tracker(self.id, dict(self.slots), message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        for event in action.run(dispatcher, tracker, {}):
            assert event["event"] == "slot"
            self.slots[event["name"]] = event["value"]
        said = [self._read(answer) for answer in json.loads(json.dumps(dispatcher.messages))]  # it goes over HTTP
        self.buttons = [button for _, buttons, _ in said for button in buttons]
        self.cards = [card for _, _, card in said if card]
        return [text for text, _, _ in said]

    def _read(self, answer: dict[str, Any]) -> tuple[str, list[dict[str, str]], dict[str, Any]]:
        """Copy filled with facts and slots; the quick replies of copy and of the action; the card."""
        wording = reading.copy()[answer["response"]][0]
        text = filled(wording["text"], {**self.slots, **answer})
        assert "None" not in text and not text.startswith("utter_")
        return text, [*wording.get("buttons", []), *answer["buttons"]], answer["custom"]


@lru_cache(maxsize=1)
def matchers() -> tuple[Names, PlaceNames]:
    return Names(reading.catalogue()), PlaceNames(reading.catalogue())


def entities(text: str) -> list[dict[str, Any]]:
    """What the model's matcher finds, but for the words that need its tokens."""
    names, places = matchers()
    found = [(f.entity, f.value, f.text, f.start, f.end) for f in names.find(text)]
    for place in places.find(text):
        if len(place.cities) == 1:
            found.append(("place", place.cities[0].name, text[place.start : place.end], place.start, place.end))
    return [dict(zip(("entity", "value", "text", "start", "end"), one)) for one in found]


def number_in(said: list[str]) -> str:
    """The event number that the customer reads."""
    return next(number for number in map(read_event_number, said) if number)


def event_of(unit: SqlUnitOfWork, number: str) -> Any:
    """The event as it is kept."""
    event = unit.events.get(number)
    assert event is not None
    return event
