"""Until when a booking can still be changed or given up in the chat."""

from __future__ import annotations

from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Event
from helpline.model.times import shown_time
from helpline.services import events
from helpline.services.reply import Say


def last_minutes(catalogue: Catalogue) -> str:
    """How many minutes before a visit its last change may come."""
    return str(int(catalogue.bookings.change_until.total_seconds() // 60))


def too_late(catalogue: Catalogue, draft: Draft, event: Event, now: datetime) -> list[Say]:
    """A visit that begins within the hour is no longer changed here: the store must hear of it. A call can be stopped at any time."""
    hand_off = event.hand_off
    store = catalogue.stores.get(hand_off.place.id) if hand_off and hand_off.place else None
    if not hand_off or not hand_off.starts_at or store is None or not events.is_live(event, now):
        return []
    if hand_off.starts_at - now >= catalogue.bookings.change_until:
        return []
    draft.event_number, draft.asking, draft.handed_over = event.number, None, True
    facts = {"time": shown_time(hand_off.starts_at), "store": store.name, "phone": store.phone, "minutes": last_minutes(catalogue)}
    return [Say("utter_change_too_late", facts)]
