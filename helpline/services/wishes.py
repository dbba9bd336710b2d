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

# Each way with the words for it, where the customer was asked for one.
_ASKED = (
    (Mode.MAIL_IN, r"寄|快递|上门取"),
    (
        Mode.LINE_NUMBER,
        r"(?<![给帮跟])我(?:自己|这边)?(?:来)?打(?!算)|自己打|自己拨|拨打|(?:给|要|发|有|告诉).{0,6}号码|号码(?:给我|发我|是?多少|是什么)|^号码",
    ),
    (Mode.CHAT, r"在线(?:人工|聊|客服|顾问|沟通)|在这里?(?:聊|跟|和|等)|打字|文字聊|直接聊|这里聊|接入"),
    (
        Mode.CALL_BACK,
        r"回电|回呼|[打拨回]给我|给我(?:回|打|来|拨)|[打拨回]回来|(?<!我)(?:现在|马上|立刻|立即|尽快|赶紧|赶快|快点?)(?:就|给)?打|联系我|来电|回个?电话|打个?电话|打过来|电话|call",
    ),
    (Mode.GENIUS_BAR, r"到店|天才吧|店里|门店|直营店|拿去|送去|送修|预约维修|去修|genius|(?:去|到|在)(?!年).{0,8}修|店"),
)
# 「去西湖那家店」; not of a visit that is over: 「去店里看过」.
_TO_STORE = r"(?:去|到|约)(?!年|了|过)[^，,。；;！!？?不没过]{0,10}店(?!员|长|家|里?买|里?[^，,。；;！!？?]{0,3}?[看修问查测弄约][^，,。；;！!？?看]?[了过])"
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
        rf"|{_AFTER_TIME}(?:打(?:过来|(?!过|开|不|折|印|字|游|电|完|到|出|王))|联[系络]|(?:来电|致电|回[拨呼]|通话|电联|去电){_NO_RING})"
        rf"|(?:来电|致电|回[拨呼]|通话|电联|去电|联[系络]我?)(?:时间|安排|请|放|定|约|改|在|于|就|为|是|[:：,，\s])+(?={_WHEN})",
    ),
    (
        Mode.GENIUS_BAR,
        rf"到店|天才吧|{_TO_STORE}|直营店(?:维修|修|检测)|(?:拿|送)去?修|预约维修|genius"
        r"|(?:拿|送|带|找|约)[^，,。；;！!？?没过了]{1,8}店(?:里|去|给)*(?:维?修|检测|换|看看)(?!过|了)"
        r"|(?:最好|想|要|选|约|找|就|帮我)[^，,。；;！!？?]{0,3}(?:离[^，,。；;！!？?]{1,8}近|最近|近[一点些儿]+)[^，,。；;！!？?]{0,3}店"
        r"|(?:去|到)(?!年|了|过).{0,8}修(?!过|了)",
    ),
)
# 「没说要回电」, 「谁要你们打电话了」 too
_NEGATED = re.compile(
    r"(?:不|别|没法|懒得|无法|没空|没(?:有)?(?=[说讲要想约让叫提求])|谁(?=[说讲要让叫]))(?:想|要|用|使|能|太|方便|便|再|需|去|打|到|是|了|说|讲|提|求|过|约|让|叫|你们?|您|他们|顾问)*$"
)
_MAY = re.compile(r"能不能(?!不)|可不可以(?!不)|方不方便")  # 「能不能顾问打给我」 is no refusal
_WISHES_TIME = re.compile(
    r"(?<!大)约(?!束|等于|莫)|回电|回个?电话|打(?:个?电话)?给我|给我(?:回|打|来)|打过来|联[系络]我|[与和跟](?:我|本人)(?:电话)?[联通]|致电|来电(?!显示|铃|提醒|没|不)|回[拨呼]|通话(?!没|不|中|时)|电联|到店|去店|过去|过来|有空|方便|送修|(?:去|到)(?!年|了|过).{0,8}修"
    rf"|{_TO_STORE}|(?:去|拿到?|带到?|送到?|找)[^，,。；;！!？?不没过]{{0,8}}(?:看看|看一?下|瞧瞧|检测|检查)(?!过|了)"
)
_AROUND = 12  # characters on each side of a wish that may say when
_UNABLE = re.compile(
    r"没空|没时间|赶不[到上及]|到不了|(?<!行)不行|(?<!方便)不方便|来不[及赢]|赶不赢|去不了|(?:别|不要|甭)(?:再|给我|来)*打|(?<!去)不去|(?<!要)不要|(?<!约)不约|太[早晚]|取消"
    r"|没(?:有)?(?:了|位|号|名额|空位|[吗么嘛呢?？]|$)|(?:约|排|订)?满了"
)
_AGREEABLE = re.compile(r"(?:行|可以|好|成|方便)(?:[吗么嘛]|不(?:行|可以|好|成|方便))[?？。 ]*$")
_ANOTHER = re.compile(r"算了|还是|改|换|不如|干脆|不[去用使想要约打寄是]|别")
# A question about a way wishes for none, nor does a complaint: 「为什么到店还要寄」, 「寄修和到店有啥区别」, 「寄修太久了」.
_ASKS_OF_WAY = re.compile(
    r"为[什啥何]么?|干[嘛什]么?要|凭什么|区别|不同|不一样|差[别异]|[什啥]么?意思|是[什啥]么?(?!时)|哪[个种样]更?|[更比].{0,2}[好快省]|[好坏]处|优缺点|多少[钱天]|要?多久|要?几天"
    r"|[贵好快]不[贵好快]|划不划算|(?:安全|靠谱|划算|收费|要钱|花钱|免费|麻烦)[吗么不]|会不会|要不要(?!我)|太(?:久|远|慢|贵|麻烦|折腾)"
)


