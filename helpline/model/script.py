"""Simplified or traditional characters: which of them a customer writes, and our sentences in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import opencc

_AS_THEY_ARE = frozenset(["kind", "slot", "payload", "store", "address", "place", "phone"])  # keys of cards and quick replies
_EITHER = frozenset("著瞭乾於后里干面只台发了么托画复后")  # written in both, or by people of both


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


def is_traditional(text: str) -> bool | None:
    """Whether a text is written in traditional characters; None where it has none that would tell.

    >>> is_traditional("螢幕壞了"), is_traditional("屏幕坏了"), is_traditional("iPhone 13")
    (True, False, None)
    """
    count = sum(_leaning(character) for character in text)
    return None if count == 0 else count > 0


@lru_cache(maxsize=20_000)
def _leaning(character: str) -> int:
    """1 for a traditional character, -1 for a simplified one, 0 for any other."""
    if not "\u3400" <= character <= "\u9fff" or character in _EITHER:
        return 0
    if _to_simplified().convert(character) != character:
        return 1
    return -1 if _to_traditional().convert(character) != character else 0


class Traditional:
    """Puts our words into traditional characters. Names, as given, stay as their owners write them."""

    def __init__(self, names: Iterable[str]) -> None:
        longest = sorted({name for name in names if name}, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest)) if longest else r"(?!)")

    def text(self, text: str) -> str:
        """A sentence."""
        pieces, start = [], 0
        for name in self._names.finditer(text):
            pieces += [_to_traditional().convert(text[start : name.start()]), name[0]]
            start = name.end()
        return "".join([*pieces, _to_traditional().convert(text[start:])])

    def over(self, value: Any) -> Any:
        """A message, a card or a quick reply: all that people read of it."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.over(part) for part in value]
        if isinstance(value, dict):
            return {key: part if key in _AS_THEY_ARE else self.over(part) for key, part in value.items()}
        return value
