"""One question after a contact: was it solved, one to five, and why. Asked once; who answers again changes the answer."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from helpline.catalogue.copy import Copy
from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, Label, Line
from helpline.model.event_number import shown
from helpline.model.feedback import By, Feedback
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.conversations import BOT
from helpline.services.matters.again import Again
from helpline.services.reply import Button, Say, choose
from helpline.services.script import line_in_their_script

LATER = timedelta(hours=24)  # after danger or a fraud nobody is asked at once
AT_ONCE = 100  # so many in one round of the chores
CONTENT = 4  # whoever rates below is asked why
MARK = "feedback"
_TYPED = re.compile(r"(?:给|打|评|我|就)*(?P<stars>[1-5一二三四五两])\s*(?:分|颗?星)?(?:满分|好评|吧|哈|了|[。.!！~ ])*")
_STARS = {**{str(n): n for n in range(1, 6)}, **dict(zip("一二三四五", range(1, 6))), "两": 2}
_HEAVY = (Label.HAZARD, Label.SAFETY)
_LEAVES = frozenset({"talk_thank", "talk_bye", "talk_praise"})


def promise(work: UnitOfWork, event: Event, note: str, advisor: str, now: datetime) -> None:
    """Ask the customer of an event that was closed by this note: at once, or a day later where it was about danger or fraud."""
    due_at = now + LATER if event.label in _HEAVY else now
    work.feedback.add(Feedback(note, event.conversation_id, By.ADVISOR, due_at, event.number, advisor))


def ask_due(work: UnitOfWork, catalogue: Catalogue, copy: Copy, now: datetime) -> int:
    """Ask what is due, each once; not while an advisor is in the chat, and never where the event was opened again. How many."""
    asked = 0
    for one in work.feedback.due(now, AT_ONCE):
        if not _over(work, one) or not work.threads.exists(one.conversation_id):
            work.feedback.forget(one.contact)
        elif work.works.chat_owner(one.conversation_id) is None:
            say = _question(catalogue, one)
            line = Line(f"{MARK}/{one.contact}", one.conversation_id, now, BOT, copy.text(say.key, say.facts))
            work.threads.add(line_in_their_script(work, replace(line, buttons=[asdict(button) for button in say.buttons])))
            work.feedback.change(replace(one, asked_at=now))
            asked += 1
    return asked


def _over(work: UnitOfWork, one: Feedback) -> bool:
    """False where the event was opened again, or is gone. A talk that needed none stays over."""
    event = work.events.get(one.event_number or "")
    return one.event_number is None or (event is not None and event.status is EventStatus.CLOSED)


class Asking:
    """Hears the answers, which are quick replies."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._again = Again(catalogue)

    def of_bot(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """After a chat in which the customer says that an article helped: counted as solved by the bot, and how it was."""
        contact = draft.submission.replace("#", "-")
        one = Feedback(contact, draft.conversation_id, By.BOT, now, asked_at=now, solved=True, answered_at=now)
        return [self._rate(one)] if work.feedback.add(one) else []

    def leaving(self, work: UnitOfWork, draft: Draft, route: Route, now: datetime) -> list[Say]:
        """After a courtesy: who takes leave of a talk that ended with an answer is asked, once a day; after a doubt about a fraud a day later."""
        if route.intent not in _LEAVES:
            draft.answered = route.intent if route.label is Label.SERVICE else draft.answered
            return []
        answered, draft.answered = draft.answered, None
        if answered is None or draft.parked or draft.event_number or draft.last_event:
            return []
        heavy = self._catalogue.routes[answered].label in _HEAVY
        contact = f"{draft.conversation_id}-{now:%Y%m%d}"
        one = Feedback(contact, draft.conversation_id, By.BOT, now + LATER if heavy else now, asked_at=None if heavy else now)
        return [_question(self._catalogue, one)] if work.feedback.add(one) and not heavy else []

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """What is said to an answer; None for anything else. What was still asked about an event that was closed is over."""
        if draft.asking and draft.event_number:
            event = work.events.get(draft.event_number)
            if event is not None and event.status is EventStatus.CLOSED:
                draft.asking, draft.handed_over = None, True
        waits = draft.asking or draft.choices or draft.doubt or heard.chosen
        if not waits and (typed := _TYPED.fullmatch(normalise(heard.text).strip())):
            asked = [one for one in work.feedback.asked_since(now - LATER) if one.conversation_id == draft.conversation_id]
            latest = max(asked, key=lambda one: one.asked_at or one.due_at, default=None)
            return self._rated(work, latest, _STARS[typed["stars"]], now) if latest else None
        mark, _, answer = str(heard.chosen.get("topic") or "").partition("/")
        what, _, rest = answer.partition("/")
        value, _, contact = rest.partition("/")
        one = work.feedback.get(contact) if mark == MARK else None
        if one is None or one.conversation_id != draft.conversation_id:
            return None
        if what == "solved":
            return self._solved(work, draft, replace(one, solved=value == "yes", answered_at=now))
        if what == "rating" and value in "12345":
            return self._rated(work, one, int(value), now)
        if what == "why" and value in self._catalogue.desk.reasons:
            work.feedback.change(replace(one, reason=value, answered_at=now))
            return [self._thanks(one)]
        return [self._rate(one) if one.solved and one.by is By.BOT else _question(self._catalogue, one)]

    def _rated(self, work: UnitOfWork, one: Feedback, stars: int, now: datetime) -> list[Say]:
        work.feedback.change(replace(one, rating=stars, reason=None if stars >= CONTENT else one.reason, answered_at=now))
        return [self._thanks(one) if stars >= CONTENT else self._why(one)]

    def _solved(self, work: UnitOfWork, draft: Draft, one: Feedback) -> list[Say]:
        work.feedback.change(one)
        if one.solved:
            return [self._rate(one)]
        event = work.events.get(one.event_number or "")
        offered = self._again.reopening(draft, event) if event and not draft.asking else []
        return offered or [self._why(one)]

    def _rate(self, one: Feedback) -> Say:
        return Say("utter_feedback_rate", {}, tuple(_button("rating", str(stars), str(stars), one) for stars in range(5, 0, -1)))

    def _why(self, one: Feedback) -> Say:
        return Say(
            "utter_feedback_why", {}, tuple(_button("why", name, title, one) for name, title in self._catalogue.desk.reasons.items())
        )

    def _thanks(self, one: Feedback) -> Say:
        return Say("utter_feedback_thanks", {}, (_button("change", "it", self._catalogue.buttons["change_feedback"], one),))


def _question(catalogue: Catalogue, one: Feedback) -> Say:
    titles = catalogue.buttons
    buttons = (_button("solved", "yes", titles["solved"], one), _button("solved", "no", titles["not_solved"], one))
    if one.event_number is None:
        return Say("utter_feedback_ask_talk", {}, buttons)
    return Say("utter_feedback_ask", {"event": shown(one.event_number)}, buttons)


def _button(what: str, value: str, title: str, one: Feedback) -> Button:
    return choose("topic", f"{MARK}/{what}/{value}/{one.contact}", title)
