"""A registry that answers late, a full disk, an end in the middle of a turn, and clocks that jump: each is said, and nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.about_screen import about_screen
from tests.journeys.conftest import System, Talk, start_system, stop_system

pytestmark = pytest.mark.journey
LATE = 6.0  # seconds; a look-up has two
FIRST = "我的 iPhone 14 昨天开始充不进电了，每次都这样，自己坏的，没摔过"


class Registry(BaseHTTPRequestHandler):
    """Answers, but late."""

    def do_GET(self) -> None:
        time.sleep(LATE)
        with suppress(OSError):
            self.send_error(404)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def registry() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, bool]]:
    """A folder, and whether it is a disk of its own of some megabytes: only root may make one."""
    folder = tmp_path_factory.mktemp("state")
    mounted = (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True, check=False).returncode == 0
    )
    yield folder, mounted
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory, registry: str, small_disk: tuple[Path, bool]) -> Iterator[dict[str, System]]:
    """The system as it runs at the moment: one test ends it and starts it again."""
    settings = {"HELPLINE_REGISTRY_URL": registry, "HELPLINE_STATE_DIR": str(small_disk[0]), "HELPLINE_LOG_FORMAT": "json"}
    running = {"now": start_system(tmp_path_factory.mktemp("troubled"), **settings)}
    yield running
    stop_system(running["now"])


def rows(system: System, query: str, *values: str) -> list[Any]:
    with sqlite3.connect(system.env["HELPLINE_DATABASE_URL"].removeprefix("sqlite:///")) as connection:
        return connection.execute(query, values).fetchall()


def name_of(talk: Talk) -> str:
    return str(talk.conversation).rsplit(".", 1)[0]


def test_a_registry_that_answers_late_holds_nobody_up(troubled: dict[str, System]):
    talk = troubled["now"].talk()
    talk.say(FIRST)
    talk.answer_until("serial_number")
    started = time.monotonic()
    said = talk.say("C39XK2ABC123")
    assert time.monotonic() - started < LATE
    assert any("登记系统现在连不上" in text for text in said)
    talk.answer_until("confirm")
    talk.say("确认")
    assert talk.event_number
    assert rows(troubled["now"], "SELECT count(*) FROM events WHERE conversation_id = ?", name_of(talk)) == [(1,)]


def test_each_part_logs_the_turns_of_a_conversation_and_no_words(troubled: dict[str, System]):
    system, talk = troubled["now"], troubled["now"].talk()
    talk.say("我姓欧阳，我的 iPad 屏幕碎了，序列号 C39XK2ABC125")
    talk.say("你们几点上班")
    for _ in range(50):  # the supervisor mixes the logs of the parts, and the last line may still be on its way
        logged = system.log.read_text(encoding="utf-8")
        lines = [json.loads(line.split(" | ", 1)[1]) for line in logged.splitlines() if " | {" in line]
        mine = Counter(line["what"] for line in lines if line.get("conversation") == name_of(talk))
        if sum(mine.values()) >= 6:
            break
        time.sleep(0.1)
    assert mine == {"understood": 2, "answered": 2, "turn": 2}
    assert all("ms" in line for line in lines if line.get("conversation") == name_of(talk))
    assert not [word for word in ("欧阳", "C39XK2ABC125", "几点上班") if word in logged or json.dumps(word)[1:-1] in logged]


def test_a_full_disk_refuses_the_picture_and_nothing_else(troubled: dict[str, System], small_disk: tuple[Path, bool]):
    folder, mounted = small_disk
    if not mounted:
        pytest.skip("only root may make a small disk")
    system, talk = troubled["now"], troubled["now"].talk()
    talk.say("屏幕摔碎了，触摸也不灵了，想修一下")
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"-" * 65_536)
    with filler.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"-")
    sent: dict[str, Any] = {"data": {"conversation": str(talk.conversation), "id": "picture-1"}, "timeout": 60.0}
    refused = talk.http.post("/api/chat/attachments", files={"file": ("about.png", about_screen(), "image/png")}, **sent)
    assert (refused.status_code, refused.json()["error"]["code"]) == (507, "picture_no_room")
    assert rows(system, "SELECT count(*) FROM attachments WHERE conversation_id = ?", name_of(talk)) == [(0,)]
    said = talk.say("是 iPhone 13")
    assert said
    assert "恢复" not in said[-1]
    filler.unlink()
    taken = talk.http.post("/api/chat/attachments", files={"file": ("about.png", about_screen(), "image/png")}, **sent)
    assert taken.status_code == 201, taken.text
    assert rows(system, "SELECT count(*) FROM attachments WHERE conversation_id = ?", name_of(talk)) == [(1,)]
    assert not list(folder.rglob("*.part"))
    said_so_far = rows(system, "SELECT count(*) FROM lines WHERE who = 'customer' AND conversation_id = ?", name_of(talk))[0][0]
    assert heard_by_rasa(folder, talk, said_so_far) == said_so_far


def heard_by_rasa(folder: Path, talk: Talk, wanted: int) -> int:
    """The messages in Rasa's record, which may come late after a disk was full."""
    deadline = time.monotonic() + 10
    while True:
        with sqlite3.connect(folder / "rasa.db") as connection:
            query = 'SELECT count(*) FROM rasa_events WHERE conversation_id = ? AND data LIKE \'{"event": "user"%\''
            found = int(connection.execute(query, (name_of(talk),)).fetchone()[0])
        if found >= wanted or time.monotonic() > deadline:
            return found
        time.sleep(0.3)


