"""Very many rows into one table, all or none.

They are laid aside in a temporary table, which no other connection waits for, and taken over in one short transaction.
Where that would hold SQLite's one lock for long, the new table is filled beside the old one, a little at a time, and put in
its place at a stroke. What a process that died left of it, the next import clears away; imports wait for one another.
"""

from __future__ import annotations

import csv
import fcntl
import io
import re
import time
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Any

from sqlalchemy.engine import Engine

from helpline.model.sheet import Sheet, Value
from helpline.storage import tables as t

EXCHANGE_FROM = 20_000  # rows; fewer are taken over within a second
STEP = 20_000  # rows that the lock is held for while the new table is filled
PAUSE = 0.15  # seconds; whoever waits for the lock looks every tenth of one, and would else not come to it
_CACHE = -65_536  # KiB; an index over a million rows is built in memory, not on the disk


class SqlBulk:
    """One import. Names in its SQL are those of our own tables and sheets, never of a file."""

    def __init__(self, engine: Engine, table: str, sheet: Sheet) -> None:
        self._engine = engine
        self._table = t.metadata.tables[table].name
        self._sheet = sheet
        self._columns = [column.name for column in sheet.columns]
        self._postgres = engine.dialect.name == "postgresql"

    def __enter__(self) -> SqlBulk:
        self._lock = self._locked()
        self._connection: Any = self._engine.raw_connection()
        self._cursor = self._connection.cursor()
        if not self._postgres:
            self._kept = self._all("PRAGMA cache_size")[0][0]
            self._cursor.execute(f"PRAGMA cache_size={_CACHE}")
        names = ", ".join(self._columns) or "1 AS filler"
        self._cursor.execute(f"CREATE TEMPORARY TABLE staged AS SELECT 0 AS line, {names} FROM {self._table} WHERE 1 = 0")  # noqa: S608
        self._commit()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if self._postgres:
                self._connection.rollback()
            elif self._connection.connection.in_transaction:
                self._cursor.execute("ROLLBACK")
            for table in ("staged", "ready", f"{self._table}_next", f"{self._table}_old"):
                self._cursor.execute(f"DROP TABLE IF EXISTS {table}")
            if not self._postgres:
                self._cursor.execute(f"PRAGMA cache_size={self._kept}")
            self._commit()
        finally:
            self._connection.close()
            if self._lock is not None:
                self._lock.close()

    def _locked(self) -> IO[str] | None:
        """One import of a SQLite file at a time; the lock goes with the process that holds it."""
        path = self._engine.url.database
        if self._postgres or not path or path == ":memory:":
            return None
        lock = open(f"{path}.import", "w", encoding="utf-8")  # noqa: SIM115
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def stage(self, rows: Sequence[tuple[Value, ...]]) -> None:
        """COPY on PostgreSQL, one transaction over the temporary file on SQLite."""
        if self._postgres:
            text = io.StringIO()
            csv.writer(text, quoting=csv.QUOTE_MINIMAL).writerows(rows)
            text.seek(0)
            self._cursor.copy_expert("COPY staged FROM STDIN WITH (FORMAT csv, NULL '')", text)
            self._commit()
            return
        blanks = ", ".join("?" * (len(self._columns) + 1))
        self._cursor.execute("BEGIN")
        self._cursor.executemany(f"INSERT INTO staged VALUES ({blanks})", rows)  # noqa: S608
        self._cursor.execute("COMMIT")

    def twice(self, limit: int) -> list[tuple[int, str, str, int]]:
        """Groups of more than one, for the key and for each column that must be unique."""
        found: list[tuple[int, str, str, int]] = []
        for names in (self._sheet.key, *((name,) for name in self._sheet.unique)):
            listed = ", ".join(names)
            filled = " AND ".join(f"{name} IS NOT NULL" for name in names)
            rows = self._all(
                f"SELECT max(line), min(line), {listed} FROM staged WHERE {filled} "  # noqa: S608
                f"GROUP BY {listed} HAVING count(*) > 1 ORDER BY 1 LIMIT {limit - len(found)}"
            )
            found += [(last, "/".join(names), " ".join(map(str, values)), first) for last, first, *values in rows]
        return found

    def publish(self) -> tuple[int, int, int]:
        """Insert or replace. Samples leave the table when the first row comes that is none."""
        listed, key = ", ".join(self._columns), ", ".join(self._sheet.key)
        rest = [name for name in self._columns if name not in self._sheet.key]
        replaced = ", ".join(f"{name} = excluded.{name}" for name in rest)
        real = self._all("SELECT 1 FROM staged WHERE sample IS NULL OR NOT sample LIMIT 1")
        # Whatever takes long is done before the lock: sorting, and counting what is replaced.
        self._cursor.execute(f"CREATE TEMPORARY TABLE ready AS SELECT {listed} FROM staged ORDER BY {key}")  # noqa: S608
        known = self._all(f"SELECT count(*) FROM ready JOIN {self._table} USING ({key})")[0][0]  # noqa: S608
        total = self._all("SELECT count(*) FROM ready")[0][0]
        if not self._postgres and total >= EXCHANGE_FROM:
            return total - known, known, self._exchange(listed, key, total, real=bool(real))
        self._begin()
        dropped = 0
        if real:
            self._cursor.execute(f"DELETE FROM {self._table} WHERE sample")  # noqa: S608
            dropped = max(self._cursor.rowcount, 0)
        self._cursor.execute(
            f"INSERT INTO {self._table} ({listed}) SELECT {listed} FROM ready WHERE true "  # noqa: S608
            f"ON CONFLICT ({key}) DO UPDATE SET {replaced}"
        )
        self._commit()
        return total - known, known, dropped

    def _exchange(self, listed: str, key: str, total: int, *, real: bool) -> int:
        """Fill a new table with the rows of the file, then those that it leaves as they are; put it in the old one's place."""
        table, after = self._table, f"{self._table}_next"
        kept = "NOT coalesce(sample, 0)" if real else "1"
        self._like(after)
        for first in range(1, total + 1, STEP):
            self._step(f"INSERT INTO {after} ({listed}) SELECT {listed} FROM ready WHERE rowid BETWEEN {first} AND {first + STEP - 1}")  # noqa: S608
        last: tuple[Any, ...] | None = None
        beyond = f"({key}) > ({', '.join('?' * len(self._sheet.key))})"
        while True:
            where = beyond if last else "1"
            span = self._all(f"SELECT {key} FROM {table} WHERE {where} ORDER BY {key} LIMIT {STEP}", last or ())  # noqa: S608
            if not span:
                break
            until = f"({key}) <= ({', '.join('?' * len(self._sheet.key))})"
            rows = f"SELECT {listed} FROM {table} WHERE {where} AND {until} AND {kept}"  # noqa: S608
            self._step(f"INSERT OR IGNORE INTO {after} ({listed}) {rows}", (*(last or ()), *span[-1]))  # noqa: S608
            last = span[-1]
        dropped = int(self._all(f"SELECT count(*) FROM {table} WHERE NOT ({kept})")[0][0])  # noqa: S608
        self._begin()
        self._cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_old")
        self._cursor.execute(f"ALTER TABLE {after} RENAME TO {table}")
        self._commit()
        while self._all(f"SELECT 1 FROM {table}_old LIMIT 1"):  # noqa: S608  # to drop it whole would take seconds
            self._step(f"DELETE FROM {table}_old WHERE ({key}) IN (SELECT {key} FROM {table}_old ORDER BY {key} LIMIT {STEP})")  # noqa: S608
        return dropped

    def _like(self, name: str) -> None:
        """A new table as the old one is. Names of indexes are taken while the old ones stand, so they change with each exchange."""
        self._begin()
        for left in (name, f"{self._table}_old"):
            self._cursor.execute(f"DROP TABLE IF EXISTS {left}")
        found = self._all(
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC", (self._table,)
        )
        for kind, own, sql in found:
            made = re.sub(rf'(CREATE TABLE |ON )"?{self._table}"?', rf"\g<1>{name}", sql, count=1)
            if kind == "index":
                made = re.sub(rf'"?{own}"?', own[:-2] if own.endswith("_2") else f"{own}_2", made, count=1)
            self._cursor.execute(made)
        self._commit()

    def _step(self, statement: str, given: tuple[Any, ...] = ()) -> None:
        self._begin()
        self._cursor.execute(statement, given)
        self._commit()
        time.sleep(PAUSE)

    def empty(self) -> bool:
        """Look for one row."""
        return not self._all(f"SELECT 1 FROM {self._table} LIMIT 1")  # noqa: S608

    def _all(self, query: str, given: tuple[Any, ...] = ()) -> list[Any]:
        self._cursor.execute(query, given)
        return list(self._cursor.fetchall())

    def _begin(self) -> None:
        if not self._postgres:  # psycopg2 says it by itself
            self._cursor.execute("BEGIN IMMEDIATE")

    def _commit(self) -> None:
        if self._postgres:
            self._connection.commit()
        elif self._connection.connection.in_transaction:
            self._cursor.execute("COMMIT")
