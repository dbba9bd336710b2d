"""Issues events, changes them, and finds them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from helpline.catalogue.facts import Route
from helpline.errors import NotFound, TooManyTries
from helpline.model.call_back import CallBackStatus
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, HandOff, HandOffStatus, Mode, Priority
from helpline.model.event_number import new_event_number
from helpline.model.phone import tail
from helpline.model.statements import substance
from helpline.model.text import shorten
from helpline.ports import UnitOfWork

TRIES = 5
LOCK = timedelta(minutes=15)
LATE = timedelta(hours=2)  # for so long a call that did not come yet can be given up or moved
SYMPTOM_LIMIT = 500
WRONG = "wrong_tail"
ALSO, ALSO_LIMIT = "also", 100
_MERE_WISHES = ("service_", "hardware_book_", "hardware_ask_store", "hardware_ask_mail_in")
NARROWED = 3  # so many models that a device may be are told by their names


def issue(work: UnitOfWork, draft: Draft, route: Route, now: datetime) -> Event:
    """The event of the draft's submission: a new one, or the one that it has already."""
    known = work.events.of_submission(draft.submission)
    if known is None:
        known = _new(draft, route, now)
        while work.events.get(known.number) is not None:
            known.number = new_event_number()
        work.events.add(known)
        _no_longer_waits(work, draft.last_event, known, now)
    draft.event_number = known.number
    return known


def _new(draft: Draft, route: Route, now: datetime) -> Event:
    event = Event(
        number=new_event_number(),
        submission=draft.submission,
        conversation_id=draft.conversation_id,
        label=route.label,
        topic=route.topic,
        skill_group=route.skill_group,
        priority=route.priority,
        status=EventStatus.OPEN,
        created_at=now,
        updated_at=now,
        facts={**_facts(draft), **waiting(draft)},
    )
    if draft.angry > 1 or draft.urgent or draft.risk:
        raise_priority(event, Priority.HIGH)
    event.note(now, "issued", "bot")
    return event


def waiting(draft: Draft) -> dict[str, list[str]]:
    """What else was told of and has no event yet, in the customer's words, for the advisor of this one: 「手表也充不进电，一起修得不」."""
    others = [one for one in draft.parked if not one.get("event_number") and not str(one["intent"]).startswith(_MERE_WISHES)]
    words = [str(one.get("said", {}).get("text") or one.get("facts", {}).get("symptom") or "") for one in others]
    return {ALSO: [shorten(said, ALSO_LIMIT) for said in words if said]} if any(words) else {}


def keep_waiting(work: UnitOfWork, draft: Draft, now: datetime) -> None:
    """Bring it to the event at hand."""
    event = work.events.get(draft.event_number or "")
    if event is None:
        return
    known = list(event.facts.get(ALSO) or [])
    if new := [words for words in waiting(draft).get(ALSO, []) if words not in known]:
        _tell_also(work, event, [*known, *new], now)


def _no_longer_waits(work: UnitOfWork, number: str | None, own: Event, now: datetime) -> None:
    """It has an event of its own now."""
    before, told = work.events.get(number or ""), str(own.facts.get("symptom") or "")
    waited = list(before.facts.get(ALSO) or []) if before else []
    left = [words for words in waited if not told or (words not in told and told not in words)]
    if before is not None and left != waited:
        _tell_also(work, before, left, now)


def _tell_also(work: UnitOfWork, event: Event, words: list[str], now: datetime) -> None:
    event.facts = {**event.facts, ALSO: words}
    event.note(now, "facts", "customer")
    work.events.update(event)


def keep_facts(work: UnitOfWork, draft: Draft, now: datetime) -> None:
    """Bring what was learnt after the number was issued to the event."""
    event = work.events.get(draft.event_number) if draft.event_number else None
    if event is None:
        return
    draft.facts |= _grown(event, draft)
    if event.facts != {**event.facts, **_facts(draft)}:
        event.facts = {**event.facts, **_facts(draft)}
        event.note(now, "facts", "customer")
        work.events.update(event)


def _grown(event: Event, draft: Draft) -> dict[str, Any]:
    """What the event was told while the draft kept older words of it: nothing that was added is lost."""
    grown: dict[str, Any] = {}
    for name, known in event.facts.items():
        mine = draft.facts.get(name)
        if name == "symptom" and mine and mine != known:
            grown[name] = _all_said(str(known), str(mine))
        elif isinstance(known, list) and isinstance(mine, list) and known[: len(mine)] == mine:
            grown[name] = known
    return grown


