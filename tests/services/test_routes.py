"""Every route that ends in an event, from the first message to the hand-over."""

from __future__ import annotations

import pytest

from helpline.model.event import Label, Mode
from helpline.services.afterwards.enquiries import ENQUIRIES
from tests.content import reading
from tests.services.talk import ANSWERS, PHONE, Talk

ROUTES = [r for r in reading.catalogue().routes.values() if not r.talk and r.event and r.intent not in ENQUIRIES]
SHAPES = list({(r.ask, r.offer, r.first): r for r in ROUTES}.values())  # one of each that asks and offers the same
UNLESS_KNOWN = {"fault_cause", "purchase_date"}  # asked where the topic and the cause leave them open
TIERS = list(reading.catalogue().tiers)


def first_words(intent: str) -> str:
    """A short first message, so that nothing but what it is about is known."""
    return "有个问题" if reading.catalogue().routes[intent].label is not Label.HAZARD else "手机鼓包了"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.intent)
def test_every_route_ends_in_its_event(talk: Talk, route) -> None:
    said = talk.say(first_words(route.intent), route.intent)
    tier = reading.catalogue().tiers.get(route.label)
    assert tier is None or route.name in said
    asked = talk.fill(ANSWERS)
    slots = [slot for slot in asked if slot != "confirm"]
    assert len(slots) == len(set(slots)), f"asked twice: {asked}"
    assert set(route.ask) - UNLESS_KNOWN <= {*slots, "symptom"}
    event = talk.event
    assert (event.label, event.topic, event.skill_group) == (route.label, route.topic, route.skill_group)
    assert event.priority is route.priority
    assert event.facts["contact_phone"] == PHONE
    where = "place" in route.ask  # who asks where to go is received there
    assert event.hand_off is not None and event.hand_off.mode is (Mode.GENIUS_BAR if where else Mode.CALL_BACK)
    starts_at = "2026-11-28T15:00:00+08:00" if where else "2026-11-25T15:30:00+08:00"
    assert event.hand_off.starts_at is not None and event.hand_off.starts_at.isoformat() == starts_at
    assert talk.asking is None
    for slot in slots:
        assert slot in event.facts or slot in ("service_mode", "callback_time", "visit_time")


@pytest.mark.parametrize("route", SHAPES, ids=lambda route: route.intent)
def test_every_route_can_be_gone_through_without_answering(talk: Talk, route) -> None:
    """Never a hard stop: whoever will not say anything still gets a number to give and a line to call."""
    talk.say(first_words(route.intent), route.intent)
    for _ in range(40):
        if not talk.asking:
            break
        talk.say("确认" if talk.asking == "confirm" else "不知道", "talk_affirm" if talk.asking == "confirm" else "talk_unknown")
    assert talk.asking is None
    assert talk.event.label is route.label


@pytest.mark.parametrize("route", SHAPES, ids=lambda route: route.intent)
def test_every_route_can_be_gone_through_by_one_who_is_not_understood(talk: Talk, route) -> None:
    talk.say(first_words(route.intent), route.intent)
    for _ in range(60):
        if not talk.asking:
            break
        agrees = talk.asking == "confirm"
        talk.say("确认" if agrees else "嘀嘀", "talk_affirm" if agrees else "", 0.9 if agrees else 0.0)
    assert talk.asking is None
    assert talk.event.label is route.label


@pytest.mark.parametrize("label", TIERS, ids=lambda label: label.value)
def test_a_tier_that_is_tapped_says_in_plain_words_what_it_is_and_asks_for_the_problem(talk: Talk, label: Label) -> None:
    talk.say("你好", "talk_greet")
    tier = reading.catalogue().tiers[label]
    said = talk.tap(tier.short)
    assert tier.plain in said and tier.name in said
    assert talk.asking is None


def test_what_the_first_message_says_is_not_asked(talk: Talk) -> None:
    talk.say(f"我的 iPhone 13 屏幕摔碎了，序列号 C39XK2ABC123，电话 {PHONE}，想去苏州修", "hardware_report_screen")
    assert talk.asking == "confirm"
    talk.say("确认", "talk_affirm")
    assert talk.asking == "visit_time"
    assert talk.draft.store == "js-suzhou" or talk.draft.facts["place"] == "苏州"


def test_what_the_app_knows_is_not_asked(talk: Talk) -> None:
    talk.say("相机打开是黑的，拍不了照", "general_check_camera", metadata={"device_model": "iPhone16,1", "os_version": "18.6"})
    assert talk.keys[-1] == "utter_help_first"
    assert talk.fill(ANSWERS, until="contact_phone") == ["confirm", "symptom", "tried_steps"]
    assert talk.draft.facts["device_model"] == "iPhone 15 Pro"


def test_the_device_of_the_app_is_not_the_one_that_is_spoken_of(talk: Talk) -> None:
    app = {"device_model": "iPhone16,1", "os_version": "18.6", "serial_number": "C39XK2ABC123"}
    talk.say("我的 iPad 相机打开是黑的，拍不了照", "general_check_camera", metadata=app)
    talk.fill(ANSWERS, until="device_model")
    assert "iPad" in talk.checked()


@pytest.mark.parametrize(("text", "intent"), [
    ("我想预约维修", "hardware_book_repair"), ("给我回个电话吧", "service_request_call"), ("附近有维修点吗", "hardware_ask_store"),
])  # fmt: skip
def test_a_wish_alone_is_no_description(talk: Talk, text: str, intent: str) -> None:
    talk.say(text, intent)
    if talk.asking == "place":  # where to go was asked
        talk.say("苏州")
    if talk.asking == "device_model":
        talk.say("iPhone 13")
    assert talk.asking == "symptom"


def test_when_it_began_is_no_wish_for_a_time(talk: Talk) -> None:
    talk.say("iPhone 13 昨天开始充不进电", "hardware_report_charging")
    talk.fill(ANSWERS, until="service_mode")
    said = talk.say("顾问回电")
    assert talk.keys == ["utter_ask_callback_time"], said
