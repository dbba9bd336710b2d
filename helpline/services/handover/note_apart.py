"""A note set apart from what stands beside it: 「周四上午10点，谢谢。另外请备注120台都是128G」. It is kept as it was said, and changes no line."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.statements import is_empty, spans
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.bearing import puts_down
from helpline.services.handover.noted import announces, of_another
from helpline.services.intake.answers import Answers

_ANNOUNCED = re.compile(r"备注|注明|转告|转达|补充(?:一[下句点]|说明)")
_OWN_LINES = frozenset(
    {"plan", "organisation", "contact_name", "contact_phone", "serial_number", "order_number", "purchase_date", "sold_in", "proof_lost"}
)
_AT_LENGTH = ("symptom", "tried_steps")


def note_apart(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> tuple[str, Heard] | None:
    """The note and what stands before it; None where there is no such note, it stands alone, or it tells what has a line of its own."""
    at = None if heard.chosen or not draft.asking or draft.asking in _AT_LENGTH else _begins(heard)
    before = heard.text[:at].strip(" ，,。；;！!") if at else ""
    if not at or not before or is_empty(before):
        return None
    note = heard.text[at:]
    own = _OWN_LINES & answers.gather(heard.part(note), now).keys()
    return (
        None if own and not of_another(note) else (note, heard.part(before, intent="talk_inform", confidence=0.6, ranking=(), problems=()))
    )


def _begins(heard: Heard) -> int | None:
    """Where the clause begins that announces a note, be it with nothing behind it: 「备注一下，…」."""
    for _, start, end in spans(heard.text):
        clause = heard.text[start:end]
        if _ANNOUNCED.search(normalise(clause)) and (announces(clause) or puts_down(heard.text[start:])):
            return start
    return None
