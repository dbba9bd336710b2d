"""The day of the purchase put right: by itself, in words of buying, or beside another answer."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from helpline.errors import TimeUnclear
from helpline.model.draft import Draft
from helpline.model.phone import without_phone
from helpline.model.purchase import Bought, bought_from, read_bought
from helpline.model.said_dates import plain_dates
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI
from helpline.model.turns import turned
from helpline.model.understanding import Heard
from helpline.services.corrections.amending import unquoted
from helpline.services.corrections.objections import DENIED, denied
from helpline.services.intake.answers import NUMBERS, Answers
from helpline.services.intake.telling import bought_on, years_before

_BARE_DAY = 16  # characters of a day and little else
_A_YEAR = re.compile(r"\d\s*年|[去前今]年")
_A_MONTH_OR_TWO = timedelta(days=62)
_ANOTHER_ONE = re.compile(r"另外一|另外的|别的|那台|那部|上一[台部]|以前那|之前那|旧的")
_YEAR_NAMED = re.compile(r"年|\d{4}|[上这本]个?月")
_MONTH = re.compile(r"(?<![\d十])(?=(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)")  # 「不是五月，是八月」 of the same year
_WRONG_YEAR = re.compile(r"年份|几月几[号日](?:都|是)?(?:没错|对|不变)|月份?和?日[期子]?(?:都|是)?(?:没错|对的?|不变)|只[有是改]年")
_ONLY_YEAR = re.compile(r"(?<!\d)(20\d\d|[今去前](?=年)|大前(?=年))(?!\d|年?[-/.月\d])")
_YEARS_AGO = {"今": 0, "去": 1, "前": 2, "大前": 3}
_DAY_OF_BUYING = re.compile(
    r"(?:购买|买的?|入手|下单)的?(?:日期|时间|日子|时候)|(?:发票|小票|收据|付款|支付|订单|票据)[^，,。；;]{0,6}(?:写|是|开|日期|显示)|开票(?:日|时间)|(?:[日号]|\d月份?)[开付]的(?:钱|款|票|$|[，,。！!\s])"
)
_DATED = re.compile(r"年|20\d\d|昨|[前今]天|周|星期|礼拜|[上这本]个?月|月前|刚")
_OF_A_MONTH = re.compile(r"(?:\d|[一二三四五六七八九十])月|\d[/-]\d")
_BEGAN = re.compile(r"开始|坏|出现|故障|发生|毛病")
_CLAUSES = re.compile(r"[，,。；;！!\n]+|(?<=[\u4e00-\u9fff])\s+")


def other_day(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
    """「改回十一月二十号」, 「2023年，不是26年。电话139…」: a bare day is that of the purchase, the only one that is known before the number."""
    known, clauses = draft.facts.get("purchase_date"), [clause.strip() for clause in _CLAUSES.split(heard.text) if clause.strip()]
    numbers = [found.text for found in heard.found if found.entity in NUMBERS]
    kept = [clause for clause in clauses if not any(number in clause for number in numbers)]
    said = "，".join(kept)
    if not known or draft.event_number or len(said) > _BARE_DAY or _BEGAN.search(said) or (kept != clauses and not _A_YEAR.search(said)):
        return {}
    told = answers.read("purchase_date", heard.part(said), draft, now).facts.get("purchase_date")
    day = (
        _in_its_year(bought_from(str(known)), bought_from(told), normalise(said), now.astimezone(SHANGHAI).date()).text() if told else None
    )
    return {"purchase_date": day} if day not in (None, known) else {}


def bought_anew(draft: Draft, heard: Heard, now: datetime) -> dict[str, str]:
    """「就是今年3月20号买的」, 「买的日期是23年3月12号」, 「是2023年3月12号，不是2022年」, be it beside an answer.

    What only says it less exactly, or of another device, puts nothing right.
    """
    known, plain, today = draft.facts.get("purchase_date"), without_phone(normalise(unquoted(heard.text))), now.astimezone(SHANGHAI).date()
    if not known or draft.asking == "purchase_date" or _ANOTHER_ONE.search(plain) or _names_another(draft, heard):
        return {}
    before = bought_from(str(known))
    bought = (day := bought_on(plain, today)) and _in_its_year(before, day, plain, today)
    said = (_year_anew(before, plain, today), _dated_anew(before, plain, today), bought)
    told = next((one for one in said if one and not (one.first <= before.first and before.last <= one.last)), None)
    return {"purchase_date": told.text()} if told and years_before(today) <= told.first <= told.last <= today else {}


def _year_anew(before: Bought, plain: str, today: date) -> Bought | None:
    """「年份错了，应该是2022年，几月几号没错」: the day stays as it was."""
    named = _ONLY_YEAR.findall(DENIED.sub("，", plain_dates(plain, today)))
    if not named or not _WRONG_YEAR.search(plain):
        return None
    year = today.year - _YEARS_AGO[named[-1]] if named[-1] in _YEARS_AGO else int(named[-1])
    return _moved(before, year - before.first.year)


def _in_its_year(before: Bought, told: Bought, plain: str, today: date) -> Bought:
    """「准确讲是6月21日下的单」: a day that is told without its year is of the year in which it lies nearest to the one that is known."""
    if _DATED.search(plain) or not _OF_A_MONTH.search(plain):
        return told
    years = range(before.first.year - 1, before.last.year + 2)
    meant = [day for year in years if (day := _moved(told, year - told.first.year)) and day.last <= today]
    return min(meant, key=lambda day: max(day.first - before.last, before.first - day.last), default=told)


def _moved(day: Bought, years: int) -> Bought | None:
    try:
        return Bought(day.first.replace(year=day.first.year + years), day.last.replace(year=day.last.year + years))
    except ValueError:  # the 29th of February
        return None


def _dated_anew(before: Bought, plain: str, today: date) -> Bought | None:
    """The day beside the name of the line, or in place of the one that is denied."""
    clauses = [clause for clause in _CLAUSES.split(DENIED.sub("，", plain)) if not _BEGAN.search(clause)]
    named = [clause for clause in clauses if _DAY_OF_BUYING.search(clause)]
    year = f"{before.first.year}年"
    instead = any(
        (was := _read(words, today)) and was.first <= before.last and before.first <= was.last
        for one in (_DAY_OF_BUYING.sub("", said).strip() for said in denied(plain))
        for words in (one, year + one)
    )
    told = (clause if _YEAR_NAMED.search(clause) else _MONTH.sub(year, clause) for clause in (*named, *(clauses if instead else ())))
    days = (_read(clause, today) for clause in told)
    # 「13号是下单，发票上写的是11月18号」 says the known day once more
    new = [day for day in days if day and day != before and day.last - day.first <= _A_MONTH_OR_TWO]
    return new[-1 if turned(plain) else 0] if new else None


def day_in(draft: Draft, clause: str, now: datetime) -> str | None:
    """The day that a clause names, in the year of the one that is known where it names none; the known one where it only says less of it."""
    known, plain, today = draft.facts.get("purchase_date"), without_phone(normalise(clause)), now.astimezone(SHANGHAI).date()
    if not known or _BEGAN.search(plain) or not re.search(r"[年月日号]", plain):
        return None
    before = bought_from(str(known))
    told = _read(plain if _YEAR_NAMED.search(plain) else _MONTH.sub(f"{before.first.year}年", plain), today)
    if told is None:
        return None
    return str(known) if told.first <= before.first and before.last <= told.last else told.text()


def _read(words: str, today: date) -> Bought | None:
    try:
        return read_bought(words, today)
    except TimeUnclear:
        return None


def _names_another(draft: Draft, heard: Heard) -> bool:
    """True where a device is named that is not the one at hand."""
    known = str(draft.facts.get("device_model") or draft.facts.get("device_family") or "")
    named = [found.value for found in heard.found if found.entity in ("device_model", "device_family")]
    return bool(known) and any(not (known.startswith(one) or one.startswith(known)) for one in named)
