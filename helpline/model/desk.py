"""The desk's own things: accounts and sessions of advisors, who works on what, and what was noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from helpline.model.event import Advisor, Event, Role

LADDER = tuple(Role)  # the levels in the order in which an event climbs them
PASSWORD_LENGTH = (10, 128)


@dataclass(frozen=True)
class Account:
    """An advisor as one who signs in. `groups` are the skill groups served, all where empty; `temporary` a password to be changed."""

    advisor: Advisor
    password_hash: str | None = None
    temporary: bool = False
    active: bool = True
    groups: tuple[str, ...] = ()
    seen_at: datetime | None = None

    @property
    def number(self) -> str:
        """The advisor number."""
        return self.advisor.number

    @property
    def role(self) -> Role:
        """What they may do."""
        return self.advisor.role

    def serves(self, group: str) -> bool:
        """True where events of the skill group are theirs to take."""
        return not self.groups or group in self.groups or self.role is Role.SUPERVISOR

    @property
    def may_reveal(self) -> bool:
        """True for those who may read what is masked of an event that they do not hold."""
        return self.role is not Role.FIRST_LINE


@dataclass(frozen=True)
class Session:
    """One browser that is signed in. Only the hash of its cookie is kept."""

    id_hash: str
    number: str
    opened_at: datetime
    seen_at: datetime


@dataclass
class Work:
    """Who works on an event. `level` is who should; `offered_to` a level that was asked and where nobody was there yet."""

    event_number: str
    queued_at: datetime
    owner: str | None = None
    claimed_at: datetime | None = None
    level: Role = Role.FIRST_LINE
    offered_to: Role | None = None
    due_at: datetime | None = None
    bounces: int = 0


@dataclass(frozen=True)
class Note:
    """What an advisor wrote down, and what comes next. `kind` says at which occasion; `details` holds reasons and evidence."""

    id: str
    event_number: str
    at: datetime
    who: str
    kind: str
    text: str
    disposition: str | None = None
    next_step: str | None = None
    owner: str | None = None
    due_at: datetime | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Queued:
    """An event as the queue has it. `chat_owner` is who answers in its chat now."""

    event: Event
    work: Work
    chat_owner: str | None = None
    last_note: datetime | None = None


@dataclass(frozen=True)
class AuditLine:
    """One line of the record."""

    at: datetime
    who: str
    what: str
    subject: str
