"""`helpline classify` as others run it: one JSON a line, whatever the line is."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from helpline.settings import ROOT
from rasa_ext.evaluate import LABELS, read_lines

pytestmark = pytest.mark.model

LONG = "手机坏了".encode() * 90_000  # over 1 MB
LINES: list[bytes] = [
    "iPhone 15 屏幕碎了".encode(),
    b"",
    b"\xff\xfe\xb3\xb1",
    "手机没声音".encode("gb18030"),
    LONG,
    b"   ",
    b"/restart",
    "电池鼓起来了🔋".encode(),
    b"{\"text\": 1}",
    "\u2028一行里的分行符".encode(),
    b"\x00",
    "长" .encode() * 5_000,
    *(line.text.encode() for line in read_lines()[::60]),
    "最后一行没有换行".encode(),
]  # fmt: skip


@pytest.fixture(scope="module")
def run() -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "helpline", "classify"]
    return subprocess.run(command, cwd=ROOT, input=b"\n".join(LINES), capture_output=True, timeout=180, check=False)


@pytest.fixture(scope="module")
def answers(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert run.returncode == 0, run.stderr.decode()[-2_000:]
    return [json.loads(line) for line in run.stdout.decode("utf-8").split("\n")[:-1]]


def answered(answers: list[dict[str, Any]]) -> Iterator[tuple[bytes, dict[str, Any]]]:
    assert len(answers) == len(LINES)
    return zip(LINES, answers)


def test_no_line_is_lost_and_order_is_kept(answers: list[dict[str, Any]]) -> None:
    for line, answer in answered(answers):
        if "error" not in answer:
            assert answer["text"] == line.decode("utf-8")


def test_only_bad_lines_have_an_error(answers: list[dict[str, Any]]) -> None:
    bad = [line[:20] for line, answer in answered(answers) if "error" in answer]
    assert bad == [LINES[2][:20], LINES[3][:20], LONG[:20]]
    assert all(len(answer["text"]) <= 200 for answer in answers if "error" in answer)


def test_every_answer_has_its_parts(answers: list[dict[str, Any]]) -> None:
    for answer in answers:
        if "error" in answer:
            continue
        assert {"text", "label", "intent", "confidence", "ranking", "entities"} <= set(answer)
        assert answer["label"] in LABELS and 0 <= answer["confidence"] <= 1
        assert len(answer["ranking"]) in (0, 3) and all(set(rank) == {"label", "intent", "confidence"} for rank in answer["ranking"])
        for entity in answer["entities"]:
            assert set(entity) == {"entity", "value", "text", "start", "end"}
            assert answer["text"][entity["start"] : entity["end"]] == entity["text"]


def test_what_is_said_is_understood(answers: list[dict[str, Any]]) -> None:
    assert [answers[at]["label"] for at in (0, 7)] == ["hardware", "hazard"]
    assert {entity["entity"] for entity in answers[0]["entities"]} == {"device_model", "component"}


def test_progress_is_told_beside_and_no_message_with_it(run: subprocess.CompletedProcess[bytes]) -> None:
    told = run.stderr.decode()
    assert f"{len(LINES)} lines" in told and "屏幕碎了" not in told
