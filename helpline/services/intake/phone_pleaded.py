"""「不给电话行不」, 「手机都丢了我哪来的电话」: what the number is for, or which one will do, is told before a no is taken."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.intake.form import Intake
from helpline.services.intake.refusals import pleads
from helpline.services.reply import Say

_PLEADED, _WITHOUT = "pleaded", "without a phone"  # of `tries`
# The phone at hand is the one that is lost, locked or broken, and so answers no call.
_GONE = re.compile(
    r"(?:手机|机子|电话|机器|屏|它)[^，,。；;]{0,6}(?:丢|掉|偷|没了|不见|锁|坏|砖|黑屏|开不了|打不开|死机|修|寄|进水)[^。；;]{0,8}"
    r"(?:[哪咋怎][^，,。；;]{0,6}(?:电话|号|手机|接|打)|接不|(?:没法|咋|怎么|谁)接|打(?:来|给|过来)[^，,。；;]{0,6}(?:接|听|给谁))"
)


def phone_pleaded(intake: Intake, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
    """The answer and the question once more; None the second time, and for anything else."""
    if heard.chosen or draft.asking != "contact_phone" or re.search(r"\d{3}", heard.text):
        return None
    if _GONE.search(normalise(heard.text)) and draft.tried(_WITHOUT) == 1:
        return [Say("utter_side_reachable"), *intake.ask_again(work, draft, now)]
    if not pleads(draft.asking, heard.text) or draft.tried(_PLEADED) > 1:
        return None
    return [Say("utter_why_contact_phone"), *intake.ask_again(work, draft, now)]
