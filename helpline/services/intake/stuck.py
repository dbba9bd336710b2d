"""A question that was put three times in vain: it is let go where the event can do without, else a person is offered beside it.

At the sixth time it is let go whatever it is: with a number the talk ends there, without one what was told so far gets its number.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.bearing import puts_down
from helpline.services.afterwards.enquiries import ENQUIRIES
from helpline.services.help.steps import HUMAN
from helpline.services.intake.passing import skippable
from helpline.services.questions.in_vain import question_in
from helpline.services.reply import Button, Say
from helpline.services.stopping import drop, left

PUT_AT_MOST = 3
LET_GO_AT = 6
NEVER_LET_GO = "contact_phone"  # before the sixth time, unless they say so: without it nobody can call
_COUNT, _WAITED = "put in vain", "waited in vain"
_TELLS_ON = ("symptom", "tried_steps", "open_questions")  # more of the matter answers nothing that is asked
_WAITS = frozenset({"utter_talk_wait_asking", "utter_help_waits"})  # which put no question
_NOT_HEARD = ("utter_outside_", "utter_ask_", "utter_noted", "utter_added", "utter_talk_vent_asking", *_WAITS)


def point(draft: Draft, slot: str | None) -> dict[str, Any] | None:
    """Where the talk stands, so that it can be seen whether a message brought it on; None where nothing is asked."""
    known = {name: str(value) for name, value in draft.facts.items() if name not in _TELLS_ON}
    at = (slot, draft.intent, draft.event_number, draft.mode, draft.store, draft.starts_at, list(draft.offered_times), bool(draft.away))
    return {"at": at, "known": known} if slot else None


class Stuck:
    """Counts how often the same question was put in vain."""

    def __init__(
        self,
        catalogue: Catalogue,
        skip: Callable[[UnitOfWork, Draft, datetime], list[Say]],
        human: Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]],
    ) -> None:
        self._catalogue = catalogue
        self._skip = skip
        self._human = human

    def hear(
        self, work: UnitOfWork, draft: Draft, heard: Heard, before: dict[str, Any] | None, says: list[Say], now: datetime
    ) -> list[Say]:
        """The reply to a message, with a way out where the question has waited for too long. `before` is where the talk stood."""
        slot = draft.asking or ""
        if before is None or point(draft, before["at"][0]) != before or slot != before["at"][0]:
            draft.tries.pop(_COUNT, None)
            draft.tries.pop(_WAITED, None)
            return says
        if puts_down(heard.text) and draft.event_number:  # a note answers nothing, and is none in vain
            return says
        waits = all(say.key in _WAITS for say in says) and draft.tried(_WAITED) < LET_GO_AT
        if waits or (count := draft.tried(_COUNT)) % PUT_AT_MOST:
            return says
        free = skippable(self._catalogue, slot) and slot != "confirm" and draft.event_number is None
        told_nothing = question_in(heard) is None and all(say.key.startswith(_NOT_HEARD) for say in says)
        if free and (count >= LET_GO_AT or (told_nothing and slot != NEVER_LET_GO)):
            return self._skip(work, draft, now)
        if count >= LET_GO_AT and (question_in(heard) is None or count >= LET_GO_AT * 2):  # who still asks then, goes round in a circle
            draft.tries.pop(_COUNT, None)
            return self._leave(work, draft, heard, now)
        skip = (Button(self._catalogue.buttons["skip"], "/talk_unknown"),) if free else ()
        key = "utter_stuck_skip" if free else "utter_stuck"
        return [*says, Say(key, {}, (*skip, Button(self._catalogue.buttons["advisor"], HUMAN)))]

    def _leave(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """End a question that can neither be answered nor passed over. What is arranged already stands."""
        if draft.intent in ENQUIRIES and not draft.event_number:
            return [drop(draft)]
        event = work.events.get(draft.event_number or "")
        if event is None:
            return self._human(work, draft, heard, now)
        return [left(draft, event, now)]
