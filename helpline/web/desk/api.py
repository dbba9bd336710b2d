"""The desk's JSON API: reading events with an advisor's token, and saying how far a repair by post has come."""

from __future__ import annotations

import asyncio
from urllib.parse import unquote

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json

from helpline.errors import BadRequest
from helpline.model.event import Advisor
from helpline.model.event_number import read_event_number
from helpline.services.desk.desk import Desk
from helpline.web.desk.board import services_of
from helpline.web.desk.rendering import to_customer
from helpline.web.message import body_of, string_of

desk = Blueprint("desk", url_prefix="/api/desk")
QUERY_LIMIT, STAGE_LIMIT = 100, 40


@desk.get("/events")
async def find(request: Request) -> HTTPResponse:
    """Events by number, account, phone or serial."""
    advisor, service = await signed_in(request)
    query = (request.args.get("q") or "").replace("\x00", "").strip()  # NUL cannot be searched for
    if not query:
        raise BadRequest("field_missing")
    if len(query) > QUERY_LIMIT:
        raise BadRequest("field_wrong")
    found = await asyncio.to_thread(service.search, advisor, query)
    return json({"events": found}, ensure_ascii=False)


@desk.get("/events/<number:str>")
async def show(request: Request, number: str) -> HTTPResponse:
    """One event, whole."""
    advisor, service = await signed_in(request)
    view = await asyncio.to_thread(service.event, advisor, unquote(number)[:QUERY_LIMIT])
    return json(view, ensure_ascii=False)


@desk.post("/events/<number:str>/mail-in")
async def mail_in(request: Request, number: str) -> HTTPResponse:
    """The stage that a repair by post has reached: the customer is told."""
    advisor, _ = await signed_in(request)
    posting = services_of(request).posting
    stage = string_of(body_of(request), "stage", STAGE_LIMIT) or ""
    read = read_event_number(unquote(number)[:QUERY_LIMIT]) or ""
    await asyncio.to_thread(posting.advance, advisor.number, read, stage, to_customer)
    return json({"event_number": read, "stage": stage})


async def signed_in(request: Request) -> tuple[Advisor, Desk]:
    """Who asks, and the desk. Raises NotAllowed."""
    service: Desk = request.app.ctx.desk
    token = request.token or ""
    advisor = await asyncio.to_thread(service.advisor, token if token.isascii() else "")  # ours are, and others have no hash
    return advisor, service
