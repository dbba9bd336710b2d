"""Whatever customers say in whatever order, the desk answers, and what cannot wait is answered rightly."""

from __future__ import annotations

import random

import pytest

from helpline.model.event import Label, Mode, Priority
from tests.content import reading
from tests.services.talk import PHONE, Talk, buttons_of, heard, tapped
from tests.services.test_midway import STATES, bring

# What people say, with the intent that the model gives it. Some are understood wrongly, as some will be.
SAID = [
    ("我的 iPhone 13 屏幕摔碎了", "hardware_report_screen"), ("MacBook Air M2 泼了咖啡开不了机", "hardware_report_liquid"),
    ("电池不耐用，半天就没电", "hardware_report_battery"), ("更新完系统以后邮件一直收不了", "general_fix_builtin_app"),
    ("另外我上周订单的发票没开", "store_ask_invoice"), ("官网买的手机一直没发货", "store_track_delivery"),
    ("我们公司要采购 200 台 iPad 并统一管理", "enterprise_buy"), ("学校机房要采购 60 台 iMac", "education_buy"),
    ("旁白关不掉了，怎么点都不对", "accessibility_turn_off"), ("AppleCare+ 现在还能补买吗", "applecare_buy"),
    ("帮我查一下还在不在保修期", "hardware_check_coverage"), ("换屏多少钱", "hardware_ask_price"), ("我想预约维修", "hardware_book_repair"),
    ("修要几天", "hardware_ask_repair_policy"), ("算了不约了,先查保修", "hardware_check_coverage"), ("给我回个电话吧", "service_request_call"),
    ("我要投诉你们", "service_give_feedback"), ("我的事件到哪了", "service_check_event"), ("我要改预约", "service_change_booking"),
    ("取消预约", "service_cancel_booking"), ("客服电话多少", "service_ask_number"), ("你们几点下班", "service_ask_hours"),
    ("你好", "talk_greet"), ("谢谢", "talk_thank"), ("先这样，再见", "talk_bye"), ("确认", "talk_affirm"), ("好的", "talk_affirm"), ("嗯", "talk_affirm"),
    ("不对", "talk_deny"), ("写错了", "talk_deny"), ("都不是", "talk_deny"), ("不用了", "talk_deny"), ("为什么要问这个", "talk_ask_why"),
    ("等一下我找找", "talk_wait"), ("再说一遍", "talk_repeat"), ("不知道", "talk_unknown"), ("跳过", "talk_unknown"), ("随便", "talk_unknown"),
    ("没有", "talk_unknown"), ("算了不弄了", "talk_cancel"), ("垃圾客服", "talk_vent"), ("你是机器人吗", "talk_ask_bot"), ("真棒", "talk_praise"),
    ("iPhone 15 Pro", "talk_inform"), ("不是 13 是 14 Pro", "talk_deny"), ("18.6", "talk_inform"), ("C39XK2ABC123", "talk_inform"),
    ("C39XK2OBC123", "talk_inform"), ("A2634", "talk_inform"), (PHONE, "talk_inform"), ("电话写错了，是13900001111", "talk_deny"),
    ("昨天开始的，每次都这样", "talk_inform"), ("重启过，没用", "talk_deny"), ("我叫王芳", "talk_inform"), ("W1234567890", "talk_inform"),
    ("星河科技有限公司", "talk_inform"), ("2026年10月3日买的", "talk_inform"), ("9999年12月31日", "talk_inform"), ("到店吧", "talk_inform"),
    ("还是打电话给我吧", "service_request_call"), ("寄修行吗", "hardware_ask_mail_in"), ("我自己打", "talk_inform"), ("上海", "talk_inform"),
    ("兰州", "talk_inform"), ("朝阳", "talk_inform"), ("浦东那家", "talk_inform"), ("换个店", "service_change_booking"), ("广东", "talk_inform"),
    ("明天下午三点半", "talk_inform"), ("周六下午三点", "talk_inform"), ("13月5日", "talk_inform"), ("昨天", "talk_inform"), ("第二个", "talk_affirm"),
    ("凌晨三点", "talk_inform"), ("一个月以后", "talk_inform"), ("34567890127", "talk_inform"), ("5678", "talk_inform"), ("发票", "store_ask_invoice"),
    ("屏幕", "hardware_report_screen"), ("微信闪退", "outside_third_party_app"), ("小米手机修吗", "outside_other_maker"), ("", ""), ("👍", "talk_unknown"),
    ("嘟嘟嘟", ""), ("序列号在哪看", "general_ask_howto"), ("转人工", "service_request_human"), ("电池鼓包了", "hazard_swollen"),
    ("有人冒充客服让我转账", "safety_report_caller"), ("400-666-8888 是真的吗", "safety_check_number"), ("/restart {serial}", ""),
]  # fmt: skip
RANKING = (("hardware_report_screen", 0.3), ("talk_greet", 0.2), ("general_check_touch", 0.2), ("choose", 0.1), ("store_buy", 0.1))
MESSAGES = 30


