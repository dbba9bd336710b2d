"""Runs the chores every few seconds beside whatever else a process does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from apscheduler.schedulers.background import BackgroundScheduler

from helpline.errors import OutsideUnavailable
from helpline.services.chores import Chores

log = logging.getLogger(__name__)
EVERY = 15  # seconds


def start(chores: Chores, *others: Callable[[], object], every: float = EVERY) -> BackgroundScheduler:
    """A thread that does the chores and, in the process that has them in hand, the others; what goes wrong is logged and tried again.

    `shutdown()` ends it.
    """
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    scheduler = BackgroundScheduler(timezone="UTC", daemon=True)
    scheduler.add_job(_run, "interval", [chores, others], seconds=every, max_instances=1, coalesce=True, misfire_grace_time=None)
    scheduler.start()
    return scheduler


def _run(chores: Chores, others: Sequence[Callable[[], object]]) -> None:
    if _done(chores.run) is not False:  # a chore that fails must not keep the others from being done
        for other in others:
            _done(other)


def _done(task: Callable[[], object]) -> object:
    """What it gives; None where it failed."""
    try:
        return task()
    except OutsideUnavailable as reason:
        log.error("the chores wait: %s", reason)
        return None
    except Exception:
        log.exception("the chores failed; they are tried again")
        return None
