"""Questions that customers put on the way, with an answer that holds for every repair; and what is left of the message without them."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.reply import Say

# Each question with its name, and whether it may be answered while a device is dangerous.
_QUESTIONS = (
    (
        "duration",
        r"(?:修|换|检测|处理|维修)[^，,。？?]{0,4}(?:要|得|需要|用)[^，,。？?]{0,3}(?:几天|多久|多长时间|多少天|几个小时)"
        r"|(?:几天|多久|多长时间|什么时候)[^，,。？?]{0,3}(?:能|才|可以)[^，,。？?]{0,2}(?:修好|换好|弄好|取|拿)",
        True,
    ),
    (
        "data",
        r"(?:资料|数据|照片|相册|微信|聊天记录|东西)[^，,。？?]{0,6}(?:会不会|会|还在|能不能|能)[^，,。？?]{0,6}(?:丢|没|删|清|保留|保住|在)[^，,。？?]{0,4}(?:[吗么呢]|$|[？?])"
        r"|(?:会不会|会)[^，,。？?]{0,4}(?:丢|删|清)[^，,。？?]{0,3}(?:资料|数据|照片)",
        False,
    ),
    ("fee", r"(?:检测|检查|看一下|到店)[^，,。？?]{0,6}(?:收费|收钱|要钱|免费|花钱)", True),
    ("privacy", r"(?:会不会|不会|别|是不是)[^，,。？?]{0,8}(?:泄露|骚扰|卖给|推销|打广告)", True),
)
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+[，,。；;！!？?\n]*")
_LINK = re.compile(r"^(?:对了|另外|顺便(?:问一下|问下)?|还有|那|请问|想问一下|问一下)+")


def asked_beside(heard: Heard, label: Label) -> tuple[list[Say], Heard | None]:
    """The answers to the questions in a message, and the rest of it; None where nothing is left."""
    says: list[Say] = []
    rest = heard.text
    for clause in _CLAUSE.findall(heard.text):
        plain = normalise(clause)
        asked = next(
            (name for name, words, always in _QUESTIONS if (always or label is not Label.HAZARD) and re.search(words, plain)), None
        )
        if asked is not None:
            rest = rest.replace(clause, "", 1)
            says += [] if _answered(asked) in says else [_answered(asked)]
    if not says:
        return [], heard
    rest = _LINK.sub("", rest.strip("，,。；;！!？? \n"))
    if len(rest) < 2:
        return says, None
    found = tuple(found for found in heard.found if found.text in rest)
    return says, replace(heard, text=rest, intent="talk_inform", confidence=0.6, ranking=(), found=found, problems=())


def _answered(question: str) -> Say:
    if question == "duration":
        return Say("utter_side_duration")
    if question == "data":
        return Say("utter_side_data")
    return Say("utter_side_fee") if question == "fee" else Say("utter_why_contact_phone")
