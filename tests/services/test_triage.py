"""Where it is not clear what is meant (US-03): choices, one closed question, a person after two misses."""

from __future__ import annotations

import pytest

from tests.content import reading
from tests.services.talk import PHONE, Talk, heard

RANKING = (
    ("hardware_report_screen", 0.3),
    ("general_check_touch", 0.25),
    ("talk_greet", 0.2),
    ("hardware_ask_price", 0.1),
    ("store_buy", 0.05),
)


def unsure(talk: Talk, text: str = "我的 iPhone 13 屏有点那个") -> str:
    return talk.hear(heard(text, "hardware_report_screen", 0.24, ranking=RANKING))


def test_a_doubt_offers_three_readable_choices_and_none_of_them(talk: Talk) -> None:
    said = unsure(talk)
    assert "我的 iPhone 13 屏有点那个" in said
    assert talk.buttons == ["屏幕损坏", "触摸或按键异常", "维修价格", "都不是"]


def test_what_is_only_likely_is_named_and_gone_on_with(talk: Talk) -> None:
    talk.say("这阵子它一天得充三回电", "hardware_report_battery", 0.35)
    assert talk.keys[-2:] == ["utter_triage_likely", "utter_ask_device_model"] and talk.asking == "device_model"


@pytest.mark.parametrize("words", ["不是，我就想问问别的", "不对", "不是这个问题"])
def test_what_was_only_likely_is_left_at_a_no(talk: Talk, words: str) -> None:
    talk.say("这阵子它一天得充三回电", "hardware_report_battery", 0.35)
    talk.say(words, "talk_deny")
    assert talk.keys == ["utter_not_that"]
    talk.say("耳机连不上", "general_check_network")
    assert talk.draft.intent == "general_check_network"


def test_another_matter_takes_the_place_of_what_was_only_likely(talk: Talk) -> None:
    talk.say("这阵子它一天得充三回电", "hardware_report_battery", 0.35)
    talk.say("不是，是地图定位不准", "general_fix_builtin_app", 0.6)
    assert talk.keys[0] == "utter_recast" and talk.draft.intent == "general_fix_builtin_app"


@pytest.mark.parametrize("words", ["第二个", "2", "二", "触摸或按键异常", None])
def test_a_choice_goes_on_with_what_was_said_before(talk: Talk, words: str | None) -> None:
    unsure(talk)
    talk.say(words, "") if words else talk.tap("触摸")
    assert talk.draft.intent == "general_check_touch"
    assert talk.draft.facts == {"device_model": "iPhone 13", "symptom": "我的 iPhone 13 屏有点那个"}
    assert talk.keys[-1] == "utter_help_first"


@pytest.mark.parametrize(("words", "intent"), [("都不是", "talk_deny"), ("以上都不是", ""), ("不是", "talk_deny"), (None, "")])
def test_none_of_them_after_a_doubt_is_a_person(talk: Talk, words: str | None, intent: str) -> None:
    unsure(talk)
    talk.say(words, intent) if words else talk.tap("都不是")
    assert talk.keys == ["utter_triage_to_human", "utter_human_open"]
    assert talk.event.facts == {"device_model": "iPhone 13", "symptom": "我的 iPhone 13 屏有点那个"}


def test_two_doubts_are_a_person(talk: Talk) -> None:
    unsure(talk)
    unsure(talk, "就是那个那个嘛")
    assert "utter_triage_to_human" in talk.keys and talk.asking == "service_mode"
    assert talk.reply.event_number


def test_what_is_understood_in_between_makes_good_for_a_doubt(talk: Talk) -> None:
    unsure(talk)
    talk.say("屏幕摔碎了，触摸也不灵", "hardware_report_screen")
    talk.say("算了不修了", "talk_cancel")
    unsure(talk)
    assert talk.keys == ["utter_triage_unsure"]


def test_other_words_instead_of_a_choice_are_heard(talk: Talk) -> None:
    unsure(talk)
    talk.say("上周在官网买的手机一直没发货", "store_track_delivery")
    assert talk.draft.intent == "store_track_delivery"


@pytest.mark.parametrize("noun", sorted(reading.catalogue().bare_nouns))
def test_a_bare_noun_gets_one_closed_question(talk: Talk, noun: str) -> None:
    said = talk.say(f"{noun}？", "hardware_report_screen", 0.9)
    assert f"「{noun}？」" in said
    assert "都不是" in talk.buttons and 3 <= len(talk.buttons) <= 4
    talk.tap(talk.buttons[-2])
    assert talk.keys[-1] != "utter_triage_bare"


def test_a_bare_noun_then_none_asks_for_other_words_then_a_person(talk: Talk) -> None:
    talk.say("发票", "store_ask_invoice", 0.9)
    talk.tap("都不是")
    assert talk.keys == ["utter_triage_rephrase"]
    unsure(talk)
    assert "utter_triage_to_human" in talk.keys


@pytest.mark.parametrize("text", ["", " ", "😀😀", "。。。", "？"])
def test_nothing_said_asks_for_words(talk: Talk, text: str) -> None:
    talk.say(text, "talk_unknown", 0.0)
    assert talk.keys[-1] == "utter_triage_rephrase"
    talk.say(text, "talk_unknown", 0.0)
    assert "utter_triage_to_human" in talk.keys


@pytest.mark.parametrize("text", ["啊" * 5_000, "/restart", "<script>alert(1)</script>", '/inform{"serial":"x"}', "{name}{0}%s"])
def test_odd_texts_are_only_texts(talk: Talk, text: str) -> None:
    unsure(talk, text)
    assert all(len(say.facts.get("said", "")) <= 20 for say in talk.reply.says)


def test_the_notice_is_given_once_and_after_what_is_urgent(talk: Talk) -> None:
    talk.say("手机冒烟了怎么办", "hazard_smoke_fire")
    assert talk.keys[0] == "utter_hazard_emergency"
    assert talk.keys.count("utter_notice") == 1
    talk.say(PHONE)
    assert "utter_notice" not in talk.keys


@pytest.mark.parametrize("intent", [r.intent for r in reading.catalogue().routes.values() if r.talk])
def test_small_talk_is_answered_while_nothing_is_asked(talk: Talk, intent: str) -> None:
    talk.say("嗯哼", intent)
    assert talk.asking is None and len(talk.keys) == 2


def test_what_is_told_before_the_problem_is_not_asked_later(talk: Talk) -> None:
    talk.say(f"我的是 iPhone 13，电话 {PHONE}", "talk_inform")
    talk.say("屏幕摔碎了，触摸也不灵", "hardware_report_screen")
    assert talk.asking == "serial_number"
    assert talk.draft.facts["contact_phone"] == PHONE
