"""Who cannot or will not be called at all (services/handover/without_call.py)."""

from __future__ import annotations

import pytest

from helpline.services.handover.without_call import cannot_call, wants_no_calls


@pytest.mark.parametrize(
    "text", ["我听不见，打不了电话", "我是聋人", "听障", "只能打字", "别给我打电话", "不接电话，怕是骗子", "不敢接电话", "我不會說話"]
)
def test_a_call_is_ruled_out(text: str) -> None:
    assert cannot_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "现在接不了电话",
        "晚上不接电话",
        "下午别打电话",
        "打电话给我",
        "电话里都不会说话",
        "手机打不了电话了现在",
        "给我打电话",
        "我不接陌生电话，打之前先发个短信",
        "先发微信再打，不认识的号码我不接电话",
    ],
)
def test_it_is_not_ruled_out_for_now_nor_by_a_wish(text: str) -> None:
    assert not cannot_call(text)


@pytest.mark.parametrize("text", ["打错了", "你们打错了", "打错电话了", "别再打了", "不用打了", "号码不是我的"])
def test_nobody_calls_any_more(text: str) -> None:
    assert wants_no_calls(text)


@pytest.mark.parametrize(
    "text", ["手机尾号打错了", "号码打错了一位", "我电话打错了", "刚才手滑打错了", "打错了，是13812345678", "我没说不用打电话啊"]
)
def test_a_number_that_was_mistyped_calls_nothing_off(text: str) -> None:
    assert not wants_no_calls(text)
