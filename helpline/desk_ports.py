"""The shapes of what the desk keeps: accounts, and the work on events. `ports.py` has the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from helpline.model.desk import Account, AuditLine, Note, Queued, Session, Work
from helpline.model.event import Event
from helpline.model.feedback import Feedback


class Accounts(Protocol):
    """How advisors sign in."""

    def get(self, number: str) -> Account | None:
        """The account of an advisor."""

    def all(self) -> list[Account]:
        """Every advisor."""

    def change(self, number: str, **values: Any) -> None:
        """Keep what is named of `password_hash`, `temporary`, `active`, `groups` and `seen_at`."""

    def open_session(self, session: Session) -> None:
        """Keep a new session."""

    def session(self, id_hash: str) -> Session | None:
        """The session of this hash."""

    def see(self, session: Session, now: datetime) -> None:
        """Note that the advisor is there."""

    def close_session(self, id_hash: str) -> None:
        """End one."""

    def close_sessions(self, number: str, *, but: str = "") -> None:
        """End all of an advisor, but for one."""

    def tried(self, key: str, at: datetime) -> None:
        """Count a guess."""

    def tries(self, key: str, since: datetime) -> int:
        """How many guesses since then."""

    def forgive(self, key: str) -> None:
        """Forget the guesses."""


class Works(Protocol):
    """Who works on which event, and what was noted."""

    def get(self, event: Event) -> Work:
        """The work on an event."""

    def save(self, work: Work) -> None:
        """Keep what changed."""

    def claim(self, event_number: str, who: str, at: datetime, instead_of: str | None) -> bool:
        """Make `who` the owner in place of the one that was seen; False where another was quicker."""

    def open_events(self, limit: int) -> list[Queued]:
        """Open events, the oldest first."""

    def newest_events(self, limit: int) -> list[Queued]:
        """Events however they stand, the newest first."""

    def add_note(self, note: Note) -> bool:
        """Keep a note; False where it is there already."""

    def notes(self, event_number: str) -> list[Note]:
        """Notes in order."""

    def link(self, one: str, other: str) -> None:
        """Say that two events belong together."""

    def unlink(self, one: str, other: str) -> None:
        """Take that back."""

    def linked(self, number: str) -> list[str]:
        """What belongs to an event."""

    def issued(self, numbers: Sequence[str]) -> list[str]:
        """Those that are numbers of events."""

    def with_phone_tail(self, digits: str, limit: int) -> list[Event]:
        """Events whose phone ends so."""

    def chat_owner(self, conversation_id: str) -> str | None:
        """Who answers in the bot's place."""

    def take_chat(self, conversation_id: str, who: str, at: datetime) -> bool:
        """Answer in the bot's place; False where somebody does already."""

    def hold(self, conversation_id: str, messages: list[dict[str, Any]]) -> None:
        """Keep what the bot said too late."""

    def leave_chat(self, conversation_id: str) -> list[dict[str, Any]]:
        """Give the chat back to the bot; what was held."""

    def record(self, *, who: str, subject: str, limit: int, what: str = "") -> list[AuditLine]:
        """Lines of the audit, the newest first; of what is named, where something is."""


class Opinions(Protocol):
    """What customers think of their contacts with us."""

    def add(self, feedback: Feedback) -> bool:
        """Keep a contact to be asked about; False where it is there."""

    def get(self, contact: str) -> Feedback | None:
        """One of them."""

    def change(self, feedback: Feedback) -> None:
        """Keep what was asked or answered."""

    def forget(self, contact: str) -> None:
        """Never ask about it."""

    def due(self, now: datetime, limit: int) -> list[Feedback]:
        """Those to be asked about now."""

    def asked_since(self, moment: datetime) -> list[Feedback]:
        """Those asked about since then."""