def say_anything(talk: Talk, chance: random.Random) -> str:
    """One message: words, or a quick reply of the last answer, or now and then one of an earlier."""
    offered = [button.payload for say in talk.reply.says for button in buttons_of(say)]
    if offered and chance.random() < 0.25:
        payload = chance.choice(offered)
        talk.hear(tapped(payload))
        return payload
    text, intent = chance.choice(SAID)
    confidence = chance.choice([0.99, 0.9, 0.75, 0.55, 0.3])
    talk.hear(heard(text, intent, confidence, ranking=RANKING))
    return f"{text} ({intent} {confidence})"


@pytest.mark.parametrize("seed", range(40))
def test_any_thirty_messages(talk: Talk, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    if chance.random() < 0.7:
        bring(talk, chance.choice(sorted(STATES)))
    said = []
    for _ in range(MESSAGES):
        said.append(say_anything(talk, chance))
        assert not [say.key for say in talk.reply.says if say.key not in reading.copy()], said
        assert sum(key.startswith(("utter_ask_", "utter_read_back")) for key in talk.keys) <= 1, said
        if talk.asking:
            assert talk.draft.intent in reading.catalogue().routes, said
    talk.say("电池鼓包了，屏幕都顶起来了，还在充电", "hazard_swollen")
    assert talk.keys[0] in ("utter_hazard_stop", "utter_hazard_emergency", "utter_hazard_reminder"), said  # which is for a second time
    assert (talk.event.label, talk.event.priority) == (Label.HAZARD, Priority.HAZARD), said
    number = talk.reply.event_number
    talk.say("转人工", "service_request_human")
    assert talk.keys[-1] == "utter_human_open" and talk.asking == "service_mode" and talk.reply.event_number == number, said
    talk.say("我自己打")
    assert talk.event.hand_off is not None and talk.event.hand_off.mode is Mode.LINE_NUMBER, said


@pytest.mark.parametrize("seed", range(10))
def test_every_place_that_is_held_is_that_of_a_hand_over(talk: Talk, seed: int) -> None:
    """Nothing said in between leaves a place in the schedule that no event knows of."""
    chance = random.Random(1000 + seed)  # noqa: S311
    bring(talk, chance.choice(["confirm", "callback_time", "visit_time", "service_mode"]))
    numbers = set()
    for _ in range(MESSAGES):
        say_anything(talk, chance)
        numbers |= {talk.reply.event_number} - {None}
    held = 0
    for number in numbers:
        hand_off = talk.event_of(number or "").hand_off
        held += bool(hand_off and hand_off.seat is not None)
    with talk.work() as work:
        end = talk.clock.now().replace(year=2027)
        resources = ["line:" + line for line in reading.catalogue().lines] + ["store:" + store for store in reading.catalogue().stores]
        taken = sum(sum(work.seats.taken(resource, talk.clock.now(), end, end).values()) for resource in resources)
    assert taken == held
