"""The steps as they are put right at the reading back (services/corrections/tried.py)."""

from __future__ import annotations

import pytest

from helpline.services.corrections.tried import could_not, not_yet, steps_put_right

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


@pytest.mark.parametrize(
    "text",
    [
        "没有",
        "电话没试过打",
        "换屏多少钱",
        "确认",
        "单位那行删掉",
        "不是摔的",
        "贴膜没换过",
        "试过了还是不行",
        "那是我旧号",
        "不是那个，是我换了新号码",
        "是我老公注销了的旧号",
    ],
)
def test_what_is_not_about_the_steps(text: str) -> None:
    assert steps_put_right(KNOWN, text) is None


def test_the_last_step_that_goes_leaves_nothing() -> None:
    assert steps_put_right(["重启"], "重启我没做过") == ["没有"]
    assert steps_put_right([], "都没试过") is None


@pytest.mark.parametrize(("text", "refused"), [
    ("关机都关不了 就是黑的", True), ("重启不了", True), ("不敢升级", True), ("我不重启", True), ("重启了还是打不开", False), ("还是不行", False), ("更新了也连不上", False),
])  # fmt: skip
def test_a_step_that_was_refused_or_could_not_be_done(text: str, refused: bool) -> None:
    assert could_not(text) is refused


def test_a_step_that_is_still_to_be_tried() -> None:
    assert not_yet("手势那个我还没试呢，别写我试过了")
    assert not not_yet("还没弄好") and not not_yet("还没好")
