"""Concerns that wait while another is dealt with, and come back when it is done."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Move
from helpline.model.draft import Draft, devices_of
from helpline.model.event import Event, Label, Mode
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard, Problem
from helpline.services.afterwards.belonging import same_device, speaks_of_other
from helpline.services.afterwards.phone_anew import new_phone
from helpline.services.events import joined
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.intake.of_numbers import beside_the_number
from helpline.services.intake.telling import owns_plan
from helpline.services.matters.late_delivery import late_beside
from helpline.services.matters.one_matter import FAULTS, kind, main_fault, of_managed, of_none_to_mend, one_matter
from helpline.services.matters.segments import beside_at, in_order, others, own_part, told_first, uncounted
from helpline.services.questions.sides import asks_to_buy
from helpline.services.reply import Button, Say, choose

ANY_NAME = frozenset({"问题", "维修", "查询", "支持", "异常", "损坏", "设备", "使用", "故障", "状态", "其他", "怎么"})
_TURNS = re.compile(r"对了|等一?[等下]|稍等|慢着|先别急|那个|顺便|你好|您好|请问|哎|诶|唉|哦|噢|嗯|呃|啊|[\W_]")
_SETTLED = re.compile(
    r".{0,6}(?:不(?:用)?[弄办搞查问管]了|(?:自己|已经?|刚)?(?:找到|弄好|搞定|解决|好)了)(?:啊|哈|吧)?"
)  # 「订阅不弄了」, 「我自己找到了」
_NO_MATTER = re.compile(
    r"(?:我们?|也|都|还|那|嗯|哦|噢|喔|啊|吧|呗|呀|唉|好的?|行|对|哎|ok|这边|这样|不过|但是?|然后|就|链接|东西|不好意思|抱歉|打扰(?:您|你|一下|了)*|麻烦(?:您|你|了)*|请问|想?再?(?:多|说|问|补)(?:说|问|一)?[句下嘴]?|家里?|家中|手上|这里|这儿)*"
    r"(?:(?:没有?|未|不会|没敢)(?:点|打开|填|给|转|理|回|输|信|上当|说|接|告诉|钱|损失|事)[^，,。]{0,8}|不(?:用|要|需要)[^，,。]{0,8}|知道了?|明白了?|谢谢.{0,4}|没事了?|好|行)?(?:不过|但是?)?我?"
)
_NO_COUNT = "(?![台部只块副条]|个(?!事|问题|情况|毛病))"  # 「还有台 iPad」 is said of what one has
_MATTER = 2  # characters before 「另外」 in which a matter can be told
_WORDS = 20  # characters of a problem in the customer's own words
MATTER = 5  # the same where it was announced
BEHIND_SURE = 0.5
_DEVICES = ("device_model", "device_family")
_BEHIND = re.compile(
    r"(?:我|这边|哦|对了|[，,])*(?:还|另外|再|顺便)(?:有|想?问|想?说|咨询)(?:你|您|下|一下)?(?:一|两)?[个件]?(?:别的)?(?:事情?儿?|问题|情况|毛病)[，,：:。 ]*"
    r"|(?:我|这边)?另外[，, ]*|(?i:btw|by the way)[，, ]*|(?<=[\W\d])还有(?!没|点|些|货|多)[，, ]*|除此之外[，, ]*|(?<=[\W\d])(?:顺便|顺[嘴口带]|捎带)(?:再|想)?(?:问[下句声]?|说下?)?(?:一[下句嘴])?[，, ]*|(?<=[\W\d])对了[，, ]*"
)
TOLD = 8  # characters that another problem needs to be told in
LIKELY = 0.04
_STRONG = 0.3  # how likely a second matter is that needs no other sign: 「键盘进水」 is of the liquid
_OF_PLAN = re.compile(r"apple ?care|ac ?\+|服务计划|全方位")
_WORN = ("耳机", "手表")  # what is named as the device, and says least of the fault
_ONLY_NAMED = 5  # characters beside the name of a device that put it right: 「其实是 15 Pro」
_NOT_THAT_BUT = re.compile(r"不是(?P<old>[^，,。；;]{2,12}?)[，,；; ]*(?:而|应该|其实)?是(?P<new>.{4,60})$")
_WRONGLY = re.compile(r"不对|不是|错了?|改成|更正|应该是|其实是")
# The ways that fulfil a wish which was put by.
_VISITS = (Mode.GENIUS_BAR.value, Mode.AASP.value)
_FULFILLED = {
    "hardware_book_repair": (*_VISITS, Mode.MAIL_IN.value),
    "hardware_ask_store": _VISITS,
    "hardware_ask_mail_in": (Mode.MAIL_IN.value,),
    "service_request_call": (Mode.CALL_BACK.value,),
    "service_request_human": tuple(mode.value for mode in Mode),
}


class Parking:
    """Remembers the second problem, and brings it back."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def park(self, draft: Draft, heard: Heard, route: Route) -> Say:
        """Keep what was said of another problem."""
        draft.park({"intent": route.intent, "said": heard.kept()})
        return Say("utter_parked", {"topic": route.name})

    def park_once(self, draft: Draft, heard: Heard, route: Route) -> tuple[Say, bool]:
        """The same in the middle of a form; true where it waits already. Nothing is pressed on who reads what was collected."""
        waits, told = len(draft.parked), self.park(draft, heard, route)
        return told, len(draft.parked) == waits and draft.asking != "confirm"

    def put_right(self, draft: Draft, heard: Heard) -> dict[str, Any] | None:
        """「不是系统更新，是我妈 iPad 连不上 Wi-Fi 那个」: what waits, taken out, as it is meant; None where the words are of nothing that waits."""
        swapped = _NOT_THAT_BUT.search(heard.text)
        if swapped is None or not draft.parked or heard.chosen:
            return None
        named = self.waiting_of(draft, heard) or draft.parked[0]
        wrong = {pair for intent in (named["intent"], heard.intent) for pair in self._pairs_of(intent)}
        meant = self.intent_of(swapped["new"], heard, but="" if self.waiting_of(draft, heard) else named["intent"])
        if meant is None or not any(pair in normalise(swapped["old"]) for pair in wrong):
            return None
        draft.parked = [waiting for waiting in draft.parked if waiting is not named]
        return self.told_more({**named, "intent": meant}, heard, swapped["new"])

    def other_device(self, draft: Draft, event: Event, heard: Heard) -> tuple[Say, Heard | None] | None:
        """After the number, what is said of another device: it waits for an event of its own. With the rest of the message."""
        named = [found for found in heard.found if found.entity in ("device_model", "device_family")]
        others = [found for found in named if not same_device(self._catalogue, event, found.value)]
        at = _clause_of(heard.text, others[0].start) if others else 0
        if any(asks_to_buy(heard, clause, other=bool(others)) for clause in re.split("[，,。；;！!？?]", heard.text)):
            return None  # it is answered on the way
        clause, rest = heard.text[at:].strip(), heard.text[:at].strip(" ，,。；;、")
        matter = beside_the_number(clause) if new_phone(heard.text) else clause
        if not (matter or heard.surely(Move.BRINGS)) or (matter != clause and self.intent_of(matter, replace(heard, ranking=())) is None):
            return None  # 「那个是我上班的手机，用 …」: the device only says why
        if (
            not speaks_of_other(self._catalogue, event, heard)
            or len(others) < len(named)
            or _WRONGLY.search(heard.text)
            or len(heard.text) - len(others[0].text) <= _ONLY_NAMED
        ):
            return None
        waits = next((one for one in draft.parked if any(kind(others[0].value) == kind(device) for device in devices_of(one))), None)
        if waits is None and (intent := self.intent_of(clause, heard)) is not None:
            draft.park(waits := {"intent": intent, "said": self._part(heard, clause).kept()})
        elif waits is not None:
            waits.update(self.told_more(waits, heard, clause))
        if waits is None:
            return None
        told = Say("utter_parked", {"topic": self._catalogue.routes[waits["intent"]].name})
        return told, replace(self._part(heard, rest), intent="talk_inform") if rest else None

    def _pairs_of(self, intent: str) -> set[str]:
        return pairs(self._catalogue.routes[intent].name) - ANY_NAME if intent in self._catalogue.routes else set()

    def waiting_of(self, draft: Draft, heard: Heard) -> dict[str, Any] | None:
        """The concern that waits about the device that is named."""
        device = heard.first("device_model") or heard.first("device_family")
        mine = kind(device.value) if device else ""
        return next((one for one in draft.parked if any(kind(named) == mine for named in devices_of(one))), None) if mine else None

    def told_more(self, waiting: dict[str, Any], heard: Heard, words: str) -> dict[str, Any]:
        """What waits, with what is said of it now."""
        if "facts" in waiting:  # begun already
            return {**waiting, "facts": {**waiting["facts"], "symptom": joined(str(waiting["facts"].get("symptom") or ""), words)}}
        part, said = self._part(heard, words), waiting.get("said") or {}
        text = joined(str(said.get("text", "")), words)
        found = [one for one in part.kept()["found"] if one["entity"] == "device_model"] or list(said.get("found", []))
        return {**waiting, "said": {"text": text, "found": found}}

    def _part(self, heard: Heard, words: str) -> Heard:
        return heard.part(words, problems=())

    def intent_of(self, words: str, heard: Heard, *, but: str = "") -> str | None:
        """What a clause by itself is about: by its nouns, else as the whole was understood, the likeliest first."""
        plain = re.sub(r"[\s-]", "", normalise(words))
        nouns = [noun for noun, intents in self._catalogue.bare_nouns.items() if noun in plain and intents[0].startswith(FAULTS)]
        nouns.sort(key=lambda noun: (noun in _WORN, -len(noun)))  # 「耳机连不上蓝牙」 is of the connection
        by_noun = next((found for noun in nouns if (found := self._catalogue.bare_nouns[noun][0]) != but), None)
        routes = self._catalogue.routes
        likely = (
            n for n, chance in heard.ranking if chance >= LIKELY and n != but and n in routes and routes[n].event and not routes[n].talk
        )
        return by_noun or next((name for name in likely if routes[name].label in OF_A_DEVICE), None)

    def apart(self, heard: Heard) -> Heard:
        """「屏幕碎了，另外我那台 iPad 也充不进电」: what stands behind 「另外」 and names a device of its own is a problem of its own."""
        if (late := late_beside(heard)) is not None:
            return late
        owned = [one for one in heard.problems if one.intent.startswith("applecare_") and owns_plan(normalise(one.text))]
        if one_matter(heard) or (owned and len(heard.problems) == len(owned) + 1 and heard.intent not in [one.intent for one in owned]):
            return replace(
                heard, intent=of_managed(heard) or of_none_to_mend(heard) or main_fault(heard), problems=()
            )  # 「后盖裂了，设备购有AppleCare+」 wishes for no plan
        beside = beside_at(heard.text)
        if heard.problems or beside is None or len(heard.text) - beside < TOLD:
            return heard
        if len(_TURNS.sub("", normalise(heard.text[:beside]))) < _MATTER:  # 「对了还有个事，我这个苹果11…」 is one
            return heard
        if _tells_none(heard.text[:beside]):
            return heard.part(re.sub(rf"^(?:另外|还有{_NO_COUNT})(?:有?[一个]*事儿?)?[，, ]*", "", heard.text[beside:]))
        devices = [found for found in heard.found if found.entity in ("device_model", "device_family")]
        before = {kind(found.value) for found in devices if found.start < beside}
        behind = next((kind(found.value) for found in devices if found.start >= beside), None)
        if behind is None or behind in before:
            return heard
        label = self._catalogue.routes[heard.intent].label
        likely = [name for name, chance in heard.ranking if chance >= LIKELY and name in self._catalogue.routes and name != heard.intent]
        first, second = _before(heard.text[:beside]), heard.text[beside:]
        noun = self.intent_of(second, replace(heard, ranking=()))
        elsewhere = (
            noun if noun and self._catalogue.routes[noun].label is not label else None
        )  # 「iPad 连不上 Wi-Fi」 beside a broken screen
        unlike = likely[0] if likely and noun is None and self._catalogue.routes[likely[0]].label is not label else None
        same = unlike or next((name for name in likely if self._catalogue.routes[name].label is label), noun or heard.intent)
        strong = next((name for name, chance in heard.ranking[1:3] if chance >= _STRONG and name in likely), None)
        plan = next((name for name in likely if name.startswith("applecare_") and _OF_PLAN.search(normalise(second))), None)
        other = plan or strong or self._of_part(heard, beside, label) or elsewhere or same
        mine, names = heard.intent, {name: self._catalogue.routes[name].name for name in (heard.intent, other)}
        mine, other = (other, mine) if told_first(first, names[mine], names[other], second) else (mine, other)
        return replace(heard, intent=mine, problems=(Problem(mine, first), Problem(other, second)))

    def first_of(self, heard: Heard, route: Route) -> tuple[Heard, Heard, Route]:
        """The part of the first matter, the whole with all of them, and what the first is about, where that is another than `route`."""
        whole = in_order(self.apart(heard), self._catalogue.routes)
        another = (whole.problems or of_none_to_mend(heard)) and whole.intent != heard.intent
        return own_part(whole), whole, self._catalogue.routes[whole.intent] if another else route

    def behind(self, draft: Draft, heard: Heard) -> tuple[Heard, Heard, Route] | None:
        """A matter told behind an answer, of another device or of another kind: the answer, the matter, and what it is taken for."""
        begins = _BEHIND.search(heard.text)
        if begins is None:
            return None
        clauses = re.findall(r"[^，,。；;！!？?\n]+[，,。；;！!？?\n]*", heard.text[begins.end() :])
        numbers = [found.text for found in heard.found if found.entity in ("contact_phone", "serial_number", "order_number")]
        words = "".join(clause for clause in clauses if not any(number in clause for number in numbers))
        rest, second = heard.text[: begins.start()].strip(" ，,。；;"), self._part(heard, words.strip(" ，,。；;"))
        rest = "，".join(part for part in (rest, *(one for one in clauses if any(number in one for number in numbers))) if part)
        mine = devices_of({"facts": draft.facts}) | {found.value for found in heard.found if found.start < begins.start()}
        other = {kind(found.value) for found in second.found if found.entity in _DEVICES} - {kind(device) for device in mine}
        understood, at_hand = self._catalogue.routes.get(heard.intent), self._catalogue.routes.get(draft.intent or "")
        sure = understood is not None and understood.event and not understood.talk and heard.confidence >= BEHIND_SURE
        intent = heard.intent if sure else self.intent_of(words, heard) if other else None
        route = self._catalogue.routes.get(intent or "")
        if route is None or at_hand is None or len(words) < MATTER or not rest or not (other or route.label is not at_hand.label):
            return None
        return replace(self._part(heard, rest), intent="talk_inform"), second, route

    def _of_part(self, heard: Heard, start: int, label: Label) -> str | None:
        """The matter of the part that is named: 「还有我手机电池不耐用」 is none of earphones, which were spoken of before."""
        parts = [found.value for found in heard.found if found.entity == "component" and found.start >= start]
        intents = [intent for part in parts for intent in self._catalogue.bare_nouns.get(part, ())]
        return next((intent for intent in intents if self._catalogue.routes[intent].label is label), None)

    def park_others(self, draft: Draft, heard: Heard) -> list[Say]:
        """Keep the further problems of a message; the first is what it is taken for. Two are named, more are listed."""
        kept: list[str] = []
        for problem in map(self._as_meant, others(heard)):
            route = self._catalogue.routes[problem.intent]
            if route.event and not route.first:
                found = tuple(found for found in heard.found if found.text in problem.text)
                self.park(draft, Heard(_told(uncounted(problem.text)), problem.intent, 1.0, found=found), route)
                kept.append(self._called(draft, problem))
        if len(kept) > 1:
            return [Say("utter_parked_list", {"topics": "、".join(f"「{name}」" for name in kept)})]
        return [Say("utter_parked", {"topic": kept[0]})] if kept else []

    def _as_meant(self, problem: Problem) -> Problem:
        """What is understood as a wish about the system, and names a fault: 「iPad 更新完连不上 Wi-Fi」 is of the connection."""
        if not problem.intent.startswith("general_") or problem.intent.startswith((*FAULTS, "general_fix_", "general_ask_")):
            return problem
        fault = self.intent_of(problem.text, Heard(problem.text, problem.intent, 1.0))
        return replace(problem, intent=fault) if fault else problem

    def _called(self, draft: Draft, problem: Problem) -> str:
        """What it is about; in the customer's words where the first is about the same."""
        return shorten(_told(problem.text), _WORDS) if problem.intent == draft.intent else self._catalogue.routes[problem.intent].name

    def bring_back(self, draft: Draft) -> list[Say]:
        """Offer the concern that has waited longest, if one has."""
        draft.parked = [waiting for waiting in draft.parked if waiting["intent"] in self._catalogue.routes and not _done(draft, waiting)]
        if not draft.parked or draft.asking:
            return []
        route = self._catalogue.routes[draft.parked[0]["intent"]]
        draft.choices, draft.resuming = [route.intent], True
        titles = self._catalogue.buttons
        buttons = (choose("topic", route.intent, titles["resume"]), Button(titles["not_now"], "/talk_bye"))
        return [Say("utter_parked_next", {"topic": route.name}, buttons)]

    def answered(self, draft: Draft, *, wanted: bool) -> dict[str, Any] | None:
        """The concern that was offered, no longer waiting; None where the customer does not want it."""
        draft.choices, draft.resuming = [], False
        waiting = draft.parked.pop(0)
        return waiting if wanted else None


