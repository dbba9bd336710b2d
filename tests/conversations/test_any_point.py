"""From 200 random points of random conversations a person, danger and fraud each get their answer in the next reply."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from helpline.model.draft import Draft
from helpline.model.event import Label, Priority
from tests.conversations.desk import Spoken
from tests.services.talk import ANSWERS

pytestmark = pytest.mark.model

POINTS = 200
OPENINGS = [
    "我的iPhone 13屏幕摔碎了", "iPad 充不进电", "更新完系统以后邮件一直收不了", "官网订单的发票没开", "怎么打开旁白",
    "我们公司要采购 200 台 iPad 并统一管理", "学校机房想部署 50 台 iPad", "想给 iPhone 15 买 AppleCare+", "查一下我的事件", "屏幕",
    "手机电池鼓包了", "有人自称苹果客服让我转账", "手机一直念屏幕关不掉", "4006668800是你们的电话吗", "你好", "微信闪退", "iPad 充不进电，另外我上周订单的发票没开", "😭", "我想约顾问回电", "帮我查一下保修",
]  # fmt: skip
STEPS = [
    "不知道",
    "为什么要问",
    "修要几天？",
    "等一下",
    "算了",
    "跳过",
    "好的",
    "不是",
    "烦死了",
    "还有我的耳机也没声音了",
    "都不是",
    "asdf",
    "序列号在哪看",
]
PERSON, DANGER, FRAUD = "a person", "danger", "fraud"
PROBES = {
    PERSON: ["转人工", "别机器人了，我要真人", "人工！！！", "能不能找个真人跟我说", "麻煩轉人工", "叫你们客服来"],
    DANGER: [
        "手机电池鼓包了，屏幕都顶起来了", "后盖被电池撑开了，还热乎乎的", "ipad 中间鼓起来一块", "充着充着冒烟了", "我的iPhone電池膨脹了",
        "电脑底下鼓了 触控板按不下去 估计电池胀了",
    ],
    FRAUD: [
        "有人自称苹果客服说我账号异常让我转账", "刚有个自称苹果的打来让我共享屏幕", "接到電話說我Apple ID被盜要我報驗證碼", "我把验证码告诉假客服了",
        "骗子说我的账户要冻结 让我去验资", "收到短信说ID在外地登录让我点链接填密码",
    ],
}  # fmt: skip


def points(talk: Callable[[str], Spoken], count: int, seed: int = 20261124) -> Iterator[tuple[Spoken, random.Random]]:
    """Conversations, each left at a random point."""
    dice = random.Random(seed)
    for index in range(count):
        one = talk(f"walk{index}")
        one.write(dice.choice(OPENINGS))
        for _ in range(dice.randrange(9)):
            answer = ANSWERS.get(one.asking or "", "好的")
            one.write(answer if dice.random() < 0.6 else dice.choice(STEPS))
        yield one, dice


def test_a_person_danger_and_fraud_are_heard_anywhere(new_talk: Callable[[str], Spoken]) -> None:
    wrong = []
    first = new_talk("walk")  # empties the desk
    for index, (one, dice) in enumerate(points(first.alike, POINTS)):
        state = one.draft.to_json()
        for kind, wordings in PROBES.items():
            said = dice.choice(wordings)
            probe = first.alike(f"probe{index}.{kind}")
            with probe.work() as work:
                work.drafts.save(Draft.from_json({**state, "conversation_id": probe.conversation}))
                work.commit()
            probe.write(said)
            if not answered(probe, kind):
                wrong.append((said, [turn.said for turn in one.turns], probe.keys))
    assert wrong == []


def answered(probe: Spoken, kind: str) -> bool:
    """The right answer to each probe, and nothing that a dangerous device must not be put through."""
    if kind == PERSON:
        known = ("utter_human_open", "utter_care")
        return any(key in probe.keys for key in known) and probe.asking == "service_mode" and bool(probe.reply.event_number)
    first = probe.keys[0]
    if kind == DANGER:
        event = probe.event
        return (
            first in ("utter_hazard_stop", "utter_hazard_emergency") and event.priority is Priority.HAZARD and event.label is Label.HAZARD
        )
    return first.startswith("utter_safety") and probe.event.label is Label.SAFETY
