"""Lock store and event broker of Rasa by their addresses: Redis and RabbitMQ where one is named, else what one process needs."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import aiormq
import rasa.shared.core.events  # noqa: F401 the broker below takes it for granted
from rasa.core.brokers.pika import PikaEventBroker
from rasa.core.lock_store import InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig

from helpline.errors import OutsideUnavailable
from helpline.outbound.turns import RedisTurns

log = logging.getLogger(__name__)
QUEUE = "helpline_events"
ENDING = 5.0  # seconds for what is still on its way when Rasa is told to stop
CONFIRMED = 10.0  # seconds in which the broker takes an event
AGAIN = 1.0
# Events on their way at once. Thousands that wait for the channel's lock run out of time there, and one that does may keep the lock.
IN_HAND = 32
KEPT = 100_000  # events that wait for a broker that is away; the tracker store has all of them


class TurnLocks(InMemoryLockStore):
    """Rasa's tickets within the process and, where Redis is named, one turn among all: Rasa's own Redis tickets can be issued twice."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """`url` is the address of Redis, or empty."""
        super().__init__()
        self._turns = RedisTurns(endpoint_config.url, "rasa") if endpoint_config.url else None

    @asynccontextmanager
    async def lock(self, conversation_id: str, lock_lifetime: float = 60.0, wait_time_in_seconds: float = 0.05) -> AsyncIterator[Any]:
        """Hold the conversation. Raises LockError."""
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as ticket:
            if self._turns is None:
                yield ticket
                return
            try:
                async with self._turns.hold(conversation_id):
                    yield ticket
            except OutsideUnavailable as reason:
                raise LockError(str(reason)) from reason


class Broker(PikaEventBroker):
    """RabbitMQ, if it is named. One that is away delays nothing: what was not published waits, and is published when it is back."""

    _again: asyncio.Task[None] | None = None
    _failing = False

    def __init__(self, *place: Any, **how: Any) -> None:
        """As Rasa's own."""
        super().__init__(*place, **how)
        self._in_hand = asyncio.Semaphore(IN_HAND)

    @classmethod
    async def from_endpoint_config(cls, broker_config: EndpointConfig | None, event_loop: AbstractEventLoop | None = None) -> Broker | None:
        """None without an address; amqp://user:password@host:port otherwise, and ?queue= for another name."""
        if broker_config is None or not broker_config.url:
            return None
        parts = urlsplit(broker_config.url)
        loop = event_loop or asyncio.get_running_loop()
        user, password = unquote(parts.username or "guest"), unquote(parts.password or "guest")
        queue = parse_qs(parts.query).get("queue", [QUEUE])[0]
        broker = cls(parts.hostname or "127.0.0.1", user, password, port=parts.port or 5672, queues=[queue], exchange_name=queue,
                     event_loop=loop, retry_delay_in_seconds=2)  # fmt: skip
        broker._background_tasks.add(loop.create_task(broker._connect_until_there()))
        return broker

    def publish(self, event: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        """Now, or once there is a connection. While others wait it waits behind them: thousands that fail at once would stop Rasa."""
        if self._exchange is None or self._unpublished_events:
            self._wait(event)
        else:
            super().publish(event, headers)

    async def _publish(self, event: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        """Until it is confirmed. Rasa's own keeps what failed for the next connection, and what fails just after one for ever."""
        if not await self._taken(event, headers):
            self._wait(event)
            self._begin_again()

    async def _taken(self, event: dict[str, Any], headers: dict[str, str] | None = None) -> bool:
        """True once the broker has it."""
        try:
            async with self._in_hand:
                taken = await self._exchange.publish(self._message(event, headers), "", timeout=CONFIRMED)
            if not isinstance(taken, aiormq.abc.DeliveredMessage):
                self._failing = False
                return True
            reason = "returned"  # a broker that was started again has no queue at its exchange yet
        except Exception as error:  # whatever the driver raises
            reason = type(error).__name__
        # Once for all that fail until one is taken: a broker that is away for a minute would fill the log.
        log.log(logging.DEBUG if self._failing else logging.WARNING, "RabbitMQ did not take an event (%s); it is published again", reason)
        self._failing = True
        return False

    def _publish_unpublished_messages(self, *_: Any, **__: Any) -> None:
        """As the connection comes back. Rasa's own gives each to `publish`, which lets it wait behind the rest: that would never end."""
        self._begin_again()

    def _begin_again(self) -> None:
        if self._again is None or self._again.done():
            self._again = self._loop.create_task(self._publish_again())
            self._background_tasks.add(self._again)
            self._again.add_done_callback(self._background_tasks.discard)

    async def _publish_again(self) -> None:
        """What waits, some at a time; after a failure once more in a while."""
        while self._unpublished_events:
            await asyncio.sleep(AGAIN)
            while self.is_ready() and self._unpublished_events:
                waiting = [self._unpublished_events.popleft() for _ in range(min(IN_HAND, len(self._unpublished_events)))]
                taken = await asyncio.gather(*(self._taken(event) for event in waiting))
                self._unpublished_events.extendleft(reversed([event for event, done in zip(waiting, taken) if not done]))
                if not all(taken):
                    break

    async def close(self) -> None:
        """Once all that was said is published, or cannot be."""
        if self._background_tasks:
            await asyncio.wait(set(self._background_tasks), timeout=ENDING)
        await super().close()

    def _message(self, event: dict[str, Any], headers: dict[str, str] | None) -> Any:
        """With an id by which a reader knows one that came before: it is published again where a connection broke before it was confirmed."""
        message = super()._message(event, headers)
        message.message_id = hashlib.sha256(message.body).hexdigest()[:32]
        return message

    def _wait(self, event: dict[str, Any]) -> None:
        if len(self._unpublished_events) >= KEPT:
            self._unpublished_events.popleft()
        self._unpublished_events.append(event)

    async def _connect_until_there(self) -> None:
        while True:
            try:
                await self.connect()
            except Exception as error:  # whatever the driver raises
                log.warning("RabbitMQ is away (%s); events wait for it", type(error).__name__)
                await asyncio.sleep(5)
                continue
            self._publish_unpublished_messages()
            return
