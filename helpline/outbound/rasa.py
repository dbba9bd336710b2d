"""The Rasa server over its channels: conversations by REST, and a text alone."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from helpline.errors import OutsideUnavailable
from helpline.model.understanding import Heard, heard_from

KEPT_OPEN = 3.0  # seconds: less than Rasa keeps a connection, so that none is used that it is closing
AT_ONCE = 16  # it does one thing at a time anyway; what it has taken and we no longer wait for would be done twice


class RasaBot:
    """One pooled client for the life of the process."""

    def __init__(self, address: str, timeout: float) -> None:
        self._address = address
        self._timeout = timeout
        self._kept: aiohttp.ClientSession | None = None  # this and the places are made within the loop that uses them
        self._places: asyncio.Semaphore | None = None

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
            async with self._session.post(f"{self._address}{path}", json=body, raise_for_status=True) as response:
                return await response.json()
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError, json.JSONDecodeError) as error:
            raise OutsideUnavailable(f"Rasa: {type(error).__name__}") from error
        finally:
            self._places.release()

    async def ready(self) -> bool:
        """True where it answers: Rasa listens only once its model is loaded, and has no /status without its own API."""
        try:
            async with self._session.get(f"{self._address}/webhooks/rest/", timeout=aiohttp.ClientTimeout(2.0)) as response:
                return response.status == 200
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError):
            return False

    async def close(self) -> None:
        """Let go of the connections."""
        if self._kept is not None:
            await self._kept.close()

    @property
    def _session(self) -> aiohttp.ClientSession:
        if self._kept is None:
            waits = aiohttp.ClientTimeout(total=None, sock_connect=2.0, sock_read=self._timeout)
            self._kept = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_OPEN), timeout=waits)
        return self._kept
