"""What sounds like a report, a doubt or a cry for a person, and is asked of the call to come: 「要是他管我要验证码我给不给」, 「香港号码行不」."""

from __future__ import annotations

from dataclasses import replace

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.understanding import Heard
from helpline.services.afterwards.enquiries import proving
from helpline.services.danger.scams import describes_caller, given_away, happens, judged
from helpline.services.questions.call_answers import asks_of_call, supposed

_DOUBTS = ("safety_check_number", "safety_ask_identity")
_UNSURE = 0.6


def asked_of_our_call(catalogue: Catalogue, draft: Draft, heard: Heard) -> Heard | None:
    """The message without what it sounds like; None where it is no such question, or a fraud is at hand."""
    about = catalogue.routes.get(draft.intent or "")
    if about is None or about.label is Label.SAFETY or heard.chosen or proving(draft):
        return None
    if not (supposed(heard) or _asks_instead(catalogue, heard)):
        return None
    return replace(heard, intent="talk_inform", confidence=_UNSURE, ranking=(), problems=())


def _asks_instead(catalogue: Catalogue, heard: Heard) -> bool:
    """True where a clause surely asks of the call, and what the message sounds like is no more than a sound."""
    route = catalogue.routes.get(heard.intent)
    person, doubt = heard.intent == "service_request_human", route is not None and route.label is Label.SAFETY
    if not (person or doubt) or not asks_of_call(heard) or heard.surely(Move.PERSON, Move.DANGER):
        return False
    told = given_away(heard.text) or happens(heard.text) or describes_caller(heard.text) or judged(heard.text, catalogue)
    return person or (not told and (heard.intent in _DOUBTS or heard.confidence < _UNSURE))
