"""The parts end in the order in which nobody misses another: whoever asks ends before who is asked."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from helpline import supervisor
from helpline.supervisor import Part

PART = """
import signal, sys, time
name, log, spent = sys.argv[1:]
def end(*_):
    time.sleep(float(spent))
    open(log, "a").write(name + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
open(log, "a").write("up\\n")
while True:
    time.sleep(1)
"""


async def test_the_door_ends_before_rasa_and_rasa_before_the_actions(tmp_path: Path):
    log = tmp_path / "order"
    log.touch()
    spent = {"actions": "0", "rasa": "0.2", "web": "0.4"}
    wanted = [Part(name, (sys.executable, "-c", PART, name, str(log), late), "", 0, "") for name, late in spent.items()]
    stop, gone = asyncio.Event(), [asyncio.Event() for _ in wanted]
    keepers = [asyncio.create_task(supervisor._keep(part, dict(os.environ), stop, gone[place:])) for place, part in enumerate(wanted)]
    for _ in range(200):
        await asyncio.sleep(0.05)
        if log.read_text().count("up") == len(wanted):
            break
    stop.set()
    await asyncio.wait_for(asyncio.gather(*keepers), 15)
    assert log.read_text().split()[-3:] == ["web", "rasa", "actions"]
