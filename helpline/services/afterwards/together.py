"""One call or visit for two events: 「跟之前那个电话一起说」, 「也一块带去看」. Whoever has a call to come is not called twice."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Event, Label, Mode
from helpline.model.event_number import shown
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI, shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.reply import Say, choose

LINK = "related_event"
OFFERED = "together"
_TOGETHER = re.compile(
    r"(?:跟|和|同|与|随)[^，,。]{1,12}(?:一起|一块儿?|一道|一并|同时|同一)|一起(?:说|讲|打|问|处理|办|聊|回)(?!了)|同一?[个通](?:电话|时间|回电)|(?:那|这)[个通](?:电话|回电)[^，,。]{0,4}(?:一起|一块|一并|顺便)"
    r"|(?:已经|上面|前面|刚才|之前|刚刚|不是|都)[^，,。]{0,6}约(?:了|好|过)(?!吗)"
)
# 「就周六到店一起看，别再约了」, 「也一块带去看」
_ONE_VISIT = re.compile(
    r"一(?:起|块儿?|道|并|次)(?:给|帮我|都)?(?:带|拿|送|去|到店|过去|看|修|检[查测]|弄|处理)|(?:顺便|顺道|也)(?:一起|一块儿?)?(?:带|拿|送)(?:去|过去|上|到|来)|(?:别|不用|不要|甭|不必)(?:再|另外|重新|单独|又)+约"
    r"|(?:跟|和|同)[^，,。；;]{1,12}(?:一起|一块儿?|一道|一并|同时)"
)
_THAT_CALL = re.compile(r"[那这同][一个通次]*(?:电话|回电|来电)|(?:电话|回电|来电)里?")
_IN_THAT_CALL = re.compile(
    r"一(?:起|块儿?|并|道)[^，,。]{0,3}(?:那|这|同一?)[个通次](?:电话|回电)|(?:那|这|同一?)[个通次](?:电话|回电|来电)(?:里|的时候|时|中)*(?:再|也|就)?(?:一(?:起|块儿?|并|道)|顺便)?(?:说|讲|问|聊|处理)"
    r"|(?:电话|回电)里(?:一起|一块|一并|顺便|再)(?:说|讲|问|聊)|一(?:起|块儿?)在?(?:电话里?)?(?:说|讲|问|聊)(?:就行|就好|就可以|吧|算了|得了|好了)"
)
_NOT_SO = re.compile(r"(?:不|别|没法|不能|不用|不要)(?:想|跟|和)?[^，,。；;约]{0,4}一(?:起|块)|寄|回电|打(?:给|电话)|两次")
_YES = re.compile(r"(?:(?:好|行|可以|对|嗯|是|就这样|没问题|一起|ok)(?:的|吧|啊|呀|啦|说|谢谢|[，,。.!！~ ])*)+")


def other_call(work: UnitOfWork, draft: Draft, now: datetime) -> Event | None:
    """The other event of this conversation that has a call to come."""
    return _other(work, draft, now, Mode.CALL_BACK)


def other_visit(work: UnitOfWork, draft: Draft, now: datetime) -> Event | None:
    """The other event of this conversation that has a visit to a store to come; only with a device is one gone to."""
    event = work.events.get(draft.event_number or "")
    return _other(work, draft, now, Mode.GENIUS_BAR) if event is not None and event.label in OF_A_DEVICE else None


def _other(work: UnitOfWork, draft: Draft, now: datetime, mode: Mode) -> Event | None:
    other = work.events.get(draft.last_event or "")
    if other is None or other.number == draft.event_number or other.conversation_id != draft.conversation_id:
        return None
    arranged = other.hand_off is not None and other.hand_off.mode is mode and other.hand_off.starts_at is not None
    return other if arranged and events.is_live(other, now) else None


def offer(work: UnitOfWork, catalogue: Catalogue, draft: Draft, now: datetime) -> list[Say]:
    """Once, before a second call is arranged: to speak of this in the call that there is. Danger and fraud wait for none.

    What was to be seen in the visit that there is, 「耳机也那时候一起看」, goes into it at once.
    """
    event, other = work.events.get(draft.event_number or ""), other_call(work, draft, now)
    visit = other_visit(work, draft, now) if event is not None and event.hand_off is None else None
    if event is not None and visit is not None and _ONE_VISIT.search(normalise(str(event.facts.get("symptom") or ""))):
        return join(work, draft, event, visit, now)
    urgent = event is None or event.label in (Label.HAZARD, Label.SAFETY) or event.hand_off is not None
    if urgent or other is None or draft.tries.get(OFFERED) or draft.facts.get("wished_time"):
        return []
    draft.tries[OFFERED], draft.asking = 1, "callback_time"
    at = _starts_at(other)
    buttons = (choose("callback_time", at.astimezone(SHANGHAI).isoformat(), catalogue.buttons["call_together"]),)
    return [Say("utter_call_together_offer", {"time": shown_time(at), "other": shown(other.number)}, buttons)]


def same_call(work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
    """In place of a second call at the very hour of the first; nothing where the hours differ."""
    other = other_call(work, draft, now) if draft.hand_over_mode is Mode.CALL_BACK else None
    event = work.events.get(draft.event_number or "")
    if other is None or event is None or draft.starts_at != _starts_at(other).astimezone(SHANGHAI).isoformat():
        return []
    return join(work, draft, event, other, now)


def join(work: UnitOfWork, draft: Draft, event: Event, other: Event, now: datetime) -> list[Say]:
    """It is spoken of in the other's call or visit: say in each event which the other is; whoever calls reads what else there is."""
    work.seats.let_go(event.number)
    event.facts = {**event.facts, LINK: other.number}
    draft.facts[LINK] = other.number
    event.note(now, "facts", "customer")
    work.events.update(event)
    other.facts = {**other.facts, LINK: event.number}
    events.tell_more(other, str(event.facts.get("symptom") or ""))
    other.note(now, "facts", "customer")
    work.events.update(other)
    draft.asking, draft.starts_at, draft.handed_over = None, None, True
    return [_told(event, other)]


