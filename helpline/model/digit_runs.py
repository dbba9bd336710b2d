"""Digits however they are written: wide, circled, in Chinese, spelled with pauses. Only their shape is looked at here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from helpline.model.text import SPOKEN_DIGITS, SPOKEN_VALUES, align

_SPELLED = dict(zip(SPOKEN_DIGITS, SPOKEN_VALUES, strict=True)) | dict(zip("弌弍弎", "123", strict=True))
_CIRCLED = {chr(base + i): str(i + 1) for base in (0x2776, 0x2780, 0x278A, 0x2460, 0x2474, 0x2488, 0x24F5) for i in range(9)}
_CIRCLED |= {chr(0x3021 + i): str(i + 1) for i in range(9)} | {"⓿": "0", "🄋": "0", "🄌": "0"}
_KEPT_WIDE = frozenset("，：；！？（）")
_DROPPED = frozenset("\u20e3\ufe0f\u200e\u200f\u2062\u2063\u180e\u00ad")


@dataclass(frozen=True)
class Plain:
    """Text with its digits as 0 to 9, each character with its place on the original."""

    text: str
    original: str
    places: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span on the original of [start, end)."""
        return self.places[start], self.places[end - 1] + 1


def plain_digits(text: str) -> Plain:
    """Lower case, simplified, half width but for punctuation, every kind of digit as 0 to 9."""
    pieces: list[str] = []
    places: list[int] = []
    for position, character in enumerate(text):
        for plain in _character(character):
            pieces.append(plain)
            places.append(position)
    return Plain("".join(pieces), text, tuple(places))


@lru_cache(maxsize=20_000)
def _character(character: str) -> str:
    if character in _KEPT_WIDE:
        return character
    if character in _DROPPED or unicodedata.category(character) == "Cf":
        return ""
    if character in _CIRCLED:
        return _CIRCLED[character]
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return "".join(_SPELLED.get(plain, plain) for plain in align(character).text)


# What may stand between the digits of one number, blanks apart: signs, and the words by which a pause is read out.
_PAUSE = r"(?:[\s\-—–‐−•·.,，、。;；:：_/|~*+\"'“”]|点|杠|横|空格|然后|接着|再来?|跟着){0,3}"
_RUN = re.compile(rf"\d(?:{_PAUSE}\d)*")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Run:
    """Groups of digits in a row. `groups` are spans, `value` all digits together."""

    groups: tuple[tuple[int, int], ...]
    value: str
    uniform: bool
    strong: bool

    @property
    def start(self) -> int:
        """Where the first group starts."""
        return self.groups[0][0]

    @property
    def end(self) -> int:
        """Where the last group ends."""
        return self.groups[-1][1]

    def part(self, text: str, first: int, last: int) -> Run:
        """The groups [first, last) as a run of their own."""
        return _run(text, self.groups[first:last])


def runs(text: str) -> Iterator[Run]:
    """All runs of digits, the longest that pauses allow."""
    for match in _RUN.finditer(text):
        yield _run(text, tuple(m.span() for m in _DIGITS.finditer(text, *match.span())))


def run_at(text: str, start: int) -> Run | None:
    """The run that starts at `start`, if one does."""
    match = _RUN.match(text, start)
    return _run(text, tuple(m.span() for m in _DIGITS.finditer(text, *match.span()))) if match else None


def _run(text: str, groups: tuple[tuple[int, int], ...]) -> Run:
    lengths = [end - start for start, end in groups]
    between = {text[one[1] : two[0]] for one, two in zip(groups, groups[1:], strict=False)}
    uniform = len(groups) == 1 or (len(set(lengths[:-1])) == 1 and lengths[-1] <= lengths[0] <= 6)
    strong = all(re.fullmatch(r"[ \-—–‐−\u3000_]{1,3}", gap) for gap in between)
    return Run(groups, "".join(text[start:end] for start, end in groups), uniform, strong)
