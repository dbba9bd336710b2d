"""Parts die while a conversation is open; nothing that was accepted is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.journeys.conftest import System, free_port, start_system, stop_system

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system of this module's own: its parts are killed."""
    running = start_system(tmp_path_factory.mktemp("fragile"))
    yield running
    stop_system(running)


def test_each_part_is_started_again_and_the_conversation_goes_on(fragile: System):
    talk = fragile.talk()
    talk.say("我的 iPhone 14 昨天开始充不进电了，每次都这样，自己坏的，没摔过")
    talk.answer_until("serial_number")

    os.kill(fragile.pid_of("actions"), signal.SIGKILL)
    said = talk.say("C39XK2ABC123")
    if "恢复" in said[-1]:  # told so, and the message is kept; the part may also be back already
        fragile.wait_for("actions stopped (signal 9)", 10)
        said = _until_answered(talk, "在吗")
    talk.answer_until("contact_phone")

    os.kill(fragile.pid_of("rasa"), signal.SIGKILL)
    said = talk.say("13912345678")
    assert "恢复" in said[-1]
    assert talk.thread()[-1]["text"] == "13912345678"
    _until_answered(talk, "好了吗")
    assert talk.asking == "confirm"

    os.kill(fragile.pid_of("web"), signal.SIGKILL)
    _wait_until_up(fragile)
    talk.say("确认")
    assert talk.event_number
    event = fragile.desk(f"events/{talk.event_number}").json()
    assert event["serial_number"] == "C39XK2ABC123"
    assert event["contact"]["phone"] == "13912345678"
    texts = [line["text"] for line in event["transcript"] if line["who"] == "customer"]
    assert texts.count("13912345678") == 1


def test_a_taken_port_is_named_with_its_setting(fragile: System):
    env = {**fragile.env, "HELPLINE_RASA_PORT": str(free_port()), "HELPLINE_ACTION_PORT": str(free_port())}
    again = subprocess.run(fragile.process.args, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert again.returncode == 1
    assert "HELPLINE_WEB_PORT" in again.stderr


def test_nothing_is_left_behind(tmp_path):
    system = start_system(tmp_path)
    pids = [system.pid_of(part) for part in ("actions", "rasa", "web")]
    stop_system(system)
    assert system.process.returncode == 0
    assert not [pid for pid in pids if _alive(pid)]


def _until_answered(talk, text: str) -> list[str]:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        said = talk.say(text)
        if "系统正在恢复" not in said[-1]:
            return said
        time.sleep(1)
    raise AssertionError("the bot did not come back")


def _wait_until_up(system: System) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{system.url}/healthz", trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.3)
    raise AssertionError("the door did not come back")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
