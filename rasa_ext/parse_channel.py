"""A channel that understands a message and does nothing about it: for whoever routes without a conversation, such as a phone system."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json


class ParseChannel(InputChannel):
    """`POST /webhooks/parse/` with a text answers what it says. Nothing is kept, and nothing logged."""

    @classmethod
    def name(cls) -> str:
        """Its place under /webhooks."""
        return "parse"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Rasa calls it once."""
        channel = Blueprint("parse")

        @channel.post("/")
        async def parse(request: Request) -> HTTPResponse:
            return json(await request.app.ctx.agent.parse_message(request.json["text"]))

        return channel
