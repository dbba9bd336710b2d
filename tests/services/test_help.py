"""Help before an event (US-26, US-28, US-31): one step at a time, nothing that was tried, and a way out in every turn."""

from __future__ import annotations

import pytest

from tests.services.talk import ANSWERS, PHONE, SERIAL, Talk

SOUND = ("iPhone 15 没有声音了", "general_check_audio")
VOICEOVER = ("旁白打开以后关不掉了", "accessibility_turn_off")


def step_of(talk: Talk) -> str:
    """The step that is told, as its card has it."""
    card = talk.reply.says[-1].card
    assert card is not None and card["kind"] == "article"
    return str(card["steps"][card["step"] - 1])


@pytest.fixture
def sound(talk: Talk) -> Talk:
    talk.say(*SOUND)
    assert talk.keys[-2:] == ["utter_help_topic", "utter_help_first"] and talk.asking == "confirm"
    return talk


def test_steps_come_one_at_a_time_and_are_kept(sound: Talk) -> None:
    told = [step_of(sound)]
    for answer in ("还不行", "没用", "蓝牙关了也一样"):
        sound.say(answer, "talk_deny")
        told.append(step_of(sound))
    assert len(set(told)) == 4 and "音量" in told[0] and "再开机" in told[3]
    sound.tap("还不行")
    assert sound.keys[0] == "utter_help_over" and sound.asking == "os_version"
    asked = sound.fill(ANSWERS)
    assert "tried_steps" not in asked and "device_model" not in asked
    assert sound.event.facts["tried_steps"] == ["调大音量", "关闭静音和专注模式", "关闭蓝牙", "重启"]


def test_solved_ends_it_warmly_without_an_event(sound: Talk) -> None:
    sound.tap("解决了")
    assert sound.keys[0] == "utter_help_solved"
    assert sound.asking is None and sound.reply.event_number is None and sound.draft.intent is None


@pytest.mark.parametrize("words", ["好了！可以了", "有声音了", "解决了，谢谢", "搞定", "可以听到了"])
def test_that_it_is_well_again_is_heard_in_many_words(sound: Talk, words: str) -> None:
    sound.say(words, "talk_affirm")
    assert sound.keys[0] == "utter_help_solved"


@pytest.mark.parametrize("words", ["好了一会儿又不行了", "还没好", "如果重启就好了", "好了吗这样就", "没有声音"])
def test_what_only_sounds_like_it_is_not_taken_for_well(sound: Talk, words: str) -> None:
    sound.say(words, "talk_inform")
    assert "utter_help_solved" not in sound.keys and sound.asking == "confirm"


@pytest.mark.parametrize("said", ["重启过了也没用", "强制重启也试了不行，关机重启过好几次", "已经重启了，还是不行"])
def test_what_was_tried_before_is_not_told(talk: Talk, said: str) -> None:
    talk.say(f"iPhone 15 没有声音，{said}", "general_check_audio")
    told = [step_of(talk)]
    while talk.keys[0] != "utter_help_over":
        talk.tap("还不行")
        told += [step_of(talk)] if talk.reply.says[-1].card else []
    assert told and not [step for step in told if "再开机" in step]
    assert "重启" in "".join(talk.draft.facts["tried_steps"])


def test_a_device_that_restarts_of_itself_was_not_restarted(talk: Talk) -> None:
    talk.say("iPhone 15 系统卡，还一直自动重启", "general_fix_system")
    assert "重启" not in "".join(talk.draft.facts.get("tried_steps") or [])


def test_others_that_were_tried_are_noted_and_the_step_stays(sound: Talk) -> None:
    first = step_of(sound)
    sound.say("重启过，蓝牙也关过")
    assert sound.keys[0] == "utter_noted" and step_of(sound) == first
    sound.say("重启过，蓝牙也关过")
    assert sound.keys[0] == "utter_help_over"
    assert sound.draft.facts["tried_steps"] == ["关闭蓝牙", "重启"]


