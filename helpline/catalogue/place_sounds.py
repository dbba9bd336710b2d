"""Cities by their sound: pinyin as it is typed, 「beijing」「shen zhen」, and names written with another character, 「深证」."""

from __future__ import annotations

import re
from functools import cached_property

from helpline.catalogue.facts import Catalogue, City
from helpline.model.text import normalise

_AROUND = re.compile(r"^(?:我们?|人)?(?:就|现在)?(?:在|住在?|是|到|去)?|(?:市|省|这边|那边|的|吧|呢|啊|呀|附近)*[。，,！!~]*$")
_LATIN_AROUND = re.compile(r"\b(?:i am|i'm|we are|in|near|at|city|shi)\b")
_WHERE_ONE_IS = re.compile(r"(?:[我们人就现在住是到去市这那边的吧呢啊呀附近这里]|\s|[，,。.!！~])*")
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"))  # what many do not tell apart
_LONGEST = 24


class PlaceSounds:
    """Built when it is first asked: only for places that nothing else could read."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def _by_sound(self) -> dict[str, list[City]]:
        found: dict[str, list[City]] = {}
        for city in self._catalogue.cities:
            found.setdefault("".join(_syllables(city.name)), []).append(city)
        return found

    def spelt(self, text: str) -> list[City]:
        """The cities whose pinyin is the whole text, or the one word in letters beside 「我在」."""
        return self._by_sound.get(_latin(text) or _latin_beside(text), [])

    def like(self, text: str) -> list[City]:
        """The cities that the whole text sounds like, or is one slip away from: to be asked back."""
        latin = _latin(text)
        if latin:
            near = [sound for sound in self._by_sound if _folded(sound) == _folded(latin) or _one_slip(sound, latin)]
        else:
            plain = _AROUND.sub("", normalise(text))
            if not 2 <= len(plain) <= 4 or not all("\u4e00" <= character <= "\u9fff" for character in plain):
                return []
            sound = _folded("".join(_syllables(plain)))
            near = [other for other in self._by_sound if _folded(other) == sound]
        return [city for sound in near for city in self._by_sound[sound]][:4]


def _latin(text: str) -> str:
    """The letters of a text that is nothing but pinyin; empty for any other."""
    plain = normalise(text)[:_LONGEST]
    if not re.fullmatch(r"[a-z][a-z '.,!-]{3,}", plain):
        return ""
    return re.sub(r"[^a-z]", "", _LATIN_AROUND.sub(" ", plain))


def _latin_beside(text: str) -> str:
    """The letters of 「我在 Hangzhou」; empty where more is said in characters."""
    plain = normalise(text)[:_LONGEST]
    letters = re.findall(r"[a-z][a-z']{3,}", plain)
    rest = re.sub(r"[a-z][a-z']{3,}", "", plain).strip()
    return re.sub(r"'", "", letters[0]) if len(letters) == 1 and _WHERE_ONE_IS.fullmatch(rest) else ""


def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its table is large, and few conversations need it

    return [str(syllable) for syllable in lazy_pinyin(text)]


def _folded(sound: str) -> str:
    for one, other in _ALIKE:
        sound = sound.replace(one, other)
    return sound


def _one_slip(sound: str, typed: str) -> bool:
    """True where one letter is missing, too many, another, or two stand the wrong way round."""
    if len(typed) < 6 or abs(len(sound) - len(typed)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(sound, typed)) if a != b), min(len(sound), len(typed)))
    one, other = sound[start:], typed[start:]
    return one[1:] == other or one == other[1:] or one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
