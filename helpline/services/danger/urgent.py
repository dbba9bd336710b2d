"""What cannot wait, whatever was being asked: danger, fraud, and the wish for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, Label, Mode
from helpline.model.event_number import shown
from helpline.model.links import Judged
from helpline.model.phone import own_phone, tail
from helpline.model.text import normalise, shorten
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.enquiries import ENQUIRIES, concern
from helpline.services.danger import scams
from helpline.services.danger.danger_questions import asked_of_danger, burns, harms_people, is_over
from helpline.services.danger.false_alarm import faintly
from helpline.services.danger.fraud_asked import asked_of_fraud
from helpline.services.danger.fraud_told import call_is_over, nothing_given, wants_person
from helpline.services.danger.hearsay import feared
from helpline.services.danger.injuries import burnt, first_aid, mark_injury
from helpline.services.danger.midst import Midst
from helpline.services.handover import call_backs
from helpline.services.handover.handover import Handover
from helpline.services.handover.summons import beside_call, calls, promised, waits_for_number
from helpline.services.handover.timing import IN_PERSON
from helpline.services.handover.wished_time import NOW
from helpline.services.help.steps import Steps
from helpline.services.intake.answers import Answers
from helpline.services.intake.besides import merged
from helpline.services.intake.describing import OF_THE_FAULT
from helpline.services.intake.form import Intake
from helpline.services.intake.phones import keep_mail
from helpline.services.intake.told_beside import keep_beside, told_with_wish
from helpline.services.intake.which_device import line_of
from helpline.services.matters.parking import Parking
from helpline.services.reply import Say, event_card

_LOSS, _CALLER = "safety_report_loss", "safety_report_caller"


def way_chosen(draft: Draft) -> Mode | None:
    """A call or a visit that the customer chose before, and that is not arranged yet: it is not asked again."""
    chosen = draft.mode or draft.facts.get("service_mode") or (Mode.CALL_BACK.value if draft.intent == "service_request_call" else None)
    return Mode(chosen) if chosen in (Mode.CALL_BACK.value, *IN_PERSON) and not draft.handed_over else None


class Urgent:
    """Answers at once, then leads on to what an advisor needs."""

    def __init__(self, catalogue: Catalogue, answers: Answers, handover: Handover, intake: Intake) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._handover = handover
        self._intake = intake
        self._steps = Steps(catalogue)
        self.midst = Midst(catalogue, intake)

    def hazard(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """People first, then the device, then an event on top of the queue."""
        if draft.asking and (calmer := faintly(self._catalogue, heard)):
            return self._intake.answer(work, draft, calmer, now)
        route = self._catalogue.routes[heard.intent]
        if (before := self.midst.event_of(work, draft, heard, now)) is not None:
            over, asked = is_over(heard.text), asked_of_danger(heard)
            if over or not self._worse(before, route, heard.text):
                hurt = first_aid(heard.text) if not burnt(str(before.facts.get("symptom") or "")) else []
                known = Say("utter_hazard_over" if over and not hurt else "utter_hazard_reminder")
                says = [*hurt, known] if hurt else asked or [known]
                return self.midst.goes_on_with(work, draft, before, heard, says, now)
        says = [
            Say("utter_hazard_emergency" if harms_people(self._catalogue, route, heard.text) else "utter_hazard_stop"),
            *first_aid(heard.text),
            Say("utter_hazard_next"),
        ]
        return [*says, *self._event(work, draft, heard, route, now)]

    def _worse(self, before: Event, route: Route, text: str) -> bool:
        """True where people are in danger now and were not, or it burns now and did not."""
        said = str(before.facts.get("symptom") or "")
        harmed = harms_people(self._catalogue, self._catalogue.route_of(before.label, before.topic) or route, said)
        return (burns(text) and not burns(said)) or (harms_people(self._catalogue, route, text) and not harmed)

    def safety(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """How to get out of it; an event where something happened; of a mere fear how our call is known."""
        if (calmed := feared(self._catalogue, draft, heard)) is not None:
            return [*calmed, *self._intake.ask_again(work, draft, now)]
        return self._of_fraud(work, draft, heard, now)

    def _of_fraud(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        known = work.events.get(draft.event_number or draft.last_event or "")
        about_call = call_backs.hear(work, self._catalogue, known, heard.text, now) if known else None
        if about_call is not None:
            return about_call
        if (told := self.midst.told_of_fraud(work, draft, heard, now)) is not None:
            return told
        theirs = known is not None and self._names_theirs(known, draft, heard)
        if known and theirs and (more := scams.report_more(work, known, heard.text, self._catalogue, now, mine=draft.asking is not None)):
            draft.facts["reported"] = known.facts["reported"]
            return more if draft.asking is None else [*more, *self._intake.ask_again(work, draft, now)]
        route = self._catalogue.routes[heard.intent]
        if route.event and scams.given_away(heard.text):  # a call that cost money is no mere suspicion
            route = self._catalogue.routes[_LOSS]
        elif route.intent == _LOSS and nothing_given(heard.text):  # 「他让我念验证码，我没念」
            route = self._catalogue.routes[_CALLER]
        found = scams.judged(heard.text, self._catalogue)
        if not route.event and found and all(scams.own(one, draft, heard.text) for one in found):
            return self._own_number(work, draft, heard, now)
        goes_on, mine = self._goes_on(draft, route), self._own_in(draft, heard)
        if goes_on or (mine and scams.called_own(heard.text)):
            found = [one for one in found if not (mine and one.real.endswith(mine)) and not scams.own_mail(one, draft, heard.text)]
        before = str(draft.facts.get("symptom") or "") if goes_on else ""
        says = self._safety_answer(route, heard, found, more=scams.given_away(before) != [])
        words = any(word in normalise(heard.text) for word in self._catalogue.fraud)
        anew = words and not nothing_given(heard.text)  # told again it is answered again
        if goes_on and route.event and not anew and says[0].key.startswith(f"utter_safety_{route.topic}"):
            says = says[1:]  # all of that was said
        if kept := None if goes_on else self.midst.of_what_is_booked(work, draft, known, route, heard, now):
            return [*says, kept]
        if route.event:
            reported = [one.shown for one in found if not one.official and not (mine and one.real.endswith(mine))]
            return [*says, *self._event(work, draft, heard, route, now, reported)]
        draft.answered = draft.answered or (None if draft.intent else route.intent)
        if mine and (goes_on or heard.intent == "safety_ask_identity"):  # 「13812345678，你们不会是骗子吧」
            draft.know("contact_phone", mine)
            self.midst.keep_caller(work, draft, heard, now)
            return [*says, *(self.human if goes_on and wants_person(heard.text) else self._advance)(work, draft, heard, now)]
        right, person = self._intake.corrections.beside_doubt(draft, heard), goes_on and wants_person(heard.text)
        return [*says, *right, *(self.human(work, draft, heard, now) if person else self._intake.ask_again(work, draft, now))]

    def _names_theirs(self, known: Event, draft: Draft, heard: Heard) -> bool:
        """True where a number of the fraudsters is told: said to be so, or after the report of it and none of one's own."""
        if scams.names_fraudster(heard.text):
            return True
        found = scams.judged(heard.text, self._catalogue) if known.label is Label.SAFETY and known.facts.get("contact_phone") else []
        return bool(found) and not any(one.official or scams.own(one, draft, heard.text) for one in found) and draft.asking is None

    def _advance(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        return self._intake.advance(work, draft, now)

    def _own_number(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """「号码是 …吗」 of the customer's own: it is read back, and put right where it differs."""
        phone = own_phone(heard.text)
        if phone is None and keep_mail(draft, heard.text):
            return [Say("utter_contact_not_mail")]
        if phone is None:
            return self._intake.ask_again(work, draft, now)
        corrected = draft.facts.get("contact_phone") not in (None, phone.value)
        asked = draft.asking == "contact_phone"
        draft.know("contact_phone", phone.value)
        self.midst.keep_caller(work, draft, heard, now)
        if draft.event_number is None and (city := self._answers.city_of(heard)):
            draft.know("place", city)
        events.keep_facts(work, draft, now)
        return [
            *([Say("utter_corrected")] if corrected else []),
            Say("utter_own_number", {"tail": tail(phone.value)}),
            *(self._intake.advance if asked else self._intake.ask_again)(work, draft, now),
        ]

    def _own_in(self, draft: Draft, heard: Heard) -> str | None:
        """The customer's number, where it is asked for and told beside more of the fraud: 「137…，我还共享了屏幕」."""
        asked = draft.asking == "contact_phone" or (draft.asking is not None and not draft.facts.get("contact_phone"))
        phone = own_phone(heard.text) if asked else None
        mine = phone and not scams.names_fraudster(heard.text[: phone.end])
        told = None if asked else scams.called_own(heard.text)  # 「我姓汤，电话 …」 in a first message
        return phone.value if phone and mine else told

    def _goes_on(self, draft: Draft, route: Route) -> bool:
        """True where the event at hand is about the same kind of trouble."""
        return bool(draft.event_number and draft.intent and self._catalogue.routes[draft.intent].label is route.label)

    def _safety_answer(self, route: Route, heard: Heard, found: list[Judged], *, more: bool) -> list[Say]:
        """What to do now; for a victim by what is lost already, for a doubt by what is doubted."""
        facts = {"number": self._catalogue.number_of(self._catalogue.line_of(Label.SAFETY))}
        lost = scams.given_away(heard.text) if route.event else []
        if lost:
            return scams.steps(lost, heard.text, self._catalogue, more=more)
        if scams.without_code(heard) and route.event:
            return [Say("utter_safety_no_code", facts)]
        verdicts = scams.verdicts(found, self._catalogue)
        if route.topic == "check_number" and verdicts:
            return verdicts
        if route.topic == "caller" and call_is_over(heard.text):
            return [Say("utter_safety_caller_over", facts), *verdicts]
        return [Say(f"utter_safety_{route.topic}", facts), *(verdicts if route.event else [])]

    def human(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """Everything so far is numbered, and what has a number keeps it; then the ways to a person."""
        if waiting := waits_for_number(draft, heard):
            return waiting
        unfinished = self._unfinished(draft)
        self._steps.keep_at_hand(draft, heard.text)
        if draft.intent is None and str(draft.said.get("text", "")) not in heard.text:
            heard = heard.after(draft.said)  # what was not understood is still the matter
        known = draft.event_number or (None if unfinished else draft.last_event)
        event = work.events.get(known) if known else None
        matters = () if unfinished else tuple(p for p in heard.problems if concern(self._catalogue, p.intent))
        matter = (
            matters[0].intent if matters else beside_call(self._catalogue, heard) or "service_request_human"
        )  # 「转人工，我iPhone 14充不进电」
        if event is not None and (
            event.status is not EventStatus.OPEN or (matters and self._catalogue.routes[matter].topic != event.topic)
        ):
            event = None
        if not unfinished and (event is None or draft.event_number is None):
            draft.begin(matter, keep=("device_model", "serial_number", "place"))
            Parking(self._catalogue).park_others(draft, replace(heard, intent=matter, problems=matters))
        if event is None:
            draft.facts.setdefault("symptom", shorten(heard.text.strip(), events.SYMPTOM_LIMIT))
        told = told_with_wish(self._answers, draft, heard, now)
        told |= {"device_family": line} if (line := line_of(told.get("device_options") or [])) else {}
        family = str(draft.facts.get("device_family") or "")
        sharper = (k for k, v in told.items() if k == "device_family" and str(v).startswith(family))
        anew = {*sharper, *(() if draft.help else ("tried_steps",)), *(("contact_phone",) if own_phone(heard.text) else ())}
        kept = {k: v for k, v in told.items() if not draft.facts.get(k) or k in anew}
        draft.facts |= {k: merged(draft, k, v) for k, v in kept.items()}
        if unfinished and draft.asking and not draft.help:
            keep_beside(self._answers, draft, heard, now)
        event = event or events.issue(work, draft, self._catalogue.routes[draft.intent or ""], now)
        draft.event_number, draft.choices, draft.resuming = event.number, [], False
        events.keep_facts(work, draft, now)
        if calls(heard):
            return promised(work, self._catalogue, self._handover, draft, event, heard, now)
        return self._handover.offer_human(draft, event, now)

    def _event(
        self, work: UnitOfWork, draft: Draft, heard: Heard, route: Route, now: datetime, reported: list[str] | None = None
    ) -> list[Say]:
        """An event at once, with what is known; the phone number is asked for afterwards. `reported` is what the fraud came from."""
        facts = self._answers.gather(heard, now)
        if reported and facts.get("contact_phone") != self._own_in(draft, heard):  # a number that is reported is not the customer's own
            facts = {k: v for k, v in facts.items() if k != "contact_phone"}
        same = self._goes_on(draft, route)
        if same and (draft.facts.get("device_model") or draft.facts.get("device_family")):  # 「充电器也要带去吗」
            facts = {k: v for k, v in facts.items() if not k.startswith("device_")}
        if not same:
            self._interrupt(work, draft, route, facts, now)
            if route.label is not Label.SAFETY or any(p.intent.startswith("hardware") for p in heard.problems):
                Parking(self._catalogue).park_others(draft, heard)  # kept, but not spoken of now; what a fraud is about is no concern
        draft.facts |= facts
        if reported:
            draft.facts["reported"] = list(dict.fromkeys([*draft.facts.get("reported", []), *reported]))
        draft.facts["symptom"] = events.joined(str(draft.facts.get("symptom") or ""), heard.text)
        at_hand = work.events.get(draft.event_number or "") if same else None  # be it of who came back with its number
        event = at_hand or events.issue(work, draft, route, now)
        events.raise_priority(event, route.priority)
        if route.label is Label.HAZARD:
            mark_injury(draft, event, heard.text)
        work.events.update(event)
        events.keep_facts(work, draft, now)
        draft.choices, draft.resuming = [], False
        numbered = Say("utter_event_flagged", {"number": shown(event.number)}, card=event_card(event.number))
        if same and route.label is Label.SAFETY:  # its number was told
            noted = asked_of_fraud(self._catalogue, heard.text) or ([] if scams.given_away(heard.text) else [Say("utter_added")])
            answered = draft.asking == "contact_phone" and facts.get("contact_phone")
            return [*noted, *(self._intake.advance if answered else self._intake.ask_again)(work, draft, now)]
        if same:
            return [Say("utter_added"), *self._intake.ask_again(work, draft, now)]
        return [numbered, *self._intake.advance(work, draft, now)]

    def _interrupt(self, work: UnitOfWork, draft: Draft, route: Route, facts: dict[str, Any], now: datetime) -> None:
        """Leave what was being done. It comes back later, unless the danger is about that very device. The way that was chosen holds."""
        events.keep_facts(work, draft, now)
        way = way_chosen(draft)
        if draft.starts_at not in (None, NOW):
            draft.facts["wished_time"] = shown_time(datetime.fromisoformat(draft.starts_at))
        keep: tuple[str, ...] = ("device_model", "device_family", "serial_number", "imei", "os_version", "place")
        before = draft.put_by() if self._unfinished(draft) else {}
        if before:
            current = self._catalogue.routes[draft.intent or ""]
            known, named = (str(told.get("device_model") or told.get("device_family") or "") for told in (draft.facts, facts))
            another = bool(named and known and not known.startswith(named) and not named.startswith(known))
            if route.label is not Label.HAZARD or current.label is not Label.HARDWARE or another:
                draft.set_aside()
            else:
                keep = (*keep, *OF_THE_FAULT)  # what an advisor would ask again
            keep = () if another else keep
        draft.begin(route.intent, keep=keep)
        draft.interrupted = before
        if way is not None and route.label is Label.HAZARD:
            draft.facts["service_mode"] = way.value

    def _unfinished(self, draft: Draft) -> bool:
        """True while a concern of the customer is under way."""
        if draft.intent is None or draft.handed_over or draft.intent in ENQUIRIES:
            return False
        return not self._catalogue.routes[draft.intent].talk
