"""The Rasa server with its REST channel alone: `rasa run` imports every command of Rasa, and pays for each action twice."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from typing import Any

import rasa.core.run
import rasa.utils.io
from rasa.core.utils import AvailableEndpoints
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog

from helpline import logs, metrics
from helpline.settings import ROOT, Settings
from helpline.training import MODEL, is_whole
from rasa_ext import hush, remote_action, runner
from rasa_ext.tracker_store import RecentTrackerStore

log = logging.getLogger(__name__)
WARM = "我的 iPhone 充不进电了"


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    settings = Settings.from_environment()
    if not is_whole():  # Rasa would start without one, and say nothing to anybody
        sys.exit(f"{MODEL} is missing or damaged: run `helpline train`.")
    os.environ.update(settings.for_rasa())  # what endpoints.yml names
    configure_logging_and_warnings(logging.INFO, None, warn_only_once=True, filter_repeated_logs=True)
    rasa.utils.io.configure_colored_logging("INFO")
    configure_structlog(logging.INFO)
    hush.install()
    remote_action.install()
    runner.install()
    logs.configure(settings)
    if settings.log_format != "json":
        log.setLevel(logging.WARNING)  # a line for each message is for machines
    metrics.serve(settings)
    rasa.core.run.serve_application(
        str(MODEL),
        interface=settings.inner_host,
        port=settings.rasa_port,
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        enable_api=False,
        server_listeners=[(_warm_up, "after_server_start"), (_write_down, "after_server_stop")],
    )


async def _warm_up(app: Any, _: Any) -> None:
    """What is loaded at first need is loaded now, and not while a customer waits."""
    await app.ctx.agent.parse_message(WARM)
    processor = app.ctx.agent.processor
    processor.parse_message = _timed(processor.parse_message)


async def _write_down(app: Any, _: Any) -> None:
    """Events that wait for a database which was away are written before the process ends."""
    agent = getattr(app.ctx, "agent", None)
    store = getattr(agent and agent.tracker_store, "_tracker_store", None)  # Rasa wraps ours
    if isinstance(store, RecentTrackerStore):
        await store.write_down()


def _timed(parse: Any) -> Any:
    async def parse_message(message: Any, *arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        with metrics.timed("understanding"):
            parsed = await parse(message, *arguments, **named)
        log.info("understood", extra={"conversation": message.sender_id, "ms": round(1000 * (time.perf_counter() - started))})
        return parsed

    return parse_message


if __name__ == "__main__":
    main()
