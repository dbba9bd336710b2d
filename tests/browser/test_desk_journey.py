"""From the first word in the chat to what came of it: the customer and advisors in browsers of their own, with the real reception."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from helpline.model.event import Event, EventStatus, Role
from helpline.model.event_number import shown
from helpline.web.desk.rendering import labels, say
from tests.actions.talking import Talk
from tests.browser.test_desk import Desks, desks, open_event, take  # noqa: F401
from tests.browser.test_widget import box, heard, log
from tests.browser.test_widget import say as write
from tests.services.talk import ANSWERS
from tests.web.conftest import Door
from tests.web.test_desk_work import issue, talked

L = labels()
INTENTS = {"我的 iPhone 13 屏幕摔碎了": "hardware_report_screen", "确认": "talk_affirm", "/talk_greet": "talk_greet"}


class Heard(Talk):
    """The real actions; what the model would understand is a table."""

    def hear(self, text: str) -> list[dict[str, Any]]:
        self.messages: list[dict[str, Any]] = []
        if text.startswith("/choose"):
            self.buttons = [{"title": "it", "payload": text}]
            self.tap("it")
        else:
            self.say(text, INTENTS.get(text, "talk_inform"))
        return self.messages

    def _read(self, answer: dict[str, Any]) -> tuple[str, list[dict[str, str]], dict[str, Any]]:
        text, buttons, card = super()._read(answer)
        self.messages.append({"text": text, "buttons": buttons, **({"custom": card} if card else {})})
        return text, buttons, card


@pytest.fixture
def real(door: Door) -> Iterator[Door]:
    talks: dict[str, Heard] = {}
    door.bot.brain = lambda conversation, text: talks.setdefault(conversation, Heard(door.services, conversation)).hear(text)
    yield door
    door.bot.brain = None


def draft_of(door: Door) -> Any:
    with door.unit_of_work() as work:
        conversation = work._connection.exec_driver_sql("SELECT id FROM conversations").scalar_one_or_none()
        return work.drafts.get(conversation or "")


def event_of(door: Door) -> Event:
    number = draft_of(door).event_number
    with door.unit_of_work() as work:
        event = work.events.get(number)
    assert event
    return event


def answer_all(door: Door, page: Page) -> None:
    """Answer whatever is asked, until nothing is."""
    expect(log(page).locator("article").first).to_be_visible()  # the conversation is open
    if not draft_of(door).intent:
        with page.expect_response(lambda answer: answer.url.endswith("/api/chat/messages") and answer.request.method == "POST"):
            write(page, "我的 iPhone 13 屏幕摔碎了")
    for _ in range(20):
        expect(page.locator(".typing")).to_be_hidden()
        asked = draft_of(door).asking
        if asked is None:
            return
        with page.expect_response(lambda answer: answer.url.endswith("/api/chat/messages") and answer.request.method == "POST"):
            write(page, ANSWERS[asked])
    raise AssertionError(f"still asked: {asked}")


def test_from_the_first_word_to_what_came_of_it(desks: Desks, real: Door, pictures: Path):  # noqa: F811
    customer = desks.page()
    customer.goto("/")
    expect(box(customer)).to_be_visible()
    answer_all(real, customer)
    event = event_of(real)
    expect(log(customer).get_by_text(shown(event.number)).first).to_be_visible()
    call = real.services.call_backs.of_event(event.number)
    assert call
    real.clock.moment = call.due_at
    advisor = desks.advisor()
    advisor.get_by_role("button", name=L["call"]["start"]).click()
    expect(advisor.locator(".call .code")).to_have_text(call.code)
    expect(advisor.locator(".call .dial")).to_have_text(event.facts["contact_phone"])
    expect(log(customer).get_by_text(call.code).first).to_be_visible()  # what is read out stands in the chat
    advisor.screenshot(path=pictures / "desk-call.png")
    advisor.get_by_role("button", name=L["names"]["outcome"]["answered"]).click()
    expect(advisor.get_by_text(say("call_answered"))).to_be_visible()
    advisor.get_by_label(L["note"]["disposition"]).select_option("solved")
    advisor.get_by_label(L["note"]["next_step"]).select_option("customer-tries")
    advisor.get_by_label(L["note"]["text"], exact=True).first.fill("电话里讲清了步骤")
    advisor.get_by_role("button", name=L["note"]["close"]).click()
    expect(advisor.get_by_text(say("closed"))).to_be_visible()
    told = log(customer).get_by_text("工号 1001")
    expect(told).to_contain_text(shown(event.number))
    expect(told).to_contain_text("请按顾问说的步骤操作")
    expect(told).to_contain_text("15:30")
    assert "电话里讲清了步骤" not in customer.content()
    assert event_of(real).status is EventStatus.CLOSED


def test_nobody_answers_and_the_customer_is_told_when_we_try_again(desks: Desks, real: Door):  # noqa: F811
    customer = desks.page()
    customer.goto("/")
    answer_all(real, customer)
    call = real.services.call_backs.of_event(event_of(real).number)
    assert call
    real.clock.moment = call.due_at
    advisor = desks.advisor()
    advisor.get_by_role("button", name=L["call"]["start"]).click()
    advisor.get_by_role("button", name=L["names"]["outcome"]["no_answer"]).click()
    expect(advisor.get_by_text(say("call_again_later"))).to_be_visible()
    expect(log(customer).get_by_text("15:45").last).to_be_visible()
    expect(advisor.locator(".call")).to_contain_text("15:45")


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (640, 400), "#3a7").save(made, "PNG")
    return made.getvalue()


def test_a_picture_of_the_customer_is_seen_by_who_holds_the_event(desks: Desks, real: Door):  # noqa: F811
    customer = desks.page()
    customer.goto("/")
    write(customer, "我的 iPhone 13 屏幕摔碎了")
    expect(log(customer).get_by_text("我的 iPhone 13 屏幕摔碎了")).to_be_visible()
    with customer.expect_response(lambda answer: answer.url.endswith("/api/chat/attachments")) as sent:
        customer.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    assert sent.value.status == 201
    answer_all(real, customer)
    event = event_of(real)
    assert event.facts["screenshot"]
    advisor = desks.advisor()
    open_event(advisor, event.number)
    expect(advisor.get_by_text(L["event"]["picture_masked"])).to_be_visible()
    take(advisor, event.number)
    image = advisor.locator(".pictures img")
    expect(image).to_have_count(1)
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 0
    other = desks.advisor("1002")
    answer = other.request.get(f"{real.url}/desk/events/{event.number}/pictures/{event.facts['screenshot'][0]}")
    assert answer.status == 403


def test_a_chat_with_an_advisor_survives_a_reload_and_a_lost_network(desks: Desks, door: Door, browser: Browser):  # noqa: F811
    customer = desks.page()
    customer.goto("/")
    write(customer, "我的屏幕碎了")
    heard(customer, "听到：我的屏幕碎了")
    with door.unit_of_work() as work:
        conversation = work._connection.exec_driver_sql("SELECT id FROM conversations").scalar_one()
    event = issue(door, conversation)
    advisor = desks.advisor()
    take(advisor, event.number)
    advisor.get_by_role("button", name=L["event"]["take_chat"]).click()
    expect(log(customer).get_by_text("工号 1001")).to_be_visible()
    advisor.context.set_offline(True)
    expect(advisor.get_by_text(L["lost"])).to_be_visible()
    advisor.get_by_label(L["event"]["say_label"]).fill("我这边断了一下")
    advisor.keyboard.press("Enter")
    expect(advisor.get_by_label(L["event"]["say_label"])).to_have_value("我这边断了一下")
    advisor.context.set_offline(False)
    expect(advisor.get_by_text(L["lost"])).to_be_hidden()
    advisor.get_by_label(L["event"]["say_label"]).press("Enter")
    heard(customer, "我这边断了一下")
    customer.context.set_offline(True)
    write(customer, "断网时写的")
    advisor.get_by_label(L["event"]["say_label"]).fill("您那边断线了吗")
    advisor.keyboard.press("Enter")
    expect(advisor.locator("#lines").get_by_text("您那边断线了吗")).to_be_visible()
    customer.context.set_offline(False)
    expect(advisor.locator("#lines").get_by_text("断网时写的", exact=True)).to_have_count(1, timeout=20_000)
    heard(customer, "您那边断线了吗")
    customer.reload()
    for text in ("我的屏幕碎了", "断网时写的", "您那边断线了吗"):
        heard(customer, text)
    advisor.reload()
    expect(advisor.locator("#lines").get_by_text("断网时写的", exact=True)).to_have_count(1)
    advisor.get_by_role("button", name=L["event"]["leave_chat"]).click()
    write(customer, "谢谢")
    heard(customer, "听到：谢谢")


def test_who_drops_out_of_a_chat_loses_it_and_the_customer_is_told(desks: Desks, door: Door):  # noqa: F811
    conversation, event = talked(door, "屏幕碎了")
    advisor = desks.advisor()
    take(advisor, event.number)
    advisor.get_by_role("button", name=L["event"]["take_chat"]).click()
    expect(advisor.get_by_text(say("chat_taken"))).to_be_visible()
    advisor.close()
    door.clock.moment += timedelta(minutes=4)
    boss = desks.advisor("9001", Role.SUPERVISOR)
    # The sweep and the page's live part each run every few seconds of their own.
    expect(boss.get_by_role("link", name=shown(event.number))).to_be_visible(timeout=20_000)
    assert any("重新排队" in text for _, text in door.thread(conversation))
