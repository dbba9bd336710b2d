"""Which of the times in a message is the one that is wished for: not when one is busy, what was put right, or what is over."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.errors import TimePast, TimeUnclear
from helpline.model.acts import Does, Move
from helpline.model.day_hours import CLOCK
from helpline.model.holidays import NO_HOLIDAYS, Holidays
from helpline.model.statements import rules_out_hours
from helpline.model.text import normalise
from helpline.model.times import read_time
from helpline.model.understanding import Heard
from helpline.model.wording import plain_words
from helpline.services.handover.wishes import TO_STORE, names_clock, names_time, names_time_to_come, only_when, turns_time_down, wished_mode

_WISHES_TIME = re.compile(
    r"(?<!大)约(?!束|等于|莫)|回电|回个?电话|打(?:个?电话)?给我|给我(?:回|打|来)|打过来|联[系络]我|[与和跟](?:我|本人)(?:电话)?[联通]|致电|来电(?!显示|铃|提醒|没|不)|回[拨呼]|通话(?!没|不|中|时)|电联|到店|去店|过去|过来|有空|方便|送修|(?:去|到)(?!年|了|过).{0,8}修"
    rf"|{TO_STORE}|(?:去|拿到?|带到?|送到?|找)[^，,。；;！!？?不没过]{{0,8}}(?:看看|看一?下|瞧瞧|检测|检查)(?!过|了)"
)
_AROUND = 12  # characters on each side of a wish that may say when

_A_DAY = re.compile(r"[今明后][天日儿]|明[早晚]|今晚|(?:周|星期|礼拜)[一二三四五六日天末]|\d+[号日]")
_HALF = re.compile(r"[上下中]午|早[上晨]|清晨|傍晚|晚上")
_NOT_THEN = re.compile(r"(?<!是)不是(?P<then>[^，,。；;！!？?\s]{1,10}?)(?=$|[，,。；;！!？?\s]|而?是|[吧啊呀哦]+$)")
# What somebody is at, at an hour that is therefore not wished for; 「下班以后」 is.
_BUSY = re.compile(
    r"(?:有|在|要|还?得)?(?:[\u4e00-\u9fff]?课|会议?(?!员)|事儿?|约了|安排|手术|考试|面试|值班|夜班|早班)(?!之?后|以后|完)"
    r"|(?:开会|上课|上学|上班|下课|放学|下班|散会|出门|到家|落地|起床|(?:接|送)(?:孩子|娃|人|小孩|孙[子女]|外孙|儿子|闺女|女儿|老[人婆公师]|爱人|宝宝|小朋友|学生|机|站)|加班|聚餐|看病|体检|买菜|[做吃烧]饭|遛狗|遛弯|跳舞|健身|锻炼|跑步|午?睡|[赶坐]?(?:火车|高铁|飞机|地铁)|打针|输液|办事|培训|送货|理发|[去上](?:医院|银行|菜场))(?!之?后|以后|完)"
    r"|才(?:散|完|下|结束|到|能|有空|回|起)|(?:要|得|准备|打算)先?(?:过?去|到|回|陪)(?!你们|门?店|直营|[^，,。；;]{0,8}(?:店|修))(?=[\u4e00-\u9fff])"
)
_STILL_TO = re.compile(r"还[要得](?!去?(?:你们|店|门店|直营)|[打来修寄约再])[\u4e00-\u9fff]{2}")
_BUSY_HOUR = re.compile(rf"{CLOCK.pattern}(?:[之以]?前)?|上午|早上|中午")  # the other halves of the day go on to the hour that follows


# 「还有位置不」, 「能不能约上」 asks for the time that stands before it.
_ROOM = re.compile(
    r"(?:请问|那|就|还|能不能|可不可以|有没有|是否|能|可以|想|要|我|再|给我|帮我)*(?:有|约|去|来|过去|过来|到店|打给我|打过来|打|回电|安排|排|预约|接|上)*(?:得|上|到)?(?:位置|位子|位|号|名额|空位|空|时间|档)?(?:了)?"
    r"(?:行不行?|可不可以|好不好?|成不成?|吗|么|嘛|不|没有?|呢|吧|行|可以|方便|都行|都可以|也行|左右|[叭呗咯嘞叻撒噻哈昂啦哦])*$"
)
_LEAD = re.compile(
    r"^(?:那就?|就|还是|要不|不如|干脆|算了|改|换|挪|放|约|定|我想|想|我要|要|帮我|给我|麻烦|请|最好|再|安排|到|成|为|在|去|嗯|哦|好|你们|您|让?顾问|回?电话?|时间|能不能|可不可以|可以|能|(?:let'?s )?(?:say|do|make it)(?![a-z])|\s)*"
)


# 「嗯不对后天我要去医院」, 「哦那会儿都快关门了」: the time before it is taken back.
_TAKEN_BACK = re.compile(r"^[\s哦噢啊呃嗯哎唉诶欸]*(?:不对|不行|不成|不不|等等|等一?下)")
_AT_THAT = re.compile(r"那(?:一?天|会儿?|时候?|个?点|个?时间)[^可]{0,8}(?:[不没太要得在还才忙]|关门|打烊|堵|值班|出差)")
_BACK = "不对"
_OVER = re.compile(r"上[次回周]|没(?:人)?打|说好|原来|本来")
_ALSO = re.compile(
    r"[也或]|都[行可成好中]|[后前](?:就|才)?(?:行|成|可以|能|方便)|改|换|挪|推|还是|不如|干脆|要不|算了"
)  # another to choose from, or in its place
_LOOSE_DAY = re.compile(r"[这那][两几三]天|平时")


def _taken_back(said: list[str], now: datetime, holidays: Holidays) -> list[str]:
    """「明天三点，哎那时候在接孩子，四点吧」: what takes the time before it back is said in one word, where another follows."""
    timed = [_names_hour_or_day(part, now, holidays) for part in said]
    return [
        _BACK if any(timed[:at]) and any(timed[at + 1 :]) and not names_clock(part) and _turns_back(part, day=timed[at]) else part
        for at, part in enumerate(said)
    ]


def _turns_back(part: str, *, day: bool) -> bool:
    plain = normalise(part)
    if _TAKEN_BACK.search(plain):
        return not day or _BUSY.search(plain) is not None  # 「不对周四」 names the new one
    return _AT_THAT.search(plain) is not None


def _names_hour_or_day(part: str, now: datetime, holidays: Holidays) -> bool:
    return names_clock(part) or _day_named(part, now, holidays)


def _is_over(part: str, now: datetime, holidays: Holidays) -> bool:
    try:
        read_time(part, now, holidays)
    except TimePast:
        return True
    except TimeUnclear:
        return False
    return False


def _day_named(part: str, now: datetime, holidays: Holidays) -> bool:
    """True for a day, be it one that is over."""
    try:
        when = read_time(part, now, holidays)
    except TimePast:
        return True
    except TimeUnclear:
        return False
    return when is not None and when.day_named


def _without_reasons(said: list[str], now: datetime, holidays: Holidays) -> list[str]:
    """「今天老板不放人，明天上午11点行吗」: a day that is told for a reason goes where another is wished for with its hour, and one that is over."""
    if any(names_time_to_come(part, now, holidays) for part in said):
        said = [part for part in said if not _is_over(part, now, holidays)]
    wishes = [part for part in said if _is_wish(part, now, holidays)]
    return _left(said, [part for part in said if wishes and part not in wishes and _is_reason(part, now, holidays)])


def _is_wish(part: str, now: datetime, holidays: Holidays) -> bool:
    to_come = names_time_to_come(part, now, holidays) and _day_named(part, now, holidays)
    return to_come and (names_clock(part) or only_when(part, now, holidays) == part)


def _is_reason(part: str, now: datetime, holidays: Holidays) -> bool:
    plain = normalise(part)
    told = _TAKEN_BACK.sub("", plain)  # 「不对周四」 names another, 「不对后天我要去医院」 says why
    if names_clock(part) or only_when(told, now, holidays) or _ALSO.search(plain):
        return False
    if not (_LOOSE_DAY.search(plain) or _day_named(part, now, holidays)):
        return False
    return _OVER.search(plain) is not None or not _wishes(part)


def _left(said: list[str], gone: list[str]) -> list[str]:
    """The others; of one that takes back what stands before it only that."""
    left = [_BACK if part in gone and _TAKEN_BACK.search(normalise(part)) else part for part in said]
    return [part for part in left if part not in gone]


def _without_busy_hours(said: list[str], now: datetime, holidays: Holidays) -> list[str]:
    """「明天九点半有课，十一点有吗」: an hour that tells what else one is at goes, its day stays, where another hour or half day is named."""
    proposed = [part for part in said if names_clock(part) and (mere_time(part, now, holidays) or _wishes(part))]
    busy = [part for part in said if _is_busy(part) or (proposed and part not in proposed and _tells_of_hour(part))]
    free = [part for part in said if part not in busy]
    if busy and all(_A_DAY.search(part) for part in busy) and any(_A_DAY.search(part) for part in free):
        return _left(said, busy)  # 「我周六有事，改周日同一个时间」
    if not any(names_clock(part) or _HALF.search(part) for part in free):
        return said
    if any(_A_DAY.search(part) and names_clock(part) for part in free):
        return _left(said, busy)  # 「改成周日上午十点半，孩子周六有课」
    return [_BUSY_HOUR.sub("", normalise(part)) if part in busy and not turns_time_down(part) else part for part in said]


# 「我屋头三点要煮饭」, whatever one is at, unless it is to come or to be called.
_OWN_HOUR = re.compile(
    rf"(?:我|俺|咱)[^，,。；;打修店]{{0,5}}{CLOCK.pattern}(?:钟|左右|就|还|又|半|的)*(?:要|得|有|在|需要?|返工|返学|上班|下班)(?!空|时间|你们|打|来电|回电|修|寄|约|改|换|[^，,。；;]{{0,3}}(?:店|方便))"
)


def only_busy(text: str) -> bool:
    """True where the times of a text are all such at which one is at something: 「晚上还要直播」 wishes for none of them."""
    timed = [part for part in _CLAUSES.split(text) if _A_DAY.search(part) or _HALF.search(part) or names_clock(part)]
    return bool(timed) and all(_is_busy(part) or _STILL_TO.search(normalise(part)) or _OWN_HOUR.search(normalise(part)) for part in timed)


def _is_busy(part: str) -> bool:
    plain = normalise(part)
    return _BUSY.search(plain) is not None and (_BUSY_HOUR.search(plain) or _A_DAY.search(part)) is not None


def _tells_of_hour(part: str) -> bool:
    """「两点我可能在派出所」: why, whatever one is at."""
    return names_clock(part) and not (_ALSO.search(normalise(part)) or turns_time_down(part))


def _wishes(part: str) -> bool:
    return _WISHES_TIME.search(normalise(part)) is not None or wished_mode(part) is not None


def mere_time(clause: str, now: datetime, holidays: Holidays) -> str:
    """The time of a clause that says nothing else: 「那你们五点打行不行」."""
    bare = _ROOM.sub("", _LEAD.sub("", normalise(clause).strip()))
    return bare if bare and only_when(bare, now, holidays) == bare else ""


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


_DAY_AHEAD = r"[明后]天|明[早晚]|大后|下?个?(?:周|星期|礼拜)[一二三四五六日天]"
# 「五点以后才有空就后天五点半吧」 is said without a pause
_CLAUSES = re.compile(
    rf"[，,。；;！!？?…]|\.(?!\d)|(?<=[\u4e00-\u9fff])\s+|(?<!除了)(?<=了)(?={_DAY_AHEAD})|(?<=[空班课学接行便家了息事忙的])(?=那?就(?:约|定|改)?(?:{_DAY_AHEAD}))"
    rf"|(?<=[空班课学接行便家了])(?=那(?:{_DAY_AHEAD}))|(?<=[息事忙])(?=(?:{_DAY_AHEAD}))|(?<=的)(?=你们)"
    # 「礼拜四我要去老年大学的换到礼拜五吧」, 「我明天有个面试十一点多才完你看能不能十二点再打过来」 are dictated without a pause
    r"|(?<=[\u4e00-\u9fff])(?<![能不别想要可以再就还是没])(?=(?:换|改|挪|推|调|移)(?:迟|后)?(?:到|成|为|至)(?!了))"
    r"|(?<=[呢啊呀了的])(?=(?:换|改|挪|调)(?:[当同那][一]?[天日]|[今明后]天|(?:周|星期|礼拜)[一二三四五六日天]|[上下中]午|早上|晚上|\d|[一二两三四五六七八九十]+点))"
    r"|(?<=打)(?=我(?:[上下中]午|早上|晚上|白天|那会|还[要得]|[要得]))"
    r"|(?<=[\u4e00-\u9fff])(?=(?:[你您]看)(?:能不能|可不可以|能否|行不行|方不方便|是不是))"
)


# 「除了周三都行，周四上午九点半」: what stands apart is named to be left out
_EXCEPT = re.compile(r"除了?[^，,。；;]{1,10}(?:都|其[他它]|随便|哪天|什么时候|以外|之外|外)|(?:除外|以外|之外)(?:的|都|其[他它]|随便)*")


def wanted_part(text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> str:
    """「现在不方便，明天下午吧」: the words without the time that is turned down, where another is named."""
    whole = [part for part in _CLAUSES.split(text) if part.strip()]
    said = _taken_back([part for part in whole if not (_tells_of_purchase(part) or rules_out_hours(part))], now, holidays)
    said = _without_reasons(_without_busy_hours(said, now, holidays), now, holidays)
    text = text if said == whole else "，".join(said)
    kept = [part for part in said if not (turns_time_down(part) or _EXCEPT.search(normalise(part)))]
    if last := _at_last(kept, now, holidays):
        return last
    if len(kept) == len(said) or not any(names_time(part, now, holidays) for part in kept):
        return text
    gone = [day.group() for part in said if part not in kept and (names_clock(part) or _HALF.search(part)) and (day := _A_DAY.search(part))]
    stays = (
        gone[-1:] if not any(_A_DAY.search(part) for part in kept) else []
    )  # 「今天四点没有了？那五点」, 「明天上午不行，下午三点」: only the hour goes
    return "，".join((*stays, *kept))


def merely_asks(heard: Heard, text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True for 「上午停车方便不」: a question that names a part of a day, proposes no hour and wishes for none; and for 「大概讲多久？我三点半要
    去接孩子」, whose hour is the reason for it."""
    if not heard.surely(Move.ASKS) or not heard.hardly(Move.REARRANGES):
        return False
    if only_busy(text):
        return True
    return not names_clock(text) and not wishes_for_time(heard, text, now, holidays)


