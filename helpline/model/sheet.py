"""Tables that people fill in: rows of text become rows of values, and whatever is wrong is told by its line with the remedy."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from helpline.model.serial import SerialKind, read_serial

Value = str | int | None
Reader = Callable[[str], Value]
_SERIAL = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-HJ-NP-Z0-9]{8,14}")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_YES, _NO = frozenset({"1", "y", "yes", "true", "是", "有"}), frozenset({"0", "n", "no", "false", "否", "无"})
_DOUBLED = str.maketrans("0123456789", "0246813579")  # twice a digit, its two digits added up


@dataclass(frozen=True)
class Column:
    """A column: how its cells are read (ValueError says what is wrong), and whether every row must have it."""

    name: str
    read: Reader
    required: bool = False


@dataclass(frozen=True)
class Sheet:
    """The columns of a table, those that tell its rows apart, and what is wrong with a row although each cell is right."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    unique: tuple[str, ...] = ()
    check: Callable[[Mapping[str, Value]], str | None] = lambda row: None


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a line, and what to do about it. Line 1 is the head."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


Row = tuple[int, tuple[Value, ...]]


def read_sheet(lines: Iterable[str], sheet: Sheet) -> Iterator[Row | Mistake]:
    """Every row with its line, or what is wrong with it. A wrong head is the only thing told of a file that has one."""
    rows = csv.reader(lines, strict=True)
    head, mistakes = _head(next(_each(rows), Mistake(1, "the file is empty; its first line names the columns")), sheet)
    yield from mistakes
    if mistakes:
        return
    # In the order of the sheet, each with its place in the file.
    places = [(column, head.index(column.name) if column.name in head else -1) for column in sheet.columns]
    names = [column.name for column in sheet.columns]
    for row in _each(rows):
        if isinstance(row, Mistake):
            yield row
        elif any(row[1]):
            yield _values(row, places, names, len(head), sheet)


def _each(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]] | Mistake]:
    """Rows with their lines. One that cannot be taken apart does not end the reading."""
    while True:
        try:
            yield rows.line_num, next(rows)  # type: ignore[attr-defined]
        except StopIteration:
            return
        except csv.Error as error:
            yield Mistake(rows.line_num, f"cannot be read ({error}); save the file as CSV again")  # type: ignore[attr-defined]


def _head(first: tuple[int, list[str]] | Mistake, sheet: Sheet) -> tuple[list[str], list[Mistake]]:
    if isinstance(first, Mistake):
        return [], [first]
    head = [_plain(name).lower().replace(" ", "_") for name in first[1]]
    known = [column.name for column in sheet.columns]
    told = f"the columns are {', '.join(known)}"
    mistakes = [Mistake(1, f"there is no column {name!r}; {told}") for name in head if name not in known]
    mistakes += [Mistake(1, f"column {name!r} stands there twice; leave one out") for name in known if head.count(name) > 1]
    missing = [column.name for column in sheet.columns if column.required and column.name not in head]
    return head, mistakes + [Mistake(1, f"column {name!r} is missing; {told}") for name in missing]


def _values(row: tuple[int, list[str]], places: list[tuple[Column, int]], names: list[str], width: int, sheet: Sheet) -> Row | Mistake:
    line, cells = row[0] + 1, row[1]
    if len(cells) != width:
        return Mistake(line, f"has {len(cells)} cells, the head has {width}; put cells with commas into quotes")
    values: list[Value] = []
    for column, place in places:
        cell = cells[place].strip() if place >= 0 else ""
        if not cell:
            if column.required:
                return Mistake(line, f"{column.name} is empty; every row needs it")
            values.append(None)
            continue
        try:
            values.append(column.read(cell))
        except ValueError as error:
            return Mistake(line, f"{column.name} {cell[:40]!r} {error}")
    wrong = sheet.check(dict(zip(names, values)))
    return Mistake(line, wrong) if wrong else (line, tuple(values))


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


# -- readers of cells ------------------------------------------------------------------------------


def read_serial_cell(cell: str) -> str:
    """A serial in canonical form."""
    value = cell.upper()
    if _SERIAL.fullmatch(value):
        return value
    if _SCIENTIFIC.fullmatch(value):
        raise ValueError("was turned into a number; format the column as text and paste it again")
    reading = read_serial(_plain(cell))
    if reading.kind is SerialKind.SERIAL and _SERIAL.fullmatch(reading.value):
        return reading.value
    if reading.kind is SerialKind.LETTERS:
        raise ValueError(f"has the letter O or I, which no serial has; is it {reading.value}?")
    if reading.kind in (SerialKind.IMEI, SerialKind.IMEI_MISREAD):
        raise ValueError("is an IMEI; it belongs into the column imei")
    raise ValueError("is no serial number: 8 to 14 letters and digits, without O and I")


def read_imei_cell(cell: str) -> str:
    """Fifteen digits whose check digit fits."""
    if _SCIENTIFIC.fullmatch(cell):
        raise ValueError("was turned into a number; format the column as text and paste it again")
    digits = cell if cell.isascii() and cell.isdigit() else re.sub(r"[\s-]", "", _plain(cell))
    if len(digits) != 15 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("is no IMEI: 15 digits")
    # Luhn, as python-stdnum has it, at a fifth of the time: a registry has a million of them.
    if sum(map(int, digits[::-2] + digits[-2::-2].translate(_DOUBLED))) % 10:
        raise ValueError("has a digit wrong: its check digit does not fit")
    return digits


@lru_cache(maxsize=20_000)
def read_date_cell(cell: str) -> str:
    """A day, as 2026-11-24."""
    match = _DATE.fullmatch(_plain(cell))
    if match is None:
        raise ValueError("is no day; write it like 2026-11-24")
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        raise ValueError("is a day that does not exist; write it like 2026-11-24") from None


def read_dates_cell(cell: str) -> str:
    """Days with semicolons between them."""
    return ";".join([read_date_cell(part.strip()) for part in cell.replace("；", ";").split(";") if part.strip()])


def read_spans_cell(cell: str) -> str:
    """Days in and out, as 2026-01-02~2026-01-09 with semicolons between them; without the second while it lasts."""
    spans = []
    for part in cell.replace("；", ";").replace("～", "~").split(";"):
        days = [read_date_cell(day.strip()) for day in part.split("~") if day.strip()]
        if len(days) > 2:
            raise ValueError("has a stay of more than two days; write it like 2026-01-02~2026-01-09")
        if len(days) == 2 and days[1] < days[0]:
            raise ValueError("has a stay that ends before it begins")
        if days:
            spans.append("~".join(days))
    return ";".join(spans)


def read_flag_cell(cell: str) -> int:
    """Yes or no."""
    plain = cell if cell in ("0", "1") else _plain(cell).lower()
    if plain not in _YES and plain not in _NO:
        raise ValueError("is neither yes nor no; write 1 or 0")
    return int(plain in _YES)


def read_count_cell(cell: str) -> int:
    """A whole number from 0."""
    plain = _plain(cell)
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 6):
        raise ValueError("is no count; write a whole number from 0 to 999999")
    return int(plain)


def text_cell(limit: int) -> Reader:
    """Reads any text of a sane length."""

    def read(cell: str) -> str:
        if len(cell) > limit:
            raise ValueError(f"is longer than {limit} characters; shorten it")
        return cell

    return read


def one_of(known: Mapping[str, str], remedy: str) -> Reader:
    """Reads any spelling that `known` has, as what it stands for."""

    def read(cell: str) -> str:
        value = known.get(cell) or known.get(_plain(cell).lower())
        if value is None:
            raise ValueError(f"is not known; {remedy}")
        return value

    return read
