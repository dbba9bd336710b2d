"""A yes to a time that was read back: the seat is taken, and the customer told what they have."""

from __future__ import annotations

from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.errors import DeviceBooked, Refused
from helpline.model.draft import NO_CALL, Draft
from helpline.model.event import Event, Mode
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.together import same_call
from helpline.services.handover import call_backs
from helpline.services.handover.appointments import Appointments, confirmed
from helpline.services.handover.confirmation import called_now, confirmation
from helpline.services.handover.timing import IN_PERSON, Timing
from helpline.services.handover.waiting import waiting
from helpline.services.handover.wished_time import NOW
from helpline.services.reply import Say


class Settling:
    """Takes what `draft.starts_at` says."""

    def __init__(self, catalogue: Catalogue, appointments: Appointments, timing: Timing) -> None:
        self._catalogue = catalogue
        self._appointments = appointments
        self._timing = timing

    def settle(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        """The confirmation, or why the time is gone. Raises DeviceBooked where the device has a visit of another event."""
        if draft.hand_over_mode is Mode.CALL_BACK:
            draft.facts.pop(NO_CALL, None)  # it is wished for after all
        events.keep_waiting(work, draft, now)
        if together := same_call(work, draft, now):
            return together
        if draft.starts_at == NOW or draft.starts_at is None:
            return self._at_once(work, draft, event, now)
        starts_at = datetime.fromisoformat(draft.starts_at)
        mode = draft.hand_over_mode or Mode.CALL_BACK
        store = self._catalogue.stores.get(draft.store or "") if mode in IN_PERSON else None
        try:
            seat = self._appointments.take(work, self._timing.schedule(work, draft), event, starts_at, now)
        except DeviceBooked:
            raise
        except Refused as refused:
            return self._timing.refused(work, draft, refused, now)
        hand_off = confirmed(mode, starts_at, seat, store=store, line=None if store else self._catalogue.line_of(event.label))
        events.hand_over(work, event, hand_off, now)
        if mode is Mode.CALL_BACK:
            call_backs.arrange(work, self._catalogue, event, hand_off, now)
        draft.asking, draft.handed_over = None, True
        return [confirmation(self._catalogue, event, hand_off, store)]

    def _at_once(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        """Join the queue of calls now, in place of what was arranged."""
        line = self._catalogue.line_of(event.label)
        if not line.hours.is_open(now):
            return self._timing.call_now(work, draft, now)
        hand_off = confirmed(Mode.CALL_BACK, now, None, line=line)
        wait = waiting(work, self._catalogue, line.id, now, event.number)
        events.hand_over(work, event, hand_off, now)
        call_backs.arrange(work, self._catalogue, event, hand_off, now)
        draft.asking, draft.handed_over = None, True
        return [called_now(self._catalogue, event, hand_off, wait)]
