"""Pictures in the dialogue: what is read on one is offered, taken only after a yes, and never asked again."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpline.errors import PictureRefused
from helpline.model.attachment import Picture
from helpline.model.event import Role
from tests.services.talk import ANSWERS, SCREEN, Talk, payload_of, tapped

READ = {"device_model": "iPhone 14 Pro", "os_version": "iOS 18.2", "serial_number": "C39XK2ABC01J"}


def picture(talk: Talk, read: dict[str, str]) -> str:
    """A picture of this conversation, as the door keeps it."""
    with talk.work() as work:
        if not work.threads.exists(talk.conversation):
            work.threads.open(talk.conversation, talk.clock.now())
            work.commit()
    kept = talk.services.attachments.keep(talk.conversation, secrets.token_hex(8), Picture("image/png", 2, 2, b"large", b"small"), read)
    return kept.id


def send(talk: Talk, read: dict[str, str]) -> str:
    name = picture(talk, read)
    talk.hear(tapped(payload_of("screenshot", name)))
    return name


def test_three_questions_are_answered_at_once(talk: Talk) -> None:
    talk.say("屏幕碎了", "hardware_report_screen")
    assert talk.asking == "device_model"
    name = send(talk, READ)
    assert talk.keys == ["utter_picture_read"] and talk.draft.facts.get("serial_number") is None
    assert [button.title for button in talk.reply.says[-1].buttons] == ["对", "不对"]
    for value in READ.values():
        assert value in talk.reply.says[-1].facts["lines"]
    talk.hear(tapped(payload_of("screenshot", f"yes:{name}")))
    assert talk.keys[0] == "utter_picture_taken" and talk.asking == "contact_phone"
    assert {slot: talk.draft.facts[slot] for slot in READ} == READ


@pytest.mark.parametrize("yes", ["对", "是的", "没错"])
def test_a_yes_in_words_will_do(talk: Talk, yes: str) -> None:
    talk.say("屏幕碎了", "hardware_report_screen")
    send(talk, READ)
    talk.say(yes, "talk_affirm")
    assert talk.asking == "contact_phone" and talk.draft.facts["serial_number"] == "C39XK2ABC01J"


@pytest.mark.parametrize("no", ["不对", ""])
def test_after_a_no_nothing_is_taken_and_the_form_goes_on(talk: Talk, no: str) -> None:
    talk.say("屏幕碎了", "hardware_report_screen")
    name = send(talk, READ)
    talk.say(no, "talk_deny") if no else talk.hear(tapped(payload_of("screenshot", f"no:{name}")))
    assert talk.keys[0] == "utter_picture_not_taken" and talk.asking == "device_model"
    assert "serial_number" not in talk.draft.facts and talk.draft.facts["screenshot"] == [name]


def test_an_answer_in_place_of_a_yes_is_an_answer(talk: Talk) -> None:
    talk.say("屏幕碎了", "hardware_report_screen")
    send(talk, READ)
    talk.say("iPhone 13", "talk_inform")
    assert talk.draft.facts["device_model"] == "iPhone 13" and "serial_number" not in talk.draft.facts
    assert talk.keys[-1] == "utter_picture_read_again" and "设备" in talk.reply.says[-1].facts["lines"]
    talk.say("不对", "talk_deny")
    assert "serial_number" not in talk.draft.facts and talk.draft.facts["device_model"] == "iPhone 13"
    assert talk.asking == "serial_number" and talk.keys[-1] == "utter_ask_serial_number"


def test_an_offer_is_made_again_after_an_interruption_and_not_for_ever(talk: Talk) -> None:
    talk.say("屏幕碎了", "hardware_report_screen")
    send(talk, READ)
    talk.say("为什么要这个", "talk_ask_why")
    assert talk.keys[-1] == "utter_picture_read_again" and talk.asking == "device_model"
    for _ in range(2):
        talk.say("在吗", "talk_greet")
    assert talk.keys[-1] == "utter_ask_device_model"


def test_a_picture_before_any_words_is_offered_again_with_the_concern(talk: Talk) -> None:
    send(talk, {"serial_number": "C39XK2ABC01J"})
    talk.say("iPhone 13 昨天摔了，屏幕碎了", "hardware_report_screen")
    assert talk.keys[-1] == "utter_picture_read_again"
    talk.say("对", "talk_affirm")
    assert talk.draft.facts["serial_number"] == "C39XK2ABC01J" and talk.asking == "contact_phone"


def test_no_more_than_three_pictures_however_many_come_at_once(talk: Talk) -> None:
    talk.say(*SCREEN)

    def attempt(_: int) -> bool:
        try:
            picture(talk, {})
        except PictureRefused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(attempt, range(8)))
    assert sum(kept) == 3 and len(talk.draft.facts["screenshot"]) == 3


def test_pictures_stand_on_the_card(talk: Talk) -> None:
    talk.say(*SCREEN)
    send(talk, {})
    send(talk, {})
    talk.fill(ANSWERS, until="confirm")
    assert "截图：2 张" in talk.reply.says[-1].facts["lines"]


@pytest.mark.parametrize("lines", [["无法更新 iPhone", "发生未知错误（4013）。"], ["Error code: 4013"], ["错误代码", "4013"]])
def test_an_error_code_is_read_on_a_picture_and_kept(talk: Talk, lines: list[str]) -> None:
    read = talk.services.attachments.read(lines)
    assert read == {"error_code": "4013"}
    talk.say("iPhone 13 更新时报错，错误 9", "general_update_software")
    talk.say("错误 9")
    send(talk, read)
    talk.say("对", "talk_affirm")
    assert talk.draft.facts["error_code"] == ["9", "4013"]


def test_a_picture_with_nothing_to_read_does_not_stop_the_form(talk: Talk) -> None:
    talk.say(*SCREEN)
    asked = talk.asking
    send(talk, {})
    assert talk.keys == ["utter_picture_received", f"utter_ask_{asked}"] and talk.asking == asked


def test_a_picture_before_any_word_is_kept_for_what_follows(talk: Talk) -> None:
    name = send(talk, READ)
    talk.hear(tapped(payload_of("screenshot", f"yes:{name}")))
    assert talk.keys[-1] == "utter_picture_what_is_wrong"
    talk.say("屏幕碎了", "hardware_report_screen")
    assert talk.draft.facts["symptom"] == "屏幕碎了" and talk.draft.facts["screenshot"] == [name]


def test_the_desk_sees_it_whenever_it_came(issued: Talk) -> None:
    name = send(issued, {})
    advisor = issued.services.desk.advisor(issued.services.desk.add_advisor("1001", "李", Role.SENIOR))
    event = issued.services.desk.event(advisor, issued.draft.event_number or "")
    assert [one["id"] for one in event["attachments"]] == [name] and issued.asking == "service_mode"


def test_a_picture_of_another_conversation_is_none(talk: Talk) -> None:
    talk.say("屏幕碎了", "hardware_report_screen")
    name = send(talk, READ)
    other = talk.other("other")
    other.say("屏幕碎了", "hardware_report_screen")
    for value in (name, f"yes:{name}", "yes:", "yes:nothing"):
        other.hear(tapped(payload_of("screenshot", value)))
        assert "serial_number" not in other.draft.facts and "screenshot" not in other.draft.facts
