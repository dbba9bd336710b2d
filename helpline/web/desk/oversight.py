"""Pages of supervisors: queues and staffing, the record, exports."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, raw

from helpline.errors import NotFound
from helpline.model.event import Role
from helpline.web.desk.board import services_of
from helpline.web.desk.guard import csrf_of, desk_page, field
from helpline.web.desk.rendering import HEADERS, page

oversight = Blueprint("desk_oversight", url_prefix="/desk")
EXPORTS = ("events", "audit")


@oversight.get("/overview")
@desk_page(role=Role.SUPERVISOR)
async def overview(request: Request) -> HTTPResponse:
    """Queues, people, missed call backs."""
    services, account = services_of(request), request.ctx.account
    seen = await asyncio.to_thread(services.oversight.overview, account)
    template = "overview_parts.html" if request.headers.get("hx-request") else "overview.html"
    return page(template, account=account, csrf=csrf_of(request), at="overview", o=seen, rules=services.catalogue.desk)


@oversight.get("/audit")
@desk_page(role=Role.SUPERVISOR)
async def audit(request: Request) -> HTTPResponse:
    """The record, the newest first."""
    who, subject, what = ((request.args.get(name) or "").strip()[:80] for name in ("who", "subject", "what"))
    plain = services_of(request).dossiers.number(subject) or subject
    lines = await asyncio.to_thread(services_of(request).oversight.record, request.ctx.account, who, plain, what)
    typed: dict[str, Any] = {"account": request.ctx.account, "who": who, "subject": subject, "what": what}
    return page("audit.html", csrf=csrf_of(request), at="audit", lines=lines, **typed)


@oversight.post("/export")
@desk_page(role=Role.SUPERVISOR)
async def export(request: Request) -> HTTPResponse:
    """A file for a spreadsheet; that it was taken is on record."""
    what = field(request, "what", 20)
    if what not in EXPORTS:
        raise NotFound
    text = await asyncio.to_thread(services_of(request).oversight.export, request.ctx.account, what)
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{what}.csv"'}
    return raw(text.encode(), content_type="text/csv; charset=utf-8", headers=headers)
