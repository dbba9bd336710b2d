"""When something was bought, as people remember it: a day, or only about when.

What is not said to the day is kept as a stretch of days, for it must never be counted with as if it were one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from helpline.errors import TimeUnclear
from helpline.model.days import FULL_DATE, MONTH_DAY, NUMBER, WEEKDAY, full_date, month_day, number, the_date, weekday
from helpline.model.feasts import FEAST_DAYS, FESTIVALS, SPRING
from helpline.model.said_dates import BREAK, BUYING, OF_ANOTHER_DAY, VAGUE, only_exact, plain_dates
from helpline.model.text import normalise
from helpline.model.turns import TAKEN_BACK

_VAGUE_DAYS = 15
_LENGTH = {"天": 1.0, "日": 1.0, "周": 7.0, "星期": 7.0, "礼拜": 7.0, "月": 30.44, "年": 365.25}
_SPAN = rf"(?P<n>半|{NUMBER})\s*个?(?P<half>半)?(?P<more>多)?\s*(?P<unit>天|日|周|星期|礼拜|月|年)(?P<after>多|半)?"
_AGO = re.compile(rf"(?P<under>不到|不足|快)?{_SPAN}\s*(?:以前|之前|前)")
_OWNED = re.compile(
    rf"(?:买|购买|入手|用)了?(?:才|刚|刚刚|大概|大约|差不多|怕是?|估计|应该|也|都|得|有)*(?P<under>还不到|不到|不足|快)?{_SPAN}"
)
_ALONE = re.compile(rf"\D{{0,6}}?(?P<under>不到|不足|快)?{_SPAN}(?:了|吧|左右|的样子|[。！!~])*")
_MONTH = re.compile(
    r"(?P<year>\d{4}|\d{2}|今|去|大前|前|明)\s*(?:年[吧的呢，, ]*|[/.-])\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*月?(?!\s*\d)"
)
_MONTH_ALONE = re.compile(r"(?<!\d)(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月份?(?!\s*\d)")
_YEAR = re.compile(
    r"(?<![\d.])(?:(?P<year>20\d{2}|\d{2})\s*年|(?P<word>大前|[今去前明])年)\s*(?P<part>年?初|年?中(?!旬)|年?底|年?末|的?[春夏秋](?:天|季|上)?)?"
)
_YEARS_AGO = re.compile(
    r"(?<![\d十])(?P<n>\d|[一二两三四五六七八九])年(?:以|之)?前的?(?=双|圣诞|618|六一八|端午|国庆|中秋|五一|劳动|元旦|春节|过年|新年|暑假)"
)
_YEARS = {"今": 0, "去": 1, "前": 2, "大前": 3, "明": -1}
_PARTS = {"初": (1, 2), "中": (6, 7), "底": (11, 12), "末": (11, 12), "春": (3, 5), "夏": (6, 8), "秋": (9, 11)}
_THAT_DAY = re.compile(r"\s*(?:节|节日)?的?(?:那[一]?天|当[天日]|凌晨|零点|0点|当晚|晚上)")
_ABOUT_THEN = re.compile(r"前后|左右|期间|以?前|以?后|那(?:几天|会|阵|段)|的时候|假期|放假")
_NOT_THEN = re.compile(r"(?<!是)不是[^，,。；;是]{1,12}?(?:[，,。；;\s]|(?=是)|$)")  # 「国庆买的，不是九月」
_OR = re.compile(rf"[，,\s]*(?:还是|或者?(?:是)?|(?P<slip>{TAKEN_BACK}|准确[地来]?说))[，,\s]*")
_SLIP = re.compile(
    r"(?:不是[，,\s]*){2,}|(?<=[，,。…\s])不是[，,。\s]+(?=是|\d|[去前今])|不(?:[，, ]*不)+[，,\s]*"
)  # 「不是不是是二一年五月」
_YEAR_NAMED = re.compile(r"年|20\d\d|昨|天|周|星期|礼拜")
_EITHER = re.compile(
    r"(?P<one>[一二两三四五六七八九]|\d(?=[-~—到至、]))[-~—到至、]?(?P<other>[二两三四五六七八九]|(?<=[-~—到至、])\d)(?=(?:年|个?半?月(?<=个月)|个?星期|周|个?礼拜|天)(?![月号]))"
)
_FORGOT = re.compile(r"^(?:[^，,。；;\d]{0,6}?(?:不记得|记不|忘|不知道|不清楚|不晓得|想不起)[^，,。；;\s]{0,6}[，,。；;\s]+)+")
_FORGOT_THEN = re.compile(r"[，,。；;\s]+[^，,。；;\d]{0,8}?(?:不记得|记不|忘|不知道|不清楚|不晓得|想不起)[^，,。；;]{0,6}$")
_NEAR = timedelta(days=75)  # how far a month that is named beside 「半年前」 may lie from it
_DAYS = (("大前天", 3), ("前天", 2), ("昨天", 1), ("昨日", 1), ("今天", 0), ("今日", 0))


@dataclass(frozen=True)
class Bought:
    """The first and the last day on which it may have been; the same where the day was named."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """True where it is one day."""
        return self.first == self.last

    def text(self) -> str:
        """In ISO form: a day, or two with a stroke between them."""
        return self.first.isoformat() if self.exact else f"{self.first.isoformat()}/{self.last.isoformat()}"


def bought_from(text: str) -> Bought:
    """What `Bought.text` wrote."""
    first, _, last = text.partition("/")
    return Bought(date.fromisoformat(first), date.fromisoformat(last or first))


def read_bought(text: str, today: date, *, asked: bool = False) -> Bought | None:
    """When it was; None where `text` names no time. Where it was `asked`, 「一年多」 alone is one.

    Raises TimeUnclear for a date that no calendar has. What lies ahead is returned as it is: the caller refuses it.

    >>> read_bought("大概去年十一月", date(2026, 11, 24)).text()
    '2025-11-01/2025-11-30'
    """
    plain = normalise(text).replace("俩", "两").replace("仨", "三")
    plain = _FORGOT_THEN.sub("", _FORGOT.sub("", plain)) if asked else plain
    plain = re.sub(r"(?<=[两三])(?=月(?!\d))", "个", plain) if re.search("[俩仨]月", text) else plain
    plain = _of_the_purchase(_SLIP.sub("不对,", plain_dates(plain, today, asked=asked)), today)
    if (exact := only_exact(plain, today)) is not None:
        return Bought(exact, exact)
    if either := _EITHER.search(plain):  # 「三四年了」
        first, second = (
            _read(plain[: either.start()] + either[name] + plain[either.end() :], today, asked=asked) for name in ("one", "other")
        )
        if first and second:
            return Bought(min(first.first, second.first), max(first.last, second.last))
    kept = _NOT_THEN.sub(" ", plain)
    if kept != plain and (meant := _read(kept, today, asked=asked)):
        return meant
    for turn in reversed(list(_OR.finditer(plain))):
        first, second = _read(plain[: turn.start()], today, asked=asked), _read(plain[turn.end() :], today, asked=asked)
        if first and second:
            second = _completed(plain[turn.end() :], first, second, today)
            return second if turn["slip"] else _either(first, second)
    return _read(plain, today, asked=asked)


def _of_the_purchase(plain: str, today: date) -> str:
    """Without what dates a visit, a repair or the trouble, where the rest is dated: 「22年3月买的，周五上午10点去店里」."""
    pieces = re.split(f"({BREAK})", plain)
    kept = "".join(
        piece + gap for piece, gap in zip(pieces[::2], [*pieces[1::2], ""]) if BUYING.search(piece) or not OF_ANOTHER_DAY.search(piece)
    )
    return kept if kept != plain and _read(kept, today, asked=True) else plain


def _completed(words: str, first: Bought, second: Bought, today: date) -> Bought:
    """「2024年8月10号，不对，是12号」: what is not said anew stays as it was, unless that lies ahead."""
    if _YEAR_NAMED.search(words):
        return second
    year = f"{first.first.year}年"
    if _at_festival(words, today) or _feast_day(words, today):
        whole = year + words
    elif _MONTH_ALONE.search(words) or FULL_DATE.search(words):
        whole = re.sub(r"(?<!\d)(?=(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:月|[/-]\d))", year, words, count=1)
    elif (day := MONTH_DAY.search(words)) and not day["month"]:
        whole = f"{year}{first.first.month}月{day['day']}日"
    else:
        return second
    read = _read(whole, today, asked=True)
    return read if read and read.first <= today else second


def _either(first: Bought, second: Bought) -> Bought:
    """What both allow; where they do not meet, from the one to the other."""
    start, end = max(first.first, second.first), min(first.last, second.last)
    return Bought(start, end) if start <= end else Bought(min(first.first, second.first), max(first.last, second.last))


def _read(plain: str, today: date, *, asked: bool) -> Bought | None:
    found = _day(plain, today)
    if found is not None:
        return _vaguely(found, today) if VAGUE.search(plain) else Bought(found, found)
    if _YEARS_AGO.search(plain) and (festival := _at_festival(plain, today)) is not None:
        return festival
    ago = _AGO.search(plain) or _counted(_OWNED.search(plain)) or (_counted(_ALONE.fullmatch(plain)) if asked else None)
    if ago:
        about = _ago(ago, today, vague=VAGUE.search(plain) is not None)
        return _month_beside(plain[: ago.start()] + "，" + plain[ago.end() :], about, today) or about
    return _longer(plain, today, asked=asked)


def _day(plain: str, today: date) -> date | None:
    """A day that was named as one. Without a year, or a week, it is the last such day."""
    dated = re.sub(r"(今|去|大前|前|明)年", lambda m: f"{today.year - _YEARS[m[1]]}年", plain)
    if (feast := _feast_day(plain, today)) is not None:
        return feast
    full = FULL_DATE.search(dated)
    if full:
        found = full_date(full, today)
        return found if full["year"] or found <= today else the_date(found.year - 1, found.month, found.day)
    week = WEEKDAY.search(plain)
    if week:
        found = weekday(week, today)
        return found if week["week"] or found <= today else found - timedelta(days=7)
    of_month = MONTH_DAY.search(plain)
    if of_month:
        if of_month["month"]:
            return month_day(of_month, today)
        day = number(of_month["day"]) or 0
        this = today.replace(day=1)
        month = this if day <= today.day else (this - timedelta(days=1)).replace(day=1)
        return the_date(month.year, month.month, day)
    return next((today - timedelta(days=days) for word, days in _DAYS if word in plain), None)


def _feast_day(plain: str, today: date) -> date | None:
    """「去年教师节那天」: the day of a feast, where it is meant and not the days around it; without a year the last one."""
    for words, month, day, alone in FEAST_DAYS:
        if (named := re.search(words, plain)) is None:
            continue
        after = plain[named.end() :]
        if not (_THAT_DAY.match(after) or (alone and not _ABOUT_THEN.match(after))):
            return None
        year = _year_told(plain[: named.end()], today)
        found = the_date(today.year if year is None else year, month, day)
        return found if year is not None or found <= today else the_date(today.year - 1, month, day)
    return None


def _year_told(plain: str, today: date) -> int | None:
    """The year that the words name, or count back to: 「四年前双十二」."""
    if ago := _YEARS_AGO.search(plain):
        return today.year - (number(ago["n"]) or 0)
    year = _YEAR.search(plain)
    if year is None:
        return None
    return today.year - _YEARS[year["word"]] if year["word"] else int(year["year"]) + (2000 if len(year["year"]) == 2 else 0)


def _counted(match: re.Match[str] | None) -> re.Match[str] | None:
    """The match where it counts a time, and does not name one: 「3月」 is no three months, 「22年」 no twenty-two years."""
    if match is None or (match["unit"] == "月" and "个" not in match.group()):
        return None
    return None if match["unit"] == "年" and (number(match["n"]) or 0) > 10 else match


def _vaguely(day: date, today: date) -> Bought:
    return _between(day - timedelta(days=_VAGUE_DAYS), day + timedelta(days=_VAGUE_DAYS), today)


def _ago(match: re.Match[str], today: date, *, vague: bool) -> Bought:
    """「三天前」 is a day; 「两个月前」 is about then, 「一年多」 up to twice as long, 「不到一年」 any time since."""
    length = _LENGTH[match["unit"]]
    n = 0.5 if match["n"] == "半" else float(number(match["n"]) or 0)
    half = 0.5 if match["half"] or match["after"] == "半" else 0.0
    there = _before(today, (n + half) * length)
    if match["under"] == "快":
        return Bought(there + timedelta(days=1), there + timedelta(days=max(2, round(length * n / 4))))
    if match["under"]:
        return Bought(there + timedelta(days=1), today)
    if match["more"] or match["after"] == "多":
        return Bought(_before(today, (n + half + (0.5 if match["n"] == "半" else 1)) * length) + timedelta(days=1), there)
    if length == 1 and not vague:
        return Bought(there, there)
    either_side = timedelta(days=max(3, min(45, round(length * (n + half) / 6))))
    return _between(there - either_side, there + either_side, today)


def _month_beside(rest: str, about: Bought, today: date) -> Bought | None:
    """The month that is named beside a length of time: 「半年前吧，五月份」."""
    if not (_MONTH.search(rest) or _MONTH_ALONE.search(rest) or _at_festival(rest, today)):
        return None
    named = _longer(rest, today, asked=True)
    return named if named and about.first - _NEAR <= named.first and named.last <= about.last + _NEAR else None


def _longer(plain: str, today: date, *, asked: bool) -> Bought | None:
    """A week, a month, a part of a year or a whole one."""
    if re.search(r"上个?(?:周|星期|礼拜)", plain):
        monday = today - timedelta(days=today.weekday() + 7)
        return Bought(monday, monday + timedelta(days=6))
    if re.search(r"(?:上|这|本)个?月", plain):
        last = today.replace(day=1) - timedelta(days=1) if "上" in plain else today
        return Bought(last.replace(day=1), last)
    if (festival := _at_festival(plain, today)) is not None:
        return festival
    month = _MONTH.search(plain)
    if month:
        word = month["year"]
        year = today.year - _YEARS[word] if word in _YEARS else int(word) + (2000 if len(word) == 2 else 0)
        return _months(year, number(month["month"]), number(month["month"]), today)
    alone = _MONTH_ALONE.search(plain)
    if alone:
        wanted = number(alone["month"])
        return _months(today.year - ((wanted or 0) > today.month), wanted, wanted, today)
    whole = _YEAR.search(plain)
    if whole and (asked or whole["word"] or whole["part"] or len(whole["year"]) == 4):
        year = today.year - _YEARS[whole["word"]] if whole["word"] else int(whole["year"]) + (2000 if len(whole["year"]) == 2 else 0)
        return _months(year, *_part(whole["part"] or ""), today)
    return None


def _part(said: str) -> tuple[int, int]:
    """The months of a part of a year; all of them where none is named."""
    return next((months for word, months in _PARTS.items() if word in said), (1, 12))


def _at_festival(plain: str, today: date) -> Bought | None:
    """「去年双十一」: the month of it; without a year the last one."""
    named = next(((match, months) for words, *months in FESTIVALS if (match := re.search(words, plain))), None)
    if named is None:
        return None
    match, (first, last) = named
    told = _year_told(plain[: match.end()], today)
    spring = SPRING.get(today.year if told is None else told) if match.group() == "春节" and "前后" not in plain else None
    if spring:
        eve = the_date(today.year if told is None else told, *spring) - timedelta(days=1)
        return _between(eve, eve + timedelta(days=7), today)
    return _months(today.year - (first > today.month) if told is None else told, first, last, today)


def _months(year: int, first: int | None, last: int | None, today: date) -> Bought:
    begins = the_date(year, first, 1)
    return _between(begins, date(year, last or 12, monthrange(year, last or 12)[1]), today)


def _between(first: date, last: date, today: date) -> Bought:
    """Nothing was bought after today, unless all of it lies ahead."""
    return Bought(first, max(first, min(last, today)))


def _before(today: date, days: float) -> date:
    try:
        return today - timedelta(days=round(days))
    except OverflowError as error:  # 「九千年前」
        raise TimeUnclear from error
