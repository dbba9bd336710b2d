"""Table, verdicts and picture of benchmarks/turn.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa_ext.evaluate import METRICS, write_measures

ROOT = Path(__file__).resolve().parents[1]
RESULTS = METRICS / "benchmark_turn.json"
PAGE, PICTURE = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "benchmarks" / "turn.png"
BEGIN, END = "<!-- turn: written by benchmarks/turn.py -->", "<!-- turn: end -->"
NAMES = {
    "stock_memory": "stock Rasa, trackers in memory (its default)",
    "stock_sqlite": "stock Rasa, SQLite",
    "stock_postgresql": "stock Rasa, PostgreSQL",
    "helpline_sqlite": "Helpline, SQLite (its default)",
    "helpline_postgresql": "Helpline, PostgreSQL",
}


def table(results: dict[str, Any]) -> str:
    """As Markdown."""
    head = ["system", "customers", "turns/s", "p50 ms", "p95 ms", "p99 ms", "CPU ms a turn", "no answer"]
    rows = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    for name, of in results["systems"].items():
        for customers, c in of["customers"].items():
            cells = (
                f"{c['turns_per_second']:.1f}",
                f"{c['p50_ms']:.0f}",
                f"{c['p95_ms']:.0f}",
                f"{c['p99_ms']:.0f}",
                f"{c['cpu_ms']:.0f}",
                str(c["failed"]),
            )
            rows.append("| " + " | ".join((NAMES[name], customers, *cells)) + " |")
    rows += [
        "",
        "| system | start s | idle MB (RSS, PSS) | after the load MB (RSS) | turns 3–12 ms | last ten of so many turns, ms | ratio |",
    ]
    rows += ["| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for name, of in results["systems"].items():
        long, idle = of["long"], of["idle"]
        cells = (f"{of['start_seconds']:.1f}", f"{idle['rss_mb']:.0f}, {idle['pss_mb']:.0f}", f"{of['busy']['rss_mb']:.0f}",
                 f"{long['early_ms']:.0f}", f"{long['late_ms']:.0f} of {long['turns']}", f"{long['ratio']:.2f}")  # fmt: skip
        rows.append("| " + " | ".join((NAMES[name], *cells)) + " |")
    return "\n".join(rows)


def verdicts(results: dict[str, Any]) -> str:
    """The goals beside what was measured."""
    systems, lines = results["systems"], ["| goal | measured | reached |", "| --- | --- | --- |"]

    def line(goal: str, value: float, reached: bool, shown: str = "{:.2f}") -> None:
        lines.append(f"| {goal} | {shown.format(value)} | {'yes' if reached else 'no'} |")

    for store in ("sqlite", "postgresql"):
        stock, ours = systems.get(f"stock_{store}"), systems.get(f"helpline_{store}")
        if not stock or not ours or "8" not in ours["customers"]:
            continue
        theirs, here = stock["customers"]["8"], ours["customers"]["8"]
        p95, rate = here["p95_ms"] / theirs["p95_ms"], here["turns_per_second"] / theirs["turns_per_second"]
        line(f"p95 at 8 customers, {store}: under 0.33 of stock's", p95, p95 < 1 / 3)
        line(f"turns a second at 8 customers, {store}: 3 times stock's", rate, rate >= 3)
    if ours := systems.get("helpline_sqlite"):
        line("idle memory of the default system: under 1,500 MB", ours["idle"]["rss_mb"], ours["idle"]["rss_mb"] < 1500, "{:.0f} MB")
        line("turn 200 within 1.3 times turn 5", ours["long"]["ratio"], ours["long"]["ratio"] <= 1.3)
    return "\n".join(lines)


def write(results: dict[str, Any]) -> None:
    """The measures, the page and the picture."""
    write_measures(results, RESULTS)
    draw(results)
    page = PAGE.read_text(encoding="utf-8")
    if BEGIN not in page:
        page = page.rstrip("\n") + f"\n\n{BEGIN}\n{END}\n"
    loads = [of["load_before"] for of in results["systems"].values()]
    told = (
        f"{results['cores']} cores, {results['date']}, {results['seconds']:.0f} s at each number of customers, load before a system was started "
        f"{min(loads):.1f} to {max(loads):.1f}. Stock: {results['sample']} examples, {results['epochs']} epochs."
    )
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    parts = [f"{before}{BEGIN}", told, "", verdicts(results), "", table(results), "", "![turns](benchmarks/turn.png)", f"{END}{after}"]
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def draw(results: dict[str, Any]) -> None:
    """p95 by customers, turns a second by customers, and a long conversation."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, middle, right) = pyplot.subplots(1, 3, figsize=(14, 4))
    for name, of in results["systems"].items():
        style = {"marker": "o", "label": NAMES[name], "linestyle": "--" if name.startswith("stock") else "-"}
        counts = [int(n) for n in of["customers"]]
        left.plot(counts, [c["p95_ms"] for c in of["customers"].values()], **style)
        middle.plot(counts, [c["turns_per_second"] for c in of["customers"].values()], **style)
        right.plot(range(10, 10 * len(of["long"]["by_ten"]) + 1, 10), of["long"]["by_ten"], **{**style, "marker": None})
    left.set(xlabel="customers", ylabel="p95 of a turn, ms", xscale="log", yscale="log")
    middle.set(xlabel="customers", ylabel="turns a second", xscale="log")
    right.set(xlabel="turn of a long conversation", ylabel="median ms", yscale="log")
    left.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(PICTURE, dpi=90, metadata={"Software": None})
