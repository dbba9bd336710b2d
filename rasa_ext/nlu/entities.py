"""The entities of a message: spaCy's Chinese tokens from jieba for words, the catalogue and shapes for names and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jieba
import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from helpline.catalogue import Catalogue
from helpline.catalogue.device_names import NamedDevice
from helpline.catalogue.names import Names
from helpline.catalogue.place_names import PlaceNames
from helpline.model.faults import denied
from helpline.model.text import Aligned, align
from helpline.model.understanding import Found
from rasa_ext.nlu.classifier import DEVICES
from rasa_ext.nlu.organisations import Organisations
from rasa_ext.nlu.the_catalogue import the_catalogue
from rasa_ext.nlu.window import UNDERSTOOD_CHARACTERS, WINDOW


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityMatcher(GraphComponent):
    """Sets `entities`: canonical `value`, the `text` as typed, and its span."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._names = Names(catalogue)
        self._places = PlaceNames(catalogue)
        self._nlp = _word_pipeline(catalogue, self._places)
        self._organisations = Organisations(catalogue.organisations, frozenset(self._places.city_words))
        self._matcher, self._canonical = _word_matcher(self._nlp, catalogue, self._places)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> EntityMatcher:
        """Built from the catalogue at load: a new device or city needs no training."""
        return cls(the_catalogue())

    def process(self, messages: list[Message]) -> list[Message]:
        """Entities of each message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                first = message.get(WINDOW) or 0
                found = self.find(text[first : first + UNDERSTOOD_CHARACTERS], message.get(DEVICES))
                entities = [
                    {"entity": f.entity, "value": f.value, "text": f.text, "start": first + f.start, "end": first + f.end} for f in found
                ]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def find(self, text: str, devices: list[NamedDevice] | None = None) -> list[Found]:
        """All entities in order of place. Words lie inside no name and no other word. `devices` are those in it, where they are known."""
        found = self._names.find(text, devices)
        aligned = align(text)
        for word in sorted(self._words(aligned), key=lambda w: (w.start, w.start - w.end)):
            if all(word.end <= other.start or word.start >= other.end for other in found):
                found.append(word)
        return sorted(found, key=lambda item: item.start)

    def _words(self, aligned: Aligned) -> Iterator[Found]:
        doc = self._nlp(aligned.text)
        undamaged = any(word in aligned.text for word in self._catalogue.not_damage)
        for match_id, first, last in self._matcher(doc):
            kind = self._nlp.vocab.strings[match_id]
            start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            value = self._canonical[kind].get(aligned.text[start:end])
            if value is None or (kind == "fault_cause" and value != "自然损坏" and (undamaged or denied(aligned.text[:start]))):
                continue
            yield _on_original(kind, value, aligned, start, end)
        yield from self._cities_inside(doc, aligned)
        for start, end in self._organisations.find(aligned.text):
            yield _on_original("organisation", aligned.text[start:end], aligned, start, end)

    def _cities_inside(self, doc: Doc, aligned: Aligned) -> Iterator[Found]:
        """jieba takes 「上海市」 and 「上海浦东」 for one word: a city's name with what may follow it."""
        for token in doc:
            named = self._places.find(token.text) if len(token) > 2 else []
            if not named or named[0].start != 0 or len(named[0].cities) != 1 or named[0].end == len(token):
                continue
            rest = token.text[named[0].end :].removeprefix("市")
            districts = [place for place in self._places.find(rest, asked=True) if place.start == 0 and named[0].cities[0] in place.cities]
            if not rest or (districts and rest[districts[0].end :] in _DISTRICT_ENDS):
                yield _on_original("place", named[0].cities[0].name, aligned, token.idx, token.idx + named[0].end)


def _word_pipeline(catalogue: Catalogue, places: PlaceNames) -> Language:
    jieba.setLogLevel("ERROR")
    for word in (*places.city_words, *_all_words(catalogue), *catalogue.organisations):
        jieba.add_word(word)
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})


def _all_words(catalogue: Catalogue) -> Iterator[str]:
    for table in catalogue.words.values():
        for words in table.values():
            yield from words


def _word_matcher(nlp: Language, catalogue: Catalogue, places: PlaceNames) -> tuple[PhraseMatcher, dict[str, dict[str, str]]]:
    canonical: dict[str, dict[str, str]] = {
        "component": {w: name for name, words in catalogue.words["components"].items() for w in words},
        "fault_cause": {w: name for name, words in catalogue.words["causes"].items() for w in words},
        "place": {},
    }
    for word in places.city_words:
        cities = places.find(word)
        if cities and len(cities[0].cities) == 1:
            canonical["place"][word] = cities[0].cities[0].name
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    for kind, words in canonical.items():
        matcher.add(kind, [nlp.make_doc(word) for word in words])
    return matcher, canonical


_DISTRICT_ENDS = ("", "区", "县", "市", "新区")


def _on_original(kind: str, value: str, aligned: Aligned, start: int, end: int) -> Found:
    begins, ends = aligned.origin(start, end)
    text = aligned.original[begins:ends]
    return Found(kind, text if kind == "organisation" else value, text, begins, ends)
