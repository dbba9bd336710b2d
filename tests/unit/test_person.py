"""What is a name, and what is an answer to something else."""

from __future__ import annotations

import pytest

from helpline.model.person import introduced_name, read_name

NAMES = [
    ("王芳", "王芳"), ("我姓王", "王"), ("免贵姓欧阳", "欧阳"), ("李老师", "李老师"), ("我是陈主任", "陈主任"), ("叫我小林就行", "小林"), ("Kevin Wu", "Kevin Wu"),
    ("我叫买买提·艾力", "买买提·艾力"), ("姓赵，男", "赵"), ("张总", "张总"), ("我叫周杰", "周杰"), ("高老师", "高老师"), ("司马光", "司马光"), ("阿黄", "阿黄"), ("文女士。", "文女士"),
]  # fmt: skip
NONE = [
    "就是上课用，9月前要到",
    "为什么要问名字",
    "不方便说",
    "13812345678",
    "我们公司在上海",
    "确认",
    "白天都行",
    "高兴就好",
    "明天下午",
    "",
    "😀",
    "没有",
    "可以",
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_read(text: str, name: str) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_name_is_not_kept_as_one(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我姓王，电话13812345678", "王"),
        ("李女士", "李女士"),
        ("手机是我叫我爸买的", None),
        ("我的 iPhone 坏了", None),
        ("王", None),
        ("姓名牌坏了", None),
        ("13911112222 姓孙", "孙"),
        ("18620001234吴", "吴"),
        ("139 1111 2222 孙女士", "孙女士"),
        ("13911112222 谢谢", None),
        ("13770021846 我姓苗 她那个店里的人说要换屏", "苗"),
        ("她姓褚", "褚"),
        ("称呼写褚女士", "褚女士"),
        ("她姓什么来着", None),
        ("称呼写错了", None),
    ],
)
def test_a_name_given_unasked(text: str, name: str | None) -> None:
    assert introduced_name(text) == name
