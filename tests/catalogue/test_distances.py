"""Which store cities are nearest to a city without one (US-24)."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpline.catalogue.distances import kilometres, near_store_cities
from helpline.catalogue.facts import Catalogue
from helpline.catalogue.loader import load_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Path(__file__).parents[2] / "catalogue")


@pytest.mark.parametrize(("city", "near"), [
    ("绍兴", ["杭州"]), ("兰州", ["成都", "重庆"]), ("拉萨", ["成都", "昆明"]), ("珠海", ["深圳"]), ("海口", ["南宁", "广州"]), ("石家庄", ["天津", "北京"]),
])  # fmt: skip
def test_the_near_store_cities_come_first(catalogue: Catalogue, city: str, near: list[str]) -> None:
    assert [name for name, _ in near_store_cities(catalogue, city)][: len(near)] == near


def test_a_city_whose_centre_is_not_known_has_none(catalogue: Catalogue) -> None:
    assert near_store_cities(catalogue, "三沙") == []


def test_every_store_city_has_a_centre(catalogue: Catalogue) -> None:
    assert {store.city for store in catalogue.stores.values()} <= catalogue.centres.keys()


def test_a_distance_is_the_same_both_ways() -> None:
    beijing, shanghai = (39.9, 116.4), (31.2, 121.5)
    assert kilometres(beijing, shanghai) == pytest.approx(kilometres(shanghai, beijing))
    assert 1050 < kilometres(beijing, shanghai) < 1090


def test_how_far_is_told_in_round_kilometres(catalogue: Catalogue) -> None:
    assert near_store_cities(catalogue, "兰州")[0] == ("成都", 600)
    assert near_store_cities(catalogue, "绍兴")[0][1] % 10 == 0
