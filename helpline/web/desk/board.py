"""The queue, the search, and taking an event from either."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint, Request
from sanic.response import HTTPResponse

from helpline.errors import HeldByAnother, NumberMistyped
from helpline.model.desk import Account
from helpline.services.desk.queue import Entry
from helpline.services.desk.workplace import DeskServices
from helpline.web.desk.guard import csrf_of, desk_page, refusal, see_other
from helpline.web.desk.rendering import page, say, to_customer

board = Blueprint("desk_board", url_prefix="/desk")
VIEWS = ("waiting", "mine", "all")


def services_of(request: Request) -> DeskServices:
    """The use cases."""
    return request.app.ctx.desk_services  # type: ignore[no-any-return]


@board.get("/")
@desk_page()
async def queue(request: Request) -> HTTPResponse:
    """The queue; it keeps itself up to date."""
    return page("queue.html", at="queue", account=request.ctx.account, csrf=csrf_of(request), **await _shown(request))


@board.get("/queue")
@desk_page()
async def rows(request: Request) -> HTTPResponse:
    """The part of the queue that changes."""
    await asyncio.to_thread(services_of(request).queue.sweep, to_customer)
    return page("queue_rows.html", account=request.ctx.account, csrf=csrf_of(request), **await _shown(request))


async def _shown(request: Request) -> dict[str, Any]:
    services, account = services_of(request), request.ctx.account
    group = request.args.get("group") or ""
    group = group if group in services.groups else ""
    view = request.args.get("view") if request.args.get("view") in VIEWS else "waiting"
    entries = await asyncio.to_thread(services.queue.entries, account, group)
    groups = [name for name in services.groups if account.serves(name)]
    routes = {(route.label, route.topic): route.name for route in services.catalogue.routes.values()}
    counts = {name: len(_view(entries, name, account)) for name in VIEWS}
    shown = _view(entries, str(view), account)
    return {"entries": shown, "view": view, "group": group, "groups": groups, "counts": counts, "routes": routes}


def _view(entries: list[Entry], view: str, account: Account) -> list[Entry]:
    if view == "mine":
        return [entry for entry in entries if entry.mine]
    if view == "waiting":
        return [entry for entry in entries if entry.queued.work.owner is None or entry.may_claim]
    return entries


@board.post("/events/<number:str>/claim")
@desk_page()
async def claim(request: Request, number: str) -> HTTPResponse:
    """Take an event; who came second is told who has it."""
    try:
        await asyncio.to_thread(services_of(request).casework.claim, request.ctx.account, number)
    except HeldByAnother as reason:
        return refusal(request, reason)
    return see_other(f"/desk/events/{number}?said=claimed")


@board.get("/search")
@desk_page()
async def search(request: Request) -> HTTPResponse:
    """One event opens at once, several are offered, a misread number is told as such with those that are near."""
    dossiers, account = services_of(request).dossiers, request.ctx.account
    text = (request.args.get("q") or "").replace("\x00", "").strip()[:100]
    facts: dict[str, Any] = {"account": account, "csrf": csrf_of(request), "q": text}
    if not text:
        return see_other("/desk")
    try:
        found = await asyncio.to_thread(dossiers.search, account, text)
    except NumberMistyped:
        near = await asyncio.to_thread(dossiers.near, account, text)
        return page("search.html", status=404, found=[], near=near, sentence=say("NumberMistyped"), **facts)
    if len(found) == 1:
        return see_other(f"/desk/events/{found[0].number}")
    return page("search.html", status=200 if found else 404, found=found, near=[], sentence="", **facts)
