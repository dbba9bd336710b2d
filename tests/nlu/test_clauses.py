"""Where a longer message is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasa_ext.nlu.clauses import MOST, SHORTEST, WORTH_CUTTING, clauses


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


@pytest.mark.parametrize(("text", "parts"), [
    ("屏幕碎了，电池也不行", []),
    ("手机屏幕摔碎了，另外电池掉电特别快", ["手机屏幕摔碎了", "另外电池掉电特别快"]),
    ("手机屏幕摔碎了另外电池掉电特别快", ["手机屏幕摔碎了", "另外电池掉电特别快"]),
    ("我想约周六去店里修屏幕。对了发票还没收到怎么办", ["我想约周六去店里修屏幕", "对了发票还没收到怎么办"]),
    ("手机一直连不上家里的无线网\n帮我看看是怎么回事", ["手机一直连不上家里的无线网", "帮我看看是怎么回事"]),
    ("在吗，手机充不进电，换了三根线都不行", ["在吗，手机充不进电", "换了三根线都不行"]),
    ("这句话很长很长但是中间没有任何标点所以不用切开它", []),
    ("。。。。。。。。。。。。。。。。。。", []),
    ("", []),
])  # fmt: skip
def test_cuts_at_the_ends_of_clauses(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(("text", "parts"), [
    ("转人工，屏幕碎了", ["转人工", "屏幕碎了"]),
    ("人工 iPhone 14 充不进电", ["人工", "iPhone 14 充不进电"]),
    ("屏幕碎了，电池也不行", []),
])  # fmt: skip
def test_what_is_alone_is_a_clause_however_short(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in clauses(text, lambda part: "人工" in part)] == parts


@given(st.text(alphabet="手机屏幕碎了，。！？\n 另外还有ab1", max_size=200))
def test_clauses_lie_in_order_inside_the_text(text: str) -> None:
    spans = clauses(text)
    assert len(spans) != 1 and len(spans) <= MOST
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:]))
    assert not spans or len(text) >= WORTH_CUTTING


@given(st.text(alphabet="手机屏幕碎了，。", min_size=WORTH_CUTTING, max_size=80))
def test_no_clause_but_the_last_is_very_short(text: str) -> None:
    assert all(end - start >= SHORTEST for start, end in clauses(text)[1:-1])
