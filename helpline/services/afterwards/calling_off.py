"""What is arranged for one event is called off while another matter is dealt with: that goes on where it stood."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.errors import TimeUnclear
from helpline.model.draft import Draft
from helpline.model.event import Event, HandOffStatus, Mode
from helpline.model.event_number import shown
from helpline.model.holidays import Holidays
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI, read_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.bearing import off_elsewhere
from helpline.services.afterwards.moving import switched_to
from helpline.services.handover.keeping import too_late
from helpline.services.handover.mail_in import posted
from helpline.services.handover.timing import IN_PERSON
from helpline.services.handover.wishes import names_clock
from helpline.services.reply import Say

_NO_LONGER = r"(?:不用|不要|不必|不需要|不使|取消|别打|别再打|不打|不去|不寄|别寄|撤)"
_EARLIER = r"刚才|刚刚|之前|前面|上面|原来|先前|那个|那通|约的|约好|定好|定的|第一|头一"
_NAMES = {
    Mode.CALL_BACK: r"回电|回呼|电话|来电|打给我|打过来|不(?:用|要|必|使)再?(?:给我)?打|别再?(?:给我)?打",
    Mode.GENIUS_BAR: r"到店|预约|去店|店里|门店|那家店|不去了",
    Mode.MAIL_IN: r"寄",
}
_CANCELS = re.compile(r"(?<!怎么)(?<!能)(?<!不)(?<!别)(?:取消|撤掉|撤了|退掉)")
_OFF = re.compile(_NO_LONGER)
_ONLY_ASKS = re.compile(r"[?？吗么]|怎么|几天|多久|如果|要是|万一|为什么|可不可以不|能不能不|哪")
_OTHER = re.compile(r"订单|下单|订阅|续费|会员|自动|分期|服务计划|care|退款|激活|闹钟|静音", re.IGNORECASE)
_OF_ELSE = re.compile(rf"{_OTHER.pattern}|登记", re.IGNORECASE)
_CALL_OFF = re.compile(r"(?<!怎么)(?<!能)(?<!不)(?<!别)取消(?:掉|了|一下)?(?:预约|回电|这个|那个)?(?:吧|啊|哈|呗|谢谢|[，,。.!！~ ])*$")
# 「把电话取消吧，刚才换了根线又能充了」: why stands behind it
_ARRANGED = re.compile(r"回电|电话|预约|到店|那个时间")
_INSTEAD = re.compile(r"[?？吗]|改|挪|推迟|重新|再约|换[到成]|还是|如果|要是|万一")
_HERE = 30  # characters in which something is called off
_MOVES = re.compile(r"改|换|挪|推迟|提前|一起|一块|一道|一并|同时|另外|单独|再[约来]|再打一|两次|重复")


def calls_off_other(work: UnitOfWork, catalogue: Catalogue, draft: Draft, heard: Heard, now: datetime) -> Say | None:
    """「取消下午那个电话，不用打了」 while something else is asked: what stands of another event of this talk is given up."""
    plain = normalise(heard.text)
    if heard.chosen or len(plain) > _HERE or _ONLY_ASKS.search(plain) or _OF_ELSE.search(plain) or _MOVES.search(plain):
        return None
    standing = _standing(work, draft, now)
    if gone := None if standing else _gone(work, draft, plain):
        return Say("utter_enquiry_nothing_arranged", {"event": shown(gone.number)})
    meant = [event for event in standing if _means(draft, event, heard.text, plain, now, catalogue.holidays)]
    if not meant or switched_to(heard.text, _mode(meant[0])):
        return None
    aside = Draft(draft.conversation_id, event_number=meant[0].number)  # the form at hand is not touched
    if late := too_late(catalogue, aside, meant[0], now):
        return late[0]
    events.cancel_hand_off(work, meant[0], now)
    return Say("utter_hand_off_cancelled", {"event": shown(meant[0].number)})


def _standing(work: UnitOfWork, draft: Draft, now: datetime) -> list[Event]:
    """The other events of this conversation that have a call, a visit or a repair by post to come."""
    numbers = dict.fromkeys([draft.last_event, *(one.get("event_number") for one in draft.parked)])
    known = (work.events.get(number) for number in numbers if number and number != draft.event_number)
    return [e for e in known if e and e.conversation_id == draft.conversation_id and (events.is_live(e, now) or posted(e))]


def _gone(work: UnitOfWork, draft: Draft, plain: str) -> Event | None:
    """The event whose call or visit was called off before, where that is said once more in the middle of a form."""
    event = work.events.get(draft.last_event or "") if draft.event_number is None and _CANCELS.search(plain) else None
    gone = event is not None and event.hand_off is not None and event.hand_off.status is HandOffStatus.CANCELLED
    return event if event and gone and re.search(_NAMES.get(_mode(event), "$^"), plain) else None


def _mode(event: Event) -> Mode:
    return event.hand_off.mode if event.hand_off else Mode.CALL_BACK


def _means(draft: Draft, event: Event, text: str, plain: str, now: datetime, holidays: Holidays) -> bool:
    """True where the words call off what was arranged for the event, and not what is being arranged just now."""
    mode = _mode(event)
    cancels, off = _CANCELS.search(plain) is not None, _OFF.search(plain) is not None
    named = mode in _NAMES and re.search(_NAMES[mode], plain) is not None
    earlier = re.search(_EARLIER, plain) is not None or _at_its_time(event, text, now, holidays)
    if not named or not (cancels or off):
        return False
    same_way = draft.hand_over_mode is mode or (mode in IN_PERSON and draft.hand_over_mode in IN_PERSON)
    if draft.event_number is not None and (same_way or draft.asking == "service_mode"):
        return earlier
    return earlier or cancels or mode is Mode.MAIL_IN


def _at_its_time(event: Event, text: str, now: datetime, holidays: Holidays) -> bool:
    """True where the hour that is named, or the half of the day, is that of the event."""
    at = event.hand_off.starts_at if event.hand_off else None
    if at is None:
        return False
    try:
        when = read_time(text, now, holidays)
    except TimeUnclear:
        return False
    clock = [moment.astimezone(SHANGHAI).strftime("%H:%M") for moment in (at, when.start)] if when else ["", "-"]
    return when is not None and (when.holds(at) or (names_clock(text) and clock[0] == clock[1]))


def called_off(heard: Heard) -> bool:
    """True for 「我老婆说京东能换，帮我取消吧」, whatever it sounds like: what can be called off is what was arranged."""
    plain = normalise(heard.text)
    first = any(_CALL_OFF.search(part) and _ARRANGED.search(part) for part in re.split(r"[，,。；;！!]+", plain)) and not _INSTEAD.search(
        plain
    )
    return not heard.chosen and not off_elsewhere(plain) and (first or _CALL_OFF.search(plain) is not None) and not _OTHER.search(plain)
