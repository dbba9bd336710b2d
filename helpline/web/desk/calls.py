"""Calling customers back from the event page, and giving a missed call to somebody else."""

from __future__ import annotations

from sanic import Blueprint, Request
from sanic.response import HTTPResponse

from helpline.errors import BadRequest
from helpline.model.call_back import Outcome
from helpline.model.event import Role
from helpline.web.desk.board import services_of
from helpline.web.desk.event import act
from helpline.web.desk.guard import desk_page, field

calls = Blueprint("desk_calls", url_prefix="/desk")


@calls.post("/events/<number:str>/call/start")
@desk_page()
async def start(request: Request, number: str) -> HTTPResponse:
    """Take the event and its call: number and code stand on the page that follows."""
    return await act(request, number, "", services_of(request).calling.start)


@calls.post("/events/<number:str>/call/report")
@desk_page()
async def report(request: Request, number: str) -> HTTPResponse:
    """Reached, no answer, or a wrong number."""
    try:
        outcome = Outcome(field(request, "outcome", 20))
    except ValueError as error:
        raise BadRequest("outcome_wrong") from error
    return await act(request, number, "", services_of(request).calling.report, outcome)


@calls.post("/events/<number:str>/call/reassign")
@desk_page(role=Role.SUPERVISOR)
async def reassign(request: Request, number: str) -> HTTPResponse:
    """To an advisor, or back to all."""
    return await act(request, number, "", services_of(request).calling.reassign, field(request, "to", 20))
