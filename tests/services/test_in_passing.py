"""What is a question of the matter at hand, and what plainly brings something else."""

from __future__ import annotations

import pytest

from helpline.model.event import Label
from helpline.model.understanding import Heard
from helpline.services.questions.in_passing import asks, asks_our_hours, in_passing
from tests.content import reading

QUESTIONS = [
    "充电器要带不", "那边有停车场没", "是换新屏幕还是修", "到店了找谁", "如果查出来符合就不用花钱对吧", "貴不貴呀", "do i need to back up first",
    "快递费是我付还是你们付", "可以微信付款吗", "修好了怎么通知我", "要不要关掉查找", "需要退出 Apple ID 吗", "万一迟到了怎么办", "修一次多钱咯",
    "修的时候我能在店里等吗", "约了以后还能取消吗", "配件有货吗", "公司抬头的发票能开不", "有没有备用机借", "刷信用卡得不得", "店里有WiFi吗", "我爸能替我拿去吗",
    "电话里能解决吗还是得去店里", "要幾耐先整好",
]  # fmt: skip
NONE = [
    "屏幕还是花的", "哪家都行", "没什么要说的", "时不时就黑屏", "我不是新的问题 还是屏幕", "怎么充都充不进去", "就前天摔的",
]  # fmt: skip
OTHERS = [
    "能寄修吗", "可以改时间吗", "能不能晚半小时到", "周六下午能去吗", "我官网的订单到哪了", "微信老闪退怎么办", "Apple ID 密码怎么改",
    "为什么要序列号", "记上了吗", "哪家店最近", "还能买 AppleCare 吗", "另一台平板能一起修吗", "什么时候打给我",
]  # fmt: skip


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_of_how_it_goes_on_is_of_the_matter(text: str) -> None:
    passing = in_passing(reading.catalogue(), Label.HARDWARE, Heard(text, "store_ask_invoice", 0.9))
    assert passing is not None and passing.questions == (text,) and passing.rest is None


@pytest.mark.parametrize("text", NONE)
def test_what_is_told_is_no_question(text: str) -> None:
    assert not any(asks(clause) for clause in text.split())


@pytest.mark.parametrize("text", [*NONE, *OTHERS])
def test_a_wish_or_another_matter_is_no_question_in_passing(text: str) -> None:
    assert in_passing(reading.catalogue(), Label.HARDWARE, Heard(text, "talk_inform", 0.9)) is None


def test_what_is_told_beside_a_question_is_kept_apart() -> None:
    passing = in_passing(reading.catalogue(), Label.HARDWARE, Heard("用久了 要带发票吗？店里能停车不", "talk_inform", 0.9))
    assert passing is not None and passing.rest is not None
    assert passing.questions == ("要带发票吗？", "店里能停车不") and passing.rest.text == "用久了"


@pytest.mark.parametrize(("text", "of_it"), [("是谁给我打电话啊", True), ("换屏要加钱吗", False)])
def test_beside_an_order_only_what_is_asked_of_any_matter(text: str, of_it: bool) -> None:
    assert (in_passing(reading.catalogue(), Label.ONLINE_STORE, Heard(text, "talk_inform", 0.9)) is not None) is of_it


@pytest.mark.parametrize(
    ("text", "ours"), [("你们中午打不打电话的呀", True), ("门店周日开不开", True), ("能不能中午打", False), ("周六行不行", False)]
)
def test_our_hours_are_no_time_that_is_proposed(text: str, ours: bool) -> None:
    assert asks_our_hours(Heard(text, "talk_inform", 0.9)) is ours
