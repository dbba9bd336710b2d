"""What is missing from the facts without making them wrong: for the log at start, and for who checks the catalogue."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue
from helpline.model.times import SHANGHAI

AHEAD = timedelta(days=60)  # a year whose holidays are not entered is named so long before it begins


def gaps(catalogue: Catalogue, now: datetime) -> list[str]:
    """One line for each gap that will be felt soon."""
    missing = years_without_holidays(catalogue, now)
    return [f"holidays.yml has no arrangement for {year}: lines and stores keep their weekday hours on its holidays" for year in missing]


def years_without_holidays(catalogue: Catalogue, now: datetime) -> list[int]:
    """This year, or the one that is about to begin, where nobody entered the days off."""
    today = now.astimezone(SHANGHAI).date()
    return catalogue.holidays.missing(today, today + AHEAD)
