"""A customer's message as it comes in: its shape, its size, and what is known of who sends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any

from sanic import Request

from helpline.errors import BadRequest
from helpline.web.app_token import TOKEN_LIMIT, vouched
from helpline.web.line_ids import line_id_of

TEXT_LIMIT = 5_000
PAYLOAD_LIMIT = 500
METADATA = ("device_model", "os_version", "serial_number")
METADATA_LIMIT = 80


@dataclass
class Message:
    """What the customer wrote or tapped; `conversation_id` is the name behind `conversation`, `kept` is true once it is in the thread."""

    conversation: str | None
    text: str
    payload: str | None
    id: str | None
    metadata: dict[str, object]
    conversation_id: str = ""
    kept: bool = False


def message_of(request: Request, app_keys: dict[str, str], now: Callable[[], datetime]) -> Message:
    """Raises BadRequest where it is none."""
    body = body_of(request)
    text, payload = body.get("text"), body.get("payload")
    if text is None and payload is None:
        raise BadRequest("field_missing")
    if isinstance(text, str) and len(text) > TEXT_LIMIT:
        raise BadRequest("text_too_long")
    return Message(
        conversation=string_of(body, "conversation", 200),
        text=string_of(body, "text", TEXT_LIMIT) or "",
        payload=string_of(body, "payload", PAYLOAD_LIMIT) or None,
        id=line_id_of(body.get("id")),
        metadata=known_of(body, app_keys, now),
    )


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent. Raises BadRequest where it is none."""
    try:
        body = loads(request.body)
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, a number of thousands of digits, or too deep
        raise BadRequest("body_not_json") from error
    if not isinstance(body, dict):
        raise BadRequest("body_not_json")
    return body


def string_of(body: dict[str, Any], name: str, limit: int) -> str | None:
    """A field that is text, or not there. Raises BadRequest for what is neither."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > limit:
        raise BadRequest("field_wrong")
    return value.encode("utf-8", "ignore").decode().replace("\x00", "")  # lone surrogates and NUL cannot be stored


def known_of(body: dict[str, Any], app_keys: dict[str, str], now: Callable[[], datetime]) -> dict[str, object]:
    """What is known of the customer's device, and of the account where the app signed for it: that goes first."""
    token = string_of(body, "app_token", TOKEN_LIMIT)
    return {**_metadata(body), **(vouched(token, app_keys, now()) if token else {})}


def _metadata(body: dict[str, Any]) -> dict[str, object]:
    """What the embedding app knows of the device. What we do not know, or cannot be meant, is left out."""
    metadata = body.get("metadata")
    if metadata is None:
        return {}
    if not isinstance(metadata, dict):
        raise BadRequest("field_wrong")
    given = {name: metadata[name] for name in METADATA if isinstance(metadata.get(name), str)}
    return {name: string_of(given, name, METADATA_LIMIT) or "" for name, value in given.items() if len(value) <= METADATA_LIMIT}
