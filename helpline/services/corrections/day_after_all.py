"""A day that stands after all, where another was put in its place: 「不对，10号没错，12号是我发朋友圈」."""

from __future__ import annotations

import re
from typing import Any

from helpline.model.draft import Draft
from helpline.model.text import normalise
from helpline.services.corrections.amending import unquoted
from helpline.services.corrections.objections import in_story

OF_MONTH = re.compile(r"\d{1,2}(?=[日号])")
DAYS_ASKED = ("symptom", "purchase_date", "callback_time", "visit_time")
_STANDS = re.compile(r"(?<!\d)(?P<day>\d{1,2})[号日](?:那天)?(?:就|才|是|都|倒是)*(?:没错|对(?!不)的?|正确|没问题)")
_TURNS = re.compile(r"不对(?!劲)|[记说写看搞弄听]错|搞混|记混|等等|等一?下|[哦啊]不")
_STILL = re.compile(
    r"(?:还|就|应该|其实|确实|的确)是(?P<day>\d{1,2})[号日](?:那天)?(?:[摔掉跌磕碰撞砸坏]的?|开始的?|没错|才对|[吧啊呀的了])*(?=$|[，,。；;！!\s])"
)
_OF_A_VISIT = re.compile(r"打给我|回电|来电|(?<!是)去店|到店|预约")


def day_after_all(draft: Draft, text: str) -> dict[str, Any]:
    """The day of the line of which a day of the month is said to be right, or to be it still; empty where nothing is."""
    plain = normalise(unquoted(text))
    said = _STANDS.search(plain) or (_STILL.search(plain) if _TURNS.search(plain) else None)
    if said is None or draft.asking in DAYS_ASKED or _OF_A_VISIT.search(plain[said.end("day") :].split("，")[0].split(",")[0]):
        return {}
    day, since = said["day"], str(draft.facts.get("since") or "")
    began, bought = OF_MONTH.search(since), str(draft.replaced.get("purchase_date") or "")
    if bought.endswith(f"-{int(day):02}") and bought != draft.facts.get("purchase_date") and "since" not in draft.replaced:
        return {"purchase_date": bought}
    if began is None or began.group() == day:
        return {}
    told = since.replace(began.group(), day)
    return {"since": told, **in_story(draft, told, text)}
