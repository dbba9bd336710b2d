"""Telephone numbers, as typed, dictated or pasted."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from helpline.model.text import mask, spoken_digits


@dataclass(frozen=True)
class FoundPhone:
    """A mainland number as national digits, or any other in E.164, with its span."""

    value: str
    start: int
    end: int


_EXTENSION = re.compile(r"\s*(?:转|轉|分机|分機)\s*(?=\d)")
# A mobile number however grouped, with the pauses of dictation too; the matcher of the library misses unusual groups.
_PAUSE = r"[\s\-—–·.,、]{0,2}"
_GROUPED = rf"1[ -]?[3-9](?:[ -]?\d){{9}}|1[3-9]\d{_PAUSE}\d{{4}}{_PAUSE}\d{{4}}"
_MOBILE = re.compile(rf"(?<![\d+])(?:(?:\+|00)?86[ -]?)?({_GROUPED})(?!\d)")


def find_phone(text: str) -> FoundPhone | None:
    """The first telephone number in `text`, or None.

    >>> find_phone("我的电话是 138-1234 5678").value
    '13812345678'
    """
    plain = spoken_digits(text)
    mobile = _MOBILE.search(plain)
    if mobile:
        return FoundPhone(re.sub(r"\D", "", mobile.group(1)), mobile.start(), mobile.end())
    if sum(c.isdigit() for c in plain) < 7:
        return None
    dialled = _EXTENSION.sub(lambda m: "x".ljust(len(m.group())), plain)
    for match in phonenumbers.PhoneNumberMatcher(dialled, "CN"):
        return FoundPhone(_canonical(match.number), match.start, match.end)
    return None


def _canonical(number: phonenumbers.PhoneNumber) -> str:
    if number.country_code == 86:
        plain = phonenumbers.PhoneNumber(country_code=86, national_number=number.national_number)  # no extension
        return re.sub(r"\D", "", phonenumbers.format_number(plain, phonenumbers.PhoneNumberFormat.NATIONAL))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def masked_phone(phone: str) -> str:
    """Only the last four digits readable.

    >>> masked_phone("13812345678")
    '*******5678'
    """
    return mask(phone)


def tail(phone: str) -> str:
    """The last four digits, by which a customer proves that an event is theirs."""
    return re.sub(r"\D", "", phone)[-4:]
