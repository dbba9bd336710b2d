"""Where the name of a company or a school ends."""

from __future__ import annotations

import pytest

from helpline.model.institutions import institution_in, works_at

NAMED = [
    ("杭州云栖智造科技有限公司。另外说明一下，我是行政部的", "杭州云栖智造科技有限公司"),
    ("长沙湘味堂餐饮管理有限公司我叫周海燕", "长沙湘味堂餐饮管理有限公司"),
    ("青岛三十九中，不是二十九中哈", "青岛三十九中"),
    ("原来叫成都一禾设计，今年改名了，现在是成都禾木空间设计有限公司", "成都禾木空间设计有限公司"),
    ("我們是廈門鷺帆貿易有限公司，總部在香港", "廈門鷺帆貿易有限公司"),
    ("星河科技（天津）有限公司", "星河科技（天津）有限公司"),
    ("北京大学附属中学", "北京大学附属中学"),
    ("发票抬头：成都锦江区巴适得板餐饮管理有限公司", "成都锦江区巴适得板餐饮管理有限公司"),
    ("单位名称为安徽明远勘测设计有限公司", "安徽明远勘测设计有限公司"),
    ("麻烦抬头开成重庆渝北恒信建筑劳务有限公司", "重庆渝北恒信建筑劳务有限公司"),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_the_name_ends_where_other_words_begin(text: str, name: str) -> None:
    found = institution_in(text)
    assert found is not None and found[0] == name


@pytest.mark.parametrize("text", ["某三甲医院", "贵阳一所中学", "我们公司", "学校要买平板", "我们是上海浦东的一个民办学校", "腾讯"])
def test_what_names_none_is_left(text: str) -> None:
    assert institution_in(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [("我是南通市三中的信息老师", "南通市三中"), ("我是苹果公司的老用户", None), ("我是学校的老师", None), ("我是北京大学的学生", None)],
)
def test_where_somebody_works(text: str, name: str | None) -> None:
    assert works_at(text) == name
