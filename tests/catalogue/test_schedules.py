"""Hours of stores, holidays and festivals as operators write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import yaml

from helpline.catalogue.entries import read_store
from helpline.catalogue.gaps import gaps
from helpline.catalogue.schedules import read_visits
from helpline.model.event import Mode
from helpline.model.holidays import Holidays
from helpline.model.times import SHANGHAI
from tests.content import reading

VISITS = {
    "sample": True,
    "hours": {"everyday": ["10:00-20:00"], "rests_on_holidays": True},
    "minutes": 30,
    "seats": 3,
    "lead_minutes": 60,
    "horizon_days": 14,
}
OFF = Holidays(off={date(2026, 10, 1): "国庆节", date(2026, 10, 2): "国庆节"}, years=frozenset({2026}))


def store(**more: object) -> dict[str, object]:
    plain = dict.fromkeys(("name", "city", "district", "province", "address", "phone"), "x")
    return {"id": "one", **plain, "services": ["genius_bar"], **more}


def test_a_store_has_hours_and_exceptions_of_its_own() -> None:
    own = yaml.safe_load('{hours: {everyday: ["10:00-12:30", "13:30-21:00"], exceptions: {"2026-10-01": ["12:00-18:00"]}}, seats: 2}')
    visits = read_store(store(visits=own), VISITS, OFF).visits
    assert visits is not None and (visits.seats, visits.minutes, visits.sample) == (2, 30, False)
    hours = visits.hours
    assert [f"{a:%H:%M}-{b:%H:%M}" for a, b in hours.intervals(date(2026, 9, 30))] == ["10:00-12:30", "13:30-21:00"]
    assert not hours.is_open(datetime(2026, 9, 30, 13, 0, tzinfo=SHANGHAI)), "the gap at noon"
    assert hours.intervals(date(2026, 10, 1)) and not hours.intervals(date(2026, 10, 2)), "it opens on one day of the holiday"
    assert hours.why_closed(date(2026, 10, 2)) == "国庆节"


def test_without_its_own_a_store_is_as_all_are_and_a_sample_stays_one() -> None:
    assert read_store(store(), VISITS, OFF).visits is None
    only_seats = read_store(store(visits={"seats": 1}), VISITS, OFF).visits
    assert only_seats is not None and only_seats.sample and only_seats.seats == 1


@pytest.mark.parametrize("intervals", [["10:00-13:00", "12:30-20:00"], ["14:00-20:00", "09:00-12:00"], ["20:00-10:00"]])
def test_hours_that_overlap_or_run_backwards_are_refused(intervals: list[str]) -> None:
    with pytest.raises(ValueError, match="overlap|closes before"):
        read_visits({**VISITS, "hours": {"everyday": intervals}}, OFF)


def test_a_year_that_is_not_entered_is_warned_of_before_it_begins() -> None:
    catalogue = reading.catalogue()
    assert gaps(catalogue, datetime(2026, 6, 1, tzinfo=SHANGHAI)) == []
    assert "2027" in gaps(catalogue, datetime(2026, 12, 1, tzinfo=SHANGHAI))[0]


def test_the_days_off_of_a_festival_are_not_guessed() -> None:
    holidays = reading.catalogue().holidays
    spring = next(festival for festival in holidays.festivals if festival.name == "春节")
    assert holidays.span(spring, 2026) == (date(2026, 2, 15), date(2026, 2, 23))
    assert holidays.span(spring, 2027) == (date(2027, 2, 6), date(2027, 2, 6))
    assert holidays.span(spring, 2035) is None


def test_a_store_takes_what_it_says() -> None:
    phones = read_store(store(families=["iphone"]), VISITS, OFF)
    assert phones.takes(Mode.GENIUS_BAR, "iphone") and phones.takes(Mode.GENIUS_BAR, None)
    assert not phones.takes(Mode.GENIUS_BAR, "mac") and not phones.takes(Mode.AASP, "iphone")
