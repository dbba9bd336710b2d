"""「不给电话行不」: what the number is for is told before a no is taken."""

from __future__ import annotations

from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.intake.form import Intake
from helpline.services.intake.refusals import pleads
from helpline.services.reply import Say

_PLEADED = "pleaded"  # of `tries`


def phone_pleaded(intake: Intake, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
    """The reason and the question once more; None the second time, and for anything else."""
    if heard.chosen or not pleads(draft.asking or "", heard.text) or draft.tried(_PLEADED) > 1:
        return None
    return [Say("utter_why_contact_phone"), *intake.ask_again(work, draft, now)]
