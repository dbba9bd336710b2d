"""Trains the Rasa model when its sources have changed since the last time."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

from helpline.errors import HelplineError
from helpline.settings import ROOT, Settings

MODEL = ROOT / "models" / "helpline.tar.gz"
LOG = ROOT / "models" / "train.log"
_FINGERPRINT = ROOT / "models" / "helpline.sources"
# What goes into the model. Names, words and numbers are matched at run time; routes give each intent its label.
_SOURCES = (
    *("config.yml", "domain.yml", "domain", "data", "catalogue/routes.yml", "requirements.lock"),
    *(
        "rasa_ext/importer.py",
        "rasa_ext/nlu/acts.py",
        "rasa_ext/nlu/questions.py",
        "rasa_ext/nlu/classifier.py",
        "rasa_ext/nlu/machines.py",
        "rasa_ext/nlu/features.py",
        "rasa_ext/nlu/encoder.py",
        "rasa_ext/nlu/onnx_writer.py",
        "helpline/model/text.py",
    ),
)
_TOLD_EVERY = 10  # seconds


class TrainingFailed(HelplineError):
    """Rasa could not train; the log says why."""


def is_fresh() -> bool:
    """True where the model was trained from the sources as they are."""
    return is_whole() and _FINGERPRINT.exists() and _FINGERPRINT.read_text() == fingerprint()


def is_whole() -> bool:
    """True where there is a model that can be unpacked to its end."""
    try:
        with gzip.open(MODEL) as file:
            some = bool(file.read(1 << 20))
            while file.read(1 << 20):
                pass
    except (OSError, EOFError, zlib.error):
        return False
    return some


def fingerprint() -> str:
    """A hash over names and contents of all sources."""
    digest = hashlib.sha256()
    for path in sorted(path for name in _SOURCES for path in _files(ROOT / name)):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def train(*, force: bool = False) -> None:
    """Train unless the model is fresh. Raises TrainingFailed."""
    if is_fresh() and not force:
        print("The model is up to date.", flush=True)
        return
    MODEL.parent.mkdir(exist_ok=True)
    before = fingerprint()
    command = [
        sys.executable,
        "-m",
        "rasa",
        "train",
        "--skip-validation",  # `make validate` does that, and it takes as long as the training
        "--fixed-model-name",
        MODEL.name.removesuffix(".tar.gz"),
        *(["--force"] if force else []),
    ]
    with LOG.open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=environment())
        seconds = _wait(process)
    if process.returncode != 0:
        raise TrainingFailed(f"Training failed. The end of {LOG.relative_to(ROOT)}:\n" + "\n".join(LOG.read_text().splitlines()[-15:]))
    _FINGERPRINT.write_text(before)
    print(f"Trained in {seconds:.0f} s.", flush=True)


def environment() -> dict[str, str]:
    """The environment of every Rasa process: no telemetry, no chatter, addresses for `endpoints.yml`."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    quiet |= {"PYTHONWARNINGS": "ignore", "PYTHONUNBUFFERED": "1", "MPLCONFIGDIR": str(ROOT / "var" / "matplotlib")}
    return {**Settings().for_rasa(), **os.environ, **quiet}


def _wait(process: subprocess.Popen[bytes]) -> float:
    started = time.monotonic()
    print("Training the model ", end="", flush=True)
    while True:
        try:
            process.wait(timeout=_TOLD_EVERY)
        except subprocess.TimeoutExpired:
            print(f"… {time.monotonic() - started:.0f} s ", end="", flush=True)
            continue
        print(flush=True)
        return time.monotonic() - started


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
