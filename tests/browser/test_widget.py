"""The chat in a real browser: nothing is lost, everyone can use it, nothing that is said becomes code."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from helpline.model.event import Line
from helpline.settings import ROOT
from helpline.web.app import create_app
from tests.browser.conftest import DESKTOP, PHONE
from tests.web.conftest import NOW, SIGNING_KEY, Door, Running

TIERS = ["系统与软件", "维修与保修", "官网订单"]
GREETING = [
    {"text": "我是售后分诊助手。"},
    {"text": "请说说遇到了什么问题。", "buttons": [{"title": t, "payload": f'/choose{{"topic": "{t}"}}'} for t in TIERS]},
]
LINES = [
    {"slot": "device_model", "name": "设备", "value": "iPhone 13"},
    {"slot": "serial_number", "name": "序列号", "value": "C39XK2ABC01J"},
]
READ_BACK = [
    {"text": "请您核对一下："},
    {"custom": {"kind": "read_back", "lines": LINES}},
    {"text": "没问题请回复「确认」。", "buttons": [{"title": "确认", "payload": "/talk_affirm"}]},
]
EVENT = {"kind": "event", "number": "31776356052", "shown": "317 7635 6052"}
BOOKING = {
    "kind": "booking", "event_number": "31776356052", "starts_at": "2026-11-28T15:00:00+08:00", "code": "4821", "store": "浦东",
    "address": "上海市浦东新区世纪大道 8 号", "phone": "400-617-1305",
}  # fmt: skip


@pytest.fixture
def scripted(door: Door) -> Door:
    door.bot.script |= {"/talk_greet": GREETING, "屏幕碎了": READ_BACK}
    door.bot.script["/talk_affirm"] = [{"text": "登记好了。"}, {"custom": EVENT}, {"text": "约好了。"}, {"custom": BOOKING}]
    return door


@pytest.fixture
def chat(scripted: Door, page: Page) -> Page:
    """The page with its greeting."""
    page.goto(scripted.url)
    expect(page.get_by_role("button", name="系统与软件")).to_be_visible()
    return page


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="消息")


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def say(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")


def heard(page: Page, text: str, times: int = 1) -> None:
    expect(log(page).get_by_text(text, exact=True)).to_have_count(times)


def advise(door: Door, text: str, line_id: str) -> None:
    """An advisor writes into the only conversation."""
    with door.unit_of_work() as work:
        conversation = work._connection.exec_driver_sql("SELECT id FROM conversations").scalar_one()
        work.threads.add(Line(line_id, conversation, NOW, "1001", text))
        work.commit()


def test_a_talk_to_its_event_number_with_quick_replies_and_cards(chat: Page, pictures: Path):
    say(chat, "屏幕碎了")
    card = log(chat).get_by_role("region", name="请核对")
    expect(card).to_contain_text("C39XK2ABC01J")
    chat.get_by_role("button", name="确认").click()
    expect(log(chat).get_by_role("region", name="事件编号")).to_contain_text("317 7635 6052")
    expect(log(chat).get_by_role("region", name="维修预约")).to_contain_text("11月28日")
    expect(chat.get_by_role("button", name="确认")).to_have_count(0)  # an answered question offers nothing more
    expect(log(chat).get_by_text("已送达")).to_have_count(2)
    chat.screenshot(path=pictures / "chat-desktop.png")


def test_a_number_is_copied(chat: Page, context: BrowserContext):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    say(chat, "屏幕碎了")
    chat.get_by_role("button", name="确认").click()
    log(chat).get_by_role("button", name="复制", exact=True).click()
    expect(log(chat).get_by_role("button", name="已复制")).to_be_visible()
    assert chat.evaluate("navigator.clipboard.readText()") == "31776356052"


def test_a_line_of_the_read_back_is_edited_by_saying_so(chat: Page):
    say(chat, "屏幕碎了")
    chat.get_by_role("button", name="修改序列号").click()
    expect(box(chat)).to_be_focused()
    expect(box(chat)).to_have_value("序列号改成")


def test_a_card_and_its_text_do_not_say_the_same_twice(scripted: Door, chat: Page):
    lines = [*LINES, {"slot": "coverage", "name": "保障", "value": "到 2027年3月1日"}]
    read = "请您核对一下：\n设备：iPhone 13\n序列号：C39XK2ABC01J\n保障：到 2027年3月1日\n没问题请回复「确认」。"
    scripted.bot.script["屏幕碎了"] = [{"text": read, "custom": {"kind": "read_back", "lines": lines}}]
    said = f"约好了：周六 15:00。\n地址：{BOOKING['address']}\n门店电话：{BOOKING['phone']}\n预约码：4821\n路上慢点：不着急。"
    scripted.bot.script["确认"] = [{"text": said, "custom": BOOKING}]
    say(chat, "屏幕碎了")
    heard(chat, "没问题请回复「确认」。")
    heard(chat, "iPhone 13")
    expect(chat.get_by_role("button", name="修改设备")).to_be_visible()
    expect(chat.get_by_role("button", name="修改保障")).to_have_count(0)
    say(chat, "确认")
    bubble = log(chat).locator(".bubble").last
    expect(bubble).to_have_text("约好了：周六 15:00。\n路上慢点：不着急。", use_inner_text=True)
    expect(chat.get_by_role("link", name=BOOKING["phone"])).to_have_attribute("href", "tel:400-617-1305".replace("-", ""))


def test_a_repair_by_post_shows_what_to_do_first_and_no_address(scripted: Door, chat: Page):
    bring = ["备份资料", "关闭「查找」", "取出 SIM 卡"]
    said = f"寄修已经登记在事件 317 7635 6052 里。请先别寄。\n寄出前请您：{'、'.join(bring)}。\n设备打不开，告诉顾问就行。"
    scripted.bot.script["寄过来"] = [{"text": said, "custom": {"kind": "mail_in", "event_number": EVENT["number"], "bring": bring}}]
    say(chat, "寄过来")
    card = log(chat).get_by_role("region", name="寄修登记")
    expect(card.get_by_role("listitem")).to_have_text(bring)
    expect(card).to_contain_text("317 7635 6052")
    expect(log(chat).get_by_text("备份资料")).to_have_count(1)
    heard(chat, "设备打不开，告诉顾问就行。", 0)  # one bubble with the line before it
    expect(log(chat)).to_contain_text("设备打不开，告诉顾问就行。")


def test_all_is_back_after_a_reload(chat: Page):
    say(chat, "屏幕碎了")
    heard(chat, "屏幕碎了")
    chat.reload()
    heard(chat, "屏幕碎了")
    heard(chat, "请说说遇到了什么问题。")
    expect(chat.get_by_role("button", name="确认")).to_be_visible()


def test_what_is_written_without_a_network_arrives_once_and_in_order(scripted: Door, chat: Page, context: BrowserContext):
    context.set_offline(True)
    for text in ("一", "二", "三"):
        say(chat, text)
    expect(chat.get_by_text("网络断开了。您可以继续写，恢复后会按顺序送达。")).to_be_visible()
    context.set_offline(False)
    heard(chat, "听到：三")
    assert [text for text in scripted.bot.heard if text in "一二三"] == ["一", "二", "三"]
    for text in ("听到：一", "听到：二", "三"):
        heard(chat, text)
    expect(chat.get_by_text("网络断开了。您可以继续写，恢复后会按顺序送达。")).to_be_hidden()


def test_what_was_not_delivered_before_the_page_was_closed_is_sent_when_it_is_opened_again(
    scripted: Door, chat: Page, context: BrowserContext
):
    context.set_offline(True)
    say(chat, "没发出去的")
    expect(chat.get_by_text("等待网络，恢复后自动发送")).to_be_visible()
    chat.close()
    context.set_offline(False)
    anew = context.new_page()
    anew.goto(scripted.url)
    heard(anew, "听到：没发出去的")
    assert scripted.bot.heard.count("没发出去的") == 1


@pytest.fixture
def held(scripted: Door, page: Page) -> list[Route]:
    """The page while the server's first answer is on its way; `held[0].continue_()` lets the request through."""
    held: list[Route] = []
    page.route("**/api/chat/conversations", lambda route: held.append(route) if not held else route.continue_())
    page.goto(scripted.url)
    expect(box(page)).to_be_visible()
    return held


