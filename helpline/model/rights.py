"""What the law grants a buyer: 退, 换, 修 by the dated rules of a regulation, with the dates that decided and what would change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from helpline.model.registry import Repair
from helpline.model.terms import Source, day_of, term_end


class Remedy(str, Enum):
    """What the customer may choose."""

    REFUND = "refund"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    PAID_REPAIR = "paid_repair"  # the term is over, or the law does not cover it


class Ground(str, Enum):
    """Why it came out so."""

    WINDOW = "window"  # so few days after the sale
    REPAIRED_OFTEN = "repaired_often"
    PARTS_DELAYED = "parts_delayed"
    REPLACED_OFTEN = "replaced_often"  # an accessory
    IN_TERM = "in_term"
    EXPIRED = "expired"
    DAMAGE = "damage"  # by accident, or liquid: not the maker's
    NOT_LISTED = "not_listed"
    ABROAD = "abroad"  # sold outside the mainland
    NO_REGULATION = "no_regulation"
    NO_DATE = "no_date"


@dataclass(frozen=True)
class Window:
    """Up to this day after the sale the customer has these choices."""

    until_day: int
    choices: tuple[Remedy, ...]
    article: str


@dataclass(frozen=True)
class Part:
    """A part with a term of its own. An accessory is replaced, and paid back once it was replaced too often."""

    id: str
    name: str
    months: int
    accessory: bool = False
    test: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """One line of the closed list of faults, with the words in which customers tell of it."""

    id: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class RegionalTerm:
    """A longer term in a province, for some devices."""

    province: str
    name: str
    months: int
    devices: tuple[str, ...]  # how the ids of its devices begin
    source: Source


@dataclass(frozen=True)
class Regulation:
    """One of the regulations, as data. The first part is the whole unit. A rule that was not found is None."""

    id: str
    name: str
    families: tuple[str, ...]
    parts: tuple[Part, ...]
    windows: tuple[Window, ...]
    in_term: str
    repairs: int | None
    repairs_article: str
    delay_days: int | None
    delay_article: str
    replaced: int | None
    replaced_article: str
    faults: tuple[Fault, ...]
    proof: str
    proof_lost: str
    exclusions: tuple[str, ...]
    regional: tuple[RegionalTerm, ...]
    source: Source

    def part(self, id: str) -> Part:
        """The part of this id; the whole unit for one that it does not name."""
        return next((part for part in self.parts if part.id == id), self.parts[0])


@dataclass(frozen=True)
class Case:
    """What is known of one claim. `listed` is None where nobody can tell yet whether the fault stands in the list."""

    sold: date | None
    today: date
    part: str = "main"
    listed: bool | None = None
    damage: bool = False
    repairs: tuple[Repair, ...] = ()
    repaired: int = 0  # as the customer tells it
    replaced: int = 0
    mainland: bool | None = None
    months: int | None = None  # a longer term that the province grants


@dataclass(frozen=True)
class Outcome:
    """What it comes to. `until` is the last day of these choices, `ends` that of the term, both within it."""

    choices: tuple[Remedy, ...]
    ground: Ground
    part: Part | None = None
    article: str = ""
    day: int | None = None
    until: date | None = None
    ends: date | None = None
    changes: tuple[Ground, ...] = field(default=())

    @property
    def granted(self) -> bool:
        """True where the law is on the customer's side."""
        return Remedy.PAID_REPAIR not in self.choices and bool(self.choices)


def judge(regulation: Regulation | None, case: Case) -> Outcome:
    """The outcome of a claim. What is not known is taken as speaking for the customer, and named in `changes`."""
    if regulation is None:
        return Outcome((), Ground.NO_REGULATION)
    part = regulation.part(case.part)
    if case.mainland is False:
        return Outcome((), Ground.ABROAD, part)
    if case.damage:
        return Outcome((Remedy.PAID_REPAIR,), Ground.DAMAGE, part)
    if case.listed is False:
        return Outcome((Remedy.PAID_REPAIR,), Ground.NOT_LISTED, part)
    if case.sold is None:
        return Outcome((), Ground.NO_DATE, part)
    months = max(part.months, case.months or 0)
    ends = term_end(case.sold, months, case.repairs, case.today)
    day = day_of(case.sold, case.today)
    if case.today > ends:
        return Outcome((Remedy.PAID_REPAIR,), Ground.EXPIRED, part, regulation.in_term, day, None, ends)
    return _in_term(regulation, case, part, day, ends)


def _in_term(regulation: Regulation, case: Case, part: Part, day: int, ends: date) -> Outcome:
    assert case.sold is not None
    unknown = ((Ground.NOT_LISTED, case.listed is None), (Ground.ABROAD, case.mainland is None), (Ground.DAMAGE, True))
    changes = tuple(ground for ground, open_still in unknown if open_still)
    if part.accessory:
        if regulation.replaced is not None and case.replaced >= regulation.replaced:
            return Outcome((Remedy.REFUND,), Ground.REPLACED_OFTEN, part, regulation.replaced_article, day, ends, ends, changes)
        changes = (*changes, Ground.REPLACED_OFTEN)
        return Outcome((Remedy.EXCHANGE,), Ground.IN_TERM, part, regulation.replaced_article, day, ends, ends, changes)
    for window in regulation.windows:
        if day <= window.until_day:
            until = case.sold + timedelta(days=window.until_day)
            return Outcome(window.choices, Ground.WINDOW, part, window.article, day, until, ends, changes)
    done = max(case.repaired, sum(1 for stay in case.repairs if stay.returned is not None))
    if regulation.repairs is not None and done >= regulation.repairs:
        return Outcome((Remedy.EXCHANGE,), Ground.REPAIRED_OFTEN, part, regulation.repairs_article, day, ends, ends, changes)
    waits = [day_of(stay.handed_in, case.today) for stay in case.repairs if stay.returned is None]
    if regulation.delay_days is not None and any(days > regulation.delay_days for days in waits):
        return Outcome((Remedy.EXCHANGE,), Ground.PARTS_DELAYED, part, regulation.delay_article, day, ends, ends, changes)
    further = ((Ground.REPAIRED_OFTEN, regulation.repairs), (Ground.PARTS_DELAYED, regulation.delay_days))
    changes = (*changes, *(ground for ground, rule in further if rule is not None))
    return Outcome((Remedy.REPAIR,), Ground.IN_TERM, part, regulation.in_term, day, ends, ends, changes)


def fault_listed(regulation: Regulation, told: str) -> Fault | None:
    """The line of the list that the customer's words speak of; None where none is sure to be meant."""
    return next((fault for fault in regulation.faults if any(word in told for word in fault.words)), None)


def part_meant(regulation: Regulation, told: str) -> Part:
    """The part that the customer's words speak of; the whole unit where they name none."""
    named = (part for part in regulation.parts if any(word in told for word in part.words))
    return next(named, regulation.parts[0])
