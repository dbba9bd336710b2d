"""A booking that is moved by its own words: half an hour later, to an hour of the booked day, or from a visit to the post."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from helpline.errors import TimeUnclear
from helpline.model.draft import Draft
from helpline.model.event import Mode
from helpline.model.holidays import Holidays
from helpline.model.statements import asks_something
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI, read_time
from helpline.model.understanding import Heard
from helpline.services.afterwards.shifting import shifted, shifts
from helpline.services.handover.meant_time import wanted_part
from helpline.services.handover.wished_time import NOW
from helpline.services.handover.wishes import names_clock, wanted_mode, wished_mode

_TO = re.compile(
    r"(?:提前|提早|推迟|延|挪|改|换|晚|早|调|移|放|约|定|安排)(?:一?[点下些])?(?:到|成|为|在|做|去|至)"
    # 「我说的是十二点半」
    r"|(?:我|俺|咱)(?:明明|刚才?|之前|当时|跟你们?)*(?:说|约|定|要|讲|选|报|写)的(?:明明|就)?(?:是|系)"
    # 「改八点」, 「换明天上午十点」
    r"|(?:改|换|挪|调)(?:个|约)?(?=[今明后][天早晚]|[上下中]午|早上|晚上|傍晚|下*个?(?:周|星期|礼拜)[一二三四五六日天]|[\d一二三四五六七八九十两]{1,3}\s*[点:])"
)
_TO_POST = re.compile(r"(?<![别不])(?:换成|改成|改为|换|改|那就|干脆|还是|不如|直接)(?:走|用|要|选|给你们?)?(?:邮寄|寄)")
# 「我说的是寄修，不是打电话」, 「没有的话寄过去也中」
_WISHES_POST = re.compile(
    r"(?<![别不没])(?:要|想|只能|只好|给我|帮我|安排|直接|就|说的?是|选|走|办理?|预约)(?:走|用|选|给你们?|给?我|安排|办理?|申请|登记|预约|一?个|是|要)*(?:邮寄|寄(?!回|丢|错|到了|件人|存|东西|快递))"
    r"|寄(?:修|过去|给你们?|去|回去)*(?:也|就|都)?(?:中|行|可以|成|好|得|ok)(?!不|[吗么嘛])|^(?:邮寄|寄(?:修|过去))(?:维?修)?[吧呗啊呀]?[!！。.~ ]*$"
)
_CALLS = re.compile(r"(?:改|换)(?:成|为|约|个)?(?:预约)?(?:回电|电话|打)|不等了|不聊了|还是(?:打|回)?电话|(?:预约|约)(?:个)?回电|打给我吧")
_LEAVES_QUEUE = re.compile(r"取消.{0,3}排队|排队.{0,3}取消|不(?:想)?[排等聊]了")
_CHATS = re.compile(r"(?:不|别)(?:想|用|要|能|方便)?(?:再|给我)*(?:打|接|回|约)|改|换|算了|直接|还是|不如|干脆|就在这")
_GIVES_UP_WAY = re.compile(
    r"取消|的话(?:就|那就)?(?:算了|不[寄去修弄]了)|(?:不|别|没空|没时间|懒得)(?:想|用|要|能|方便|太想|打算|再|给我)*(?:去|到|跑|寄|邮寄|打|回电|约|等(?=电话|回电|来电|你们))(?!算|不)|(?:寄修?|回电|到店|预约)[^，,。]{0,3}(?:算了|不要了)"
    r"|(?:去|来|到|赶)不(?:了|成)"
)
_ONLY_ASKS = re.compile(
    r"怎么|如果|要是|万一|为什么|能不能不|可以不|[不别](?:去|寄|打|约)[^，,。]{0,4}(?:行|可以|会)[^，,。]{0,3}[吗么?？]|哪|[吗么]还"
)
_INTO = re.compile(r"(?:改|换)[成为](?P<way>[^，,。；;\d一二两三四五六七八九十]{2,12})")
_WISHES_WAY = re.compile(r"能不能|可不可以|可以|让|叫|改|换|还是|就|吧|要|想|帮我|麻烦|请")
_ASKS_IF_STANDS = re.compile(
    r"(?:时间|预约|约的|回电|电话|到店|[那这]个)[^，,。]{0,8}(?:没|不)(?:有)?(?:变|改|动|换)(?:过|化|掉)?(?:吧|吗|么|对吧|[?？])"
    r"|(?:时间|预约|约的|回电|[那这]个)[^，,。]{0,6}(?:变|改|动)了?没|(?:时间|预约|约的|回电)[^，,。]{0,6}还(?:算数|有效|在|作数)[^，,。]{0,2}[吧吗么?？]"
    r"|(?:还|到底|究竟|[点半])(?:会|要|给我|来)*(?:打不打(?!得|开|印|字)|(?:打|回)(?:电话|给我|过来)*了?[吗么])"
)
_STILL_THEN = re.compile(
    r"^(?!.*(?:没空|没时间|有事|不行|不方便|不能|接不|去不|来不)).*(?:还是|就是|仍是?|没变|不变|没改|不改|照旧|按原来)"
)
_POSTS = re.compile(r"取消|不去|不到店|不约|改|换|算了|还是|干脆|就寄|那就?寄|寄(?:过去|修|回去)?(?:吧|好了|算了)")
_GOES = re.compile(
    r"(?:不|别)(?:想|是|用|要)?(?:寄|打|回电)(?:修|的|过去|了|电话|给我)*[，,。；;！! ]+(?:而)?是?(?:我)?(?:自己)?(?:要|想|就|改|拿|送|带|约)*(?:去|到)|(?:不|别)(?:用|要)?(?:再)?(?:寄|打|回电)[^，,。]{0,5}了|还是[^，,。]{0,4}(?:去|到|现场|当面|门店|店里)|(?:改|换)(?:成|为|约|做)?(?:去|到)|(?:^|[，,。；;！! ])(?:我|俺|算了)?(?:还是)?(?:自己|亲自)(?:直接)?(?:跑去?|拿去?|送去?|去|到|带去?)[^，,。]{0,6}店|干脆(?:去|到)|不如(?:去|到)"
    r"|^(?:那|我|就|嗯|好的?|算了|想|要|打算|直接|决定|[，, ])*(?:到店(?!里?买)|[去到](?:店里?|门店|直营店)(?!里?买|取|拿))(?:里|维修|修|处理|看|弄)*(?:吧|好了|算了|得了|[，,。.!！ ]|$)"
)
_ASKS_POST = re.compile(
    r"寄修(?:怎么|咋|如何|要|流程|可以|行)|(?:怎么|咋|如何|能不能|可不可以|可以|能|想)[^，,。不]{0,4}(?:寄修|邮寄|寄过去|寄去|寄给)"
)
# 「四点等你们电话」: whether that is the hour that was read back is looked at besides.
_SETTLES = re.compile(
    r"(?:(?:[今明后]天?|[上下中]午|早上|晚上?|\d{1,2}月\d{1,2}[日号]|(?:周|星期|礼拜)[一二三四五六日天]|[\d一二三四五六七八九十两]{1,3}(?:点钟?(?:半|一刻|\d{1,2}分?)?|:\d\d)|我|那|就)+[，,\s]*)?"
    r"(?:等(?:着|候)?(?:你们?|您|顾问|客服)?的?(?:电话|来电|回电|消息)|嗯+|哦|好|行|对|可以|没问题|确认|确定|ok|就这个(?:时间)?|就这样|就这么定|定了|约|排(?:上|队|着)?(?=吧|了|[，,。！!~\s]|$))(?:的|了|吧|啦|呀|啊|嗯|我?等(?:着|候)?(?:你们?|您)?的?(?:电话|来电|回电)|好|行|可以|没问题|确认|确定|就这个(?:时间)?|就这样|就这么定|定了|谢谢|多谢|感谢|麻烦|辛苦|您|你|[，,。.!！~ ])*"
)
_TOLD = re.compile(r"[试启装换修查连充插拔新置]过|没用|摔|裂|进水|开始|坏了")  # what was, not what is wished
_DAY = re.compile(r"[今明后]天|[今明]晚|(?:周|星期|礼拜)[一二三四五六日天末]|[上下]午|\d+号")
_EVERY = re.compile(r"(?:每个?|上个?|这个?)月[^，,。；;]{0,2}\d{1,2}[号日]|每个?(?:周|星期|礼拜)[一二三四五六日天]")
_TO_KEEP = re.compile(
    r"(?:也|都|请|麻烦|你们?|您|帮我|给我|一起|一并|顺便|再)*(?:补|加|记|写)(?:充|录)?(?:上|进)?(?:去|一下)?(?:吧|哈|啊|谢谢|了)*"
)
_ELSEWHERE = re.compile(r"店|那[家边个]|寄|来人|\d{5}|另外|还有|顺便|备注")  # beside which more is said than when
_BOOKED, _OTHER_DAY = "booked_at", "booked_other_day"


def moved_to(text: str, starts_at: datetime, now: datetime, holidays: Holidays) -> datetime | None:
    """The time of 「周四那个能提前到六点半吗」: on the booked day and in the half of it that was booked, where no other is named."""
    text = wanted_part(text, now, holidays)
    words = _TO.search(normalise(text))
    if words is None or not names_clock(text):
        return None
    day = starts_at.astimezone(SHANGHAI)
    try:
        named = read_time(text, now, holidays)
        when = read_time(f"{day.month}月{day.day}日{normalise(text)[words.end() :]}", now, holidays)
    except TimeUnclear:
        return None
    if when is None or (named and named.day_named and named.start.astimezone(SHANGHAI).date() != day.date()):
        return None
    at = when.start.astimezone(SHANGHAI)
    said = re.search(r"上午|早上|中午|下午|晚上|傍晚|今晚", text) or at.hour >= 12
    return at + timedelta(hours=12) if not said and day.hour >= 12 and at.hour + 12 <= 21 else at


def moved_proposal(heard: Heard, then: datetime, now: datetime, holidays: Holidays) -> datetime | None:
    """The time in place of one that was only proposed: by a length, or to another; None where a store, a number or a question stands beside it."""
    if (at := shifted(heard.text, then, now, holidays)) is not None:
        return at
    else_ = any(found.entity in ("place", "contact_phone", "serial_number", "device_model") for found in heard.found)
    if else_ or _ELSEWHERE.search(heard.text) or asks_something(heard.text, heard.acts):
        return None
    return moved_to(heard.text, then, now, holidays) or moved_to_day(heard.text, now, holidays)


def beside_move(text: str) -> str:
    """What is said beside the wish for another time, without 「你帮我补上」."""
    clauses = [clause for clause in re.split(r"[，,。；;！!\n]", text) if clause.strip()]
    rest = [one for one in clauses if not (names_clock(one) or _TO.search(normalise(one)) or shifts(one))]
    return "，".join(one.strip() for one in rest if not _TO_KEEP.fullmatch(normalise(one).strip()))


def moved_to_day(text: str, now: datetime, holidays: Holidays) -> datetime | None:
    """The day and hour of 「电话改到后天上午十点」."""
    text = wanted_part(text, now, holidays)
    words = _TO.search(normalise(text))
    try:
        when = read_time(normalise(text)[words.end() :], now, holidays) if words and names_clock(text) else None
    except TimeUnclear:
        return None
    return when.start if when is not None and when.day_named else None


_CALL_THEN = re.compile(r"[打大](?:个?电话)?(?:给我|过来|来)|给我(?:回|打|来)|来电|回电|电话|(?<![a-z])call(?![a-z])")
_SOONER = re.compile(r"[早快]一?[点些]|太[晚久迟]|提前|等到|这么[久晚]|来不及|[！!]|就(?:给我)?打|改|换")
_NOT_WISHED = re.compile(r"如果|要是|万一|怎么|为什么|没[接打]|不[打接]|打不|昨天|刚才|记得")


def called_then(text: str, now: datetime, holidays: Holidays) -> datetime | None:
    """The hour of 「还要等到明天？今天下午四点就给我打过来」, though no word says that it is to be moved."""
    plain = normalise(text)
    if not (_CALL_THEN.search(plain) and _SOONER.search(plain) and names_clock(text)) or _NOT_WISHED.search(plain):
        return None
    for part in re.split(r"[，,。；;！!？?\s]+", text):
        try:
            when = read_time(part, now, holidays) if names_clock(part) else None
        except TimeUnclear:
            return None
        if when is not None and when.exact and when.day_named:
            return when.start
    return None


def keep_booked(draft: Draft, starts_at: datetime | None) -> None:
    """Remember the booked day for an hour that is named alone, unless another is wished for: 「改成明天中午吧」, then 「12点半」."""
    if _DAY.search(normalise(str(draft.facts.get("wished_time") or ""))):
        draft.facts[_OTHER_DAY] = True
    if starts_at is not None:
        draft.facts[_BOOKED] = starts_at.astimezone(SHANGHAI).isoformat()


def booked_at(draft: Draft) -> datetime | None:
    """The time of the booking that is being changed."""
    return datetime.fromisoformat(str(draft.facts[_BOOKED])) if draft.facts.get(_BOOKED) else None


def on_booked_day(draft: Draft, heard: Heard, now: datetime, holidays: Holidays) -> Heard:
    """「十点半」 while a booking is changed is of its day, unless another day was named since, or the hour was offered."""
    day = booked_at(draft)
    if day is None or heard.chosen or draft.starts_at or draft.facts.get(_OTHER_DAY):
        return heard
    try:
        when = read_time(heard.text, now, holidays)
    except TimeUnclear:
        when = None
    if when is not None and when.day_named:
        draft.facts[_OTHER_DAY] = True  # an hour that is named later is of that day
    if not names_clock(heard.text) or (when is not None and (when.day_named or "soon" in when.assumed or _on_table(draft, when.start))):
        return heard
    text = f"{day.month}月{day.day}日{heard.text}"
    try:
        read_time(text, now, holidays)
    except TimeUnclear:
        return heard
    return replace(heard, text=text)


def _on_table(draft: Draft, at: datetime) -> bool:
    """True where the hour is one of those that were offered."""
    return any(datetime.fromisoformat(time) == at for time in draft.offered_times if time != NOW)


def posts_instead(text: str) -> bool:
    """True where the post is wished for in place of what is arranged: 「那个预约取消吧，寄过去」."""
    return _POSTS.search(normalise(text)) is not None and not asks_post(text)


def goes_instead(text: str) -> bool:
    """True where a visit is wished for in place of what is arranged; a question for one is not."""
    plain = normalise(text)
    return _GOES.search(plain) is not None and re.search(r"[?？吗]|怎么|能不能|可以|哪", plain) is None


def calls_instead(text: str) -> bool:
    """True where a call is wished for in place of the chat that is waited for."""
    plain = normalise(text)
    leaves = _LEAVES_QUEUE.search(plain) is not None and names_clock(_LEAVES_QUEUE.sub("", text))  # 「取消排队吧，我要明天上午十点」
    return leaves or (wanted_mode(text) is Mode.CALL_BACK and _CALLS.search(plain) is not None)


def chats_instead(text: str) -> bool:
    """True where the chat is wished for in place of the call: 「能不能不打电话，直接在这里跟顾问聊」."""
    return wanted_mode(text) is Mode.CHAT and _CHATS.search(normalise(text)) is not None


def switched_to(text: str, arranged: Mode) -> Mode | None:
    """The way that is wished for where the one that is arranged is given up: 「不寄了，给我回电吧」. A question for one wishes none."""
    plain = normalise(text)
    parts = [part for part in re.split(r"[，,。；;！!\s]+", plain) if part]
    kept = [part for part in parts if not _GIVES_UP_WAY.search(part)]
    if len(kept) == len(parts) or _ONLY_ASKS.search(plain):
        return None
    rest = "，".join(kept) or plain
    mode = wished_mode(rest) or (wanted_mode(rest) if _WISHES_WAY.search(rest) else None)
    return mode if mode is not arranged else None


def other_way(text: str, arranged: Mode) -> Mode | None:
    """The same, the visit of 「电话不用打了，我去昆明的店里」, and the call of 「改成打电话吧」."""
    if (named := _INTO.search(normalise(text))) and (into := wanted_mode(named["way"])) and not _ONLY_ASKS.search(normalise(text)):
        return into if into is not arranged else None
    parts = [part for part in re.split(r"[，,。；;！!\s]+", text) if part]  # 「电话里讲不明白，还是拿去店里吧」
    visits = arranged is not Mode.GENIUS_BAR and any(wanted_mode(one) is Mode.GENIUS_BAR and goes_instead(one) for one in (text, *parts))
    return switched_to(text, arranged) or (Mode.GENIUS_BAR if visits else None)


_TO_CALL = re.compile(
    r"(?:[让请叫]|还是|麻烦|改|直接|最好)[^，,。；;？?]{0,8}(?:打(?:个?电话)?给我|给我(?:回|打|来)|回个?电话|回电|联系我)(?!的时候|之?前|时)"
)


def calls_for_post(text: str) -> bool:
    """True for 「让顾问打给我吧，明天下午四点」, where a repair by post is arranged: a call about the same event."""
    plain = normalise(text)
    return _TO_CALL.search(plain) is not None and not _ONLY_ASKS.search(plain) and re.search(r"[?？吗]|什么时候|几点", plain) is None


def switches_to_post(text: str) -> bool:
    """True for 「都太远了，换成寄修行吗」 and 「不用回电，直接给我安排寄修」, while the way, place or time is asked."""
    plain = normalise(text)
    asks = re.search(r"[?？吗么]|怎么|多久|几天|要不要", plain)
    return _TO_POST.search(plain) is not None or (asks is None and _WISHES_POST.search(plain) is not None)


def asks_if_stands(text: str) -> bool:
    """True for 「我预约的时间没变吧？」, which moves nothing."""
    return _ASKS_IF_STANDS.search(normalise(text)) is not None


# 「就按原来的时间吧」, 「不用再约了，就刚刚周五中午那个就好」
_KEEPS = re.compile(
    r"(?:就|还是|按|照)[^，,。]{0,3}(?:原来|原定|之前)[^，,。]{0,5}(?:吧|时间|那个|不变|$)|(?:不|别)(?:改|换)(?:时间|预约)?了|不用改|照旧"
    r"|就(?:按|是|要)?(?:刚才|刚刚|前面|之前|原来)[^，,。]{0,14}(?:那个|那次|的)(?:时间)?(?:就|也)?(?:好|行|可以|成)"
    r"|(?:刚才|刚刚|之前|原来|前面)约[^，,。]{0,16}不变"
)


def keeps_booked(text: str) -> bool:
    """True where what was arranged before shall stay."""
    return _KEEPS.search(normalise(text)) is not None


def names_booked(text: str, starts_at: datetime, now: datetime, holidays: Holidays) -> bool:
    """True for 「还是明天上午十点半啊」, where that is the time that is booked."""
    if not _STILL_THEN.search(normalise(text)) or not names_clock(text):
        return False
    try:
        when = read_time(wanted_part(text, now, holidays), now, holidays)  # 「周六要加班，帮我挪到周日，还是下午三点」
    except TimeUnclear:
        return False
    return when is not None and when.start == starts_at


def asks_post(text: str) -> bool:
    """True for 「寄修怎么弄」, which asks and wishes at once."""
    return _ASKS_POST.search(normalise(text)) is not None


def says_of_handover(text: str, city: str | None) -> bool:
    """True where the words name a way, a place or an hour: they answer what is asked of the hand-over."""
    plain = normalise(text)
    day = _DAY.search(_EVERY.sub("", plain)) is not None and _TOLD.search(plain) is None
    return city is not None or wanted_mode(text) is not None or names_clock(text) or day


def settles(text: str) -> bool:
    """True for a yes to the time that was read back with thanks behind it: 「好的确认 谢谢」."""
    return _SETTLES.fullmatch(normalise(text)) is not None
