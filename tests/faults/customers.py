"""Customers who wander between the doors while something breaks, an advisor who notes, and a count of both ends afterwards."""

from __future__ import annotations

import asyncio
import itertools
import re
import secrets
import time
import uuid
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import httpx
import sqlalchemy as sa

from helpline.model.times import shown_time
from helpline.storage.desk_tables import notes
from helpline.storage.tables import call_backs, events, lines, seats
from tests.faults.many import Many
from tests.web.desk_pages import CSRF, PASSWORD

CUSTOMERS = 8
FIRST = "我的 iPhone 14 昨天开始充不进电了，每次都这样，自己坏的，没摔过"
VISIT, CALL = "我想约到店修", "请给我回个电话"
HAND_OVERS = ("", "", VISIT, "", "", CALL)
ANSWERS = {"symptom": "昨天开始的，每次都这样", "fault_cause": "自己坏的", "purchase_date": "2025年11月1日", "tried_steps": "没有",
           "contact_phone": "13912345678", "confirm": "确认", "place": "上海", "screenshot": "没有"}  # fmt: skip
AGREED = re.compile("约好了：(.+?)，")
ONCE = re.compile('name="once" value="([^"]+)"')


def _word() -> str:
    """Nine letters without a vowel: digits may be masked as a card, sixteen letters as a password for one app, and 「pin」 announces one."""
    return "".join(secrets.choice("bcfghjkm") for _ in range(9))


