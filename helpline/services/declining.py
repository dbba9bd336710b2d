"""Whoever wants nothing more once there is a number: 「都不要，先这样」, 「不用打给我了」."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.holidays import Holidays
from helpline.model.phone import find_phone
from helpline.model.text import normalise
from helpline.services.wishes import names_clock, names_time_to_come, wanted_mode

_NONE = re.compile(
    r"(?:不用|不必|不需要|不要|先别|别|甭)(?:再|给我|麻烦|帮我|替我|你们?|您)*(?:处理|管|弄|联系|安排|预约|约|回电话?|回了|跟进|打(?:给我|电话|过来)?(?!印|开|包))(?:我|电话|给我|过来)?(?:了|吧|啦|$|[，,。.!！；; ])"
    r"|(?:先|暂时|还是|就|那|都)不(?:预?约|弄|处理|安排|修|打)(?:了|吧|啦|$|[，,。.!！；; ])|(?:^|[，,。；; ])(?:我|那)*不(?:预?约|处理|安排)了"
    r"|(?:我|自己|先|想)*再(?:观察|考虑|看看|想想|等等看)|(?:以后|回头|下次|过几天|过阵子|需要(?:的时候|时|了)?|想好了?|有需要)再(?:说|约|联系|找你们?|打给你们?)"
)
_SO_FAR = re.compile(
    r"(?:(?:都|什么|哪个|一个)也?(?:不要|不用|不需要|不选)了?|(?:那|好|好的|行|嗯|我)*(?:就?先)(?:就)?(?:这样|到这)(?:吧|了|啦|哈|里)*|[，,。.!！；; ]|谢谢|再见|吧|了)+"
)
_BARE = re.compile(r"(?:(?:那|哦|啊|我|先|暂时|还是|都)*(?:不用|不要|不需要|不必|没事)了?(?:吧|谢谢|哈|啦|再见|[，,。.!！~ ])*)+")
_ELSE = re.compile(r"[?？吗嘛么]|行不|怎么|换|改|别的|其他|其它|更|现在|马上|这个(?:号|时间|店)|[上下]午|今天|明天|后天|周|星期|礼拜|\d点")
_WHERE_BARE = ("service_mode", "place", "callback_time")  # where 「不用了」 turns no single offer down


def wants_no_more(asked: str | None, text: str, now: datetime, holidays: Holidays) -> bool:
    """True where the words want neither a call nor a visit; not where another way, place or time is named."""
    plain = normalise(text).strip()
    rest = _NONE.sub(" ", plain)
    if wanted_mode(rest) is not None or names_clock(plain) or find_phone(text):
        return False
    if _BARE.fullmatch(plain) or _SO_FAR.fullmatch(plain):
        return asked in _WHERE_BARE
    if _NONE.search(plain) is None or _ELSE.search(plain):
        return False
    return not names_time_to_come(rest, now, holidays)
