"""What a customer asks of an event that exists: its status, another time, or giving the time up."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.errors import Refused, TooManyTries
from helpline.model.call_back import CallBack, CallBackStatus
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, HandOffStatus, Label, Mode
from helpline.model.event_number import find_event_number, shown
from helpline.model.phone import find_phone, tail
from helpline.model.text import normalise, spoken_digits
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards import together
from helpline.services.afterwards.belonging import speaks_of_another
from helpline.services.afterwards.phone_anew import change_phone, new_phone
from helpline.services.handover.chat_waiting import waits_in_chat
from helpline.services.handover.handover import Handover
from helpline.services.handover.mail_in import mail_in_stage
from helpline.services.handover.waiting import waiting
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wished_time import keep_time, keeps_time
from helpline.services.handover.wishes import names_time, wished_mode
from helpline.services.intake.answers import Answers
from helpline.services.reply import Say

ENQUIRIES = frozenset({"service_check_event", "service_change_booking", "service_cancel_booking"})
GIVE_UP_AFTER = 2
_TAIL = re.compile(r"(?:尾号|末尾|[后末尾][四4][位码碼]|手机|电话|last (?:four|4)(?: digits)?)\D{0,6}(\d{4})(?!\d)", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"(?:改|换|调|挪|更改|变更)(?:一下|下|个|到别的|别的|动|整)*(?:回电|预约|到店|上门)?(?:的)?(?:时间|日期|日子|天)|改期|延期|(?:时间|日期)[^，,。]{0,4}(?:改|换|调|挪)"
)
_TO = re.compile(
    r"(?:改|换|调|挪|移|推|延|提前|更改|变更)[^，,。；;]{0,3}(?:到|成|为|至|在|约|去)?|(?<![a-z])(?:move|change|switch|reschedule)(?![a-z])"
)
_PUTS_RIGHT = re.compile(r"[错錯改换換]|应该|應該|不是|更正")
_FOUR_DIGITS = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def concern(catalogue: Catalogue, intent: str) -> Route | None:
    """The route of an intent that could be taken up for itself."""
    route = catalogue.routes.get(intent)
    return route if route and not route.talk and not route.first and route.event and intent not in ENQUIRIES else None


def of_event(heard: Heard, route: Route | None) -> bool:
    """True where the number of an event tells more than what the words are taken for: with it they are of that event."""
    urgent = route is not None and route.label in (Label.HAZARD, Label.SAFETY)
    return heard.first("event_number") is not None and not urgent and not speaks_of_another(normalise(heard.text))


def proving(draft: Draft) -> bool:
    """True while an enquiry waits for the number of an event, or for the digits that prove whose it is."""
    return draft.intent in ENQUIRIES and draft.event_number is None and draft.asking in ("event_number", "contact_phone")


def proof_asked(draft: Draft) -> list[Say]:
    """The question that waits meanwhile."""
    return [Say("utter_ask_event_number" if draft.asking == "event_number" else "utter_ask_phone_tail")]


class Enquiries:
    """Finds the event, proves whose it is, and does what was asked."""

    def __init__(self, catalogue: Catalogue, answers: Answers, handover: Handover) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._handover = handover

    def begin(self, work: UnitOfWork, draft: Draft, heard: Heard, route: Route, now: datetime) -> list[Say]:
        """Take the event of this very conversation, or the one whose number is said, or ask for it."""
        said = find_event_number(heard.text)
        route = self._catalogue.routes["service_change_booking"] if said and _moves(heard, said, now, self._catalogue) else route
        own = draft.event_number or draft.last_event
        event = work.events.get(own) if own and said in (None, own) else None
        draft.begin(route.intent)
        if names_time(rest := _without(said, heard.text), now, self._catalogue.holidays):
            draft.facts["wished_time"] = rest
        if route.intent == "service_change_booking":
            draft.facts["place_said"] = heard.text  # 「改到新街口」
        if way := wished_mode(rest):
            draft.facts |= {"way_said": way.value, "place_said": heard.text}
        if phone := new_phone(rest, said):
            draft.facts["phone_anew"] = phone
        if event is not None:
            return self._do(work, draft, event, now)
        if said is None:
            draft.asking = "event_number"
            return [Say("utter_ask_event_number")]
        draft.said = {**heard.kept(), "intent": heard.intent, "confidence": heard.confidence}  # it is heard when the digits follow
        return self._number_said(work, draft, said, heard.text, now)

    def answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """The number, then the last four digits; None where the message holds neither."""
        answer = self._answers.read("event_number", heard, draft, now)
        if answer.read:  # the number may be put right while the digits are asked
            return self._number_said(work, draft, str(answer.facts["event_number"]), heard.text, now)
        if draft.asking == "event_number":
            return None if answer.hint == "utter_ask_event_number_again" else self.unread(draft, answer.hint)
        digits = tail_said(heard.text)
        return self._prove(work, draft, digits, now) if digits else None

    def unread(self, draft: Draft, hint: str | None = None) -> list[Say]:
        """Say what would help; at the third failure let go."""
        slot = draft.asking or ""
        if draft.tried(slot) > GIVE_UP_AFTER:
            return self.give_up(draft)
        return [Say(hint or ("utter_ask_event_number_again" if slot == "event_number" else "utter_ask_phone_tail_again"))]

    def give_up(self, draft: Draft) -> list[Say]:
        """Without the number or the digits nothing can be shown."""
        draft.asking = None
        return [Say("utter_enquiry_given_up")]

    def _number_said(self, work: UnitOfWork, draft: Draft, number: str, text: str, now: datetime) -> list[Say]:
        draft.know("event_number", number)
        digits = tail_beside(number, text)
        if digits:
            return self._prove(work, draft, digits, now)
        draft.asking = "contact_phone"
        return [Say("utter_ask_phone_tail")]

    def _prove(self, work: UnitOfWork, draft: Draft, digits: str, now: datetime) -> list[Say]:
        try:
            event = events.proven(work, str(draft.facts["event_number"]), digits, now)
        except Refused as refused:
            draft.asking = None if isinstance(refused, TooManyTries) else "event_number"
            draft.facts.pop("event_number", None)
            return [Say(refused.copy_key, refused.facts)]
        return self._do(work, draft, event, now)

    def _do(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        draft.asking, draft.handed_over = None, True
        draft.event_number = event.number  # 「改时间」 after its status is about the same event
        if (phone := draft.facts.pop("phone_anew", None)) and event.status is EventStatus.OPEN:
            return [change_phone(work, draft, event, str(phone), now), self.status(work, event, now)]
        way = draft.facts.pop("way_said", None)
        if draft.intent == "service_check_event":
            return (way and self._on_way(work, draft, event, Mode(way), now)) or [self.status(work, event, now)]
        if event.status is not EventStatus.OPEN:
            return [Say("utter_status_closed", {"event": shown(event.number)})]
        if draft.intent == "service_change_booking":
            keep_time(draft, str(draft.facts.get("place_said") or ""), event)
            return self._handover.rearrange(work, draft, event, now, self._other_way(event, way))
        if not events.is_live(event, now):
            return [Say("utter_enquiry_nothing_arranged", {"event": shown(event.number)})]
        return self._handover.give_up(work, draft, event, now)

    def _granted(self, event: Event, way: Mode) -> bool:
        route = self._catalogue.route_of(event.label, event.topic)
        return way is Mode.CALL_BACK or bool(route and way in route.offer) or (way is Mode.GENIUS_BAR and event.label in OF_A_DEVICE)

    def _other_way(self, event: Event, way: str | None) -> Mode | None:
        """「你们电话我老是接不到，改成到店好了，11月29号上午十一点半」: by appointment too."""
        mode = Mode(way) if way else None
        return mode if mode in (Mode.CALL_BACK, Mode.GENIUS_BAR) and self._granted(event, mode) else None

    def _on_way(self, work: UnitOfWork, draft: Draft, event: Event, way: Mode, now: datetime) -> list[Say] | None:
        """「事件 …，我要寄修」: the way that was wished for with the number, where none is taken yet; None where it cannot be had."""
        route, taken = (
            self._catalogue.route_of(event.label, event.topic),
            event.hand_off and event.hand_off.status is HandOffStatus.CONFIRMED,
        )
        if not self._granted(event, way) or taken or route is None or event.status is not EventStatus.OPEN or waits_in_chat(event):
            return None
        if way is not Mode.MAIL_IN:
            draft.intent = "service_change_booking"
            return self._handover.rearrange(work, draft, event, now, way)
        draft.begin(route.intent)
        draft.facts |= event.facts
        draft.event_number, draft.mode, draft.handed_over = event.number, way.value, False
        return self._handover.next_step(work, draft, now)

    def settled(self, work: UnitOfWork, draft: Draft, now: datetime) -> Say:
        """What is said to a quick reply of a question that is settled: how the event stands."""
        event = work.events.get(draft.event_number) if draft.event_number else None
        return self.status(work, event, now) if event else Say("utter_choice_over")

    def status(self, work: UnitOfWork, event: Event, now: datetime) -> Say:
        """Where the event stands."""
        facts = {"event": shown(event.number)}
        hand_off = event.hand_off
        concluded = event.facts.get("concluded")
        if concluded:
            return _concluded(event, concluded, now)
        if event.status is not EventStatus.OPEN:
            return Say("utter_status_closed", facts)
        if waits_in_chat(event):
            return Say("utter_status_chat", facts)
        if hand_off and hand_off.mode is Mode.MAIL_IN and hand_off.status is HandOffStatus.CONFIRMED:
            return mail_in_stage(self._catalogue, event)
        if hand_off is None and (joined := together.of_joined(work, event, now)):
            return joined
        if hand_off is None or hand_off.starts_at is None or not events.is_live(event, now):
            return Say("utter_status_open", facts)
        facts["time"] = shown_time(hand_off.starts_at)
        if hand_off.place:
            return Say("utter_status_visit", {**facts, "store": hand_off.place.name})
        call = work.call_backs.of_event(event.number)
        if call and call.due_at <= now:
            return self._queued(work, call, now)
        return Say("utter_status_call_back", facts)

    def _queued(self, work: UnitOfWork, call: CallBack, now: datetime) -> Say:
        """A call whose time has come: how many are before it."""
        facts = {"event": shown(call.event_number)}
        if call.status is CallBackStatus.CLAIMED:
            return Say("utter_status_calling", facts)
        wait = waiting(work, self._catalogue, call.line, now, call.event_number)
        if wait.minutes is None:
            return Say("utter_status_call_unsure", facts)
        if not wait.ahead:
            return Say("utter_status_call_next", facts)
        return Say("utter_status_call_waiting", {**facts, "ahead": str(wait.ahead), "minutes": str(wait.minutes)})


def _concluded(event: Event, concluded: dict[str, str], now: datetime) -> Say:
    """What an advisor did last: by advisor number, with the time and the next step."""
    facts = {
        "event": shown(event.number),
        "advisor": concluded["advisor"],
        "time": shown_time(datetime.fromisoformat(concluded["at"])),
        "disposition": concluded["disposition"],
        "next_step": concluded["next_step"],
    }
    if event.status is not EventStatus.OPEN:
        return Say("utter_status_closed_by", facts)
    if event.hand_off and event.hand_off.starts_at and events.is_live(event, now):
        return Say("utter_status_noted_and_booked", {**facts, "appointment": shown_time(event.hand_off.starts_at)})
    return Say("utter_status_noted", facts)


def _moves(heard: Heard, number: str, now: datetime, catalogue: Catalogue) -> bool:
    """True for 「把事件…改成晚上七点」 and 「…改一下时间」, whatever it sounds like with a number in it."""
    rest = normalise(_without(number, heard.text))
    to = _TO.search(rest) is not None and (names_time(rest, now, catalogue.holidays) or keeps_time(rest))
    return to or _OTHER_TIME.search(rest) is not None


def _without(number: str | None, text: str) -> str:
    """The words without the number of an event, whose digits are no hour."""
    digits = spoken_digits(text)
    said = re.search(r"[\s\-—–·.,，、。]*".join(number), digits) if number else None
    return f"{text[: said.start()]} {text[said.end() :]}" if said and len(digits) == len(text) else text


def tail_beside(number: str, text: str) -> str:
    """The last four digits of a phone that are told together with the number of an event; empty where none are."""
    rest = re.sub(r"\D{0,3}".join(number), " ", spoken_digits(text))
    rest = rest.replace(anew, " ") if (anew := new_phone(rest)) else rest  # 「改成 …」 proves nothing
    beside, phone = _TAIL.search(rest) or _FOUR_DIGITS.search(rest), find_phone(rest)
    return beside[1] if beside else tail(phone.value) if phone else ""


def tail_told(number: str, text: str) -> str | None:
    """The digits that are named beside the number as those of a phone, or stand there alone; None where they are put right."""
    rest = re.sub(r"\D{0,3}".join(number), " ", spoken_digits(text))
    named, alone = _TAIL.search(rest), re.fullmatch(r"\D{0,4}(\d{4})\D{0,4}", rest)
    return None if new_phone(rest) or _PUTS_RIGHT.search(rest) else named[1] if named else alone[1] if alone else None


def tail_said(text: str) -> str | None:
    """The last four digits of a phone in the answer to what they are, be it the whole number; None where they are not told."""
    phone = find_phone(text)
    if phone:
        return tail(phone.value)
    beside = _TAIL.search(spoken_digits(text))
    digits = re.sub(r"\D", "", spoken_digits(text))
    return beside[1] if beside else digits if len(digits) == 4 else None
