"""Runs the chores every few seconds beside whatever else a process does."""

from __future__ import annotations

import logging

from apscheduler.schedulers.background import BackgroundScheduler

from helpline.services.chores import Chores

log = logging.getLogger(__name__)
EVERY = 15  # seconds


def start(chores: Chores, every: float = EVERY) -> BackgroundScheduler:
    """A thread that does the chores; what goes wrong is logged and tried again. `shutdown()` ends it."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    scheduler = BackgroundScheduler(timezone="UTC", daemon=True)
    scheduler.add_job(_run, "interval", [chores], seconds=every, max_instances=1, coalesce=True, misfire_grace_time=None)
    scheduler.start()
    return scheduler


def _run(chores: Chores) -> None:
    try:
        chores.run()
    except Exception:
        log.exception("the chores failed; they are tried again")
