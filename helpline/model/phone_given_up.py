"""Telephone numbers that are named and not meant: denied, struck out, of before, or somebody else's."""

from __future__ import annotations

import re

from helpline.model.name_shapes import RELATED
from helpline.model.text import in_place

# 「不要了，换成 …」, 「别打这个打 …」: the refusal is over before the number comes.
_TURNS_TO = r"了|[改换]|(?:个|的|号码?)(?:就|都|请|直接|麻烦)*[打拨用写留填]"
_DENIED = re.compile(
    rf"(?:不是|并非|而非|(?:不要|别|不好(?=打|用|拨|留)|不使|甭|莫|不用|勿|请勿|(?<![要打])不(?=再?[打拨]))(?:再)?(?:打|用|拨|留|记|联系)?(?:给|到)?(?:(?!{_TURNS_TO})[^，,。；;！!？?\d]){{0,6}}|[写打输填说报记]成了?)[ 「“\"]*$"
)
_STRUCK = re.compile(r"\s*(?:~~|[❌✖✗×]|[（(](?:这个|这|是|写|打)*(?:错|不对|作废|划掉|删))")
_STRUCK_BEFORE = re.compile(r"(?:❌|✖|✗)\s*$")
# 「138…，啊这是我太太的」, where another number follows
_THEIRS = re.compile(
    rf"[\s，,。；;！!…、]*(?:[啊哦噢呃哎诶嗯]|不对|等等|错了|[，,。…\s])*(?:[这那](?:个|串|支)?(?:号码?)?)?[，,\s]*(?:[是系]|才是)(?:我|咱|俺)?(?:家|们)?(?:{RELATED}|别人|人家|[他她])(?:的|用的?|那边)"
)

_OF_BEFORE = re.compile(
    r"(?:旧|[老舊](?!婆|公|爸|妈|家|师|板|人|爷|奶|弟|哥|妹|姐|伴|友|客)|原(?:来|先)?|以前|之前|从前|先前|曾经|当时|過去|过去|上一?个)(?:我|的|用|绑定?|注册|登录|登记|留|填|那|这|一?个|联系|手机|电话|账号|帐号)*(?:号码?|手机号?|电话|號碼?|手機號?|電話)"
    r"|\b(?:old|previous|former)\s+(?:phone\s+)?(?:number|phone|no)"
)
_OUT_OF_USE = re.compile(r"停机|停用|注销|销[户号]|(?:不|没)(?:再|在|怎么)?(?:用|使)了|不[再在]用|用不了|空号|換掉了|换掉了")
# The same, and what only says that nobody is reached there, of a number before another; 「打不通再打 …」 gives none up.
_GIVEN_UP = re.compile(
    rf"{_OUT_OF_USE.pattern}|作废|(?:不|别|甭|莫|勿)(?:要|能)?(?:再)?(?:打|用|要|留|写|联系|拨)(?:它|这个|那个|这|那)?(?:了|啦|哈|啊|吧|$|[，,。；;！!\s])|停了|[要会就快]停(?=$|[了，,。；;！!\s])"
    r"|(?:[接打]不[到通了着]|没(?:法|人)接|不能接|[丢掉]了|不在(?:身边|我这))(?!的?话|的?时|[就再那才也]|[，,\s]*(?:就|再|那就|才|也))"
)
_UP_TO_THE_NEXT = re.compile(r"[^，,。；;！!？?\n\d]*(?:[，,。；;！!？?\n\s][^，,。；;！!？?\n\d]*(?=[，,。；;！!？?\n]))?")
_PERHAPS = re.compile(r"如果|要是|万一|假如|若|实在|一旦|备用")
_INTO_USE = re.compile(
    r"还是|还用|就是|错|改|换(?!掉|了)|應該|应该|应为|才对|不是|更正|联系|恢复|[打拨留用填写](?=(?:我|这|那|回|旧|老|原|之前|以前|刚才|1))"
)


# Where dictated, what stands behind 「那个不用了」 is said of the next number.
_CUT = re.compile(
    r"[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff])|(?<=[了啦停废])\s*(?=1[3-9]\d{9}|(?:就|都|请|以后|现在|直接)*[改换打拨用写留填])"
)


def _clause_at(text: str, start: int) -> tuple[str, str]:
    """The clause of the number at `start`, and the next one."""
    cuts = [
        0,
        *(match.end() for match in _CUT.finditer(text)),
        len(text),
    ]
    clauses = [text[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    at = max(index for index, cut in enumerate(cuts[:-1]) if cut <= start)
    return clauses[at].lower(), clauses[at + 1] if at + 1 < len(clauses) else ""


def out_of_use(text: str, start: int) -> bool:
    """True where the number at `start` is told as one of before: 「旧号尾号是3321，已经注销了」; not where it is to be called.

    >>> out_of_use("旧号尾号是3321 已经注销了", 5), out_of_use("还是打旧号13812343321", 5)
    (True, False)
    """
    told, behind = _clause_at(text, start)
    if _INTO_USE.search(told):
        return False
    return _OF_BEFORE.search(told) is not None or _OUT_OF_USE.search(told if re.search(r"\d{4}", behind) else told + behind) is not None


def denied(before: str) -> bool:
    """True where the words right before a number deny it: 「不是」, 「唔好打我舊嗰個」.

    >>> denied("别打"), denied("打")
    (True, False)
    """
    return _DENIED.search(in_place(before)) is not None


def given_up(text: str, start: int, end: int) -> bool:
    """True for a number, before another, that is out of use, struck out, or said to be somebody else's.

    >>> given_up("18759203164，啊這是我太太的，請改留我的", 0, 11), given_up("13812345678，这是我的，", 0, 11)
    (True, False)
    >>> given_up("13812345678不要了 写18759203164", 0, 11), given_up("13812345678打不通再打18759203164", 0, 11)
    (True, False)
    """
    plain = in_place(text)
    struck = _STRUCK.match(plain, end) or _STRUCK_BEFORE.search(plain[:start])
    return out_of_use(plain, start) or struck is not None or _THEIRS.match(plain, end) is not None or _no_more(plain, start, end)


def _no_more(plain: str, start: int, end: int) -> bool:
    """「138…不要了 换成 …」, 「138…，下个月要停，改 …」."""
    said = _UP_TO_THE_NEXT.match(plain, end)
    return said is not None and _GIVEN_UP.search(said.group()) is not None and not _PERHAPS.search(plain[:start][-6:] + said.group())
