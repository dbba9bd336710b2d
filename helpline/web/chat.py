"""The chat API: docs/api.md describes it for those who build on it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from itsdangerous import BadSignature, Signer
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json

from helpline.errors import BadRequest, NotAllowed, OutsideUnavailable, Refused
from helpline.model.event import Line
from helpline.model.text import harmless
from helpline.model.times import SHANGHAI
from helpline.outbound.turns import RedisTurns
from helpline.ports import Bot
from helpline.services.conversations import Conversations
from helpline.web.links import linked
from helpline.web.message import Message, body_of, known_of, message_of
from helpline.web.problems import sentences

log = logging.getLogger(__name__)
chat = Blueprint("chat", url_prefix="/api/chat")

GREETING = "/talk_greet"
GREETED = "/greeting"  # the line that the greeting answers; no client can name a line so


@dataclass
class Door:
    """What the chat handlers work with.

    `locks` keeps one conversation's messages in order within this process, `turns` among all; `listening` counts open streams.
    """

    conversations: Conversations
    bot: Bot
    signer: Signer
    links: Signer
    app_keys: dict[str, str] = field(default_factory=dict)
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)
    locks: dict[str, tuple[asyncio.Lock, int]] = field(default_factory=dict)
    running: set[asyncio.Task[Any]] = field(default_factory=set)
    turns: RedisTurns | None = None
    listening: int = 0

    def signed(self, conversation_id: str) -> str:
        """The name under which a client knows its conversation: whoever holds it is in it."""
        return self.signer.sign(conversation_id).decode()

    def conversation_of(self, signed: str) -> str:
        """The id behind a signed name. Raises NotAllowed for one that we did not sign."""
        try:
            return self.signer.unsign(signed).decode()
        except BadSignature as error:
            raise NotAllowed("token_forged") from error

    @asynccontextmanager
    async def turn(self, conversation_id: str) -> AsyncIterator[None]:
        """Messages of one conversation one after the other. Raises OutsideUnavailable where other processes cannot be asked."""
        lock, waiting = self.locks.get(conversation_id, (asyncio.Lock(), 0))
        self.locks[conversation_id] = (lock, waiting + 1)
        try:
            async with lock, self.turns.hold(conversation_id) if self.turns else nullcontext():
                yield
        finally:
            lock, waiting = self.locks[conversation_id]
            if waiting == 1:
                del self.locks[conversation_id]
            else:
                self.locks[conversation_id] = (lock, waiting - 1)

    async def finish(self, work: Coroutine[Any, Any, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """Do `work` to its end though the client hangs up: the bot would hear a message again whose reply was not kept."""
        task = asyncio.ensure_future(work)
        self.running.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self.running.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_log_failure)  # nobody else will hear of it
            raise


@chat.post("/conversations")
async def open_conversation(request: Request) -> HTTPResponse:
    """A new conversation with its greeting."""
    door: Door = request.app.ctx.door
    known = known_of(body_of(request), door.app_keys, door.now) if request.body else {}
    conversation_id = await asyncio.to_thread(door.conversations.open)
    try:
        known = await asyncio.to_thread(door.conversations.cleared, conversation_id, known)
        messages = _messages(await door.bot.say(conversation_id, GREETING, known))
        await asyncio.to_thread(door.conversations.reply, conversation_id, GREETED, messages)
        messages = _numbered(GREETED, messages)
    except OutsideUnavailable as reason:
        messages = _recovering(reason)
    return await _answer(door, conversation_id, messages)


@chat.post("/messages")
async def say(request: Request) -> HTTPResponse:
    """One message of the customer, and what is said to it."""
    door: Door = request.app.ctx.door
    message = message_of(request, door.app_keys, door.now)
    if message.conversation is None:
        conversation_id = await asyncio.to_thread(door.conversations.open)
    else:
        conversation_id = door.conversation_of(message.conversation)
    messages = await door.finish(_turn(door, conversation_id, message))
    return await _answer(door, conversation_id, messages)


@chat.get("/messages")
async def history(request: Request) -> HTTPResponse:
    """The whole thread."""
    door: Door = request.app.ctx.door
    signed = request.args.get("conversation")
    if not signed:
        raise BadRequest("field_missing")
    conversation_id = door.conversation_of(signed)
    thread = await asyncio.to_thread(door.conversations.thread, conversation_id)
    messages = [shown(line) for line in thread.lines]
    body = {"conversation": signed, "messages": messages, "asking": thread.asking, "event_number": thread.event_number}
    return json(body, ensure_ascii=False)


async def _turn(door: Door, conversation_id: str, message: Message) -> list[dict[str, Any]]:
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
        return _recovering(reason)


async def _take(door: Door, conversation_id: str, message: Message) -> list[dict[str, Any]]:
    """Keep the message, then bring all that wait to the bot, the oldest first."""
    accept = door.conversations.accept
    metadata = await asyncio.to_thread(door.conversations.cleared, conversation_id, message.metadata)
    waiting = await asyncio.to_thread(accept, conversation_id, message.text, message.payload, message.id)
    if waiting is None:  # sent again after it had been answered
        lines = await asyncio.to_thread(door.conversations.reply_to, conversation_id, message.id or "")
        return [{"id": line.id, **_said(line)} for line in lines]
    messages: list[dict[str, Any]] = []
    for line in waiting:
        try:
            replies = linked(door.links, _messages(await door.bot.say(conversation_id, _for_bot(line), metadata)))
        except OutsideUnavailable as reason:
            return [*messages, *_recovering(reason)]
        if not await asyncio.to_thread(door.conversations.reply, conversation_id, line.id, replies):
            break  # an advisor has taken over, and has what is left
        messages.extend(_numbered(line.id, replies))
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


def _log_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and task.exception() and not isinstance(task.exception(), Refused):
        log.error("a message failed after its client had gone", exc_info=task.exception())


def _recovering(reason: OutsideUnavailable) -> list[dict[str, Any]]:
    log.error("the bot is away: %s", reason)
    return [{"text": sentences()["bot_recovering"], "buttons": []}]


async def bring(door: Door, conversation_id: str, text: str, payload: str, line_id: str) -> list[dict[str, Any]]:
    """A message that the door itself makes of what the customer did; what is said to it."""
    async with door.turn(conversation_id):
        return await _take(door, conversation_id, Message(None, text, payload, line_id, {}))


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
