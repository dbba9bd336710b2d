"""Facts whose day of review is past: they are still told, and somebody should look whether they are still true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from helpline.catalogue.facts import Catalogue
from helpline.model.terms import Source

NAMED, LENGTH = 5, 40


def overdue(catalogue: Catalogue, today: date) -> list[str]:
    """One line for each kind of fact: how many, since when at the earliest, and the first few by name or source."""
    found = {"articles": [(article.review_after, article.id) for article in catalogue.articles.values() if article.review_after < today]}
    for part in fields(catalogue.entitlements):
        sources = set(_sources(getattr(catalogue.entitlements, part.name)))
        found[part.name] = [(source.review_by, source.text) for source in sources if source.stale(today)]
    return [_line(kind, sorted(old)) for kind, old in found.items() if old]


def _line(kind: str, old: list[tuple[date, str]]) -> str:
    names = list(dict.fromkeys(name[:LENGTH] for _, name in old))
    more = " …" if len(names) > NAMED else ""
    what = kind if kind == "articles" else f"{kind}, sources"
    return f"{what}: {len(old)} past their review, since {old[0][0]} ({'; '.join(names[:NAMED])}{more})"


def _sources(value: object) -> Iterator[Source]:
    """All that lie within a value, however deep."""
    if isinstance(value, Source):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from _sources(getattr(value, part.name))
    elif isinstance(value, dict):
        yield from _sources(tuple(value.values()))
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from _sources(one)
