"""Where a phone call belongs, and what the caller hears. A call leaves nothing behind but wrong guesses at an event."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from helpline.catalogue.copy import Copy
from helpline.catalogue.facts import Catalogue, Route
from helpline.errors import NotFound, NumberMistyped, TooManyTries
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, Label, Mode, Priority
from helpline.model.event_number import find_event_number, read_event_number
from helpline.model.phone import find_phone, tail
from helpline.model.read_aloud import number_aloud, time_aloud, words_aloud
from helpline.model.secrets import told
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import Clock, UnitOfWork
from helpline.services import events
from helpline.services.afterwards.enquiries import ENQUIRIES, tail_beside
from helpline.services.danger import scams
from helpline.services.danger.danger_questions import harms_people
from helpline.services.matters.triage import SURE
from helpline.services.mood import Moods
from helpline.services.reply import Say

URGENT = (Label.HAZARD, Label.SAFETY)
A_PERSON = "0"


@dataclass(frozen=True)
class Call:
    """What a phone system knows of a call. `heard` is None where nobody could understand what was said."""

    text: str = ""
    heard: Heard | None = None
    keyed: str = ""
    caller: str = ""
    event_number: str = ""
    last_four: str = ""


@dataclass(frozen=True)
class Concern:
    """What a call is about, as far as that decides who takes it."""

    label: Label
    topic: str | None
    skill_group: str
    priority: Priority
    says: tuple[Say, ...]


@dataclass(frozen=True)
class Asked:
    """An event that was named, what is said of it, and what is needed to say more."""

    event: Event | None = None
    proven: bool = False
    says: tuple[Say, ...] = ()
    asking: str | None = None


@dataclass(frozen=True)
class Routed:
    """Who takes the call, and what is said before."""

    label: Label | None
    topic: str | None
    skill_group: str
    priority: Priority
    event: Event | None
    proven: bool
    asking: str | None
    opens_at: datetime | None
    say: str


class Telephone:
    """Answers a phone system, one question a call."""

    def __init__(self, catalogue: Catalogue, copy: Copy, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._catalogue = catalogue
        self._copy = copy
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._moods = Moods(catalogue)

    def route(self, call: Call) -> Routed:
        """Danger and fraud first, then the event, then what was said; whatever is not understood goes to the general line."""
        now = self._clock.now()
        concern = self._concern(call)
        urgent = concern is not None and concern.label in URGENT
        with self._unit_of_work() as work:
            asked = self._asked(work, call, now)
            work.commit()
        event = asked.event
        group = concern if concern and (urgent or event is None) else event
        line_label = group.label if group else Label.GENERAL
        opens = self._catalogue.line_of(line_label).hours.next_opening(now)
        asking = None if urgent else asked.asking
        says = [*self._opening(call, concern, asked, urgent), *([] if asking else [self._onward(line_label, opens, now)])]
        about = concern or (event if asked.proven else None)
        return Routed(
            label=about.label if about else None,
            topic=about.topic if about else None,
            skill_group=group.skill_group if group else self._route("service_request_human").skill_group,
            priority=min((one.priority for one in (concern, event) if one), key=lambda one: one.rank, default=Priority.NORMAL),
            event=event,
            proven=asked.proven,
            asking=asking,
            opens_at=opens,
            say="".join(self._copy.text(say.key, say.facts) for say in says),
        )

    def _opening(self, call: Call, concern: Concern | None, asked: Asked, urgent: bool) -> list[Say]:
        """What is said before the line is named."""
        secret = [Say("utter_phone_secret")] if told(call.text) else []
        if urgent and concern:
            return [*secret, *concern.says]
        if asked.says:
            return [*secret, *asked.says]
        return [*secret, *(concern.says if concern else [Say("utter_phone_unknown")])]

    def _onward(self, label: Label, opens: datetime | None, now: datetime) -> Say:
        line = self._catalogue.line_of(label)
        if opens is None or line.hours.is_open(now):
            return Say("utter_phone_transfer", {"line": words_aloud(line.name)})
        return Say("utter_phone_closed", {"line": words_aloud(line.name), "opens": time_aloud(opens, now)})

    # -- what was said ---------------------------------------------------------------------

    def _concern(self, call: Call) -> Concern | None:
        """What the caller wants; None where that is not clear."""
        heard = call.heard or Heard(call.text, self._without_understanding(call.text), 0.0)
        if self._moods.hear(heard).despairing:
            return self._of(self._route("service_request_human"), Say("utter_phone_care"), Priority.HIGH)
        doubted = scams.doubted(heard, self._catalogue, Draft(""))
        route = self._catalogue.routes.get(doubted or heard.intent)
        if route and route.label in URGENT:
            return self._of(route, self._warning(route, heard.text))
        if len(call.keyed) == 1:
            return self._keyed(call.keyed)
        if route is None or heard.confidence < SURE or self._bare(heard.text) or route.intent in ENQUIRIES:
            return None
        if route.label is Label.OUT_OF_SCOPE:
            return self._of(route, Say("utter_phone_outside"))
        if route.talk and route.label is not Label.SERVICE:
            return None
        return self._of(route, Say("utter_phone_human") if route.first or route.talk else self._topic(route.name))

    def _without_understanding(self, text: str) -> str:
        """Danger in plain words is heard though nobody understands."""
        plain = normalise(text)
        return "hazard_smoke_fire" if any(word in plain for word in self._catalogue.danger) else ""

    def _warning(self, route: Route, text: str) -> Say:
        if route.label is Label.HAZARD:
            return Say("utter_phone_hazard_emergency" if harms_people(self._catalogue, route, text) else "utter_phone_hazard")
        if not route.event:
            number = self._catalogue.number_of(self._catalogue.line_of(Label.SAFETY))
            return Say("utter_phone_doubt", {"number": number_aloud(number)})
        lost = route.topic == "loss" or scams.given_away(text)
        return Say("utter_phone_fraud_loss" if lost else "utter_phone_fraud")

    def _keyed(self, keyed: str) -> Concern | None:
        """0 is a person, then the tiers in the order of the catalogue."""
        if keyed == A_PERSON:
            return self._of(self._route("service_request_human"), Say("utter_phone_human"))
        tiers = dict(enumerate(self._catalogue.tiers.values(), start=1))
        tier = tiers.get(int(keyed))
        if tier is None:
            return None
        group = next(route.skill_group for route in self._catalogue.routes.values() if route.label is tier.label)
        return Concern(tier.label, None, group, Priority.NORMAL, (self._topic(tier.short),))

    def _bare(self, text: str) -> bool:
        return re.sub(r"[^\w]", "", normalise(text)) in self._catalogue.bare_nouns

    def _topic(self, name: str) -> Say:
        return Say("utter_phone_topic", {"topic": words_aloud(name)})

    def _route(self, intent: str) -> Route:
        return self._catalogue.routes[intent]

    def _of(self, route: Route, say: Say, priority: Priority | None = None) -> Concern:
        return Concern(route.label, route.topic, route.skill_group, priority or route.priority, (say,))

    # -- the event -------------------------------------------------------------------------

    def _asked(self, work: UnitOfWork, call: Call, now: datetime) -> Asked:
        """The event whose number was said or keyed. Of its content nothing is said before the phone's last four digits are."""
        try:
            number = read_event_number(call.event_number or call.keyed) or find_event_number(call.text)
        except NumberMistyped:
            return Asked(says=(Say("utter_phone_number_mistyped"),), asking="event_number")
        if number is None:
            wanted = call.event_number or (call.heard and call.heard.intent in ENQUIRIES and call.heard.confidence >= SURE)
            return Asked(says=(Say("utter_phone_ask_number"),), asking="event_number") if wanted else Asked()
        told_digits = call.last_four or tail_beside(number, call.text)
        event, digits = work.events.get(number), told_digits or _tail_of(call.caller)
        if not digits:
            return Asked(event, says=(Say("utter_phone_ask_digits"),), asking="last_four")
        try:
            event = events.proven(work, number, digits, now)
        except TooManyTries as refused:
            return Asked(event, says=(Say("utter_phone_locked", refused.facts),))
        except NotFound:
            key = "utter_phone_no_match" if told_digits else "utter_phone_ask_digits"
            return Asked(event, says=(Say(key),), asking="last_four")
        return Asked(event, True, (self._standing(event, now),))

    def _standing(self, event: Event, now: datetime) -> Say:
        route = next((r for r in self._catalogue.routes.values() if (r.label, r.topic) == (event.label, event.topic)), None)
        topic = words_aloud(route.name) if route else ""
        if event.status is not EventStatus.OPEN:
            return Say("utter_phone_event_closed", {"topic": topic})
        hand_off = event.hand_off
        if hand_off is None or hand_off.starts_at is None or not events.is_live(event, now):
            return Say("utter_phone_event", {"topic": topic})
        time = time_aloud(hand_off.starts_at, now)
        if hand_off.mode is Mode.CALL_BACK or hand_off.place is None:
            return Say("utter_phone_event_call", {"time": time})
        return Say("utter_phone_event_visit", {"time": time, "store": words_aloud(hand_off.place.name)})


def _tail_of(caller: str) -> str:
    phone = find_phone(caller)
    return tail(phone.value) if phone else ""
