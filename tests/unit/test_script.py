"""Which characters a text is written in, and our words in them."""

from __future__ import annotations

import pytest

from helpline.model.script import Traditional, is_traditional


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("我的手機螢幕壞了", True), ("請問維修要幾天", True), ("係咪可以換電池", True), ("手机屏幕碎了", False), ("手機屏幕碎了", True),
        ("iPhone 13", None), ("13812345678", None), ("", None), ("👍", None), ("你好", None), ("著名的后里", None), ("在吗", False),
    ],
)  # fmt: skip
def test_tells_by_the_characters_that_differ(text: str, told: bool | None):
    assert is_traditional(text) is told


def test_names_stay_as_they_are_written():
    words = Traditional(["Apple 南京东路", "范伟"])
    assert words.text("请到Apple 南京东路，范伟先生，带上发票。") == "請到Apple 南京东路，范伟先生，帶上發票。"


def test_of_a_card_and_quick_replies_only_what_people_read():
    card = {"kind": "booking", "store": "Apple 南京东路", "address": "南京东路300号", "bring": ["关闭查找"], "place": {"city": "上海"}}
    message = {"text": "约好了，请确认。", "buttons": [{"title": "继续", "payload": '/choose{"place": "南京东路"}'}], "card": card}
    assert Traditional([]).over(message) == {
        "text": "約好了，請確認。",
        "buttons": [{"title": "繼續", "payload": '/choose{"place": "南京东路"}'}],
        "card": {**card, "bring": ["關閉查找"]},
    }
