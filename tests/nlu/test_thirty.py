"""The thirty customers again, each line of theirs as the trained model understands it."""

from __future__ import annotations

import pytest

from helpline.model.understanding import heard_from
from rasa_ext.evaluate import Understanding
from tests.content import reading
from tests.services.conftest import talk, wired  # noqa: F401  # the desk of those conversations
from tests.services.talk import PHONE, Talk
from tests.services.thirty import CUSTOMERS, USUAL, Customer

pytestmark = pytest.mark.model


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda customer: customer.name)
def test_as_the_model_understands_them(talk: Talk, understanding: Understanding, customer: Customer) -> None:  # noqa: F811
    def say(text: str) -> None:
        talk.hear(heard_from(understanding.parse(text)))

    say(customer.first)
    if not talk.asking:  # a choice is offered where the model is not sure
        say(reading.catalogue().routes[customer.intent].name)
    answers = {**USUAL, **customer.answers}
    asked: list[str] = []
    while talk.asking:
        assert len(asked) < 20, asked
        asked.append(talk.asking)
        say("浦东" if talk.asking == "place" and "place" in asked[:-1] else answers[talk.asking])
    slots = [slot for slot in asked if slot not in ("confirm", "place")]
    assert len(slots) == len(set(slots)), f"asked twice: {asked}"
    assert talk.draft.intent is None or reading.catalogue().routes[talk.draft.intent].label.value in ("hardware", "applecare", "general")
    facts = talk.event.facts
    assert {slot: facts.get(slot) for slot in customer.ends} == customer.ends
    assert facts["contact_phone"] == PHONE and facts["symptom"] and facts["device_model"]
