"""The registry of devices and the stock of parts in our own database.

They are read on a connection without a transaction: a look-up in the middle of a turn must not wait for that turn's own lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import Compiled

from helpline.model.registry import Plan, RegisteredDevice, Repair
from helpline.model.stock import Stock
from helpline.storage import tables as t


class SqlRegistry:
    """Devices by serial, else by IMEI."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        c, asked = t.devices.c, sa.bindparam("asked")
        # Compiled once: that takes longer than the look-up itself.
        by_serial = sa.select(t.devices).where(c.serial == asked)
        by_imei = sa.select(t.devices).where(c.imei == asked).order_by(c.as_of.desc())
        self._queries = [query.compile(engine) for query in (by_serial, by_imei)]

    def find(self, serial_or_imei: str) -> RegisteredDevice | None:
        """By primary key, then by index; of two with one IMEI the one that was recorded last."""
        for query in self._queries:
            rows = _rows(self._engine, query, {"asked": serial_or_imei})
            if rows:
                return _device(dict(zip(t.devices.c.keys(), rows[0])))
        return None


class SqlParts:
    """Stocks by place, model and part."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stock(self, place_id: str, model: str, parts: Sequence[str]) -> dict[str, Stock]:
        """By primary key."""
        c = t.parts.c
        query = sa.select(c.part, c.count, c.restock_days, c.sample).where(c.place == place_id, c.model == model, c.part.in_(list(parts)))
        compiled = query.compile(self._engine, compile_kwargs={"render_postcompile": True})
        rows = _rows(self._engine, compiled, compiled.params)
        return {part: Stock(count, restock, bool(sample)) for part, count, restock, sample in rows}


def _rows(engine: Engine, query: Compiled, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(str(query), [given[name] for name in query.positiontup] if query.positional else given)
        return list(cursor.fetchall())


def _device(row: dict[str, Any]) -> RegisteredDevice:
    plan = None
    if row["plan"]:
        incidents = tuple(_day(part) for part in (row["incidents"] or "").split(";") if part)
        plan = Plan(row["plan"], _day(row["plan_starts"]), _day(row["plan_ends"]), incidents)
    stays = [part.split("~") for part in (row["repairs"] or "").split(";") if part]
    return RegisteredDevice(
        serial=row["serial"],
        imei=row["imei"],
        model=row["model"],
        purchase_date=_day(row["purchase_date"]) if row["purchase_date"] else None,
        sold_in_mainland=None if row["sold_in_mainland"] is None else bool(row["sold_in_mainland"]),
        plan=plan,
        repairs=tuple(Repair(_day(stay[0]), _day(stay[1]) if len(stay) > 1 else None) for stay in stays),
        sample=bool(row["sample"]),
        source=row["source"] or "",
        as_of=_day(row["as_of"]) if row["as_of"] else None,
    )


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
