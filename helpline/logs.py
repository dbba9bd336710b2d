"""Logs for machines: one JSON object a line, with the conversation and the event, and nothing that a person said."""

from __future__ import annotations

import json
import logging
import re
from datetime import datetime, timezone

from helpline.settings import Settings

_FIELDS = ("conversation", "event", "ms", "status")
_LONG = re.compile(r"(?<![\w-])\+?\d(?:[ -]?\d){6,}(?![\w-])")  # what could be a phone, a card, a serial of digits


class JsonLines(logging.Formatter):
    """One object a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Digits in a row are hidden: a library may quote what it was given."""
        at = datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "from": record.name, "what": _LONG.sub("******", record.getMessage())}
        line |= {name: getattr(record, name) for name in _FIELDS if getattr(record, name, None) is not None}
        if record.exc_info:
            line["trace"] = _LONG.sub("******", self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(settings: Settings) -> None:
    """As HELPLINE_LOG_FORMAT says; `text` leaves things as they are."""
    if settings.log_format != "json":
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "apscheduler", "sanic.access", "aiormq", "aio_pika"):
        logging.getLogger(name).setLevel(logging.WARNING)
