"""A secret is never kept, is answered with a warning, and the form goes on where it was (US-04)."""

from __future__ import annotations

from helpline.model.secrets import MASK
from tests.services.talk import SCREEN, Talk


def test_a_secret_in_place_of_an_answer_is_warned_of_and_the_question_asked_again(talk: Talk) -> None:
    talk.say(*SCREEN)
    asking = talk.asking
    said = talk.say(f"我的密码是 {MASK}", "general_fix_sign_in")
    assert talk.keys[0] == "utter_secret" and "请不要在这里发" in said
    assert talk.asking == asking and talk.keys[1].startswith(f"utter_ask_{asking}")
    talk.say(MASK, "talk_inform")
    assert talk.keys[0] == "utter_secret_again", "the same words are not said twice"


def test_a_problem_told_with_a_secret_is_taken_up(talk: Talk) -> None:
    talk.say(f"我的密码是 {MASK}，iPhone 13 屏幕摔碎了怎么修", "hardware_report_screen")
    assert "utter_secret" in talk.keys and talk.asking == "serial_number"


def test_danger_comes_before_the_warning(talk: Talk) -> None:
    talk.say(f"密码是 {MASK}，手机电池鼓包了", "hazard_swollen")
    assert talk.keys[0] == "utter_hazard_stop" and "utter_secret" in talk.keys


def test_a_secret_out_of_the_blue_is_answered(talk: Talk) -> None:
    talk.say(MASK, "talk_inform")
    assert talk.keys[-2:] == ["utter_secret", "utter_secret_go_on"] and talk.asking is None
