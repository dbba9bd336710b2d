"""After the number: a call back at a time, a visit to a store, or a number to dial."""

from __future__ import annotations

from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.errors import DeviceBooked
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.event import Event, HandOff, HandOffStatus, Label, Mode
from helpline.model.event_number import shown
from helpline.model.times import SHANGHAI, shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.moving import keep_booked, on_booked_day, switches_to_post
from helpline.services.afterwards.together import offer
from helpline.services.handover import wishes
from helpline.services.handover.advice import Advice, asks_which
from helpline.services.handover.appointments import Appointments
from helpline.services.handover.chat_waiting import chat_open, wait_in_chat
from helpline.services.handover.confirmation import mail_in
from helpline.services.handover.keeping import too_late
from helpline.services.handover.lines import give_number, line_facts
from helpline.services.handover.meant_time import only_busy
from helpline.services.handover.other_times import asks_other_time
from helpline.services.handover.settling import Settling
from helpline.services.handover.timing import IN_PERSON, TIME_SLOTS, Timing
from helpline.services.handover.visits import Visits
from helpline.services.handover.way_heard import sure_way, understood_way, way_of
from helpline.services.handover.ways import Ways
from helpline.services.handover.wished_time import carry_time, waits_to_say, wish_time, wished_still
from helpline.services.intake.answers import Answers
from helpline.services.reply import Say, event_card

HANDOVER_SLOTS = ("service_mode", "place", *TIME_SLOTS)
GIVE_UP_AFTER = 2
SHORT = 12  # characters in which a district is named and not a common word