def wishes_for_time(heard: Heard, text: str, now: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """True where a clause says no more than when, stands beside a word of calling or coming, or was heard as a wish: 「他今晚还要交作业」 is none."""
    parts = [part for part in _CLAUSES.split(text) if part.strip()]
    return any(mere_time(part, now, holidays) or _wishes(part) or heard.does(part) is Does.WISH for part in parts)


_SETTLES = re.compile(r"^(?:那?就(?!是)|还是|定|(?:let'?s )?(?:say|do|make it)(?![a-z]))(?!不)")
_PROPOSES = re.compile(r"(?:吧|好了|最好|ok|为好)[。.!！~ ]*$")


def _at_last(said: list[str], now: datetime, holidays: Holidays) -> str:
    """「十一点以后有空，就周五上午十一点半嘛」: the hour that is settled on behind others, with the day and half named before it."""
    *before, last = said or [""]
    plain = normalise(last).strip()
    settles = _SETTLES.search(plain) or (
        _PROPOSES.search(plain) and not _ALSO.search(plain) and _leaves_open("，".join(before), now, holidays)
    )
    if not (settles and names_clock(last) and any(names_time(part, now, holidays) for part in before)):
        return ""
    bare = mere_time(last, now, holidays)
    if not bare:
        return ""
    earlier = plain_words(normalise("，".join(before)))
    lead = [found[-1] for words in (_A_DAY, _HALF) if not words.search(bare) and (found := words.findall(earlier))]
    return "".join((*lead, bare)) if _A_DAY.search(bare) is None else bare


def _leaves_open(text: str, now: datetime, holidays: Holidays) -> bool:
    """True for 「周五下午两点后我都在」, in which an hour of that day is still to be chosen."""
    try:
        when = read_time(text, now, holidays)
    except TimeUnclear:
        return False
    return when is not None and not (when.exact or when.parts) and when.start.date() == when.end.date()


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
