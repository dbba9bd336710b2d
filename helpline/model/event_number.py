"""The event number: ten random digits and a Damm check digit, shown 3-4-4.

It is a reference, not a key: it gives nobody a right by itself.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterator

from stdnum import damm

from helpline.errors import NumberMistyped
from helpline.model.text import SPOKEN_DIGITS, spoken_digits

LENGTH = 11


def new_event_number() -> str:
    """Eleven digits, the first from 2 to 9: a mobile number, eleven digits too, begins with 1."""
    body = str(secrets.randbelow(8) + 2) + f"{secrets.randbelow(10**9):09d}"
    return body + damm.calc_check_digit(body)


def shown(number: str) -> str:
    """The number as people read it.

    >>> shown("12345678901")
    '123 4567 8901'
    """
    return f"{number[:3]} {number[3:7]} {number[7:]}"


def is_valid(number: str) -> bool:
    """True where it is eleven digits, none a mobile number, with the right check digit."""
    return _could_be(number) and damm.is_valid(number)


def _could_be(number: str) -> bool:
    return len(number) == LENGTH and number.isascii() and number.isdigit() and number[0] in "23456789"


# Digits in any grouping: blanks, dashes, commas and pauses between them are not part of it.
_RUN = re.compile(r"\d(?:[\s\-—–·.,，、。]*\d)*")
# A group ends where writing changes too: 「…9017一直没回电」 goes on in words.
_GROUP = re.compile(rf"\d+|[{SPOKEN_DIGITS}]+")

# No digits of it: an order number, and the 一 of a word: 「订单W2233445566一直不发货」.
_OTHER = re.compile(r"[Ww]\d{8,}|一(?=[直下个样点共次定起会些般旦切台条张天周年月])")


def _elevens(text: str) -> Iterator[str]:
    """All elevens of digits in `text` made of whole groups in a row: a phone's tail may stand beside a number."""
    plain = _OTHER.sub(lambda found: "#" * len(found.group()), unicodedata.normalize("NFKC", text))
    for run in _RUN.finditer(spoken_digits(plain)):
        groups = [spoken_digits(group) for group in _GROUP.findall(plain, *run.span())]
        for first in range(len(groups)):
            digits = ""
            for group in groups[first : first + LENGTH]:
                digits += group
                if len(digits) >= LENGTH:
                    break
            if len(digits) == LENGTH:
                yield digits


def find_event_number(text: str) -> str | None:
    """The first valid event number said or typed in `text`, or None.

    >>> find_event_number("没有编号") is None
    True
    """
    return next(filter(is_valid, _elevens(text)), None)


def read_event_number(text: str) -> str | None:
    """The event number in `text`; None where nothing in it looks like one.

    Raises NumberMistyped where eleven digits stand together with a wrong check digit.
    """
    found = find_event_number(text)
    if found:
        return found
    if any(map(_could_be, _elevens(text))):
        raise NumberMistyped
    return None


def near(text: str) -> list[str]:
    """Valid numbers that differ from eleven digits typed by one digit, or by two neighbours that changed places."""
    found: set[str] = set()
    for typed in _elevens(text):
        for place in range(LENGTH):
            found |= {typed[:place] + digit + typed[place + 1 :] for digit in "0123456789"}
            found.add(typed[:place] + typed[place : place + 2][::-1] + typed[place + 2 :])
    return sorted(filter(is_valid, found))
