"""An advisor's browser, as far as tests over HTTP need one: cookies, forms and their tokens."""

from __future__ import annotations

import re
from typing import Any

import httpx

from helpline.model.event import Role
from tests.web.conftest import Door

PASSWORD = "一个够长的密码 7391"
CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


class Browser:
    """Cookies of its own; `post` sends a form with the token of the page before it."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.http = httpx.Client(base_url=door.url, timeout=10.0, trust_env=False)
        self.token = ""

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self._seen(self.http.get(path, **more))

    def post(self, path: str, *, token: str | None = None, headers: dict[str, str] | None = None, **fields: Any) -> httpx.Response:
        fields = {**fields, "csrf": self.token if token is None else token}
        return self._seen(self.http.post(path, data=fields, headers=headers))

    def sign_in(self, number: str = "1001", password: str = PASSWORD, **fields: str) -> httpx.Response:
        self.get("/desk/sign-in")
        answer = self.post("/desk/sign-in", number=number, password=password, **fields)
        if answer.status_code == 303:
            self.get("/desk/password")
        return answer

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        found = CSRF.search(answer.text)
        self.token = found[1] if found else self.token
        return answer


def hire(door: Door, number: str = "1001", role: Role = Role.FIRST_LINE, name: str = "李") -> None:
    """An advisor with a password."""
    door.services.desk.add_advisor(number, name, role)
    door.services.desk_services.sign_in.set_password(number, PASSWORD, by="operator", temporary=False)


def signed_in(door: Door, number: str = "1001", role: Role = Role.FIRST_LINE) -> Browser:
    """A browser of such an advisor."""
    hire(door, number, role)
    browser = Browser(door)
    assert browser.sign_in(number).status_code == 303
    return browser
