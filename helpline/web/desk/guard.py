"""Who may open a page, and whether a form is really ours: session cookies and tokens against forged requests."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any
from urllib.parse import quote

from sanic import Request
from sanic.response import HTTPResponse, redirect

from helpline import errors
from helpline.model.desk import Account
from helpline.model.event import Role
from helpline.web.desk.rendering import HEADERS, offered, page, say

log = logging.getLogger(__name__)
SESSION, VISIT = "helpline_desk", "helpline_desk_visit"
SIGN_IN = "/desk/sign-in"
PASSWORD = "/desk/password"  # noqa: S105
Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]
_STATUS: dict[type[errors.Refused], int] = {
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.TooManyTries: 429,
    errors.HeldByAnother: 409,
}


def desk_page(*, role: Role | None = None, sign_in: bool = True) -> Callable[[Handler], Handler]:
    """A page of the desk: for who is signed in, with a form of ours, and an answer in words whatever happens."""

    def wrap(handler: Handler) -> Handler:
        @wraps(handler)
        async def guarded(request: Request, **parts: Any) -> HTTPResponse:
            try:
                return await _within(request, handler, parts, role=role, sign_in=sign_in)
            except errors.Refused as reason:
                return refusal(request, reason)
            except errors.OutsideUnavailable as reason:
                log.error("%s %s: %s", request.method, request.path, reason)
                return page("problem.html", status=503, account=None, csrf="", sentence=say("away"))
            except Exception:
                log.exception("%s %s failed", request.method, request.path)
                return page("problem.html", status=500, account=_account(request), csrf=csrf_of(request), sentence=say("unexpected"))

        return guarded

    return wrap


async def _within(request: Request, handler: Handler, parts: dict[str, Any], *, role: Role | None, sign_in: bool) -> HTTPResponse:
    request.ctx.account = None
    if sign_in:
        try:
            request.ctx.account = await asyncio.to_thread(request.app.ctx.desk_services.sign_in.who, secret_of(request))
        except errors.NotAllowed:
            return to_sign_in(request)
    if request.method == "POST":
        _refuse_forged(request)
    account: Account | None = request.ctx.account
    if account and account.temporary and request.path not in (PASSWORD, "/desk/sign-out"):
        return see_other(PASSWORD)
    if role and account and account.role is not role:
        raise errors.NotAllowed("only_supervisors")
    return await handler(request, **parts)


def refusal(request: Request, reason: errors.Refused) -> HTTPResponse:
    """A page that says why not."""
    sentence, status = told(reason), status_of(reason)
    if request.headers.get("hx-request"):
        return page("notice.html", status=status, sentence=sentence)
    return page("problem.html", status=status, account=_account(request), csrf=csrf_of(request), sentence=sentence)


def told(reason: errors.Refused) -> str:
    """The sentence for a refusal."""
    facts = {**reason.facts, "times": offered(reason.facts.get("times", "")), "who": getattr(reason, "who", "")}
    return say(str(getattr(reason, "code", None) or type(reason).__name__), **facts)


def status_of(reason: errors.Refused) -> int:
    """The status of a refusal."""
    return next((status for kind, status in _STATUS.items() if isinstance(reason, kind)), 422)


def to_sign_in(request: Request) -> HTTPResponse:
    """To the sign-in page, and back afterwards. A part of a page has its browser go there whole."""
    if request.headers.get("hx-request"):
        answer = page("notice.html", status=401, sentence=say("signed_out"))
        answer.headers["hx-redirect"] = SIGN_IN
        return answer
    after = f"?next={quote(request.path)}" if request.method == "GET" and request.path != "/desk" else ""
    return see_other(f"{SIGN_IN}{after}")


def see_other(address: str) -> HTTPResponse:
    """To another page of ours."""
    return redirect(address, headers=dict(HEADERS), status=303)


def inside(address: str | None) -> str:
    """The address where it is one of the desk's pages, else the first page: nobody is sent elsewhere from here."""
    fine = address and address.startswith("/desk") and not set(address) & set("\\\r\n\t") and "//" not in address
    return str(address) if fine and address else "/desk"


def secret_of(request: Request) -> str:
    """The session's secret, as the browser brought it."""
    secret = str(request.cookies.get(SESSION) or "")
    return secret if len(secret) <= 100 and secret.isascii() else ""


def csrf_of(request: Request) -> str:
    """The token that a form of this browser must bring. Before signing in it hangs on a cookie of the visit."""
    secret = secret_of(request) or str(request.cookies.get(VISIT) or "")
    return hashlib.sha256(f"csrf:{secret}".encode()).hexdigest() if secret else ""


def visited(request: Request, answer: HTTPResponse) -> str:
    """The token for the sign-in form; the visit gets its cookie where it has none."""
    visit = str(request.cookies.get(VISIT) or "")
    if len(visit) < 20 or len(visit) > 100:
        visit = secrets.token_urlsafe(24)
        set_cookie(request, answer, VISIT, visit)
    return hashlib.sha256(f"csrf:{visit}".encode()).hexdigest()


def set_cookie(request: Request, answer: HTTPResponse, name: str, value: str) -> None:
    """A cookie that no script reads and no other site sends along."""
    answer.cookies[name] = value
    answer.cookies[name].update({"httponly": True, "samesite": "Strict", "path": "/desk"})
    answer.cookies[name]["secure"] = request.headers.get("x-forwarded-proto", request.scheme) == "https"


def drop_cookie(answer: HTTPResponse, name: str) -> None:
    """Have the browser forget it."""
    answer.cookies[name] = ""
    answer.cookies[name].update({"max-age": 0, "path": "/desk", "httponly": True, "samesite": "Strict"})


def field(request: Request, name: str, limit: int = 4_000) -> str:
    """A field of the form, without what cannot be stored. Raises BadRequest where it is too long."""
    value = str((request.form or {}).get(name) or "").replace("\x00", "").strip()
    if len(value) > limit:
        raise errors.BadRequest("too_long")
    return value


def fields(request: Request, name: str) -> list[str]:
    """All values of a field that may stand several times."""
    return [str(value) for value in request.form.getlist(name) or ()] if request.form else []


def _refuse_forged(request: Request) -> None:
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise errors.NotAllowed("forged")
    brought = request.headers.get("x-csrf-token") or (request.form or {}).get("csrf") or ""
    if not hmac.compare_digest(str(brought).encode(), csrf_of(request).encode()) or not brought:
        raise errors.NotAllowed("forged")


def _account(request: Request) -> Account | None:
    return getattr(request.ctx, "account", None)
