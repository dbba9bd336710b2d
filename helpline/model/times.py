"""When a customer would like something, read from Chinese words against a given now.

All results are aware datetimes in Asia/Shanghai. Nothing here knows of opening hours: the caller judges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from helpline.errors import TimePast
from helpline.model.day_hours import CLOCK, LAST_MINUTE, PERIOD, window_in
from helpline.model.days import DAY_PATTERNS, NUMBER, WEEKDAYS, find_day, number
from helpline.model.holidays import NO_HOLIDAYS, Holidays
from helpline.model.second_thoughts import second_thought
from helpline.model.stretches import Stretch, find_stretch
from helpline.model.text import normalise
from helpline.model.wording import plain_words

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class When:
    """A window [start, end]; an instant where both are equal.

    Where only some stretches of the window are meant (「周末下午」, 「明天上午或者后天下午」), they are its `parts`.
    `assumed` tells what was not said, or how it was: "counted" of an instant that is counted from now, "afternoon" of a bare hour, "day" where none was named, "dates" of a loose
    stretch of days, "working_days", "meal" of an hour around a meal, "after" of any time from an hour on, "soon" where any time will do, "first" of the earliest on a day.
    """

    start: datetime
    end: datetime
    day_named: bool = True
    assumed: tuple[str, ...] = ()
    parts: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def exact(self) -> bool:
        """True where one instant was named."""
        return self.start == self.end

    def holds(self, moment: datetime) -> bool:
        """True where `moment` is inside, and inside one of the parts if there are any."""
        return self.start <= moment <= self.end and (not self.parts or any(a <= moment <= b for a, b in self.parts))


_AHEAD = re.compile(
    rf"(?P<n>半|\d{{1,3}}\.\d|{NUMBER}|几)\s*个?(?P<half>半)?\s*(?P<unit>分钟|小时|钟头|天|周|星期|礼拜)(?:半)?\s*(?:以后|之后|后(?!天)|(?P<within>以内|之内|内))"
)
# Two hours with one 点: 「9-11点」, and the loose 「两三点」.
_HOURS = re.compile(rf"(?<![\d:.])(?P<from>{NUMBER})\s*(?:到|至|~|-|—)\s*(?={NUMBER}\s*点)")
_LOOSE = re.compile(r"(?P<ten>十?)(?P<hours>一两|一二|两三|二三|三四|四五|五六|六七|七八|八九)(?=\s*点)")
_SOON = re.compile(r"越快越好|尽快|尽早|马上|立刻|立即|现在|随时|都行|都可以|最早|赶紧|最快|任何时[间候]|什么时候都")
_FIRST = re.compile(r"最早|越[早快]越好|尽[快早]|最快|赶紧|第一个")  # 「周五最早的那个」
_SAME_HOUR = re.compile(r"这个?(?:时候|时间|点)(?!儿?没|不)|同[一样](?:个|的)?(?:时间|点)")  # 「明天这个时候」
_OR = re.compile(r"[,，]?\s*(?:或者是?|或是|或|(?<![a-z])or(?![a-z])|要么|要不然?|再不然|/(?!\d))\s*")
_PHONE = re.compile(r"(?<![\d+])(?:\+?86[ -]?)?1[3-9]\d[ -]?(?:\d{4}[ -]?\d{4}|\d{3}[ -]?\d{5})(?!\d)")  # its digits are no minutes
# 「午休就四十分钟」, 「我只有半小时」: how long somebody has, and no time.
_SPARE = re.compile(
    rf"[^，,。；;!！?？\s点]{{0,6}}(?:就|只有?|才|仅|最多|顶多|不到|总共)(?:有|剩|得)?(?:这么|那么)?\s*(?:{NUMBER}|半)\s*个?(?:来|多)?半?(?:分钟?|小时|钟头|刻钟)(?!\s*(?:以|之)?[后内])"
)
_LONGEST = 400  # nobody says a time in more characters

_EXPRESSION = re.compile(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", p.pattern)
             for p in (_AHEAD, _HOURS, *DAY_PATTERNS, PERIOD, CLOCK, _SOON))
)  # fmt: skip


def find_time_span(text: str) -> tuple[int, int] | None:
    """Span of the first run of time words in aligned, lower-case `text`, or None."""
    start = end = None
    for match in _EXPRESSION.finditer(text):
        if start is None:
            start, end = match.span()
        elif end is not None and text[end : match.start()].strip(" 的,，到至-~") == "":
            end = match.end()
    return None if start is None or end is None else (start, end)


def read_time(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> When | None:
    """What instant or window `text` names, seen from the aware `now`; None where it names none.

    Raises TimeUnclear for a date that no calendar has, TimePast for one that is over.
    """
    plain = plain_words(_SPARE.sub("，", _PHONE.sub("，", normalise(text[:_LONGEST]))))
    plain = _HOURS.sub(r"\g<from>点到", _LOOSE.sub(_both_hours, plain))
    now = now.astimezone(SHANGHAI).replace(second=0, microsecond=0)
    plain = second_thought(plain, now.date(), holidays)
    return _either(plain, now, holidays) or _one(plain, now, holidays)


def _either(plain: str, now: datetime, holidays: Holidays) -> When | None:
    """「明天上午或者后天下午」: each of them, where at least two name a time."""
    said = [piece for piece in _OR.split(plain) if piece]
    if not 1 < len(said) <= 4:
        return None
    read: list[When] = []
    named: str | None = None
    over: TimePast | None = None
    for piece in said:
        try:
            when = _one(piece, now, holidays)
            if when and not when.day_named and named:
                when = _one(f"{named}{piece}", now, holidays)
        except TimePast as error:
            over = error
            continue
        if when:
            read.append(when)
            if when.day_named:
                named = f"{when.start.year}-{when.start.month}-{when.start.day} "
    if len(read) < 2:
        if over and not read:
            raise over
        return read[0] if over else None
    return _joined(read)


def _joined(read: list[When]) -> When:
    parts = sorted(part for when in read for part in (when.parts or ((when.start, when.end),)))
    assumed = tuple(dict.fromkeys(word for when in read for word in when.assumed))
    end = max(end for _, end in parts)
    return When(parts[0][0], end, any(when.day_named for when in read), assumed, tuple(parts))


def _one(plain: str, now: datetime, holidays: Holidays) -> When | None:
    ahead = _AHEAD.search(plain)
    if ahead:
        return _ahead(ahead, now)
    stretch = find_stretch(plain, now.date(), holidays)
    if stretch:
        return _over_days(stretch, now)
    day, rest = find_day(plain, now.date())
    window, assumed = window_in(rest)
    if window is None and day is not None and _SAME_HOUR.search(rest):
        window = (now.hour * 60 + now.minute,) * 2
    if day is None and window is None:
        soon = _SOON.search(plain)
        return When(now, now + timedelta(days=7), day_named=False, assumed=("soon",)) if soon else None
    if day is not None and window is None and _FIRST.search(rest):
        return _place(day, window, now, ("first",))
    return _place(day, window, now, assumed)


def _over_days(stretch: Stretch, now: datetime) -> When:
    """The same hours on each of the days."""
    window, assumed = window_in(stretch.rest)
    placed: list[When] = []
    for day in stretch.days:
        try:
            placed.append(_place(day, window, now))
        except TimePast:
            continue
    if not placed:
        raise TimePast
    assumed = (*stretch.assumed, *assumed)
    apart = any(later.start - earlier.end > timedelta(minutes=1) for earlier, later in zip(placed, placed[1:]))
    if not apart:
        return When(placed[0].start, placed[-1].end, assumed=assumed)
    joined = _joined(placed)
    return When(joined.start, joined.end, True, assumed, joined.parts)


def _both_hours(match: re.Match[str]) -> str:
    ten, hours = match["ten"], match["hours"]
    return f"{ten}{hours[0]}点到{ten}{hours[1]}"


def _ahead(match: re.Match[str], now: datetime) -> When:
    if match["n"] == "半":
        n = 0.5
    else:
        n = float(match["n"] if "." in match["n"] else number(match["n"]) or 3) + (0.5 if match["half"] else 0)
    unit = match["unit"]
    if unit in ("分钟", "小时", "钟头"):
        at = now + timedelta(minutes=n * (1 if unit == "分钟" else 60))
        return When(now if match["within"] else at, at, assumed=("counted",))
    day = now.date() + timedelta(days=round(n * (1 if unit == "天" else 7)))
    window, assumed = window_in(match.string[: match.start()] + "天" + match.string[match.end() :])
    if match["within"]:
        return When(now, _at(day, LAST_MINUTE), assumed=assumed)
    return _place(day, window, now, assumed)


def _place(day: date | None, window: tuple[int, int] | None, now: datetime, assumed: tuple[str, ...] = ()) -> When:
    named = day is not None
    low, high = window or (0, LAST_MINUTE)
    day = day or now.date()
    start, end = _at(day, low), _at(day, high)
    if not named and (end <= now or window == (0, LAST_MINUTE)):  # 「零点以后」 is tonight's
        start, end = start + timedelta(days=1), end + timedelta(days=1)
    if end < now or (start == end and start <= now):
        raise TimePast
    assumed = assumed if named else (*assumed, "day")
    return When(start if start == end else max(start, now), end, day_named=named, assumed=assumed)


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minutes)


def shown_day(moment: datetime) -> str:
    """Date with weekday as read out.

    >>> shown_day(datetime(2026, 10, 10, 8, tzinfo=SHANGHAI))
    '10月10日（周六）'
    """
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日（周{WEEKDAYS[local.weekday()]}）"


def shown_time(moment: datetime) -> str:
    """Date, weekday and hour as read out."""
    return f"{shown_day(moment)}{moment.astimezone(SHANGHAI):%H:%M}"
