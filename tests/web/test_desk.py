"""The desk's API: who may look, how an event is found, and that every look is on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import sqlalchemy as sa

from helpline.model.draft import Draft
from helpline.model.event import Event, Role
from helpline.model.event_number import shown
from helpline.services import events
from helpline.storage import tables
from helpline.web.problems import sentences
from tests.web.conftest import Door

SPOKEN = str.maketrans("0123456789", "洞幺两三四五六拐八勾")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
PHONE, SERIAL, ABROAD = "13812345678", "C39XK2ABC123", "+85291234567"
FACTS = {
    "device_model": "iPhone 13",
    "symptom": "屏幕摔碎了",
    "serial_number": SERIAL,
    "contact_phone": PHONE,
    "contact_name": "王芳",
    "tried_steps": ["重启过", "更新过"],
    "error_code": ["4013"],
}


@dataclass
class DeskDoor:
    """The desk's side of the door, as advisor 1001."""

    door: Door
    token: str

    def get(self, path: str, token: str | None = None, **params: str) -> httpx.Response:
        return self.door.http.get(f"/api/desk/{path}", headers={"authorization": f"Bearer {token or self.token}"}, params=params)

    def found(self, query: str) -> list[str]:
        reply = self.get("events", q=query)
        assert reply.status_code == 200, reply.text
        return [event["event_number"] for event in reply.json()["events"]]

    def issue(self, conversation: str = "talk", sequence: int = 1, **facts: Any) -> Event:
        draft = Draft(conversation, sequence, "hardware_report_screen", facts={**FACTS, **facts})
        with self.door.unit_of_work() as work:
            event = events.issue(work, draft, self.door.services.catalogue.routes["hardware_report_screen"], self.door.clock.now())
            work.commit()
        return event

    def looks(self) -> list[tuple[str, str, str]]:
        """The audit, but for the line of the advisor's own arrival."""
        with self.door.engine.connect() as connection:
            rows = connection.execute(
                sa.select(tables.audit.c.who, tables.audit.c.what, tables.audit.c.subject).order_by(tables.audit.c.id)
            )
            return [(who, what, subject) for who, what, subject in rows if what != "advisor_added"]


@pytest.fixture
def desk(door: Door) -> DeskDoor:
    return DeskDoor(door, door.services.desk.add_advisor("1001", "李", Role.SENIOR))


def refused(reply: httpx.Response) -> tuple[int, str]:
    error = reply.json()["error"]
    assert error["message"] == sentences()[error["code"]]
    return reply.status_code, error["code"]


@pytest.mark.parametrize("path", ["events?q=13812345678", "events/{number}", "events", "events/1"])
@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer wrong", "Bearer 1001", "Basic MTAwMTo=", "Bearer ' OR ''='", "wrong", "Bearer " + "a" * 5_000],
)
def test_nobody_looks_without_a_token_that_somebody_holds(desk: DeskDoor, path: str, header: str | None):
    number = desk.issue().number
    headers = {} if header is None else {"authorization": header}
    reply = desk.door.http.get(f"/api/desk/{path.format(number=number)}", headers=headers)
    assert refused(reply) == (401, "token_unknown")
    assert reply.headers["www-authenticate"] == "Bearer"
    assert desk.looks() == []


def test_a_customers_conversation_opens_no_desk(desk: DeskDoor):
    assert refused(desk.get("events/1", token=desk.door.open())) == (401, "token_unknown")


def test_a_renewed_token_ends_the_old_one(desk: DeskDoor):
    number = desk.issue().number
    renewed = desk.door.services.desk.add_advisor("1001", "李", Role.SENIOR)
    assert refused(desk.get(f"events/{number}")) == (401, "token_unknown")
    assert desk.get(f"events/{number}", token=renewed).status_code == 200


def test_an_event_is_shown_whole_with_its_transcript(desk: DeskDoor):
    conversation = desk.door.open()
    desk.door.say(conversation, "我 iPhone 13 屏幕摔碎了")
    event = desk.issue(conversation.partition(".")[0])
    seen = desk.get(f"events/{event.number}").json()
    assert (seen["event_number"], seen["label"], seen["topic"], seen["status"]) == (event.number, "hardware", "screen", "open")
    assert (seen["device_model"], seen["serial_number"], seen["symptom"]) == ("iPhone 13", SERIAL, "屏幕摔碎了")
    assert (seen["tried_steps"], seen["error_codes"]) == (["重启过", "更新过"], ["4013"])
    assert seen["contact"] == {"name": "王芳", "phone": PHONE, "extension": None}
    assert seen["created_at"] == "2026-11-24T10:15:00+08:00"
    assert seen["handoff"] == {"kind": "none", "starts_at": None, "place": None, "status": None}
    assert [(line["who"], line["text"]) for line in seen["transcript"]][1:] == [
        ("customer", "我 iPhone 13 屏幕摔碎了"),
        ("bot", "听到：我 iPhone 13 屏幕摔碎了"),
    ]


