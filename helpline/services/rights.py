"""What the law grants, told with article, dates and what would change it."""

from __future__ import annotations

from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.faults import ACCIDENT
from helpline.model.rights import Case, Ground, Outcome, Remedy, fault_listed, judge, part_meant
from helpline.services.case import Claim, shown_as_of, shown_date
from helpline.services.reply import Say

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
    regulation, record = claim.regulation, claim.record
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
        repairs=record.repairs if record else (),
        mainland=record.sold_in_mainland if record else None,
        months=region.months if region else None,
    )
    return judge(regulation, case)


def rights_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """The outcome, and what would change it where the law is on the customer's side."""
    outcome = outcome_of(catalogue, claim)
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
    }
