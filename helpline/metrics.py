"""What is counted for Prometheus. Nothing is public: `serve` listens beside the door, on the inner host."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from helpline.settings import Settings

log = logging.getLogger(__name__)
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 1.0, 2.0, 5.0, 20.0)

TURN = Histogram("helpline_turn_seconds", "A turn, by part: door is all of it, each other a piece of it", ["part"], buckets=_SECONDS)
MESSAGES = Counter("helpline_messages_total", "Messages understood, by label", ["label"])
FALLBACKS = Counter("helpline_fallbacks_total", "Messages that were not understood well enough")
EVENTS = Counter("helpline_events_issued_total", "Event numbers told for the first time")
ERRORS = Counter("helpline_errors_total", "Failures that a customer noticed, by part", ["part"])
STREAMS = Gauge("helpline_streams_open", "Clients that listen for what is said")
for _part in ("door", "rasa", "understanding", "action"):
    TURN.labels(_part)
for _part in ("rasa", "turns", "action", "storage"):
    ERRORS.labels(_part)

Counts = Callable[[], dict[str, dict[str, int]]]
_LOOKED_EVERY = 10.0


@contextmanager
def timed(part: str) -> Iterator[None]:
    """Measure a piece of a turn, however it ends."""
    started = time.perf_counter()
    try:
        yield
    finally:
        TURN.labels(part).observe(time.perf_counter() - started)


class _Standing(Collector):
    """What stands in the database at the moment: open events, call backs, bookings. Asked at most once in ten seconds."""

    def __init__(self, counts: Counts) -> None:
        self._counts, self._until, self._kept = counts, 0.0, dict[str, dict[str, int]]()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """For each scrape."""
        if time.monotonic() >= self._until:
            try:
                self._kept = self._counts()
            except Exception as error:  # a database that is away must not hide the other figures
                log.warning("the counts of the database are missing: %s", type(error).__name__)
                self._kept = {}
            self._until = time.monotonic() + _LOOKED_EVERY
        for name, by in self._kept.items():
            family = GaugeMetricFamily(f"helpline_{name}", f"{name.replace('_', ' ')}, by skill group or resource", labels=["group"])
            for group, count in by.items():
                family.add_metric([group], count)
            yield family


def serve(settings: Settings, counts: Counts | None = None) -> None:
    """Answer scrapes from a thread of its own, where a port is set."""
    if not settings.metrics_port:
        return
    if counts is not None:
        REGISTRY.register(_Standing(counts))
    start_http_server(settings.metrics_port, settings.inner_host)
