"""The desk's tables: accounts, sessions, who works on what, notes and links."""

from __future__ import annotations

import sqlalchemy as sa

from helpline.storage.tables import UtcDateTime, metadata

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("number", sa.ForeignKey("advisors.number"), primary_key=True),
    sa.Column("password_hash", sa.String(200)),
    sa.Column("temporary", sa.Boolean, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("groups", sa.JSON, nullable=False),
    sa.Column("seen_at", UtcDateTime),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id_hash", sa.String(64), primary_key=True),
    sa.Column("number", sa.ForeignKey("advisors.number"), nullable=False, index=True),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
)

tries = sa.Table(
    "tries",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(80), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_tries_key", "key", "at"),
)

works = sa.Table(
    "works",
    metadata,
    sa.Column("event_number", sa.ForeignKey("events.number"), primary_key=True),
    sa.Column("queued_at", UtcDateTime, nullable=False),
    sa.Column("owner", sa.String(20), index=True),
    sa.Column("claimed_at", UtcDateTime),
    sa.Column("level", sa.String(20), nullable=False),
    sa.Column("offered_to", sa.String(20)),
    sa.Column("due_at", UtcDateTime),
    sa.Column("bounces", sa.Integer, nullable=False),
)

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(40), nullable=False, unique=True),
    sa.Column("event_number", sa.ForeignKey("events.number"), nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("who", sa.String(20), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("disposition", sa.String(40)),
    sa.Column("next_step", sa.String(40)),
    sa.Column("owner", sa.String(20)),
    sa.Column("due_at", UtcDateTime),
    sa.Column("details", sa.JSON, nullable=False),
)

links = sa.Table(
    "links",
    metadata,
    sa.Column("one", sa.ForeignKey("events.number"), primary_key=True),
    sa.Column("other", sa.ForeignKey("events.number"), primary_key=True),
    sa.Index("ix_links_other", "other"),
)

# Who answers in a conversation in the bot's place. The primary key lets one at most; `held` is what the bot still said.
takeovers = sa.Table(
    "takeovers",
    metadata,
    sa.Column("conversation_id", sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("owner", sa.String(20), nullable=False, index=True),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("held", sa.JSON, nullable=False),
)
