"""Customers who wander between the doors while something breaks, and a count of both ends afterwards."""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import httpx
import sqlalchemy as sa

from helpline.storage.tables import events, lines
from tests.faults.many import Many

CUSTOMERS = 8
WALK = ("我的 iPhone 14 昨天开始充不进电了，每次都这样，自己坏的，没摔过", "C39XK2ABC123", "13912345678", "确认")
ANSWERS = {"symptom": "昨天开始的，每次都这样", "fault_cause": "自己坏的", "purchase_date": "2025年11月1日", "tried_steps": "没有",
           "serial_number": "C39XK2ABC123", "contact_phone": "13912345678", "confirm": "确认", "place": "上海", "screenshot": "没有"}  # fmt: skip


@dataclass
class Customer:
    """Sends each line until it is taken, to the doors in turn, under one id: as the widget does.

    One who `repeats` sends each line twice at once, and before each an older one again: duplicated, and out of order.
    """

    doors: list[str]
    http: httpx.AsyncClient
    conversation: str | None = None
    event_number: str | None = None
    sent: list[str] = field(default_factory=list)
    said: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    turn: int = 0
    refused: int = 0
    slowest: float = 0.0
    repeats: bool = False

    async def say(self, text: str) -> dict[str, Any]:
        line_id = str(uuid.uuid4())
        self.sent.append(line_id)
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            answers = await asyncio.gather(*(self._post(one, said) for one, said in self._posts(line_id, text)))
            if (answer := answers[-1]) is not None:
                self.event_number = answer["event_number"] or self.event_number
                self.said[line_id] = text, [message["id"] for message in answer["messages"]]
                return answer
            self.refused += 1
            await asyncio.sleep(0.3)
        raise AssertionError(f"no answer to {text!r}")

    def _posts(self, line_id: str, text: str) -> list[tuple[str, str]]:
        older = [(one, text) for one, (text, _) in list(self.said.items())[-2:-1]]
        return [*older, (line_id, text), (line_id, text)] if self.repeats else [(line_id, text)]

    async def _post(self, line_id: str, text: str) -> dict[str, Any] | None:
        """The answer to a line, or None where it has none yet; then it was said in Chinese that it will."""
        self.turn += 1
        body, started = {"conversation": self.conversation, "text": text, "id": line_id}, time.monotonic()
        try:
            reply = await self.http.post(f"{self.doors[self.turn % len(self.doors)]}/api/chat/messages", json=body)
        except httpx.HTTPError:
            return None
        finally:
            self.slowest = max(self.slowest, time.monotonic() - started)
        answer: dict[str, Any] = reply.json()
        told = [answer["error"]["message"]] if "error" in answer else [message["text"] for message in answer["messages"]]
        assert told and all(re.search("[\u4e00-\u9fff]", text) and "Traceback" not in text for text in told)
        if reply.status_code != 200 or "正在恢复" in told[-1]:
            return None
        if line_id in self.said:
            assert {message["id"] for message in answer["messages"]} <= set(self.said[line_id][1]), "the same answer as before"
        return answer

    async def open(self) -> None:
        while self.conversation is None:
            try:
                reply = await self.http.post(f"{self.doors[self.turn % len(self.doors)]}/api/chat/conversations", json={})
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


async def crowd(many: Many, trouble: Coroutine[Any, Any, None] | None = None, **kind: Any) -> list[Customer]:
    """Customers who walk through intakes, each in a conversation of its own, until the trouble is over and for one more."""
    over, served = asyncio.Event(), list[Customer]()

    async def make_trouble() -> None:
        if trouble:
            await trouble
        over.set()

    async def customer(http: httpx.AsyncClient) -> None:
        done = False
        while not done:
            done = over.is_set()
            served.append(one := Customer(many.web, http, **kind))
            await one.walk()

    async with httpx.AsyncClient(trust_env=False, timeout=30.0) as http:
        await asyncio.gather(make_trouble(), *(customer(http) for _ in range(CUSTOMERS)))
    return served


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
        assert [number for conversation, number in issued if conversation == name] == [customer.event_number] * bool(customer.event_number)
