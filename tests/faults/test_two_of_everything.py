"""Two of everything with real PostgreSQL, Redis and RabbitMQ: customers wander between the doors while parts die and connections drop.

At the end both ends are counted: no line, event or answer is lost or doubled, and the broker has what Rasa's record has.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import aio_pika
import httpx
import pytest
import sqlalchemy as sa
from redis import Redis

from rasa_ext.tracker_store import events as rasa_events
from tests.faults.customers import FIRST, Customer, count_both_ends, crowd
from tests.faults.many import Many
from tests.faults.proxy import Proxy
from tests.running.test_turns import REDIS, redis  # noqa: F401 skips where there is none
from tests.storage.conftest import POSTGRES, postgres  # noqa: F401 skips where there is none

pytestmark = pytest.mark.journey
BROKER = os.environ.get("HELPLINE_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672")
BURST = 1_000
TOLD: dict[str, bytes] = {}  # what was taken from the broker so far, by id


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
    url = sa.engine.make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"})
    made = Many(tmp_path_factory.mktemp("many"), url.render_as_string(hide_password=False), REDIS, broker)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_customers_wander_between_the_doors(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    count_both_ends(postgres, schema, *asyncio.run(crowd(many)))


def test_a_thousand_customers_at_once(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    """Each with a conversation of its own and one message, as many at once as one client can hold open; whoever gets no answer asks again."""
    problems = (
        "我的 iPhone 14 昨天开始充不进电了",
        "iPad 屏幕碎了",
        "我想约个时间去店里",
        "你们几点上班",
        "怎么把照片传到新手机",
        "电脑开机要很久",
    )

    async def burst() -> list[Customer]:
        places = asyncio.Semaphore(100)  # the pool of httpx is slow with many that wait

        async def come(one: Customer, text: str) -> None:
            async with places:
                await one.open()
                await one.say(text)

        async with httpx.AsyncClient(trust_env=False, timeout=60.0, limits=httpx.Limits(max_connections=100)) as http:
            customers = [Customer(many.web, http, turn=index) for index in range(BURST)]
            await asyncio.gather(*(come(one, problems[index % len(problems)]) for index, one in enumerate(customers)))
        return customers

    customers = asyncio.run(burst())
    assert len({customer.conversation for customer in customers}) == BURST
    count_both_ends(postgres, schema, customers)


def test_the_neighbours_are_away_for_a_while(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    """The broker for longest, and in that time Redis, then PostgreSQL; then all connections of each are cut once more."""

    async def trouble() -> None:
        await asyncio.sleep(0.5)
        many.proxies["broker"].away()
        for name in ("redis", "database"):
            await asyncio.sleep(1.0)
            many.proxies[name].away()
            await asyncio.sleep(2.0)
            many.proxies[name].back()
        await asyncio.sleep(3.0)
        many.proxies["broker"].back()
        await cut_once_there(many.proxies["database"])
        await cut_once_there(many.proxies["redis"])

    customers, advisor = asyncio.run(crowd(many, trouble()))
    assert sum(customer.refused for customer in customers) > 0  # it was felt
    count_both_ends(postgres, schema, customers, advisor)


def test_a_new_release_stops_one_part_after_the_other(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    """SIGTERM in the middle of turns: each finishes what it has in hand, and ends by itself."""
    codes: list[int] = []

    async def trouble() -> None:
        for part in ("web", "rasa", "actions"):
            await asyncio.sleep(0.5)
            codes.append(await asyncio.to_thread(many.tell_to_stop, part, 0))
            many.start_again(part, 0)

    count_both_ends(postgres, schema, *asyncio.run(crowd(many, trouble())))
    assert codes == [0, 0, 0]
    for part in ("web", "rasa", "actions"):
        many.wait(part, 0)


def test_the_broker_has_all_that_was_said_while_it_was_away(many: Many, broker: str, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    """Nobody was killed so far, so both are equal."""
    told, kept = both_records(broker, postgres, schema)
    assert told == kept


def test_one_of_each_dies_and_every_connection_drops(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    async def trouble() -> None:
        await asyncio.sleep(1.0)
        many.kill("actions", 0)
        await asyncio.sleep(1.0)
        assert many.proxies["database"].cut() > 0
        many.kill("rasa", 1)
        await asyncio.sleep(1.0)
        many.kill("web", 0)
        many.start_again("web", 0)
        many.start_again("actions", 0)
        many.proxies["database"].cut()

    count_both_ends(postgres, schema, *asyncio.run(crowd(many, trouble())))


def test_two_messages_at_once_at_two_doors_and_one_sent_twice(many: Many, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    many.wait("web", 0)

    async def race() -> Customer:
        async with httpx.AsyncClient(trust_env=False, timeout=30.0) as http:
            one = Customer(many.web, http)
            await one.open()
            await one.say(FIRST)
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
                answer = await one.say(one.reply_to(answer))
            return one

    count_both_ends(postgres, schema, [asyncio.run(race())])


def test_the_broker_has_what_rasa_kept(many: Many, broker: str, postgres: sa.engine.Engine, schema: str):  # noqa: F811
    """Of what was said by processes that live: what one that was killed had not published yet is in the record alone."""
    told, kept = both_records(broker, postgres, schema)
    assert not told - kept
    assert sum((kept - told).values()) <= 60


async def cut_once_there(proxy: Proxy) -> None:
    """Cut the connections, as soon as there are some again."""
    for _ in range(60):
        if proxy.cut():
            return
        await asyncio.sleep(0.3)
    raise AssertionError("nobody came back")


def both_records(broker: str, postgres: sa.engine.Engine, schema: str) -> tuple[Counter[Any], Counter[Any]]:  # noqa: F811
    """What the broker was told, and what Rasa kept, by conversation and event; the broker's is waited for until it is no longer behind."""
    for _ in range(30):
        with postgres.connect() as connection:
            connection.execute(sa.text(f"SET search_path TO {schema}"))
            rows = connection.execute(sa.select(rasa_events.c.conversation_id, rasa_events.c.data)).all()
        kept = Counter((conversation, json.dumps(json.loads(data), sort_keys=True)) for conversation, data in rows)
        TOLD.update(asyncio.run(_all_of(broker)))
        told = Counter((event.pop("sender_id"), json.dumps(event, sort_keys=True)) for event in map(json.loads, TOLD.values()))
        if not kept - told:
            break
        time.sleep(0.5)
    return told, kept


async def _all_of(broker: str) -> dict[str, bytes]:
    """By id, as a reader should: what a connection broke on before it was confirmed is sent again."""
    address, name = broker.split("/?queue=")
    found = {}
    async with await aio_pika.connect(address) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(name, durable=True, passive=True)
        while (message := await queue.get(no_ack=True, fail=False)) is not None:
            found[message.message_id or ""] = message.body
    return found
