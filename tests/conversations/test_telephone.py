"""What a phone call is routed by, with the trained understanding."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from helpline.bootstrap import Services
from helpline.model.understanding import Heard
from helpline.services.telephone import Call, Routed
from tests.content import reading
from tests.conversations.desk import understood
from tests.services.conftest import NOW, Floor

NIGHT = datetime.fromisoformat("2026-11-24T23:30:00+08:00")
SPEAKABLE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9 ，。；：、]+")


def called(wired: tuple[Floor, Services], text: str, now: datetime = NOW) -> Routed:
    wired[0].clock.moment = now
    routed = wired[1].telephone.route(Call(text, understood(text)))
    assert SPEAKABLE.fullmatch(routed.say), routed.say
    return routed


@pytest.mark.parametrize(("text", "label", "group"), [
    ("我想问一下我那个 iPad 屏幕摔裂了能修吗", "hardware", "hardware"),
    ("我在官网买的耳机一直没发货", "online_store", "online_store"),
    ("我们公司要采购两百台平板统一管理", "enterprise", "enterprise"),
    ("学校机房的苹果电脑想统一部署", "education", "education"),
    ("我眼睛看不见，怎么打开旁白", "accessibility", "accessibility"),
    ("我想给手机续上 AppleCare 加", "applecare", "applecare"),
    ("照片同步不到 iCloud 上面", "general", "general"),
    ("给我接人工", "service", "general"),
    ("你们几点下班啊", "service", "general"),
])  # fmt: skip
def test_a_call_goes_to_its_tier(wired: tuple[Floor, Services], text: str, label: str, group: str):
    routed = called(wired, text)
    assert (routed.label.value if routed.label else None, routed.skill_group) == (label, group)
    assert "转接" in routed.say and routed.opens_at is not None


@pytest.mark.parametrize(("text", "said"), [
    ("手机电池鼓包了还在充电", "停止使用和充电"),
    ("充电的时候冒烟了孩子的手烫伤了", "幺二零"),
    ("屏幕碎了，然后电池那儿也鼓起来了", "停止使用和充电"),
])  # fmt: skip
@pytest.mark.parametrize("now", [NOW, NIGHT])
def test_danger_comes_first_at_any_hour(wired: tuple[Floor, Services], text: str, said: str, now: datetime):
    routed = called(wired, text, now)
    assert (routed.label, routed.priority, routed.skill_group) == ("hazard", "hazard", "hardware")
    assert said in routed.say.split("。")[0] and ("转接" if now == NOW else "明天上午9点") in routed.say


@pytest.mark.parametrize(("text", "said", "priority"), [
    ("有人打电话说是苹果客服让我转账还要共享屏幕", "挂断", "high"),
    ("我被冒充苹果客服的人骗了八千块已经转过去了", "联系银行", "hazard"),
    ("刚才那个号码是你们官方打的吗", "四零零，六六六，八八零零", "high"),
])  # fmt: skip
def test_a_fraud_is_told_what_to_do(wired: tuple[Floor, Services], text: str, said: str, priority: str):
    routed = called(wired, text)
    assert (routed.label, routed.skill_group, routed.priority) == ("safety", "safety", priority) and said in routed.say


@pytest.mark.parametrize("text", ["嗯", "屏幕", "你好", "阿巴阿巴啥玩意儿那个"])
def test_what_is_not_understood_is_said_and_goes_to_the_general_line(wired: tuple[Floor, Services], text: str):
    routed = called(wired, text)
    assert (routed.label, routed.skill_group) == (None, "general") and "没听明白" in routed.say and "综合专线" in routed.say


def test_words_of_despair_are_answered_with_care(wired: tuple[Floor, Services]):
    routed = called(wired, "手机里的东西全没了，我不想活了")
    assert routed.priority == "high" and "我很担心您" in routed.say


def test_out_of_hours_it_is_said_when_the_line_opens(wired: tuple[Floor, Services]):
    routed = called(wired, "我的手机充不进电", NIGHT)
    assert routed.say.endswith("硬件维修专线现在休息，明天上午9点开始接听，请到时候再打来。")
    assert routed.opens_at == datetime.fromisoformat("2026-11-25T09:00:00+08:00")


def test_an_enquiry_is_asked_for_its_number(wired: tuple[Floor, Services]):
    routed = called(wired, "我想查一下我的维修进度")
    assert routed.asking == "event_number" and "转接" not in routed.say


@pytest.mark.parametrize("intent", reading.catalogue().routes)
def test_whatever_it_is_about_can_be_read_aloud(wired: tuple[Floor, Services], intent: str):
    for now in (NOW, NIGHT):
        wired[0].clock.moment = now
        routed = wired[1].telephone.route(Call("我要问的事", Heard("我要问的事", intent, 1.0)))
        assert SPEAKABLE.fullmatch(routed.say), routed.say
