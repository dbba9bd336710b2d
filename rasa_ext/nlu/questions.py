"""What a clause asks that is put on the way: how long it takes, whether data is lost, what to bring, and fifty more."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from rasa_ext.nlu.acts import ACTS, QUESTIONS, ActTagger, read_examples


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionTagger(ActTagger):
    """Adds `asks` and `asks_probability` to each clause of `acts`; what is no question has them too, and nobody asks for them.

    Trained on `data/questions.yml`.
    """

    sources = (QUESTIONS,)
    stored = "questions.joblib"
    cost, sharpness = 1.0, 4.3

    def _examples(self) -> list[tuple[str, str]]:
        return read_examples(QUESTIONS)

    def _tag(self, message: Message, spans: list[tuple[int, int]], heard: list[tuple[str, float]]) -> None:
        acts = message.get(ACTS) or []
        told = [{**act, "asks": name, "asks_probability": chance} for act, (name, chance) in zip(acts, heard)]
        message.set(ACTS, told, add_to_output=True)
