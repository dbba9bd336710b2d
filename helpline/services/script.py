"""Answers in the characters that a customer writes: docs/conversation.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.event import Line
from helpline.model.script import Traditional, is_traditional
from helpline.ports import UnitOfWork

LOOKED_AT = 50  # lines: numbers and names alone do not tell
_TOLD = ("contact_name", "organisation", "place", "symptom", "tried_steps", "account")  # shown to customers as they wrote it


def names_of(catalogue: Catalogue) -> frozenset[str]:
    """Proper names that stand in our sentences."""
    stores = catalogue.stores.values()
    return frozenset([*(store.name for store in stores), *(store.address for store in stores)])


def writes_traditional(work: UnitOfWork, conversation_id: str) -> bool:
    """What the customer typed last decides, as far as it tells."""
    typed = work.threads.last_typed(conversation_id, LOOKED_AT)
    return next((told for told in map(is_traditional, reversed(typed)) if told is not None), False)


def in_their_script(
    work: UnitOfWork, conversation_id: str, messages: list[dict[str, Any]], names: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Messages of the bot as this customer reads them. `names` stay as they are, and so does what the customer told."""
    if not messages or not writes_traditional(work, conversation_id):
        return messages
    facts = work.drafts.look(conversation_id).facts
    told = [facts[name] for name in _TOLD if isinstance(facts.get(name), str)]
    return list(map(Traditional([*names, *told]).over, messages))


def line_in_their_script(work: UnitOfWork, line: Line, *names: str) -> Line:
    """The same for a line that nobody asked for."""
    message: dict[str, Any] = {"text": line.text, "buttons": line.buttons}
    [message] = in_their_script(work, line.conversation_id, [message], names)
    return replace(line, text=message["text"], buttons=message["buttons"])
