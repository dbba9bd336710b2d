"""A telephone number that comes in two messages: 「177 2099」, then 「4381」."""

from __future__ import annotations

import re

from helpline.model.landline import joined_landline
from helpline.model.phone import FoundPhone
from helpline.model.text import spoken_digits

_PIECE = re.compile(r"\D{0,12}(\d[\d\s-]{2,9})\D{0,3}")
_NO_DIGITS = re.compile(r"大[陆陸]|[两三四五六七八4-8几]位")  # whose 陆 is no 6, and 「后面四位」 says how many come
BEGUN = "phone begun"  # among the tries of a draft: the digits that came first


def joined_phone(begun: str, text: str) -> FoundPhone | None:
    """The number of which `begun` was said before, and the rest now: 「177 2099」, 「4381」."""
    plain = spoken_digits(_NO_DIGITS.sub("", text)).strip()
    if landline := joined_landline(begun, plain):
        return FoundPhone(landline, 0, len(text))
    piece = _PIECE.fullmatch(plain)
    whole = begun + re.sub(r"\D", "", piece[1]) if piece and begun else ""
    return FoundPhone(whole, 0, len(text)) if re.fullmatch(r"1[3-9]\d{9}", whole) else None


def begun_phone(text: str) -> str:
    """The digits with which a mobile number begins, where the words hold no more than these; else nothing.

    >>> begun_phone("177 2099"), begun_phone("17720994381"), begun_phone("4381")
    ('1772099', '', '')
    """
    piece = _PIECE.fullmatch(spoken_digits(_NO_DIGITS.sub("", text)).strip())
    digits = re.sub(r"\D", "", piece[1]) if piece else ""
    return digits if re.fullmatch(r"1[3-9]\d{1,8}", digits) else ""
