"""What must happen though nobody writes: holds that run out, calls that advisors missed, reminders in the thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from helpline.catalogue.copy import Copy
from helpline.catalogue.facts import Catalogue
from helpline.model.call_back import CallBack
from helpline.model.event import Event, HandOffStatus
from helpline.model.times import shown_time
from helpline.ports import Clock, UnitOfWork
from helpline.services.afterwards.feedback import ask_due
from helpline.services.handover.call_backs import CallBacks, tell
from helpline.services.handover.confirmation import bring
from helpline.services.reply import Say

LEASE = "chores"
LASTS = timedelta(minutes=1)


class Chores:
    """Does them once in a while, in one process only however many try: the lease in the database says in which.

    A process that dies loses the lease when it runs out. Whatever is done is done once though it be tried again.
    """

    def __init__(
        self, catalogue: Catalogue, copy: Copy, call_backs: CallBacks, unit_of_work: Callable[[], UnitOfWork], clock: Clock, holder: str
    ) -> None:
        self._catalogue = catalogue
        self._copy = copy
        self._call_backs = call_backs
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._holder = holder

    def run(self) -> bool:
        """Do what is due; False where another process has that in hand."""
        now = self._clock.now()
        with self._unit_of_work() as work:
            mine = work.leases.take(LEASE, self._holder, now, now + LASTS)
            work.commit()
        if not mine:
            return False
        with self._unit_of_work() as work:
            work.seats.expire(now)
            work.commit()
        self._call_backs.sweep(now)
        self._remind(now)
        with self._unit_of_work() as work:
            ask_due(work, self._catalogue, self._copy, now)
            work.commit()
        return True

    def give_up(self) -> None:
        """Let another process go on at once."""
        with self._unit_of_work() as work:
            work.leases.give_up(LEASE, self._holder)
            work.commit()

    def _remind(self, now: datetime) -> None:
        soon = now + self._catalogue.bookings.call_backs.remind
        with self._unit_of_work() as work:
            for call in work.call_backs.live():
                if now < call.due_at <= soon and call.attempts == 0:
                    self._remind_of_call(work, call, now)
            for number in work.seats.upcoming("store:", now, soon):
                event = work.events.get(number)
                if event is not None:
                    self._remind_of_visit(work, event, now)
            work.commit()

    def _remind_of_call(self, work: UnitOfWork, call: CallBack, now: datetime) -> None:
        say = Say("utter_remind_call", {"time": shown_time(call.due_at), "code": call.code})
        tell(work, self._copy, call.conversation_id, _line_id(call.event_number, call.due_at), say, now)

    def _remind_of_visit(self, work: UnitOfWork, event: Event, now: datetime) -> None:
        hand_off = event.hand_off
        if hand_off is None or hand_off.status is not HandOffStatus.CONFIRMED or not hand_off.starts_at or not hand_off.place:
            return
        things = "、".join(bring(self._catalogue, event, hand_off.mode))
        facts = {"time": shown_time(hand_off.starts_at), "store": hand_off.place.name, "bring": things, "code": hand_off.code or ""}
        tell(work, self._copy, event.conversation_id, _line_id(event.number, hand_off.starts_at), Say("utter_remind_visit", facts), now)


def _line_id(event_number: str, at: datetime) -> str:
    return f"remind/{event_number}/{at.isoformat()}"
