"""Puts the normalised text beside the one that was typed; the latter stays for spans and for the thread."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.model.text import normalise

NORMAL_TEXT = "normal_text"
# What lies behind is kept in the thread but says no more about the topic; it would only cost time.
UNDERSTOOD_CHARACTERS = 600


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Sets `normal_text`: half-width, simplified, mainland wording, lower case, blanks folded."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Normaliser:
        """Nothing to configure."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """All examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Messages without text, such as those of other attributes, pass."""
        for message in messages:
            text = message.get(TEXT)
            if text is not None:
                message.set(NORMAL_TEXT, normalise(text[:UNDERSTOOD_CHARACTERS]))
        return messages
