"""Two of everything behind proxies: web, Rasa and actions, over PostgreSQL, Redis and RabbitMQ, as on many machines."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from helpline.settings import ROOT
from helpline.training import environment
from tests.faults.proxy import Proxy
from tests.journeys.conftest import NOW, free_port
from tests.web.desk_pages import PASSWORD

COMMANDS = {"actions": ("-m", "actions"), "rasa": ("-m", "rasa_ext.serve"), "web": ("-m", "helpline", "web")}
PORTS = {"actions": "HELPLINE_ACTION_PORT", "rasa": "HELPLINE_RASA_PORT", "web": "HELPLINE_WEB_PORT"}
HEALTH = {"actions": "/health", "rasa": "/webhooks/rest/", "web": "/readyz"}


class Many:
    """Processes by part, two of `each`. `web` are the addresses of the doors; what a load balancer would give is taken in turn by the customers."""

    def __init__(self, folder: Path, database: str, redis: str, broker: str, each: int = 2, *, direct: bool = False, **more: str) -> None:
        """`direct` puts no proxy before the engines; `more` are further settings."""
        self.direct = direct
        self.folder, self.processes = folder, dict[str, list[subprocess.Popen[bytes]]]()
        self.ports = {part: [free_port() for _ in range(each)] for part in COMMANDS}
        self.proxies = {part: Proxy(*self.ports[part]) for part in ("actions", "rasa")}
        settings = {
            "HELPLINE_DATABASE_URL": self._through("database", database, 5432), "HELPLINE_REDIS_URL": self._through("redis", redis, 6379),
            "HELPLINE_BROKER_URL": self._through("broker", broker, 5672), "HELPLINE_NOW": NOW,
            "HELPLINE_CHAT_SECRET": secrets.token_hex(24), "HELPLINE_SAMPLES": "0",
            "HELPLINE_LIMIT_ADDRESS_MESSAGES": "1000000", "HELPLINE_LIMIT_ADDRESS_OPENINGS": "1000000",
            "HELPLINE_RASA_URL": f"http://127.0.0.1:{self.proxies['rasa'].port}",
            "HELPLINE_ACTION_URL": f"http://127.0.0.1:{self.proxies['actions'].port}/webhook",
            **more,
        }  # fmt: skip
        self.env = {**os.environ, **environment(), **settings}

    def _through(self, name: str, address: str, port: int) -> str:
        """The same address through a proxy of ours, so that it can be away."""
        if self.direct:
            return address
        parts = urlsplit(address)
        self.proxies[name] = Proxy((parts.hostname or "127.0.0.1", parts.port or port))
        user = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{user}@127.0.0.1:{self.proxies[name].port}".removeprefix("@")).geturl()

    @property
    def web(self) -> list[str]:
        """The doors."""
        return [f"http://127.0.0.1:{port}" for port in self.ports["web"]]

    def start(self) -> None:
        """Migrate, then all at once, each with a state directory of its own."""
        subprocess.run([sys.executable, "-m", "helpline", "migrate"], cwd=ROOT, env=self.env, check=True)
        for part in COMMANDS:
            self.processes[part] = [self._start(part, number) for number in range(len(self.ports[part]))]
        for part in COMMANDS:
            for number in range(len(self.ports[part])):
                self.wait(part, number)

    def _start(self, part: str, number: int) -> subprocess.Popen[bytes]:
        state = self.folder / f"machine-{number}"
        state.mkdir(exist_ok=True)
        env = {**self.env, PORTS[part]: str(self.ports[part][number]), "HELPLINE_STATE_DIR": str(state)}
        with (self.folder / f"{part}-{number}.log").open("ab") as log:
            return subprocess.Popen([sys.executable, *COMMANDS[part]], cwd=ROOT, env=env, stdout=log, stderr=log)

    def wait(self, part: str, number: int, seconds: float = 400) -> None:
        """Until it answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with suppress(httpx.HTTPError):
                if httpx.get(f"http://127.0.0.1:{self.ports[part][number]}{HEALTH[part]}", trust_env=False, timeout=3).status_code == 200:
                    return
            assert self.processes[part][number].poll() is None, (self.folder / f"{part}-{number}.log").read_text()[-3000:]
            time.sleep(0.3)
        raise AssertionError(f"{part} {number} did not answer: " + (self.folder / f"{part}-{number}.log").read_text()[-3000:])

    @cached_property
    def advisor(self) -> str:
        """The number of an advisor of the desk, whose password is `desk_pages.PASSWORD`."""
        number = str(secrets.randbelow(900_000) + 100_000)
        who = ("--number", number, "--name", "李", "--role", "senior", "--password-stdin")
        add = [sys.executable, "-m", "helpline", "advisor", "add", *who]
        subprocess.run(add, cwd=ROOT, env=self.env, input=f"{PASSWORD}\n", capture_output=True, text=True, check=True)
        return number

    def kill(self, part: str, number: int) -> None:
        """kill -9, and nobody starts it again."""
        self.processes[part][number].kill()
        self.processes[part][number].wait()

    def start_again(self, part: str, number: int) -> None:
        """As an orchestrator does."""
        self.processes[part][number] = self._start(part, number)

    def tell_to_stop(self, part: str, number: int) -> int:
        """SIGTERM, as an orchestrator does at a new release; its exit code."""
        self.processes[part][number].send_signal(signal.SIGTERM)
        return self.processes[part][number].wait(30)

    def stop(self) -> None:
        """All that is left."""
        running = [process for both in self.processes.values() for process in both if process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for proxy in self.proxies.values():
            proxy.stop()
