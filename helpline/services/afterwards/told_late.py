"""A fact that comes once its event has a number, and is said to belong there: a serial that was found, a plan that there is."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Acts
from helpline.model.draft import Draft
from helpline.model.event import Event
from helpline.model.receipt import received_on
from helpline.model.statements import asks_something
from helpline.model.symptom import occurrence
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.corrections.by_value import began_anew
from helpline.services.corrections.objections import DENIED
from helpline.services.corrections.wording import put_right_in_words
from helpline.services.intake.answers import Answers
from helpline.services.intake.besides import model_told
from helpline.services.intake.causes import taken_back
from helpline.services.intake.device_words import ACCESSORY
from helpline.services.intake.telling import NO_PLAN, PLAN, bought_on, lacks_plan, owns_plan
from helpline.services.intake.which_device import tells_model

_PUTS_DOWN = re.compile(
    r"补(?!贴|偿)|(?:加|添|填|写|录|输|登记?|记|备注|附|更新|放|存|带)(?:上|进|入|到|一下|下来?|一笔|个|在|着)|备注|注明|更正|(?<!不)(?:记|加|写)(?:了|吧|啊|$)"
)
_FOUND = re.compile(r"(?:查|找|看|翻|问|搜|拿)(?:到|着|见|出来)|知道了|有了")
_NUMBER = re.compile(r"序列|串行|序号|串号|imei|(?<![a-z])s/?n(?![a-z])")  # 串行 is what `normalise` makes of 序列
_HAS_PLAN = re.compile(
    r"(?:(?<!没)(?<!没有)(?<!未)(?:有|买过?了?|上了|带|开通?了|加了|购买过?了?|含)(?:的是)?|(?:手机|平板|电脑|手表|耳机|设备|机器)(?:是|好像)?(?:有|带)?)\s*(?:apple\s*care\s*(?:\+|plus)?|ac\s*\+)"
    r"|(?:apple\s*care\s*(?:\+|plus)?|ac\s*\+)[^，,。没未]{0,6}(?:买过|买了|有的|在的|有效|没过期)"
)
_ADDS = re.compile(r"(?:谢谢|多谢|好的?|嗯|哦|[，,。 ])*(?:对了|忘了说|补充|顺便说)")
# 「刚翻到发票了，是2021年12月19号买的，帮我改下」
_PUTS_RIGHT = re.compile(r"改(?:一?下|成|为|过来|正)|更正|纠正|修正|[写记说看弄填搞报]错|不对|错了|不是|其实|[翻查找看]到|[查翻]了")
_BEGAN = re.compile(r"开始|就有|才有|就这样|出现")
_SURE = 0.7
_ONE_MORE = re.compile(r"(?:哦|对了|那个?|[，, ])*(?:再|还要?)(?:加|补|记)(?:上|充)?一?[条句点笔]|补充")
_OF_ELSE = re.compile(r"保修|过保|在保|真[假伪]|正品|翻新|查一?[下查]|(?:不|没)(?:要|用|想)(?:补|加|记)|续|退|转让|理赔|取消")


def told_late(heard: Heard) -> dict[str, str]:
    """The facts of 「序列号查到了 F17XQ2M4KL1X 帮我补上」 and 「我买过AC+的，记一下」; none of a question or another trouble."""
    plain = normalise(heard.text)
    if heard.chosen or _asks_or_else(heard.text, heard.acts) or any(found.entity == "component" for found in heard.found):
        return {}
    number = heard.first("serial_number") or heard.first("imei")
    puts_down = _PUTS_DOWN.search(plain)
    if number and (puts_down or (_NUMBER.search(plain) and _FOUND.search(plain))):
        return {number.entity: str(number.value)}
    if lacks_plan(plain) and (puts_down or _ADDS.match(plain)):
        return {"plan": NO_PLAN}
    return {"plan": PLAN} if puts_down and _HAS_PLAN.search(plain) else {}


def bought_late(heard: Heard, now: datetime, *, asked: bool) -> dict[str, str]:
    """The days of 「对了，是今年五月买的」 and 「这批机器是11月18号到的货」; where nothing is `asked`, only if it says that this belongs there."""
    plain = normalise(heard.text)
    trouble = heard.intent.startswith(("hardware_report_", "safety_", "hazard_", "store_")) and heard.confidence >= _SURE
    of_invoice = heard.intent == "store_ask_invoice" and _PUTS_RIGHT.search(plain)  # it only says where the day stands
    if (
        heard.chosen
        or (trouble and not of_invoice)
        or _asks_or_else(heard.text, heard.acts)
        or any(found.entity == "component" for found in heard.found)
    ):
        return {}
    if not asked and not (_PUTS_DOWN.search(plain) or _ADDS.match(plain) or _PUTS_RIGHT.search(plain)):
        return {}
    today = now.astimezone(SHANGHAI).date()
    bought, received = bought_on(plain, today), received_on(plain, today)
    if not (bought or received):
        return {}
    plan = {"plan": NO_PLAN} if lacks_plan(plain) else {"plan": PLAN} if owns_plan(plain) else {}  # 「去年3月买的 没买AppleCare」
    return plan | ({"purchase_date": bought.text()} if bought else {}) | ({"received": received.isoformat()} if received else {})


def began_late(heard: Heard) -> dict[str, str]:
    """「补充一下，这个问题不是昨天才有的，大概是国庆节那几天开始的」, whatever it sounds like."""
    plain = normalise(heard.text)
    if heard.chosen or _asks_or_else(heard.text, heard.acts) or not _ADDS.match(plain) or not _BEGAN.search(plain):
        return {}
    since = occurrence(DENIED.sub("，", plain)).get("since")
    return {"since": str(since)} if since else {}


def anew_late(catalogue: Catalogue, event: Event, heard: Heard) -> dict[str, str]:
    """When it began and what broke it, where that is told otherwise once there is a number."""
    return began_late(heard) | cause_late(catalogue, event, heard)


def cause_late(catalogue: Catalogue, event: Event, heard: Heard) -> dict[str, str]:
    """「不是摔的，是我家娃把可乐泼上去」: another cause than the accident that was told."""
    if heard.chosen or _asks_or_else(heard.text, heard.acts):
        return {}
    cause = taken_back(catalogue, Draft(event.conversation_id, facts=dict(event.facts)), heard)
    return {"fault_cause": cause} if cause and cause != event.facts.get("fault_cause") else {}


def put_anew(event: Event, text: str) -> dict[str, Any]:
    """「是礼拜天掉的，不是礼拜六」, 「改成45台」: since when, and the words of what is wrong, as they are put right."""
    if _asks_or_else(text):
        return {}
    known = Draft(event.conversation_id, event_number=event.number, facts=dict(event.facts))
    facts = began_anew(known, text, named=True)
    new = put_right_in_words(str({**event.facts, **facts}.get("symptom") or ""), text)
    return {**facts, "symptom": new.symptom} if new else facts


def model_of(catalogue: Catalogue, answers: Answers, event: Event, heard: Heard, now: datetime) -> dict[str, Any]:
    """「16 寸的，19 年那款」, where the event knows the line."""
    line = str(event.facts.get("device_model") or "")
    known = Draft(event.conversation_id, facts={} if catalogue.device_named(line) else {"device_family": line})
    return model_told(catalogue, answers, known, heard, now)


def tells_of_model(catalogue: Catalogue, event: Event, heard: Heard) -> bool:
    """The same, be it that several models fit."""
    line = str(event.facts.get("device_model") or "")
    return not catalogue.device_named(line) and tells_model(Draft(event.conversation_id, facts={"device_family": line}), heard)


def only_charged(catalogue: Catalogue, event: Event, heard: Heard) -> bool:
    """True for 「再加一条：充电器插着也烫手」 of a device that is no accessory itself."""
    named = [found.value for found in heard.found if found.entity in ("device_model", "device_family")]
    kinds = [device.family if (device := catalogue.device_named(name)) else "" for name in (*named, str(event.facts.get("device_model")))]
    return _ONE_MORE.match(normalise(heard.text)) is not None and set(kinds[:-1]) == {ACCESSORY} != {kinds[-1]}


def put_down(work: UnitOfWork, draft: Draft, event: Event, facts: dict[str, str], now: datetime) -> None:
    """Into the event and the draft; what was found out of another serial holds no more."""
    stale = ("serial_check", "coverage") if {"serial_number", "imei"} & facts.keys() else ()
    if event.facts != (told := {**{k: v for k, v in event.facts.items() if k not in stale}, **facts}):
        event.facts = told
        event.note(now, "facts", "customer")
        work.events.update(event)
    if draft.event_number == event.number:
        draft.facts = {**{k: v for k, v in draft.facts.items() if k not in stale}, **facts}


def _asks_or_else(text: str, acts: Acts = ()) -> bool:
    """True for what asks, or is of cover or a refund, and adds nothing."""
    return asks_something(text, acts) or _OF_ELSE.search(normalise(text)) is not None
