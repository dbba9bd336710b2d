"""Finds what nobody should be told, and hides it: passwords, codes, cards, identity numbers, recovery keys.

Nothing else of Helpline sees a customer's text before `masked` has read it. docs/security.md says what is taken for a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

from helpline.model.awaited import find_awaited
from helpline.model.card_numbers import find_numbers
from helpline.model.digit_runs import Plain, plain_digits
from helpline.model.labelled import find_labelled
from helpline.model.secret_words import APP_PASSWORD, FILLER, GIFT_CARD, LABEL, RECOVERY_KEY

MASK = "******"
_MASK_ALONE = re.compile(r"(?<!\*)\*{6}(?!\*)")
_SHAPES = (RECOVERY_KEY, APP_PASSWORD, GIFT_CARD)
_SAYS_NOTHING = 2  # characters left beside a secret


class Told(Enum):
    """What a message with a hidden secret holds besides."""

    ALONE = auto()
    BESIDE = auto()


def masked(text: str, asking: str | None = None, earlier: tuple[str, ...] = ()) -> str:
    """`text` with every secret in it as `******`.

    `asking` is the slot that was asked for, `earlier` the customer's own last lines, masked already, the newest last.

    >>> masked("我的密码是 Abc@12345，登不上")
    '我的密码是 ******，登不上'
    """
    plain = plain_digits(text)
    spans = [match.span() for shape in _SHAPES for match in shape.finditer(plain.text)]
    spans += find_numbers(plain.text, asking)
    spans += find_labelled(plain)
    spans += find_awaited(plain, asking, earlier)
    return _hide(plain, spans)


def told(text: str) -> Told | None:
    """Whether a kept line had a secret in it, and whether anything else."""
    if not _MASK_ALONE.search(text):
        return None
    rest = FILLER.sub("", LABEL.sub("", _MASK_ALONE.sub("", plain_digits(text).text)))
    return Told.ALONE if len(rest) <= _SAYS_NOTHING else Told.BESIDE


def _hide(plain: Plain, spans: Iterable[tuple[int, int]]) -> str:
    text, position = "", 0
    for start, end in _merged(sorted(plain.origin(start, end) for start, end in spans if end > start), plain.original):
        text += plain.original[position:start] + MASK
        position = end
    return text + plain.original[position:]


def _merged(spans: list[tuple[int, int]], original: str) -> list[tuple[int, int]]:
    """Spans that touch, or that only blanks part, as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and not original[merged[-1][1] : start].strip(" -—–、,.*"):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
