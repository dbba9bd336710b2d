"""What each clause of a message does: it asks, tells what is wrong, answers, wishes, takes back, refuses, or only fills."""

from __future__ import annotations

import hashlib
import inspect
import re
from pathlib import Path
from typing import Any

import joblib
import rasa.shared.utils.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from helpline.model.acts import Asks, Does, Move, Outcome, Way
from helpline.settings import ROOT
from rasa_ext.nlu.classifier import FINELY, Finely
from rasa_ext.nlu.encoder import Encoder
from rasa_ext.nlu.features import Features, encode
from rasa_ext.nlu.machines import Machines
from rasa_ext.nlu.stand_ins import StandIns
from rasa_ext.nlu.the_catalogue import the_catalogue

ACTS = "acts"
# No `nlu` stands in them, so that Rasa's importer leaves them alone.
EXAMPLES, QUESTIONS, OUTCOMES, MOVES, WAYS = (ROOT / "data" / f"{name}.yml" for name in ("acts", "questions", "outcomes", "moves", "ways"))
_LEARNS_BY = (Encoder, Features, Machines, StandIns)  # beside the examples: see the classifier
_NAMES: dict[Path, type[Does] | type[Asks] | type[Outcome] | type[Move] | type[Way]] = {
    EXAMPLES: Does,
    QUESTIONS: Asks,
    OUTCOMES: Outcome,
    MOVES: Move,
    WAYS: Way,
}
_MARK = re.compile(r"[，,。；;！!？?\n].*\w")  # with more behind it
_CODE = re.compile(r"(?=[a-z]*\d)[a-z\d]{8,}")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActTagger(GraphComponent):
    """Sets `acts`: `start`, `end`, `act` and `probability` of each clause in order of place.

    Trained on `data/acts.yml`, and on some of what `data/questions.yml` asks. `sharpness` is such that what is held for likelier than 0.7 is
    right in more than nine of ten.
    """

    sources: tuple[Path, ...] = (EXAMPLES, QUESTIONS)
    stored = "acts.joblib"
    cost, sharpness = 0.3, 2.5

    @classmethod
    def get_default_config(cls) -> dict[str, Any]:
        """As `Machines` takes them. `sources` is not for setting."""
        files = [*sorted({inspect.getfile(thing) for thing in _LEARNS_BY}), *map(str, cls.sources)]
        sources = hashlib.sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()
        return {"C": cls.cost, "sharpness": cls.sharpness, "sources": sources}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, stand_ins: StandIns) -> None:
        config = {**self.get_default_config(), **config}
        self._machines = Machines(cost=config["C"], sharpness=config["sharpness"])
        self._storage = storage
        self._resource = resource
        self._stand_ins = stand_ins

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> ActTagger:
        """An untrained one."""
        return cls(config, model_storage, resource, StandIns(the_catalogue()))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the clauses of the `sources`."""
        examples = self._examples()
        texts = [self._stand_ins.whole(text) for text, _ in examples]
        self._machines.fit([shaped(text) for text in texts], [name for _, name in examples], encode(texts))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._machines.learned, folder / self.stored)
        return self._resource

    def _examples(self) -> list[tuple[str, str]]:
        # Every third of one clause: with all of them a third of what is told would be taken for asked.
        asked = [text for text, _ in read_examples(QUESTIONS) if not _MARK.search(text)][::3]
        return [*read_examples(), *((text, Does.QUESTION.value) for text in asked)]

    def process(self, messages: list[Message]) -> list[Message]:
        """All clauses of a message at once, with the vectors that the classifier had made for them."""
        for message in messages:
            fine: Finely | None = message.get(FINELY)
            if fine and fine.spans:
                chances = self._machines.chances([shaped(text) for text in fine.texts], fine.vectors)
                self._tag(message, fine.spans, [(self._machines.names[int(row.argmax())], float(row.max())) for row in chances])
        return messages

    def _of_whole(self, message: Message) -> dict[str, float] | None:
        """The chance of each name for a message as a whole, with the vector that the classifier had made for it; None where it says nothing."""
        fine: Finely | None = message.get(FINELY)
        if not (fine and fine.whole):
            return None
        row = self._machines.chances([shaped(fine.whole)], fine.of_whole)[0]
        return dict(zip(self._machines.names, row.tolist()))

    def _tag(self, message: Message, spans: list[tuple[int, int]], heard: list[tuple[str, float]]) -> None:
        acts = [{"start": at[0], "end": at[1], "act": name, "probability": chance} for at, (name, chance) in zip(spans, heard)]
        message.set(ACTS, acts, add_to_output=True)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ActTagger:
        """As it was persisted."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._machines.learned = joblib.load(folder / cls.stored)
        return component


def read_examples(path: Path = EXAMPLES) -> list[tuple[str, str]]:
    """Clauses and the name of what they do, ask or tell of a step. Raises ValueError for one that there is not."""
    names = _NAMES[path]
    by_name: dict[str, list[str]] = rasa.shared.utils.io.read_yaml_file(path)
    return [(text, names(name).value) for name, texts in by_name.items() for text in texts]


def shaped(plain: str) -> str:
    """A number is like any other: 「打 139…」 is learned once."""
    return re.sub(r"\d", "0", _CODE.sub(lambda code: code.group() if code.group().isdigit() else "x0x0x0", plain))
