"""The day of the purchase put right: by itself, in words of buying, or beside another answer."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from helpline.model.draft import Draft
from helpline.model.understanding import Heard
from helpline.services.answers import NUMBERS, Answers

_BARE_DAY = 16  # characters of a day and little else
_A_YEAR = re.compile(r"\d\s*年|[去前今]年")
_BEGAN = re.compile(r"开始|坏|出现|故障|发生|毛病")
_CLAUSES = re.compile(r"[，,。；;！!\n]+")


def other_day(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
    """「改回十一月二十号」, 「2023年，不是26年。电话139…」: a bare day is that of the purchase, the only one that is known before the number."""
    known, clauses = draft.facts.get("purchase_date"), [clause.strip() for clause in _CLAUSES.split(heard.text) if clause.strip()]
    numbers = [found.text for found in heard.found if found.entity in NUMBERS]
    kept = [clause for clause in clauses if not any(number in clause for number in numbers)]
    said = "，".join(kept)
    if not known or draft.event_number or len(said) > _BARE_DAY or _BEGAN.search(said) or (kept != clauses and not _A_YEAR.search(said)):
        return {}
    told = answers.read("purchase_date", heard.part(said), draft, now).facts
    return told if told.get("purchase_date") not in (None, known) else {}


def bought_anew(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
    """「是国庆买的，不是九月」, be it beside an answer."""
    known, told = draft.facts.get("purchase_date"), answers.gather(heard, now).get("purchase_date")
    return {"purchase_date": told} if known and told and told != known else {}
