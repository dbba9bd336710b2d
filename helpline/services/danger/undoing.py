"""An alarm that was none: its report is taken back, and what it cut short goes on with all its facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, Label
from helpline.model.event_number import shown
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.enquiries import concern
from helpline.services.afterwards.told_late import put_down, told_late
from helpline.services.intake.answers import Answers
from helpline.services.intake.besides import merged
from helpline.services.intake.form import Intake
from helpline.services.reply import Say

Turning = Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]]
_OF_HERE = ("contact_phone", "contact_name", "device_model")  # what is told beside a denial, and holds for what goes on
_OF_THE_FAULT = ("since", "frequency", "tried_steps", "replaced", "repaired", "os_version", "purchase_date", "plan")
_LIKELY = 0.3  # of what is no alarm, what a matter must be to be taken up
_MARKS = re.compile(r"[，,。；;！!\n…]+")
_TOLD = 3  # characters of a clause that may say something
_CURT = 6


class Undoing:
    """Gives back what was there before."""

    def __init__(self, catalogue: Catalogue, answers: Answers, intake: Intake) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._intake = intake

    def undo(
        self, work: UnitOfWork, draft: Draft, event: Event, heard: Heard, now: datetime, denial: re.Pattern[str], said: Say, to_begin: Say
    ) -> list[Say]:
        """The answer. `denial` is how the alarm is denied, so that the rest is known; `said` owns up, and so does `to_begin` where nothing is known to go on with."""
        if events.is_live(event, now):
            events.cancel_hand_off(work, event, now)
        alarm = str(event.facts.get("symptom") or "")
        events.tell_more(event, heard.text)
        event.status = EventStatus.CANCELLED
        event.note(now, "false_alarm", "customer")
        work.events.update(event)
        told = self._answers.gather(heard, now)
        waiting = draft.interrupted or next((one for one in reversed(draft.parked) if "facts" in one), {})
        if waiting:
            return [said, *self._take_up(work, draft, waiting, told, _rest(heard.text, denial), now)]
        before = work.events.get(draft.last_event or "")
        if before is not None and before.number != event.number:
            return self._back_to(work, draft, before, heard, said, denial, now)
        meant = self._meant(draft, heard)
        draft.begin(None, keep=_OF_HERE)
        draft.last_event = None
        if meant is None:
            draft.facts |= {name: value for name, value in told.items() if name in _OF_HERE}
            return [to_begin]
        text = "；".join(part for part in (alarm, _rest(heard.text, denial)) if part)
        return [said, *self._intake.begin(work, draft, heard.part(text, intent=meant.intent, problems=()), meant, now)]

    def _take_up(
        self,
        work: UnitOfWork,
        draft: Draft,
        waiting: dict[str, Any],
        told: dict[str, Any],
        rest: str,
        now: datetime,
    ) -> list[Say]:
        """What was under way, with what was told of it meanwhile."""
        meanwhile = {name: value for name, value in draft.facts.items() if name in _OF_THE_FAULT}
        draft.parked = [one for one in draft.parked if one != waiting]
        draft.take_up(waiting)
        draft.facts = {**draft.facts, **{name: value for name, value in waiting["facts"].items() if name != "contact_phone"}}
        draft.last_event = None
        own = {name: value for name, value in told.items() if name in _OF_HERE or name in _OF_THE_FAULT}
        for name, value in {**meanwhile, **own}.items():
            if name in ("contact_phone", "tried_steps") or not draft.facts.get(name):
                draft.facts[name] = merged(draft, name, value)
        if len(rest) > _CURT and draft.facts.get("symptom"):
            draft.facts["symptom"] = events.joined(str(draft.facts["symptom"]), rest)
        self._intake.entitled.hear(draft, rest, self._catalogue.routes[draft.intent or ""])
        return self._intake.resume(work, draft, now)

    def _back_to(
        self, work: UnitOfWork, draft: Draft, before: Event, heard: Heard, said: Say, denial: re.Pattern[str], now: datetime
    ) -> list[Say]:
        """「没骗我，我就是补个序列号 …」: the event that it was meant for is at hand again."""
        late, rest = told_late(heard), _rest(heard.text, denial)
        route = self._catalogue.route_of(before.label, before.topic)
        draft.begin(route.intent if route else None)
        draft.event_number, draft.handed_over, draft.facts = before.number, True, {**draft.facts, **before.facts}
        draft.last_event = before.number
        if late:
            put_down(work, draft, before, late, now)
        elif rest:
            events.tell_more(before, rest)
            before.note(now, "facts", "customer")
            work.events.update(before)
        return [said, *([Say("utter_event_added", {"event": shown(before.number)})] if late or rest else [])]

    def _meant(self, draft: Draft, heard: Heard) -> Route | None:
        """What it is about instead, by what it was understood as besides."""
        likely = [(sure, route) for intent, sure in heard.ranking if (route := concern(self._catalogue, intent))]
        calm = [(sure, route) for sure, route in likely if route.label not in (Label.HAZARD, Label.SAFETY)]
        if not calm or max(calm, key=lambda one: one[0])[0] < _LIKELY * sum(sure for sure, _ in calm):
            return None
        return max(calm, key=lambda one: one[0])[1]


def _rest(text: str, denial: re.Pattern[str]) -> str:
    """The words beside the denial."""
    parts = [part.strip() for part in _MARKS.split(text)]
    return "，".join(part for part in parts if len(part) >= _TOLD and not denial.search(normalise(part)))
