"""Which part of a very long message is read: danger first, then what stands early, then the first problem (rasa_ext/nlu/window.py)."""

from __future__ import annotations

import pytest

from rasa_ext.nlu.window import _LONGEST, SENTENCES_AT_MOST, UNDERSTOOD_CHARACTERS, begins, sentences

IDLE = "今天天气不错，我们一家去了公园，孩子玩得很开心。"
PROBLEM, DANGER = "后来手机屏幕摔碎了。", "电池鼓起来了，还冒烟。"


def judge(texts: list[str]) -> list[tuple[str, float]]:
    """Stands in for the model: it knows two sentences, and is unsure of one more."""
    known = {"摔碎": ("hardware", 0.9), "冒烟": ("hazard", 0.95), "好像": ("hardware", 0.4)}
    return [next((label for word, label in known.items() if word in text), ("smalltalk", 0.9)) for text in texts]


def long(*sentences_: str, before: int = 40) -> str:
    return IDLE * before + "".join(sentences_) + IDLE * 5


def test_a_usual_message_is_read_whole_and_not_judged() -> None:
    def never(texts: list[str]) -> list[tuple[str, float]]:
        raise AssertionError(texts)

    assert begins("屏幕碎了" * 10, never) == 0


@pytest.mark.parametrize(("text", "first"), [
    (long(PROBLEM), PROBLEM),
    (long(DANGER), DANGER),
    (long(PROBLEM, IDLE, DANGER), DANGER),  # danger goes before what was told first
    (PROBLEM + long(DANGER), DANGER),
    (PROBLEM + long(PROBLEM), None),  # the beginning has it already
    (long("好像是屏幕有点什么。"), None),  # too unsure
    (long(), None),
])  # fmt: skip
def test_the_part_begins_where_it_comes_to_the_point(text: str, first: str | None) -> None:
    assert begins(text, judge) == (text.rindex(first) if first else 0)


def test_danger_at_the_end_of_five_thousand_characters_is_read() -> None:
    text = (IDLE * 210)[: 5000 - len(DANGER)] + DANGER
    assert DANGER in text[begins(text, judge) :][:UNDERSTOOD_CHARACTERS]


def test_what_has_no_full_stops_is_cut_all_the_same() -> None:
    text = "我跟你说，" * 100 + "没有标点" * 100
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert max(end - start for start, end in spans) <= _LONGEST


def test_work_on_a_huge_message_is_bounded() -> None:
    judged: list[int] = []

    def counting(texts: list[str]) -> list[tuple[str, float]]:
        judged.append(len(texts))
        return judge(texts)

    begins("嗯。" * 5000, counting)
    assert judged and judged[0] <= UNDERSTOOD_CHARACTERS // 2 + SENTENCES_AT_MOST
