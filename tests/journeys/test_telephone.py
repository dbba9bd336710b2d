"""A phone system asks the running system where calls belong."""

from __future__ import annotations

import httpx
import pytest

from tests.journeys.conftest import System, Talk
from tests.web.test_telephone import signed

pytestmark = pytest.mark.journey


def call(system: System, **body: str) -> dict[str, object]:
    reply = httpx.post(f"{system.url}/api/route", json=body, headers={"authorization": f"Bearer {signed()}"}, timeout=10, trust_env=False)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def test_a_call_is_understood_and_finds_the_event_of_a_chat(system: System, talk: Talk):
    talk.say("我的 iPhone 14 充不进电了")
    talk.answer_until(None)
    number = talk.event_number or ""
    first = call(system, text=f"我要问我的事情编号是{number}")
    assert (first["skill_group"], first["asking"]) == ("hardware", "last_four")
    proven = call(system, text=f"编号{number}，手机尾号5678")
    assert proven["event"] == {"event_number": number, "verified": True, "status": "open"}
    assert "充不进电" in str(proven["say"]) or "约" in str(proven["say"])


def test_danger_on_the_phone_is_danger(system: System):
    told = call(system, text="手机电池鼓包了屏幕都顶起来了还在充电")
    assert (told["label"], told["priority"]) == ("hazard", "hazard") and "停止" in str(told["say"])
    assert call(system, text="/restart")["label"] is None
