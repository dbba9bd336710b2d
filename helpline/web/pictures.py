"""Pictures: sent to the chat, seen at the desk. docs/api.md describes both."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from sanic import Blueprint, Request
from sanic.exceptions import PayloadTooLarge
from sanic.response import HTTPResponse, json, raw

from helpline.errors import BadRequest, PictureRefused
from helpline.model.attachment import Attachment
from helpline.outbound.ocr import Reader
from helpline.outbound.pictures import BYTES, read_picture
from helpline.services.intake.attachments import Attachments
from helpline.web.chat import bring, state_of
from helpline.web.desk import signed_in
from helpline.web.door import Door
from helpline.web.line_ids import line_id_of
from helpline.web.problems import sentences

pictures = Blueprint("pictures", url_prefix="/api")
AROUND = 16 * 1024  # what multipart adds to the file
AT_ONCE = 2  # pictures that are unpacked at the same time: each may take 200 MB


@dataclass
class Studio:
    """What the handlers work with."""

    service: Attachments
    reader: Reader = field(default_factory=Reader)
    unpacking: asyncio.Semaphore | None = None


@pictures.post("/chat/attachments", stream=True)
async def send(request: Request) -> HTTPResponse:
    """A picture of the customer, and what is said to it."""
    door: Door = request.app.ctx.door
    if request.stream is not None:
        request.stream.request_max_size = BYTES + AROUND
    try:
        await request.receive_body()
    except PayloadTooLarge as error:
        raise PictureRefused("picture_too_large") from error
    signed, line_id = request.form.get("conversation"), line_id_of(request.form.get("id"))
    sent = request.files.get("file")
    if not signed or sent is None:
        raise BadRequest("field_missing")
    conversation_id = door.conversation_of(signed)
    await asyncio.to_thread(door.allowance.send, conversation_id)
    turn = _Turn(request.app.ctx.studio, door, conversation_id, line_id or secrets.token_urlsafe(12), sent.body)
    messages = await door.finish(turn.run())
    assert turn.kept is not None
    body = {**await state_of(door, conversation_id, messages), "attachment": _view(turn.kept)}
    return json(body, status=201, ensure_ascii=False)


@pictures.get("/desk/attachments/<attachment:str>")
async def show(request: Request, attachment: str) -> HTTPResponse:
    """A picture, for advisors; `small=1` for one that fits into a list."""
    advisor, _ = await signed_in(request)
    studio: Studio = request.app.ctx.studio
    kind, content = await asyncio.to_thread(studio.service.show, advisor, attachment[:100], small=request.args.get("small") == "1")
    return raw(content, content_type=kind, headers={"content-disposition": "inline"})


@dataclass
class _Turn:
    studio: Studio
    door: Door
    conversation_id: str
    line_id: str
    content: bytes
    kept: Attachment | None = None

    async def run(self) -> list[dict[str, Any]]:
        """Look at the picture, keep it, and tell the bot. What takes long is done before the conversation waits for it."""
        service = self.studio.service
        self.kept = await asyncio.to_thread(service.expect, self.conversation_id, self.line_id)
        if self.kept is None:
            self.studio.unpacking = self.studio.unpacking or asyncio.Semaphore(AT_ONCE)
            async with self.studio.unpacking:
                picture = await asyncio.to_thread(read_picture, self.content)
            read = service.read(await self.studio.reader.lines(picture.content))
            async with self.door.turn(self.conversation_id):
                self.kept = await asyncio.to_thread(service.keep, self.conversation_id, self.line_id, picture, read)
        payload = f'/choose{{"screenshot": "{self.kept.id}"}}'
        return await bring(self.door, self.conversation_id, sentences()["picture_sent"], payload, self.line_id)


def _view(kept: Attachment) -> dict[str, Any]:
    return {"id": kept.id, "type": kept.type, "width": kept.width, "height": kept.height, "bytes": kept.bytes}
