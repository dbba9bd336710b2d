"""The year of a day of purchase that stands elsewhere in the words than beside the day."""

from __future__ import annotations

from datetime import date

import pytest

from helpline.model.purchase import read_bought

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(("text", "day"), [
    ("他生日五月十二去年的五月十二", "2025-05-12"), ("她生日9月3号，就是去年的9月3号", "2025-09-03"), ("6月8号，去年的", "2025-06-08"), ("6月8号", "2026-06-08"),
])  # fmt: skip
def test_the_year_is_that_of_the_day(text: str, day: str) -> None:
    bought = read_bought(text, TODAY, asked=True)
    assert bought is not None and bought.text() == day