def ways_to_say(number: str) -> list[str]:
    return [
        number,
        shown(number),
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
        number.translate(FULL_WIDTH),
        shown(number).translate(FULL_WIDTH).replace(" ", "　"),
        number.translate(SPOKEN),
        f"编号是{shown(number).translate(SPOKEN)}",
        f" {number} ",
    ]


def test_an_event_is_found_however_its_number_is_said(desk: DeskDoor):
    number = desk.issue().number
    for said in ways_to_say(number):
        reply = desk.get(f"events/{quote(said)}")
        assert reply.status_code == 200 and reply.json()["event_number"] == number, said
        assert desk.found(said) == [number], said


def test_a_misread_number_has_a_code_of_its_own(desk: DeskDoor):
    number = desk.issue().number
    for position in range(11):
        wrong = number[:position] + str((int(number[position]) + 1) % 10) + number[position + 1 :]
        if wrong[0] in "01":
            continue
        assert refused(desk.get(f"events/{wrong}")) == (400, "number_mistyped")
        assert refused(desk.get("events", q=wrong)) == (400, "number_mistyped")
    assert desk.looks() == []


@pytest.mark.parametrize("number", ["1", "12345678901", "nothing", "%00", "%FF", "..", "'--", "9" * 200, "%2F", "😀"])
def test_what_is_no_number_finds_no_event(desk: DeskDoor, number: str):
    desk.issue()
    assert refused(desk.get(f"events/{number}")) in ((404, "event_not_found"), (404, "not_found"))
    assert desk.looks() == []


def test_a_right_number_that_was_never_issued(desk: DeskDoor):
    event = desk.issue()
    with desk.door.engine.begin() as connection:
        connection.execute(tables.events.delete())
    assert refused(desk.get(f"events/{event.number}")) == (404, "event_not_found")
    assert desk.found(event.number) == []


def test_events_are_found_by_phone_serial_and_number_the_newest_first(desk: DeskDoor):
    old = desk.issue("one")
    desk.door.clock.moment = desk.door.clock.moment.replace(hour=11)
    new = desk.issue("two")
    other = desk.issue("three", contact_phone="13900000000", serial_number="F2LXK12ABCD3")
    both = [new.number, old.number]
    for query in (PHONE, "138 1234 5678", "138-1234-5678", "+86 138 1234 5678", PHONE.translate(FULL_WIDTH), PHONE.translate(SPOKEN)):
        assert desk.found(query) == both, query
    for query in (SERIAL, SERIAL.lower(), "C39X K2AB C123", SERIAL.translate(FULL_WIDTH)):
        assert desk.found(query) == both, query
    assert desk.found(old.number) == [old.number]
    assert desk.found("13900000000") == desk.found("F2LXK12ABCD3") == [other.number]
    assert desk.found("王芳") == desk.found("13700000000") == desk.found("%") == desk.found("_") == []


def test_a_number_abroad_is_no_misread_event_number(desk: DeskDoor):
    event = desk.issue(contact_phone=ABROAD)
    for query in (ABROAD, "+852 9123 4567"):
        assert desk.found(query) == [event.number]


def test_an_imei_finds_its_event(desk: DeskDoor):
    event = desk.issue(serial_number="356938035643809", imei="356938035643809")
    assert desk.found("35 693803 564380 9") == [event.number]


def test_no_more_than_twenty_are_shown(desk: DeskDoor):
    for index in range(25):
        desk.issue(f"talk-{index}")
    assert len(desk.found(PHONE)) == 20


def test_a_search_for_nothing_or_for_too_much_is_refused(desk: DeskDoor):
    for query in ("", "   ", "\x00", "　"):
        assert refused(desk.get("events", q=query)) == (400, "field_missing")
    assert refused(desk.get("events")) == (400, "field_missing")
    assert refused(desk.get("events", q="a" * 101)) == (400, "field_wrong")
    assert desk.found("a" * 100) == desk.found("a\x00b") == desk.found("\ufffd") == []


def test_every_look_is_on_record_with_who_and_what(desk: DeskDoor):
    one, two = desk.issue("one"), desk.issue("two", contact_phone="13900000000")
    other = desk.door.services.desk.add_advisor("2002", "王", Role.FIRST_LINE)
    desk.get(f"events/{one.number}")
    desk.get(f"events/{shown(one.number)}", token=other)
    desk.get("events", q=SERIAL, token=other)
    desk.get("events", q="13700000000")
    assert desk.looks()[:2] == [("1001", "event_seen", one.number), ("2002", "event_seen", one.number)]
    assert sorted(desk.looks()[2:]) == sorted(("2002", "event_found", event.number) for event in (one, two))
