"""What a message does over all while a matter is in hand: it answers, puts right, brings another matter, puts off, gives up."""

from __future__ import annotations

from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from rasa_ext.nlu.acts import MOVES, ActTagger, read_examples

WORTH_TELLING = 0.02  # less is noise, and would make every message longer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MoveTagger(ActTagger):
    """Sets `moves`: each move that is at all likely, and its probability.

    The intent says what a message is about; in the middle of a matter that misleads: 「发票翻出来了，是 6 月 18 号」 is about an invoice and
    gives a date. The whole message is judged. Trained on `data/moves.yml`, what customers say in the middle, by what it does there.
    """

    sources: tuple[Path, ...] = (MOVES,)
    stored = "moves.joblib"
    cost, sharpness = 0.3, 3.5
    told_as = "moves"

    def _examples(self) -> list[tuple[str, str]]:
        return read_examples(self.sources[0])

    def process(self, messages: list[Message]) -> list[Message]:
        """Each message as a whole."""
        for message in messages:
            if chances := self._of_whole(message):
                told = {name: round(chance, 3) for name, chance in chances.items() if chance >= WORTH_TELLING}
                message.set(self.told_as, told, add_to_output=True)
        return messages
