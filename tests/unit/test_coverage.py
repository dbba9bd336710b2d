"""Which protection a device has, when a plan may be bought, and which programme may be meant (US-08, US-32, US-33)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.coverage import Basis, PlanTerms, Status, coverage_of, incidents_left, span_of
from helpline.model.plans import Way, may_buy
from helpline.model.programmes import Chance, match
from helpline.model.registry import Plan, RegisteredDevice, Repair
from tests.content import reading

FACTS = reading.catalogue().entitlements
TODAY = date(2026, 11, 24)
TERMS = FACTS.plan.terms
PLAN = Plan("AppleCare+", date(2025, 3, 10), date(2027, 3, 9), (date(2025, 5, 1), date(2026, 2, 1), date(2026, 6, 1)))


def coverage(record: RegisteredDevice | None = None, told: date | None = None, family: str = "iphone", today: date = TODAY):
    return coverage_of(today, FACTS.warranty, FACTS.regulation_of(family), TERMS, record=record, told=told)


def test_a_known_device_has_status_basis_end_and_days() -> None:
    found = coverage(RegisteredDevice("X", purchase_date=date(2026, 3, 5), sold_in_mainland=True, source="R", as_of=TODAY))
    assert found.status is Status.COVERED and {p.basis for p in found.protections} == {Basis.LIMITED_WARRANTY, Basis.LAW}
    assert found.longest is not None and (found.longest.ends, found.longest.days_left(TODAY)) == (date(2027, 3, 5), 101)


@pytest.mark.parametrize(("sold", "status", "left"), [
    (date(2025, 11, 24), Status.CONDITIONAL, 0), (date(2025, 11, 23), Status.EXPIRED, -1), (date(2026, 11, 24), Status.CONDITIONAL, 365),
])  # fmt: skip
def test_the_last_day_is_within_and_a_word_is_conditional(sold: date, status: Status, left: int) -> None:
    found = coverage(told=sold)
    assert found.status is status and found.longest is not None and found.longest.days_left(TODAY) == left


def test_nothing_known_is_unknown() -> None:
    assert coverage().status is Status.UNKNOWN
    assert coverage(RegisteredDevice("X")).status is Status.UNKNOWN


def test_the_law_speaks_of_the_mainland_only_and_repairs_move_its_end() -> None:
    record = RegisteredDevice("X", purchase_date=date(2026, 3, 5), sold_in_mainland=False)
    assert {p.basis for p in coverage(record).protections} == {Basis.LIMITED_WARRANTY}
    repaired = RegisteredDevice("X", purchase_date=date(2026, 3, 5), repairs=(Repair(date(2026, 5, 1), date(2026, 5, 11)),))
    longest = coverage(repaired).longest
    assert longest is not None and (longest.basis, longest.ends) == (Basis.LAW, date(2027, 3, 15))


def test_the_main_parts_of_a_computer_have_two_years() -> None:
    found = coverage(told=date(2025, 1, 10), family="mac")
    assert found.status is Status.CONDITIONAL and found.longest is not None
    assert (found.longest.basis, found.longest.ends) == (Basis.LAW_PARTS, date(2027, 1, 10))


def test_a_plan_counts_its_incidents_from_its_own_first_day() -> None:
    assert span_of(PLAN, TERMS, TODAY) == (date(2026, 3, 10), date(2027, 3, 9))
    assert incidents_left(PLAN, TERMS, TODAY) == (1, date(2027, 3, 9))
    assert incidents_left(PLAN, TERMS, date(2026, 3, 9)) == (0, date(2026, 3, 9))
    assert incidents_left(PLAN, TERMS, date(2026, 3, 10))[0] == 1
    assert incidents_left(PLAN, PlanTerms(2, None), TODAY)[0] == 0
    record = RegisteredDevice("X", purchase_date=date(2025, 3, 5), plan=PLAN)
    found = coverage(record)
    assert (found.status, found.incidents_left) == (Status.COVERED, 1)
    assert found.longest is not None and found.longest.basis is Basis.PLAN


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 1500))
def test_every_day_of_a_plan_lies_in_its_span(starts: date, day: int) -> None:
    plan = Plan("p", starts, starts + timedelta(days=1500))
    today = starts + timedelta(days=day)
    start, end = span_of(plan, TERMS, today)
    assert plan.starts <= start <= today <= end <= plan.ends
    assert (end - start).days <= 366


# -- buying a plan -----------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "way"), [
    (0, Way.ON_DEVICE), (6, Way.ON_DEVICE), (7, Way.ON_DEVICE), (8, Way.IN_STORE), (60, Way.IN_STORE), (61, Way.TOO_LATE), (900, Way.TOO_LATE),
])  # fmt: skip
def test_the_windows_to_buy(day: int, way: Way) -> None:
    found = may_buy(FACTS.plan, TODAY - timedelta(days=day), TODAY)
    assert (found.way, found.day) == (way, day)


def test_a_broken_device_and_an_unknown_day() -> None:
    assert may_buy(FACTS.plan, TODAY, TODAY, broken=True).way is Way.BROKEN
    assert may_buy(FACTS.plan, None, TODAY).way is Way.NO_DATE


def test_fees_by_part() -> None:
    def fee(family: str, part: str) -> int | None:
        found = FACTS.plan.fee(family, part)
        return found.amount if found else None

    assert [fee("iphone", part) for part in ("screen", "back_glass", "camera", "battery")] == [188, 188, 628, 0]
    assert (fee("mac", "screen"), fee("mac", "camera"), fee("airpods", "other"), fee("homepod", "other")) == (799, 2299, 199, None)


# -- programmes ----------------------------------------------------------------------------------


def programme(id: str):
    return next(p for p in FACTS.programmes if p.id == id)


CAMERA = "iphone-14-plus-rear-camera"


@pytest.mark.parametrize(("sold", "built", "chance"), [
    (None, (), Chance.POSSIBLE), (date(2024, 1, 1), (), Chance.POSSIBLE), (date(2024, 1, 1), (date(2023, 4, 10),), Chance.POSSIBLE),
    (date(2024, 1, 1), (date(2023, 4, 3),), Chance.BUILT_OTHERWISE), (date(2024, 1, 1), (date(2024, 4, 28),), Chance.POSSIBLE),
    (date(2024, 1, 1), (date(2024, 4, 29),), Chance.BUILT_OTHERWISE), (date(2023, 11, 24), (), Chance.POSSIBLE), (date(2023, 11, 23), (), Chance.OVER),
])  # fmt: skip
def test_a_programme_is_possible_at_most(sold: date | None, built: tuple[date, ...], chance: Chance) -> None:
    assert match(programme(CAMERA), sold, built, TODAY).chance is chance


def test_one_that_ran_out_says_when_and_a_safety_recall_never_does() -> None:
    assert match(programme(CAMERA), date(2023, 11, 23), (), TODAY).ended == date(2026, 11, 23)
    assert match(programme("iphone-12-receiver"), date(2020, 11, 1), (), TODAY).ended == date(2022, 11, 1)
    assert match(programme("iphone-12-receiver"), None, (), TODAY).chance is Chance.OVER
    assert match(programme("macbook-pro-15-2015-battery"), date(2016, 1, 1), (), TODAY).chance is Chance.POSSIBLE
