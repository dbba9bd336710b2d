"""How a customer feels: anger, haste and despair are noticed whatever a message is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.event import Priority
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.intake.telling import cause_told
from helpline.services.reply import Button, Say

TWICE = 2
VENTS = 0.5  # how sure an outburst without a word of anger must be
SOOTHING = "talk_vent"  # the usual answer to an outburst says sorry
HUMAN = "/service_request_human"
# Beside the words of the catalogue, said with others between them: 「活着真没啥意思」, 「有时候真想一了百了」; 「换个新的，一了百了」 is of the phone.
_DESPAIRS = re.compile(
    r"(?<!养)(?<!救)活着?[^，,。；;！!？?\n]{0,4}(?:没(?:有|个|什么|啥|得)?|有(?:什么|啥|个啥|何))[^，,。；;！!？?\n]{0,2}(?:意思|意义|盼头|奔头|劲|用处|希望)"
    r"|(?:活|日子)[^，,。；;！!？?\n]{0,3}(?:够了(?!用|钱)|腻了|不下去了)|(?:过|撑|熬)不下去了?(?:[，,。；;！!？?\n]|$)(?=.*(?:人生|日子|命|活))"
    r"|(?<![不没])想(?:着|要|就|这么|干脆|直接)*(?:一了百了|一死了之|寻短见|一睡不醒|从楼上跳)|(?:一了百了|寻短见)算了|不想(?:再)?(?:活|在这?世上|醒过来)"
)


@dataclass(frozen=True)
class Mood:
    """What one message shows."""

    angry: bool
    urgent: bool
    despairing: bool


class Moods:
    """Hears the mood of a message, and what it asks of us."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._anger, self._urgency = _any_of(catalogue.anger), _any_of(catalogue.urgency)
        self._despair, self._calm = _any_of(catalogue.despair), _any_of(catalogue.calm)

    def hear(self, heard: Heard) -> Mood:
        """The mood of a message; words that only sound like one are left out first."""
        plain = self._calm.sub(" ", normalise(heard.text))
        tells = cause_told(self._catalogue, plain) is not None  # 「自己坏的」
        vents = (heard.intent == "talk_vent" and heard.confidence >= VENTS and not tells) or heard.surely(Move.VENTS)
        return Mood(
            vents or bool(self._anger.search(plain)),
            bool(self._urgency.search(plain)),
            bool(self._despair.search(plain) or _DESPAIRS.search(plain)),
        )

    def note(self, work: UnitOfWork, draft: Draft, mood: Mood) -> None:
        """Keep what was noticed, and let the event that there is already move up."""
        draft.angry += mood.angry
        draft.urgent = draft.urgent or mood.urgent
        draft.risk = draft.risk or mood.despairing
        event = work.events.get(draft.event_number) if draft.event_number else None
        if event is not None and (mood.angry or mood.urgent or mood.despairing):
            if draft.angry >= TWICE or draft.urgent or draft.risk:
                events.raise_priority(event, Priority.HIGH)
            event.facts = {**event.facts, **events.mood_of(draft)}
            work.events.update(event)

    def soothe(self, draft: Draft, mood: Mood, says: list[Say]) -> list[Say]:
        """The answer for someone angry: sorry once, at the second outburst a person first."""
        sorry = any(SOOTHING in say.key for say in says)
        if not mood.angry or not says or says[0].key.startswith(("utter_human", "utter_help_enough", "utter_hazard", "utter_safety")):
            draft.soothed = draft.soothed or sorry
            return says
        if draft.angry < TWICE:
            first, draft.soothed = not (sorry or draft.soothed), True
            return [Say("utter_angry_first"), *says] if first else says
        rest = [say for say in says if SOOTHING not in say.key]
        button = (Button(self._catalogue.buttons["human"], HUMAN),)
        if draft.angry > TWICE and rest:
            return rest
        key = "utter_angry_human" if draft.soothed else "utter_angry_sorry"
        draft.soothed = True
        return [Say(key, {}, button), *rest]


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
