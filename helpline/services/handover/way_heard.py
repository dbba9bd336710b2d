"""The way on that a message wants, as it is understood: the words are asked where that is not plain."""

from __future__ import annotations

import re

from helpline.model.acts import SURE, Move, Way
from helpline.model.event import Mode
from helpline.model.phone import find_phone
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.handover.wishes import wanted_mode

CERTAIN = 0.9  # from which it is believed against the words
LIKELY = 0.5  # from which the way that is understood is oftener right than the words

_ANOTHER_NUMBER = re.compile(
    r"(?:电话|手机|号码?|联系方式)[^，,。；;\d]{0,10}(?:[改换错反]|更[正新]|不对|有误|不是|应)|[改换更](?:一?[下个])?(?:成|为|用|打|我的?)*(?:电话|手机|号码?|1[3-9]\d{9})"
)
# What only names the number, and wishes for no call.
_OF_THE_NUMBER = re.compile(r"(?:联系|手机)?(?<![打回来致去个接])电话号?码?(?!联系|沟通|里说)|(?<![给要发有])号码(?!给我|发我|告诉)")


def way_of(heard: Heard) -> Mode | None:
    """The way that a message wants where one was asked for: as it is understood, and by its words where that is not plain."""
    way, words = max(heard.ways, key=lambda one: heard.ways[one], default=None), wanted_mode(heard.text)
    person = way is Way.CHAT and heard.intent == "service_request_human"  # who is asked how they would like to reach one
    phone = find_phone(heard.text)
    if phone and (heard.surely(Move.CORRECTS) or _ANOTHER_NUMBER.search(normalise(heard.text))):
        beside = heard.text[: phone.start] + heard.text[phone.end :]
        return wanted_mode(_OF_THE_NUMBER.sub("", normalise(beside)))  # 「方才电话报反了，应是 …」, 「打 … 给我吧」
    if way is None or person:
        return words
    if way in (Way.OTHER, Way.NONE):
        of_none = heard.ways[way] >= SURE and not heard.hardly(Move.ASKS, Move.WAITS, Move.VENTS)
        return None if of_none else words
    return Mode(way.value) if heard.ways[way] >= (LIKELY if words in (None, Mode(way.value)) else SURE) else words


def sure_way(heard: Heard) -> Mode | None:
    """The way that a message surely wants; None where it is not sure, or speaks of none."""
    way = heard.way()
    return None if way in (None, Way.OTHER, Way.NONE) else Mode(way.value)


def understood_way(heard: Heard) -> Mode | None:
    """The way that a message surely turns to, where it surely moves what is arranged: 「不寄了，礼拜天自己坐车去店里」."""
    calls_us = heard.ways.get(Way.LINE_NUMBER, 0.0) >= CERTAIN and not heard.surely(Move.ASKS)  # 「畀个号码我，我得闲自己打」
    way = sure_way(heard) if calls_us or heard.surely(Move.REARRANGES, Move.CORRECTS) else None
    if way is None:
        return None
    doubted = wanted_mode(heard.text) not in (None, way) and heard.ways[Way(way.value)] < CERTAIN  # 「我说的是寄修，不是打电话」
    return None if doubted else way


def rearranges(heard: Heard) -> bool:
    """True where a message surely moves what is being arranged, or turns to another way, and so adds nothing to the matter."""
    return heard.surely(Move.REARRANGES) or understood_way(heard) is not None
