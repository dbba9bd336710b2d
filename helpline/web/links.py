"""Links that open one thing and nothing else."""

from __future__ import annotations

from typing import Any

from itsdangerous import Signer


def linked(links: Signer, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A card of a time gets the link to its calendar file."""
    for card in (message["card"] for message in messages if message.get("card")):
        if card.get("kind") in ("booking", "call_back") and card.get("event_number"):
            card["ics"] = f"/api/chat/calendar?event={links.sign(card['event_number']).decode()}"
    return messages
