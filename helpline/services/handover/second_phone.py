"""A second number to call beside the one that is known: 「打我老公这个也行 …」. The first stays; the second is in the event's words."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.phone import phones_in
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.events import joined, keep_facts
from helpline.services.intake.phones import as_own

_NOBODY = r"(?:(?:打|接|联系|拨|找)不[通上到着]|没人?接|不接|[没未]接(?:到|通|听)?|(?:打|接)不进)(?:的话|时|的时候)?"
_IF_NOT = rf"{_NOBODY}[，,\s]*(?:那?就|再|可以|请|麻烦|你们?)+(?:改|转|换)?(?:打|拨|联系|找|试)"
_IF_THEN = re.compile(_IF_NOT)
_ALSO = re.compile(
    rf"也(?:行|可以|可|能|成|中|ok|好|没问题|打得通|接得到|能打)|{_IF_NOT}|先(?:打|拨|联系|找)(?:给)?我[^；;。]{{0,8}}(?:打|接|联系)不[通上到着]|备[用选份]|第二个?(?:号|电话|联系)|再[留加记写](?:一)?个|多[留加记写](?:一)?个|(?:两|2)个(?:号码?|电话)?都"
    # who comes along, or instead: 「我儿子叫刘洋，电话 …，他陪我来」
    r"|(?:陪|跟|和)(?:着|我|您|你)*(?:一起|一块儿?|一同)?(?:[来去]|过[来去])(?!电)|(?:一起|一块儿?|一同)(?:[来去]|过[来去])(?!电)|[带领]我[来去过]|(?:替|代|帮)我(?:[来去]|送|拿|取|跑)"
)
_INSTEAD = re.compile(
    r"[换改](?=\d{3})|作废|不要了|别用|换成|[换改]为|改成|改打|不是|[写说填打给报]错|别打|不要打|不用打|停机|停用|注销|只打|以后(?:都)?打"
)
_OWN_FIRST = re.compile(r"先(?:打|拨|联系|用)我(?:自己|本人)?的|(?:还是|首先)打我(?:自己|本人)的")
_UNREACHED = re.compile(_NOBODY)
_NAMES_THEM = re.compile(r"^(?!我(?:姓|叫|名))[^，,。；;]{0,8}(?:叫|姓|是|名)[^，,。；;\d]{1,6}$")
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+")
_YES = re.compile(r"(?:对的?|好的?|是的?|可以|行|嗯+|确认|没问题|没错)(?=(?:也|还|打|我|你|再|另|如果|要是|联系|他|她))")


def keep_second(work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> Heard | None:
    """Keep the words about a second number, or go back to the first; what else the message says, None where it says nothing of two."""
    other = heard.chosen or heard.surely(Move.CORRECTS)  # 「号码换一个吧，打我备用的 177…」
    told = None if other else second_phone(str(draft.facts.get("contact_phone") or "") or None, heard.text) or _own_first(draft, heard)
    if told is None:
        return None
    words, rest = told
    draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), words)
    keep_facts(work, draft, now)
    if rest:
        return heard.part(rest, problems=())
    return heard.part("", intent="talk_repeat", confidence=1.0, ranking=(), problems=())  # the question that waits, once more


def _own_first(draft: Draft, heard: Heard) -> tuple[str, str] | None:
    """「先打我自己的吧，打不通再打我老公的」: the number that stood there before, where another had taken its place."""
    plain, known = normalise(heard.text), draft.facts.get("contact_phone")
    if not known or phones_in(heard.text) or not _OWN_FIRST.search(plain):
        return None
    first = draft.replaced.pop("contact_phone", None)
    if first is None:
        return heard.text.strip(), ""
    draft.know("contact_phone", first)
    return f"{heard.text.strip()}（{known}）", ""


def second_phone(known: str | None, text: str) -> tuple[str, str] | None:
    """The words about a second number, and the rest of the text; None where there is none, or it takes the place of the first."""
    plain = normalise(text)
    others = [phone.value for phone in phones_in(as_own(text))]
    first = known or (others[0] if others else None)
    others = [phone for phone in others if phone != first]
    if first is None or not others or not _ALSO.search(plain) or _INSTEAD.search(_IF_THEN.sub("", plain)):
        return None
    words, rest, before = list[str](), list[str](), list[str]()
    for clause in (match.group().strip() for match in _CLAUSE.finditer(text)):
        of_first, before = first in before, [phone.value for phone in phones_in(as_own(clause))]
        named = _NAMES_THEM.search(normalise(clause)) and not of_first  # 「139…，她叫刘桂兰，打不通再打我 …」
        of_second = first not in before and (before or _UNREACHED.search(clause) or _ALSO.search(normalise(clause)) or named)
        (words if of_second else rest).append(clause)
    said = "，".join(words)
    if yes := _YES.match(said):
        rest, said = [*rest, yes.group()], said[yes.end() :]
    return (said, "，".join(part for part in rest if part)) if said else None
