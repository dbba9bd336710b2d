"""Customer and advisors in browsers of their own: takeover and hand-back, notes, collisions, locks, masks, markup, keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from helpline.model.event import Role
from helpline.model.event_number import shown
from helpline.web.desk.rendering import labels, say
from tests.browser.conftest import DESKTOP
from tests.web.conftest import Door
from tests.web.desk_pages import PASSWORD, hire
from tests.web.test_desk_work import MARKUP, PHONE, issue, talked

L = labels()


class Desks:
    """A browser for each advisor."""

    def __init__(self, browser: Browser, door: Door) -> None:
        self._browser, self._door = browser, door
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def page(self) -> Page:
        context = self._browser.new_context(viewport=DESKTOP, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=self._door.url)
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        context.on("console", lambda said: self.problems.append(said.text) if "Content Security Policy" in said.text else None)
        self.contexts.append(context)
        return context.new_page()

    def advisor(self, number: str = "1001", role: Role = Role.FIRST_LINE) -> Page:
        hire(self._door, number, role)
        page = self.page()
        sign_in(page, number, PASSWORD)
        expect(page.get_by_role("heading", name=L["nav"]["queue"])).to_be_visible()
        return page


def sign_in(page: Page, number: str, password: str) -> None:
    page.goto("/desk")
    page.get_by_label(L["sign_in"]["number"]).fill(number)
    page.get_by_label(L["sign_in"]["password"]).fill(password)
    page.get_by_role("button", name=L["sign_in"]["go"]).click()


@pytest.fixture
def desks(browser: Browser, door: Door) -> Iterator[Desks]:
    desks = Desks(browser, door)
    yield desks
    for context in desks.contexts:
        context.close()
    assert desks.problems == []


def open_event(page: Page, number: str) -> None:
    page.goto(f"/desk/events/{number}")


def take(page: Page, number: str) -> None:
    open_event(page, number)
    page.get_by_role("button", name=L["queue"]["claim"], exact=True).click()
    expect(page.get_by_text(say("claimed"))).to_be_visible()


def test_takeover_and_hand_back_in_two_browsers(desks: Desks, door: Door, pictures: Path):
    customer = desks.page()
    customer.goto("/")
    field = customer.locator("textarea, input[type=text]").first
    field.fill("我的屏幕碎了")
    field.press("Enter")
    expect(customer.get_by_text("听到：我的屏幕碎了")).to_be_visible()
    with door.engine.connect() as connection:
        conversation = connection.exec_driver_sql("SELECT id FROM conversations").scalar_one()
    event = issue(door, conversation)
    advisor = desks.advisor()
    take(advisor, event.number)
    advisor.get_by_role("button", name=L["event"]["take_chat"]).click()
    expect(advisor.get_by_text(say("chat_taken"))).to_be_visible()
    expect(customer.get_by_text("工号 1001")).to_be_visible()
    field.fill("有人在吗")
    field.press("Enter")
    expect(advisor.locator("#lines").get_by_text("有人在吗", exact=True)).to_have_count(1)
    assert "有人在吗" not in door.bot.heard
    advisor.get_by_label(L["event"]["say_label"]).fill("在的，请讲")
    advisor.keyboard.press("Enter")
    expect(customer.get_by_text("在的，请讲")).to_be_visible()
    expect(advisor.get_by_label(L["event"]["say_label"])).to_have_value("")
    advisor.screenshot(path=pictures / "desk-chat.png")
    advisor.get_by_role("button", name=L["event"]["leave_chat"]).click()
    expect(customer.get_by_text("接下来由我继续")).to_be_visible()
    field.fill("好的谢谢")
    field.press("Enter")
    expect(customer.get_by_text("听到：好的谢谢")).to_be_visible()


def test_the_customer_reads_what_the_advisor_concluded(desks: Desks, door: Door):
    _, event = talked(door, "屏幕碎了")
    advisor = desks.advisor()
    take(advisor, event.number)
    advisor.get_by_label(L["note"]["disposition"]).select_option("solved")
    advisor.get_by_label(L["note"]["next_step"]).select_option("nothing-more")
    advisor.get_by_label(L["note"]["text"], exact=True).first.fill("远程看过，已恢复")
    advisor.get_by_role("button", name=L["note"]["close"]).click()
    expect(advisor.get_by_text(say("closed"))).to_be_visible()
    expect(advisor.locator("#lines")).to_contain_text("问题已解决")


def test_two_advisors_claim_one_event(desks: Desks, door: Door):
    event = issue(door)
    one, two = desks.advisor("1001"), desks.advisor("1002")
    for page in (one, two):
        open_event(page, event.number)
    for page in (one, two):
        page.get_by_role("button", name=L["queue"]["claim"], exact=True).click()
    expect(one.get_by_text(say("claimed"))).to_be_visible()
    expect(two.get_by_text(say("held_by_another", who="1001"))).to_be_visible()


def test_the_queue_shows_what_is_new_without_a_reload(desks: Desks, door: Door, pictures: Path):
    advisor = desks.advisor()
    expect(advisor.get_by_text(L["queue"]["empty"]["waiting"])).to_be_visible()
    event = issue(door)
    issue(door, "other", "hazard_swollen", contact_name="赵刚")
    expect(advisor.get_by_role("link", name=shown(event.number))).to_be_visible()
    advisor.screenshot(path=pictures / "desk-queue.png")


def test_wrong_passwords_lock_the_door(desks: Desks, door: Door, pictures: Path):
    hire(door)
    page = desks.page()
    for _ in range(5):
        sign_in(page, "1001", "wrong password")
        expect(page.get_by_text(say("sign_in_refused"))).to_be_visible()
    page.screenshot(path=pictures / "desk-sign-in.png")
    sign_in(page, "1001", PASSWORD)
    expect(page.get_by_text(say("TooManyTries", minutes="15"))).to_be_visible()


def test_masks_until_the_event_is_held(desks: Desks, door: Door, pictures: Path):
    _, event = talked(door, f"我的电话是{PHONE}")
    advisor = desks.advisor()
    open_event(advisor, event.number)
    expect(advisor.locator("main")).to_contain_text("*******5678")
    assert PHONE not in advisor.content()
    advisor.screenshot(path=pictures / "desk-masked.png")
    take(advisor, event.number)
    expect(advisor.get_by_role("link", name=PHONE)).to_be_visible()
    advisor.screenshot(path=pictures / "desk-event.png")


def test_stored_markup_is_text(desks: Desks, door: Door):
    _, event = talked(door, MARKUP, contact_name=MARKUP, symptom=MARKUP)
    advisor = desks.advisor()
    dialogs: list[str] = []
    advisor.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    take(advisor, event.number)
    expect(advisor.get_by_text(MARKUP).first).to_be_visible()
    advisor.wait_for_timeout(2_500)  # the live part has come once
    assert dialogs == [] and advisor.locator("main script, main img[src=x]").count() == 0


def test_a_day_by_keyboard(desks: Desks, door: Door):
    event = issue(door)
    advisor = desks.advisor()
    advisor.reload()
    advisor.keyboard.press("j")
    expect(advisor.locator("tr.chosen")).to_have_count(1)
    advisor.keyboard.press("c")
    expect(advisor.get_by_text(say("claimed"))).to_be_visible()
    advisor.wait_for_load_state()  # a page is seen before its script listens to the keys
    advisor.keyboard.press("n")
    expect(advisor.get_by_label(L["note"]["disposition"])).to_be_focused()
    advisor.keyboard.press("Escape")
    advisor.keyboard.press("/")
    advisor.keyboard.type(shown(event.number))
    advisor.keyboard.press("Enter")
    expect(advisor).to_have_url(f"{door.url}/desk/events/{event.number}")
    advisor.wait_for_load_state()
    advisor.keyboard.press("q")
    expect(advisor.get_by_role("heading", name=L["nav"]["queue"])).to_be_visible()


def test_nothing_is_cut_off_at_the_size_of_a_small_laptop(desks: Desks, door: Door, pictures: Path):
    _, event = talked(door, "屏幕碎了", contact_name="欧阳" * 10, symptom="屏幕摔碎了，" * 60)
    boss = desks.advisor("9001", Role.SUPERVISOR)
    for name, path in (("overview", "/desk/overview"), ("staff", "/desk/staff"), ("audit", "/desk/audit"), ("search", f"/desk/search?q={PHONE}x"),
                       ("long", f"/desk/events/{event.number}"), ("password", "/desk/password"), ("home", "/desk")):  # fmt: skip
        boss.goto(path)
        assert boss.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"], name
        boss.screenshot(path=pictures / f"desk-{name}.png")
