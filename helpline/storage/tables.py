"""The tables. Times are stored in UTC; what is searched or guarded has a column, the rest is JSON."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa


class UtcDateTime(sa.types.TypeDecorator):  # type: ignore[misc]
    """Aware datetimes in and out, UTC within; SQLite keeps no zone of its own."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To UTC. A naive time is a bug of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone cannot be stored")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("opened_at", UtcDateTime, nullable=False),
)

lines = sa.Table(
    "lines",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(80), nullable=False),
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("who", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("buttons", sa.JSON, nullable=False),
    sa.Column("card", sa.JSON),
    sa.Column("payload", sa.Text),
    sa.Column("answered", sa.Boolean, nullable=False),
    sa.UniqueConstraint("conversation_id", "id"),
    sa.Index("ix_lines_conversation", "conversation_id", "position"),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("conversation_id", sa.String(40), primary_key=True),
    sa.Column("state", sa.JSON, nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("number", sa.String(11), primary_key=True),
    sa.Column("submission", sa.String(60), nullable=False, unique=True),
    sa.Column("conversation_id", sa.String(40), nullable=False, index=True),
    sa.Column("label", sa.String(20), nullable=False),
    sa.Column("topic", sa.String(40), nullable=False),
    sa.Column("skill_group", sa.String(40), nullable=False, index=True),
    sa.Column("priority", sa.String(10), nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("account", sa.String(120), index=True),
    sa.Column("phone", sa.String(24), index=True),
    sa.Column("serial", sa.String(24), index=True),
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("hand_off", sa.JSON),
    sa.Column("history", sa.JSON, nullable=False),
)

# One row is one seat at one time, held until somebody confirms it or booked: the constraints, not the code, keep two from
# having it, an event from having two, and a device from being booked twice.
seats = sa.Table(
    "seats",
    metadata,
    sa.Column("resource", sa.String(60), primary_key=True),
    sa.Column("starts_at", UtcDateTime, primary_key=True),
    sa.Column("seat", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event_number", sa.ForeignKey("events.number"), nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("held_until", UtcDateTime, index=True),
    sa.Column("device", sa.String(120), unique=True),
    sa.UniqueConstraint("event_number", "state"),
)

# `live` is true or nothing: an event has at most one call back that may still ring, and any number of past ones.
call_backs = sa.Table(
    "call_backs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("event_number", sa.ForeignKey("events.number"), nullable=False),
    sa.Column("conversation_id", sa.String(40), nullable=False),
    sa.Column("skill_group", sa.String(40), nullable=False),
    sa.Column("line", sa.String(40), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("joined_at", UtcDateTime, nullable=False),
    sa.Column("asked_for", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("advisor", sa.String(20)),
    sa.Column("claimed_at", UtcDateTime),
    sa.Column("flag", sa.String(40)),
    sa.Column("code", sa.String(8), nullable=False),
    sa.Column("code_expires_at", UtcDateTime, nullable=False),
    sa.Column("code_used_at", UtcDateTime),
    sa.Column("live", sa.Boolean),
    sa.UniqueConstraint("event_number", "live"),
    sa.Index("ix_call_backs_due", "live", "skill_group", "due_at"),
)

# Whoever holds a lease does the work of that name; it runs out by itself where its holder dies.
leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("holder", sa.String(80), nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
)

advisors = sa.Table(
    "advisors",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("name", sa.String(40), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("who", sa.String(60), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Index("ix_audit_what_subject", "what", "subject", "at"),
)

# The files lie under the state directory, each by its id.
attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), nullable=False),
    sa.Column("line_id", sa.String(80), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("type", sa.String(20), nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("bytes", sa.Integer, nullable=False),
    sa.Column("read", sa.JSON, nullable=False),
    sa.UniqueConstraint("conversation_id", "line_id"),
)

# The content of pictures, where the database is PostgreSQL; a folder has it otherwise. Kept before its row in `attachments`.
picture_files = sa.Table(
    "picture_files",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("small", sa.LargeBinary, nullable=False),
)

# Filled by files, not by conversations. Days and stays are kept as they stand in the file, with semicolons between them.
devices = sa.Table(
    "devices",
    metadata,
    sa.Column("serial", sa.String(24), primary_key=True),
    sa.Column("imei", sa.String(15), index=True),
    sa.Column("model", sa.String(60)),
    sa.Column("purchase_date", sa.Date),
    sa.Column("sold_in_mainland", sa.Boolean),
    sa.Column("plan", sa.String(80)),
    sa.Column("plan_starts", sa.Date),
    sa.Column("plan_ends", sa.Date),
    sa.Column("incidents", sa.Text),
    sa.Column("repairs", sa.Text),
    sa.Column("sample", sa.Boolean),
    sa.Column("source", sa.String(120)),
    sa.Column("as_of", sa.Date),
    sqlite_with_rowid=False,
)

parts = sa.Table(
    "parts",
    metadata,
    sa.Column("place", sa.String(60), primary_key=True),
    sa.Column("model", sa.String(60), primary_key=True),
    sa.Column("part", sa.String(40), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("restock_days", sa.Integer),
    sa.Column("sample", sa.Boolean),
    sqlite_with_rowid=False,
)

# What customers think of a contact. `due_at` says when they are asked.
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("contact", sa.String(80), primary_key=True),
    sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
    sa.Column("by", sa.String(10), nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("event_number", sa.ForeignKey("events.number"), index=True),
    sa.Column("advisor", sa.String(20)),
    sa.Column("asked_at", UtcDateTime, index=True),
    sa.Column("solved", sa.Boolean),
    sa.Column("rating", sa.Integer),
    sa.Column("reason", sa.String(40)),
    sa.Column("answered_at", UtcDateTime),
    sa.Index("ix_feedback_due", "asked_at", "due_at"),
)

allowances = sa.Table(
    "allowances",
    metadata,
    sa.Column("key", sa.String(80), primary_key=True),
    sa.Column("until", UtcDateTime, primary_key=True, index=True),
    sa.Column("used", sa.Integer, nullable=False),
)
