"""One turn of a conversation at a time, whichever process it reaches: a key in Redis that its holder keeps alive."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError

from helpline.errors import OutsideUnavailable

log = logging.getLogger(__name__)
LASTS = 12.0  # seconds after which a process that died is waited for no more
RENEWED = 3.0
WAITED = 60.0
LOOKED = 0.03
# The answer to a first try may have been lost with its connection: what is ours already was taken then.
_TAKE = (
    """if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('get', KEYS[1]) == ARGV[1] then return 1 end return 0"""
)
_LET_GO = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
# A Redis that was started again has forgotten the key: it is set once more, unless somebody was faster.
_KEEP = """local who = redis.call('get', KEYS[1])
if who == ARGV[1] or not who then redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2]) return 1 end return 0"""


class RedisTurns:
    """Turns by conversation. `name` keeps those of the door apart from those of Rasa."""

    def __init__(self, url: str, name: str) -> None:
        # Once more where a connection broke: a Redis that was started again leaves many behind that are none any more.
        again = {"retry": Retry(NoBackoff(), 1), "retry_on_error": [ConnectionError]}
        self._redis = Redis.from_url(url, socket_timeout=3.0, socket_connect_timeout=2.0, health_check_interval=30, **again)
        self._name = name

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[None]:
        """Wait for the turn and keep it. Raises OutsideUnavailable where Redis does not answer, or another does not end."""
        key, mark = f"helpline:{self._name}:{conversation_id}", secrets.token_hex(8)
        try:
            await self._take(key, mark)
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            raise OutsideUnavailable(f"Redis: {type(error).__name__}") from error
        over = asyncio.Event()
        keeper = asyncio.create_task(self._keep(key, mark, over))
        try:
            yield
        finally:
            over.set()  # redis-py may swallow the cancellation: a keeper that goes on would hold the conversation for ever
            keeper.cancel()
            await asyncio.wait({keeper})
            with suppress(RedisError, OSError, asyncio.TimeoutError):  # else it runs out
                await self._redis.eval(_LET_GO, 1, key, mark)

    async def ready(self) -> bool:
        """True where Redis answers."""
        try:
            return bool(await self._redis.ping())
        except (RedisError, OSError, asyncio.TimeoutError):
            return False

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.close()

    async def _take(self, key: str, mark: str) -> None:
        deadline = asyncio.get_running_loop().time() + WAITED
        while not await self._redis.eval(_TAKE, 1, key, mark, int(LASTS * 1000)):
            if asyncio.get_running_loop().time() > deadline:
                raise OutsideUnavailable("another turn of the conversation does not end")
            await asyncio.sleep(LOOKED)

    async def _keep(self, key: str, mark: str, over: asyncio.Event) -> None:
        while not over.is_set():
            await asyncio.sleep(RENEWED)
            try:
                if not await self._redis.eval(_KEEP, 1, key, mark, int(LASTS * 1000)):
                    log.error("a turn was lost to another process: was this one stopped for a while?")
            except (RedisError, OSError, asyncio.TimeoutError) as error:
                log.warning("a turn could not be renewed: %s", type(error).__name__)
