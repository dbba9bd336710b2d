"""One row for a person in every table there is, made from the schema: a table that is added tomorrow is filled too."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from helpline.storage import desk_tables  # noqa: F401 its tables belong to the metadata
from helpline.storage.tables import metadata
from tests.storage.samples import NOW

NOBODYS = {"devices", "parts", "leases", "tries", "audit", "advisors", "accounts", "sessions", "picture_files", "allowances"}


def talk_of(person: str) -> str:
    return f"{person}-talk"


def fill(engine: Engine, person: str) -> None:
    """Every table, what others point to first."""
    with engine.begin() as connection:
        made: dict[str, dict[str, Any]] = {}
        for table in metadata.sorted_tables:
            row = {c.name: _value(c, person, made) for c in table.columns if c is not table._autoincrement_column or c.name in ("seat",)}
            connection.execute(table.insert().values(**row))
            made[table.name] = row


def rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All that is in the database."""
    with engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings()]
            for table in metadata.sorted_tables
        }


def _value(column: sa.Column[Any], person: str, made: dict[str, dict[str, Any]]) -> Any:
    for key in column.foreign_keys:
        return made[key.column.table.name][key.column.name]
    if column.name == "conversation_id" or str(column) == "conversations.id":
        return talk_of(person)
    kind = getattr(column.type, "impl", column.type)
    values = [(sa.DateTime, NOW), (sa.Date, date(2026, 11, 24)), (sa.Boolean, True), (sa.Integer, len(person)), (sa.LargeBinary, person.encode()),
              (sa.JSON, {"of": person})]  # fmt: skip
    for type_, value in values:
        if isinstance(kind, type_):
            return value
    return f"{person}-{column.name}"[-(column.type.length or 99) :]
