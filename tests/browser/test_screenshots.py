"""Every page at the size of a small laptop and of a phone: nothing cut off, nothing that axe finds, and its picture for docs/screenshots."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from helpline.model.event import Event, Role
from helpline.model.event_number import shown
from helpline.model.feedback import By, Feedback
from helpline.web.desk.rendering import labels
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_desk import Desks, desks, sign_in  # noqa: F401
from tests.browser.test_desk_journey import answer_all, event_of, real  # noqa: F401
from tests.browser.test_widget import box, faults, log, owner_ready, scripted, site  # noqa: F401
from tests.web.conftest import NOW, Door
from tests.web.desk_pages import PASSWORD, hire
from tests.web.test_desk_work import CLOSE, ESCALATION, claimed, issue, talked

L = labels()
LARGEST = 150_000
HALF = timedelta(minutes=30)


def shoot(page: Page, pictures: Path, name: str) -> None:
    """A picture in few colours: the folder stays small."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways"
    image = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    image.save(pictures / f"{name}.png", optimize=True)
    assert (pictures / f"{name}.png").stat().st_size < LARGEST


class Day:
    """A morning at the desk: something of every kind in the queue."""

    def __init__(self, door: Door) -> None:
        self.door = door
        door.bot.script["/talk_greet"] = [{"text": "您好，我是售后分诊助手。请说说遇到了什么问题。"}]
        at = NOW + timedelta(minutes=45)
        self.due = self._called("王芳", "iPhone 13", "屏幕摔碎了，触摸也不灵", "13812345678", at, "hardware_report_screen")
        self.missed = self._called("赵刚", "MacBook Air", "充不进电，换过插座和线", "13912340001", at - HALF, "hardware_report_charging")
        self.later = self._called("孙丽", "iPad", "更新以后一直转圈", "13712340002", at + 6 * HALF, "general_fix_system")
        lone = {"serial_number": "", "tried_steps": [], "since": "今天早上"}
        swollen = {"contact_name": "李强", "contact_phone": "13612340003", "symptom": "电池鼓包，屏幕顶起来了"}
        issue(door, "one", "hazard_swollen", **lone, **swollen)
        crown = {"contact_name": "周敏", "contact_phone": "13512345678", "device_model": "Apple Watch", "symptom": "表冠转不动"}
        self.plain = issue(door, "two", "hardware_report_earphones_watch", **{**lone, **crown})
        _, self.chat = talked(door, "你好", "相机打开是黑的", contact_name="吴迪", contact_phone="13412340004", **lone)
        boss = claimed(door, self.chat, "1003")
        boss.post(f"/desk/events/{self.chat.number}/chat/take")
        self.closed = issue(door, "three", contact_name="王芳", contact_phone="13812345678", symptom="相机打不开")
        claimed(door, self.closed, "1004").post(f"/desk/events/{self.closed.number}/note", **CLOSE)
        self._rated()
        door.clock.moment = at
        hire(door, "1001")
        hire(door, "9001", Role.SUPERVISOR, "陈")

    def _rated(self) -> None:
        """What customers said of the last days."""
        said = [(By.ADVISOR, True, 5, None)] * 7 + [(By.ADVISOR, True, 3, "slow"), (By.ADVISOR, False, None, "not-fixed")]
        said += [(By.BOT, True, 4, None)] * 4 + [(By.ADVISOR, None, None, None)] * 2
        with self.door.unit_of_work() as work:
            for number, (by, solved, rating, reason) in enumerate(said):
                answered = NOW if solved is not None else None
                work.feedback.add(Feedback(f"c{number}", "one", by, NOW, None, "1004", NOW, solved, rating, reason, answered))
            work.commit()

    def _called(self, name: str, device: str, symptom: str, phone: str, at: datetime, intent: str) -> Event:
        said = f"我的 {device} {symptom}"
        self.door.bot.script[said] = [{"text": "明白了。方便留个电话吗？顾问好给您回电。"}]
        self.door.bot.script[f"电话 {phone}"] = [{"text": "好的，记下了。"}]
        conversation = self.door.open()
        for text in (said, f"电话 {phone}"):
            self.door.say(conversation, text)
        facts = {"contact_name": name, "device_model": device, "contact_phone": phone, "symptom": symptom, "serial_number": ""}
        event = issue(self.door, conversation.partition(".")[0], intent, **facts, tried_steps=["重启过", "更新过系统"], since="昨天")
        browser = claimed(self.door, event, "1002")
        assert browser.post(f"/desk/events/{event.number}/booking", starts_at=at.isoformat(), store="", do="change").status_code == 303
        browser.post(f"/desk/events/{event.number}/return", text="等到约好的时间再打")
        return event


