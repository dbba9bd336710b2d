"""What eyes without the right read instead of a telephone number, a serial or an account."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from helpline.model.phone import find_phone
from helpline.model.text import SPOKEN_DIGITS, mask, normalise, spoken_digits

HIDDEN = ("contact_phone", "serial_number", "imei", "account", "order_number")
_BETWEEN = r"[\s\-—–·.,、，]{0,2}"
_ANY_DIGIT = re.compile(rf"[\d{SPOKEN_DIGITS}]")


class Veil:
    """Hides given values wherever and however they were written."""

    def __init__(self, values: Iterable[str]) -> None:
        self._values = sorted({value for value in values if len(value) >= 4}, key=len, reverse=True)

    def over(self, value: Any) -> Any:
        """The same with every text inside veiled."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {key: self.over(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.over(part) for part in value]
        return value

    def _text(self, text: str) -> str:
        for value in self._values:
            text = re.sub(_BETWEEN.join(map(re.escape, value)), mask(value), text, flags=re.IGNORECASE)
        if self._still_in(text):  # said aloud, in another width or with words in between
            text = _ANY_DIGIT.sub("*", text)
        phone = find_phone(text)
        while phone:
            text = text[: phone.start] + mask(text[phone.start : phone.end]) + text[phone.end :]
            phone = find_phone(text)
        return text

    def _still_in(self, text: str) -> bool:
        digits = re.sub(r"\D", "", spoken_digits(text))
        plain = re.sub(r"\W", "", normalise(text))
        return any((value.isdigit() and value in digits) or re.sub(r"\W", "", value).lower() in plain for value in self._values)


def sensitive(facts: dict[str, Any]) -> list[str]:
    """The values of an event's facts that are veiled."""
    return [str(facts[name]) for name in HIDDEN if facts.get(name)]
