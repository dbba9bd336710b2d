"""Every refusal and every bug as JSON: a code for programs, a Chinese sentence for people."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

import yaml
from sanic import Request, Sanic
from sanic.exceptions import InvalidUsage, MethodNotSupported, NotFound, PayloadTooLarge, SanicException, ServiceUnavailable
from sanic.response import HTTPResponse, json

from helpline import errors
from helpline.metrics import ERRORS

log = logging.getLogger(__name__)
AGAIN = "3"  # seconds after which a client may try again

_STATUS: dict[type[errors.Refused], int] = {
    errors.BadRequest: 400,
    errors.NumberMistyped: 400,
    errors.NotAllowed: 401,
    errors.NotFound: 404,
    errors.Busy: 503,
    errors.TooFast: 429,
    errors.TooManyTries: 429,
}
_STATUS_BY_CODE = {
    "picture_too_large": 413,
    "picture_too_many_pixels": 413,
    "picture_type": 415,
    "picture_is_code": 415,
    "picture_too_many": 409,
    "picture_no_room": 507,
    "token_forged": 403,
    "claim_first": 403,
    "app_token_wrong": 403,
    "body_too_large": 413,
    "text_too_long": 413,
}


@lru_cache(maxsize=1)
def sentences() -> dict[str, str]:
    """The door's own copy, by code."""
    content = yaml.safe_load((Path(__file__).parent / "copy.yml").read_text(encoding="utf-8"))
    return {str(key): str(value) for key, value in content.items()}


def problem(code: str, status: int, facts: dict[str, str] | None = None) -> HTTPResponse:
    """The one shape of all errors."""
    message = sentences()[code].format_map(facts or {})
    return json({"error": {"code": code, "message": message}}, status=status, ensure_ascii=False)


def handle_problems(app: Sanic) -> None:
    """Register the handlers."""
    _handle_refusals(app)
    _handle_wrong_requests(app)
    _handle_failures(app)


def _handle_refusals(app: Sanic) -> None:
    @app.exception(errors.Refused)
    async def refused(request: Request, reason: errors.Refused) -> HTTPResponse:
        code = getattr(reason, "code", None) or ("number_mistyped" if isinstance(reason, errors.NumberMistyped) else "request_invalid")
        status = _STATUS_BY_CODE.get(code) or next((s for kind, s in _STATUS.items() if isinstance(reason, kind)), 400)
        answer = problem(code if code in sentences() else "request_invalid", status, reason.facts)
        if isinstance(reason, errors.TooFast):
            answer.headers["retry-after"] = str(reason.seconds)
        if status == 401:
            answer.headers["www-authenticate"] = "Bearer"
        return answer


def _handle_wrong_requests(app: Sanic) -> None:
    @app.exception(NotFound)
    async def no_such_address(request: Request, reason: NotFound) -> HTTPResponse:
        return problem("not_found", 404)

    @app.exception(MethodNotSupported)
    async def wrong_method(request: Request, reason: MethodNotSupported) -> HTTPResponse:
        answer = problem("method_not_allowed", 405)
        answer.headers.update(reason.headers)
        return answer

    @app.exception(PayloadTooLarge)
    async def too_large(request: Request, reason: PayloadTooLarge) -> HTTPResponse:
        return problem("body_too_large", 413)

    @app.exception(InvalidUsage)
    async def unreadable(request: Request, reason: InvalidUsage) -> HTTPResponse:
        return problem("request_invalid", 400)


def _handle_failures(app: Sanic) -> None:
    @app.exception(errors.OutsideUnavailable)
    async def away(request: Request, reason: errors.OutsideUnavailable) -> HTTPResponse:
        log.error("%s %s: %s", request.method, request.path, reason)
        ERRORS.labels("storage").inc()
        answer = problem("not_kept", 503)
        answer.headers["retry-after"] = AGAIN
        return answer

    @app.exception(ServiceUnavailable)
    async def given_up(request: Request, reason: ServiceUnavailable) -> HTTPResponse:
        log.warning("%s %s: %s", request.method, request.path, reason)  # the client hung up, or the answer took too long
        return problem("unexpected", 503)

    @app.exception(Exception)
    async def bug(request: Request, reason: Exception) -> HTTPResponse:
        if isinstance(reason, SanicException) and reason.status_code < 500:
            return problem("request_invalid", reason.status_code)
        if request.method == "NONE":  # Sanic could not even read the head
            return problem("request_invalid", 400)
        log.error("%s %s failed", request.method, request.path, exc_info=reason)
        return problem("unexpected", 500)
