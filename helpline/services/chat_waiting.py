"""The chat with an advisor: the customer waits here, an advisor at the desk takes the conversation over."""

from __future__ import annotations

from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Event, HandOff, HandOffStatus, Label, Mode
from helpline.model.event_number import shown
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.reply import Say, event_card


def chat_open(catalogue: Catalogue, label: Label, now: datetime) -> bool:
    """True while the line that answers for this label has advisors who could take a chat over."""
    return catalogue.line_of(label).hours.is_open(now)


def wait_in_chat(work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
    """Put the conversation into the queue of the desk. It is confirmed when an advisor takes it."""
    events.hand_over(work, event, HandOff(Mode.CHAT, HandOffStatus.PENDING), now)
    draft.asking, draft.handed_over = None, True
    return [Say("utter_chat_waiting", {"event": shown(event.number)}, card=event_card(event.number))]


def waits_in_chat(event: Event | None) -> bool:
    """True while no advisor has come yet."""
    hand_off = event.hand_off if event else None
    return bool(hand_off and hand_off.mode is Mode.CHAT and hand_off.status is HandOffStatus.PENDING)
