"""The Rasa server over its channels: conversations by REST, and a text alone."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx

from helpline.errors import OutsideUnavailable
from helpline.model.understanding import Heard, heard_from

AT_ONCE = 16  # it does one thing at a time anyway; what it has taken and we no longer wait for would be done twice


class RasaBot:
    """One pooled client for the life of the process."""

    def __init__(self, address: str, timeout: float) -> None:
        self._client = httpx.AsyncClient(base_url=address, timeout=httpx.Timeout(timeout, connect=2.0), trust_env=False)
        self._timeout = timeout
        self._places: asyncio.Semaphore | None = None  # made within the loop that waits for it

    async def say(self, conversation_id: str, text: str, metadata: dict[str, object]) -> list[dict[str, object]]:
        """Post one message, once few enough others are under way. Raises OutsideUnavailable where Rasa fails, or where the action server did and nothing was said."""
        replies = await self._post("/webhooks/rest/webhook", {"sender": conversation_id, "message": text, "metadata": metadata})
        if not replies:  # Rasa logs a failed action and says nothing
            raise OutsideUnavailable("Rasa answered with no message: the action server may be down")
        return list(replies)

    async def understand(self, text: str) -> Heard:
        """What a text says, without a conversation. Raises OutsideUnavailable."""
        return heard_from(await self._post("/webhooks/parse/", {"text": text}))

    async def _post(self, path: str, body: dict[str, object]) -> Any:
        self._places = self._places or asyncio.Semaphore(AT_ONCE)
        try:
            await asyncio.wait_for(self._places.acquire(), self._timeout)
        except asyncio.TimeoutError as error:
            raise OutsideUnavailable("Rasa: too many wait") from error
        try:
            response = await self._client.post(path, json=body)
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPError, json.JSONDecodeError) as error:
            raise OutsideUnavailable(f"Rasa: {type(error).__name__}") from error
        finally:
            self._places.release()

    async def ready(self) -> bool:
        """True where it answers: Rasa listens only once its model is loaded, and has no /status without its own API."""
        try:
            return (await self._client.get("/webhooks/rest/", timeout=2.0)).status_code == 200
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()
