"""What is asked of a visit beside its time: what to bring, and when the store is open."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Store
from helpline.model.event import Event, Mode
from helpline.model.text import normalise
from helpline.services import events
from helpline.services.handover.confirmation import bring
from helpline.services.questions.question_words import BRING
from helpline.services.reply import Say

_BRING = re.compile(BRING)
_HOURS = re.compile(
    r"几点(?:开门|关门|开始营业|营业|打烊)|(?:营业|开门|关门)时间|(?:开|营业)到几点|几点到几点|(?:开门|营业|开店)[吗么不嘛]|开不开门"
)
_WHERE = re.compile(r"(?:地址|在哪[里儿]?|怎么(?:走|去|过去))(?:呢|啊|呀)?[?？]?$")
_LATE = re.compile(
    r"(?:可以|能|能不能|可不可以)?(?:提前|早点|早一?些|晚点|晚一?些|晚一会)(?:去|到|过去|来)[^，,。]{0,6}(?:[吗么嘛]|行不|可不可以|能不能|没事)"
    r"|(?:(?<!推)迟到|晚到|晚一?点到|堵车|赶不及|来晚|去晚|过号)"
)


def asked_of_visit(catalogue: Catalogue, store: Store, event: Event, text: str) -> list[Say] | None:
    """The answer; None where the text asks nothing of the kind."""
    plain = normalise(text)
    if _BRING.search(plain):
        return [Say("utter_visit_bring", {"bring": "、".join(bring(catalogue, event, Mode.GENIUS_BAR))})]
    if _HOURS.search(plain):
        return [Say("utter_visit_hours", {"store": store.name, "phone": store.phone})]
    if _LATE.search(plain):
        return [Say("utter_visit_late", {"store": store.name, "phone": store.phone})]
    if _WHERE.search(plain):
        return [Say("utter_visit_where", {"store": store.name, "address": store.address, "phone": store.phone})]
    return None


def visit_asked(catalogue: Catalogue, event: Event, text: str, now: datetime) -> list[Say] | None:
    """The same of a visit that is booked."""
    place = event.hand_off.place if event.hand_off and events.is_live(event, now) else None
    store = catalogue.stores.get(place.id) if place else None
    return asked_of_visit(catalogue, store, event, text) if store else None
