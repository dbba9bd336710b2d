"""Figures for Prometheus and logs for machines: what happened, and nothing that a person said."""

from __future__ import annotations

import json
import logging
import re

import httpx
import pytest
import structlog
import yaml
from prometheus_client import generate_latest
from rasa.utils.log_utils import configure_structlog

from helpline import logs, metrics
from helpline.settings import ROOT, Settings
from helpline.storage.checks import standing
from rasa_ext import hush
from tests.journeys.conftest import free_port
from tests.storage.conftest import *  # noqa: F403 the databases
from tests.storage.samples import OTHER, event


def test_figures_are_served_beside_the_door(engine, work):
    with work() as unit:
        unit.events.add(event())
        unit.events.add(event(OTHER, skill_group="general"))
        unit.commit()
    settings = Settings(metrics_port=free_port())
    metrics.serve(settings, lambda: standing(engine))
    with metrics.timed("door"):
        pass
    text = httpx.get(f"http://127.0.0.1:{settings.metrics_port}/metrics", trust_env=False).text
    assert 'helpline_events_open{group="hardware"} 1.0' in text
    assert 'helpline_turn_seconds_count{part="door"}' in text
    for collector in [one for one in metrics.REGISTRY._collector_to_names if isinstance(one, metrics._Standing)]:
        metrics.REGISTRY.unregister(collector)


def test_a_database_that_is_away_hides_nothing_else():
    def away():
        raise OSError("gone")

    assert list(metrics._Standing(away).collect()) == []


def test_without_a_port_nothing_listens():
    metrics.serve(Settings())


def test_the_dashboard_and_the_alerts_ask_for_figures_that_exist():
    told = generate_latest().decode()
    board = json.loads((ROOT / "deploy" / "grafana.json").read_text(encoding="utf-8"))
    alerts = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    asked += [rule["expr"] for group in alerts["groups"] for rule in group["rules"]]
    assert len(asked) > 10
    for expression in asked:
        for name in metric_names(expression):
            base = name.removesuffix("_bucket").removesuffix("_count").removesuffix("_sum")
            assert base in told or base in {f"helpline_{one}" for one in ("events_open", "call_backs_waiting", "bookings_ahead")}, name


def metric_names(expression: str) -> set[str]:
    return set(re.findall(r"helpline_\w+", expression))


def test_a_log_line_is_json_with_its_conversation_and_no_number():
    record = logging.makeLogRecord({"name": "helpline.web", "levelname": "INFO", "msg": "call %s or 138-1234-5678", "args": ("+8613812345678",),
                                    "conversation": "abc", "event": "23456789016", "ms": 12})  # fmt: skip
    line = json.loads(logs.JsonLines().format(record))
    assert line["what"] == "call ****** or ******"
    assert (line["conversation"], line["event"], line["ms"]) == ("abc", "23456789016", 12)


def test_the_format_is_a_choice():
    before = logging.getLogger().handlers[:]
    logs.configure(Settings())
    assert logging.getLogger().handlers == before


def test_what_rasa_logs_of_a_failure_holds_no_words(caplog: pytest.LogCaptureFixture):
    before = structlog.get_config()
    try:
        configure_structlog(logging.INFO)
        hush.install()
        with caplog.at_level(logging.INFO, logger="of rasa"):
            spoken = structlog.get_logger("of rasa")
            try:
                secret = "C39XK2ABC123 我姓王"
                raise ValueError(secret)
            except ValueError:
                spoken.exception("rest.message.received.failure", text=secret)
            spoken.error("pika.events.publish.failed", event_info="reduced", host="127.0.0.1", rasa_event={"text": secret})
    finally:
        structlog.configure(**before)
    assert "C39XK2ABC123" not in caplog.text
    assert "王" not in caplog.text.encode().decode("unicode_escape", errors="ignore")
    first, second = (json.loads(record.getMessage()) for record in caplog.records)
    assert first["error"] == "ValueError"
    assert "test_seeing.py" in first["where"]
    assert second["event"] == "pika.events.publish.failed"
