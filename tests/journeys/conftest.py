"""The whole system on free ports: door, Rasa with the trained model, action server, database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest

from helpline.settings import ROOT
from tests.services.talk import ANSWERS
from tests.web.conftest import PHONE_KEY, PHONE_SYSTEM

NOW = "2026-11-24T10:15:00+08:00"  # a Tuesday morning
START_LIMIT = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class System:
    """A running Helpline; `process` is its supervisor."""

    url: str
    process: subprocess.Popen[bytes]
    env: dict[str, str]
    log: Path

    def talk(self) -> Talk:
        return Talk(httpx.Client(base_url=self.url, timeout=30.0, trust_env=False))

    @cached_property
    def token(self) -> str:
        """A senior advisor's."""
        return self.advisor("1001")

    def advisor(self, number: str) -> str:
        """The token of a new advisor, or a new one of an advisor who is there."""
        command = [sys.executable, "-m", "helpline", "advisor", "add", "--number", number, "--name", "李", "--role", "senior"]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1]

    def desk(self, path: str, token: str | None = None, **params: str) -> httpx.Response:
        headers = {"authorization": f"Bearer {token or self.token}"}
        return httpx.get(f"{self.url}/api/desk/{path}", headers=headers, params=params, timeout=10.0, trust_env=False)

    def pid_of(self, part: str) -> int:
        """The process of a part: a child of the supervisor, known by its command."""
        words = {"actions": "-m actions", "rasa": "-m rasa_ext.serve", "web": "-m helpline web"}[part]
        listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=True)
        return next(int(line.split()[0]) for line in listed.stdout.splitlines() if words in line)

    def wait_for(self, text: str, seconds: float, count: int = 1) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.log.read_text(errors="replace").count(text) >= count:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.3)
        raise AssertionError(f"{text!r} was not logged within {seconds} s:\n" + self.log.read_text(errors="replace")[-4000:])


@dataclass
class Talk:
    """A customer's side of one conversation."""

    http: httpx.Client
    conversation: str | None = None
    answer: dict[str, Any] = field(default_factory=dict)

    def say(self, text: str, **more: Any) -> list[str]:
        body = {"conversation": self.conversation, "text": text, **more}
        reply = self.http.post("/api/chat/messages", json=body)
        assert reply.status_code == 200, reply.text
        self.answer = reply.json()
        self.conversation = self.answer["conversation"]
        return [message["text"] for message in self.answer["messages"]]

    def tap(self, title: str) -> list[str]:
        """Tap the quick reply whose title contains `title`."""
        for message in self.answer["messages"]:
            for button in message["buttons"]:
                if title in button["title"]:
                    return self.say(button["title"], payload=button["payload"])
        raise AssertionError(f"no quick reply {title!r} in {self.answer['messages']}")

    def answer_until(self, slot: str | None, **other: str) -> list[str]:
        """Answer whatever else is asked until `slot` is, or nothing; what was asked, in order."""
        asked = []
        while self.asking and self.asking != slot:
            assert len(asked) < 20, asked
            asked.append(self.asking)
            self.say({**ANSWERS, **other}[self.asking])
        assert self.asking == slot, f"{slot} is not asked after {asked}"
        return asked

    @property
    def asking(self) -> str | None:
        return self.answer["asking"]

    @property
    def event_number(self) -> str | None:
        return self.answer["event_number"]

    def thread(self) -> list[dict[str, Any]]:
        reply = self.http.get("/api/chat/messages", params={"conversation": self.conversation})
        assert reply.status_code == 200, reply.text
        return list(reply.json()["messages"])


def start_system(folder: Path, **settings: str) -> System:
    ports = {"HELPLINE_WEB_PORT": free_port(), "HELPLINE_RASA_PORT": free_port(), "HELPLINE_ACTION_PORT": free_port()}
    env = {
        **os.environ,
        "HELPLINE_DATABASE_URL": f"sqlite:///{folder}/helpline.db",
        "HELPLINE_STATE_DIR": str(folder),
        "HELPLINE_NOW": NOW,
        "HELPLINE_APP_KEYS": f"{PHONE_SYSTEM}:{PHONE_KEY}",
        **{name: str(port) for name, port in ports.items()},
        **settings,
    }
    log = folder / "system.log"
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "helpline", "run"], cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    system = System(f"http://127.0.0.1:{ports['HELPLINE_WEB_PORT']}", process, env, log)
    try:
        system.wait_for("Ready.", START_LIMIT)
    except BaseException:  # a test that never had the system cannot stop it
        stop_system(system)
        raise
    return system


def stop_system(system: System) -> None:
    system.process.send_signal(signal.SIGINT)
    try:
        system.process.wait(timeout=40)
    except subprocess.TimeoutExpired:
        system.process.kill()  # its parts die with it
        system.process.wait()


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """One system for all journeys that do not break it."""
    running = start_system(tmp_path_factory.mktemp("system"))
    yield running
    stop_system(running)


@pytest.fixture
def talk(system: System) -> Iterator[Talk]:
    """A new conversation."""
    talking = system.talk()
    yield talking
    talking.http.close()
