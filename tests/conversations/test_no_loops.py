"""Whatever is asked, and however little the answers tell: no question is put more than three times before the talk goes on or a person is offered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpline.model.draft import Draft
from helpline.services.intake.stuck import LET_GO_AT
from tests.conversations.desk import Spoken, shown
from tests.services.talk import ANSWERS

pytestmark = pytest.mark.model

OPENINGS = {
    "我的 iPhone 13 充不进电了": {},
    "手机屏幕摔裂了": {"service_mode": "到店维修"},
    "iPhone 15 邮件收不到新邮件": {},
    "我在官网买的东西还没收到": {},
    "公司想采购 50 台 MacBook Air": {},
    "我想给手机买 AppleCare+": {},
    "有人冒充苹果客服让我共享屏幕": {},
    "查一下我的事件": {},
}
USELESS = [
    ["qwrt zxcv", "呜啦啦咕噜", "嘟嘟嘟哒哒"],
    ["##@@~~", "叽里呱啦的那个啥", "zzz xx"],
    ["嘿嘿", "哦这样啊", "啦啦啦啦"],
    ["你们店大不大", "为啥要这么麻烦", "修的人靠谱吗"],
]
PLAIN_YES = [
    "都对，谢谢你",
    "没错 辛苦您啦",
    "正确👌谢谢",
    "看过了，没问题，谢谢小姐姐",
    "looks good, thanks a lot",
    "没毛病 多谢哈",
    "是这样的，麻烦你了",
]
NO_YES = ["不对，谢谢", "辛苦了，不过序列号错了", "谢谢", "麻烦等一下"]
STEPS = 12
VAIN = ["嗯", "啦啦啦", "啦啦啦啦啦啦", "嘿嘿"]


def stands(one: Spoken) -> tuple[object, ...]:
    """Where the talk is."""
    draft = one.draft
    return draft.asking, draft.event_number, draft.mode, draft.store, draft.starts_at, draft.help.get("gone")


def at_the_same_point(one: Spoken, name: str) -> Spoken:
    """Another conversation that stands where this one does."""
    probe, state = one.alike(name), one.draft.to_json()
    with probe.work() as work:
        work.drafts.save(Draft.from_json({**state, "conversation_id": name}))
        work.commit()
    return probe


def test_no_question_is_put_for_ever(new_talk: Callable[[str], Spoken]) -> None:
    first, loops = new_talk("first"), []
    for number, (opening, other) in enumerate(OPENINGS.items()):
        one = first.alike(f"walk{number}")
        one.write(opening)
        for step in range(STEPS):
            if one.asking is None:
                break
            for which, useless in enumerate(USELESS):
                probe = at_the_same_point(one, f"loop{number}.{step}.{which}")
                if circles(probe, useless):
                    loops.append(shown(probe.turns))
            one.write({**ANSWERS, **other}.get(one.asking, "不知道"))
    assert loops == []


def circles(probe: Spoken, useless: list[str]) -> bool:
    """True where the talk neither went on nor offered a person."""
    before, offered = stands(probe), False
    for said in useless:
        probe.write(said)
        offered |= any(title.startswith(("找顾问", "顾问回电")) for title in probe.buttons)
    return stands(probe) == before and not offered


@pytest.mark.parametrize("said", PLAIN_YES)
def test_a_plain_yes_is_asked_for_but_once(new_talk: Callable[[str], Spoken], said: str) -> None:
    one = new_talk("yes")
    one.write("我在官网买的东西还没收到")
    one.answer_all("confirm")
    one.write(said)
    assert one.draft.event_number and one.asking == "callback_time"
    one.write("明天下午四点")
    one.write(said)
    assert one.asking is None and one.event.hand_off is not None


@pytest.mark.parametrize("said", NO_YES)
def test_thanks_alone_or_beside_a_no_are_no_yes(new_talk: Callable[[str], Spoken], said: str) -> None:
    one = new_talk("no")
    one.write("我的 iPhone 13 充不进电了")
    one.answer_all("confirm")
    one.write(said)
    assert one.draft.event_number is None


def test_a_question_in_vain_is_let_go_at_last(new_talk: Callable[[str], Spoken]) -> None:
    first, loops = new_talk("first"), []
    for number, (opening, other) in enumerate(OPENINGS.items()):
        one = first.alike(f"walk{number}")
        one.write(opening)
        for step in range(STEPS):
            if one.asking is None:
                break
            probe, before = at_the_same_point(one, f"loop{number}.{step}"), stands(one)
            for turn in range(LET_GO_AT + 2):
                probe.write(VAIN[turn % len(VAIN)])
                if stands(probe) != before:
                    break
            else:
                loops.append(shown(probe.turns))
            one.write({**ANSWERS, **other}.get(one.asking, "不知道"))
    assert loops == []
