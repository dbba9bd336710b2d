"""While the bot is away, and after it is back: nothing that was said is lost, doubled or out of order."""

from __future__ import annotations

import re
import threading
import time
from typing import Any

import httpx
import pytest

from helpline.errors import OutsideUnavailable
from helpline.web.app import create_app
from helpline.web.problems import sentences
from tests.web.conftest import SIGNING_KEY, Door, Running

RECOVERING = sentences()["bot_recovering"]


def test_the_customer_is_told_in_chinese_and_the_message_is_kept(door: Door):
    conversation = door.open()
    door.bot.away = True
    assert door.say(conversation, "手机进水了") == [RECOVERING]
    assert re.search(r"[\u4e00-\u9fff]", RECOVERING) and not re.search(r"[a-z]", RECOVERING)
    assert door.thread(conversation)[1:] == [("customer", "手机进水了")]


def test_what_waited_comes_first_once_and_in_order(door: Door):
    conversation = door.open()
    door.bot.away = True
    for text in ("手机进水了", "是 iPhone 13", "急"):
        door.say(conversation, text)
    door.bot.away = False
    waited = ["手机进水了", "是 iPhone 13", "急", "在吗"]
    assert door.say(conversation, "在吗") == [f"听到：{text}" for text in waited]
    assert door.bot.heard[1:] == waited
    assert door.say(conversation, "谢谢") == ["听到：谢谢"]
    assert [text for who, text in door.thread(conversation) if who == "customer"] == [*waited, "谢谢"]


def test_whatever_is_typed_over_and_over_meanwhile_is_brought_once(door: Door):
    conversation = door.open()
    door.bot.away = True
    typed = ["序列号是C39XK2ABC123", "在吗", "在吗", "在吗", "急"]
    for text in typed:
        door.say(conversation, text)
    door.bot.away = False
    door.say(conversation, "急")
    assert door.bot.heard[1:] == ["序列号是C39XK2ABC123", "在吗", "急"]
    assert [text for who, text in door.thread(conversation) if who == "customer"] == [*typed, "急"]
    assert door.say(conversation, "在吗") == ["听到：在吗"]


def test_a_message_sent_again_while_the_bot_is_away_waits_once(door: Door):
    conversation = door.open()
    door.bot.away = True
    assert door.say(conversation, "确认", id="tap") == door.say(conversation, "确认", id="tap") == [RECOVERING]
    door.bot.away = False
    assert door.say(conversation, "确认", id="tap") == ["听到：确认"]
    assert door.say(conversation, "确认", id="tap") == ["听到：确认"]
    assert door.bot.heard[1:] == ["确认"]


def test_each_message_keeps_its_own_answer(door: Door):
    conversation = door.open()
    door.bot.away = True
    door.say(conversation, "一", id="1")
    door.bot.away = False
    assert door.say(conversation, "二", id="2") == ["听到：一", "听到：二"]
    assert door.say(conversation, "一", id="1") == ["听到：一"]
    assert door.say(conversation, "二", id="2") == ["听到：二"]


def test_a_bot_that_goes_away_in_the_middle_is_brought_only_the_rest(door: Door):
    conversation = door.open()
    door.bot.away = True
    door.say(conversation, "一")
    door.say(conversation, "二")
    door.bot.away = False
    door.bot.on["一"] = lambda _: setattr(door.bot, "away", True)
    assert door.say(conversation, "三") == ["听到：一", RECOVERING]
    door.bot.away = False
    assert door.say(conversation, "四") == ["听到：二", "听到：三", "听到：四"]
    assert door.bot.heard[1:] == ["一", "二", "三", "四"]


def test_a_tap_that_waited_is_still_a_tap(door: Door):
    buttons = [{"title": "确认", "payload": "/talk_affirm"}]
    door.bot.script["好"] = [{"text": "对吗？", "buttons": buttons}]
    conversation = door.open()
    door.say(conversation, "好")
    door.bot.away = True
    assert door.post(conversation=conversation, payload="/talk_affirm").status_code == 200
    door.bot.away = False
    door.say(conversation, "在吗")
    assert door.bot.heard[-2:] == ["/talk_affirm", "在吗"]


def test_a_conversation_can_be_opened_meanwhile(door: Door):
    door.bot.away = True
    opened = door.http.post("/api/chat/conversations")
    assert opened.status_code == 200
    assert [message["text"] for message in opened.json()["messages"]] == [RECOVERING]
    conversation = opened.json()["conversation"]
    assert door.thread(conversation) == []
    door.bot.away = False
    assert door.say(conversation, "你好") == ["听到：你好"]


