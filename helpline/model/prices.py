"""Dated price estimates: a value counts only with its source and day, and says when its review is overdue."""

from __future__ import annotations

from dataclasses import dataclass

from helpline.model.terms import Source


@dataclass(frozen=True)
class Price:
    """What a repair without cover was said to cost, in yuan."""

    device: str
    part: str
    amount: int
    source: Source


@dataclass(frozen=True)
class PricedPart:
    """A part that prices are known by, with the components and topics that mean it."""

    id: str
    name: str
    components: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True)
class PriceBook:
    """All prices, and where the official estimate stands."""

    parts: tuple[PricedPart, ...]
    prices: dict[tuple[str, str], Price]
    estimate_at: str

    def parts_of(self, components: list[str], topic: str) -> tuple[PricedPart, ...]:
        """The parts that are meant, in the order in which they were named; where none was, that of the topic."""
        named = [part for component in components for part in self.parts if component in part.components]
        return tuple(dict.fromkeys(named)) or tuple(part for part in self.parts if topic in part.topics)[:1]
