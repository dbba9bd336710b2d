"""The intent of a message: a linear model on characters, pinyin and the sentence vector."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import joblib
import numpy as np
import scipy.sparse as sparse
from pypinyin import lazy_pinyin
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from helpline.catalogue import load_catalogue
from helpline.settings import Settings
from rasa_ext.nlu.encoder import SENTENCE_VECTOR
from rasa_ext.nlu.normaliser import NORMAL_TEXT

RANKED = 10
NOTHING_SAID = "talk_unknown"


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    return lazy_pinyin(character)[0] if "\u4e00" <= character <= "\u9fff" else character


def sounds(text: str) -> list[str]:
    """Pinyin without tones, one token a character, so that homophones look alike."""
    return [_sound(character) for character in text if not character.isspace()]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Sets `intent` and `intent_ranking`.

    The label is the one whose intents together are likeliest; the intent is the likeliest of that label.
    `intent.confidence` is that of the intent, `intent.label_confidence` that of the label; both from 0 to 1.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sharpness` turns distances to the hyperplanes into probabilities; chosen by `make eval` for calibration."""
        return {"C": 1.0, "pinyin_weight": 0.7, "sharpness": 4.0}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, labels: dict[str, str]) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self._label_of = labels
        self._characters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True, dtype=np.float32)
        self._pinyin = TfidfVectorizer(analyzer=_pinyin_grams, min_df=2, sublinear_tf=True, dtype=np.float32)
        self._intents: list[str] = []
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> IntentClassifier:
        """An untrained one. Labels come from the catalogue's routes."""
        routes = load_catalogue(Settings.from_environment().catalogue_dir).routes
        return cls(config, model_storage, resource, {intent: route.label.value for intent, route in routes.items()})

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples with an intent."""
        examples = [e for e in training_data.intent_examples if e.get(NORMAL_TEXT)]
        texts = [e.get(NORMAL_TEXT) for e in examples]
        self._characters.fit(texts)
        self._pinyin.fit(texts)
        model = LinearSVC(C=self._config["C"], random_state=0)
        model.fit(self._features(examples), [e.get(INTENT) for e in examples])
        self._intents = [str(intent) for intent in model.classes_]
        self._weights = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
        self._bias = model.intercept_.astype(np.float32)
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """One message or many."""
        if messages:
            scores = np.asarray(self._features(messages) @ self._weights) + self._bias
            for message, row in zip(messages, scores):
                self._judge(message, row)
        return messages

    def _features(self, messages: list[Message]) -> sparse.csr_matrix:
        texts = [message.get(NORMAL_TEXT) or "" for message in messages]
        vectors = np.vstack([message.get(SENTENCE_VECTOR) for message in messages])
        pinyin = self._pinyin.transform(texts) * self._config["pinyin_weight"]
        return sparse.hstack([self._characters.transform(texts), pinyin, sparse.csr_matrix(vectors)], format="csr")

    def _judge(self, message: Message, scores: np.ndarray) -> None:
        if not any(character.isalnum() for character in message.get(NORMAL_TEXT) or ""):
            message.set(INTENT, {"name": NOTHING_SAID, "confidence": 0.0, "label_confidence": 0.0}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)
            return
        scaled = np.exp((scores - scores.max()) * self._config["sharpness"])
        chances = scaled / scaled.sum()
        by_label: dict[str, float] = {}
        for intent, chance in zip(self._intents, chances):
            label = self._label_of.get(intent, "")
            by_label[label] = by_label.get(label, 0.0) + float(chance)
        label = max(by_label, key=lambda key: by_label[key])
        order = sorted(range(len(chances)), key=lambda i: (self._label_of.get(self._intents[i]) != label, -chances[i]))
        first = order[0]
        rest = sorted((i for i in order if i != first), key=lambda i: -chances[i])[: RANKED - 1]
        ranking = [{"name": self._intents[i], "confidence": float(chances[i])} for i in (first, *rest)]
        message.set(INTENT, {**ranking[0], "label_confidence": by_label[label]}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            parts = (self._characters, self._pinyin, self._intents, self._weights, self._bias)
            joblib.dump(parts, folder / "classifier.joblib")

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
            parts = joblib.load(folder / "classifier.joblib")
        component._characters, component._pinyin, component._intents, component._weights, component._bias = parts
        return component


def _pinyin_grams(text: str) -> list[str]:
    tokens = sounds(text)
    return [" ".join(tokens[i : i + n]) for n in (1, 2, 3) for i in range(len(tokens) - n + 1)]
