"""What a repair without cover was said to cost, with its day and source; nothing where nothing is known."""

from __future__ import annotations

from helpline.catalogue.facts import Catalogue
from helpline.model.prices import PricedPart
from helpline.services.case import Claim, shown_as_of
from helpline.services.reply import Say

PARTS_TOLD = 2  # more would bury the next question


def price_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """For each part the dated price and what it would be under a plan; where the official estimate stands."""
    if not claim.parts:
        return [_price(catalogue, claim, None)]
    says = [say for part in claim.parts[:PARTS_TOLD] for say in (_price(catalogue, claim, part), *_with_plan(catalogue, claim, part))]
    return [say for place, say in enumerate(says) if say not in says[:place]]


def _price(catalogue: Catalogue, claim: Claim, part: PricedPart | None) -> Say:
    book = catalogue.entitlements.prices
    device = claim.device.name if claim.device else claim.named
    price = book.prices.get((claim.device.id, part.id)) if claim.device and part else None
    if price is None or part is None:
        return Say("utter_price_unknown", {"device": device, "part": part.name if part else "", "estimate_at": book.estimate_at})
    dated = {"as_of": shown_as_of(price.source.as_of), "source": price.source.text, "estimate_at": book.estimate_at}
    key = "utter_price_stale" if price.source.stale(claim.today) else "utter_price_known"
    return Say(key, {"device": device, "part": part.name, "price": f"¥{price.amount}", **dated})


def _with_plan(catalogue: Catalogue, claim: Claim, part: PricedPart) -> list[Say]:
    plan = catalogue.entitlements.plan
    fee = plan.fee(claim.family, part.id)
    if fee is None:
        return []
    told = {"plan": plan.name, "name": fee.name, "as_of": shown_as_of(fee.source.as_of)}
    return [Say("utter_price_with_plan", {**told, "fee": f"¥{fee.amount}"}) if fee.amount else Say("utter_price_with_plan_free", told)]
