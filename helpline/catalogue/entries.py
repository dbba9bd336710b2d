"""What one entry of a file in /catalogue becomes. A wrong one raises KeyError, ValueError or TypeError: the loader collects them."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from helpline.catalogue.facts import City, Device, Family, PhoneLine, Route, Store, Tier, Visits
from helpline.model.event import Label, Mode, Priority
from helpline.model.hours import Holidays, Hours, Interval

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


def read_line(v: dict[str, Any], holidays: Holidays) -> PhoneLine:
    """An entry of lines.yml."""
    return PhoneLine(v["id"], v["name"], v["number"], _hours(v["hours"], holidays), v["minutes"], v["seats"])


def read_visits(v: dict[str, Any], holidays: Holidays) -> Visits:
    """`store_visits` of lines.yml."""
    hours = _hours(v["hours"], holidays)
    return Visits(hours, v["minutes"], v["seats"], v["lead_minutes"], v["horizon_days"], bool(v.get("sample", False)))


_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _hours(v: dict[str, Any], holidays: Holidays) -> Hours:
    everyday = v.get("everyday", [])
    week = tuple(_intervals(v.get(name, everyday)) for name in _DAY_NAMES)
    exceptions = {_date(day): _intervals(intervals) for day, intervals in v.get("exceptions", {}).items()}
    return Hours(week, bool(v.get("rests_on_holidays", False)), holidays, exceptions)


def _intervals(texts: list[str]) -> tuple[Interval, ...]:
    intervals = []
    for text in texts:
        opens, closes = (time.fromisoformat(part) for part in text.split("-"))
        if closes <= opens:
            raise ValueError(f"closes before it opens: {text}")
        intervals.append((opens, closes))
    return tuple(intervals)


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def read_holidays(content: dict[str, Any]) -> Holidays:
    """The years of holidays.yml."""
    off: dict[date, str] = {}
    working: set[date] = set()
    years: set[int] = set()
    for year, arranged in content["years"].items():
        years.add(int(year))
        for span in arranged["off"]:
            day, last = _date(span["from"]), _date(span["to"])
            while day <= last:
                off[day] = span["name"]
                day += timedelta(days=1)
        working.update(_date(day) for day in arranged["working_weekends"])
    return Holidays(off, frozenset(working), frozenset(years))


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


def read_device(v: dict[str, Any]) -> Device:
    """A model of devices.yml."""
    return Device(
        id=v["id"],
        name=v["name"],
        family=v["family"],
        year=v.get("year"),
        models=tuple(v.get("models", ())),
        identifiers=tuple(v.get("identifiers", ())),
        aliases=tuple(str(alias) for alias in v.get("aliases", ())),
        chips=tuple(v.get("chips", ())),
        last_system=v.get("last_system"),
        lifecycle=v.get("lifecycle"),
    )


def read_store(v: dict[str, Any]) -> Store:
    """An entry of stores.yml."""
    return Store(v["id"], v["name"], v["city"], v["district"], v["province"], v["address"], v["phone"], tuple(v.get("services", ())))


def read_city(v: dict[str, Any], province: str) -> City:
    """A city of places.yml."""
    return City(v["name"], province, tuple(v.get("aliases", ())), tuple(v.get("districts", ())))


def read_centre(at: list[float]) -> tuple[float, float]:
    """A centre of coordinates.yml: latitude and longitude, within the mainland."""
    latitude, longitude = (float(value) for value in at)
    if not (18 <= latitude <= 54 and 73 <= longitude <= 136):
        raise ValueError(f"lies outside the mainland: {at}")
    return latitude, longitude


def read_landmarks(content: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The landmarks of places.yml, each with its cities."""
    return {v["name"]: tuple(at["city"] for at in v["at"]) for v in content.get("landmarks", ())}