def test_an_end_in_the_middle_of_a_turn_and_a_start_on_another_day(troubled: dict[str, System], tmp_path: Path):
    """The turn that is under way waits for the registry while the system is told to stop; then the clock is a day on, then two days back."""
    system, talk = troubled["now"], troubled["now"].talk()
    talk.say(FIRST)
    talk.answer_until("serial_number")
    got: list[httpx.Response] = []
    body = {"conversation": talk.conversation, "text": "C39XK2ABC124", "id": "in-the-middle"}
    asking = threading.Thread(target=lambda: got.append(talk.http.post("/api/chat/messages", json=body)))
    asking.start()
    time.sleep(0.7)
    system.process.send_signal(signal.SIGTERM)
    asking.join(30)
    assert system.process.wait(40) == 0
    assert got, "the answer came although the system was told to stop"
    assert got[0].status_code == 200
    assert "正在恢复" not in got[0].json()["messages"][-1]["text"]
    before = everything(system)

    for day in ("2026-11-25T10:20:00+08:00", "2026-11-23T10:20:00+08:00"):
        if day != "2026-11-25T10:20:00+08:00":
            stop_system(troubled["now"])
        troubled["now"] = again = start_system(tmp_path, **{**kept(system), "HELPLINE_NOW": day})
        assert everything(again) == before, "a start changes nothing that was said or issued"
        back = Talk(httpx.Client(base_url=again.url, timeout=30.0, trust_env=False), talk.conversation)
        repeated = back.http.post("/api/chat/messages", json=body).json()
        assert [one["id"] for one in repeated["messages"]] == [one["id"] for one in got[0].json()["messages"]], "answered once"
        assert everything(again) == before
    back.say("继续登记")
    back.answer_until("confirm", **{"serial_number": "C39XK2ABC124"})
    back.say("确认")
    assert back.event_number
    assert rows(again, "SELECT number FROM events WHERE conversation_id = ?", name_of(talk)) == [(back.event_number,)]
    ids = Counter(line for (line,) in rows(again, "SELECT id FROM lines WHERE conversation_id = ?", name_of(talk)))
    assert set(ids.values()) == {1}
    assert rows(again, "SELECT count(*) FROM lines WHERE answered = 0") == [(0,)]


def kept(system: System) -> dict[str, str]:
    """The settings of a system that goes on elsewhere."""
    return {
        name: value for name, value in system.env.items() if name.startswith("HELPLINE_") and name not in os.environ and "PORT" not in name
    }


def everything(system: System) -> dict[str, int]:
    """How many lines, events, notes and bookings there are."""
    return {table: rows(system, f"SELECT count(*) FROM {table}")[0][0] for table in ("lines", "events", "notes", "call_backs", "seats")}
