"""How long what is kept of people is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from helpline.ports import Clock, Files

EVERY = timedelta(hours=1)
AT_ONCE = 200  # conversations that one pass takes: nobody waits for it
GUESSES = timedelta(days=30)


class Records(Protocol):
    """What is kept of conversations."""

    def erase(self, conversation_ids: list[str]) -> tuple[int, list[str]]:
        """Delete all rows; how many there were, and the ids of the pictures whose files are left."""

    def quiet(self, *, with_event: bool, since: datetime, limit: int) -> list[str]:
        """Conversations in which nothing was said or done since then."""

    def old_pictures(self, since: datetime) -> list[str]:
        """Their rows are deleted; their ids, for the files."""

    def old_traces(self, audit: datetime | None, guesses: datetime, rasa: datetime | None) -> int:
        """Looks at events, guesses at passwords, and Rasa's record."""


@dataclass(frozen=True)
class Keep:
    """Days; 0 keeps for ever."""

    talks: int = 0
    events: int = 0
    pictures: int = 0
    audit: int = 0
    rasa: int = 0


class Retention:
    """Lets go of what is older than it may be."""

    def __init__(self, records: Records, files: Files, clock: Clock, keep: Keep) -> None:
        self._records, self._files, self._clock, self._keep = records, files, clock, keep
        self._next: datetime | None = None

    def once_an_hour(self) -> None:
        """For the scheduler, which asks more often."""
        now = self._clock.now()
        if self._next is None or now >= self._next or self._next - now > EVERY:  # the last: the clock was set back
            self._next = now + EVERY
            self.run()

    def run(self) -> int:
        """How many rows are gone."""
        keep, gone = self._keep, 0
        for days, with_event in ((keep.talks, False), (keep.events, True)):
            if since := self._since(days):
                done = self.erase(self._records.quiet(with_event=with_event, since=since, limit=AT_ONCE))
                gone += done
        if since := self._since(keep.pictures):
            old = self._records.old_pictures(since)
            self._drop(old)
            gone += len(old)
        return gone + self._records.old_traces(self._since(keep.audit), self._clock.now() - GUESSES, self._since(keep.rasa))

    def erase(self, conversation_ids: list[str]) -> int:
        """These conversations with all that belongs to them, files too."""
        if not conversation_ids:
            return 0
        rows, pictures = self._records.erase(conversation_ids)
        self._drop(pictures)
        return rows

    def _drop(self, pictures: list[str]) -> None:
        for picture in pictures:
            self._files.drop(picture)

    def _since(self, days: int) -> datetime | None:
        return self._clock.now() - timedelta(days=days) if days else None
