"""Where a phone call belongs: asked by a phone system that signs for itself. docs/api.md describes it."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from dataclasses import replace
from typing import Any

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json

from helpline.errors import BadRequest, NotAllowed, OutsideUnavailable
from helpline.metrics import ERRORS, MESSAGES
from helpline.model.secrets import masked
from helpline.model.text import harmless
from helpline.model.times import SHANGHAI
from helpline.services.telephone import Call, Routed
from helpline.web.app_token import TOKEN_LIMIT, phone_system
from helpline.web.door import Door
from helpline.web.message import body_of, string_of

log = logging.getLogger(__name__)
telephone = Blueprint("telephone")

SAID_LIMIT, NUMBER_LIMIT = 1_000, 40
_KEYED = re.compile(r"\d|\d{11}")


@telephone.post("/api/route")
async def route(request: Request) -> HTTPResponse:
    """Who takes a call, and what is said before."""
    door: Door = request.app.ctx.door
    await asyncio.to_thread(door.allowance.call, _asked_by(request, door))
    started = time.perf_counter()
    call = await _understood(door, _call_of(body_of(request)))
    routed: Routed = await asyncio.to_thread(request.app.ctx.telephone.route, call)
    if routed.label:
        MESSAGES.labels(routed.label.value).inc()
    log.info("routed a call to %s", routed.skill_group, extra={"ms": round(1000 * (time.perf_counter() - started))})
    return json(_view(routed), ensure_ascii=False)


def _asked_by(request: Request, door: Door) -> str:
    token = request.token or ""
    if len(token) > TOKEN_LIMIT:
        raise NotAllowed("app_token_wrong")
    return phone_system(token, door.app_keys, door.now())


def _call_of(body: dict[str, Any]) -> Call:
    """What is known of the call, without the secrets that were said in it. Raises BadRequest."""
    text = masked(string_of(body, "text", SAID_LIMIT) or "")
    keyed, number, last_four = (string_of(body, name, NUMBER_LIMIT) or "" for name in ("keyed", "event_number", "last_four"))
    if not text.strip() and not keyed and not number:
        raise BadRequest("field_missing")
    if (keyed and not _KEYED.fullmatch(keyed)) or (last_four and not re.fullmatch(r"\d{4}", last_four)):
        raise BadRequest("field_wrong")
    return Call(text, None, keyed, string_of(body, "caller", NUMBER_LIMIT) or "", number, last_four)


async def _understood(door: Door, call: Call) -> Call:
    """A call that nobody can understand for now is answered all the same."""
    if not call.text.strip():
        return call
    try:
        return replace(call, heard=await door.bot.understand(harmless(call.text.strip())))
    except OutsideUnavailable as reason:
        log.error("a call is routed without understanding: %s", reason)
        ERRORS.labels("rasa").inc()
        return call


def _view(routed: Routed) -> dict[str, Any]:
    event = routed.event
    return {
        "label": routed.label.value if routed.label else None,
        "topic": routed.topic,
        "skill_group": routed.skill_group,
        "priority": routed.priority.value,
        "event": {"event_number": event.number, "verified": routed.proven, "status": event.status.value if routed.proven else None}
        if event
        else None,
        "asking": routed.asking,
        "opens_at": routed.opens_at.astimezone(SHANGHAI).isoformat() if routed.opens_at else None,
        "say": routed.say,
    }
