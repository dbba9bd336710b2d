"""Bad and hostile requests: each gets its own code and a Chinese sentence, and none reaches the bot."""

from __future__ import annotations

import re
from json import dumps

import httpx
import pytest
from itsdangerous import Signer

from helpline.web.app import BODY_LIMIT
from helpline.web.problems import sentences
from tests.web.conftest import SIGNING_KEY, Door


def refused(reply: httpx.Response) -> tuple[int, str]:
    """Status and code; the sentence is that of the code."""
    error = reply.json()["error"]
    assert error["message"] == sentences()[error["code"]]
    return reply.status_code, error["code"]


# fmt: off
BODIES = [
    (b"", "body_not_json"),
    (b"hello", "body_not_json"),
    (b"conversation=a&text=b", "body_not_json"),
    (b'{"text": "a"', "body_not_json"),
    (b'{"text": "\xff\xfe"}', "body_not_json"),
    (b"\x00\x01\x02", "body_not_json"),
    (b"[" * 60_000, "body_not_json"),
    (b'{"text": "a", "metadata": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}", "body_not_json"),
    (b'{"text": ' + b"1" * 5_000 + b"}", "body_not_json"),
    (b"[]", "body_not_json"),
    (b'"text"', "body_not_json"),
    (b"null", "body_not_json"),
    (b"42", "body_not_json"),
    (b"{}", "field_missing"),
    (b'{"text": null}', "field_missing"),
    (b'{"text": null, "payload": null}', "field_missing"),
    (b'{"message": "a"}', "field_missing"),
    (b'{"text": 1}', "field_wrong"),
    (b'{"text": true}', "field_wrong"),
    (b'{"text": ["a"]}', "field_wrong"),
    (b'{"text": {"a": "b"}}', "field_wrong"),
    (b'{"text": 1e999}', "field_wrong"),
    (b'{"text": "a", "payload": 1}', "field_wrong"),
    (b'{"text": "a", "payload": "' + b"/" * 501 + b'"}', "field_wrong"),
    (b'{"text": "a", "conversation": 1}', "field_wrong"),
    (b'{"text": "a", "conversation": "' + b"a" * 201 + b'"}', "field_wrong"),
    (b'{"text": "a", "metadata": "iPhone"}', "field_wrong"),
    (b'{"text": "a", "metadata": []}', "field_wrong"),
    (b'{"text": "a", "id": 1}', "field_wrong"),
    (b'{"text": "a", "id": ""}', "field_wrong"),
    (b'{"text": "a", "id": "a/0"}', "field_wrong"),
    (b'{"text": "a", "id": "/greeting"}', "field_wrong"),
    (b'{"text": "a", "id": "a\\n"}', "field_wrong"),
    (b'{"text": "a", "id": "' + b"a" * 65 + b'"}', "field_wrong"),
    ('{"text": "a", "id": "一"}'.encode(), "field_wrong"),
]
# fmt: on


@pytest.mark.parametrize(("body", "code"), BODIES, ids=[f"{code}-{body[:24]!r}" for body, code in BODIES])
def test_a_body_that_cannot_be_read(door: Door, body: bytes, code: str):
    assert refused(door.http.post("/api/chat/messages", content=body)) == (400, code)
    assert door.bot.heard == []


def test_json_needs_no_content_type(door: Door):
    assert door.http.post("/api/chat/messages", content=b'{"text": "a"}', headers={"content-type": "text/plain"}).status_code == 200


@pytest.mark.parametrize("character", ["a", "啊", "👍"])
def test_five_thousand_characters_are_taken_and_one_more_is_not(door: Door, character: str):
    conversation = door.open()
    for ascii_only in (True, False):
        body = dumps({"conversation": conversation, "text": character * 5_000}, ensure_ascii=ascii_only).encode()
        assert door.http.post("/api/chat/messages", content=body).status_code == 200
        assert door.bot.heard[-1] == character * 5_000
    assert refused(door.post(conversation=conversation, text=character * 5_001)) == (413, "text_too_long")
    assert len(door.thread(conversation)) == 5


def test_a_body_over_the_limit(door: Door):
    body = dumps({"text": "a", "padding": ""}).encode()
    padded = body.replace(b'""', b'"' + b"x" * (BODY_LIMIT - len(body)) + b'"')
    assert door.http.post("/api/chat/messages", content=padded).status_code == 200
    for size in (BODY_LIMIT + 1, 4 * BODY_LIMIT):
        assert refused(door.http.post("/api/chat/messages", content=b"x" * size)) == (413, "body_too_large")
        assert refused(door.http.post("/api/chat/conversations", content=b"x" * size)) == (413, "body_too_large")
    assert refused(door.http.post("/api/chat/messages", content=(b"x" * 8_000 for _ in range(20)))) == (413, "body_too_large")


def test_a_conversation_that_we_signed_but_never_opened(door: Door):
    unknown = Signer(SIGNING_KEY, salt="conversation").sign("nobody-opened-this").decode()
    asked = {"conversation": unknown}
    assert refused(door.post(**asked, text="你好")) == (404, "conversation_unknown")
    assert refused(door.post(**asked, payload="/talk_affirm")) == (404, "conversation_unknown")
    assert refused(door.http.get("/api/chat/messages", params=asked)) == (404, "conversation_unknown")
    assert door.bot.heard == []


def test_a_forged_name(door: Door):
    conversation = door.open()
    name, _, signature = conversation.rpartition(".")
    other = Signer("another key", salt="conversation").sign(name).decode()
    other_use = Signer(SIGNING_KEY, salt="something else").sign(name).decode()
    turned = f"{name}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    for forged in (
        name,
        f"{name}.",
        f".{signature}",
        f"x{conversation}",
        turned,
        other,
        other_use,
        "会话.签名",
        "\ud83d",
        "' OR 1=1 --",
        "a\x00b",
    ):
        body = dumps({"conversation": forged, "text": "你好"})
        assert refused(door.http.post("/api/chat/messages", content=body)) == (403, "token_forged"), forged
    for forged in (name, turned, other, "会话.签名", "%FF", "\x00"):
        assert refused(door.http.get("/api/chat/messages", params={"conversation": forged})) == (403, "token_forged"), forged
    assert len(door.thread(conversation)) == 1


