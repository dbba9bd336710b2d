"""What a repair without cover was said to cost, with its day; nothing where nothing is known. Where it was read is for the advisor."""

from __future__ import annotations

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.faults import ACCIDENT, DEFECT, WEAR
from helpline.model.prices import Price, PricedPart
from helpline.services.case import Claim, shown_as_of
from helpline.services.reply import Say

PARTS_TOLD = 2  # more would bury the next question
NATURAL = (DEFECT, WEAR)
_PRICED = ("utter_price_known", "utter_price_stale", "utter_price_by_cause")
_DAMAGE = "other"  # the part whose price is that of accidental damage


def price_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """For each part the dated price and what it would be under a plan; where the official estimate stands."""
    if not claim.parts:
        return [_price(catalogue, claim, None)]
    says = [say for part in claim.parts[:PARTS_TOLD] for say in (_price(catalogue, claim, part), *_with_plan(catalogue, claim, part))]
    return [say for place, say in enumerate(says) if say not in says[:place]]


def _price(catalogue: Catalogue, claim: Claim, part: PricedPart | None) -> Say:
    book = catalogue.entitlements.prices
    device = claim.device.name if claim.device else claim.named
    price = _known(catalogue, claim, part)
    if (part is None or part.id == _DAMAGE) and claim.kind in NATURAL:
        return Say("utter_price_natural", {"estimate_at": book.estimate_at})
    if price is None or part is None:
        return Say("utter_price_unknown", {"device": device, "part": part.name if part else "", "estimate_at": book.estimate_at})
    told = {"device": device, "price": f"¥{price.amount}", "as_of": shown_as_of(price.source.as_of), "estimate_at": book.estimate_at}
    if part.id == _DAMAGE and claim.kind != ACCIDENT:
        return Say("utter_price_by_cause", told)
    return Say("utter_price_stale" if price.source.stale(claim.today) else "utter_price_known", {**told, "part": part.name})


def keep_prices(catalogue: Catalogue, draft: Draft, claim: Claim, says: list[Say]) -> None:
    """The prices that are told, for the advisor: each with where it was read. Those of a device that was corrected go."""
    known = ((part, _known(catalogue, claim, part)) for part in claim.parts[:PARTS_TOLD])
    current = [
        {"part": part.name, "amount": price.amount, "source": price.source.text, "as_of": price.source.as_of}
        for part, price in known
        if price
    ]
    if any(say.key in _PRICED for say in says):
        draft.findings["prices"] = current
    elif any(one not in current for one in draft.findings.get("prices") or []):
        draft.findings.pop("prices")


def _known(catalogue: Catalogue, claim: Claim, part: PricedPart | None) -> Price | None:
    return catalogue.entitlements.prices.prices.get((claim.device.id, part.id)) if claim.device and part else None


def _with_plan(catalogue: Catalogue, claim: Claim, part: PricedPart) -> list[Say]:
    plan = catalogue.entitlements.plan
    fee = plan.fee(claim.family, part.id)
    if fee is None or (claim.kind in NATURAL and fee.amount):  # what is to be paid is paid for damage
        return []
    told = {"plan": plan.name, "name": fee.name, "as_of": shown_as_of(fee.source.as_of)}
    return [Say("utter_price_with_plan", {**told, "fee": f"¥{fee.amount}"}) if fee.amount else Say("utter_price_with_plan_free", told)]
