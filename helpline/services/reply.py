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


@dataclass(frozen=True)
class Answer:
    """`facts` where the message could be read; else `hint` says what to tell the customer.

    A `loose` answer takes the customer at their word: any text would do, so it counts only where the text is nothing else.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    hint: str | None = None
    hint_facts: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    loose: bool = False

    @property
    def read(self) -> bool:
        """True where something was understood."""
        return bool(self.facts)


@dataclass(frozen=True)
class Reply:
    """What is said, the slot that the next message should fill, and the event if there is one."""

    says: list[Say]
    asking: str | None
    event_number: str | None
