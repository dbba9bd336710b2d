"""Files that are damaged or out of reach when a part starts: the reason and what helps, and no traceback."""

from __future__ import annotations

import gzip
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpline import cli, training
from helpline.errors import SettingsError
from helpline.settings import Settings


def test_a_key_is_made_once_by_however_many_start_at_once(tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path / "new")
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: settings.signing_key(), range(16)))
    assert len(keys) == 1 and len(keys.pop()) > 32
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["chat-secret"]
    assert (tmp_path / "new" / "chat-secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "short"])
def test_a_key_that_was_cut_short_signs_nothing(tmp_path: Path, content: str) -> None:
    """An empty one would let anybody sign."""
    (tmp_path / "chat-secret").write_text(content)
    with pytest.raises(SettingsError, match="delete it"):
        Settings(state_dir=tmp_path).signing_key()


def test_a_model_that_is_damaged_is_not_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "model.tar.gz"
    monkeypatch.setattr(training, "MODEL", model)
    assert not training.is_whole()
    packed = gzip.compress(b"model" * 100_000)
    for content, whole in (
        (packed, True),
        (packed[:-20], False),
        (packed[:200] + b"-" + packed[201:], False),
        (b"", False),
        (b"none", False),
    ):
        model.write_bytes(content)
        assert training.is_whole() is whole


@pytest.mark.parametrize(
    "url", ["postgresql://nobody:secret@127.0.0.1:1/nothing", "sqlite:////proc/nowhere/helpline.db", "sqlite:///{folder}/none.db"]
)
def test_a_database_that_cannot_be_used_is_said_in_a_line(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none.db").write_text("no database" * 1_000)
    monkeypatch.setenv("HELPLINE_DATABASE_URL", url.format(folder=tmp_path))
    assert cli.main(["migrate"]) == 1
    told = capsys.readouterr().err
    assert "helpline doctor" in told and "Traceback" not in told and "secret" not in told


def test_rasa_does_not_start_without_a_model(tmp_path: Path) -> None:
    code = "import sys, pathlib; from helpline import training; training.MODEL = pathlib.Path(sys.argv.pop()); from rasa_ext.serve import main; main()"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(tmp_path / "none.tar.gz")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "helpline train" in done.stderr and "Traceback" not in done.stderr
