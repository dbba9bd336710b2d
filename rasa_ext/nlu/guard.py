"""A second look at danger, fraud and the wish for a person that does not hang on the classifier of the whole alone.

Wins, in this order: words of danger with at least a suspicion of the classifier, in the whole or in one sentence; then the same
for fraud; then the wish for a person in a clause of its own (「转人工，我iPhone 14充不进电」); then the classifier. Without such words, danger and fraud need the classifier to be sure. A danger that is only denied is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from helpline.catalogue import Catalogue
from helpline.model.event import Label
from helpline.model.text import normalise
from rasa_ext.nlu.classifier import CLAUSES, CLEAR, Clause
from rasa_ext.nlu.clauses import LONGEST_IN_PIECES
from rasa_ext.nlu.person_words import PersonWords, any_of
from rasa_ext.nlu.the_catalogue import the_catalogue
from rasa_ext.nlu.window import UNDERSTOOD_CHARACTERS, WINDOW

FIRST = ("hazard", "safety")
PERSON, TOLD = "service_request_human", "talk_inform"
TERSE = 4  # characters; so little without a word of danger or fraud is neither: 「烟台」
SURELY = 0.75  # what a message needs in which something harmless is told, and no word of danger
SURE = 0.6  # what one clause alone must reach, words and all
_DENIED = r"(?<!差点)(?<!差点儿)(?<!险些)(?:没有?|未|无|不)(?:再|见|有|任何|什么|闻到|看到|看见|发现|出现|明显){0,2}"  # 「没有冒烟」 speaks of smoke, and of none
# What was done to a device, and whom one called in vain: where no word of danger or fraud stands beside it, it tells of neither.
_HANDLED = re.compile(
    r"(?:电池|干电池)(?:我|也|都|已经?|自己|刚|去年|前[天年]|早就?|全|新)*(?:换|拔|取|装|抠|拿)(?:过|了|下来|出来)"
    r"|换(?:过|了)[^，,。；;！!？?]{0,6}(?:电池|芯)|(?:酒精|棉签|湿巾|棉片|清洁剂|牙签|纸巾|气吹)[^，,。；;！!？?]{0,8}(?:擦|清|抠|掏|吹|洗)"
)
_CALLED_IN_VAIN = re.compile(
    r"(?:打|拨)[^，,。；;！!？?]{0,4}(?:你们?|您|400|客服|热线|官方|苹果)[^，,。；;！!？?]{0,16}(?:没人|无人|打不通|打不进|不接|占线|没有人|不管)"
    r"|(?:你们|客服|热线|400)[^，,。；;！!？?]{0,10}(?:打不通|打不进|占线|没人[接理管])|(?:没人|没有人|无人)(?:来|给我|跟我)?(?:管|理|接|处理|搭理)"
)


@dataclass(frozen=True)
class Watch:
    """The words of one label, and how likely the classifier must find it with and without them."""

    label: str
    words: re.Pattern[str]
    denied: re.Pattern[str] | None  # the words where they are denied; None where a denial says nothing
    other: re.Pattern[str]  # what is of something else, where none of the words are said
    with_words: float
    without_words: float


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Guard(GraphComponent):
    """Raises or lowers the first intent of the ranking; the ranking itself stays."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Probabilities chosen by hand with the contrast pairs in view, so those measure the guard too kindly."""
        return {"with_words": 0.25, "without_words": 0.4}

    def __init__(self, config: dict[str, Any], catalogue: Catalogue) -> None:
        config = {**self.get_default_config(), **config}
        self._labels = {intent: route.label.value for intent, route in catalogue.routes.items()}
        self._harmless = any_of(catalogue.harmless)
        danger, fraud = any_of(catalogue.danger), any_of(catalogue.fraud)
        self._person = PersonWords(catalogue)
        thresholds = config["with_words"], config["without_words"]
        denied = re.compile(f"{_DENIED}(?:{danger.pattern})")
        self._watches = [
            Watch("hazard", danger, denied, _HANDLED, *thresholds),
            Watch("safety", fraud, None, _CALLED_IN_VAIN, *thresholds),
        ]

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> Guard:
        """Words come from the catalogue."""
        return cls(config, the_catalogue())

    def process(self, messages: list[Message]) -> list[Message]:
        """Each message by itself."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY)
            if ranking:
                self._look_again(message, ranking)
        return messages

    def _look_again(self, message: Message, ranking: list[dict[str, Any]]) -> None:
        text = message.get(TEXT) or ""
        for watch in self._watches:
            first = message.get(WINDOW) or 0
            evidence = self._evidence(watch, text, first, ranking, message.get(CLAUSES) or [])
            if evidence is not None:
                self._set(message, evidence, {watch.label})
                return
        if self._labels[message.get(INTENT)["name"]] in FIRST:
            self._set(message, ranking, set(self._labels.values()) - set(FIRST))
        else:
            self._hear_wish_for_person(message, text)

    def _hear_wish_for_person(self, message: Message, text: str) -> None:
        """Put the wish first where a clause of its own tells it; where it is only denied, what the other clauses say."""
        clauses: list[Clause] = message.get(CLAUSES) or []
        wished = message.get(INTENT)["name"] == PERSON
        if wished and self._person.of_being_called(text):
            ranking = [rank for rank in message.get(INTENT_RANKING_KEY) if rank["name"] != PERSON]
            told = next((rank for rank in ranking if rank["name"] == TOLD), {"name": TOLD, "confidence": CLEAR})
            self._set(message, [told, *(rank for rank in ranking if rank is not told)], set(self._labels.values()))
            return
        if self._person.denied(text):
            if wished:
                others = [
                    c for c in clauses if c.ranking and c.ranking[0]["name"] != PERSON and not self._person.denied(text[c.start : c.end])
                ]
                surest = max(others, key=lambda c: float(c.intent["label_confidence"]), default=None)
                ranking = surest.ranking if surest else message.get(INTENT_RANKING_KEY)
                self._set(message, ranking, set(self._labels.values()), not_this=PERSON)
            return
        if wished or self._labels[message.get(INTENT)["name"]] == Label.SERVICE.value:
            return
        # in the middle of a long story it is told, not wished: 「…申诉被驳回，人工也找不到，…」
        for clause in clauses if len(text) <= LONGEST_IN_PIECES else [*clauses[:1], *clauses[-1:]]:
            first = clause.ranking[0] if clause.ranking else None
            if first and first["name"] == PERSON and first["confidence"] >= CLEAR and self._person.said(text[clause.start : clause.end]):
                rest = [rank for rank in message.get(INTENT_RANKING_KEY) if rank["name"] != PERSON]
                message.set(INTENT, {**first, "label_confidence": clause.intent["label_confidence"]}, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [first, *rest], add_to_output=True)
                return

    def _evidence(
        self, watch: Watch, text: str, first: int, ranking: list[dict[str, Any]], clauses: list[Clause]
    ) -> list[dict[str, Any]] | None:
        """The ranking that shows the label: of the whole message, or of one clause in which word and classifier agree."""
        plain = normalise(text[first : first + UNDERSTOOD_CHARACTERS])
        said = self._says(watch, plain)
        if not said and len(text.strip()) <= TERSE:
            return None
        if not said and watch.denied and watch.denied.search(plain):
            others = [clause for clause in clauses if not watch.denied.search(normalise(text[clause.start : clause.end]))]
            return next((clause.ranking for clause in others if self._chance(watch, clause.ranking) >= SURE), None)
        told_else = not said and watch.other.search(plain) is not None
        if self._chance(watch, ranking) >= (watch.with_words if said else SURELY if told_else else watch.without_words):
            return ranking
        for clause in clauses if said else []:
            if self._says(watch, normalise(text[clause.start : clause.end])) and self._chance(watch, clause.ranking) >= SURE:
                return clause.ranking
        return None

    def _says(self, watch: Watch, plain: str) -> bool:
        plain = self._harmless.sub(" ", plain)
        return watch.words.search(watch.denied.sub(" ", plain) if watch.denied else plain) is not None

    def _chance(self, watch: Watch, ranking: list[dict[str, Any]]) -> float:
        return float(sum(rank["confidence"] for rank in ranking if self._labels[rank["name"]] == watch.label))

    def _set(self, message: Message, ranking: list[dict[str, Any]], labels: set[str], not_this: str = "") -> None:
        """Put the likeliest intent of these labels first."""
        first = next((rank for rank in ranking if self._labels[rank["name"]] in labels and rank["name"] != not_this), None)
        if first is None:
            return
        label = self._labels[first["name"]]
        chance = sum(rank["confidence"] for rank in ranking if self._labels[rank["name"]] == label)
        message.set(INTENT, {**first, "label_confidence": chance}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [first, *(rank for rank in ranking if rank is not first)], add_to_output=True)
