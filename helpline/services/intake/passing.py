"""What could not be read as an answer: what would help, then an offer to go on without, and at last going on."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Acts, Does, Move
from helpline.model.asking import asks, rhetorical
from helpline.model.draft import Draft
from helpline.model.person import introduced_name
from helpline.model.phone import find_phone
from helpline.model.secrets import MASK
from helpline.model.statements import clauses, han, is_empty, states, to_the_advisor
from helpline.model.text import normalise, shorten, spoken_digits
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.belonging import merely_tells, speaks_of_other
from helpline.services.events import joined
from helpline.services.handover.meant_time import only_busy
from helpline.services.handover.timing import TIME_SLOTS
from helpline.services.intake.of_answers import of_an_answer
from helpline.services.intake.phones import OF_A_LINE
from helpline.services.intake.read_back import submits
from helpline.services.intake.refusals import OFFER_SKIP_AFTER, describes, why_asked
from helpline.services.intake.serials import DOUBTED, NOT_SEEN, OFFERED
from helpline.services.questions.in_vain import keep_question, question_in, question_noted
from helpline.services.reply import Answer, Button, Say

_GUESS = 2  # characters that tell nothing
_TOLD_SHORTLY = frozenset({"contact_phone", "contact_name", "order_number", "serial_number", "purchase_date", "device_model", "plan"})
_OF_A_NUMBER = frozenset({"contact_phone", "serial_number", "order_number"})
_NUMBERED = re.compile(r"\d{3}|(?=[a-z]*\d)[a-z\d]{5}")
# 「是1944块不是648」
_AMOUNTS = re.compile(
    r"(?<!\d)\d{1,5}(?:\.\d+)?(?:多|来)?(?:块|元|点|%|次|天|个|年|月|[gG](?![a-z])|寸|笔|分|小时|岁|楼|万|千|百)(?:[，,\s]*(?:而)?不是\d{1,5}(?!\d))?"
)
# About the number itself: where it stands, and why it is asked, is told.
_OF_ITSELF = re.compile(r"[看查找哪]|号|码|报|填|[留给]|跳过")
_OF_A_PHONE = re.compile(r"号|码|报|填|[留给]|电话|跳过")
_TOLD_IN = 4  # characters
_ALIKE = 40  # characters by which words are told to be the same


def skippable(catalogue: Catalogue, slot: str) -> bool:
    """True where an event can do without it."""
    return slot not in catalogue.required_slots


def unread(catalogue: Catalogue, draft: Draft, answer: Answer, tries: int, text: str = "") -> Say:
    """What would help; from the second failure on with the offer to skip. Words without a digit are no number that could not be read."""
    slot = draft.asking or ""
    if answer.hint in DOUBTED:
        draft.tries[f"{OFFERED}{answer.hint_facts['serial']}"] = 1  # whoever sends it once more, or says yes, means it
    skip = (Button(catalogue.buttons["skip"], "/talk_unknown"),)
    offered = any(button.payload == skip[0].payload for button in answer.buttons)
    buttons = (*answer.buttons, *(skip if tries == OFFER_SKIP_AFTER and skippable(catalogue, slot) and not offered else ()))
    if answer.hint == OF_A_LINE:
        draft.tries[OF_A_LINE] = int(answer.hint_facts["line"])  # the same
    hint = answer.hint or f"utter_ask_{slot}_again"
    if hint == "utter_ask_contact_phone_again" and text and not re.search(r"\d", spoken_digits(normalise(text))):
        hint = "utter_ask_contact_phone_plainly"
    return Say(hint, answer.hint_facts, buttons)


def kept_in_vain(draft: Draft, answer: Answer, heard: Heard) -> Say | None:
    """What is said to talk that is no answer where a number or a name is asked for: a question that nothing here answers, or words for the advisor.

    Both are kept; None where there is neither.
    """
    slot, text, plain = draft.asking or "", heard.text, normalise(heard.text)
    plainly = answer.hint in (None, f"utter_ask_{slot}_again")
    if slot not in _TOLD_SHORTLY or not plainly or MASK in text or _NUMBERED.search(_AMOUNTS.sub("", spoken_digits(plain))):
        return None
    talk = slot in _OF_A_NUMBER
    said = [clause for clause, _ in clauses(text)]
    question = any(_asks_else(slot, clause, heard.acts) if talk else asks(clause, heard.acts) for clause in said)
    told = [
        clause
        for clause in said
        if not question and (rhetorical(clause) or talk and (to_the_advisor(clause, heard.acts) or _states_else(slot, clause, heard.acts)))
    ]
    told = [clause for clause in told if _AMOUNTS.search(clause) or (han(clause) >= _TOLD_IN and len(set(clause)) > _GUESS)]
    if not (question or told) or draft.tried("asked in vain") > OFFER_SKIP_AFTER:
        return None
    if why := question and why_asked(slot, text):  # 「为嘛非打听哪年买的」
        return why[0]
    if question:
        keep_question(draft, text)
        return question_noted(text)
    draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), "，".join(told))
    return Say("utter_noted")


def only_asks(heard: Heard) -> bool:
    """True where a message is a question and tells nothing: it is kept as one, and is no more of what is wrong."""
    question = question_in(heard)
    return question is not None and han(heard.text) - han(question) < _TOLD_IN


def tells_nothing(heard: Heard) -> bool:
    """True where nothing is said that could be more of what is wrong: a question, or only that another line is."""
    return only_asks(heard) or all(of_an_answer(clause) for clause, _ in clauses(heard.text))


def unclear(heard: Heard) -> Say:
    """What is said at the reading back to words that change nothing: a question was understood, and only waits for the yes."""
    return Say("utter_confirm_once_more" if only_asks(heard) else "utter_confirm_again")


def _asks_else(slot: str, clause: str, acts: Acts) -> bool:
    """True for a question that is not about the number; 「都在里面呢」 is none."""
    return asks(clause.removesuffix("呢"), acts) and not _of_number(slot, clause)


def _states_else(slot: str, clause: str, acts: Acts) -> bool:
    """True for a statement that is not about the number: 「我没找到」 is."""
    return states(clause, acts) and not _of_number(slot, clause)


def _of_number(slot: str, clause: str) -> bool:
    return (_OF_A_PHONE if slot == "contact_phone" else _OF_ITSELF).search(clause) is not None


def noted_in_vain(catalogue: Catalogue, draft: Draft, text: str) -> bool:
    """Count what was kept in place of an answer; true where the question is let go: when the same is said again, or at the third time.

    A phone number never is: without it nobody can call. A code is at once.
    """
    slot = draft.asking or ""
    if slot == "error_code":
        return True
    if slot not in catalogue.routes[draft.intent or ""].ask or slot == "contact_phone" or not skippable(catalogue, slot):
        return False
    again = draft.tried(f"noted {slot}: {shorten(normalise(text), _ALIKE)}") > 1
    return draft.tried(f"noted {slot}") > OFFER_SKIP_AFTER or again


def keep_guess(draft: Draft, text: str) -> None:
    """What was said in place of a cause, or of a name that is not known: an advisor can make something of 「可能进了灰」, 「有个圆按钮的」."""
    guessed = draft.asking == "fault_cause" or (draft.asking == "device_model" and describes(text))
    if guessed and len(text.strip()) > _GUESS and not submits(text):
        known = str(draft.facts.get("symptom") or "")
        elsewhere = [one for one, _ in clauses(text) if one in known or find_phone(one) or introduced_name(one)]  # 「跳过，139…，我姓彭」
        told = "，".join(one for one, _ in clauses(text) if one not in elsewhere and not is_empty(one)) if elsewhere else text
        draft.facts["symptom"] = joined(known, told)


def let_go(answer: Answer, tries: int) -> Say:
    """What is said to who cannot tell what was asked: the first time where else a serial stands, in case it turns up."""
    elsewhere = tries == 1 and answer.hint == NOT_SEEN
    return Say(NOT_SEEN, {"where": answer.hint_facts["where"]}) if elsewhere else Say("utter_skipped")


def pass_over(catalogue: Catalogue, draft: Draft, said: str = "") -> None:
    """Go on without an answer; what was `said` in its place may be worth keeping. What cannot be skipped is at least known by its topic."""
    keep_guess(draft, said)
    slot = draft.asking or ""
    if not skippable(catalogue, slot) and not draft.settled(slot):
        draft.know(slot, catalogue.routes[draft.intent or ""].name)
    elif skippable(catalogue, slot) and slot not in draft.passed:
        draft.passed.append(slot)
        draft.facts.pop(slot, None)  # what was doubted, and not put right, is not known
    if slot == "contact_phone":
        draft.mode = None  # nobody can call, or write, without it


def told_instead(work: UnitOfWork, catalogue: Catalogue, draft: Draft, heard: Heard) -> bool:
    """True for 「付款用的是我老公的微信」 where a way or a time is asked, and the words are no answer."""
    arranging = draft.asking in ("service_mode", "place", "confirm", *TIME_SLOTS)
    event = work.events.get(draft.event_number or "") if arranging else None
    if event is None or heard.chosen or speaks_of_other(catalogue, event, heard):
        return False
    if draft.asking in ("place", "confirm"):
        return _surely_tells(draft, heard)
    return merely_tells(event, catalogue.routes.get(heard.intent), heard)


def _surely_tells(draft: Draft, heard: Heard) -> bool:
    """True for 「我那天带孩子一起来」 at the reading back of a time, and for an hour at which one is busy; what names a place is none."""
    if only_busy(heard.text):
        return True
    facts = draft.asking == "place" and any(heard.does(clause) in (Does.FACT, None) for clause, _ in clauses(heard.text))
    return heard.surely(Move.TELLS) and han(heard.text) >= _TOLD_IN and not facts and question_in(heard) is None
