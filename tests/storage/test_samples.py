"""The samples that an empty database is given: marked, plausible, and gone where they are not wanted."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from helpline.importing import load_samples
from helpline.model.serial import SerialKind, read_serial
from helpline.model.serial_layout import Fit, fit
from helpline.settings import Secret, Settings
from helpline.storage.database import make_engine
from helpline.storage.registry import SqlParts, SqlRegistry
from tests.content import reading

FOLDER = reading.ROOT / "catalogue" / "samples"
DEVICES = list(csv.DictReader((FOLDER / "registry.csv").open(encoding="utf-8")))
PARTS = list(csv.DictReader((FOLDER / "parts.csv").open(encoding="utf-8")))


def settings(path: Path, samples: int = 1) -> Settings:
    return Settings(database_url=Secret(f"sqlite:///{path / 'helpline.db'}"), samples=samples, now="2026-11-28T10:00:00+08:00")


def test_an_empty_database_is_filled_once(tmp_path: Path) -> None:
    told = load_samples(settings(tmp_path))
    assert told == [f"{len(DEVICES)} sample devices", f"{len(PARTS)} sample stocks of parts"]
    assert load_samples(settings(tmp_path)) == []
    engine = make_engine(settings(tmp_path).database_url)
    registry, parts = SqlRegistry(engine), SqlParts(engine)
    for row in DEVICES:
        found = registry.find(row["serial"])
        assert found is not None and found.sample and found.model in reading.catalogue().devices and "示例" in found.source
    stock = parts.stock(PARTS[0]["place"], PARTS[0]["model"], [PARTS[0]["part"]])
    assert [one.sample for one in stock.values()] == [True]
    engine.dispose()


def test_they_can_be_turned_off(tmp_path: Path) -> None:
    assert load_samples(settings(tmp_path, samples=0)) == []


def test_they_pass_our_own_checks() -> None:
    today = date(2026, 11, 28)
    for row in DEVICES:
        device, sold = reading.catalogue().devices[row["model"]], date.fromisoformat(row["purchase_date"])
        assert row["sample"] == "1" and read_serial(row["serial"]).kind is SerialKind.SERIAL, row
        assert fit(row["serial"], device.year, sold, today) is Fit.CONSISTENT, row


def test_they_cover_what_can_happen() -> None:
    assert len(DEVICES) >= 200 and len({reading.catalogue().devices[row["model"]].family for row in DEVICES}) >= 8
    plans = [row for row in DEVICES if row["plan"]]
    assert {row["plan_ends"] < "2026-11-01" for row in plans} == {True, False}
    assert {min(row["incidents"].count(";") + bool(row["incidents"]), 2) for row in plans} == {0, 1, 2}
    assert {row["sold_in_mainland"] for row in DEVICES} == {"0", "1"}
    assert any(row["repairs"] and "~" not in row["repairs"].split(";")[-1] for row in DEVICES)  # in repair now
    assert len({len(row["serial"]) for row in DEVICES}) == 2
