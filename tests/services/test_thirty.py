"""Thirty conversations end with a complete event, and nothing is asked twice."""

from __future__ import annotations

import pytest

from tests.content import reading
from tests.services.talk import PHONE, Talk
from tests.services.thirty import CUSTOMERS, USUAL, Customer


def test_every_hardware_topic_and_every_family_has_its_customer() -> None:
    topics = {route.intent for route in reading.catalogue().routes.values() if route.label.value == "hardware"}
    assert topics <= {customer.intent for customer in CUSTOMERS}
    assert len(CUSTOMERS) == 30


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda customer: customer.name)
def test_a_conversation_ends_with_a_complete_event(talk: Talk, customer: Customer) -> None:
    talk.say(customer.first, customer.intent)
    answers = {**USUAL, **customer.answers}
    asked: list[str] = []
    while talk.asking:
        assert len(asked) < 20, asked
        asked.append(talk.asking)
        answer = "浦东" if talk.asking == "place" and "place" in asked[:-1] else answers[talk.asking]  # the city, then the store
        talk.say(answer, "talk_affirm" if talk.asking == "confirm" else "talk_unknown" if "跳过" in answer else "talk_inform")
    slots = [slot for slot in asked if slot not in ("confirm", "place")]
    assert len(slots) == len(set(slots)), f"asked twice: {asked}"
    event = talk.event
    facts = event.facts
    assert {slot: facts.get(slot) for slot in customer.ends} == customer.ends
    assert facts["contact_phone"] == PHONE and facts["symptom"] and facts["device_model"]
    assert event.hand_off is not None and event.hand_off.mode.value == customer.mode
    needed = {"serial_number", "purchase_date"} & set(reading.catalogue().routes[customer.intent].ask)
    missing = {slot for slot in needed if slot not in facts and "跳过" not in answers[slot]}
    assert not missing - {"purchase_date"} and (
        not missing or facts.get("fault_cause") in ("摔落", "进水", "意外") or "碎" in facts["symptom"]
    )
