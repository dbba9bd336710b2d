"""When a customer would like something, read from Chinese words against a given now.

All results are aware datetimes in Asia/Shanghai. Nothing here knows of opening hours: the caller judges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from helpline.errors import NoSuchTime, TimePast
from helpline.model.days import DAY_PATTERNS, NUMBER, WEEKDAYS, find_day, number
from helpline.model.holidays import NO_HOLIDAYS, Holidays
from helpline.model.stretches import Stretch, find_stretch
from helpline.model.text import normalise
from helpline.model.wording import plain_words

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class When:
    """A window [start, end]; an instant where both are equal.

    Where only some stretches of the window are meant (「周末下午」, 「明天上午或者后天下午」), they are its `parts`.
    `assumed` tells what was not said: "afternoon" of a bare hour, "day" where none was named, "dates" of a loose
    stretch of days, "working_days", "meal" of an hour around a meal, "soon" where any time will do.
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


_PERIODS: dict[str, tuple[float, float]] = {
    "凌晨": (0, 6), "清晨": (6, 9), "早上": (7, 10), "早晨": (7, 10), "上午": (8, 12), "中午": (11, 14),
    "下午": (12, 18), "傍晚": (17, 19), "晚上": (18, 22), "夜里": (20, 24), "半夜": (0, 6),
}  # fmt: skip
_PERIOD_WORDS: dict[str, tuple[float, float]] = _PERIODS | {
    "早": (7, 10),
    "晚": (18, 22),
    "午后": (12, 18),
    "晚间": (18, 22),
    "下班": (18, 22),
}
_PERIOD_WORDS |= {"午饭后": (12.5, 15), "晚饭后": (19, 21), "一早": (7, 10), "大清早": (6, 9), "深夜": (22, 24), "午夜": (0, 1)}

_EVENING = frozenset(("晚上", "夜里", "晚", "晚间", "深夜"))
_LAST = 24 * 60 - 1  # the last minute of a day

# 早 and 晚 alone are parts of many words (早就, 晚了): they count beside a day or before an hour.
_PERIOD = re.compile(
    "|".join(sorted((word for word in _PERIOD_WORDS if len(word) > 1), key=len, reverse=True))
    + rf"|(?<=[今明后天日号一二三四五六末])[早晚](?![点就已了])|[早晚](?=\s*{NUMBER}(?:点|:))(?!一点)"
)
# 一点 is 「a bit」 far more often than one o'clock: it counts after a period or a day, or where it ends the phrase.
_A_BIT = r"(?!(?<![午上晨间夜里天日号])一点(?![半钟整到至~,，。!！?？\s\d零三十二四五吧-]|$|[左以之]|前|后))(?!(?<=[有差早晚快慢了])一点)"
_CLOCK = re.compile(
    rf"{_A_BIT}(?P<hour>{NUMBER})\s*(?:点(?!击|亮|不亮|不开|不了|进)钟?|时(?!间|候)|:)\s*(?P<minute>半|一刻|三刻|整|{NUMBER})?\s*分?"
)
_AHEAD = re.compile(
    rf"(?P<n>半|\d{{1,3}}\.\d|{NUMBER}|几)\s*个?(?P<half>半)?\s*(?P<unit>分钟|小时|钟头|天|周|星期|礼拜)(?:半)?\s*(?:以后|之后|后(?!天)|(?P<within>以内|之内|内))"
)
# Two hours with one 点: 「9-11点」, and the loose 「两三点」.
_HOURS = re.compile(rf"(?<![\d:.])(?P<from>{NUMBER})\s*(?:到|至|~|-|—)\s*(?={NUMBER}\s*点)")
_LOOSE = re.compile(r"(?P<ten>十?)(?P<hours>一两|一二|两三|二三|三四|四五|五六|六七|七八|八九)(?=\s*点)")
_SOON = re.compile(r"越快越好|尽快|尽早|马上|立刻|立即|现在|随时|都行|都可以|最早|赶紧|最快|任何时[间候]|什么时候都")
_AFTER = re.compile(r"^\s*(?:以后|之后|过后|后)")
_BEFORE = re.compile(r"^\s*(?:以前|之前|前(?!后))")
_OR = re.compile(r"[,，]?\s*(?:或者是?|或是|或|要么|要不然?|再不然|/(?!\d))\s*")
_LONGEST = 400  # nobody says a time in more characters

