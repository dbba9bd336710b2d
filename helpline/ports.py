"""The shapes that use cases need. Each has at least two implementations: the real one and the one of tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol

from helpline.chat_ports import Allowances, Threads
from helpline.desk_ports import Accounts, Opinions, Works
from helpline.model.attachment import Attachment
from helpline.model.call_back import CallBack, CallBackStatus
from helpline.model.draft import Draft
from helpline.model.event import Advisor, Event
from helpline.model.understanding import Heard


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class Drafts(Protocol):
    """The state of each conversation."""

    def get(self, conversation_id: str) -> Draft:
        """The draft of a conversation, to be changed; a new one where there is none."""

    def look(self, conversation_id: str) -> Draft:
        """The same, only to be read: nobody waits for it."""

    def save(self, draft: Draft) -> None:
        """Keep the draft as it is now."""


class Events(Protocol):
    """All events."""

    def add(self, event: Event) -> None:
        """Keep a new event. Its submission must not have one already."""

    def update(self, event: Event) -> None:
        """Keep what changed of a known event."""

    def get(self, number: str) -> Event | None:
        """The event of this number."""

    def of_submission(self, submission: str) -> Event | None:
        """The event that was issued for a submission, if one was."""

    def search(self, text: str, limit: int) -> list[Event]:
        """Events whose number, account, phone or serial is `text`, the newest first."""


class Seats(Protocol):
    """Places in time: each is held for a while or booked by one event. A hold that ran out counts as free."""

    def hold(self, resource: str, starts_at: datetime, seats: int, event_number: str, now: datetime, until: datetime) -> int | None:
        """Keep a free seat for the event until then, in place of any other that it holds; None where none is left."""

    def take(
        self, resource: str, starts_at: datetime, seats: int, event_number: str, now: datetime, device: str | None = None
    ) -> int | None:
        """Book the seat that the event holds there, or a free one, giving up any it had booked; None where none is left.

        None too where the device is booked by another event: `booked_for` tells which.
        """

    def taken(self, resource: str, start: datetime, end: datetime, now: datetime, event_number: str = "") -> dict[datetime, int]:
        """How many seats are gone at each start in [start, end]; what `event_number` merely holds is not counted."""

    def booked_for(self, device: str, now: datetime) -> str | None:
        """The event that has a seat still to come for the device."""

    def upcoming(self, resources: str, start: datetime, end: datetime) -> list[str]:
        """The events with a booked seat in (start, end] at a resource whose name begins so."""

    def let_go(self, event_number: str) -> None:
        """Give up what the event merely holds."""

    def release(self, event_number: str) -> None:
        """Give up all that the event holds and booked."""

    def expire(self, now: datetime) -> int:
        """Forget the holds that ran out; how many there were."""


class CallBacks(Protocol):
    """Call backs that were promised."""

    def add(self, call_back: CallBack) -> CallBack:
        """Keep a new one, in place of the live one of its event; the same with its id."""

    def get(self, call_back_id: int) -> CallBack | None:
        """The call back of this id."""

    def of_event(self, event_number: str) -> CallBack | None:
        """The live one of an event."""

    def due(self, now: datetime, skill_group: str | None) -> list[CallBack]:
        """Those that wait and whose time has come, in the order in which to call."""

    def live(self) -> list[CallBack]:
        """All that may still ring, in the order of their times."""

    def ahead(self, line: str, moment: datetime, joined_at: datetime) -> int:
        """How many of a line are to be called at `moment` or before it, and joined before."""

    def change(self, call_back: CallBack, was: CallBackStatus) -> bool:
        """Keep it as it is now, if its status is still what it was; False where somebody else was faster."""

    def close(self, event_number: str, status: CallBackStatus) -> bool:
        """End the live one of an event; False where it has none."""


class Leases(Protocol):
    """Work that one process at a time may do."""

    def take(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Have it until then: a new one, one's own, or one that ran out. False where another has it."""

    def give_up(self, name: str, holder: str) -> None:
        """Let another have it at once."""


class Advisors(Protocol):
    """The people at the desk."""

    def add(self, advisor: Advisor) -> None:
        """Keep a new advisor, or replace the one of this number."""

    def by_token_hash(self, token_hash: str) -> Advisor | None:
        """Who holds this token."""


class Audit(Protocol):
    """Who looked at what, and guesses that failed."""

    def record(self, at: datetime, who: str, what: str, subject: str) -> None:
        """Add a line that is never changed."""

    def count(self, what: str, subject: str, since: datetime, who: str = "") -> int:
        """How many such lines since then, of one person where named."""


class Attachments(Protocol):
    """The pictures of conversations."""

    def add(self, attachment: Attachment) -> None:
        """Keep a new one."""

    def get(self, name: str) -> Attachment | None:
        """The one of this id."""

    def of_line(self, conversation_id: str, line_id: str) -> Attachment | None:
        """The one that came with this line."""

    def these(self, names: Sequence[str]) -> list[Attachment]:
        """Those of these ids, the oldest first."""


class Files(Protocol):
    """The content of pictures, where nobody from outside reaches it."""

    def keep(self, name: str, content: bytes, small: bytes) -> None:
        """Write both, or leave nothing behind. Raises PictureRefused where there is no room."""

    def drop(self, name: str) -> None:
        """Remove what there is of it."""

    def read(self, name: str, *, small: bool = False) -> bytes | None:
        """The content; None where it is gone."""


class UnitOfWork(Protocol):
    """One transaction. Leaving it without `commit` undoes everything."""

    @property
    def drafts(self) -> Drafts:
        """The state of each conversation."""

    @property
    def events(self) -> Events:
        """All events."""

    @property
    def seats(self) -> Seats:
        """Places in time."""

    @property
    def call_backs(self) -> CallBacks:
        """Call backs that were promised."""

    @property
    def leases(self) -> Leases:
        """Work that one process at a time may do."""

    @property
    def threads(self) -> Threads:
        """What was said."""

    @property
    def advisors(self) -> Advisors:
        """The people at the desk."""

    @property
    def attachments(self) -> Attachments:
        """The pictures."""

    @property
    def audit(self) -> Audit:
        """Who looked at what."""

    @property
    def accounts(self) -> Accounts:
        """How advisors sign in."""

    @property
    def allowances(self) -> Allowances:
        """How much each customer and address did of late."""

    @property
    def works(self) -> Works:
        """Who works on what."""

    @property
    def feedback(self) -> Opinions:
        """What customers think."""

    def __enter__(self) -> UnitOfWork: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def commit(self) -> None:
        """Make it last."""


class Bot(Protocol):
    """The dialogue engine, as the door sees it."""

    async def say(self, conversation_id: str, text: str, metadata: dict[str, object]) -> list[dict[str, object]]:
        """Send one message of the customer; the replies in Rasa's REST form. Raises OutsideUnavailable."""

    async def understand(self, text: str) -> Heard:
        """What a text says, without a conversation. Raises OutsideUnavailable."""

    async def ready(self) -> bool:
        """True where it answers."""
