"""What protects the device, told with its basis, last day and days left, and kept with the event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.coverage import Basis, Coverage, Protection, Status, coverage_of
from helpline.services.case import Claim, shown_as_of, shown_bought, shown_date
from helpline.services.intake.telling import PLAN
from helpline.services.reply import Say


def coverage_for(catalogue: Catalogue, claim: Claim) -> Coverage:
    """The coverage of a claim's device."""
    facts = catalogue.entitlements
    terms = facts.plan.terms_of(claim.family)
    regulation = claim.regulation if claim.mainland is not False else None
    return coverage_of(claim.today, facts.warranty, regulation, terms, record=claim.record, told=claim.sold)


def coverage_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """Status with basis and date, what is left of the plan, what is not covered, and where that comes from; a plan told beside it."""
    return [*_says(catalogue, claim), *plan_says(claim)]


def plan_told(claim: Claim) -> bool:
    """True where a plan is owned by the customer's word alone: when it began and ends is not known."""
    return claim.plan == PLAN and not (claim.record and claim.record.plan)


def plan_says(claim: Claim) -> list[Say]:
    """What holds of such a plan."""
    return [Say("utter_coverage_plan_told")] if plan_told(claim) else []


def coverage_over(catalogue: Catalogue, claim: Claim) -> bool:
    """True where nothing is known to cover the device any more."""
    return len(_says(catalogue, claim)) == 1


def _says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    coverage = coverage_for(catalogue, claim)
    longest = coverage.longest
    if longest is None:
        return [Say("utter_coverage_unknown")]
    if claim.about and longest.basis is not Basis.PLAN:
        return _about(catalogue, claim, coverage, longest)
    says = [_status(catalogue, claim, coverage, longest)]
    if coverage.incidents_left is not None and coverage.incidents_until is not None:
        facts = {"plan": longest.name if longest.basis is Basis.PLAN else catalogue.entitlements.plan.name}
        until = {"until": shown_date(coverage.incidents_until), "count": coverage.incidents_left}
        says.append(Say("utter_coverage_incidents" if coverage.incidents_left else "utter_coverage_incidents_used", {**facts, **until}))
    if coverage.status is Status.EXPIRED:
        return says
    return [*says, *_whole(coverage, claim.today), _limits(catalogue, coverage)]


def _whole(coverage: Coverage, today: date, *, about: bool = False) -> list[Say]:
    """The protection of all the rest, where only main parts are protected longest."""
    whole = coverage.of_the_whole
    if whole is None or whole is coverage.longest:
        return []
    if about:  # bought as late as it may have been
        return [
            Say(
                "utter_coverage_whole_about" if whole.ends >= today else "utter_coverage_whole_about_over", {"ends": shown_date(whole.ends)}
            )
        ]
    return [Say("utter_coverage_whole" if whole.ends >= today else "utter_coverage_whole_over", {"ends": shown_date(whole.ends)})]


def _about(catalogue: Catalogue, claim: Claim, coverage: Coverage, late: Protection) -> list[Say]:
    """By both ends of the time in which it was bought: within, over, or for the invoice to decide."""
    early = earliest_end(catalogue, claim) or late.ends
    assert claim.about is not None
    basis = _basis(catalogue, coverage)
    facts = {"about": shown_bought(claim.about), "basis": basis, "first": shown_date(early), "last": shown_date(late.ends)}
    if late.ends < claim.today:
        return [Say("utter_coverage_about_expired", facts)]
    rest = _whole(coverage, claim.today, about=True)
    return [
        Say("utter_coverage_about" if early >= claim.today else "utter_coverage_about_open", facts),
        *rest,
        _limits(catalogue, coverage),
    ]


def earliest_end(catalogue: Catalogue, claim: Claim) -> date | None:
    """The last day of the coverage where the device was bought as early as it may have been; None where the day is sure."""
    if claim.about is None:
        return None
    longest = coverage_for(catalogue, replace(claim, sold=claim.about.first, about=None)).longest
    return longest.ends if longest else None


