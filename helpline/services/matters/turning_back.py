"""Which of the concerns that wait a customer turns back to: 「还是先弄屏幕的事」, 「那充电的事呢？」."""

from __future__ import annotations

import re
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft, devices_of
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.enquiries import concern
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.matters.one_matter import kind
from helpline.services.matters.parking import ANY_NAME, pairs

_BACK = re.compile(
    r"(?:先|回到|继续|接着|回头)(?:说|弄|处理|办|解决|看|修|讲|来|搞|帮我)?(?!跳|不|别|这)|还是.{1,12}(?:吧|的事|那[件个台])|(?:刚才|之前|前面|原来)(?:说的|的)?那[件个台]"
)
_THAT_ONE = re.compile(r"(?:刚才|之前|前面|原来|开始|上一?)(?:说的|的)?那?[件个台]")
# 「发票那个呢？」, 「充电的事也要处理啊」; 「屏幕多少钱呢」 asks of the screen, and turns to nothing.
_ASKS_AFTER = re.compile(
    r"^(?!.*(?:多少|什么|几|哪|能不|可以|会不|为啥)).{1,14}(?:呢|怎么办|咋办|咋整)[啊呀?？]*$|(?:的事|那[件个台边]|的问题|那块)儿?[^，,。]{0,4}(?:也|还没?|别忘|没(?:弄|办|说|处理))"
    r"|的(?:也|一起|一并|顺便)(?:请|麻烦|帮我|给我|[您你])*(?:报|登记|弄|处理|办)"
)
_REMINDS = re.compile(r"(?:别|不要|莫|甭)(?:给我|再)?(?:忘|漏|落下)|记得")
_AT_ONCE = re.compile(r"先|还是|接着|继续")
_NOT_NOW = re.compile(r"先不|不用|别(?!忘)|不管|不[弄修办处]|以后|等会|一会|错了?|不对|跳过|不是")
_WISHES_FIRST = re.compile(r"先(?:帮我|给我|把|来)?(?:说|讲|弄|修|办|处理|解决|看|搞|查|登记|问|聊)")
_NO_WISH = re.compile(r"不是|不对|错了|不急|再[说弄办处讲搞看]|不着急|(?:放|搁)(?:一?[放边下])|我说了|跟你说了|刚说")
_OF_A_FACT = re.compile(r"电话|号码|手机号|地址|时间|城市|序列号|型号|店")
_HERE = 14
_CALLED = 24  # characters in which one turns back to a matter
_SURE = 0.5


def _unnamed(heard: Heard) -> str:
    """The words without the long names of models: 「那手表呢？那个也要处理」 names it well enough."""
    text = heard.text
    for found in heard.found:
        text = text.replace(found.text, "") if found.entity == "device_model" and re.search("[a-z]", found.text, re.IGNORECASE) else text
    return normalise(text)


def wishes_first(text: str) -> bool:
    """True for 「不是取消订阅，我说了先说键盘的」: what is at hand is wanted later."""
    return _WISHES_FIRST.search(normalise(text)) is not None


def _wished(plain: str) -> str:
    """The clause with the wish: 「先说键盘的」 of 「不是取消订阅啊，我说了先说键盘的」, 「先弄发票」 of 「先弄发票，订阅回头再说」."""
    parts = [part for part in re.split(r"[，,。；;！!\s]+", plain) if part]
    first = [part for part in parts if _WISHES_FIRST.search(part)]
    return first[0] if first and all(part in first or _NO_WISH.search(part) for part in parts) else plain


def without_reminder(text: str) -> str:
    """What stands beside 「壳退货那个别忘了哈」."""
    return "，".join(part for part in re.split(r"[，,。；;！!\s]+", text) if part and not _REMINDS.search(normalise(part)))


def goes_back(text: str) -> bool:
    """True for 「接着说会员扣费那个」, whatever it is taken for."""
    plain = normalise(text)
    return _BACK.search(plain) is not None and len(plain) <= _CALLED and _NOT_NOW.search(plain) is None


