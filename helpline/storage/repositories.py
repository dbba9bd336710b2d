"""Repositories over one connection."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from helpline.model.draft import Draft
from helpline.model.event import (
    Advisor,
    Event,
    EventStatus,
    HandOff,
    HandOffStatus,
    Label,
    Mode,
    Place,
    Priority,
    Role,
)
from helpline.storage import tables as t
from helpline.storage.prepared import Prepared, insert_into

_DRAFT = sa.select(t.drafts.c.state).where(t.drafts.c.conversation_id == sa.bindparam("id"))
_LOOK_AT_DRAFT = Prepared(_DRAFT)
_LOCK_DRAFT = Prepared(_DRAFT.with_for_update())
_NEW_DRAFT = Prepared(lambda insert: insert(t.drafts).on_conflict_do_nothing())
_SAVE_DRAFT = Prepared(
    lambda insert: insert(t.drafts).on_conflict_do_update(
        index_elements=["conversation_id"], set_={"state": insert(t.drafts).excluded.state}
    )
)
_LOCK_EVENT = Prepared(sa.select(t.events).where(t.events.c.number == sa.bindparam("asked")).with_for_update())
_OF_SUBMISSION = Prepared(sa.select(t.events).where(t.events.c.submission == sa.bindparam("asked")))
_SEARCH = Prepared(
    sa.select(t.events)
    .where(sa.or_(*(t.events.c[name] == sa.bindparam("asked") for name in ("number", "account", "phone", "serial"))))
    .order_by(t.events.c.created_at.desc())
    .limit(sa.bindparam("limit"))
)


class SqlDrafts:
    """Drafts as one JSON value each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, conversation_id: str) -> Draft:
        """The draft, locked until the transaction ends."""
        state = _LOCK_DRAFT(self._connection, id=conversation_id).scalar_one_or_none()
        if state is None:  # there is no row to lock yet: make it, or wait for whoever is making it
            _NEW_DRAFT(self._connection, conversation_id=conversation_id, state=Draft(conversation_id).to_json())
            state = _LOCK_DRAFT(self._connection, id=conversation_id).scalar_one()
        return Draft.from_json(state)

    def look(self, conversation_id: str) -> Draft:
        """By primary key."""
        state = _LOOK_AT_DRAFT(self._connection, id=conversation_id).scalar_one_or_none()
        return Draft(conversation_id) if state is None else Draft.from_json(state)

    def save(self, draft: Draft) -> None:
        """Insert or replace."""
        _SAVE_DRAFT(self._connection, conversation_id=draft.conversation_id, state=draft.to_json())


class SqlEvents:
    """Events: searchable columns beside the facts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, event: Event) -> None:
        """Insert."""
        self._connection.execute(t.events.insert().values(**_event_row(event)))

    def update(self, event: Event) -> None:
        """Write all columns."""
        self._connection.execute(t.events.update().where(t.events.c.number == event.number).values(**_event_row(event)))

    def get(self, number: str) -> Event | None:
        """By primary key, locked until the transaction ends."""
        return _one(_LOCK_EVENT(self._connection, asked=number))

    def of_submission(self, submission: str) -> Event | None:
        """By the unique submission key."""
        return _one(_OF_SUBMISSION(self._connection, asked=submission))

    def search(self, text: str, limit: int) -> list[Event]:
        """Equality on each searchable column."""
        return [_event(row) for row in _SEARCH(self._connection, asked=text, limit=limit).mappings()]


def _one(found: Any) -> Event | None:
    row = found.mappings().one_or_none()
    return _event(row) if row else None


def _event_row(event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "submission": event.submission,
        "conversation_id": event.conversation_id,
        "label": event.label.value,
        "topic": event.topic,
        "skill_group": event.skill_group,
        "priority": event.priority.value,
        "status": event.status.value,
        "account": event.facts.get("account"),
        "phone": event.facts.get("contact_phone"),
        "serial": event.facts.get("serial_number") or event.facts.get("imei"),
        "created_at": event.created_at,
        "updated_at": event.updated_at,
        "facts": event.facts,
        "hand_off": _hand_off_json(event.hand_off),
        "history": event.history,
    }


def _event(row: Any) -> Event:
    return Event(
        number=row["number"],
        submission=row["submission"],
        conversation_id=row["conversation_id"],
        label=Label(row["label"]),
        topic=row["topic"],
        skill_group=row["skill_group"],
        priority=Priority(row["priority"]),
        status=EventStatus(row["status"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        facts=row["facts"],
        hand_off=_hand_off(row["hand_off"]),
        history=row["history"],
    )


def _hand_off_json(hand_off: HandOff | None) -> dict[str, Any] | None:
    if hand_off is None:
        return None
    place = hand_off.place
    return {
        "mode": hand_off.mode.value,
        "status": hand_off.status.value,
        "starts_at": hand_off.starts_at.isoformat() if hand_off.starts_at else None,
        "place": {"id": place.id, "name": place.name, "city": place.city} if place else None,
        "code": hand_off.code,
        "line": hand_off.line,
        "seat": hand_off.seat,
    }


def _hand_off(value: dict[str, Any] | None) -> HandOff | None:
    if value is None:
        return None
    return HandOff(
        mode=Mode(value["mode"]),
        status=HandOffStatus(value["status"]),
        starts_at=datetime.fromisoformat(value["starts_at"]) if value["starts_at"] else None,
        place=Place(**value["place"]) if value["place"] else None,
        code=value["code"],
        line=value["line"],
        seat=value["seat"],
    )


class SqlAdvisors:
    """Advisors by number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, advisor: Advisor) -> None:
        """Insert or replace: a lost token is renewed by adding the advisor again."""
        row = {"name": advisor.name, "role": advisor.role.value, "token_hash": advisor.token_hash}
        insert = insert_into(self._connection, t.advisors).values(number=advisor.number, **row)
        self._connection.execute(insert.on_conflict_do_update(index_elements=["number"], set_=row))

    def by_token_hash(self, token_hash: str) -> Advisor | None:
        """By the unique hash."""
        query = sa.select(t.advisors).where(t.advisors.c.token_hash == token_hash)
        row = self._connection.execute(query).mappings().one_or_none()
        return Advisor(row["number"], row["name"], Role(row["role"]), row["token_hash"]) if row else None


class SqlAudit:
    """Lines that are only ever added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, at: datetime, who: str, what: str, subject: str) -> None:
        """Insert."""
        self._connection.execute(t.audit.insert().values(at=at, who=who, what=what, subject=subject))

    def count(self, what: str, subject: str, since: datetime, who: str = "") -> int:
        """Count by index."""
        c = t.audit.c
        query = sa.select(sa.func.count()).where(c.what == what, c.subject == subject, c.at >= since)
        return int(self._connection.execute(query.where(c.who == who) if who else query).scalar_one())
