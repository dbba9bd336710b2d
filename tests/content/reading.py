"""The reviewed files as the tests read them."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from helpline.catalogue import Catalogue, load_catalogue

ROOT = Path(__file__).parents[2]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> Any:
    """A YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506


@lru_cache(maxsize=1)
def copy() -> dict[str, list[dict[str, Any]]]:
    """Each key of copy with its wordings."""
    files = sorted((ROOT / "domain" / "responses").rglob("*.yml"))
    return {key: wordings for file in files for key, wordings in read(file)["responses"].items()}


@lru_cache(maxsize=1)
def domain() -> dict[str, Any]:
    """The interface."""
    return dict(read(ROOT / "domain.yml"))


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The facts."""
    return load_catalogue(ROOT / "catalogue")


@lru_cache(maxsize=1)
def examples() -> dict[str, list[str]]:
    """What customers say, by intent."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for entry in read(file)["nlu"]:
            lines = (re.sub(r"^- ", "", line).strip() for line in entry["examples"].splitlines())
            found.setdefault(entry["intent"], []).extend(line for line in lines if line)
    return found


def placeholders(text: str) -> set[str]:
    """The blanks of a sentence."""
    return set(re.findall(r"{([^\n{}]+?)}", text))


def payload(text: str) -> tuple[str, dict[str, str]]:
    """Intent and entities of a quick reply's payload."""
    match = re.fullmatch(r"/([a-z_]+)({.*})?", text)
    assert match, f"{text!r} is no payload"
    return match[1], json.loads(match[2] or "{}")
