"""The answer to which organisation it is, often with who writes: 「市三院 信息科老周」."""

from __future__ import annotations

import re

from helpline.model.event import Label
from helpline.model.numbers import find_counts
from helpline.model.person import introduced_name, signed_name
from helpline.model.phone import find_phone
from helpline.model.text import align, shorten
from helpline.services.reply import Answer

_PARTS = re.compile(r"[\s，,、；;。]+")
_CLAUSES = re.compile(r"(?<=[？?])|[，,；;。！!\n]+")
_ASKS = re.compile(r"[吗么呢？?]$|能不能|可不可以|有没有|多少钱")
LONGEST = 500


def organisation_answer(text: str) -> Answer:
    """The organisation, and the name of whoever signs behind it or gives it beside; what is asked beside is none."""
    named = introduced_name(text)
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    told = [clause for clause in clauses if not introduced_name(clause) and not _ASKS.search(clause.strip())]
    if len(told) < len(clauses):
        rest = organisation_answer("，".join(told)).facts if told else {}
        return Answer({**rest, **({"contact_name": named} if named else {})}, loose=True) if rest or named else Answer()
    parts = [part for part in _PARTS.split(text.strip()) if part]
    name = signed_name(parts[-1]) if len(parts) > 1 else None
    said = text.strip()[: text.strip().rindex(parts[-1])].rstrip(" ，,、；;。") if name else text.strip()
    facts = {"organisation": shorten(said, LONGEST), **({"contact_name": name} if name else {})}
    return Answer(facts, loose=True) if len(said) > 1 else Answer()


def counts_anew(label: Label, slot: str, text: str) -> bool:
    """True for 「是 80 台，刚才说少了」 from a company or a school, while it is asked who writes."""
    of_many = label in (Label.ENTERPRISE, Label.EDUCATION) and slot in ("contact_name", "contact_phone")
    return of_many and find_phone(text) is None and any(find_counts(align(text).text))
