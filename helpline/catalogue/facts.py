"""The shapes of the facts, and the questions that they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from helpline.catalogue.bookings import Bookings
from helpline.catalogue.desk_rules import DeskRules
from helpline.catalogue.entitlements import Entitlements
from helpline.catalogue.online_store import OnlineStore
from helpline.model.event import Label, Mode, Priority
from helpline.model.holidays import Holidays
from helpline.model.hours import Hours
from helpline.model.links import Official


@dataclass(frozen=True)
class Tier:
    """A service tier: what customers are told it is, and the line that answers for it."""

    label: Label
    name: str
    short: str
    plain: str
    line: str


@dataclass(frozen=True)
class PhoneLine:
    """A line with its hours. `number` is empty where no official number is known. A slot has `minutes` and `seats`."""

    id: str
    name: str
    number: str
    hours: Hours
    minutes: int
    seats: int


@dataclass(frozen=True)
class Visits:
    """How visits to stores are scheduled. `sample` is true until real schedules stand in the catalogue."""

    hours: Hours
    minutes: int
    seats: int
    lead_minutes: int
    horizon_days: int
    sample: bool


@dataclass(frozen=True)
class Route:
    """Where an intent goes. `ask` is in order; `offer[0]` is the default way of handing over."""

    intent: str
    label: Label
    topic: str
    name: str
    skill_group: str
    priority: Priority
    ask: tuple[str, ...]
    offer: tuple[Mode, ...]
    event: bool
    talk: bool
    first: bool


@dataclass(frozen=True)
class Family:
    """A product family and the words that people use for it; `generic` ones are said of other makers' too."""

    id: str
    name: str
    system: str
    words: tuple[str, ...]
    generic: tuple[str, ...]


@dataclass(frozen=True)
class Device:
    """A model as sold. `last_system` is set where its system gets no new major version, `traits` tell it from others of its line."""

    id: str
    name: str
    family: str
    year: int | None = None
    models: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    chips: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    last_system: str | None = None
    lifecycle: str | None = None
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Store:
    """A store; `city` without 市. It takes devices of these `families`, of all where none is named. `visits` where it has its own.

    `latin` are its names as they are written in letters, in lower case.
    """

    id: str
    name: str
    city: str
    district: str
    province: str
    address: str
    phone: str
    services: tuple[str, ...]
    families: frozenset[str] = frozenset()
    visits: Visits | None = None
    latin: tuple[str, ...] = ()

    def takes(self, mode: Mode, family: str | None) -> bool:
        """True where it has the service, for devices of the family as far as that is known."""
        return mode.value in self.services and (not family or not self.families or family in self.families)


@dataclass(frozen=True)
class City:
    """A city with its districts, in a province."""

    name: str
    province: str
    aliases: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing to do: what an advisor calls it, how it is told, the words by which customers say that they did it, and those with
    which they name it as the cause, so that it goes before the others.
    """

    name: str
    do: str
    tried: tuple[str, ...]
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """What a customer can do alone about a matter.

    It fits devices of `families` (of any, where none is named) and messages that hold one of `words` (any message, where there
    are none) and none of `unless`. Its steps are told one at a time, or all `at_once` where they are one procedure.
    """

    id: str
    title: str
    intents: tuple[str, ...]
    families: frozenset[str]
    words: tuple[str, ...]
    unless: tuple[str, ...]
    at_once: bool
    steps: tuple[Step, ...]
    source: str
    as_of: date
    review_after: date
    warning: str = ""  # what is lost by it, told before the steps


@dataclass(frozen=True)
class Catalogue:
    """Everything that is true with the bot switched off."""

    name: str
    notice: str
    buttons: dict[str, str]
    fact_names: dict[str, str]
    coverage_lines: dict[str, str]
    mode_names: dict[Mode, str]
    tiers: dict[Label, Tier]
    lines: dict[str, PhoneLine]
    visits: Visits
    holidays: Holidays
    routes: dict[str, Route]
    required_slots: frozenset[str]
    bare_nouns: dict[str, tuple[str, ...]]
    families: dict[str, Family]
    devices: dict[str, Device]
    stores: dict[str, Store]
    cities: tuple[City, ...]
    provinces: dict[str, tuple[str, ...]]
    landmarks: dict[str, dict[str, str]]
    centres: dict[str, tuple[float, float]]
    words: dict[str, dict[str, tuple[str, ...]]]
    not_damage: tuple[str, ...]
    organisations: tuple[str, ...]
    other_makers: tuple[str, ...]
    danger: tuple[str, ...]
    fraud: tuple[str, ...]
    harmless: tuple[str, ...]
    person: tuple[str, ...]
    impersonal: tuple[str, ...]
    official: Official
    desk: DeskRules
    entitlements: Entitlements
    bookings: Bookings
    online_store: OnlineStore
    anger: tuple[str, ...]
    urgency: tuple[str, ...]
    despair: tuple[str, ...]
    calm: tuple[str, ...]
    repairs: tuple[str, ...]
    solved: tuple[str, ...]
    unsolved: tuple[str, ...]
    done: tuple[str, ...]
    unable: tuple[str, ...]
    enough: tuple[str, ...]
    passes: tuple[str, ...]
    articles: dict[str, Article]

    def line_of(self, label: Label) -> PhoneLine:
        """The line that answers for a label; the general one for those without a tier of their own."""
        tier = self.tiers.get(label)
        if tier is None:
            tier = self.tiers[Label.HARDWARE if label is Label.HAZARD else Label.GENERAL]
        return self.lines[tier.line]

    def number_of(self, line: PhoneLine) -> str:
        """The number to dial for a line: the general one where it has none of its own."""
        return line.number or self.lines["general"].number

    def stores_in(self, city: str, mode: Mode = Mode.GENIUS_BAR, family: str | None = None) -> list[Store]:
        """The stores of a city that do this, for devices of this family."""
        return [store for store in self.stores.values() if store.city == city and store.takes(mode, family)]

    def visits_of(self, store: Store) -> Visits:
        """How its visits are scheduled: in its own way, or as all are."""
        return store.visits or self.visits

    def device_named(self, name: str) -> Device | None:
        """The device of this canonical name."""
        return next((device for device in self.devices.values() if device.name == name), None)

    def route_of(self, label: Label, topic: str) -> Route | None:
        """The route of an event's label and topic; None where it was taken out since."""
        return next((route for route in self.routes.values() if (route.label, route.topic) == (label, topic)), None)

    def articles_on(self, label: Label, topic: str) -> list[Article]:
        """The articles on a matter, as events name it."""
        intents = {route.intent for route in self.routes.values() if (route.label, route.topic) == (label, topic)}
        return [article for article in self.articles.values() if intents & set(article.intents)]
