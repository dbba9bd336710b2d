"""Corrections of an event that has its number: another device that is named is another matter, unless it is said to be the right one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Event
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.belonging import speaks_of_other
from helpline.services.corrections.corrections import Corrections
from helpline.services.corrections.objections import Correction
from helpline.services.intake.answers import Answers
from helpline.services.questions.event_questions import asks_if_changed

_ONLY_NAMED = 5  # characters beside the name of a device that is put in place of another
_OF_A_DEVICE = ("device_model", "device_family", "device_options", "os_version")
_LINES = ("device_model", "os_version", "serial_number", "imei", "order_number", "contact_phone")
_RIGHT = re.compile(r"不对|不是|错了?|改成|改为|更正|应该是|其实是|才对|看清|查了|确认(?:过|了)")


def put_right(
    corrections: Corrections,
    catalogue: Catalogue,
    work: UnitOfWork,
    draft: Draft,
    heard: Heard,
    now: datetime,
    *,
    worded: bool = False,
    arranging: bool = False,
) -> Correction | None:
    """What the message changes of the event; never its device for that of another matter."""
    if draft.event_number and asks_if_changed(heard.text):
        return None
    found = corrections.find(draft, heard, now, worded=worded, arranging=arranging)
    event = work.events.get(draft.event_number or "")
    if found is not None and event is not None and any(slot in event.facts for slot in found.gone):
        event.facts = {name: value for name, value in event.facts.items() if name not in found.gone}
        work.events.update(event)
    if found is not None and event is not None and event.facts.get("symptom") and "symptom" in found.facts:
        event.facts = {**event.facts, "symptom": found.facts["symptom"]}  # the old words are not kept beside the right ones
        work.events.update(event)
    if found is None or event is None or not _of_another(catalogue, event, heard):
        return found
    facts = {name: value for name, value in found.facts.items() if name not in _OF_A_DEVICE}
    again = None if found.again == "device_model" else found.again
    return replace(found, facts=facts, again=again) if facts or again else None


def corrects_line(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> bool:
    """True for 「是 26.0.1 不是 26.1」 and 「型号是14 Pro，系统是26.0.1，都写错了」 while a time is asked: lines that are known get another value."""
    found = None if heard.chosen else Corrections(catalogue, answers).find(draft, heard, now, arranging=True)
    return found is not None and any(draft.facts.get(slot) and slot in found.facts for slot in _LINES)


def _of_another(catalogue: Catalogue, event: Event, heard: Heard) -> bool:
    """True where a device is named that the event is not about, and not in its place."""
    if not speaks_of_other(catalogue, event, heard) or _RIGHT.search(normalise(heard.text)):
        return False
    named = max((found.text for found in heard.found if found.entity in ("device_model", "device_family")), key=len, default="")
    return len(heard.text.strip()) - len(named) > _ONLY_NAMED
