"""A time that is wished for across messages: said before it is asked for, kept while something else is put right, and the day it is about."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from helpline.errors import TimeUnclear
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.event import Event
from helpline.model.holidays import Holidays
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI, read_time, shown_time
from helpline.model.understanding import Heard
from helpline.services.handover.meant_time import wanted_part
from helpline.services.handover.wishes import names_clock, names_day_or_hour, turns_time_down, wants_call_now

_MISSPOKE = re.compile(r"不是|说错|错了|不对|怎么(?:就|又|会)?(?:变|成|是|改)|我(?:刚才?|明明)?(?:说|约|要|选)的")
_SAME_HOUR = re.compile(
    r"(?:还是)?(?:同一?个?|同样的?|一样的?|原来的?)(?:时间|钟点|点)(?:点|段)?|(?:时间|钟点|点钟|钟头|几点|点数|时段|时辰)(?:都|也|还是|就|跟原来)*(?:不变|一样|不改|不动|不换|照旧|照常|原样|[没冇唔]变|(?:不用|别|唔使)[变改动])|同一时间|same time|老时间|时间(?:都|也)?(?:照旧|不改|不动|照原来)|还是[这那]个(?:时间|钟?点)"
)
_THAT_DAY = re.compile(r"(?:还是|就)?(?:当[天日]|同一?[天日]|[那嗰][天日])(?!的?话)")
_HALF_SAID = re.compile(r"[上下中]午|早|晚|夜|凌晨|[ap]\.?m")
_A_DAY = timedelta(hours=23)
NOW = "now"  # a call back as soon as somebody is free has no time of its own


def wish_time(draft: Draft, text: str, now: datetime, holidays: Holidays) -> bool:
    """Keep a time that is said before it is asked for, its hours on the day that was said before them; True where there is one."""
    text = wanted_part(text, now, holidays)
    if not names_day_or_hour(text, now, holidays):
        return False
    before = str(draft.facts.get("wished_time") or "")
    if text.strip("，, ") in before:
        return True  # it was kept with the words around it
    try:
        dated = read_time(text, now, holidays)
        if before and before != "asap" and dated and not dated.day_named:
            text = f"{before}，改{text}"
    except TimeUnclear:
        pass  # why it cannot be had is said when its turn comes
    draft.facts["wished_time"] = text
    return True


def carry_time(draft: Draft, text: str, now: datetime, holidays: Holidays) -> None:
    """The time that is wished for where another way is taken; 「是去店里，不是打电话」 leaves the one that waits for a yes as it was."""
    if wish_time(draft, text, now, holidays):
        return
    if wants_call_now(text, now, holidays):
        draft.facts["wished_time"] = "asap"
    elif draft.starts_at != NOW and _MISSPOKE.search(text) and not turns_time_down(text):
        draft.facts = {**wished_still(draft), **draft.facts}


def wished_still(draft: Draft) -> dict[str, str]:
    """The time that waits for a yes, in words that will be read again."""
    if not draft.starts_at:
        return {}
    return {"wished_time": "asap" if draft.starts_at == NOW else shown_time(datetime.fromisoformat(draft.starts_at))}


def dated(draft: Draft, text: str, now: datetime, holidays: Holidays) -> str:
    """The words with the day that was spoken of last, where they name only an hour: 「改到四点」 means that day, unless it is over."""
    text = _THAT_DAY.sub("", text) if draft.starts_at not in (None, NOW) else text  # 「当天三点半行不」
    days = {time[:10] for time in ([draft.starts_at] if draft.starts_at else draft.offered_times) if time != NOW}
    try:
        if draft.starts_at not in (None, NOW) and (at := at_same_hour(text, datetime.fromisoformat(str(draft.starts_at)), now, holidays)):
            return shown_time(at)
        when = read_time(text, now, holidays)
        if when and when.day_named and draft.starts_at not in (None, NOW) and _MISSPOKE.search(text) and when.end - when.start >= _A_DAY:
            return f"{text} {str(draft.starts_at)[11:16]}"  # 「不是周六，是周日」: the hour stays
        if when is None or when.day_named or "soon" in when.assumed or not days:
            return text
        if (offered := _offered_at(draft, when.start, either=_HALF_SAID.search(normalise(text)) is None)) is not None:
            return shown_time(offered)
        _, month, day = min(days).split("-")  # the day that was wished stands first
        on_day = f"{int(month)}月{int(day)}日{text}"
        read_time(on_day, now, holidays)
    except TimeUnclear:
        return text
    return on_day


def _offered_at(draft: Draft, start: datetime, *, either: bool) -> datetime | None:
    """The first of the times on the table at that hour, of `either` half of the day where none was said: 「十点」 after Sunday's were offered."""
    said = start.astimezone(SHANGHAI)
    read_back = str(draft.starts_at)[:10] if draft.starts_at not in (None, NOW) else ""  # 「改成那天十点半」 is of no other day
    offered = [datetime.fromisoformat(time) for time in draft.offered_times if time != NOW and time.startswith(read_back)]
    hours = (said.hour, said.hour + 12, said.hour - 12) if either else (said.hour,)
    return next((at for at in offered if at.minute == said.minute and at.hour in hours), None)


def keeps_time(text: str) -> bool:
    """True for 「时间不变」 beside what else is changed."""
    return _SAME_HOUR.search(normalise(text)) is not None and not names_clock(text)


def keep_time(draft: Draft, text: str, event: Event) -> bool:
    """Wish for the booked time where it is to stay: 「改至静安店，时间不变」; True where it is."""
    at = event.hand_off.starts_at if event.hand_off else None
    if at is None or not keeps_time(text):
        return False
    draft.facts["wished_time"] = shown_time(at)
    return True


def at_same_hour(text: str, starts_at: datetime, now: datetime, holidays: Holidays) -> datetime | None:
    """The booked hour on the day of 「改到周五同一时间」."""
    if _SAME_HOUR.search(normalise(text)) is None or names_clock(text):
        return None
    try:
        when = read_time(wanted_part(_SAME_HOUR.sub("", normalise(text)), now, holidays), now, holidays)
    except TimeUnclear:
        return None
    if when is None or not when.day_named:
        return None
    return datetime.combine(when.start.astimezone(SHANGHAI).date(), starts_at.astimezone(SHANGHAI).timetz())


def waits_to_say(heard: Heard, now: datetime, holidays: Holidays) -> bool:
    """True for 「让我想想，明天上午要赶集」; 「马上」, where a time is asked, is one."""
    return heard.surely(Move.WAITS) and not names_clock(heard.text) and not wants_call_now(heard.text, now, holidays)
