"""A customer who comes back: what was begun is kept for a week, and shown only to whom it belongs."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.phone import find_phone, tail
from helpline.model.text import normalise, spoken_digits
from helpline.model.understanding import Found, Heard
from helpline.services.afterwards.enquiries import ENQUIRIES
from helpline.services.intake.read_back import says_yes
from helpline.services.questions.lost_thread import wants_repeat
from helpline.services.reply import Say, choose

BACK = timedelta(minutes=10)
ASKS_AFTER = timedelta(hours=24)
GONE_AFTER = timedelta(days=7)
TRIES = 3
GO_ON, ANEW = "go_on", "anew"
_GOES_ON = re.compile(r"继续|接着|上次|之前那个|原来的|没办完|go on")
_BEGINS_ANEW = re.compile(r"重来|重新|从头|不用继续|不继续|新的|别的问题|换个|不是我|不用了|不要|算了")


class Returning:
    """Knows by the time since the last message how to receive it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def receive(self, draft: Draft, heard: Heard | None, now: datetime) -> tuple[list[Say] | None, bool]:
        """What is said in place of an answer, or None; and whether a greeting of someone who is back goes before it."""
        last = datetime.fromisoformat(draft.touched) if draft.touched else now
        draft.touched = now.isoformat()
        if draft.away:
            return None, False
        begun = _begun(draft)
        draft.hidden_before = _hides(draft, last, now) or draft.hidden_before
        if now - last >= GONE_AFTER:
            self._forget(draft)
            return None, False
        if not begun or heard is None:
            return None, False
        if now - last >= ASKS_AFTER:
            draft.away = {"asking": draft.asking, "said": heard.kept(), "intent": heard.intent, "proof": False, "tries": 0}
            draft.asking = "confirm"
            return [self._ask()], False
        return None, now - last >= BACK

    def _forget(self, draft: Draft) -> None:
        """After a week nothing of what was begun is kept; events are."""
        draft.begin(None)
        draft.facts, draft.parked, draft.angry, draft.soothed, draft.urgent = {}, [], 0, False, False

    def _ask(self) -> Say:
        titles = self._catalogue.buttons
        buttons = (choose("topic", GO_ON, titles["go_on"]), choose("topic", ANEW, titles["start_over"]))
        return Say("utter_back_after_a_day", {}, buttons)

    def answer(self, draft: Draft, heard: Heard) -> tuple[list[Say] | None, Heard | None]:
        """The answer to 「继续还是重来」, or to the digits that prove whose it is.

        None as the first means: go on with the message that is the second, in the draft as it is now.
        """
        if draft.away.get("proof"):
            return self._prove(draft, heard)
        plain, chosen = normalise(heard.text), heard.chosen.get("topic")
        if chosen == ANEW or (not chosen and (_BEGINS_ANEW.search(plain) or heard.intent in ("talk_deny", "talk_cancel"))):
            self._forget(draft)
            draft.away = {}
            return [Say("utter_begun_anew")], None
        if chosen == GO_ON or _GOES_ON.search(plain) or says_yes(heard):
            if not draft.facts.get("contact_phone"):
                return None, self._taken_up(draft)
            draft.away["proof"] = True
            draft.asking = "contact_phone"
            return [Say("utter_ask_phone_tail_back")], None
        draft.away["tries"] += 1
        if draft.away["tries"] >= TRIES - 1:  # neither one nor the other: they speak of something new
            self._forget(draft)
            draft.away = {}
            return None, heard
        return [self._ask()], None

    def _prove(self, draft: Draft, heard: Heard) -> tuple[list[Say] | None, Heard | None]:
        phone = find_phone(heard.text)
        digits = tail(phone.value) if phone else re.sub(r"\D", "", spoken_digits(heard.text))[-4:]
        if digits and digits == tail(str(draft.facts["contact_phone"])):
            return None, self._taken_up(draft)
        draft.away["tries"] += 1
        if draft.away["tries"] >= TRIES or heard.intent in ("talk_unknown", "talk_deny", "talk_cancel"):
            self._forget(draft)
            draft.away = {}
            return [Say("utter_not_proven_anew")], None
        return [Say("utter_ask_phone_tail_again")], None

    def _taken_up(self, draft: Draft) -> Heard:
        """The draft as it was left, and the message that was written before we asked."""
        draft.asking, draft.hidden_before = draft.away["asking"], None
        said: dict[str, Any] = draft.away["said"]
        intent = str(draft.away["intent"])
        draft.away = {}
        found = tuple(Found(**found) for found in said.get("found", []))
        return Heard(str(said.get("text", "")), intent, 0.9, found=found)

    def interrupted(self, draft: Draft) -> None:
        """Something that cannot wait goes before the question whether to go on."""
        if draft.away:
            draft.asking, draft.away = draft.away["asking"], {}

    def back(self, draft: Draft, heard: Heard) -> list[Say]:
        """What goes before the question that waits: nothing where it is only asked to be put again."""
        return [] if wants_repeat(heard) else [self.welcome(draft)]

    def welcome(self, draft: Draft) -> Say:
        """「接着办…」 for someone who is back within a day: the matter by its name, nothing personal."""
        return Say("utter_welcome_back", {"topic": self._catalogue.routes[draft.intent or ""].name})


def is_greeting(heard: Heard | None) -> bool:
    """True for a message that says nothing but that someone is here, or that they want to go on."""
    if heard is None:
        return True
    return heard.intent == "talk_greet" or bool(_GOES_ON.search(normalise(heard.text)) and len(heard.text.strip()) <= 8)


def left_open(draft: Draft, now: datetime) -> str | None:
    """When the customer went away in the middle of something, where a greeting is due for coming back; else None."""
    if draft.away or not draft.touched or not _begun(draft):
        return None
    return draft.touched if now - datetime.fromisoformat(draft.touched) >= BACK else None


def shown_from(draft: Draft, now: datetime) -> datetime | None:
    """Lines from before then are not shown: whoever is there now has not proved that they are theirs."""
    last = datetime.fromisoformat(draft.touched) if draft.touched else now
    hidden = (None if draft.away else _hides(draft, last, now)) or draft.hidden_before
    return datetime.fromisoformat(hidden) if hidden else None


def _begun(draft: Draft) -> bool:
    return draft.intent not in (None, *ENQUIRIES) and draft.asking is not None and not draft.handed_over


def _hides(draft: Draft, last: datetime, now: datetime) -> str | None:
    """Now, where what was said so far belongs to someone who may be another by now."""
    lasts = ASKS_AFTER if draft.facts.get("contact_phone") else GONE_AFTER
    return now.isoformat() if _begun(draft) and now - last >= lasts else None
