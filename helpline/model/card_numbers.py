"""Numbers that are secret by their shape alone: bank cards and identity cards, and long numbers that nothing explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import luhn

from helpline.model.digit_runs import Run, runs
from helpline.model.secret_words import CARD_WORDS, DATE, EXPIRY, HARMLESS_BEFORE, LABEL, LINE, MOBILE

Span = tuple[int, int]
LONG, LONGEST = 14, 19  # digits of a card
_REGIONS = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
_BORN = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_BORN_SHORT = re.compile(r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_X_AFTER = re.compile(r"[\s\-]?[x×]")
_CONTEXT = 14  # characters before a number in which its name stands
_CARD = 16  # digits of most cards; no order of ours has so many
# Words of paying: beside them a long number is a card whatever was asked.
_OF_A_CARD = re.compile(r"卡(?![住顿死机槽托针])|付的?[款钱]|[转打汇]到|转[给账]|刷的?")


def find_numbers(text: str, asking: str | None) -> Iterator[Span]:
    """Spans of cards, identity numbers and unknown long numbers in text made by `plain_digits`."""
    free = text
    # Half of a card may look like a phone: where a card is spoken of nothing else explains it.
    for harmless in (DATE,) if _OF_A_CARD.search(text) else (DATE, MOBILE, LINE):
        free = harmless.sub(lambda match: "#" * len(match.group()), free)
    for run in runs(free):
        if len(run.value) >= LONG:
            yield from _in_run(free, run, asking)
    if CARD_WORDS.search(text):
        yield from (match.span(1) for match in EXPIRY.finditer(text))


def _in_run(text: str, run: Run, asking: str | None) -> Iterator[Span]:
    if len(run.value) <= LONGEST and (run.uniform or run.strong or _OF_A_CARD.search(text)):
        span = _secret(text, run, asking)
        if span:
            yield span
        return
    taken = 0
    for first in range(len(run.groups)):
        for last in range(min(first + LONGEST, len(run.groups)), first, -1):
            if first < taken or not _could_be_card(run, first, last):
                continue
            part = run.part(text, first, last)
            if not (part.uniform or part.strong):
                continue
            alone = len(part.groups) == 1 and len(part.value) >= LONG
            span = _secret(text, part, asking) if alone or _verified(part.value) else None
            if span:
                taken = last
                yield span


def _could_be_card(run: Run, first: int, last: int) -> bool:
    count = sum(end - start for start, end in run.groups[first:last])
    return count >= LONG and (count <= LONGEST or last == first + 1)


def _secret(text: str, run: Run, asking: str | None) -> Span | None:
    """The span of the run where it is, or may well be, something secret."""
    count, end = len(run.value), run.end
    x = _X_AFTER.match(text, end)
    if count == 17 and x and _BORN.fullmatch(run.value[6:14]):
        return run.start, x.end()
    if _verified(run.value):
        return (run.start, end) if not (count == 15 and _named_harmless(text, run.start)) else None
    if count == 15:
        born = run.value[:2] in _REGIONS and _BORN_SHORT.fullmatch(run.value[6:12])
        fits = born and not luhn.is_valid(run.value) and asking != "serial_number"
        return (run.start, end) if fits and not _named_harmless(text, run.start) else None
    part_of_word = text[max(run.start - 1, 0) : run.start].isascii() and text[max(run.start - 1, 0) : run.start].isalnum()
    explained = _named_harmless(text, run.start) or part_of_word or _asked_for(text, count, asking)
    return (run.start, end) if count > 15 and not explained else None


def _asked_for(text: str, count: int, asking: str | None) -> bool:
    """True where a number may be the order that was asked for."""
    return asking == "order_number" and count != _CARD and not LABEL.search(text) and not _OF_A_CARD.search(text)


def _verified(value: str) -> bool:
    """True where its check digit, or the birthday in it, says what it is."""
    if len(value) == 18 and value[:2] in _REGIONS and _BORN.fullmatch(value[6:14]):
        return True
    if not luhn.is_valid(value):
        return False
    if len(value) == 14:
        return value[:2] in ("30", "36", "38", "39")
    if len(value) == 15:
        return value[:2] in ("34", "37")
    return LONG < len(value) <= LONGEST and value[0] in "34569"


def _named_harmless(text: str, start: int) -> bool:
    before = text[max(start - _CONTEXT, 0) : start]
    return HARMLESS_BEFORE.search(before) is not None
