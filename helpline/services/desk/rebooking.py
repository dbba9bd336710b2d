"""Advisors change, make or cancel the time of an event, by the same rules as customers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue, Store
from helpline.errors import BadRequest, NotAllowed
from helpline.model.desk import Account
from helpline.model.event import Event, EventStatus, HandOffStatus, Line, Mode, Role
from helpline.model.event_number import shown
from helpline.model.times import SHANGHAI, When, shown_time
from helpline.ports import Clock, UnitOfWork
from helpline.services import events
from helpline.services.conversations import BOT
from helpline.services.desk.casework import Speak, found
from helpline.services.handover import call_backs
from helpline.services.handover.appointments import Appointments, Schedule, confirmed
from helpline.services.script import line_in_their_script

OFFERED = 60


class Rebooking:
    """Times through `Appointments`: nobody gets a seat that another holds."""

    def __init__(self, catalogue: Catalogue, appointments: Appointments, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._catalogue = catalogue
        self._appointments = appointments
        self._unit_of_work = unit_of_work
        self._clock = clock

    def free(self, number: str, day: str, store_id: str = "") -> list[datetime]:
        """The free starts of a day, for a call back or for a visit to the store."""
        now = self._clock.now()
        with self._unit_of_work() as work:
            event = found(work, number)
            start = self._day(day, now)
            window = When(start, start + timedelta(days=1) - timedelta(minutes=1))
            return self._appointments.free(work, self._schedule(event, self._store(store_id)), window, now, limit=OFFERED)

    def change(self, account: Account, number: str, starts_at: datetime, store_id: str, speak: Speak) -> None:
        """Take a time. Raises TimeTaken, TimeClosed, TimePast, TimeTooFar, BadRequest, NotAllowed."""
        now = self._clock.now()
        with self._unit_of_work() as work:
            event, store = self._held(work, account, number), self._store(store_id)
            line = None if store else self._catalogue.line_of(event.label)
            seat = self._appointments.take(work, self._schedule(event, store), event, starts_at, now)
            hand_off = confirmed(Mode.GENIUS_BAR if store else Mode.CALL_BACK, starts_at, seat, store=store, line=line)
            moved = events.is_live(event, now)
            if moved and event.hand_off and event.hand_off.mode is hand_off.mode and event.hand_off.code:
                hand_off = replace(hand_off, code=event.hand_off.code)  # the customer knows this one
            events.hand_over(work, event, hand_off, now, account.number)
            if hand_off.mode is Mode.CALL_BACK:
                call_backs.arrange(work, self._catalogue, event, hand_off, now)
            facts = {"event": shown(number), "at": shown_time(starts_at), "place": store.name if store else "", "code": hand_off.code or ""}
            said = speak("rebooked_visit" if store else "rebooked_call" if moved else "booked_call", **facts)
            self._record(work, account, event, "booking_changed", said)
            work.commit()

    def cancel(self, account: Account, number: str, speak: Speak) -> None:
        """Give the time up; the event stays open."""
        now = self._clock.now()
        with self._unit_of_work() as work:
            event = self._held(work, account, number)
            if event.hand_off is None or event.hand_off.status is HandOffStatus.CANCELLED:
                raise BadRequest("nothing_booked")
            events.cancel_hand_off(work, event, now, account.number)
            self._record(work, account, event, "booking_cancelled", speak("unbooked", event=shown(number)))
            work.commit()

    def _record(self, work: UnitOfWork, account: Account, event: Event, what: str, said: str) -> None:
        now = self._clock.now()
        work.audit.record(now, account.number, what, event.number)
        if work.threads.exists(event.conversation_id):
            line = Line(f"note-{what}-{len(event.history)}/0", event.conversation_id, now, BOT, said)
            work.threads.add(line_in_their_script(work, line))

    def _held(self, work: UnitOfWork, account: Account, number: str) -> Event:
        event = found(work, number)
        if event.status is not EventStatus.OPEN:
            raise BadRequest("closed_already")
        if work.works.get(event).owner != account.number and account.role is not Role.SUPERVISOR:
            raise NotAllowed("claim_first")
        return event

    def _schedule(self, event: Event, store: Store | None) -> Schedule:
        line = self._catalogue.line_of(event.label)
        return self._appointments.of_store(store, event) if store else self._appointments.of_line(line)

    def _store(self, store_id: str) -> Store | None:
        if store_id and store_id not in self._catalogue.stores:
            raise BadRequest("store_unknown")
        return self._catalogue.stores.get(store_id)

    def _day(self, day: str, now: datetime) -> datetime:
        try:
            return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=SHANGHAI)
        except ValueError:
            return now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
