"""「后年三月买的」: a day of purchase that cannot be, told while another fact is asked."""

from __future__ import annotations

from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.times import SHANGHAI
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.intake.form import Intake
from helpline.services.intake.telling import bought_never
from helpline.services.reply import Say

_ASKED_OF_DEVICE = ("device_model", "os_version", "serial_number", "fault_cause", "contact_phone", "confirm")


def impossible_day(intake: Intake, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
    """What is said to it, and the question again; None where none is told."""
    wrong = bought_never(heard.text, now.astimezone(SHANGHAI).date()) if draft.asking in _ASKED_OF_DEVICE else None
    return [Say(wrong), *intake.ask_again(work, draft, now)] if wrong else None