@dataclass
class Customer:
    """Sends each line until it is taken, to the doors in turn, under one id: as the widget does.

    One who `repeats` sends each line twice at once, and before each an older one again: duplicated, and out of order.
    `hand_over` is what one says once there is a number; `agreed` the time that one was told then.
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
    hand_over: str = ""
    agreed: str | None = None
    serial: str = field(default_factory=lambda: f"C39XK2{secrets.randbelow(1_000_000):06}")

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
        """From the first message to the event number, and on to the time that is agreed on."""
        await self.open()
        answer = await self.say(FIRST)
        for _ in range(12):
            if self.event_number:
                break
            answer = await self.say(self.reply_to(answer))
        assert self.event_number, f"no event number, but {answer}"
        if self.hand_over:
            answer = await self.say(self.hand_over)
            for _ in range(12):
                if found := AGREED.search(answer["messages"][0]["text"]):
                    self.agreed = found[1]
                    return
                answer = await self.say(self.reply_to(answer))
            raise AssertionError(f"nothing agreed on, but {answer}")

    def reply_to(self, answer: dict[str, Any]) -> str:
        """What one says to what is asked; any of the stores and times that are offered."""
        offered = [button["title"] for message in answer["messages"] for button in message["buttons"]]
        if answer["asking"] == "visit_time" or (answer["asking"] == "place" and len(offered) > 2):
            return secrets.choice(offered)
        if answer["asking"] == "callback_time":
            return secrets.choice([title for title in offered if ":" in title])
        return {**ANSWERS, "serial_number": self.serial}.get(answer["asking"] or "", "没有")


@dataclass
class Advisor:
    """Claims the events of customers at the desk and notes on each, as from a browser: a form that brought no answer is sent again as it is."""

    doors: list[str]
    http: httpx.AsyncClient
    number: str
    noted: list[tuple[str, str]] = field(default_factory=list)
    token: str = ""
    turn: int = 0

    async def work(self, customers: list[Customer], over: asyncio.Event) -> None:
        """Until it is over, and then once more."""
        await self._until(self._sign_in)
        done = False
        while not done:
            done = over.is_set()
            for number in [one.event_number for one in customers if one.event_number and one.event_number not in dict(self.noted)]:
                await self._note(number, f"看过了，先试另一根线 {_word()}")
            await asyncio.sleep(1.0)

    async def _note(self, number: str, text: str) -> None:
        form = {"text": text, "disposition": "needs-customer", "next_step": "customer-tries"}

        def at_event(page: httpx.Response | None) -> bool:
            return page is not None and page.headers.get("location", "").startswith(f"/desk/events/{number}?said=")

        async def claim() -> bool:
            return at_event(await self._send("POST", f"/desk/events/{number}/claim"))

        async def look() -> bool:
            page = await self._send("GET", f"/desk/events/{number}")
            found = ONCE.search(page.text) if page else None
            form.update({"once": found[1]} if found else {})
            return found is not None

        async def send() -> bool:
            return at_event(await self._send("POST", f"/desk/events/{number}/note", **form))

        for step in (claim, look, send):
            await self._until(step)
        self.noted.append((number, text))

    async def _sign_in(self) -> bool:
        await self._send("GET", "/desk/sign-in")
        page = await self._send("POST", "/desk/sign-in", number=self.number, password=PASSWORD)
        return page is not None and page.status_code == 303 and await self._send("GET", "/desk/password") is not None

    async def _until(self, step: Callable[[], Coroutine[Any, Any, bool]]) -> None:
        deadline = time.monotonic() + 90
        while not await step():
            assert time.monotonic() < deadline, "the desk did not answer"
            await asyncio.sleep(0.3)

    async def _send(self, method: str, path: str, **fields: str) -> httpx.Response | None:
        self.turn += 1
        data = {**fields, "csrf": self.token} if method == "POST" else None
        try:
            page = await self.http.request(method, self.doors[self.turn % len(self.doors)] + path, data=data)
        except httpx.HTTPError:
            return None
        if found := CSRF.search(page.text):
            self.token = found[1]
        return page


async def crowd(many: Many, trouble: Coroutine[Any, Any, None] | None = None, **kind: Any) -> tuple[list[Customer], Advisor]:
    """Customers who walk through intakes, each in a conversation of its own, until the trouble is over and for one more; and an advisor."""
    over, left, served, hand_overs = asyncio.Event(), asyncio.Event(), list[Customer](), itertools.cycle(HAND_OVERS)

    async def make_trouble() -> None:
        if trouble:
            await trouble
        over.set()

    async def customer(http: httpx.AsyncClient) -> None:
        done = False
        while not done:
            done = over.is_set()
            served.append(one := Customer(many.web, http, hand_over=next(hand_overs), **kind))
            await one.walk()

    async def customers(http: httpx.AsyncClient) -> None:
        await asyncio.gather(*(customer(http) for _ in range(CUSTOMERS)))
        left.set()

    async with httpx.AsyncClient(trust_env=False, timeout=30.0) as http, httpx.AsyncClient(trust_env=False, timeout=30.0) as desk:
        advisor = Advisor(many.web, desk, many.advisor)
        await asyncio.gather(make_trouble(), customers(http), advisor.work(served, left))
    return served, advisor


def count_both_ends(engine: sa.engine.Engine, schema: str, customers: list[Customer], advisor: Advisor | None = None) -> None:
    """Every line once, answered once; one event a conversation, the one that the customer was told; visits, call backs and notes once, as they were agreed on."""
    with engine.connect() as connection:
        connection.execute(sa.text(f"SET search_path TO {schema}"))
        kept = connection.execute(sa.select(lines.c.conversation_id, lines.c.id, lines.c.who, lines.c.answered)).all()
        issued = connection.execute(sa.select(events.c.conversation_id, events.c.number)).all()
        visits = connection.execute(sa.select(seats.c.event_number, seats.c.starts_at).where(seats.c.resource.startswith("store:"))).all()
        calls = connection.execute(sa.select(call_backs.c.event_number, call_backs.c.asked_for)).all()
        noted = connection.execute(sa.select(notes.c.event_number, notes.c.text)).all()
    for customer in customers:
        name = (customer.conversation or "").rsplit(".", 1)[0]
        mine = Counter(line.id for line in kept if line.conversation_id == name and line.who == "customer")
        assert mine == Counter(customer.sent)
        assert all(line.answered for line in kept if line.conversation_id == name)
        answers = Counter(line.id for line in kept if line.conversation_id == name and line.who == "bot")
        assert set(answers.values()) == {1}
        assert {f"{line_id}/0" for line_id in customer.sent} <= answers.keys()
        assert [number for conversation, number in issued if conversation == name] == [customer.event_number] * bool(customer.event_number)
        for agreed, way in ((visits, VISIT), (calls, CALL)):
            times = [shown_time(time) for number, time in agreed if number == customer.event_number]
            assert times == [customer.agreed] * (customer.hand_over == way)
    if advisor:
        numbers = [one.event_number for one in customers]
        sent, there = Counter(advisor.noted), Counter((number, text) for number, text in noted if number in numbers)
        assert sent == there, f"lost: {sent - there}, too many: {there - sent}"
        assert sorted(number for number, _ in advisor.noted) == sorted(filter(None, numbers))
