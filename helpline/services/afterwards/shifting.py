"""A booking that is moved from where it stands: half an hour later, a day earlier at the same hour, or somewhat later the same day."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from helpline.errors import TimeUnclear
from helpline.model.acts import Asks
from helpline.model.holidays import Holidays
from helpline.model.text import chinese_number, normalise
from helpline.model.times import SHANGHAI, read_time
from helpline.model.understanding import Heard
from helpline.services.afterwards.proposing import on_day
from helpline.services.handover.meant_time import wanted_part
from helpline.services.handover.other_times import sooner_or_later
from helpline.services.handover.wishes import names_clock, names_day_or_hour, turns_time_down
from helpline.services.questions.question_words import HOW_LATE

CHANGES = "service_change_booking"
LEAST = 30  # minutes: a store keeps a visit for less
SURE, LIKELY = 0.4, 0.2
_HOUR, _QUARTER = 60, 15
_EARLIER = ("提前", "提早", "早", "往前", "靠前", "前移", "前挪")
_TO = r"(?P<to>提前|提早|早|往前|靠前|前[移挪]|晚|推迟|延后|延迟|推后|往后头?|[靠朝]后|迟|顺延|[后押拖挪]后|[后押]延|后[推挪拖]|[延推拖])(?:个|挪|推|移|延|拖|顺|放|靠|调|排|改)?(?:上|多)?"
# 「提前一小时通知我」 moves nothing, nor does 「要提前一天取消吗」
_TO_TELL = r"(?!.{0,5}(?:提醒|通知|告诉|知会|短信|消息|微信|说一?声|跟我说|取消|改期|改约))"
_SHIFT = re.compile(
    rf"{_TO}(?P<n>半|一|两|二|三|个把?(?=小时|钟)|\d{{1,3}})(?:个)?(?P<half>半)?(?:个)?(?P<unit>小时|钟头|分钟|刻钟|钟)(?P<more>半)?{_TO_TELL}"
)
_OF_DAYS = re.compile(
    rf"{_TO}(?P<n>一|两|二|三|四|五|\d)(?:个)?(?P<unit>天|日(?!子)|周|星期|礼拜){_TO_TELL}"
    r"(?=\s|(?:[吧吗么嘛呢呗啊行可成好能再去来打到过约给也就都不没，,。；;！!？?~、]|同|还是|得唔得|ok|$))"
)
# 「隔天同一时间可以吗」
_NEXT_DAY = re.compile(
    r"(?:隔一?[天日]|第二[天日]|次日|转天|后一天|下一天)(?:再?打|的|吧|就|还是|那个)*(?:(?:同|一)(?:样|一)?个?的?|原来?的?|那个|这个)(?:时间|时候|钟点|点钟?|钟头)"
)
# 「要提前半小时到吗」 asks what one has to do
_ASKS_WHETHER = re.compile(r"(?:要不要|用不用|需不需要|需要|必须|得不得|是不是[要得]|要)(?=提前|早).*[吗么不没?？]")
# What comes late is not what was booked: 「快递晚一天再说」
_OF_ELSE = re.compile(r"(?:快递|包裹|送货|发货|到货|收到|修好|退款|取件)[^，,。；;]{0,6}$")
_CLAUSES = re.compile(r"[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
# 「那个明天上午的回电改成…」: which one is meant
_THE_BOOKED = re.compile(
    r"^(?:(?:我|把|麻烦|请|帮我|给我|将|您好|你好|那个?|就是)[，,\s]*)*(?P<then>[^，,。；;]{2,14}?)(?:我|跟你们?|约|定|好|的|那[个通次]|回电|打?电话|来电|通话|预约|到店|维修|检测|时间|call ?back|appointment){1,6}(?=[^，,。；;]{0,10}(?:改|换|挪|调|移|推|提|延|顺|早|晚|往))"
)
_CALLS = ("service_request_call", CHANGES)
_SLIP = re.compile(
    r"(?<![应不])该(?=(?:到|成|为|在|约)?(?:[上下中]午|早上|晚上|傍晚|[今明名后][天晚早]|下*个?(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}\s*[点:号月]|[一二两三四五六七八九十]{1,2}点))"
)
_OF_TIME = re.compile(r"时间|时[段候]|点儿?|钟点?|日子|天|电话|回电|预约|约|打|去|来|到")
_OTHERWISE = {Asks.FOR_ANOTHER, Asks.BRING, Asks.WALK_IN, Asks.DURATION}  # 「那天我走不开，让我儿子拿过去可以伐」
_OF_THAT_DAY = re.compile(r"(?:当|那|同一?|这)[天日](?:[上下中]午|早上|晚上)?")
_SOMEWHAT = re.compile(r"[早晚]一?[点些]儿?")


def shifts(text: str) -> bool:
    """True where the words move what is booked by a length of time."""
    plain = normalise(text)
    return any(pattern.search(plain) for pattern in (_SHIFT, _OF_DAYS, _NEXT_DAY))


def shifted(text: str, starts_at: datetime, now: datetime, holidays: Holidays) -> datetime | None:
    """The booked time moved by what is said: 「能不能晚半小时到」, 「推后一天吧，钟点不变」. None for less than half an hour, for which nothing need be moved."""
    plain = normalise(text)
    if _ASKS_WHETHER.search(plain):
        return None
    if _NEXT_DAY.search(plain):
        return starts_at + timedelta(days=1)
    if (days := _OF_DAYS.search(plain)) and not _OF_ELSE.search(plain[: days.start()]):
        return _days_on(days, text, starts_at.astimezone(SHANGHAI), now, holidays)
    found = _SHIFT.search(plain)
    if found is None:
        return None
    said = found["n"]
    number = 0.5 if said == "半" else 1.0 if said.startswith("个") else float(said) if said.isdigit() else float(chinese_number(said) or 0)
    number += 0.5 if found["half"] or found["more"] else 0
    minutes = number * {"分钟": 1, "刻钟": _QUARTER}.get(found["unit"], _HOUR)
    if minutes < LEAST:
        return None
    return starts_at + timedelta(minutes=-minutes if found["to"] in _EARLIER else minutes)


def _days_on(found: re.Match[str], text: str, booked: datetime, now: datetime, holidays: Holidays) -> datetime:
    """Days earlier or later at the booked hour, or at one that is named beside: 「能早一天不，周五六点来钟我能到」."""
    number = int(found["n"]) if found["n"].isdigit() else chinese_number(found["n"]) or 1
    days = number * (1 if found["unit"] in ("天", "日") else 7)
    at = booked + timedelta(days=-days if found["to"] in _EARLIER else days)
    timed = [one for one in _CLAUSES.split(wanted_part(text, now, holidays)) if names_clock(one)]
    return (timed and on_day(timed[-1], at, now, holidays)) or at


def loosely(heard: Heard, now: datetime, holidays: Holidays) -> str:
    """「晚一点」 for 「三点还在上课呢，当天往后挪挪成不」, which names no other time; empty where a day or hour is wished for."""
    if heard.intent != CHANGES or heard.confidence < SURE or heard.chosen or shifts(heard.text):
        return ""
    parts = [_OF_THAT_DAY.sub("", part) for part in _CLAUSES.split(wanted_part(heard.text, now, holidays))]
    wished = next((way for part in parts if (way := sooner_or_later(part))), "")
    named = (part for part in parts if names_day_or_hour(_SOMEWHAT.sub("", part), now, holidays) and not _busy_hour(part))
    return wished if wished and not any(named) else ""


def _busy_hour(part: str) -> bool:
    """True for 「三点闺女还在上课呢」, which says why."""
    said = re.sub(r"(?:要得|得行|[好行成中])?[不没吗么嘛?？\s]+$", "", normalise(part))  # 「四点要得不」 asks for it
    return names_clock(part) and re.search(r"[在要有没得还才忙不]", said) is not None


def without_booked(text: str, starts_at: datetime, now: datetime, holidays: Holidays) -> str:
    """「那个明天上午的回电改成周五」 without what only says which one is meant: the time that is booked."""
    plain = normalise(text)
    found = _THE_BOOKED.search(plain)
    if found is None:
        return text
    try:
        then = read_time(found["then"], now, holidays)
    except TimeUnclear:
        return text
    booked = starts_at.astimezone(SHANGHAI)
    if then is None or not (then.holds(starts_at) or (then.day_named and then.start.astimezone(SHANGHAI).date() == booked.date())):
        return text
    return plain[found.end() :]


def asked_then(heard: Heard, starts_at: datetime, now: datetime, holidays: Holidays) -> datetime | None:
    """The hour of 「我十一点才完，能不能十二点再打过来」, where a call or another time is wished for in whatever words; of the booked day where no other is named."""
    if heard.intent not in _CALLS or heard.confidence < SURE or not names_clock(heard.text):
        return None
    wanted = wanted_part(heard.text, now, holidays)
    timed = [one for one in _CLAUSES.split(wanted) if names_clock(one) and not turns_time_down(one)]
    try:
        when = read_time(wanted, now, holidays) if timed and not turns_time_down(wanted) else None
    except TimeUnclear:
        return None
    if when is None or not when.exact or "soon" in when.assumed:
        return None
    return when.start if when.day_named else on_day(timed[-1], starts_at.astimezone(SHANGHAI), now, holidays)


def spelt(text: str) -> str:
    """「该到下午两点把」 with the 「改」 that was meant; 「该到货了」 stays."""
    return _SLIP.sub("改", text)


def wants_another_time(heard: Heard) -> bool:
    """True for 「那个回电的点儿我想动一动」 and 「怎么能换时间」, not for 「改时间要提前多久」: the new time is asked for."""
    plain = normalise(heard.text)
    asked = {heard.asks(act.text) for act in heard.acts}
    if heard.chosen or asked & _OTHERWISE or re.search(HOW_LATE, plain) or re.search(r"提前(?:多|几|多长)", plain):
        return False
    chance = heard.confidence if heard.intent == CHANGES else dict(heard.ranking).get(CHANGES, 0.0)
    asks_how = heard.asks(heard.text) is Asks.KEEP and re.search(r"[改换调挪动]", plain) is not None
    return (heard.intent == CHANGES and chance >= SURE) or (
        chance >= LIKELY and _OF_TIME.search(plain) is not None and (asks_how or heard.intent == CHANGES)
    )
