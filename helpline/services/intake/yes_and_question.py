"""「确认，那我密码要怎么改」: a yes to what was read back, with a question after it. The yes counts at once; the question is answered then."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.model.understanding import Heard
from helpline.services.intake.read_back import says_yes
from helpline.services.intake.yes_and_more import only_part
from helpline.services.questions.in_vain import question_in

_HOW = re.compile(r"[^，,。；;！!？?\s]*(?:怎么|如何|咋|哪[里儿个])[^，,。；;！!\s]*")
_FIRST = re.compile(r"^\s*(?P<yes>[^，,。；;！!？?\s]{1,6})[，,。；;！!\s]+(?P<more>\S.*)$", re.DOTALL)


def question_apart(heard: Heard) -> tuple[Heard, Heard] | None:
    """The message without its question, and the question; None where it is no such message."""
    first, how = _FIRST.match(heard.text), _HOW.search(heard.text)
    question = question_in(heard) or (how.group() if how else None)
    if heard.chosen or first is None or question is None or question not in first["more"]:
        return None
    if not says_yes(only_part(heard, first["yes"], "talk_inform")):
        return None
    at = heard.text.index(question)
    rest = f"{heard.text[:at].rstrip('，,；; ')} {heard.text[at + len(question) :]}".strip()
    return only_part(heard, rest, "talk_affirm"), replace(only_part(heard, question, heard.intent), confidence=heard.confidence)
