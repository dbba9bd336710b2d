"""A remark on how the steps are told, and not on what came of one: 「太快了」, 「字太小」, 「我看不见屏幕，慢一点说」."""

from __future__ import annotations

import re

_POLITE = r"(?:我|你|您|请|麻烦|拜托|能不能|可不可以|可以|能|帮我|给我|不好意思|抱歉|对不起|哎呀?|唉|那个?|这个?|等等?|先|再|也|都|就|又|实在|真的?|还)*"
_END = r"(?:的|了|啊|呀|吧|呢|哦|嘛|吗|么|哈|好吗|好不好|行吗|可以吗|谢谢|你|您|我)*"
_REMARKS = (
    r"(?:说|讲|念|教|来|打|发)?(?:得|的)?慢(?:一?点儿?|一?些|慢(?:地|的)?)?(?:说|讲|念|教|来|打|发)?(?:一?点儿?)?",
    r"(?:别|不要|不用)(?:那么|这么|太)?(?:快|急|催)(?:说|讲)?",
    r"(?:说|讲|念|发|你|步骤)*(?:得|的)?(?:太|有点|有些)快",
    r"(?:有点|有些|根本|完全)?(?:跟不上|来不及|记不住|反应不过来|反应慢|看不过来|手脚慢|手慢|动作慢|打字慢|打字不快)",
    r"(?:是(?:个|一个|一名)?)?(?:盲人|视障(?:人士|用户|者)?|全盲|低视力|老人家?|老年人|年纪大|岁数大|上了?年纪|老花眼?|近视(?:眼|很深)?)",
    r"(?:视力|眼睛|眼神)(?:不太|不大|不|很|有点|有)?(?:好使?|行|差|花|障碍|看不(?:见|清楚?|到))",
    r"看不(?:太|大)?(?:清楚?|(?:见|到)(?=[屏手字你]))(?:屏幕|手机|字|你写的|你发的|上面|上的|的|小)*",
    r"(?:屏幕|你发|你写|手机|这里|上面)?(?:上|里)?的?字(?:太|有点|好|也)*(?:小|看不(?:清楚?|见|到))",
)
_REMARK = re.compile(rf"(?:{_POLITE}(?:{'|'.join(_REMARKS)}){_END}){{1,3}}")
_FILLER = re.compile(rf"{_POLITE}{_END}(?:(?:稍|等)(?:等|一?下|一会儿?|会儿?)|我?(?:在)?(?:找|弄|看)(?:着)?)?{_END}")
_LONGEST = 40  # who says more tells something
_CLAUSE = re.compile(r"[，,、。；;：:！!？?~～…\s]+")


def slowly(plain: str) -> bool:
    """True where the words say nothing but that it should go on more slowly, or that it cannot be read.

    >>> slowly("我看不见屏幕，慢一点说"), slowly("网速太慢了"), slowly("还是不行，掉电太快了")
    (True, False, False)
    """
    clauses = [clause for clause in _CLAUSE.split(plain) if clause] if len(plain) <= _LONGEST else []
    remarks = [_REMARK.fullmatch(clause) is not None for clause in clauses]
    return any(remarks) and all(said or _FILLER.fullmatch(clause) for said, clause in zip(remarks, clauses))
