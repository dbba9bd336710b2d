"""Server-sent events: lines of a conversation as they are added, by whichever process. docs/api.md describes them."""

from __future__ import annotations

import asyncio
import time
from json import dumps

from sanic import Blueprint, Request
from sanic.response import HTTPResponse

from helpline.errors import BadRequest, Busy
from helpline.metrics import STREAMS
from helpline.web.chat import shown
from helpline.web.door import Door

push = Blueprint("push", url_prefix="/api/chat")

LOOKED_EVERY = 1.0
SIGN_OF_LIFE = 15.0
LASTS = 600.0  # a client comes back by itself; a forgotten one is let go
AT_MOST = 2_000  # open at once in one process


@push.get("/stream")
async def listen(request: Request) -> None:
    """What is said from the line `after` on, or from the `Last-Event-ID` of a client that comes back."""
    door: Door = request.app.ctx.door
    signed = request.args.get("conversation")
    if not signed:
        raise BadRequest("field_missing")
    conversation_id = door.conversation_of(signed)
    came_back = request.headers.get("last-event-id", "")
    if came_back.isdigit() and len(came_back) <= 18:
        position = int(came_back)
    else:
        position = await asyncio.to_thread(door.conversations.position, conversation_id, request.args.get("after") or "")
    if door.listening >= AT_MOST:
        raise Busy
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    response = await request.respond(content_type="text/event-stream; charset=utf-8", headers=headers)
    door.listening += 1
    STREAMS.inc()
    try:
        await _write(door, conversation_id, position, response)
    finally:
        door.listening -= 1
        STREAMS.dec()
    await response.eof()


async def _write(door: Door, conversation_id: str, position: int, response: HTTPResponse) -> None:
    started = spoke = time.monotonic()
    await response.send("retry: 3000\n\n")
    while time.monotonic() - started < LASTS:
        lines = await asyncio.to_thread(door.conversations.after, conversation_id, position)
        for place, line in lines:
            await response.send(f"id: {place}\nevent: line\ndata: {dumps(shown(line), ensure_ascii=False)}\n\n")
        if lines:
            position, spoke = lines[-1][0], time.monotonic()
        elif time.monotonic() - spoke > SIGN_OF_LIFE:
            await response.send(": still here\n\n")
            spoke = time.monotonic()
        await asyncio.sleep(LOOKED_EVERY)
