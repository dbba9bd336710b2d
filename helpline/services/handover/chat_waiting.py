"""The chat with an advisor: the customer waits here, an advisor at the desk takes the conversation over."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Event, HandOff, HandOffStatus, Label, Mode
from helpline.model.event_number import shown
from helpline.model.text import normalise
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.reply import Say, event_card

LOOKED_AT = 500
SHORT = 16  # characters in which one asks whether anybody is there, and tells nothing
_ANYBODY = re.compile(
    r"还?在(?:吗|么|不在|嘛)|有人(?:吗|么|嘛|没|在)|人呢|没人|怎么(?:还)?(?:没|不)(?:有?人|来|接|回)|(?:还|要)(?:要|得|需要)?等?多久|排到|到我了|轮到|前面(?:还)?有几|多长时间"
)


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


def still_waiting(work: UnitOfWork, catalogue: Catalogue, draft: Draft, text: str, now: datetime) -> list[Say] | None:
    """That the customer waits still, and how many are before them, to 「还在吗」; None for anything else."""
    event = work.events.get(draft.event_number or "")
    if draft.asking or event is None or not waits_in_chat(event) or len(text.strip()) > SHORT or not _ANYBODY.search(normalise(text)):
        return None
    facts = {"event": shown(event.number)}
    if not chat_open(catalogue, event.label, now):
        return [Say("utter_status_chat", facts)]
    ahead = _ahead(work, event)
    return [Say("utter_chat_still_waiting", {**facts, "ahead": str(ahead)}) if ahead else Say("utter_chat_waiting_next", facts)]


def _ahead(work: UnitOfWork, event: Event) -> int:
    """How many wait in the chats of the same advisors, and began to before."""
    others = [queued for queued in work.works.open_events(LOOKED_AT) if queued.event.number != event.number]
    same = [queued.event for queued in others if queued.event.skill_group == event.skill_group and waits_in_chat(queued.event)]
    return sum(1 for other in same if _began(other) < _began(event))


def _began(event: Event) -> str:
    """When it was last put into the queue of chats."""
    return max((str(line["at"]) for line in event.history if line["what"] == f"hand_off:{Mode.CHAT.value}"), default="")
