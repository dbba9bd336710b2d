"""Whether a system can run on a device, by the last system that it got and the year that it came out."""

from __future__ import annotations

import re
from enum import Enum

_NUMBERED = ("iOS", "iPadOS")  # their number followed the year until 18, then became the year that follows
_LAST_OLD, _FIRST_NEW = 18, 26


class Runs(str, Enum):
    """What can be said of a device and a system version."""

    PLAUSIBLE = "plausible"
    TOO_NEW = "too_new"  # for this device
    TOO_OLD = "too_old"  # the device came out with a later one
    UNHEARD_OF = "unheard_of"  # there is no such version
    OTHER_SYSTEM = "other_system"


def version_of(told: str) -> tuple[str, tuple[int, ...]] | None:
    """System and numbers of 「iOS 18.6」 or 「18.6」; None where there is no number."""
    match = re.search(r"([A-Za-z]*OS)?\s*(\d{1,2}(?:\.\d{1,2}){0,2})", told)
    if match is None:
        return None
    return match[1] or "", tuple(int(part) for part in match[2].split("."))


def runs(told: str, system: str, last: str | None, year: int | None) -> Runs:
    """Whether a version goes with a device of this system, whose `last` system is set where it gets no more."""
    read = version_of(told)
    if read is None or not system:
        return Runs.PLAUSIBLE
    named, version = read
    if named and named != system and not (named in _NUMBERED and system in _NUMBERED):
        return Runs.OTHER_SYSTEM
    if last and version[0] > int(last.split(".")[0]):
        return Runs.TOO_NEW
    if system not in _NUMBERED:
        return Runs.PLAUSIBLE
    if _LAST_OLD < version[0] < _FIRST_NEW:
        return Runs.UNHEARD_OF
    first = year - 2007 if year else 0
    return Runs.TOO_OLD if version[0] < min(first, _LAST_OLD) else Runs.PLAUSIBLE
