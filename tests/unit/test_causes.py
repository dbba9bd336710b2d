"""How it came about, in words that are no cause of the catalogue: they are kept as the cause (services/intake/causes.py)."""

from __future__ import annotations

import pytest

from helpline.model.draft import Draft
from helpline.model.understanding import Heard
from helpline.services.intake.causes import cause_answer
from tests.content import reading


def _answered(text: str) -> object:
    draft = Draft("talk", asking="fault_cause")
    return cause_answer(reading.catalogue(), Heard(text, "talk_inform", 0.3), draft).facts.get("fault_cause")


@pytest.mark.parametrize("text", [
    "贴膜贴坏的", "装支架装裂的", "估计是用了杂牌充电器", "清灰清坏的", "漏了点油", "汗渍腐蚀的", "快递暴力运输的", "升级升的", "搬家之后就这样",
])  # fmt: skip
def test_what_nobody_foresaw_is_the_cause_in_these_words(text: str) -> None:
    assert _answered(text) == text


@pytest.mark.parametrize(("text", "cause"), [("自个儿坏的", "自然损坏"), ("磕桌角上了", "摔落"), ("一下撞到墙角", "挤压")])
def test_what_has_a_name_keeps_it(text: str, cause: str) -> None:
    assert _answered(text) == cause


@pytest.mark.parametrize("text", ["屏幕是黑的", "手机是我老婆的", "给我找个人", "怎么会坏呢", "赶紧给我修", "我要换新的", "真烦"])
def test_what_tells_nothing_of_it_is_no_cause(text: str) -> None:
    assert _answered(text) is None
