"""Which glass is broken, that of the front or that of the back: 「后玻璃全碎，屏幕倒是好的」 speaks of both."""

from __future__ import annotations

import re

FRONT, BACK = "front", "back"
_PARTS = re.compile(
    r"(?P<both>前后(?:两面|都|的)?(?:玻璃|屏|盖)?)|(?P<back>后(?:盖|壳|玻璃|板)|(?<![\u4e00-\u9fff])后屏|后[面头边](?:的|那)?(?:块|个|整块)?(?:玻璃|盖|板|壳)|背(?:板|盖|壳|玻璃)|背[面后]的?(?:那块)?(?:玻璃|盖|板|壳)?|后(?:面|头)(?=[^，,。；;]{0,3}(?:碎|裂|烂|爆|破)))"
    r"|(?P<front>(?<![锁息熄黑花绿])屏幕?(?!之间|幕?(?:[边外]?[框缘壳]|保护|膜|上贴|录|使用|时间|共享|截|蔽))|荧幕|前(?:面|头|边|盖|屏)的?(?:那块)?(?:玻璃|屏幕?)?)"
)
_BROKEN = re.compile(r"碎|裂|[砸摔压磕撞]烂|烂|爆|破|炸|崩|蜘?蛛网|开花|缺[了个角一]")
_WELL = re.compile(r"好(?:着|好|端|的|个)|没(?:得|啥|什么)?(?:事|坏|碎|裂|问题|伤|影响)|完好|囫囵|正常|无[损恙碍]|不碍|健在|幸好")
_NEAR = 6  # characters before a part in which its state may stand: 「砸烂了后盖」
_JOINS = re.compile(r"(?:的|跟|和|带|与|及|以及|连|连带|同|还有|、|\s)*")
_LIMITS = re.compile(r"[，,。；;！!？?\n\s]")


def broken_glass(plain: str) -> frozenset[str]:
    """The parts of glass that are told to be broken, in text made by `normalise`.

    >>> sorted(broken_glass("后面玻璃全碎 屏幕倒是好的")), sorted(broken_glass("屏幕裂了，后盖也碎了"))
    (['back'], ['back', 'front'])
    """
    found = list(_PARTS.finditer(plain))
    broken = set()
    for at, part in enumerate(found):
        start = max(found[at - 1].end() if at else 0, part.start() - _NEAR)
        before = _LIMITS.split(plain[start : part.start()])[-1]
        if _is_broken(plain, found[at:], before):
            broken |= {FRONT, BACK} if part["both"] else {part.lastgroup or FRONT}
    return frozenset(broken)


def _is_broken(plain: str, parts: list[re.Match[str]], before: str = "") -> bool:
    """Whether the first of the parts is, by the words up to the next one; 「屏跟背面都烂了」 says it of both at once."""
    part, *others = parts
    behind = plain[part.end() : others[0].start() if others else len(plain)]
    if others and _JOINS.fullmatch(behind):
        return _is_broken(plain, others)
    behind = _LIMITS.split(behind)[0]
    return not _WELL.search(behind) and bool(_BROKEN.search(behind) or _BROKEN.search(before))
