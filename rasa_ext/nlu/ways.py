"""Which way on a message wants: to a store, by post, a call, the number to dial, to write, or none of them."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from rasa_ext.nlu.acts import WAYS
from rasa_ext.nlu.moves import MoveTagger


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WayTagger(MoveTagger):
    """Sets `ways`: each way that is at all likely, and its probability.

    Nobody can list how people say it: 「我自己拎去舖頭」, 「拿过去你们当面瞅瞅」, 「语音里讲」. Trained on `data/ways.yml`.
    """

    sources = (WAYS,)
    stored = "ways.joblib"
    told_as = "ways"
