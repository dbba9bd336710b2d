"""While a step is tried the customer says that something else was meant, or asks what no step answers."""

from __future__ import annotations

import pytest

from tests.services.talk import ANSWERS, Talk


@pytest.mark.parametrize(
    ("first", "before", "words", "intent", "sure", "now"),
    [
        (
            "iPhone 15 触摸不灵",
            "general_check_touch",
            "不是触摸,其实是屏幕下边有一条绿线",
            "hardware_report_screen",
            1.0,
            "hardware_report_screen",
        ),
        ("iPhone 15 触摸不灵", "general_check_touch", "我说的是绿线,触摸是好的", "hardware_report_screen", 0.97, "hardware_report_screen"),
        (
            "iPhone 15 更新不了",
            "general_update_software",
            "更新是成功的呀,是wifi连不上",
            "general_check_network",
            0.65,
            "general_check_network",
        ),
        ("iPhone 15 没声音", "general_check_audio", "我问的是怎么把照片导到电脑", "general_ask_howto", 0.99, "general_ask_howto"),
    ],
)
def test_what_was_meant_is_taken_up_and_no_step_counts_as_tried(
    talk: Talk, first: str, before: str, words: str, intent: str, sure: float, now: str
) -> None:
    talk.say(first, before)
    assert talk.draft.help and talk.asking == "confirm"
    talk.say(words, intent, sure)
    assert talk.draft.intent == now and words in talk.draft.facts["symptom"]
    assert not talk.draft.facts.get("tried_steps")


def test_what_no_article_is_about_goes_to_an_advisor(talk: Talk) -> None:
    talk.say("iPhone 15 iCloud 照片不同步", "general_fix_icloud")
    assert talk.draft.help
    talk.say("我没开iCloud照片的,是在手机相册里删的", "general_fix_icloud", 0.97)
    assert talk.draft.help.get("over") and not talk.draft.facts.get("tried_steps")
    talk.fill(ANSWERS)
    assert "手机相册里删" in talk.event.facts["symptom"]


@pytest.mark.parametrize(
    "words", ["还是不行", "不是，还是没声音", "我说的是还是不行", "其实是不行", "不是说重启就行吗，还是没声音", "音量是开着的，还是没声音"]
)
def test_a_step_in_vain_leaves_nothing(talk: Talk, words: str) -> None:
    talk.say("iPhone 15 没声音", "general_check_audio")
    talk.say(words, "talk_deny", 0.6)
    assert talk.draft.intent == "general_check_audio" and not talk.draft.help.get("over")


def test_a_question_beside_the_step_is_put_down(talk: Talk) -> None:
    talk.say("iPhone 15 没声音", "general_check_audio")
    talk.say("这样弄会不会影响别的东西?", "talk_inform", 0.3)
    assert talk.keys == ["utter_question_noted", "utter_help_waits"] and talk.draft.facts["open_questions"]
    talk.say("另外你是机器人吗?", "talk_ask_bot", 1.0)
    assert talk.keys[0] == "utter_talk_bot"
