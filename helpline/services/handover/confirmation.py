"""What a customer is told, and sees as a card, once a time is theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue, Route, Store
from helpline.model.draft import Draft
from helpline.model.event import Event, HandOff, Label, Mode
from helpline.model.event_number import shown
from helpline.model.times import SHANGHAI, shown_time
from helpline.services.handover.keeping import last_minutes
from helpline.services.handover.waiting import Waiting
from helpline.services.intake.wanted import family_of
from helpline.services.reply import Say

DEAD = ("power", "boot")  # topics of devices on which nothing can be set any more


def confirmation(catalogue: Catalogue, event: Event, hand_off: HandOff, store: Store | None) -> Say:
    """When, where, the code, what to bring, how to change."""
    starts_at = hand_off.starts_at
    facts = {"time": shown_time(starts_at) if starts_at else "", "code": hand_off.code or ""}
    card: dict[str, Any] = {"kind": "call_back", "event_number": event.number, "code": hand_off.code}
    card["starts_at"] = starts_at.astimezone(SHANGHAI).isoformat() if starts_at else None
    if store is None:
        return Say("utter_call_back_confirmed", {**facts, "number": catalogue.number_of(catalogue.line_of(event.label))}, card=card)
    ends_at = starts_at.astimezone(SHANGHAI) + timedelta(minutes=catalogue.visits_of(store).minutes) if starts_at else None
    things = bring(catalogue, event, hand_off.mode)
    place = {"name": store.name, "address": store.address, "city": store.city, "phone": store.phone}
    card |= {"kind": "booking", "store": store.name, "address": store.address, "phone": store.phone, "place": place, "bring": things}
    card["ends_at"] = ends_at.isoformat() if ends_at else None
    key = "utter_visit_confirmed_sample" if catalogue.visits_of(store).sample else "utter_visit_confirmed"
    told = {
        **facts,
        "store": store.name,
        "address": store.address,
        "phone": store.phone,
        "bring": "、".join(things),
        "minutes": last_minutes(catalogue),
    }
    return Say(key, told, card=card)


def called_now(catalogue: Catalogue, event: Event, hand_off: HandOff, wait: Waiting) -> Say:
    """A call as soon as somebody is free: about when, and the code."""
    card = confirmation(catalogue, event, hand_off, None).card
    facts = {"code": hand_off.code or "", "number": catalogue.number_of(catalogue.line_of(event.label))}
    if wait.minutes is None:
        return Say("utter_call_now_confirmed_unsure", facts, card=card)
    if wait.ahead:
        return Say("utter_call_now_confirmed_wait", {**facts, "ahead": str(wait.ahead), "minutes": str(wait.minutes)}, card=card)
    return Say("utter_call_now_confirmed", facts, card=card)


def mail_in(catalogue: Catalogue, event: Event) -> list[Say]:
    """What to do before posting; a warning first where glass is cracked, or the device is large."""
    things = bring(catalogue, event, Mode.MAIL_IN)
    card = {"kind": "mail_in", "event_number": event.number, "bring": things}
    arranged = Say("utter_mail_in_arranged", {"event": shown(event.number), "bring": "、".join(things)}, card=card)
    named = str(event.facts.get("device_model") or "")
    large = [Say("utter_mail_in_large", {"device": _first_of(named).split("（")[0]})] if catalogue.bookings.is_large(named) else []
    return [*([Say("utter_mail_in_cracked")] if _cracked(catalogue, event) else []), *large, arranged]


def _cracked(catalogue: Catalogue, event: Event) -> bool:
    rules, said = catalogue.bookings, str(event.facts.get("symptom", ""))
    broken = event.facts.get("fault_cause") in rules.cracked_causes or any(word in said for word in rules.cracked_words)
    return component_of(catalogue, event) in rules.cracked_components and broken


def bring(catalogue: Catalogue, event: Event, mode: Mode) -> list[str]:
    """What to do and bring before a device is seen or sent, by what it is and whether it still works; a line of devices is enough."""
    family = family_of(catalogue, _first_of(str(event.facts.get("device_model") or "")))
    usable = event.label is not Label.HAZARD and event.topic not in DEAD
    return catalogue.bookings.list_for(mode, family or None, component_of(catalogue, event), usable=usable)


def bring_before(catalogue: Catalogue, draft: Draft, route: Route, mode: Mode) -> list[str]:
    """The same before there is an event."""
    family = family_of(catalogue, str(draft.facts.get("device_model") or draft.facts.get("device_family") or ""))
    usable = route.label is not Label.HAZARD and route.topic not in DEAD
    return catalogue.bookings.list_for(mode, family or None, _part_in(catalogue, draft.facts), usable=usable)


def _first_of(named: str) -> str:
    """The device, or the first of a few that it may be."""
    return named.split(" 或 ", maxsplit=1)[0]


def component_of(catalogue: Catalogue, event: Event) -> str | None:
    """The part that the customer's words name first."""
    return _part_in(catalogue, event.facts)


def _part_in(catalogue: Catalogue, facts: dict[str, Any]) -> str | None:
    said = str(facts.get("symptom", "")).lower()
    found = [(said.index(word), name) for name, words in catalogue.words["components"].items() for word in words if word in said]
    return min(found)[1] if found else None
