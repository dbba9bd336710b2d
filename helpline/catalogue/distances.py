"""Which cities with a store are nearest, by the distance between the centres of cities."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from helpline.catalogue.facts import Catalogue
from helpline.model.event import Mode

_EARTH_KM = 6371.0
_AS_NEAR = 1.3  # what is hardly further than the nearest is named as well


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance along the great circle between two points of latitude and longitude.

    >>> round(kilometres((39.9, 116.4), (31.2, 121.5)) / 10)
    107
    """
    (south, west), (north, east) = (tuple(radians(value) for value in point) for point in (a, b))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def near_store_cities(catalogue: Catalogue, city: str, family: str | None = None, limit: int = 3, but: str = "") -> list[tuple[str, int]]:
    """The cities nearest to `city` with a store that takes the family, and how far their centres are, rounded; nearest first.

    `but` is left out: the city itself, where it is looked for what else there is.
    """
    here = catalogue.centres.get(city)
    if here is None:
        return []
    takes = (store.city for store in catalogue.stores.values() if store.takes(Mode.GENIUS_BAR, family))
    there = sorted({name for name in takes if name in catalogue.centres and name != but})
    far = sorted((kilometres(here, catalogue.centres[name]), name) for name in there)
    if not far:
        return []
    return [(name, max(10, round(distance / 10) * 10)) for distance, name in far[:limit] if distance <= _AS_NEAR * far[0][0]]