def test_a_bug_is_apologised_for_and_the_message_is_kept(door: Door, caplog: pytest.LogCaptureFixture):
    conversation = door.open()
    door.bot.broken = True
    reply = door.post(conversation=conversation, text="手机进水了")
    assert reply.status_code == 500
    assert reply.json()["error"] == {"code": "unexpected", "message": sentences()["unexpected"]}
    assert "a bug of the bot" in caplog.text and "手机进水了" not in caplog.text
    door.bot.broken = False
    assert door.say(conversation, "在吗") == ["听到：手机进水了", "听到：在吗"]


def test_a_door_that_starts_anew_goes_on_where_the_old_one_stopped(door: Door):
    conversation = door.open()
    door.bot.away = True
    door.say(conversation, "手机进水了", id="1")
    door.bot.away = False
    with Running(create_app(door.services, door.bot, SIGNING_KEY)) as anew:
        body: dict[str, Any] = {"conversation": conversation, "text": "在吗"}
        reply = httpx.post(f"http://127.0.0.1:{anew.port}/api/chat/messages", json=body, trust_env=False)
    assert [message["text"] for message in reply.json()["messages"]] == ["听到：手机进水了", "听到：在吗"]


def test_an_answer_that_takes_too_long_is_given_up_but_not_lost(door: Door):
    conversation = door.open()
    door.bot.slow["确认"] = 0.8
    app = create_app(door.services, door.bot, SIGNING_KEY)
    app.config.RESPONSE_TIMEOUT = 0.2
    body = {"conversation": conversation, "text": "确认", "id": "tap"}
    with Running(app) as hasty:
        url = f"http://127.0.0.1:{hasty.port}/api/chat/messages"
        late = httpx.post(url, json=body, trust_env=False)
        assert (late.status_code, late.json()["error"]["code"]) == (503, "unexpected")
        time.sleep(0.8)
        again = httpx.post(url, json=body, trust_env=False)
    assert [message["text"] for message in again.json()["messages"]] == ["听到：确认"]
    assert door.bot.heard[1:] == ["确认"]


def test_a_turn_that_takes_too_long_for_a_customer_goes_on_and_its_answer_is_had_later(door: Door, monkeypatch: pytest.MonkeyPatch):
    conversation = door.open()
    door.bot.slow["确认"] = 0.8
    monkeypatch.setattr(door.app.ctx.door, "patience", 0.3)
    assert door.say(conversation, "确认", id="tap") == [RECOVERING]
    time.sleep(0.8)
    assert door.say(conversation, "确认", id="tap") == ["听到：确认"]
    assert door.bot.heard[1:] == ["确认"]


@pytest.mark.parametrize("hangs", [False, True])
def test_a_storage_that_is_away_or_hangs_is_said_and_the_same_message_goes_later(
    door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, hangs: bool
):
    conversation, accept = door.open(), door.services.conversations.accept
    over = threading.Event()

    def away(*arguments: Any) -> Any:
        if hangs:
            over.wait(5)
            return accept(*arguments)
        raise OutsideUnavailable("the database: switched off")

    monkeypatch.setattr(door.app.ctx.door, "patience", 0.3)
    monkeypatch.setattr(door.services.conversations, "accept", away)
    refused = door.post(conversation=conversation, text="手机进水了", id="1")
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "not_kept")
    assert int(refused.headers["retry-after"]) > 0 and "Traceback" not in caplog.text
    over.set()
    monkeypatch.undo()
    assert door.say(conversation, "手机进水了", id="1") == ["听到：手机进水了"]
    assert door.bot.heard[1:] == ["手机进水了"]


def test_each_line_is_named_to_the_bot(door: Door):
    """By the name it knows a line that it answered before."""
    door.say(door.open(), "手机进水了", id="1")
    assert door.bot.lines[-1] == "1"


def test_an_answer_that_cannot_be_kept_is_had_later_and_the_line_is_there_once(door: Door, monkeypatch: pytest.MonkeyPatch):
    conversation = door.open()

    def away(*_: Any) -> Any:
        raise OutsideUnavailable("the database: switched off")

    monkeypatch.setattr(door.services.conversations, "reply", away)
    assert door.say(conversation, "手机进水了") == [RECOVERING]
    monkeypatch.undo()
    assert door.say(conversation, "在吗") == ["听到：手机进水了", "听到：在吗"]
    assert door.bot.lines[-3] == door.bot.lines[-2] != door.bot.lines[-1]
