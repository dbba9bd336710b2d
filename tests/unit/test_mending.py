"""A few characters of a number, put right by their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.mending import mends, swap, swapped

SERIAL, PHONE = "C39XK2ABC12B", "13800135678"
CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


@pytest.mark.parametrize(("value", "text", "right"), [
    (SERIAL, "不对，序列号最后是L5", "C39XK2ABC1L5"),
    (SERIAL, "倒数第一位是8不是B", "C39XK2ABC128"),
    (SERIAL, "倒数第一位是B不对，应该是8", "C39XK2ABC128"),
    (SERIAL, "序列号第二位是4", "C49XK2ABC12B"),
    (SERIAL, "第2位应该是四", "C49XK2ABC12B"),
    (SERIAL, "第十一位是三", "C39XK2ABC13B"),
    (SERIAL, "第四位把X改成8", "C398K2ABC12B"),
    (SERIAL, "第3到5位是 ABC", "C3ABC2ABC12B"),
    (SERIAL, "前三位是F2L", "F2LXK2ABC12B"),
    (SERIAL, "第一个字母是D", "D39XK2ABC12B"),
    (SERIAL, "末两位是45", "C39XK2ABC145"),
    (SERIAL, "最後一碼是 N 不是 B", "C39XK2ABC12N"),
    (SERIAL, "序列号末位L", "C39XK2ABC12L"),
    (SERIAL, "末尾字母应该是N", "C39XK2ABC12N"),
    (SERIAL, "最后那个B其实是8，最后一位是8", "C39XK2ABC128"),
    ("C39XK2ABC12", "最后还少了一个5", "C39XK2ABC125"),
    (SERIAL, "第五位写成X了，应该是K", "C39XK2ABC12B"),
    (SERIAL, "第三位是K不是X", "C39KK2ABC12B"),  # miscounted: the only X is the fourth
    (SERIAL, "第二十位是3", None),
    (SERIAL, "第二位是34", None),
    (PHONE, "电话尾号是5687，不是5678", "13800135687"),
    (PHONE, "后四位写错了，是5687", "13800135687"),
    (PHONE, "后四位不是5678 是5687", "13800135687"),
    (PHONE, "中间四位是1111", "13811115678"),
    (PHONE, "尾号是幺二三四", "13800131234"),
])  # fmt: skip
def test_puts_right_what_stands_at_a_place(value: str, text: str, right: str | None) -> None:
    assert mends(text)[-1].apply(value) == right


@pytest.mark.parametrize("text", ["", "最后一次是昨天", "第一次摔", "我住前面那栋", "不对", "序列号写错了"])
def test_sees_no_place_in_words(text: str) -> None:
    assert mends(text) == []


@pytest.mark.parametrize("text", ["那个B应该是8", "我把8看成B了", "B写错了，改成8"])
def test_what_stands_once_needs_no_place(text: str) -> None:
    assert swap(text) == ("B", "8")
    assert swapped("C39XK2A9C12B", "B", "8") == "C39XK2A9C128"
    assert swapped(SERIAL, "B", "8") is None  # which of the two?


@given(st.text(CHARACTERS, min_size=10, max_size=12), st.integers(1, 12), st.sampled_from(CHARACTERS), st.booleans())
def test_one_character_changes_and_nothing_else(value: str, at: int, character: str, back: bool) -> None:
    (mend,) = mends(f"{'倒数' if back else ''}第{at}位是{character}")
    right = mend.apply(value)
    if at > len(value):
        assert right is None
        return
    place = len(value) - at if back else at - 1
    assert right == value[:place] + character + value[place + 1 :]


@given(st.text(max_size=60), st.text(CHARACTERS, max_size=14))
def test_never_fails(text: str, value: str) -> None:
    for mend in mends(text):
        mend.apply(value)
    swap(text)