_EXPRESSION = re.compile(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", p.pattern)
             for p in (_AHEAD, _HOURS, *DAY_PATTERNS, _PERIOD, _CLOCK, _SOON))
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
    plain = plain_words(normalise(text[:_LONGEST]))
    plain = _HOURS.sub(r"\g<from>点到", _LOOSE.sub(_both_hours, plain))
    now = now.astimezone(SHANGHAI).replace(second=0, microsecond=0)
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
    window, assumed = _window(rest)
    if day is None and window is None:
        soon = _SOON.search(plain)
        return When(now, now + timedelta(days=7), day_named=False, assumed=("soon",)) if soon else None
    return _place(day, window, now, assumed)


def _over_days(stretch: Stretch, now: datetime) -> When:
    """The same hours on each of the days."""
    window, assumed = _window(stretch.rest)
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
        return When(now if match["within"] else at, at)
    day = now.date() + timedelta(days=round(n * (1 if unit == "天" else 7)))
    window, assumed = _window(match.string[: match.start()] + "天" + match.string[match.end() :])
    if match["within"]:
        return When(now, _at(day, _LAST), assumed=assumed)
    return _place(day, window, now, assumed)


def _window(rest: str) -> tuple[tuple[int, int] | None, tuple[str, ...]]:
    """Minutes of the day [from, to] that the words name, equal for an instant, and what was assumed."""
    clocks = list(_CLOCK.finditer(rest))
    period = _PERIOD.search(rest)
    if not clocks:
        return (None, ()) if period is None else _period_window(rest, period)
    before = _period_before(rest, clocks[0])
    first = _minutes(clocks[0], before)
    assumed = ("afternoon",) if before is None and first >= 720 and (number(clocks[0]["hour"]) or 0) < 12 else ()
    if len(clocks) > 1 and re.fullmatch(r"\s*(?:到|至|-|~|—)\s*(?:\D{0,2})", rest[clocks[0].end() : clocks[1].start()]):
        last = _minutes(clocks[1], _period_before(rest, clocks[1], clocks[0].end()) or before)
        return (first, last if last > first else min(last + 720, _LAST)), assumed
    after = rest[clocks[0].end() :]
    if _AFTER.match(after):
        return (first, _LAST), assumed
    if _BEFORE.match(after):
        return (0, first), assumed
    return (first, first), assumed


def _period_window(rest: str, period: re.Match[str]) -> tuple[tuple[int, int], tuple[str, ...]]:
    word = period.group()
    low, high = (min(round(bound * 60), _LAST) for bound in _PERIOD_WORDS[word])
    assumed = ("meal",) if word.endswith("饭后") else ()
    if _AFTER.match(rest[period.end() :]):
        return ((low if word == "下班" else high), _LAST), assumed
    return ((0, low) if _BEFORE.match(rest[period.end() :]) else (low, high)), assumed


def _period_before(rest: str, clock: re.Match[str], floor: int = 0) -> str | None:
    found = list(_PERIOD.finditer(rest, floor, clock.start()))
    return found[-1].group() if found else None


def _minutes(clock: re.Match[str], period: str | None) -> int:
    hour = number(clock["hour"])
    minute = {None: 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}.get(clock["minute"])
    minute = number(clock["minute"]) if minute is None else minute
    if hour is None or minute is None or hour > 24 or minute > 59:
        raise NoSuchTime
    if clock["hour"].startswith("0") and period is None:  # 08:30 is how a 24-hour clock shows it
        return hour * 60 + minute
    return _hour(hour, period) * 60 + minute


def _hour(hour: int, period: str | None) -> int:
    """The hour on a 24-hour clock, from 24 where a night runs on. Bare 1 to 8 is the afternoon: nobody answers earlier."""
    if period is None:
        return hour + 12 if 1 <= hour <= 8 else hour
    low, _ = _PERIOD_WORDS[period]
    if period == "中午":
        return hour + 12 if hour <= 3 else hour
    if period in _EVENING and (hour == 12 or 1 <= hour <= 4):
        return hour + 12 if hour == 12 else hour + 24
    if low >= 12 and hour < 12:
        return hour + 12
    if period in ("凌晨", "半夜") and hour == 12:
        return 0
    return hour


def _place(day: date | None, window: tuple[int, int] | None, now: datetime, assumed: tuple[str, ...] = ()) -> When:
    named = day is not None
    low, high = window or (0, _LAST)
    day = day or now.date()
    start, end = _at(day, low), _at(day, high)
    if not named and (end <= now or window == (0, _LAST)):  # 「零点以后」 is tonight's
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
