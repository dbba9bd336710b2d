"""Goes on with a concern that waited: because it was offered and wanted, or because the customer turns back to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.answers import Answers
from helpline.services.describing import leave_for
from helpline.services.intake import Intake
from helpline.services.parking import Parking
from helpline.services.read_back import says_yes
from helpline.services.reply import Say


class TakingUp:
    """Begins it, or goes on where it stopped."""

    def __init__(self, catalogue: Catalogue, answers: Answers, intake: Intake) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._intake = intake
        self._parking = Parking(catalogue)

    def called_back(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「还是先弄屏幕的事」: that one goes on, and what is being asked about waits. None where none is named."""
        concern = self._parking.called_back(draft, heard)
        if concern is None:
            return self._already(work, draft, heard, now)
        if draft.asking and draft.intent:
            draft.set_aside()
        draft.choices, draft.resuming = [], False
        return self.go_on(work, draft, concern, now)

    def _already(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「还是先登记屏幕的事吧」, while it is just that: the question again."""
        if not draft.asking or draft.asking in ("symptom", "tried_steps") or not self._parking.turns_to(draft, heard):
            return None
        return self._intake.resume(work, draft, now)

    def go_on(self, work: UnitOfWork, draft: Draft, concern: dict[str, Any], now: datetime) -> list[Say]:
        """The concern, taken up."""
        if "facts" in concern:
            draft.take_up(concern)
            return self._intake.resume(work, draft, now)
        told = Heard.retold(concern.get("said") or {"text": concern.get("text", "")}, concern["intent"])
        leave_for(self._catalogue, self._answers, draft, told)
        return self._intake.begin(work, draft, told, self._catalogue.routes[concern["intent"]], now)

    def waited(self, work: UnitOfWork, draft: Draft, heard: Heard, named: str | None, now: datetime) -> list[Say] | None:
        """The answer to whether the concern that waited should be taken up, and which was `named`; None for something else."""
        if not draft.parked:
            return None
        if (put_right := self._parking.put_right(draft, heard)) is not None:
            return self.go_on(work, draft, put_right, now)
        if called_back := self.called_back(work, draft, heard, now):
            return called_back
        wanted = (heard.chosen.get("topic") or named) == draft.parked[0]["intent"]
        if wanted or (not heard.chosen and says_yes(heard)):
            return self.go_on(work, draft, self._parking.answered(draft, wanted=True) or {}, now)
        if heard.intent in ("talk_bye", "talk_deny", "talk_cancel", "talk_unknown"):
            self._parking.answered(draft, wanted=False)
            return self._parking.bring_back(draft) or [Say("utter_talk_bye")]
        return None
