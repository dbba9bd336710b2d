"""Telephone numbers as typed, dictated or pasted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.phone import find_phone, masked_phone, own_phone, tail
from helpline.model.phone_in_pieces import begun_phone, joined_phone

mobiles = st.builds(lambda second, rest: f"1{second}{rest:09d}", st.integers(3, 9), st.integers(0, 10**9 - 1))


@pytest.mark.parametrize("text", [
    "13812345678", "138-1234-5678", "138 1234 5678", "138.1234.5678", "138—1234—5678", "138，1234，5678", "138 12345678", "１３８１２３４５６７８",
    "+86 13812345678", "+8613812345678", "008613812345678", "86 138 1234 5678", "幺三八幺二三四五六拐八", "幺三八 幺二三四 五六七八",
    "一三八一二三四五六七八", "138一二三四5678", "1 3 8 1 2 3 4 5 6 7 8", "打13812345678找我", "我的手机是13812345678，姓王", "13812345678 13912345678",
])  # fmt: skip
def test_reads_a_mobile_number_however_it_is_given(text: str) -> None:
    found = find_phone(text)
    assert found is not None and found.value == "13812345678"


@pytest.mark.parametrize(("text", "value"), [
    ("010-62345678", "01062345678"), ("01062345678", "01062345678"), ("(010) 62345678", "01062345678"), ("021-62345678转801", "02162345678"),
    ("0755-26001234", "075526001234"), ("400-666-8800", "4006668800"), ("4006668800", "4006668800"), ("800-810-1234", "8008101234"),
    ("+852 2123 4567", "+85221234567"), ("+1 415 555 2671", "+14155552671"), ("+44 20 7946 0958", "+442079460958"),
])  # fmt: skip
def test_reads_other_numbers_as_they_are_dialled(text: str, value: str) -> None:
    found = find_phone(text)
    assert found is not None and found.value == value


@pytest.mark.parametrize("text", [
    "", "没有", "110", "12345", "95588", "1381234567", "138123456789", "12812345678", "356938035643809", "C39XK2ABC123", "W1234567890",
    "62220212345678901", "2026-11-04", "iPhone 13", "iOS 18.6.2",
])  # fmt: skip
def test_sees_no_number_where_none_is(text: str) -> None:
    assert find_phone(text) is None


@given(mobiles, st.sampled_from(["{}", "电话{}", "{}谢谢", "+86{}", "打 {} 给我"]))
def test_every_mobile_number_is_found_with_its_span(mobile: str, frame: str) -> None:
    text = frame.format(mobile)
    found = find_phone(text)
    assert found is not None and found.value == mobile
    assert text[found.start : found.end].endswith(mobile)


@given(st.text(max_size=100))
def test_no_text_makes_it_fail(text: str) -> None:
    found = find_phone(text)
    assert found is None or found.start < found.end


@pytest.mark.parametrize(("text", "value"), [
    ("可以打他手机 13655512345 姓周", "13655512345"), ("联系他电话13655512345", "13655512345"), ("打我妈的电话 13655512345", "13655512345"),
    ("旧号13500001111停了，用新号13500002222", "13500002222"), ("13500001111注销了，打 13500002222", "13500002222"), ("之前登记的13500001111", "13500001111"),
    ("他的号码是 13655512345", None), ("他让我打他电话 13655512345", None), ("对方号码 13655512345", None), ("13655512345 打来的", None),
])  # fmt: skip
def test_whose_number_it_is(text: str, value: str | None) -> None:
    found = own_phone(text)
    assert (found.value if found else None) == value


def test_only_the_last_four_digits_stay_readable() -> None:
    assert masked_phone("13812345678") == "*******5678"
    assert tail("138-1234-5678") == "5678"
    assert tail("") == ""


@pytest.mark.parametrize(("text", "value"), [
    ("我妈的号码 13912340057 你们不要打给我爸", "13912340057"),
    ("她的手机 152 0173 6648,她白天上课,晚上打", "15201736648"),
    ("他本人的号码是13311112222", "13311112222"),
    ("对方的号码是13311112222", None),
    ("13311112222打给我的", None),
    ("骗子用13311112222给我打电话", None),
    ("13311112222 赶紧打给我", "13311112222"),
    ("13311112222 马上给我打", "13311112222"),
    ("13311112222 明天打来吧", "13311112222"),
    ("13311112222 打给我说账户有问题", None),
    ("13311112222 昨天打给我", None),
    ("13311112222 打来的", None),
])  # fmt: skip
def test_whom_to_call_where_that_was_asked(text: str, value: str | None) -> None:
    found = own_phone(text, asked=True)
    assert (found.value if found else None) == value


def test_that_of_somebody_else_where_it_was_not() -> None:
    assert own_phone("她的手机 152 0173 6648") is None


@pytest.mark.parametrize(("begun", "text", "value"), [
    ("1772099", "4381", "17720994381"), ("1772099", "后面是4381", "17720994381"), ("1772099", "43815", None), ("", "4381", None), ("1772099", "没有了", None),
])  # fmt: skip
def test_a_number_in_two_pieces(begun: str, text: str, value: str | None) -> None:
    found = joined_phone(begun, text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("text", ["186……1777 5566", "186。1777。5566", "186...177...75566", "186 17 775 566", "186、1777、5566"])
def test_the_pauses_of_who_reads_it_out_part_no_number(text: str) -> None:
    found = find_phone(text)
    assert found is not None and found.value == "18617775566"


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("177 2099", "1772099"),
        ("我的是138", "138"),
        ("我用大陸的號碼：186", "186"),
        ("138 1234", "1381234"),
        ("13812345678", ""),
        ("2026", ""),
    ],
)
def test_the_beginning_of_a_number(text: str, begun: str) -> None:
    assert begun_phone(text) == begun
