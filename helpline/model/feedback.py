"""What a customer thinks of a contact with us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class By(str, Enum):
    """Who dealt with the contact."""

    ADVISOR = "advisor"
    BOT = "bot"


@dataclass(frozen=True)
class Feedback:
    """One contact, and what was said of it: `contact` is the note that closed an event, or a talk that needed none.

    It is asked once, at `due_at`; a later answer replaces the earlier one.
    """

    contact: str
    conversation_id: str
    by: By
    due_at: datetime
    event_number: str | None = None
    advisor: str | None = None
    asked_at: datetime | None = None
    solved: bool | None = None
    rating: int | None = None
    reason: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Opinion:
    """Many of them in figures; `average` of those who rated, None where nobody did."""

    asked: int
    answered: int
    solved: int
    unsolved: int
    rated: int
    average: float | None
    reasons: tuple[tuple[str, int], ...]


def opinion(said: Iterable[Feedback]) -> Opinion:
    """The figures of those that were asked."""
    asked = [one for one in said if one.asked_at]
    ratings = [one.rating for one in asked if one.rating]
    named = [one.reason for one in asked if one.reason]
    reasons = sorted({(reason, named.count(reason)) for reason in named}, key=lambda pair: (-pair[1], pair[0]))
    return Opinion(
        asked=len(asked),
        answered=sum(one.answered_at is not None for one in asked),
        solved=sum(one.solved is True for one in asked),
        unsolved=sum(one.solved is False for one in asked),
        rated=len(ratings),
        average=round(sum(ratings) / len(ratings), 1) if ratings else None,
        reasons=tuple(reasons),
    )
