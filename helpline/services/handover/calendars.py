"""What a calendar is told of a booking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from helpline.catalogue.copy import Copy
from helpline.catalogue.facts import Catalogue, Store
from helpline.errors import NotFound
from helpline.model.event import Event, HandOff, HandOffStatus
from helpline.model.event_number import shown
from helpline.ports import UnitOfWork
from helpline.services.handover.confirmation import bring
from helpline.services.reply import Say


@dataclass(frozen=True)
class Appointment:
    """A time with its place. The code is not in it: calendars are shared with others. `sequence` grows with every change."""

    number: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    title: str
    note: str
    location: str


class Calendars:
    """Reads the booking of an event."""

    def __init__(self, catalogue: Catalogue, copy: Copy, unit_of_work: Callable[[], UnitOfWork]) -> None:
        self._catalogue = catalogue
        self._copy = copy
        self._unit_of_work = unit_of_work

    def of_event(self, number: str) -> Appointment:
        """Its booking, be it given up. Raises NotFound where it never had a time."""
        with self._unit_of_work() as work:
            event = work.events.get(number)
        if event is None or event.hand_off is None or event.hand_off.starts_at is None:
            raise NotFound("not_found")
        hand_off, starts_at = event.hand_off, event.hand_off.starts_at.astimezone(timezone.utc)
        store = self._catalogue.stores.get(hand_off.place.id) if hand_off.place else None
        line = self._catalogue.lines[hand_off.line] if hand_off.line else self._catalogue.line_of(event.label)
        minutes = self._catalogue.visits_of(store).minutes if store else line.minutes
        return Appointment(
            number=number,
            sequence=len(_changes(event)),
            changed_at=_changes(event)[-1],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            cancelled=hand_off.status is HandOffStatus.CANCELLED,
            title=self._text(Say("utter_calendar_visit", {"store": store.name}) if store else Say("utter_calendar_call")),
            note=self._text(self._note(event, hand_off, store)),
            location=f"{store.name} {store.address}" if store else "",
        )

    def _note(self, event: Event, hand_off: HandOff, store: Store | None) -> Say:
        if store is None:
            return Say("utter_calendar_note_call", {"event": shown(event.number)})
        things = "、".join(bring(self._catalogue, event, hand_off.mode))
        return Say("utter_calendar_note_visit", {"event": shown(event.number), "phone": store.phone, "bring": things})

    def _text(self, say: Say) -> str:
        return self._copy.text(say.key, say.facts)


def _changes(event: Event) -> list[datetime]:
    """When the hand-over was made or changed, in order."""
    marks = ("issued", "hand_off", "call_")
    return [datetime.fromisoformat(line["at"]) for line in event.history if str(line["what"]).startswith(marks)]
