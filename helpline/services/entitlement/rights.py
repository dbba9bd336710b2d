"""What the law grants, told with article, dates and what would change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.faults import ACCIDENT
from helpline.model.registry import Repair
from helpline.model.rights import Case, Ground, Outcome, Remedy, fault_listed, judge, part_meant
from helpline.services.case import Claim, shown_as_of, shown_bought, shown_date
from helpline.services.reply import Say

_BY_DATE = (Ground.WINDOW, Ground.IN_TERM, Ground.EXPIRED)
_GROUNDS = {
    Ground.DAMAGE: "utter_rights_damage",
    Ground.NOT_LISTED: "utter_rights_not_listed",
    Ground.ABROAD: "utter_rights_abroad",
    Ground.NO_REGULATION: "utter_rights_no_regulation",
    Ground.NO_DATE: "utter_rights_no_date",
    Ground.EXPIRED: "utter_rights_expired",
    Ground.REPAIRED_OFTEN: "utter_rights_repaired_often",
    Ground.PARTS_DELAYED: "utter_rights_parts_delayed",
    Ground.REPLACED_OFTEN: "utter_rights_replaced_often",
}


def outcome_of(catalogue: Catalogue, claim: Claim) -> Outcome:
    """The law's outcome of a claim."""
    regulation = claim.regulation
    if regulation is None:
        return judge(None, Case(claim.sold, claim.today))
    facts = catalogue.entitlements
    listed = True if fault_listed(regulation, claim.symptom) else False if any(w in claim.symptom for w in facts.faults.no_fault) else None
    region = facts.region_of(regulation, claim.device.id if claim.device else "", claim.province)
    case = Case(
        sold=claim.sold,
        today=claim.today,
        part=part_meant(regulation, claim.symptom).id,
        listed=listed,
        damage=claim.kind == ACCIDENT,
        repairs=_repairs(claim),
        repaired=claim.repaired,
        replaced=claim.replaced,
        mainland=claim.mainland,
        months=region.months if region else None,
    )
    return judge(regulation, case)


def _repairs(claim: Claim) -> tuple[Repair, ...]:
    """Those of the record; where it has none that lasts, the one that the customer waits for."""
    recorded = claim.record.repairs if claim.record else ()
    if not claim.waiting or any(stay.returned is None for stay in recorded):
        return recorded
    return (*recorded, Repair(claim.today - timedelta(days=claim.waiting)))


def rights_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """The outcome, and what would change it where the law is on the customer's side."""
    outcome = outcome_of(catalogue, claim)
    lost = [Say("utter_rights_proof_lost", {"rule": claim.regulation.proof_lost})] if claim.proof_lost and claim.regulation else []
    if claim.about and outcome.ground in _BY_DATE:
        return [*_about(catalogue, claim, outcome), *lost]
    return [*_told(catalogue, claim, outcome), *(lost if outcome.granted else [])]


def _about(catalogue: Catalogue, claim: Claim, late: Outcome) -> list[Say]:
    """The outcome for both ends of the time in which it was bought."""
    assert claim.about is not None
    early = outcome_of(catalogue, replace(claim, sold=claim.about.first, about=None))
    facts = {**_blanks(catalogue, claim, late), "about": shown_bought(claim.about)}
    if early.choices == late.choices:
        if not late.granted:
            return [Say("utter_rights_about_expired", facts)]
        return [Say("utter_rights_about", facts), _changes(catalogue, claim, late)]
    days = {"first": shown_date(claim.about.first), "last": shown_date(claim.about.last)}
    return [Say("utter_rights_about_open", {**facts, **days, "early": _blanks(catalogue, claim, early)["choices"]})]


def _told(catalogue: Catalogue, claim: Claim, outcome: Outcome) -> list[Say]:
    facts = _blanks(catalogue, claim, outcome)
    if outcome.ground in (Ground.WINDOW, Ground.IN_TERM):
        test = outcome.part.test if outcome.part else ""
        key = "utter_rights_window" if outcome.ground is Ground.WINDOW else "utter_rights_tested" if test else "utter_rights_in_term"
        says = [Say(key, {**facts, "test": test})]
    else:
        says = [Say(_GROUNDS[outcome.ground], facts)]
    return [*says, _changes(catalogue, claim, outcome)] if outcome.granted and claim.regulation else says


def _blanks(catalogue: Catalogue, claim: Claim, outcome: Outcome) -> dict[str, Any]:
    facts = catalogue.entitlements
    return {
        "law": claim.regulation.name if claim.regulation else "",
        "article": outcome.article,
        "part": outcome.part.name if outcome.part else "",
        "choices": "、".join(facts.remedy_names[choice] for choice in outcome.choices),
        "day": outcome.day,
        "until": shown_date(outcome.until) if outcome.until else "",
        "ends": shown_date(outcome.ends) if outcome.ends else "",
        "proof": claim.regulation.proof if claim.regulation else "",
        "warranty": facts.warranty.name,
        "not_mainland": facts.not_mainland,
        "exclusions": "、".join(claim.regulation.exclusions) if claim.regulation else "",
    }


def _changes(catalogue: Catalogue, claim: Claim, outcome: Outcome) -> Say:
    names = [catalogue.entitlements.change_names[ground] for ground in outcome.changes]
    as_of = claim.regulation.source.as_of if claim.regulation else ""
    return Say("utter_rights_changes", {"changes": "；".join(names), "as_of": shown_as_of(as_of)})


def rights_record(catalogue: Catalogue, claim: Claim) -> dict[str, Any]:
    """The outcome as the desk's API shows it."""
    outcome = outcome_of(catalogue, claim)
    return {
        "choices": [choice.value for choice in outcome.choices],
        "ground": outcome.ground.value,
        "regulation": claim.regulation.id if claim.regulation else None,
        "part": outcome.part.id if outcome.part else None,
        "article": outcome.article or None,
        "day": outcome.day,
        "until": outcome.until.isoformat() if outcome.until else None,
        "ends": outcome.ends.isoformat() if outcome.ends else None,
        "paid": Remedy.PAID_REPAIR in outcome.choices,
        "proof": claim.regulation.proof if outcome.granted and claim.regulation else None,
    }
