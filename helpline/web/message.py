"""A customer's message as it comes in: its shape, its size, and what is known of who sends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any

from sanic import Request

from helpline.errors import BadRequest
from helpline.web.app_token import TOKEN_LIMIT, vouched

TEXT_LIMIT = 5_000
PAYLOAD_LIMIT = 500
METADATA = ("device_model", "os_version", "serial_number")
METADATA_LIMIT = 80
_LINE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass
class Message:
    """What the customer wrote or tapped."""

    conversation: str | None
    text: str
    payload: str | None
    id: str | None
    metadata: dict[str, object]


def message_of(request: Request, app_keys: dict[str, str], now: Callable[[], datetime]) -> Message:
    """Raises BadRequest where it is none."""
    body = body_of(request)
    text, payload = body.get("text"), body.get("payload")
    if text is None and payload is None:
        raise BadRequest("field_missing")
    if isinstance(text, str) and len(text) > TEXT_LIMIT:
        raise BadRequest("text_too_long")
    return Message(
        conversation=_string(body, "conversation", 200),
        text=_string(body, "text", TEXT_LIMIT) or "",
        payload=_string(body, "payload", PAYLOAD_LIMIT) or None,
        id=_line_id(body),
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


def _string(body: dict[str, Any], name: str, limit: int) -> str | None:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > limit:
        raise BadRequest("field_wrong")
    return value.encode("utf-8", "ignore").decode().replace("\x00", "")  # lone surrogates and NUL cannot be stored


def known_of(body: dict[str, Any], app_keys: dict[str, str], now: Callable[[], datetime]) -> dict[str, object]:
    """What is known of the customer's device, and of the account where the app signed for it: that goes first."""
    token = _string(body, "app_token", TOKEN_LIMIT)
    return {**_metadata(body), **(vouched(token, app_keys, now()) if token else {})}


def _metadata(body: dict[str, Any]) -> dict[str, object]:
    """What the embedding app knows of the device. What we do not know, or cannot be meant, is left out."""
    metadata = body.get("metadata")
    if metadata is None:
        return {}
    if not isinstance(metadata, dict):
        raise BadRequest("field_wrong")
    given = {name: metadata[name] for name in METADATA if isinstance(metadata.get(name), str)}
    return {name: _string(given, name, METADATA_LIMIT) or "" for name, value in given.items() if len(value) <= METADATA_LIMIT}


def is_line_id(value: object) -> bool:
    """True for a name that a client may give a line."""
    return isinstance(value, str) and _LINE_ID.fullmatch(value) is not None


def _line_id(body: dict[str, Any]) -> str | None:
    value = body.get("id")
    if value is not None and not is_line_id(value):
        raise BadRequest("field_wrong")
    return value