def test_whoever_tried_it_all_goes_on_at_once(sound: Talk) -> None:
    sound.say("都试过了，没用", "talk_affirm")
    assert sound.keys[0] == "utter_help_over" and sound.draft.facts["tried_steps"] == ["调大音量"]  # no other was spoken of


def test_nothing_tried_is_not_kept_as_tried(sound: Talk) -> None:
    for _ in range(4):
        sound.say("没有", "talk_unknown")
    assert sound.keys[0] == "utter_help_over" and sound.draft.facts["tried_steps"] == ["没有"]


def test_what_cannot_be_done_is_let_go(sound: Talk) -> None:
    sound.say("这个我不会弄", "talk_unknown")
    assert "静音" in step_of(sound) and not sound.draft.facts.get("tried_steps")


@pytest.mark.parametrize("words", ["太麻烦了", "直接找顾问吧", "不想试了"])
def test_a_person_in_one_turn(sound: Talk, words: str) -> None:
    sound.say(words, "talk_vent" if words == "太麻烦了" else "talk_inform")
    assert sound.keys == ["utter_help_enough", "utter_human_open"] and sound.reply.event_number


def test_a_person_by_the_button(sound: Talk) -> None:
    sound.tap("找顾问")
    assert sound.keys == ["utter_human_open"] and sound.reply.event_number


def test_skipping_goes_on_to_the_form_and_does_not_ask_what_was_tried(sound: Talk) -> None:
    sound.say("跳过", "talk_unknown")
    assert sound.keys[0] == "utter_help_passed"
    assert "tried_steps" not in sound.fill(ANSWERS)


def test_a_repair_instead_of_steps(sound: Talk) -> None:
    sound.say("我要预约维修", "hardware_book_repair")
    sound.fill({**ANSWERS, "service_mode": "到店"}, until="visit_time")
    assert sound.event.topic == "booking" and sound.event.facts["device_model"] == "iPhone 15"


def test_a_call_instead_of_steps(sound: Talk) -> None:
    sound.say("给我回电话吧", "service_request_call")
    sound.fill(ANSWERS)
    assert sound.keys == ["utter_call_back_confirmed"]


def test_thanks_and_patience_leave_the_step_where_it_is(sound: Talk) -> None:
    first = sound.draft.help
    for words, intent in (("我试试", "talk_wait"), ("好的谢谢", "talk_thank"), ("做完了", "talk_inform")):
        sound.say(words, intent)
        assert sound.asking == "confirm" and sound.draft.help == first


@pytest.mark.parametrize(("words", "intent"), [("嘀嘀", ""), ("谢谢", "talk_thank"), ("不知道", "talk_unknown"), ("嗯嗯", "talk_greet")])
def test_it_never_goes_on_for_ever(sound: Talk, words: str, intent: str) -> None:
    said = 0
    while sound.asking == "confirm":
        sound.say(words, intent, 0.9 if intent else 0.0)
        said += 1
        assert said < 20


def test_a_side_question_is_answered_and_the_step_told_again(sound: Talk) -> None:
    first = step_of(sound)
    sound.say("你们几点下班", "service_ask_hours")
    assert sound.keys[0] == "utter_service_hours" and step_of(sound) == first


def test_another_device_changes_the_article(sound: Talk) -> None:
    sound.say("不是 iPhone 15，是 MacBook Air M2 13寸", "talk_deny")
    sound.fill({**ANSWERS, "device_model": "M2 13 寸的"}, until="confirm")
    assert "系统设置" in step_of(sound)


@pytest.mark.parametrize("words", ["不是没声音，是别人听不见我说话", "我说的是麦克风，我讲话对方听不到"])
def test_what_is_put_right_changes_the_article(sound: Talk, words: str) -> None:
    sound.say(words, "talk_deny")
    assert sound.draft.help["article"] == "microphone" and sound.asking == "confirm"
    assert "听不" in str(sound.draft.facts["symptom"])


def test_danger_comes_first_and_nothing_more_is_tried(sound: Talk) -> None:
    sound.say("电池鼓包了，把屏幕顶起来了", "hazard_swollen")
    assert sound.keys[0] == "utter_hazard_stop" and sound.event.label.value == "hazard"
    sound.fill({**ANSWERS, "service_mode": "顾问回电"})
    assert not [key for key in sound.keys if key.startswith("utter_help")]


