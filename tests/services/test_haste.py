"""Somebody in haste is asked what an advisor cannot do without, and nothing else (US-36)."""

from __future__ import annotations

import pytest

from helpline.model.event import Priority
from tests.services.talk import ANSWERS, PHONE, Talk


def asked(talk: Talk, text: str, intent: str) -> list[str]:
    talk.say(text, intent)
    return talk.fill(ANSWERS, until="service_mode")


@pytest.mark.parametrize(("calm", "hasty", "intent"), [
    ("iPhone 16 Pro 突然黑屏了，怎么按都没反应", "我要登机了，iPhone 16 Pro 突然黑屏，怎么按都没反应", "hardware_report_power"),
    ("iPad Air 5 一直充不进电", "急用，iPad Air 5 一直充不进电", "hardware_report_charging"),
])  # fmt: skip
def test_haste_shortens_the_way(talk: Talk, calm: str, hasty: str, intent: str) -> None:
    usual, short = asked(talk.other("calm"), calm, intent), asked(talk, hasty, intent)
    assert {"serial_number", "purchase_date", "fault_cause"} <= set(usual)
    assert short == ["contact_phone", "confirm"]
    assert talk.event.priority is Priority.HIGH and talk.event.facts["contact_phone"] == PHONE


def test_haste_on_the_way_ends_what_can_wait(talk: Talk) -> None:
    talk.say("iPhone 16 Pro 黑屏了，按什么都没反应", "hardware_report_power")
    assert talk.asking == "symptom"
    talk.say("就刚才，快点快点我赶飞机")
    assert talk.asking == "contact_phone" and "utter_entitled_no_date" not in talk.keys


def test_what_the_matter_is_about_is_asked_all_the_same(talk: Talk) -> None:
    assert "purchase_date" in asked(talk, "急用，想查一下 iPhone 16 还在不在保", "hardware_check_coverage")


def test_what_may_help_at_once_is_told(talk: Talk) -> None:
    talk.say("我要登机了，iPhone 16 Pro 突然黑屏，怎么按都没反应", "hardware_report_power")
    assert "utter_help_tip" in talk.keys
