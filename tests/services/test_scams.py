"""A victim hears first what cannot wait; a doubt is answered with a verdict; what is reported stands in the event (US-05, US-27, US-35)."""

from __future__ import annotations

import pytest

from helpline.model.event import Label
from helpline.services.danger.scams import given_away
from tests.services.talk import ANSWERS, SCREEN, Talk


@pytest.mark.parametrize(("text", "lost"), [
    ("我把验证码告诉他了", ["code"]),
    ("已经转了5000块", ["money"]),
    ("他让我转账，我没转", []),
    ("让我共享屏幕", []),
    ("有人自称苹果客服说我账号异常让我转账", []),
    ("我开了屏幕共享还告诉他锁屏密码了", ["remote", "passcode"]),
    ("买了三千块的充值卡把卡密拍给他了", ["gift"]),
    ("有人让我把密码给他，我就给了", ["password"]),
    ("我没有给他密码", []),
    ("他要我银行卡号，我报给他了，钱被转走了", ["money", "card"]),
    ("密码已经填进去了", ["password"]),
    ("没有给密码，就给了验证码", ["code"]),
    ("屏幕共享开着呢", ["remote"]),
    ("我已经下了那个软件了", ["remote"]),
    ("没有转账，也没告诉他密码", []),
])  # fmt: skip
def test_what_was_given_away_is_heard(text: str, lost: list[str]) -> None:
    assert given_away(text) == lost


def test_who_has_paid_hears_of_bank_and_police_first(talk: Talk) -> None:
    talk.say("被骗了，转了两万块钱，密码也告诉他了", "safety_report_loss")
    keys = [key for key in talk.keys if key.startswith("utter_safety")]
    assert keys == ["utter_safety_first", "utter_safety_gave_money", "utter_safety_gave_password", "utter_safety_contact"]
    assert talk.event.label is Label.SAFETY


def test_the_number_and_link_reported_stand_in_the_event(talk: Talk) -> None:
    talk.say("收到短信说账户异常 http://icloud-find.cn/a 让我打4006668888", "safety_report_message")
    assert talk.event.facts["reported"] == ["icloud-find.cn", "4006668888"]
    assert "contact_phone" not in talk.event.facts
    assert "utter_safety_link_name_alone" in talk.keys and "utter_safety_number_wrong" in talk.keys


def test_a_doubt_is_heard_though_the_understanding_missed_it(talk: Talk) -> None:
    said = talk.say("apple.com.cn.evil.cn 这个网站是真的吗", "general_fix_icloud", 0.5)
    assert "evil.cn" in said and "utter_safety_link_name" in talk.keys


def test_a_caller_without_the_code_is_no_advisor_of_ours(talk: Talk) -> None:
    talk.say("刚才打来的人没有验证码", "general_secure_account", 0.6)
    assert "utter_safety_no_code" in talk.keys and talk.event.label is Label.SAFETY


def test_what_is_told_later_is_heard_while_a_number_is_asked_for(talk: Talk) -> None:
    talk.say("有人自称苹果售后要远程帮我检查手机", "safety_report_caller")
    assert talk.asking == "contact_phone"
    talk.say("屏幕共享开着呢", "general_ask_howto", 0.3)
    assert "utter_safety_gave_remote" in talk.keys and talk.asking == "contact_phone"


def test_a_victim_who_gave_the_password_hears_where_to_change_it(talk: Talk) -> None:
    said = talk.say("短信里的链接我点进去，把账户密码填进去了", "safety_report_loss")
    assert "登录与安全性" in said and "iforgot.apple.com" in said and "utter_safety_lost_device" not in talk.keys
    talk.say("在哪改啊", "general_find_lost_device")
    assert talk.keys == ["utter_safety_where_password", "utter_ask_contact_phone"]


def test_a_lost_device_stays_in_the_account(talk: Talk) -> None:
    said = talk.say("手机丢了，收到短信说找到了，我把密码填进去了", "safety_report_loss")
    assert "不要移除" in said


def test_what_is_told_later_gets_its_own_steps_only(talk: Talk) -> None:
    talk.say("我开了屏幕共享", "safety_report_loss")
    talk.say("等下，我还把验证码念给他了", "safety_report_loss")
    assert talk.keys == ["utter_safety_also", "utter_safety_gave_code", "utter_ask_contact_phone"]


def test_ones_own_number_beside_that_of_the_fraudsters(talk: Talk) -> None:
    talk.say("有人自称客服让我转账，我转了", "safety_report_loss")
    talk.say("13601112233 这是我的，骗子那个还有个号是00861064456666", "safety_check_number")
    assert talk.asking == "callback_time"
    assert talk.event.facts["contact_phone"] == "13601112233" and talk.event.facts["reported"] == ["00861064456666"]


def test_whoever_fears_a_call_may_write(talk: Talk) -> None:
    talk.say("我开了屏幕共享", "safety_report_loss")
    talk.say("13601112233")
    talk.say("不接电话，我怕又是骗子，打字行吗", "safety_ask_identity")
    assert talk.keys == ["utter_chat_waiting"]


@pytest.mark.parametrize("text", ["17721034568，你们现在有人能接电话吗", "17721034568 是这个吧"])
def test_the_number_that_was_asked_for_is_no_doubt(talk: Talk, text: str) -> None:
    talk.say(*SCREEN)
    talk.fill(ANSWERS, until="contact_phone")
    talk.say(text, "safety_check_number")
    assert talk.draft.facts["contact_phone"] == "17721034568" and not any(key.startswith("utter_safety") for key in talk.keys)


def test_a_serial_with_a_question_is_no_doubt(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.say("DX3H7K2LQ6L4 是这个吗", "safety_check_number")
    assert talk.draft.facts["serial_number"] == "DX3H7K2LQ6L4" and talk.asking == "contact_phone"


def test_a_number_of_a_caller_is_judged_though_ones_own_is_asked_for(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.fill(ANSWERS, until="contact_phone")
    talk.say("17721034568 这个号是谁的", "safety_check_number")
    assert talk.keys[0] == "utter_safety_number_unlisted" and "contact_phone" not in talk.draft.facts


def test_a_serial_before_it_is_asked_for_is_no_doubt(talk: Talk) -> None:
    talk.say("iPad Air 5 充不进电，三天了", "hardware_report_charging")
    assert talk.asking == "fault_cause"
    talk.say("DX3H7K2LQ6L4 是这个吗", "safety_check_number")
    assert talk.draft.facts["serial_number"] == "DX3H7K2LQ6L4" and talk.asking == "fault_cause"


@pytest.mark.parametrize("text", ["他要是再打过来号码显示是400的我接不接", "刚打来电话说要5000", "如果我转了钱怎么办"])
def test_a_call_to_come_is_no_loss(text: str) -> None:
    assert given_away(text) == []
