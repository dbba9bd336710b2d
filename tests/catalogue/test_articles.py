"""Articles: every matter that customers can look at themselves has one, and a wrong one is refused by its file and entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpline.catalogue.facts import Catalogue
from helpline.catalogue.loader import load_catalogue
from helpline.errors import CatalogueError
from helpline.model.event import Label

SHIPPED = Path(__file__).parents[2] / "catalogue"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(SHIPPED)


@pytest.fixture
def general(tmp_path: Path) -> Path:
    """A copy of the catalogue; the file of articles in it that is broken by a test."""
    root = tmp_path / "catalogue"
    shutil.copytree(SHIPPED, root)
    return root / "articles" / "general.yml"


def problems(general: Path, old: str, new: str) -> list[str]:
    text = general.read_text(encoding="utf-8")
    assert old in text
    general.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(general.parents[1])
    return refusal.value.problems


def test_every_matter_of_use_and_of_accessibility_has_an_article(catalogue: Catalogue) -> None:
    helped = {intent for article in catalogue.articles.values() for intent in article.intents}
    wanted = {r.intent for r in catalogue.routes.values() if r.label in (Label.GENERAL, Label.ACCESSIBILITY)}
    assert wanted <= helped and "outside_third_party_app" in helped


def test_nothing_is_tried_on_what_is_dangerous_or_broken(catalogue: Catalogue) -> None:
    helped = {catalogue.routes[intent] for article in catalogue.articles.values() for intent in article.intents}
    assert not [r for r in helped if r.label in (Label.HAZARD, Label.SAFETY) or r.topic in ("liquid", "screen", "body")]


def test_each_has_its_source_and_is_looked_at_again(catalogue: Catalogue) -> None:
    assert all(article.source and article.review_after > article.as_of for article in catalogue.articles.values())


@pytest.mark.parametrize(("old", "new", "told"), [
    ("  as_of: 2026-11-28\n", "", "'as_of' is missing"),
    ("  review_after: 2027-05-28\n", "", "'review_after' is missing"),
    ("  source: Apple 支持「iPhone 麦克风", "  was: Apple 支持「iPhone 麦克风", "unknown keys: was"),
    ("review_after: 2027-05-28", "review_after: 2026-05-28", "review_after must lie after as_of"),
    ("as_of: 2026-11-28", "as_of: 上周", "is no day"),
    ("intents: [general_check_audio]", "intents: [hazard_swollen]", "hazard_swollen may have no article"),
    ("intents: [general_check_audio]", "intents: [hardware_report_liquid]", "hardware_report_liquid may have no article"),
    ("intents: [general_check_audio]", "intents: [general_sing]", "unknown intents or families: general_sing"),
    ("families: [iphone, ipad]", "families: [phone]", "unknown intents or families: phone"),
    ("  - restart\n", "  - restrat\n", "step 'restrat' is not in steps.yml"),
    ("放出来听听。", "放出来听听", "must end with 。"),
    ("id: audio\n", "id: microphone\n", "stands twice"),
    ("articles:\n", "article:\n", "must hold 'articles' at its top"),
])  # fmt: skip
def test_a_wrong_one_is_refused_by_file_and_entry(general: Path, old: str, new: str, told: str) -> None:
    found = [problem for problem in problems(general, old, new) if told in problem]
    assert found and all(problem.startswith("articles/general.yml") for problem in found)


def test_all_that_is_wrong_is_told_at_once(general: Path) -> None:
    howto = general.with_name("howto.yml")
    howto.write_text(howto.read_text(encoding="utf-8").replace("title: 打开个人热点", "title: ''"), encoding="utf-8")
    found = problems(general, "  as_of: 2026-11-28\n", "")
    assert {problem.split(" (")[0] for problem in found} == {"articles/general.yml", "articles/howto.yml"}
