"""Who is to be called in place of who was."""

from __future__ import annotations

import pytest

from helpline.services.intake.naming import contact_instead


@pytest.mark.parametrize(("text", "name"), [
    ("别写我，写教务处的顾晓梅，电话换她的", "顾晓梅"), ("联系人改成我爱人李娜", "李娜"), ("联系人改一下，换我们财务，叫周敏", "周敏"), ("不写我了写我徒弟陈刚", "陈刚"),
    ("联系人别写我，换店长小陈", "小陈"), ("联系人应该是工会的阎东升老师", "阎东升"), ("联系人改成车间的老魏 15911223344", "老魏"), ("联系人改成对门刘姨", "刘姨"),
    ("老板说联系人换成行政主管麦嘉欣，别的不变", "麦嘉欣"), ("联系人换成安保部的李雷", "李雷"),
    ("别找我要发票，找财务要", None), ("别写我的手机号", None), ("写一下教务处的顾晓梅", None),
])  # fmt: skip
def test_another_contact(text: str, name: str | None) -> None:
    assert contact_instead(text) == name
