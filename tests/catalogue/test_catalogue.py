"""The shipped facts hold together, and broken ones are refused with every problem at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from helpline.catalogue.facts import Catalogue
from helpline.catalogue.loader import load_catalogue
from helpline.errors import CatalogueError
from helpline.model.event import Label

SHIPPED = Path(__file__).parents[2] / "catalogue"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(SHIPPED)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    root = tmp_path / "catalogue"
    shutil.copytree(SHIPPED, root)
    return root


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(root: Path) -> list[str]:
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(root)
    return refusal.value.problems


def test_there_are_forty_nine_stores_each_in_a_known_city(catalogue: Catalogue) -> None:
    assert len(catalogue.stores) == 49
    assert {store.city for store in catalogue.stores.values()} <= {city.name for city in catalogue.cities}


def test_shenzhen_has_stores_and_lanzhou_has_none(catalogue: Catalogue) -> None:
    assert catalogue.stores_in("深圳") and not catalogue.stores_in("兰州")


def test_every_label_has_a_line_and_a_number_to_dial(catalogue: Catalogue) -> None:
    for label in Label:
        assert catalogue.number_of(catalogue.line_of(label)) == "400-666-8800"


def test_seven_tiers_answer(catalogue: Catalogue) -> None:
    assert len(catalogue.tiers) == 7


def test_no_name_stands_for_two_devices(catalogue: Catalogue) -> None:
    names = [device.name for device in catalogue.devices.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "file", ["tiers", "lines", "devices", "stores", "places", "holidays", "rights", "applecare", "programmes", "prices", "serials"]
)
def test_every_file_of_facts_names_its_source_and_day(file: str) -> None:
    content = yaml.safe_load((SHIPPED / f"{file}.yml").read_text(encoding="utf-8"))
    assert content["source"] and content["as_of"] and content["confidence"] in ("H", "M", "L")


def test_the_calendar_of_2026_knows_national_day_and_its_make_up_saturday(catalogue: Catalogue) -> None:
    holidays = catalogue.visits.hours.holidays
    assert holidays.years == {2026}
    assert [day.day for day in holidays.off if day.month == 10] == [1, 2, 3, 4, 5, 6, 7]
    assert any(day.isoformat() == "2026-10-10" for day in holidays.working)


def test_three_wrong_rows_are_reported_at_once_each_by_file_and_entry(copy: Path) -> None:
    rewrite(copy / "stores.yml", "  city: 上海\n", "  city: 天上\n")
    rewrite(copy / "devices.yml", "- id: iphone-6\n  name: iPhone 6\n", "- id: iphone-6\n")
    rewrite(copy / "lines.yml", '    everyday: ["10:00-20:00"]', '    everyday: ["20:00-10:00"]')
    problems = problems_of(copy)
    assert len(problems) == 3
    for file, entry in (("stores.yml", "sh-nanjing-east"), ("devices.yml", "entry 1, iphone-6"), ("lines.yml", "store_visits")):
        assert any(problem.startswith(file) and entry in problem for problem in problems), problems


@pytest.mark.parametrize(("file", "old", "new", "told"), [
    ("stores.yml", "- id: sh-pudong", "- id: sh-nanjing-east", "stands twice"),
    ("devices.yml", "  family: iphone\n", "  family: toaster\n", "unknown family 'toaster'"),
    ("tiers.yml", "  line: hardware\n", "  line: nowhere\n", "unknown line 'nowhere'"),
    ("tiers.yml", "- label: applecare\n", "- label: apples\n", "no tier for label applecare"),
    ("routes.yml", "topic: system, name:", "topic: system, ask: [shoe_size], name:", "unknown slots: shoe_size"),
    ("holidays.yml", 'from: "2026-10-01"', 'from: "2026-10-41"', "holidays.yml"),
    ("stores.yml", "source:", "sauce:", "'source' is missing"),
    ("places.yml", "provinces:", "regions:", "'provinces' is missing"),
    ("identity.yml", "notice:", "note:", "'notice' is missing"),
    ("words.yml", "other_makers:", "others:", "'other_makers' is missing"),
    ("prices.yml", "devices: [iphone-xs], part: screen", "devices: [iphone-xz], part: screen", "unknown device: iphone-xz"),
    ("prices.yml", "devices: [iphone-xs], part: screen", "devices: [iphone-xs], part: glass", "unknown part: glass"),
    ("prices.yml", "devices: [iphone-xs], part: other", "devices: [iphone-xs], part: screen", "stands twice"),
    ("prices.yml", "amount: 2228", "amount: about 2000", "no sum in whole yuan"),
    ("prices.yml", 'as_of: "2018"', 'as_of: "long ago"', "long ago"),
    ("prices.yml", 'as_of: "2018", ', "", "needs its own source and as_of"),
    ("rights.yml", "families: [iphone]", "families: [fridge]", "unknown family: fridge"),
    ("rights.yml", "choices: [refund, exchange, repair]", "choices: [gift]", "gift"),
    ("programmes.yml", 'built_to: "2024-11-23"', 'built_to: "2023-11-23"', "built_to lies before built_from"),
    ("applecare.yml", "confidence: H", "confidence: sure", "is none of H, M, L"),
])  # fmt: skip
def test_a_broken_fact_is_refused_with_its_reason(copy: Path, file: str, old: str, new: str, told: str) -> None:
    rewrite(copy / file, old, new)
    problems = problems_of(copy)
    assert any(file.split(".")[0] in problem.split("(")[0] and told in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("text", "told"), [("a: [", "not readable as YAML"), ("- a\n", "must hold keys at its top"), ("", "must hold keys at its top")]
)
def test_an_unreadable_file_is_refused(copy: Path, text: str, told: str) -> None:
    (copy / "stores.yml").write_text(text, encoding="utf-8")
    assert [told in problem and problem.startswith("stores.yml") for problem in problems_of(copy)] == [True]


def test_all_missing_files_are_named(tmp_path: Path) -> None:
    problems = problems_of(tmp_path)
    assert len(problems) == 17 and all("the file is missing" in problem for problem in problems)
