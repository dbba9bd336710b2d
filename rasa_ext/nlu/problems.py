"""More than one problem in one message, each with its own words."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from helpline.catalogue import Catalogue
from helpline.catalogue.device_names import NamedDevice
from helpline.model.event import Label
from rasa_ext.nlu.classifier import CLAUSES, DEVICES, WRAPPINGS, Clause
from rasa_ext.nlu.clauses import numbered
from rasa_ext.nlu.guard import PERSON
from rasa_ext.nlu.the_catalogue import the_catalogue

PROBLEMS = "problems"
_NO_PROBLEM = frozenset({Label.SMALLTALK, Label.OUT_OF_SCOPE, Label.SERVICE})
_ORDER = {Label.HAZARD: 0, Label.SAFETY: 1, Label.HARDWARE: 3}
_BESIDES = re.compile(r"另外|还有(?:一|个|就|上|我|那|前天|昨|今|件)|顺便|对了|第二|再就是|再一个|还想问|同时还|[；;\n]")
_BEGINS = re.compile(r"[\s，,]*(?:另外|还有|除此之外|再就是|再一个)")
# 「一台充不进电，另一台屏幕不亮」
_EACH = re.compile(r"(?:^|(?<=[，,。；;、\s是]))(?:其中)?(?:有|另|另外|还有)?一[台部只块](?!不|都|也)")
_FIRST = re.compile(r"先(?:弄|说|看|修|处理|解决|办|搞|管|报)(?:一下)?(?P<what>[^，,。；;！!]{2,12})[，,。；;！!~\s]*$")
# A device that another is used with, or was before: 「用 iPhone 的充电头也充不进」.
_USED = re.compile(r"(?:用|拿|换|跟|和|与|给|连|插|接|借|比|配对?|从|在|以前|之前)[^，,。；;、\s]{0,10}$")
_USED_FOR = re.compile(r"的?(?:充电(?:头|器|线)|数据线|线|头|账|密码|id|盒子|包装|里|上)(?!充)", re.IGNORECASE)
_ACCESSORY = "accessory"
_INVOICE, _OF_INVOICE = "store_ask_invoice", re.compile(r"抬头|税号|专票|普票|纸质|电子(?:发票|版)")
# What one matter may sound like, where nothing says that there are two.
_ONE_SPHERE: tuple[set[Label], ...] = (
    {Label.ACCESSIBILITY, Label.GENERAL},
    {Label.EDUCATION, Label.ENTERPRISE},
    {Label.EDUCATION, Label.ONLINE_STORE},
    {Label.ENTERPRISE, Label.ONLINE_STORE},
)
_COMMON_NAMES = tuple(
    (re.compile(name, re.IGNORECASE), common)
    for name, common in (
        (r"(?:手机|平板|电脑|手表|耳机|iphone|ipad|mac(?:book)?|watch)的?(?:保护)?(?:壳|膜|套|包|架|带)|表带", ""),
        (r"iphone|(?<![a-z])se(?![a-z])", "手机"),
        (r"ipad", "平板"),
        (r"(?:apple )?watch", "手表"),
        (r"airpods|耳塞", "耳机"),
        (r"imac|mac(?:book)?", "电脑"),
    )
)
_NEAR = 6  # characters within which 「另外」 begins a clause
_URGENT = 1  # nobody chooses to see to something else before a danger or a fraud
_ACCOUNT_SECURITY = "general_secure_account"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Problems(GraphComponent):
    """Sets `problems`, and the message's intent to that of the first: for each its label, intent, confidence, `text`, `start` and `end`; the most urgent first.

    Danger, then fraud, then the security of an account, then hardware, then the rest as they were said. One problem where no two
    clauses speak of different labels with certainty, or of the same one with 「另外」 between them, a number before each, or each of a
    device of its own. Where the customer says which to see to first, that is the first. Where a person is
    asked for, that is the first, and what it is about follows.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """How likely the label of a clause must be for it to be a problem of its own, and where the words say that there are several."""
        return {"sure": 0.85, "sure_beside": 0.55, "sure_each": 0.4}

    def __init__(self, config: dict[str, Any], catalogue: Catalogue) -> None:
        config = {**self.get_default_config(), **config}
        self._sure, self._sure_beside, self._sure_each = (float(config[name]) for name in ("sure", "sure_beside", "sure_each"))
        self._routes = catalogue.routes

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Problems:
        """Labels come from the catalogue."""
        return cls(config, the_catalogue())

    def process(self, messages: list[Message]) -> list[Message]:
        """Each message by itself."""
        for message in messages:
            text, intent = message.get(TEXT) or "", message.get(INTENT)
            if intent:
                clauses, starts = message.get(CLAUSES) or [], numbered(text)
                named = [
                    one
                    for one in message.get(DEVICES) or []
                    if one.family != _ACCESSORY and not _USED.search(text[: one.start]) and not _USED_FOR.match(text[one.end :])
                ]
                begins = [
                    any(clause.start <= at < clause.end for at in starts) or self._other_device(clause, clauses[:i], named)
                    for i, clause in enumerate(clauses)
                ]
                each = len(_EACH.findall(text)) > 1 or bool(starts)
                wrapped = intent["name"] in (*WRAPPINGS, PERSON) or each or any(begins) or _BESIDES.search(text)
                sure = self._sure_each if each else self._sure_beside if wrapped else self._sure
                found = self._merged([(c, own) for c, own in zip(clauses, begins) if self._certain(c, sure)], text)
                found = self._of_one_sphere(found, self._label(intent["name"]), text)
                self._with_their_words(found, clauses, text)
                problems = self._with_first(found, intent, text, each)
                message.set(PROBLEMS, problems, add_to_output=True)
                self._put_first(message, problems[0])
        return messages

    def _certain(self, clause: Clause, sure: float) -> bool:
        return clause.intent["label_confidence"] >= sure and self._label(clause.intent["name"]) not in _NO_PROBLEM

    def _of_one_sphere(self, found: list[dict[str, Any]], label: Label, text: str) -> list[dict[str, Any]]:
        """Without what is of the same matter in other eyes: a hearing aid that will not pair is no trouble of the network besides."""
        kept: list[dict[str, Any]] = []
        for one in found:
            others = (label, *(Label(before["label"]) for before in kept))
            apart = _BESIDES.search(text[max(one["start"] - _NEAR, 0) : one["start"] + _NEAR])
            if apart or not any({Label(one["label"]), other} in _ONE_SPHERE for other in others):
                kept.append(one)
        return kept

    def _other_device(self, clause: Clause, before: list[Clause], named: list[NamedDevice]) -> bool:
        """True where a clause is about a device of another kind than all before it: 「电脑键盘失灵，耳机充不上电」."""
        mine = {one.family for one in named if clause.start <= one.start < clause.end}
        theirs = {one.family for one in named if any(other.start <= one.start < other.end for other in before)}
        return bool(mine and theirs) and not mine & theirs

    def _merged(self, clauses: list[tuple[Clause, bool]], text: str) -> list[dict[str, Any]]:
        """One problem a label, unless 「另外」, a number or another device begins one: the surest clause names its intent, the text reaches
        over all its clauses."""
        found: list[dict[str, Any]] = []
        for clause, own in clauses:
            label = self._label(clause.intent["name"])
            known = next((one for one in reversed(found) if one["label"] == label.value), None)
            begins = _BEGINS.match(text[clause.start :]) or _EACH.search(text[clause.start : clause.end])
            if known is None or own or (begins and known["intent"] != clause.intent["name"]):
                found.append(_problem(label, clause.intent, text, clause.start, clause.end))
                continue
            surest = clause.intent if clause.intent["label_confidence"] > known["confidence"] else None
            known |= {"end": clause.end, "text": text[known["start"] : clause.end]}
            if surest:
                known |= {"intent": surest["name"], "confidence": surest["label_confidence"]}
        return found

    def _with_their_words(self, found: list[dict[str, Any]], clauses: list[Clause], text: str) -> None:
        """What is said behind a problem and is none by itself goes with that: 「另外要采购 30 台，要能统一管理」, 「…发票，抬头是…」."""
        for before, clause in zip(clauses, clauses[1:]):
            known = next((one for one in found if one["end"] == before.end), None)
            apart = any(one["start"] <= clause.start < one["end"] for one in found)
            of_invoice = known and known["intent"] == _INVOICE and _OF_INVOICE.search(text[clause.start : clause.end])
            if known and not apart and (of_invoice or self._label(clause.intent["name"]) not in _NO_PROBLEM):
                known |= {"end": clause.end, "text": text[known["start"] : clause.end]}

    def _with_first(self, found: list[dict[str, Any]], intent: dict[str, Any], text: str, each: bool) -> list[dict[str, Any]]:
        """The problems in order of urgency, that of the whole message among them, unless each device has its own."""
        label = self._label(intent["name"])
        if found and (intent["name"] in WRAPPINGS or (each and len(found) > 1)):
            return self._in_order(found, text)
        if found and intent["name"] == PERSON:  # 「转人工，我iPhone 14充不进电」: whom it is for, and what about
            return [_problem(label, intent, text, 0, len(text)), *self._in_order(found, text)]
        if len(found) < 2 or label in _NO_PROBLEM:
            return [_problem(label, intent, text, 0, len(text))]
        alike = [problem for problem in found if problem["label"] == label.value]
        if len(alike) == 1:
            alike[0]["intent"] = intent["name"]
        unsure = float(intent.get("label_confidence", intent["confidence"])) < self._sure_each
        if not unsure and all(problem["label"] != label.value for problem in found):
            found.insert(0, _problem(label, intent, text, 0, len(text)))
        return self._in_order(found, text)

    def _in_order(self, found: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
        wanted = _FIRST.search(text)
        named = set(wanted["what"]) - set("那这的台个部件事") if wanted else set()
        alike = {id(problem): len(named & set(_called(problem["text"].replace(wanted[0] if wanted else "", "")))) for problem in found}
        most = max(alike.values(), default=0)

        def place(problem: dict[str, Any]) -> tuple[bool, bool, int, int]:
            urgency = self._urgency(problem)
            return urgency > _URGENT, not most or alike[id(problem)] < most, urgency, problem["start"]

        return sorted(found, key=place)

    def _put_first(self, message: Message, problem: dict[str, Any]) -> None:
        """The message has the intent of its most urgent problem."""
        if problem["intent"] != message.get(INTENT)["name"]:
            confidence = problem["confidence"]
            first = {"name": problem["intent"], "confidence": confidence, "label_confidence": confidence}
            rest = [rank for rank in message.get(INTENT_RANKING_KEY) or [] if rank["name"] != problem["intent"]]
            message.set(INTENT, first, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [{k: first[k] for k in ("name", "confidence")}, *rest], add_to_output=True)

    def _urgency(self, problem: dict[str, Any]) -> int:
        return 2 if problem["intent"] == _ACCOUNT_SECURITY else _ORDER.get(Label(problem["label"]), 4)

    def _label(self, intent: str) -> Label:
        return self._routes[intent].label


def _called(text: str) -> str:
    """The text with devices as customers call them, and without what only belongs to one: 「手机壳」 is no phone."""
    for name, common in _COMMON_NAMES:
        text = name.sub(common, text)
    return text


def _problem(label: Label, intent: dict[str, Any], text: str, start: int, end: int) -> dict[str, Any]:
    confidence = float(intent.get("label_confidence", intent["confidence"]))
    return {"label": label.value, "intent": intent["name"], "confidence": confidence, "text": text[start:end], "start": start, "end": end}
