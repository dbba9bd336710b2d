"""Seats over one connection."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from helpline.storage import tables as t

HELD, BOOKED = "held", "booked"
c = t.seats.c


class SqlSeats:
    """Seats, each guarded by the primary key; one held and one booked an event, one booked a device, by unique keys."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, resource: str, starts_at: datetime, seats: int, event_number: str, now: datetime, until: datetime) -> int | None:
        """Try the seats one by one."""
        booked = self._of(event_number, BOOKED)
        if booked and booked[:2] == (resource, starts_at):
            self.let_go(event_number)
            return booked[2]
        held = self._of(event_number, HELD)
        if held and held[:2] == (resource, starts_at):
            self._connection.execute(t.seats.update().where(*self._own(event_number, HELD)).values(held_until=until))
            return held[2]
        self.let_go(event_number)
        self._clear(resource, starts_at, now)
        return self._insert(resource, starts_at, seats, {"event_number": event_number, "state": HELD, "held_until": until})

    def take(
        self, resource: str, starts_at: datetime, seats: int, event_number: str, now: datetime, device: str | None = None
    ) -> int | None:
        """The booked seat moves, or what is held becomes it, or a new row does: a savepoint undoes what a constraint refuses."""
        booked = self._of(event_number, BOOKED)
        if booked and booked[:2] == (resource, starts_at):
            self.let_go(event_number)
            return booked[2]
        if device:  # a visit that is over is no reason to refuse the next
            self._connection.execute(t.seats.update().where(c.device == device, c.starts_at <= now).values(device=None))
        held = self._of(event_number, HELD)
        if held and held[:2] == (resource, starts_at):
            return held[2] if self._book_held(event_number, device) else None
        self._clear(resource, starts_at, now)
        row = {"event_number": event_number, "state": BOOKED, "device": device}
        if booked is None:
            seat = self._insert(resource, starts_at, seats, row)
        else:  # the event's own row is in the way of its unique key: move it instead
            seat = self._move(resource, starts_at, seats, event_number, device)
        if seat is not None:
            self.let_go(event_number)
        return seat

    def taken(self, resource: str, start: datetime, end: datetime, now: datetime, event_number: str = "") -> dict[datetime, int]:
        """Counts by start."""
        counts = sa.or_(c.state == BOOKED, sa.and_(c.held_until > now, c.event_number != event_number))
        query = sa.select(c.starts_at, sa.func.count()).where(c.resource == resource, c.starts_at >= start, c.starts_at <= end, counts)
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(c.starts_at))}

    def booked_for(self, device: str, now: datetime) -> str | None:
        """By the unique key."""
        query = sa.select(c.event_number).where(c.device == device, c.starts_at > now)
        found = self._connection.execute(query).scalar_one_or_none()
        return str(found) if found else None

    def upcoming(self, resources: str, start: datetime, end: datetime) -> list[str]:
        """In the order of their times."""
        query = sa.select(c.event_number).where(
            c.state == BOOKED, c.resource.startswith(resources), c.starts_at > start, c.starts_at <= end
        )
        return [str(number) for number in self._connection.execute(query.order_by(c.starts_at)).scalars()]

    def let_go(self, event_number: str) -> None:
        """Delete the row that is held."""
        self._connection.execute(t.seats.delete().where(*self._own(event_number, HELD)))

    def release(self, event_number: str) -> None:
        """Delete the rows."""
        self._connection.execute(t.seats.delete().where(c.event_number == event_number))

    def expire(self, now: datetime) -> int:
        """Delete by index."""
        return int(self._connection.execute(t.seats.delete().where(c.held_until <= now)).rowcount)

    def _own(self, event_number: str, state: str) -> tuple[Any, ...]:
        return (c.event_number == event_number, c.state == state)

    def _of(self, event_number: str, state: str) -> tuple[str, datetime, int] | None:
        query = sa.select(c.resource, c.starts_at, c.seat).where(*self._own(event_number, state))
        found = self._connection.execute(query).one_or_none()
        return (found[0], found[1], found[2]) if found else None

    def _clear(self, resource: str, starts_at: datetime, now: datetime) -> None:
        """Make room where holds ran out."""
        self._connection.execute(t.seats.delete().where(c.resource == resource, c.starts_at == starts_at, c.held_until <= now))

    def _gone(self, resource: str, starts_at: datetime) -> set[int]:
        return set(self._connection.execute(sa.select(c.seat).where(c.resource == resource, c.starts_at == starts_at)).scalars())

    def _insert(self, resource: str, starts_at: datetime, seats: int, row: dict[str, Any]) -> int | None:
        """A new row at the first free seat; the constraint decides between two who try at once."""
        insert = (postgresql if self._connection.dialect.name == "postgresql" else sqlite).insert(t.seats)
        gone = self._gone(resource, starts_at)
        for seat in (seat for seat in range(1, seats + 1) if seat not in gone):
            new = insert.values(resource=resource, starts_at=starts_at, seat=seat, **row)
            if self._connection.execute(new.on_conflict_do_nothing()).rowcount == 1:
                return seat
        return None

    def _move(self, resource: str, starts_at: datetime, seats: int, event_number: str, device: str | None) -> int | None:
        gone = self._gone(resource, starts_at)
        values = {"resource": resource, "starts_at": starts_at, "device": device}
        for seat in (seat for seat in range(1, seats + 1) if seat not in gone):
            if self._try(t.seats.update().where(*self._own(event_number, BOOKED)).values(seat=seat, **values)):
                return seat
        return None

    def _book_held(self, event_number: str, device: str | None) -> bool:
        """What was booked before makes room for what is held."""
        drop = t.seats.delete().where(*self._own(event_number, BOOKED))
        book = t.seats.update().where(*self._own(event_number, HELD)).values(state=BOOKED, held_until=None, device=device)
        return self._try(drop, book)

    def _try(self, *statements: Any) -> bool:
        try:
            with self._connection.begin_nested():
                done = [self._connection.execute(statement).rowcount for statement in statements]
        except sa.exc.IntegrityError:
            return False
        return bool(done[-1] == 1)
