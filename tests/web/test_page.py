"""The chat page, the headers of everything, and the two questions of whoever runs it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from helpline.bootstrap import wire
from helpline.catalogue import Catalogue
from helpline.settings import ROOT
from helpline.storage.database import make_engine
from helpline.storage.unit_of_work import SqlUnitOfWork
from helpline.web.app import create_app
from tests.web.conftest import SIGNING_KEY, Door, Running

PAGE = ROOT / "helpline/web/page"
FILES = sorted(path.name for path in PAGE.iterdir())
EVERYWHERE = [
    "/",
    "/static/helpline.js",
    "/healthz",
    "/api/openapi.yml",
    "/api/chat/messages",
    "/api/desk/events",
    "/nothing",
    "/static/nothing",
]


def test_the_page_and_its_files_are_served(door: Door):
    page = door.http.get("/")
    assert page.status_code == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text == (PAGE / "index.html").read_text(encoding="utf-8")
    for name in FILES:
        reply = door.http.get(f"/static/{name}")
        assert reply.status_code == 200 and reply.content == (PAGE / name).read_bytes()
    kinds = {name: door.http.head(f"/static/{name}").headers["content-type"] for name in FILES}
    assert "javascript" in kinds["helpline.js"]


def test_an_unchanged_file_is_not_sent_again(door: Door):
    changed = door.http.get("/static/helpline.js").headers["last-modified"]
    again = door.http.get("/static/helpline.js", headers={"if-modified-since": changed})
    assert again.status_code == 304 and again.content == b""


# fmt: off
TRAVERSALS = [
    "/static/../copy.yml", "/static/..%2fcopy.yml", "/static/%2e%2e/copy.yml", "/static/%2e%2e%2fcopy.yml", "/static/..%5ccopy.yml",
    "/static/....//copy.yml", "/static/%252e%252e%252fcopy.yml", "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/page/../../copy.yml",
    "/static/helpline.js/../../copy.yml", "/static/..%00/copy.yml", "/static/%00", "/static/helpline.js%00", "/static/", "/static", "/static/.",
    "/static/" + "a" * 300, "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/copy.yml", "/var/chat-secret", "/static/~", "/static/con",
]
# fmt: on


@pytest.mark.parametrize("path", TRAVERSALS)
def test_nothing_but_the_page_is_served(door: Door, path: str):
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"  # a client would tidy the path
    answer = door.raw(request.encode())
    assert answer.startswith(b"HTTP/1.1 404 "), answer[:200]
    assert b"not_found" in answer and b"root:" not in answer


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_headers_that_protect(door: Door, path: str):
    headers = door.http.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cache-control"] == ("no-store" if path.startswith("/api/") else "no-cache")
    assert "access-control-allow-origin" not in headers


def test_the_page_keeps_to_its_own_policy():
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    assert "<script>" not in html and "<style" not in html and " style=" not in html and " onclick=" not in html


def test_failures_carry_them_too(door: Door):
    door.bot.broken = True
    for reply in (door.post(text="a"), door.http.post("/api/chat/messages", content=b"x" * 100_000), door.http.delete("/healthz")):
        assert reply.status_code in (500, 413, 405)
        assert "content-security-policy" in reply.headers and reply.headers["x-content-type-options"] == "nosniff"


def test_alive_is_alive_with_or_without_the_bot(door: Door):
    door.bot.away = True
    assert door.http.get("/healthz").json() == {"status": "ok"}


def test_ready_needs_the_bot(door: Door):
    ready = door.http.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "parts": {"rasa": True, "database": True}})
    door.bot.away = True
    away = door.http.get("/readyz")
    assert (away.status_code, away.json()) == (503, {"status": "not ready", "parts": {"rasa": False, "database": True}})


def test_ready_needs_the_tables(door: Door, catalogue: Catalogue, tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    services = wire(catalogue, lambda: SqlUnitOfWork(engine), door.clock)
    with Running(create_app(services, door.bot, SIGNING_KEY)) as running:
        reply = httpx.get(f"http://127.0.0.1:{running.port}/readyz", trust_env=False)
    assert (reply.status_code, reply.json()["parts"]) == (503, {"rasa": True, "database": False})
    engine.dispose()
