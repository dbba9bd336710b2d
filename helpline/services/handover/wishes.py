"""How and when a customer would like to be helped: asked for, or said in passing."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.errors import TimePast, TimeUnclear
from helpline.model.day_hours import CLOCK
from helpline.model.event import Mode
from helpline.model.holidays import NO_HOLIDAYS, Holidays
from helpline.model.text import normalise
from helpline.model.times import read_time
from helpline.model.wording import plain_words

# Each way with the words for it, where the customer was asked for one.
_ASKED = (
    (Mode.MAIL_IN, r"寄(?:来寄去)?|快递|上门取|(?<![a-z])(?:mail[ -]?in|mail it|ship it|send it in)(?![a-z])"),
    (
        Mode.LINE_NUMBER,
        r"(?<![给帮跟])我(?:自己|这边|直接|有空|回头|晚点|再)*(?:来)?打(?![算不开字了过])|自己打|自己拨|拨打|(?:给|要|发|有|告诉).{0,6}号码|号码(?:给我|发我|告诉我|是?多少|是什么)|^号码|hotline",
    ),
    (
        Mode.CHAT,
        r"在线(?:人工|聊|客服|顾问|沟通)|在这里?(?:聊|跟|和|等)|打字|文字(?:聊|客服|沟通|交流|回复)|直接聊|这里聊|接入|(?<![a-z])chat(?![a-z])",
    ),
    (
        Mode.CALL_BACK,
        r"回电|回呼|[打拨回]给我|给我(?:回|打|来|拨)|[打拨回]回来|(?<!我)(?:现在|马上|立刻|立即|尽快|赶紧|赶快|快点?)(?:就|给)?打|联系我|[来致]电|电联|回个?电话|打个?电话|打过来|电话|(?<![a-z])(?:call|phone)(?![a-z])",
    ),
    (
        Mode.GENIUS_BAR,
        r"到店|天才吧|店里|门店|(?<![厦江荆天海玉])门市|直营店|现场(?:看|修|检|弄|处理)|当面(?:看|修|瞧|检|弄)|拿去|送去|送修|预约维修|去修|genius|(?:去|到|在)(?!年).{0,8}修|店|(?<![a-z])(?:apple )?store(?![a-z])|walk[ -]?in",
    ),
)
# 「去西湖那家店」; not of a visit that is over: 「去店里看过」.
TO_STORE = r"(?:去|到|约|前往|(?<!白)跑(?:一?[趟次])(?!了))(?!年|了|过)[^，,。；;！!？?不没过]{0,10}店(?!员|长|家|里?买|里?[^，,。；;！!？?]{0,3}?[看修问查测弄约][^，,。；;！!？?看]?[了过])"
# 「周四下午两点致电」, 「通话请安排在周四下午」; 「下午来电没声音」 tells of the fault.
_AFTER_TIME = r"(?<=[点半后午上刻右间前钟])(?:再|请|给我|可以|能|来|让?(?:人工|顾问|专员|客服|工程师|工作人员|你们|您|贵方))*"
_NO_RING = r"(?!没|不|无|的?时|显示|铃|提醒|震|响|听|声|界面|记录|卡|断|总|老|都|就|也|会|吗)"
_WHEN = r"(?:下*个?|本|这个?)?(?:周|星期|礼拜)|[明后]天|[明今][早晚日]|今天|[上下]午|晚上|\d{1,2}[月号日点:]"
# The same in a message that speaks of something else: 「快递收到就坏了」 wishes nothing.
_IN_PASSING = (
    (Mode.MAIL_IN, r"寄修|邮寄维修|寄(?:过去|给你们|回去|去)?(?:维?修|检测)|上门取[件机]"),
    (
        Mode.CALL_BACK,
        r"给我(?:回|打|来)个?电话|打(?:个?电话)?给我|回电|电话联系我|致电(?:给)?(?:我|本人)|(?:与|和|跟|同)(?:我|本人)(?:电话)?(?:联系|联络|通话)"
        rf"|{_AFTER_TIME}(?:打(?:过来|(?!过|开|不|折|印|字|游|电|完|到|出|王|[雷翻球牌架车工针卡扫包滑湿碎坏烂落掉击盹扰听雪水]))|联[系络]|(?:来电|致电|回[拨呼]|通话|电联|去电){_NO_RING})"
        rf"|(?:来电|致电|回[拨呼]|通话|电联|去电|联[系络]我?)(?:时间|安排|请|放|定|约|改|在|于|就|为|是|[:：,，\s])+(?={_WHEN})",
    ),
    (
        Mode.CHAT,
        r"(?:就|想|要|直接|还是|能不能|可以|改|用|prefer)[^，,。；;！!？?]{0,4}(?:打字(?:聊|沟通|说)|在这里?聊|(?<![a-z])chat(?![a-z]))|文字客服"
        r"|在线 ?(?:chat|聊|沟通)",
    ),
    (
        Mode.GENIUS_BAR,
        rf"到店|天才吧|(?<![厦江荆天海玉])门市|{TO_STORE}|直营店(?:维修|修|检测)|(?:拿|送)去?修|预约维修|genius"
        r"|(?:拿|送|带|找|约)[^，,。；;！!？?没过了]{1,8}店(?:里|去|给)*(?:维?修|检测|换|看看)(?!过|了)"
        r"|(?:最好|想|要|选|约|找|就|帮我)[^，,。；;！!？?]{0,3}(?:离[^，,。；;！!？?]{1,8}近|最近|近[一点些儿]+)[^，,。；;！!？?]{0,3}店"
        r"|(?:去|到)(?!年|了|过).{0,8}修(?!过|了)",
    ),
)
# 「没说要回电」, 「谁要你们打电话了」 too
_NEGATED = re.compile(
    r"(?:(?<![a-z])(?:don'?t|do not|no|not|never) |不|别|甭|唔|咪|没法|懒得|无法|没空|没(?:有)?(?=[说讲要想约让叫提求])|谁(?=[说讲要让叫]))(?:想|要|用|使|能|太|方便|便|再|需|去|打|到|听|接|是|了|说|讲|提|求|过|约|让|叫|你们?|您|他们|顾问|(?<!不)给我|[今明后]天|[上下]午|早上|晚上|中午|白天|\s)*$"
    r"|(?:怕|担心|不放心|信不过|不敢)(?:在)?(?:路上|途中|快递)?(?:会|给)?$"  # 「怕寄丢了，我自己去店里」
)
_SIGHS = "[唉哎诶欸嗯呃额哦啊]"
_TURNED = re.compile(
    rf"(?:[，,。；;…\s]|吧)(?:{_SIGHS}|我|那)*(?:算了|不对|哦不|啊不|想想|要不|不如|干脆)+[，,\s]*(?:还是|改成?|换成?)?|[?？]+(?=.)|[，,。；;…\s](?:{_SIGHS}|我|那|俺)*(?:还是(?!不|没)|[改换][成为]?(?=到店|去|打|寄|回|电|店))"
)
_NO_MORE = re.compile(r"(?:修|过去|电话|给我|店)?了")  # 「寄修……算了不寄了，还是到店吧」
# 「电话不用打了，我去店里」, 「到店就算了」
_REFUSED_BEHIND = re.compile(
    r"(?:维?修|过[去来]|的话|那边|那个|就|也|都|可以|先|请|麻烦|你们?)*(?:不(?:用|必|要|需要?|使)|别|甭|算了|免了|取消)(?:再|给我|麻烦|打|回|来|约|接|联系|等|寄|去|过来)*[了吧啦哈呗]*(?=$|[，,。；;！!\s])"
)
_MAY = re.compile(r"能不能(?!不)|可不可以(?!不)|方不方便")  # 「能不能顾问打给我」 is no refusal
_UNABLE = re.compile(
    r"没空|没得空|(?<=[日天一二三四五六点午晚早])不得(?=$|[\s，,。；;！!])|(?:别|不想|不要|不用|甭)再?等到?(?=[明后下周礼星])|接不(?:了|成)(?!电话)|等不(?:到|及|了(?!多))|不一定(?:有空|方便|行|能)|没时间|赶不[到上及]|到不了|(?<!行)不行|(?<!方便)不方便|来不[及赢]|赶不赢|去不了|(?:别|不要|甭)(?:再|给我|来)*打|(?<!去)不去|(?<!要)不要|(?<!约)不约|太[早晚]|取消|(?:避|错|躲)开"
    r"|(?:别|不要|甭|勿)(?:在|选|约|挑|[今明后]天?|(?:周|星期|礼拜)[一二三四五六日天末]|[上下]午|早上|晚上|中午|白天|[\d一二三四五六七八九十两]+点半?|[之以]?[前后])+(?:时候)?(?:再|给我|来)*(?:打|来电|回电|联系|call)"  # 「别下午打」
    r"|(?:别|不要|甭|勿)(?:给我|帮我|再|你们)*(?:约|安排|排|选|挑|定|订)(?!不|满|错)"
    r"|没(?:有)?(?:了|位|号|名额|空位|[吗么嘛呢?？]|$)|(?:约|排|订)?满了"
)
_AGREEABLE = re.compile(r"(?:行|可以|好|成|方便)(?:[吗么嘛]|不(?:行|可以|好|成|方便))[?？。 ]*$")
_ANOTHER = re.compile(r"算了|免了|还是|改|换|不如|干脆|不[去用使想要约打寄是]|别")
# A question about a way wishes for none, nor does a complaint: 「为什么到店还要寄」, 「寄修和到店有啥区别」, 「寄修太久了」.
_ASKS_OF_WAY = re.compile(
    r"为[什啥何]么?|干[嘛什]么?要|凭什么|区别|不同|不一样|差[别异]|[什啥]么?意思|是[什啥]么?(?!时)|哪[个种样]更?|[更比].{0,2}[好快省]|[好坏]处|优缺点|多少[钱天]|要?多久|要?几天"
    r"|[贵好快]不[贵好快]|划不划算|(?:安全|靠谱|划算|收费|要钱|花钱|免费|麻烦)[吗么不]|谁来?[出付掏承负]|(?:运|邮|快递)费[^，,。]{0,4}(?:谁|怎么|包|吗)|会不会|要不要(?!我)|太(?:久|远|慢|贵|麻烦|折腾)"
)


def wanted_mode(text: str) -> Mode | None:
    """The way of handing over that the words ask for, if any."""
    return _named(text, _ASKED)


def wished_mode(text: str) -> Mode | None:
    """The way that the words ask for beside something else."""
    return _named(text, _IN_PASSING)


def _named(text: str, modes: tuple[tuple[Mode, str], ...]) -> Mode | None:
    _, *turns = _TURNED.split(normalise(text))
    if turns and (after_all := _named(turns[-1], modes)):
        return after_all  # 「寄修吧，算了还是到店」
    half_refused: list[Mode] = []
    for mode, pattern in modes:
        plain = _MAY.sub("能", normalise(text)) if mode in (Mode.CALL_BACK, Mode.MAIL_IN) else normalise(text)
        named = list(re.finditer(pattern, plain))
        refused = [match for match in named if _NEGATED.search(plain[: match.start()]) or _REFUSED_BEHIND.match(plain, match.end())]
        given_up = any(_NO_MORE.match(plain, match.end()) for match in refused[-1:] if match is named[-1])
        if not given_up and any(match not in refused and not _asked(plain, match.start()) for match in named):
            if not refused:
                return mode
            half_refused.append(mode)  # 「别打电话了，电话里也修不了」
    return next(iter(half_refused), None)


def _asked(plain: str, at: int) -> bool:
    """True where the clause that names the way only asks about it."""
    return any(
        part.start() <= at < part.end() and _ASKS_OF_WAY.search(part.group()) for part in re.finditer(r"[^，,。；;！!？?\s]+", plain)
    )


def wants_another(text: str) -> bool:
    """True where the words turn away from what was settled."""
    return _ANOTHER.search(normalise(text)) is not None


def turns_from(arranged: Mode | None, text: str) -> bool:
    """True where the words turn away from the way that is being arranged to another."""
    return wants_another(text) and wanted_mode(text) not in (None, arranged)


def names_time(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True where the words name a time, be it one that cannot be had."""
    try:
        return read_time(text, now, holidays) is not None
    except TimePast:
        return True
    except TimeUnclear:
        return bool(re.search(r"\d", text))


