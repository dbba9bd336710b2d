"""Which clauses say nothing of the fault: they lead to an answer, say where it comes from, or belong to another line."""

from __future__ import annotations

import pytest

from helpline.services.intake.of_answers import of_an_answer


@pytest.mark.parametrize("clause", [
    "找着了是", "盒子底下印着", "发票上写着", "单位发的", "老公送的生日礼物", "买的日子说岔了", "型号记混了", "我刚翻了盒子", "我妈刚回我了", "2023年11月那款", "时间照旧",
])  # fmt: skip
def test_what_only_leads_to_an_answer(clause: str) -> None:
    assert of_an_answer(clause)


@pytest.mark.parametrize("clause", [
    "手机显示无服务", "孩子摔的", "同事给弄坏的", "看到有裂痕", "屏幕上有条线", "我看了电池健康", "手机打不开", "朋友转给我的", "电话报错了", "她说屏幕闪",
])  # fmt: skip
def test_what_may_tell_of_the_fault(clause: str) -> None:
    assert not of_an_answer(clause)


@pytest.mark.parametrize("clause", ["刚留那号我上班接不了", "是我换了新号", "那是我旧号", "早不用了", "写这个"])
def test_what_is_of_a_number_only_beside_one(clause: str) -> None:
    assert of_an_answer(clause, phoned=True)
    assert not of_an_answer(clause)
