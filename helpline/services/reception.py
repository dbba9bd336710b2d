"""The front desk: takes one message of a conversation and says what comes back.

Each call is one transaction over the draft, so that two messages at once follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.event_number import shown
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.ports import Clock, UnitOfWork
from helpline.services import events
from helpline.services.answers import Answers
from helpline.services.enquiries import ENQUIRIES, Enquiries
from helpline.services.handover import Handover
from helpline.services.intake import Intake
from helpline.services.reply import Button, Say, choose, event_card

SURE = 0.45  # below this confidence in the label the customer is offered choices
MISSES = 2


@dataclass(frozen=True)
class Reply:
    """What is said, the slot that the next message should fill, and the event if there is one."""

    says: list[Say]
    asking: str | None
    event_number: str | None


class Reception:
    """Hears a message and answers it."""

    def __init__(self, catalogue: Catalogue, answers: Answers, handover: Handover, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._handover = handover
        self._intake = Intake(catalogue, answers, handover)
        self._enquiries = Enquiries(answers, handover)
        self._unit_of_work = unit_of_work
        self._clock = clock

    def turn(self, conversation_id: str, heard: Heard) -> Reply:
        """Any message that nothing more urgent speaks in."""
        return self._within(conversation_id, heard, self._turn)

    def hazard(self, conversation_id: str, heard: Heard) -> Reply:
        """Danger to people: what to do now, and an event on top of the queue."""
        return self._within(conversation_id, heard, self._hazard)

    def safety(self, conversation_id: str, heard: Heard) -> Reply:
        """A fraud, tried or done, or a doubt about a number or about us."""
        return self._within(conversation_id, heard, self._safety)

    def human(self, conversation_id: str, heard: Heard) -> Reply:
        """A person was asked for: everything so far is numbered and the ways to one are offered."""
        return self._within(conversation_id, heard, self._human)

    def open(self, conversation_id: str) -> Reply:
        """The greeting of a new conversation."""
        return self._within(conversation_id, None, lambda work, draft, heard, now: [self._welcome()])

    def _within(
        self, conversation_id: str, heard: Heard | None, answer: Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]]
    ) -> Reply:
        with self._unit_of_work() as work:
            draft = work.drafts.get(conversation_id)
            says = answer(work, draft, heard, self._clock.now())  # type: ignore[arg-type]
            if not draft.greeted:
                draft.greeted = True
                notice = Say("utter_notice", {"name": self._catalogue.name, "notice": self._catalogue.notice})
                urgent = says and says[0].key.startswith(("utter_hazard", "utter_safety"))
                says = [*says[:-1], notice, says[-1]] if urgent else [notice, *says]
            work.drafts.save(draft)
            work.commit()
        return Reply(says, draft.asking, draft.event_number)

    # -- what cannot wait ------------------------------------------------------------------

    def _hazard(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        route = self._catalogue.routes[heard.intent]
        hurt = Label.HAZARD is route.label and (route.topic == "injury" or _names_injury_or_fire(heard.text))
        first = "utter_hazard_emergency" if hurt or route.topic == "smoke_fire" else "utter_hazard_stop"
        says = [Say(first), Say("utter_hazard_next")]
        return [*says, *self._urgent_event(work, draft, heard, now)]

    def _safety(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        route = self._catalogue.routes[heard.intent]
        line = self._catalogue.line_of(Label.SAFETY)
        facts = {"number": self._catalogue.number_of(line)}
        says = [Say(f"utter_safety_{route.topic}", facts)]
        if not route.event:
            return [*says, *self._intake.ask_again(draft)]
        return [*says, *self._urgent_event(work, draft, heard, now)]

    def _urgent_event(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """An event at once, with what is known; the phone number is asked for afterwards."""
        same = draft.intent == heard.intent and draft.event_number
        if not same:
            events.keep_facts(work, draft, now)
            if draft.intent and not draft.event_number and not self._catalogue.routes[draft.intent].talk:
                draft.parked.append({"intent": draft.intent, "text": str(draft.facts.get("symptom", ""))})
            draft.begin(heard.intent, keep=("device_model", "device_family", "serial_number", "imei", "os_version", "place"))
        draft.facts.update(self._answers.gather(heard, now))
        draft.facts["symptom"] = shorten(heard.text, 500)
        event = events.issue(work, draft, self._catalogue.routes[heard.intent], now)
        events.raise_priority(event, self._catalogue.routes[heard.intent].priority)
        work.events.update(event)
        numbered = Say("utter_event_flagged", {"number": shown(event.number)}, card=event_card(event.number))
        return [numbered, *self._intake.advance(work, draft, now)]

    def _human(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        if draft.intent is None or draft.handed_over or self._catalogue.routes[draft.intent].talk or draft.intent in ENQUIRIES:
            draft.begin("service_request_human", keep=("device_model", "serial_number", "place"))
            draft.facts.setdefault("symptom", shorten(heard.text, 500))
        draft.facts.update({k: v for k, v in self._answers.gather(heard, now).items() if not draft.settled(k)})
        route = self._catalogue.routes[draft.intent or heard.intent]
        event = events.issue(work, draft, route, now)
        return self._handover.offer_human(work, draft, event, now)

    # -- everything else -------------------------------------------------------------------

    def _turn(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        if "topic" in heard.chosen:
            return self._topic_chosen(work, draft, heard, now)
        if draft.choices and not draft.asking:
            said = self._choice_said(draft, heard)
            if said is not None:
                return self._topic_chosen(work, draft, said, now)
        draft.choices = []
        if draft.asking:
            if draft.intent in ENQUIRIES and draft.asking in ("event_number", "contact_phone"):
                return self._enquiries.answer(work, draft, heard, now)
            return self._intake.answer(work, draft, heard, now)
        return self._open(work, draft, heard, now)

    def _open(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message while nothing is being asked."""
        bare = self._catalogue.bare_nouns.get(re.sub(r"[^\w]", "", normalise(heard.text)))
        if bare:
            return self._offer_choices(draft, heard, bare, "utter_triage_bare")
        route = self._catalogue.routes.get(heard.intent)
        if route is None or (heard.confidence < SURE and not heard.chosen):
            return self._unsure(work, draft, heard, now)
        if route.intent in ENQUIRIES:
            return self._enquiries.begin(work, draft, heard, route, now)
        if route.talk:
            return self._talk(draft, heard, route, now)
        draft.misses = 0
        return self._intake.begin(work, draft, heard, route, now)

    def _talk(self, draft: Draft, heard: Heard, route: Route, now: datetime) -> list[Say]:
        facts = self._intake.line_facts(Label.GENERAL, now)
        if route.label is Label.OUT_OF_SCOPE:
            return [Say(f"utter_outside_{route.topic}", facts)]
        if route.intent == "talk_greet":
            return [self._welcome()]
        if route.intent == "talk_inform":
            draft.facts.update(self._answers.gather(heard, now))
            return [Say("utter_talk_inform")]
        if route.label is Label.SERVICE:
            return [Say(f"utter_service_{route.topic}", facts)]
        return [Say(f"utter_talk_{route.topic}", facts)]

    def _welcome(self) -> Say:
        buttons = tuple(Button(tier.short, f'/choose{{"topic": "tier_{label.value}"}}') for label, tier in self._catalogue.tiers.items())
        return Say("utter_talk_greet", {}, buttons)

    # -- not sure --------------------------------------------------------------------------

    def _unsure(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        draft.misses += 1
        if draft.misses >= MISSES:
            return self._give_up(work, draft, heard, now)
        likely = [intent for intent, _ in heard.ranking if not self._catalogue.routes[intent].talk][:3]
        return self._offer_choices(draft, heard, tuple(likely), "utter_triage_unsure")

    def _give_up(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        draft.misses = 0
        draft.choices = []
        return [Say("utter_triage_to_human"), *self._human(work, draft, heard, now)]

    def _offer_choices(self, draft: Draft, heard: Heard, intents: tuple[str, ...], key: str) -> list[Say]:
        draft.choices = list(intents)
        draft.facts["said"] = shorten(heard.text, 500)
        buttons = [choose("topic", intent, self._catalogue.routes[intent].name) for intent in intents]
        return [Say(key, {"said": shorten(heard.text.strip(), 20)}, (*buttons, choose("topic", "none", self._catalogue.buttons["none"])))]

    def _choice_said(self, draft: Draft, heard: Heard) -> Heard | None:
        """The choice, where the customer typed it instead of tapping it."""
        plain = normalise(heard.text)
        if re.search(r"都不是|都不对|以上都不|不是这", plain):
            return Heard(heard.text, "choose", 1.0, chosen={"topic": "none"})
        for index, intent in enumerate(draft.choices, start=1):
            ordinal = "一二三"[index - 1]
            named = normalise(self._catalogue.routes[intent].name)
            if plain in (str(index), ordinal, f"第{ordinal}个", f"第{index}个", named):
                return Heard(heard.text, "choose", 1.0, chosen={"topic": intent})
        return None

    def _topic_chosen(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        topic = str(heard.chosen["topic"])
        said = str(draft.facts.pop("said", ""))
        draft.choices = []
        if topic.startswith("tier_"):
            label = Label(topic.removeprefix("tier_"))
            draft.misses = 0
            return [Say("utter_triage_tier", {"plain": self._catalogue.tiers[label].plain, "tier": self._catalogue.tiers[label].name})]
        if topic == "none" or topic not in self._catalogue.routes:
            draft.misses += 1
            if draft.misses >= MISSES:
                return self._give_up(work, draft, Heard(said or heard.text, "choose", 1.0), now)
            return [Say("utter_triage_rephrase")]
        draft.misses = 0
        return self._route_chosen(work, draft, topic, said, now)

    def _route_chosen(self, work: UnitOfWork, draft: Draft, intent: str, said: str, now: datetime) -> list[Say]:
        route = self._catalogue.routes[intent]
        heard = Heard(said, intent, 1.0, found=())
        if route.label is Label.SAFETY:
            return self._safety(work, draft, heard, now)
        if route.label is Label.HAZARD:
            return self._hazard(work, draft, heard, now)
        if route.first:
            return self._human(work, draft, heard, now)
        if intent in ENQUIRIES:
            return self._enquiries.begin(work, draft, heard, route, now)
        if route.talk:
            return self._talk(draft, heard, route, now)
        return self._intake.begin(work, draft, heard, route, now)


def _names_injury_or_fire(text: str) -> bool:
    return re.search(r"着火|起火|火苗|燃烧|爆炸|受伤|流血|烧伤|烫伤|触电|晕|送医|医院|119|120", normalise(text)) is not None


