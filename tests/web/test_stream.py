"""The server's push, and pages of other sites."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from helpline.model.event import Line
from helpline.web import stream
from helpline.web.app import create_app
from tests.web.conftest import NOW, SIGNING_KEY, Door, Running


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LOOKED_EVERY", 0.02)
    monkeypatch.setattr(stream, "LASTS", 1.5)


def heard(door: Door, conversation: str, headers: dict[str, str] | None = None, **query: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Position and line of each event, until the server ends the stream."""
    with httpx.stream(
        "GET", f"{door.url}/api/chat/stream", params={"conversation": conversation, **query}, headers=headers, trust_env=False
    ) as reply:
        assert reply.status_code == 200 and reply.headers["content-type"].startswith("text/event-stream")
        assert reply.headers["cache-control"] == "no-store"
        position = ""
        for row in reply.iter_lines():
            if row.startswith("id: "):
                position = row[4:]
            elif row.startswith("data: "):
                yield position, json.loads(row[6:])


def advise(door: Door, conversation: str, text: str, line_id: str) -> None:
    """An advisor writes into the thread, from wherever."""
    name = door.app.ctx.door.conversation_of(conversation)
    with door.services.conversations._unit_of_work() as work:
        work.threads.add(Line(line_id, name, NOW, "1001", text))
        work.commit()


def test_what_an_advisor_writes_comes_as_it_is_written(door: Door):
    conversation = door.open()
    door.post(conversation=conversation, text="在吗", id="m-1")
    lines = heard(door, conversation)
    assert [next(lines)[1]["id"] for _ in range(3)][1:] == ["m-1", "m-1/0"]
    advise(door, conversation, "我是顾问 1001", "note-1")
    _, line = next(lines)
    assert (line["id"], line["who"], line["text"]) == ("note-1", "1001", "我是顾问 1001")


def test_it_goes_on_behind_the_line_that_is_known(door: Door):
    conversation = door.open()
    for number in ("m-1", "m-2"):
        door.post(conversation=conversation, text=number, id=number)
    behind = list(heard(door, conversation, after="m-1/0"))
    assert [line["id"] for _, line in behind] == ["m-2", "m-2/0"]
    again = list(heard(door, conversation, {"last-event-id": behind[0][0]}, after="m-1/0"))
    assert [line["id"] for _, line in again] == ["m-2/0"]


def test_it_tells_nothing_of_other_conversations(door: Door):
    mine, other = door.open(), door.open()
    door.post(conversation=other, text="别人的", id="m-1")
    assert all(line["id"] != "m-1" for _, line in heard(door, mine))


def test_it_is_for_those_in_the_conversation(door: Door):
    assert door.http.get("/api/chat/stream").status_code == 400
    assert door.http.get("/api/chat/stream", params={"conversation": "forged.name"}).status_code == 403
    unknown = door.app.ctx.door.signed("nobody")
    assert door.http.get("/api/chat/stream", params={"conversation": unknown}).status_code == 404


def test_too_many_are_asked_to_come_back(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stream, "AT_MOST", 0)
    reply = door.http.get("/api/chat/stream", params={"conversation": door.open()})
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "busy")


def test_a_stream_that_was_left_is_forgotten(door: Door):
    conversation = door.open()
    next(heard(door, conversation))
    list(heard(door, conversation))  # outlives the one that was left
    assert door.app.ctx.door.listening == 0


def test_the_brand_is_that_of_the_catalogue_and_the_settings(door: Door):
    told = door.http.get("/api/chat/brand").json()
    assert told == {"name": door.services.catalogue.name, "notice": door.services.catalogue.notice, "accent": None}


SITE = "https://www.example.cn"


@pytest.fixture
def embedding(door: Door) -> Iterator[httpx.Client]:
    app = create_app(replace(door.services), door.bot, SIGNING_KEY, origins=frozenset({SITE}), accent="#334455")
    with Running(app) as running, httpx.Client(base_url=f"http://127.0.0.1:{running.port}", trust_env=False) as client:
        yield client


def test_a_named_site_may_call_the_chat_and_nothing_else(embedding: httpx.Client):
    opened = embedding.post("/api/chat/conversations", headers={"origin": SITE})
    assert opened.headers["access-control-allow-origin"] == SITE and "access-control-allow-credentials" not in opened.headers
    asked = embedding.options("/api/chat/messages", headers={"origin": SITE, "access-control-request-method": "POST"})
    assert asked.status_code == 204 and asked.headers["access-control-allow-headers"] == "content-type"
    assert "access-control-allow-origin" not in embedding.get("/api/desk/events?q=1", headers={"origin": SITE}).headers
    assert embedding.get("/api/chat/brand").json()["accent"] == "#334455"


def test_other_sites_may_not(embedding: httpx.Client):
    for origin in ("https://evil.example", "https://www.example.cn.evil.example", "null", "http://www.example.cn"):
        assert "access-control-allow-origin" not in embedding.post("/api/chat/conversations", headers={"origin": origin}).headers
        assert embedding.options("/api/chat/messages", headers={"origin": origin}).status_code == 405


def test_a_refusal_can_be_read_by_the_site_too(embedding: httpx.Client):
    refused = embedding.post("/api/chat/messages", content=b"{", headers={"origin": SITE})
    assert refused.status_code == 400 and refused.headers["access-control-allow-origin"] == SITE
