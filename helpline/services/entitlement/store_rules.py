"""What holds for orders of the online store: the days for returning, when money is back, who gets the price for education."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI
from helpline.services.case import Claim, shown_as_of, shown_date
from helpline.services.reply import Say

OF_A_RIGHT = frozenset({"store_return_order", "store_ask_education_price"})  # whether one may, is what is asked of these
_MONEY_BACK = re.compile(
    r"退款|到账|退货?的?钱|(?:钱|款)[^，,。]{0,6}(?:没[退到收]|退|回来|到(?!手))|(?:没|未)[^，,。]{0,3}(?:退钱|收到(?:钱|款))"
)


def store_says(catalogue: Catalogue, route: Route, facts: dict[str, Any], now: datetime) -> list[Say]:
    """What can be said to a matter of the online store at once; nothing to most."""
    rules = catalogue.online_store
    dated = {"as_of": shown_as_of(rules.as_of)}
    if route.intent == "store_ask_education_price":
        return [Say("utter_store_education", {**dated, "who": rules.education_who, "limits": rules.education_limits})]
    if route.intent == "store_track_delivery":
        return [Say("utter_store_track", {"hours": rules.status_delay_hours})]
    if route.intent != "store_return_order":
        return []
    if _MONEY_BACK.search(normalise(str(facts.get("symptom") or ""))):
        return [Say("utter_store_refund", {**dated, "refunds": rules.refunds})]
    return [_return_term(rules.return_days, dated, str(facts.get("received") or ""), now.astimezone(SHANGHAI).date())]


def refund_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """When money is back, by the way it was paid; the same for every order."""
    rules = catalogue.online_store
    return [Say("utter_store_refund", {"as_of": shown_as_of(rules.as_of), "refunds": rules.refunds})]


def _return_term(days: int, dated: dict[str, Any], received: str, today: date) -> Say:
    """By which day goods can be returned: the day of receipt counts as none, the last one still counts."""
    if not received:
        return Say("utter_store_return", {**dated, "days": days})
    since = date.fromisoformat(received)
    gone, last = (today - since).days, since + timedelta(days=days)
    told = {**dated, "days": days, "received": shown_date(since), "gone": gone, "last": shown_date(last)}
    if gone > days:
        return Say("utter_store_return_over", told)
    return Say("utter_store_return_left", {**told, "left": days - gone}) if gone < days else Say("utter_store_return_last", told)


def other_seller(catalogue: Catalogue, route: Route | None, text: str) -> Say | None:
    """Where an order was not placed here: whom to turn to. None where nothing says so."""
    if route is None or route.label is not Label.ONLINE_STORE:
        return None
    seller = catalogue.online_store.other_seller(normalise(text))
    return Say("utter_store_other_seller", {"seller": seller}) if seller else None
