"""The door's way to Rasa: few at a time, so that none is done for somebody who no longer waits."""

from __future__ import annotations

import asyncio
import json

import pytest

from helpline.errors import OutsideUnavailable
from helpline.outbound import rasa
from helpline.outbound.rasa import RasaBot


async def slow_rasa(spent: float, seen: list[int]) -> asyncio.AbstractServer:
    """Answers one after the other, as the real one does; `seen` holds how many were there at once."""
    one_at_a_time, there = asyncio.Lock(), [0]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.lower().splitlines() if line.startswith(b"content-length"))
        await reader.readexactly(length)
        there[0] += 1
        seen.append(there[0])
        async with one_at_a_time:
            await asyncio.sleep(spent)
        there[0] -= 1
        body = json.dumps([{"text": "您好"}]).encode()
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body) + body
        )
        await writer.drain()
        writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", 0)


async def test_a_crowd_is_answered_with_few_at_once():
    seen: list[int] = []
    server = await slow_rasa(0.002, seen)
    bot = RasaBot(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", timeout=10.0)
    replies = await asyncio.gather(*(bot.say(f"c{number}", "在吗", {}) for number in range(100)))
    assert all(reply == [{"text": "您好"}] for reply in replies)
    assert max(seen) <= rasa.AT_ONCE
    await bot.close()
    server.close()


async def test_who_gets_no_place_in_time_is_told_so_and_rasa_never_hears_of_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rasa, "AT_ONCE", 1)
    seen: list[int] = []
    server = await slow_rasa(0.2, seen)
    bot = RasaBot(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", timeout=0.3)
    said = await asyncio.gather(*(bot.say(f"c{number}", "在吗", {}) for number in range(4)), return_exceptions=True)
    refused = [one for one in said if isinstance(one, OutsideUnavailable)]
    assert 1 <= len(refused) < 4
    assert len(seen) == 4 - len(refused)
    assert await bot.say("c9", "在吗", {}) == [{"text": "您好"}]
    await bot.close()
    server.close()
