"""A whole turn, as a customer waits for it: a stock Rasa assistant and Helpline in one run on one machine.

    .venv/bin/python benchmarks/turn.py [--seconds 8] [--only stock_memory,helpline_sqlite] [--customers 1,8,32] [--dry]

Each system is started, asked by 1, 8 and 32 customers who each walk through an intake again and again, then by two for 200 turns each,
and stopped. The questions come from a process of its own (`--step load`): every message needs the name of the conversation that the answer
before it gave, which wrk and locust do only in scripts as long as this one and with more of the processor. Writes metrics/benchmark_turn.json,
docs/benchmarks/turn.png and a part of docs/benchmarks.md. The stock model is trained once, into models/benchmark_stock.
PostgreSQL: HELPLINE_TEST_POSTGRES, or the one on this machine; left out where none answers.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import sqlalchemy as sa

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import turn_report  # noqa: E402
from helpline.training import environment  # noqa: E402
from helpline.training import train as train_ours  # noqa: E402

STOCK = ROOT / "models" / "benchmark_stock"
POSTGRES = os.environ.get("HELPLINE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/test")
SYSTEMS = ("stock_memory", "stock_sqlite", "stock_postgresql", "helpline_sqlite", "helpline_postgresql")
WALK = ("我的 iPhone 14 昨天开始充不进电了", "每次都这样，没摔过，自己坏的", "C39XK2ABC123", "13912345678", "确认", "你们几点上班", "谢谢")
LONG = ("你们几点上班", "我的 iPhone 14 充不进电", "客服电话是多少", "谢谢", "不是这个意思")
TURNS, EARLY, LATE = 200, slice(2, 12), slice(-10, None)
LONG_LIMIT = 60.0


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


# The side of the customers ----------------------------------------------------------------------------------------------------------------


async def ask(http: httpx.AsyncClient, kind: str, conversation: str | None, text: str) -> tuple[str, float, bool]:
    """One turn: the conversation's name, its milliseconds, and whether something was said."""
    started = time.perf_counter()
    if kind == "stock":
        conversation = conversation or secrets.token_hex(8)
        reply = await http.post("/webhooks/rest/webhook", json={"sender": conversation, "message": text})
        said = reply.status_code == 200 and bool(reply.json())
    else:
        reply = await http.post("/api/chat/messages", json={"conversation": conversation, "text": text})
        body = reply.json()
        said = reply.status_code == 200 and bool(body["messages"]) and "正在恢复" not in body["messages"][0]["text"]
        conversation = body.get("conversation", conversation)
    assert conversation is not None
    return conversation, 1000 * (time.perf_counter() - started), said


async def walk(http: httpx.AsyncClient, kind: str, until: float, times: list[float], failed: list[int]) -> None:
    while True:
        conversation: str | None = None
        for text in WALK:
            if time.perf_counter() >= until:
                return
            conversation, spent, said = await ask(http, kind, conversation, text)
            times.append(spent)
            failed[0] += not said


async def crowd(url: str, kind: str, customers: int, seconds: float) -> dict[str, float]:
    """So many customers for so long."""
    times: list[float] = []
    failed = [0]
    limits = httpx.Limits(max_connections=customers)
    async with httpx.AsyncClient(base_url=url, timeout=60.0, trust_env=False, limits=limits) as http:
        started = time.perf_counter()
        await asyncio.gather(*(walk(http, kind, started + seconds, times, failed) for _ in range(customers)))
        spent = time.perf_counter() - started
    p50, p95, p99 = np.percentile(times, (50, 95, 99))
    return {"turns": len(times), "failed": failed[0], "turns_per_second": len(times) / spent, "p50_ms": p50, "p95_ms": p95, "p99_ms": p99}


async def long_talks(url: str, kind: str, talks: int, turns: int) -> dict[str, Any]:
    """Conversations of many turns, ended after LONG_LIMIT seconds; the medians around turn 5 and around the last, over the same texts."""
    until = time.perf_counter() + LONG_LIMIT

    async def one(http: httpx.AsyncClient) -> list[float]:
        conversation: str | None = None
        times = []
        for index in range(turns):
            if time.perf_counter() > until and index % 10 == 0:
                break
            conversation, spent, _ = await ask(http, kind, conversation, LONG[index % len(LONG)])
            times.append(spent)
        return times

    async with httpx.AsyncClient(base_url=url, timeout=60.0, trust_env=False) as http:
        found = await asyncio.gather(*(one(http) for _ in range(talks)))
    turns = min(len(times) for times in found)
    all_times = np.array([times[:turns] for times in found])
    early, late = float(np.median(all_times[:, EARLY])), float(np.median(all_times[:, LATE]))
    tens = [float(np.median(all_times[:, start : start + 10])) for start in range(0, turns, 10)]
    return {"early_ms": early, "late_ms": late, "ratio": late / early, "by_ten": tens, "turns": turns, "talks": talks}


