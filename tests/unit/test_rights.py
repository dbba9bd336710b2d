"""三包: what the law grants on which day (US-09). Day 0 is the day of the sale."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.registry import Repair
from helpline.model.rights import Case, Ground, Outcome, Remedy, fault_listed, judge, part_meant
from helpline.model.terms import add_months, term_end
from tests.content import reading

SOLD = date(2026, 11, 15)
ALL, SOME, ONE = (Remedy.REFUND, Remedy.EXCHANGE, Remedy.REPAIR), (Remedy.EXCHANGE, Remedy.REPAIR), (Remedy.REPAIR,)
FACTS = reading.catalogue().entitlements
PHONE, COMPUTER = FACTS.regulation_of("iphone"), FACTS.regulation_of("mac")
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def on_day(day: int, **more: object) -> Outcome:
    known = {"listed": True, "mainland": True, **more}
    return judge(PHONE, Case(SOLD, SOLD + timedelta(days=day), **known))  # type: ignore[arg-type]


def stay(begins: int, lasts: int | None) -> Repair:
    handed_in = SOLD + timedelta(days=begins)
    return Repair(handed_in, None if lasts is None else handed_in + timedelta(days=lasts))


@pytest.mark.parametrize(("day", "choices"), [
    (0, ALL), (7, ALL), (8, SOME), (15, SOME), (16, ONE), (365, ONE), (366, (Remedy.PAID_REPAIR,)),
])  # fmt: skip
def test_the_edges_of_a_phone(day: int, choices: tuple[Remedy, ...]) -> None:
    outcome = on_day(day)
    assert outcome.choices == choices and outcome.day == day
    assert outcome.ends == date(2027, 11, 15)
    assert outcome.ground is (Ground.EXPIRED if day > 365 else Ground.WINDOW if day <= 15 else Ground.IN_TERM)


def test_the_articles_and_the_last_day_of_each_choice() -> None:
    assert (on_day(3).article, on_day(3).until) == ("第十一条", date(2026, 11, 22))
    assert (on_day(12).article, on_day(12).until) == ("第十二条", date(2026, 11, 30))


def test_repaired_twice_and_still_broken_is_exchanged() -> None:
    twice = (stay(30, 2), stay(60, 2))
    outcome = on_day(100, repairs=twice)
    assert (outcome.choices, outcome.ground, outcome.article) == ((Remedy.EXCHANGE,), Ground.REPAIRED_OFTEN, "第十三条")
    assert on_day(100, repairs=twice[:1]).choices == ONE
    assert on_day(100, repairs=(twice[0], stay(99, None))).choices == ONE, "the second is not done yet"


@pytest.mark.parametrize(("waited", "choices"), [(60, ONE), (61, (Remedy.EXCHANGE,))])
def test_parts_that_do_not_come(waited: int, choices: tuple[Remedy, ...]) -> None:
    outcome = on_day(100 + waited, repairs=(stay(100, None),))
    assert outcome.choices == choices
    assert Ground.PARTS_DELAYED in (outcome.ground, *outcome.changes)


@pytest.mark.parametrize(("replaced", "choices"), [(0, (Remedy.EXCHANGE,)), (1, (Remedy.EXCHANGE,)), (2, (Remedy.REFUND,))])
@pytest.mark.parametrize("part", ["charger", "headset"])
def test_an_accessory_is_replaced_and_then_paid_back(part: str, replaced: int, choices: tuple[Remedy, ...]) -> None:
    assert on_day(40, part=part, replaced=replaced).choices == choices


@pytest.mark.parametrize(("part", "last"), [("main", 365), ("battery", 181), ("charger", 365), ("headset", 92)])
def test_each_part_has_its_term(part: str, last: int) -> None:
    assert on_day(last, part=part).granted
    assert on_day(last + 1, part=part).ground is Ground.EXPIRED


@pytest.mark.parametrize(("known", "ground"), [
    ({"damage": True}, Ground.DAMAGE), ({"listed": False}, Ground.NOT_LISTED), ({"mainland": False}, Ground.ABROAD),
    ({"damage": True, "mainland": False}, Ground.ABROAD),
])  # fmt: skip
def test_what_is_excluded_says_why(known: dict[str, object], ground: Ground) -> None:
    outcome = on_day(3, **known)
    assert outcome.ground is ground and not outcome.granted


def test_what_is_not_known_is_named_as_what_would_change_it() -> None:
    assert set(judge(PHONE, Case(SOLD, SOLD)).changes) == {Ground.NOT_LISTED, Ground.ABROAD, Ground.DAMAGE}
    assert judge(PHONE, Case(None, SOLD)).ground is Ground.NO_DATE
    assert judge(None, Case(SOLD, SOLD)).ground is Ground.NO_REGULATION


def test_a_computer_has_a_year_and_its_main_parts_two() -> None:
    assert judge(COMPUTER, Case(SOLD, date(2027, 11, 16))).ground is Ground.EXPIRED
    assert judge(COMPUTER, Case(SOLD, date(2028, 11, 15), part="main_parts")).granted
    assert not judge(COMPUTER, Case(SOLD, date(2028, 11, 16), part="main_parts")).granted


def test_a_desktop_in_zhejiang_has_three_years() -> None:
    region = FACTS.region_of(COMPUTER, "mac-mini-2024", "浙江")
    assert region is not None and judge(COMPUTER, Case(SOLD, date(2029, 11, 15), months=region.months)).granted
    assert FACTS.region_of(COMPUTER, "macbook-air-13-m4", "浙江") is None
    assert FACTS.region_of(COMPUTER, "mac-mini-2024", "江苏") is None


@pytest.mark.parametrize(("told", "fault"), [
    ("开不了机，充电也没反应", "power"), ("屏幕花屏了", "display"), ("老是自动关机", "shutdown"), ("不读卡", "sim"), ("听筒没声音", "sound"),
    ("音量键失灵了", "keys"), ("屏幕摔碎了", None), ("边框有划痕", None), ("颜色不喜欢", None),
])  # fmt: skip
def test_the_closed_list_of_a_phone(told: str, fault: str | None) -> None:
    found = fault_listed(PHONE, told)
    assert (found.id if found else None) == fault


@pytest.mark.parametrize(
    ("told", "part"), [("充电器坏了", "charger"), ("电池不耐用", "battery"), ("有线耳机一边不响", "headset"), ("屏幕花了", "main")]
)
def test_the_part_that_is_meant(told: str, part: str) -> None:
    assert part_meant(PHONE, told).id == part


# -- terms -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("sold", "months", "end"), [
    (date(2024, 2, 29), 12, date(2025, 2, 28)), (date(2023, 2, 28), 12, date(2024, 2, 28)), (date(2023, 3, 1), 12, date(2024, 3, 1)),
    (date(2026, 8, 31), 6, date(2027, 2, 28)), (date(2026, 12, 31), 12, date(2027, 12, 31)), (date(2026, 11, 30), 3, date(2027, 2, 28)),
])  # fmt: skip
def test_months_end_on_the_corresponding_day(sold: date, months: int, end: date) -> None:
    assert add_months(sold, months) == end


def test_stays_that_overlap_count_once_and_those_after_the_term_not_at_all() -> None:
    end = add_months(SOLD, 12)
    assert term_end(SOLD, 12, (stay(10, 5), stay(12, 5)), SOLD + timedelta(days=99)) == end + timedelta(days=7)
    assert term_end(SOLD, 12, (stay(10, 5), stay(11, 2)), SOLD + timedelta(days=99)) == end + timedelta(days=5)
    assert term_end(SOLD, 12, (stay(400, 5),), SOLD + timedelta(days=500)) == end
    assert term_end(SOLD, 12, (stay(360, 10), stay(372, 3)), SOLD + timedelta(days=500)) == end + timedelta(days=13)


@given(days, st.integers(0, 60))
def test_a_term_has_its_years_whatever_the_calendar(sold: date, months: int) -> None:
    end = add_months(sold, months)
    assert (end.year * 12 + end.month) - (sold.year * 12 + sold.month) == months
    assert end.day == min(sold.day, calendar.monthrange(end.year, end.month)[1])


@given(days, st.integers(0, 800), st.lists(st.tuples(st.integers(0, 700), st.integers(0, 90)), max_size=5))
def test_repairs_never_shorten_a_term_and_never_count_twice(sold: date, day: int, stays: list[tuple[int, int]]) -> None:
    repairs = [Repair(sold + timedelta(days=a), sold + timedelta(days=a + b)) for a, b in stays]
    end = term_end(sold, 12, repairs, sold + timedelta(days=day))
    covered = {d for a, b in stays for d in range(a, a + b)}
    assert add_months(sold, 12) <= end <= add_months(sold, 12) + timedelta(days=len(covered))


@given(days, st.integers(0, 1200), st.sampled_from(["main", "battery", "charger", "headset"]))
def test_as_days_go_by_nobody_is_granted_more(sold: date, day: int, part: str) -> None:
    def choices(day: int) -> set[Remedy]:
        outcome = judge(PHONE, Case(sold, sold + timedelta(days=day), part=part, listed=True, mainland=True))
        return set(outcome.choices) - {Remedy.PAID_REPAIR}

    assert choices(day + 1) <= choices(day)


@given(days, st.integers(0, 1200), st.integers(0, 40))
def test_a_repair_moves_the_end_by_its_days(sold: date, day: int, lasts: int) -> None:
    handed_in = sold + timedelta(days=20)
    today = sold + timedelta(days=max(day, 20 + lasts))
    repaired = judge(PHONE, Case(sold, today, listed=True, repairs=(Repair(handed_in, handed_in + timedelta(days=lasts)),)))
    assert repaired.ends == add_months(sold, 12) + timedelta(days=lasts)
    assert (repaired.ground is Ground.EXPIRED) == (today > repaired.ends)
