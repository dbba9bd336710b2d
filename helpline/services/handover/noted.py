"""A word for the advisor while a way, a place or a time is arranged: kept with the event, and the question that waits is put again."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Does, Move
from helpline.model.draft import Draft
from helpline.model.event_number import shown
from helpline.model.statements import asks_something, clauses, han, to_the_advisor
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.bearing import calls_off, puts_down
from helpline.services.afterwards.belonging import speaks_of_other
from helpline.services.afterwards.told_late import told_late
from helpline.services.events import joined
from helpline.services.handover.way_heard import rearranges, sure_way
from helpline.services.handover.wishes import names_clock, names_day_or_hour, wanted_mode
from helpline.services.intake.form import Intake
from helpline.services.intake.read_back import says_yes
from helpline.services.reply import Say

_ARRANGING = ("service_mode", "place", "callback_time", "visit_time", "confirm")
_ELSE = (Move.REARRANGES, Move.CORRECTS, Move.DROPS, Move.PERSON, Move.DANGER, Move.AGREES, Move.SKIPS)
_ANNOUNCES = re.compile(
    r"(?:[哎唉哦噢嗯对了请麻烦帮我给你您们再另外还有顺便跟和同顾问师傅店里员说讲提补充添加上写记做个条的]|客服|接电话的人?|打电话的人?|那边的?人?|备注|注明|转告|转达|一[下声句点笔])*(?:备注|注明|转告|转达|记|说|讲|补充|添|加|写|提)(?:[一下声句点笔个条上着]|[：:，,吧哈啊]|顾问|客服|师傅|店里|店员|对方)*"
)

_OF_ANOTHER = re.compile(r"也有|另有|还有[一两三几]?[张笔台个单份部]|另外?[一两那][张笔台个单份部]|同样")
_THAT_ONE = re.compile(r"(?:月|月份|另外|另)的?那一?[张笔台个单份部]")  # 「8月那张是16号开的」
_LEAD = re.compile(r"^(?:另外?|再|还|也|烦|请|麻烦|帮我|帮忙|给我|[您你]们?)*(?:备注|注明)(?:一?[下句声点]|上|好|[：:，,\s])*(?=.)")


def noted_meanwhile(catalogue: Catalogue, intake: Intake, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
    """The note taken, whatever it sounds like; None where the message answers, asks or arranges something."""
    if draft.asking == "confirm" and not heard.chosen and notes_of_another(draft, heard):
        keep_note(draft, heard.text)
        events.keep_facts(work, draft, now)
        return [Say("utter_noted"), *intake.ask_again(work, draft, now)]
    event = work.events.get(draft.event_number or "") if draft.asking in _ARRANGING else None
    if event is None or heard.chosen or not is_note(heard) or speaks_of_other(catalogue, event, heard):
        return None
    if (
        says_yes(heard)
        or calls_off(heard.text)
        or heard.surely(*_ELSE)
        or heard.surely(Move.BRINGS)
        or rearranges(heard)
        or names_clock(heard.text)
    ):
        return None
    if names_day_or_hour(heard.text, now, catalogue.holidays) or heard.first("contact_phone") or heard.first("serial_number"):
        return None
    way = wanted_mode(heard.text) or (None if puts_down(heard.text) else sure_way(heard))  # 「请注明本人仅接受普通话」 chooses none
    if (draft.asking in ("service_mode", "place") and (way or heard.first("place"))) or told_late(heard):
        return None
    keep_note(draft, heard.text)
    events.keep_facts(work, draft, now)
    return [Say("utter_event_added", {"event": shown(event.number)}), *intake.ask_again(work, draft, now)]


def notes_of_another(draft: Draft, heard: Heard) -> bool:
    """True for 「烦请备注：8月也有一张发票同样抬头有误」: of another one than that at hand, whose numbers and days are none of its lines."""
    if _THAT_ONE.search(normalise(heard.text)):
        return of_another(str(draft.facts.get("symptom") or ""))
    order, known = heard.first("order_number"), draft.facts.get("order_number")
    return of_another(heard.text) and (puts_down(heard.text) or bool(order and known and order.value != known))


def of_another(text: str) -> bool:
    """True for 「8月也有一张」, told of one more than what is at hand."""
    return _OF_ANOTHER.search(normalise(text)) is not None


def is_note(heard: Heard) -> bool:
    """True where something is to be put down, in so many words or as it was heard, and nothing is asked."""
    if puts_down(heard.text):
        return True
    said = [clause for clause, _ in clauses(heard.text)]
    surely = any(heard.does(clause) is Does.NOTE or to_the_advisor(clause, heard.acts) or announces(clause) for clause in said)
    return surely and not asks_something(heard.text, heard.acts) and not heard.surely(Move.ASKS)


def announces(clause: str) -> bool:
    """True for 「麻烦转告客服」, which says no more than that something is to be put down."""
    return _ANNOUNCES.fullmatch(normalise(clause)) is not None


def keep_note(draft: Draft, text: str) -> None:
    """With what is wrong, without the words that only announce it."""
    said = [clause for clause, _ in clauses(text)]
    told = [_LEAD.sub("", clause) for clause in said if (han(clause) or re.search(r"[A-Za-z\d]", clause)) and not announces(clause)]
    draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), "，".join(told or said))