def _all_said(known: str, mine: str) -> str:
    for part in mine.split("；"):
        known = joined(known, part)
    return known


def hand_over(work: UnitOfWork, event: Event, hand_off: HandOff, now: datetime, who: str = "customer") -> None:
    """Keep how the event goes on, in place of what was arranged before."""
    if hand_off.seat is None:
        work.seats.release(event.number)
    if hand_off.mode is not Mode.CALL_BACK:
        work.call_backs.close(event.number, CallBackStatus.CANCELLED)
    event.hand_off = hand_off
    event.note(now, f"hand_off:{hand_off.mode.value}", who)
    work.events.update(event)


def cancel_hand_off(work: UnitOfWork, event: Event, now: datetime, who: str = "customer") -> None:
    """Give up the call back or visit; the event stays open."""
    work.seats.release(event.number)
    work.call_backs.close(event.number, CallBackStatus.CANCELLED)
    if event.hand_off:
        event.hand_off = replace(event.hand_off, status=HandOffStatus.CANCELLED, seat=None)
    event.note(now, "hand_off_cancelled", who)
    work.events.update(event)


def proven(work: UnitOfWork, number: str, phone_tail: str, now: datetime) -> Event:
    """The event, for a customer who knows its number and the last four digits of its phone.

    Raises NotFound alike for an unknown number and a wrong tail, TooManyTries after five wrong ones in fifteen minutes.
    """
    if work.audit.count(WRONG, number, now - LOCK) >= TRIES:
        raise TooManyTries(minutes=str(int(LOCK.total_seconds() // 60)))
    event = work.events.get(number)
    phone = event.facts.get("contact_phone", "") if event else ""
    if event is None or not phone or tail(phone) != phone_tail:
        work.audit.record(now, "customer", WRONG, number)
        raise NotFound
    return event


def tell_more(event: Event, text: str) -> None:
    """Add what the customer says to what they said of it before."""
    said = str(event.facts.get("symptom", ""))
    event.facts = {**event.facts, "symptom": joined(said, text)}


def joined(said: str, text: str) -> str:
    """Two descriptions as one, each told once; 「先跳过吧」 describes nothing."""
    text = substance(text.strip()) if said else text.strip()
    if not said or not text or text in said:
        return said or shorten(text, SYMPTOM_LIMIT)
    return shorten(f"{said}；{text}", SYMPTOM_LIMIT)


def raise_priority(event: Event, priority: Priority) -> None:
    """Make it at least this urgent."""
    if priority.rank < event.priority.rank:
        event.priority = priority


# What a draft notes for itself. The way, place and time of the hand-over stand in the hand-over.
_INTERNAL = (
    "wished_time",
    "no_call",
    "proof_lost",
    "booked_at",
    "booked_other_day",
    "device_family",
    "device_options",
    "said",
    "province",
    "place_said",
    "wished_place",
    "count",
    "event_number",
    "phone_anew",
    "way_said",
    "service_mode",
    "visit_time",
    "callback_time",
    "told",
    "record",
)


def _facts(draft: Draft) -> dict[str, Any]:
    facts = {k: v for k, v in draft.facts.items() if v not in (None, "", []) and k not in _INTERNAL}
    facts |= {"device_model": device} if (device := device_told(draft)) else {}
    return {**facts, **draft.findings, **mood_of(draft)}


def device_told(draft: Draft) -> str:
    """The device; of one that is not known for sure the few that it may be, or its line."""
    left, line = draft.facts.get("device_options") or [], str(draft.facts.get("device_family") or "")
    return str(draft.facts.get("device_model") or "") or (" 或 ".join(left) if line and 0 < len(left) <= NARROWED else line)


def mood_of(draft: Draft) -> dict[str, str]:
    """What an advisor should know of the customer's mood before the first word."""
    risk = "self_harm" if draft.risk else None
    mood = "angry" if draft.angry > 1 else "urgent" if draft.urgent else None
    return {name: value for name, value in (("risk", risk), ("mood", mood)) if value}


def is_live(event: Event, now: datetime) -> bool:
    """True where a call back or visit lies ahead, or the call that was promised is late."""
    hand_off = event.hand_off
    if hand_off is None or hand_off.status is not HandOffStatus.CONFIRMED or hand_off.starts_at is None:
        return False
    return hand_off.starts_at + (LATE if hand_off.mode is Mode.CALL_BACK else timedelta(0)) > now
