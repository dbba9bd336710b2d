"""How, where and when one would like it, said before anybody asks; and questions that nothing answers."""

from __future__ import annotations

from datetime import datetime

import pytest

from helpline.model.draft import Draft
from helpline.model.times import read_time
from helpline.model.understanding import Heard
from helpline.services.handover.meant_time import wanted_part
from helpline.services.handover.wish_beside import keep_wish, merely_wishes, wish_line
from helpline.services.handover.wishes import wanted_mode
from tests.content import reading
from tests.services.talk import ANSWERS, PHONE, SCREEN, Talk

NOW = datetime.fromisoformat("2026-11-24T10:15+08:00")


@pytest.mark.parametrize(("text", "line"), [
    ("15951887702，后天下午三点去新街口店", "到店维修，新街口，11月26日（周四）15:00"),
    ("帮我约个店吧 后天下午三点 南京 15951887702", "到店维修，11月26日（周四）15:00"),
    ("15312086694 约静安店周日下午 不行 周日要加班 改周六下午四点吧", "到店维修，静安，11月28日（周六）16:00"),
    ("17721305568 晚上八点以后打", "顾问回电，11月24日（周二）20:00以后"),
    ("13812345678，明早九點半我要開會，十一點打可以嗎", "顾问回电，11月25日（周三）11:00"),
    ("13812345678 周六去西湖店", "到店维修，西湖，11月28日（周六）"),
    ("13812345678，下午随便", "11月24日（周二）12:00到18:00"),
    ("13812345678，我想去店里 天津", "到店维修"),
    ("13812345678", ""),
    ("13812345678 我姓方", ""),
    ("13812345678，每天晚上自动关机", ""),
    ("13812345678 晚上打游戏特别卡", ""),
])  # fmt: skip
def test_a_wish_beside_a_number_is_read_back(text: str, line: str) -> None:
    draft = Draft("c")
    keep_wish(reading.catalogue(), draft, text, NOW, alone=True)
    assert wish_line(reading.catalogue(), draft, NOW) == line


@pytest.mark.parametrize(("text", "hour"), [
    ("九点半有课，十一点有吗", 11), ("六点半下班，七点行不", 19), ("今天上午有个会，十二点半才散，一点能去吗", 13), ("十二点半赶不到，我说的是一点", 13),
    ("明天下午两点半之前我都在上课，三点以后让顾问打给我行吗", 15), ("周三下午两点接孩子，四点吧", 16), ("三点有空", 15), ("今晚加班，八点行吗", 20),
])  # fmt: skip
def test_the_hour_at_which_one_is_busy_is_not_the_one_wished_for(text: str, hour: int) -> None:
    when = read_time(wanted_part(text, NOW), NOW)
    assert when is not None and when.start.hour == hour


@pytest.mark.parametrize(("text", "start"), [
    ("今天老板不放人，明天上午11点行吗", "11-25 11:00"), ("后天下午两点 嗯不对后天我要去医院 大后天下午两点半", "11-27 14:30"),
    ("我要上课下午五点以后才有空就后天五点半吧", "11-26 17:30"), ("星期四下午，因為這兩天要上班", "11-26 12:00"), ("周三下午两点，啊不对周四", "11-26 14:00"),
    ("上次说好周一打结果没打！这次周五下午五点整", "11-27 17:00"), ("周五晚上九点半，哦那会儿都快关门了，八点好了", "11-27 20:00"),
    ("不是昨天开始的，是上周五就这样了，电话么周三下午两点打给我好了", "11-25 14:00"), ("周六下午三点，周日也有空", "11-28 15:00"),
    ("周六吧，那天我休息，下午三点", "11-28 15:00"), ("Thursday 4:30pm, not Wednesday, Wed 我在飞机上", "11-26 16:30"), ("最好避开午休 我们一点半才上班", "11-24 13:30"),
])  # fmt: skip
def test_a_day_that_is_a_reason_or_taken_back_is_not_the_one_wished_for(text: str, start: str) -> None:
    when = read_time(wanted_part(text, NOW), NOW)
    assert when is not None and f"{when.start:%m-%d %H:%M}" == start


@pytest.mark.parametrize(("text", "way"), [
    ("回电，明天中午十二点 号码17301886942", "call_back"), ("明天下午三点，不过我爸自己接，号码还是我的就行", None), ("给我个号码", "line_number"), ("号码", "line_number"),
    ("我自己打", "line_number"),
])  # fmt: skip
def test_a_number_that_is_given_is_none_that_is_asked_for(text: str, way: str | None) -> None:
    mode = wanted_mode(text)
    assert (mode.value if mode else None) == way


@pytest.mark.parametrize(("slot", "text", "merely"), [
    ("confirm", "周六上午去店里啊", True), ("serial_number", "周六去店里", True), ("confirm", "电话不对", False), ("symptom", "周六去店里", False),
    ("serial_number", "周六能去店里吗", True), ("serial_number", "周六店里开门吗", False),
])  # fmt: skip
def test_a_wish_in_place_of_an_answer(slot: str, text: str, merely: bool) -> None:
    assert merely_wishes(slot, Heard(text, "talk_inform", 0.6)) is merely


def test_a_wish_beside_a_name_and_number_is_kept(talk: Talk) -> None:
    talk.say("我们学校要买60台iPad", "education_buy")
    talk.say("临江二中")
    assert "11:00" in talk.say(f"姓史 {PHONE} 九点半有课，十一点打可以吗") and talk.draft.facts["contact_name"] == "史"


def test_a_visit_wished_for_at_the_read_back_has_its_city(talk: Talk) -> None:
    talk.say(*SCREEN)
    talk.fill(ANSWERS, until="confirm")
    assert "到店维修" in talk.say("等等 我想去店里 天津") and talk.draft.facts["place"] == "天津"
