"""Pipelines of understanding against each other, in one run, on the same examples and the same held-out files.

    .venv/bin/python benchmarks/nlu.py [--epochs 100] [--sample 3000] [--only ours,diet_whitespace] [--keep models/benchmark] [--dry]

Each pipeline is trained in a process of its own and measured in another, on one core. With `--keep` a model stays in that folder and is
not trained again, so that all can be measured in one quiet pass later; `--train-only` makes them without measuring. Writes metrics/benchmark_nlu.json,
docs/benchmarks/nlu.png and the table in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from helpline.catalogue import load_catalogue  # noqa: E402
from helpline.settings import Settings  # noqa: E402
from helpline.training import environment  # noqa: E402
from rasa_ext.evaluate import HELD_OUT, METRICS, Judged, of_lines, read_lines, write_measures  # noqa: E402

RESULTS = METRICS / "benchmark_nlu.json"
PAGE, PICTURE = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "benchmarks" / "nlu.png"
BEGIN, END = "<!-- nlu: written by benchmarks/nlu.py -->", "<!-- nlu: end -->"
TIMED, WARM_UP = 300, 30
DIET = ("diet_whitespace", "diet_jieba")
Pipeline = list[dict[str, Any]]

_OURS: Pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]


def _diet(tokenizer: str, epochs: int) -> Pipeline:
    """What `rasa init` writes, without its fallback and without what learns nothing here."""
    return [
        {"name": tokenizer},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True},
    ]


def _ours(**settings: Any) -> Pipeline:
    return [{**_OURS[0], **settings}, *_OURS[1:]]


# Name, what the table calls it, and its pipeline for a number of epochs; None for the one without Rasa.
PIPELINES: dict[str, tuple[str, Callable[[int], Pipeline] | None]] = {
    "diet_whitespace": ("Rasa's default: whitespace, counts, DIET", lambda epochs: _diet("WhitespaceTokenizer", epochs)),
    "diet_jieba": ("Rasa for Chinese: jieba, counts, DIET", lambda epochs: _diet("JiebaTokenizer", epochs)),
    "ours": ("ours (config.yml)", lambda _: _ours()),
    "tfidf": ("tf-idf of characters, linear, no Rasa", None),
    "ours_no_vector": ("ours without the sentence vector", lambda _: _ours(parts=["characters", "sounds"])),
    "ours_no_pinyin": ("ours without pinyin", lambda _: _ours(parts=["characters", "meaning"])),
    "ours_vector_only": ("ours with the sentence vector alone", lambda _: _ours(parts=["meaning"])),
    "ours_no_guard": ("ours, classifier alone: no guard, no problems", lambda _: _OURS[:1]),
}


def examples(sample: int) -> list[tuple[str, str]]:
    """Texts and intents of the training data; `sample` of them, spread as they are, or all for 0."""
    from rasa.shared.nlu.training_data.loading import load_data

    found = [(e.get("text"), e.get("intent")) for e in load_data(str(ROOT / "data" / "nlu")).intent_examples]
    return random.Random(0).sample(found, sample) if sample else found


def train(name: str, folder: Path, epochs: int, sample: int) -> dict[str, float]:
    """Train one pipeline into `folder`; seconds from the examples in memory or on disk to the model on disk."""
    pipeline = PIPELINES[name][1]
    rows = examples(sample)
    if pipeline is None:
        started = time.monotonic()
        joblib.dump(_tfidf().fit([text for text, _ in rows], [intent for _, intent in rows]), folder / "model.joblib", compress=3)
        return {"train_seconds": time.monotonic() - started, "model_mb": (folder / "model.joblib").stat().st_size / 2**20}
    from rasa.model_training import train_nlu

    intents = sorted({intent for _, intent in rows})
    nlu = [{"intent": i, "examples": "".join(f"- {text}\n" for text, intent in rows if intent == i)} for i in intents]
    (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8")
    language = "en" if name == "diet_whitespace" else "zh"  # Rasa's tokenizer for blanks refuses Chinese, and takes it as English
    config = {"recipe": "default.v1", "language": language, "assistant_id": "benchmark", "pipeline": pipeline(epochs)}
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    started = time.monotonic()
    made = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), fixed_model_name="model")
    return {"train_seconds": time.monotonic() - started, "model_mb": Path(made).stat().st_size / 2**20}


def _tfidf() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    return make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True), LinearSVC(random_state=0))


def measure(name: str, folder: Path) -> dict[str, Any]:
    """Load the model, label the held-out files, and time single messages on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.monotonic()
    intent_of = _loaded(name, folder)
    loaded = time.monotonic() - started
    routes = load_catalogue(Settings.from_environment().catalogue_dir).routes
    lines = read_lines()
    chosen = random.Random(1).sample([line.text for line in lines], TIMED)
    for text in chosen[:WARM_UP]:
        intent_of(text)
    times, worked = [], []
    for text in chosen:
        begun, busy = time.perf_counter(), time.process_time()
        intent_of(text)
        times.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - busy))
    p50, p95, p99 = np.percentile(times, (50, 95, 99))
    cpu50, cpu95 = np.percentile(worked, (50, 95))
    timed = {"parse_p50_ms": float(p50), "parse_p95_ms": float(p95), "parse_p99_ms": float(p99)}
    timed |= {"cpu_p50_ms": float(cpu50), "cpu_p95_ms": float(cpu95), "load_seconds": loaded, "resident_mb": resident()}
    judged = [Judged(line, routes[intent_of(line.text)].label.value) for line in lines]
    together = of_lines(judged)
    files = {f"accuracy_{file}": of_lines([item for item in judged if item.line.file == file])["accuracy"] for file in HELD_OUT}
    recall = {label: together["labels"][label]["recall"] for label in ("hazard", "safety")}
    return {
        **timed,
        **files,
        "accuracy": together["accuracy"],
        "macro_f1": together["macro_f1"],
        "styles": together["styles"],
        "alarms": together["false_alarms_in_200"],
        "recall": recall,
    }


