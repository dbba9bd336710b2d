"""Other times than those that were offered: 「还有别的时间吗」, 「再晚一点」, 「周六不行」."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from helpline.errors import TimeUnclear
from helpline.model.holidays import Holidays
from helpline.model.text import chinese_number, normalise
from helpline.model.times import SHANGHAI, When, read_time
from helpline.services.handover.wishes import names_clock, turns_time_down

NEAR = timedelta(minutes=59)  # what lies as near as this to a time that was turned down is hardly another one
AHEAD = timedelta(days=3)
WEEK = timedelta(days=7)
_LATER = re.compile(r"晚(?:一?点儿?|一?些)(?!打|联系|回|再|说|给)|太早|[往靠推][后迟]|再后面?一?点|早了点?$")
_EARLIER = re.compile(r"早(?:一?点儿?|一?些)(?!打|联系|回|再|说|给)|太[晚迟]|[往靠]前|提前|再前面?一?点|晚了点?$|等不了那么久")
_OTHER = re.compile(
    r"(?:别的|其他|其它|另外的?|更多|别个)(?:的)?(?:时间|时段|日子|选择|可选|空)|(?:还有|有没有)(?:别的|其他|其它)(?![店家人])"
    r"|换(?:个|一个|一下)?(?:时间|时段|日子|天)|(?:都|全)(?:不行|不合适|不方便|不可以|没空|不太行|不好)|没有?(?:一个)?(?:合适|方便|能去|行)的|这几?个(?:时间)?都?不"
)
_ELSE_THEN = re.compile(
    r"(?P<first>[^，,。；;]{2,16}?)(?:行不行|行吗|可以吗|有吗|有没有|能约吗|能不能约|成吗)?[，,？?。；; ]+(?:要是|如果)?(?:不行|没有|不可以|约不上|没了|满了)(?:的话)?(?:[，,]?就|[，,]|那就?)(?P<second>[^，,。；;]{2,16})"
)
_MERELY = re.compile(r"(?:我?想?要?|能不能|可以)?换(?:个|一个|一下)?(?:别的)?时间[吧吗呢]?[。！!?？]?")
_KEEPS = re.compile(r"迟到|晚到|可能会晚|不用换|不换")


# 「第二个就行」, 「选你列的第一个时间」
_ORDINAL = re.compile(
    r"(?:就|我|选|要|那|约|按|用|你们?|您|列|给|说|上面|上边|的)*(?P<which>第[一二三四1-4]|[一二三四1-4]|打?头一?|最前[面头]?|最早|最(?:后[面头]?|末|晚)一?|中间)(?:的|那|这)*(?:个|项|一个)?(?:时间|时段)?(?:的)?(?:就|也)?(?:吧|好了?|行|可以|ok|就是|谢谢|[，,])*[。！!]?"
)


def at_ordinal(text: str, offered: list[str]) -> str | None:
    """The offered time at the place that was said."""
    match = _ORDINAL.fullmatch(normalise(text))
    if match is None or not offered:
        return None
    which = match["which"]
    if which.startswith(("最后", "最末", "最晚")):
        return offered[-1]
    if which == "中间":
        return offered[len(offered) // 2] if len(offered) % 2 else None
    if which.endswith("头") or which.startswith(("头", "打头", "最前", "最早")):
        return offered[0]
    number = int(which[-1]) if which[-1].isdigit() else chinese_number(which[-1]) or 0
    return offered[number - 1] if 0 < number <= len(offered) else None


def asks_other_time(text: str) -> bool:
    """True where the words want another time than those on the table without naming one."""
    plain = normalise(text)
    return not _KEEPS.search(plain) and any(words.search(plain) for words in (_LATER, _EARLIER, _OTHER))


def sooner_or_later(text: str) -> str:
    """「晚一点」 or 「早一点」, as the words wish for; empty where they wish for neither."""
    plain = normalise(text)
    return "" if _KEEPS.search(plain) else "晚一点" if _LATER.search(plain) else "早一点" if _EARLIER.search(plain) else ""


def first_and_second(text: str) -> tuple[str, str] | None:
    """The two hours of 「十点半行不行，不行就十一点」, the one that is liked better first."""
    found = _ELSE_THEN.fullmatch(normalise(text).strip())
    return (found["first"], found["second"]) if found and names_clock(found["first"]) and names_clock(found["second"]) else None


def merely_another(text: str) -> bool:
    """True for 「换个时间」 and no more: that says nothing of which."""
    return _MERELY.fullmatch(normalise(text)) is not None


def turned_down(text: str, now: datetime, holidays: Holidays) -> When | None:
    """The day or hours that will not do: 「周六不行」."""
    if not turns_time_down(text):
        return None
    try:
        when = read_time(text, now, holidays)
    except TimeUnclear:
        return None
    return when if when and "soon" not in when.assumed else None


def fitting(text: str, free: list[datetime], known: list[datetime], now: datetime, holidays: Holidays) -> list[datetime]:
    """Those of the free starts that such words ask for, seen from the `known` ones; all others where none is on their side."""
    plain, down = normalise(text), turned_down(text, now, holidays)
    if down is not None:
        days = {moment.astimezone(SHANGHAI).date() for moment in known}
        left = [start for start in free if not down.holds(start)]
        same = [start for start in left if len(days) > 1 and start.astimezone(SHANGHAI).date() in days]
        return same or _until(left, WEEK)
    if not known:
        return _until(free, AHEAD)
    others = [start for start in free if all(abs(start - moment) > NEAR for moment in known)]
    if _LATER.search(plain):
        return _later(others, known)
    if _EARLIER.search(plain):
        sooner = [start for start in others if start < min(known)]
        return [start for start in sooner if _day(start) == _day(min(known))] or sooner or _until(others, AHEAD)
    return _until([start for start in others if _day(start) >= _day(min(known))], AHEAD)


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _later(starts: list[datetime], known: list[datetime]) -> list[datetime]:
    """Later the same day than the last of the known ones, or than the first; else as late on the days after it."""
    for moment in (max(known), min(known)):
        same_day = [start for start in starts if start > moment and _day(start) == _day(moment)]
        if same_day:
            return same_day
    clock = min(known).astimezone(SHANGHAI).time()
    after = [start for start in starts if start > max(known)]
    return _until([start for start in after if start.astimezone(SHANGHAI).time() >= clock] or after, AHEAD)


def _until(starts: list[datetime], reach: timedelta) -> list[datetime]:
    return [start for start in starts if start <= starts[0] + reach] if starts else []
