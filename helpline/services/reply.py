"""What a use case answers: keys of copy with their facts, never sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from helpline.model.event_number import shown


@dataclass(frozen=True)
class Button:
    """A quick reply. `payload` comes back to us when it is tapped."""

    title: str
    payload: str


@dataclass(frozen=True)
class Say:
    """One bubble: a key of `domain/responses`, the facts for its blanks, and what stands under it."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    card: dict[str, Any] | None = None


def choose(slot: str, value: str, title: str) -> Button:
    """A quick reply that fills `slot`."""
    return Button(title, f'/choose{{"{slot}": "{value}"}}')


def event_card(number: str) -> dict[str, str]:
    """What a client shows for an event."""
    return {"kind": "event", "number": number, "shown": shown(number)}
