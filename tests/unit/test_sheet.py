"""Rows of text become rows of values; what is wrong is told by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from helpline.model import sheet
from helpline.model.sheet import Column, Mistake, Sheet, read_sheet

SHEET = Sheet(
    (Column("serial", sheet.read_serial_cell, required=True), Column("imei", sheet.read_imei_cell), Column("bought", sheet.read_date_cell)),
    ("serial",),
)


def read(*lines: str) -> list[object]:
    return list(read_sheet([f"{line}\n" for line in lines], SHEET))


def told(*lines: str) -> list[str]:
    return [str(row) for row in read(*lines) if isinstance(row, Mistake)]


def test_cells_are_brought_into_one_form_and_columns_into_the_order_of_the_sheet() -> None:
    assert read("Bought, SERIAL ", "2026/1/5,f2l-xk12 3abcd", "２０２６年１月６日,C39XK2ABC01J") == [
        (2, ("F2LXK123ABCD", None, "2026-01-05")),
        (3, ("C39XK2ABC01J", None, "2026-01-06")),
    ]


def test_blank_lines_do_not_count_and_lines_within_quotes_do() -> None:
    assert read("serial", "", "C39XK2ABC01J", ",") == [(3, ("C39XK2ABC01J", None, None))]
    assert told("serial,bought", '"C39XK2ABC01J', '",2026-01-01', "C39XK2ABC01J,gestern")[0].startswith(
        "line 4: bought 'gestern' is no day"
    )


@pytest.mark.parametrize(("cell", "why"), [
    ("C39XK2ABCO1J", "has the letter O or I, which no serial has; is it C39XK2ABC01J?"),
    ("3.56E+14", "was turned into a number"),
    ("356938035643809", "is an IMEI; it belongs into the column imei"),
    ("A2634", "is no serial number"),
    ("13812345678", "is no serial number"),
    ("'; DROP TABLE devices; --", "is no serial number"),
])  # fmt: skip
def test_what_is_no_serial_is_told_with_the_remedy(cell: str, why: str) -> None:
    assert why in told("serial", f'"{cell}"')[0]


@pytest.mark.parametrize(("cell", "why"), [
    ("356938035643808", "check digit"),
    ("35693803564380", "15 digits"),
    ("3.56938E+14", "turned into a number"),
    ("٣٥٦٩٣٨٠٣٥٦٤٣٨٠٩", None),
])  # fmt: skip
def test_what_is_no_imei_is_told(cell: str, why: str | None) -> None:
    wrong = told("serial,imei", f"C39XK2ABC01J,{cell}")
    assert why in wrong[0] if why else wrong


@given(st.text("0123456789", min_size=15, max_size=15))
def test_the_check_digit_is_that_of_luhn(digits: str) -> None:
    try:
        assert sheet.read_imei_cell(digits) == digits and luhn.is_valid(digits)
    except ValueError:
        assert not luhn.is_valid(digits)


@pytest.mark.parametrize("head", ["", "model", "serial,serial", "serial,colour"])
def test_a_wrong_head_is_all_that_is_told(head: str) -> None:
    assert {line.split(":")[0] for line in told(head, "nonsense")} == {"line 1"}


def test_rows_that_cannot_be_taken_apart_do_not_end_the_reading() -> None:
    assert [type(row) for row in read("serial", "C39XK2ABC0\x001J", "C39XK2ABC01J")] == [Mistake, tuple]


@pytest.mark.parametrize(("reader", "cell", "value"), [
    (sheet.read_flag_cell, "是", 1), (sheet.read_flag_cell, "No", 0), (sheet.read_count_cell, "１２", 12),
    (sheet.read_dates_cell, "2026-1-2；2026-01-03", "2026-01-02;2026-01-03"),
    (sheet.read_spans_cell, "2026-1-2~2026-1-5; 2026-02-01", "2026-01-02~2026-01-05;2026-02-01"),
])  # fmt: skip
def test_other_cells(reader: sheet.Reader, cell: str, value: object) -> None:
    assert reader(cell) == value


@pytest.mark.parametrize(("reader", "cell"), [
    (sheet.read_flag_cell, "maybe"), (sheet.read_count_cell, "-1"), (sheet.read_count_cell, "9999999"), (sheet.read_date_cell, "2026-02-30"),
    (sheet.read_spans_cell, "2026-01-05~2026-01-02"), (sheet.read_spans_cell, "2026-01-01~2026-01-02~2026-01-03"), (sheet.text_cell(3), "long"),
])  # fmt: skip
def test_cells_that_mean_nothing(reader: sheet.Reader, cell: str) -> None:
    with pytest.raises(ValueError):
        reader(cell)


@given(st.lists(st.text(max_size=60), max_size=20))
def test_no_text_makes_the_reading_fail(lines: list[str]) -> None:
    for row in read_sheet(["serial,imei\n", *lines], SHEET):
        assert isinstance(row, Mistake) or row[1][0]