def load(options: argparse.Namespace) -> None:
    if options.turns:
        print(json.dumps(asyncio.run(long_talks(options.url, options.kind, 2, options.turns))))
    else:
        print(json.dumps(asyncio.run(crowd(options.url, options.kind, int(options.customers), options.seconds))))


# The systems ------------------------------------------------------------------------------------------------------------------------------


class Running:
    """Processes of one system, and where customers reach it."""

    def __init__(self, kind: str, url: str, health: str, processes: list[subprocess.Popen[bytes]], started: float) -> None:
        self.kind, self.url, self.health, self.processes, self.started = kind, url, health, processes, started

    def wait(self) -> float:
        """Seconds from the start until it answers."""
        while time.monotonic() - self.started < 600:
            with suppress(httpx.HTTPError):
                if httpx.get(self.health, trust_env=False, timeout=2.0).status_code == 200:
                    return time.monotonic() - self.started
            if any(process.poll() is not None for process in self.processes):
                break
            time.sleep(0.1)
        raise RuntimeError(f"{self.url} did not start")

    def memory(self) -> dict[str, float]:
        """Resident megabytes of all its processes: added up, and with what they share counted once (PSS)."""
        totals = {"Rss": 0, "Pss": 0}
        for pid in _family([process.pid for process in self.processes]):
            with suppress(OSError):
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    name = line.split(":")[0]
                    if name in totals:
                        totals[name] += int(line.split()[1])
        return {"rss_mb": totals["Rss"] / 1024, "pss_mb": totals["Pss"] / 1024}

    def cpu(self) -> float:
        """Seconds of the processor that all its processes have used: what other work on the machine hardly changes."""
        ticks = 0
        for pid in _family([process.pid for process in self.processes]):
            with suppress(OSError):
                ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGINT)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _family(pids: list[int]) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            children.setdefault(int(stat.read_text().rsplit(")", 1)[1].split()[1]), []).append(int(stat.parent.name))
    found = list(pids)
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def start_stock(store: str, folder: Path, database: str) -> Running:
    rasa, actions = free_ports(2)
    url = sa.engine.make_url(database) if store == "postgresql" else None
    env = {
        **os.environ, **environment(), "STOCK_ACTIONS": str(actions), "STOCK_EVENTS": str(folder / "events.db"),
        "STOCK_DATABASE": (url.database or "") if url else str(folder / "rasa.db"),
        "STOCK_HOST": (url.host or "127.0.0.1") if url else "", "STOCK_USER": (url.username or "") if url else "",
        "STOCK_PASSWORD": (url.password or "") if url else "",
    }  # fmt: skip
    if url:
        env["POSTGRESQL_SCHEMA"] = str(url.query["options"]).split("=")[1]
    log = (folder / "stock.log").open("wb")
    python, started = sys.executable, time.monotonic()
    commands = [
        (python, "-m", "rasa", "run", "actions", "-p", str(actions)),
        (python, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(rasa), "--endpoints", f"endpoints-{store}.yml", "--model", "models/stock.tar.gz"),
    ]  # fmt: skip
    processes = [subprocess.Popen(command, cwd=STOCK, env=env, stdout=log, stderr=log) for command in commands]
    return Running("stock", f"http://127.0.0.1:{rasa}", f"http://127.0.0.1:{rasa}/webhooks/rest/", processes, started)


def start_helpline(store: str, folder: Path, database: str) -> Running:
    web, rasa, actions = free_ports(3)
    env = {
        **os.environ, "HELPLINE_WEB_PORT": str(web), "HELPLINE_RASA_PORT": str(rasa), "HELPLINE_ACTION_PORT": str(actions),
        "HELPLINE_STATE_DIR": str(folder), "HELPLINE_DATABASE_URL": database if store == "postgresql" else f"sqlite:///{folder}/helpline.db",
    }  # fmt: skip
    env |= {
        f"HELPLINE_LIMIT_{name}": "1000000" for name in ("MESSAGES", "ADDRESS_MESSAGES", "ADDRESS_OPENINGS")
    }  # one address asks for all
    log = (folder / "helpline.log").open("wb")
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "helpline", "run"], cwd=ROOT, env=env, stdout=log, stderr=log)
    return Running("helpline", f"http://127.0.0.1:{web}", f"http://127.0.0.1:{web}/readyz", [process], started)


