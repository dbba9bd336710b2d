"""AppleCare+: whether it can still be bought, what it holds, and what a claim costs."""

from __future__ import annotations

from dataclasses import replace

from helpline.catalogue.facts import Catalogue
from helpline.model.coverage import incidents_left
from helpline.model.faults import ACCIDENT
from helpline.model.plans import Way, may_buy
from helpline.services.case import Claim, shown_as_of, shown_bought, shown_date
from helpline.services.reply import Say


def buying_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """The way to buy it today."""
    rules = catalogue.entitlements.plan
    broken = claim.kind == ACCIDENT or claim.topic != "buy"
    found = may_buy(rules, claim.sold, claim.today, broken=broken)
    if claim.about and found.way is not Way.BROKEN:
        late = found.way is Way.TOO_LATE  # even where it was bought as late as it may have been
        found = replace(found, way=Way.TOO_LATE if late else Way.NO_DATE)
    facts = {"plan": rules.name, "as_of": shown_as_of(rules.windows_source.as_of)}
    windows = {"on_device_days": rules.on_device_days, "in_store_days": rules.in_store_days, "needs": rules.in_store_needs}
    if found.way is Way.BROKEN:
        return [Say("utter_plan_broken", facts)]
    if found.way is Way.NO_DATE or found.on_device_until is None or found.in_store_until is None:
        return [Say("utter_plan_no_date", {**facts, **windows})]
    if found.way is Way.ON_DEVICE:
        return [Say("utter_plan_on_device", {**facts, "day": found.day, "until": shown_date(found.on_device_until)})]
    if claim.about:
        return [Say("utter_plan_about_late", {**facts, **windows, "about": shown_bought(claim.about)})]
    dated = {**facts, **windows, "day": found.day, "until": shown_date(found.in_store_until)}
    return [Say("utter_plan_in_store", dated) if found.way is Way.IN_STORE else Say("utter_plan_too_late", dated)]


def terms_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """How often it may be claimed, what is left, and what a claim costs."""
    rules = catalogue.entitlements.plan
    terms = rules.terms_of(claim.family)
    fees = [fee for fee in rules.fees if fee.family == claim.family]
    plan = claim.record.plan if claim.record else None
    if not fees:
        return [Say("utter_plan_fees_unknown", {"plan": rules.name, "estimate_at": catalogue.entitlements.prices.estimate_at})]
    shown = "，".join(f"{fee.name} ¥{fee.amount}" if fee.amount else f"{fee.name}{rules.free}" for fee in fees)
    facts = {"plan": rules.name, "count": terms.incidents, "fees": shown, "as_of": shown_as_of(fees[0].source.as_of)}
    says = [Say("utter_plan_terms", {**facts, "months": terms.months}) if terms.months else Say("utter_plan_terms_whole", facts)]
    if claim.topic == "claim" and claim.kind != ACCIDENT and all(part.id != "battery" for part in claim.parts):
        says.append(Say("utter_plan_of_damage"))
    if plan is None or not plan.starts <= claim.today <= plan.ends:
        return [*says, Say("utter_plan_left_unknown")] if claim.serial and claim.record is None else says
    left, until = incidents_left(plan, terms, claim.today)
    dated = {"plan": plan.name, "count": left, "until": shown_date(until)}
    return [*says, Say("utter_coverage_incidents" if left else "utter_coverage_incidents_used", dated)]
