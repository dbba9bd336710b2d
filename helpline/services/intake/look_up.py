"""Looks the device up in the registry, once for each serial, and keeps what it says with the draft.

Another's service may take seconds, so it is never asked while the database is locked: a turn that needs a record stops with
`NotLookedUp`, is undone, and goes again once the record was fetched.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from helpline.catalogue.facts import Catalogue, Device
from helpline.errors import OutsideUnavailable
from helpline.model.draft import Draft
from helpline.model.registry import Plan, RegisteredDevice, Repair
from helpline.registry_ports import Registry


class NotLookedUp(Exception):
    """A turn needs the record of this serial or IMEI before it can go on."""

    def __init__(self, key: str) -> None:
        super().__init__("a record is needed")
        self.key = key


class LookUp:
    """What the registry knows of the draft's device. Without a registry nothing is known."""

    def __init__(self, catalogue: Catalogue, registry: Registry | None) -> None:
        self._catalogue = catalogue
        self._registry = registry
        self._fetched: dict[str, dict[str, Any]] = {}  # for the turn that waits for it

    def fetch(self, key: str) -> None:
        """Ask the registry, for the turn that is about to go again."""
        self._fetched[key] = self._found(key)

    def away(self, draft: Draft) -> bool:
        """True where the registry did not answer when it was asked about this device."""
        return bool(draft.record.get("away"))

    def refresh(self, draft: Draft, *, again: bool = False) -> None:
        """Take over what the record of a serial says; of one that could not be looked up, where it is to be tried `again`.

        Raises NotLookedUp where the record was not fetched yet.
        """
        key = str(draft.facts.get("serial_number") or draft.facts.get("imei") or "")
        kept = draft.record
        if kept.get("key", "") == key and not (again and kept.get("away")):
            return
        fetched: dict[str, Any] | None = self._fetched.pop(key, None) if key and self._registry else {}
        if fetched is None:
            raise NotLookedUp(key)
        former = kept.get("device") or {}
        for slot, value in (("purchase_date", former.get("purchase_date")), ("plan", (former.get("plan") or {}).get("name"))):
            if value and draft.facts.get(slot) == value:  # it belonged to the serial that was corrected
                draft.facts.pop(slot)
        draft.record = {"key": key, **fetched}
        record = record_of(draft)
        if record is None:
            return
        device = self._catalogue.devices.get(record.model or "")
        if device is not None and not draft.facts.get("device_model") and self._may_be(draft, device):
            draft.know("device_model", device.name)
        if record.imei and draft.facts.get("imei") not in (None, record.imei):
            draft.facts.pop("imei")  # it is that of another device, as this serial puts right
        if record.purchase_date and not draft.facts.get("purchase_date"):
            draft.know("purchase_date", record.purchase_date.isoformat())
        if record.plan and not draft.facts.get("plan"):
            draft.know("plan", record.plan.name)

    def _may_be(self, draft: Draft, device: Device) -> bool:
        """False where the customer speaks of another kind of device: the serial may be that of their phone."""
        named = str(draft.facts.get("device_family") or "")
        family = self._catalogue.families[device.family].name
        return not named or device.name.startswith(named) or named.startswith(family)

    def _found(self, key: str) -> dict[str, Any]:
        if not key or self._registry is None:
            return {}
        try:
            record = self._registry.find(key)
        except OutsideUnavailable:
            return {"away": True}
        return {"device": _plain(asdict(record))} if record else {"unknown": True}


def record_of(draft: Draft) -> RegisteredDevice | None:
    """The registry's record of the draft's device, where it has one."""
    kept = draft.record.get("device")
    if not kept:
        return None
    days = {name: _day(kept[name]) for name in ("purchase_date", "as_of")}
    repairs = tuple(Repair(date.fromisoformat(stay["handed_in"]), _day(stay["returned"])) for stay in kept["repairs"])
    return RegisteredDevice(**{**kept, **days, "plan": _plan(kept["plan"]), "repairs": repairs})


def _plan(kept: dict[str, Any] | None) -> Plan | None:
    if not kept:
        return None
    starts, ends = date.fromisoformat(kept["starts"]), date.fromisoformat(kept["ends"])
    return Plan(kept["name"], starts, ends, tuple(date.fromisoformat(day) for day in kept["incidents"]))


def _plain(value: Any) -> Any:
    """Days as text, for JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