def _loaded(name: str, folder: Path) -> Callable[[str], str]:
    if PIPELINES[name][1] is None:
        model = joblib.load(folder / "model.joblib")
        return lambda text: str(model.predict([text])[0])
    from rasa_ext import classify

    classify.MODEL = folder / "model.tar.gz"
    agent = classify.load_agent()
    return lambda text: str(asyncio.run(agent.parse_message(classify.harmless(text)))["intent"]["name"])


def resident() -> float:
    """Megabytes of this process that are in memory."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) / 1024


def run(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """Train one pipeline, unless it is kept, and measure it, each in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep.resolve() / name if options.keep else Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        told = folder / "train.json"
        if not told.exists():
            told.write_text(json.dumps(_step("train", name, folder, options) | {"epochs": options.epochs, "sample": options.sample}))
        result = {**json.loads(told.read_text()), "load_before": os.getloadavg()[0]}
        if (result.pop("epochs"), result.pop("sample")) != (options.epochs, options.sample):
            raise SystemExit(f"{folder} holds a model of other --epochs or --sample: name another folder")
        return result if options.train_only else result | _step("measure", name, folder, options)


def _step(step: str, name: str, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, __file__, "--step", step, "--only", name, "--folder", str(folder)]
    command += ["--epochs", str(options.epochs), "--sample", str(options.sample)]
    cache = {"RASA_CACHE_DIRECTORY": f"{folder}/cache", "RASA_MAX_CACHE_SIZE": "0"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env={**environment(), **cache}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{name}, {step}:\n{done.stderr[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if step == "train":
        result["train_cpu_seconds"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return result


def table(results: dict[str, Any]) -> str:
    """The figures as Markdown."""
    styles = sorted(next(iter(results["pipelines"].values()))["styles"])
    head = [
        "pipeline",
        "written",
        "real",
        "blind",
        "macro-F1",
        "hazard / safety recall",
        "their false alarms in 200",
        "train s (CPU)",
        "parse p50 / p95 / p99 ms",
        "of it CPU p50 / p95",
        "resident MB",
        "model MB",
    ]
    rows = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    for name, of in results["pipelines"].items():
        cells = [
            PIPELINES[name][0], f"{of['accuracy_heldout']:.1%}", f"{of['accuracy_heldout_real']:.1%}", f"{of['accuracy_heldout_blind']:.1%}", f"{of['macro_f1']:.3f}",
            f"{of['recall']['hazard']:.1%} / {of['recall']['safety']:.1%}", f"{of['alarms']['hazard']:.2f} / {of['alarms']['safety']:.2f}", f"{of['train_seconds']:.0f} ({of['train_cpu_seconds']:.0f})",
            f"{of['parse_p50_ms']:.1f} / {of['parse_p95_ms']:.1f} / {of['parse_p99_ms']:.1f}",
            f"{of['cpu_p50_ms']:.1f} / {of['cpu_p95_ms']:.1f}", f"{of['resident_mb']:.0f}", f"{of['model_mb']:.1f}",
        ]  # fmt: skip
        rows.append("| " + " | ".join(cells) + " |")
    rows += [
        "",
        "Accuracy by style, all files together:",
        "",
        "| pipeline | " + " | ".join(styles) + " |",
        "| --- |" + " ---: |" * len(styles),
    ]
    rows += [
        f"| {PIPELINES[name][0]} | " + " | ".join(f"{of['styles'][s]:.1%}" for s in styles) + " |"
        for name, of in results["pipelines"].items()
    ]
    return "\n".join(rows)


def write_page(runs: dict[str, Any]) -> None:
    """A table for each run between its marks, in a page that others write too."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Benchmarks\n"
    if BEGIN not in page:
        page += f"\n{BEGIN}\n{END}\n"
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    sections = [f"### On {name}\n\n{_told(runs[name])}\n\n{table(runs[name])}\n" for name in sorted(runs)]
    picture = "![accuracy and time](benchmarks/nlu.png)"
    PAGE.write_text("\n".join([f"{before}{BEGIN}", *sections, picture, f"{END}{after}"]), encoding="utf-8")


def _told(run: dict[str, Any]) -> str:
    loads = [of["load_before"] for of in run["pipelines"].values()]
    said = f"{run['examples']} examples, {run['cores']} cores, {run['date']}, load before a pipeline began {min(loads):.1f} to {max(loads):.1f}."
    return f"DIET with {run['epochs']} epochs. {said}" if set(run["pipelines"]) & set(DIET) else said


def draw(runs: dict[str, Any]) -> None:
    """Of the run with the most pipelines: accuracy on each file, and beside it the time of one message."""
    results = max(runs.values(), key=lambda run: (len(run["pipelines"]), run["examples"]))
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = list(results["pipelines"])[::-1]
    of = [results["pipelines"][name] for name in names]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(12, 0.6 * len(names) + 1.5), sharey=True)
    for shift, file, said in ((0.27, "heldout", "written"), (0, "heldout_real", "real"), (-0.27, "heldout_blind", "blind")):
        bars = left.barh([y + shift for y in range(len(names))], [100 * o[f"accuracy_{file}"] for o in of], height=0.26, label=said)
        left.bar_label(bars, fmt="%.1f", fontsize=8)
    left.set_yticks(range(len(names)), [PIPELINES[name][0] for name in names])
    left.set(xlim=(50, 103), xlabel="right label, %")
    left.legend(loc="lower left")
    for shift, key, said in ((0.2, "cpu_p50_ms", "p50"), (-0.2, "cpu_p95_ms", "p95")):
        bars = right.barh([y + shift for y in range(len(names))], [o[key] for o in of], height=0.38, label=said)
        right.bar_label(bars, fmt="%.1f", fontsize=8)
    right.set(xlabel="one message on one core, ms of CPU")
    right.legend()
    figure.tight_layout()
    PICTURE.parent.mkdir(exist_ok=True)
    figure.savefig(PICTURE, dpi=100, metadata={"Software": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=100, help="of DIET; 100 is Rasa's default")
    parser.add_argument(
        "--sample", type=int, default=0, help="train on so many examples only, for a machine without the hours that DIET wants"
    )
    parser.add_argument("--keep", type=Path, help="folder for the models; one that is there is not trained again")
    parser.add_argument("--train-only", action="store_true", help="with --keep: measure another time")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--only", default=",".join(PIPELINES), help="names with commas between")
    parser.add_argument("--step", choices=["train", "measure"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step = (
            train(options.only, options.folder, options.epochs, options.sample)
            if options.step == "train"
            else measure(options.only, options.folder)
        )
        print(json.dumps(step))
        return
    results = {}
    for name in options.only.split(","):
        results[name] = run(name, options)
        print(name, json.dumps({key: value for key, value in results[name].items() if key != "styles"}), flush=True)
    if options.train_only:
        return
    whole = {"pipelines": results, "epochs": options.epochs, "examples": options.sample or len(examples(0)), "cores": len(os.sched_getaffinity(0)),
             "date": time.strftime("%Y-%m-%d")}  # fmt: skip
    print(table(whole))
    if not options.dry:
        runs = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        runs[f"{options.sample} examples" if options.sample else "all examples"] = whole
        write_measures(runs, RESULTS)
        write_page(runs)
        draw(runs)


if __name__ == "__main__":
    main()
