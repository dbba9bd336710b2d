"""Reads /catalogue into one frozen object, or refuses it with every problem at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from helpline.catalogue.articles import read_articles
from helpline.catalogue.bookings import FILES as BOOKING_FILES
from helpline.catalogue.bookings import Bookings, read_bookings
from helpline.catalogue.desk_rules import FILES as DESK_FILES
from helpline.catalogue.desk_rules import read_desk_rules
from helpline.catalogue.entitlements import FILES as ENTITLEMENT_FILES
from helpline.catalogue.entitlements import Entitlements, read_entitlements
from helpline.catalogue.entries import (
    read_centre,
    read_city,
    read_device,
    read_family,
    read_landmarks,
    read_route,
    read_store,
    read_tier,
)
from helpline.catalogue.facts import Catalogue, City, Visits
from helpline.catalogue.numbers import NUMBER_FILE, read_official
from helpline.catalogue.online_store import FILES as STORE_FILES
from helpline.catalogue.online_store import OnlineStore, read_online_store
from helpline.catalogue.schedules import read_holidays, read_line, read_visits
from helpline.errors import CatalogueError
from helpline.model.event import Label, Mode
from helpline.model.holidays import Holidays
from helpline.model.hours import Hours
from helpline.model.links import Official

T = TypeVar("T")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Problems:
    """Collects what is wrong, each with file and entry."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def entry(self, file: str, name: str, make: Callable[[], T]) -> T | None:
        """`make()`, or None with the reason noted."""
        try:
            return make()
        except KeyError as error:
            self.found.append(f"{file} ({name}): {error.args[0]!r} is missing")
        except (ValueError, TypeError) as error:
            self.found.append(f"{file} ({name}): {error}")
        return None

    def require(self, fine: bool, problem: str) -> None:
        """Note `problem` unless `fine`."""
        if not fine:
            self.found.append(problem)


def load_catalogue(root: Path) -> Catalogue:
    """The catalogue under `root`. Raises CatalogueError with all problems."""
    problems = Problems()
    files = {name: _read(root / f"{name}.yml", keys, problems) for name, keys in _FILES.items()}
    if problems.found:
        raise CatalogueError(problems.found)
    holidays = problems.entry("holidays.yml", "holidays", lambda: read_holidays(files["holidays"])) or Holidays()
    visits = problems.entry("lines.yml", "store_visits", lambda: read_visits(files["lines"]["store_visits"], holidays))
    made = _entries(files["routes"].get("intents", {}), "routes.yml", problems, lambda k, v: read_route(k, v, files["routes"]["labels"]))
    routes = {route.intent: route for route in made}
    devices = files["devices"]
    families = {f.id: f for f in _list(devices["families"], "devices.yml", problems, read_family)}
    models = {d.id: d for d in _list(devices["devices"], "devices.yml", problems, lambda v: read_device(v, devices))}
    of_all = files["lines"]["store_visits"]
    stores = {s.id: s for s in _list(files["stores"]["stores"], "stores.yml", problems, lambda v: read_store(v, of_all, holidays))}
    catalogue = Catalogue(
        **_identity(files["identity"]),
        tiers={t.label: t for t in _list(files["tiers"]["tiers"], "tiers.yml", problems, read_tier)},
        lines={x.id: x for x in _list(files["lines"]["lines"], "lines.yml", problems, lambda v: read_line(v, holidays))},
        visits=visits or _NO_VISITS,
        holidays=holidays,
        routes=routes,
        articles=read_articles(root, routes, families, problems.found),
        required_slots=frozenset(files["routes"]["slots"]["required"]),
        bare_nouns={k: tuple(v) for k, v in files["routes"]["bare_nouns"].items()},
        families=families,
        devices=models,
        stores=stores,
        bookings=_bookings(files, set(families), problems),
        **_places(files, problems),
        entitlements=_entitlements(files, set(models), set(families), problems),
        online_store=problems.entry("online_store.yml", "rules", lambda: read_online_store(files["online_store"])) or _NO_RULES,
        official=problems.entry("numbers.yml", "numbers", lambda: read_official(files["numbers"], stores)) or _NO_NUMBERS,
        **(_words(files["words"]) | _desk(files["desk"], problems)),
    )
    _cross_check(catalogue, files, problems)
    if problems.found:
        raise CatalogueError(problems.found)
    return catalogue


