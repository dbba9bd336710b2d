"""People change their mind while they speak: 「不是三点是四点」, 「明天三点吧，哦不，三点半」, 「周六，不是周日」. What they end with counts."""

from __future__ import annotations

import re
from datetime import date

from helpline.errors import TimeUnclear
from helpline.model.day_hours import CLOCK, PERIOD, window_in
from helpline.model.days import find_day
from helpline.model.holidays import Holidays
from helpline.model.stretches import find_stretch

_NOT_BUT = re.compile(
    r"(?:不是|别|不要|不约)(?:约|说|在|要)?(?P<old>[^,，。;；是]{1,14}?)了?[,，。\s]*(?:而是|应该是|是|改成?|要|就|[,，])(?P<new>.{1,20})"
)
_SAME_HOUR = re.compile(r"同[一样](?:个|的)?(?:时间|点|时段)|(?:时间|点)(?:还是)?(?:一样|不变|照旧)|还是那个[点时]")
_NOT = re.compile(r"[,，。\s]+不是(?P<old>[^,，。]{1,12})[。!！]?$")
_INSTEAD = re.compile(
    r"[,，。\s]*(?:(?:[哦噢啊呃嗯哎]|等等)[,，\s]*不(?:是|对)?|[哦噢啊呃嗯哎欸]?[,，\s]*(?:等一?下|等会儿?|等等|慢着|且慢)|[?？]*[,，\s]*我(?:刚才?|明明)?(?:说|约|要|选|讲)的(?:明明|应该)?(?=是)|不对|(?:我)?(?:刚才?)?(?:说|讲|打|写)?错了|算了|(?<=[,，。\s])不[,，\s]+|不[,，]\s*|(?:改|换)(?:成|为|到)?|还是)"
    r"[,，。\s]*(?:应该)?(?:是|改(?:成|到)?|还是)?(?!有|没|行|方便)"
)


def second_thought(plain: str, today: date, holidays: Holidays) -> str:
    """The words without the time that was taken back; what the new one does not say (the day, the half of the day) stays as it was."""
    swapped = _NOT_BUT.search(plain)
    if swapped and _named(swapped["old"], today, holidays) and _named(swapped["new"], today, holidays):
        new = plain[swapped.start("new") :]
        return _joined(plain[: swapped.start()] + swapped["old"], new, today, holidays)
    taken_back = _NOT.search(plain)
    if taken_back and _named(plain[: taken_back.start()], today, holidays) and _named(taken_back["old"], today, holidays):
        return plain[: taken_back.start()]
    if same := list(_SAME_HOUR.finditer(plain)):
        return _at_that_hour(plain[: same[-1].start()], today, holidays) or plain
    for turn in reversed(list(_INSTEAD.finditer(plain))):
        first, second = plain[: turn.start()], plain[turn.end() :]
        if _named(first, today, holidays) and _named(second, today, holidays):
            return _joined(second_thought(first, today, holidays), second, today, holidays)
    return plain


def _at_that_hour(before: str, today: date, holidays: Holidays) -> str:
    """「明天中午12点半，后天吧，同样时间」: the last day with the hour of the one before it."""
    parts = [part for part in re.split(r"[,，。;；\s]+", before) if part]
    days = [at for at, part in enumerate(parts) if _names_day(part, today, holidays)]
    if len(days) < 2:
        return ""
    hours = _hours(" ".join(parts[: days[-1]]), today, holidays)
    return f"{parts[days[-1]]} {hours}" if hours and not _has_hours(parts[days[-1]]) else ""


def _named(words: str, today: date, holidays: Holidays) -> bool:
    """True where the words name a day or an hour, be it one that is over or that no calendar has."""
    return _names_day(words, today, holidays) or PERIOD.search(words) is not None or CLOCK.search(words) is not None


def _names_day(words: str, today: date, holidays: Holidays) -> bool:
    try:
        return find_stretch(words, today, holidays) is not None or find_day(words, today)[0] is not None
    except TimeUnclear:
        return True


def _joined(first: str, second: str, today: date, holidays: Holidays) -> str:
    """The second words, with the day or the hours of the first where they name none."""
    if _names_day(second, today, holidays):
        clocks = [match.group() for match in CLOCK.finditer(first)]
        if clocks and not PERIOD.search(first) and not CLOCK.search(second):
            return second + clocks[-1]  # 「换成七点半 还是今天晚上」
        return second if _has_hours(second) else second + _hours(first, today, holidays)
    half = PERIOD.findall(first)
    if half and not PERIOD.search(second):
        second = half[-1] + second
    return PERIOD.sub("", CLOCK.sub("", first)) + " " + second


def _has_hours(words: str) -> bool:
    return PERIOD.search(words) is not None or CLOCK.search(words) is not None


def _hours(words: str, today: date, holidays: Holidays) -> str:
    """The hours of the words without their day."""
    try:
        stretch = find_stretch(words, today, holidays)
        rest = stretch.rest if stretch else find_day(words, today)[1]
        return rest if window_in(rest)[0] else ""
    except TimeUnclear:
        return ""


_COURTESY = re.compile(
    r"[^\d第]{0,6}(?:核对|看[了过]|查[了看过]|确认[了过]|翻[了过]|检查)[^\d第]{0,12}|.{0,3}(?:抱歉|不好意思|对不起|sorry|麻烦|谢谢|辛苦).{0,4}|以[^\d第]{1,6}为准"
)


def without_courtesy(text: str) -> str:
    """Without what only says that it was looked at again, or sorry: 「我又去核对了，确实是第五代，抱歉，以这个为准」."""
    return "，".join(part.strip() for part in re.split(r"[，,。；;！!\n]", text) if part.strip() and not _COURTESY.fullmatch(part.strip()))
