"""The shapes of what the door of the chat keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from helpline.model.event import Line


class Threads(Protocol):
    """What was said in each conversation."""

    def open(self, conversation_id: str, at: datetime) -> None:
        """Begin a conversation."""

    def exists(self, conversation_id: str) -> bool:
        """True where it was begun."""

    def add(self, line: Line) -> bool:
        """Add a line; False where a line of this id stands already."""

    def lines(self, conversation_id: str) -> list[Line]:
        """All lines in order."""

    def position(self, conversation_id: str, line_id: str) -> int:
        """Where a line stands among all; 0 for one that is not there."""

    def after(self, conversation_id: str, position: int) -> list[tuple[int, Line]]:
        """The lines behind a position, each with its own."""

    def last_said(self, conversation_id: str, who: str, count: int) -> tuple[str, ...]:
        """The texts of the last lines that `who` wrote, the newest last."""

    def with_buttons(self, conversation_id: str) -> list[Line]:
        """The bot's lines that offered quick replies, the newest first."""

    def answers_to(self, conversation_id: str, line_id: str) -> list[Line]:
        """What the bot said to a line, in order."""

    def last_typed(self, conversation_id: str, count: int) -> tuple[str, ...]:
        """The texts of the customer's last lines that were no quick reply, the newest last."""

    def unanswered(self, conversation_id: str) -> list[Line]:
        """The customer's lines that no reply was given to, in order."""

    def mark_answered(self, conversation_id: str, line_ids: Sequence[str]) -> None:
        """Note that a reply was given to these lines of the conversation: another may have lines of the same ids."""


class Allowances(Protocol):
    """How often something was done in a span of time, counted for all processes together."""

    def count(self, key: str, until: datetime) -> int:
        """Count one more; how many there were in the span that ends then."""

    def forget(self, now: datetime) -> None:
        """Drop the spans that are over."""