def _status(catalogue: Catalogue, claim: Claim, coverage: Coverage, longest: Protection) -> Say:
    days = longest.days_left(claim.today)
    facts = {"basis": _basis(catalogue, coverage), "ends": shown_date(longest.ends), "days": days}
    sold = {"sold": shown_date(coverage.sold)} if coverage.sold else {"sold": ""}
    if coverage.status is Status.EXPIRED:
        return _expired(catalogue, coverage, facts)
    if coverage.status is Status.CONDITIONAL:
        return Say("utter_coverage_conditional" if days else "utter_coverage_conditional_last_day", {**facts, **sold})
    return Say("utter_coverage_covered" if days else "utter_coverage_last_day", facts)


def _expired(catalogue: Catalogue, coverage: Coverage, facts: dict[str, Any]) -> Say:
    """By the record, with where it comes from; else by what the customer said."""
    if not coverage.source:
        return Say("utter_coverage_expired", {"basis": facts["basis"], "ends": facts["ends"]})
    as_of = coverage.as_of.isoformat() if coverage.as_of else catalogue.entitlements.warranty.source.as_of
    dated = {"source": coverage.source, "as_of": shown_as_of(as_of)}
    return Say("utter_coverage_expired_recorded", {"basis": facts["basis"], "ends": facts["ends"], **dated})


def _basis(catalogue: Catalogue, coverage: Coverage) -> str:
    """The protections that end last, by their names."""
    last = max(protection.ends for protection in coverage.protections)
    names = [protection.name for protection in coverage.protections if protection.ends == last and protection.basis is not Basis.LAW]
    law = any(protection.basis is Basis.LAW and protection.ends == last for protection in coverage.protections)
    return "、".join([*names, *([catalogue.entitlements.short_law] if law else [])])


def _limits(catalogue: Catalogue, coverage: Coverage) -> Say:
    facts = {"not_covered": catalogue.entitlements.not_covered}
    if coverage.sample:
        return Say("utter_coverage_limits_sample", facts)
    source = catalogue.entitlements.warranty.source
    if coverage.status is Status.COVERED and coverage.source:
        as_of = coverage.as_of.isoformat() if coverage.as_of else source.as_of
        return Say("utter_coverage_limits", {**facts, "source": coverage.source, "as_of": shown_as_of(as_of)})
    return Say("utter_coverage_limits_told", {**facts, "as_of": shown_as_of(source.as_of)})


def coverage_record(catalogue: Catalogue, claim: Claim) -> dict[str, Any]:
    """The coverage as the desk's API shows it."""
    coverage = coverage_for(catalogue, claim)
    longest = coverage.longest
    if longest is None:
        return {"status": Status.UNKNOWN.value}
    warranty = catalogue.entitlements.warranty
    return {
        "status": coverage.status.value,
        "basis": longest.basis.value,
        "ends": longest.ends.isoformat(),
        "days_left": longest.days_left(claim.today),
        "protections": [{"basis": p.basis.value, "name": p.name, "ends": p.ends.isoformat()} for p in coverage.protections],
        "purchase_date": coverage.sold.isoformat() if coverage.sold else None,
        "incidents_left": coverage.incidents_left,
        "incidents_until": coverage.incidents_until.isoformat() if coverage.incidents_until else None,
        "not_covered": list(warranty.not_covered),
        "source": coverage.source or warranty.source.text,
        "as_of": coverage.as_of.isoformat() if coverage.as_of else warranty.source.as_of,
        "approximate": _range(catalogue, claim),
        "looked_at": claim.today.isoformat(),
        "sample": coverage.sample,
    }


def _range(catalogue: Catalogue, claim: Claim) -> dict[str, Any] | None:
    """Where only about when it was bought is known: the days between which it was, and between which the coverage ends."""
    earliest, longest = earliest_end(catalogue, claim), coverage_for(catalogue, claim).longest
    if claim.about is None or earliest is None or longest is None:
        return None
    return {
        "purchase_date": [claim.about.first.isoformat(), claim.about.last.isoformat()],
        "ends": [earliest.isoformat(), longest.ends.isoformat()],
    }
