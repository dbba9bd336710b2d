"""How well it is heard what clauses do and what they ask, on the held-out files; and what every measure needs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from helpline.model.acts import SURE, Asks
from helpline.model.understanding import heard_from
from helpline.settings import ROOT

TESTS = ROOT / "tests" / "nlu"
Measures = dict[str, Any]


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of a file of tests/nlu. Quotation marks are part of what people type."""
    with (TESTS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def share(values: Iterable[bool]) -> float:
    """Of 1; of nothing, 0."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def of_acts(parse: Callable[[str], dict[str, Any]]) -> Measures:
    """Of the held-out clauses: how many are heard rightly, how many surely, and how many of those rightly; recall by act."""
    rows = [(row["act"], heard_from(parse(row["text"])), row["text"]) for row in read_table("heldout_acts")]
    likeliest = [(act, max(heard.acts, key=lambda one: one.chance).does if heard.acts else None) for act, heard, _ in rows]
    sure = [(act, does) for act, heard, text in rows if (does := heard.does(text))]
    return {
        "clauses": len(rows),
        "accuracy": share(act == does for act, does in likeliest),
        "sure": len(sure) / len(rows),
        "sure_right": share(act == does for act, does in sure),
        "recall": {act: share(does == act for meant, does in likeliest if meant == act) for act in sorted({act for act, _ in likeliest})},
    }


def of_moves(parse: Callable[[str], dict[str, Any]]) -> Measures:
    """Of the held-out messages in the middle of a matter: how many are heard rightly, how many surely, and how many of those rightly."""
    return _of_whole([(row["move"], heard_from(parse(row["text"])).moves) for row in read_table("heldout_moves")])


def of_ways(parse: Callable[[str], dict[str, Any]]) -> Measures:
    """The same of the held-out messages that want a way on, or speak of none."""
    return _of_whole([(row["way"], heard_from(parse(row["text"])).ways) for row in read_table("heldout_ways")])


def _of_whole(rows: Sequence[tuple[str, Mapping[Any, float]]]) -> Measures:
    likeliest = [(meant, *max(chances.items(), key=lambda one: one[1], default=(None, 0.0))) for meant, chances in rows]
    sure = [(meant, known) for meant, known, chance in likeliest if chance >= SURE]
    return {
        "messages": len(rows),
        "accuracy": share(meant == known for meant, known, _ in likeliest),
        "sure": len(sure) / len(rows),
        "sure_right": share(meant == known for meant, known in sure),
    }


def of_questions(parse: Callable[[str], dict[str, Any]], table: str = "heldout_questions") -> Measures:
    """Of the held-out questions: how many are heard rightly, how many surely, and how many of those rightly."""
    rows = [(row["asks"], heard_from(parse(row["text"])), row["text"]) for row in read_table(table)]
    likeliest = [(asks, max(heard.acts, key=lambda one: one.asks_chance).asks if heard.acts else None) for asks, heard, _ in rows]
    sure = [(asks, known) for asks, heard, text in rows if (known := heard.asks(text)) not in (None, Asks.OTHER)]
    return {
        "questions": len(rows),
        "accuracy": share(asks == known for asks, known in likeliest),
        "sure": len(sure) / len(rows),
        "sure_right": share(asks == known for asks, known in sure),
    }
