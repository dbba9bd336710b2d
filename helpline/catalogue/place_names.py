"""Which city people mean: 「上海」, 「魔都」, 「浦东」, 「三里屯那边」.

District names and short forms are common words too, so they count only where a place was asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpline.catalogue.facts import Catalogue, City
from helpline.model.text import align

_BESIDE = re.compile(r"(?:市|的|这边|那边|区|[\s,，.、·-]){0,4}")


@dataclass(frozen=True)
class NamedPlace:
    """A place named in a text. More than one city means that it must be asked which."""

    cities: tuple[City, ...]
    start: int
    end: int


class PlaceNames:
    """Looks place names up. Built once from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._cities: dict[str, list[City]] = {}
        self._asked: dict[str, list[City]] = {}
        by_name = {city.name: city for city in catalogue.cities}
        for city in catalogue.cities:
            self._add(self._cities, city.name, city)
            for alias in city.aliases:
                self._add(self._cities if len(alias) > 1 else self._asked, alias, city)
            for district in city.districts:
                self._add(self._asked, district, city)
        for landmark, names in catalogue.landmarks.items():
            for name in names:
                self._add(self._asked, landmark, by_name[name])
        self._provinces = {alias: name for name, aliases in catalogue.provinces.items() for alias in (name, *aliases) if len(alias) > 1}
        self._free = _pattern(self._cities)
        self._all = _pattern(self._cities | self._asked | dict.fromkeys(self._provinces, []))

    @property
    def city_words(self) -> list[str]:
        """Every word that names a city in running text."""
        return sorted(self._cities)

    def find(self, text: str, *, asked: bool = False) -> list[NamedPlace]:
        """The places that `text` names, in order."""
        aligned = align(text)
        matches = list((self._all if asked else self._free).finditer(aligned.text))
        found: list[NamedPlace] = []
        for match in matches:
            cities = self._lookup(match.group(), asked and aligned.text[match.end() : match.end() + 1] != "市")
            if cities and not any(self._holds(other, match) for other in matches):
                found.append(NamedPlace(tuple(cities), *aligned.origin(*match.span())))
        return _narrowed(found)

    def _holds(self, whole: re.Match[str], part: re.Match[str]) -> bool:
        """True for the 北京 of 「在北京 朝阳大悦城」 and of 「朝阳，北京的」: what is named beside it is a part of it."""
        holding = self._cities.get(whole.group(), [])
        between = part.string[min(whole.end(), part.end()) : max(whole.start(), part.start())]
        inside = len(holding) == 1 and holding[0] in self._asked.get(part.group(), []) and whole.span() != part.span()
        return inside and _BESIDE.fullmatch(between) is not None

    def province(self, text: str) -> str | None:
        """The province that `text` names, if it names one."""
        plain = align(text).text
        return next((name for alias, name in self._provinces.items() if alias in plain), None)

    def _lookup(self, word: str, asked: bool) -> list[City]:
        """The cities that the word may mean. Where a place is asked for, 「朝阳」 may be a city or a part of another."""
        cities = self._cities.get(word, [])
        return [*cities, *(c for c in self._asked.get(word, []) if c not in cities)] if asked else cities

    @staticmethod
    def _add(table: dict[str, list[City]], word: str, city: City) -> None:
        cities = table.setdefault(word.lower(), [])
        if city not in cities:
            cities.append(city)


def _pattern(words: dict[str, list[City]]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def _narrowed(found: list[NamedPlace]) -> list[NamedPlace]:
    """「北京朝阳」 is one place: a later name that the earlier city holds says nothing new."""
    kept: list[NamedPlace] = []
    for place in found:
        shared = [city for city in place.cities if kept and city in kept[-1].cities]
        if shared:
            kept[-1] = NamedPlace(tuple(shared), kept[-1].start, place.end)
        else:
            kept.append(place)
    return kept
