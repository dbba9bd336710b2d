"""Calendar files, read back as a calendar program would."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar

from helpline.model.event import HandOff, HandOffStatus, Mode, Place
from helpline.model.times import SHANGHAI
from helpline.services import events
from tests.storage.samples import event
from tests.web.conftest import NOW, Door

AT = datetime(2026, 11, 28, 15, 0, tzinfo=SHANGHAI)


def booked(door: Door, at: datetime = AT) -> None:
    with door.unit_of_work() as work:
        known = work.events.get(event().number) or event(facts={"device_model": "iPhone 15 Pro", "symptom": "屏幕碎了"})
        if not known.hand_off:
            known.note(NOW, "issued", "bot")
            work.events.add(known)
        store = door.services.catalogue.stores["sz-holiday-plaza"]
        place = Place(store.id, store.name, store.city)
        events.hand_over(work, known, HandOff(Mode.GENIUS_BAR, HandOffStatus.CONFIRMED, at, place, "1234", None, 1), NOW)
        work.commit()


def link(door: Door) -> str:
    """As it stands in the card of a confirmation."""
    card = {"kind": "booking", "event_number": event().number, "starts_at": AT.isoformat(), "code": "1234"}
    card |= {"store": "益田", "address": "深圳", "phone": "400"}
    door.bot.script = {"确认": [{"text": "约好了"}, {"custom": card}]}
    reply = door.post(conversation=door.open(), text="确认")
    return str(reply.json()["messages"][0]["card"]["ics"])


def entry(door: Door, path: str) -> tuple[str, Any]:
    reply = door.http.get(path)
    assert reply.status_code == 200 and reply.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(reply.content)
    (found,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), found


def test_a_booking_is_an_entry_that_a_change_replaces_and_giving_up_removes(door: Door) -> None:
    booked(door)
    path = link(door)
    method, first = entry(door, path)
    assert method == "PUBLISH" and first["DTSTART"].dt == AT and first["DTEND"].dt == AT + timedelta(minutes=30)
    assert "益田" in first["SUMMARY"] and "深圳" in first["LOCATION"] and "备份资料" in first["DESCRIPTION"]
    assert "1234" not in first["DESCRIPTION"].replace(event().number, "")
    booked(door, AT + timedelta(hours=1))
    method, moved = entry(door, path)
    assert moved["UID"] == first["UID"] and moved["SEQUENCE"] > first["SEQUENCE"] and moved["DTSTART"].dt == AT + timedelta(hours=1)
    with door.unit_of_work() as work:
        known = work.events.get(event().number)
        assert known is not None
        events.cancel_hand_off(work, known, NOW)
        work.commit()
    method, over = entry(door, path)
    assert method == "CANCEL" and over["STATUS"] == "CANCELLED" and over["UID"] == first["UID"] and over["SEQUENCE"] > moved["SEQUENCE"]


def test_only_a_link_of_ours_opens_it(door: Door) -> None:
    booked(door)
    assert door.http.get("/api/chat/calendar").status_code == 400
    assert door.http.get("/api/chat/calendar", params={"event": event().number}).status_code == 403
    assert door.http.get("/api/chat/calendar", params={"event": door.open()}).status_code == 403  # another signature of ours


def test_an_event_without_a_time_has_no_file(door: Door) -> None:
    path = link(door)
    assert door.http.get(path).status_code == 404