def test_what_is_written_before_the_greeting_comes_is_said_in_the_same_conversation(scripted: Door, page: Page, held: list[Route]):
    for text in ("一", "二"):
        say(page, text)
    page.wait_for_timeout(300)
    assert scripted.bot.heard == [], "there is no conversation yet"
    held[0].continue_()
    for text in ("听到：一", "听到：二"):
        heard(page, text)
    order = log(page).locator(".bubble").all_inner_texts()
    assert order[-4:] == ["一", "二", "听到：一", "听到：二"] and "请说说遇到了什么问题。" in order[:2]
    with scripted.unit_of_work() as work:
        assert work._connection.exec_driver_sql("SELECT count(*) FROM conversations").scalar_one() == 1
    page.reload()
    for text in ("一", "听到：一", "二", "听到：二", "请说说遇到了什么问题。"):
        heard(page, text)


def test_what_is_written_while_no_conversation_can_be_opened_waits_and_arrives(scripted: Door, page: Page, held: list[Route]):
    say(page, "先写的")
    held[0].abort()
    expect(page.get_by_text("等待网络，恢复后自动发送")).to_be_visible()
    heard(page, "听到：先写的")
    assert scripted.bot.heard.count("先写的") == 1


def test_an_answer_that_was_lost_on_its_way_is_fetched_and_nothing_is_said_twice(scripted: Door, chat: Page):
    lost = []

    def lose_the_first(route):
        if not lost:
            lost.append(route.fetch())  # the server has answered; the browser never hears of it
            route.abort()
        else:
            route.continue_()

    chat.route("**/api/chat/messages", lose_the_first)
    say(chat, "丢了回音")
    heard(chat, "听到：丢了回音")
    heard(chat, "丢了回音")
    assert scripted.bot.heard.count("丢了回音") == 1 and lost


