"""The desk's JSON API: reading events with an advisor's token."""

from __future__ import annotations

import asyncio
from urllib.parse import unquote

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json

from helpline.errors import BadRequest
from helpline.model.event import Advisor
from helpline.services.desk import Desk

desk = Blueprint("desk", url_prefix="/api/desk")
QUERY_LIMIT = 100


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


async def signed_in(request: Request) -> tuple[Advisor, Desk]:
    """Who asks, and the desk. Raises NotAllowed."""
    service: Desk = request.app.ctx.desk
    token = request.token or ""
    advisor = await asyncio.to_thread(service.advisor, token if token.isascii() else "")  # ours are, and others have no hash
    return advisor, service
