"""What is deployed fits together: names, ports, settings, checks and resources. The schemas themselves are checked by `make deploy-check`."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any

import pytest
import yaml
from sanic import Sanic

from helpline.settings import Settings
from helpline.web.problems import sentences
from tests.content import reading

DEPLOY = reading.ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
OBJECTS: list[dict[str, Any]] = [
    one for path in sorted((DEPLOY / "kubernetes").glob("*.yml")) for one in yaml.safe_load_all(path.read_text())
]
NAMES = {f"HELPLINE_{field.name.upper()}" for field in fields(Settings)}
PARTS = {"actions": 5055, "rasa": 5005, "web": 8000}


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in OBJECTS if one["kind"] == kind}


def test_every_setting_that_is_named_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file()]
    assert set(re.findall(r"HELPLINE_[A-Z_]+", "".join(texts))) - {"HELPLINE_PUBLIC_PORT"} <= NAMES


@pytest.mark.parametrize("part", PARTS)
def test_both_run_two_of_each_with_checks_and_limits(part: str) -> None:
    service, deployment = COMPOSE["services"][part], of_kind("Deployment")[part]["spec"]
    container = deployment["template"]["spec"]["containers"][0]
    assert service["deploy"]["replicas"] == deployment["replicas"] == 2
    assert service["command"] == container["command"]
    assert service["healthcheck"]["test"]
    assert service["deploy"]["resources"]["limits"]["memory"]
    assert {"startupProbe", "readinessProbe", "livenessProbe"} <= container.keys()
    assert container["resources"].keys() == {"requests", "limits"}
    assert container["ports"][0]["containerPort"] == PARTS[part] == of_kind("Service")[part]["spec"]["ports"][0]["port"]
    assert of_kind("PodDisruptionBudget")[part]["spec"]["selector"]["matchLabels"] == deployment["selector"]["matchLabels"]
    assert deployment["selector"]["matchLabels"].items() <= deployment["template"]["metadata"]["labels"].items()


def test_the_schema_goes_first() -> None:
    assert all(COMPOSE["services"][part]["depends_on"]["migrate"]["condition"] == "service_completed_successfully" for part in PARTS)
    assert of_kind("Job")["migrate"]["spec"]["template"]["spec"]["containers"][0]["command"] == COMPOSE["services"]["migrate"]["command"]


def test_a_door_whose_neighbours_are_away_still_gets_what_customers_write() -> None:
    container = of_kind("Deployment")["web"]["spec"]["template"]["spec"]["containers"][0]
    assert container["readinessProbe"]["httpGet"]["path"] == "/healthz"


def test_the_proxy_speaks_as_the_door_does() -> None:
    config = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    said = {one["error"]["code"]: one["error"]["message"] for one in map(json.loads, re.findall(r"return \d+ '(.*)';", config))}
    assert said == {code: sentences()[code] for code in ("not_kept", "body_too_large")}
    patience = int(re.findall(r"proxy_read_timeout (\d+)s", config)[0])
    assert patience > Sanic("timeouts", configure_logging=False).config.RESPONSE_TIMEOUT


def test_only_the_proxy_is_open() -> None:
    assert [name for name, service in COMPOSE["services"].items() if service.get("ports")] == ["proxy"]
    assert COMPOSE["networks"]["inner"]["internal"]


def test_no_secret_is_in_the_files() -> None:
    for name, value in COMPOSE["services"]["web"]["environment"].items():
        if any(word in name for word in ("SECRET", "_URL")) and "@" in str(value):
            assert ":?set it}" in value
