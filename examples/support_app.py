"""A support app's side of the chat API, as a program: python examples/support_app.py [--server http://127.0.0.1:8000]

Signs what the app knows of its user (on a real app's server: the key never goes into the app), opens a conversation and talks.
Needs httpx and PyJWT. HELPLINE_APP_KEYS of the server must hold `example-app:` and the key below, or APP_KEY.
"""

from __future__ import annotations

import argparse
import os
import time
import uuid
from typing import Any

import httpx
import jwt

APP, KEY = "example-app", os.environ.get("APP_KEY", "a-key-of-32-characters-or-more-for-trying-out")


def app_token(account: str, device_model: str, os_version: str, serial_number: str) -> str:
    """What the app's server vouches for, valid for an hour."""
    now = int(time.time())
    device = {"device_model": device_model, "os_version": os_version, "serial_number": serial_number}
    return jwt.encode({"iss": APP, "sub": account, "iat": now, "exp": now + 3600, **device}, KEY, algorithm="HS256")


class Chat:
    """One conversation. What was sent without an answer is sent again under the same id, so it is heard once."""

    def __init__(self, server: str, token: str) -> None:
        self._http = httpx.Client(base_url=server, timeout=30.0)
        self._token = token
        self._conversation: str | None = None
        self.asking: str | None = None
        self.buttons: dict[str, str] = {}

    def open(self) -> list[dict[str, Any]]:
        """The greeting."""
        return self._take(self._http.post("/api/chat/conversations", json={"app_token": self._token}))

    def say(self, text: str) -> list[dict[str, Any]]:
        """Free text, or the title of a quick reply that was just offered."""
        body = {"conversation": self._conversation, "id": str(uuid.uuid4()), "text": text, "app_token": self._token}
        if text in self.buttons:
            body["payload"] = self.buttons[text]
        for pause in (1, 2, 4, 8, 0):
            try:
                return self._take(self._http.post("/api/chat/messages", json=body))
            except httpx.TransportError:
                if not pause:
                    raise
                time.sleep(pause)
        raise AssertionError("unreachable")

    def _take(self, response: httpx.Response) -> list[dict[str, Any]]:
        answer = response.json()
        if response.is_error:
            return [{"text": answer["error"]["message"]}]
        self._conversation, self.asking = answer["conversation"], answer["asking"]
        self.buttons = {button["title"]: button["payload"] for message in answer["messages"] for button in message["buttons"]}
        return list(answer["messages"])


def main() -> None:
    """Talk on the terminal until an empty line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default="http://127.0.0.1:8000")
    parser.add_argument("--device", default="iPhone16,1")
    parser.add_argument("--system", default="18.6.2")
    parser.add_argument("--serial", default="")
    options = parser.parse_args()
    chat = Chat(options.server, app_token("someone@example.cn", options.device, options.system, options.serial))
    messages = chat.open()
    while True:
        for message in messages:
            print(message["text"])
        if chat.buttons:
            print("｜".join(chat.buttons))
        text = input("> ").strip()
        if not text:
            return
        messages = chat.say(text)


if __name__ == "__main__":
    main()
