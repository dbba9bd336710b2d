"""The chat API: docs/api.md describes it for those who build on it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine
from secrets import token_urlsafe
from typing import Any, TypeVar

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json

from helpline.errors import BadRequest, OutsideUnavailable
from helpline.metrics import ERRORS, timed
from helpline.model.event import Line
from helpline.model.text import harmless
from helpline.model.times import SHANGHAI
from helpline.web.door import Door
from helpline.web.links import linked
from helpline.web.message import Message, body_of, known_of, message_of, string_of
from helpline.web.problems import sentences

T = TypeVar("T")
log = logging.getLogger(__name__)
chat = Blueprint("chat", url_prefix="/api/chat")

GREETING = "/talk_greet"
MOMENT = 3.0  # seconds for what only looks
GREETED = "/greeting"  # the line that the greeting answers; no client can name a line so


@chat.post("/conversations")
async def open_conversation(request: Request) -> HTTPResponse:
    """A new conversation with its greeting; or one that there is, with the greeting of who is back, if one is due."""
    return await soon(_open(request.app.ctx.door, request), request.app.ctx.door.patience)


async def _open(door: Door, request: Request) -> HTTPResponse:
    body = body_of(request) if request.body else {}
    known, signed = known_of(body, door.app_keys, door.now), string_of(body, "conversation", 200)
    if signed:
        conversation_id = door.conversation_of(signed)
        await asyncio.to_thread(door.allowance.say, conversation_id, door.address_of(request))
        return await _answer(door, conversation_id, await door.finish(_welcome_back(door, conversation_id, known)))
    conversation_id = await _opened(door, request)
    return await _answer(door, conversation_id, await _greet(door, conversation_id, GREETED, known))


async def _opened(door: Door, request: Request) -> str:
    await asyncio.to_thread(door.allowance.open, door.address_of(request))
    return await asyncio.to_thread(door.conversations.open)


async def _welcome_back(door: Door, conversation_id: str, known: dict[str, object]) -> list[dict[str, Any]]:
    async with door.turn(conversation_id):
        left_at = await asyncio.to_thread(door.conversations.left_open, conversation_id)
        return await _greet(door, conversation_id, f"{GREETED}-{left_at}", known) if left_at else []


async def _greet(door: Door, conversation_id: str, line_id: str, known: dict[str, object]) -> list[dict[str, Any]]:
    known = await asyncio.to_thread(door.conversations.cleared, conversation_id, known)
    try:
        messages = _messages(await door.bot.say(conversation_id, GREETING, known))
    except OutsideUnavailable as reason:
        return await _recovering(door, conversation_id, reason)
    kept = await asyncio.to_thread(door.conversations.reply, conversation_id, line_id, messages)
    return _numbered(line_id, kept or [])


@chat.post("/messages")
async def say(request: Request) -> HTTPResponse:
    """One message of the customer, and what is said to it."""
    door: Door = request.app.ctx.door
    message = message_of(request, door.app_keys, door.now)
    with timed("door"):
        started = time.perf_counter()
        messages = await _in_time(door, request, message)
        state = await soon(state_of(door, message.conversation_id, messages))
    spent = round(1000 * (time.perf_counter() - started))
    log.info("turn", extra={"conversation": message.conversation_id, "event": state["event_number"], "ms": spent})
    return json(state, ensure_ascii=False)


@chat.get("/messages")
async def history(request: Request) -> HTTPResponse:
    """The whole thread."""
    door: Door = request.app.ctx.door
    signed = request.args.get("conversation")
    if not signed:
        raise BadRequest("field_missing")
    conversation_id = door.conversation_of(signed)
    thread = await soon(asyncio.to_thread(door.conversations.thread, conversation_id), door.patience)
    messages = [shown(line) for line in thread.lines]
    body = {"conversation": signed, "messages": messages, "asking": thread.asking, "event_number": thread.event_number}
    return json(body, ensure_ascii=False)


async def _in_time(door: Door, request: Request, message: Message) -> list[dict[str, Any]]:
    """What is said to it; a turn that takes too long goes on without whoever asked. Raises OutsideUnavailable where it was not even kept."""
    try:
        return await soon(_said_to(door, request, message), door.patience)
    except OutsideUnavailable as late:
        if not message.kept:
            raise
        return await soon(_recovering(door, message.conversation_id, late))


async def _said_to(door: Door, request: Request, message: Message) -> list[dict[str, Any]]:
    if message.conversation is None:
        message.conversation_id = await _opened(door, request)
    else:
        message.conversation_id = door.conversation_of(message.conversation)
        await asyncio.to_thread(door.allowance.say, message.conversation_id, door.address_of(request))
    return await door.finish(_turn(door, message.conversation_id, message))


async def soon(work: Coroutine[Any, Any, T], seconds: float = MOMENT) -> T:
    """What `work` gives. Raises OutsideUnavailable where it takes longer: a storage that hangs does not say so itself."""
    try:
        return await asyncio.wait_for(work, seconds)
    except asyncio.TimeoutError as error:
        raise OutsideUnavailable(f"no answer within {seconds:g} s") from error


async def _turn(door: Door, conversation_id: str, message: Message) -> list[dict[str, Any]]:
    message.id = message.id or token_urlsafe(12)  # whatever is tried twice here is one line
    if message.payload is not None:
        title = await asyncio.to_thread(door.conversations.offered, conversation_id, message.payload)
        if title is None:
            raise BadRequest("payload_unknown")
        message.text = message.text or title
    try:
        async with door.turn(conversation_id):
            return await _take(door, conversation_id, message)
    except OutsideUnavailable as reason:  # the turn cannot be had: what was written is kept, and waits for the next message
        await asyncio.to_thread(door.conversations.accept, conversation_id, message.text, message.payload, message.id)
        message.kept = True
        return await _recovering(door, conversation_id, reason)


async def _take(door: Door, conversation_id: str, message: Message) -> list[dict[str, Any]]:
    """Keep the message, then bring all that wait to the bot, the oldest first."""
    accept = door.conversations.accept
    metadata = await asyncio.to_thread(door.conversations.cleared, conversation_id, message.metadata)
    waiting = await asyncio.to_thread(accept, conversation_id, message.text, message.payload, message.id)
    message.kept = True
    if waiting is None:  # sent again after it had been answered
        lines = await asyncio.to_thread(door.conversations.reply_to, conversation_id, message.id or "")
        return [{"id": line.id, **_said(line)} for line in lines]
    messages: list[dict[str, Any]] = []
    for line, following in zip(waiting, [*waiting[1:], None]):
        if following and (line.text, line.payload) == (following.text, following.payload):  # sent again while nobody answered
            await asyncio.to_thread(door.conversations.reply, conversation_id, line.id, [])
            continue
        try:
            with timed("rasa"):
                said = await door.bot.say(conversation_id, _for_bot(line), {**metadata, "line": line.id})
            replies = linked(door.links, _messages(said))
        except OutsideUnavailable as reason:
            return [*messages, *await _recovering(door, conversation_id, reason)]
        kept = await asyncio.to_thread(door.conversations.reply, conversation_id, line.id, replies)
        if kept is None:
            break  # an advisor has taken over, and has what is left
        messages.extend(_numbered(line.id, kept))
    return messages


def _for_bot(line: Line) -> str:
    """What Rasa hears. Only a quick reply of ours may be a command: a slash that was typed loses its power."""
    if line.payload is not None:
        return line.payload
    return harmless(line.text.strip()) or " "


def _messages(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rasa's replies as ours: a card belongs to the text before it."""
    messages: list[dict[str, Any]] = []
    for reply in replies:
        if reply.get("text"):
            messages.append({"text": reply["text"], "buttons": reply.get("buttons", [])})
        if reply.get("custom") and messages:
            messages[-1]["card"] = reply["custom"]
    return messages


