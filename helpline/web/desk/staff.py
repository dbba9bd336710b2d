"""Supervisors manage advisors."""

from __future__ import annotations

import asyncio

from sanic import Blueprint, Request
from sanic.response import HTTPResponse

from helpline.errors import BadRequest, Refused
from helpline.model.event import Role
from helpline.services.desk.signing_in import Staff
from helpline.web.desk.guard import csrf_of, desk_page, field, fields, see_other, status_of, told
from helpline.web.desk.rendering import page, say

staff = Blueprint("desk_staff", url_prefix="/desk")
_SAID = ("advisor_changed", "advisor_shut_out")


def _staff_of(request: Request) -> Staff:
    return request.app.ctx.desk_services.staff  # type: ignore[no-any-return]


@staff.get("/staff")
@desk_page(role=Role.SUPERVISOR)
async def everybody(request: Request) -> HTTPResponse:
    """All advisors."""
    said = request.args.get("said")
    return await _page(request, sentence=say(said) if said in _SAID else "")


@staff.post("/staff")
@desk_page(role=Role.SUPERVISOR)
async def add(request: Request) -> HTTPResponse:
    """A new advisor; the first password is on the page that answers, and nowhere else."""
    number, name = field(request, "number", 100), field(request, "name", 100)
    try:
        password = await asyncio.to_thread(_staff_of(request).add, request.ctx.account, number, name, _role(request), _groups(request))
    except Refused as reason:
        return await _page(request, sentence=told(reason), status=status_of(reason))
    return await _page(request, password=password, number=number)


@staff.post("/staff/<number:str>")
@desk_page(role=Role.SUPERVISOR)
async def change(request: Request, number: str) -> HTTPResponse:
    """Another role, other groups, shut out or let in again, or a new password."""
    account = request.ctx.account
    try:
        if field(request, "do") == "password":
            sign_in = request.app.ctx.desk_services.sign_in
            password = await asyncio.to_thread(_staff_of(request).new_password, account, number, sign_in)
            return await _page(request, password=password, number=number)
        active = field(request, "active") == "yes"
        await asyncio.to_thread(_staff_of(request).change, account, number, _role(request), _groups(request), active=active)
    except Refused as reason:
        return await _page(request, sentence=told(reason), status=status_of(reason))
    return see_other(f"/desk/staff?said={'advisor_changed' if active else 'advisor_shut_out'}")


async def _page(request: Request, *, sentence: str = "", password: str = "", number: str = "", status: int = 200) -> HTTPResponse:
    found = await asyncio.to_thread(_staff_of(request).all)
    groups = request.app.ctx.desk_services.groups
    facts = {"accounts": found, "groups": groups, "roles": list(Role), "password": password, "number": number, "sentence": sentence}
    return page("staff.html", status=status, account=request.ctx.account, csrf=csrf_of(request), at="staff", **facts)


def _role(request: Request) -> Role:
    try:
        return Role(field(request, "role"))
    except ValueError as error:
        raise BadRequest("advisor_wrong") from error


def _groups(request: Request) -> tuple[str, ...]:
    known = request.app.ctx.desk_services.groups
    chosen = fields(request, "groups")
    return tuple(group for group in known if group in chosen)