def _told(event: Event, other: Event) -> Say:
    visit = other.hand_off is not None and other.hand_off.mode is Mode.GENIUS_BAR
    facts = {"event": shown(event.number), "other": shown(other.number), "time": shown_time(_starts_at(other))}
    return Say("utter_visit_together" if visit else "utter_call_together", facts)


def of_joined(work: UnitOfWork, event: Event, now: datetime) -> Say | None:
    """In which call or visit an event without one of its own is spoken of."""
    other = work.events.get(str(event.facts.get(LINK) or ""))
    joined = other is not None and other.hand_off is not None and other.hand_off.mode in (Mode.CALL_BACK, Mode.GENIUS_BAR)
    return _told(event, other) if other is not None and joined and events.is_live(other, now) else None


class Together:
    """Hears that the second event goes into the first one's call."""

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """The answer; None where there is no such call or visit, or it is not spoken of."""
        if draft.asking in ("service_mode", "place", "visit_time") and (visit := other_visit(work, draft, now)):
            event, plain = work.events.get(draft.event_number or ""), normalise(heard.text)
            if event is not None and not heard.chosen and _ONE_VISIT.search(plain) and not _NOT_SO.search(plain):
                return join(work, draft, event, visit, now)
        if draft.asking and draft.event_number is None and draft.intent is not None:
            return self._told_there(work, draft, heard, now)
        if draft.asking not in ("service_mode", "callback_time"):
            return None
        event, other = work.events.get(draft.event_number or ""), other_call(work, draft, now)
        if event is None or other is None or not self._means(draft, heard, other):
            return None
        return join(work, draft, event, other, now)

    def _told_there(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「先不约了，一起那通电话说就行」 in the form of a second matter: it goes into the event that has the call, and the form goes."""
        other, plain = other_call(work, draft, now), normalise(heard.text)
        if other is None or heard.chosen or _IN_THAT_CALL.search(plain) is None or _NOT_SO.search(_THAT_CALL.sub("", plain)):
            return None
        events.tell_more(other, str(draft.facts.get("symptom") or ""))
        other.note(now, "facts", "customer")
        work.events.update(other)
        draft.begin(None)
        draft.event_number, draft.handed_over = other.number, True
        return [Say("utter_call_told_together", {"other": shown(other.number), "time": shown_time(_starts_at(other))})]

    def _means(self, draft: Draft, heard: Heard, other: Event) -> bool:
        if heard.chosen:
            return heard.chosen.get("callback_time") == _starts_at(other).astimezone(SHANGHAI).isoformat()
        plain = normalise(heard.text).strip()
        agreed = draft.tries.get(OFFERED) and draft.asking == "callback_time" and _YES.fullmatch(plain)
        return bool(agreed) or _TOGETHER.search(plain) is not None


def _starts_at(event: Event) -> datetime:
    """When the call comes: `other_call` gives no event without."""
    return event.hand_off.starts_at if event.hand_off and event.hand_off.starts_at else event.updated_at