def test_while_the_bot_is_away_the_message_is_kept_and_answered_later(scripted: Door, chat: Page):
    chat.clock.install()
    scripted.bot.away = True
    say(chat, "等一下就好")
    expect(log(chat).get_by_text("系统正在恢复")).to_be_visible()
    scripted.bot.away = False
    chat.clock.fast_forward(11_000)
    heard(chat, "听到：等一下就好")


def test_what_an_advisor_writes_comes_by_itself_and_counts_as_unread(scripted: Door, chat: Page):
    advise(scripted, "您好，我是顾问 1001。", "a-1")
    heard(chat, "您好，我是顾问 1001。")
    expect(log(chat).get_by_text("顾问 1001", exact=True)).to_be_visible()


def test_two_tabs_of_one_conversation_agree(scripted: Door, chat: Page, context: BrowserContext):
    other = context.new_page()
    other.goto(scripted.url)
    heard(other, "请说说遇到了什么问题。")
    say(chat, "从第一个窗口")
    heard(chat, "听到：从第一个窗口")
    heard(other, "从第一个窗口")
    heard(other, "听到：从第一个窗口")


def test_a_conversation_that_is_gone_makes_way_for_a_new_one(scripted: Door, page: Page):
    page.goto(scripted.url)
    heard(page, "请说说遇到了什么问题。")
    page.evaluate("localStorage.setItem('helpline.conversation', 'forged.name')")
    page.reload()
    expect(log(page).get_by_text("之前的对话已经结束")).to_be_visible()
    say(page, "还在吗")
    heard(page, "听到：还在吗")


def test_starting_over_asks_first(scripted: Door, chat: Page):
    say(chat, "屏幕碎了")
    heard(chat, "屏幕碎了")
    chat.get_by_role("button", name="新的对话").click()
    chat.get_by_role("button", name="取消").click()
    heard(chat, "屏幕碎了")
    chat.get_by_role("button", name="新的对话").click()
    chat.get_by_role("button", name="开始新的对话").click()
    heard(chat, "屏幕碎了", 0)
    heard(chat, "请说说遇到了什么问题。")


