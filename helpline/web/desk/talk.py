"""An advisor in a customer's chat."""

from __future__ import annotations

import asyncio
import re

from sanic import Blueprint, Request
from sanic.response import HTTPResponse

from helpline.web.desk.board import services_of
from helpline.web.desk.event import act
from helpline.web.desk.guard import desk_page, field, see_other
from helpline.web.desk.rendering import page, to_customer

talk = Blueprint("desk_talk", url_prefix="/desk")
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


@talk.post("/events/<number:str>/chat/take")
@desk_page()
async def take(request: Request, number: str) -> HTTPResponse:
    """Answer in the bot's place."""
    return await act(request, number, "", services_of(request).takeover.take, to_customer, said="chat_taken")


@talk.post("/events/<number:str>/chat/leave")
@desk_page()
async def leave(request: Request, number: str) -> HTTPResponse:
    """The bot's again."""
    return await act(request, number, "", services_of(request).takeover.leave, to_customer, said="chat_left")


@talk.post("/events/<number:str>/chat/say")
@desk_page()
async def say(request: Request, number: str) -> HTTPResponse:
    """One line; with htmx the thread comes back, without it the page."""
    line_id = field(request, "id", 40)
    line_id = line_id if _ID.fullmatch(line_id) else ""
    await asyncio.to_thread(services_of(request).takeover.say, request.ctx.account, number, field(request, "line"), line_id)
    return await _lines(request, number) if request.headers.get("hx-request") else see_other(f"/desk/events/{number}#chat")


@talk.get("/events/<number:str>/chat")
@desk_page()
async def lines(request: Request, number: str) -> HTTPResponse:
    """The thread as it is now."""
    return await _lines(request, number)


async def _lines(request: Request, number: str) -> HTTPResponse:
    """For who holds it; others get it with the page, masked."""
    chat = await asyncio.to_thread(services_of(request).takeover.chat, number)
    mine = request.ctx.account.number in (chat.owner, chat.holder)
    return page("chat_lines.html", lines=chat.lines if mine else [])
