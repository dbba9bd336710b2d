"""The same trouble within a month: the event that there is goes on, higher up, and nothing told before is asked again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, Label, Priority
from helpline.model.event_number import shown
from helpline.model.text import normalise
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.enquiries import ENQUIRIES
from helpline.services.intake.read_back import says_yes
from helpline.services.reply import Say, choose

WITHIN = timedelta(days=30)
SINCE = timedelta(hours=1)  # another tab of the same hour is not another contact
LOOKED_AT = 20
SAME, OTHER = "same", "other"
SETTLED = "settled"
_NOT_OF_A_DEVICE = (Label.HAZARD, Label.SAFETY, Label.SERVICE, Label.ONLINE_STORE, Label.ENTERPRISE, Label.EDUCATION)
_WANTS_NEW = ("新", "另", "不是", "不用", "不要", "重新登记")
_STILL = re.compile(
    r"(?:还是?|仍然?|依然|依旧|照样|照旧)(?:不|没|坏|会|有|出|在|那样|这样|老|一样)|又(?:不|没|坏|出|来|犯|开始|这样|那样|复发)|没(?:有)?(?:解决|修好|弄好|搞定|变化|用|好)"
    r"|(?:问题|毛病|故障|现象).{0,4}(?:还在|依旧|依然|照旧|没变|又)|老样子|老毛病|复发|重新打开|不(?:行|管用|好使|起作用)|白(?:修|弄)"
)
_WELL = re.compile(r"(?:没有?|没什么|不)(?:其他|别的|什么)?(?:问题|事)|谢|解决了|(?<!没)(?<!不)好了")
_CARRIED = ("device_model", "os_version", "serial_number", "imei", "purchase_date", "contact_phone", "contact_name", "account", "place")
OTHER_SURE = 0.7  # how sure a message must be about another matter, not to be about the one that was closed


class Again:
    """Finds an earlier event of the customer about the same device and matter, and offers to go on with it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def asked(self, draft: Draft) -> bool:
        """True while the customer is asked whether it is the same."""
        return bool(draft.again and draft.again != SETTLED and draft.asking == "confirm" and draft.event_number is None)

    def offer(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The offer, once; nothing where there is no such event."""
        route = self._catalogue.routes.get(draft.intent or "")
        if route is None or route.label in _NOT_OF_A_DEVICE or draft.intent in ENQUIRIES or draft.event_number or draft.again:
            return []
        event = self._same(work, draft, route, now)
        if event is None:
            return []
        draft.again, draft.asking = event.number, "confirm"
        return [self._question(event, route)]

    def offer_closed(self, work: UnitOfWork, draft: Draft, event: Event, heard: Heard, now: datetime) -> list[Say] | None:
        """The offer to open again what was closed within a month, to who says that it is not well; None for anything else."""
        if event.status is not EventStatus.CLOSED or now - event.updated_at > WITHIN or not self._still(heard, event):
            return None
        return self.reopening(draft, event, heard) or None

    def reopening(self, draft: Draft, event: Event, heard: Heard | None = None) -> list[Say]:
        """Ask whether to open a closed event again; nothing where it is not closed."""
        route = self._catalogue.route_of(event.label, event.topic)
        if route is None or event.status is not EventStatus.CLOSED:
            return []
        draft.begin(route.intent)
        draft.last_event = event.number
        draft.facts |= {name: event.facts[name] for name in _CARRIED if event.facts.get(name)}
        draft.said, draft.again, draft.asking = heard.kept() if heard else {}, event.number, "confirm"
        return [self._question(event, route)]

    def _still(self, heard: Heard, event: Event) -> bool:
        """True where a message says that it is as bad as before, or tells the same of no other device."""
        plain, concern = normalise(heard.text), self._catalogue.routes.get(heard.intent)
        told = concern is not None and not concern.talk and concern.label is not Label.SERVICE
        if concern is not None and told and heard.confidence >= OTHER_SURE:
            device = heard.first("device_model") or heard.first("device_family")
            return (concern.label, concern.topic) == (event.label, event.topic) and device is None
        return heard.intent != "talk_thank" and bool(_STILL.search(plain)) and not _WELL.search(plain)

    def question(self, work: UnitOfWork, draft: Draft) -> list[Say]:
        """The offer once more."""
        event = work.events.get(draft.again or "")
        return [self._question(event, self._catalogue.routes[draft.intent or ""])] if event else []

    def _question(self, event: Event, route: Route) -> Say:
        titles = self._catalogue.buttons
        buttons = (choose("topic", SAME, titles["same_event"]), choose("topic", OTHER, titles["new_event"]))
        if event.status is EventStatus.CLOSED:
            return Say("utter_again_closed", {"event": shown(event.number), "topic": route.name}, buttons)
        day = shown_time(event.created_at).split("（")[0]
        return Say("utter_again_offer", {"topic": route.name, "day": day}, buttons)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """What is said of the choice; None where the message is no answer to it. The caller goes on with the draft."""
        chosen = heard.chosen.get("topic")
        plain = normalise(heard.text).replace("重新打开", "继续")
        as_before = _STILL.search(plain) and plain.strip("。，！!~ ") != "不行"  # no refusal, though it is understood as one
        if (
            chosen == OTHER
            or (not chosen and any(word in plain for word in _WANTS_NEW))
            or (heard.intent == "talk_deny" and not chosen and not as_before)
        ):
            draft.facts["related_event"] = draft.again
            draft.again, draft.said = SETTLED, {}
            return [Say("utter_again_new")]
        if chosen == SAME or as_before or says_yes(heard) or "原来" in plain or "接着" in plain or "继续" in plain:
            return [self._link(work, draft, now)]
        return None

    def _link(self, work: UnitOfWork, draft: Draft, now: datetime) -> Say:
        event = work.events.get(draft.again or "")
        if event is None:  # events are never taken away
            raise LookupError(draft.again)
        told = str(draft.facts.get("symptom") or draft.said.get("text") or "")
        event.facts, draft.said = {name: value for name, value in event.facts.items() if name != "concluded"}, {}
        draft.facts = {**event.facts, **{k: v for k, v in draft.facts.items() if k not in ("tried_steps", "symptom")}}
        draft.facts["symptom"] = events.joined(str(event.facts.get("symptom") or ""), told)
        draft.event_number, draft.again = event.number, SETTLED
        draft.passed += [slot for slot in self._catalogue.routes[draft.intent or ""].ask if not draft.settled(slot)]
        draft.handed_over = events.is_live(event, now)
        event.status = EventStatus.OPEN
        events.raise_priority(event, Priority.HIGH)
        event.note(now, "again", "customer")
        work.events.update(event)
        events.keep_facts(work, draft, now)
        return Say("utter_again_linked", {"event": shown(event.number)})

    def _same(self, work: UnitOfWork, draft: Draft, route: Route, now: datetime) -> Event | None:
        """The newest of the customer's events about this device and topic."""
        known = [draft.facts.get(name) for name in ("contact_phone", "serial_number", "imei", "account")]
        found = [event for value in known if value for event in work.events.search(str(value), LOOKED_AT)]
        last = work.events.get(draft.last_event) if draft.last_event else None
        earlier = [event for event in found if now - event.created_at >= SINCE]
        for event in [*([last] if last else []), *earlier]:
            recent = now - event.created_at <= WITHIN and event.status is not EventStatus.CANCELLED
            if recent and (event.label, event.topic) == (route.label, route.topic) and _same_device(draft.facts, event.facts):
                return event
        return None


def _same_device(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """By the serial where both have it, else by the name; a phone and a tablet are two, whatever serial is told."""
    known = [str(facts["device_model"]).split()[0].lower() for facts in (one, other) if facts.get("device_model")]
    if len({re.sub(r"[^a-z].*", "", name) for name in known} - {""}) > 1:
        return False
    serials = one.get("serial_number"), other.get("serial_number")
    if all(serials):
        return bool(serials[0] == serials[1])
    names = [str(facts.get("device_model") or facts.get("device_family") or "") for facts in (one, other)]
    return bool(names[0]) and names[0] == names[1]