MARKUP = ["<script>window.hacked=1</script>", '<img src=x onerror="window.hacked=1">', "<b>粗</b>", "javascript:alert(1)", "{{7*7}}"]


def test_markup_is_text(scripted: Door, chat: Page):
    for text in MARKUP:
        say(chat, text)
        heard(chat, text)
        heard(chat, f"听到：{text}")
    chat.reload()
    heard(chat, MARKUP[0])
    assert chat.evaluate("window.hacked") is None


def test_a_card_cannot_lead_elsewhere_nor_show_what_it_should_not(scripted: Door, chat: Page):
    evil = {
        **BOOKING,
        "ics": "https://evil.example/x.ics",
        "phone": "javascript:alert(1)",
        "store": "<img src=x onerror='window.hacked=1'>",
    }
    scripted.bot.script["坏卡"] = [
        {"text": "一"},
        {"custom": evil},
        {"text": "二"},
        {"custom": {"kind": "unknown", "html": "<b>"}},
        {"text": "三"},
        {"custom": {"kind": "toString"}},
    ]
    say(chat, "坏卡")
    heard(chat, "三")
    expect(log(chat).get_by_role("link", name="加到日历")).to_have_attribute("href", re.compile(rf"^{re.escape(scripted.url)}/api/chat/"))
    expect(log(chat).get_by_role("link")).to_have_count(1)  # the door's own
    expect(log(chat).get_by_text("<img src=x onerror='window.hacked=1'>")).to_be_visible()
    assert chat.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    ("asking", "mode"), [("contact_phone", "tel"), ("event_number", "numeric"), ("serial_number", "text"), (None, "text")]
)
def test_the_keyboard_is_that_of_what_is_asked(scripted: Door, chat: Page, asking: str | None, mode: str):
    def ask(conversation_id: str) -> None:
        with scripted.unit_of_work() as work:
            draft = work.drafts.get(conversation_id)
            draft.asking = asking
            work.drafts.save(draft)
            work.commit()

    scripted.bot.on["请问我"] = ask
    say(chat, "请问我")
    heard(chat, "听到：请问我")
    expect(box(chat)).to_have_attribute("inputmode", mode)


def faults(page: Page) -> list[str]:
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(scripted: Door, browser: Browser, scheme: str, size: dict, pictures: Path):
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce")
    page = context.new_page()
    page.goto(scripted.url)
    expect(page.get_by_role("button", name="系统与软件")).to_be_visible()
    assert faults(page) == []
    say(page, "屏幕碎了")
    page.get_by_role("button", name="确认").click()
    expect(log(page).get_by_role("region", name="维修预约")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="新的对话").click()
    assert faults(page) == []
    page.screenshot(path=pictures / f"chat-{scheme}-{size['width']}.png")
    context.close()


def test_a_whole_event_by_keyboard_alone(scripted: Door, chat: Page):
    def focused() -> str:
        return chat.evaluate(
            "(() => { const a = document.querySelector('helpline-chat').shadowRoot.activeElement; return a ? (a.getAttribute('aria-label') || a.textContent) : ''; })()"
        )

    def tab_to(name: str, key: str = "Shift+Tab") -> None:
        for _ in range(20):
            if focused() == name:
                return
            chat.keyboard.press(key)
        raise AssertionError(f"{name} is not reached, the focus is at {focused()}")

    tab_to("消息", "Tab")
    chat.keyboard.type("屏幕碎了")
    chat.keyboard.press("Enter")
    expect(chat.get_by_role("button", name="确认")).to_be_visible()
    tab_to("确认")
    chat.keyboard.press("Enter")
    expect(log(chat).get_by_role("region", name="事件编号")).to_be_visible()
    assert focused() == "消息"


