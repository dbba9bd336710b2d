"""Two of everything with real PostgreSQL, Redis and RabbitMQ: customers wander between the doors while parts die and connections drop.

At the end both ends are counted: no line, event or answer is lost or doubled, and the broker has what Rasa's record has.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import aio_pika
import httpx
import pytest
import sqlalchemy as sa
from redis import Redis

from helpline.storage.tables import events, lines
from rasa_ext.tracker_store import events as rasa_events
from tests.faults.many import Many
from tests.running.test_turns import REDIS, redis  # noqa: F401 skips where there is none
from tests.storage.conftest import POSTGRES, postgres  # noqa: F401 skips where there is none

pytestmark = pytest.mark.journey
BROKER = os.environ.get("HELPLINE_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672")
WALK = ("我的 iPhone 14 昨天开始充不进电了，每次都这样，自己坏的，没摔过", "C39XK2ABC123", "13912345678", "确认")
ANSWERS = {"symptom": "昨天开始的，每次都这样", "fault_cause": "自己坏的", "purchase_date": "2025年11月1日", "tried_steps": "没有",
           "serial_number": "C39XK2ABC123", "contact_phone": "13912345678", "confirm": "确认", "place": "上海", "screenshot": "没有"}  # fmt: skip
CUSTOMERS = 8


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    name = f"helpline_test_{secrets.token_hex(4)}"

    async def look() -> None:
        await (await aio_pika.connect(BROKER, timeout=3)).close()

    try:
        asyncio.run(look())
    except (OSError, asyncio.TimeoutError, aio_pika.exceptions.AMQPError):
        pytest.skip(f"no RabbitMQ at {BROKER} (HELPLINE_TEST_RABBITMQ names another)")
    yield f"{BROKER}/?queue={name}"

    async def remove() -> None:
        async with await aio_pika.connect(BROKER) as connection:
            channel = await connection.channel()
            await channel.queue_delete(name)
            await channel.exchange_delete(name)

    asyncio.run(remove())


@pytest.fixture(scope="module")
def schema(postgres: sa.engine.Engine) -> Iterator[str]:  # noqa: F811
    name = f"helpline_test_{secrets.token_hex(6)}"
    with postgres.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {name}"))
    yield name
    with postgres.begin() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {name} CASCADE"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, schema: str, broker: str) -> Iterator[Many]:
    Redis.from_url(REDIS, socket_connect_timeout=2).ping()
    url = sa.engine.make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}", "application_name": schema})
    made = Many(tmp_path_factory.mktemp("many"), url.render_as_string(hide_password=False), REDIS, broker)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@dataclass
class Customer:
    """Sends each line until it is taken, to the doors in turn, under one id: as the widget does."""

    doors: list[str]
    http: httpx.AsyncClient
    conversation: str | None = None
    event_number: str | None = None
    sent: list[str] = field(default_factory=list)
    turn: int = 0

    async def say(self, text: str) -> dict[str, Any]:
        line_id = str(uuid.uuid4())
        self.sent.append(line_id)
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            self.turn += 1
            body = {"conversation": self.conversation, "text": text, "id": line_id}
            try:
                reply = await self.http.post(f"{self.doors[self.turn % 2]}/api/chat/messages", json=body)
            except httpx.HTTPError:
                await asyncio.sleep(0.2)
                continue
            answer: dict[str, Any] = reply.json()
            if reply.status_code == 200 and answer["messages"] and "正在恢复" not in answer["messages"][-1]["text"]:
                self.event_number = answer["event_number"] or self.event_number
                return answer
            await asyncio.sleep(0.3)
        raise AssertionError(f"no answer to {text!r}")

    async def open(self) -> None:
        while self.conversation is None:
            try:
                reply = await self.http.post(f"{self.doors[self.turn % 2]}/api/chat/conversations", json={})
                self.conversation = reply.json().get("conversation")
            except httpx.HTTPError:
                await asyncio.sleep(0.2)

    async def walk(self) -> None:
        """From the first message to the event number."""
        await self.open()
        answer = await self.say(WALK[0])
        for _ in range(12):
            if self.event_number:
                return
            answer = await self.say(ANSWERS.get(answer["asking"] or "", "没有"))
        raise AssertionError(f"no event number, but {answer}")


async def crowd(many: Many, trouble: Any = None) -> list[Customer]:
    async with httpx.AsyncClient(trust_env=False, timeout=30.0) as http:
        customers = [Customer(many.web, http) for _ in range(CUSTOMERS)]
        await asyncio.gather(*(customer.walk() for customer in customers), *([trouble] if trouble else []))
    return customers


def count_both_ends(engine: sa.engine.Engine, schema: str, customers: list[Customer]) -> None:
    """Every line once, answered once; one event a conversation, the one that the customer was told."""
    with engine.connect() as connection:
        connection.execute(sa.text(f"SET search_path TO {schema}"))
        kept = connection.execute(sa.select(lines.c.conversation_id, lines.c.id, lines.c.who, lines.c.answered)).all()
        issued = connection.execute(sa.select(events.c.conversation_id, events.c.number)).all()
    for customer in customers:
        name = (customer.conversation or "").rsplit(".", 1)[0]
        mine = Counter(line.id for line in kept if line.conversation_id == name and line.who == "customer")
        assert mine == Counter(customer.sent)
        assert all(line.answered for line in kept if line.conversation_id == name)
        answers = Counter(line.id for line in kept if line.conversation_id == name and line.who == "bot")
        assert set(answers.values()) == {1}
        assert {f"{line_id}/0" for line_id in customer.sent} <= answers.keys()
        assert [number for conversation, number in issued if conversation == name] == [customer.event_number]


def test_customers_wander_between_the_doors(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    count_both_ends(postgres, schema, asyncio.run(crowd(many)))


def test_one_of_each_dies_and_every_connection_drops(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    async def trouble() -> None:
        await asyncio.sleep(1.0)
        many.kill("actions", 0)
        await asyncio.sleep(1.0)
        assert await asyncio.to_thread(many.cut_database, postgres, schema) > 0
        many.kill("rasa", 1)
        await asyncio.sleep(1.0)
        many.kill("web", 0)
        many.start_again("web", 0)
        many.start_again("actions", 0)
        await asyncio.to_thread(many.cut_database, postgres, schema)

    count_both_ends(postgres, schema, asyncio.run(crowd(many, trouble())))


def test_two_messages_at_once_at_two_doors_and_one_sent_twice(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    many.wait("web", 0)

    async def race() -> Customer:
        async with httpx.AsyncClient(trust_env=False, timeout=30.0) as http:
            one = Customer(many.web, http)
            await one.open()
            await one.say(WALK[0])
            sent = [("a1", "C39XK2ABC123"), ("a1", "C39XK2ABC123"), ("a2", "13912345678"), ("a2", "13912345678")]
            posts = [
                http.post(f"{many.web[index % 2]}/api/chat/messages", json={"conversation": one.conversation, "id": line_id, "text": text})
                for index, (line_id, text) in enumerate(sent)
            ]
            replies = await asyncio.gather(*posts)
            assert [reply.status_code for reply in replies] == [200] * 4
            one.sent += ["a1", "a2"]
            answer = await one.say("好了吗")
            for _ in range(8):
                if one.event_number:
                    break
                answer = await one.say(ANSWERS.get(answer["asking"] or "", "没有"))
            return one

    count_both_ends(postgres, schema, [asyncio.run(race())])


def test_the_broker_has_what_rasa_kept(many: Many, broker: str, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    """Of what was said by processes that live: what one that was killed had not published yet is in the record alone."""
    published = asyncio.run(_all_of(broker))
    with postgres.connect() as connection:
        connection.execute(sa.text(f"SET search_path TO {schema}"))
        rows = connection.execute(sa.select(rasa_events.c.conversation_id, rasa_events.c.data)).all()
    kept = Counter((conversation, json.dumps(json.loads(data), sort_keys=True)) for conversation, data in rows)
    told = Counter((event.pop("sender_id"), json.dumps(event, sort_keys=True)) for event in published)
    assert not told - kept
    assert sum((kept - told).values()) <= 60


async def _all_of(broker: str) -> list[dict[str, Any]]:
    address, name = broker.split("/?queue=")
    found = []
    async with await aio_pika.connect(address) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(name, durable=True, passive=True)
        while (message := await queue.get(no_ack=True, fail=False)) is not None:
            found.append(json.loads(message.body))
    return found
