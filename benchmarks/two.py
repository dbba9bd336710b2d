"""One of everything against two of everything, over PostgreSQL, Redis and RabbitMQ on this machine, behind the same small proxies.

    .venv/bin/python benchmarks/two.py [--seconds 15] [--customers 8,32] [--share 0.2]

Prints turns a second and waiting times, and what of the processor the parts, this process and the whole machine took: where all cores are busy with one of
everything, a second of each can only take from the first. With `--share` each process of Helpline (actions, Rasa, web) gets so much of a core and no more, as on
small machines of their own; databases, broker, proxies and customers are not limited, and share what is left.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import secrets
import signal
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

import aio_pika

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.share import limited  # noqa: E402
from benchmarks.turn import Running, asked, schema  # noqa: E402
from helpline.training import train  # noqa: E402
from tests.faults.many import Many  # noqa: E402
from tests.faults.proxy import Proxy  # noqa: E402

REDIS = os.environ.get("HELPLINE_TEST_REDIS", "redis://127.0.0.1:6379/0")
BROKER = os.environ.get("HELPLINE_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672")


def measure(each: int, customers: list[int], seconds: float, share: float) -> dict[str, dict[str, float]]:
    """Figures by number of customers."""
    queue = f"helpline_bench_{secrets.token_hex(4)}"
    with tempfile.TemporaryDirectory(dir=ROOT / "models") as folder, schema(wanted=True) as database:
        many = Many(Path(folder), database, REDIS, f"{BROKER}/?queue={queue}", each)
        try:
            many.start()
            door = Proxy(*many.ports["web"])
            processes = [process for part in many.processes.values() for process in part]
            running = Running("helpline", f"http://127.0.0.1:{door.port}", "", processes, time.monotonic())
            asked(running, customers=2, seconds=3)
            with limited([process.pid for process in processes], share) if share else nullcontext():
                return {str(number): _busy(running, number, seconds) for number in customers}
        finally:
            many.stop()
            asyncio.run(_remove(queue))


def _busy(running: Running, customers: int, seconds: float) -> dict[str, float]:
    before, started = _spent(), time.monotonic()
    found = asked(running, customers=customers, seconds=seconds)
    spent = {name: value - before[name] for name, value in _spent().items()}
    found["machine_busy"] = spent["machine"] / (time.monotonic() - started) / (os.cpu_count() or 1)
    found["proxy_ms"] = 1000 * spent["proxies"] / found["turns"]
    return found


def _spent() -> dict[str, float]:
    """Seconds of the processor so far: of the whole machine, and of this process, which holds the proxies."""
    user, nice, system, _idle, _wait, irq, soft, *_ = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:])
    mine = resource.getrusage(resource.RUSAGE_SELF)
    return {"machine": (user + nice + system + irq + soft) / os.sysconf("SC_CLK_TCK"), "proxies": mine.ru_utime + mine.ru_stime}


async def _remove(queue: str) -> None:
    async with await aio_pika.connect(BROKER) as connection:
        channel = await connection.channel()
        await channel.queue_delete(queue)
        await channel.exchange_delete(queue)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--customers", default="8,32")
    parser.add_argument("--share", type=float, default=0.0, help="of a core for each process of Helpline; without it all that there is")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left running
    train()
    customers = [int(number) for number in options.customers.split(",")]
    found = {each: measure(each, customers, options.seconds, options.share) for each in (1, 2)}
    print("| of everything | customers | turns/s | p50 ms | p95 ms | CPU ms a turn | of it proxies | all cores busy | no answer |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for each, by in found.items():
        for number, one in by.items():
            cpu, busy = f"{one['cpu_ms']:.0f} | {one['proxy_ms']:.0f}", f"{100 * one['machine_busy']:.0f}%"
            speed = f"{one['turns_per_second']:.1f} | {one['p50_ms']:.0f} | {one['p95_ms']:.0f}"
            print(f"| {each} | {number} | {speed} | {cpu} | {busy} | {one['failed']:.0f} |")
    for number in map(str, customers):
        print(f"{number} customers: {found[2][number]['turns_per_second'] / found[1][number]['turns_per_second']:.2f} times the turns")


if __name__ == "__main__":
    main()