class Handover:
    """Chooses the way on with the customer and books it."""

    def __init__(self, catalogue: Catalogue, answers: Answers, appointments: Appointments) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._appointments = appointments
        self.visits = Visits(catalogue, answers)
        self._advice = Advice(self.visits, appointments)
        self.timing = Timing(catalogue, appointments)
        self._ways = Ways(catalogue)
        self._settling = Settling(catalogue, appointments, self.timing)

    def next_step(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Ask for what the hand-over still needs, or finish it."""
        offered = self._ways.offered(draft)
        mode = draft.hand_over_mode or self._ways.wished(draft, offered)
        if mode is None and len(offered) == 1:
            mode = offered[0]
        if mode is None:
            draft.asking = "service_mode"
            return [Say("utter_ask_service_mode", {}, self._ways.buttons(draft, offered))]
        draft.mode = mode.value
        if mode is Mode.LINE_NUMBER:
            return self._line_number(work, draft, now)
        if mode is Mode.MAIL_IN:
            return self._mail_in(work, draft, now)
        if mode is Mode.CHAT:
            return self._chat(work, draft, now)
        if mode in IN_PERSON:
            return self.visits.ask(draft, offered) or [*self.visits.only_one(draft), *self.timing.wished_or_ask(work, draft, now)]
        alone = self._ask_phone(draft) or offer(work, self._catalogue, draft, now)
        return alone or self.timing.wished_or_ask(work, draft, now)

    def offer_human(self, draft: Draft, event: Event, now: datetime) -> list[Say]:
        """The ways to a person, with the number of the event. Nothing more is asked before that."""
        line = self._catalogue.line_of(event.label)
        draft.mode, draft.starts_at, draft.handed_over = None, None, False
        draft.passed += [slot for slot in self._ways.route(draft).ask if not draft.settled(slot) and slot != "contact_phone"]
        draft.asking = "service_mode"
        key = "utter_human_open" if line.hours.is_open(now) else "utter_human_closed"
        facts = {**line_facts(self._catalogue, event.label, now), "event": shown(event.number)}
        chat = [Mode.CHAT] if chat_open(self._catalogue, event.label, now) else []
        return [Say(key, facts, self._ways.buttons(draft, [Mode.CALL_BACK, Mode.LINE_NUMBER, *chat]), event_card(event.number))]

    def ask_again(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The question about the way, place or time that still waits, with its facts and choices."""
        if draft.asking == "confirm":
            return self.timing.read_back_again(work, draft, now) or self.timing.ask(work, draft, now)
        if draft.asking == "service_mode":
            return [Say("utter_ask_service_mode", {}, self._ways.buttons(draft))]
        if draft.asking == "place":
            return self.visits.ask(draft, self._ways.offered(draft), again=True) or self.timing.ask(work, draft, now)
        return self.timing.ask_again(work, draft, now)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """A message while a way, place or time is asked for, or one waits for a yes; None where it says nothing of it."""
        if heard.chosen:
            return self._tapped(work, draft, heard, now)
        heard = on_booked_day(draft, heard, now, self._catalogue.holidays)
        if advised := self._advice.hear(work, draft, heard, now):
            return advised if advised[-1].key.startswith("utter_ask") else [*advised, *self.next_step(work, draft, now)]
        if draft.asking == "service_mode":
            return self._mode_answer(work, draft, heard, now)
        if draft.asking == "place":
            instead = self._other_way(work, draft, heard, now) if wishes.wants_another(heard.text) else None
            said = instead or self.visits.hear(draft, heard, now)  # 「不去店里，打电话给我，明天下午两点」 names no store
            if said is None:
                return self._other_way(work, draft, heard, now)
            if not said:
                wish_time(draft, heard.text, now, self._catalogue.holidays)
            return said or self.next_step(work, draft, now)
        other = self._other_way(work, draft, heard, now) or self._other_store(work, draft, heard, now)
        said = other or self.timing.hear(work, draft, heard, now)
        once_more = draft.asking == "visit_time" and wishes.names_mode_alone(heard.text) and "取消" not in heard.text  # 「去店里」
        once_more |= draft.asking == "confirm" and "不是" in heard.text and wishes.wanted_mode(heard.text) is draft.hand_over_mode
        return self.ask_again(work, draft, now) if said is None and once_more else said

    def _tapped(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """A quick reply, be it one of an earlier question."""
        if "service_mode" in heard.chosen:
            return self._mode_answer(work, draft, heard, now)
        if "place" in heard.chosen and (draft.hand_over_mode in IN_PERSON or self._ways.may(draft, Mode.GENIUS_BAR)):
            draft.mode, draft.starts_at = Mode.GENIUS_BAR.value, None
            return self.visits.hear(draft, heard, now) or self.next_step(work, draft, now)
        return self.timing.hear(work, draft, heard, now)

    def names_another(self, draft: Draft, heard: Heard, now: datetime) -> bool:
        """True where a yes comes with another time, way or store than the one that was read back."""
        if asks_other_time(heard.text) or not self.timing.same(draft, heard.text, now):
            return True
        return wishes.turns_from(draft.hand_over_mode, heard.text)

    def speaks_of_time(self, draft: Draft, heard: Heard, now: datetime) -> bool:
        """True where the words answer a question for a time, or turn down what was offered: they are no aside."""
        text = heard.text
        waits = draft.asking in TIME_SLOTS and waits_to_say(heard, now, self._catalogue.holidays)
        if waits or heard.surely(Move.REARRANGES, Move.CORRECTS) or asks_which(text, draft.asking) or wishes.calls_themselves(text):
            return not waits
        if draft.asking == "service_mode":
            return sure_way(heard) is not None or wishes.names_mode_alone(text) or switches_to_post(text)
        turns = wishes.turns_from(draft.hand_over_mode, text)  # 「电话就不用了，我去店里」 asks for no number
        timed = draft.asking in TIME_SLOTS and wishes.says_when(text, now, self._catalogue.holidays)
        return turns or timed or self.timing.speaks_of_table(draft, text, now)

    def unread(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Nothing was understood: say what would help, and after that do what needs no answer."""
        slot = draft.asking or ""
        if slot == "confirm":
            return [Say("utter_confirm_time_again"), *self.ask_again(work, draft, now)]
        if draft.tried(slot) > GIVE_UP_AFTER:
            return self.any_way(work, draft, now)
        if slot == "place" and self.visits.stores(draft):  # the city is known
            return self.visits.ask(draft, self._ways.offered(draft), again=True)
        buttons = self._ways.buttons(draft) if slot == "service_mode" else ()
        return [Say(f"utter_ask_{slot}_again", {}, buttons)]

    def any_way(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The customer does not mind, or cannot say: take what gets them on."""
        slot = draft.asking or ""
        if slot in TIME_SLOTS and draft.tries.get(slot, 0) <= GIVE_UP_AFTER:
            return self.timing.soonest(work, draft, now)
        unreachable = "contact_phone" in draft.passed and not draft.facts.get("contact_phone")
        if slot in ("service_mode", "place", "visit_time") and not unreachable:
            draft.mode = Mode.CALL_BACK.value
            return [Say("utter_handover_to_call_back"), *self.next_step(work, draft, now)]
        return self._line_number(work, draft, now)

    def turned_down(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Not this time, or none of those offered: another one is asked for."""
        return (self.timing.ask if draft.asking == "confirm" else self.unread)(work, draft, now)

    def confirm(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The customer said yes to the time read back: take it."""
        event = work.events.get(draft.event_number or "")
        if event is None or draft.starts_at is None:
            return self.timing.ask(work, draft, now)
        try:
            return self._settling.settle(work, draft, event, now)
        except DeviceBooked as booked:
            return self._booked_already(work, draft, booked.other, datetime.fromisoformat(draft.starts_at), now)

    def _booked_already(self, work: UnitOfWork, draft: Draft, number: str, starts_at: datetime, now: datetime) -> list[Say]:
        """One device has one booking: offer to move it here. Whose it is must be proved, unless it was made in this conversation."""
        work.seats.let_go(draft.event_number or "")
        other, mode = work.events.get(number), draft.hand_over_mode
        wished = shown_time(starts_at)
        if other is not None and other.conversation_id == draft.conversation_id and other.hand_off and other.hand_off.starts_at:
            draft.begin("service_change_booking")
            draft.know("wished_time", wished)
            facts = {"event": shown(number), "booked": shown_time(other.hand_off.starts_at)}
            return [Say("utter_device_booked_here", facts), *self.rearrange(work, draft, other, now, mode)]
        draft.begin("service_change_booking")
        draft.know("wished_time", wished)
        draft.asking = "event_number"
        return [Say("utter_device_booked", {"time": wished})]

    def rearrange(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime, mode: Mode | None = None) -> list[Say]:
        """A time for an event that has one, or had none; what it has is held until the new one is taken."""
        if late := too_late(self._catalogue, draft, event, now):
            return late
        earlier = event.hand_off if event.hand_off and event.hand_off.mode in (Mode.CALL_BACK, *IN_PERSON) else None
        arranged = earlier if events.is_live(event, now) else None
        draft.event_number, draft.handed_over, draft.starts_at = event.number, False, None
        draft.mode = (mode or (earlier.mode if earlier else Mode.CALL_BACK)).value
        draft.store = earlier.place.id if earlier and earlier.place else None  # though it was given up
        keep_booked(draft, known := arranged.starts_at if arranged else None)
        draft.offered_times = [known.astimezone(SHANGHAI).isoformat()] if known else []  # the day that 「四点」 is about
        draft.facts |= {k: v for k, v in event.facts.items() if k in ("contact_phone", "place") and v}
        said = str(draft.facts.pop("place_said", ""))
        if said and draft.hand_over_mode in IN_PERSON:
            self.visits.hear_change(draft, Heard(said, "talk_inform", 1.0))
        return self.next_step(work, draft, now)

    def give_up(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        """Cancel the call back or visit, where it is not too late; the event stays."""
        if late := too_late(self._catalogue, draft, event, now):
            return late
        events.cancel_hand_off(work, event, now)
        draft.asking, draft.starts_at, draft.handed_over = None, None, True
        return [Say("utter_hand_off_cancelled", {"event": shown(event.number)})]

    def _mode_answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        chosen = heard.chosen.get("service_mode")
        mode = Mode(chosen) if chosen in {m.value for m in Mode} else way_of(heard)
        timed = wishes.proposes_time(heard.text, now, self._catalogue.holidays) and not only_busy(heard.text)
        mode = mode or self._ways.meant(draft, self._answers.city_of(heard) or self.visits.city_meant(draft, heard.text), timed)
        if mode is None and timed:  # 「明早九点半」: when, and not yet how
            draft.facts["wished_time"] = heard.text
            return [Say("utter_noted"), *self.ask_again(work, draft, now)]
        return self._go(work, draft, mode, heard, now) if mode and self._ways.may(draft, mode) else None

    def _other_way(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """Another way than the one being arranged: 「算了，还是打电话给我吧」."""
        mode = (surely := understood_way(heard)) or wishes.wanted_mode(heard.text)
        if mode is None or mode is draft.hand_over_mode or not self._ways.may(draft, mode):
            return None
        if not surely and wishes.names_time(heard.text, now, self._catalogue.holidays) and not wishes.wants_another(heard.text):
            return None
        return self._go(work, draft, mode, heard, now)

    def _go(self, work: UnitOfWork, draft: Draft, mode: Mode, heard: Heard, now: datetime) -> list[Say]:
        """Take a way, with the place and time that were said beside it."""
        city = self._answers.city_of(heard)
        if self.visits.named_in_full(draft, heard.text):
            pass  # 「周六去上海南京东路店」
        elif city:
            draft.know("place", city)
            draft.store = None
        elif mode in IN_PERSON and len(heard.text) <= SHORT and len(self._answers.place_of(heard.text)[0]) == 1:
            self.visits.hear(draft, heard, now)  # 「陆家嘴那家店」
        carry_time(draft, heard.text, now, self._catalogue.holidays)
        draft.mode, draft.starts_at = mode.value, None
        return (mode in IN_PERSON and self.visits.hear_beside(draft, heard.text)) or self.next_step(work, draft, now)

    def _other_store(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """Another store, by its name, its city, or as the wish for another."""
        if draft.hand_over_mode not in IN_PERSON:
            return None
        waiting = wished_still(draft)
        if self.visits.wants_other(draft, heard.text):
            said = self.visits.others(draft)
            draft.facts |= waiting if draft.asking == "place" else {}
            return said if draft.asking == "place" else [*said, *self.ask_again(work, draft, now)]
        changes = heard.surely(Move.REARRANGES, Move.CORRECTS)
        if not (self.visits.hear_change if changes else self.visits.hear_in_passing)(draft, heard):
            return None
        if not wish_time(draft, heard.text, now, self._catalogue.holidays):
            draft.facts |= waiting
        return self.next_step(work, draft, now)

    def _ask_phone(self, draft: Draft) -> list[Say]:
        """The number to call, without which nobody can."""
        if draft.facts.get("contact_phone"):
            return []
        draft.asking, draft.passed = "contact_phone", [slot for slot in draft.passed if slot != "contact_phone"]
        return [Say("utter_ask_contact_phone")]

    def _line_number(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        return [give_number(work, self._catalogue, draft, self._ways.route(draft).label, now)]

    def _mail_in(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        event = work.events.get(draft.event_number or "")
        if event is None or event.label is Label.HAZARD:
            draft.mode = Mode.GENIUS_BAR.value
            return [Say("utter_mail_in_never_hazard"), *self.next_step(work, draft, now)]
        if asked := self._ask_phone(draft):
            return asked
        events.hand_over(work, event, HandOff(Mode.MAIL_IN, HandOffStatus.CONFIRMED), now)
        draft.asking, draft.handed_over = None, True
        return mail_in(self._catalogue, event)

    def _chat(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        event = work.events.get(draft.event_number or "")
        if event and chat_open(self._catalogue, event.label, now):
            return wait_in_chat(work, draft, event, now)
        draft.mode, draft.asking = None, "service_mode"
        opens = line_facts(self._catalogue, event.label if event else self._ways.route(draft).label, now)["opens"]
        return [Say("utter_chat_closed", {"opens": opens}, self._ways.buttons(draft, [Mode.CALL_BACK, Mode.LINE_NUMBER]))]
