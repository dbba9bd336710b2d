"""The door on a free port of the loopback interface: real services over a SQLite file, and a bot that keeps to a script."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import pytest
import uvloop
from sanic import Sanic
from sqlalchemy.engine import Engine

from helpline.bootstrap import Services, StoppedClock, wire
from helpline.catalogue import Catalogue, load_catalogue
from helpline.errors import OutsideUnavailable
from helpline.model.times import SHANGHAI
from helpline.model.understanding import Heard
from helpline.outbound.uploads import Uploads
from helpline.settings import ROOT
from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate
from helpline.storage.tables import metadata
from helpline.storage.unit_of_work import SqlUnitOfWork
from helpline.web.app import create_app
from tests.web.contract import fits_the_contract

NOW = datetime(2026, 11, 24, 10, 15, tzinfo=SHANGHAI)  # a Tuesday morning
SIGNING_KEY = "a key for tests"
PHONE_SYSTEM, PHONE_KEY = "switchboard", "p" * 40
Sanic.test_mode = True  # one process, many apps of one name


@dataclass
class ScriptedBot:
    """Answers what `script` has for a message, else repeats it; `brain` answers instead where it is set. While `away` nobody is there.

    `meant` has intent and confidence of a text without a conversation. `heard` has all that reached it in order and `told` what the app knew, `slow` the seconds that a message takes, `on` what it
    does first, by the conversation's id.
    """

    script: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    on: dict[str, Callable[[str], None]] = field(default_factory=dict)
    away: bool = False
    broken: bool = False
    heard: list[str] = field(default_factory=list)
    lines: list[object] = field(default_factory=list)
    told: list[dict[str, object]] = field(default_factory=list)
    meant: dict[str, tuple[str, float]] = field(default_factory=dict)
    brain: Callable[[str, str], list[dict[str, Any]]] | None = None

    async def say(self, conversation_id: str, text: str, metadata: dict[str, object]) -> list[dict[str, Any]]:
        if self.away:
            raise OutsideUnavailable("switched off")
        if self.broken:
            raise RuntimeError("a bug of the bot")
        self.heard.append(text)
        self.lines.append(metadata.get("line"))
        self.told.append({name: value for name, value in metadata.items() if name != "line"})
        if text in self.on:
            await asyncio.to_thread(self.on[text], conversation_id)
        await asyncio.sleep(self.slow.get(text, 0))
        if self.brain is not None:
            return await asyncio.to_thread(self.brain, conversation_id, text)
        return self.script.get(text, [{"recipient_id": conversation_id, "text": f"听到：{text}"}])

    async def understand(self, text: str) -> Heard:
        if self.away:
            raise OutsideUnavailable("switched off")
        self.heard.append(text)
        return Heard(text, *self.meant.get(text, ("", 0.0)))

    async def ready(self) -> bool:
        return not self.away


class Running:
    """An app on a loop of its own in a thread."""

    def __init__(self, app: Sanic) -> None:
        self._app = app
        self._loop = uvloop.new_event_loop()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._run, name="door")

    def __enter__(self) -> Running:
        started = threading.Event()
        self._loop.call_soon(started.set)
        self._thread.start()
        started.wait()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(timeout=10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _start(self) -> None:
        self._server = await self._app.create_server(sock=self._socket, return_asyncio_server=True, access_log=False)
        await self._server.startup()
        await self._server.before_start()
        await self._server.after_start()

    async def _stop(self) -> None:
        self._server.close()
        for connection in list(self._server.connections):
            connection.close_if_idle() or connection.abort()
        await self._server.wait_closed()


@dataclass
class Door:
    """The door from outside, and what stands behind it."""

    app: Sanic
    port: int
    http: httpx.Client
    bot: ScriptedBot
    services: Services
    clock: StoppedClock
    engine: Engine

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> str:
        """A new conversation's signed name."""
        return str(self.http.post("/api/chat/conversations").json()["conversation"])

    def post(self, **body: Any) -> httpx.Response:
        """One message; `conversation=…, text=…` and the rest."""
        return self.http.post("/api/chat/messages", json=body)

    def say(self, conversation: str, text: str, **more: Any) -> list[str]:
        """What is answered to a text."""
        reply = self.post(conversation=conversation, text=text, **more)
        assert reply.status_code == 200, reply.text
        return [message["text"] for message in reply.json()["messages"]]

    def thread(self, conversation: str) -> list[tuple[str, str]]:
        """Who said what so far."""
        reply = self.http.get("/api/chat/messages", params={"conversation": conversation})
        assert reply.status_code == 200, reply.text
        return [(line["who"], line["text"]) for line in reply.json()["messages"]]

    def raw(self, request: bytes) -> bytes:
        """Everything that comes back to bytes that no client of good manners sends."""
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=5)) as connection:
            connection.sendall(request)
            answer = b""
            while chunk := connection.recv(65_536):
                answer += chunk
        return answer

    def unit_of_work(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.engine)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "catalogue")


@pytest.fixture(scope="session")
def running_door(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Door]:
    """One door for all tests. Every answer it gives over `http` is held against openapi.yml."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('door')}/helpline.db")
    migrate(engine)
    clock, bot = StoppedClock(NOW), ScriptedBot()
    files = Uploads(tmp_path_factory.mktemp("uploads") / "uploads")
    services = wire(catalogue, lambda: SqlUnitOfWork(engine), clock, files=files)
    app = create_app(services, bot, SIGNING_KEY, app_keys={PHONE_SYSTEM: PHONE_KEY})
    with Running(app) as running:
        url = f"http://127.0.0.1:{running.port}"
        with httpx.Client(base_url=url, timeout=10.0, trust_env=False, event_hooks={"response": [fits_the_contract]}) as http:
            yield Door(app, running.port, http, bot, services, clock, engine)
    engine.dispose()


@pytest.fixture
def door(running_door: Door) -> Door:
    """The door with nothing behind it: empty tables, a bot that knows no script."""
    vars(running_door.bot).update(vars(ScriptedBot()))
    running_door.clock.moment = NOW
    with running_door.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return running_door
