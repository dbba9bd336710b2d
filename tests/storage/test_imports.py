"""Files into the registry and the stock of parts: all or nothing, again and again, on both databases."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from helpline.errors import ImportRefused
from helpline.model.registry import Plan, RegisteredDevice, Repair
from helpline.model.stock import Stock
from helpline.services.desk import imports as importing
from helpline.services.desk.imports import Imported, Imports
from helpline.storage import bulk
from helpline.storage.bulk import SqlBulk
from helpline.storage.registry import SqlParts, SqlRegistry
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.content import reading

TODAY = date(2026, 11, 28)
HEAD = "serial,imei,model,purchase_date,sold_in_mainland,plan,plan_starts,plan_ends,incidents,repairs,sample,source,as_of"
FULL = "C39XK2ABC01J,356938035643809,iPhone 13,2025-12-01,是,AppleCare+,2025-12-01,2027-11-30,2026-03-04,2026-03-05~2026-03-09;2026-11-20,0,ERP,2026-11-01"
BARE = "F2LXK123ABCD,,,,,,,,,,,,"


@pytest.fixture
def service(engine: Engine) -> Imports:
    return Imports(reading.catalogue(), lambda table, sheet: SqlBulk(engine, table, sheet))


def devices(path: Path, *rows: str, head: str = HEAD) -> Path:
    file = path / "devices.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return file


def count(engine: Engine, table: str = "devices") -> int:
    with engine.connect() as connection:
        return int(connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_device_is_found_by_serial_and_by_imei(engine: Engine, service: Imports, tmp_path: Path) -> None:
    assert service.registry(devices(tmp_path, FULL, BARE), TODAY) == Imported(2, 0, 0)
    full = RegisteredDevice(
        serial="C39XK2ABC01J", imei="356938035643809", model="iphone-13", purchase_date=date(2025, 12, 1), sold_in_mainland=True,
        plan=Plan("AppleCare+", date(2025, 12, 1), date(2027, 11, 30), (date(2026, 3, 4),)),
        repairs=(Repair(date(2026, 3, 5), date(2026, 3, 9)), Repair(date(2026, 11, 20))), source="ERP", as_of=date(2026, 11, 1),
    )  # fmt: skip
    registry = SqlRegistry(engine)
    assert registry.find("C39XK2ABC01J") == registry.find("356938035643809") == full
    assert registry.find("F2LXK123ABCD") == RegisteredDevice("F2LXK123ABCD")
    assert registry.find("C39XK2ABC01K") is None and registry.find("' OR 1=1 --") is None


def test_again_and_anew_give_one_row_a_device(engine: Engine, service: Imports, tmp_path: Path) -> None:
    file = devices(tmp_path, FULL, BARE)
    service.registry(file, TODAY)
    assert service.registry(file, TODAY) == Imported(0, 2, 0)
    assert service.registry(devices(tmp_path, FULL.replace("iPhone 13", "iPhone 14"), "DX3XK2ABC01J" + "," * 12), TODAY) == Imported(
        1, 1, 0
    )
    found = SqlRegistry(engine).find("C39XK2ABC01J")
    assert count(engine) == 3 and found is not None and found.model == "iphone-14"


@pytest.mark.parametrize(("row", "why"), [
    (FULL.replace("iPhone 13", "iPhone 99"), "line 3: model 'iPhone 99' is not known; the ids are in catalogue/devices.yml"),
    (FULL.replace("2025-12-01,是", "2026-12-01,是"), "line 3: purchase_date 2026-12-01 lies in the future"),
    (FULL.replace("2027-11-30", "2024-11-30"), "line 3: plan_ends lies before plan_starts"),
    (FULL.replace("2026-03-04", "2028-03-04"), "line 3: incident 2028-03-04 lies outside the plan"),
    (FULL.replace("AppleCare+", ""), "line 3: plan_starts, plan_ends and incidents need a plan"),
    (BARE.upper(), "line 3: serial 'F2LXK123ABCD' stands in line 2 already"),
    (BARE.replace("F2LXK123ABCD,", ",356938035643809"), "line 3: serial is empty; every row needs it"),
    (BARE.replace("F2LXK123ABCD,", "DX3XK2ABC01J"), "line 3: has 12 cells, the head has 13; put cells with commas into quotes"),
])  # fmt: skip
def test_one_wrong_row_and_nothing_is_taken(engine: Engine, service: Imports, tmp_path: Path, row: str, why: str) -> None:
    file = devices(tmp_path, BARE, row)
    with pytest.raises(ImportRefused) as refused:
        service.registry(file, TODAY)
    assert refused.value.mistakes == [why] and str(refused.value).endswith("Nothing was imported.")
    assert count(engine) == 0


def test_all_mistakes_are_told_up_to_a_bound(service: Imports, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        service.registry(devices(tmp_path, *["nonsense" + "," * 12] * 400), TODAY)
    assert refused.value.wrong == 400 and len(refused.value.mistakes) == importing.TOLD_AT_MOST
    assert "… and 350 more." in str(refused.value)


@pytest.mark.parametrize(("content", "why"), [
    (b"", "line 1: the file is empty"),
    (b"\xff\xfe\x00\x00\xd8\x00", "is not text in UTF-8"),
    (b"serial\nC39XK2ABC01J\n\x00\x01\n", "line 3"),
])  # fmt: skip
def test_files_that_are_no_tables(service: Imports, tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "file.csv").write_bytes(content)
    with pytest.raises(ImportRefused, match=why):
        service.registry(tmp_path / "file.csv", TODAY)


def test_a_file_as_spreadsheets_in_china_write_it(engine: Engine, service: Imports, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_bytes("serial,source\r\nC39XK2ABC01J,上海仓库\r\n".encode("gb18030"))
    service.registry(tmp_path / "file.csv", TODAY)
    found = SqlRegistry(engine).find("C39XK2ABC01J")
    assert found is not None and found.source == "上海仓库"


def test_a_failure_in_the_middle_leaves_what_was_there(
    engine: Engine, service: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.registry(devices(tmp_path, BARE), TODAY)

    def broken(self: SqlBulk) -> tuple[int, int, int]:
        publish(self)
        raise RuntimeError("the power went")

    publish, commit = SqlBulk.publish, SqlBulk._commit
    monkeypatch.setattr(SqlBulk, "publish", broken)
    monkeypatch.setattr(SqlBulk, "_commit", lambda self: None if self._published() else commit(self))
    monkeypatch.setattr(SqlBulk, "_published", lambda self: count_in(self) > 1, raising=False)
    with pytest.raises(RuntimeError):
        service.registry(devices(tmp_path, FULL), TODAY)
    monkeypatch.undo()
    assert count(engine) == 1
    assert service.registry(devices(tmp_path, FULL), TODAY) == Imported(1, 0, 0)  # and the next one finds its way clear


def count_in(bulk: SqlBulk) -> int:
    return int(bulk._all(f"SELECT count(*) FROM {bulk._table}")[0][0])


def test_samples_give_way_to_the_first_real_device(engine: Engine, service: Imports, tmp_path: Path) -> None:
    sample = BARE.replace(",,,,,,,,,,,,", ",,,,,,,,,,1,,")
    assert service.empty("devices")
    service.registry(devices(tmp_path, sample), TODAY)
    found = SqlRegistry(engine).find("F2LXK123ABCD")
    assert found is not None and found.sample and not service.empty("devices")
    assert service.registry(devices(tmp_path, FULL), TODAY) == Imported(1, 0, 1)
    assert SqlRegistry(engine).find("F2LXK123ABCD") is None


def test_a_large_file_takes_the_place_of_the_table_and_keeps_what_it_does_not_name(
    engine: Engine, service: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "EXCHANGE_FROM", 1)
    monkeypatch.setattr(bulk, "STEP", 3)
    sample = BARE.replace(",,,,,,,,,,,,", ",,,,,,,,,,1,,")
    service.registry(devices(tmp_path, sample), TODAY)
    rows = [f"C39XK2AB{n:04d},,,2025-12-01,,,,,,,,," for n in range(10)]
    assert service.registry(devices(tmp_path, *rows), TODAY) == Imported(10, 0, 1)
    renewed = [row.replace("2025-12-01", "2026-01-02") for row in rows[8:]]
    for _ in range(3):  # the indexes change their names each time
        service.registry(devices(tmp_path, *renewed, FULL), TODAY)
    assert count(engine) == 11
    registry = SqlRegistry(engine)
    old, new = registry.find("C39XK2AB0007"), registry.find("C39XK2AB0009")
    assert old and old.purchase_date == date(2025, 12, 1) and new and new.purchase_date == date(2026, 1, 2)
    by_imei = registry.find("356938035643809")
    assert by_imei is not None and by_imei.serial == "C39XK2ABC01J"
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            plan = connection.execute(sa.text("EXPLAIN QUERY PLAN SELECT * FROM devices WHERE imei = '1'")).fetchall()
            left = connection.execute(sa.text("SELECT count(*) FROM sqlite_master WHERE name LIKE '%_next'")).scalar_one()
        assert "USING INDEX" in str(plan) and left == 0


def test_a_failure_before_the_exchange_leaves_what_was_there(
    engine: Engine, service: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL takes all over in one transaction")
    service.registry(devices(tmp_path, BARE), TODAY)
    monkeypatch.setattr(bulk, "EXCHANGE_FROM", 1)
    step = SqlBulk._step

    def broken(self: SqlBulk, statement: str, given: tuple[object, ...] = ()) -> None:
        step(self, statement, given)
        raise RuntimeError("the power went")

    monkeypatch.setattr(SqlBulk, "_step", broken)
    with pytest.raises(RuntimeError):
        service.registry(devices(tmp_path, FULL), TODAY)
    monkeypatch.setattr(SqlBulk, "_step", step)
    assert count(engine) == 1 and SqlRegistry(engine).find("C39XK2ABC01J") is None
    assert service.registry(devices(tmp_path, FULL), TODAY) == Imported(1, 0, 0)


def test_looking_up_waits_for_nobody(engine: Engine, service: Imports, tmp_path: Path) -> None:
    service.registry(devices(tmp_path, FULL), TODAY)
    with SqlUnitOfWork(engine) as work:  # a turn in progress, that holds the lock of SQLite
        work.threads.exists("")
        started = time.monotonic()
        assert SqlRegistry(engine).find("C39XK2ABC01J") is not None
        assert time.monotonic() - started < 2


def test_laying_aside_waits_for_nobody(engine: Engine, service: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a file is read, turns go on: only the taking over needs the lock."""
    staged, go_on = threading.Event(), threading.Event()
    twice = SqlBulk.twice

    def waiting(self: SqlBulk, limit: int) -> list[tuple[int, str, str, int]]:
        staged.set()
        assert go_on.wait(20)
        return twice(self, limit)

    monkeypatch.setattr(SqlBulk, "twice", waiting)
    done = threading.Thread(target=service.registry, args=(devices(tmp_path, FULL), TODAY))
    done.start()
    assert staged.wait(20)
    with SqlUnitOfWork(engine) as work:
        work.audit.record(importing_now(), "test", "test", "test")
        work.commit()
    go_on.set()
    done.join(20)
    assert count(engine) == 1


