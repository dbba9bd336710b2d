"""Commands over what is kept: one person's data out or away, what is too old, backup and restore. docs/operations.md describes them."""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from helpline.bootstrap import clock_of, files_of, retention_of
from helpline.errors import HelplineError
from helpline.model.phone import find_phone
from helpline.settings import Settings
from helpline.storage import backup
from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate
from helpline.storage.records import Records
from helpline.storage.unit_of_work import SqlUnitOfWork

NAMED = ("event", "phone", "serial", "account", "conversation")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands on the command line."""
    for name, run, text in (
        ("export-person", _export, "Write all that is kept of one person as JSON, pictures included."),
        ("erase-person", _erase, "Delete all that is kept of one person, in every store. Cannot be undone."),
    ):
        one = commands.add_parser(name, help=text, description=text)
        for by in NAMED:
            one.add_argument(f"--{by}", help=f"find the person's conversations by {by}")
        one.set_defaults(run=run)
        if name == "erase-person":
            one.add_argument("--yes", action="store_true", help="do it; without this, only say what would be deleted")
    text = "Delete what is older than the HELPLINE_KEEP_… settings allow; the web part does so by itself every hour."
    commands.add_parser("retain", help=text, description=text).set_defaults(run=_retain)
    for name, run, text in (
        ("backup", _backup, "Write database and pictures, of one moment, into a file."),
        ("restore", _restore, "Fill an empty database from such a file."),
    ):
        one = commands.add_parser(name, help=text, description=text)
        one.add_argument("file", type=Path)
        one.set_defaults(run=run)


def records_of(settings: Settings) -> Records:
    """Over our database and Rasa's."""
    return Records(make_engine(settings.database_url), make_engine(settings.tracker_address, durable=False))


def _found(options: argparse.Namespace, settings: Settings) -> list[str]:
    who = {by: str(getattr(options, by)).strip() for by in NAMED if getattr(options, by)}
    if not who:
        raise HelplineError(f"Say whose: {', '.join('--' + by for by in NAMED)}.")
    if "phone" in who and (phone := find_phone(who["phone"])):
        who["phone"] = phone.value
    if "event" in who:
        who["event"] = who["event"].replace(" ", "").replace("-", "")
    return records_of(settings).conversations_of(who)


def _export(options: argparse.Namespace) -> None:
    settings = Settings.from_environment()
    records, files, found = records_of(settings), files_of(settings), []
    for conversation_id in _found(options, settings):
        rows = records.everything(conversation_id)
        for picture in rows.get("attachments", []):
            content = files.read(picture["id"])
            picture["content"] = base64.b64encode(content).decode() if content else None
        found.append({"conversation": conversation_id, **rows})
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1, default=_shown)
    print()
    print(f"{len(found)} conversations.", file=sys.stderr)


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def _erase(options: argparse.Namespace) -> None:
    settings = Settings.from_environment()
    found = _found(options, settings)
    if not options.yes:
        print(f"{len(found)} conversations would be deleted with their events, bookings, notes and pictures. Add --yes to do it.")
        return
    rows = retention_of(settings).erase(found)
    with SqlUnitOfWork(make_engine(settings.database_url)) as work:
        work.audit.record(clock_of(settings).now(), "operator", "erase_person", f"{len(found)} conversations")
        work.commit()
    print(f"{len(found)} conversations are gone: {rows} rows. Backups and what a broker's readers kept are yours to look after.")


def _retain(options: argparse.Namespace) -> None:
    print(f"{retention_of(Settings.from_environment()).run()} rows were let go.")


def _folders(settings: Settings) -> dict[str, Path]:
    return {"uploads": settings.state_dir / "uploads"}


def _backup(options: argparse.Namespace) -> None:
    settings = Settings.from_environment()
    counts = backup.write(make_engine(settings.database_url), options.file, _folders(settings))
    print(
        f"{sum(counts.values())} rows, {os.path.getsize(options.file)} bytes in {options.file}. It holds what customers said: keep it as safe."
    )


def _restore(options: argparse.Namespace) -> None:
    settings = Settings.from_environment()
    engine = make_engine(settings.database_url)
    migrate(engine)
    counts = backup.read(engine, options.file, _folders(settings))
    print(f"{sum(counts.values())} rows: " + ", ".join(f"{count} {name}" for name, count in counts.items() if count))
