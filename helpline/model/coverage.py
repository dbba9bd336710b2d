"""Which protection a device has on a given day, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from helpline.model.registry import Plan, RegisteredDevice, Repair
from helpline.model.rights import Regulation
from helpline.model.terms import Source, add_months, term_end


class Basis(str, Enum):
    """What grants the protection."""

    LIMITED_WARRANTY = "limited_warranty"
    LAW = "law"
    LAW_PARTS = "law_parts"  # the main parts of a computer have a longer term
    PLAN = "applecare"


class Status(str, Enum):
    """How it stands. `CONDITIONAL` rests on the customer's word alone."""

    COVERED = "covered"
    EXPIRED = "expired"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Warranty:
    """The maker's limited warranty."""

    name: str
    months: int
    not_covered: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class PlanTerms:
    """How often a plan may be claimed: so often in each span of `months` from its first day, or in all where `months` is None."""

    incidents: int
    months: int | None


@dataclass(frozen=True)
class Protection:
    """One protection with its last day."""

    basis: Basis
    name: str
    ends: date

    def days_left(self, today: date) -> int:
        """0 on its last day; negative when it is over."""
        return (self.ends - today).days


@dataclass(frozen=True)
class Coverage:
    """All protections of a device, the longest first. `incidents_left` belongs to the plan."""

    status: Status
    protections: tuple[Protection, ...] = ()
    incidents_left: int | None = None
    incidents_until: date | None = None
    sold: date | None = None
    sample: bool = False
    source: str = ""
    as_of: date | None = None

    @property
    def longest(self) -> Protection | None:
        """The protection that ends last."""
        return self.protections[0] if self.protections else None

    @property
    def of_the_whole(self) -> Protection | None:
        """The longest that is not of main parts alone."""
        return next((one for one in self.protections if one.basis is not Basis.LAW_PARTS), None)


def coverage_of(
    today: date,
    warranty: Warranty,
    regulation: Regulation | None,
    terms: PlanTerms,
    *,
    record: RegisteredDevice | None = None,
    told: date | None = None,
) -> Coverage:
    """What protects the device: by the registry's record, else by the day of purchase that was told."""
    sold = (record.purchase_date if record else None) or told
    plan = record.plan if record else None
    if sold is None and plan is None:
        return Coverage(Status.UNKNOWN)
    repairs = record.repairs if record else ()
    mainland = record is None or record.sold_in_mainland is not False
    found = _protections(sold, plan, repairs, warranty, regulation if mainland else None, today)
    ordered = tuple(sorted(found, key=lambda one: one.ends, reverse=True))
    live = ordered[0].ends >= today
    certain = record is not None and (record.purchase_date is not None or plan is not None)
    status = (Status.COVERED if certain else Status.CONDITIONAL) if live else Status.EXPIRED
    left, until = incidents_left(plan, terms, today) if plan and plan.starts <= today <= plan.ends else (None, None)
    return Coverage(
        status,
        ordered,
        left,
        until,
        sold,
        bool(record and record.sample),
        record.source if record else "",
        record.as_of if record else None,
    )


def _protections(
    sold: date | None, plan: Plan | None, repairs: tuple[Repair, ...], warranty: Warranty, regulation: Regulation | None, today: date
) -> list[Protection]:
    found = [Protection(Basis.PLAN, plan.name, plan.ends)] if plan else []
    if sold is not None:
        found.append(Protection(Basis.LIMITED_WARRANTY, warranty.name, add_months(sold, warranty.months)))
        if regulation is not None:
            found.append(Protection(Basis.LAW, regulation.name, term_end(sold, regulation.parts[0].months, repairs, today)))
            longer = [part for part in regulation.parts if part.months > regulation.parts[0].months]
            found += [Protection(Basis.LAW_PARTS, part.name, term_end(sold, part.months, repairs, today)) for part in longer]
    return found


def incidents_left(plan: Plan, terms: PlanTerms, today: date) -> tuple[int, date]:
    """How many claims are left today, and the last day of the span that they belong to."""
    start, end = span_of(plan, terms, today)
    used = sum(1 for day in plan.incidents if start <= day <= end)
    return max(terms.incidents - used, 0), end


def span_of(plan: Plan, terms: PlanTerms, today: date) -> tuple[date, date]:
    """The span of the plan that `today` lies in, both days within it: spans are counted from the plan's first day."""
    if terms.months is None:
        return plan.starts, plan.ends
    count = 0
    while add_months(plan.starts, terms.months * (count + 1)) <= today:
        count += 1
    start = add_months(plan.starts, terms.months * count)
    following = add_months(plan.starts, terms.months * (count + 1))
    return start, min(date.fromordinal(following.toordinal() - 1), plan.ends)
