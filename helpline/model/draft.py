"""What has been collected in a conversation and where it stands, between two messages."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from helpline.model.event import Mode

# What is put by with a concern that is interrupted.
_CONCERN = (
    "intent",
    "facts",
    "passed",
    "event_number",
    "mode",
    "store",
    "record",
    "told",
    "findings",
    "help",
    "tries",
    "replaced",
    "guesses",
)
# What is known of the person rather than of a concern.
NO_CALL = "no_call"  # under what it is remembered that nobody is to call
_OF_THE_PERSON = ("greeted", "angry", "soothed", "urgent", "risk", "touched", "hidden_before", "heard", "dropped")
_SPARED = ("os_version", "tried_steps")  # what an angry customer is not asked
PARKED_AT_MOST = 5


@dataclass
class Draft:
    """The state of one conversation's current concern. All values are plain JSON.

    `asking` is the slot that the next message is expected to fill, `facts` what is known by slot name, `passed` the slots
    that the customer chose not to answer, `tries` how often an answer could not be read,
    `guesses` what else the first message may have meant, `replaced` what stood where a correction put something else, the last one last. `said` keeps the message that the
    `choices` are about, `parked` the concerns that wait; while `resuming`, the first of them was offered again.
    `record` is what the registry said of the device, `findings` what followed for the advisor, `told` what the customer has
    read of it. `last_event` is the event that the customer of this conversation dealt with last, here or by proving that it is theirs.
    `picture` is the one whose reading waits for a yes.
    `angry` counts the messages written in anger, `soothed` is true once we have said sorry, `urgent` once haste was named,
    `risk` once life was spoken of. `touched` is when the last message came, `away` what waits while we ask a customer who
    comes back after a day whether to go on; lines from before `hidden_before` are shown to nobody who did not prove that they are theirs; `again` is an earlier event about the same matter that was offered;
    `help` tells which article is being followed, which of its steps are done with, and whether that is over;
    `doubt` waits for whether a message belongs to the event that there is, or for a yes to a repair by post;
    `outside` is the topic of what is not ours that was spoken of last, `answered` the intent of a question that needed no event;
    `dropped` is the concern that was given up last, for who turns back to it; `interrupted` what a danger or a fraud cut short, for who says that there is none;
    `heard` has the lines that were answered last, and the last answer.
    """

    conversation_id: str
    sequence: int = 1
    intent: str | None = None
    asking: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    tries: dict[str, int] = field(default_factory=dict)
    replaced: dict[str, Any] = field(default_factory=dict)
    guesses: list[str] = field(default_factory=list)
    misses: int = 0
    choices: list[str] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    parked: list[dict[str, Any]] = field(default_factory=list)
    resuming: bool = False
    event_number: str | None = None
    last_event: str | None = None
    mode: str | None = None
    store: str | None = None
    starts_at: str | None = None
    picture: str | None = None
    offered_modes: list[str] = field(default_factory=list)
    offered_times: list[str] = field(default_factory=list)
    handed_over: bool = False
    greeted: bool = False
    record: dict[str, Any] = field(default_factory=dict)
    findings: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    angry: int = 0
    soothed: bool = False
    urgent: bool = False
    risk: bool = False
    touched: str | None = None
    away: dict[str, Any] = field(default_factory=dict)
    hidden_before: str | None = None
    again: str | None = None
    help: dict[str, Any] = field(default_factory=dict)
    doubt: dict[str, Any] = field(default_factory=dict)
    outside: str | None = None
    answered: str | None = None
    heard: dict[str, Any] = field(default_factory=dict)
    dropped: dict[str, Any] = field(default_factory=dict)
    interrupted: dict[str, Any] = field(default_factory=dict)

    @property
    def submission(self) -> str:
        """The key under which at most one event can be issued."""
        return f"{self.conversation_id}#{self.sequence}"

    @property
    def hand_over_mode(self) -> Mode | None:
        """How the event is handed over, once chosen."""
        return Mode(self.mode) if self.mode else None

    def begin(self, intent: str | None, *, keep: tuple[str, ...] = ()) -> None:
        """Start another concern: only facts about the person, and those named, are carried over."""
        early = ("screenshot",) if self.intent is None else ()  # a picture that was sent before any words
        carried = {
            k: v for k, v in self.facts.items() if k in ("contact_phone", "contact_dial", "contact_name", "account", NO_CALL, *early, *keep)
        }
        fresh = Draft(self.conversation_id, self.sequence + 1, intent, facts=carried, parked=self.parked)
        for name in _OF_THE_PERSON:
            setattr(fresh, name, getattr(self, name))
        if carried.get(NO_CALL) and not carried.get("contact_phone"):
            fresh.passed = ["contact_phone"]  # who said once that nobody is to call is asked for no number
        if self.intent is None:
            fresh.picture = self.picture
        fresh.last_event = self.event_number or self.last_event
        self.__dict__.update(fresh.__dict__)

    def know(self, slot: str, value: Any) -> None:
        """Take an answer; it is no longer asked, nor passed over."""
        self.facts[slot] = value
        self.tries.pop(slot, None)
        if slot in ("device_model", "device_family"):
            self.facts.pop("device_options", None)  # of what was named before
        if slot in self.passed:
            self.passed.remove(slot)

    def settled(self, slot: str) -> bool:
        """True where `slot` need not be asked."""
        known = self.facts.get(slot) or (slot == "serial_number" and self.facts.get("imei"))
        spared = self.angry > 1 and slot in _SPARED and slot != self.asking
        return slot in self.passed or spared or bool(known)

    def tried(self, slot: str) -> int:
        """Count one more answer to `slot` that could not be read; how many there are now."""
        self.tries[slot] = self.tries.get(slot, 0) + 1
        return self.tries[slot]

    def park(self, concern: dict[str, Any]) -> None:
        """Remember a concern for later, unless it waits already or too many do. The same trouble of another device is another."""
        if len(self.parked) < PARKED_AT_MOST and not any(_alike(concern, other) for other in self.parked):
            self.parked.append(concern)

    def set_aside(self) -> None:
        """Put the present concern by, to be taken up where it stopped."""
        self.park(self.put_by())

    def put_by(self) -> dict[str, Any]:
        """The present concern, as it stands."""
        return {name: getattr(self, name) for name in _CONCERN}

    def drop(self) -> None:
        """Give the present concern up; it is kept for who turns back to it."""
        given_up = self.put_by()
        self.begin(None)
        self.dropped = given_up

    def take_up(self, concern: dict[str, Any]) -> None:
        """Go on with what was set aside. What was learnt of the person since then is newer."""
        self.begin(concern["intent"])
        self.facts = {**concern["facts"], **self.facts}
        for name in _CONCERN[2:]:
            if name in concern:  # what was put by before a field came in has none of it
                setattr(self, name, concern[name])

    def to_json(self) -> dict[str, Any]:
        """The whole state, for storage."""
        return asdict(self)

    @classmethod
    def from_json(cls, state: dict[str, Any]) -> Draft:
        """The state as stored, fields that are no longer known left out."""
        return cls(**{k: v for k, v in state.items() if k in cls.__dataclass_fields__})


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """True for two concerns about the same, as far as their devices tell."""
    return bool(one["intent"] == other["intent"]) and not (devices_of(one) and devices_of(other) and devices_of(one) != devices_of(other))


def devices_of(concern: dict[str, Any]) -> set[str]:
    """The names of the devices that a concern is about."""
    found = concern.get("said", {}).get("found", [])
    facts = concern.get("facts", {})
    named = {str(one["value"]) for one in found if one["entity"] in ("device_model", "device_family")}
    return named or {str(facts[name]) for name in ("device_model", "device_family") if facts.get(name)}
