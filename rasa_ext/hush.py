"""Rasa's own log lines without what was said: in its failures it writes the message, the event, and every local variable of the traceback."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_NAMES = frozenset({"event", "event_info", "host", "rabbitmq_exchange", "level"})  # of Rasa's making, never a person's words


def install() -> None:
    """From now on; after Rasa's own configuration, before anything is logged."""
    others = structlog.get_config()["processors"]
    first = [one for one in others if one is not structlog.dev.set_exc_info]  # else the traceback is written after all
    structlog.configure(processors=[without_words, *first])


def without_words(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The names of what happened; of an error its kind and where it was raised."""
    kept: MutableMapping[str, Any] = {name: value for name, value in entry.items() if name in _NAMES}
    error = entry.get("exc_info")
    if not isinstance(error, BaseException):
        error = sys.exc_info()[1]
    if error is not None:
        kept["error"] = type(error).__name__
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is not None:
            kept["where"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return kept
