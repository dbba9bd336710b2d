"""What must be done at once with a device that something was spilt on, before anything is asked."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Asks
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.statements import asks_something
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.reply import Say

LIQUID = "进水"  # the cause, as the catalogue calls it
TOLD = "told first aid"  # under what it is remembered that the device is to stay off
_LONG_AGO = re.compile(r"(?:周|星期|礼拜|月|年)(?:多|半)?(?:以前|之前|前|了)|上上?个?(?:周|星期|礼拜|月)|[去前]年|月份|以前|曾经")
_TELLING = ("symptom", "tried_steps", "fault_cause")  # where it may be told that it was done
_DRIES = re.compile(r"米[里缸袋堆饭桶中]|大米|生米|吹风|晒|烘|烤|暖气|干燥剂|猫砂|放冰箱|酒精|甩[一出干]")


def asked_of_wet(draft: Draft, heard: Heard) -> list[Say]:
    """What is said to 「能不能放米里吸一下」 and 「现在充着电呢要不要拔」 of a device that got wet: what is known to be right, and no more."""
    if draft.facts.get("fault_cause") != LIQUID:
        return []
    if dries(heard.text) and (draft.asking not in _TELLING or asks_something(heard.text, heard.acts)):
        return [Say("utter_wet_ask_dry")]
    return [Say("utter_wet_ask_use")] if heard.asks_of(Asks.MEANWHILE) else []


def dries(text: str) -> bool:
    """True for 「俺妈说放米缸里埋两天就好了」: what people do to dry a device."""
    return _DRIES.search(normalise(text)) is not None


def wet_first(catalogue: Catalogue, draft: Draft) -> list[Say]:
    """Told once; who tells of a spill of long ago needs it no more."""
    route = catalogue.routes.get(draft.intent or "")
    told = f"{draft.facts.get('symptom') or ''} {draft.facts.get('since') or ''}"
    wet = draft.facts.get("fault_cause") == LIQUID and not _LONG_AGO.search(told)
    if not wet or route is None or route.label is not Label.HARDWARE or draft.event_number or draft.tries.get(TOLD):
        return []
    draft.tries[TOLD] = 1
    return [Say("utter_wet_first")]
