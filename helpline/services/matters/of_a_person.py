"""What it is about, told once a person was asked for."""

from __future__ import annotations

from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.belonging import SURE, TELLING
from helpline.services.afterwards.enquiries import concern
from helpline.services.handover.wishes import wanted_mode
from helpline.services.intake.answers import Answers
from helpline.services.intake.form import Intake
from helpline.services.reply import Say

_ASKED = ("service_mode", "contact_phone", "callback_time")


def of_a_person(
    catalogue: Catalogue, answers: Answers, intake: Intake, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime
) -> list[Say] | None:
    """What it is about, told once a person was asked for: the event goes to those who deal with it."""
    about, event = concern(catalogue, heard.intent), work.events.get(draft.event_number or "")
    if (
        draft.intent != "service_request_human"
        or draft.asking not in _ASKED
        or event is None
        or about is None
        or about.label is Label.SERVICE
    ):
        return None
    if heard.confidence < SURE or len(heard.text.strip()) < TELLING or wanted_mode(heard.text):
        return None
    draft.intent = about.intent
    draft.passed += [slot for slot in about.ask if slot != "contact_phone"]  # whoever wants a person is not asked first
    draft.facts |= {name: value for name, value in answers.gather(heard, now).items() if not draft.facts.get(name)}
    draft.facts["symptom"] = events.joined(str(draft.facts.get("symptom") or ""), heard.text)
    event.topic, event.label, event.skill_group = about.topic, about.label, about.skill_group
    work.events.update(event)
    events.keep_facts(work, draft, now)
    return [Say("utter_human_about", {"topic": about.name}), *intake.ask_again(work, draft, now)]