def test_a_thread_of_no_conversation(door: Door):
    for query in ("", "?conversation=", "?conversation", "?other=1"):
        assert refused(door.http.get(f"/api/chat/messages{query}")) == (400, "field_missing")


ALLOWED = {
    "/api/chat/conversations": {"POST"},
    "/api/chat/messages": {"GET", "POST"},
    "/api/desk/events": {"GET"},
    "/api/desk/events/23456789016": {"GET"},
    "/api/openapi.yml": {"GET"},
    "/healthz": {"GET"},
    "/readyz": {"GET"},
    "/": {"GET"},
    "/static/helpline.js": {"GET", "HEAD"},
}


@pytest.mark.parametrize("path", ALLOWED)
def test_a_method_that_is_not_there(door: Door, path: str):
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - ALLOWED[path]:
        reply = door.http.request(method, path)
        assert refused(reply) == (405, "method_not_allowed")
        assert {name.strip() for name in reply.headers["allow"].split(",")} == ALLOWED[path]


@pytest.mark.parametrize(
    "path", ["/nothing", "/api", "/api/chat", "/api/chat/conversations/1", "/api/desk", "/docs", "/webhooks/rest/webhook"]
)
def test_an_unknown_address(door: Door, path: str):
    assert refused(door.http.get(path)) == (404, "not_found")
    assert refused(door.http.post(path, json={})) == (404, "not_found")


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\x00b", "ab"), ("\x00", ""), ("\x00\x00手机", "手机"), ("手\ud83d机", "手机"), ("\udcff", "")]
)
def test_what_no_database_can_hold_is_left_out(door: Door, typed: str, kept: str):
    conversation = door.open()
    body = {"conversation": conversation, "text": typed, "metadata": {"device_model": typed}}
    assert door.http.post("/api/chat/messages", content=dumps(body)).status_code == 200
    assert door.thread(conversation)[1] == ("customer", kept)
    assert door.bot.heard[-1] == (kept or " ")
    assert door.bot.told[-1] == {"device_model": kept}


def test_surrogates_smuggled_in_as_bytes_are_left_out(door: Door):
    conversation = door.open()
    body = dumps({"conversation": conversation, "text": "手?机"}, ensure_ascii=False).encode().replace(b"?", b"\xed\xa0\xbd")
    assert door.http.post("/api/chat/messages", content=body).status_code == 200
    assert door.thread(conversation)[1] == ("customer", "手机")


# fmt: off
RAW = [
    b"GARBAGE\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET /api/desk/events?q=a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\nConnection: close\r\n\r\n",
    b"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\nConnection: close\r\n\r\n",
    b"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
    b"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nExpect: something\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
]
# fmt: on


@pytest.mark.parametrize("request_bytes", RAW, ids=lambda request: repr(request[:40]))
def test_what_is_hardly_http_is_refused_in_our_form(door: Door, request_bytes: bytes):
    head, _, body = door.raw(request_bytes).partition(b"\r\n\r\n")
    assert re.match(rb"HTTP/1.1 4\d\d ", head), head
    assert b"content-security-policy" in head
    assert re.search(rb'"code": ?"\w+"', body), body


def test_an_address_that_is_not_utf8_gets_no_answer_and_does_no_harm(door: Door):
    for path in (b"/\xff\xfe", b"/api/chat/messages?conversation=\xff\xfe"):
        door.raw(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert door.http.get("/healthz").status_code == 200
