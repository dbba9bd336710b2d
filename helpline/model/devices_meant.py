"""Which of several devices in one message is meant: people name the wrong one first, or the one beside it that is well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from helpline.model.name_shapes import RELATED
from helpline.model.text import align

# 「苹果十二啊不对是苹果十二 Pro」, 「说错了，15是我媳妇的」; 「颜色不对」 is a fault
_SLIP = re.compile(
    r"(?:^|[\s，,。；;！!？?…啊哎唉哦噢喔呃诶欸嗯呀哈])(?:不对(?!劲|头|称|焦|齐)|不[,，\s]*不(?:是|对)?|(?:我|刚才?|又|给|都|前面)*(?:[说写讲打报填选看记搞弄]错|搞混|弄混|记混)了?|更正|纠正|sorry)"
    r"|(?:[啊哎哦噢喔呃诶]|等等|等一?下)[,，\s]*不是?[,，\s]"
)
_DENIED = re.compile(
    r"(?:(?<!是)不(?:是|要)|(?:别|不要|甭|莫)(?:给我?|把)?[写记填登当弄]*成(?:是|了)?)(?:我|你|那|这|的|后来|之前|买|用|手[里上边]|[台部个款\s])*$"
)
_WELL = re.compile(
    r"\s*(?:的?(?:手机|平板|电脑|手表|耳机))?(?:本身|倒是?|是|都|也|一直|就|却|反而|[,，\s])*(?:没事|好好的|没(?:有)?(?:问题|毛病|坏)|好的|正常)(?:$|[的呢啊呀哈，,。；;！!\s])"
)
# 「摔的是我这台 iPhone 15」, 「要修的是 12 mini」
_THE_ONE = re.compile(
    r"(?:摔|坏|修|碎|裂|进水|泡水|有问题|出问题|出毛病|[要想](?:办|查|买|换|报))(?:了|过|[坏碎裂])?的(?:[那这]?[台部个块支副](?:的)?)?(?:就|其实|明明|才|应该|分明)*是"
    rf"(?:我|你|这|那|[台部个块副支]|的|自己|家里?|{RELATED}|手机|平板|电脑|手表|耳机|[，,\s])*$"
)
# 「那台14 Pro是我爸的」, 「我老婆的才是14 Pro」: whose another one is; 「碎的是我先生的 13 Pro」 is the one that is meant.
_OTHERS = rf"(?:(?:我|咱|俺)?(?:{RELATED})|别人|人家|[他她])(?:们|家|自己)?"
_THING = r"(?:手机|平板|电脑|手表|耳机|那?[台部个])?"
_IS_THEIRS = rf"{_THING}(?:才|就|都)?是{_OTHERS}(?:的|那[台部个])(?:的?{_THING}|[了啊呀啦哈呢吧])*(?=$|[，,。；;！!？?\s])"
_OF_THEIRS = re.compile(rf"\s*{_IS_THEIRS}")
_THEIRS_IS = rf"{_OTHERS}(?:的|那[台部个]){_THING}(?:才|就|都)?是"
_THEIRS_BEFORE = re.compile(rf"{_THEIRS_IS}\s*$")
_CLAUSE_OF_THEIRS = re.compile(rf"(?:^|(?<=[，,。；;！!？?\s]))[^，,。；;！!？?]*?(?:{_IS_THEIRS}|{_THEIRS_IS}[^，,。；;！!？?]*)")
_POINTS = re.compile(r"(?:摔|坏|修|碎|裂|进水|泡水|问题|毛病)(?:了|过)?的[^，,。；;！!？?]{0,6}是")
_MINE = re.compile(
    r"(?<!才)是我(?:自己|本人)?的(?=$|[\s，,。；;！!？?a-z\d那])|我(?:自己|本人)?的?那?[台部个][^，,。；;]{0,8}(?:没事|没坏|好的)"
)
_THEIRS_NAMED = re.compile(rf"是{_OTHERS}(?:的|那[台部个])(?:那?[台部个]|手机|平板|电脑)*\s*(?=苹果|[a-z\d])")


# 「我老婆的 12 屏幕碎了」: whose the device at hand is; 「刚微信问她了」: who told which it is.
_AT_HAND_IS_THEIRS = re.compile(rf"(?:帮|给|替)?{_OTHERS}(?:的|那[台部个]|这[台部个])")
_ASKED_THEM = re.compile(
    rf"问(?:了|过|到|清楚)?(?:一?下)?{_OTHERS}|{_OTHERS}(?:刚|才|自己|回|跟我)*(?:说|讲|告诉|回我|回复|看了|查了|发来)"
)
_TO_CHANGE = re.compile(r"改(?:一?下|过来|成|为|掉|吧)|帮我改|要改|换成|更正|才对")
# 「我看错了，他那台是iPhone 14，SE是我自己的」: the one at hand is theirs, and was named by one's own.
_OWNERS_SWAPPED = re.compile(
    rf"(?:[看写说打填报记搞弄拿]错|[搞弄记]混|[搞弄]反|不对)(?!误)[^。；;！!？?]*?{_THEIRS_IS}[^，,。；;！!？?]*[，,。；;！!？?\s]+[^，,。；;！!？?]{{1,16}}是我(?:自己|本人)?的"
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


def theirs(text: str, one: Named) -> bool:
    """True for a device that is only named as somebody else's: 「就是14，那台14 Pro是我爸的」."""
    before, after = (align(part).text for part in (text[: one.start], text[one.end :]))
    beside = _OF_THEIRS.match(after) or _THEIRS_BEFORE.search(before)
    return beside is not None and not _POINTS.search(align(text).text)


def theirs_at_hand(text: str, matter: str) -> bool:
    """True where somebody else's device is the one of the `matter`, and which it is is put right: 「问了她，她那个是12 mini，改一下」."""
    plain = align(text).text
    if _OWNERS_SWAPPED.search(plain):
        return True
    if _MINE.search(plain) or re.search(r"我(?:自己|本人)?的(?!手机号|电话|号)", plain):
        return False
    return _AT_HAND_IS_THEIRS.search(align(matter).text) is not None or (
        _ASKED_THEM.search(plain) is not None and _TO_CHANGE.search(plain) is not None
    )


def without_theirs(plain: str) -> str:
    """The words without the clauses that only say whose another device is.

    >>> without_theirs("就是14，不是14 pro，那个是我老婆的"), without_theirs("碎的是我先生的13 pro")
    ('就是14，不是14 pro，', '碎的是我先生的13 pro')
    """
    return plain if _POINTS.search(plain) else _CLAUSE_OF_THEIRS.sub("", plain)


def not_mine_but_theirs(text: str) -> bool:
    """True for 「13是我的，碎的是我先生的 13 Pro」: two devices, and what was told of the one says nothing of the other."""
    plain = align(text).text
    return _MINE.search(plain) is not None and _THEIRS_NAMED.search(plain) is not None


_NONE_HAD = re.compile(r"那?[个台部块]?(?:我|压根|根本|也|都|又)*没(?:买|办|有|要)")  # 「手机那个没买」
_WITH = re.compile(r"(?:用|戴|插|接|连)(?:着|上|的是|的)?$")  # 「我平时用耳机听」


def only_beside(text: str, start: int, end: int) -> bool:
    """True for the earphones of 「我平时用耳机听」 and the phone of 「手机那个没买」: it is not the device that is meant."""
    return _NONE_HAD.match(text[end:]) is not None or _WITH.search(text[:start]) is not None