def names_day_or_hour(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True for a time that is narrower than 「都行」, be it one that cannot be had."""
    try:
        when = read_time(text, now, holidays)
    except TimeUnclear:
        return names_time(text, now, holidays)
    return when is not None and "soon" not in when.assumed


def states_time(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True for a time that is told, not asked about nor called off: 「春节的时候打吧」, not 「春节上班吗」."""
    return names_day_or_hour(text, now, holidays) and re.search(r"[吗么?]|几点|什么|多久|哪|算了|取消|不", normalise(text)) is None


def proposes_time(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """The same with 「行吗」 behind it: 「周四上午十点行吗」."""
    return states_time(_AGREEABLE.sub("", text), now, holidays)


def says_when(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True for a time that is told, be it 「马上」."""
    return states_time(text, now, holidays) or wants_call_now(text, now, holidays)


_CALLS_THEMSELVES = re.compile(
    r"(?:那|还是|就|算了|不用了|我|[，,。 ])*自己(?:来|去|直接|再)?[打拨](?:过去|电话|客服|官方|热线|你们|给|回去|吧|得了|好了|算了|就[行好]|号码?|是?多少|[，,。.!！?？ ])*"
)


# 「给我个热线号码就行，我自己打过去」, be it beside a word of why
_CALLS_INSTEAD = re.compile(
    r"(?:号码?|热线|专线|电话).{0,12}我(?:自己|有空|回头|晚点|再|来|直接)+[^，,。不]{0,4}[打拨]|我(?:自己|有空|回头|晚点|来)+[打拨].{0,16}(?:号码|热线|专线)"
)
_ASKS_WHETHER = re.compile(r"[?？吗]|(?:号码?|电话)是不是|真的?假|怎么|哪")
SHORTLY = 8  # characters of a way and nothing else, an English word counted as one


def calls_themselves(text: str) -> bool:
    """True where the customer takes the number and calls: 「把专线号码告诉我，我有空自己打」."""
    plain = normalise(text)
    return _CALLS_THEMSELVES.fullmatch(plain) is not None or (_CALLS_INSTEAD.search(plain) is not None and not _ASKS_WHETHER.search(plain))


def names_mode_alone(text: str) -> bool:
    """True for 「电话」, said where a way was asked for: it is no question for the number."""
    plain = normalise(text)
    if calls_themselves(text):
        return True
    short = len(re.sub(r"[a-z]+", "a", plain)) <= SHORTLY
    return short and re.search(r"[?？吗几]|多少|什么|号", plain) is None and wanted_mode(plain) is not None


def names_clock(text: str) -> bool:
    """True where an hour is named: 「几点下班」 names none, nor does 「右耳一点声没有」."""
    plain = normalise(text)
    if "一点" in plain and not any("一点" in hour.group() for hour in CLOCK.finditer(plain)):
        plain = plain.replace("一点", "")
    plain = plain_words(plain) if re.search(r"[a-z]", plain) else plain  # 「friday 4pm」
    return re.search(r"[\d一二三四五六七八九十两]\s*(?:点|:)|(?:[\d二三四五六七八九十两]|十一)\s*时(?!间|候|常)", plain) is not None


def turns_time_down(text: str) -> bool:
    """「周六没空」 names a time that is not wanted; 「周六没空，改周日吧」 one that is."""
    plain = normalise(text)
    return _UNABLE.search(plain) is not None and not re.search(r"改|换|不如|还是|要不", plain)


def names_time_to_come(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True where the words name a time that lies ahead: 「昨天开始的」 does not."""
    try:
        return read_time(text, now, holidays) is not None
    except TimeUnclear:
        return False


_HOUR = re.compile(r"[明后]天|明[早晚]|今晚|周末|[周期拜][一二三四五六日天]|[上下]午|晚上|傍晚|早上|中午|点|\d:\d")
# A clause that says when to call, and nothing else: 「每天早上自动关机」 tells of the fault.
_ONLY_WHEN = re.compile(
    r"(?:那?下*个?(?:周|星期|礼拜)[一二三四五六日天末]|那?大?[今明后]天?|[上下]午|晚上?|傍晚|早上?|中午|[\d一二三四五六七八九十两半点钟刻分:到至~-]|(?:[以之]?[前后])|下班(?=[以之]?后)|左右|多"
    r"|行不行|可不可以|能不能|还是|[有行]?[吗么嘛]|随便|什么时候|任?何?时间|[都也就再请在我]|可以|行|打过来|打|给我|过?来|最好|方便|有空|联系|找|接|回|电话|麻烦|比较|好|[吧哈啊哦呢的]|\s)+"
)


def only_when(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> str:
    """The clause that says when, and nothing else."""
    for part in re.split(r"[，,。；;！!\s]", text):
        if _HOUR.search(part) and _ONLY_WHEN.fullmatch(normalise(part)) and names_time_to_come(part, now, holidays):
            return part
    return ""


_NO_BOOKING = re.compile(
    r"取消.{0,6}(?:预约|回电|电话|回呼|时间)|(?:预约|回电|电话).{0,4}取消|不(?:用|要|必)(?:再)?打(?:给我|电话)?了|不去店?里?了|不去修了"
)


def gives_booking_up(text: str) -> bool:
    """True where the words give up the call back or visit itself: 「取消回电」, not 「算了不改了」."""
    return _NO_BOOKING.search(normalise(text)) is not None


_WAITS = re.compile(
    r"(?:等|排)(?:到)?(?:多久|多长时间|几分钟)|(?:多久|什么时候|几时|啥时候|怎么还不|怎么还没|还没)(?:能|会|才|就)?(?:给我)?(?:打|回)(?:电话|给我|过来|来)?|轮到我|排到我|前面(?:还)?有几"
)


def asks_how_long(text: str) -> bool:
    """True where the words ask when the call comes: 「还要等多久」「怎么还没打」."""
    return _WAITS.search(normalise(text)) is not None


_AT_ONCE = re.compile(r"现在|马上|立刻|立即|赶紧|赶快|这会儿|即刻|越快越好|尽快|尽早|最快|(?<![a-z])(?:now|asap|call me now)(?![a-z])")


# 「屏幕现在绿线旁边又多了一条」, 「现在屏幕下半截摸着也没反应了」 tell how it is
_TELLS_OF_NOW = re.compile(
    r"^(?!.*(?:打(?![不开印字])|回[电拨呼个]|联系|电话|给我|行|可以|方便|有空|安排|来|就|call)).*(?:现在|这会儿)[\u4e00-\u9fff]{3,}"
)


def wants_call_now(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True where the words ask for a call at once, and name no other time: 「现在不方便，明天」 does not."""
    plain = normalise(text)
    found = next(
        (part for part in re.split(r"[，,。；;！!？?\s]+", plain) if _AT_ONCE.search(part) and not _TELLS_OF_NOW.search(part)), None
    )
    if found is None or re.search(r"(?:现在|马上|立刻|这会儿).{0,4}(?:不|没|别|忙)|(?:不|别)(?:要|用)?(?:现在|马上)", plain):
        return False
    try:
        when = read_time(text, now, holidays)
    except TimeUnclear:
        return False
    return when is None or "soon" in when.assumed
