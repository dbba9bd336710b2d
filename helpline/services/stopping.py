"""The customer gives a matter up: what was not submitted is forgotten, an event stays."""

from __future__ import annotations

from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.event import Event
from helpline.model.event_number import shown
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.declining import withdraws
from helpline.services.handover.handover import Handover
from helpline.services.handover.wishes import gives_booking_up
from helpline.services.matters.giving_up import gives_up
from helpline.services.reply import Say


def turned_from(draft: Draft, heard: Heard) -> Say:
    """Leave the matter for another: it waits, unless it is given up."""
    if gives_up(heard.text) and not draft.event_number:
        return Say("utter_switched_dropped")
    draft.set_aside()
    return Say("utter_switched")


def drop(draft: Draft) -> Say:
    """Give up what has no number yet."""
    answered = draft.intent if draft.told else None
    draft.drop()
    draft.answered = answered
    return Say("utter_cancelled")


def stop(work: UnitOfWork, draft: Draft, handover: Handover, heard: Heard, now: datetime) -> list[Say]:
    """End it here, and say what is left of it."""
    event = work.events.get(draft.event_number) if draft.event_number else None
    if event is None:
        return [drop(draft)]
    live = events.is_live(event, now)
    if live and (gives_booking_up(heard.text) or withdraws(heard.text)):
        draft.asking, draft.handed_over = None, True
        return handover.give_up(work, draft, event, now)
    said = left(draft, event, now)
    return [Say("utter_not_withdrawn", {"number": shown(event.number)}) if withdraws(heard.text) and not live else said]


def left(draft: Draft, event: Event, now: datetime) -> Say:
    """Ask nothing more of an event: what was arranged stands, else its number is told."""
    draft.asking, draft.handed_over = None, True
    if events.is_live(event, now) and event.hand_off and event.hand_off.starts_at:
        return Say("utter_change_given_up", {"time": shown_time(event.hand_off.starts_at)})
    return Say("utter_cancelled_with_event", {"number": shown(event.number)})
