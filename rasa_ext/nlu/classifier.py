"""The intent of a message: linear, one against the rest, on the features beside."""

from __future__ import annotations

import hashlib
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.catalogue import Catalogue
from helpline.catalogue.device_names import DeviceNames, NamedDevice
from helpline.model.denials import denial_in
from helpline.model.text import normalise
from rasa_ext.nlu.clauses import clauses, finely, pieces
from rasa_ext.nlu.encoder import Encoder, Vectors, encode_with_parts
from rasa_ext.nlu.features import PARTS, Features
from rasa_ext.nlu.machines import Machines
from rasa_ext.nlu.onnx_writer import Graph
from rasa_ext.nlu.person_words import PersonWords
from rasa_ext.nlu.stand_ins import StandIns
from rasa_ext.nlu.the_catalogue import the_catalogue
from rasa_ext.nlu.window import UNDERSTOOD_CHARACTERS, WINDOW, begins

CLAUSES, DEVICES, FINELY = "clauses", "devices", "finely"  # what later components need not find again
DENIED = "denied"
NOTHING_SAID = "talk_unknown"
WRAPPINGS = frozenset(
    {"talk_inform", "talk_greet", NOTHING_SAID}
)  # stand around a problem and do not hide it: 「你好，我电话是……，屏幕破了」
UNSURE, CLEAR = 0.6, 0.85  # of the label

Judged = tuple[dict[str, Any], list[dict[str, Any]]]  # intent and ranking

# Rasa takes a component from its cache unless its class or its settings changed; what this one learns by lies in other files.
_LEARNS_BY = (DeviceNames, Encoder, Features, Graph, Machines, StandIns, normalise)


@dataclass(frozen=True)
class Clause:
    """A part of a message by itself: its span, intent and ranking as the classifier gives them."""

    start: int
    end: int
    intent: dict[str, Any]
    ranking: list[dict[str, Any]]


@dataclass(frozen=True)
class Finely:
    """All clauses of a message: where they stand, how the machines take them, and their vectors from the pass over the message.

    `whole` and `of_whole` are the text and the vector of all of it.
    """

    spans: list[tuple[int, int]]
    texts: list[str]
    vectors: Vectors | None
    whole: str = ""
    of_whole: Vectors | None = None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Sets `intent` and `intent_ranking`.

    The label is the one whose intents together are likeliest; the intent is the likeliest of that label.
    `intent.confidence` is that of the intent, `intent.label_confidence` that of the label; both from 0 to 1. Where the words say what it is
    not about, `denied` has the intents of those and of the rest.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """As `Machines` takes them; `parts` are those of the features. `sources` is not for setting."""
        files = sorted({inspect.getfile(thing) for thing in _LEARNS_BY})
        sources = hashlib.sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()
        return {"C": 1.0, "sharpness": 4.0, "parts": list(PARTS), "sources": sources}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, catalogue: Catalogue) -> None:
        config = {**self.get_default_config(), **config}
        self._machines = Machines(cost=config["C"], sharpness=config["sharpness"], parts=config["parts"])
        self._storage = storage
        self._resource = resource
        self._labels = {intent: route.label.value for intent, route in catalogue.routes.items()}
        self._stand_ins = StandIns(catalogue)
        self._person = PersonWords(catalogue)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> IntentClassifier:
        """An untrained one. Which label an intent has, and what devices are called, is said by the catalogue."""
        return cls(config, model_storage, resource, the_catalogue())

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples with an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts = [self._stand_ins.whole(example.get(TEXT)) for example in examples]
        self._machines.fit(texts, [example.get(INTENT) for example in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._machines.learned, folder / "classifier.joblib")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Each message, and each clause of a longer one, in one batch."""
        for message in messages:
            whole = message.get(TEXT) or ""
            first = begins(whole, self._labels_of)
            message.set(WINDOW, first, add_to_output=True)
            original = whole[first : first + UNDERSTOOD_CHARACTERS]
            spans, fine = clauses(original, self._person.said), finely(original)
            named = self._stand_ins.devices(original)
            message.set(DEVICES, named)
            texts = self._stand_ins.plain(original, [(0, len(original)), *spans, *fine], named)
            own, finer = texts[1 : 1 + len(spans)], texts[1 + len(spans) :]
            vectors = encode_with_parts(texts[0], own, finer) if texts[0] else None
            texts, of_fine = texts[: 1 + len(spans)], None if vectors is None else vectors[1 + len(spans) :]
            of_whole = None if vectors is None else vectors[:1]
            message.set(FINELY, Finely([(first + start, first + end) for start, end in fine], finer, of_fine, texts[0], of_whole))
            chances = self._machines.chances(texts, None if vectors is None else vectors[: len(texts)])
            intent, ranking = self._judge(texts[0], chances[0])
            if intent["label_confidence"] < UNSURE:
                intent, ranking = self._of_the_core(original, named) or (intent, ranking)
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            parts = [
                Clause(first + start, first + end, *self._judge(text, row))
                for (start, end), text, row in zip(spans, texts[1:], chances[1:])
            ]
            message.set(CLAUSES, parts)
            message.set(DENIED, self._denied(original), add_to_output=True)
        return messages

    def _labels_of(self, texts: list[str]) -> list[tuple[str, float]]:
        """The likeliest label of each text by itself."""
        rows = self._machines.chances([self._stand_ins.whole(text) for text in texts])
        judged = [self._machines.judge(row, self._labels) for row in rows]
        return [(one.label, one.label_chance) for one in judged]

    def _denied(self, text: str) -> dict[str, Any] | None:
        """「不是问价格，是没声音」: what of, and what it is instead."""
        denial = denial_in(text)
        if denial is None:
            return None
        parts = [self._stand_ins.whole(part) for part in (denial.what, denial.rest)]
        (what, _), (rest, _) = (self._judge(part, row) for part, row in zip(parts, self._machines.chances(parts)))
        of_rest = {"rest": denial.rest, "rest_intent": rest["name"], "rest_confidence": rest["label_confidence"]}
        return {"what": denial.what, "intent": what["name"], "confidence": what["label_confidence"], **of_rest}

    def _of_the_core(self, text: str, named: list[NamedDevice]) -> Judged | None:
        """Of the one piece that says more than a greeting or a fact, where it is clear by itself: 「在吗 小红书闪退,iPhone 14」."""
        spans = pieces(text)
        if not spans:
            return None
        parts = self._stand_ins.plain(text, spans, named)
        judged = [self._judge(part, row) for part, row in zip(parts, self._machines.chances(parts))]
        told = [one for one in judged if one[0]["name"] not in WRAPPINGS]
        return told[0] if len(told) == 1 and told[0][0]["label_confidence"] >= CLEAR else None

    def _judge(self, text: str, chances: NDArray[np.float32]) -> Judged:
        if not any(character.isalnum() for character in text):
            return {"name": NOTHING_SAID, "confidence": 0.0, "label_confidence": 0.0}, []
        judgement = self._machines.judge(chances, self._labels)
        ranking = [{"name": intent, "confidence": chance} for intent, chance in judgement.ranking]
        return {**ranking[0], "label_confidence": judgement.label_chance}, ranking

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """As it was persisted."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._machines.learned = joblib.load(folder / "classifier.joblib")
        return component
