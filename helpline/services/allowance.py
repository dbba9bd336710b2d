"""How much one customer, and one address, may do in a minute: docs/conversation.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from helpline.errors import TooFast
from helpline.ports import Clock, UnitOfWork

SPAN = timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    """What goes in a minute: messages and pictures of one conversation, messages and new conversations of one address, calls of one phone system."""

    messages: int = 60
    pictures: int = 30
    address_messages: int = 6_000
    address_openings: int = 600
    calls: int = 1_200


class Allowance:
    """Counts in the database, so that several processes count together. Rows of minutes that are over are dropped."""

    def __init__(self, limits: Limits, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._limits = limits
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._tidied = datetime.min.replace(tzinfo=timezone.utc)

    def open(self, address: str) -> None:
        """A new conversation. Raises TooFast."""
        self._spend({f"open:{address}": self._limits.address_openings}, "too_many_openings")

    def say(self, conversation_id: str, address: str) -> None:
        """A message. Raises TooFast."""
        self._spend({f"say:{conversation_id}": self._limits.messages, f"all:{address}": self._limits.address_messages}, "too_many_messages")

    def send(self, conversation_id: str) -> None:
        """A picture. Raises TooFast."""
        self._spend({f"send:{conversation_id}": self._limits.pictures}, "too_many_pictures")

    def call(self, phone_system: str) -> None:
        """A question where a call belongs. Raises TooFast."""
        self._spend({f"call:{phone_system}": self._limits.calls}, "too_many_calls")

    def _spend(self, limits: dict[str, int], code: str) -> None:
        now = self._clock.now()
        until = datetime.fromtimestamp((now.timestamp() // SPAN.seconds + 1) * SPAN.seconds, timezone.utc)
        with self._unit_of_work() as work:
            if until > self._tidied:
                work.allowances.forget(now)
                self._tidied = until
            over = [key for key, limit in limits.items() if work.allowances.count(key, until) > limit]
            work.commit()
        if over:
            raise TooFast(code, max(int((until - now).total_seconds()), 1))
