"""How times are held, calls repeated and visits prepared, read from bookings.yml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from helpline.model.event import Mode

FILES = {
    "bookings": (
        "hold_minutes",
        "call_backs",
        "change_until_minutes",
        "lists",
        "large",
        "cracked_components",
        "cracked_causes",
        "cracked_words",
        "needs",
        "mail_in_stages",
    )
}


@dataclass(frozen=True)
class CallBackRules:
    """How long what may take. `each` is what one call takes on average: estimates of waiting come from it."""

    retry_after: timedelta
    code_lasts: timedelta
    unclaimed: timedelta
    claim_lasts: timedelta
    each: timedelta
    remind: timedelta


@dataclass(frozen=True)
class Preparation:
    """Something to do or bring; for all families or components where none is named. `usable`: only on a device that works."""

    text: str
    modes: frozenset[Mode]
    families: frozenset[str]
    components: frozenset[str]
    usable: bool


@dataclass(frozen=True)
class Stage:
    """A stage of a repair by post, and what comes next."""

    id: str
    name: str
    next: str


@dataclass(frozen=True)
class Bookings:
    """The rules of bookings.yml."""

    hold: timedelta
    change_until: timedelta
    call_backs: CallBackRules
    preparations: tuple[Preparation, ...]
    large: tuple[str, ...]
    cracked_components: frozenset[str]
    cracked_causes: frozenset[str]
    cracked_words: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    mail_in_stages: tuple[Stage, ...]

    def is_large(self, named: str) -> bool:
        """True for a device, or a line of devices, that is not easily packed."""
        return any(named.startswith(line) and not named.startswith(f"{line} mini") for line in self.large)

    def list_for(self, mode: Mode, family: str | None, component: str | None, *, usable: bool) -> list[str]:
        """What to do and bring, in order. Where the family is not known, all that may apply."""
        return [
            one.text
            for one in self.preparations
            if mode in one.modes
            and (usable or not one.usable)
            and (not one.families or family is None or family in one.families)
            and (not one.components or component in one.components)
        ]


def read_bookings(v: dict[str, Any], families: set[str], components: set[str]) -> Bookings:
    """The file bookings.yml. Raises KeyError, ValueError or TypeError."""
    for entry in v["lists"]:
        _known(entry.get("families", []), families, "family")
        _known(entry.get("components", []), components, "component")
    needs: dict[str, tuple[str, ...]] = {}
    for entry in v["needs"]:
        _known(entry["components"], components, "component")
        needs |= {component: tuple(entry["parts"]) for component in entry["components"]}
    _known([*v["cracked_components"]], components, "component")
    return Bookings(
        hold=_minutes(v["hold_minutes"]),
        change_until=_minutes(v["change_until_minutes"]),
        call_backs=_call_backs(v["call_backs"]),
        preparations=tuple(_preparation(entry) for entry in v["lists"]),
        large=tuple(v["large"]),
        cracked_components=frozenset(v["cracked_components"]),
        cracked_causes=frozenset(v["cracked_causes"]),
        cracked_words=tuple(v["cracked_words"]),
        needs=needs,
        mail_in_stages=tuple(Stage(one["id"], one["name"], one["next"]) for one in v["mail_in_stages"]),
    )


def _call_backs(v: dict[str, Any]) -> CallBackRules:
    return CallBackRules(
        retry_after=_minutes(v["retry_minutes"]),
        code_lasts=_minutes(v["code_hours"] * 60),
        unclaimed=_minutes(v["unclaimed_minutes"]),
        claim_lasts=_minutes(v["claim_minutes"]),
        each=_minutes(v["each_minutes"]),
        remind=_minutes(v["remind_minutes"]),
    )


def _preparation(v: dict[str, Any]) -> Preparation:
    modes = frozenset(Mode(mode) for mode in v["modes"])
    families, components = frozenset(v.get("families", [])), frozenset(v.get("components", []))
    return Preparation(v["text"], modes, families, components, bool(v.get("usable", False)))


def _minutes(value: int) -> timedelta:
    if not isinstance(value, int) or value <= 0:
        raise ValueError(f"{value!r} is no number of minutes above 0")
    return timedelta(minutes=value)


def _known(names: list[str], among: set[str], what: str) -> None:
    unknown = sorted(set(names) - among)
    if unknown:
        raise ValueError(f"unknown {what}: {', '.join(unknown)}")