def test_a_fraud_in_between_and_then_the_step_again(sound: Talk) -> None:
    first = step_of(sound)
    sound.say("有人自称苹果客服让我转账", "safety_report_caller")
    sound.fill(ANSWERS)
    sound.tap("继续处理")
    assert step_of(sound) == first


@pytest.mark.parametrize("said", ["iPhone 15 摔了以后没有声音了", "iPhone 15 没有声音，想预约维修", "iPhone 15 没声音，给我回个电话"])
def test_nothing_is_tried_after_an_accident_or_before_a_wish(talk: Talk, said: str) -> None:
    talk.say(said, "general_check_audio")
    assert not [key for key in talk.keys if key.startswith("utter_help")]


def test_whoever_is_angry_is_not_told_to_try_something_first(talk: Talk) -> None:
    talk.say("什么破手机，又没声音了，气死我了", "general_check_audio")
    assert "utter_help_first" not in talk.keys


def test_a_procedure_is_told_at_once_in_numbered_lines(talk: Talk) -> None:
    said = talk.say(*VOICEOVER)
    assert "1. 对 Siri 说「关闭旁白」" in said and "\n5. " in said and "轻点两下" in said
    card = talk.reply.says[-1].card
    assert card is not None and card["step"] is None and card["question"] and len(card["steps"]) == 5
    talk.tap("没解决")
    assert talk.fill(ANSWERS, until="confirm") == ["device_model", "contact_phone"]
    talk.fill(ANSWERS)
    assert talk.event.facts["tried_steps"] == ["「关掉 iPhone 或 iPad 的旁白」的步骤"]


def test_the_procedure_is_that_of_the_device(talk: Talk) -> None:
    assert "Command" in talk.say("Mac 的旁白关不掉了", "accessibility_turn_off")


def test_a_procedure_is_not_told_twice_for_a_fact(talk: Talk) -> None:
    talk.say("手机忘记锁屏密码了 一直停用", "general_unlock_device")
    assert talk.keys[-1] == "utter_help_steps"
    talk.say("iPhone XR")
    assert talk.keys == ["utter_noted", "utter_help_waits"] and talk.draft.facts["device_model"] == "iPhone XR"


def test_without_an_article_the_form_goes_on(talk: Talk) -> None:
    talk.say("怎么用手机控制家里的灯", "general_ask_howto")
    assert talk.asking == "device_model"


def test_a_broken_device_is_checked_beside_the_next_question(talk: Talk) -> None:
    talk.say("iPhone 15 昨天开始充不进电", "hardware_report_charging")
    talk.say("没摔过，自己就这样了")
    assert talk.keys == ["utter_help_tip", "utter_ask_serial_number"] and talk.asking == "serial_number"
    talk.say(SERIAL)
    assert "utter_help_tip" not in talk.keys
    asked = talk.fill(ANSWERS)
    assert "tried_steps" not in asked


def test_that_the_check_helped_is_heard(talk: Talk) -> None:
    talk.say("iPhone 15 昨天开始充不进电", "hardware_report_charging")
    talk.say("没摔过，自己就这样了")
    talk.say("换了根线就好了")
    assert talk.keys[0] == "utter_help_solved" and talk.reply.event_number is None


@pytest.mark.parametrize("cause", ["掉水里了", "摔过一次", "不清楚"])
def test_nothing_is_checked_that_fell_or_got_wet_or_may_have(talk: Talk, cause: str) -> None:
    talk.say("iPhone 15 昨天开始充不进电", "hardware_report_charging")
    talk.say(cause, "talk_unknown" if cause == "不清楚" else "talk_inform")
    assert "utter_help_tip" not in talk.keys


def test_a_third_party_app_has_its_checks_as_a_card(talk: Talk) -> None:
    talk.say("微信闪退", "outside_third_party_app")
    card = talk.reply.says[-1].card
    assert talk.asking is None and card is not None and card["kind"] == "article" and PHONE not in str(card)
