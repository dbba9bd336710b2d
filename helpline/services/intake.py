"""The one form: asks what the route lists, takes answers and corrections, reads back, and issues the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.event_number import shown
from helpline.model.phone import find_phone, masked_phone
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.answers import FREE_TEXT, Answer, Answers
from helpline.services.handover import Handover
from helpline.services.reply import Button, Say, choose, event_card

TELLING = 6  # characters from which a first message counts as a description of the problem
TALK_SURE = 0.5
NEW_PROBLEM_SURE = 0.7
OFFER_SKIP_AFTER = 2
# Facts that a message may correct without being asked for them.
CORRECTABLE = ("device_model", "os_version", "serial_number", "imei", "contact_phone", "order_number", "error_code", "place", "organisation")


class Intake:
    """Leads from the first message of a concern to its event number."""

    def __init__(self, catalogue: Catalogue, answers: Answers, handover: Handover) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._handover = handover

    def begin(self, work: UnitOfWork, draft: Draft, heard: Heard, route: Route, now: datetime) -> list[Say]:
        """Take up a new concern with all that the message already says."""
        known = {k: v for k, v in draft.facts.items() if k in CORRECTABLE} if draft.intent is None else {}
        draft.begin(route.intent)
        draft.facts.update(known)
        draft.facts.update(_told_by_app(heard.metadata))
        draft.facts.update(self._answers.gather(heard, now))
        if len(heard.text.strip()) >= TELLING:
            draft.facts["symptom"] = shorten(heard.text.strip(), 500)
        tier = self._catalogue.tiers.get(route.label)
        key = f"utter_triage_{route.label.value}" if tier else f"utter_triage_{route.topic}"
        return [Say(key, {"topic": route.name}), *self.advance(work, draft, now)]

    def advance(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Ask for the next thing that is not known; read back when all is; hand over once there is a number."""
        route = self._catalogue.routes[draft.intent or ""]
        missing = next((slot for slot in route.ask if not _settled(draft, slot)), None)
        if missing is not None:
            draft.asking = missing
            return [self._ask(draft, missing)]
        if draft.event_number is None:
            draft.asking = "confirm"
            return [self._read_back(draft)]
        events.keep_facts(work, draft, now)
        says = self._handover.next_step(work, draft, route, now)
        return says if draft.asking else [*says, *self._bring_back_parked(draft)]

    def answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message while `draft.asking` waits for something."""
        slot = draft.asking or ""
        if slot in heard.chosen:
            return self._take(work, draft, Answer({slot: heard.chosen[slot]}), heard, now)
        if slot == "confirm":
            return self._confirm(work, draft, heard, now)
        if slot in ("visit_time", "callback_time", "service_mode", "place") and draft.event_number:
            return self._handover_answer(work, draft, heard, now)
        aside = self._aside(work, draft, heard, now)
        if slot in FREE_TEXT and aside is not None:
            return aside
        answer = self._answers.read(slot, heard, draft, now)
        if answer.read:
            return self._take(work, draft, answer, heard, now)
        corrected = self._correct(draft, heard, now)
        if corrected:
            return [*corrected, *self.advance(work, draft, now)]
        if aside is not None:
            return aside
        return self._unread(work, draft, answer, now)

    def ask_again(self, draft: Draft) -> list[Say]:
        """The question that still waits, if one does."""
        if not draft.asking:
            return []
        if draft.asking == "confirm":
            return [self._read_back(draft)] if draft.event_number is None else self._handover.read_back_again(draft)
        return [self._ask(draft, draft.asking)]

    def line_facts(self, label: Label, now: datetime) -> dict[str, str]:
        """Number and hours of the line that answers for a label."""
        return self._handover.line_facts(label, now)

    # -- taking answers --------------------------------------------------------------------

    def _take(self, work: UnitOfWork, draft: Draft, answer: Answer, heard: Heard, now: datetime) -> list[Say]:
        for slot, value in answer.facts.items():
            draft.know(slot, value)
        others = self._answers.gather(heard, now)
        for slot, value in others.items():
            if not draft.settled(slot):
                draft.facts[slot] = value
        if answer.hint and draft.asking not in answer.facts:
            draft.tries[draft.asking or ""] = draft.tries.get(draft.asking or "", 0) + 1
            return [Say(answer.hint, answer.hint_facts, answer.buttons)]
        if "serial_number" in answer.facts or "imei" in answer.facts:
            draft.know("serial_number", answer.facts.get("serial_number") or answer.facts["imei"])
        if draft.asking in ("service_mode", "place", "visit_time", "callback_time") and draft.event_number:
            return self._handover_answer(work, draft, Heard(heard.text, heard.intent, 1.0, chosen=dict(answer.facts)), now)
        return self.advance(work, draft, now)

    def _unread(self, work: UnitOfWork, draft: Draft, answer: Answer, now: datetime) -> list[Say]:
        slot = draft.asking or ""
        tries = draft.tries.get(slot, 0) + 1
        draft.tries[slot] = tries
        if tries > OFFER_SKIP_AFTER and self._skippable(slot):
            return self._skip(work, draft, now)
        buttons = answer.buttons
        if tries >= OFFER_SKIP_AFTER and self._skippable(slot):
            buttons = (*buttons, Button(self._catalogue.buttons["skip"], "/talk_unknown"))
        hint = answer.hint or f"utter_ask_{slot}_again"
        return [Say(hint, answer.hint_facts, buttons)]

    def _correct(self, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """Facts that the message names anew; each is said once."""
        gathered = self._answers.gather(heard, now)
        changed = {k: v for k, v in gathered.items() if k in CORRECTABLE and draft.facts.get(k) != v}
        if not changed:
            return []
        was_known = any(k in draft.facts for k in changed)
        for slot, value in changed.items():
            draft.know(slot, value)
        return [Say("utter_corrected")] if was_known else [Say("utter_noted")]

    # -- talk in the middle of the form ------------------------------------------------------

    def _aside(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """What is no answer: a question back, a wish to skip or stop, another problem."""
        slot = draft.asking or ""
        route = self._catalogue.routes.get(heard.intent)
        if route is None or heard.confidence < TALK_SURE:
            return None
        if heard.intent == "talk_unknown" or (heard.intent == "talk_deny" and slot not in ("tried_steps",)):
            return self._skip(work, draft, now) if self._skippable(slot) else [Say(f"utter_ask_{slot}_again")]
        if heard.intent == "talk_deny":
            return self._skip(work, draft, now)
        if heard.intent == "talk_ask_why":
            return [Say(f"utter_why_{slot}"), *self.ask_again(draft)]
        if heard.intent == "talk_cancel":
            return self._cancel(draft)
        if heard.intent in ("talk_wait", "talk_vent"):
            return [Say(f"utter_talk_{route.topic}_asking")]
        if heard.intent in ("service_ask_number", "service_ask_hours"):
            return [Say(f"utter_service_{route.topic}", self.line_facts(self._label(draft), now)), *self.ask_again(draft)]
        if route.talk:
            return self.ask_again(draft) if heard.intent != "talk_inform" else None
        return self._another_problem(draft, heard, route)

    def _another_problem(self, draft: Draft, heard: Heard, route: Route) -> list[Say] | None:
        if draft.asking in FREE_TEXT and draft.asking != "contact_name":
            return None
        if heard.confidence < NEW_PROBLEM_SURE or route.label is self._label(draft) or len(heard.text) < TELLING:
            return None
        draft.parked.append({"intent": route.intent, "text": shorten(heard.text, 500)})
        return [Say("utter_parked", {"topic": route.name}), *self.ask_again(draft)]

    def _bring_back_parked(self, draft: Draft) -> list[Say]:
        if not draft.parked:
            return []
        parked = draft.parked.pop(0)
        draft.facts["said"] = parked["text"]
        draft.choices = [parked["intent"]]
        route = self._catalogue.routes[parked["intent"]]
        titles = self._catalogue.buttons
        buttons = (choose("topic", route.intent, titles["resume"]), Button(titles["not_now"], "/talk_bye"))
        return [Say("utter_parked_next", {"topic": route.name}, buttons)]

    def _cancel(self, draft: Draft) -> list[Say]:
        if draft.event_number:
            draft.asking = None
            draft.handed_over = True
            return [Say("utter_cancelled_with_event", {"number": shown(draft.event_number)})]
        draft.begin("talk_cancel")
        draft.intent = None
        return [Say("utter_cancelled")]

    # -- skipping --------------------------------------------------------------------------

    def _skippable(self, slot: str) -> bool:
        return slot not in self._catalogue.required_slots

    def _skip(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        draft.passed.append(draft.asking or "")
        return [Say("utter_skipped"), *self.advance(work, draft, now)]

    # -- reading back ------------------------------------------------------------------------

    def _confirm(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        if heard.intent == "talk_affirm" or _yes(heard.text):
            if draft.event_number:
                return self._after(draft, self._handover.confirm(work, draft, now))
            return self._issue(work, draft, now)
        if draft.event_number:
            return self._after(draft, self._handover.not_confirmed(work, draft, heard, now))
        corrected = self._correct(draft, heard, now)
        if corrected:
            return [*corrected, *self.advance(work, draft, now)]
        if heard.intent == "talk_deny":
            return [Say("utter_confirm_what_to_change")]
        aside = self._aside(work, draft, heard, now)
        if aside is not None and heard.intent != "talk_unknown":
            return aside
        if len(heard.text.strip()) >= TELLING and not find_phone(heard.text):
            draft.facts["symptom"] = shorten(f"{draft.facts.get('symptom', '')}；{heard.text.strip()}", 500)
            return [Say("utter_noted"), self._read_back(draft)]
        return [Say("utter_confirm_again")]

    def _issue(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        route = self._catalogue.routes[draft.intent or ""]
        event = events.issue(work, draft, route, now)
        issued = Say("utter_event_issued", {"number": shown(event.number)}, card=event_card(event.number))
        return [issued, *self.advance(work, draft, now)]

    def _handover_answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        corrected = self._correct(draft, heard, now) if draft.asking != "place" else []
        if corrected:
            return [*corrected, *self.advance(work, draft, now)]
        says = self._handover.answer(work, draft, heard, now)
        if says is None:
            says = self._aside(work, draft, heard, now) or self._handover.unread(work, draft, now)
        return self._after(draft, says)

    def _after(self, draft: Draft, says: list[Say]) -> list[Say]:
        return says if draft.asking else [*says, *self._bring_back_parked(draft)]

    def _read_back(self, draft: Draft) -> Say:
        shown_facts = {slot: _shown(slot, draft.facts[slot]) for slot in self._catalogue.fact_names if draft.facts.get(slot)}
        if shown_facts.get("imei") == shown_facts.get("serial_number"):
            shown_facts.pop("imei", None)
        lines = [{"slot": slot, "name": self._catalogue.fact_names[slot], "value": v} for slot, v in shown_facts.items()]
        text = "\n".join(f"{line['name']}：{line['value']}" for line in lines)
        return Say("utter_read_back", {"lines": text}, card={"kind": "read_back", "lines": lines})

    def _ask(self, draft: Draft, slot: str) -> Say:
        if slot == "device_model" and draft.facts.get("device_family"):
            return Say("utter_ask_device_model_which", {"family": str(draft.facts["device_family"])})
        return Say(f"utter_ask_{slot}", {}, ())

    def _label(self, draft: Draft) -> Label:
        return self._catalogue.routes[draft.intent or ""].label


def _settled(draft: Draft, slot: str) -> bool:
    return draft.settled(slot) or (slot == "serial_number" and draft.settled("imei"))


def _yes(text: str) -> bool:
    return normalise(text).strip("。.!！~ ") in ("确认", "确定", "是", "是的", "对", "对的", "没错", "好", "好的", "可以", "行", "嗯", "ok", "yes", "没问题", "正确")


def _shown(slot: str, value: Any) -> str:
    if slot == "contact_phone":
        return masked_phone(str(value))
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    return shorten(str(value), 60)


def _told_by_app(metadata: dict[str, Any]) -> dict[str, Any]:
    """What the embedding app knows of the device: only strings of a sane length."""
    known = {k: metadata.get(k) for k in ("device_model", "os_version", "serial_number", "account")}
    return {k: v for k, v in known.items() if isinstance(v, str) and 0 < len(v) <= 80}


