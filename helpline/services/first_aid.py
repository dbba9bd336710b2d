"""What must be done at once with a device that something was spilt on, before anything is asked."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.services.reply import Say

LIQUID = "进水"  # the cause, as the catalogue calls it
_TOLD = "told first aid"
_LONG_AGO = re.compile(r"(?:周|星期|礼拜|月|年)(?:多|半)?(?:以前|之前|前|了)|上上?个?(?:周|星期|礼拜|月)|[去前]年|月份|以前|曾经")


def wet_first(catalogue: Catalogue, draft: Draft) -> list[Say]:
    """Told once; who tells of a spill of long ago needs it no more."""
    route = catalogue.routes.get(draft.intent or "")
    told = f"{draft.facts.get('symptom') or ''} {draft.facts.get('since') or ''}"
    wet = draft.facts.get("fault_cause") == LIQUID and not _LONG_AGO.search(told)
    if not wet or route is None or route.label is not Label.HARDWARE or draft.event_number or draft.tries.get(_TOLD):
        return []
    draft.tries[_TOLD] = 1
    return [Say("utter_wet_first")]
