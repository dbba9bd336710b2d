"""One turn of a conversation at a time over Redis, where one is reachable."""

from __future__ import annotations

import asyncio
import os
import secrets
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from redis import Redis

from helpline.errors import OutsideUnavailable
from helpline.outbound import turns
from helpline.outbound.turns import RedisTurns
from tests.faults.proxy import Proxy

REDIS = os.environ.get("HELPLINE_TEST_REDIS", "redis://127.0.0.1:6379/0")


@pytest.fixture
def redis() -> Redis:
    client = Redis.from_url(REDIS, socket_connect_timeout=2)
    try:
        client.ping()
    except OSError:
        pytest.skip(f"no Redis at {REDIS} (HELPLINE_TEST_REDIS names another)")
    return client


@pytest.fixture
def name() -> str:
    return f"test-{secrets.token_hex(4)}"


async def test_two_processes_never_hold_one_conversation(redis: Redis, name: str):
    here, there, inside, most = RedisTurns(REDIS, name), RedisTurns(REDIS, name), 0, 0

    async def one(side: RedisTurns) -> None:
        nonlocal inside, most
        async with side.hold("c"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    await asyncio.gather(*(one(side) for side in (here, there) * 8))
    assert most == 1
    assert not redis.keys(f"helpline:{name}:*")
    async with here.hold("a"):
        await asyncio.wait_for(one(there), 1)  # another conversation waits for nobody


async def test_a_process_that_dies_is_waited_for_a_while_only(redis: Redis, name: str):
    redis.set(f"helpline:{name}:c", "one that died", px=300)
    async with RedisTurns(REDIS, name).hold("c"):
        pass


async def test_a_long_turn_is_kept_though_redis_forgets(redis: Redis, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LASTS", 0.4)
    monkeypatch.setattr(turns, "RENEWED", 0.1)
    key = f"helpline:{name}:c"
    async with RedisTurns(REDIS, name).hold("c"):
        await asyncio.sleep(0.6)
        assert redis.exists(key)
        redis.delete(key)
        await asyncio.sleep(0.25)
        assert redis.exists(key)
    assert not redis.exists(key)


async def test_redis_away_is_said(name: str):
    with pytest.raises(OutsideUnavailable):
        async with RedisTurns("redis://127.0.0.1:1/0", name).hold("c"):
            pass


async def test_a_turn_that_was_taken_though_the_answer_was_lost_is_ours(redis: Redis, name: str):
    side = RedisTurns(REDIS, name)
    redis.set(f"helpline:{name}:c", "mine", px=5_000)
    await asyncio.wait_for(side._take(f"helpline:{name}:c", "mine"), 1)


async def test_a_keeper_whose_end_redis_swallows_keeps_the_turn_no_longer(redis: Redis, name: str, monkeypatch: pytest.MonkeyPatch):
    """redis-py looks whether a connection is alive with a timeout of nothing: a cancellation in that instant is taken for it."""
    monkeypatch.setattr(turns, "RENEWED", 0.05)
    side, key, renewing = RedisTurns(REDIS, name), f"helpline:{name}:c", asyncio.Event()
    eval_ = side._redis.eval

    async def deaf(script: str, *arguments: object) -> object:
        if script == turns._KEEP:
            renewing.set()
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0.1)
        return await eval_(script, *arguments)

    monkeypatch.setattr(side._redis, "eval", deaf)
    async with side.hold("c"):
        await renewing.wait()
    await asyncio.sleep(0.2)
    assert not redis.exists(key)


async def test_connections_that_broke_are_made_anew_and_no_turn_stays_held(redis: Redis, name: str):
    """As after a start of Redis: all that are open are dead, for those who take and for those who let go."""
    parts = urlsplit(REDIS)
    proxy = Proxy((parts.hostname or "127.0.0.1", parts.port or 6379))
    side = RedisTurns(REDIS.replace(parts.netloc.rpartition("@")[2], f"127.0.0.1:{proxy.port}"), name)
    await asyncio.gather(*(_turn(side, f"{number}") for number in range(8)))
    for cut in range(2):
        assert proxy.cut() >= 16
        await asyncio.wait_for(asyncio.gather(*(_turn(side, f"{cut}-{number}") for number in range(8))), 3)
    proxy.stop()
    assert not redis.keys(f"helpline:{name}:*")


async def _turn(side: RedisTurns, conversation: str) -> None:
    async with side.hold(conversation):
        await asyncio.sleep(0.02)
