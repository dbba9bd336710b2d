"""Which day people mean, read from Chinese words against a given today."""

from __future__ import annotations

import calendar as months
import re
from datetime import date, timedelta

from helpline.errors import NoSuchTime, TimeUnclear
from helpline.model.text import chinese_number

WEEKDAYS = "一二三四五六日"
_YEARS_MEANT = (1900, 2200)  # a date outside them is a slip, and may lie beyond what a calendar holds
NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十]{1,3})"
_DAYS = {"大后天": 3, "后天": 2, "明天": 1, "明日": 1, "明儿": 1, "今天": 0, "今日": 0, "今儿": 0, "当天": 0, "昨天": -1, "前天": -2}
_DAY = re.compile("|".join(_DAYS) + "|(?<![0-9a-z])[明今后](?=[早晚上下中])")
WEEKDAY = re.compile(r"(?P<week>下下个?|下个?|上上个?|上个?|这个?|本)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末1-7])(?![次回趟])")
FULL_DATE = re.compile(
    r"(?<![\d.:])(?:(?<![a-z] )|(?=20\d\d\s*年))(?<![a-z-])(?:(?P<year>\d{4}|[12]\d(?=\s*年)|[前去今明](?=年))\s*[年/.-]\s*)?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:月|[/-])\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[号日]?"
    r"(?![\d.]|\s*(?:[点时个天次年月分折]|周(?![一二三四五六日天末])|小时|星期|:|g(?![a-z])))"
)
MONTH_DAY = re.compile(
    r"(?:(?P<month>[上下]个?月|本月|这个?月)\s*)?(?<![\d路街道巷])(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[号日](?!线|楼|店)"
)
_MONTH_END = re.compile(r"(?P<month>[上下]个?)?月底")
DAY_PATTERNS = (FULL_DATE, WEEKDAY, MONTH_DAY, _MONTH_END, _DAY)


def find_day(plain: str, today: date) -> tuple[date | None, str]:
    """The day named, and the text with 天 in its place: 晚 beside a day is a time."""
    for pattern, read in (
        (FULL_DATE, full_date),
        (WEEKDAY, weekday),
        (MONTH_DAY, month_day),
        (_MONTH_END, _month_end),
        (_DAY, _day_word),
    ):
        match = pattern.search(plain)
        if match:
            behind = plain[match.end() :] if pattern is WEEKDAY else WEEKDAY.sub("天", plain[match.end() :], 1)  # 「12月4号周五三点半」
            return read(match, today), plain[: match.start()] + "天" + behind
    return None, plain


def full_date(match: re.Match[str], today: date) -> date:
    """Of 「3月5日」 and its like, ahead rather than over."""
    month, day = number(match["month"]), number(match["day"])
    year = today.year + {"前": -2, "去": -1, "明": 1}.get(match["year"], 0)
    if match["year"] and match["year"].isdigit():
        year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)  # 「23年9月10号」
    found = the_date(year, month, day)
    if match["year"] is None and found < today - timedelta(days=31):
        found = the_date(year + 1, month, day)
    return found


def weekday(match: re.Match[str], today: date) -> date:
    """Of 「下周三」 and its like; without a week the next one."""
    monday = today - timedelta(days=today.weekday())
    word = match["day"]
    index = int(word) - 1 if word.isdigit() else WEEKDAYS.find({"天": "日"}.get(word, word))
    week = match["week"] or ""
    weeks = week.count("下") - week.count("上")
    if word == "末":
        index = max(5, today.weekday()) if weeks == 0 else 5
    found = monday + timedelta(days=index + 7 * weeks)
    if match["week"] is None and found < today:
        found += timedelta(days=7)
    return found


def month_day(match: re.Match[str], today: date) -> date:
    """Of 「上个月5号」 and its like; without a month the next one."""
    day = number(match["day"])
    further = _months_further(match["month"])
    if match["month"] is None and day is not None and day < today.day:
        further = 1
    return the_date(*_month(today, further), day)


def _month_end(match: re.Match[str], today: date) -> date:
    year, month = _month(today, _months_further(match["month"]))
    return date(year, month, months.monthrange(year, month)[1])


def _months_further(word: str | None) -> int:
    return {"下": 1, "上": -1}.get(word[0], 0) if word else 0


def _month(today: date, further: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + further, 12)
    return year, month + 1


def _day_word(match: re.Match[str], today: date) -> date:
    word = match.group()
    return today + timedelta(days=_DAYS[word] if word in _DAYS else {"今": 0, "明": 1, "后": 2}[word])


def the_date(year: int, month: int | None, day: int | None) -> date:
    """That day. Raises TimeUnclear where no calendar has it."""
    if not _YEARS_MEANT[0] <= year <= _YEARS_MEANT[1]:
        raise TimeUnclear
    try:
        return date(year, month or 0, day or 0)
    except ValueError as error:
        raise NoSuchTime from error


def number(text: str | None) -> int | None:
    """The value of a numeral in digits or in words."""
    if text is None:
        return None
    return int(text) if text.isdigit() else chinese_number(text)
