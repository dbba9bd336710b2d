"""A burn: what is known to be right for the skin, whatever is done with the device, and the mark on the event that somebody is hurt."""

from __future__ import annotations

import re

from helpline.model.acts import Asks
from helpline.model.draft import Draft
from helpline.model.event import Event
from helpline.model.statements import asks_something
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.reply import Say

_INJURY = "hazard_injury"
_SKIN = r"(?:手|指|脸|胳膊|臂|腿|脚|肚子?|皮肤|身上|耳朵?|脖子|大腿)"
_BURNT = re.compile(
    rf"(?:烫|烧|灼|燎)伤|{_SKIN}[^，,。；;！!？?]{{0,6}}(?:起(?:了|个|好几个|一个|大|小|水)*泡|烫(?:红|破|起皮|熟)|烧(?:红|破|着|到))"
    rf"|(?:起|烫|烧|燎)(?:了|出|个|好几个|一个|大|小)*水?泡|(?:烫|烧|燎|灼)(?:到|着|了)(?:我|他|她|孩子|娃|我妈|我爸)?的?{_SKIN}|水泡"
)
_UNHURT = re.compile(r"(?:没|沒|没有|未|不会|会不会|差点|险些|幸好没|怕)[^，,。；;！!？?]{0,4}$")
_DRESSES = re.compile(
    r"牙膏|酱油|醬油|药膏|藥膏|烫伤膏|芦荟|獾油|香油|清油|蜂蜜|蛋清|碘[伏酒]|(?:抹|涂|擦|搽|敷)(?:点|些|上)?(?:啥|什么|药|油|膏)|挑破|扎破|戳破|破伤风|冲(?:凉|冷)水"
)

_COLD = re.compile(r"[冰冷]敷|冰块|冰袋|(?:冲|泡)[^，,。；;]{0,4}水|[凉冷冰]水")
_DEVICE = re.compile(r"手机|电池|设备|机[器子]|充电|平板|电脑|ipad|iphone|mac|watch|手表|耳机", re.IGNORECASE)


def burnt(text: str) -> bool:
    """True for 「手起泡了」 and 「烫到我手了」; not for 「没烫伤」, nor for what is only feared."""
    plain = normalise(text)
    return any(not _UNHURT.search(plain[: match.start()]) for match in _BURNT.finditer(plain))


def asks_first_aid(heard: Heard) -> bool:
    """True for 「牙膏到底能不能抹啊」, and for whoever tells of a burn: nobody who is hurt has to ask twice."""
    dresses = _DRESSES.search(normalise(heard.text)) is not None and (asks_something(heard.text, heard.acts) or asks_something(heard.text))
    return dresses or burnt(heard.text) or heard.asks_of(Asks.FIRST_AID)


def cools_skin(heard: Heard) -> bool:
    """True for 「冰敷一下可以吧」, once somebody was burnt and no device is spoken of."""
    plain = normalise(heard.text)
    return _COLD.search(plain) is not None and _DEVICE.search(plain) is None


def first_aid(text: str) -> list[Say]:
    """What a burn needs, beside what is said of the device; nothing where nobody was burnt."""
    return [Say("utter_hazard_burn")] if burnt(text) else []


def mark_injury(draft: Draft, event: Event, text: str) -> None:
    """The event of a device that smoked is one of an injury, once somebody was hurt by it."""
    if not burnt(text):
        return
    event.topic = _INJURY.removeprefix("hazard_")
    if draft.event_number == event.number:
        draft.intent = _INJURY
