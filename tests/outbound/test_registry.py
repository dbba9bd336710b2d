"""An organisation's registry over HTTP, against a real server that fails in all the usual ways."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from helpline.bootstrap import StoppedClock
from helpline.errors import OutsideUnavailable
from helpline.model.registry import Plan, RegisteredDevice, Repair
from helpline.outbound.registry import FAILURES, REST, HttpRegistry

SERIAL = "C39XK2ABC01J"
DEVICE = {
    "serial": SERIAL, "imei": None, "model": "iphone-13", "purchase_date": "2025-12-01", "sold_in_mainland": True,
    "plan": {"name": "AppleCare+", "starts": "2025-12-01", "ends": "2027-11-30", "incidents": ["2026-03-04"]},
    "repairs": [{"in": "2026-03-05", "out": "2026-03-09"}, {"in": "2026-11-20"}], "source": "ERP", "as_of": "2026-11-01",
}  # fmt: skip


class Server(ThreadingHTTPServer):
    """Does `how` at each request, the last of them again and again."""

    daemon_threads = True

    def __init__(self) -> None:
        self.how: list[str] = ["fine"]
        self.body = json.dumps(DEVICE).encode()
        self.asked: list[tuple[str, str | None]] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        server = self.server
        server.asked.append((self.path, self.headers.get("authorization")))
        how = server.how.pop(0) if len(server.how) > 1 else server.how[0]
        if how == "hang":
            time.sleep(3)
        elif how == "close":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif how in ("drip head", "drip"):
            self.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n" + (b"\r\n" if how == "drip" else b"x: "))
            for _ in range(60):
                try:
                    self.wfile.write(b"a")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.05)
        elif how.isdigit():
            self.send_response(int(how))
            self.send_header("location", "http://127.0.0.1:1/")
            self.send_header("content-length", "0")
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("content-length", str(len(server.body)))
            self.end_headers()
            self.wfile.write(server.body)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield running
        running.shutdown()


CLOCK = datetime.fromisoformat("2026-11-24T02:15:00+00:00")


def registry(server: Server, seconds: float = 1.5) -> HttpRegistry:
    return HttpRegistry(f"http://127.0.0.1:{server.server_address[1]}/", "a token", seconds, StoppedClock(CLOCK))


def test_a_device_as_agreed(server: Server) -> None:
    plan = Plan("AppleCare+", date(2025, 12, 1), date(2027, 11, 30), (date(2026, 3, 4),))
    repairs = (Repair(date(2026, 3, 5), date(2026, 3, 9)), Repair(date(2026, 11, 20)))
    wanted = RegisteredDevice(SERIAL, None, "iphone-13", date(2025, 12, 1), True, plan, repairs, False, "ERP", date(2026, 11, 1))
    assert registry(server).find(SERIAL) == wanted
    assert server.asked == [(f"/devices/{SERIAL}", "Bearer a token")]


def test_one_that_is_not_there(server: Server) -> None:
    server.how = ["404"]
    assert registry(server).find(SERIAL) is None and len(server.asked) == 1
    assert registry(server).find("../admin") is None and len(server.asked) == 1


@pytest.mark.parametrize("how", ["500", "503", "429", "close"])
def test_what_passes_is_tried_again(server: Server, how: str) -> None:
    server.how = [how, how, "fine"]
    found = registry(server, seconds=5).find(SERIAL)
    assert found is not None and len(server.asked) == 3


@pytest.mark.parametrize(("how", "tries"), [("500", 3), ("close", 3), ("401", 1), ("403", 1), ("302", 1), ("204", 1), ("400", 1)])
def test_what_does_not_pass_is_told(server: Server, how: str, tries: int) -> None:
    server.how = [how]
    with pytest.raises(OutsideUnavailable):
        registry(server, seconds=5).find(SERIAL)
    assert len(server.asked) == tries


@pytest.mark.parametrize("how", ["hang", "drip", "drip head"])
def test_however_slow_it_is_the_deadline_holds(server: Server, how: str) -> None:
    server.how = [how]
    started = time.monotonic()
    with pytest.raises(OutsideUnavailable, match="within"):
        registry(server, seconds=0.5).find(SERIAL)
    assert time.monotonic() - started < 2.5


@pytest.mark.parametrize("body", [
    b"", b"<html>", b"\xff\xfe", b"[]", b"null", b"{}", b'"text"', b"[" * 9000, b"x" * 100_000,
    *(json.dumps({**DEVICE, **wrong}).encode() for wrong in (
        {"serial": 7}, {"serial": "F2LXK123ABCD"}, {"purchase_date": "yesterday"}, {"purchase_date": 20251201}, {"sold_in_mainland": "yes"},
        {"plan": {"name": "x"}}, {"plan": "AppleCare+"}, {"plan": {"name": "x", "starts": "2026-01-02", "ends": "2026-01-01"}},
        {"repairs": [{"out": "2026-01-01"}]}, {"repairs": "none"}, {"repairs": [{"in": "2026-01-02", "out": "2026-01-01"}]},
        {"source": "x" * 500},
    )),
], ids=lambda body: repr(body[:24]))  # fmt: skip
def test_an_answer_that_is_not_as_agreed(server: Server, body: bytes) -> None:
    server.body = body
    with pytest.raises(OutsideUnavailable):
        registry(server).find(SERIAL)
    assert len(server.asked) == 1


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(OutsideUnavailable):
        HttpRegistry(f"http://127.0.0.1:{port}", "", 3, StoppedClock(CLOCK)).find(SERIAL)


def test_after_failures_in_a_row_it_is_left_alone_then_tried_once(server: Server) -> None:
    clock = StoppedClock(CLOCK)
    found = HttpRegistry(f"http://127.0.0.1:{server.server_address[1]}", "", 3, clock)
    server.how = ["401"]
    for _ in range(FAILURES + 3):
        with pytest.raises(OutsideUnavailable):
            found.find(SERIAL)
    assert len(server.asked) == FAILURES
    clock.moment += REST + timedelta(seconds=1)
    for _ in range(2):  # one goes ahead and fails: it rests again
        with pytest.raises(OutsideUnavailable):
            found.find(SERIAL)
    assert len(server.asked) == FAILURES + 1
    clock.moment += REST + timedelta(seconds=1)
    server.how = ["fine"]
    assert found.find(SERIAL) and found.find(SERIAL)