def test_large_text_and_double_zoom_cut_nothing_off(scripted: Door, browser: Browser):
    context = browser.new_context(viewport={"width": 683, "height": 384}, device_scale_factor=2, locale="zh-CN")  # 1366x768 at 200 %
    page = context.new_page()
    page.goto(scripted.url)
    page.get_by_role("button", name="大字").click()
    say(page, "屏幕碎了")
    expect(page.get_by_role("button", name="确认")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(box(page)).to_be_in_viewport()
    page.reload()
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    context.close()


def test_motion_is_reduced_where_it_is_unwelcome(scripted: Door, browser: Browser):
    context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
    page = context.new_page()
    page.goto(scripted.url)
    expect(log(page).locator("article").first).to_be_visible()
    assert log(page).locator("article").first.evaluate("(node) => getComputedStyle(node).animationName") == "none"
    context.close()


SITE_POLICY = "default-src 'none'; script-src {door}; connect-src {door}; img-src {door} blob:"


@pytest.fixture
def site(scripted: Door) -> Iterator[tuple[str, Door]]:
    """A page of another origin, under a strict policy of its own, that embeds the chat with one tag."""
    from sanic import Sanic
    from sanic.response import html

    owner = Sanic("site", configure_logging=False)

    with Running(owner_ready(owner)) as other:
        origin = f"http://127.0.0.1:{other.port}"
        app = create_app(scripted.services, scripted.bot, SIGNING_KEY, origins=frozenset({origin}), accent="#ffcc00")
        with Running(app) as door:
            address = f"http://127.0.0.1:{door.port}"
            owner.ctx.page = html(
                f'<!DOCTYPE html><html lang="zh-CN"><meta name="viewport" content="width=device-width"><title>商店</title><main><h1>商店</h1></main><script src="{address}/static/helpline.js" defer></script></html>',
                headers={"content-security-policy": SITE_POLICY.format(door=address)},
            )
            yield origin, scripted


def owner_ready(owner):
    @owner.get("/")
    async def page(request):
        return request.app.ctx.page

    return owner


def test_one_tag_embeds_it_under_a_strict_policy(site: tuple[str, Door], page: Page, pictures: Path):
    origin, door = site
    page.goto(origin)
    launcher = page.get_by_role("button", name="打开售后分诊助手")
    launcher.click()
    panel = page.get_by_role("dialog", name="售后分诊助手")
    expect(panel.get_by_role("button", name="系统与软件")).to_be_visible()
    say(page, "屏幕碎了")
    heard(page, "屏幕碎了")
    assert faults(page) == []
    page.screenshot(path=pictures / "chat-embedded.png")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    advise(door, "您好，我是顾问 1001。", "a-1")
    unread = page.get_by_role("button", name="打开售后分诊助手，1 条新消息")
    expect(unread).to_be_visible()
    unread.click()
    heard(page, "您好，我是顾问 1001。")
    expect(page.get_by_role("button", name="关闭").first).to_be_visible()


def test_on_a_phone_it_fills_the_screen(site: tuple[str, Door], browser: Browser):
    context = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site[0])
    page.get_by_role("button", name="打开售后分诊助手").click()
    panel = page.get_by_role("dialog", name="售后分诊助手")
    expect(panel).to_be_visible()
    assert panel.bounding_box() == {"x": 0, "y": 0, **{"width": PHONE["width"], "height": PHONE["height"]}}
    context.close()


def test_it_is_small():
    script = (ROOT / "helpline/web/page/helpline.js").read_bytes()
    assert len(gzip.compress(script)) < 60_000


def test_what_is_served_was_built_from_what_is_there():
    import hashlib

    sources = sorted((ROOT / "widget/src").iterdir())
    digest = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in sources)).hexdigest()
    script = (ROOT / "helpline/web/page/helpline.js").read_text(encoding="utf-8")
    assert digest in script, "run `make widget` and commit what it makes"


def test_the_lock_file_names_no_registry():
    lock = json.loads((ROOT / "widget/package-lock.json").read_text(encoding="utf-8"))
    assert not any("resolved" in package for package in lock["packages"].values())
