"""What waits is not offered once it has been done."""

from __future__ import annotations

from typing import Any

import pytest

from helpline.model.draft import Draft
from helpline.model.event import Mode
from helpline.services.matters.parking import Parking
from tests.content import reading

PHONE = {"device_model": "iPhone 13"}


@pytest.mark.parametrize(
    ("waiting", "mode", "offered"),
    [
        ({"intent": "hardware_book_repair", "facts": PHONE, "event_number": "1"}, Mode.GENIUS_BAR, False),
        ({"intent": "hardware_book_repair", "facts": PHONE, "event_number": None}, Mode.GENIUS_BAR, False),
        ({"intent": "hardware_book_repair", "facts": PHONE, "event_number": "2"}, Mode.GENIUS_BAR, True),
        ({"intent": "hardware_book_repair", "facts": {"device_model": "iPad"}}, Mode.GENIUS_BAR, True),
        ({"intent": "hardware_book_repair", "facts": PHONE}, Mode.CALL_BACK, True),
        ({"intent": "service_request_human", "facts": {}, "event_number": "2"}, Mode.CALL_BACK, False),
        ({"intent": "service_request_human", "said": {"text": "转人工"}}, Mode.GENIUS_BAR, False),
        ({"intent": "hardware_report_battery", "facts": PHONE}, Mode.GENIUS_BAR, True),
    ],
)
def test_a_wish_that_was_fulfilled_is_offered_no_more(waiting: dict[str, Any], mode: Mode, offered: bool) -> None:
    draft = Draft("talk", intent="hardware_report_screen", facts=dict(PHONE), parked=[waiting], event_number="1")
    draft.mode, draft.handed_over = mode.value, True
    assert bool(Parking(reading.catalogue()).bring_back(draft)) is offered
