"""Which hours of a day people mean: periods (上午, 下班后), clocks (三点半, 差五分四点) and what lies between two of them."""

from __future__ import annotations

import re

from helpline.errors import NoSuchTime
from helpline.model.days import NUMBER, number

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
    "放学": (16.5, 20),
}
_PERIOD_WORDS |= {"午饭后": (12.5, 15), "晚饭后": (19, 21), "一早": (7, 10), "大清早": (6, 9), "深夜": (22, 24), "午夜": (0, 1)}

_EVENING = frozenset(("晚上", "夜里", "晚", "晚间", "深夜"))
LAST_MINUTE = 24 * 60 - 1  # the last minute of a day

# 早 and 晚 alone are parts of many words (早就, 晚了): they count beside a day or before an hour.
PERIOD = re.compile(
    "|".join(sorted((word for word in _PERIOD_WORDS if len(word) > 1), key=len, reverse=True)).replace("下班", "下班(?!长|级|组)")
    + rf"|(?<=[今明后天日号一二三四五六末])[早晚](?![点就已了])|[早晚](?=\s*{NUMBER}(?:点|:))(?!一点)"
)
# 一点 is 「a bit」 far more often than one o'clock: it counts after a period or a day, or where it ends the phrase.
_A_BIT = r"(?!(?<![午上晨间夜里天日号])一点(?![半钟整到至~,，。!！?？\s\d零三十二四五吧-]|$|[左以之]|前|后|(?<![^，,。；;！!?？\s]一点)(?=能|可以|行|有空|打|去|来|过|我[正在得要还有]|正[在好]?)))(?!(?<=[有差早晚快慢了声大小轻重高低多少近远便宜利久长短强弱贵松紧楚细熟顺省稳急烦累])一点)(?!(?<=[^最]好)一点)"
CLOCK = re.compile(
    rf"{_A_BIT}(?P<hour>{NUMBER})\s*(?:点(?!击|亮|不亮|不开|不了|进)钟?|时(?!间|候)|:)\s*(?P<minute>半|[一1三3]刻|整|(?!\d{{3}}){NUMBER})?\s*分?"
)
# 「差十分三点」, 「三点差五分」: so many minutes before the hour that is named.
_SHORT_OF = re.compile(
    rf"差\s*(?P<n>{NUMBER}|一刻)\s*(?:分钟?)?\s*(?:到|就)?(?={NUMBER}\s*点)|(?<=[点钟])\s*差\s*(?P<after>{NUMBER}|一刻)\s*分?"
)
_AFTER = re.compile(r"^\s*(?:以后|之后|过后|后|才(?!打|来|回))")  # 「我们一点半才上班」
_BEFORE = re.compile(r"^\s*(?:以前|之前|前(?![后往去来]))")


def window_in(rest: str) -> tuple[tuple[int, int] | None, tuple[str, ...]]:
    """Minutes of the day [from, to] that the words name, equal for an instant, and what was assumed."""
    clocks = list(CLOCK.finditer(rest))
    period = PERIOD.search(rest)
    if not clocks:
        return (None, ()) if period is None else _period_window(rest, period)
    before = _period_before(rest, clocks[0])
    first = _minutes(clocks[0], before)
    assumed = ("afternoon",) if before is None and first >= 720 and (number(clocks[0]["hour"]) or 0) < 12 else ()
    if len(clocks) > 1 and re.fullmatch(r"\s*(?:到|至|-|~|—)\s*(?:\D{0,2})", rest[clocks[0].end() : clocks[1].start()]):
        last = _minutes(clocks[1], _period_before(rest, clocks[1], clocks[0].end()) or before)
        return (first, last if last > first else min(last + 720, LAST_MINUTE)), assumed
    first = (first - _short_of(rest, clocks)) % (24 * 60) if first < 24 * 60 else first
    after = rest[clocks[0].end() :]
    if _AFTER.match(after):
        return (first, LAST_MINUTE), (*assumed, "after")
    if _BEFORE.match(after):
        return (0, first), assumed
    return (first, first), assumed


def _period_window(rest: str, period: re.Match[str]) -> tuple[tuple[int, int], tuple[str, ...]]:
    word = period.group()
    low, high = (min(round(bound * 60), LAST_MINUTE) for bound in _PERIOD_WORDS[word])
    assumed = ("meal",) if word.endswith("饭后") else ()
    if _AFTER.match(rest[period.end() :]):
        return ((low if word in ("下班", "放学") else high), LAST_MINUTE), (*assumed, "after")
    return ((0, low) if _BEFORE.match(rest[period.end() :]) else (low, high)), assumed


def _period_before(rest: str, clock: re.Match[str], floor: int = 0) -> str | None:
    found = list(PERIOD.finditer(rest, floor, clock.start()))
    return found[-1].group() if found else None


def _minutes(clock: re.Match[str], period: str | None) -> int:
    hour = number(clock["hour"])
    minute = {None: 0, "整": 0, "半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}.get(clock["minute"])
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


def _short_of(rest: str, clocks: list[re.Match[str]]) -> int:
    """The minutes that are missing to the hour, where they are told so."""
    match = _SHORT_OF.search(rest) if len(clocks) == 1 else None
    said = (match["n"] or match["after"]) if match else None
    minutes = 15 if said == "一刻" else number(said)
    return minutes if minutes is not None and minutes < 60 else 0
