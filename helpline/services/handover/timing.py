"""When: asks for a time of a call back or a visit, reads it, says why not, and reads it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.errors import Refused, TimeClosed, TimeTaken, TimeUnclear
from helpline.model.draft import Draft
from helpline.model.event import Event, Label, Mode
from helpline.model.phone import tail
from helpline.model.times import SHANGHAI, When, read_time, shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.moving import moved_proposal
from helpline.services.handover.appointments import ALL, CALL_LEAD, Appointments, Schedule, spread
from helpline.services.handover.lines import line_facts
from helpline.services.handover.meant_time import merely_asks, only_busy, told_instead, wanted_part
from helpline.services.handover.other_times import asks_other_time, at_ordinal, first_and_second, fitting, merely_another, turned_down
from helpline.services.handover.time_told import of_parts, told
from helpline.services.handover.waiting import waiting
from helpline.services.handover.wished_time import NOW, dated
from helpline.services.handover.wishes import names_day_or_hour, names_time, turns_time_down, wants_call_now
from helpline.services.intake.wanted import family_of_draft
from helpline.services.reply import Button, Say, choose

IN_PERSON = (Mode.GENIUS_BAR,)
TIME_SLOTS = ("visit_time", "callback_time")
HALF_DAY = timedelta(hours=8)  # the longest part of a day that people name


def time_slot(draft: Draft) -> str:
    """The slot of the time that this way of handing over needs."""
    return "visit_time" if draft.hand_over_mode in IN_PERSON else "callback_time"


class Timing:
    """Settles `draft.starts_at`; taking the seat is for whoever confirms."""

    def __init__(self, catalogue: Catalogue, appointments: Appointments) -> None:
        self._catalogue = catalogue
        self._appointments = appointments

    def schedule(self, work: UnitOfWork, draft: Draft) -> Schedule:
        """That of the store, or of the line that calls back."""
        store = self._catalogue.stores.get(draft.store or "")
        if draft.hand_over_mode in IN_PERSON and store:
            found = self._appointments.of_store(store, work.events.get(draft.event_number or ""))
        else:
            found = self._appointments.of_line(self._catalogue.line_of(self._label(work, draft)))
        return replace(found, holder=draft.event_number or "")

    def ask(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The question for a time, with the next free ones."""
        draft.asking, draft.starts_at = time_slot(draft), None
        draft.tried(f"named {draft.store}")  # by the question
        work.seats.let_go(draft.event_number or "")
        self._buttons(draft, self._free(work, draft, now))
        if draft.asking == "callback_time" and self._catalogue.line_of(self._label(work, draft)).hours.is_open(now):
            draft.offered_times = [NOW, *draft.offered_times]
        question = Say(f"utter_ask_{draft.asking}", self._where(work, draft, now), self._offered(draft))
        return [*of_parts(self.schedule(work, draft)), question]

    def ask_again(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The same question with the times that were on the table."""
        if not draft.offered_times or draft.asking not in TIME_SLOTS:
            return self.ask(work, draft, now)
        return [Say(f"utter_ask_{draft.asking}", self._where(work, draft, now), self._offered(draft))]

    def wished_or_ask(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Go on with the time that was wished for before anybody asked, if there is one to come."""
        wished = str(draft.facts.pop("wished_time", None) or "")
        if wished != "asap":
            wished = told_instead(wanted_part(wished, now, self._catalogue.holidays), now, self._catalogue.holidays)
        if not wished or turns_time_down(wished):  # 「明儿十点我怕是接不了」 wishes for no hour
            return self.ask(work, draft, now)
        draft.asking = time_slot(draft)
        try:
            return self._read(work, draft, wished, now)
        except TimeUnclear as refused:
            return self.refused(work, draft, refused, now) if refused.copy_key != TimeUnclear.copy_key else self.ask(work, draft, now)
        except Refused as refused:
            return self.refused(work, draft, refused, now)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """A message as a time; None where it names none."""
        slot = time_slot(draft)
        chosen = heard.chosen.get(slot) or at_ordinal(heard.text, draft.offered_times)
        if chosen == NOW:
            return self.call_now(work, draft, now)
        if chosen:
            return self._read_back(work, draft, datetime.fromisoformat(str(chosen)), now)
        if choices := first_and_second(heard.text):
            draft.asking = slot
            return self._either(work, draft, choices, now)
        text = told_instead(wanted_part(heard.text, now, self._catalogue.holidays), now, self._catalogue.holidays)
        if asks_other_time(text) and not names_day_or_hour(text, now, self._catalogue.holidays):
            return self._others(work, draft, text, now)
        if merely_asks(heard, text, now, self._catalogue.holidays):
            return None
        if draft.starts_at and only_busy(heard.text):  # 「我三点半要去接孩子」, where half past two was read back
            return self.ask(work, draft, now) if self.same(draft, text, now) else None
        if turned_down(text, now, self._catalogue.holidays) and (draft.starts_at or draft.offered_times):
            return self._others(work, draft, text, now)
        if not names_time(text, now, self._catalogue.holidays) or turns_time_down(text):
            yes = heard.intent == "talk_affirm" and draft.asking == slot and draft.offered_times
            return [Say("utter_times_which", {}, self._offered(draft))] if yes else None
        draft.asking = slot
        try:
            return self._read(work, draft, text, now)
        except Refused as refused:
            return self.refused(work, draft, refused, now)

    def shift(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「往后推半小时呗」, 「她泡实验室 挪到下午一点」, where a time waits for a yes: that time, read back."""
        then = draft.starts_at if draft.asking == "confirm" and draft.starts_at != NOW and not heard.chosen else None
        at = moved_proposal(heard, datetime.fromisoformat(then), now, self._catalogue.holidays) if then else None
        try:
            return self._read(work, draft, f"{at.month}月{at.day}日{at:%H:%M}", now) if at else None
        except Refused as refused:
            return self.refused(work, draft, refused, now)

    def speaks_of_table(self, draft: Draft, text: str, now: datetime) -> bool:
        """True where another time than those on the table is wanted, or the one that waits for a yes is put right: 「是周日不是周六」."""
        if draft.asking in (*TIME_SLOTS, "confirm") and (asks_other_time(text) or at_ordinal(text, draft.offered_times)):
            return True
        return draft.asking == "confirm" and told_instead(text, now, self._catalogue.holidays) != text

    def _either(self, work: UnitOfWork, draft: Draft, choices: tuple[str, str], now: datetime) -> list[Say]:
        """「十点半行不行，不行就十一点」: the first of two that can be had."""
        try:
            return self._read(work, draft, choices[0], now)
        except Refused:
            pass  # the second was told for this
        try:
            return self._read(work, draft, choices[1], now)
        except Refused as refused:
            return self.refused(work, draft, refused, now)

    def _others(self, work: UnitOfWork, draft: Draft, text: str, now: datetime) -> list[Say]:
        """Other times than those on the table; what there is, where none is as it was wished."""
        if draft.starts_at and merely_another(text):
            return self.ask(work, draft, now)
        on_table = [draft.starts_at] if draft.starts_at else draft.offered_times
        known = [datetime.fromisoformat(time) for time in on_table if time != NOW]
        work.seats.let_go(draft.event_number or "")
        schedule = self.schedule(work, draft)
        free = self._appointments.free(work, schedule, When(now, now + schedule.horizon), now, limit=ALL)
        fits = fitting(text, free, known, now, self._catalogue.holidays)
        if not fits:
            return self.ask(work, draft, now)
        draft.asking, draft.starts_at = time_slot(draft), None
        whole = When(fits[0], fits[-1] + timedelta(minutes=1))
        return [Say("utter_times_in_window", {}, self._buttons(draft, spread(fits, whole)))]

    def same(self, draft: Draft, text: str, now: datetime) -> bool:
        """True where the text names no other time than the one that waits for a yes."""
        if chosen := at_ordinal(text, draft.offered_times):
            return chosen == draft.starts_at
        try:
            said = dated(draft, wanted_part(text, now, self._catalogue.holidays), now, self._catalogue.holidays)
            when = read_time(said, now, self._catalogue.holidays)
        except TimeUnclear:
            return True
        if draft.starts_at == NOW:
            return when is None or wants_call_now(text, now, self._catalogue.holidays)
        return when is None or draft.starts_at is None or when.start == datetime.fromisoformat(draft.starts_at)

    def soonest(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Any time will do: the first free one, read back."""
        schedule = self.schedule(work, draft)
        free = self._appointments.free(work, schedule, When(now, now + schedule.horizon), now, limit=1)
        return self._read_back(work, draft, free[0], now) if free else self.ask(work, draft, now)

    def refused(self, work: UnitOfWork, draft: Draft, refused: Refused, now: datetime) -> list[Say]:
        """Why the time cannot be had, with the nearest that can."""
        draft.asking, draft.starts_at = time_slot(draft), None
        near = [datetime.fromisoformat(t) for t in refused.facts.get("times", "").split()]
        buttons = self._buttons(draft, near or self._free(work, draft, now))
        key = refused.copy_key
        if key == "utter_error_time_closed" and refused.facts.get("why"):
            key = "utter_error_time_holiday"
        return [Say(key, {**self._where(work, draft, now), **refused.facts}, (*buttons, *self._elsewhere(work, draft, refused, now)))]

    def read_back_again(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The time that waits for a yes, held again."""
        if draft.starts_at == NOW:
            return self.call_now(work, draft, now)
        return self._read_back(work, draft, datetime.fromisoformat(draft.starts_at), now) if draft.starts_at else []

    def _read(self, work: UnitOfWork, draft: Draft, text: str, now: datetime) -> list[Say]:
        whole = dated(draft, text, now, self._catalogue.holidays)
        calls = draft.hand_over_mode is Mode.CALL_BACK
        if calls and wants_call_now(text, now, self._catalogue.holidays):
            return self.call_now(work, draft, now)
        when = read_time(whole, now, self._catalogue.holidays)
        if calls and when and when.exact and now <= when.start < now + CALL_LEAD:  # 「五分钟后」 is before any slot
            return self.call_now(work, draft, now)
        when, free = self._appointments.read(work, self.schedule(work, draft), whole, now)
        if len(free) == 1:
            offered = free[0].astimezone(SHANGHAI).isoformat() in draft.offered_times  # nothing had to be assumed
            when = replace(when, assumed=tuple(word for word in when.assumed if word != "afternoon")) if _afternoons(draft) else when
            return [*([] if offered else told(when, free[0], now)), *self._read_back(work, draft, free[0], now)]
        once_more = draft.tried(f"window {when.start:%m%d%H}-{when.end:%m%d%H}") > 1  # none of those listed is preferred
        if when.end - when.start <= HALF_DAY or once_more:
            return [*self._at_store(draft), *self._first_of(work, draft, free, now)]
        draft.starts_at = None
        return [*self._at_store(draft), Say("utter_times_in_window", {}, self._buttons(draft, free))]

    def _first_of(self, work: UnitOfWork, draft: Draft, free: list[datetime], now: datetime) -> list[Say]:
        """The first free time of those wished for, read back; the others are a tap away, so that nobody is asked again."""
        *before, read_back = self._read_back(work, draft, free[0], now)
        if draft.asking != "confirm":
            return [*before, read_back]
        others = self._buttons(draft, free)[1:]
        return [*before, Say("utter_time_first_free"), replace(read_back, buttons=others)]

    def _at_store(self, draft: Draft) -> list[Say]:
        """The store that was named beside the time, once: 「万象城那个，下周三晚上吧」."""
        store = self._catalogue.stores.get(draft.store or "") if draft.hand_over_mode in IN_PERSON else None
        return [Say("utter_store_taken", {"store": store.name})] if store and draft.tried(f"named {store.id}") == 1 else []

    def call_now(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """A call as soon as somebody is free: how long that may take, read back; in closed hours why not, and when."""
        label = self._label(work, draft)
        line = self._catalogue.line_of(label)
        wait = waiting(work, self._catalogue, line.id, now, draft.event_number or "")
        if not line.hours.is_open(now + timedelta(minutes=wait.minutes or 0)):
            opens = line.hours.next_opening(now) if not line.hours.is_open(now) else None
            near = " ".join(t.isoformat() for t in self._free(work, draft, now))
            closed = TimeClosed(
                why=line.hours.why_closed(now.astimezone(SHANGHAI).date()) or "", times=near, opens=shown_time(opens) if opens else ""
            )
            return self.refused(work, draft, closed if opens else TimeTaken(times=near), now)
        work.seats.let_go(draft.event_number or "")
        draft.starts_at, draft.asking = NOW, "confirm"
        facts = {"phone": f"…{tail(str(draft.facts.get('contact_phone', '')))}", "ahead": str(wait.ahead), "minutes": str(wait.minutes)}
        unsure = "utter_read_back_call_now_unsure"
        key = unsure if wait.minutes is None else "utter_read_back_call_now_wait" if wait.ahead else "utter_read_back_call_now"
        return [Say(key, facts)]

    def _elsewhere(self, work: UnitOfWork, draft: Draft, refused: Refused, now: datetime) -> tuple[Button, ...]:
        """Where a time at a store is taken: other stores of the city that have it or one soon after, and the other ways."""
        store, event = self._catalogue.stores.get(draft.store or ""), work.events.get(draft.event_number or "")
        if not isinstance(refused, TimeTaken) or draft.hand_over_mode not in IN_PERSON or store is None:
            return ()
        at = max(now, datetime.fromisoformat(refused.facts["at"])) if "at" in refused.facts else now
        draft.facts["wished_time"] = shown_time(at)
        others = [o for o in self._catalogue.stores_in(store.city, family=family_of_draft(self._catalogue, draft)) if o.id != store.id]
        window = When(at, at + timedelta(hours=3))
        fitting = [o for o in others if self._appointments.free(work, self._appointments.of_store(o, event), window, now, limit=1)]
        ways = [mode for mode in self._catalogue.routes[draft.intent or ""].offer if mode not in IN_PERSON]
        names = self._catalogue.mode_names
        return (*(choose("place", o.id, o.name) for o in fitting[:3]), *(choose("service_mode", m.value, names[m]) for m in ways))

    def _free(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[datetime]:
        schedule = self.schedule(work, draft)
        return self._appointments.free(work, schedule, When(now, now + schedule.horizon), now)

    def _buttons(self, draft: Draft, times: list[datetime]) -> tuple[Button, ...]:
        draft.offered_times = [t.astimezone(SHANGHAI).isoformat() for t in times]
        return self._offered(draft)

    def _offered(self, draft: Draft) -> tuple[Button, ...]:
        """Quick replies for the times that were offered last."""
        titles = {t: self._catalogue.buttons["now"] if t == NOW else shown_time(datetime.fromisoformat(t)) for t in draft.offered_times}
        return tuple(choose(time_slot(draft), t, title) for t, title in titles.items())

    def _read_back(self, work: UnitOfWork, draft: Draft, starts_at: datetime, now: datetime) -> list[Say]:
        """The time once more in full, with a seat held for a while; why not, where it is gone."""
        event = work.events.get(draft.event_number or "")
        if event is not None:
            try:
                self._appointments.hold(work, self.schedule(work, draft), event, starts_at, now)
            except Refused as refused:
                return self.refused(work, draft, refused, now)
        draft.starts_at, draft.asking = starts_at.astimezone(SHANGHAI).isoformat(), "confirm"
        draft.facts.pop("wished_time", None)
        facts: dict[str, Any] = {"time": shown_time(starts_at)}
        if draft.hand_over_mode in IN_PERSON and (store := self._catalogue.stores.get(draft.store or "")):
            return [Say("utter_read_back_visit", {**facts, "store": store.name, "address": store.address})]
        phone = tail(str(draft.facts.get("contact_phone", "")))
        return [Say("utter_read_back_call", {**facts, "phone": f"…{phone}"})]

    def _where(self, work: UnitOfWork, draft: Draft, now: datetime) -> dict[str, str]:
        store = self._catalogue.stores.get(draft.store or "")
        return {**line_facts(self._catalogue, self._label(work, draft), now), "store": store.name if store else ""}

    def _label(self, work: UnitOfWork, draft: Draft) -> Label:
        """The label of the event, which another time for it keeps, though the draft asks about something else."""
        event: Event | None = work.events.get(draft.event_number) if draft.event_number else None
        return event.label if event else self._catalogue.routes[draft.intent or ""].label


def _afternoons(draft: Draft) -> bool:
    """True where only later halves of days are on the table: 「今天下午」, then 「四点吧」."""
    times = [time[11:13] for time in draft.offered_times if time != NOW]
    return bool(times) and all(hour >= "12" for hour in times)
