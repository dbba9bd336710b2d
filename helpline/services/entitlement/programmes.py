"""Service programmes that may speak of the device; only the maker can say that one does."""

from __future__ import annotations

from helpline.catalogue.facts import Catalogue
from helpline.model.faults import ACCIDENT
from helpline.model.programmes import Chance, Match, match
from helpline.model.serial_layout import read_layout
from helpline.services.case import Claim, shown_as_of, shown_date
from helpline.services.reply import Say


def matches(catalogue: Catalogue, claim: Claim) -> list[Match]:
    """The programmes of this device whose fault was told; all of the device where it is programmes that are asked for."""
    built = read_layout(claim.serial, claim.today).built if claim.serial else ()
    asked = claim.intent == "hardware_ask_programme"
    found = []
    for programme in catalogue.entitlements.programmes:
        of_device = claim.device is not None and claim.device.id in programme.devices
        of_fault = claim.topic in programme.topics or any(word in claim.symptom for word in programme.words)
        if of_device and (of_fault or asked):
            found.append(match(programme, claim.sold, built, claim.today))
    return found


def programme_says(catalogue: Catalogue, claim: Claim) -> list[Say]:
    """What can be said of each; that none is known, where programmes are asked for."""
    says = [say for found in matches(catalogue, claim) for say in _told(found, claim)]
    if says or claim.intent != "hardware_ask_programme":
        return says
    return [Say("utter_programme_none", {"device": claim.named})] if claim.named else [Say("utter_programme_no_device")]


def _told(found: Match, claim: Claim) -> list[Say]:
    programme = found.programme
    facts = {
        "programme": programme.name,
        "built": programme.built,
        "remedy": programme.remedy,
        "as_of": shown_as_of(programme.source.as_of),
    }
    if found.chance is Chance.BUILT_OTHERWISE:
        return [Say("utter_programme_built_otherwise", facts)] if claim.intent == "hardware_ask_programme" else []
    if found.chance is Chance.OVER:
        if found.ended and claim.about is None:
            return [Say("utter_programme_ended", {**facts, "ended": shown_date(found.ended)})]
        return [Say("utter_programme_over", facts)]
    says = [Say("utter_programme_possible", facts)]
    return [*says, Say("utter_programme_other_damage")] if claim.kind == ACCIDENT or claim.intent == "hardware_ask_programme" else says
