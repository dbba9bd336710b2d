"""What the layout of a serial says of its making, and whether a system goes with a device."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.serial_layout import Fit, fit, read_layout
from helpline.model.systems import Runs, runs

TODAY = date(2026, 11, 24)
ANY = st.text(alphabet="0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=8, max_size=14)


@pytest.mark.parametrize(("serial", "built"), [
    ("C39C1ABCDEFG", [(2010, 1), (2020, 1)]), ("C39D1ABCDEFG", [(2010, 27), (2020, 27)]), ("C39ZYABCDEFG", [(2020, 1)]),
    ("C39XK2ABC123", [(2018, 42)]), ("C39QC2ABC123", [(2015, 36)]), ("VM9241ABCDE", [(2009, 24)]), ("VM0011ABCDE", [(2000, 1), (2010, 1)]),
])  # fmt: skip
def test_plant_half_year_and_week(serial: str, built: list[tuple[int, int]]) -> None:
    weeks = [(day.isocalendar()[0], day.isocalendar()[1]) for day in read_layout(serial, TODAY).built]
    assert weeks == built


@pytest.mark.parametrize("serial", ["C39A1ABCDEFG", "C39CSABCDEFG", "C39C0ABCDEFG", "VMX241ABCDE"[:11], "VM9991ABCDE", "VM9001ABCDE"])
def test_what_does_not_read_is_doubtful(serial: str) -> None:
    assert not read_layout(serial, TODAY).readable and fit(serial, 2015, None, TODAY) is Fit.DOUBTFUL


@pytest.mark.parametrize(("serial", "year", "sold", "verdict"), [
    ("C39XK2ABC123", 2018, None, Fit.CONSISTENT), ("C39XK2ABC123", 2018, date(2019, 1, 1), Fit.CONSISTENT),
    ("C39XK2ABC123", 2019, None, Fit.CONSISTENT), ("C39XK2ABC123", 2020, None, Fit.IMPOSSIBLE),
    ("C39XK2ABC123", 2018, date(2018, 5, 1), Fit.IMPOSSIBLE), ("C39XK2ABC123", 2018, date(2024, 5, 1), Fit.DOUBTFUL),
    ("C39XK2ABC123", None, None, Fit.CONSISTENT), ("C39XK2ABC123", 2023, None, Fit.DOUBTFUL), ("VM9241ABCDE", 2009, None, Fit.CONSISTENT),
    ("VM9241ABCDE", 2015, None, Fit.IMPOSSIBLE), ("XG4K2H7Q0P", 2022, date(2023, 1, 1), Fit.CONSISTENT), ("XG4K2H7Q0P", 2014, None, Fit.DOUBTFUL),
    ("XG4K2H7Q0P", 2020, date(2020, 11, 1), Fit.DOUBTFUL), ("XG4K2H7Q0PABC", 2022, None, Fit.DOUBTFUL), ("C39F1ABCDEFG", 2020, None, Fit.CONSISTENT),
])  # fmt: skip
def test_serial_model_and_purchase(serial: str, year: int | None, sold: date | None, verdict: Fit) -> None:
    assert fit(serial, year, sold, TODAY) is verdict


@given(ANY, st.none() | st.integers(2005, 2026), st.none() | st.dates(date(2005, 1, 1), TODAY))
def test_every_serial_is_judged_and_none_was_built_tomorrow(serial: str, year: int | None, sold: date | None) -> None:
    assert fit(serial, year, sold, TODAY) in Fit
    assert all(day <= TODAY for day in read_layout(serial, TODAY).built)


@given(ANY, st.integers(2021, 2026), st.none() | st.dates(date(2005, 1, 1), TODAY))
def test_of_models_with_random_serials_nothing_is_impossible(serial: str, year: int, sold: date | None) -> None:
    assert fit(serial, year, sold, TODAY) is not Fit.IMPOSSIBLE


@pytest.mark.parametrize(("told", "system", "last", "year", "verdict"), [
    ("iOS 26", "iOS", "18.7.4", 2018, Runs.TOO_NEW), ("iOS 18.7.5", "iOS", "18.7.4", 2018, Runs.PLAUSIBLE), ("26.1", "iOS", None, 2021, Runs.PLAUSIBLE),
    ("iOS 15.8", "iOS", None, 2024, Runs.TOO_OLD), ("iOS 16", "iOS", None, 2022, Runs.PLAUSIBLE), ("18.3", "iOS", None, 2025, Runs.PLAUSIBLE),
    ("iOS 21", "iOS", None, 2024, Runs.UNHEARD_OF), ("macOS 15", "iOS", None, 2024, Runs.OTHER_SYSTEM), ("iOS 17", "iPadOS", None, 2021, Runs.PLAUSIBLE),
    ("macOS Sonoma", "macOS", None, 2022, Runs.PLAUSIBLE), ("watchOS 10", "watchOS", "8.8.1", 2017, Runs.TOO_NEW), ("15.1", "macOS", None, 2024, Runs.PLAUSIBLE),
    ("最新版", "iOS", None, 2024, Runs.PLAUSIBLE), ("18", "", None, None, Runs.PLAUSIBLE),
])  # fmt: skip
def test_system_and_device(told: str, system: str, last: str | None, year: int | None, verdict: Runs) -> None:
    assert runs(told, system, last, year) is verdict
