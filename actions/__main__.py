"""The action server on the loopback interface: the SDK's own command listens to the world."""

from __future__ import annotations

from rasa_sdk.endpoint import create_app

from helpline import logs, metrics
from helpline.bootstrap import live_services
from helpline.settings import Settings


def main() -> None:
    """Serve until stopped. The services are built first, so that a broken catalogue stops here and not in a turn."""
    settings = Settings.from_environment()
    live_services()
    logs.configure(settings)
    metrics.serve(settings)
    app = create_app("actions")
    app.run(host=settings.inner_host, port=settings.action_port, workers=1, access_log=False)


if __name__ == "__main__":
    main()
