"""Several days at once: 「周一到周五」, 「除了周三都行」, 「国庆后」, 「下周」, 「月初」, read against a given today."""

from __future__ import annotations

import calendar as months
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from helpline.errors import TimePast
from helpline.model.days import DAY_PATTERNS, WEEKDAYS, find_day, number
from helpline.model.holidays import NO_HOLIDAYS, Holidays

_WEEK = r"(?:周|星期|礼拜)"
_D = r"[一二三四五六日天1-7]"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"\s*(?:到|至|~|-|—)\s*"
_WEEKDAYS_TO = re.compile(
    rf"(?P<week>下下个?|下个?|这个?|本)?{_WEEK}(?P<from>{_D}){_TO}(?:(?:下下个?|下个?|这个?|本)?{_WEEK})?(?P<to>{_D})(?![\d点:月])"
)
_MONTH_DAYS_TO = re.compile(rf"(?:(?P<month>{_N})月)?(?P<from>{_N})[号日]?{_TO}(?P<to>{_N})[号日](?!线|楼|店)")
_LISTED = re.compile(
    rf"(?P<week>下下个?|下个?|这个?|本)?{_WEEK}(?P<first>{_D})"
    rf"(?P<more>(?:\s*[、,，和跟或及]?\s*(?:{_WEEK}{_D}|[一二三四五六日天]))+)(?![\d点:月号十])"
)
_EVERY = re.compile(r"每天|每(?=晚)|天天")
_THESE = re.compile(r"(?:这|近|最近)(?P<n>两|几|三)天(?!前)")
_IN_SOME_DAYS = re.compile(r"(?:再?过|等)几天|几天(?:以|之)?后")
_DAY = rf"(?:{_WEEK}[一二三四五六日天末](?:[一二三四五六日天](?!天))*|工作日|双休日|今天|明天|后天)"
_OTHERS = r"[,，]?\s*(?:我|的)*(?:其他|其它|其余|别的|哪天|什么时候|任何|剩下的?)?(?:时间|日子|几?天)?"
# 「除了周三都行」, 「周三以外都行」, 「周末除外」, 「周三不行，其他时间都可以」
_BUT = re.compile(
    rf"除(?:了|开|去)?\s*(?P<days>.{{1,12}}?)(?:以外|之外)?{_OTHERS}(?:都|随便|任意)"
    rf"|(?P<these>(?:{_DAY}[和跟、,，及]?)+)(?:以外|之外|除外)(?:{_OTHERS}(?:都|随便|任意))?"
    rf"|(?P<never>(?:{_DAY}[和跟、,，及]?)+)(?:我|都|是|没|不|有|没有|肯定)*(?:不行|没空|没时间|不方便|有事|有课|上班|开会|不在)[,，]?\s*(?:其他|其它|其余|别的|剩下的?)(?:时间|日子|几?天)?(?:我|就)*(?:都|随便|任意|可以|行)"
)
_ON = re.compile(rf"{_WEEK}?(?P<day>[一二三四五六日天末])|工作日|双休日|今天|明天|后天")
_WORKING = re.compile(r"(?<!个)(?<![\d内])工作日(?!内|之内)|平时(?=都行|都可以|有空)")
_WEEKEND = re.compile(rf"(?P<week>下下个?|下个?|这个?|本)?(?:{_WEEK}末|双休日)(?!版)")
_WHOLE_WEEK = re.compile(r"(?P<week>下下个?|下个?|这|本)周(?![一二三四五六日天末1-7次回趟]|\s*(?:前|之前))")
_MONTH_PART = re.compile(r"(?P<month>下个?|本|这个?)?月(?P<part>初|中旬?|上旬|下旬)(?![断间])")
_MONTH_LAST = re.compile(r"(?P<month>下个?|本|这个?|当)?月的?(?:最后|最末|末尾)(?:的)?(?:那?一)?天")
_NEXT_MONTH = re.compile(r"下个?月(?![初中底上下末\d一二三四五六七八九十])")
_YEAR_END = re.compile(r"年底|年末")
_END_OF = re.compile(r"的?(?P<which>第一|最后一)天")
_LUNAR_DAY = re.compile(r"(?P<sure>大年|正月|农历)?初(?P<day>十|[一二三四五六七八九])(?![中级班年])")
MADE_UP_WITHIN = 14  # days from a festival within which a day is worked in its place
_SCHOOL = re.compile(
    r"[小中大]学|学[校生]|年级|高[一二三]|班主任|同学|老师|(?:上|读|念)初|初[一二三]的?(?:$|[，,。!！\s哈啊呀]|孩子|娃|学|老|课|家长)"
)
SPRING, NEAR_SPRING = "春节", 40  # days before it from which 「初三」 without 正月 is understood
_SIDE = r"(?:假期|长假|放假)?(?P<side>以前|之前|前后|前|以后|之后|过后|后|期间)?"
_ANY_DAY = "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern in DAY_PATTERNS)
_BESIDE_DAY = re.compile(rf"(?P<day>{_ANY_DAY})\s*(?P<side>以前|之前|前(?![后天台面])|以后|之后|过后|后(?![天面台]))")


