"""What clauses are heard to do by the trained model, and the examples that it learns from."""

from __future__ import annotations

from collections import Counter

import pytest

from helpline.model.acts import Asks, Does
from helpline.model.understanding import heard_from
from rasa_ext.clause_measures import of_questions, read_table
from rasa_ext.evaluate import Understanding
from rasa_ext.nlu.acts import QUESTIONS, read_examples, shaped
from rasa_ext.nlu.clauses import MOST_FINELY, finely

# The second: whole messages, a third of them about what has no name here; the third: what is asked of the call, half of it in whole messages.
HELD_OUT = ("heldout_questions", "heldout_questions_midway", "heldout_questions_call")


def test_each_clause_is_an_example_once_and_none_is_held_out() -> None:
    examples = Counter(text for text, _ in read_examples())
    assert {text for text, count in examples.items() if count > 1} == set()
    assert not set(examples) & {row["text"] for row in read_table("heldout_acts")}
    assert {does for _, does in read_examples()} == {does.value for does in Does}


def test_each_question_is_an_example_once_and_none_is_held_out() -> None:
    examples = Counter(text for text, _ in read_examples(QUESTIONS))
    assert {text for text, count in examples.items() if count > 1} == set()
    assert not set(examples) & {row["text"] for name in HELD_OUT for row in read_table(name)}
    assert {asks for _, asks in read_examples(QUESTIONS)} == {asks.value for asks in Asks}


@pytest.mark.parametrize(("text", "parts"), [
    ("屏幕碎了，能修不？对了 我看看哈", ["屏幕碎了", "能修不？", "我看看哈"]),
    ("iPhone 13 屏幕碎了", ["iPhone 13 屏幕碎了"]),
    ("屏幕碎了 多少钱", ["屏幕碎了", "多少钱"]),
    ("。。。", []),
    ("", []),
])  # fmt: skip
def test_a_message_is_cut_finely(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in finely(text)] == parts


def test_of_very_many_clauses_the_first_and_the_last_are_heard() -> None:
    spans = finely("屏幕碎了，" * 100)
    assert len(spans) == MOST_FINELY and spans[0][0] == 0 and spans[-1][1] == 499


def test_one_number_is_like_another() -> None:
    assert shaped("打13912345678") == shaped("打18600001111") and shaped("f2lz3ab1234x") == shaped("c02xg0fdjgh5")


@pytest.mark.model
@pytest.mark.parametrize(("text", "does"), [
    ("不知道能不能修", Does.QUESTION),
    ("不知道", Does.REFUSE),
    ("不知道怎么就黑了", Does.TROUBLE),
    ("怎么都充不进去", Does.TROUBLE),
    ("什么反应都没有", Does.TROUBLE),
    ("要不要我带发票", Does.QUESTION),
    ("能开机", Does.TROUBLE),
    ("能周六来就周六", Does.WISH),
    ("先问一下", Does.FILLER),
    ("懒得找", Does.REFUSE),
    ("不是13是14", Does.CHANGE),
    ("13812345678", Does.FACT),
])  # fmt: skip
def test_a_clause_is_heard_for_what_it_does(understanding: Understanding, text: str, does: Does) -> None:
    assert heard_from(understanding.parse(text)).does(text) is does


@pytest.mark.model
def test_acts_lie_in_order_inside_a_long_message(understanding: Understanding) -> None:
    text = "手机屏幕碎了，能修吗？" * 450
    acts = understanding.parse(text)["acts"]
    assert 0 < len(acts) <= MOST_FINELY
    assert all(0 <= one["start"] < one["end"] <= len(text) and 0 < one["probability"] <= 1 for one in acts)
    assert all(before["end"] <= after["start"] for before, after in zip(acts, acts[1:]))


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "。。。", "🍎"])
def test_nothing_said_does_nothing_for_sure(understanding: Understanding, text: str) -> None:
    assert heard_from(understanding.parse(text)).does(text) is None


@pytest.mark.model
@pytest.mark.parametrize(("text", "asks"), [
    ("修的时候会不会把里面的照片弄没", Asks.DATA),
    ("整完有冇得保", Asks.GUARANTEE),
    ("我媽的號碼可以嗎", Asks.REACHABLE),
    ("看一下收不收钱", Asks.FEE),
    ("照片在里面，看一下收不收钱", None),  # it tells too
    ("屏幕碎了", None),
])  # fmt: skip
def test_what_a_question_asks(understanding: Understanding, text: str, asks: Asks | None) -> None:
    assert heard_from(understanding.parse(text)).asks(text) is asks


@pytest.mark.model
def test_of_whole_messages_what_is_sure_is_right(understanding: Understanding) -> None:
    measured = of_questions(understanding.parse, "heldout_questions_midway")
    assert measured["accuracy"] >= 0.60 and measured["sure_right"] >= 0.88
