"""A booking as a calendar file that a calendar program takes, replaces and removes."""

from __future__ import annotations

import asyncio

from icalendar import Calendar, Event
from itsdangerous import BadSignature
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, raw

from helpline.errors import BadRequest, NotAllowed
from helpline.services.handover.calendars import Appointment
from helpline.web.door import Door

calendar = Blueprint("calendar", url_prefix="/api/chat")


@calendar.get("/calendar")
async def file(request: Request) -> HTTPResponse:
    """The file of the event whose signed name stands in the link: whoever has the link has the booking."""
    door: Door = request.app.ctx.door
    signed = request.args.get("event")
    if not signed:
        raise BadRequest("field_missing")
    try:
        number = door.links.unsign(signed).decode()
    except BadSignature as error:
        raise NotAllowed("token_forged") from error
    appointment = await asyncio.to_thread(request.app.ctx.calendars.of_event, number)
    headers = {"content-disposition": f'attachment; filename="{number}.ics"'}
    return raw(written(appointment), content_type="text/calendar; charset=utf-8", headers=headers)


def written(appointment: Appointment) -> bytes:
    """One VEVENT. Its UID stays, its SEQUENCE grows with each change: an import replaces, or removes, what stood there."""
    made = Calendar()
    made.add("prodid", "-//Helpline//Bookings//ZH")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if appointment.cancelled else "PUBLISH")
    entry = Event()
    entry.add("uid", f"{appointment.number}@helpline")
    entry.add("sequence", appointment.sequence)
    entry.add("dtstamp", appointment.changed_at)
    entry.add("last-modified", appointment.changed_at)
    entry.add("dtstart", appointment.starts_at)
    entry.add("dtend", appointment.ends_at)
    entry.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    entry.add("summary", appointment.title)
    entry.add("description", appointment.note)
    if appointment.location:
        entry.add("location", appointment.location)
    made.add_component(entry)
    return bytes(made.to_ical())
