"""Which of several devices in one message is meant: people name the wrong one first, or the one beside it that is well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from helpline.model.text import align

# 「苹果十二啊不对是苹果十二 Pro」, 「说错了，15是我媳妇的」; 「颜色不对」 is a fault
_SLIP = re.compile(
    r"(?:^|[\s，,。；;！!？?…啊哎唉哦噢喔呃诶欸嗯呀哈])(?:不对(?!劲|头|称|焦|齐)|不[,，\s]*不(?:是|对)?|(?:我|刚才?|又|给|都|前面)*(?:[说写讲打报填选看记搞弄]错|搞混|弄混|记混)了?|更正|纠正|sorry)"
    r"|(?:[啊哎哦噢喔呃诶]|等等|等一?下)[,，\s]*不是?[,，\s]"
)
_DENIED = re.compile(r"(?<!是)不(?:是|要)(?:我|你|那|这|的|后来|之前|买|用|[台部个款\s])*$")
_WELL = re.compile(
    r"\s*(?:的?(?:手机|平板|电脑|手表|耳机))?(?:本身|倒是?|是|都|也|一直|就|却|反而|[,，\s])*(?:没事|好好的|没(?:有)?(?:问题|毛病|坏)|好的|正常)(?:$|[的呢啊呀哈，,。；;！!\s])"
)
# 「摔的是我这台 iPhone 15」, 「要修的是 12 mini」
_THE_ONE = re.compile(
    r"(?:摔|坏|修|碎|裂|进水|泡水|有问题|出问题|出毛病|[要想](?:办|查|买|换|报))(?:了|过)?的(?:就|其实)?是(?:我|你|这|那|[台部个块副]|的|自己|家里?)*\s*$"
)


class Named(Protocol):
    """A name with its place in the text."""

    @property
    def start(self) -> int:
        """Where the name begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Name = TypeVar("Name", bound=Named)


def meant(text: str, named: Sequence[Name]) -> list[Name]:
    """Those that are meant, that which is pointed at first; all where nothing tells them apart."""
    if len(named) < 2:
        return list(named)
    left = [one for one in named if not (_denied(text, one) or _well(text, one))] or list(named)
    left = _after_slip(text, left)
    pointed_at = [one for one in left if _THE_ONE.search(align(text[: one.start]).text)]
    return [*pointed_at, *(one for one in left if one not in pointed_at)]


def _denied(text: str, one: Named) -> bool:
    return _DENIED.search(align(text[: one.start]).text) is not None


def _well(text: str, one: Named) -> bool:
    return _WELL.match(align(text[one.end :]).text) is not None


def _after_slip(text: str, named: list[Name]) -> list[Name]:
    """Those that are named after the last slip which stands between two."""
    for at in range(len(named) - 1, 0, -1):
        if _SLIP.search(align(text[named[at - 1].end : named[at].start]).text):
            return _not_of_the_slip(text, named[at:])
    return named


def _not_of_the_slip(text: str, named: list[Name]) -> list[Name]:
    """Without the one that the slip explains: 「15是我媳妇的，我的是14 Plus」."""
    others = [one for one in named if not re.match(r"\s*(?:是|为)(?!我的)[^，,。；;]{1,6}的", align(text[one.end :]).text)]
    return others or named
