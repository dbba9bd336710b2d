"""What asks: as it was heard, and by its words where that is not sure."""

from __future__ import annotations

import pytest

from helpline.model.acts import Act, Does
from helpline.model.asking import asks
from helpline.model.statements import is_empty, states, without_empty


@pytest.mark.parametrize("clause", [
    "充电器要带不", "是换新屏幕还是修", "do i need to back up", "不知道能不能修", "卡要取出来么", "什么时候发货", "还在保修期里没", "那周六呢",
    "多少钱", "会不会清数据", "应该不收钱对吧", "喺边度修？",
])  # fmt: skip
def test_a_clause_is_built_as_a_question(clause: str) -> None:
    assert asks(clause)


@pytest.mark.parametrize("clause", [
    "怎么都充不进去", "什么反应都没有", "能开机", "不知道怎么就黑了", "不晓得是哪一款", "谁记得啊", "屏幕碎了", "要不是摔了", "什么都没装", "哪里都点不动", "懒得找", "",
])  # fmt: skip
def test_a_clause_is_none(clause: str) -> None:
    assert not asks(clause)


@pytest.mark.parametrize(("does", "asked"), [
    (Does.QUESTION, True), (Does.TROUBLE, False), (Does.REFUSE, False), (Does.FILLER, False), (Does.FACT, False),
    (Does.WISH, True), (Does.CHANGE, True),  # which may be put as a question
])  # fmt: skip
def test_what_was_heard_surely_decides(does: Does, asked: bool) -> None:
    assert asks("怎么还不响", [Act("怎么还不响", does, 0.9)]) is asked
    assert asks("怎么还不响", [Act("怎么还不响", does, 0.5)])


def test_who_tells_and_asks_whether_in_one_clause_asks() -> None:
    clause = "上个月摔过一回不知道有没有关系"
    assert asks(clause, [Act(clause, Does.TROUBLE, 0.9)])


def test_what_is_heard_as_a_question_needs_no_word_that_asks() -> None:
    clause = "几号能弄得好"
    assert not asks(clause) and asks(clause, [Act(clause, Does.QUESTION, 0.9)])


def test_filler_is_empty_and_trouble_tells_however_it_is_worded() -> None:
    acts = [Act("我看看哈", Does.FILLER, 0.9), Act("你们上回说没事结果又坏了", Does.TROUBLE, 0.9), Act("打来讲慢点", Does.FILLER, 0.9)]
    assert is_empty("我看看哈", acts) and not is_empty("我看看哈")
    assert states("你们上回说没事结果又坏了", acts) and not states("你们上回说没事结果又坏了")
    assert not is_empty("打来讲慢点", acts)  # which an advisor must read
    assert without_empty("我看看哈，你们上回说没事结果又坏了", acts) == "你们上回说没事结果又坏了"
