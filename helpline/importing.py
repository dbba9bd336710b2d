"""`helpline registry import` and `helpline parts import`, and the samples that an empty database is given."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from helpline.bootstrap import clock_of, imports
from helpline.errors import ImportRefused
from helpline.model.times import SHANGHAI
from helpline.services.desk.imports import Imported
from helpline.services.desk.imports import Progress as Told
from helpline.settings import Settings

SAMPLES = Path("samples")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The two commands on the command line."""
    for name, run, what in (("registry", _registry, "devices"), ("parts", _parts, "stocks of parts")):
        actions = commands.add_parser(name, help=f"Manage {what}.").add_subparsers(required=True, metavar="ACTION")
        text = f"Import {what} from a CSV file: all of it or, where a line is wrong, nothing. docs/registry.md has the columns."
        one = actions.add_parser("import", help=text, description=text)
        one.add_argument("file", type=Path)
        one.set_defaults(run=run)


def load_samples(settings: Settings) -> list[str]:
    """Fill empty tables with the samples of the catalogue, unless HELPLINE_SAMPLES is 0; what was filled, for people."""
    if not settings.samples:
        return []
    service, told = imports(settings), []
    folder = settings.catalogue_dir / SAMPLES
    if (folder / "registry.csv").exists() and service.empty("devices"):
        told.append(f"{service.registry(folder / 'registry.csv', _today(settings)).added} sample devices")
    if (folder / "parts.csv").exists() and service.empty("parts"):
        told.append(f"{service.parts(folder / 'parts.csv').added} sample stocks of parts")
    return told


def _registry(options: argparse.Namespace) -> None:
    settings = Settings.from_environment()
    with _bar(options.file) as told:
        done = imports(settings).registry(options.file, _today(settings), told)
    _say(done, "devices")


def _parts(options: argparse.Namespace) -> None:
    with _bar(options.file) as told:
        done = imports(Settings.from_environment()).parts(options.file, told)
    _say(done, "stocks")


def _today(settings: Settings) -> date:
    return clock_of(settings).now().astimezone(SHANGHAI).date()


@contextmanager
def _bar(path: Path) -> Iterator[Told]:
    """A bar on standard error over the bytes of the file, where that is a terminal; taking over at the end takes a while more."""
    if not path.is_file():
        raise ImportRefused([f"{path}: there is no such file"], 1)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        size = path.stat().st_size
        task = progress.add_task("Reading", total=size)

        def told(done: int) -> None:
            progress.update(task, completed=done, description="Taking over" if done >= size else "Reading")

        yield told


def _say(done: Imported, what: str) -> None:
    samples = f", {done.samples_dropped} samples gave way to them" if done.samples_dropped else ""
    print(f"{done.added + done.updated} {what}: {done.added} new, {done.updated} replaced{samples}.")
