"""Every tier, from the first message to what the advisor sees."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import System, Talk
from tests.services.talk import PHONE, SERIAL

pytestmark = pytest.mark.journey

FIRST_WORDS = [
    ("general", "我的 iPad Air 5 更新完系统以后邮件一直收不了，总是转圈"),
    ("hardware", "MacBook Air M2 15寸 泼了咖啡开不了机，想找人修"),
    ("online_store", "上周在官网买的手机一直没发货，想问问到哪了"),
    ("enterprise", "我们公司要采购 200 台 iPad 并统一管理，怎么报价"),
    ("education", "我们学校要给新机房采购 60 台 iMac 上课用"),
    ("accessibility", "我妈妈视力不好看不见屏幕，怎么打开旁白功能"),
    ("applecare", "手机刚买，AppleCare+ 现在还能补买吗"),
]


@pytest.mark.parametrize(("label", "first"), FIRST_WORDS)
def test_every_tier_ends_in_an_event_and_a_call_back(system: System, talk: Talk, label: str, first: str):
    talk.say(first)
    asked = talk.answer_until(None, place="上海")
    assert [slot for slot in asked if slot != "confirm"] == list(dict.fromkeys(slot for slot in asked if slot != "confirm"))
    event = system.desk(f"events/{talk.event_number}").json()
    assert event["label"] == label
    assert event["contact"]["phone"] == PHONE
    assert event["symptom"]
    assert event["handoff"] == {
        **event["handoff"],
        "kind": "call_back",
        "starts_at": "2026-11-25T15:30:00+08:00",
        "status": "confirmed",
    }
    assert event["transcript"][0] == {**event["transcript"][0], "who": "customer", "text": first}


def test_a_broken_screen_becomes_a_visit_to_a_store_in_shanghai(system: System, talk: Talk):
    talk.say("我iPhone 13屏幕摔碎了，想去上海修")
    assert talk.asking == "serial_number"
    talk.say("c39x k2ab c123")
    assert talk.asking == "contact_phone"
    said = talk.say("电话138 1234 5678")
    assert "iPhone 13" in said[-1]
    assert SERIAL in said[-1]
    assert PHONE not in said[-1]
    said = talk.say("确认")
    assert talk.event_number
    assert talk.asking == "place"
    assert "上海有 8 家直营店" in said[-1]
    talk.tap("浦东")
    assert talk.asking == "visit_time"
    said = talk.say("明天下午三点半")
    assert "11月25日（周三）15:30" in said[-1]
    said = talk.say("确认")
    assert "示例排期" in said[0]
    assert talk.asking is None
    event = system.desk(f"events/{talk.event_number}").json()
    assert (event["label"], event["device_model"], event["serial_number"]) == ("hardware", "iPhone 13", SERIAL)
    assert event["handoff"]["kind"] == "genius_bar"
    assert event["handoff"]["place"] == {"id": "sh-pudong", "name": "浦东", "city": "上海"}
    assert len(event["transcript"]) >= 12


def test_the_notice_is_given_once(talk: Talk):
    said = [*talk.say("你好"), *talk.say("我的 iPhone 14 充不进电"), *talk.say("等一下"), *talk.say("转人工")]
    assert sum("非苹果公司官方客服" in text for text in said) == 1