@pytest.fixture
def day(door: Door) -> Day:
    return Day(door)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_the_desk(desks: Desks, day: Day, pictures: Path, size: dict[str, int]):  # noqa: F811
    page = desks.page()
    page.set_viewport_size(size)
    suffix = "" if size == DESKTOP else "-phone"
    problems: list[str] = []

    def look(name: str, path: str | None = None) -> None:
        if path:
            page.goto(path)
        problems.extend(f"{name}: {fault}" for fault in faults(page))
        shoot(page, pictures, f"desk-{name}{suffix}")

    look("sign-in", "/desk/sign-in")
    sign_in(page, "1001", PASSWORD)
    look("queue", "/desk")
    look("event-masked", f"/desk/events/{day.plain.number}")
    page.goto(f"/desk/events/{day.due.number}")
    page.get_by_role("button", name=L["call"]["start"]).click()
    look("event")
    page.locator("summary", has_text=L["escalate"]["title"]).click()
    page.get_by_label(L["escalate"]["reason"], exact=True).fill(ESCALATION["reason"])
    page.get_by_label(L["escalate"]["reason"], exact=True).scroll_into_view_if_needed()
    look("escalation")
    look("search", "/desk/search?q=尾号5678 王芳")
    look("search-phone", "/desk/search?q=13812345678")
    wrong = day.due.number[:5] + str((int(day.due.number[5]) + 1) % 10) + day.due.number[6:]
    look("search-misread", f"/desk/search?q={wrong}")
    look("password", "/desk/password")
    page.goto("/desk")
    page.locator(".me summary").click()
    page.get_by_role("button", name=L["shortcuts"]["title"]).click()
    look("shortcuts")
    page.context.clear_cookies()
    sign_in(page, "9001", PASSWORD)
    look("overview", "/desk/overview")
    page.get_by_role("heading", name=L["overview"]["opinions"]).scroll_into_view_if_needed()
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(200)
    look("overview-opinions")
    look("staff", "/desk/staff")
    look("record", "/desk/audit")
    look("event-closed", f"/desk/events/{day.closed.number}")
    assert problems == []


WIDGET = {
    "chat": {"viewport": DESKTOP},
    "chat-dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "chat-phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    "chat-phone-dark": {"viewport": PHONE, "color_scheme": "dark", "has_touch": True, "is_mobile": True},
    "chat-large": {"viewport": PHONE},
}


@pytest.mark.parametrize("name", WIDGET)
def test_the_page_of_the_chat(browser: Browser, real: Door, pictures: Path, name: str):  # noqa: F811
    context = browser.new_context(**{"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce", **WIDGET[name]})
    page = context.new_page()
    page.goto(real.url)
    expect(box(page)).to_be_visible()
    if name == "chat-large":
        page.get_by_role("button", name="大字").click()
    shoot(page, pictures, f"{name}-start")
    answer_all(real, page)
    expect(log(page).get_by_text(shown(event_of(real).number)).first).to_be_visible()
    page.wait_for_timeout(300)
    assert faults(page) == []
    shoot(page, pictures, name)
    context.close()


def test_the_chat_on_another_site(site: tuple[str, Door], browser: Browser, pictures: Path):  # noqa: F811
    for name, size in (("embedded", DESKTOP), ("embedded-phone", PHONE)):
        context = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce")
        page = context.new_page()
        page.goto(site[0])
        launcher = page.get_by_role("button", name="打开售后分诊助手")
        expect(launcher).to_be_visible()
        shoot(page, pictures, f"{name}-launcher")
        launcher.click()
        expect(page.get_by_role("button", name="系统与软件")).to_be_visible()
        shoot(page, pictures, f"{name}-panel")
        context.close()
