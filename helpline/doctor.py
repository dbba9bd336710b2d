"""`helpline doctor`: looks at a deployment as it is set, and says of each part what is wrong and what helps."""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from helpline.bootstrap import clock_of
from helpline.catalogue import load_catalogue
from helpline.catalogue.ageing import overdue
from helpline.catalogue.gaps import gaps
from helpline.errors import CatalogueError, SettingsError
from helpline.model.times import SHANGHAI
from helpline.outbound.turns import RedisTurns
from helpline.settings import SHORTEST_KEY, Settings
from helpline.storage.checks import free_bytes, reached, schema_of, time_of
from helpline.training import MODEL, is_fresh, is_whole

ROOM = 1 << 30
SKEW = 5.0  # seconds between clocks: reminders and leases are judged by each machine's own


@dataclass(frozen=True)
class Finding:
    """What was looked at. `remedy` is empty where it is fine; one that is only a warning does not fail."""

    part: str
    found: str
    remedy: str = ""
    warning: bool = False

    @property
    def failed(self) -> bool:
        """True where something does not work."""
        return bool(self.remedy) and not self.warning


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command on the command line."""
    text = "Look at this deployment: database, model, parts, neighbours, facts, disk, clock and keys; 1 where something is wrong."
    doctor = commands.add_parser("doctor", help=text, description=text)
    doctor.add_argument("--offline", action="store_true", help="leave out the parts that would have to run: web, Rasa, actions")
    doctor.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    try:
        settings = Settings.from_environment()
    except SettingsError as problem:
        print(f"wrong    settings: {problem}", file=sys.stdout)
        return 1
    findings = list(examine(settings, offline=options.offline))
    for one in findings:
        mark = "wrong" if one.failed else "warning" if one.remedy else "fine"
        print(f"{mark:8} {one.part}: {one.found}" + (f"\n         → {one.remedy}" if one.remedy else ""))
    return 1 if any(one.failed for one in findings) else 0


def examine(settings: Settings, *, offline: bool = False) -> Iterator[Finding]:
    """Each part, in the order in which one would mend them."""
    yield from _catalogue(settings)
    yield from _database(settings)
    yield _model()
    yield from _disk(settings)
    yield from _keys(settings)
    yield from _neighbours(settings)
    if not offline:
        yield from _parts(settings)


def _catalogue(settings: Settings) -> Iterator[Finding]:
    try:
        catalogue = load_catalogue(settings.catalogue_dir)
    except (CatalogueError, OSError) as problem:
        yield Finding("catalogue", str(problem), "Correct the entries named here; `helpline check-catalogue` repeats this check.")
        return
    now = clock_of(settings).now()
    missing = gaps(catalogue, now)
    if missing:
        remedy = "Enter the days off once they are announced: catalogue/holidays.yml."
        yield Finding("catalogue", "; ".join(missing), remedy, warning=True)
    else:
        yield Finding("catalogue", "valid")
    remedy = "Look whether they still hold; then set as_of, and review_after or review_by. Until then customers are told what stands there."
    for old in overdue(catalogue, now.astimezone(SHANGHAI).date()):
        yield Finding("review", old, remedy, warning=True)


def _database(settings: Settings) -> Iterator[Finding]:
    reason = reached(settings.database_url)
    if reason:
        yield Finding("database", reason, "Start it, or correct HELPLINE_DATABASE_URL; the user needs rights on its schema.")
        return
    here, wanted = schema_of(settings.database_url)
    if here != wanted:
        yield Finding(
            "database", f"schema {here or 'none'}, this release needs {wanted}", "Run `helpline migrate` (or the release that wrote it)."
        )
    else:
        yield Finding("database", f"reachable, schema {here}")
    skew = abs(time_of(settings.database_url) - time.time())
    if skew > SKEW:
        yield Finding(
            "clock", f"{skew:.0f} s apart from the database's", "Set both by NTP: holds, reminders and due times go by the clock."
        )
    else:
        yield Finding("clock", "agrees with the database")
    if settings.now:
        yield Finding("clock", f"stands still at {settings.now}", "Unset HELPLINE_NOW: it is for trying out a day.", warning=True)
    if reason := reached(settings.tracker_address):
        yield Finding("Rasa's record", reason, "Correct HELPLINE_TRACKER_URL, or leave it empty.")


def _model() -> Finding:
    if not MODEL.exists():
        return Finding("model", f"{MODEL} is missing", "Run `helpline train`.")
    if not is_whole():
        return Finding("model", f"{MODEL} is damaged", "Run `helpline train`, then restart Rasa.")
    if not is_fresh():
        return Finding("model", "older than what it was trained from", "Run `helpline train`, then restart Rasa.", warning=True)
    return Finding("model", "present and fresh")


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.state_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_bytes(b"-")
        probe.unlink()
    except OSError as error:
        yield Finding("disk", f"{folder} cannot be written: {error.strerror}", "Give the user of the parts the right to write there.")
        return
    free = free_bytes(folder)
    if free < ROOM:
        yield Finding(
            "disk",
            f"{free / ROOM:.2f} GB free at {folder}",
            "Make room: without it nothing can be accepted. `helpline retain` lets go of what is old.",
        )
    else:
        yield Finding("disk", f"{free / ROOM:.0f} GB free")


def _keys(settings: Settings) -> Iterator[Finding]:
    many = bool(settings.redis_url) or settings.database_url.startswith("postgresql")
    if settings.chat_secret:
        if len(settings.chat_secret) < SHORTEST_KEY:
            yield Finding("keys", "HELPLINE_CHAT_SECRET is short", "Make one of at least 32 random characters.")
        else:
            yield Finding("keys", "HELPLINE_CHAT_SECRET is set")
    elif many:
        remedy = "Set HELPLINE_CHAT_SECRET to the same value everywhere: a conversation opened at one machine is a stranger to the other."
        yield Finding("keys", "each machine makes its own key of conversations", remedy, warning=True)
    else:
        yield _own_key(settings.state_dir / "chat-secret")
    if settings.database_url.startswith("postgresql") and not settings.redis_url:
        remedy = "Set HELPLINE_REDIS_URL before a second web or Rasa process starts."
        yield Finding("turns", "kept in order within one process only", remedy, warning=True)


def _own_key(path: Path) -> Finding:
    if path.exists() and path.stat().st_mode & 0o077:
        return Finding("keys", f"others may read {path}", f"chmod 600 {path}, or delete it: open conversations then have to start again.")
    if path.exists() and len(path.read_text().strip()) < SHORTEST_KEY:
        return Finding(
            "keys",
            f"{path} is empty or cut short",
            "Put it back from your backup, or delete it: open conversations then have to start again.",
        )
    return Finding("keys", "kept in the state directory" if path.exists() else "made at the first start")


def _neighbours(settings: Settings) -> Iterator[Finding]:
    if settings.redis_url:
        fine = asyncio.run(RedisTurns(settings.redis_url, "doctor").ready())
        yield Finding("Redis", "reachable") if fine else Finding("Redis", "does not answer", "Start it, or correct HELPLINE_REDIS_URL; without it no message reaches the bot.")  # fmt: skip
    if settings.broker_url:
        parts = urlsplit(settings.broker_url)
        try:
            socket.create_connection((parts.hostname or "", parts.port or 5672), timeout=3).close()
            yield Finding("RabbitMQ", "reachable")
        except OSError as error:
            yield Finding("RabbitMQ", str(error), "Start it, or correct HELPLINE_BROKER_URL; events wait in Rasa's memory until then.")


def _parts(settings: Settings) -> Iterator[Finding]:
    action = settings.action_address.removesuffix("/webhook")
    looked: list[tuple[str, str, str]] = [
        ("actions", f"{action}/health", "HELPLINE_ACTION_URL or HELPLINE_ACTION_PORT"),
        ("rasa", f"{settings.rasa_address}/webhooks/rest/", "HELPLINE_RASA_URL or HELPLINE_RASA_PORT"),
        ("web", f"http://{_local(settings.host)}:{settings.web_port}/readyz", "HELPLINE_HOST and HELPLINE_WEB_PORT"),
    ]
    for name, address, setting in looked:
        yield _part(name, address, setting)
    if settings.registry_url:
        yield _part("registry", settings.registry_url, "HELPLINE_REGISTRY_URL", any_answer=True)


def _part(name: str, address: str, setting: str, *, any_answer: bool = False) -> Finding:
    try:
        reply = httpx.get(address, timeout=5.0, trust_env=False)
    except httpx.HTTPError as error:
        return Finding(name, f"{address} does not answer ({type(error).__name__})", f"Start it (`helpline run`), or correct {setting}.")
    if reply.status_code != 200 and not any_answer:
        return Finding(name, f"{address} answers {reply.status_code}: {reply.text[:200]}", "Its log says why.")
    return Finding(name, "answers")


def _local(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 this is where it is asked, not where it listens
