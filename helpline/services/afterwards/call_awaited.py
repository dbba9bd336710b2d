"""Whoever waits for the call that is arranged and asks where it stays: when it comes is told, and nothing is arranged anew."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.event import Event, Mode
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services import events

SHORT = 24  # characters
_AWAITS = re.compile(
    r"^(?:(?:你们?|您|客服|顾问|喂|哎|诶|欸|那|请问|到底|这|说好的?)[，,。.!！?？~\s]*)*(?:"
    r"人(?:呢|在哪[里儿]?|去哪了?|咧|捏)|(?:还)?有(?:没有)?个?人(?:吗|么|嘛|没有?|在|呢|$)|(?:怎么|咋|为什么|为啥)[^，,。]{0,4}(?:没|不)[^，,。]{0,4}(?:人|打|来电|回电|电话|联系|动静|响)"
    r"|(?:还|都|一直)(?:没|不)(?:有?人)?(?:给我|跟我)?(?:打|来电|回电|联系)|(?:电话|回电)(?:呢|咧|怎么还?没)|(?:打|回)(?:了|过来|来)?(?:没有?|吗|不打)"
    r"|(?:我)?不是(?:已经|都|早就?|刚刚?|才)*(?:说|约|订|定|安排|讲|答应)[^，,。]{0,12}(?:吗|么|嘛|的吗)"
    r"|(?:已经|早就?|刚刚?|才)(?:约|订|定|安排)(?:了|好|过)[^，,。]{0,8}(?:啊|呀|的)?)[^，,。]{0,6}[啊呀呢吗嘛了吧?？!！。.~\s]*$"
)


def awaits_call(event: Event, heard: Heard, now: datetime) -> bool:
    """True for 「人呢」, 「怎么还没打」 and 「我不是已经约了马上打吗」 while a call is arranged."""
    calls = event.hand_off is not None and event.hand_off.mode is Mode.CALL_BACK and events.is_live(event, now)
    plain = normalise(heard.text).strip()
    return calls and len(plain) <= SHORT and _AWAITS.search(plain) is not None
