"""PostgreSQL, Redis and RabbitMQ of our own, in a folder and on free ports: they may be killed, stopped and frozen, and nobody else misses them."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.conftest import free_port

START_LIMIT = 60.0


def found(*names: str) -> str | None:
    """The first program of these that there is: by its name, or by a pattern of its path."""
    for name in names:
        path = shutil.which(name) or next(iter(sorted(glob.glob(name), reverse=True)), None)
        if path:
            return path
    return None


class Engine:
    """One server. `freeze` lets it hang: its port takes connections, and nobody answers."""

    name, programs = "", ()  # type: tuple[str, tuple[str, ...]]
    user: str | None = None

    def __init__(self, folder: Path) -> None:
        self.program = found(*self.programs)
        if self.program is None:
            pytest.skip(f"{self.name} is not installed: looked for {', '.join(self.programs)}")
        self.folder, self.port = folder / self.name, free_port()
        self.folder.mkdir(parents=True)
        self.process: subprocess.Popen[bytes] | None = None
        self.prepare()

    def prepare(self) -> None:
        """What is done once, before the first start."""

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder.parent / f"{self.name}.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.folder, env=self.environment(), stdout=log, stderr=log, user=self.user, start_new_session=True
            )

    def start(self) -> None:
        """Until it answers; again where what a killed one left is still in its way."""
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                self.process = self.spawn(self.command())
            if self.answers():
                return
            time.sleep(0.1)
        raise AssertionError(f"{self.name} did not start: " + (self.folder.parent / f"{self.name}.log").read_text()[-2000:])

    def answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def family(self) -> list[int]:
        """Its processes: the first, and all that it started."""
        assert self.process is not None
        found, fresh = [self.process.pid], [self.process.pid]
        while fresh:
            listed = subprocess.run(["ps", "-o", "pid=", "--ppid", ",".join(map(str, fresh))], capture_output=True, text=True, check=False)
            fresh = [int(pid) for pid in listed.stdout.split()]
            found += fresh
        return found

    def send(self, signum: int) -> None:
        for pid in self.family():
            with suppress(ProcessLookupError):
                os.kill(pid, signum)

    def freeze(self) -> None:
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        self.send(signal.SIGCONT)

    def kill(self) -> None:
        """kill -9 of all its processes, until the last is gone."""
        assert self.process is not None
        them = self.family()
        self.send(signal.SIGKILL)
        self.process.wait()
        while any(Path(f"/proc/{pid}").exists() for pid in them):
            time.sleep(0.01)

    def end(self, signum: int = signal.SIGTERM) -> None:
        """As an operator ends it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.thaw()
        os.kill(self.head(), signum)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def head(self) -> int:
        """The process that is told to end."""
        assert self.process is not None
        return self.process.pid


class Postgres(Engine):
    name, programs = "postgres", ("postgres", "/usr/lib/postgresql/*/bin/postgres")

    def prepare(self) -> None:
        """It refuses to run as root."""
        if os.geteuid() == 0:
            self.user = "postgres"
            shutil.chown(self.folder, "postgres", "postgres")
        assert self.program is not None
        made = self.spawn(
            [str(Path(self.program).resolve().parent / "initdb"), "-D", str(self.folder / "data"), "-A", "trust", "-U", "postgres", "-N"]
        )
        assert made.wait() == 0, (self.folder.parent / "postgres.log").read_text()

    def command(self) -> list[str]:
        assert self.program is not None
        return [self.program, "-D", str(self.folder / "data"), "-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.folder)]

    def answers(self) -> bool:
        import psycopg2

        with suppress(psycopg2.OperationalError):
            psycopg2.connect(self.url, connect_timeout=2).close()
            return True
        return False

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"


class Redis(Engine):
    name, programs = "redis", ("redis-server",)

    def command(self) -> list[str]:
        assert self.program is not None
        return [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"


class RabbitMQ(Engine):
    name, programs = "rabbitmq", ("/usr/lib/rabbitmq/bin/rabbitmq-server", "rabbitmq-server")

    def command(self) -> list[str]:
        assert self.program is not None
        return [self.program]

    def environment(self) -> dict[str, str]:
        """All of it in its folder; without plugins."""
        folder = str(self.folder)
        self.dist_port = getattr(self, "dist_port", None) or free_port()
        named = {"NODENAME": f"helpline_{self.port}@localhost", "NODE_PORT": str(self.port), "DIST_PORT": str(self.dist_port),
                 "MNESIA_BASE": f"{folder}/mnesia", "LOG_BASE": f"{folder}/log", "ENABLED_PLUGINS_FILE": f"{folder}/plugins",
                 "CONF_ENV_FILE": f"{folder}/none", "CONFIG_FILE": f"{folder}/none"}  # fmt: skip
        return {**os.environ, "HOME": folder, **{f"RABBITMQ_{name}": value for name, value in named.items()}}

    def head(self) -> int:
        """The one of Erlang: the script that starts it waits for it."""
        return next(pid for pid in self.family() if "beam" in Path(f"/proc/{pid}/comm").read_text())

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}"
