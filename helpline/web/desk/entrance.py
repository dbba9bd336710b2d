"""Signing in and out, and one's own password."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint, Request
from sanic.response import HTTPResponse

from helpline.errors import BadRequest, NotAllowed, Refused
from helpline.model.desk import PASSWORD_LENGTH
from helpline.services.desk.signing_in import SignIn
from helpline.web.desk.guard import (
    SESSION,
    VISIT,
    csrf_of,
    desk_page,
    drop_cookie,
    field,
    inside,
    secret_of,
    see_other,
    set_cookie,
    status_of,
    told,
    visited,
)
from helpline.web.desk.rendering import page, say

entrance = Blueprint("desk_entrance", url_prefix="/desk")


def _sign_in_of(request: Request) -> SignIn:
    return request.app.ctx.desk_services.sign_in  # type: ignore[no-any-return]


@entrance.get("/sign-in")
@desk_page(sign_in=False)
async def form(request: Request) -> HTTPResponse:
    """The form. Who is signed in already goes on."""
    try:
        await asyncio.to_thread(_sign_in_of(request).who, secret_of(request))
    except NotAllowed:
        return _form(request)
    return see_other("/desk")


@entrance.post("/sign-in")
@desk_page(sign_in=False)
async def sign_in(request: Request) -> HTTPResponse:
    """A new session, whatever the browser brought."""
    number, password = field(request, "number", 100), str((request.form or {}).get("password") or "")
    try:
        secret = await asyncio.to_thread(_sign_in_of(request).sign_in, number, password, (request.remote_addr or request.ip)[:45])
    except Refused as reason:
        return _form(request, number=number, sentence=told(reason), status=401 if isinstance(reason, NotAllowed) else status_of(reason))
    answer = see_other(inside(field(request, "next", 200)))
    set_cookie(request, answer, SESSION, secret)
    drop_cookie(answer, VISIT)
    return answer


def _form(request: Request, *, number: str = "", sentence: str = "", status: int = 200) -> HTTPResponse:
    after = inside(request.args.get("next") or (request.form or {}).get("next"))
    facts: dict[str, Any] = {"number": number, "sentence": sentence, "next": after, "account": None}
    answer = page("sign_in.html", status=status, csrf="", **facts)
    csrf = visited(request, answer)
    answer.body = page("sign_in.html", csrf=csrf, **facts).body  # the token is known only once the visit has its cookie
    if secret_of(request):  # the form hangs on the visit: an old session's cookie would stand in its way
        drop_cookie(answer, SESSION)
    return answer


@entrance.post("/sign-out")
@desk_page()
async def sign_out(request: Request) -> HTTPResponse:
    """This browser, or every one."""
    everywhere = field(request, "everywhere") == "yes"
    await asyncio.to_thread(_sign_in_of(request).sign_out, request.ctx.account, secret_of(request), everywhere=everywhere)
    answer = see_other("/desk/sign-in")
    drop_cookie(answer, SESSION)
    return answer


@entrance.get("/password")
@desk_page()
async def password_form(request: Request) -> HTTPResponse:
    """One's own password and sessions."""
    return _password(request, say("password_changed") if request.args.get("said") == "password_changed" else "")


@entrance.post("/password")
@desk_page()
async def change_password(request: Request) -> HTTPResponse:
    """Change it; all other sessions end."""
    old, new, again = (str((request.form or {}).get(name) or "") for name in ("old", "new", "again"))
    try:
        if new != again:
            raise BadRequest("password_differs")
        await asyncio.to_thread(_sign_in_of(request).change_password, request.ctx.account, secret_of(request), old, new)
    except Refused as reason:
        return _password(request, told(reason), status_of(reason))
    return see_other("/desk" if request.ctx.account.temporary else "/desk/password?said=password_changed")


def _password(request: Request, sentence: str = "", status: int = 200) -> HTTPResponse:
    account = request.ctx.account
    return page(
        "password.html",
        status=status,
        account=account,
        csrf=csrf_of(request),
        sentence=sentence,
        at="password",
        shortest=PASSWORD_LENGTH[0],
    )