class TurningBack:
    """Finds what is meant, and takes it out of what waits."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def called_back(self, draft: Draft, heard: Heard) -> dict[str, Any] | None:
        """The concern that waits and is named: 「还是先弄屏幕的事」. It waits no longer."""
        plain = _wished(whole := _unnamed(heard))
        if plain != whole:  # 「发票不急，先弄订阅」 is not of the invoice
            heard = heard.part(plain, intent="talk_inform", ranking=(), problems=())
        turns = _BACK.search(plain) or _ASKS_AFTER.search(plain)
        if heard.chosen or len(plain) > _CALLED or not turns or _NOT_NOW.search(plain):
            return None
        named = [waiting for waiting in draft.parked if self._named(draft, waiting, heard, plain)]
        if not named and len(draft.parked) == 1 and _THAT_ONE.search(plain) and not _OF_A_FACT.search(plain):
            named = draft.parked
        return self._taken(draft, named[0]) if named else self._told_with_this(draft, heard, plain)

    def reminded(self, draft: Draft, heard: Heard) -> dict[str, Any] | None:
        """The concern that waits and is not to be forgotten: 「138…，壳退货那个别忘了哈」. It waits still."""
        plain = normalise(heard.text)
        if heard.chosen or not _REMINDS.search(plain) or _AT_ONCE.search(plain):
            return None
        return next((waiting for waiting in draft.parked if self._named(draft, waiting, heard, plain)), None)

    def mentioned(self, draft: Draft, heard: Heard) -> dict[str, Any] | None:
        """The concern that waits and is spoken of, in few words, while nothing is asked: 「发票帮我弄下」."""
        plain = normalise(heard.text)
        if heard.chosen or len(plain) > _CALLED or heard.confidence < _SURE or _NOT_NOW.search(plain):
            return None
        meant = [one for one in draft.parked if one["intent"] == heard.intent and self._same_device(one, heard)]
        return self._taken(draft, meant[0]) if meant else None

    def turns_to(self, draft: Draft, heard: Heard) -> bool:
        """True where the present concern is named as the one to go on with."""
        plain, route = _wished(normalise(heard.text)), self._catalogue.routes.get(draft.intent or "")
        if route is None or heard.chosen or len(plain) > _HERE or not _BACK.search(plain) or _NOT_NOW.search(plain):
            return False
        nouns = [noun for noun, intents in self._catalogue.bare_nouns.items() if route.intent == intents[0] and len(noun) > 1]
        return any(word in plain for word in (*(pairs(route.name) - ANY_NAME), *nouns))

    def _taken(self, draft: Draft, meant: dict[str, Any]) -> dict[str, Any]:
        draft.parked = [waiting for waiting in draft.parked if waiting is not meant]
        return meant

    def _told_with_this(self, draft: Draft, heard: Heard, plain: str) -> dict[str, Any] | None:
        """What was told in one breath with the present concern, and was not kept apart then: its words, and its device, leave that."""
        route, told = concern(self._catalogue, heard.intent), str(draft.facts.get("symptom") or "")
        if route is None or route.intent == draft.intent or heard.confidence < _SURE or draft.event_number or not _ASKS_AFTER.search(plain):
            return None
        if draft.intent == "applecare_claim" and route.label in OF_A_DEVICE:
            return None  # what is claimed for is no matter of its own
        parts = [part for part in re.split(r"[，,。；;！!？?\n]|\s(?=\d\s)", told) if part]
        about = (pairs(plain) | pairs(route.name)) - ANY_NAME
        words = next((part for part in parts if about & pairs(normalise(part))), None)
        if words is None or len(parts) < 2:
            return None
        draft.facts["symptom"] = re.sub(r"^[，,。；;\s]+|[，,；;\s]+$", "", told.replace(words, "", 1))
        mine, found = self._catalogue.routes.get(draft.intent or ""), list[dict[str, Any]]()
        if mine is not None and mine.label not in OF_A_DEVICE:
            draft.facts.pop("device_options", None)
            named = {name: str(draft.facts.pop(name)) for name in ("device_model", "device_family") if draft.facts.get(name)}
            found = [{"entity": name, "value": value, "text": value, "start": 0, "end": 0} for name, value in named.items()]
        return {"intent": route.intent, "said": {"text": words.strip(), "found": found}}

    def _same_device(self, waiting: dict[str, Any], heard: Heard) -> bool:
        device, theirs = heard.first("device_model") or heard.first("device_family"), devices_of(waiting)
        return device is None or not theirs or any(kind(device.value) == kind(one) for one in theirs)

    def _named(self, draft: Draft, waiting: dict[str, Any], heard: Heard, plain: str) -> bool:
        """By what it is about, in the words of customers or in ours, or by its device."""
        intent = waiting["intent"]
        if intent not in self._catalogue.routes:
            return False
        if heard.intent == intent and heard.confidence >= _SURE and intent != draft.intent:
            return True
        nouns = [noun for noun, intents in self._catalogue.bare_nouns.items() if noun in plain and len(noun) > 1 and intents[0] == intent]
        names = pairs(self._catalogue.routes[intent].name) - ANY_NAME
        mine = pairs(self._catalogue.routes[draft.intent].name) if draft.intent in self._catalogue.routes else set()
        if intent != draft.intent and (nouns or any(pair in plain for pair in names - mine)):
            return True
        device = heard.first("device_model") or heard.first("device_family")
        theirs, ours = devices_of(waiting), devices_of({"facts": draft.facts})
        return device is not None and device.value not in ours and any(kind(device.value) == kind(one) for one in theirs)
