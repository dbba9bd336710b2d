"""Knowledge articles: what a customer can do alone, step by step, read from articles/*.yml."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from helpline.catalogue.facts import Article, Route, Step
from helpline.model.event import Label

FOLDER = "articles"
SHARED = "steps.yml"
STEPS_AT_MOST, ONE_BY_ONE_AT_MOST = 8, 4
STEP_LENGTH, NAME_LENGTH, TITLE_LENGTH = 80, 12, 24
# Nobody is told to try something on a device that may hurt them, or that a restart would damage further.
_NEVER = frozenset({"liquid", "screen", "body", "camera_damage"})
_KEYS = frozenset(
    {"id", "title", "intents", "families", "words", "unless", "at_once", "warning", "steps", "source", "as_of", "review_after"}
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class _Known:
    """What an article may speak of."""

    routes: dict[str, Route]
    families: frozenset[str]
    steps: dict[str, Step]


def read_articles(root: Path, routes: dict[str, Route], families: Iterable[str], found: list[str]) -> dict[str, Article]:
    """All articles under `root`. Whatever is wrong is added to `found`, each with its file and entry."""
    shared: dict[str, Step] = {}
    for name, entry in _read(root / FOLDER / SHARED, "steps", dict, found).items():
        step = _made(f"{FOLDER}/{SHARED} ({name})", partial(_step, entry), found)
        shared |= {name: step} if step else {}
    known = _Known(routes, frozenset(families), shared)
    articles: dict[str, Article] = {}
    for path in sorted((root / FOLDER).glob("*.yml")):
        if path.name == SHARED:
            continue
        for index, entry in enumerate(_read(path, "articles", list, found), start=1):
            name = entry.get("id", "?") if isinstance(entry, dict) else "?"
            where = f"{FOLDER}/{path.name} (entry {index}, {name})"
            article = _made(where, partial(_article, entry, known), found)
            if article and article.id in articles:
                found.append(f"{where}: stands twice")
            articles |= {article.id: article} if article else {}
    return articles


def _read(path: Path, key: str, kind: type, found: list[str]) -> Any:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _LOADER)[key]
    except FileNotFoundError:
        found.append(f"{FOLDER}/{path.name}: the file is missing")
    except (yaml.YAMLError, KeyError, TypeError) as error:
        found.append(f"{FOLDER}/{path.name}: must hold {key!r} at its top: {error}")
    else:
        if isinstance(content, kind):
            return content
        found.append(f"{FOLDER}/{path.name}: {key!r} must be a {kind.__name__}")
    return kind()


def _made(where: str, make: Callable[[], Any], found: list[str]) -> Any:
    try:
        return make()
    except KeyError as error:
        found.append(f"{where}: {error.args[0]!r} is missing")
    except (ValueError, TypeError, AttributeError) as error:
        found.append(f"{where}: {error}")
    return None


def _article(v: dict[str, Any], known: _Known) -> Article:
    _require(not set(v) - _KEYS, f"unknown keys: {', '.join(sorted(set(v) - _KEYS))}")
    article = Article(
        id=str(v["id"]),
        title=str(v["title"]),
        intents=tuple(v["intents"]),
        families=frozenset(v.get("families", ())),
        words=tuple(str(word) for word in v.get("words", ())),
        unless=tuple(str(word) for word in v.get("unless", ())),
        at_once=bool(v.get("at_once", False)),
        steps=tuple(_shared(one, known.steps) if isinstance(one, str) else _step(one) for one in v["steps"]),
        source=str(v["source"]).strip(),
        as_of=_day("as_of", v["as_of"]),
        review_after=_day("review_after", v["review_after"]),
        warning=str(v.get("warning", "")),
    )
    _check(article, known)
    return article


def _check(article: Article, known: _Known) -> None:
    _require(0 < len(article.title) <= TITLE_LENGTH, f"title must have 1 to {TITLE_LENGTH} characters")
    _require(bool(article.source), "source is empty")
    _require(article.review_after > article.as_of, "review_after must lie after as_of")
    warns = not article.warning or (len(article.warning) <= STEP_LENGTH and article.warning.endswith("。") and article.at_once)
    _require(warns, f"warning must have at most {STEP_LENGTH} characters, end with 。 and stand before steps that are told at_once")
    most = STEPS_AT_MOST if article.at_once else ONE_BY_ONE_AT_MOST
    _require(0 < len(article.steps) <= most, f"needs 1 to {most} steps")
    _require(bool(article.intents), "intents is empty")
    unknown = [*(set(article.intents) - known.routes.keys()), *(article.families - known.families)]
    _require(not unknown, f"unknown intents or families: {', '.join(sorted(unknown))}")
    for route in (known.routes[intent] for intent in article.intents):
        dangerous = route.label in (Label.HAZARD, Label.SAFETY) or route.topic in _NEVER
        _require(not dangerous, f"{route.intent} may have no article: nothing is tried on a device that is broken or dangerous")


def _shared(name: str, steps: dict[str, Step]) -> Step:
    _require(name in steps, f"step {name!r} is not in {SHARED}")
    return steps[name]


def _step(v: dict[str, Any]) -> Step:
    tried, first = (tuple(str(word) for word in v.get(key, ())) for key in ("tried", "first"))
    step = Step(str(v["name"]), str(v["do"]), tried, first)
    _require(0 < len(step.name) <= NAME_LENGTH, f"name {step.name!r} must have 1 to {NAME_LENGTH} characters")
    _require(0 < len(step.do) <= STEP_LENGTH, f"step {step.name!r} must have 1 to {STEP_LENGTH} characters")
    _require(step.do.endswith("。"), f"step {step.name!r} must end with 。")
    return step


def _day(key: str, value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{key} {value!r} is no day; write it like 2026-11-24") from None


def _require(fine: bool, problem: str) -> None:
    if not fine:
        raise ValueError(problem)
