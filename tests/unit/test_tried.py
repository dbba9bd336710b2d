"""The steps as they are put right at the reading back (services/tried.py)."""

from __future__ import annotations

import pytest

from helpline.services.tried import steps_put_right

KNOWN = ["查看触控手势", "换路由器", "重启路由器"]


@pytest.mark.parametrize(("text", "steps"), [
    ("试过的还有清洁", [*KNOWN, "清洁"]),
    ("我还试过清洁触点", [*KNOWN, "清洁触点"]),
    ("办法那行补上恢复出厂", [*KNOWN, "恢复出厂"]),
    ("把试过的办法改成没试", ["没有"]),
    ("试过的办法改成 换HDMI线、换显示器", ["换HDMI线", "换显示器"]),
    ("不对，是还没试过", ["没有"]),
    ("都没试过", ["没有"]),
    ("手势那个我还没试呢，别写我试过了", ["换路由器", "重启路由器"]),
    ("那两个路由器的我没做过 我做的是换线换显示器", ["查看触控手势", "换线", "换显示器"]),
    ("重启那条删掉", ["查看触控手势", "换路由器"]),
])  # fmt: skip
def test_more_others_or_none(text: str, steps: list[str]) -> None:
    assert steps_put_right(KNOWN, text) == steps


@pytest.mark.parametrize("text", ["没有", "电话没试过打", "换屏多少钱", "确认", "单位那行删掉", "不是摔的", "贴膜没换过", "试过了还是不行"])
def test_what_is_not_about_the_steps(text: str) -> None:
    assert steps_put_right(KNOWN, text) is None


def test_the_last_step_that_goes_leaves_nothing() -> None:
    assert steps_put_right(["重启"], "重启我没做过") == ["没有"]
    assert steps_put_right([], "都没试过") is None
