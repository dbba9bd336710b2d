"""The desk's pages over HTTP: queue, claim, the event, notes, escalation, the chat, and what nobody may do."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, HandOffStatus, Mode, Role
from helpline.model.event_number import shown
from helpline.model.times import SHANGHAI, shown_time
from helpline.services import events
from helpline.web.desk.rendering import labels, say
from tests.actions.talking import Talk
from tests.web.conftest import Door
from tests.web.desk_pages import Browser, hire, signed_in

PHONE, SERIAL = "13812345678", "C39XK2ABC123"
FACTS = {"device_model": "iPhone 13", "symptom": "屏幕摔碎了", "serial_number": SERIAL, "contact_phone": PHONE, "contact_name": "王芳"}
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def issue(door: Door, conversation: str = "talk", intent: str = "hardware_report_screen", **facts: Any) -> Event:
    draft = Draft(conversation, 1, intent, facts={**FACTS, **facts})
    with door.unit_of_work() as work:
        event = events.issue(work, draft, door.services.catalogue.routes[intent], door.clock.now())
        work.commit()
    return event


def talked(door: Door, *texts: str, **facts: Any) -> tuple[str, Event]:
    """A conversation with its event."""
    conversation = door.open()
    for text in texts:
        door.say(conversation, text)
    return conversation, issue(door, conversation.partition(".")[0], **facts)


def stored(door: Door, number: str) -> Event:
    with door.unit_of_work() as work:
        event = work.events.get(number)
    assert event
    return event


def owner_of(door: Door, event: Event) -> str | None:
    with door.unit_of_work() as work:
        return work.works.get(event).owner


def looks(door: Door, subject: str) -> list[tuple[str, str]]:
    with door.unit_of_work() as work:
        return [(line.who, line.what) for line in work.works.record(who="", subject=subject, limit=50)]


CLOSE = {"disposition": "solved", "next_step": "nothing-more", "text": "电话里看过了，已经好了", "do": "close"}


def test_the_queue_shows_hazards_first_and_counts_business_time(door: Door):
    plain = issue(door, "one")
    hazard = issue(door, "two", "hazard_swollen")
    door.clock.moment += timedelta(hours=14)  # past midnight: the line closed at nine
    browser = signed_in(door)
    page = browser.get("/desk").text
    assert page.index(shown(hazard.number)) < page.index(shown(plain.number))
    assert "10 小时 45 分" in page, "from a quarter past ten to nine"
    assert shown(plain.number) in browser.get("/desk/queue").text


def test_of_two_who_claim_one_gets_it_and_the_other_is_told_who(door: Door):
    event = issue(door)
    one, two = signed_in(door, "1001"), signed_in(door, "1002")
    one.get("/desk"), two.get("/desk")
    answers = [browser.post(f"/desk/events/{event.number}/claim") for browser in (one, two)]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert say("held_by_another", who="1001") in answers[1].text and owner_of(door, event) == "1001"


def test_masks_for_who_does_not_hold_it_and_a_reveal_is_on_record(door: Door):
    _, event = talked(door, "我电话 138-1234-5678", f"序列号 {SERIAL.lower()}", "电话是幺三八 幺二三四 五六七八")
    first, senior = signed_in(door, "1001"), signed_in(door, "2001", Role.SENIOR)
    for browser in (first, senior):
        page = browser.get(f"/desk/events/{event.number}").text
        assert PHONE not in page and SERIAL not in page.upper() and "138-1234-5678" not in page and "五六七八" not in page
        assert "*******5678" in page
    assert first.post(f"/desk/events/{event.number}/reveal").status_code == 403
    revealed = senior.post(f"/desk/events/{event.number}/reveal")
    assert revealed.status_code == 200 and PHONE in revealed.text and SERIAL in revealed.text
    first.get(f"/desk/events/{event.number}")
    first.post(f"/desk/events/{event.number}/claim")
    assert PHONE in first.get(f"/desk/events/{event.number}").text
    seen = looks(door, event.number)
    assert ("2001", "event_revealed") in seen and ("1001", "event_seen") in seen and ("1001", "event_revealed") not in seen


def test_a_customers_markup_is_shown_as_text(door: Door):
    _, event = talked(door, MARKUP, contact_name=MARKUP, symptom=MARKUP, device_model=MARKUP)
    browser = signed_in(door)
    browser.get("/desk")
    browser.post(f"/desk/events/{event.number}/claim")
    pages = [browser.get(path).text for path in ("/desk?view=all", f"/desk/events/{event.number}", f"/desk/events/{event.number}/chat")]
    for page in [*pages, browser.get("/desk/search", params={"q": MARKUP}).text]:
        assert "<script>alert" not in page and "<img src=x" not in page
    assert "&lt;script&gt;" in pages[1]


def test_each_fact_names_the_line_it_was_said_in(door: Door):
    _, event = talked(door, "你好", "iPhone 13 屏幕摔碎了", "电话 138 1234 5678")
    page = signed_in(door).get(f"/desk/events/{event.number}").text
    with door.unit_of_work() as work:
        who = [line.who for line in work.threads.lines(event.conversation_id)]
    places = [i for i, name in enumerate(who, start=1) if name == "customer"]
    assert re.search(rf'iPhone 13 <a class="source" href="#line-{places[1]}"', page)


def test_articles_that_fit_stand_on_the_page_with_their_steps(door: Door):
    event = issue(door, intent="hardware_report_charging", symptom="充不进电")
    fitting = door.services.catalogue.articles_on(event.label, event.topic)
    page = html.unescape(signed_in(door).get(f"/desk/events/{event.number}").text)
    assert fitting and all(article.title in page and article.steps[0].do in page for article in fitting)


@pytest.mark.parametrize("said", ["{n}", "编号 {s}", "{p}", "尾号5678 王芳", "王芳 5678", "c39x k2ab c123"])
def test_search_opens_the_one_event(door: Door, said: str):
    event = issue(door)
    answer = signed_in(door).get("/desk/search", params={"q": said.format(n=event.number, s=shown(event.number), p="138 1234 5678")})
    assert answer.headers["location"] == f"/desk/events/{event.number}"


def test_two_matches_are_offered_and_none_is_said(door: Door):
    numbers = {issue(door, name).number for name in ("one", "two")}
    browser = signed_in(door)
    page = browser.get("/desk/search", params={"q": PHONE}).text
    assert all(shown(number) in page for number in numbers) and PHONE not in page.replace(f'value="{PHONE}"', "").replace(f">{PHONE}<", "")
    assert labels()["search"]["none"] in browser.get("/desk/search", params={"q": "13700000000"}).text


def test_a_misread_number_is_told_with_those_that_are_near(door: Door):
    event, other = issue(door, "one"), issue(door, "two")
    wrong = event.number[:5] + str((int(event.number[5]) + 1) % 10) + event.number[6:]
    answer = signed_in(door).get("/desk/search", params={"q": wrong})
    assert say("NumberMistyped") in answer.text and shown(event.number) in answer.text and shown(other.number) not in answer.text
    assert ("1001", "event_near") in looks(door, event.number)


def claimed(door: Door, event: Event, number: str = "1001", role: Role = Role.FIRST_LINE) -> Browser:
    browser = signed_in(door, number, role)
    browser.get("/desk")
    assert browser.post(f"/desk/events/{event.number}/claim").status_code == 303
    return browser


@pytest.mark.parametrize("path", ["note", "escalate", "transfer", "return", "booking", "chat/say", "chat/leave"])
def test_who_does_not_hold_an_event_changes_nothing(door: Door, path: str):
    _, event = talked(door, "你好")
    claimed(door, event)
    other = signed_in(door, "1002")
    fields = {**CLOSE, "level": "senior", "reason": "看不懂", "tried": "重启", "group": "general", "line": "你好", "do": "close"}
    fields |= {"do": "cancel"} if path == "booking" else {}
    before = stored(door, event.number)
    assert other.post(f"/desk/events/{event.number}/{path}", **fields).status_code in (403, 409)
    assert stored(door, event.number) == before and owner_of(door, event) == "1001"
    strange = Browser(door)
    assert strange.post(f"/desk/events/{event.number}/{path}", **fields).status_code == 303
    assert stored(door, event.number) == before


def test_a_closed_event_tells_the_customer_who_when_and_what_next(door: Door):
    conversation, event = talked(door, "屏幕碎了")
    browser = claimed(door, event)
    assert browser.post(f"/desk/events/{event.number}/note", **CLOSE).status_code == 303
    assert stored(door, event.number).status is EventStatus.CLOSED
    told = door.thread(conversation)[-1][1]
    assert all(part in told for part in ("1001", shown(event.number), "问题已解决", "无需您再做什么"))
    assert CLOSE["text"] not in told


def test_the_customer_asks_in_the_chat_who_did_what_when(door: Door):
    _, event = talked(door, "屏幕碎了")
    claimed(door, event).post(f"/desk/events/{event.number}/note", **CLOSE)
    talk = Talk(door.services, door.open().partition(".")[0])
    said = talk.say(f"我的事件 {shown(event.number)} 到哪了，手机尾号 5678", "service_check_event")
    told = " ".join(said)
    assert all(part in told for part in ("工号 1001", shown(event.number), "问题已解决", "10:15"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": ""}, "note_empty"),
        ({"text": " 无。"}, "note_empty"),
        ({"disposition": ""}, "outcome_missing"),
        ({"next_step": ""}, "outcome_missing"),
        ({"disposition": "in-progress"}, "not_closing"),
        ({"next_step": "call-again", "owner": "1001", "due": "2026-11-25T10:00"}, "not_closing"),
        ({"next_step": "call-again", "do": "save", "owner": "1001"}, "waiting_needs_owner"),
        ({"next_step": "call-again", "do": "save", "owner": "", "due": "2026-11-25T10:00"}, "waiting_needs_owner"),
        ({"next_step": "call-again", "do": "save", "owner": "1001", "due": "2026-11-23T10:00"}, "waiting_needs_owner"),
        ({"next_step": "call-again", "do": "save", "owner": "4040", "due": "2026-11-25T10:00"}, "advisor_unknown"),
    ],
)
def test_an_unfinished_note_is_refused_and_what_was_typed_stays(door: Door, changes: dict[str, str], why: str):
    event = issue(door)
    answer = claimed(door, event).post(f"/desk/events/{event.number}/note", **{**CLOSE, "text": "打过电话，等他回复", **changes})
    assert answer.status_code in (404, 422) and say(why) in answer.text
    assert stored(door, event.number).status is EventStatus.OPEN
    if "text" not in changes:
        assert "打过电话，等他回复</textarea>" in answer.text


def test_waiting_for_us_has_an_owner_and_a_due_time(door: Door):
    event = issue(door)
    hire(door, "1002")
    fields = {**CLOSE, "disposition": "in-progress", "next_step": "await-parts", "do": "save", "owner": "1002", "due": "2026-11-25T10:00"}
    assert claimed(door, event).post(f"/desk/events/{event.number}/note", **fields).status_code == 303
    with door.unit_of_work() as work:
        case = work.works.get(event)
    assert case.owner == "1002" and case.due_at and case.due_at.isoformat() == "2026-11-25T02:00:00+00:00"


AGAIN = {**CLOSE, "disposition": "in-progress", "next_step": "call-again", "do": "save", "owner": "1002", "due": "2026-11-25T10:07"}


def test_a_promised_call_is_a_call_back_of_whoever_promised_it(door: Door):
    conversation, event = talked(door, "你好")
    hire(door, "1002")
    browser = claimed(door, event)
    assert browser.post(f"/desk/events/{event.number}/note", **AGAIN).headers["location"].endswith("said=noted_call")
    call = door.services.call_backs.of_event(event.number)
    assert call and call.advisor == "1002" and shown_time(call.due_at) in door.thread(conversation)[-1][1]
    assert call.due_at == datetime(2026, 11, 25, 10, tzinfo=SHANGHAI), "the free time that holds it"
    assert f"核对码 {call.code}" in door.thread(conversation)[-1][1]
    kept = stored(door, event.number).hand_off
    assert kept and kept.mode is Mode.CALL_BACK and kept.code == call.code and kept.seat is not None
    door.clock.moment = call.due_at
    other, owner = signed_in(door, "1003"), signed_in(door, "1002")
    other.get("/desk")
    assert other.post(f"/desk/events/{event.number}/call/start").status_code == 409
    owner.get("/desk")
    assert owner.post(f"/desk/events/{event.number}/call/start").status_code == 303
    door.clock.moment += timedelta(minutes=21)
    door.services.chores.run()
    assert owner_of(door, event) is None, "missed: it is everybody's"


def test_a_second_promise_moves_the_first_and_keeps_its_code(door: Door):
    _, event = talked(door, "你好")
    browser = claimed(door, event)
    codes = []
    for due in ("2026-11-25T10:00", "2026-11-26T15:30"):
        browser.post(f"/desk/events/{event.number}/note", **{**AGAIN, "owner": "1001", "due": due})
        call = door.services.call_backs.of_event(event.number)
        assert call and call.due_at.astimezone(SHANGHAI).isoformat().startswith(due)
        codes.append(call.code)
    assert codes[0] == codes[1]


@pytest.mark.parametrize(
    ("due", "facts", "why"),
    [
        ("2026-11-25T03:00", {}, "不营业"),
        ("2027-02-24T10:00", {}, "14 天以内"),
        ("2026-11-25T10:00", {"contact_phone": ""}, "没留电话"),
    ],
)
def test_a_call_that_cannot_be_made_is_not_promised(door: Door, due: str, facts: dict[str, str], why: str):
    conversation, event = talked(door, "你好", **facts)
    answer = claimed(door, event).post(f"/desk/events/{event.number}/note", **{**AGAIN, "owner": "1001", "due": due})
    assert answer.status_code == 422 and why in answer.text and AGAIN["text"] in answer.text
    assert door.services.call_backs.of_event(event.number) is None
    assert "再次给您回电" not in door.thread(conversation)[-1][1]


def test_a_refused_time_names_the_free_ones_beside_it(door: Door):
    event = issue(door)
    answer = claimed(door, event).post(f"/desk/events/{event.number}/note", **{**AGAIN, "owner": "1001", "due": "2026-11-25T08:40"})
    assert "最近的空位：" in answer.text and "11月25日 09:00" in answer.text


def test_a_visit_is_not_given_up_for_a_call(door: Door):
    event = issue(door)
    browser = claimed(door, event)
    store = next(iter(door.services.catalogue.stores))
    free = door.services.desk_services.rebooking.free(event.number, "2026-11-26", store)
    browser.post(f"/desk/events/{event.number}/booking", starts_at=free[0].isoformat(), store=store, do="change")
    answer = browser.post(f"/desk/events/{event.number}/note", **{**AGAIN, "owner": "1001"})
    assert answer.status_code == 422 and say("visit_stands") in answer.text
    kept = stored(door, event.number).hand_off
    assert kept and kept.mode is Mode.GENIUS_BAR and kept.status is HandOffStatus.CONFIRMED


ESCALATION = {"level": "senior", "reason": "反复重启仍黑屏", "tried": "强制重启、恢复模式", "evidence": "客户发来录像", "group": "hardware"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reason": "无"}, "note_empty"),
        ({"tried": "没有"}, "note_empty"),
        ({"level": "first_line"}, "not_up"),
        ({"level": "engineering"}, "skip_needs_reason"),
        ({"level": "engineering", "skip_reason": "无"}, "skip_needs_reason"),
        ({"level": "nobody"}, "not_up"),
    ],
)
def test_an_escalation_needs_its_reasons(door: Door, changes: dict[str, str], why: str):
    event = issue(door)
    answer = claimed(door, event).post(f"/desk/events/{event.number}/escalate", **{**ESCALATION, **changes})
    assert answer.status_code == 422 and say(why) in answer.text and owner_of(door, event) == "1001"


def test_an_escalated_event_waits_for_the_next_level_with_everything(door: Door):
    event = issue(door)
    senior, first = signed_in(door, "2001", Role.SENIOR), claimed(door, event)
    assert first.post(f"/desk/events/{event.number}/escalate", **ESCALATION).headers["location"].endswith("said=escalated")
    assert owner_of(door, event) is None
    first.get("/desk")
    assert first.post(f"/desk/events/{event.number}/claim").status_code == 403
    senior.get("/desk")
    assert senior.post(f"/desk/events/{event.number}/claim").status_code == 303
    page = senior.get(f"/desk/events/{event.number}").text
    assert all(ESCALATION[name] in page for name in ("reason", "tried", "evidence")) and PHONE in page


def test_where_nobody_is_there_it_stays_with_its_owner_until_somebody_comes(door: Door):
    event = issue(door)
    first = claimed(door, event)
    answer = first.post(f"/desk/events/{event.number}/escalate", **{**ESCALATION, "level": "engineering", "skip_reason": "主板短路"})
    assert answer.headers["location"].endswith("said=escalated_waiting") and owner_of(door, event) == "1001"
    with door.unit_of_work() as work:
        assert work.works.get(event).due_at is not None
    engineer = signed_in(door, "4001", Role.ENGINEERING)
    engineer.get("/desk")
    assert engineer.post(f"/desk/events/{event.number}/claim").status_code == 303 and owner_of(door, event) == "4001"


def test_an_event_that_bounced_twice_is_the_supervisors(door: Door):
    event = issue(door)
    senior, first = signed_in(door, "2001", Role.SENIOR), claimed(door, event)
    said = []
    for _ in range(2):
        first.post(f"/desk/events/{event.number}/claim")
        first.post(f"/desk/events/{event.number}/escalate", **ESCALATION)
        senior.get("/desk")
        senior.post(f"/desk/events/{event.number}/claim")
        said.append(senior.post(f"/desk/events/{event.number}/return", text="缺少录像").headers["location"].partition("said=")[2])
    assert said == ["returned", "passed_to_supervisor"]
    assert first.post(f"/desk/events/{event.number}/claim").status_code == 403
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    boss.get("/desk")
    assert boss.post(f"/desk/events/{event.number}/claim").status_code == 303


def test_a_transfer_changes_the_group_and_keeps_the_place(door: Door):
    event = issue(door)
    assert (
        claimed(door, event).post(f"/desk/events/{event.number}/transfer", group="applecare", to="", text="是计划的问题").status_code == 303
    )
    with door.unit_of_work() as work:
        case = work.works.get(event)
    assert stored(door, event.number).skill_group == "applecare" and case.owner is None and case.queued_at == event.created_at


def test_closed_reopened_and_linked(door: Door):
    event, other = issue(door, "one"), issue(door, "two")
    browser = claimed(door, event)
    browser.post(f"/desk/events/{event.number}/note", **CLOSE)
    assert browser.post(f"/desk/events/{event.number}/note", **CLOSE).status_code == 422
    assert browser.post(f"/desk/events/{event.number}/reopen", text="客户说又坏了").status_code == 303
    assert stored(door, event.number).status is EventStatus.OPEN and owner_of(door, event) == "1001"
    assert browser.post(f"/desk/events/{event.number}/link", other=shown(other.number), do="link").status_code == 303
    assert browser.post(f"/desk/events/{event.number}/link", other=event.number, do="link").status_code == 422
    assert shown(event.number) in browser.get(f"/desk/events/{other.number}").text


def test_a_call_back_is_booked_changed_and_cancelled_by_the_rules(door: Door):
    conversation, event = talked(door, "你好")
    browser = claimed(door, event)
    page = browser.get(f"/desk/events/{event.number}?day=2026-11-25").text
    times = re.findall(r'<option value="(2026-11-25T[^"]+)"', page)
    assert len(times) == 24, "half hours from nine to nine"
    path = f"/desk/events/{event.number}/booking"
    assert browser.post(path, starts_at=times[3], store="", do="change").status_code == 303
    first = stored(door, event.number).hand_off
    assert first and first.mode is Mode.CALL_BACK and first.status is HandOffStatus.CONFIRMED
    assert browser.post(path, starts_at=times[5], store="", do="change").status_code == 303
    second = stored(door, event.number).hand_off
    assert second and second.code == first.code and second.starts_at != first.starts_at
    assert browser.post(path, starts_at="2026-11-25T23:30:00+08:00", store="", do="change").status_code == 422
    assert browser.post(path, starts_at="tomorrow", store="", do="change").status_code == 422
    assert browser.post(path, do="cancel").status_code == 303
    assert stored(door, event.number).hand_off.status is HandOffStatus.CANCELLED  # type: ignore[union-attr]
    assert shown(event.number) in door.thread(conversation)[-1][1]


def test_while_an_advisor_answers_the_bot_is_silent_and_then_goes_on(door: Door):
    conversation, event = talked(door, "屏幕碎了")
    browser = claimed(door, event)
    with door.unit_of_work() as work:
        draft = work.drafts.get(event.conversation_id)
        draft.asking = "serial_number"
        work.drafts.save(draft)
        work.commit()
    path = f"/desk/events/{event.number}/chat"
    assert browser.post(f"{path}/take").status_code == 303
    assert "1001" in door.thread(conversation)[-1][1]
    heard = list(door.bot.heard)
    assert door.say(conversation, "您好，在吗") == [] and door.bot.heard == heard
    assert browser.get(path).text.count("您好，在吗") == 1
    token = browser.token
    for _ in range(2):  # pressed twice: said once
        assert (
            browser.post(f"{path}/say", line="在的，<b>请讲</b>", id="one", headers={"hx-request": "true"}, token=token).status_code == 200
        )
    assert door.thread(conversation)[-1] == ("1001", "在的，<b>请讲</b>")
    assert [text for _, text in door.thread(conversation)].count("在的，<b>请讲</b>") == 1
    assert browser.post(f"{path}/leave").status_code == 303
    assert door.thread(conversation)[-1] == ("bot", "听到：屏幕碎了"), "its last question once more"
    assert door.say(conversation, "C39XK2ABC123") == ["听到：C39XK2ABC123"]
    assert door.bot.heard == [*heard, "C39XK2ABC123"], "what the advisor answered is not heard again"


def test_a_message_in_the_second_of_the_takeover_is_the_advisors_once(door: Door):
    conversation, event = talked(door, "屏幕碎了")
    browser = claimed(door, event)
    browser.get(f"/desk/events/{event.number}")
    path = f"/desk/events/{event.number}/chat"

    def meanwhile(_: str) -> None:
        assert browser.post(f"{path}/take").status_code == 303

    door.bot.on["还有充不进电"] = meanwhile
    assert door.say(conversation, "还有充不进电") == []
    assert [text for who, text in door.thread(conversation) if who == "customer"].count("还有充不进电") == 1
    assert "听到：还有充不进电" not in [text for _, text in door.thread(conversation)]
    with door.unit_of_work() as work:
        assert work.threads.unanswered(event.conversation_id) == []
        draft = work.drafts.get(event.conversation_id)
        draft.asking = "symptom"
        work.drafts.save(draft)
        work.commit()
    browser.post(f"{path}/leave")
    assert door.thread(conversation)[-1] == ("bot", "听到：还有充不进电"), "what it said too late is said now"


def test_of_two_who_take_a_chat_one_answers(door: Door):
    _, event = talked(door, "屏幕碎了")
    one, boss = claimed(door, event), signed_in(door, "9001", Role.SUPERVISOR)
    path = f"/desk/events/{event.number}/chat"
    one.post(f"{path}/take")
    boss.get("/desk")
    answer = boss.post(f"{path}/take")
    assert answer.status_code == 409 and say("held_by_another", who="1001") in answer.text
    assert boss.post(f"{path}/say", line="我来").status_code == 409


def test_an_advisor_who_drops_loses_the_chat_and_the_customer_keeps_the_place(door: Door):
    conversation, event = talked(door, "屏幕碎了")
    one = claimed(door, event)
    one.post(f"/desk/events/{event.number}/chat/take")
    other = signed_in(door, "1002")
    door.clock.moment += timedelta(minutes=2)
    other.get("/desk/queue")
    assert owner_of(door, event) == "1001"
    door.clock.moment += timedelta(minutes=2)
    other.get("/desk/queue")
    assert owner_of(door, event) is None
    assert any("1001" in text and "重新排队" in text for _, text in door.thread(conversation))
    with door.unit_of_work() as work:
        assert work.works.get(event).queued_at == event.created_at and work.works.chat_owner(event.conversation_id) is None
    assert door.say(conversation, "还在吗") == ["听到：还在吗"]


def test_an_advisor_who_is_there_keeps_what_they_hold(door: Door):
    _, event = talked(door, "屏幕碎了")
    one = claimed(door, event)
    one.post(f"/desk/events/{event.number}/chat/take")
    for _ in range(10):
        door.clock.moment += timedelta(minutes=1)
        one.get("/desk/queue")
    assert owner_of(door, event) == "1001"


def test_supervisors_see_queues_missed_calls_and_the_record(door: Door):
    event = issue(door)
    browser = claimed(door, event)
    browser.post(f"/desk/events/{event.number}/booking", starts_at="2026-11-24T11:00:00+08:00", store="", do="change")
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    door.clock.moment += timedelta(hours=2)
    boss.sign_in("9001")
    page = boss.get("/desk/overview").text
    assert shown(event.number) in page
    record = boss.get("/desk/audit", params={"subject": shown(event.number)}).text
    assert f"<td>{labels()['names']['audit']['event_claim']}</td>" in record and "1001" in record
    some = boss.get("/desk/audit", params={"subject": shown(event.number), "what": "booking_changed"}).text
    assert f"<td>{labels()['names']['audit']['event_claim']}</td>" not in some and some.count("<td>1001</td>") == 1
    answer = boss.post("/desk/export", what="audit")
    assert answer.headers["content-type"].startswith("text/csv") and event.number in answer.text
    assert ("9001", "exported") in looks(door, "events") + looks(door, "audit")
    rows = boss.post("/desk/export", what="events").text
    assert event.number in rows and PHONE not in rows and SERIAL not in rows
    browser.sign_in("1001")
    assert browser.post(f"/desk/events/{event.number}/note", **CLOSE).status_code == 303
    boss.get("/desk/overview")
    closed = next(row for row in boss.post("/desk/export", what="events").text.splitlines() if event.number in row)
    assert ",closed," in closed and closed.endswith(",,,"), "what is over is not due"


@pytest.mark.parametrize("page", ["/desk/overview", "/desk/audit"])
def test_others_do_not(door: Door, page: str):
    browser = signed_in(door, "2001", Role.SENIOR)
    assert browser.get(page).status_code == 403
    assert browser.post("/desk/export", what="audit").status_code == 403


@pytest.mark.parametrize("number", ["23456789016", "nonsense", "%00", "'--"])
def test_an_event_that_is_not_there(door: Door, number: str):
    browser = signed_in(door)
    assert browser.get(f"/desk/events/{number}").status_code == 404
    assert browser.post(f"/desk/events/{number}/claim").status_code == 404


def test_a_note_that_the_browser_sends_twice_is_one(door: Door):
    event, advisor = issue(door), signed_in(door)
    advisor.post(f"/desk/events/{event.number}/claim")
    page = advisor.get(f"/desk/events/{event.number}")
    once = re.search('name="once" value="([^"]+)"', page.text)
    assert once
    form = {"once": once[1], "disposition": "needs-customer", "next_step": "customer-tries", "text": "请先换一根线"}
    for text in ("请先换一根线", "请先换一根线", "请先换一个插头"):  # a form that was changed says something new
        assert advisor.post(f"/desk/events/{event.number}/note", **{**form, "text": text}).status_code == 303
    with door.unit_of_work() as work:
        assert [note.text for note in work.works.notes(event.number)] == ["请先换一根线", "请先换一个插头"]


def test_a_closing_that_the_browser_sends_twice_is_one(door: Door):
    event, advisor = issue(door), signed_in(door)
    advisor.post(f"/desk/events/{event.number}/claim")
    for _ in range(2):
        answer = advisor.post(f"/desk/events/{event.number}/note", **CLOSE, once="a" * 16)
        assert answer.headers["location"].endswith("said=closed")
    with door.unit_of_work() as work:
        assert len(work.works.notes(event.number)) == 1


def test_notes_hold_no_secret(door: Door):
    event = issue(door)
    browser = claimed(door, event)
    browser.post(f"/desk/events/{event.number}/note", **{**CLOSE, "text": "客户报了验证码 482913，我没有记"})
    assert "482913" not in browser.get(f"/desk/events/{event.number}").text
