"""What a support app signs for, and what nobody else can."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import httpx
import jwt
import pytest

from examples import support_app
from helpline.web.app import create_app
from helpline.web.app_token import keys_of
from tests.web.conftest import NOW, SIGNING_KEY, Door, Running

KEY, OTHER = "k" * 40, "o" * 40
ISSUED = int(NOW.timestamp())


def token(key: str = KEY, algorithm: str = "HS256", **claims: object) -> str:
    told = {"iss": "app", "sub": "li@example.cn", "iat": ISSUED, "exp": ISSUED + 3600, "device_model": "iPhone16,1", **claims}
    return jwt.encode({k: v for k, v in told.items() if v is not None}, key, algorithm=algorithm)


@pytest.fixture
def app(door: Door) -> Iterator[httpx.Client]:
    keys = {"app": KEY, "other": OTHER, "example-app": support_app.KEY}
    running = Running(create_app(door.services, door.bot, SIGNING_KEY, app_keys=keys))
    with running, httpx.Client(base_url=f"http://127.0.0.1:{running.port}", trust_env=False) as client:
        yield client


def test_what_is_signed_reaches_the_bot_with_every_message_and_goes_first(door: Door, app: httpx.Client):
    opened = app.post("/api/chat/conversations", json={"app_token": token(serial_number="C39XK2ABC01J")})
    assert opened.status_code == 200
    said = {
        "conversation": opened.json()["conversation"],
        "text": "黑屏",
        "app_token": token(os_version="18.6"),
        "metadata": {"os_version": "17.0"},
    }
    assert app.post("/api/chat/messages", json=said).status_code == 200
    assert door.bot.told == [
        {"device_model": "iPhone16,1", "serial_number": "C39XK2ABC01J", "account": "li@example.cn"},
        {"device_model": "iPhone16,1", "os_version": "18.6", "account": "li@example.cn"},
    ]


def test_nobody_names_an_account_without_signing_for_it(door: Door, app: httpx.Client):
    app.post("/api/chat/messages", json={"text": "黑屏", "metadata": {"account": "victim@example.cn", "device_model": "iPhone 13"}})
    assert door.bot.told == [{"device_model": "iPhone 13"}]


WRONG = {
    "another key": token(OTHER),
    "another app's name": token(iss="other"),
    "an unknown app": token(iss="nobody"),
    "no name": token(iss=None),
    "over": token(iat=ISSUED - 7200, exp=ISSUED - 3600),
    "not yet": token(iat=ISSUED + 3600, exp=ISSUED + 7200),
    "no end": token(exp=None),
    "too long": token(exp=ISSUED + int(timedelta(hours=25).total_seconds())),
    "no algorithm": jwt.encode({"iss": "app", "iat": ISSUED, "exp": ISSUED + 60}, None, algorithm="none"),
    "another algorithm": token(algorithm="HS512"),
    "no token": "abc",
    "a name that is no text": token(iss="app", iat="soon"),
}


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG)
def test_what_is_not_signed_for_now_is_refused(door: Door, app: httpx.Client, given: str):
    for path, body in (("conversations", {}), ("messages", {"text": "黑屏"})):
        refused = app.post(f"/api/chat/{path}", json={**body, "app_token": given})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "app_token_wrong")
    assert door.bot.told == []


def test_a_door_without_keys_takes_no_token(door: Door):
    assert door.post(text="黑屏", app_token=token()).status_code == 403


def test_a_key_that_guards_nothing_is_refused_at_start():
    assert keys_of("") == {} and keys_of(f"a:{KEY} b:{OTHER}") == {"a": KEY, "b": OTHER}
    with pytest.raises(ValueError, match="32"):
        keys_of("a:short")


def test_the_example_client_talks(door: Door, app: httpx.Client):
    door.clock.moment = datetime.now(timezone.utc)  # it signs by the real time
    greeting = [{"text": "您好", "buttons": [{"title": "维修与保修", "payload": "/choose{}"}]}]
    door.bot.script["/talk_greet"] = greeting
    chat = support_app.Chat(str(app.base_url), support_app.app_token("li@example.cn", "iPhone16,1", "18.6.2", ""))
    assert chat.open()[0]["text"] == "您好" and chat.buttons == {"维修与保修": "/choose{}"}
    assert chat.say("维修与保修")[0]["text"] == "听到：/choose{}"
    assert chat.say("屏幕碎了")[0]["text"] == "听到：屏幕碎了"
    assert all(told["account"] == "li@example.cn" for told in door.bot.told) and len(door.bot.told) == 3