def wanted_mode(text: str) -> Mode | None:
    """The way of handing over that the words ask for, if any."""
    return _named(text, _ASKED)


def wished_mode(text: str) -> Mode | None:
    """The way that the words ask for beside something else."""
    return _named(text, _IN_PASSING)


def _named(text: str, modes: tuple[tuple[Mode, str], ...]) -> Mode | None:
    for mode, pattern in modes:
        plain = _MAY.sub("能", normalise(text)) if mode is Mode.CALL_BACK else normalise(text)
        if any(not _NEGATED.search(plain[: match.start()]) and not _asked(plain, match.start()) for match in re.finditer(pattern, plain)):
            return mode
    return None


def _asked(plain: str, at: int) -> bool:
    """True where the clause that names the way only asks about it."""
    return any(
        part.start() <= at < part.end() and _ASKS_OF_WAY.search(part.group()) for part in re.finditer(r"[^，,。；;！!？?\s]+", plain)
    )


def wants_another(text: str) -> bool:
    """True where the words turn away from what was settled."""
    return _ANOTHER.search(normalise(text)) is not None


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
    r"(?:那|还是|就|算了|不用了|我|[，,。 ])*自己(?:来|去|直接|再)?[打拨](?:过去|电话|客服|官方|热线|你们|给|回去|吧|得了|好了|算了|就[行好]|[，,。.!！ ])*"
)


def names_mode_alone(text: str) -> bool:
    """True for 「电话」, said where a way was asked for: it is no question for the number."""
    plain = normalise(text)
    if _CALLS_THEMSELVES.fullmatch(plain):
        return True
    return len(plain) <= 6 and re.search(r"[?？吗几]|多少|什么|号", plain) is None and wanted_mode(plain) is not None


def names_clock(text: str) -> bool:
    """True where an hour is named: 「几点下班」 names none."""
    return re.search(r"[\d一二三四五六七八九十两]\s*(?:点|:)", normalise(text)) is not None


def turns_time_down(text: str) -> bool:
    """「周六没空」 names a time that is not wanted; 「周六没空，改周日吧」 one that is."""
    plain = normalise(text)
    return _UNABLE.search(plain) is not None and not re.search(r"改|换|不如|还是|要不", plain)


_A_DAY = re.compile(r"[今明后][天日儿]|明[早晚]|今晚|(?:周|星期|礼拜)[一二三四五六日天末]|\d+[号日]")
_NOT_THEN = re.compile(r"(?<!是)不是(?P<then>[^，,。；;！!？?\s]{1,10}?)(?=$|[，,。；;！!？?\s]|而?是|[吧啊呀哦]+$)")
# What somebody is at, at an hour that is therefore not wished for; 「下班以后」 is.
_BUSY = re.compile(
    r"(?:有|在|要|还?得)?(?:[\u4e00-\u9fff]?课|会议?(?!员)|事儿?|约了|安排|手术|考试|面试|值班|夜班|早班)(?!之?后|以后|完)"
    r"|(?:开会|上课|上学|上班|下课|放学|下班|散会|出门|到家|落地|起床|(?:接|送)(?:孩子|娃|人|小孩|孙[子女]|外孙|儿子|闺女|女儿|老[人婆公师]|爱人|宝宝|小朋友|学生|机|站)|加班|聚餐|看病|体检|买菜|[做吃烧]饭|遛狗|遛弯|跳舞|健身|锻炼|跑步|午?睡|[赶坐]?(?:火车|高铁|飞机|地铁)|打针|输液|办事|培训|送货|理发|[去上](?:医院|银行|菜场))(?!之?后|以后|完)"
    r"|才(?:散|完|下|结束|到|能|有空|回|起)"
)
_BUSY_HOUR = re.compile(rf"{CLOCK.pattern}(?:[之以]?前)?|上午|早上|中午")  # the other halves of the day go on to the hour that follows


def _without_busy_hours(said: list[str]) -> list[str]:
    """「明天九点半有课，十一点有吗」: an hour that tells what else one is at goes, its day stays, where another hour is named."""
    busy = [part for part in said if _BUSY.search(normalise(part)) and (_BUSY_HOUR.search(normalise(part)) or _A_DAY.search(part))]
    free = [part for part in said if part not in busy]
    if busy and all(_A_DAY.search(part) for part in busy) and any(_A_DAY.search(part) for part in free):
        return free  # 「我周六有事，改周日同一个时间」
    if not busy or all(part in busy for part in said if names_clock(part)):
        return said
    if any(_A_DAY.search(part) and names_clock(part) for part in free):
        return free  # 「改成周日上午十点半，孩子周六有课」
    return [_BUSY_HOUR.sub("", normalise(part)) if part in busy else part for part in said]


