"""How well messages are understood: `make eval` measures the held-out files and writes metrics/.

Nobody who writes training examples reads the held-out files: a figure from a file that was learned by heart says nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpline.settings import ROOT
from helpline.training import MODEL
from rasa_ext.clause_measures import Measures, of_acts, of_moves, of_questions, of_ways, read_table, share
from rasa_ext.nlu.the_catalogue import the_catalogue

METRICS = ROOT / "metrics"
HELD_OUT = ("heldout", "heldout_real", "heldout_blind")
FIRST = ("hazard", "safety")
LABELS = (
    "general", "hardware", "online_store", "enterprise", "education", "accessibility",
    "applecare", "hazard", "safety", "service", "smalltalk", "out_of_scope",
)  # fmt: skip
FOLDS = 5


@dataclass(frozen=True)
class Line:
    """One line of a held-out file."""

    file: str
    label: str
    style: str
    text: str


@dataclass(frozen=True)
class Pair:
    """Two messages that look alike: `yes` has the label of its file, `no` has `no_label`."""

    label: str
    yes: str
    no: str
    no_label: str


@dataclass(frozen=True)
class Judged:
    """A line and the label that it got."""

    line: Line
    got: str

    @property
    def right(self) -> bool:
        """True where that is the label of the line."""
        return self.got == self.line.label


class Understanding:
    """The trained model, loaded once."""

    def __init__(self) -> None:
        from rasa_ext.classify import load_agent

        self._agent = load_agent()
        self._routes = the_catalogue().routes

    def parse(self, text: str) -> dict[str, Any]:
        """What Rasa makes of a message as a customer types it."""
        from helpline.model.text import harmless

        parsed: dict[str, Any] = asyncio.run(self._agent.parse_message(harmless(text)))
        return parsed

    def label(self, text: str) -> str:
        """Its label, one of the twelve."""
        return self._routes[self.parse(text)["intent"]["name"]].label.value


def read_lines() -> list[Line]:
    """All lines of the held-out files."""
    return [Line(name, *(row[key] for key in ("label", "style", "text"))) for name in HELD_OUT for row in read_table(name)]


def read_pairs() -> list[Pair]:
    """All contrast pairs."""
    return [Pair(label, row["yes"], row["no"], row["no_label"]) for label in FIRST for row in read_table(f"contrast_{label}")]


def of_lines(judged: Sequence[Judged]) -> Measures:
    """Accuracy, the same by style, and each label's recall, precision and F1, for one set of lines."""
    styles = sorted({item.line.style for item in judged})
    labels = {label: of_label(judged, label) for label in LABELS}
    return {
        "lines": len(judged),
        "accuracy": share(item.right for item in judged),
        "macro_f1": sum(measures["f1"] for measures in labels.values()) / len(labels),
        "labels": labels,
        "styles": {style: share(item.right for item in judged if item.line.style == style) for style in styles},
        "false_alarms_in_200": {label: false_alarms(judged, label) for label in FIRST},
    }


def of_label(judged: Sequence[Judged], label: str) -> Measures:
    """Recall, precision and F1 of one label."""
    said = [item for item in judged if item.line.label == label]
    taken = [item for item in judged if item.got == label]
    recall, precision = share(item.right for item in said), share(item.right for item in taken)
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return {"lines": len(said), "recall": recall, "precision": precision, "f1": f1}


def false_alarms(judged: Sequence[Judged], label: str) -> float:
    """How many of 200 messages of other labels are taken for this one."""
    return 200 * share(item.got == label for item in judged if item.line.label != label)


def of_pairs(pairs: Sequence[Pair], label_of: Callable[[str], str]) -> Measures:
    """By label: how many `yes` were seen, how many `no` were not taken for it, how many `no` got their own label."""
    measures: Measures = {}
    for label in sorted({pair.label for pair in pairs}):
        chosen = [pair for pair in pairs if pair.label == label]
        got = [label_of(pair.no) for pair in chosen]
        measures[label] = {
            "pairs": len(chosen),
            "yes_seen": share(label_of(pair.yes) == label for pair in chosen),
            "no_not_taken": share(answer != label for answer in got),
            "no_right": share(answer == pair.no_label for answer, pair in zip(got, chosen)),
        }
    return measures


def cross_validation() -> Measures:
    """The classifier alone, without the guard, on folds of the training data; the sentence vectors are made once."""
    import numpy as np
    from rasa.shared.nlu.training_data.loading import load_data
    from sklearn.model_selection import StratifiedKFold

    from rasa_ext.nlu.features import encode
    from rasa_ext.nlu.machines import Machines
    from rasa_ext.nlu.stand_ins import StandIns

    catalogue = the_catalogue()
    labels = {intent: route.label.value for intent, route in catalogue.routes.items()}
    stand_ins = StandIns(catalogue)
    examples = [
        (stand_ins.whole(example.get("text")), example.get("intent")) for example in load_data(str(ROOT / "data" / "nlu")).intent_examples
    ]
    texts, intents = np.array([text for text, _ in examples], dtype=object), np.array([intent for _, intent in examples])
    vectors = encode(list(texts))
    judged: list[Judged] = []
    intents_right = 0
    for number, (train, test) in enumerate(StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(texts, intents), 1):
        machines = Machines()
        machines.fit(list(texts[train]), list(intents[train]), vectors[train])
        for row, at in zip(machines.chances(list(texts[test]), vectors[test]), test):
            judgement = machines.judge(row, labels)
            judged.append(Judged(Line("training", labels[intents[at]], "", texts[at]), judgement.label))
            intents_right += judgement.ranking[0][0] == intents[at]
        print(f"fold {number} of {FOLDS}", file=sys.stderr, flush=True)
    measures = of_lines(judged)
    recall = {label: of["recall"] for label, of in measures["labels"].items()}
    return {"examples": len(examples), "label_accuracy": measures["accuracy"], "intent_accuracy": intents_right / len(examples),
            "macro_f1": measures["macro_f1"], "recall": recall}  # fmt: skip


