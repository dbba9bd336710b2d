"""What the handlers of the chat work with."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timezone
from ipaddress import ip_address, ip_network
from typing import Any

from itsdangerous import BadSignature, Signer
from sanic import Request

from helpline.errors import NotAllowed, Refused
from helpline.outbound.turns import RedisTurns
from helpline.ports import Bot
from helpline.services.allowance import Allowance
from helpline.services.conversations import Conversations

log = logging.getLogger(__name__)
PATIENCE = 25.0  # seconds until a customer reads something; clients wait 30


@dataclass
class Door:
    """What the chat handlers work with.

    `locks` keeps one conversation's messages in order within this process, `turns` among all; `listening` counts open streams.
    """

    conversations: Conversations
    bot: Bot
    allowance: Allowance
    signer: Signer
    links: Signer
    app_keys: dict[str, str] = field(default_factory=dict)
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)
    locks: dict[str, tuple[asyncio.Lock, int]] = field(default_factory=dict)
    running: set[asyncio.Task[Any]] = field(default_factory=set)
    turns: RedisTurns | None = None
    listening: int = 0
    patience: float = PATIENCE

    def signed(self, conversation_id: str) -> str:
        """The name under which a client knows its conversation: whoever holds it is in it."""
        return self.signer.sign(conversation_id).decode()

    def conversation_of(self, signed: str) -> str:
        """The id behind a signed name. Raises NotAllowed for one that we did not sign."""
        try:
            return self.signer.unsign(signed).decode()
        except BadSignature as error:
            raise NotAllowed("token_forged") from error

    def address_of(self, request: Request) -> str:
        """Whence a request comes, in a form that tells nobody the address: of IPv6 the network that one customer has."""
        address = ip_address((request.remote_addr or request.ip).split("%")[0])
        known = str(address) if address.version == 4 else str(ip_network(f"{address}/64", strict=False))
        return self.signer.get_signature(f"address {known}").decode()

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


def _log_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and task.exception() and not isinstance(task.exception(), Refused):
        log.error("a message failed after its client had gone", exc_info=task.exception())
