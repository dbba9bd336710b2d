"""What Rasa remembers of a conversation: every event is kept, only the last turns are read back, so a turn costs the same at any length.

Rasa's own SQL store reads, and counts on saving, the whole conversation in each turn, and opens the SQLite file anew each time.
Nothing we decide needs more: drafts and threads are in Helpline's database, and rules look at the turn before.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Engine

from helpline.errors import OutsideUnavailable
from helpline.storage.away import told_apart
from helpline.storage.database import alone, looking, make_engine

log = logging.getLogger(__name__)
READ_BACK = 20  # events: some three turns
KEPT = 100_000  # events that wait for a database that is away
LOOKED = 1.0
LAST_TRIES = 5
TOGETHER = 500  # rows that are sure to go as one statement, which needs no transaction around it
Work = Callable[[Connection], Any]

metadata = sa.MetaData()
events = sa.Table(
    "rasa_events",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("conversation_id", sa.String(255), nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("data", sa.Text, nullable=False),
    sa.Index("ix_rasa_events_conversation_id_id", "conversation_id", "id"),
)


class RecentTrackerStore(TrackerStore):
    """Events in one table of a SQLite file or of PostgreSQL. One that reads a tracker and saves it again adds what is new to it.

    While the database is away events wait in this process, and a conversation goes on without its past: Rasa would keep a record of its own.
    """

    def __init__(self, domain: Domain | None, host: str, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        """`host` is the address of the database."""
        self._engine = make_engine(host, durable=False)
        self._alone, self._looking = alone(self._engine), looking(self._engine)
        self._waiting: list[dict[str, Any]] = []
        self._later: asyncio.Task[None] | None = None
        _make_table(self._engine)
        super().__init__(domain, event_broker, **kwargs)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The last turns."""
        try:
            with told_apart():
                return self._tracker(sender_id, READ_BACK)
        except OutsideUnavailable as error:
            log.error("Rasa's record cannot be read (%s): the conversation goes on without it", type(error.__cause__).__name__)
            tracker = self.init_tracker(sender_id)
            tracker.read_back = 0
            return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Everything."""
        return self._tracker(conversation_id, None)

    async def exists(self, conversation_id: str) -> bool:
        """By the index."""
        return bool(self._rows(conversation_id, 1))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Insert what came after the events that were read, then tell the broker."""
        if not tracker.events:  # as Rasa begins a conversation: at the end of the turn nobody has to ask what was there
            tracker.read_back = 0
            return
        known = getattr(tracker, "read_back", None)
        if known is None:  # not from us: whatever is there already came first
            known = len(self._rows(tracker.sender_id, None))
        fresh: Sequence[Event] = list(tracker.events)[known:]
        if not fresh:
            return
        self._waiting += [
            {"conversation_id": tracker.sender_id, "at": event.timestamp, "data": json.dumps(event.as_dict())} for event in fresh
        ]
        tracker.read_back = len(tracker.events)
        if not self._put():
            self._later = self._later or asyncio.get_running_loop().create_task(self._put_later())
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, list(fresh), tracker.sender_id)

    def _put(self) -> bool:
        """Insert what waits, in its order; False where the database does not take it."""
        del self._waiting[:-KEPT]
        rows = list(self._waiting)
        try:
            with told_apart():
                self._done(
                    self._alone if len(rows) <= TOGETHER else self._engine,
                    lambda connection: connection.execute(events.insert(), rows),
                    again=lambda connection: _insert_unless_there(connection, rows),
                )
        except OutsideUnavailable as error:
            log.error("Rasa's record cannot be written (%s): %s events wait", type(error.__cause__).__name__, len(rows))
            return False
        del self._waiting[: len(rows)]
        return True

    async def _put_later(self) -> None:
        while self._waiting and not self._put():
            await asyncio.sleep(LOOKED)
        self._later = None

    async def write_down(self) -> None:
        """What still waits, before the process ends: a moment more for a database that is just coming back."""
        for _ in range(LAST_TRIES):
            if not self._waiting or self._put():
                return
            await asyncio.sleep(LOOKED)
        log.error("%s events of Rasa's record are lost: the database did not come back before the end", len(self._waiting))

    async def keys(self) -> Iterable[str]:
        """The names of all conversations."""
        with self._engine.connect() as connection:
            return [row[0] for row in connection.execute(sa.select(events.c.conversation_id).distinct())]

    def _tracker(self, sender_id: str, limit: int | None) -> DialogueStateTracker | None:
        found = self._rows(sender_id, limit)
        if not found:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, [json.loads(data) for data in found], self.domain.slots)
        tracker.read_back = len(tracker.events)
        return tracker

    def _rows(self, sender_id: str, limit: int | None) -> list[str]:
        query = sa.select(events.c.data).where(events.c.conversation_id == sender_id).order_by(events.c.id.desc())
        return list(reversed(self._done(self._looking, lambda connection: connection.execute(query.limit(limit)).scalars().all())))

    def _done(self, engine: Engine, work: Work, *, again: Work | None = None) -> Any:
        """Once more where the connection broke in it, by `again` if that has to look what became of the first time."""
        try:
            with engine.begin() as connection:
                return work(connection)
        except sa.exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
        with engine.begin() as connection:
            return (again or work)(connection)


def _insert_unless_there(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """The connection may have broken after the commit, before we heard of it."""
    last = rows[-1]
    mine = events.c.conversation_id == last["conversation_id"], events.c.data == last["data"]
    if connection.execute(sa.select(events.c.id).where(*mine).limit(1)).first() is None:
        connection.execute(events.insert(), rows)


def _make_table(engine: sa.engine.Engine) -> None:
    try:
        metadata.create_all(engine)
    except (sa.exc.ProgrammingError, sa.exc.IntegrityError, sa.exc.OperationalError):
        metadata.create_all(engine)  # another process made it in between; whatever else is wrong is raised now
