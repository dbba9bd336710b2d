"""What a registry of devices knows of one of them: when it was sold, where, under which plan, and how often it was repaired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Plan:
    """A service plan of a device, both days within it, with the days of the incidents that were used."""

    name: str
    starts: date
    ends: date
    incidents: tuple[date, ...] = ()


@dataclass(frozen=True)
class Repair:
    """A stay in repair, from the day it was handed in to the day it was given back; None while it is still there."""

    handed_in: date
    returned: date | None = None


@dataclass(frozen=True)
class RegisteredDevice:
    """One device. `model` is the id of a device of the catalogue; what is not known is None.

    `sample` is true for records that were made up for trying out. `source` says who keeps the record, `as_of` of which day it is.
    """

    serial: str
    imei: str | None = None
    model: str | None = None
    purchase_date: date | None = None
    sold_in_mainland: bool | None = None
    plan: Plan | None = None
    repairs: tuple[Repair, ...] = ()
    sample: bool = False
    source: str = ""
    as_of: date | None = None
