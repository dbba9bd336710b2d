"""A customer sends a picture of 关于本机 instead of typing what stands on it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.about_screen import about_screen, error_screen
from tests.journeys.conftest import System, Talk

pytestmark = pytest.mark.journey


def test_a_picture_of_the_about_screen_answers_what_would_be_asked(system: System, talk: Talk):
    talk.say("屏幕摔碎了，触摸也不灵了，想修一下")
    assert talk.asking == "device_model"
    sent = {"conversation": str(talk.conversation), "id": "picture-1"}
    reply = talk.http.post("/api/chat/attachments", data=sent, files={"file": ("about.png", about_screen(), "image/png")}, timeout=60.0)
    assert reply.status_code == 201, reply.text
    talk.answer = reply.json()
    told = talk.answer["messages"][-1]["text"]
    assert "C39XK2ABC01J" in told and "iPhone 13" in told and "18.2" in told
    talk.tap("对")
    asked = []
    while talk.asking and talk.event_number is None:
        asked.append(talk.asking)
        assert len(asked) < 12, asked
        talk.say("确认" if talk.asking == "confirm" else "13812345678" if talk.asking == "contact_phone" else "不知道")
    assert not {"device_model", "os_version", "serial_number"} & set(asked)
    event = system.desk(f"events/{talk.event_number}").json()
    assert (event["device_model"], event["serial_number"], event["os_version"]) == ("iPhone 13", "C39XK2ABC01J", "iOS 18.2")
    (picture,) = event["attachments"]
    content = system.desk(f"attachments/{picture['id']}").content
    assert Image.open(io.BytesIO(content)).size == (picture["width"], picture["height"])


def test_a_picture_of_an_error_tells_its_code(system: System, talk: Talk):
    talk.say("iPhone 13 用电脑恢复的时候弹出一个错误，一直恢复不了")
    sent = {"conversation": str(talk.conversation), "id": "picture-1"}
    reply = talk.http.post("/api/chat/attachments", data=sent, files={"file": ("error.png", error_screen(), "image/png")}, timeout=60.0)
    assert reply.status_code == 201, reply.text
    talk.answer = reply.json()
    assert "4013" in talk.answer["messages"][-1]["text"]
    talk.tap("对")
    asked = []
    while talk.asking and talk.event_number is None:
        asked.append(talk.asking)
        assert len(asked) < 14, asked
        talk.say(
            "13812345678"
            if talk.asking == "contact_phone"
            else "还不行"
            if "confirm" in asked[-2:-1]
            else "确认"
            if talk.asking == "confirm"
            else "不知道"
        )
    assert "error_code" not in asked
    assert system.desk(f"events/{talk.event_number}").json()["error_codes"] == ["4013"]
