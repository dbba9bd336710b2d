"""Lines put right by their value alone, without their name: since when, how often, and the wish of how and when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.errors import TimeUnclear
from helpline.model.draft import Draft
from helpline.model.event import Mode
from helpline.model.phone import without_phone
from helpline.model.symptom import WHEN, occurrence
from helpline.model.text import normalise, shorten
from helpline.model.times import read_time, shown_time
from helpline.model.understanding import Heard
from helpline.services.afterwards.moving import says_of_handover
from helpline.services.corrections.amending import unquoted
from helpline.services.corrections.day_after_all import DAYS_ASKED, OF_MONTH, day_after_all
from helpline.services.corrections.objections import DENIED, alike, denied, in_story
from helpline.services.corrections.tried import LINE
from helpline.services.handover.meant_time import wanted_part
from helpline.services.handover.wish_beside import wish_line
from helpline.services.handover.wished_time import wish_time
from helpline.services.handover.wishes import gives_booking_up, names_day_or_hour, wished_mode

_A_DAY = timedelta(hours=23)
WISH = ("wished_time", "service_mode", "wished_place")  # what the line of the wish is made of
_CLAUSES = re.compile(r"[，,。；;！!？?\n]")
_OF_BUYING = re.compile(r"[买购]|入手|下单|(?<!开始)日期|保修|发票|收[到货]|到货")
_OF_ONSET = re.compile(r"开始|坏|出现|故障|发生|毛病|问题|[日号天晚周月]起(?!来)")
_BEGAN = re.compile(r"开始|坏|出现|发现|故障|发生|毛病|[摔掉跌磕碰撞砸]|进水|失灵|[不没][^，,。；;\s]{1,4}了")
# 「记岔了，是前天摔的」
_PUTS_RIGHT = re.compile(r"不对(?!劲)|[说写记填搞弄听]?[错岔混](?!过)|更正|[要得]改|改[成为]|不是|才对")
_ONE_MORE = re.compile(r"[又再还过]|第[二三]|一[次回]")
_MISHAP = re.compile(r"[摔跌磕碰撞砸泼洒溅淋泡浸淹压坐踩]|打翻|[掉弄跌]落?(?:地|水|海|河|沟|池|马桶|厕所)|进[水液]|弄湿|碎|裂")
_SWAPPED = re.compile(
    r"^(?:把|将|那个?|请|麻烦)*(?P<old>[^，,。；;！!？?]{1,14}?)(?:那?[一条项行]*)?(?:要|得|应该|请)?(?:改成|改为|换成|改|应该是|其实是)(?P<new>[^，,。；;！!？?]{2,30})"
)
_DAYS = re.compile(rf"(?:{WHEN}[的\s]?)+")
_MERE_DAY = re.compile(
    r"(?:等一?[下等]|不对|哦|啊|呃|[说记写]错了?|错了|应该|还|其实|好像|[，,。 ])*是(?P<day>\d{1,2})[日号](?:才对|来着|吧|的|啊|呀)*[。.!！~ ]*"
)
_MERE_WHEN = re.compile(r"^(?:而?是|应该|其实|从|自|在|打)+|(?:就|才|都|便)?(?:已经)?(?:开始|出现|这样|坏|有)?(?:的|了|啊|呀|吧)*$")
_SOME_TIME = re.compile(r"[天日号月年周晚早]|时候|那会|[之以]?[前后]$|节|国庆|放假|假期|小时")
_SCOFFS = re.compile(r"(?P<old>[\u4e00-\u9fff]{1,4})什么(?P=old)")
_MERE = re.compile(r"^(?:是|改成|应该是|而是|其实)+|(?:才对|吧|的|了|啊|呀)+$")
_WISH_NAME = (
    r"(?:想约|预约|约(?:好)?的?(?:时间|日子)|(?:回电|来电|电话|回呼|到店|上门|预约|去店里?)的?时间|(?<!开始)(?<!购买)(?<!买的)时间)"
)
_OFF = r"(?:给我|帮我|麻烦|请|就|可以|都|也|直接|先)*(?:删|去掉|拿掉|划掉|抹掉|清掉|清空|取消|(?:不用|不要|别|不必)(?:再)?[写填留记约]|有误|不要了?|没有?约|错了|不对)"
_WISH_OFF = re.compile(
    rf"{_WISH_NAME}[^，,。；;！!？?]{{0,12}}?{LINE}[\s，,]*{_OFF}|(?:删掉?|去掉|拿掉|取消)[^，,。；;！!？?]{{0,12}}?(?:想约|预约|约的)"
    r"|(?:我)?(?:没有?|没说过?要?|并?没有?)(?:要|想)?约过?(?:任何|什么)?(?:时间|到店|回电|日子|$)|(?:先)?不约(?:时间)?了"
)
_CHANGES = re.compile(r"改|换成|不对|不是|错了|还是|应该是|说成|更正|调[整到成]|推[迟后到]|提前")
_LEADS = re.compile(
    rf"^(?:哦|噢|啊|嗯|呃|不对|错了|那|就|还是|改一下|改成|改到|改为|改|换成|换到|调到|应该是|是|我说的是|\s)+|{_WISH_NAME}(?:是|为|改[成到为]?|[:：])*"
)
_TURNS_TO = re.compile(r"改|换成|还是|不(?:寄|去|打|回电)|干脆|算了")


def by_value(catalogue: Catalogue, draft: Draft, heard: Heard, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """New values, and lines that must go, of since when, how often and the wish."""
    facts = day_after_all(draft, heard.text) or began_anew(draft, heard.text) | _often_anew(draft, heard.text)
    if wish_off(catalogue, draft, heard.text, now):
        return facts, [*WISH, "wish"]
    return facts | ({} if "since" in facts else wish_anew(catalogue, draft, heard, now)), []


def of_buying(text: str) -> bool:
    """True where the words speak of buying, so that a day in them is that of the purchase."""
    return _OF_BUYING.search(normalise(text)) is not None


def began_anew(draft: Draft, text: str, *, named: bool = False) -> dict[str, str]:
    """「等等，是前天晚上开始的，不是昨天」: a day beside a word of the fault, or in place of the one that is known, which must be `named`."""
    known, plain = str(draft.facts.get("since") or ""), _plain(text)
    wrong = denied(plain)
    if swapped := _SWAPPED.search(plain):
        wrong.append(swapped["old"])
    instead = bool(known) and any(alike(one, known) for one in wrong)
    if (
        named
        and not _day_of_mishap(wrong, plain)
        and (not instead or (draft.event_number and says_of_handover(text, None) and not _BEGAN.search(plain)))
    ):
        return {}  # 「不是礼拜六，礼拜天去」 is about the visit
    rest = swapped["new"] if swapped and instead else DENIED.sub("，", plain)
    mishap = _day_of_mishap(wrong, plain)
    instead = instead or bool(mishap)
    for clause in _CLAUSES.split(rest):
        days = _DAYS.search(clause)
        told = (days and days.group().strip()) or occurrence(clause, asked=True).get("since") or (_in_words(clause) if instead else "")
        about = instead or _OF_ONSET.search(clause) or re.search(r"故障|毛病|(?<!没)(?<!没有)问题", plain)
        right = not named and _MISHAP.search(clause) and not _ONE_MORE.search(clause)
        right = right and (_PUTS_RIGHT.search(plain) or re.match(r"(?:应该|其实|实际|而|就|都)*是", clause.strip())) is not None
        if told and (about or right) and not _OF_BUYING.search(clause) and told != known:
            before = "" if known else mishap
            told = told.rstrip("的 ")
            return {"since": told, **in_story(draft, told, text, before)}
    return {}


def denies_day(what: str) -> bool:
    """True for the 「昨儿摔的」 of 「不是昨儿摔的」: what is said not to be so is a day, and no matter."""
    rest = _DAYS.sub("", normalise(what))
    return rest != normalise(what) and len(_MISHAP.sub("", rest).strip("的 了那天")) <= 1


def _day_of_mishap(wrong: list[str], plain: str) -> str:
    """The day of a fall or a spill that is said to be wrong, be it that it has no line: 「不是昨儿摔的，是上礼拜五摔的」."""
    days = (_DAYS.search(one) for one in wrong)
    day = next((found.group().strip() for found in days if found), "")
    return day if day and _MISHAP.search(plain) and not _OF_BUYING.search(plain) else ""


def day_anew(draft: Draft, text: str) -> dict[str, str]:
    """「等下，是14号」: another day of the month on which it began, where no day is asked for."""
    if after_all := day_after_all(draft, text):
        return after_all
    known = str(draft.facts.get("since") or "")
    day, before = _MERE_DAY.fullmatch(_plain(text)), OF_MONTH.search(known)
    if draft.asking in DAYS_ASKED or not day or not before or day["day"] == before.group():
        return {}
    return {"since": (told := known.replace(before.group(), day["day"])), **in_story(draft, told, text)}


def _in_words(clause: str) -> str:
    """「是国庆那几天就开始了」: when, in words that are no date."""
    said = _MERE_WHEN.sub("", clause.strip())
    return shorten(said, 30) if _SOME_TIME.search(said) and len(said) > 1 else ""


def _often_anew(draft: Draft, text: str) -> dict[str, str]:
    """「一直改成每次开机都这样」, 「不是偶尔，是经常」."""
    known, plain = str(draft.facts.get("frequency") or ""), _plain(text)
    swapped = _SWAPPED.search(plain)
    if known and (scoffed := _SCOFFS.search(plain)) and known.startswith(scoffed["old"]):  # 「总什么总，是一直开不了」
        told = occurrence(plain[scoffed.end() :]).get("frequency")
        return {"frequency": told} if told else {}
    wrong = [match["old"] for match in DENIED.finditer(plain) if match["old"]] + ([swapped["old"]] if swapped else [])
    if not known or not any(alike(one, known) for one in wrong):
        return {}
    new = swapped["new"] if swapped and alike(swapped["old"], known) else DENIED.sub("，", plain)
    told = occurrence(new).get("frequency") or (shorten(_MERE.sub("", new.strip("，, ")), 30) if swapped else "")
    return {"frequency": told} if told and told != known else {}


def wish_off(catalogue: Catalogue, draft: Draft, text: str, now: datetime) -> bool:
    """True where the line of the wish must go, and no other time is told in its place."""
    plain = _plain(text)
    if not wish_line(catalogue, draft, now):
        return False
    off = _WISH_OFF.search(plain)
    if off is None:
        return gives_booking_up(plain)
    return not names_day_or_hour(DENIED.sub("，", plain[off.end() :]), now, catalogue.holidays)


def wish_anew(catalogue: Catalogue, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
    """「改一下，不是三点，四点半」, 「回电时间改成后天上午十点」, 「还是改成送到店里吧，不寄了」."""
    facts: dict[str, Any] = {}
    plain = _plain(without_phone(heard.text))
    way = wished_mode(plain) if _TURNS_TO.search(plain) else None
    if way is not None and way.value != draft.facts.get("service_mode"):
        facts["service_mode"] = way.value
    named = re.search(_WISH_NAME, plain)
    changes = _CHANGES.search(plain) or heard.found or named
    if not changes or not (named or way or wish_line(catalogue, draft, now)):
        return facts
    wanted = wanted_part(DENIED.sub("，", plain), now, catalogue.holidays)
    said = "，".join(part for part in _CLAUSES.split(wanted) if _names_wish(part, now, catalogue))
    if said and (time := _timed(catalogue, draft, said, now)) and time != draft.facts.get("wished_time"):
        facts["wished_time"] = time
    return facts


def _names_wish(part: str, now: datetime, catalogue: Catalogue) -> bool:
    told = not _OF_BUYING.search(part) and not _OF_ONSET.search(part) and not re.search(r"英寸|[寸代]|系统|版本|序列|订单", part)
    return told and names_day_or_hour(_LEADS.sub("", part.strip()), now, catalogue.holidays)


def _timed(catalogue: Catalogue, draft: Draft, said: str, now: datetime) -> str:
    """The time in words that will be read again, an hour on the day that was wished for."""
    blank = Draft(draft.conversation_id, facts={"wished_time": draft.facts.get("wished_time")})
    wanted = "，".join(_LEADS.sub("", part.strip()) for part in _CLAUSES.split(said))
    if not wish_time(blank, wanted, now, catalogue.holidays):
        return ""
    time = str(blank.facts["wished_time"])
    try:
        when = read_time(time, now, catalogue.holidays)
    except TimeUnclear:
        return ""
    if when is None or when.end < now:
        return ""
    if when.exact:
        return shown_time(when.start)
    hour = re.search(r"\d{1,2}:\d\d$", _shown_before(catalogue, draft, now))
    whole = when.end - when.start >= _A_DAY and when.start.date() == when.end.date()
    return f"{time} {hour.group()}" if hour and whole else time  # 「不是周三，是周四」: the hour stays


def _shown_before(catalogue: Catalogue, draft: Draft, now: datetime) -> str:
    """The time that was wished for before, as it is read back."""
    return wish_line(
        catalogue, replace(draft, facts={"wished_time": draft.facts.get("wished_time"), "service_mode": Mode.CALL_BACK.value}), now
    )


def _plain(text: str) -> str:
    return normalise(unquoted(text))
