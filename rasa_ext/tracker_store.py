"""What Rasa remembers of a conversation: every event is kept, only the last turns are read back, so a turn costs the same at any length.

Rasa's own SQL store reads, and counts on saving, the whole conversation in each turn, and opens the SQLite file anew each time.
Nothing we decide needs more: drafts and threads are in Helpline's database, and rules look at the turn before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection

from helpline.storage.database import make_engine

READ_BACK = 40  # events: some four turns

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
    """Events in one table of a SQLite file or of PostgreSQL. One that reads a tracker and saves it again adds what is new to it."""

    def __init__(self, domain: Domain | None, host: str, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        """`host` is the address of the database."""
        self._engine = make_engine(host, durable=False)
        _make_table(self._engine)
        super().__init__(domain, event_broker, **kwargs)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The last turns."""
        return self._tracker(sender_id, READ_BACK)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Everything."""
        return self._tracker(conversation_id, None)

    async def exists(self, conversation_id: str) -> bool:
        """By the index."""
        return bool(self._rows(conversation_id, 1))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Insert what came after the events that were read, then tell the broker."""
        known = getattr(tracker, "read_back", None)
        if known is None:  # not from us: whatever is there already came first
            known = len(self._rows(tracker.sender_id, None))
        fresh: Sequence[Event] = list(tracker.events)[known:]
        if not fresh:
            return
        rows = [{"conversation_id": tracker.sender_id, "at": event.timestamp, "data": json.dumps(event.as_dict())} for event in fresh]
        self._done(lambda connection: connection.execute(events.insert(), rows))
        tracker.read_back = len(tracker.events)
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, list(fresh), tracker.sender_id)

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
        return list(reversed(self._done(lambda connection: connection.execute(query.limit(limit)).scalars().all(), reading=True)))

    def _done(self, work: Callable[[Connection], Any], *, reading: bool = False) -> Any:
        """In a transaction; once more where the connection broke in it. Else Rasa would go on with a memory of its own, and tell the broker of it."""
        engine = self._engine.execution_options(reading=reading)
        for last in (False, True):
            try:
                with engine.begin() as connection:
                    return work(connection)
            except sa.exc.DBAPIError as error:
                if last or not error.connection_invalidated:
                    raise
        return None


def _make_table(engine: sa.engine.Engine) -> None:
    try:
        metadata.create_all(engine)
    except (sa.exc.ProgrammingError, sa.exc.IntegrityError, sa.exc.OperationalError):
        metadata.create_all(engine)  # another process made it in between; whatever else is wrong is raised now