def _numbered(answered: str, replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Replies with the ids that they have in the thread, so that a client shows each once."""
    return [{"id": f"{answered}/{index}", **reply} for index, reply in enumerate(replies)]


async def _recovering(door: Door, conversation_id: str, reason: OutsideUnavailable) -> list[dict[str, Any]]:
    log.error("the bot is away: %s", reason)
    ERRORS.labels("turns" if str(reason).startswith("Redis") else "rasa").inc()
    away = [{"text": sentences()["bot_recovering"], "buttons": []}]
    return await asyncio.to_thread(door.conversations.in_their_script, conversation_id, away)


async def bring(door: Door, conversation_id: str, text: str, payload: str, line_id: str) -> list[dict[str, Any]]:
    """A message that the door itself makes of what the customer did; what is said to it."""
    async with door.turn(conversation_id):
        [said] = await asyncio.to_thread(door.conversations.in_their_script, conversation_id, [{"text": text}])
        return await _take(door, conversation_id, Message(None, said["text"], payload, line_id, {}))


async def state_of(door: Door, conversation_id: str, messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The shape of every answer of the chat."""
    asking, event_number = await asyncio.to_thread(door.conversations.state, conversation_id)
    return {"conversation": door.signed(conversation_id), "messages": messages, "asking": asking, "event_number": event_number}


async def _answer(door: Door, conversation_id: str, messages: list[dict[str, Any]]) -> HTTPResponse:
    return json(await state_of(door, conversation_id, messages), ensure_ascii=False)


def _said(line: Line) -> dict[str, Any]:
    message: dict[str, Any] = {"text": line.text, "buttons": line.buttons}
    return {**message, "card": line.card} if line.card else message


def shown(line: Line) -> dict[str, Any]:
    """A line of the thread as clients get it."""
    return {"id": line.id, "at": line.at.astimezone(SHANGHAI).isoformat(), "who": line.who, **_said(line)}
