"""What could not be read as an answer: what would help, then an offer to go on without, and at last going on."""

from __future__ import annotations

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.services.refusals import OFFER_SKIP_AFTER
from helpline.services.reply import Answer, Button, Say


def skippable(catalogue: Catalogue, slot: str) -> bool:
    """True where an event can do without it."""
    return slot not in catalogue.required_slots


def unread(catalogue: Catalogue, draft: Draft, answer: Answer, tries: int) -> Say:
    """What would help; from the second failure on with the offer to skip."""
    slot = draft.asking or ""
    if answer.hint == "utter_serial_digits":
        draft.tries[f"serial {answer.hint_facts['serial']}"] = 1  # whoever sends it once more means it
    skip = (Button(catalogue.buttons["skip"], "/talk_unknown"),)
    offered = any(button.payload == skip[0].payload for button in answer.buttons)
    buttons = (*answer.buttons, *(skip if tries == OFFER_SKIP_AFTER and skippable(catalogue, slot) and not offered else ()))
    return Say(answer.hint or f"utter_ask_{slot}_again", answer.hint_facts, buttons)


def pass_over(catalogue: Catalogue, draft: Draft) -> None:
    """Go on without an answer. What cannot be skipped is at least known by its topic."""
    slot = draft.asking or ""
    if not skippable(catalogue, slot) and not draft.settled(slot):
        draft.know(slot, catalogue.routes[draft.intent or ""].name)
    elif skippable(catalogue, slot) and slot not in draft.passed:
        draft.passed.append(slot)
        draft.facts.pop(slot, None)  # what was doubted, and not put right, is not known
    if slot == "contact_phone":
        draft.mode = None  # nobody can call, or write, without it
