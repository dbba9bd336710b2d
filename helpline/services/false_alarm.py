"""A danger that the customer takes back: 「没鼓包，就是摔了」. What was told stays with the event."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.faults import ACCIDENT
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.telling import cause_told

BODY = "hardware_report_body"  # what a device that fell has at least
_DENIED = re.compile(r"(?:并?没有?|不是|也没)(?:电池)?(?:鼓包|鼓起来?|鼓|膨胀|发胀|胀|翘起来?|翘边|凸起来?|凸出来?)")

_ASKS = re.compile(r"[吗么?？]")


def undenied(text: str) -> str:
    """The text without what it says is not so."""
    plain = normalise(text)
    return plain if _ASKS.search(plain) else _DENIED.sub(" ", plain)


def false_alarm(catalogue: Catalogue, route: Route, draft: Draft, heard: Heard) -> bool:
    """True where a bulge is denied and an accident explains what looked like one."""
    if route.label is not Label.HAZARD or route.topic != "swollen" or undenied(heard.text) == normalise(heard.text):
        return False
    cause = cause_told(catalogue, undenied(heard.text)) or str(draft.facts.get("fault_cause") or "")
    return catalogue.entitlements.faults.kind_of(cause) == ACCIDENT and cause != "进水"


def named_part(heard: Heard) -> str:
    """The part that is damaged instead, where one is named."""
    found = heard.first("component")
    return found.value if found else ""
