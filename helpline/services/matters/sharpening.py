"""What it is about, told in pieces: 「手机从车上掉下来」, then 「现在打电话听筒刺啦刺啦的」."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.enquiries import concern
from helpline.services.intake.answers import Answers
from helpline.services.intake.form import Intake
from helpline.services.matters.triage import ONLY_LIKELY
from helpline.services.reply import Say

_BEFORE_IT_IS_KNOWN = ("device_model", "symptom", "fault_cause", "os_version")
_HOW_TO = "general_ask_howto"  # 「型号怎么查」 asks of what is asked here
_PIECE = 14  # characters that may be the beginning of a tale
_LIKELY, _SURE = 0.5, 0.85  # what the second piece must be: of a matter that was only likely, and of one that was not
_ANOTHER = re.compile(r"另外|还有|顺便|对了|再问|除此之外|同时")


def sharpened(
    catalogue: Catalogue, answers: Answers, intake: Intake, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime
) -> list[Say] | None:
    """The matter taken up anew with both pieces, where the second says what the first left open; None for anything else."""
    told, route = str(draft.facts.get("symptom") or ""), concern(catalogue, heard.intent)
    guessed, early = draft.tries.get(ONLY_LIKELY), draft.asking in _BEFORE_IT_IS_KNOWN and draft.event_number is None
    if not early or heard.chosen or route is None or route.intent == draft.intent or not (guessed or len(told) <= _PIECE):
        return None
    if route.label is Label.SERVICE or route.intent == _HOW_TO or route.intent in [one["intent"] for one in draft.parked]:
        return None
    answered = draft.asking != "device_model" and answers.read(draft.asking or "", heard, draft, now).facts
    if answered and not guessed:
        return None  # 「从17升到18」; a device is named beside its fault
    if heard.confidence < (_LIKELY if guessed else _SURE) or _ANOTHER.search(normalise(heard.text)):
        return None
    if heard.surely(Move.SKIPS, Move.WAITS, Move.FAILED) or (heard.surely(Move.ASKS) and heard.confidence < _SURE):
        return None
    return intake.begin(work, draft, heard.after({"text": told, "found": [], "acts": []}), route, now, same_device=True)
