"""Tells customers what they are entitled to as soon as enough is known, and again only where it came out otherwise."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.faults import ACCIDENT
from helpline.model.serial_layout import Fit, fit
from helpline.services.case import Claim, claim_of, shown_as_of
from helpline.services.entitlement.coverage import coverage_over, coverage_record, coverage_says, plan_says, plan_told
from helpline.services.entitlement.plans import buying_says, terms_says
from helpline.services.entitlement.prices import keep_prices, price_says
from helpline.services.entitlement.programmes import programme_says
from helpline.services.entitlement.rights import outcome_of, rights_record, rights_says
from helpline.services.entitlement.store_rules import OF_A_RIGHT, refund_says, store_says
from helpline.services.intake.wanted import Wanted
from helpline.services.questions.sides import entitlement_asked
from helpline.services.reply import Say

Teller = Callable[[Catalogue, Claim], list[Say]]
# What each question is answered with, and the slots that must be settled before.
_ANSWERS: dict[str, tuple[tuple[str, ...], tuple[Teller, ...]]] = {
    "hardware_check_coverage": (("device_model", "serial_number", "purchase_date"), (coverage_says,)),
    "hardware_ask_rights": (("device_model", "symptom", "purchase_date"), (rights_says,)),
    "hardware_ask_price": (("device_model", "symptom"), (price_says,)),
    "hardware_ask_programme": (("device_model", "symptom", "purchase_date"), (programme_says,)),
    "applecare_buy": (("purchase_date",), (buying_says,)),
    "applecare_claim": (("device_model", "serial_number"), (terms_says,)),
    "applecare_ask_terms": (("device_model",), (terms_says,)),
    "store_refund_time": ((), (refund_says,)),
}
_OF_REPAIRS = ("device_model", "symptom", "fault_cause", "serial_number", "purchase_date")
# Hardware questions that are no repair of their own.
_NO_REPAIR = frozenset({"hardware_ask_store", "hardware_ask_mail_in", "hardware_ask_repair_policy"})


class Entitled:
    """The answers about entitlement within a conversation."""

    def __init__(self, catalogue: Catalogue, wanted: Wanted) -> None:
        self._catalogue = catalogue
        self._wanted = wanted

    def due(self, draft: Draft, now: datetime) -> list[Say]:
        """What can be told now and was not told yet, or came out otherwise since."""
        route = self._catalogue.routes.get(draft.intent or "")
        if route is None or route.first or route.talk:
            return []
        self._wanted.up_to_date(draft)  # the serial may have been corrected
        claim = claim_of(self._catalogue, draft, now)
        self._keep(draft, claim, route.label)
        needs, tellers = _ANSWERS.get(route.intent, ((), ()))
        if route.label is Label.HARDWARE and not tellers and route.intent not in _NO_REPAIR:
            needs, tellers = _OF_REPAIRS, (_repair_says, programme_says)
        if route.label is Label.GENERAL:  # 「后置相机黑屏」 may be one that is repaired free of charge
            needs, tellers = ("device_model", "symptom"), (programme_says,)
        says = _notices(self._catalogue, claim)
        if draft.record.get("away") and route.label in (Label.HARDWARE, Label.APPLECARE):
            says.insert(0, Say("utter_registry_away"))
        if tellers and all(self._wanted.settled(draft, slot) and not self._wanted.spared(draft, slot) for slot in needs):
            says += [say for teller in tellers for say in teller(self._catalogue, claim)]
        for intent in _ANSWERS:
            if _mark(intent) in draft.tries and intent != route.intent:
                says += [say for say in self._answer(draft, intent, claim) if say not in says]
        if route.label is Label.ONLINE_STORE:
            says += store_says(self._catalogue, route, draft.facts, now)
        keep_prices(self._catalogue, draft, claim, says)
        known, current = draft.told, [_digest(say) for say in says]
        draft.told = current or known
        return [say for say, digest in zip(says, current) if digest not in known]

    def again(self, draft: Draft, now: datetime) -> list[Say]:
        """What holds for the matter was told already: once more, to who asks whether they may."""
        route = self._catalogue.routes.get(draft.intent or "")
        return store_says(self._catalogue, route, draft.facts, now) if route and route.intent in OF_A_RIGHT else []

    def hear(self, draft: Draft, text: str, route: Route) -> None:
        """Keep in mind what a text asks beside the matter: it is told with the rest as soon as it can be."""
        self.wants(draft, entitlement_asked(text, route))

    def wants(self, draft: Draft, intents: tuple[str, ...]) -> None:
        """The same of questions that were found already."""
        draft.tries |= {_mark(intent): 1 for intent in intents}

    def answers(self, draft: Draft, intent: str, now: datetime) -> list[Say]:
        """What can be said to such a question now; where more must be known first, that."""
        claim = claim_of(self._catalogue, draft, now)
        says = self._answer(draft, intent, claim)
        keep_prices(self._catalogue, draft, claim, says)
        draft.told += [_digest(say) for say in says]
        return says or [Say("utter_entitled_later")]

    def _answer(self, draft: Draft, intent: str, claim: Claim) -> list[Say]:
        needs, tellers = _ANSWERS[intent]
        coming = self._wanted.to_come(draft)
        if any(slot in coming for slot in needs):
            return []
        return [say for teller in tellers for say in teller(self._catalogue, replace(claim, intent=intent))]

    def _keep(self, draft: Draft, claim: Claim, label: Label) -> None:
        """For the advisor: coverage and rights as they stand, and how the serial goes with the rest."""
        for name in ("coverage", "serial_check"):
            draft.findings.pop(name, None)  # what they rested on may have been corrected
        if label in (Label.HARDWARE, Label.APPLECARE) and (claim.sold or claim.record):
            draft.findings["coverage"] = {**coverage_record(self._catalogue, claim), "rights": rights_record(self._catalogue, claim)}
        if claim.serial:
            year = claim.device.year if claim.device else None
            draft.findings["serial_check"] = fit(claim.serial, year, claim.sold, claim.today).value


def _mark(intent: str) -> str:
    return f"asked {intent}"


def _digest(say: Say) -> str:
    """Short and the same for the same words."""
    return hashlib.sha256(json.dumps([say.key, say.facts], sort_keys=True, default=str).encode()).hexdigest()[:12]


def _repair_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """For a broken device: what covers it, or the way of paying for it."""
    if claim.kind == ACCIDENT:
        key = "utter_entitled_accident_plan" if plan_told(claim) else "utter_entitled_accident"
        return [Say(key), *(price_says(catalogue, claim) if claim.device and claim.parts else [])]
    if claim.sold is None:
        if claim.regulation is None:
            return coverage_says(catalogue, claim)
        return [Say("utter_entitled_no_date", {"proof": claim.regulation.proof}), *plan_says(claim)]
    says = coverage_says(catalogue, claim)
    outcome = outcome_of(catalogue, claim)
    if outcome.granted:
        return [*says, *rights_says(catalogue, claim)]
    return [*says, *(price_says(catalogue, claim) if claim.device and claim.parts and coverage_over(catalogue, claim) else [])]


def _notices(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """What strikes one about device and serial; said once, kindly, and it holds nothing up."""
    says: list[Say] = []
    record = claim.record
    registered = catalogue.devices.get(record.model or "") if record else None
    other = claim.device.id != registered.id if claim.device and registered else bool(registered and registered.family != claim.family)
    if registered is not None and other and claim.named:
        says.append(Say("utter_serial_of_other_device", {"registered": registered.name, "device": claim.named}))
    elif claim.serial and claim.device and fit(claim.serial, claim.device.year, claim.sold, claim.today) is Fit.IMPOSSIBLE:
        says.append(Say("utter_serial_unlikely", {"serial": claim.serial, "device": claim.device.name}))
    of_repair = claim.intent.startswith("hardware_")
    if of_repair and claim.device is not None and claim.device.lifecycle:
        obsolete = claim.device.lifecycle == "obsolete"
        facts = {"device": claim.device.name, "as_of": shown_as_of(claim.device.as_of), "source": claim.device.source}
        says.append(Say("utter_device_obsolete" if obsolete else "utter_device_vintage", facts))
    return says
