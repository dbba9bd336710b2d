"""Registries of devices and stocks of parts from files: all rows of a file or none."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpline.catalogue.facts import Catalogue
from helpline.errors import ImportRefused
from helpline.model.sheet import (
    Column,
    Mistake,
    Sheet,
    Value,
    one_of,
    read_count_cell,
    read_date_cell,
    read_dates_cell,
    read_flag_cell,
    read_imei_cell,
    read_serial_cell,
    read_sheet,
    read_spans_cell,
    text_cell,
)
from helpline.registry_ports import Bulk

BATCH = 10_000
TOLD_AT_MOST = 50
Progress = Callable[[int], None]
_MODELS = "the ids are in catalogue/devices.yml"
_PLACES = "the ids are in catalogue/stores.yml"


@dataclass(frozen=True)
class Imported:
    """What an import did: rows that are new, rows that were there before, and samples that gave way to them."""

    added: int
    updated: int
    samples_dropped: int


class Imports:
    """Reads files of devices and of parts into their tables."""

    def __init__(self, catalogue: Catalogue, bulk: Callable[[str, Sheet], AbstractContextManager[Bulk]]) -> None:
        self._catalogue = catalogue
        self._bulk = bulk

    def registry(self, path: Path, today: date, progress: Progress = lambda done: None) -> Imported:
        """Devices. Raises ImportRefused with every mistake."""
        return self._run("devices", devices_sheet(self._catalogue, today), path, progress)

    def parts(self, path: Path, progress: Progress = lambda done: None) -> Imported:
        """Stocks of parts. Raises ImportRefused with every mistake."""
        return self._run("parts", parts_sheet(self._catalogue), path, progress)

    def empty(self, table: str) -> bool:
        """True where the table has no row."""
        sheet = Sheet((), ())
        with self._bulk(table, sheet) as bulk:
            return bulk.empty()

    def _run(self, table: str, sheet: Sheet, path: Path, progress: Progress) -> Imported:
        mistakes: list[Mistake] = []
        wrong = 0
        batch: list[tuple[Value, ...]] = []
        with self._bulk(table, sheet) as bulk:
            for row in read_sheet(_lines(path, progress), sheet):
                if isinstance(row, Mistake):
                    wrong += 1
                    mistakes += [row] if len(mistakes) < TOLD_AT_MOST else []
                elif not wrong:  # after the first mistake nothing can come of it: the rest is only read
                    batch.append((row[0], *row[1]))
                    if len(batch) == BATCH:
                        bulk.stage(batch)
                        batch = []
            if not wrong:
                bulk.stage(batch)
                mistakes = [
                    Mistake(line, f"{name} {value!r} stands in line {first} already")
                    for line, name, value, first in bulk.twice(TOLD_AT_MOST)
                ]
                wrong = len(mistakes)
            if wrong:
                raise ImportRefused([str(mistake) for mistake in mistakes], wrong)
            return Imported(*bulk.publish())


def _lines(path: Path, progress: Progress) -> Iterator[str]:
    """The lines of a file in UTF-8, or in GB 18030 as spreadsheets in China write it."""
    encoding = _encoding(path)
    with path.open("rb") as file:
        for number, line in enumerate(io.TextIOWrapper(file, encoding, newline="")):
            yield line
            if number % BATCH == 0:
                progress(file.tell())
        progress(path.stat().st_size)


def _encoding(path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding) as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        except OSError as error:
            raise ImportRefused([f"{path}: {error.strerror}"], 1) from error
        return encoding
    raise ImportRefused([f"{path} is not text in UTF-8 or GB 18030; save it as CSV (UTF-8)"], 1)


def devices_sheet(catalogue: Catalogue, today: date) -> Sheet:
    """The columns of a registry of devices."""
    models: dict[str, str] = {}
    for device in catalogue.devices.values():
        models |= {name.lower(): device.id for name in (device.id, device.name, *device.identifiers, *device.models)}

    def check(row: dict[str, Value] | object) -> str | None:
        assert isinstance(row, dict)
        return _device_mistake(row, today.isoformat())

    columns = (
        Column("serial", read_serial_cell, required=True),
        Column("imei", read_imei_cell),
        Column("model", one_of(models, _MODELS)),
        Column("purchase_date", read_date_cell),
        Column("sold_in_mainland", read_flag_cell),
        Column("plan", text_cell(80)),
        Column("plan_starts", read_date_cell),
        Column("plan_ends", read_date_cell),
        Column("incidents", read_dates_cell),
        Column("repairs", read_spans_cell),
        Column("sample", read_flag_cell),
        Column("source", text_cell(120)),
        Column("as_of", read_date_cell),
    )
    return Sheet(columns, ("serial",), ("imei",), check)


def _device_mistake(row: dict[str, Value], today: str) -> str | None:
    for name in ("purchase_date", "as_of"):
        if (row[name] or "") > today:  # type: ignore[operator]
            return f"{name} {row[name]} lies in the future"
    starts, ends = row["plan_starts"], row["plan_ends"]
    if row["plan"] and not (starts and ends):
        return "plan needs plan_starts and plan_ends"
    if not row["plan"] and (starts or ends or row["incidents"]):
        return "plan_starts, plan_ends and incidents need a plan"
    if starts and ends and str(ends) < str(starts):
        return "plan_ends lies before plan_starts"
    outside = [day for day in str(row["incidents"] or "").split(";") if day and not str(starts) <= day <= str(ends)]
    return f"incident {outside[0]} lies outside the plan" if outside else None


def parts_sheet(catalogue: Catalogue) -> Sheet:
    """The columns of a stock of parts."""
    models = {name.lower(): device.id for device in catalogue.devices.values() for name in (device.id, device.name)}
    places = {name.lower(): store.id for store in catalogue.stores.values() for name in (store.id,)}
    columns = (
        Column("place", one_of(places, _PLACES), required=True),
        Column("model", one_of(models, _MODELS), required=True),
        Column("part", _part, required=True),
        Column("count", read_count_cell, required=True),
        Column("restock_days", read_count_cell),
        Column("sample", read_flag_cell),
    )
    return Sheet(columns, ("place", "model", "part"))


def _part(cell: str) -> str:
    plain = cell.lower()
    if not (plain.isascii() and plain.replace("_", "").isalnum() and len(plain) <= 40):
        raise ValueError("is no part; write letters, digits and underscores, such as screen or back_glass")
    return plain
