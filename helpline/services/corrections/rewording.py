"""A message that takes back words of what is wrong: they are put right, and the rest of it is heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.person import leading_name
from helpline.model.statements import clauses, is_empty
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.corrections.wording import put_right_in_words
from helpline.services.intake.answers import Answers
from helpline.services.intake.form import Intake
from helpline.services.reply import Say

Going = Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]]
_ANY_TEXT = ("organisation", "contact_name", "plan")  # what is asked while anything would do for an answer


class Rewording:
    """Puts it right, then hears the rest of the message."""

    def __init__(self, answers: Answers, intake: Intake, go_on: Going) -> None:
        self._answers = answers
        self._intake = intake
        self._go_on = go_on

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """The answer; None where nothing of what is wrong is taken back."""
        if (new := put_right_in_words(str(draft.facts.get("symptom") or ""), heard.text)) is None:
            return None
        draft.facts["symptom"] = new.symptom
        if event := work.events.get(draft.event_number or ""):
            event.facts = {**event.facts, "symptom": new.symptom}  # else the old words would stand beside the new ones
            event.note(now, "facts", "customer")
            work.events.update(event)
        # 「我看花眼了」 asks for no answer; a bare name sounds as empty, and is none of it
        left = "，".join(clause for clause, _ in clauses(new.rest) if leading_name(clause) or not is_empty(clause, heard.acts))
        if not left or len(left) >= len(heard.text):  # what is heard again is always less
            return [Say("utter_corrected"), *self._intake.ask_again(work, draft, now)]
        rest = heard.part(left, intent="talk_inform", confidence=0.6, ranking=(), problems=())
        told = self._answers.read(draft.asking or "", rest, draft, now)
        more = self._intake.tell_more if draft.asking in _ANY_TEXT and told.loose else self._go_on
        says = more(work, draft, rest, now)
        return says if says[:1] == [Say("utter_corrected")] else [Say("utter_corrected"), *says]
