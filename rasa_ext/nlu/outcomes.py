"""What a message tells of a step that is tried: that it helped, that it did not, that it was tried before, how it is done."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from helpline.model.acts import Outcome
from rasa_ext.nlu.acts import OUTCOMES, QUESTIONS, ActTagger, read_examples

OUTCOME = "outcome"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class OutcomeTagger(ActTagger):
    """Sets `outcome`: its `name` and `probability`. It has sense only while a step is tried, and nobody else asks for it.

    The whole message is judged, since 「放歌有声，闹钟还哑」 is one thing. Trained on `data/outcomes.yml`, and on some of what is asked on
    the way, which tells nothing of a step.
    """

    sources = (OUTCOMES, QUESTIONS)
    stored = "outcomes.joblib"
    cost, sharpness = 1.0, 3.5

    def _examples(self) -> list[tuple[str, str]]:
        return [*read_examples(OUTCOMES), *((text, Outcome.OTHER.value) for text, _ in read_examples(QUESTIONS)[::12])]

    def process(self, messages: list[Message]) -> list[Message]:
        """Each message as a whole."""
        for message in messages:
            if chances := self._of_whole(message):
                likeliest = max(chances, key=lambda name: chances[name])
                message.set(OUTCOME, {"name": likeliest, "probability": chances[likeliest]}, add_to_output=True)
        return messages
