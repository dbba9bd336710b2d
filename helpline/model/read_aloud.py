"""Words for the ear: times and numbers as a voice says them, and no sign that it would stumble over."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.times import SHANGHAI

_DIGITS = dict(zip("0123456789", "零幺二三四五六七八九"))
_DAYS = ("今天", "明天", "后天")
_WEEKDAYS = "一二三四五六日"
_PERIODS = ((5, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
_BRACKETED = re.compile(r"[（(][^）)]*[）)]")
_NOT_SPOKEN = re.compile(r"[「」《》“”\"'*#/\\|_~<>·]+")


def words_aloud(text: str) -> str:
    """A name of the catalogue as it is said.

    >>> words_aloud("购买 AppleCare+"), words_aloud("iPhone（第 3 代）")
    ('购买 AppleCare Plus', 'iPhone')
    """
    return _NOT_SPOKEN.sub(" ", _BRACKETED.sub("", text).replace("+", " Plus")).strip()


def number_aloud(number: str) -> str:
    """A number to dial, digit by digit.

    >>> number_aloud("400-666-8800")
    '四零零，六六六，八八零零'
    """
    return "，".join("".join(_DIGITS[digit] for digit in group) for group in re.findall(r"\d+", number))


def time_aloud(moment: datetime, now: datetime) -> str:
    """Day and hour as they are said, seen from `now`.

    >>> time_aloud(datetime(2026, 11, 25, 9, tzinfo=SHANGHAI), datetime(2026, 11, 24, 22, tzinfo=SHANGHAI))
    '明天上午9点'
    """
    local, today = moment.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    ahead = (local.date() - today).days
    day = _DAYS[ahead] if 0 <= ahead < len(_DAYS) else f"{local.month}月{local.day}日星期{_WEEKDAYS[local.weekday()]}"
    period = next(name for until, name in _PERIODS if local.hour < until)
    hour = local.hour - 12 if local.hour > 12 else local.hour
    minute = {0: "", 30: "半"}.get(local.minute, f"{local.minute}分")
    return f"{day}{period}{hour}点{minute}"
