"""「小米的屏你们给换吗」 on the way: whom to ask, and nothing of it is a fact."""

from __future__ import annotations

from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.statements import asks_something
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.intake.form import Intake
from helpline.services.reply import Say

_OTHER_MAKER, _SURELY = "outside_other_maker", 0.9
_NAMED = ("device_model", "device_family", "contact_phone", "serial_number", "order_number")


def of_another_maker(intake: Intake, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
    """The answer; None where the message names a device or a number of ours, or asks nothing."""
    named = any(found.entity in _NAMED for found in heard.found)
    if named or (heard.intent, heard.confidence >= _SURELY) != (_OTHER_MAKER, True) or not asks_something(heard.text, heard.acts):
        return None
    return [Say("utter_outside_other_maker"), *intake.ask_again(work, draft, now)]
