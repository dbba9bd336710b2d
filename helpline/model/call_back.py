"""A call back that was promised, from the moment somebody joined the queue until it was made or given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class CallBackStatus(str, Enum):
    """Where a call back stands. The first two are live: the customer may still be rung."""

    WAITING = "waiting"
    CLAIMED = "claimed"  # an advisor is calling
    DONE = "done"
    UNREACHED = "unreached"  # given up after the last try
    CANCELLED = "cancelled"
    WRONG_NUMBER = "wrong_number"

    @property
    def live(self) -> bool:
        """True while the customer may still be rung."""
        return self in (CallBackStatus.WAITING, CallBackStatus.CLAIMED)


class Outcome(str, Enum):
    """How one try to call ended."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True)
class CallBack:
    """One promise to call. Whoever joined first is called first; `rank` 0 (danger) goes before all.

    `asked_for` is the time that the customer chose, `due_at` that of the next try. `flag` says what a supervisor should
    look at: an advisor who missed it, a code that was doubted. `code` is what the advisor reads out, once.
    """

    event_number: str
    conversation_id: str
    skill_group: str
    line: str
    rank: int
    joined_at: datetime
    asked_for: datetime
    due_at: datetime
    code: str
    code_expires_at: datetime
    status: CallBackStatus = CallBackStatus.WAITING
    attempts: int = 0
    advisor: str | None = None
    claimed_at: datetime | None = None
    flag: str | None = None
    code_used_at: datetime | None = None
    id: int = 0

    def code_at(self, now: datetime) -> str | None:
        """The code, where it may still be read out."""
        return self.code if self.code_used_at is None and now < self.code_expires_at else None
