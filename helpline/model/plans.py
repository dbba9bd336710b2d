"""When a service plan can be bought, and what a claim under it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from helpline.model.coverage import PlanTerms
from helpline.model.terms import Source, day_of


class Way(str, Enum):
    """How the plan can be bought on a given day."""

    ON_DEVICE = "on_device"
    IN_STORE = "in_store"
    TOO_LATE = "too_late"
    BROKEN = "broken"  # a device that is broken already cannot be insured
    NO_DATE = "no_date"


@dataclass(frozen=True)
class Fee:
    """What one claim costs in yuan; 0 where nothing is to be paid."""

    family: str
    part: str
    name: str
    amount: int
    source: Source


@dataclass(frozen=True)
class PlanRules:
    """The plan's rules as data."""

    name: str
    on_device_days: int
    in_store_days: int
    in_store_needs: str
    terms: PlanTerms
    whole_terms: frozenset[str]  # families whose claims are counted over the whole plan
    fees: tuple[Fee, ...]
    families: frozenset[str]
    windows_source: Source
    free: str

    def terms_of(self, family: str) -> PlanTerms:
        """How claims are counted for a family."""
        return PlanTerms(self.terms.incidents, None) if family in self.whole_terms else self.terms

    def fee(self, family: str, part: str) -> Fee | None:
        """What a claim for this part costs; the fee of other damage where the part has none of its own, but for a battery, which ages."""
        mine = {fee.part: fee for fee in self.fees if fee.family == family}
        return mine.get(part) or (None if part == "battery" else mine.get("other"))


@dataclass(frozen=True)
class Purchase:
    """Whether the plan can still be bought: the way, which day it is, and the last days of both ways."""

    way: Way
    day: int | None = None
    on_device_until: date | None = None
    in_store_until: date | None = None


def may_buy(rules: PlanRules, sold: date | None, today: date, *, broken: bool = False) -> Purchase:
    """How the plan can be bought today."""
    if broken:
        return Purchase(Way.BROKEN)
    if sold is None:
        return Purchase(Way.NO_DATE)
    day = day_of(sold, today)
    until = sold + timedelta(days=rules.on_device_days), sold + timedelta(days=rules.in_store_days)
    way = Way.ON_DEVICE if day <= rules.on_device_days else Way.IN_STORE if day <= rules.in_store_days else Way.TOO_LATE
    return Purchase(way, day, *until)
