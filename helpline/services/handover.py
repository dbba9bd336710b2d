"""After the number: a call back at a time, a visit to a store, or a number to dial."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue, PhoneLine, Route, Store
from helpline.errors import Refused
from helpline.model.draft import Draft
from helpline.model.event import Event, HandOff, HandOffStatus, Label, Mode
from helpline.model.event_number import shown
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI, When, shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.answers import Answers, wanted_mode
from helpline.services.appointments import Appointments, Schedule, confirmed
from helpline.services.reply import Button, Say, choose

IN_PERSON = (Mode.GENIUS_BAR,)
SHOWN_STORES = 4


class Handover:
    """Chooses the way on with the customer and books it."""

    def __init__(self, catalogue: Catalogue, answers: Answers, appointments: Appointments) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._appointments = appointments

    # -- what comes next -------------------------------------------------------------------

    def next_step(self, work: UnitOfWork, draft: Draft, route: Route, now: datetime) -> list[Say]:
        """Ask for what the hand-over still needs, or finish it."""
        offered = self._offered(draft, route)
        mode = draft.hand_over_mode or self._mode_wished(draft, offered)
        if mode is None and len(offered) == 1:
            mode = offered[0]
        if mode is None:
            draft.asking = "service_mode"
            buttons = tuple(choose("service_mode", m.value, self._catalogue.mode_names[m]) for m in offered)
            return [Say("utter_ask_service_mode", {}, buttons)]
        draft.mode = mode.value
        if mode is Mode.CALL_BACK:
            return self._call_back(work, draft, now)
        if mode in IN_PERSON:
            return self._visit(work, draft, now)
        if mode is Mode.MAIL_IN:
            return self._mail_in(work, draft, now)
        return self._line_number(work, draft, now)

    def offer_human(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        """The ways to a person, with the number of the event."""
        route = self._catalogue.routes[draft.intent or ""]
        line = self._catalogue.line_of(route.label)
        facts = {**self.line_facts(route.label, now), "event": shown(event.number)}
        draft.mode, draft.handed_over = None, False
        draft.passed = [slot for slot in route.ask if not draft.settled(slot)]  # nothing more is asked before a person
        draft.asking = "service_mode"
        key = "utter_human_open" if line.hours.is_open(now) else "utter_human_closed"
        titles = self._catalogue.mode_names
        buttons = tuple(choose("service_mode", mode.value, titles[mode]) for mode in (Mode.CALL_BACK, Mode.LINE_NUMBER))
        card = {"kind": "event", "number": event.number, "shown": shown(event.number)}
        return [Say(key, facts, buttons, card)]

    def line_facts(self, label: Label, now: datetime) -> dict[str, str]:
        """Number, hours today and next opening of the line that answers for a label."""
        line = self._catalogue.line_of(label)
        opens = line.hours.next_opening(now)
        return {
            "line": line.name,
            "number": self._catalogue.number_of(line),
            "hours": _hours_shown(line),
            "opens": shown_time(opens) if opens else "",
        }

    # -- answers ---------------------------------------------------------------------------

    def answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """A message while a way, place or time is asked for; None where it says nothing of it."""
        readers = {"service_mode": self._mode_answer, "place": self._place_answer}
        return readers.get(draft.asking or "", self._time_answer)(work, draft, heard, now)

    def unread(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Nothing was understood: say what would help."""
        slot = draft.asking or ""
        draft.tries[slot] = draft.tries.get(slot, 0) + 1
        if draft.tries[slot] > 2 and slot in ("place", "visit_time"):
            draft.mode = Mode.CALL_BACK.value
            return [Say("utter_handover_to_call_back"), *self._call_back(work, draft, now)]
        return [Say(f"utter_ask_{slot}_again")]

    def confirm(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The customer said yes to the time read back: take it."""
        event = work.events.get(draft.event_number or "")
        if event is None or draft.starts_at is None:
            draft.asking = None
            return []
        starts_at = datetime.fromisoformat(draft.starts_at)
        mode = Mode(draft.mode or Mode.CALL_BACK.value)
        store = self._catalogue.stores.get(draft.store or "") if mode in IN_PERSON else None
        line = self._catalogue.line_of(event.label)
        schedule = self._appointments.of_store(store) if store else self._appointments.of_line(line)
        try:
            seat = self._appointments.take(work, schedule, event, starts_at, now)
        except Refused as refused:
            return self._time_refused(work, draft, refused, now)
        hand_off = confirmed(mode, starts_at, seat, store=store, line=None if store else line)
        events.hand_over(work, event, hand_off, now)
        draft.asking, draft.handed_over = None, True
        return [self._confirmation(draft, event, hand_off, store)]

    def not_confirmed(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """No, or another time or way at once."""
        draft.asking = "visit_time" if draft.mode in {m.value for m in IN_PERSON} else "callback_time"
        mode = wanted_mode(heard.text)
        if mode and mode.value != draft.mode and mode in self._offered(draft, self._catalogue.routes[draft.intent or ""]):
            draft.mode, draft.starts_at = mode.value, None
            return self.next_step(work, draft, self._catalogue.routes[draft.intent or ""], now)
        draft.starts_at = None
        return self._time_answer(work, draft, heard, now) or self._ask_time(work, draft, now)

    def read_back_again(self, draft: Draft) -> list[Say]:
        """The time that waits for a yes."""
        return [self._time_read_back(draft, datetime.fromisoformat(draft.starts_at))] if draft.starts_at else []

    def rearrange(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        """Another time for what is arranged already; the old one is held until the new one is taken."""
        hand_off = event.hand_off
        draft.event_number = event.number
        draft.mode = hand_off.mode.value if hand_off else Mode.CALL_BACK.value
        draft.store = hand_off.place.id if hand_off and hand_off.place else None
        draft.starts_at = None
        draft.handed_over = False
        return self._wished_or_ask(work, draft, now)

    # -- the ways --------------------------------------------------------------------------

    def _offered(self, draft: Draft, route: Route) -> list[Mode]:
        modes = list(route.offer) or [Mode.CALL_BACK, Mode.LINE_NUMBER]
        if not draft.facts.get("contact_phone") and "contact_phone" in draft.passed and draft.intent != "service_request_human":
            modes = [mode for mode in modes if mode is not Mode.CALL_BACK] or [Mode.LINE_NUMBER]
        if not draft.facts.get("contact_phone") and Mode.LINE_NUMBER not in modes:
            modes.append(Mode.LINE_NUMBER)
        return modes

    def _mode_wished(self, draft: Draft, offered: list[Mode]) -> Mode | None:
        """A way that the customer named unasked: going somewhere, posting it, or being called."""
        if draft.facts.get("service_mode"):
            return Mode(draft.facts["service_mode"])
        wished = wanted_mode(str(draft.facts.get("symptom", "")))
        if draft.facts.get("place") and Mode.GENIUS_BAR in offered and wished in (None, Mode.GENIUS_BAR):
            return Mode.GENIUS_BAR
        if wished in offered and wished in (Mode.MAIL_IN, Mode.GENIUS_BAR):
            return wished
        return Mode.CALL_BACK if offered and offered[0] is Mode.CALL_BACK else None

    def _mode_answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        chosen = heard.chosen.get("service_mode")
        mode = Mode(chosen) if chosen in {m.value for m in Mode} else wanted_mode(heard.text)
        if mode is None:
            return None
        draft.mode = mode.value
        return self.next_step(work, draft, self._catalogue.routes[draft.intent or ""], now)

    def _line_number(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        event = work.events.get(draft.event_number or "")
        if event is not None:
            line = self._catalogue.line_of(event.label)
            events.hand_over(work, event, HandOff(Mode.LINE_NUMBER, HandOffStatus.CONFIRMED, line=line.id), now)
            draft.asking, draft.handed_over = None, True
            return [Say("utter_handover_line_number", {**self.line_facts(event.label, now), "event": shown(event.number)})]
        return []

    def _mail_in(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        event = work.events.get(draft.event_number or "")
        if event is None:
            return []
        if event.label is Label.HAZARD:
            draft.mode = Mode.GENIUS_BAR.value
            return [Say("utter_mail_in_never_hazard"), *self._visit(work, draft, now)]
        events.hand_over(work, event, HandOff(Mode.MAIL_IN, HandOffStatus.CONFIRMED), now)
        draft.asking, draft.handed_over = None, True
        return [Say("utter_mail_in_arranged", {"event": shown(event.number)})]

    # -- a call back -----------------------------------------------------------------------

    def _call_back(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        if not draft.facts.get("contact_phone"):
            draft.asking = "contact_phone"
            if "contact_phone" in draft.passed:
                draft.passed.remove("contact_phone")
            return [Say("utter_ask_contact_phone")]
        return self._wished_or_ask(work, draft, now)

    # -- a visit ---------------------------------------------------------------------------

    def _visit(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        if draft.store in self._catalogue.stores:
            return self._wished_or_ask(work, draft, now)
        city = draft.facts.get("place")
        if not city:
            draft.asking = "place"
            return [Say("utter_ask_place")]
        stores = self._catalogue.stores_in(str(city))
        if not stores:
            return self._no_store(work, draft, str(city), now)
        named = next((s for s in stores if s.name in str(draft.facts.get("symptom", ""))), None)
        if named or len(stores) == 1:
            draft.store = (named or stores[0]).id
            return self._wished_or_ask(work, draft, now)
        draft.asking = "place"
        listed = "\n".join(f"{store.name}：{store.address}" for store in stores[:SHOWN_STORES])
        buttons = tuple(choose("place", store.id, store.name) for store in stores)
        return [Say("utter_ask_store", {"city": str(city), "stores": listed, "count": str(len(stores))}, buttons)]

    def _no_store(self, work: UnitOfWork, draft: Draft, city: str, now: datetime) -> list[Say]:
        province = next((c.province for c in self._catalogue.cities if c.name == city), "")
        near = sorted({s.city for s in self._catalogue.stores.values() if province and s.province.startswith(province)})
        draft.facts.pop("place", None)
        draft.facts.pop("service_mode", None)
        draft.mode = None
        draft.asking = "service_mode"
        route = self._catalogue.routes[draft.intent or ""]
        modes = [m for m in self._offered(draft, route) if m not in IN_PERSON]
        buttons = [choose("service_mode", m.value, self._catalogue.mode_names[m]) for m in modes]
        buttons += [choose("service_mode", Mode.GENIUS_BAR.value, self._catalogue.mode_names[Mode.GENIUS_BAR])]
        key = "utter_no_store_near" if near else "utter_no_store"
        return [Say(key, {"city": city, "near": "、".join(near)}, tuple(buttons))]

    def _place_answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        chosen = heard.chosen.get("place")
        store = self._catalogue.stores.get(str(chosen)) or self._store_named(heard.text, draft)
        if store is not None:
            draft.store = store.id
            draft.know("place", store.city)
            return self._wished_or_ask(work, draft, now)
        answer = self._answers.read("place", heard, draft, now)
        city = str(chosen) if chosen else answer.facts.get("place")
        if city and city != draft.facts.get("place"):
            draft.know("place", city)
            draft.store = None
            return self._visit(work, draft, now)
        if city:
            return self._visit(work, draft, now)
        mode = wanted_mode(heard.text)
        if mode and mode is not Mode.GENIUS_BAR:
            draft.mode = mode.value
            return self.next_step(work, draft, self._catalogue.routes[draft.intent or ""], now)
        if re.search(r"都可以|都行|随便|最近|哪个都|任意|第一", normalise(heard.text)) and draft.facts.get("place"):
            draft.store = self._catalogue.stores_in(str(draft.facts["place"]))[0].id
            return self._wished_or_ask(work, draft, now)
        return [Say(answer.hint, answer.hint_facts, answer.buttons)] if answer.hint and answer.hint != "utter_ask_place_again" else None

    def _store_named(self, text: str, draft: Draft) -> Store | None:
        plain = normalise(text)
        stores = self._catalogue.stores_in(str(draft.facts.get("place", ""))) or list(self._catalogue.stores.values())
        named = [s for s in stores if normalise(s.name) in plain or (len(plain) >= 2 and plain in normalise(s.name))]
        return named[0] if len(named) == 1 else None

    # -- times -----------------------------------------------------------------------------

    def _schedule(self, work: UnitOfWork, draft: Draft) -> Schedule:
        if draft.mode in {m.value for m in IN_PERSON} and draft.store in self._catalogue.stores:
            return self._appointments.of_store(self._catalogue.stores[draft.store or ""])
        return self._appointments.of_line(self._catalogue.line_of(self._label(work, draft)))

    def _label(self, work: UnitOfWork, draft: Draft) -> Label:
        """The label of the event, which another time for it keeps, though the draft asks about something else."""
        event = work.events.get(draft.event_number) if draft.event_number else None
        return event.label if event else self._catalogue.routes[draft.intent or ""].label

    def _wished_or_ask(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        wished = draft.facts.pop("wished_time", None)
        if wished:
            draft.asking = self._time_slot(draft)
            return self._time_said(work, draft, str(wished), now)
        return self._ask_time(work, draft, now)

    def _time_slot(self, draft: Draft) -> str:
        return "visit_time" if draft.mode in {m.value for m in IN_PERSON} else "callback_time"

    def _ask_time(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        draft.asking = self._time_slot(draft)
        schedule = self._schedule(work, draft)
        free = self._appointments.free(work, schedule, When(now, now + timedelta(days=7)), now)
        return [Say(f"utter_ask_{draft.asking}", self._where(work, draft, now), self._time_buttons(draft, free))]

    def _time_buttons(self, draft: Draft, times: list[datetime]) -> tuple[Button, ...]:
        return tuple(choose(draft.asking or "", t.astimezone(SHANGHAI).isoformat(), shown_time(t)) for t in times)

    def _time_answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        chosen = heard.chosen.get(draft.asking or "")
        if chosen:
            return self._read_back_time(draft, datetime.fromisoformat(str(chosen)))
        if not heard.text.strip():
            return None
        return self._time_said(work, draft, heard.text, now, unclear_is_none=True)

    def _time_said(self, work: UnitOfWork, draft: Draft, text: str, now: datetime, *, unclear_is_none: bool = False) -> list[Say] | None:  # type: ignore[return]
        try:
            free = self._appointments.read(work, self._schedule(work, draft), text, now)
        except Refused as refused:
            if unclear_is_none and refused.copy_key == "utter_error_time_unclear":
                return None
            return self._time_refused(work, draft, refused, now)
        if len(free) == 1:
            return self._read_back_time(draft, free[0])
        return [Say("utter_times_in_window", {}, self._time_buttons(draft, free))]

    def _time_refused(self, work: UnitOfWork, draft: Draft, refused: Refused, now: datetime) -> list[Say]:
        draft.asking = self._time_slot(draft)
        draft.starts_at = None
        near = [datetime.fromisoformat(t) for t in refused.facts.get("times", "").split()]
        if not near:
            near = self._appointments.free(work, self._schedule(work, draft), When(now, now + timedelta(days=7)), now)
        key = refused.copy_key
        if key == "utter_error_time_closed" and refused.facts.get("why"):
            key = "utter_error_time_holiday"
        return [Say(key, {**self._where(work, draft, now), **refused.facts}, self._time_buttons(draft, near))]

    def _read_back_time(self, draft: Draft, starts_at: datetime) -> list[Say]:
        draft.starts_at = starts_at.astimezone(SHANGHAI).isoformat()
        draft.asking = "confirm"
        return [self._time_read_back(draft, starts_at)]

    def _time_read_back(self, draft: Draft, starts_at: datetime) -> Say:
        facts: dict[str, Any] = {"time": shown_time(starts_at)}
        store = self._catalogue.stores.get(draft.store or "")
        if draft.mode in {m.value for m in IN_PERSON} and store:
            return Say("utter_read_back_visit", {**facts, "store": store.name, "address": store.address})
        return Say("utter_read_back_call", {**facts, "phone": f"…{str(draft.facts.get('contact_phone', ''))[-4:]}"})

    def _where(self, work: UnitOfWork, draft: Draft, now: datetime) -> dict[str, str]:
        label = self._label(work, draft)
        store = self._catalogue.stores.get(draft.store or "")
        return {**self.line_facts(label, now), "store": store.name if store else ""}


    def _confirmation(self, draft: Draft, event: Event, hand_off: HandOff, store: Store | None) -> Say:
        time = shown_time(hand_off.starts_at) if hand_off.starts_at else ""
        facts = {"time": time, "code": hand_off.code or "", "event": shown(event.number)}
        facts["number"] = self._catalogue.number_of(self._catalogue.line_of(event.label))
        card: dict[str, Any] = {"kind": "call_back", "event_number": event.number, "starts_at": draft.starts_at, "code": hand_off.code}
        if store is None:
            return Say("utter_call_back_confirmed", facts, card=card)
        card |= {"kind": "booking", "store": store.name, "address": store.address, "phone": store.phone}
        key = "utter_visit_confirmed_sample" if self._catalogue.visits.sample else "utter_visit_confirmed"
        return Say(key, {**facts, "store": store.name, "address": store.address, "phone": store.phone}, card=card)


def _hours_shown(line: PhoneLine) -> str:
    """The hours of a line, as one interval where every day has the same."""
    days = {intervals for intervals in line.hours.week}
    if len(days) == 1:
        return "每天 " + "、".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in next(iter(days)))
    names = "一二三四五六日"
    parts = [
        f"周{names[i]} " + ("、".join(f"{o:%H:%M}–{c:%H:%M}" for o, c in intervals) or "休息")
        for i, intervals in enumerate(line.hours.week)
    ]
    return "；".join(parts)
