"""What an attacker tries at the desk: forged addresses, other people's pictures, cells that spreadsheets run, and guessed paths."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from helpline.model.event import Role
from helpline.model.event_number import shown
from helpline.web.app import create_app
from helpline.web.desk.rendering import say
from tests.web.conftest import SIGNING_KEY, Door, Running
from tests.web.desk_pages import PASSWORD, Browser, hire, signed_in
from tests.web.test_desk_work import claimed, issue, looks, stored, talked
from tests.web.test_pictures import dot, send


@pytest.fixture
def behind_a_proxy(door: Door) -> Iterator[str]:
    """The address of the same desk where one proxy of ours stands in front."""
    with Running(create_app(door.services, door.bot, SIGNING_KEY, proxies=1)) as running:
        yield f"http://127.0.0.1:{running.port}"


def guess(browser: Browser, number: str, address: str) -> int:
    browser.get("/desk/sign-in")
    headers = {"x-forwarded-for": address, "x-real-ip": address, "forwarded": f"for={address}"}
    return browser.post("/desk/sign-in", number=number, password="wrong password", headers=headers).status_code


def test_an_address_that_is_claimed_counts_for_nothing_without_a_proxy(door: Door):
    codes = [guess(Browser(door), f"77{i:02d}", f"203.0.113.{i}") for i in range(21)]
    assert codes == [401] * 20 + [429]
    assert ("7700", "sign_in_tried") in looks(door, "127.0.0.1")


def test_behind_a_proxy_the_last_address_counts_which_the_proxy_wrote(door: Door, behind_a_proxy: str):
    def at_proxy(i: int, last: str) -> int:
        browser = Browser(door)
        browser.http.base_url = behind_a_proxy  # type: ignore[assignment]
        return guess(browser, f"77{i:02d}", f"10.9.9.{i}, {last}")

    assert [at_proxy(i, "203.0.113.7") for i in range(21)] == [401] * 20 + [429]
    assert at_proxy(30, "203.0.113.8") == 401, "another customer of the same proxy is not held up"


def pictured(door: Door, name: str) -> tuple[str, str]:
    """An event with a picture, and the picture's id."""
    conversation = door.open()
    picture = send(door, conversation, dot()).json()["attachment"]["id"]
    return issue(door, conversation.partition(".")[0], contact_name=name, screenshot=[picture]).number, picture


def test_a_picture_opens_with_its_own_event_alone_and_for_who_may(door: Door):
    (one, mine), (_, other) = pictured(door, "王芳"), pictured(door, "赵刚")
    first = signed_in(door)
    assert first.get(f"/desk/events/{one}/pictures/{mine}").status_code == 403
    first.get("/desk")
    first.post(f"/desk/events/{one}/claim")
    seen = first.get(f"/desk/events/{one}/pictures/{mine}")
    assert seen.status_code == 200 and seen.headers["content-type"] == "image/png" and "nosniff" in seen.headers["x-content-type-options"]
    assert "default-src 'none'" in seen.headers["content-security-policy"]
    assert first.get(f"/desk/events/{one}/pictures/{other}").status_code == 404
    for name in ("..%2f..%2fetc%2fpasswd", "%00", "nothing"):
        assert first.get(f"/desk/events/{one}/pictures/{name}").status_code == 404
    assert ("1001", "attachment_read") in looks(door, mine)
    assert Browser(door).get(f"/desk/events/{one}/pictures/{mine}").status_code == 303


def test_a_conversation_is_read_by_who_holds_its_event(door: Door):
    _, event = talked(door, "只有我的顾问能看")
    claimed(door, event)
    other = signed_in(door, "1002")
    assert "只有我的顾问能看" not in other.get(f"/desk/events/{event.number}/chat").text