_WORD_LISTS = (
    *(
        "not_damage",
        "organisations",
        "other_makers",
        "danger",
        "fraud",
        "harmless",
        "person",
        "impersonal",
        "anger",
        "urgency",
        "despair",
        "calm",
    ),
    *("repairs", "solved", "unsolved", "done", "unable", "enough", "passes"),  # how a step of an article went
)
# Each file with the keys that must stand at its top.
_FILES = {
    "identity": ("name", "notice", "buttons", "facts", "coverage", "modes"),
    "tiers": ("tiers",),
    "lines": ("lines", "store_visits"),
    "routes": ("slots", "labels", "intents", "bare_nouns"),
    "devices": ("families", "devices"),
    "stores": ("stores",),
    "places": ("provinces",),
    "coordinates": ("cities",),
    "holidays": ("years", "festivals"),
    "words": ("components", "causes", *_WORD_LISTS),
    **ENTITLEMENT_FILES,
    **NUMBER_FILE,
    **BOOKING_FILES,
    **DESK_FILES,
    **STORE_FILES,
}
_NO_NUMBERS = Official({}, {}, frozenset(), frozenset(), frozenset(), frozenset(), ())  # the same
_NO_RULES = OnlineStore("", 0, "", "", "", 0, {})  # the same
_NO_VISITS = Visits(Hours(((),) * 7), 0, 0, 0, 0, False)  # stands in while the other problems are collected
_SOURCED = (
    "coordinates",
    "tiers",
    "lines",
    "devices",
    "stores",
    "places",
    "holidays",
    "numbers",
    *ENTITLEMENT_FILES,
    *BOOKING_FILES,
    *STORE_FILES,
)


def _read(path: Path, keys: tuple[str, ...], problems: Problems) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
    except FileNotFoundError:
        problems.found.append(f"{path.name}: the file is missing")
        return {}
    except yaml.YAMLError as error:
        problems.found.append(f"{path.name}: not readable as YAML: {error}")
        return {}
    if not isinstance(content, dict):
        problems.found.append(f"{path.name}: must hold keys at its top")
        return {}
    for key in keys:
        problems.require(key in content, f"{path.name}: {key!r} is missing at its top")
    return content


def _list(entries: list[dict[str, Any]], file: str, problems: Problems, make: Callable[[dict[str, Any]], T]) -> list[T]:
    made: list[T] = []
    seen: set[str] = set()
    for index, entry in enumerate(entries, start=1):
        name = f"entry {index}, {entry.get('id') or entry.get('label') or '?'}"
        key = str(entry.get("id") or entry.get("label"))
        problems.require(key not in seen, f"{file} ({name}): stands twice")
        seen.add(key)
        value = problems.entry(file, name, lambda entry=entry: make(entry))  # type: ignore[misc]
        if value is not None:
            made.append(value)
    return made


def _entries(entries: dict[str, Any], file: str, problems: Problems, make: Callable[[str, Any], T]) -> list[T]:
    made = [problems.entry(file, key, lambda key=key, value=value: make(key, value)) for key, value in entries.items()]  # type: ignore[misc]
    return [value for value in made if value is not None]


def _cities(content: dict[str, Any], problems: Problems) -> tuple[tuple[City, ...], dict[str, tuple[str, ...]]]:
    cities: list[City] = []
    provinces: dict[str, tuple[str, ...]] = {}
    for province in content["provinces"]:
        provinces[province["name"]] = tuple(str(alias) for alias in province.get("aliases", ()))
        for v in province["cities"]:
            city = problems.entry("places.yml", str(v.get("name")), lambda v=v, province=province: read_city(v, province["name"]))  # type: ignore[misc]
            if city:
                cities.append(city)
    return tuple(cities), provinces


