"""The event, what hands it over, and who works on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any


class Label(str, Enum):
    """The seven tiers and the five kinds of message beside them."""

    GENERAL = "general"
    HARDWARE = "hardware"
    ONLINE_STORE = "online_store"
    ENTERPRISE = "enterprise"
    EDUCATION = "education"
    ACCESSIBILITY = "accessibility"
    APPLECARE = "applecare"
    SAFETY = "safety"
    HAZARD = "hazard"
    SERVICE = "service"
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"


class Priority(str, Enum):
    """How soon an advisor should look. Ordered by `rank`."""

    HAZARD = "hazard"
    HIGH = "high"
    NORMAL = "normal"

    @property
    def rank(self) -> int:
        """0 is looked at first."""
        return list(Priority).index(self)


class EventStatus(str, Enum):
    """Where an event stands."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Mode(str, Enum):
    """The ways in which an event is handed over."""

    CALL_BACK = "call_back"
    GENIUS_BAR = "genius_bar"
    AASP = "aasp"
    MAIL_IN = "mail_in"
    LINE_NUMBER = "line_number"
    CHAT = "chat"
    NONE = "none"


class HandOffStatus(str, Enum):
    """Where a hand-over stands."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True)
class Place:
    """Where a booking is."""

    id: str
    name: str
    city: str


@dataclass(frozen=True)
class HandOff:
    """How the event goes on: at most one is live for an event. `code` is what the advisor reads to the customer."""

    mode: Mode
    status: HandOffStatus
    starts_at: datetime | None = None
    place: Place | None = None
    code: str | None = None
    line: str | None = None
    seat: int | None = None


@dataclass
class Event:
    """One submission of one customer.

    `submission` is unique: however often a draft is sent, one event comes of it. `facts` holds what was collected,
    by the slot names that `docs/api.md` shares with clients.
    """

    number: str
    submission: str
    conversation_id: str
    label: Label
    topic: str
    skill_group: str
    priority: Priority
    status: EventStatus
    created_at: datetime
    updated_at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    hand_off: HandOff | None = None
    history: list[dict[str, Any]] = field(default_factory=list)

    def note(self, at: datetime, what: str, who: str) -> None:
        """Add a line to the history."""
        self.history = [*self.history, {"at": at.isoformat(), "what": what, "who": who}]
        self.updated_at = at


class Role(str, Enum):
    """What an advisor may do."""

    FIRST_LINE = "first_line"
    SENIOR = "senior"
    SPECIALIST = "specialist"
    ENGINEERING = "engineering"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True)
class Advisor:
    """A person at the desk, known to customers by the advisor number (工号)."""

    number: str
    name: str
    role: Role
    token_hash: str


@dataclass(frozen=True)
class Line:
    """One line of a conversation's thread. `who` is customer, bot, or an advisor's number."""

    id: str
    conversation_id: str
    at: datetime
    who: str
    text: str
    buttons: list[dict[str, str]] = field(default_factory=list)
    card: dict[str, Any] | None = None
    payload: str | None = None
    answered: bool = True