def _told(words: str) -> str:
    """What is told, without the 「另外」 before it."""
    return re.sub(rf"^(?:另外|[还還]有{_NO_COUNT}|[对對]了|[顺順]便)[，, ]*", "", words.strip(" ，,。；;、"))


def _done(draft: Draft, waiting: dict[str, Any]) -> bool:
    """True for a mere wish that what was arranged just now has fulfilled: a visit is booked, 「预约维修」 is not offered once more."""
    other = devices_of(waiting) - devices_of({"facts": draft.facts})
    modes = _FULFILLED.get(waiting["intent"], ())
    same = waiting.get("event_number") in (None, draft.event_number) or waiting["intent"] == "service_request_human"
    return draft.handed_over and same and not other and draft.mode in modes


def _before(words: str) -> str:
    """The first matter, without what leads to the second: 「屏幕裂了，那我」 before 「还有台 iPad…」."""
    return re.sub(r"[，,。；;、！!\s]+(?:那|我|而且|就是)+$", "", words.strip(" ，,。；;、还有就是")).strip(" ，,。；;、")


def _tells_none(words: str) -> bool:
    """True for 「我没点进去，不用登记了吧？不过我」 before 「另外」: it denies and thanks, and tells of no matter."""
    return all(
        _NO_MATTER.fullmatch(part) or _SETTLED.fullmatch(part) for part in re.split(r"[，,。；;！!？?\s]+", normalise(words)) if part
    )


def _clause_of(text: str, at: int) -> int:
    """Where the clause begins that holds the place."""
    return max((found.end() for found in re.finditer(r"[，,。；;！!？?\n]", text[:at])), default=0)


def pairs(name: str) -> set[str]:
    """Each two characters that stand together."""
    return {name[at : at + 2] for at in range(len(name) - 1)}
