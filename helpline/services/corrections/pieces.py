"""A few characters of a name or of what is wrong that are put right: 「是澜湾，不是澜岸」, 「错一个字，应该是澜湾」."""

from __future__ import annotations

import re

_END = r"(?:才对|[的了呀啊哦哈吧])*(?=[，,。；;！!？?…\s]|$)"
_PIECE = r"[^，,。；;！!？?\s]"
_ASIDE = rf"(?:[，,。；;！!…\s]+(?:{_PIECE}{{1,10}}[，,。；;！!…\s]+)?)?"
_PAIRS = (
    # 「不是96W，我看错了，是67W」
    re.compile(rf"(?<!是)不是(?P<old>{_PIECE}{{2,16}}?){_ASIDE}(?:而|应该|其实)?(?<!不)(?<!还)(?<!就)是(?P<new>{_PIECE}{{2,24}}?){_END}"),
    re.compile(
        rf"(?<!不)(?<!还)(?:应该|其实|正确的)?是(?P<new>{_PIECE}{{2,16}}?){_ASIDE}(?:而)?(?<!是)不是(?P<old>{_PIECE}{{2,16}}?){_END}"
    ),
    re.compile(
        rf"把?(?P<old>{_PIECE}{{2,16}}?)(?:[写打填输弄搞说]?错了?)?[，,\s]*(?:应该|要|请|得)?(?:改成|改为|换成|应为|应该是|更正为)(?P<new>{_PIECE}{{2,24}}?){_END}"
    ),
    re.compile(rf"把(?P<new>{_PIECE}{{2,16}}?)(?:[写打填输弄搞说])成(?:了)?(?P<old>{_PIECE}{{2,16}}?){_END}"),
)
_PARTICLES = re.compile(r"(?<=.)[哦啊呀哈噢喔嘛啦]+$")
_A_CHARACTER = re.compile(r"(?:错|漏|少|多)[^，,。；;]{0,3}[一两二几1-3]?个?字")
_ANY = re.compile(r"(?:有限|股份)*公司|单位|学校|名[字称]|抬头|集团|科技|贸易")  # which say nothing of which name
_MEANT = re.compile(rf"(?:应该|其实|正确的)?(?<!不)是(?P<new>{_PIECE}{{2,8}}?){_END}")


def exchanged(text: str) -> tuple[str, str] | None:
    """What is said not to be so, and what stands in its place.

    >>> exchanged("是澜湾，不是澜岸"), exchanged("不是96W，我看错了，是67W"), exchanged("屏幕是好的")
    (('澜岸', '澜湾'), ('96W', '67W'), None)
    """
    found = next((match for pair in _PAIRS if (match := pair.search(text))), None)
    return (found["old"], _PARTICLES.sub("", found["new"])) if found else None


def of_a_character(text: str) -> bool:
    """True for 「公司名打错一个字」."""
    return _A_CHARACTER.search(text) is not None


def put_right(known: str | None, text: str) -> str | None:
    """What is known with the piece put right in it; None where the text does not tell which.

    >>> put_right("青岛澜岸贸易有限公司", "公司名打错一个字，是澜湾"), put_right("青岛澜岸贸易有限公司", "公司改成青岛海澜有限公司")
    ('青岛澜湾贸易有限公司', None)
    """
    if not known:
        return None
    pair = exchanged(text)
    if pair and pair[0] in known and pair[1].endswith(rest := known.partition(pair[0])[2]) and len(rest) > 1:
        return known.partition(pair[0])[0] + pair[1]  # 「唔係杭州云栈，係宁波云栈信息技术有限公司」: all of it to its end
    if pair and not _ANY.fullmatch(pair[0]) and pair[0] in known and pair[0] != known and pair[1] not in known:
        return known.replace(*pair)
    meant = _MEANT.search(text) if of_a_character(text) else None
    return _one_off(known, meant["new"]) if meant else None


def _one_off(known: str, piece: str) -> str | None:
    """The only place of `known` that differs from the piece in one character."""
    size = len(piece)
    places = [at for at in range(len(known) - size + 1) if sum(a != b for a, b in zip(known[at : at + size], piece, strict=True)) == 1]
    return known[: places[0]] + piece + known[places[0] + size :] if len(places) == 1 else None
