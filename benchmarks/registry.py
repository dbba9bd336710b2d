"""A registry of a million devices on SQLite: how long its import takes and how much memory, and how long a look-up takes in it.

The devices are made up here, in a folder of its own that is removed afterwards. Goals: 180 s, 300 MB, p95 of a look-up under 5 ms.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from stdnum import luhn

from helpline.storage.registry import SqlRegistry

ROOT = Path(__file__).resolve().parents[1]
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
COLUMNS = ("serial", "imei", "model", "purchase_date", "sold_in_mainland", "source", "as_of")
MODELS = ("iphone-13", "iphone-14", "iphone-15", "iphone-15-pro", "iphone-16")


def write(path: Path, count: int, chance: random.Random) -> list[tuple[str, str]]:
    """The file, and serial and IMEI of the devices in it."""
    keys = []
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for n in range(count):
            serial = f"{chance.choice(LETTERS[:24])}{n:06X}".replace("O", "0") + "".join(chance.choices(LETTERS, k=3))
            body = f"35{n:012d}"
            imei = body + luhn.calc_check_digit(body)
            bought = date(2022, 1, 1) + timedelta(days=n % 1700)
            rows.writerow((serial, imei, chance.choice(MODELS), bought.isoformat(), 1, "bench", "2026-11-01"))
            keys.append((serial, imei))
    return keys


def look_up(database: str, asked: list[str], *, known: bool) -> tuple[list[float], list[float]]:
    """Milliseconds of each look-up, on the clock and of the processor."""
    registry = SqlRegistry(sa.create_engine(database, future=True))
    registry.find("WARMINGUP1")
    took, worked = [], []
    for key in asked:
        began, at_work = time.perf_counter(), time.process_time()
        found = registry.find(key)
        worked.append((time.process_time() - at_work) * 1000)
        took.append((time.perf_counter() - began) * 1000)
        if (found is not None) is not known:
            raise SystemExit(f"{key} was {'not ' if known else ''}found")
    return took, worked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--devices", type=int, default=1_000_000)
    parser.add_argument("--look-ups", type=int, default=3_000)
    options = parser.parse_args()
    chance = random.Random(4)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        file, database = Path(folder, "devices.csv"), f"sqlite:///{folder}/helpline.db"
        keys = write(file, options.devices, chance)
        env = {**os.environ, "HELPLINE_DATABASE_URL": database, "HELPLINE_DATA_DIR": folder, "HELPLINE_SAMPLES": "0"}
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "helpline", "registry", "import", str(file)], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
        )
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = time.perf_counter() - began
        print(
            f"import: {options.devices:,} devices, {seconds:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of a core, {used.ru_maxrss / 1024:.0f} MB"
        )
        some = chance.sample(keys, options.look_ups)
        unknown = ["".join(chance.choices(LETTERS, k=10)) for _ in some]
        for name, asked in (("by serial", [one for one, _ in some]), ("by IMEI", [one for _, one in some]), ("unknown", unknown)):
            took, worked = (statistics.quantiles(each, n=100) for each in look_up(database, asked, known=name != "unknown"))
            print(f"look-up {name}: p50 {took[49]:.2f} ms, p95 {took[94]:.2f} ms, p99 {took[98]:.2f} ms; processor p95 {worked[94]:.2f} ms")


if __name__ == "__main__":
    main()
