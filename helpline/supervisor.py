"""Starts the parts on one machine, mixes their logs, restarts one that stops, and ends them all together."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import socket
import sys
from dataclasses import dataclass

import httpx

from helpline.errors import SettingsError
from helpline.settings import ROOT, Settings
from helpline.training import environment

START_LIMIT = 180.0  # seconds until a part must answer
STOP_LIMIT = 10.0
_LONGEST_PAUSE = 30.0
_CALM_AFTER = 60.0  # a part that ran this long has its pauses start over
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Part:
    """One process: how it starts, and the address that answers once it is up."""

    name: str
    command: tuple[str, ...]
    health: str
    port: int
    setting: str


def parts(settings: Settings) -> list[Part]:
    """The three parts, in the order in which they are started."""
    python, local = sys.executable, "http://127.0.0.1"
    action, bot, web = settings.action_port, settings.rasa_port, settings.web_port
    return [
        Part("actions", (python, "-m", "actions"), f"{local}:{action}/health", action, "HELPLINE_ACTION_PORT"),
        Part("rasa", (python, "-m", "rasa_ext.serve"), f"{local}:{bot}/webhooks/rest/", bot, "HELPLINE_RASA_PORT"),
        Part("web", (python, "-m", "helpline", "web"), f"{local}:{web}/healthz", web, "HELPLINE_WEB_PORT"),
    ]


async def run(settings: Settings) -> int:
    """Until SIGINT or SIGTERM; 0 then, 1 where a part could not be started."""
    wanted = parts(settings)
    (ROOT / "var").mkdir(exist_ok=True)
    stop = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, stop.set)
    gone = [asyncio.Event() for _ in wanted]  # whoever asks another ends before it: web, Rasa, actions
    keepers = [
        asyncio.create_task(_keep(part, _part_environment(settings, part.name), stop, gone[place:])) for place, part in enumerate(wanted)
    ]
    stopped = asyncio.create_task(stop.wait())
    ready = asyncio.create_task(_wait_until_ready(wanted))
    await asyncio.wait({stopped, ready}, return_when=asyncio.FIRST_COMPLETED)
    failed = ready.done() and not ready.result()
    if ready.done() and not failed:
        address = f"http://{settings.host}:{settings.web_port}"
        _say(f"Ready. Chat: {address}/   API: {address}/api/   Stop: Ctrl-C")
    if failed:
        stop.set()
    await stopped
    ready.cancel()
    await asyncio.gather(*keepers, return_exceptions=True)
    _say("All parts have stopped.")
    return 1 if failed else 0


def refuse_taken_ports(settings: Settings) -> None:
    """Raise SettingsError that names every port that is taken, and the setting that moves it."""
    taken = []
    for part in parts(settings):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.host if part.name == "web" else "127.0.0.1", part.port))
            except OSError:
                taken.append(f"Port {part.port} for {part.name} is taken. Set {part.setting} to another one.")
    if taken:
        raise SettingsError("\n".join(taken))


def _part_environment(settings: Settings, part: str) -> dict[str, str]:
    port = settings.metrics_port + ("web", "rasa", "actions").index(part) if settings.metrics_port else 0
    # Numbers are small here: a second thread of BLAS only spins, on the core that another part could use.
    return {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", **environment(), "HELPLINE_METRICS_PORT": str(port)}


async def _keep(part: Part, env: dict[str, str], stop: asyncio.Event, gone: list[asyncio.Event]) -> None:
    """Run the part until told to stop; `gone` is its own sign, then those of whoever asks it, who finish their turns first."""
    try:
        await _run_again_and_again(part, env, stop, gone[1:])
    finally:
        gone[0].set()


async def _run_again_and_again(part: Part, env: dict[str, str], stop: asyncio.Event, before: list[asyncio.Event]) -> None:
    pause = 1.0
    while not stop.is_set():
        started = asyncio.get_running_loop().time()
        process = await asyncio.create_subprocess_exec(
            *part.command, cwd=ROOT, env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
            start_new_session=True, preexec_fn=_die_with_parent,
        )  # fmt: skip
        reader = asyncio.create_task(_show_log(part.name, process))
        ended = asyncio.create_task(process.wait())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if stop.is_set():
            for other in before:
                await other.wait()
            await _end(process)
            await reader
            return
        await reader
        if asyncio.get_running_loop().time() - started > _CALM_AFTER:
            pause = 1.0
        _say(f"{part.name} stopped ({_how(process.returncode)}). Starting it again in {pause:.0f} s.")
        try:
            await asyncio.wait_for(stop.wait(), timeout=pause)
        except asyncio.TimeoutError:
            pause = min(pause * 2, _LONGEST_PAUSE)


def _die_with_parent() -> None:
    # Even a supervisor that is killed outright leaves nobody behind.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


async def _end(process: asyncio.subprocess.Process) -> None:
    for signum in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, signum)
        except ProcessLookupError:
            return
        try:
            await asyncio.wait_for(process.wait(), timeout=STOP_LIMIT)
            return
        except asyncio.TimeoutError:
            continue


async def _show_log(name: str, process: asyncio.subprocess.Process) -> None:
    assert process.stdout is not None
    while True:
        try:
            line = await process.stdout.readline()
        except ValueError:  # a line longer than the buffer; the rest follows
            continue
        if not line:
            return
        print(f"{name:>7} | {line.decode(errors='replace').rstrip()}", flush=True)


async def _wait_until_ready(wanted: list[Part]) -> bool:
    async with httpx.AsyncClient(trust_env=False, timeout=2.0) as client:
        answers = await asyncio.gather(*(_answers(client, part) for part in wanted))
    return all(answers)


async def _answers(client: httpx.AsyncClient, part: Part) -> bool:
    deadline = asyncio.get_running_loop().time() + START_LIMIT
    while asyncio.get_running_loop().time() < deadline:
        try:
            if (await client.get(part.health)).status_code == 200:
                _say(f"{part.name} is up.")
                return True
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.3)
    _say(f"{part.name} did not answer within {START_LIMIT:.0f} s; its log is above.")
    return False


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def _say(text: str) -> None:
    print(f"        | {text}", flush=True)
