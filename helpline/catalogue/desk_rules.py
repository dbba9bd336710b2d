"""How the desk works, read from desk.yml: due times, dispositions, next steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpline.model.event import Priority

FILES = {"desk": ("due_minutes", "dispositions", "next_steps", "reasons", "upset")}


@dataclass(frozen=True)
class Disposition:
    """What came of it. Only one that `closes` may end an event; where it `asks`, the customer is asked how it went."""

    id: str
    name: str
    for_customer: str
    closes: bool
    asks: bool


@dataclass(frozen=True)
class NextStep:
    """What comes next. One that `waits_for_us` needs somebody who does it, and by when; one that `calls` is a call back at that time."""

    id: str
    name: str
    for_customer: str
    waits_for_us: bool
    calls: bool


@dataclass(frozen=True)
class DeskRules:
    """The house's own rules for the desk."""

    due_minutes: dict[Priority, int]
    dispositions: dict[str, Disposition]
    next_steps: dict[str, NextStep]
    reasons: dict[str, str]
    upset: tuple[str, ...]


def read_desk_rules(content: dict[str, Any]) -> DeskRules:
    """All of it. Raises KeyError, ValueError or TypeError."""
    rules = DeskRules(
        due_minutes={priority: int(content["due_minutes"][priority.value]) for priority in Priority},
        dispositions={
            v["id"]: Disposition(v["id"], v["name"], v["for_customer"], bool(v.get("closes", False)), bool(v.get("asks", True)))
            for v in content["dispositions"]
        },
        next_steps={v["id"]: NextStep(v["id"], v["name"], v["for_customer"], _waits(v), _calls(v)) for v in content["next_steps"]},
        reasons={str(v["id"]): str(v["name"]) for v in content["reasons"]},
        upset=tuple(str(word) for word in content["upset"]),
    )
    if min(rules.due_minutes.values()) <= 0:
        raise ValueError("due_minutes must be above 0")
    if not any(d.closes for d in rules.dispositions.values()):
        raise ValueError("no disposition closes an event")
    return rules


def _waits(entry: dict[str, Any]) -> bool:
    if entry.get("waits") not in (None, "us"):
        raise ValueError(f"next step {entry['id']}: waits is 'us' or left out")
    return entry.get("waits") == "us"


def _calls(entry: dict[str, Any]) -> bool:
    if entry.get("calls") and entry.get("waits") != "us":
        raise ValueError(f"next step {entry['id']}: whoever calls waits for us")
    return bool(entry.get("calls", False))