@pytest.mark.parametrize("cell", ["=1+2", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_an_export_holds_no_cell_that_a_spreadsheet_runs(door: Door, cell: str):
    with door.unit_of_work() as work:
        work.audit.record(door.clock.now(), cell, "event_seen", cell)
        work.commit()
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    boss.get("/desk/overview")
    answer = boss.post("/desk/export", what="audit")
    cells = [cell for row in csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell[:1]]
    assert "attachment" in answer.headers["content-disposition"] and answer.headers["cache-control"] == "no-store"
    assert boss.post("/desk/export", what="../secret").status_code == 404


def test_a_supervisor_steps_in_without_holding_and_that_is_on_record(door: Door):
    conversation, event = talked(door, "你好")
    claimed(door, event)
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    page = boss.get(f"/desk/events/{event.number}?day=2026-11-25&store=").text
    assert "2026-11-25T09:30:00" in page
    path = f"/desk/events/{event.number}/booking"
    assert boss.post(path, starts_at="2026-11-25T09:30:00+08:00", store="", do="change").status_code == 303
    code = stored(door, event.number).hand_off.code  # type: ignore[union-attr]
    assert f"核对码 {code}" in door.thread(conversation)[-1][1]
    store = next(iter(door.services.catalogue.stores.values()))
    assert boss.post(path, starts_at="2026-11-26T11:00:00+08:00", store=store.id, do="change").status_code == 303
    assert store.name in door.thread(conversation)[-1][1]
    assert door.services.call_backs.of_event(event.number) is None, "a visit instead of the call"
    assert boss.post(path, starts_at="2026-11-26T11:00:00+08:00", store="nowhere", do="change").status_code == 422
    assert boss.post(path, starts_at="2026-11-23T11:00:00+08:00", store=store.id, do="change").status_code == 422
    assert boss.post(path, do="cancel").status_code == 303
    again = boss.post(path, do="cancel")
    assert again.status_code == 422 and say("nothing_booked") in again.text
    assert ("9001", "booking_changed") in looks(door, event.number) and ("9001", "booking_cancelled") in looks(door, event.number)


SPOKEN = str.maketrans("0123456789", "洞幺两三四五六拐八勾")


@pytest.mark.parametrize("said", ["编号是{spoken}", "{spaced}", "{dashed}", " {wide} "])
def test_a_number_is_found_as_a_customer_reads_it_out(door: Door, said: str):
    number = issue(door).number
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    forms = {"spoken": number.translate(SPOKEN), "spaced": " ".join(number), "dashed": shown(number).replace(" ", "-"), "wide": wide}
    answer = signed_in(door).get("/desk/search", params={"q": said.format(**forms)})
    assert answer.headers.get("location") == f"/desk/events/{number}"


def test_a_misread_number_is_found_by_a_signed_in_advisor_alone(door: Door):
    number = issue(door).number
    swapped = number[:3] + number[4] + number[3] + number[5:]
    if swapped == number:
        return
    answer = signed_in(door).get("/desk/search", params={"q": swapped.translate(SPOKEN)})
    assert say("NumberMistyped") in answer.text and shown(number) in answer.text
    conversation = door.open()
    assert (
        number not in "".join(door.say(conversation, swapped))
        and Browser(door).get("/desk/search", params={"q": swapped}).status_code == 303
    )


def test_two_of_one_name_and_tail_are_offered_to_choose_from(door: Door):
    numbers = [issue(door, name).number for name in ("one", "two")]
    page = signed_in(door).get("/desk/search", params={"q": "王芳 尾号 5678"}).text
    assert all(shown(number) in page for number in numbers)


def test_signing_in_again_ends_the_session_that_the_browser_had(door: Door):
    hire(door)
    browser = Browser(door)
    browser.sign_in()
    old = browser.http.cookies.get("helpline_desk")
    browser.post("/desk/sign-out")
    browser.sign_in(password=PASSWORD)
    assert browser.http.cookies.get("helpline_desk") not in (None, old)
    stolen = Browser(door)
    stolen.http.cookies.set("helpline_desk", str(old), domain="127.0.0.1", path="/desk")
    assert stolen.get("/desk").status_code == 303