Found = tuple[list[date], tuple[str, ...]]


class Stretch(NamedTuple):
    """Days that were named together, the text without them, and what was assumed."""

    days: list[date]
    rest: str
    assumed: tuple[str, ...] = ()


def find_stretch(plain: str, today: date, holidays: Holidays = NO_HOLIDAYS) -> Stretch | None:
    """The days that `plain` names together, today or later; None where it names none. Raises TimePast where all are over."""
    festival = _made_up(plain, today, holidays) or _lunar(plain, today, holidays) or _festival(plain, today, holidays)
    if festival:
        return _rest_of(plain, today, *festival)
    for pattern, read in (
        (_BUT, _all_but),
        (_WEEKDAYS_TO, _weekdays_to),
        (_MONTH_DAYS_TO, _month_days_to),
        (_LISTED, _listed),
        (_EVERY, _every),
        (_THESE, _these),
        (_IN_SOME_DAYS, _in_some_days),
        (_WORKING, _working),
        (_WEEKEND, _weekend),
        (_WHOLE_WEEK, _whole_week),
        (_MONTH_PART, _month_part),
        (_MONTH_LAST, _month_last),
        (_NEXT_MONTH, _next_month),
        (_YEAR_END, _year_end),
        (_BESIDE_DAY, _beside_day),
    ):
        match = pattern.search(plain)
        found = read(match, today) if match else None
        if match and found is not None:
            return _rest_of(plain, today, match, found)
    return None


def _rest_of(plain: str, today: date, match: re.Match[str], found: Found) -> Stretch:
    days, assumed = found
    end = _END_OF.match(plain[match.end() :])
    if end:
        days = days[:1] if end["which"] == "第一" else days[-1:]
    days = [day for day in days if day >= today]
    if not days:
        raise TimePast
    return Stretch(days, plain[: match.start()] + "天" + plain[match.end() :], assumed)


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def _index(word: str) -> int:
    return int(word) - 1 if word.isdigit() else WEEKDAYS.find({"天": "日"}.get(word, word))


def _monday(today: date, week: str | None) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(days=7 * (week or "").count("下"))


def _weekdays_to(match: re.Match[str], today: date) -> Found | None:
    first, last = _index(match["from"]), _index(match["to"])
    monday = _monday(today, match["week"])
    if match["week"] is None and max(first, last) < today.weekday():
        monday += timedelta(days=7)
    last += 7 if last < first else 0
    return _span(monday + timedelta(days=first), monday + timedelta(days=last)), ("dates",)


def _listed(match: re.Match[str], today: date) -> Found | None:
    """「周二周四」, 「周一三五」."""
    monday, named = _monday(today, match["week"]), re.findall(_D, match["first"] + match["more"])
    days = {monday + timedelta(days=_index(day)) for day in named}
    if match["week"] is None:
        days = {day if day >= today else day + timedelta(days=7) for day in days}
    return sorted(days), ("dates",)


def _every(match: re.Match[str], today: date) -> Found:
    return _span(today, today + timedelta(days=7)), ("dates",)


def _these(match: re.Match[str], today: date) -> Found:
    return _span(today, today + timedelta(days=3 if match["n"] == "几" else 2)), ("dates",)


def _in_some_days(_: re.Match[str], today: date) -> Found:
    return _span(today + timedelta(days=3), today + timedelta(days=6)), ("dates",)


def _month_days_to(match: re.Match[str], today: date) -> Found | None:
    first, last = number(match["from"]), number(match["to"])
    month = number(match["month"]) or today.month
    if first is None or last is None or not 1 <= first < last <= 31 or not 1 <= month <= 12:
        return None
    year = today.year + (1 if match["month"] and month < today.month - 1 else 0)
    if match["month"] is None and last < today.day:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = min(last, months.monthrange(year, month)[1])
    return (_span(date(year, month, first), date(year, month, last)), ()) if first <= last else None


def _all_but(match: re.Match[str], today: date) -> Found | None:
    week = _span(today, today + timedelta(days=7))
    closed: set[date] = set()
    for named in _ON.finditer(match["days"] or match["these"] or match["never"]):
        word = named.group()
        if word in ("今天", "明天", "后天"):
            closed.add(today + timedelta(days=("今天", "明天", "后天").index(word)))
        elif word == "工作日":
            closed.update(day for day in week if day.weekday() < 5)
        elif word == "双休日" or word.endswith("末"):
            closed.update(day for day in week if day.weekday() >= 5)
        else:
            closed.update(day for day in week if day.weekday() == _index(named["day"]))
    return ([day for day in week if day not in closed], ("dates",)) if closed else None


def _working(_: re.Match[str], today: date) -> Found:
    return [day for day in _span(today, today + timedelta(days=7)) if day.weekday() < 5], ("working_days",)


def _weekend(match: re.Match[str], today: date) -> Found:
    saturday = _monday(today, match["week"]) + timedelta(days=5)
    return _span(saturday, saturday + timedelta(days=1)), ()


