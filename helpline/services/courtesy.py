"""What needs no event: greetings and thanks, a number or hours asked for, and what is not ours to handle."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.answers import Answers
from helpline.services.clarifying import asks_what_noted, asks_who_calls
from helpline.services.lines import line_facts
from helpline.services.reply import Say
from helpline.services.steps import card_of
from helpline.services.store_rules import other_seller
from helpline.services.triage import SURE, Triage, alone_of_apps, not_ours

_APP = "third_party_app"
OF_APPS = ("general_fix_system", "general_fix_builtin_app")  # which an app of others may be taken for
BESIDE = 0.03  # how likely a matter must be that is told of a device of ours beside that of another maker
_SHORT = 20
_MORE_THAN_ONE = re.compile(
    r"所有|全部|别的|其[他它]|每个|都(?:闪|打不开|这样|崩|卡死)|自带|不[光只止仅]|(?:也|还)(?:闪|打不开|崩)[^，,。]{0,6}(?:也|还)(?:闪|打不开|崩)"
)


def of_others(catalogue: Catalogue, route: Route, heard: Heard) -> Say | None:
    """Who sees to what is being taken down and turns out to be another seller's or maker's; None where it is ours."""
    app = route.intent in OF_APPS and alone_of_apps(heard)
    return Say("utter_outside_third_party_app") if app else other_seller(catalogue, route, heard.text)


class Courtesy:
    """Answers while nothing is being asked."""

    def __init__(self, catalogue: Catalogue, answers: Answers, triage: Triage) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._triage = triage

    def answer(self, draft: Draft, heard: Heard, route: Route, now: datetime) -> list[Say]:
        """One bubble, and at a greeting the tiers to choose from."""
        if route.label is Label.OUT_OF_SCOPE:
            draft.outside = route.topic
            articles = self._catalogue.articles_on(route.label, route.topic)
            return [Say(f"utter_outside_{route.topic}", card=card_of(articles[0]) if articles else None)]
        if route.intent == "talk_greet":
            return [*self._device_known(heard, now), self._triage.welcome()]
        if route.intent == "talk_inform":
            draft.facts |= self._answers.gather(heard, now)
            return [Say("utter_talk_inform")]
        if route.label is Label.SERVICE:
            return [Say(f"utter_service_{route.topic}", line_facts(self._catalogue, Label.GENERAL, now))]
        return [Say(f"utter_talk_{route.topic}")]

    def outside(self, draft: Draft, heard: Heard) -> list[Say]:
        """What is said to more about another's app, be it asked for a repair of it; nothing where the message is of something else."""
        before, draft.outside = draft.outside, None
        if elsewhere := other_seller(self._catalogue, self._catalogue.routes.get(heard.intent), heard.text):
            return [elsewhere]
        if not_ours(heard):
            draft.outside = _APP
            return [Say("utter_outside_third_party_app")]
        plain = normalise(heard.text)
        words = (*self._catalogue.unsolved, *self._catalogue.done)
        more = before == _APP and len(plain) <= _SHORT and any(word in plain for word in words) and not _MORE_THAN_ONE.search(plain)
        if not more or heard.first("device_model") or heard.first("component"):
            return []
        draft.outside = _APP
        return [Say("utter_outside_third_party_app_still")]

    def ours(self, draft: Draft, heard: Heard) -> Heard:
        """「不光微信，抖音也闪」, after one app was spoken of: where several fail, the system is to be looked at.
        「华为手机连不上 AirPods 3」: what is said of a device of Apple's beside another maker's is heard as that.
        「是你们打给我还是我打」 asks for what is arranged, or for our number, and doubts none."""
        arranged = draft.event_number or draft.last_event
        if asks_who_calls(heard.text) or (arranged and asks_what_noted(heard.text)):
            return replace(heard, intent="service_check_event" if arranged else "service_ask_number", confidence=1.0)
        if heard.intent == "outside_other_maker" and (heard.first("device_model") or heard.first("device_family")):
            routes = self._catalogue.routes
            likely = (name for name, chance in heard.ranking[1:] if chance >= BESIDE and name in routes and routes[name].event)
            return replace(heard, intent=next((name for name in likely if not routes[name].talk), heard.intent))
        if heard.intent in OF_APPS and heard.confidence >= SURE and alone_of_apps(heard):
            return replace(heard, intent=f"outside_{_APP}")
        both = heard.intent == f"outside_{_APP}" and not alone_of_apps(heard) and _MORE_THAN_ONE.search(normalise(heard.text)) is not None
        return replace(heard, intent="general_fix_system") if both and draft.outside == _APP else heard

    def _device_known(self, heard: Heard, now: datetime) -> list[Say]:
        """Said where the app told which device it is, so that nobody wonders why it is not asked."""
        facts = self._answers.gather(heard, now)
        if not heard.metadata or not facts.get("device_model"):
            return []
        system = str(facts.get("os_version") or "")
        known = {"device": facts["device_model"], "system": system}
        return [Say("utter_device_known_with_system" if system else "utter_device_known", known)]