def _places(files: dict[str, Any], problems: Problems) -> dict[str, Any]:
    """Cities, provinces, landmarks and centres, by the field that holds each."""
    cities, provinces = _cities(files["places"], problems)
    centres = _centres(files["coordinates"]["cities"], problems)
    return {"cities": cities, "provinces": provinces, "landmarks": read_landmarks(files["places"]), "centres": centres}


def _centres(content: dict[str, Any], problems: Problems) -> dict[str, tuple[float, float]]:
    read = {city: problems.entry("coordinates.yml", str(city), lambda at=at: read_centre(at)) for city, at in content.items()}  # type: ignore[misc]
    return {city: at for city, at in read.items() if at}


def _words(content: dict[str, Any]) -> dict[str, Any]:
    """The word lists, by the field that holds each."""
    words = {kind: {name: tuple(found) for name, found in content[kind].items()} for kind in ("components", "causes")}
    return {"words": words, **{name: tuple(content[name]) for name in _WORD_LISTS}}


def _identity(content: dict[str, Any]) -> dict[str, Any]:
    """What the assistant calls itself and the things it speaks of, by the field that holds each."""
    modes = {Mode(k): v for k, v in content["modes"].items()}
    return {
        **{k: content[k] for k in ("name", "notice", "buttons")},
        "fact_names": content["facts"],
        "coverage_lines": content["coverage"],
        "mode_names": modes,
    }


def _bookings(files: dict[str, Any], families: set[str], problems: Problems) -> Bookings:
    components = set(files["words"]["components"])
    return problems.entry(  # type: ignore[return-value]  # None only beside a problem, which refuses it all
        "bookings.yml", "entries", lambda: read_bookings(files["bookings"], families, components)
    )


def _desk(content: dict[str, Any], problems: Problems) -> dict[str, Any]:
    """The rules of the desk, by their field."""
    return {"desk": problems.entry("desk.yml", "desk", lambda: read_desk_rules(content))}


def _entitlements(files: dict[str, Any], devices: set[str], families: set[str], problems: Problems) -> Entitlements:
    return problems.entry(  # type: ignore[return-value]  # None only beside a problem, which refuses it all
        "rights, applecare, programmes, prices or serials.yml", "entries", lambda: read_entitlements(files, devices, families)
    )


def _cross_check(catalogue: Catalogue, files: dict[str, Any], problems: Problems) -> None:
    for name in _SOURCED:
        for key in ("source", "as_of", "confidence"):
            problems.require(key in files[name], f"{name}.yml: {key!r} is missing at its top")
    tier_labels = [label for label in Label if label in _TIERS]
    for label in tier_labels:
        problems.require(label in catalogue.tiers, f"tiers.yml: no tier for label {label.value}")
    for tier in catalogue.tiers.values():
        problems.require(tier.line in catalogue.lines, f"tiers.yml ({tier.label.value}): unknown line {tier.line!r}")
    for device in catalogue.devices.values():
        problems.require(device.family in catalogue.families, f"devices.yml ({device.id}): unknown family {device.family!r}")
    names = {city.name for city in catalogue.cities}
    for store in catalogue.stores.values():
        problems.require(store.city in names, f"stores.yml ({store.id}): city {store.city!r} is not in places.yml")
        problems.require(
            store.families <= catalogue.families.keys(), f"stores.yml ({store.id}): unknown family in {sorted(store.families)}"
        )
    for city in catalogue.centres:
        problems.require(city in names, f"coordinates.yml ({city}): is not in places.yml")
    for landmark, at in catalogue.landmarks.items():
        problems.require(at.keys() <= names, f"places.yml (landmark {landmark}): unknown city in {[*at]}")
    for noun, intents in catalogue.bare_nouns.items():
        problems.require(set(intents) <= catalogue.routes.keys(), f"routes.yml (bare noun {noun}): unknown intent in {intents}")


_TIERS = frozenset(Label) - {Label.SAFETY, Label.HAZARD, Label.SERVICE, Label.SMALLTALK, Label.OUT_OF_SCOPE}
