"""The words of the desk: in one file, full-width, and exactly those that are used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from helpline.model.event import EventStatus, HandOffStatus, Priority, Role
from tests.content import reading

DESK = reading.ROOT / "helpline" / "web" / "desk"
HELPLINE = DESK.parents[1]
LABELS = reading.read(DESK / "labels.yml")
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((DESK / "templates").iterdir()))
PYTHON = "\n".join(path.read_text(encoding="utf-8") for room in (DESK, HELPLINE) for path in room.rglob("*.py"))


def texts(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, f"{at}.{key}".lstrip("."))
    else:
        yield at, str(node)


ALL = dict(texts(LABELS))
SENTENCES = {at: text for at, text in ALL.items() if at.startswith(("messages.", "customer."))}


@pytest.mark.parametrize("at", sorted(at for at in ALL if not at.startswith("formats.")))
def test_a_label_is_full_width_and_not_empty(at: str) -> None:
    text = re.sub(r"{[^{}]+}", "", ALL[at])
    assert text and not re.findall(r"[,;:!?()\"'<>]", text)


def test_templates_hold_no_words_of_their_own() -> None:
    plain = re.sub(r"{%.*?%}|{{.*?}}", "", TEMPLATES)
    assert set(re.findall(r"[\u3400-\u9fff]+", plain)) == set()


def test_every_label_of_a_template_exists_and_every_label_is_used() -> None:
    used = set(re.findall(r"\bL\.([a-z_]+(?:\.[a-z_]+)*)", TEMPLATES)) - {"shortcuts.list.items", "names.audit.items"}
    used = {re.sub(r"\.format$", "", name) for name in used}
    groups = {at.rpartition(".")[0] for at in ALL} | {at.split(".")[0] for at in ALL}
    assert {name for name in used if name not in ALL and name not in groups} == set()
    rooms = ("messages.", "customer.", "names.", "formats.", "shortcuts.list.")
    assert {at for at in ALL if not at.startswith(rooms) and at not in used and at.rpartition(".")[0] not in used} == set()


def test_every_sentence_is_said_somewhere() -> None:
    for at in SENTENCES:
        key = at.rpartition(".")[2]
        assert re.search(rf"\b{key}\b", PYTHON), at


@pytest.mark.parametrize(("kind", "values"), [("role", Role), ("status", EventStatus), ("priority", Priority), ("handoff", HandOffStatus)])
def test_closed_sets_have_their_words(kind: str, values: Any) -> None:
    assert set(LABELS["names"][kind]) == {value.value for value in values}


def test_every_skill_group_has_its_word() -> None:
    groups = {route.skill_group for route in reading.catalogue().routes.values() if route.event}
    assert groups <= set(LABELS["names"]["group"])


@pytest.mark.parametrize("key", sorted(LABELS["customer"]))
def test_customers_are_spoken_to_politely(key: str) -> None:
    assert "你" not in LABELS["customer"][key] and len(LABELS["customer"][key]) < 160
