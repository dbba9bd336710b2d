"""The second look at danger, fraud and the wish for a person, on rankings made by hand: which of words and classifier wins."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from helpline.catalogue import load_catalogue
from helpline.settings import ROOT
from rasa_ext.nlu.classifier import CLAUSES, Clause
from rasa_ext.nlu.guard import SURE, Guard

CATALOGUE = load_catalogue(ROOT / "catalogue")
GUARD = Guard({}, CATALOGUE)
Chances = dict[str, float]


def seen(text: str, chances: Chances, clauses: dict[str, Chances] | None = None) -> tuple[str, list[str]]:
    """The intent after the guard, and the ranking's names."""
    message = Message(data={TEXT: text})
    ranking = ranked(chances)
    message.set(INTENT, ranking[0])
    message.set(INTENT_RANKING_KEY, ranking)
    spans = [(text.index(part), text.index(part) + len(part), ranked(of)) for part, of in (clauses or {}).items()]
    message.set(CLAUSES, [Clause(start, end, {**of[0], "label_confidence": of[0]["confidence"]}, of) for start, end, of in spans])
    GUARD.process([message])
    return message.get(INTENT)["name"], [rank["name"] for rank in message.get(INTENT_RANKING_KEY)]


def ranked(chances: Chances) -> list[dict[str, object]]:
    return [{"name": name, "confidence": chance} for name, chance in sorted(chances.items(), key=lambda item: -item[1])]


@pytest.mark.parametrize(("text", "chances", "intent"), [
    ("电池鼓了", {"hardware_report_battery": 0.6, "hazard_swollen": 0.3}, "hazard_swollen"),  # a word and a suspicion
    ("电池鼓了", {"hardware_report_battery": 0.9, "hazard_swollen": 0.05}, "hardware_report_battery"),  # a word alone
    ("后面好像大了一圈", {"hazard_swollen": 0.45, "hardware_report_body": 0.4}, "hazard_swollen"),  # the classifier alone, sure
    ("后面好像大了一圈", {"hazard_swollen": 0.35, "hardware_report_body": 0.3}, "hardware_report_body"),  # and unsure
    ("给你鼓掌", {"talk_praise": 0.6, "hazard_swollen": 0.3}, "talk_praise"),  # a harmless word
    ("有人自称客服让我转账", {"service_request_human": 0.5, "safety_report_caller": 0.3}, "safety_report_caller"),
    ("电池冒烟，客服让我转账", {"safety_report_caller": 0.6, "hazard_smoke_fire": 0.3}, "hazard_smoke_fire"),  # danger before fraud
    ("电池鼓了", {"hardware_report_battery": 0.7, "hazard_swollen": 0.15, "hazard_smoke_fire": 0.12}, "hazard_swollen"),  # intents of one label add up
    ("没有冒烟", {"hazard_smoke_fire": 0.8, "talk_deny": 0.2}, "talk_deny"),  # denied
    ("差点没着火", {"hazard_smoke_fire": 0.8, "talk_vent": 0.2}, "hazard_smoke_fire"),  # which denies nothing
    ("没起火，但是鼓起来了", {"hazard_swollen": 0.8, "hardware_report_body": 0.2}, "hazard_swollen"),
    ("电池没鼓吧，是不是鼓了", {"hazard_swollen": 0.8, "hardware_report_body": 0.2}, "hazard_swollen"),
    ("電池膨脹", {"hardware_report_battery": 0.7, "hazard_swollen": 0.29}, "hazard_swollen"),
])  # fmt: skip
def test_words_and_classifier_together_decide(text: str, chances: Chances, intent: str) -> None:
    name, ranking = seen(text, chances)
    assert (name, ranking[0]) == (intent, intent)
    assert sorted(ranking) == sorted(chances)


def test_one_sentence_among_others_is_enough() -> None:
    text, danger = "屏幕旁边有一条缝，请问现在换电池要多少钱，后盖已经鼓起来了", "后盖已经鼓起来了"
    whole = {"hardware_ask_price": 0.9, "hazard_swollen": 0.05}
    sure = {danger: {"hazard_swollen": SURE + 0.1, "hardware_report_body": 0.2}}
    unsure = {danger: {"hazard_swollen": SURE - 0.1, "hardware_report_body": 0.4}}
    assert seen(text, whole, sure)[0] == "hazard_swollen"
    assert seen(text, whole, unsure)[0] == "hardware_ask_price"


def test_a_sentence_counts_only_with_a_word_in_it() -> None:
    text = "电池鼓了没有我看不出来，想知道换一块新的要多少钱"
    whole = {"hardware_ask_price": 0.9, "hazard_swollen": 0.05}
    assert seen(text, whole, {"想知道换一块新的要多少钱": {"hazard_swollen": 0.9}})[0] == "hardware_ask_price"


WISH, STORY = {"service_request_human": 0.95, "talk_vent": 0.02}, {"hardware_report_charging": 0.9, "service_request_human": 0.05}


@pytest.mark.parametrize(("text", "clauses", "intent"), [
    ("转人工，我iPhone 14充不进电", {"转人工": WISH}, "service_request_human"),
    ("我iPhone 14充不进电，转人工", {"转人工": WISH}, "service_request_human"),
    ("我iPhone 14充不进电，帮帮我", {"帮帮我": WISH}, "hardware_report_charging"),  # no word of a person
    ("人工智能关不掉，还充不进电", {"人工智能关不掉": WISH}, "hardware_report_charging"),
    ("先不用转人工，还充不进电", {"先不用转人工": WISH, "还充不进电": STORY}, "hardware_report_charging"),
    ("充不进电，实在不行再找客服", {"实在不行再找客服": WISH, "充不进电": STORY}, "hardware_report_charging"),
    ("上周开始充不进电的，客服电话打不通，人工也找不到，排队排到第八十位，后来又断了，换了三根线三个头都不行，怎么办",
     {"上周开始充不进电的": STORY, "人工也找不到": WISH, "怎么办": STORY}, "hardware_report_charging"),  # told in a story
])  # fmt: skip
def test_a_person_is_wished_for_beside_a_matter(text: str, clauses: dict[str, Chances], intent: str) -> None:
    assert seen(text, STORY, clauses)[0] == intent


def test_a_wish_that_is_only_denied_is_none() -> None:
    text = "我不要人工，我就想知道多少钱"
    assert seen(text, WISH, {"我不要人工": WISH, "我就想知道多少钱": {"hardware_ask_price": 0.4}})[0] == "hardware_ask_price"


def test_a_message_without_a_ranking_is_left_alone() -> None:
    message = Message(data={TEXT: "", INTENT: {"name": "talk_unknown", "confidence": 0.0}, INTENT_RANKING_KEY: []})
    assert GUARD.process([message])[0].get(INTENT)["name"] == "talk_unknown"


@pytest.mark.parametrize("word", sorted(set(CATALOGUE.harmless)))
def test_a_harmless_word_alone_raises_no_alarm(word: str) -> None:
    assert seen(f"今天{word}", {"outside_other": 0.6, "hazard_swollen": 0.3})[0] == "outside_other"
