"""Calling back from the desk (US-34, US-35): code, outcomes, retries, what an advisor misses, and who may do what."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from helpline.model.call_back import CallBack, CallBackStatus
from helpline.model.event import Event, EventStatus, HandOffStatus, Role
from helpline.model.event_number import shown
from helpline.services.handover import call_backs
from helpline.web.desk.rendering import labels, say
from tests.web.conftest import NOW, Door
from tests.web.desk_pages import Browser, signed_in
from tests.web.test_desk_work import CLOSE, PHONE, claimed, issue, looks, owner_of, stored, talked

L = labels()
AT = NOW + timedelta(minutes=45)  # eleven o'clock


def promised(door: Door) -> tuple[str, Event, CallBack]:
    """An event with a call back at eleven, that nobody holds."""
    conversation, event = talked(door, "屏幕碎了")
    browser = claimed(door, event, "1000")
    browser.post(f"/desk/events/{event.number}/booking", starts_at=AT.isoformat(), store="", do="change")
    assert browser.post(f"/desk/events/{event.number}/return", text="等到点再打").status_code == 303
    return conversation, event, live(door, event)


def live(door: Door, event: Event) -> CallBack:
    call = door.services.call_backs.of_event(event.number)
    assert call
    return call


def shows(page: str, code: str, event: Event) -> bool:
    """Whether a page holds the code as a number of its own: its digits also fall into long numbers and tokens by chance."""
    without = page.replace(shown(event.number), "")
    return re.search(rf"(?<![0-9A-Za-z]){code}(?![0-9A-Za-z])", without) is not None


def calling(door: Door, event: Event, number: str = "1001") -> Browser:
    """An advisor who is calling now."""
    browser = signed_in(door, number)
    browser.get("/desk")
    assert browser.post(f"/desk/events/{event.number}/call/start").status_code == 303
    return browser


def test_a_due_call_is_claimed_from_the_queue_and_shows_number_and_code_to_the_caller_alone(door: Door):
    _, event, call = promised(door)
    early = signed_in(door, "1001")
    early.get("/desk")
    assert L["names"]["kind"]["call_later"] in early.get("/desk/queue").text
    assert say("call_back_early") in early.post(f"/desk/events/{event.number}/call/start").text
    early.post(f"/desk/events/{event.number}/return", text="还没到点")
    door.clock.moment = AT
    rows = early.get("/desk/queue").text
    assert L["names"]["kind"]["call_due"] in rows and f"/desk/events/{event.number}/call/start" in rows
    assert not shows(early.get(f"/desk/events/{event.number}").text, call.code, event), "nor in the talk"
    browser = calling(door, event)
    page = browser.get(f"/desk/events/{event.number}?said=call_started").text
    assert PHONE in page and f'<code class="code">{call.code}</code>' in page and say("call_started") in page
    assert shows(page, call.code, event)
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    senior = signed_in(door, "2001", Role.SENIOR)
    for reader in (boss, senior):
        assert not shows(reader.get(f"/desk/events/{event.number}").text, call.code, event), "veiled"
    assert f">{call.code}<" in boss.post(f"/desk/events/{event.number}/reveal").text
    revealed = senior.post(f"/desk/events/{event.number}/reveal").text
    assert f">{call.code}<" not in revealed and f"核对码 {call.code}" not in revealed
    assert {who for who, what in looks(door, event.number) if what == "code_seen"} == {"1001", "9001"}


def test_a_token_reads_the_code_of_a_call_only_where_its_advisor_may_call(door: Door):
    _, event, call = promised(door)
    who = {"1001": Role.FIRST_LINE, "2001": Role.SENIOR, "9001": Role.SUPERVISOR}
    read = {}
    for number, role in who.items():
        token = door.services.desk.add_advisor(number, "李", role)
        read[number] = {"Authorization": f"Bearer {token}"}

    def seen() -> set[str]:
        views = {number: door.http.get(f"/api/desk/events/{event.number}", headers=head).json() for number, head in read.items()}
        whole = {number for number, view in views.items() if view["handoff"]["code"] == call.code}
        told = {number for number, view in views.items() if any(call.code in line["text"] for line in view["transcript"])}
        assert whole == told and all(view["handoff"]["code"] in (None, call.code) for view in views.values())
        return whole

    assert seen() == {"9001"}
    door.clock.moment = AT
    calling(door, event)  # makes a new password for 1001, and a new token
    read["1001"] = {"Authorization": f"Bearer {door.services.desk.add_advisor('1001', '李', Role.FIRST_LINE)}"}
    assert seen() == {"1001", "9001"}
    assert {name for name, what in looks(door, event.number) if what == "code_seen"} == {"1001", "9001"}


def test_of_two_who_call_one_does(door: Door):
    _, event, _ = promised(door)
    door.clock.moment = AT
    calling(door, event)
    other = signed_in(door, "1002")
    other.get("/desk")
    answer = other.post(f"/desk/events/{event.number}/call/start")
    assert answer.status_code == 409 and say("held_by_another", who="1001") in answer.text
    assert other.post(f"/desk/events/{event.number}/call/report", outcome="answered").status_code == 403
    assert live(door, event).status is CallBackStatus.CLAIMED


def test_of_eight_who_press_at_once_one_calls(door: Door):
    _, event, _ = promised(door)
    door.clock.moment = AT
    browsers = [signed_in(door, f"11{i:02d}") for i in range(8)]
    for browser in browsers:
        browser.get("/desk")
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda browser: browser.post(f"/desk/events/{event.number}/call/start").status_code, browsers))
    assert sorted(codes) == [303] + [409] * 7
    call = live(door, event)
    assert call.status is CallBackStatus.CLAIMED and call.advisor == owner_of(door, event)


def test_an_answered_call_is_done_its_code_is_gone_and_the_event_is_closed_after_it(door: Door):
    conversation, event, call = promised(door)
    door.clock.moment = AT
    browser = calling(door, event)
    refused = browser.post(f"/desk/events/{event.number}/note", **CLOSE)
    assert refused.status_code == 422 and say("call_outcome_first") in refused.text
    assert browser.post(f"/desk/events/{event.number}/call/report", outcome="nobody").status_code == 422
    assert browser.post(f"/desk/events/{event.number}/call/report", outcome="answered").status_code == 303
    page = browser.get(f"/desk/events/{event.number}").text
    assert not shows(page.partition('id="lines"')[0], call.code, event) and L["names"]["step"]["call_answered"] in page
    assert browser.post(f"/desk/events/{event.number}/call/start").status_code == 404
    assert browser.post(f"/desk/events/{event.number}/note", **CLOSE).status_code == 303
    assert stored(door, event.number).hand_off.status is HandOffStatus.DONE  # type: ignore[union-attr]
    assert "工号 1001" in door.thread(conversation)[-1][1]


def test_nobody_answers_three_times(door: Door):
    conversation, event, _ = promised(door)
    times = []
    for _ in range(3):
        call = live(door, event)
        door.clock.moment = call.due_at
        browser = signed_in(door, "1001")
        browser.get("/desk")
        browser.post(f"/desk/events/{event.number}/call/start")
        assert browser.post(f"/desk/events/{event.number}/call/report", outcome="no_answer").status_code == 303
        times.append(call.due_at)
    assert times == [AT, AT + timedelta(minutes=15), AT + timedelta(days=1)]
    assert door.services.call_backs.of_event(event.number) is None
    page = browser.get(f"/desk/events/{event.number}").text
    assert all(f"{L['names']['step']['call_no_answer']} 第 {n} 次" in page for n in (1, 2, 3))
    assert "重新约" in door.thread(conversation)[-1][1] and stored(door, event.number).status is EventStatus.OPEN


def test_a_wrong_number_is_never_rung_again(door: Door):
    _, event, _ = promised(door)
    door.clock.moment = AT
    calling(door, event).post(f"/desk/events/{event.number}/call/report", outcome="wrong_number")
    assert door.services.call_backs.of_event(event.number) is None


def test_an_advisor_who_lets_the_time_pass_loses_call_and_event_and_supervisors_see_it(door: Door):
    _, event, _ = promised(door)
    door.clock.moment = AT
    browser = calling(door, event)
    door.clock.moment += timedelta(minutes=21)
    browser.get("/desk/queue")  # still there, but not on the telephone
    door.services.chores.run()
    assert owner_of(door, event) is None
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    assert shown(event.number) in boss.get("/desk/overview").text
    assert L["names"]["step"]["missed_by_advisor"] in boss.get(f"/desk/events/{event.number}").text
    assert browser.post(f"/desk/events/{event.number}/call/report", outcome="answered").status_code == 403
    signed_in(door, "1002")
    boss.get("/desk/overview")
    assert boss.post(f"/desk/events/{event.number}/call/reassign", to="4040").status_code == 404
    assert boss.post(f"/desk/events/{event.number}/call/reassign", to="1002").status_code == 303
    assert owner_of(door, event) == "1002"
    assert browser.post(f"/desk/events/{event.number}/call/start").status_code == 409
    assert browser.post(f"/desk/events/{event.number}/call/reassign", to="1001").status_code == 403
    door.clock.moment += timedelta(minutes=11)
    door.services.chores.run()
    assert owner_of(door, event) is None and ("1002", "missed_by_advisor") in looks(door, event.number)


def test_whoever_joined_first_stands_first_whatever_the_time_that_was_promised(door: Door):
    _, first, _ = promised(door)
    door.clock.moment += timedelta(minutes=5)
    second = issue(door, door.open().partition(".")[0])
    browser = claimed(door, second, "1005")
    browser.post(f"/desk/events/{second.number}/booking", starts_at=(AT - timedelta(minutes=30)).isoformat(), store="", do="change")
    browser.post(f"/desk/events/{second.number}/return", text="等到点再打")
    door.clock.moment = AT
    rows = browser.get("/desk/queue").text
    assert rows.index(shown(first.number)) < rows.index(shown(second.number))


@pytest.mark.parametrize("text", ["刚才来电的人说不出核对码", "打电话的人报的核对码不对"])
def test_a_doubted_code_warns_the_advisor_and_is_not_read_again(door: Door, text: str):
    _, event, call = promised(door)
    with door.unit_of_work() as work:
        found = work.events.get(event.number)
        assert found and call_backs.hear(work, door.services.catalogue, found, text, door.clock.now())
        work.commit()
    door.clock.moment = AT
    page = calling(door, event).get(f"/desk/events/{event.number}").text
    assert L["call"]["doubted"] in page and L["call"]["no_code"] in page and f'class="code">{call.code}' not in page


def test_closing_an_event_ends_its_call(door: Door):
    _, event, _ = promised(door)
    claimed(door, event).post(f"/desk/events/{event.number}/note", **CLOSE)
    assert door.services.call_backs.of_event(event.number) is None and door.services.call_backs.due(AT + timedelta(days=1)) == []


def test_a_look_counts_once_however_often_the_page_comes(door: Door):
    _, event = talked(door, "屏幕碎了")
    browser = claimed(door, event)
    for _ in range(4):
        browser.get(f"/desk/events/{event.number}")
        browser.get(f"/desk/events/{event.number}/chat")
        browser.get("/desk/queue")
    assert looks(door, event.number).count(("1001", "event_seen")) == 1
    door.clock.moment += timedelta(minutes=6)
    browser.get(f"/desk/events/{event.number}")
    assert looks(door, event.number).count(("1001", "event_seen")) == 2
