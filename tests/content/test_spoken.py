"""Copy and code fit both ways: nothing is said without copy, no copy is left unspoken, every blank is filled."""

from __future__ import annotations

import pytest

from helpline.model.event import Label
from helpline.services.afterwards.enquiries import ENQUIRIES
from helpline.services.danger import scams
from helpline.services.questions import asides
from tests.content import reading
from tests.content.spoken import Spoken, spoken, written

ROUTES = reading.catalogue().routes.values()
# What the one form may ask for. Enquiries ask with sentences of their own.
FORM = {slot for route in ROUTES if not route.talk and route.intent not in ENQUIRIES for slot in route.ask} | {"error_code"}
WAYS = {"service_mode", "place", "visit_time", "callback_time"}
TIMES = {"visit_time", "callback_time"}


def topics(label: Label, *, talk: bool, but: tuple[str, ...] = ()) -> set[str]:
    return {r.topic for r in ROUTES if r.label is label and r.talk is talk and not r.first and r.intent not in (*but, *ENQUIRIES)}


LINKS = ("official", "letters", "userinfo", "ip", "proxy", "name", "name_alone", "known", "path", "redirect", "odd", "short", "unlisted")
NUMBERS = ("official", "emergency", "wrong", "near", "unlisted")
REASONS = {f"link_{why}" for why in LINKS} | {f"number_{why}" for why in NUMBERS} | {"mail_official", "mail_unlisted"}

# Every f-string of the code that makes a key, with all that its blank may stand for.
BLANKS: dict[str, set[str]] = {
    "utter_ask_{slot}": FORM,
    "utter_ask_{slot}_again": FORM | WAYS,
    "utter_ask_{draft.asking}": TIMES,
    "utter_why_{slot}": FORM | WAYS | {"confirm", "event_number"},
    "utter_where_{slot}": set(asides._LOCATED),
    "utter_triage_{route.label.value}": {label.value for label in reading.catalogue().tiers},
    "utter_triage_{route.topic}": topics(Label.SERVICE, talk=False),
    "utter_talk_{route.topic}": topics(Label.SMALLTALK, talk=True, but=("talk_greet", "talk_inform")),
    "utter_service_{route.topic}": topics(Label.SERVICE, talk=True),
    "utter_service_{topic}": {reading.catalogue().routes[intent].topic for intent in asides.QUESTIONS},
    "utter_outside_{route.topic}": topics(Label.OUT_OF_SCOPE, talk=True),
    "utter_safety_{route.topic}": {route.topic for route in ROUTES if route.label is Label.SAFETY},
    "utter_safety_{one.reason}": REASONS,
    "utter_safety_gave_{what}": {what for what, _ in scams._LOSSES},
}


def expanded(place: Spoken) -> list[Spoken]:
    """One for each key that the place may say."""
    if "{" not in place.key:
        return [place]
    before, after = place.key.split("{")[0], place.key.split("}")[1]
    return [Spoken(f"{before}{word}{after}", place.facts, place.where) for word in sorted(BLANKS.get(place.key, ()))]


PLACES = [one for place in spoken() for one in expanded(place)]
SPOKEN = {place.key for place in PLACES}


def test_the_reading_of_the_code_misses_no_key() -> None:
    assert written() - {place.key for place in spoken()} == set()


def test_every_blank_of_a_key_is_known() -> None:
    assert {place.key for place in spoken() if "{" in place.key} == BLANKS.keys()


def test_every_key_that_is_spoken_has_copy() -> None:
    assert {f"{place.key} at {place.where}" for place in PLACES if place.key not in reading.copy()} == set()


def test_no_copy_is_left_unspoken() -> None:
    assert reading.copy().keys() - SPOKEN == set()


@pytest.mark.parametrize("key", sorted(reading.copy()))
def test_every_blank_is_filled_wherever_it_is_said(key: str) -> None:
    wanted = set().union(*(reading.placeholders(wording["text"]) for wording in reading.copy()[key]))
    missing = {place.where: sorted(wanted - place.facts) for place in PLACES if place.key == key and wanted - place.facts}
    assert missing == {}


def test_every_fact_has_a_sentence_that_tells_it() -> None:
    """A fact that is worked out for one sentence alone and stands in none of its wordings is work for nothing."""
    told = {blank for wordings in reading.copy().values() for w in wordings for blank in reading.placeholders(w["text"])}
    assert {fact for place in PLACES for fact in place.facts} - told - {"times", "at"} == set()


def test_the_reading_sees_what_it_should() -> None:
    by_key = {(place.key, place.where.split(":")[0]): place.facts for place in spoken()}
    assert by_key["utter_error_time_too_far", "helpline/services/handover/appointments.py"] == {"days"}
    assert by_key["utter_human_closed", "helpline/services/handover/handover.py"] == {"line", "number", "hours", "opens", "event"}
    assert by_key["utter_serial_letters", "helpline/services/intake/serials.py"] == {"serial"}
    assert by_key["utter_visit_confirmed", "helpline/services/handover/confirmation.py"] >= {
        "time",
        "code",
        "bring",
        "store",
        "address",
        "phone",
    }
