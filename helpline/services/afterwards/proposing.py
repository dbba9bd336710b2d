"""A time that is proposed in place of the one that is arranged, or was: by its clauses, with or without a word that moves it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from helpline.errors import TimeUnclear
from helpline.model.holidays import Holidays
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI, read_time
from helpline.services.handover.meant_time import mere_time, wanted_part
from helpline.services.handover.wishes import names_clock

_CLAUSES = re.compile(r"[，,。；;！!？?\n]+|(?<=[^a-z0-9:])\s+|\s+(?=[^a-z0-9:])", re.IGNORECASE)
_TURNED_AWAY = re.compile(r"还是|别|改|换|挪|调|推|不如|干脆|不行|去不了|来不了|接不了|没空|不方便|有事|来不及")
_EARLIER = re.compile(
    r"(?:原来|原先|原定|之前|先前|最早|一开始|最开始|第一次|头一?[次个]|本来)(?:约|定|说|那)?(?:好|过)?的?[^，,。；;不]{0,3}(?:时间|时候|点|那个|那次|那天|吧|就[行好]|$)|(?:改|换|调|挪)回(?:去|来|原|之前|到)?"
)
_ASKS = re.compile(r"什么|几点|哪天|为什么|怎么|不是|取消|多少")
_WANTS_BACK = re.compile(
    r"约回(?:来|去)|(?:还是|又|改主意|想了想|反悔|重新|再)[^，,。；;不没别]{0,4}?(?:想|要|得|决定|给我|帮我|麻烦)*(?:去|约|修|来|打(?!不|开)|跑一趟|回电)(?!不|过|电话没|年|回)(?:一趟|上|回来|一?下|店里?|修|给我|电话)*(?:了)?(?:吧|啊|呗|好了|一个|$|[，,。！!\s])"
)
_TOLD_OF = re.compile(r"昨|前天|刚才|上次|以前|之前")
_A_DAY_NAMED = re.compile(r"[今明后]天|(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}[号日]")
_HALF = 12  # hours
_LAST = 21
_A_DAY = timedelta(hours=23)


def proposed_at(text: str, at: datetime | None, now: datetime, holidays: Holidays) -> datetime | None:
    """The time of 「五点不行开会 六点半吧」 and 「周日三点行不」; an hour alone is of the day `at`, a day alone has its hour.

    None where something is told of a time: 「五点半下班」, 「昨天五点又断了」.
    """
    clause = _proposal(wanted_part(text, now, holidays), now, holidays)
    if clause is None:
        return None
    try:
        when = read_time(clause, now, holidays)
        if when and not when.day_named and (day := _day_before(text, clause, now, holidays)):
            when = read_time(day + clause, now, holidays)  # 「周四去行不行，还是下午三点」
    except TimeUnclear:
        return None
    if when is None or "soon" in when.assumed:
        return None
    if when.day_named and when.exact:
        return when.start.astimezone(SHANGHAI)
    start, booked = when.start.astimezone(SHANGHAI), at.astimezone(SHANGHAI) if at else None
    if booked is None:
        return start if when.day_named and names_clock(clause) else None
    if when.day_named and not names_clock(clause):
        return datetime.combine(start.date(), booked.timetz()) if when.end - when.start >= _A_DAY else None
    if when.day_named:
        return start
    return on_day(clause, booked, now, holidays) if names_clock(clause) else None


def proposed_half(text: str, at: datetime, now: datetime, holidays: Holidays) -> str:
    """「周日下午」, where 「周六要值班，周日下午行不行」 names no hour; of the booked day where no other is named."""
    clause = _proposal(wanted_part(text, now, holidays), now, holidays) or ""
    try:
        when = read_time(clause, now, holidays) if clause and not names_clock(clause) else None
        booked = at.astimezone(SHANGHAI)
        clause = clause if when and when.day_named else f"{booked.month}月{booked.day}日{clause}"
        when = read_time(clause, now, holidays) if when and "soon" not in when.assumed else None
    except TimeUnclear:
        return ""
    return clause if when and when.end - when.start < _A_DAY and not when.holds(at) else ""


def turned_to(text: str, now: datetime, holidays: Holidays) -> datetime | None:
    """The day and hour of 「还是别下午打了，明天上午十点行不行」, where what was agreed on is turned away."""
    wanted = wanted_part(text, now, holidays)
    if not names_clock(wanted) or not _TURNED_AWAY.search(normalise(text)):
        return None
    try:
        when = read_time(wanted, now, holidays)
    except TimeUnclear:
        return None
    return when.start if when is not None and when.exact and when.day_named else None


def turns_back(text: str) -> bool:
    """True for 「还是原来那个时间吧」 and 「改回去」, which means the time before the last change."""
    plain = normalise(text)
    return _EARLIER.search(plain) is not None and not names_clock(text) and re.search(r"[?？]|什么|为什么|怎么", plain) is None


def wants_back(text: str) -> bool:
    """True for 「还是想去」 and 「我又想约了」, where what was arranged had been called off."""
    plain = normalise(text)
    return any(_WANTS_BACK.search(part) and not (_TOLD_OF.search(part) or _ASKS.search(part)) for part in _CLAUSES.split(plain) if part)


def beside_proposal(text: str, now: datetime, holidays: Holidays) -> str:
    """What is told beside the wish: 「又充不进了」."""
    parts = [part.strip() for part in _CLAUSES.split(text) if part.strip()]
    return "，".join(
        part for part in parts if not (_proposal(part, now, holidays) or wants_back(part) or _TURNED_AWAY.search(normalise(part)))
    )


def _proposal(text: str, now: datetime, holidays: Holidays) -> str | None:
    """The last clause that is a time and nothing else."""
    for part in reversed([part for part in _CLAUSES.split(text) if part.strip()]):
        if not _ASKS.search(normalise(part)) and (bare := mere_time(part, now, holidays)):
            return bare
    return None


def _day_before(text: str, clause: str, now: datetime, holidays: Holidays) -> str:
    """The day that a clause of its own proposes."""
    bare = [mere_time(part, now, holidays) for part in _CLAUSES.split(wanted_part(text, now, holidays)) if part.strip()]
    return next((day for day in reversed(bare) if day and day != clause and not names_clock(day) and _A_DAY_NAMED.search(day)), "")


def on_day(clause: str, booked: datetime, now: datetime, holidays: Holidays) -> datetime | None:
    """An hour of the booked day, in the half of it that was booked where none is named."""
    try:
        when = read_time(f"{booked.month}月{booked.day}日{clause}", now, holidays)
    except TimeUnclear:
        return None
    if when is None:
        return None
    start = when.start.astimezone(SHANGHAI)
    said = re.search(r"上午|早上|中午|下午|晚上|傍晚|今晚|早", clause) or start.hour >= _HALF
    later = start + timedelta(hours=_HALF)
    return later if not said and booked.hour >= _HALF and later.hour <= _LAST and start.hour < 9 else start