def told_instead(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> str:
    """「是周日不是周六」: the time that is told, behind a word that says that another was wrong; else the text."""
    plain = normalise(text)
    wrong = _NOT_THEN.search(plain)
    rest = f"{plain[: wrong.start()]}，{plain[wrong.end() :]}" if wrong else ""
    return (
        f"不对，{rest.strip('，,。 ')}" if wrong and names_time(rest, now, holidays) and names_time(wrong["then"], now, holidays) else text
    )


_PURCHASE = re.compile(r"(?:买|购买|购入|入手|下单|签收|收到|到手)[的了过]?|到的?货|发的?货|[戴用]了")
_TO_COME = re.compile(r"[打约去来改送修寄取]|到店|回电|联系|再说|再[上下]")


def _tells_of_purchase(part: str) -> bool:
    """「这批机器是11月18号到的货」 names no time that is wished for."""
    plain = normalise(part)
    return _PURCHASE.search(plain) is not None and _TO_COME.search(re.sub(r"用来|原来|以来|来着|去年", "", plain)) is None


def wanted_part(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> str:
    """「现在不方便，明天下午吧」: the words without the time that is turned down, where another is named."""
    whole = [
        part
        for part in re.split(
            r"[，,。；;！!？?]|\.(?!\d)|(?<=[\u4e00-\u9fff])\s+|(?<=了)(?=[明后]天|明[早晚]|下?个?(?:周|星期|礼拜)[一二三四五六日天])", text
        )
        if part.strip()
    ]
    said = _without_busy_hours([part for part in whole if not _tells_of_purchase(part)])
    text = text if said == whole else "，".join(said)
    kept = [part for part in said if not turns_time_down(part)]
    if len(kept) == len(said) or not any(names_time(part, now, holidays) for part in kept):
        return text
    gone = [day.group() for part in said if part not in kept and names_clock(part) and (day := _A_DAY.search(part))]
    stays = gone[-1:] if not any(_A_DAY.search(part) for part in kept) else []  # 「今天四点没有了？那五点」: only the hour goes
    return "，".join((*stays, *kept))


def names_time_to_come(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True where the words name a time that lies ahead: 「昨天开始的」 does not."""
    try:
        return read_time(text, now, holidays) is not None
    except TimeUnclear:
        return False


def wished_words(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> str:
    """The words that ask to be called or received at a time to come; of a long story those about the wish."""
    text = wanted_part(text, now, holidays)
    plain = normalise(text)
    for wish in _WISHES_TIME.finditer(plain):
        from_there = text[max(text.rfind(mark, 0, wish.start()) for mark in "，,。；;！!？?.") + 1 :]
        if _A_DAY.search(normalise(from_there)) and names_clock(from_there) and names_time_to_come(from_there, now, holidays):
            return from_there.strip()  # what stands before it is of something else: 「每天晚上都这样. 周五晚上7点打给我」
        for said in (text, plain[max(0, wish.start() - _AROUND) : wish.end() + _AROUND], plain[wish.start() : wish.end() + _AROUND]):
            if names_time_to_come(said, now, holidays):
                return said
    return ""


_HOUR = re.compile(r"[明后]天|明[早晚]|今晚|周末|[周期拜][一二三四五六日天]|[上下]午|晚上|傍晚|早上|中午|点")
# A clause that says when to call, and nothing else: 「每天早上自动关机」 tells of the fault.
_ONLY_WHEN = re.compile(
    r"(?:下*个?(?:周|星期|礼拜)[一二三四五六日天末]|[今明后]天?|[上下]午|晚上?|傍晚|早上?|中午|[\d一二三四五六七八九十两半点钟刻分:到至~-]|(?:[以之]?[前后])|下班(?=[以之]?后)|左右|多"
    r"|行不行|可不可以|能不能|还是|[有行]?[吗么]|随便|什么时候|任?何?时间|[都也就再请在我]|可以|行|打过来|打|给我|过?来|最好|方便|有空|联系|找|接|回|电话|麻烦|比较|好|[吧哈啊哦呢的]|\s)+"
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

# 「现在屏幕下半截摸着也没反应了」 tells how it is.
_TELLS_NOW = re.compile(r"(?:现在|这会儿)(?!.*(?:打(?!字|不|开|印)|电话|回[电拨呼个]|联系|call)).{4,}")


def wants_call_now(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True where the words ask for a call at once, and name no other time: 「现在不方便，明天」 does not."""
    plain = normalise(text)
    found = _AT_ONCE.search(plain)
    if (
        found is None
        or _TELLS_NOW.search(plain)
        or re.search(r"(?:现在|马上|立刻|这会儿).{0,4}(?:不|没|别|忙)|(?:不|别)(?:要|用)?(?:现在|马上)", plain)
    ):
        return False
    try:
        when = read_time(text, now, holidays)
    except TimeUnclear:
        return False
    return when is None or "soon" in when.assumed
