"""The Rasa server with its REST channel alone: `rasa run` imports every command of Rasa, and pays for each action twice."""

from __future__ import annotations

import argparse
import logging
from typing import Any

import rasa.core.run
import rasa.utils.io
from rasa.core.utils import AvailableEndpoints
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog

from helpline.settings import ROOT, Settings
from helpline.training import MODEL
from rasa_ext import remote_action

WARM = "我的 iPhone 充不进电了"


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=Settings.from_environment().rasa_port)
    options = parser.parse_args()
    configure_logging_and_warnings(logging.INFO, None, warn_only_once=True, filter_repeated_logs=True)
    rasa.utils.io.configure_colored_logging("INFO")
    configure_structlog(logging.INFO)
    remote_action.install()
    rasa.core.run.serve_application(
        str(MODEL),
        interface=options.host,
        port=options.port,
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        enable_api=False,
        server_listeners=[(_warm_up, "after_server_start")],
    )


async def _warm_up(app: Any, _: Any) -> None:
    """What is loaded at first need is loaded now, and not while a customer waits."""
    await app.ctx.agent.parse_message(WARM)


if __name__ == "__main__":
    main()
