"""Which city is meant in running text (US-24): a part of a city named beside it is no city of its own."""

from __future__ import annotations

import pytest

from helpline.catalogue.place_names import PlaceNames
from tests.content import reading


@pytest.mark.parametrize(("text", "cities"), [
    ("在北京 朝阳大悦城附近", ["北京"]), ("我在朝阳，北京的", ["北京"]), ("北京市朝阳区", ["北京"]), ("人在辽宁朝阳", ["朝阳"]), ("朝陽", ["朝阳"]),
    ("从北京去朝阳出差", ["北京", "朝阳"]), ("上海或者杭州都行", ["上海", "杭州"]), ("没有地名", []),
])  # fmt: skip
def test_the_cities_that_a_message_names(text: str, cities: list[str]) -> None:
    named = PlaceNames(reading.catalogue()).find(text)
    assert [place.cities[0].name for place in named] == cities
