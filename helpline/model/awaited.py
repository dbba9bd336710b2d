"""Secrets that come bare, because an earlier line announced them or gave their first half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpline.model.digit_runs import Plain, plain_digits, runs
from helpline.model.event_number import is_valid
from helpline.model.labelled import unexplained
from helpline.model.secret_words import ADDRESS, ANNOUNCES, CLOCK, DATE, FILLER, FORGOT, HALF, KNOWN_NAME, LABEL, LINE, MOBILE, MODEL

Span = tuple[int, int]
_HIDDEN = re.compile(r"(?<!\*)\*{6}(?!\*)")
_MINUTES_OF_TALK = 2  # lines that a promise or a half holds for
_LONG = 60  # characters beyond which a message is a story, no bare value
_CARD_BEGINS = re.compile(r"62\d{6,10}")
# How many digits a bare number may have to be what was asked for.
_FITS: dict[str, tuple[range, ...]] = {
    "order_number": (range(5, 20),),
    "event_number": (range(4, 5), range(9, 13)),
    "contact_phone": (range(4, 5), range(7, 14)),
    "serial_number": (range(8, 20),),
    "purchase_date": (range(2, 3), range(4, 5), range(6, 7), range(8, 9)),
    "error_code": (range(1, 6),),
    "visit_time": (range(1, 5),),
    "callback_time": (range(1, 5),),
    "os_version": (range(1, 6),),
    "device_model": (range(1, 3), range(4, 5)),
}


def find_awaited(plain: Plain, asking: str | None, earlier: tuple[str, ...]) -> Iterator[Span]:
    """Spans of what earlier lines make a secret, or what nothing else than a code can be."""
    text = plain.text
    before = [plain_digits(line[-200:]).text for line in earlier[-_MINUTES_OF_TALK:]]
    if before and announced(before[-1]) and len(text) <= _LONG:
        yield from _everything(text, asking)
        return
    if any(known.search(text) for known in (ADDRESS, MOBILE, LINE, DATE, CLOCK)):
        return
    rest = FILLER.sub("", HALF.sub("", text))
    if not rest.isdigit() or not rest.isascii() or is_valid(rest):
        return
    if _is_secret(rest, asking, bool(HALF.search(text)), before):
        for run in runs(text):
            yield from unexplained(text, run, least=1)


def announced(line: str) -> bool:
    """True for a line that promises a secret for the next one: 「我的密码是」."""
    label = next(reversed(list(LABEL.finditer(line))), None)
    if label is None or _HIDDEN.search(line[label.end() :]):
        return False
    after = line[label.end() :].strip(" 。，：:")
    if not after:
        return not FORGOT.search(line[: label.start()])
    return len(after) <= 12 and bool(ANNOUNCES.search(line))


def _is_secret(digits: str, asking: str | None, half: bool, before: list[str]) -> bool:
    count = len(digits)
    fits = any(count in lengths for lengths in _FITS.get(asking or "", ()))
    given = any(_HIDDEN.search(line) for line in before)
    named = any(LABEL.search(line) for line in before)
    if half and (given or named):
        return True
    if fits:
        return False
    if given and named and count >= 3:
        return True
    if named and 4 <= count <= 8:
        return True
    return count == 6 or (asking is None and bool(_CARD_BEGINS.fullmatch(digits)))


def _everything(text: str, asking: str | None) -> Iterator[Span]:
    """Whatever looks like a value, unless it is plainly the answer to what was asked."""
    phone = asking == "contact_phone" and FILLER.sub("", text).isdigit() and (MOBILE.search(text) or LINE.search(text))
    for run in runs(text):
        if not phone and not is_valid(run.value):
            yield from unexplained(text, run, least=2, adjacent=True)
    for token in re.finditer(r"[!-~]+", text):
        value = token.group().strip(",.;:!?")
        known = KNOWN_NAME.fullmatch(value) or MODEL.fullmatch(value) or ADDRESS.search(value)
        if len(value) >= 2 and not known and not phone and not is_valid(value):
            yield token.span()
