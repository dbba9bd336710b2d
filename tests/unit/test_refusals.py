"""What is a refusal, what only puts off, and what skips (services/intake/refusals.py)."""

from __future__ import annotations

import pytest

from helpline.model.acts import Move
from helpline.model.understanding import Heard
from helpline.services.intake.refusals import declines, has_none, lacks, no_more, passes, refused_ahead
from helpline.services.intake.serials import NOT_SEEN


@pytest.mark.parametrize(("slot", "text", "refused"), [
    ("serial_number", "懒得找", True),
    ("serial_number", "要问我爸", True),
    ("serial_number", "回头再说", True),
    ("serial_number", "序列号等会儿看", True),
    ("serial_number", "晚点去翻盒子", True),
    ("contact_phone", "等会儿看", False),
    ("contact_phone", "凭什么告诉你们", True),
    ("contact_phone", "回头再说", False),  # nobody can be called without: it is asked once more
    ("contact_phone", "13812345678", False),
    ("symptom", "懒得说", False),  # what cannot be skipped
    ("os_version", "这个我不懂", True),
    ("purchase_date", "不晓得哪年", True),
])  # fmt: skip
def test_what_is_not_told_is_told_from_what_is(slot: str, text: str, refused: bool) -> None:
    assert declines(slot, text) is refused


@pytest.mark.parametrize(("slot", "text", "skipped"), [
    ("serial_number", "序列号在买家那了 我没有 跳过", True),
    ("serial_number", "序號找不到，先不給", True),
    ("purchase_date", "跳过这个", True),
    ("serial_number", "盒子早扔了，没有", True),
    ("serial_number", "盒子早扔了，手机上能看吗", False),
    ("contact_phone", "卡早扔了，没有", False),
    ("contact_phone", "先不留", False),
    ("contact_phone", "跳过", True),
    ("serial_number", "不能跳过吗", False),
    ("serial_number", "刚才跳过了的那个是 C39XK2ABC123", False),
    ("symptom", "跳过", False),
    ("os_version", "您甭问这个了，我不想说", True),
    ("tried_steps", "这个我不想回答", True),
    ("os_version", "别问我型号", False),
    ("os_version", "我不想说第二遍", False),
    *(("serial_number", text, True) for text in (
        "序列号我回家再看", "没带在身上,盒子也在家", "没有盒子了", "找不到 先过", "说了不给序列号！", "序列号我不提供", "开不了机了现在看不了 序列号没有",
        "没有，我妈也不会弄", "晚上到家再查", "机器在店里", "找不着盒子 算了不填", "盒子卖废品了", "甭查了 直接修",
        "眼神儿不行 看不着 不整了", "老花眼看不清，不找了", "这是公司的电脑，我不太想报这个", "不大想给", "不怎么想填",
    )),
    *(("serial_number", text, False) for text in (
        "看不清", "开不了机看不了", "序列号在哪", "盒子上写的 C39XK2ABC123", "我手机在家充电没反应", "过保了", "晚上再给我打电话", "盒子丢了在手机上能看吗", "不太想换新的，就想修", "眼睛不好看不着",
    )),
])  # fmt: skip
def test_the_word_skips_wherever_it_stands(slot: str, text: str, skipped: bool) -> None:
    assert passes(slot, text) is skipped


def test_what_is_not_there_is_lacking_only_where_it_was_asked_for() -> None:
    assert lacks("serial_number", "这个找不到 你先说换电池多少钱")
    assert not lacks("contact_phone", "这个找不到 你先说换电池多少钱")
    assert has_none("order_number", "没有订单号") and not has_none("serial_number", "没有订单号")


def said(text: str, *moves: Move) -> Heard:
    """A message that does this over all."""
    return Heard(text, "talk_unknown", 0.9, moves=dict.fromkeys(moves, 0.9))


def test_a_code_is_let_go_at_once_and_most_at_the_third() -> None:
    assert no_more("error_code", None, said("没有"), 1)
    assert not no_more("device_model", None, said("嗯"), 2) and no_more("device_model", None, said("嗯"), 3)
    assert no_more("serial_number", NOT_SEEN, said("看不到", Move.SKIPS), 1)
    assert not no_more("serial_number", NOT_SEEN, said("看不到，去哪找呀", Move.ASKS), 1)
    assert no_more("serial_number", NOT_SEEN, said("看不到，去哪找呀", Move.ASKS), 2)


@pytest.mark.parametrize(("text", "refused"), [
    ("充不进电，序列号我不提供", ["serial_number"]), ("自己坏的，说了不给序列号", ["serial_number"]), ("屏碎了，序列号我回家再看", ["serial_number"]),
    ("可以不提供序列号吗", []), ("序列号怎么看", []), ("序列号是 C39XK2ABC123", []),
])  # fmt: skip
def test_what_is_refused_before_it_is_asked(text: str, refused: list[str]) -> None:
    assert refused_ahead(text) == refused
