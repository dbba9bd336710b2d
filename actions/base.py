"""The frame of every action: read the tracker, call one use case, name the copy."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from helpline.bootstrap import Services, live_services
from helpline.errors import OutsideUnavailable
from helpline.metrics import ERRORS, EVENTS, FALLBACKS, MESSAGES, timed
from helpline.model.understanding import Heard, heard_from
from helpline.services.reply import Reply

log = logging.getLogger(__name__)
_NOT_UNDERSTOOD = {"utter_triage_rephrase", "utter_triage_unsure", "utter_triage_bare"}


class HelplineAction(Action, ABC):  # abstract: the SDK does not register it
    """Hears the latest message and says what the use case answers."""

    def __init__(self, services: Services | None = None) -> None:
        self._services = services

    @property
    def services(self) -> Services:
        """Those of this process, unless a test passed its own."""
        return self._services or live_services()

    @abstractmethod
    def answer(self, conversation_id: str, heard: Heard) -> Reply:
        """Call the use case."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer the latest message. A bug is logged and apologised for: Rasa would drop the turn in silence."""
        heard, started = heard_from(tracker.latest_message), time.perf_counter()
        try:
            with timed("action"):
                reply = self.answer(tracker.sender_id, heard)
        except OutsideUnavailable as reason:  # saying nothing keeps the message: the door brings it again
            log.error("%s cannot answer: %s", self.name(), reason, extra={"conversation": tracker.sender_id})
            ERRORS.labels("storage").inc()
            return []
        except Exception:
            log.exception("%s failed in conversation %s", self.name(), tracker.sender_id, extra={"conversation": tracker.sender_id})
            ERRORS.labels("action").inc()
            dispatcher.utter_message(response="utter_error_unexpected")
            return []
        self._count(heard, reply, tracker.get_slot("event_number"))
        spent = round(1000 * (time.perf_counter() - started))
        log.info("answered", extra={"conversation": tracker.sender_id, "event": reply.event_number, "ms": spent})
        for say in reply.says:
            buttons = [{"title": button.title, "payload": button.payload} for button in say.buttons]
            dispatcher.utter_message(response=say.key, buttons=buttons, json_message=say.card or {}, **say.facts)
        return [SlotSet("asking", reply.asking), SlotSet("event_number", reply.event_number)]

    def _count(self, heard: Heard, reply: Reply, known: str | None) -> None:
        route = self.services.catalogue.routes.get(heard.intent)
        if route is not None:
            MESSAGES.labels(route.label.value).inc()
        if any(say.key in _NOT_UNDERSTOOD for say in reply.says):
            FALLBACKS.inc()
        if reply.event_number and reply.event_number != known:
            EVENTS.inc()
