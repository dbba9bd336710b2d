"""The ways of handing over: which are offered, which are granted, which was wished for."""

from __future__ import annotations

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import NO_CALL, Draft
from helpline.model.event import Label, Mode
from helpline.model.faults import lost
from helpline.model.text import normalise
from helpline.services.handover.timing import IN_PERSON
from helpline.services.handover.wishes import wished_mode
from helpline.services.handover.without_call import cannot_call
from helpline.services.intake.wanted import WHERE
from helpline.services.reply import Button, choose

POST = "post"  # under what it is remembered that a repair by post was asked about
# Labels whose concerns may end with a device on a counter, whether the route offers it or not.
OF_A_DEVICE = (Label.GENERAL, Label.HARDWARE, Label.ACCESSIBILITY, Label.APPLECARE, Label.HAZARD)


class Ways:
    """Knows the ways of a concern."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def route(self, draft: Draft) -> Route:
        """The route of the concern."""
        return self._catalogue.routes[draft.intent or ""]

    def buttons(self, draft: Draft, modes: list[Mode] | None = None) -> tuple[Button, ...]:
        """Quick replies for these ways; for those that were offered last, where none are given."""
        modes = modes or [Mode(mode) for mode in draft.offered_modes] or self.offered(draft)
        draft.offered_modes = [mode.value for mode in modes]
        return tuple(choose("service_mode", mode.value, self._catalogue.mode_names[mode]) for mode in modes)

    def offered(self, draft: Draft) -> list[Mode]:
        """Those of the route that the customer can be reached by."""
        modes = list(self.route(draft).offer) or [Mode.CALL_BACK, Mode.LINE_NUMBER]
        if draft.tries.get(POST) and Mode.MAIL_IN not in modes and self.may(draft, Mode.MAIL_IN):
            modes = [Mode.MAIL_IN, *modes]
        if cannot_call(str(draft.facts.get("symptom", ""))):
            return [Mode.CHAT, *(mode for mode in modes if mode not in (Mode.CALL_BACK, Mode.LINE_NUMBER))]
        if draft.facts.get(NO_CALL):
            modes = [mode for mode in modes if mode is not Mode.CALL_BACK]
        elif draft.facts.get("contact_phone"):
            return modes
        if "contact_phone" in draft.passed:
            modes = [mode for mode in modes if mode not in (Mode.CALL_BACK, Mode.MAIL_IN)]
        return modes if Mode.LINE_NUMBER in modes else [*modes, Mode.LINE_NUMBER]

    def may(self, draft: Draft, mode: Mode) -> bool:
        """True for what is offered, for what an advisor would grant a device, and for posting a hazard, which is refused with its reason."""
        label = self.route(draft).label
        heeded = label in OF_A_DEVICE and mode in (*IN_PERSON, Mode.MAIL_IN)
        return heeded or mode in (*self.route(draft).offer, Mode.CALL_BACK, Mode.LINE_NUMBER, Mode.CHAT)

    def meant(self, draft: Draft, city: str | None, timed: bool) -> Mode | None:
        """The way that a place or a time alone speaks for: a visit, and where none is offered, a call."""
        if city and self.may(draft, Mode.GENIUS_BAR):
            return Mode.GENIUS_BAR
        return Mode.CALL_BACK if timed and not any(Mode(mode) in IN_PERSON for mode in draft.offered_modes) else None

    def wished(self, draft: Draft, offered: list[Mode]) -> Mode | None:
        """A way that the customer named unasked: going somewhere, posting it, or being called."""
        asked = draft.facts.pop("service_mode", None)
        wished = Mode(asked) if asked else wished_mode(str(draft.facts.get("symptom", "")))
        if offered and offered[0] is Mode.CHAT:
            return wished if wished in offered else None
        if wished and (wished in offered or self.may(draft, wished)):
            return wished
        asked_where = draft.tries.get(WHERE) or "place" in self.route(draft).ask
        if asked_where and draft.facts.get("place") and Mode.GENIUS_BAR in offered:
            return Mode.GENIUS_BAR  # who only says where they are has chosen no way
        brought = any(mode in (*IN_PERSON, Mode.MAIL_IN) for mode in offered) and not lost(normalise(str(draft.facts.get("symptom", ""))))
        return Mode.CALL_BACK if offered and offered[0] is Mode.CALL_BACK and not brought else None  # who may bring it chooses
