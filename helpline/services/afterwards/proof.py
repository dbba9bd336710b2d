"""A message while an enquiry waits for the number of an event, or for the digits that prove whose it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.enquiries import Enquiries, proof_asked
from helpline.services.intake.form import Intake
from helpline.services.matters.midway import Listening, Means
from helpline.services.reply import Say

Beginning = Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]]


class Proof:
    """Hears the proof, or what is said in its place."""

    def __init__(self, catalogue: Catalogue, enquiries: Enquiries, intake: Intake) -> None:
        self._enquiries = enquiries
        self._intake = intake
        self._listening = Listening(catalogue)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime, begin: Beginning) -> list[Say]:
        """The answer; `begin` takes up what is said instead."""
        if (said := self._enquiries.answer(work, draft, heard, now)) is not None:
            return self._intake.after(draft, said)
        midway = self._listening.judge(draft, Label.GENERAL, heard, now)
        if midway is None or heard.chosen:
            return self._enquiries.unread(draft) if not heard.chosen else proof_asked(draft)
        if midway.aside is not None:
            return [*midway.aside.says, *(proof_asked(draft) if midway.aside.again else [])]
        if midway.means is Means.CANCEL and heard.intent != "service_cancel_booking":
            draft.asking = None
            return self._intake.after(draft, [Say("utter_cancelled")])
        if midway.means in (Means.SKIP, Means.DENY):
            return self._enquiries.give_up(draft)
        return begin(work, draft, heard, now) if heard.intent != draft.intent else self._enquiries.unread(draft)
