"""Where ports meet adapters. Importing this module does nothing; `live_services` builds the real thing once."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache, partial

from sqlalchemy.engine import Engine

from helpline.catalogue import Catalogue, load_catalogue
from helpline.catalogue.copy import read_copy
from helpline.catalogue.device_names import DeviceNames
from helpline.catalogue.gaps import gaps
from helpline.catalogue.place_names import PlaceNames
from helpline.model.registry import RegisteredDevice
from helpline.model.stock import Stock
from helpline.outbound.registry import HttpRegistry
from helpline.outbound.uploads import Uploads
from helpline.ports import Clock, Files, UnitOfWork
from helpline.registry_ports import Parts, Registry
from helpline.services.allowance import Allowance, Limits
from helpline.services.care import Keep, Retention
from helpline.services.chores import Chores
from helpline.services.conversations import Conversations
from helpline.services.desk.desk import Desk
from helpline.services.desk.imports import Imports
from helpline.services.desk.workplace import DeskServices, desk_services
from helpline.services.handover.appointments import Appointments
from helpline.services.handover.calendars import Calendars
from helpline.services.handover.call_backs import CallBacks
from helpline.services.handover.handover import Handover
from helpline.services.intake.answers import Answers
from helpline.services.intake.attachments import Attachments
from helpline.services.reception import Reception
from helpline.services.script import names_of
from helpline.services.telephone import Telephone
from helpline.settings import ROOT, Settings
from helpline.storage.bulk import SqlBulk
from helpline.storage.checks import standing
from helpline.storage.database import alone, looking, make_engine
from helpline.storage.migrate import migrate
from helpline.storage.pictures import SqlFiles
from helpline.storage.records import Records
from helpline.storage.registry import SqlParts, SqlRegistry
from helpline.storage.unit_of_work import SqlUnitOfWork

log = logging.getLogger(__name__)


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(timezone.utc)


class StoppedClock:
    """A clock that stands still: for tests and for trying out a day such as a holiday."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Always the same moment."""
        return self.moment


class NoRegistry:
    """Knows no device."""

    def find(self, serial_or_imei: str) -> RegisteredDevice | None:
        """None."""
        return None


class NoParts:
    """Has counted no part."""

    def stock(self, place_id: str, model: str, parts: Sequence[str]) -> dict[str, Stock]:
        """Nothing."""
        return {}


def holder() -> str:
    """A name that no other process has, by which operators find this one."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


@dataclass(frozen=True)
class Services:
    """All use cases, wired."""

    catalogue: Catalogue
    reception: Reception
    conversations: Conversations
    allowance: Allowance
    desk: Desk
    clock: Clock
    call_backs: CallBacks
    calendars: Calendars
    chores: Chores
    registry: Registry
    parts: Parts
    attachments: Attachments
    desk_services: DeskServices
    telephone: Telephone


def wire(
    catalogue: Catalogue,
    unit_of_work: Callable[[], UnitOfWork],
    clock: Clock,
    registry: Registry | None = None,
    parts: Parts | None = None,
    files: Files | None = None,
    reading: Callable[[], UnitOfWork] | None = None,
    limits: Limits | None = None,
    counting: Callable[[], UnitOfWork] | None = None,
) -> Services:
    """The use cases over given storage and clock; `reading` opens what only looks, `counting` what may be lost in a power cut."""
    devices = DeviceNames(catalogue)
    answers = Answers(catalogue, devices, PlaceNames(catalogue))
    files = files or Uploads(Settings().state_dir / "uploads")
    attachments = Attachments(catalogue, devices, files, unit_of_work, clock)
    appointments = Appointments(catalogue, parts or NoParts())
    handover = Handover(catalogue, answers, appointments)
    copy = read_copy(ROOT / "domain" / "responses")
    call_backs = CallBacks(catalogue, copy, unit_of_work, clock)
    return Services(
        catalogue=catalogue,
        reception=Reception(catalogue, answers, handover, attachments, unit_of_work, clock, registry),
        conversations=Conversations(unit_of_work, clock, reading, names_of(catalogue)),
        allowance=Allowance(limits or Limits(), counting or unit_of_work, SystemClock()),  # a flood is one in real time
        desk=Desk(catalogue, unit_of_work, clock),
        clock=clock,
        call_backs=call_backs,
        calendars=Calendars(catalogue, copy, unit_of_work),
        chores=Chores(catalogue, copy, call_backs, unit_of_work, clock, holder()),
        registry=registry or NoRegistry(),
        parts=parts or NoParts(),
        attachments=attachments,
        desk_services=desk_services(catalogue, appointments, call_backs, unit_of_work, clock),
        telephone=Telephone(catalogue, copy, unit_of_work, clock),
    )


def build(settings: Settings) -> Services:
    """The use cases as the settings want them."""
    engine = make_engine(settings.database_url)
    catalogue = load_catalogue(settings.catalogue_dir)
    for gap in gaps(catalogue, clock_of(settings).now()):
        log.warning("%s", gap)
    files = files_of(settings, engine)
    registry, parts = registry_of(settings, engine), SqlParts(engine)
    reading = partial(SqlUnitOfWork, looking(engine))
    counting = partial(SqlUnitOfWork, alone(make_engine(settings.database_url, durable=False)))
    limits = limits_of(settings)
    return wire(catalogue, partial(SqlUnitOfWork, engine), clock_of(settings), registry, parts, files, reading, limits, counting)


def limits_of(settings: Settings) -> Limits:
    """How much the door takes in a minute."""
    return Limits(
        settings.limit_messages,
        settings.limit_pictures,
        settings.limit_address_messages,
        settings.limit_address_openings,
        settings.limit_calls,
    )


def files_of(settings: Settings, engine: Engine | None = None) -> Files:
    """Where pictures lie: in PostgreSQL, which every machine reaches, else in a folder."""
    engine = engine or make_engine(settings.database_url)
    return SqlFiles(engine) if engine.dialect.name == "postgresql" else Uploads(settings.state_dir / "uploads")


def retention_of(settings: Settings) -> Retention:
    """What lets go of old data."""
    engine, rasa = make_engine(settings.database_url), make_engine(settings.tracker_address, durable=False)
    keep = Keep(settings.keep_talks, settings.keep_events, settings.keep_pictures, settings.keep_audit, settings.keep_rasa)
    return Retention(Records(engine, rasa), files_of(settings, engine), clock_of(settings), keep)


def counts_of(settings: Settings) -> Callable[[], dict[str, dict[str, int]]]:
    """What stands in the database, for those who watch."""
    return partial(standing, make_engine(settings.database_url))


def registry_of(settings: Settings, engine: Engine) -> Registry:
    """The organisation's own registry where one is named, else the devices in our database."""
    if settings.registry_url:
        return HttpRegistry(settings.registry_url, settings.registry_token, settings.registry_timeout, clock_of(settings))
    return SqlRegistry(engine)


def imports(settings: Settings) -> Imports:
    """What fills the registry and the stock of parts, over a database of the newest schema."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    return Imports(load_catalogue(settings.catalogue_dir), lambda table, sheet: SqlBulk(engine, table, sheet))


def clock_of(settings: Settings) -> Clock:
    """The system's clock, or one stopped at HELPLINE_NOW."""
    return StoppedClock(datetime.fromisoformat(settings.now)) if settings.now else SystemClock()


@lru_cache(maxsize=1)
def live_services() -> Services:
    """The services of this process."""
    return build(Settings.from_environment())
