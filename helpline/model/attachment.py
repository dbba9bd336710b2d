"""Pictures that customers send, and what was read on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

MOST = 3  # pictures of one event


@dataclass(frozen=True)
class Picture:
    """A picture that was decoded and drawn anew: nothing but its pixels is left. `small` is a JPEG for a list."""

    type: str
    width: int
    height: int
    content: bytes
    small: bytes


@dataclass(frozen=True)
class Attachment:
    """A picture of a conversation. `read` holds what stands on it, by slot name; the customer has not confirmed it."""

    id: str
    conversation_id: str
    line_id: str
    at: datetime
    type: str
    width: int
    height: int
    bytes: int
    read: dict[str, str] = field(default_factory=dict)
