"""Concerns that wait while another is dealt with, and come back when it is done."""

from __future__ import annotations

from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.understanding import Heard
from helpline.services.reply import Button, Say, choose


class Parking:
    """Remembers the second problem, and brings it back."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def park(self, draft: Draft, heard: Heard, route: Route) -> Say:
        """Keep what was said of another problem."""
        draft.park({"intent": route.intent, "said": heard.kept()})
        return Say("utter_parked", {"topic": route.name})

    def park_others(self, draft: Draft, heard: Heard) -> list[Say]:
        """Keep the further problems of a message; the first is what it is taken for. Two are named, more are listed."""
        kept: list[Route] = []
        for problem in heard.problems:
            route = self._catalogue.routes[problem.intent]
            if problem.intent != heard.intent and route.event and not route.first:
                found = tuple(found for found in heard.found if found.text in problem.text)
                self.park(draft, Heard(problem.text, problem.intent, 1.0, found=found), route)
                kept.append(route)
        if len(kept) > 1:
            return [Say("utter_parked_list", {"topics": "、".join(f"「{route.name}」" for route in kept)})]
        return [Say("utter_parked", {"topic": kept[0].name})] if kept else []

    def bring_back(self, draft: Draft) -> list[Say]:
        """Offer the concern that has waited longest, if one has."""
        draft.parked = [waiting for waiting in draft.parked if waiting["intent"] in self._catalogue.routes]
        if not draft.parked or draft.asking:
            return []
        route = self._catalogue.routes[draft.parked[0]["intent"]]
        draft.choices, draft.resuming = [route.intent], True
        titles = self._catalogue.buttons
        buttons = (choose("topic", route.intent, titles["resume"]), Button(titles["not_now"], "/talk_bye"))
        return [Say("utter_parked_next", {"topic": route.name}, buttons)]

    def answered(self, draft: Draft, *, wanted: bool) -> dict[str, Any] | None:
        """The concern that was offered, no longer waiting; None where the customer does not want it."""
        draft.choices, draft.resuming = [], False
        waiting = draft.parked.pop(0)
        return waiting if wanted else None
