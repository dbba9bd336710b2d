"""What one entry of a file in /catalogue becomes. A wrong one raises KeyError, ValueError or TypeError: the loader collects them."""

from __future__ import annotations

from typing import Any

from helpline.catalogue.facts import City, Device, Family, Route, Store, Tier
from helpline.catalogue.schedules import read_visits
from helpline.model.event import Label, Mode, Priority
from helpline.model.holidays import Holidays

SLOTS = frozenset(  # fmt: skip
    [
        "device_model",
        "os_version",
        "serial_number",
        "symptom",
        "tried_steps",
        "error_code",
        "screenshot",
        "fault_cause",
        "contact_phone",
        "contact_name",
        "place",
        "visit_time",
        "callback_time",
        "service_mode",
        "order_number",
        "organisation",
        "plan",
        "purchase_date",
        "event_number",
        "confirm",
    ]
)


def read_tier(v: dict[str, Any]) -> Tier:
    """An entry of tiers.yml."""
    return Tier(Label(v["label"]), v["name"], v["short"], v["plain"], v["line"])


def read_route(intent: str, v: dict[str, Any], labels: dict[str, Any]) -> Route:
    """An entry of routes.yml over the defaults of its label."""
    merged = {**labels[v["label"]], **v}
    unknown = set(merged.get("ask", [])) - SLOTS
    if unknown:
        raise ValueError(f"asks for unknown slots: {', '.join(sorted(unknown))}")
    talk = bool(merged.get("talk", False))
    return Route(
        intent=intent,
        label=Label(merged["label"]),
        topic=merged["topic"],
        name=merged["name"],
        skill_group=merged["skill_group"],
        priority=Priority(merged.get("priority", "normal")),
        ask=tuple(merged.get("ask", ())),
        offer=tuple(Mode(mode) for mode in merged.get("offer", ())),
        event=not talk and bool(merged.get("event", True)),
        talk=talk,
        first=bool(merged.get("first", False)),
    )


def read_family(v: dict[str, Any]) -> Family:
    """A product family of devices.yml."""
    return Family(v["id"], v["name"], v.get("system", ""), tuple(str(word) for word in v["words"]), tuple(v.get("generic", ())))


def read_device(v: dict[str, Any], file: dict[str, Any]) -> Device:
    """A model of devices.yml; `file` says where its entries come from unless one says otherwise."""
    return Device(
        id=v["id"],
        name=v["name"],
        family=v["family"],
        year=v.get("year"),
        models=tuple(v.get("models", ())),
        identifiers=tuple(v.get("identifiers", ())),
        aliases=tuple(str(alias) for alias in v.get("aliases", ())),
        chips=tuple(v.get("chips", ())),
        traits=tuple(v.get("traits", ())),
        last_system=v.get("last_system"),
        lifecycle=v.get("lifecycle"),
        source=str(v.get("source") or file["source"]).split("；其余")[0],
        as_of=str(v.get("as_of") or file["as_of"]),
    )


def read_store(v: dict[str, Any], visits: dict[str, Any], holidays: Holidays) -> Store:
    """An entry of stores.yml. Its own `visits` stand over those of lines.yml; `families` are those it takes, all where none is named."""
    own = read_visits(visits, holidays, v["visits"]) if "visits" in v else None
    where = (v["id"], v["name"], v["city"], v["district"], v["province"], v["address"], v["phone"])
    return Store(
        *where, tuple(v.get("services", ())), frozenset(v.get("families", ())), own, tuple(name.lower() for name in v.get("latin", ()))
    )


def read_city(v: dict[str, Any], province: str) -> City:
    """A city of places.yml."""
    return City(v["name"], province, tuple(v.get("aliases", ())), tuple(v.get("districts", ())))


def read_centre(at: list[float]) -> tuple[float, float]:
    """A centre of coordinates.yml: latitude and longitude, within the mainland."""
    latitude, longitude = (float(value) for value in at)
    if not (18 <= latitude <= 54 and 73 <= longitude <= 136):
        raise ValueError(f"lies outside the mainland: {at}")
    return latitude, longitude


def read_landmarks(content: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The landmarks of places.yml, each with its cities and the district in each."""
    return {v["name"]: {at["city"]: str(at.get("district", "")) for at in v["at"]} for v in content.get("landmarks", ())}
