"""Rasa's lock store and broker by their addresses; a broker that is away keeps nobody waiting and loses nothing."""

from __future__ import annotations

import asyncio
import json
import os
import secrets

import aio_pika
import pytest
from aiormq.abc import DeliveredMessage
from rasa.core.lock_store import LockError
from rasa.utils.endpoints import EndpointConfig

from rasa_ext import neighbours
from rasa_ext.neighbours import Broker, TurnLocks
from tests.journeys.conftest import free_port

BROKER = os.environ.get("HELPLINE_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672")


async def test_without_an_address_there_is_no_broker():
    assert await Broker.from_endpoint_config(EndpointConfig("")) is None


async def test_a_broker_that_is_away_gets_everything_once_it_is_there(monkeypatch: pytest.MonkeyPatch):
    try:
        await (await aio_pika.connect(BROKER, timeout=3)).close()
    except (OSError, asyncio.TimeoutError, aio_pika.exceptions.AMQPError):
        pytest.skip(f"no RabbitMQ at {BROKER} (HELPLINE_TEST_RABBITMQ names another)")
    name = f"helpline_test_{secrets.token_hex(4)}"
    there = aio_pika.connection.make_url(BROKER)
    broker = await asyncio.wait_for(
        Broker.from_endpoint_config(EndpointConfig(f"amqp://guest:guest@127.0.0.1:{free_port()}/?queue={name}")), 1
    )
    broker._connection_attempts, broker._retry_delay_in_seconds = 1, 0.1
    for number in range(5):
        broker.publish({"sender_id": "someone", "number": number})
    broker.port = there.port or 5672
    async with await aio_pika.connect(BROKER) as connection:
        channel = await connection.channel()
        found = []
        for _ in range(200):
            await asyncio.sleep(0.1)
            if broker._exchange is None:
                continue
            queue = await channel.declare_queue(name, durable=True, passive=True)
            while (message := await queue.get(no_ack=True, fail=False)) is not None:
                found.append(json.loads(message.body)["number"])
            if len(found) >= 5:
                break
        await broker.close()
        await channel.queue_delete(name)
        await channel.exchange_delete(name)
    assert sorted(found) == [0, 1, 2, 3, 4]


async def test_what_is_on_its_way_is_published_before_it_closes_and_the_same_event_has_the_same_id():
    broker = Broker("127.0.0.1", "guest", "guest", port=1, queues=["none"])
    published: list[aio_pika.Message] = []

    class Slow:
        async def publish(self, message: aio_pika.Message, routing_key: str, timeout: float) -> None:
            await asyncio.sleep(0.1)
            published.append(message)

    broker._exchange = Slow()  # type: ignore[assignment]
    for number in (1, 2, 1):
        broker.publish({"sender_id": "someone", "number": number})
    await broker.close()
    assert [json.loads(message.body)["number"] for message in published] == [1, 2, 1]
    ids = [message.message_id for message in published]
    assert ids[0] == ids[2] != ids[1]


async def test_what_fails_while_the_broker_is_there_is_published_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(neighbours, "AGAIN", 0.01)
    broker = Broker("127.0.0.1", "guest", "guest", port=1, queues=["none"])
    monkeypatch.setattr(broker, "is_ready", lambda: True)
    published: list[int] = []

    class Stumbles:
        calls = 0

        async def publish(self, message: aio_pika.Message, routing_key: str, timeout: float) -> DeliveredMessage | None:
            self.calls += 1
            if self.calls <= 3:
                raise ConnectionResetError
            if self.calls == 4:  # no queue is bound: the broker says yes, and sends it back
                return DeliveredMessage(delivery=None, header=None, body=b"", channel=None)  # type: ignore[arg-type]
            published.append(json.loads(message.body)["number"])
            return None

    broker._exchange = Stumbles()  # type: ignore[assignment]
    for number in (1, 2):
        broker.publish({"sender_id": "someone", "number": number})
    await asyncio.sleep(0.2)
    assert sorted(published) == [1, 2] and not broker._unpublished_events


async def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(neighbours, "KEPT", 3)
    broker = Broker("127.0.0.1", "guest", "guest", port=1, queues=["none"])
    for number in range(5):
        broker.publish({"number": number})
    assert [event["number"] for event in broker._unpublished_events] == [2, 3, 4]


async def test_locks_of_one_process_and_redis_that_is_away():
    async with TurnLocks(EndpointConfig("")).lock("c"):
        pass
    with pytest.raises(LockError):
        async with TurnLocks(EndpointConfig("redis://127.0.0.1:1/0")).lock("c"):
            pass