def importing_now():  # type: ignore[no-untyped-def]
    from datetime import datetime, timezone

    return datetime.now(timezone.utc)


def test_parts_by_place_model_and_part(engine: Engine, service: Imports, tmp_path: Path) -> None:
    file = tmp_path / "parts.csv"
    file.write_text("place,model,part,count,restock_days\nsh-pudong,iPhone 13,screen,3,\nsh-pudong,iphone-13,battery,0,5\n")
    assert service.parts(file) == Imported(2, 0, 0)
    assert service.parts(file) == Imported(0, 2, 0)
    parts = SqlParts(engine)
    found = parts.stock("sh-pudong", "iphone-13", ["screen", "battery", "camera"])
    assert found == {"screen": Stock(3), "battery": Stock(0, 5)}
    assert found["screen"].there and not found["battery"].there
    assert parts.stock("sh-iapm", "iphone-13", ["screen"]) == {} == parts.stock("sh-pudong", "iphone-13", [])


@pytest.mark.parametrize(("row", "why"), [
    ("atlantis,iphone-13,screen,1", "place 'atlantis' is not known"), ("sh-pudong,iphone-13,screen,-1", "count '-1' is no count"),
    ("sh-pudong,iphone-13,屏幕,1", "part '屏幕' is no part"), ("sh-pudong,,screen,1", "model is empty"),
])  # fmt: skip
def test_stocks_that_are_wrong(service: Imports, tmp_path: Path, row: str, why: str) -> None:
    (tmp_path / "parts.csv").write_text(f"place,model,part,count\n{row}\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match=why):
        service.parts(tmp_path / "parts.csv")