def _whole_week(match: re.Match[str], today: date) -> Found:
    monday = _monday(today, match["week"])
    return _span(monday, monday + timedelta(days=6)), ("dates",)


def _month_of(today: date, further: int) -> tuple[int, int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + further, 12)
    return year, month + 1, months.monthrange(year, month + 1)[1]


def _month_part(match: re.Match[str], today: date) -> Found:
    first, last = {"初": (1, 5), "中": (11, 20), "中旬": (11, 20), "上旬": (1, 10), "下旬": (21, 31)}[match["part"]]
    over = last < today.day or (first == 1 and today.day > 2)  # 「月初」 on the 4th is the next
    further = 1 if (match["month"] or "").startswith("下") or (match["month"] is None and over) else 0
    year, month, length = _month_of(today, further)
    return _span(date(year, month, first), date(year, month, min(last, length))), ("dates",)


def _month_last(match: re.Match[str], today: date) -> Found:
    """「这个月最后一天」."""
    year, month, length = _month_of(today, 1 if (match["month"] or "").startswith("下") else 0)
    return [date(year, month, length)], ()


def _next_month(_: re.Match[str], today: date) -> Found:
    year, month, length = _month_of(today, 1)
    return _span(date(year, month, 1), date(year, month, length)), ("dates",)


def _year_end(_: re.Match[str], today: date) -> Found:
    return _span(date(today.year, 12, 20), date(today.year, 12, 31)), ("dates",)


def _beside_day(match: re.Match[str], today: date) -> Found | None:
    """「周五之后」, 「3号前」: a week after it, or all days until then; the day itself is not meant surely."""
    day, _ = find_day(match["day"], today)
    if day is None:
        return None
    if "前" in match["side"]:
        return _span(today, day - timedelta(days=1)), ("dates",)
    return _span(day + timedelta(days=1), day + timedelta(days=7)), ("dates",)


def _lunar(plain: str, today: date, holidays: Holidays) -> tuple[re.Match[str], Found] | None:
    """「初三」 of the new year: a school class too, so that near the festival alone it needs no 正月."""
    match = _LUNAR_DAY.search(plain)
    spring = next((festival for festival in holidays.festivals if festival.name == SPRING), None)
    if (
        match is None
        or spring is None
        or (not match["sure"] and _SCHOOL.search(plain))
        or plain[max(0, match.start() - 1) : match.start()] == "月"
        and not match["sure"]
    ):
        return None
    for year in (today.year, today.year + 1):
        first = spring.day(year)
        day = first + timedelta(days=(number(match["day"]) or 1) - 1) if first else None
        if day and day >= today and (match["sure"] or (day - today).days <= NEAR_SPRING):
            return match, ([day], ())
    return None


def _made_up(plain: str, today: date, holidays: Holidays) -> tuple[re.Match[str], Found] | None:
    """「国庆调休那个周六」: the next day that is worked in place of one off, the one beside the festival where one is named."""
    festivals = {word: festival for festival in holidays.festivals for word in festival.words}
    match = _made_up_pattern(tuple(festivals)).search(plain)
    if match is None:
        return None
    days = sorted(day for day in holidays.working if day >= today and (not match["day"] or day.weekday() == _index(match["day"])))
    if match["name"]:
        spans = [holidays.span(festivals[match["name"]], year) for year in (today.year, today.year + 1)]
        days = [day for day in days if any(span and min(abs((day - end).days) for end in span) <= MADE_UP_WITHIN for span in spans)]
    return (match, (days if match["name"] else days[:1], ())) if days else None


@lru_cache(maxsize=8)
def _made_up_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"(?:(?P<name>{named})(?:节|假期|长假|放假)?(?:之?前|之?后)?的?)?(?:调休|补班)(?:上班|补班|的|那|个|一|要)*(?:{_WEEK}(?P<day>[六日天])|天)"
    )


@lru_cache(maxsize=8)
def _festivals(words: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?P<over>过完|过了|忙完)?(?<![二三四五六七八九十\d])(?P<name>{named})(?![点月号日时:个分]){_SIDE}")


def _festival(plain: str, today: date, holidays: Holidays) -> tuple[re.Match[str], Found] | None:
    """The days of a festival, or those before or after it, this time or the next that is known."""
    by_word = {word: festival for festival in holidays.festivals for word in festival.words}
    match = _festivals(tuple(by_word)).search(plain) if by_word else None
    if match is None:
        return None
    for year in (today.year - 1, today.year, today.year + 1):
        off = holidays.span(by_word[match["name"]], year)
        days = _beside(off, "后" if match["over"] else match["side"] or "", today) if off else []
        if any(day >= today for day in days):
            return match, (days, ("dates",))
    return None


def _beside(off: tuple[date, date], side: str, today: date) -> list[date]:
    first, last = off
    if side == "前后":
        return _span(first - timedelta(days=3), last + timedelta(days=3))
    if side.endswith("前"):
        return _span(max(today, first - timedelta(days=7)), first - timedelta(days=1)) if first > today else []
    if "后" in side:
        return _span(last + timedelta(days=1), last + timedelta(days=7))
    return _span(first, last)
