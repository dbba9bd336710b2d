"""What to dial behind a landline, told apart from its number: 「分机803请勿遗漏」."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.text import spoken_digits
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.events import keep_facts

_TOLD = re.compile(
    r"(?:[转轉]接?(?:到)?|(?:分机|分機)号?(?:是|为|[:：])?|[转轉](?:分机|分機)号?(?:是|为|[:：])?)\s*(?P<extension>\d{1,6})(?!\d)",
    re.IGNORECASE,
)
_MERE = re.compile(
    r"(?:电话|座机|那个|记得|麻烦|请|要|先|再|打|进去|之?后|接通|拨通|是|的|号|我|别|勿|不要|忘了?|遗漏|漏掉?|写上?|加上?|补上?|备注|注明|一下|务必|谢谢|哦|啊|哈|了|[，,。；;！!：:\s])*"
)


def tells_extension(draft: Draft, heard: Heard) -> bool:
    """True for a message of nothing but the extension of the landline that is known."""
    plain = spoken_digits(heard.text)
    told = _TOLD.search(plain) if str(draft.facts.get("contact_phone") or "").startswith("0") and not heard.chosen else None
    return told is not None and _MERE.fullmatch(plain[: told.start()] + plain[told.end() :]) is not None


def keep_extension(work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> bool:
    """Keep it; True where there is one."""
    told = _TOLD.search(spoken_digits(heard.text)) if tells_extension(draft, heard) else None
    if told is None:
        return False
    draft.facts["contact_dial"] = f"{draft.facts['contact_phone']}转{told['extension']}"
    keep_facts(work, draft, now)
    return True
