"""The whole database as lines of JSON in one file, from one moment; and back into an empty one, of either kind."""

from __future__ import annotations

import base64
import io
import json
import os
import tarfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from helpline.errors import HelplineError
from helpline.storage import desk_tables  # noqa: F401 its tables belong to the metadata
from helpline.storage.tables import metadata

VERSION = "version.txt"
AT_ONCE = 500


class RestoreRefused(HelplineError):
    """The file and the database do not fit."""


def write(engine: Engine, path: Path, folders: dict[str, Path]) -> dict[str, int]:
    """All tables, and the files of each folder under its name; rows by table. Readable by its owner alone."""
    counts: dict[str, int] = {}
    part = path.with_suffix(path.suffix + ".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out, tarfile.open(fileobj=out, mode="w:gz") as tar:
        level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with engine.execution_options(reading=True, **level).connect() as connection, connection.begin():
            _put(tar, VERSION, _version(connection).encode())
            for table in metadata.sorted_tables:
                rows = [json.dumps(_plain(dict(row)), ensure_ascii=False) for row in connection.execute(sa.select(table)).mappings()]
                counts[table.name] = len(rows)
                _put(tar, f"tables/{table.name}.jsonl", "\n".join(rows).encode())
        for name, folder in folders.items():
            for file in sorted(folder.glob("*")) if folder.is_dir() else []:
                if file.is_file() and file.suffix != ".part":
                    tar.add(file, f"{name}/{file.name}")
    part.replace(path)
    return counts


def read(engine: Engine, path: Path, folders: dict[str, Path]) -> dict[str, int]:
    """Fill an empty database of the same schema; all of it or nothing. Raises RestoreRefused."""
    try:
        with tarfile.open(path, "r:gz") as tar, engine.begin() as connection:
            counts = _fill(connection, tar)
            for name, folder in folders.items():
                _unpack(tar, name, folder)
    except (OSError, EOFError, tarfile.TarError, KeyError, ValueError) as error:
        raise RestoreRefused(f"{path} cannot be read as a backup: {error}") from error
    return counts


def _fill(connection: Connection, tar: tarfile.TarFile) -> dict[str, int]:
    wanted, here = _get(tar, VERSION).decode(), _version(connection)
    if wanted != here:
        raise RestoreRefused(
            f"The backup has schema {wanted}, this database {here or 'none'}. Restore with the release that wrote it, then migrate."
        )
    full = [
        table.name for table in metadata.sorted_tables if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first()
    ]
    if full:
        raise RestoreRefused(f"The database is not empty: {', '.join(full)}. Restore into a new one.")
    counts = {}
    for table in metadata.sorted_tables:
        rows = [_rich(table, json.loads(line)) for line in _get(tar, f"tables/{table.name}.jsonl").decode().split("\n") if line]
        for start in range(0, len(rows), AT_ONCE):
            connection.execute(table.insert(), rows[start : start + AT_ONCE])
        counts[table.name] = len(rows)
        _go_on_counting(connection, table)
    return counts


def _go_on_counting(connection: Connection, table: sa.Table) -> None:
    """PostgreSQL's sequences do not notice rows that bring their numbers."""
    column = table._autoincrement_column
    if connection.dialect.name == "postgresql" and column is not None:
        sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(column)).scalar_subquery())))


def _version(connection: Connection) -> str:
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one_or_none() or "")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in row.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _rich(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _rich_value(table.c[name].type, value) for name, value in row.items()}


def _rich_value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    kind = getattr(kind, "impl", kind)
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    return base64.b64decode(value) if isinstance(kind, sa.LargeBinary) else value


def _put(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))


def _get(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    if file is None:
        raise ValueError(f"{name} is missing")
    return file.read()


def _unpack(tar: tarfile.TarFile, name: str, folder: Path) -> None:
    for entry in _files(tar, name):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = folder / Path(entry.name).name  # its last part alone: no path in the file leads elsewhere
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(_get(tar, entry.name))


def _files(tar: tarfile.TarFile, name: str) -> Iterator[tarfile.TarInfo]:
    return (entry for entry in tar.getmembers() if entry.isfile() and entry.name.startswith(f"{name}/"))
