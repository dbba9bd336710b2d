"""What people put right in the same breath (model/turns.py): the words that they end with count."""

from __future__ import annotations

from datetime import date

import pytest

from helpline.model.numbers import find_os_version
from helpline.model.phone import own_phone
from helpline.model.purchase import read_bought
from helpline.services.corrections.mended import mended_at_once

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("text", "phone"), [
    ("13812345678，啊不，最后两位是87", "13812345687"),
    ("13812345678 哎不对 第三位是9", "13912345678"),
    ("13812345678 看错了 中间四位是4321", "13843215678"),
    ("13812345678，后面应该是5687", "13812345687"),
    ("13812345678 尾号是5678", "13812345678"),
    ("13812345678，序列号写错了，最后一位是9", "13812345678"),
])  # fmt: skip
def test_a_telephone_number(text: str, phone: str) -> None:
    found = own_phone(text)
    assert found and found.value == phone


@pytest.mark.parametrize(("value", "text", "serial"), [
    ("QX7K4LW2MT", "QX7K4LW2MT 哎不对 第三位是8", "QX8K4LW2MT"),
    ("QX7K4LW2MT", "QX7K4LW2MT，等等，中间是LV2", "QX7K4LV2MT"),
    ("QX7K4LW2MT", "QX7K4LW2MT 第三位是8", "QX7K4LW2MT"),
])  # fmt: skip
def test_a_serial(value: str, text: str, serial: str) -> None:
    assert mended_at_once(value, text) == serial


def test_a_version() -> None:
    assert find_os_version("现在是18.6，哦不看错了，是18.6.2")[0] == "18.6.2"  # type: ignore[index]


@pytest.mark.parametrize(("text", "bought"), [
    ("2024年3月2号，等等我看下小票，是3月12", "2024-03-12"),
    ("去年双十二 哦不 双十一", "2025-11-11"),
    ("前年国庆，啊不对，是去年国庆", "2025-10-01/2025-10-31"),
    ("22年3月 还是4月来着", "2022-03-01/2022-04-30"),
    ("5月8号 手误 5月18号", "2026-05-18"),
])  # fmt: skip
def test_a_day_of_purchase(text: str, bought: str) -> None:
    found = read_bought(text, TODAY, asked=True)
    assert found and found.text() == bought
