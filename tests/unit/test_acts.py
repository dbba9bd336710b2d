"""What a piece of a message does, by what its clauses were heard to do."""

from __future__ import annotations

import pytest

from helpline.model.acts import Act, Does, act_of
from helpline.model.understanding import Heard, heard_from

TEXT = "我看看哈，屏幕碎了 你们会修二手的不，序列号懒得找"
ACTS = (
    Act("我看看哈", Does.FILLER, 0.95),
    Act("屏幕碎了", Does.TROUBLE, 0.9),
    Act("你们会修二手的不", Does.QUESTION, 0.8),
    Act("序列号懒得找", Does.REFUSE, 0.6),
)


@pytest.mark.parametrize(("piece", "does"), [
    ("屏幕碎了", Does.TROUBLE),
    ("屏幕碎了。", Does.TROUBLE),
    ("另外，屏幕碎了", Does.TROUBLE),
    ("你们会修二手的不？", Does.QUESTION),
    ("会修二手的不", Does.QUESTION),  # most of a clause
    ("二手", None),  # too little of one
    ("序列号懒得找", None),  # not sure
    ("屏幕碎了 你们会修二手的不", None),  # two that do something else each
    ("没有这句", None),
    ("", None),
    ("，。", None),
])  # fmt: skip
def test_a_piece_does_what_its_clause_does(piece: str, does: Does | None) -> None:
    assert act_of(piece, ACTS) is does


def test_script_and_width_make_no_difference() -> None:
    assert act_of("屏幕碎了", [Act("螢幕碎了", Does.TROUBLE, 0.9)]) is Does.TROUBLE


def test_without_acts_nothing_is_sure() -> None:
    assert Heard(TEXT, "talk_inform", 1.0).does("屏幕碎了") is None


def test_acts_stay_with_a_part_and_with_what_is_kept() -> None:
    heard = Heard(TEXT, "hardware_report_screen", 1.0, acts=ACTS)
    part = heard.part("屏幕碎了")
    assert part.does("屏幕碎了") is Does.TROUBLE
    kept = Heard.retold(heard.kept(), "hardware_report_screen")
    assert kept.does("你们会修二手的不") is Does.QUESTION
    both = Heard("要不要我带发票", "talk_unknown", 0.3, acts=(Act("要不要我带发票", Does.QUESTION, 0.9),)).after(heard.kept())
    assert both.does("屏幕碎了") is Does.TROUBLE and both.does("要不要我带发票") is Does.QUESTION


def test_acts_come_with_the_message_where_it_was_understood() -> None:
    message = {"text": "喂 屏幕碎了", "acts": [{"start": 2, "end": 6, "act": "trouble", "probability": 0.9}]}
    assert heard_from(message).acts == (Act("屏幕碎了", Does.TROUBLE, 0.9),)
    assert heard_from({"text": "/talk_affirm"}).acts == ()