def write_measures(measures: Measures, path: Path) -> None:
    """As JSON with sorted keys and four digits, so that a commit shows what changed."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(_rounded(measures), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def draw_confusion(judged: Sequence[Judged], path: Path) -> None:
    """Labels by labels: a row is what was meant, a column what it was taken for, in hundredths of the row."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    counts = Counter((item.line.label, item.got) for item in judged)
    rows = {label: max(sum(counts[label, other] for other in LABELS), 1) for label in LABELS}
    shares = [[100 * counts[meant, got] / rows[meant] for got in LABELS] for meant in LABELS]
    figure, axes = pyplot.subplots(figsize=(9, 8))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=100)
    for y, meant in enumerate(LABELS):
        for x, got in enumerate(LABELS):
            if counts[meant, got]:
                axes.text(x, y, counts[meant, got], ha="center", va="center", fontsize=8, color="white" if shares[y][x] > 50 else "black")
    axes.set_xticks(range(len(LABELS)), LABELS, rotation=45, ha="right")
    axes.set_yticks(range(len(LABELS)), LABELS)
    axes.set(
        xlabel="taken for", ylabel="meant", title=f"{len(judged)} held-out messages; figures are messages, shades are shares of the row"
    )
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    pyplot.close(figure)


def tell(measures: Measures) -> None:
    """The short table."""
    files, together = measures["held_out"], measures["held_out"]["together"]
    print(f"\n{'file':14} {'lines':>6} {'accuracy':>9} {'macro-F1':>9}")
    for name, of in files.items():
        print(f"{name:14} {of['lines']:6} {of['accuracy']:9.2%} {of['macro_f1']:9.4f}")
    print(f"\n{'label':14} {'lines':>6} {'recall':>9} {'precision':>9} {'F1':>7}")
    for label, of in together["labels"].items():
        print(f"{label:14} {of['lines']:6} {of['recall']:9.2%} {of['precision']:9.2%} {of['f1']:7.4f}")
    print("\n" + "  ".join(f"{style} {value:.1%}" for style, value in together["styles"].items()))
    for label, of in measures["contrast"].items():
        alarms = together["false_alarms_in_200"][label]
        print(f"{label}: {alarms:.2f} false alarms in 200; contrast: yes {of['yes_seen']:.1%}, no not taken {of['no_not_taken']:.1%}")
    acts = measures["acts"]
    print(f"acts of clauses: {acts['accuracy']:.1%} right, {acts['sure']:.1%} sure, {acts['sure_right']:.1%} of those right")
    asked = measures["questions"]
    print(f"questions: {asked['accuracy']:.1%} right, {asked['sure']:.1%} sure, {asked['sure_right']:.1%} of those right")
    if folds := measures.get("cross_validation"):
        print(f"cross-validation on {folds['examples']}: labels {folds['label_accuracy']:.2%}, intents {folds['intent_accuracy']:.2%}")


def main(arguments: list[str] | None = None) -> int:
    """Measure, write, tell; 1 where there is no model."""
    parser = argparse.ArgumentParser(prog="python -m rasa_ext.evaluate", description=__doc__)
    parser.add_argument(
        "--no-cross-validation", action="store_true", help="quicker: keep the cross-validation figures of the last whole run"
    )
    parser.add_argument("--refresh-gates", action="store_true", help="write floors and known failures of tests/nlu anew, as measured now")
    options = parser.parse_args(arguments)
    if not MODEL.exists():
        print("There is no model yet: run `make train` first.", file=sys.stderr)
        return 1
    started = time.monotonic()
    understanding = Understanding()
    judged = [Judged(line, understanding.label(line.text)) for line in read_lines()]
    measures = measure(judged, understanding)
    path = METRICS / "nlu.json"
    if not options.no_cross_validation:
        measures["cross_validation"] = cross_validation()
    elif path.exists() and "cross_validation" in (before := json.loads(path.read_text(encoding="utf-8"))):
        measures["cross_validation"] = before["cross_validation"]
    write_measures(measures, path)
    draw_confusion(judged, METRICS / "confusion.png")
    tell(measures)
    if options.refresh_gates:
        from rasa_ext.gates import refresh

        refresh(judged, measures)
    print(f"\n{path.relative_to(ROOT)} and confusion.png written after {time.monotonic() - started:.0f} s")
    return 0


def measure(judged: Sequence[Judged], understanding: Understanding) -> Measures:
    """All that does not need another training."""
    files = {name: of_lines([item for item in judged if item.line.file == name]) for name in HELD_OUT}
    held_out = {**files, "together": of_lines(judged)}
    return {"held_out": held_out, "contrast": of_pairs(read_pairs(), understanding.label), "acts": of_acts(understanding.parse),
            "questions": of_questions(understanding.parse), "moves": of_moves(understanding.parse), "ways": of_ways(understanding.parse)}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
