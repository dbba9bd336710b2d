"""What agrees to a read-back in other words than 「确认」, and what does not."""

from __future__ import annotations

import pytest

from helpline.model.understanding import Heard
from helpline.services.intake.read_back import says_yes

UNSURE = ("talk_wait", 0.4)  # what the understanding makes of many a yes in the customer's own words


@pytest.mark.parametrize(
    "text",
    [
        "读了一遍，都对",
        "我看了一遍，都是对的",
        "可以，定了",
        "中，就按这个来",
        "成，交吧",
        "全对，一个字不差",
        "没问题，跟我说的一样",
        "我核对过，内容属实",
        "信息没错，快给我安排",
        "木有问题",
        "行行行快点",
        "中中中 麻利儿的",
        "没跑了",
        "得嘞",
        "冇问题 快啲",
        "looks good to me",
        "👌",
    ],
)
def test_a_yes_in_ones_own_words(text: str) -> None:
    assert says_yes(Heard(text, *UNSURE))


@pytest.mark.parametrize(
    "text", ["看了一遍，电话错了", "都对就是名字错了", "写得不对", "我看看", "等我看一遍", "都对吗", "对了，还有件事", "快给我安排"]
)
def test_what_is_no_yes(text: str) -> None:
    assert not says_yes(Heard(text, *UNSURE))


@pytest.mark.parametrize("text", ["都对吗", "没错吧？", "对了，还有件事"])
def test_a_question_is_no_yes_whatever_it_sounds_like(text: str) -> None:
    assert not says_yes(Heard(text, "talk_affirm", 0.9))
