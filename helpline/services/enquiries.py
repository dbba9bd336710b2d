"""What a customer asks of an event that exists: its status, another time, or giving the time up."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Route
from helpline.errors import Refused
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus
from helpline.model.event_number import find_event_number, shown
from helpline.model.phone import find_phone, tail
from helpline.model.text import spoken_digits
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.answers import Answers
from helpline.services.handover import Handover
from helpline.services.reply import Say

ENQUIRIES = frozenset({"service_check_event", "service_change_booking", "service_cancel_booking"})


class Enquiries:
    """Finds the event, proves whose it is, and does what was asked."""

    def __init__(self, answers: Answers, handover: Handover) -> None:
        self._answers = answers
        self._handover = handover

    def begin(self, work: UnitOfWork, draft: Draft, heard: Heard, route: Route, now: datetime) -> list[Say]:
        """Take the event of this very conversation, or the one whose number is said, or ask for it."""
        said = find_event_number(heard.text)
        own = work.events.get(draft.event_number) if draft.event_number and not said else None
        draft.begin(route.intent)
        draft.facts |= {k: v for k, v in self._answers.gather(heard, now).items() if k == "wished_time"}
        if own is not None and own.conversation_id == draft.conversation_id:
            return self._do(work, draft, own, now)
        if said:
            draft.know("event_number", said)
            return self._ask_tail(draft)
        draft.asking = "event_number"
        return [Say("utter_ask_event_number")]

    def answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """The number, then the last four digits."""
        if heard.intent in ("talk_cancel", "talk_bye") and heard.confidence > 0.5:
            draft.asking = None
            return [Say("utter_cancelled")]
        if draft.asking == "event_number":
            answer = self._answers.read("event_number", heard, draft, now)
            if not answer.read:
                return self._not_read(draft, answer.hint or "utter_ask_event_number_again")
            draft.know("event_number", answer.facts["event_number"])
            return self._ask_tail(draft)
        digits = _tail_said(heard.text)
        if digits is None:
            return self._not_read(draft, "utter_ask_phone_tail_again")
        try:
            event = events.proven(work, str(draft.facts["event_number"]), digits, now)
        except Refused as refused:
            draft.asking = None
            draft.facts.pop("event_number", None)
            return [Say(refused.copy_key, refused.facts)]
        return self._do(work, draft, event, now)

    def _ask_tail(self, draft: Draft) -> list[Say]:
        draft.asking = "contact_phone"
        return [Say("utter_ask_phone_tail")]

    def _not_read(self, draft: Draft, key: str) -> list[Say]:
        slot = draft.asking or ""
        draft.tries[slot] = draft.tries.get(slot, 0) + 1
        if draft.tries[slot] > 2:
            draft.asking = None
            return [Say("utter_enquiry_given_up")]
        return [Say(key)]

    def _do(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        draft.asking = None
        draft.handed_over = True
        if draft.intent == "service_check_event":
            return [self._status(event)]
        if not events.is_live(event):
            return [Say("utter_enquiry_nothing_arranged", {"event": shown(event.number)})]
        if draft.intent == "service_cancel_booking":
            events.cancel_hand_off(work, event, now)
            return [Say("utter_hand_off_cancelled", {"event": shown(event.number)})]
        draft.facts.setdefault("contact_phone", event.facts.get("contact_phone"))
        return self._handover.rearrange(work, draft, event, now)

    def _status(self, event: Event) -> Say:
        facts = {"event": shown(event.number)}
        hand_off = event.hand_off
        if event.status is not EventStatus.OPEN:
            return Say("utter_status_closed", facts)
        if hand_off is None or hand_off.starts_at is None or not events.is_live(event):
            return Say("utter_status_open", facts)
        facts["time"] = shown_time(hand_off.starts_at)
        if hand_off.place:
            return Say("utter_status_visit", {**facts, "store": hand_off.place.name})
        return Say("utter_status_call_back", facts)


def _tail_said(text: str) -> str | None:
    phone = find_phone(text)
    if phone:
        return tail(phone.value)
    digits = re.sub(r"\D", "", spoken_digits(text))
    return digits if len(digits) == 4 else None
