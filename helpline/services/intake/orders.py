"""Reads the number of an order as an answer: typed or read out, one or several, and one of which a part is missing."""

from __future__ import annotations

import re

from helpline.model.draft import Draft
from helpline.model.numbers import asked_orders
from helpline.model.phone import find_phone
from helpline.model.text import normalise, spoken_digits
from helpline.model.understanding import Heard
from helpline.services.events import joined
from helpline.services.intake.serials import NOT_THAT_NUMBER
from helpline.services.reply import Answer

_SHORT = re.compile(r"w\d{1,7}")  # as long as none is: its end was left out
_SHORT_TOLD = "order number short"


def order_answer(heard: Heard, draft: Draft) -> Answer:
    """The number that is meant; other orders that are told beside it stand with what was said."""
    told = asked_orders(_joined_up(heard.text)) or asked_orders(_joined_up(spoken_digits(heard.text)))
    if not told:
        return Answer(hint="utter_ask_order_number_again")
    phone, number = find_phone(heard.text), told[0]
    if phone and number in (phone.value, f"86{phone.value}"):
        return Answer({"contact_phone": phone.value}, NOT_THAT_NUMBER)
    if _SHORT.fullmatch(number) and draft.tried(_SHORT_TOLD) == 1:  # whoever sends it once more has no other
        return Answer(hint="utter_order_number_short")
    if others := [other.upper() for other in told[1:] if other.startswith("w")]:
        draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), f"还有订单 {'、'.join(others)}")
    return Answer({"order_number": number.upper()})


def _joined_up(text: str) -> str:
    return re.sub(r"[ -]", "", normalise(text))
