"""How, where and when a customer would like it, said before anybody asks: kept, read back, and taken when its turn comes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue
from helpline.errors import TimeUnclear
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.event import Mode
from helpline.model.phone import find_phone, own_phone
from helpline.model.text import normalise
from helpline.model.times import read_time, shown_day, shown_time
from helpline.model.understanding import Heard
from helpline.services.corrections.objections import Correction
from helpline.services.handover.meant_time import only_busy, wanted_part, wished_words
from helpline.services.handover.store_words import COMMON
from helpline.services.handover.wished_time import wish_time
from helpline.services.handover.wishes import (
    names_clock,
    names_time,
    names_time_to_come,
    only_when,
    wanted_mode,
    wants_call_now,
    wished_mode,
)

# 「周六去新街口店」: its name stands behind the verb.
_STORE = re.compile(
    r"(?:[^，,。；;！!？?\s]*(?:去|到|约|在|改|换|就|送|拿|带|找|离))?(?P<name>[^，,。；;！!？?\s]{1,10}?)(?:附近|旁边|近[一点些儿]*)?(?:的|那|这)?[家个]?(?:直营|门)?店"
)
_GOES_TO = re.compile(
    r"(?<!过)(?:[去到]|前往)(?!年|过|了)(?P<name>[^，,。；;！!？?\s]{2,10}?)(?:那边|那里|那儿|这边)?(?=[去给]?(?:维?修|看|检|换|弄)|[，,。；;！!？?\s]|吧|$)"
)
# A clause that puts a fact right names no store: 「我电话给错了，是13813990227」.
_PUTS_RIGHT = re.compile(r"错|不对|有误|不是|改[成为]|写成|电话|手机号|号码|序列号|\d{5}|[a-z0-9]{8}")
_OF_A_NUMBER = re.compile(r"电话|手机|号码|尾[号数]|序列号|\d{4}")
_TO_STORE = re.compile(
    r"^(?:那|就|没错|对|好的?|然后|帮我|给我|麻烦|请|再|到时候|我|想|要|还是|选|是|约|预约|(?:门?店|地[点址])(?:是|选)?|[:：]|去|到|在)+"
)
_STORE_ENDS = re.compile(r"(?:的|那|这)?[家个]?(?:苹果|直营|零售|门)*店?[吧啊呀哈呗啦咯哦嘛呢]*$")
_BEFORE = ("device_model", "os_version", "serial_number", "fault_cause", "contact_phone", "order_number")
_DAY_OR_HALF = re.compile(
    r"(?:就|那|还是|约|改|在)*(?:[今明后]天|[今明后][早晚]|下*个?(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号]|[上下中]午|早上|晚上|傍晚|的)+"
)
_HABIT = re.compile(r"^(?!.*(?:打|约|方便|有空|联系)).*(?:每[天次晚早周]|天天|经常|总是|老是|都这样)")  # when it happens, not when to call
_ASKS_VISIT = re.compile(
    r"(?:能不能|可不可以|可以|能)[^，,。？?不]{0,4}(?:去|到)[^，,。？?]{0,6}店(?!买)[^，,。？?买取]{0,5}(?:吗|么|嘛|行不行|[？?]|$)[?？]?"
)
WISHED = ("service_mode", "wished_place", "wished_time")
_LONGEST = 30  # characters of a mere wish
_LAST_HOUR = 23  # of a time without an end: 「七点后」
_MOST_OF_A_DAY = timedelta(hours=13)
_NO_NAME = re.compile(r"(?:[一个家那这你们您的最近附]|苹果|官方|直营|门)*|.*[去到约在]")  # 「我想去店里」
# 「那是我女儿的，打给我139…」: whose number it is, and no way.
_WHICH = re.compile(
    r"(?:请|就|要|还是|改成?|有事)*(?:打|联系|找|拨)(?:给|到)?(?:我|俺|他|她|本人)?(?:自己|公司|单位|家里)?(?:的|这个|那个|这|号码?|手机|电话|座机|[:：，,\s])*$"
)
_WHOSE = re.compile(r"(?:还是|改成?|换成?|就)(?:打|联系)(?:给|到)?(?:我|他|她|本人)(?:好了|吧|就[行好]|就可以)?(?=$|[，,。；;！!\s])")


def keep_wish(catalogue: Catalogue, draft: Draft, text: str, now: datetime, *, alone: bool = False, moved: bool = False) -> bool:
    """Keep the way, the store and the time that are wished for: 「138…，后天下午三点去新街口店」; True where there is one.

    `alone` where the time needs no way beside it, because nothing but a wish can be meant: 「138…，下午随便」; `moved` where it surely is one.
    """
    phone = own_phone(text)
    rest = f"{text[: phone.start]}，{text[phone.end :]}" if phone else text
    if phone and not names_time_to_come(rest, now, catalogue.holidays):
        rest = _WHOSE.sub("", f"{_WHICH.sub('', text[: phone.start])}，{text[phone.end :]}")
    wanted = wanted_part(rest, now, catalogue.holidays)
    way = wished_mode(wanted)
    store = (told_store(catalogue, wanted) or (way and gone_to(catalogue, wanted))) if way in (None, Mode.GENIUS_BAR) else ""
    way = Mode.GENIUS_BAR if store else way
    kept = way is not None
    if way is not None:
        draft.facts["service_mode"] = way.value
    if way is Mode.GENIUS_BAR and (store := store or _store_in(wanted)):
        draft.facts["wished_place"] = store
    said = (
        _timed(wanted, now, catalogue)
        if way or moved
        else (alone and only_when(wanted, now, catalogue.holidays)) or wished_words(wanted, now, catalogue.holidays)
    )
    if said and not only_busy(said) and names_time_to_come(said, now, catalogue.holidays):
        kept |= wish_time(draft, said, now, catalogue.holidays)
    return (alone and not draft.facts.get("wished_time") and _call_now(draft, rest, now, catalogue)) or kept


def _call_now(draft: Draft, text: str, now: datetime, catalogue: Catalogue) -> bool:
    """Keep that the call is wished for at once: 「159…，快点！现在就打！」; True where it is."""
    if wanted_mode(text) is not Mode.CALL_BACK or not wants_call_now(text, now, catalogue.holidays):
        return False
    draft.facts |= {"service_mode": Mode.CALL_BACK.value, "wished_time": "asap"}
    return True


def keep_wish_apart(catalogue: Catalogue, draft: Draft, correction: Correction, text: str, now: datetime) -> None:
    """The same beside a number of which a part is put right: 「序列号最后一位错了，是5 想周六去西湖店」."""
    if draft.event_number:
        return  # it is arranged in its turn
    before = {name: draft.facts[name] for name in WISHED if name in correction.facts}
    rest = [part for part in re.split(r"[，,。；;！!\s]+", text) if part and not _PUTS_RIGHT.search(normalise(part))]
    keep_wish(catalogue, draft, "，".join(rest), now)
    draft.facts |= before


def keep_store(catalogue: Catalogue, draft: Draft, text: str) -> None:
    """Keep the store that a first message wishes to go to, where we know it: 「屏幕碎了，周四想去西湖那家店看看」."""
    store = _store_in(text) or gone_to(catalogue, text) if wished_mode(text) is Mode.GENIUS_BAR else ""
    if store and any(normalise(store) in normalise(f"{one.name} {one.address}") for one in catalogue.stores.values()):
        draft.facts["wished_place"] = store


def _store_in(text: str) -> str:
    store = _STORE.search(text)
    return store["name"] if store and not _NO_NAME.fullmatch(store["name"]) else ""


def told_store(catalogue: Catalogue, text: str) -> str:
    """The clause that is a store we know, be it without a verb: 「上海南京东路店」, 「三里屯，周四下午」; no shop where it was bought."""
    clauses = [normalise(clause).strip() for clause in re.split(r"[，,。；;！!？?\s]+", text)]
    return next(
        (core for clause in clauses if (core := _STORE_ENDS.sub("", _TO_STORE.sub("", clause))) and _known(catalogue, core, clause)), ""
    )


def gone_to(catalogue: Catalogue, text: str) -> str:
    """The store we know that a clause goes to without calling it one: 「周六下午两点去成都太古里修」."""
    named = [match["name"] for match in _GOES_TO.finditer(normalise(text))]
    return next((name for name in named if _known(catalogue, name, name)), "")


def _known(catalogue: Catalogue, core: str, clause: str) -> bool:
    city = next((city.name for city in catalogue.cities if core.startswith(city.name)), "")
    name = core.removeprefix(city).removeprefix("市").removeprefix("的")
    stores = catalogue.stores_in(city) if city else list(catalogue.stores.values())
    if not name or name == city:
        return bool(stores) and "店" in clause
    return len(name) > 1 and name not in COMMON and any(name in normalise(store.name) for store in stores)


def _timed(text: str, now: datetime, catalogue: Catalogue) -> str:
    """The clauses that say when."""
    said = [part.strip() for part in re.split(r"[，,。；;！!？?]|\.(?!\d)", text)]
    timed = [part for part in said if part and not _HABIT.search(part) and names_time(part, now, catalogue.holidays)]
    return "，".join([part for part in timed if not asks_visit(part)] or timed)  # 「周末能去店里看吗，周日下午最好」


def wish_line(catalogue: Catalogue, draft: Draft, now: datetime) -> str:
    """The wish as it is read back: 「到店 新街口店 11月26日（周四）15:00」; empty where there is none."""
    asked = draft.facts.get("service_mode")
    way = Mode(asked) if asked else None if "wish" in draft.passed else wished_mode(str(draft.facts.get("symptom") or ""))
    parts = [catalogue.mode_names[way] if way else "", str(draft.facts.get("wished_place") or ""), _time(catalogue, draft, now)]
    return "，".join(part for part in parts if part)


def _time(catalogue: Catalogue, draft: Draft, now: datetime) -> str:
    said = str(draft.facts.get("wished_time") or "")
    try:
        when = read_time(said, now, catalogue.holidays) if said and said != "asap" else None
    except TimeUnclear:
        return ""
    if when is None or "soon" in when.assumed:
        return "尽快" if said else ""
    if when.exact:
        return shown_time(when.start)
    if when.start.date() != when.end.date():
        return ""
    whole = when.end - when.start > _MOST_OF_A_DAY
    if not whole and when.end.hour == _LAST_HOUR:
        return f"{shown_day(when.start)}{when.start:%H:%M}以后"  # how late anybody calls or opens depends on who does
    return shown_day(when.start) + ("" if whole else f"{when.start:%H:%M}到{when.end:%H:%M}")


def asks_visit(text: str) -> bool:
    """True for 「周末能去店里看吗」, which wishes for a visit."""
    return _ASKS_VISIT.search(normalise(text)) is not None


def merely_wishes(slot: str | None, heard: Heard) -> bool:
    """True for 「周六去店里」 in place of a yes to what was read back, or of a number; what puts something right is not one."""
    plain = normalise(heard.text)
    of_a_line = any(found.entity in ("device_model", "device_family", "os_version", "serial_number") for found in heard.found)
    if heard.surely(Move.REARRANGES) and slot == "confirm":  # 「周五我要补觉，换周日上午十一点」, be it that nothing is arranged yet
        return not (of_a_line or find_phone(heard.text))
    if (
        len(plain) > _LONGEST
        or (of_a_line and slot == "confirm")
        or re.search(
            r"错|不对|才对|不是(?!打|要打|电话|寄|回电|去|到店)|改|确认|没问题|有误|取消|删|去掉|不要|没约|没有约|序列号|尾[号数]|第.{1,2}位|最后.{1,2}位",
            plain,
        )
        or find_phone(heard.text)
    ):
        return False
    return slot == "confirm" or (
        slot in _BEFORE
        and all(found.entity in ("place", "time") for found in heard.found)
        and not re.search(r"[?？吗]", _ASKS_VISIT.sub("", plain))
    )


def time_told(slot: str, heard: Heard) -> Heard | None:
    """「十点 对了那天要带啥」: the part that says when, where a time is asked for."""
    if slot not in ("visit_time", "callback_time") or only_busy(heard.text):
        return None
    parts = [part for part in re.split(r"[，,。；;！!？?\n\s]+|(?=不过|但是|可是|另外|顺便)", heard.text) if part]
    at = next((at for at, part in enumerate(parts) if names_clock(part)), None)
    first = at or 0
    while first and _DAY_OR_HALF.fullmatch(normalise(parts[first - 1])):  # 「明天 下午 三点」
        first -= 1
    said = "" if at is None else "".join(parts[first : at + 1])
    return replace(heard, text=said, intent="talk_inform", confidence=0.6, ranking=(), found=(), problems=()) if said else None


_DICTATED = re.compile(r"[，,。；;！!\n]+|(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff])")


def way_or_time(draft: Draft, heard: Heard) -> Heard | None:
    """What is said of the way, store or time beside what is put right: 「下午三点打给我，18500001111」, 「中街那家，我电话错了，是138…」."""
    if draft.asking == "place":
        said = [part for part in _DICTATED.split(heard.text) if part.strip() and not _PUTS_RIGHT.search(normalise(part))]
        return heard.part("，".join(said), intent="talk_inform", confidence=0.6, ranking=(), problems=()) if said else None
    if draft.asking == "service_mode":
        return heard
    if not draft.event_number or draft.asking not in ("visit_time", "callback_time", "confirm"):
        return None
    if (timed := time_told("visit_time", heard)) is not None or heard.first("place") is None:
        return timed
    said = re.split(r"[，,。；;！!\n…]+|\.{2,}", heard.text)
    clauses = [part for part in said if part.strip() and not re.search(rf"{_OF_A_NUMBER.pattern}|不是|不在", part)]
    return heard.part("，".join(clauses), intent="talk_inform", confidence=0.6, ranking=(), problems=())  # 「我人在武汉，手机尾号错了」
