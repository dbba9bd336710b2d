"""What a message says that it is not about."""

from __future__ import annotations

import pytest

from helpline.model.denials import denial_in


@pytest.mark.parametrize(
    ("text", "what", "rest"),
    [
        ("主要是烫,不是升级的事", "升级", "主要是烫"),
        ("哪个说丢了哦!是屏幕坏了要修", "丢", "屏幕坏了要修"),
        ("不对,不是问价格,是没声音", "价格", "没声音"),
        ("不修价格了,先说它为啥没声音", "价格", "它为啥没声音"),
        ("跟摔有啥关系啊,我就是账号登不上去", "摔", "账号登不上去"),
        ("我没说要换新的，就充电慢", "换新", "充电慢"),
        ("你搞错了，我不是要报遗失", "遗失", ""),
    ],
)
def test_what_is_denied_and_what_is_left(text: str, what: str, rest: str) -> None:
    denial = denial_in(text)
    assert denial is not None and (denial.what, denial.rest) == (what, rest)


@pytest.mark.parametrize(
    "text",
    [
        "是不是升级的问题",
        "跟升级有没有关系？",
        "不是黑屏就是白屏",
        "这个不是很好用",
        "不是我的手机",
        "没问题",
        "没关系",
        "不是已经登记了吗",
        "别说了",
    ],
)
def test_a_question_a_choice_or_a_degree_denies_nothing(text: str) -> None:
    assert denial_in(text) is None
