"""What a repair without cover was said to cost, with its day and source; nothing where nothing is known."""

from __future__ import annotations

from helpline.catalogue.facts import Catalogue
from helpline.services.case import Claim, shown_as_of
from helpline.services.reply import Say


def price_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """The dated price, what it would be under a plan, and where the official estimate stands."""
    facts = catalogue.entitlements
    book, part = facts.prices, claim.part
    estimate = {"estimate_at": book.estimate_at}
    device = claim.device.name if claim.device else claim.named
    price = book.prices.get((claim.device.id, part.id)) if claim.device and part else None
    if price is None or part is None:
        says = [Say("utter_price_unknown", {"device": device, "part": part.name if part else "", **estimate})]
    else:
        dated = {"as_of": shown_as_of(price.source.as_of), "source": price.source.text, **estimate}
        key = "utter_price_stale" if price.source.stale(claim.today) else "utter_price_known"
        says = [Say(key, {"device": device, "part": part.name, "price": f"¥{price.amount}", **dated})]
    fee = facts.plan.fee(claim.family, part.id) if part else None
    if fee is None:
        return says
    told = {"plan": facts.plan.name, "name": fee.name, "as_of": shown_as_of(fee.source.as_of)}
    return [
        *says,
        Say("utter_price_with_plan", {**told, "fee": f"¥{fee.amount}"}) if fee.amount else Say("utter_price_with_plan_free", told),
    ]
