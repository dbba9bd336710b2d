"""What has been collected in a conversation and where it stands, between two messages."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from helpline.model.event import Mode


@dataclass
class Draft:
    """The state of one conversation's current concern. All values are plain JSON.

    `asking` is the slot that the next message is expected to fill, `facts` what is known by slot name, `passed` the slots
    that the customer chose not to answer, `tries` how often an answer could not be read.
    """

    conversation_id: str
    sequence: int = 1
    intent: str | None = None
    asking: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    tries: dict[str, int] = field(default_factory=dict)
    misses: int = 0
    choices: list[str] = field(default_factory=list)
    parked: list[dict[str, str]] = field(default_factory=list)
    event_number: str | None = None
    mode: str | None = None
    store: str | None = None
    starts_at: str | None = None
    offered_times: list[str] = field(default_factory=list)
    handed_over: bool = False
    greeted: bool = False

    @property
    def submission(self) -> str:
        """The key under which at most one event can be issued."""
        return f"{self.conversation_id}#{self.sequence}"

    @property
    def hand_over_mode(self) -> Mode | None:
        """How the event is handed over, once chosen."""
        return Mode(self.mode) if self.mode else None

    def begin(self, intent: str, *, keep: tuple[str, ...] = ()) -> None:
        """Start another concern: only facts about the person, and those named, are carried over."""
        carried = {k: v for k, v in self.facts.items() if k in ("contact_phone", "contact_name", "account", *keep)}
        fresh = Draft(self.conversation_id, self.sequence + 1, intent, facts=carried, parked=self.parked, greeted=self.greeted)
        self.__dict__.update(fresh.__dict__)

    def know(self, slot: str, value: Any) -> None:
        """Take an answer; it is no longer asked, nor passed over."""
        self.facts[slot] = value
        self.tries.pop(slot, None)
        if slot in self.passed:
            self.passed.remove(slot)

    def settled(self, slot: str) -> bool:
        """True where `slot` need not be asked."""
        return slot in self.passed or self.facts.get(slot) not in (None, "", [])

    def to_json(self) -> dict[str, Any]:
        """The whole state, for storage."""
        return asdict(self)

    @classmethod
    def from_json(cls, state: dict[str, Any]) -> Draft:
        """The state as stored, fields that are no longer known left out."""
        return cls(**{k: v for k, v in state.items() if k in cls.__dataclass_fields__})
