"""Text made comparable, with every character knowing where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.text import align, chinese_number, mask, normalise, shorten, spoken_digits


@pytest.mark.parametrize(("text", "plain"), [
    ("ＩＰＨＯＮＥ　１５", "iphone 15"), ("  屏幕 \n 碎了  ", "屏幕 碎了"), ("螢幕壞了", "屏幕坏了"), ("軟體更新", "软件更新"), ("裡面", "里面"),
    ("App\u200bStore", "appstore"), ("ﬁle", "file"), ("①", "1"), ("都話咗三日前", "都话了三天前"), ("兩日啦", "两天啦"), ("十月三日前", "十月三日前"), ("而家冇喺屋企", "现在没在家里"), ("昨天晚黑", "昨天晚上"),
    ("作天", "昨天"), ("工作天", "工作天"), ("你好！", "你好!"), ("🎉手机", "🎉手机"), ("", ""), ("\u200b", ""),
])  # fmt: skip
def test_normalises_width_script_case_and_blanks(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize("text", ["ＩＰＨＯＮＥ　１５", "螢幕壞了", "軟體更新", "iPhone 15 Pro", "  a  b ", "充電後面發燙"])
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(("text", "word", "origin"), [
    ("我的ＩＰＨＯＮＥ　１５壞了", "iphone 15", "ＩＰＨＯＮＥ　１５"), ("電池膨脹", "电池膨胀", "電池膨脹"), ("a ﬁle b", "file", "ﬁle"),
    ("App\u200bStore打不开", "appstore", "App\u200bStore"), ("㎏", "k", "㎏"), ("x①y", "1", "①"),
])  # fmt: skip
def test_a_span_leads_back_to_what_was_typed(text: str, word: str, origin: str) -> None:
    aligned = align(text)
    start = aligned.text.index(word)
    left, right = aligned.origin(start, start + len(word))
    assert text[left:right] == origin


def test_aligning_keeps_blanks() -> None:
    assert align("  a \n b ").text == "  a \n b "


@given(st.text(max_size=80))
def test_every_aligned_character_has_one_origin_in_order(text: str) -> None:
    aligned = align(text)
    assert aligned.original == text
    assert len(aligned.text) == len(aligned.starts) == len(aligned.ends)
    assert list(aligned.starts) == sorted(aligned.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(aligned.starts, aligned.ends))


@given(st.text(max_size=80))
def test_aligned_text_is_the_sum_of_its_characters(text: str) -> None:
    assert align(text).text == "".join(align(character).text for character in text)


@pytest.mark.parametrize(("said", "digits"), [
    ("幺两洞三", "1203"), ("洞幺两三四五六拐八勾", "0123456789"), ("零〇一二三四五六七八九", "00123456789"), ("１２３", "123"),
    ("么三八", "138"), ("编号幺两", "编号12"), ("abc", "abc"), ("", ""),
])  # fmt: skip
def test_reads_digits_said_aloud(said: str, digits: str) -> None:
    assert spoken_digits(said) == digits


@pytest.mark.parametrize(("numeral", "value"), [
    ("零", 0), ("〇", 0), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("一百零五", 105), ("一百一十", 110), ("二百一十五", 215),
    ("两百", 200), ("百", 100), ("一百二", 120), ("三百五", 350), ("两千五", 2500), ("一千零一", 1001), ("一千零五十", 1050), ("三千", 3000),
    ("九千九百九十九", 9999), ("一五", 15), ("一二三", 123), ("二〇二六", 2026),
    ("", None), ("三万", None), ("abc", None), ("12", None), ("十个", None), ("半", None),
])  # fmt: skip
def test_reads_chinese_numerals(numeral: str, value: int | None) -> None:
    assert chinese_number(numeral) == value


def _written(number: int) -> str:
    digits, zero, words = str(number), False, ""
    for place, digit in zip(reversed(range(len(digits))), digits):
        if digit == "0":
            zero = True
            continue
        words += ("零" if zero and words else "") + "零一二三四五六七八九"[int(digit)] + ("", "十", "百", "千")[place]
        zero = False
    return words or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_every_numeral_below_ten_thousand_reads_back(number: int) -> None:
    assert chinese_number(_written(number)) == number


@given(st.text(alphabet="零〇一二两三四五六七八九十百千", min_size=1, max_size=8))
def test_no_row_of_numerals_makes_it_fail(numeral: str) -> None:
    assert chinese_number(numeral) is not None


@pytest.mark.parametrize(("value", "shown"), [("13812345678", "*******5678"), ("12345", "*2345"), ("1234", "****"), ("1", "*"), ("", "")])
def test_masks_all_but_the_tail_and_all_of_what_is_short(value: str, shown: str) -> None:
    assert mask(value) == shown


@given(st.text(max_size=40), st.integers(min_value=1, max_value=40))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
    assert shorten(text, limit) == text or shorten(text, limit).endswith("…")
