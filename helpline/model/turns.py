"""Words with which people take back what they have just said: 「哦不」, 「等等」, 「看错了」."""

from __future__ import annotations

import re

TAKEN_BACK = (
    r"不[对對](?![劲头称勁頭稱])|[错錯](?!过|過|误|誤)|不是(?![吗吧])|并非|而是|[应應][该該]?[是为為]|改[成为為到留填写寫记記用打]|[换換]成|更正|纠正|[哦噢喔啊呃额嗯哎诶]不|不不|等[下等一]|等会儿?|慢着|且慢|稍等|算了"
    r"|[还還]是|重新|[看打写说记念听弄搞](?:岔|反|漏|快|串|劈)了?|看串行|手滑|手快|嘴瓢|呸|口误|手误|说岔|sorry|oops|no wait|i mean"
)
_TURN = re.compile(rf"(?:{TAKEN_BACK})", re.IGNORECASE)


def turned(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Where something said before is taken back, within [start, end).

    >>> turned("26.1哦不看错了是26.2").group(), turned("26.1和26.2")
    ('哦不', None)
    """
    return _TURN.search(text, start, len(text) if end is None else end)


_OPENS = re.compile(rf"(?:[哦噢喔啊呃额嗯哎诶唉呀我刚才好像，,\s]|刚刚|等等)*(?:{TAKEN_BACK}|[打写说记念]反)", re.IGNORECASE)


def takes_back(clause: str) -> bool:
    """True for a clause that begins by taking something back: 「等等我翻了下发票」, 「不对不对」.

    >>> takes_back("哦不看错了"), takes_back("屏幕颜色不对")
    (True, False)
    """
    return _OPENS.match(clause) is not None


_WHOSE = re.compile(
    r"^[a-z\d]+(?:pro|max|plus|mini|e)*(?:那?[台部个])?是[^，,。；;\s]{1,6}的$", re.IGNORECASE
)  # 「13是我老婆的」 only says why
_DENIALS = ("不是", "并非")
_IS = re.compile(r"^(?:我(?:这[台部个]|自己|的)?|坏的|用的|应该|其实|才|就|[，,\s])*是?")


def last_meant(text: str) -> str:
    """What is said behind the last turn, without whose the other one is; nothing where nothing is taken back.

    >>> last_meant("iphone13 不对 13是我老婆的 我是12"), last_meant("iphone13")
    ('12', '')
    """
    turns = list(_TURN.finditer(text))
    if not turns or not text[: turns[0].start()].strip():
        return ""
    if turns[-1].group() in _DENIALS and not re.search(r"是|[，,。；;\s]", text[turns[-1].end() :].strip()):
        return ""  # 「坏的是14 Plus，不是我这台15」
    pieces = [piece for piece in re.split(r"[，,。；;！!\s]+", text[turns[-1].end() :]) if piece and not _WHOSE.match(piece)]
    return _IS.sub("", "，".join(pieces)).strip()
