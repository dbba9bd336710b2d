"""The registry in a conversation: asked outside the database's lock, and again after an outage."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from helpline.model.registry import RegisteredDevice
from tests.services.conftest import Floor, Shelf
from tests.services.talk import ANSWERS, PHONE, SERIAL, Talk

KNOWN = RegisteredDevice(
    SERIAL, model="iphone-15", purchase_date=date(2026, 3, 5), sold_in_mainland=True, source="ERP", as_of=date(2026, 11, 1)
)


def away_at_the_serial(talk: Talk, shelf: Shelf) -> str:
    shelf.devices[SERIAL] = KNOWN
    shelf.away = True
    talk.say("iPhone 15 还在保修期吗", "hardware_check_coverage")
    return talk.say(SERIAL)


def test_an_outage_is_told_once_and_the_form_goes_on(talk: Talk, shelf: Shelf) -> None:
    assert "登记系统现在连不上" in away_at_the_serial(talk, shelf)
    assert talk.asking == "purchase_date"
    assert "登记系统" not in talk.say("记不清了", "talk_unknown")
    assert shelf.asked == [SERIAL], "not at every message"


def test_it_is_looked_up_again_before_all_is_read_back(talk: Talk, shelf: Shelf) -> None:
    away_at_the_serial(talk, shelf)
    talk.say("记不清了", "talk_unknown")
    shelf.away = False
    said = talk.say(PHONE)
    assert "utter_coverage_covered" in talk.keys and talk.keys[-1] == "utter_read_back"
    assert "保障：在保，到 2027年3月5日（含）" in said
    talk.say("确认", "talk_affirm")
    assert talk.event.facts["coverage"]["status"] == "covered"


def test_it_is_looked_up_again_when_the_customer_confirms(talk: Talk, shelf: Shelf) -> None:
    away_at_the_serial(talk, shelf)
    talk.say("记不清了", "talk_unknown")
    assert "保障：登记系统连不上" in talk.say(PHONE)
    shelf.away = False
    talk.say("确认", "talk_affirm")
    assert talk.keys[0] == "utter_event_issued" and "utter_coverage_covered" in talk.keys
    assert talk.event.facts["coverage"]["ends"] == "2027-03-05"


def test_an_outage_to_the_end_issues_the_number_all_the_same(talk: Talk, shelf: Shelf) -> None:
    away_at_the_serial(talk, shelf)
    talk.fill(ANSWERS)
    assert talk.event.facts["serial_number"] == SERIAL and talk.event.facts["coverage"]["status"] == "conditional"


def test_the_database_is_not_locked_while_the_registry_is_asked(
    talk: Talk, shelf: Shelf, wired: tuple[Floor, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    floor = wired[0]
    written: list[str] = []
    find = Shelf.find

    def slowly(self: Shelf, key: str) -> RegisteredDevice | None:
        with floor.database.connect() as other:  # waits, and at last fails, while a turn holds the lock
            other.execute(sa.text("PRAGMA busy_timeout=50"))
            other.commit()
            with other.begin():
                written.append(key)
        return find(self, key)

    monkeypatch.setattr(Shelf, "find", slowly)
    shelf.devices[SERIAL] = KNOWN
    talk.say(f"iPhone 15 还在保修期吗，序列号 {SERIAL}", "hardware_check_coverage")
    assert written == [SERIAL] and "utter_coverage_covered" in talk.keys
