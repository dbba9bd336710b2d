"""The app, helpline/web/openapi.yml and docs/api.md say the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml
from sanic import Sanic

from helpline.catalogue import Catalogue
from helpline.model.event import EventStatus, HandOff, HandOffStatus, Label, Mode, Priority, Role
from helpline.services import events
from helpline.services.reply import event_card
from helpline.settings import ROOT
from helpline.web.app import BODY_LIMIT
from helpline.web.desk import QUERY_LIMIT
from helpline.web.message import METADATA, METADATA_LIMIT, PAYLOAD_LIMIT, TEXT_LIMIT
from helpline.web.problems import sentences
from tests.actions.talking import Talk
from tests.web.conftest import Door
from tests.web.contract import CONTRACT, named, operations, schema_of
from tests.web.test_desk import DeskDoor
from tests.web.test_pictures import dot, send
from tests.web.test_telephone import signed

PAGE = (ROOT / "docs/api.md").read_text(encoding="utf-8")
NO_ERRORS = {"bot_recovering", "picture_sent"}
OFFERED_BY_US = ("service_mode", "place", "visit_time", "callback_time", "confirm", "event_number", "contact_phone")


def routes(app: Sanic) -> Iterator[tuple[str, str]]:
    """What the app answers to. The page's files are routes of their own; the contract has one for all."""
    for route in app.router.routes:
        path = re.sub(r"<(\w+):\w+>", r"{\1}", f"/{route.path}")
        if path == "/desk" or path.startswith("/desk/"):
            continue  # pages for people, made by the server: they promise nothing to programs
        for method in route.methods:
            yield method.lower(), re.sub(r"^/static/[\w.-]+$", "/static/{file}", path)


def test_the_contract_has_every_route_and_no_other(door: Door):
    assert set(routes(door.app)) == operations()


def test_the_contract_is_served_as_it_is(door: Door):
    served = door.http.get("/api/openapi.yml")
    assert served.headers["content-type"] == "application/yaml"
    assert yaml.safe_load(served.content) == CONTRACT and CONTRACT["openapi"].startswith("3.0.")


