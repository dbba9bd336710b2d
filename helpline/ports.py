"""The shapes that use cases need. Each has at least two implementations: the real one and the one of tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol

from helpline.desk_ports import Accounts, Works
from helpline.model.attachment import Attachment
from helpline.model.draft import Draft
from helpline.model.event import Advisor, Event, Line
from helpline.model.registry import RegisteredDevice
from helpline.model.sheet import Value
from helpline.model.stock import Stock


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class Drafts(Protocol):
    """The state of each conversation."""

    def get(self, conversation_id: str) -> Draft:
        """The draft of a conversation; a new one where there is none."""

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
    """Places in time that can each be held by one event."""

    def take(self, resource: str, starts_at: datetime, seats: int, event_number: str) -> int | None:
        """Take a free seat for the event, giving up any it held; None where none is left."""

    def taken(self, resource: str, start: datetime, end: datetime) -> dict[datetime, int]:
        """How many seats are held at each start in [start, end]."""

    def release(self, event_number: str) -> None:
        """Give up what the event holds."""


class Threads(Protocol):
    """What was said in each conversation."""

    def open(self, conversation_id: str, at: datetime) -> None:
        """Begin a conversation."""

    def exists(self, conversation_id: str) -> bool:
        """True where it was begun."""

    def add(self, line: Line) -> bool:
        """Add a line; False where a line of this id stands already."""

    def lines(self, conversation_id: str) -> list[Line]:
        """All lines in order."""

    def position(self, conversation_id: str, line_id: str) -> int:
        """Where a line stands among all; 0 for one that is not there."""

    def after(self, conversation_id: str, position: int) -> list[tuple[int, Line]]:
        """The lines behind a position, each with its own."""

    def last_said(self, conversation_id: str, who: str, count: int) -> tuple[str, ...]:
        """The texts of the last lines that `who` wrote, the newest last."""

    def unanswered(self, conversation_id: str) -> list[Line]:
        """The customer's lines that no reply was given to, in order."""

    def mark_answered(self, conversation_id: str, line_ids: Sequence[str]) -> None:
        """Note that a reply was given to these lines of the conversation: another may have lines of the same ids."""


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

    def count(self, what: str, subject: str, since: datetime) -> int:
        """How many such lines since then."""


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


class Registry(Protocol):
    """The devices that were sold, as their keeper has them."""

    def find(self, serial_or_imei: str) -> RegisteredDevice | None:
        """The device of a serial or IMEI in canonical form; None where there is none. Raises OutsideUnavailable."""


class Parts(Protocol):
    """The parts that places have in stock."""

    def stock(self, place_id: str, model: str, parts: Sequence[str]) -> dict[str, Stock]:
        """What the place has of these parts for a device of the catalogue; a part that nobody counted is left out."""


class Bulk(Protocol):
    """Takes very many rows into one table, or none: they wait aside until they are published."""

    def stage(self, rows: Sequence[tuple[Value, ...]]) -> None:
        """Lay rows aside, each with its line first."""

    def twice(self, limit: int) -> list[tuple[int, str, str, int]]:
        """Of what is laid aside: line, column, value and earlier line of what must stand there once and does not."""

    def publish(self) -> tuple[int, int, int]:
        """Take all into the table in one transaction: how many are new, how many were there, how many samples gave way."""

    def empty(self) -> bool:
        """True where the table has no row."""


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
    def works(self) -> Works:
        """Who works on what."""

    def __enter__(self) -> UnitOfWork: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def commit(self) -> None:
        """Make it last."""


class Bot(Protocol):
    """The dialogue engine, as the door sees it."""

    async def say(self, conversation_id: str, text: str, metadata: dict[str, object]) -> list[dict[str, object]]:
        """Send one message of the customer; the replies in Rasa's REST form. Raises OutsideUnavailable."""

    async def ready(self) -> bool:
        """True where it answers."""
