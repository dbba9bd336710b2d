"""The doctor says of each part what is wrong and what helps, and is quiet about passwords."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpline import doctor
from helpline.cli import main
from helpline.doctor import Finding, examine
from helpline.settings import Secret, Settings
from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate


def settings(tmp_path: Path, **changes: object) -> Settings:
    given = {"database_url": Secret(f"sqlite:///{tmp_path}/helpline.db"), "state_dir": tmp_path, **changes}
    return Settings(**given)


def of(found: list[Finding], part: str) -> Finding:
    return next(one for one in found if one.part == part)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    model = tmp_path / "model.tar.gz"
    model.touch()
    monkeypatch.setattr(doctor, "MODEL", model)
    monkeypatch.setattr(doctor, "is_fresh", lambda: True)
    return model


def test_a_sound_deployment_is_fine(fresh: Path, tmp_path: Path):
    migrate(make_engine(f"sqlite:///{tmp_path}/helpline.db"))
    in_june = settings(tmp_path, now="2026-06-01T10:00:00+08:00")
    wanting = [one.part for one in examine(in_june, offline=True) if one.remedy and one.part != "review"]  # old prices stay old
    assert wanting == ["clock"], "which stands still for the test"


def test_a_year_that_begins_soon_without_its_holidays_is_a_warning(fresh: Path, tmp_path: Path):
    migrate(make_engine(f"sqlite:///{tmp_path}/helpline.db"))
    found = of(list(examine(settings(tmp_path, now="2026-11-24T10:15:00+08:00"), offline=True)), "catalogue")
    assert "2027" in found.found and found.warning and not found.failed


def test_a_database_that_was_not_migrated(fresh: Path, tmp_path: Path):
    found = of(list(examine(settings(tmp_path), offline=True)), "database")
    assert found.failed
    assert "helpline migrate" in found.remedy


def test_what_does_not_answer_is_named_with_its_setting(fresh: Path, tmp_path: Path):
    away = {
        "database_url": Secret("postgresql://someone:secret@127.0.0.1:1/helpline"), "redis_url": Secret("redis://:secret@127.0.0.1:1/0"),
        "broker_url": Secret("amqp://someone:secret@127.0.0.1:1"), "rasa_port": 1, "action_port": 1, "web_port": 1,
    }  # fmt: skip
    found = list(examine(settings(tmp_path, **away)))
    named = {"database": "DATABASE_URL", "Redis": "REDIS_URL", "RabbitMQ": "BROKER_URL", "rasa": "RASA_PORT", "actions": "ACTION_PORT",
             "web": "WEB_PORT"}  # fmt: skip
    for part, setting in named.items():
        assert of(found, part).failed
        assert f"HELPLINE_{setting}" in of(found, part).remedy
    assert "secret" not in str(found)


def test_an_old_model_a_weak_key_and_a_stopped_clock_are_seen(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "is_fresh", lambda: False)
    migrate(make_engine(f"sqlite:///{tmp_path}/helpline.db"))
    found = list(examine(settings(tmp_path, chat_secret=Secret("short"), now="2026-11-24T10:15:00+08:00"), offline=True))
    assert of(found, "model").warning
    assert of(found, "keys").failed
    assert any(one.part == "clock" and one.warning for one in found)
    fresh.unlink()
    assert of(list(examine(settings(tmp_path), offline=True)), "model").failed


def test_a_full_disk_and_a_broken_catalogue(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "free_bytes", lambda _: 1000)
    found = list(examine(settings(tmp_path, catalogue_dir=tmp_path), offline=True))
    assert of(found, "disk").failed
    assert of(found, "catalogue").failed


@pytest.mark.parametrize(
    ("day", "kinds"), [("2026-11-24", set()), ("2027-05-28", {"warranty", "plan"}), ("2027-05-29", {"articles", "warranty"})]
)
def test_facts_that_nobody_looked_at_again_are_warned_of(fresh: Path, tmp_path: Path, day: str, kinds: set[str]):
    migrate(make_engine(f"sqlite:///{tmp_path}/helpline.db"))
    found = list(examine(settings(tmp_path, now=f"{day}T10:15:00+08:00"), offline=True))
    old = [one for one in found if one.part == "review"]
    assert all(one.warning and "review_after" in one.remedy for one in old)
    named = {one.found.split(",")[0].split(":")[0] for one in old}
    assert kinds <= named
    assert "prices" in named  # those of 2018 stay, and are told as old ones
    assert ("articles" in named) == ("articles" in kinds)


def test_the_command_answers_by_its_code(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("HELPLINE_DATABASE_URL", f"sqlite:///{tmp_path}/helpline.db")
    monkeypatch.setenv("HELPLINE_STATE_DIR", str(tmp_path))
    assert main(["doctor", "--offline"]) == 1
    assert main(["migrate"]) == 0
    assert main(["doctor", "--offline"]) == 0
    assert "→" in capsys.readouterr().out