def refs(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from ([node["$ref"]] if "$ref" in node else [])
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from refs(part)


def test_everything_that_the_contract_refers_to_is_there_and_used():
    parts = {f"#/components/{room}/{name}" for room in ("schemas", "responses") for name in CONTRACT["components"][room]}
    assert set(refs(CONTRACT)) == parts


def test_every_schema_can_be_checked_with():
    for name in CONTRACT["components"]["schemas"]:
        jsonschema.Draft4Validator.check_schema(schema_of(named(name)))


def test_operations_are_named_once_and_answer_something():
    found = [CONTRACT["paths"][path][method] for method, path in operations()]
    names = [operation["operationId"] for operation in found]
    assert len(names) == len(set(names)) and all(operation["summary"] and operation["responses"] for operation in found)


def test_path_parameters_are_described():
    for method, path in operations():
        described = CONTRACT["paths"][path][method].get("parameters", [])
        assert {p["name"] for p in described if p["in"] == "path"} == set(re.findall(r"\{(\w+)\}", path))


def test_the_contract_has_every_error_code():
    assert set(named("ErrorCode")["enum"]) == set(sentences()) - NO_ERRORS


def test_the_limits_are_those_of_the_door():
    said = named("Say")["properties"]
    assert (said["text"]["maxLength"], said["payload"]["maxLength"]) == (TEXT_LIMIT, PAYLOAD_LIMIT)
    metadata = named("Metadata")["properties"]
    assert set(metadata) == set(METADATA) and {known["maxLength"] for known in metadata.values()} == {METADATA_LIMIT}
    query = CONTRACT["paths"]["/api/desk/events"]["get"]["parameters"][0]["schema"]
    assert query["maxLength"] == QUERY_LIMIT
    assert f"{TEXT_LIMIT:,} characters" in PAGE and f"{BODY_LIMIT // 1024} KiB" in PAGE


def test_closed_sets_are_those_of_the_code():
    event, handoff = named("EventSummary")["properties"], named("Handoff")["properties"]
    assert event["label"]["enum"] == [label.value for label in Label]
    assert event["priority"]["enum"] == [priority.value for priority in Priority]
    assert event["status"]["enum"] == [status.value for status in EventStatus]
    assert handoff["kind"]["enum"] == [mode.value for mode in Mode]
    assert handoff["status"]["enum"] == [*(status.value for status in HandOffStatus), None]


def test_whatever_may_be_asked_is_in_the_contract(catalogue: Catalogue):
    asked = {slot for route in catalogue.routes.values() for slot in route.ask} | set(OFFERED_BY_US)
    assert asked <= set(named("Asking")["enum"])


def test_a_card_of_every_kind_fits_and_a_broken_one_does_not():
    arranged = {"event_number": "23456789016", "starts_at": "2026-11-25T15:30:00+08:00", "code": "0042"}
    store = {"store": "浦东", "address": "上海市浦东新区世纪大道 8 号", "phone": "021-60000000"}
    card = schema_of(named("Card"))
    for whole in (
        event_card("23456789016"),
        {"kind": "read_back", "lines": [{"slot": "device_model", "label": "设备", "name": "设备", "value": "iPhone 13"}]},
        {"kind": "call_back", **arranged},
        {"kind": "booking", **arranged, **store},
    ):
        jsonschema.validate(whole, card)
        for broken in ({**whole, "more": 1}, {k: v for k, v in whole.items() if k != "kind"}, {**whole, "kind": "other"}):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(broken, card)


def test_what_is_really_arranged_fits_the_contract(door: Door):
    desk = DeskDoor(door, door.services.desk.add_advisor("9001", "陈", Role.SUPERVISOR))
    screen = [("iPhone 13 屏幕碎了", "hardware_report_screen"), ("C39XK2ABC123", "talk_inform"), ("13800138000", "talk_inform")]
    visit = [*screen, "确认", "到店维修", ("深圳", "talk_inform"), "", ("周六下午三点", "talk_inform"), "确认"]
    person = [("转人工", "service_request_human"), "顾问回电", ("13800138000", "talk_inform"), ("明天下午三点", "talk_inform"), "确认"]
    kinds = []
    for index, turns in enumerate((visit, person)):
        talk = Talk(door.services, door.open().partition(".")[0])
        for turn in turns:
            talk.tap(turn) if isinstance(turn, str) else talk.say(*turn)
            for card in talk.cards:
                jsonschema.validate(card, schema_of(named("Card")))
                kinds.append(card["kind"])
        handoff = desk.get(f"events/{talk.slots['event_number']}").json()["handoff"]
        assert (handoff["kind"], handoff["status"]) == (("genius_bar", "call_back")[index], "confirmed")
        assert handoff["starts_at"].endswith("+08:00") and len(handoff["code"]) == 4
    assert set(kinds) == {"event", "read_back", "booking", "call_back"}


# -- docs/api.md


def test_the_page_has_every_address():
    for method, path in operations():
        assert f"`{method.upper()} {path}" in PAGE or (method == "head" and "`HEAD`" in PAGE), f"{method} {path}"
    assert set(re.findall(r"`(?:GET|POST) (/[^`?]*)", PAGE)) == {path for _, path in operations()}


def rows(heading: str) -> dict[str, list[str]]:
    """The table after a heading, by what its first column names in backticks."""
    section = PAGE.split(f"\n{heading}\n", 1)[1]
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table
    cells = [[cell.strip() for cell in line.strip("|\n").split(" | ")] for line in table.group().splitlines()[2:]]
    return {name: row[1:] for row in cells for name in re.findall(r"`(\w+)`", row[0])}


def test_the_page_explains_every_error_code_with_its_statuses():
    explained = rows("## Errors")
    assert set(explained) == set(sentences()) - NO_ERRORS
    for line in re.findall(r"^Errors: (?:.+\n)+", PAGE, re.MULTILINE):
        for status, code in re.findall(r"`(\d{3}) (\w+)`", line):
            assert status in explained[code][0], code
    assert all(f"`{name}`" in PAGE for name in NO_ERRORS)


def test_the_page_and_the_contract_list_the_same_statuses():
    sections = [section for section in re.split(r"\n##+ ", PAGE) if "\nErrors:" in section]
    listed = {}
    for section in sections:
        about = re.match(r".*\n\n`(\w+ [^`?]+)", section)
        assert about, section
        listed[about[1]] = {status for status, _ in re.findall(r"`(\d{3}) (\w+)`", section)}
    for operation, statuses in listed.items():
        method, path = operation.split(" ")
        described = CONTRACT["paths"][path][method.lower()]["responses"]
        assert statuses == {status for status in described if status not in ("200", "201")}, operation
    assert len(listed) == 10


def test_the_page_explains_every_value_of_asking_and_every_card():
    assert set(rows("### What is being asked")) == set(named("Asking")["enum"]) - {None}
    cards = rows("### Cards")
    mapping = named("Card")["discriminator"]["mapping"]
    assert set(cards) == set(mapping)
    for kind, ref in mapping.items():
        fields = set(named(ref.rpartition("/")[2])["properties"]) - {"kind"}
        assert fields <= set(re.findall(r"`(\w+)`", cards[kind][0])), kind


def test_the_page_explains_every_field():
    assert set(rows("## Say something")) == set(named("Say")["properties"])
    assert set(named("Answer")["properties"]) <= set(re.findall(r"`(\w+)`", PAGE))
    called = PAGE.split("\n## Route a call\n", 1)[1].split("\n## ")[0]
    assert {*named("Call")["properties"], *named("Routed")["properties"]} <= set(re.findall(r"`(\w+)`", called))
    event = {**named("EventSummary")["properties"], **named("Event")["allOf"][1]["properties"]}
    assert set(rows("### Read an event")) == set(event)


def held_by_post(desk: DeskDoor) -> str:
    """An event that advisor 1001 holds, and that goes by post: every example may be about it."""
    event = desk.issue()
    with desk.door.unit_of_work() as work:
        work.works.get(event)
        work.works.claim(event.number, "1001", desk.door.clock.now(), None)
        events.hand_over(work, event, HandOff(Mode.MAIL_IN, HandOffStatus.CONFIRMED), desk.door.clock.now())
        work.commit()
    return event.number


EXAMPLES = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.skipif(not shutil.which("curl"), reason="the examples need curl")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.strip().partition("\n")[0][:60])
def test_the_examples_run(door: Door, example: str):
    desk = DeskDoor(door, door.services.desk.add_advisor("1001", "李", Role.SENIOR))
    names = {"HELPLINE": door.url, "CONVERSATION": door.open(), "TOKEN": desk.token, "NUMBER": held_by_post(desk)}
    names["PHONE_TOKEN"] = signed()
    names["ATTACHMENT"] = send(door, door.open(), dot()).json()["attachment"]["id"]
    script = example.replace("curl -s", "curl -s --fail --noproxy '*'")
    done = subprocess.run(["bash", "-e", "-c", script], env={**os.environ, **names}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for answer in re.findall(r"^\{.*?\}$", done.stdout.replace("}{", "}\n{"), re.MULTILINE):
        assert "error" not in json.loads(answer)


def test_every_address_has_an_example():
    assert len(EXAMPLES) == 13
    for _, path in operations():
        plain = (
            re.escape(path).replace(r"\{number\}", r"\$NUMBER").replace(r"\{attachment\}", r"\$ATTACHMENT").replace(r"\{file\}", r"[\w.]+")
        )
        assert any(re.search(rf'\$HELPLINE{plain}"', example) for example in EXAMPLES), path
