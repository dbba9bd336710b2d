"""Which day people mean, read from Chinese words against a given today: one ahead, or one that is over."""

from __future__ import annotations

import calendar as months
import re
from datetime import date, timedelta

from helpline.errors import NoSuchTime, TimeUnclear
from helpline.model.text import chinese_number, normalise

WEEKDAYS = "一二三四五六日"
_YEARS_MEANT = (1900, 2200)  # a date outside them is a slip, and may lie beyond what a calendar holds
NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十]{1,3})"
_DAYS = {"大后天": 3, "后天": 2, "明天": 1, "明日": 1, "明儿": 1, "今天": 0, "今日": 0, "今儿": 0, "当天": 0, "昨天": -1, "前天": -2}
_DAY = re.compile("|".join(_DAYS) + "|(?<![0-9a-z])[明今后](?=[早晚上下中])")
_WEEKDAY = re.compile(r"(?P<week>下下个?|下个?|上上个?|上个?|这个?|本)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末1-7])(?![次回趟])")
_FULL_DATE = re.compile(
    r"(?<![\d.:])(?<![a-z] )(?<![a-z-])(?:(?P<year>\d{4}|[前去今明](?=年))\s*[年/.-]\s*)?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:月|[/-])\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[号日]?"
    r"(?![\d.]|\s*(?:[点时个天次年月周分折]|小时|星期|:|g(?![a-z])))"
)
_MONTH_DAY = re.compile(r"(?P<month>[上下]个?月)?(?<![\d路街道巷])(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[号日](?!线|楼|店)")
_MONTH_END = re.compile(r"(?P<month>[上下]个?)?月底")
DAY_PATTERNS = (_FULL_DATE, _WEEKDAY, _MONTH_DAY, _MONTH_END, _DAY)


def find_day(plain: str, today: date) -> tuple[date | None, str]:
    """The day named, and the text with 天 in its place: 晚 beside a day is a time."""
    for pattern, read in (
        (_FULL_DATE, _full_date),
        (_WEEKDAY, _weekday),
        (_MONTH_DAY, _month_day),
        (_MONTH_END, _month_end),
        (_DAY, _day_word),
    ):
        match = pattern.search(plain)
        if match:
            return read(match, today), plain[: match.start()] + "天" + plain[match.end() :]
    return None, plain


def _full_date(match: re.Match[str], today: date) -> date:
    month, day = number(match["month"]), number(match["day"])
    year = today.year + {"前": -2, "去": -1, "明": 1}.get(match["year"], 0)
    if match["year"] and match["year"].isdigit():
        year = int(match["year"])
    found = _date(year, month, day)
    if match["year"] is None and found < today - timedelta(days=31):
        found = _date(year + 1, month, day)
    return found


def _weekday(match: re.Match[str], today: date) -> date:
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


def _month_day(match: re.Match[str], today: date) -> date:
    day = number(match["day"])
    further = _months_further(match["month"])
    if not further and day is not None and day < today.day:
        further = 1
    return _date(*_month(today, further), day)


def _month_end(match: re.Match[str], today: date) -> date:
    year, month = _month(today, _months_further(match["month"]))
    return date(year, month, months.monthrange(year, month)[1])


def _months_further(word: str | None) -> int:
    return {"下": 1, "上": -1}[word[0]] if word else 0


def _month(today: date, further: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + further, 12)
    return year, month + 1


def _day_word(match: re.Match[str], today: date) -> date:
    word = match.group()
    return today + timedelta(days=_DAYS[word] if word in _DAYS else {"今": 0, "明": 1, "后": 2}[word])


def _date(year: int, month: int | None, day: int | None) -> date:
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


_AGO = re.compile(rf"(?P<n>半|{NUMBER})\s*个?(?P<half>半)?\s*(?P<unit>天|日|周|星期|礼拜|月|年)(?:多)?\s*(?:以前|之前|前)")
_MONTH = re.compile(r"(?P<year>\d{4}|\d{2}|今|去|前|明)\s*[年/.-]\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*月?(?!\s*\d)")
_YEARS = {"今": 0, "去": 1, "前": 2, "明": -1}
_PAST_DAYS = {
    "今天": 0,
    "今日": 0,
    "昨天": 1,
    "昨日": 1,
    "前天": 2,
    "大前天": 3,
    "上周": 7,
    "上个星期": 7,
    "上星期": 7,
    "上个月": 30,
    "上月": 30,
}


def read_past_date(text: str, today: date) -> date | None:
    """A day that is over, such as the day of a purchase; None where `text` names none. A bare month counts from its first.

    Raises TimeUnclear for a date that no calendar has. A future day is returned as it is: the caller refuses it.
    """
    plain = normalise(text)
    for word, days in sorted(_PAST_DAYS.items(), key=lambda item: -len(item[0])):
        if word in plain and not _FULL_DATE.search(plain):
            return today - timedelta(days=days)
    ago = _AGO.search(plain)
    if ago:
        n = 0.5 if ago["n"] == "半" else float(number(ago["n"]) or 0) + (0.5 if ago["half"] else 0)
        length = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30.44, "年": 365.25}[ago["unit"]]
        return _before(today, round(n * length))
    full = _FULL_DATE.search(re.sub(r"(今|去|前|明)年", lambda m: f"{today.year - _YEARS[m[1]]}年", plain))
    if full:
        month, day = number(full["month"]), number(full["day"])
        found = _date(int(full["year"]) if full["year"] else today.year, month, day)
        return found if full["year"] or found <= today else _date(found.year - 1, month, day)
    month_only = _MONTH.search(plain)
    if month_only:
        word = month_only["year"]
        year = today.year - _YEARS[word] if word in _YEARS else int(word) + (2000 if len(word) == 2 else 0)
        return _date(year, number(month_only["month"]), 1)
    return None


def _before(today: date, days: int) -> date:
    try:
        return today - timedelta(days=days)
    except OverflowError as error:  # 「九千年前」
        raise TimeUnclear from error
