"""The event number: what a misread digit does to it, and the ways in which people say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import damm

from helpline.errors import NumberMistyped
from helpline.model.event_number import LENGTH, find_event_number, is_valid, new_event_number, read_event_number, shown

NUMBER = "2345678901" + damm.calc_check_digit("2345678901")
MISTYPED = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
numbers = st.builds(
    lambda body: body + damm.calc_check_digit(body),
    st.integers(min_value=2 * 10**9, max_value=10**10 - 1).map(str),
)
SPOKEN = str.maketrans("0123456789", "洞幺两三四五六拐八勾")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def test_a_new_number_is_valid_and_looks_like_no_mobile_number() -> None:
    for _ in range(500):
        number = new_event_number()
        assert len(number) == LENGTH and is_valid(number) and number[0] != "1"


def test_new_numbers_differ() -> None:
    assert len({new_event_number() for _ in range(500)}) == 500


@given(numbers)
def test_every_wrong_digit_is_caught(number: str) -> None:
    for position in range(LENGTH):
        for digit in "0123456789":
            wrong = number[:position] + digit + number[position + 1 :]
            assert is_valid(wrong) == (wrong == number)


@given(numbers)
def test_every_swap_of_neighbours_is_caught(number: str) -> None:
    for i in range(LENGTH - 1):
        swapped = number[:i] + number[i + 1] + number[i] + number[i + 2 :]
        assert is_valid(swapped) == (swapped == number)


@given(numbers)
def test_shown_in_three_groups_it_reads_back(number: str) -> None:
    assert [len(group) for group in shown(number).split(" ")] == [3, 4, 4]
    assert read_event_number(shown(number)) == number


@given(numbers)
def test_spoken_and_full_width_digits_read_back(number: str) -> None:
    assert read_event_number(number.translate(SPOKEN)) == number
    assert read_event_number(number.translate(FULL_WIDTH)) == number
    assert read_event_number(shown(number).translate(SPOKEN)) == number


@given(numbers, st.lists(st.sampled_from(["", " ", "-", "－", "　", "，", "、", ". "]), min_size=LENGTH, max_size=LENGTH))
def test_any_grouping_reads_back(number: str, gaps: list[str]) -> None:
    assert read_event_number("".join(digit + gap for digit, gap in zip(number, gaps))) == number


@pytest.mark.parametrize("text", [
    "我的事件编号是{}", "{}到哪了", "编号：{}。", "{}一直没人回电", "{} 5678", "{}，13812345678", "13812345678，{}", "事件{}，尾号5678",
    "查一下 {} 谢谢", "{}\n", "No.{}", "{}三天了没消息",
])  # fmt: skip
def test_is_found_beside_other_words_and_numbers(text: str) -> None:
    assert read_event_number(text.format(NUMBER)) == NUMBER
    assert find_event_number(text.format(shown(NUMBER))) == NUMBER


@pytest.mark.parametrize("text", ["{}", "编号{}", "{}一直没人回电", "{} 5678"])
def test_a_wrong_check_digit_is_told_apart_from_no_number(text: str) -> None:
    with pytest.raises(NumberMistyped):
        read_event_number(text.format(MISTYPED))
    assert find_event_number(text.format(MISTYPED)) is None


def test_a_good_number_beside_a_wrong_one_is_taken() -> None:
    assert read_event_number(f"不是{MISTYPED}，是{NUMBER}") == NUMBER


@given(st.integers(min_value=0, max_value=10**9 - 1), st.integers(min_value=3, max_value=9))
def test_a_mobile_number_is_never_taken_for_one(rest: int, second: int) -> None:
    mobile = f"1{second}{rest:09d}"
    for text in (mobile, f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", mobile.translate(SPOKEN), f"+86 {mobile}", f"我的电话是{mobile}"):
        assert read_event_number(text) is None


@pytest.mark.parametrize("text", [
    "", "没有编号", "12345", "iPhone 13", "2345678901", "234567890123", "2026年11月4日", "356938035643809", "6222021234567890", "一二三",
    "400-666-8800", "010-62345678", "官网订单W2233445566一直不发货",
])  # fmt: skip
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_event_number(text) is None


@given(st.text(max_size=200))
def test_no_text_gives_anything_but_a_valid_number(text: str) -> None:
    found = find_event_number(text)
    assert found is None or is_valid(found)