@contextmanager
def schema(wanted: bool) -> Iterator[str]:
    """The address of an empty PostgreSQL schema that is dropped again."""
    if not wanted:
        yield ""
        return
    engine = sa.create_engine(POSTGRES, future=True)
    name = f"helpline_bench_{secrets.token_hex(4)}"
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {name}"))
    try:
        url = sa.engine.make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={name}"})
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(sa.text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()


def reachable() -> bool:
    try:
        sa.create_engine(POSTGRES, connect_args={"connect_timeout": 3}).connect().close()
    except sa.exc.OperationalError:
        return False
    return True


# The run ----------------------------------------------------------------------------------------------------------------------------------


def measure(name: str, options: argparse.Namespace) -> dict[str, Any]:
    kind, store = name.split("_")
    folder = Path(tempfile.mkdtemp(prefix="benchmark-", dir=ROOT / "models"))  # beside the model: on a disk, as in use
    try:
        with schema(store == "postgresql") as database:
            found: dict[str, Any] = {"load_before": os.getloadavg()[0]}
            running = (start_stock if kind == "stock" else start_helpline)(store, folder, database)
            try:
                found["start_seconds"] = running.wait()
                time.sleep(1)
                found["idle"] = running.memory()
                asked(running, customers=2, seconds=3)  # nobody's first turn is counted: caches fill, connections open
                found["customers"] = {str(n): asked(running, customers=n, seconds=options.seconds) for n in _numbers(options.customers)}
                found["busy"] = running.memory()
                found["long"] = asked(running, turns=options.turns or TURNS)
            finally:
                running.stop()
            return found
    finally:
        if options.keep_logs:
            print(folder)
        else:
            shutil.rmtree(folder)


def asked(running: Running, **what: float) -> dict[str, Any]:
    """What the customers' process found."""
    before = running.cpu()
    flags = [part for name, value in what.items() for part in (f"--{name}", str(value))]
    command = [sys.executable, __file__, "--step", "load", "--url", running.url, "--kind", running.kind, *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=400)
    found: dict[str, Any] = json.loads(done.stdout)
    turns = found["turns"] * found.get("talks", 1)
    return {**found, "cpu_ms": 1000 * (running.cpu() - before) / turns}


def train(epochs: int, sample: int) -> None:
    """The stock model, once."""
    if (STOCK / "models" / "stock.tar.gz").exists():
        return
    env = {**os.environ, **environment()}
    subprocess.run([sys.executable, str(ROOT / "benchmarks" / "stock.py"), str(STOCK), str(epochs), str(sample)], check=True, env=env)
    command = [sys.executable, "-m", "rasa", "train", "--skip-validation", "--fixed-model-name", "stock"]
    print("training the stock model, a few minutes …", flush=True)
    subprocess.run(command, check=True, cwd=STOCK, env=env, stdout=(STOCK / "train.log").open("w"), stderr=subprocess.STDOUT)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=8.0, help="of questions at each number of customers")
    parser.add_argument("--customers", default="1,8,32")
    parser.add_argument("--turns", type=int, default=0, help=f"of a long conversation; {TURNS} where not named")
    parser.add_argument("--only", default=",".join(SYSTEMS))
    parser.add_argument("--epochs", type=int, default=2, help="of DIET and TED: they change no time")
    parser.add_argument("--sample", type=int, default=2_000, help="examples that the stock model learns from")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--keep-logs", action="store_true")
    parser.add_argument("--step", choices=["load"], help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--kind", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        load(options)
        return
    names = [name for name in options.only.split(",") if "postgresql" not in name or reachable()]
    if any(name.startswith("stock") for name in names):
        train(options.epochs, options.sample)
    train_ours()
    systems = {}
    for name in names:
        systems[name] = measure(name, options)
        print(name, json.dumps(systems[name]), flush=True)
    results = {"systems": systems, "seconds": options.seconds, "epochs": options.epochs, "sample": options.sample,
               "cores": len(os.sched_getaffinity(0)), "date": time.strftime("%Y-%m-%d"), "walk": len(WALK)}  # fmt: skip
    print(turn_report.table(results))
    if not options.dry:
        turn_report.write(results)


if __name__ == "__main__":
    main()
