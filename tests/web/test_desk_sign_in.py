"""Signing in at the desk: locks, sessions, forged forms, and who may manage advisors."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from helpline.model.event import Role
from helpline.services.desk.signing_in import IDLE, LOCK, LONGEST
from helpline.storage import desk_tables, tables
from helpline.web.desk.rendering import say
from tests.web.conftest import Door
from tests.web.desk_pages import PASSWORD, Browser, hire, signed_in

PAGES = ["/desk/password", "/desk/staff"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_a_page_without_signing_in(door: Door, page: str):
    answer = Browser(door).get(page)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/desk/sign-in")


def test_the_right_password_opens_the_desk(door: Door):
    browser = signed_in(door)
    assert browser.get("/desk/password").status_code == 200


def test_unknown_number_and_wrong_password_are_told_alike(door: Door):
    hire(door)
    answers = [Browser(door).sign_in(number, "wrong password").text for number in ("1001", "9999")]
    plain = [re.sub(r"[0-9a-f]{64}|1001|9999", "", text) for text in answers]
    assert plain[0] == plain[1] and say("sign_in_refused") in answers[0]


def test_an_advisor_without_a_password_cannot_come_in(door: Door):
    door.services.desk.add_advisor("1001", "李", Role.SENIOR)
    assert Browser(door).sign_in("1001", "").status_code == 401


def test_five_wrong_passwords_lock_the_number_for_fifteen_minutes(door: Door):
    hire(door)
    statuses = [Browser(door).sign_in("1001", f"wrong {i}").status_code for i in range(5)]
    assert statuses == [401] * 5
    assert Browser(door).sign_in().status_code == 429
    door.clock.moment += LOCK - timedelta(seconds=1)
    assert Browser(door).sign_in().status_code == 429
    door.clock.moment += timedelta(seconds=2)
    assert Browser(door).sign_in().status_code == 303


def test_an_unknown_number_is_locked_like_a_known_one(door: Door):
    assert [Browser(door).sign_in("9999", "wrong password").status_code for _ in range(6)] == [401] * 5 + [429]


def test_an_address_that_tries_many_numbers_is_locked(door: Door):
    hire(door)
    for i in range(20):
        assert Browser(door).sign_in(f"77{i:02d}", "wrong password").status_code == 401
    assert Browser(door).sign_in().status_code == 429


def test_four_wrong_tries_are_forgiven_by_the_right_one(door: Door):
    hire(door)
    for _ in range(2):
        assert [Browser(door).sign_in("1001", "wrong password").status_code for _ in range(4)] == [401] * 4
        assert Browser(door).sign_in().status_code == 303


def test_the_session_is_a_new_one_whatever_the_browser_brought(door: Door):
    hire(door)
    browser = Browser(door)
    browser.http.cookies.set("helpline_desk", "chosen-by-an-attacker", domain="127.0.0.1", path="/desk")
    browser.sign_in()
    values = {cookie.value for cookie in browser.http.cookies.jar if cookie.name == "helpline_desk"}
    assert "chosen-by-an-attacker" not in values
    thief = Browser(door)
    thief.http.cookies.set("helpline_desk", "chosen-by-an-attacker", domain="127.0.0.1", path="/desk")
    assert thief.get("/desk/password").status_code == 303


def test_the_cookie_is_out_of_reach_and_its_secret_is_not_stored(door: Door):
    hire(door)
    browser = Browser(door)
    cookies = browser.sign_in().headers.get_list("set-cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("helpline_desk="))
    assert "httponly" in session.lower() and "samesite=strict" in session.lower() and "path=/desk" in session.lower()
    secret = session.partition("=")[2].partition(";")[0]
    with door.engine.connect() as connection:
        rows = [str(row) for table in (desk_tables.sessions, tables.audit) for row in connection.execute(sa.select(table))]
    assert rows and not any(secret in row for row in rows)


def test_the_cookie_is_for_https_only_behind_a_proxy_that_ends_it(door: Door):
    hire(door)
    browser = Browser(door)
    browser.http.headers["x-forwarded-proto"] = "https"
    browser.get("/desk/sign-in")
    visit = browser.http.cookies.jar
    token = browser.token
    cookie = "; ".join(f"{c.name}={c.value}" for c in visit)
    answer = browser.post("/desk/sign-in", number="1001", password=PASSWORD, token=token, headers={"cookie": cookie})
    assert answer.status_code == 303 and "secure" in answer.headers["set-cookie"].lower()


def test_a_session_ends_when_idle_and_after_a_day_of_work(door: Door):
    browser = signed_in(door)
    door.clock.moment += IDLE - timedelta(minutes=1)
    assert browser.get("/desk/password").status_code == 200
    door.clock.moment += IDLE + timedelta(seconds=1)
    assert browser.get("/desk/password").status_code == 303
    browser.sign_in()
    ends = door.clock.moment + LONGEST
    while door.clock.moment < ends:
        assert browser.get("/desk/password").status_code == 200
        door.clock.moment += timedelta(minutes=50)
    assert browser.get("/desk/password").status_code == 303


def test_signing_out_ends_this_session_and_everywhere_all(door: Door):
    one, two = signed_in(door), Browser(door)
    two.sign_in()
    stolen = dict(one.http.cookies)
    one.post("/desk/sign-out")
    thief = Browser(door)
    thief.http.cookies.update(stolen)
    assert thief.get("/desk/password").status_code == 303
    assert two.get("/desk/password").status_code == 200
    one.sign_in()
    one.post("/desk/sign-out", everywhere="yes")
    assert two.get("/desk/password").status_code == 303


def test_a_new_password_ends_the_other_sessions(door: Door):
    one, two = signed_in(door), Browser(door)
    two.sign_in()
    new = "另一个够长的密码 2846"
    assert one.post("/desk/password", old=PASSWORD, new=new, again=new).status_code == 303
    assert one.get("/desk/password").status_code == 200 and two.get("/desk/password").status_code == 303
    assert Browser(door).sign_in().status_code == 401 and Browser(door).sign_in(password=new).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        ("wrong password", "另一个够长的密码 2846", "另一个够长的密码 2846", "password_wrong"),
        (PASSWORD, "短", "短", "password_weak"),
        (PASSWORD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "password_weak"),
        (PASSWORD, "另一个够长的密码 2846", "另一个够长的密码 2847", "password_differs"),
        (PASSWORD, PASSWORD, PASSWORD, "password_same"),
    ],
)
def test_a_new_password_is_refused_with_its_reason(door: Door, old: str, new: str, again: str, why: str):
    answer = signed_in(door).post("/desk/password", old=old, new=new, again=again)
    assert answer.status_code in (403, 422) and say(why) in answer.text


@pytest.mark.parametrize("token", ["", "0" * 64, "nothing"])
def test_a_form_without_our_token_does_nothing(door: Door, token: str):
    browser = signed_in(door)
    assert browser.post("/desk/sign-out", token=token).status_code == 403
    assert browser.get("/desk/password").status_code == 200


def test_the_sign_in_form_needs_its_token_too(door: Door):
    hire(door)
    browser = Browser(door)
    browser.get("/desk/sign-in")
    assert browser.post("/desk/sign-in", token="0" * 64, number="1001", password=PASSWORD).status_code == 403


def test_another_sites_form_is_refused_though_it_had_the_token(door: Door):
    browser = signed_in(door)
    assert browser.post("/desk/sign-out", headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/desk",
        "//evil.example",
        "/\\evil.example",
        "/desk//evil.example",
        "javascript:alert(1)",
        "/chat",
        "/desk\r\nx: y",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(door: Door, to: str):
    hire(door)
    assert Browser(door).sign_in(next=to).headers["location"] == "/desk"


def test_who_was_on_the_way_to_a_page_gets_there(door: Door):
    hire(door)
    assert Browser(door).sign_in(next="/desk/events/23456789016").headers["location"] == "/desk/events/23456789016"


def test_pages_carry_strict_headers(door: Door):
    for answer in (Browser(door).get("/desk/sign-in"), signed_in(door).get("/desk/password")):
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy and "style-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|style=|https?://", answer.text)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_only_supervisors_manage_advisors(door: Door, role: Role):
    browser = signed_in(door, role=role)
    assert browser.get("/desk/staff").status_code == 403
    assert browser.post("/desk/staff", number="3001", name="赵", role="supervisor").status_code == 403
    assert browser.post("/desk/staff/1001", role="supervisor", active="yes", do="save").status_code == 403


def test_a_supervisor_adds_an_advisor_who_must_choose_a_password(door: Door):
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    page = boss.post("/desk/staff", number="3001", name="<b>赵</b>", role="senior", groups=["hardware", "nonsense"]).text
    password = re.search(r"<code>([^<]+)</code>", page)
    assert password and "<b>赵</b>" not in page and "&lt;b&gt;赵&lt;/b&gt;" in page
    new = Browser(door)
    assert new.sign_in("3001", password[1]).status_code == 303
    assert new.get("/desk/staff").headers["location"] == "/desk/password"
    chosen = "自己选的密码 5520"
    new.get("/desk/password")
    assert new.post("/desk/password", old=password[1], new=chosen, again=chosen).status_code == 303
    with door.unit_of_work() as work:
        account = work.accounts.get("3001")
    assert account and account.groups == ("hardware",) and account.role is Role.SENIOR and not account.temporary


def test_a_supervisor_shuts_an_advisor_out_at_once(door: Door):
    boss, token = signed_in(door, "9001", Role.SUPERVISOR), door.services.desk.add_advisor("1002", "王", Role.SENIOR)
    door.services.desk_services.sign_in.set_password("1002", PASSWORD, by="operator", temporary=False)
    other = Browser(door)
    other.sign_in("1002")
    boss.get("/desk/staff")
    assert boss.post("/desk/staff/1002", role="senior", active="no", do="save").status_code == 303
    assert other.get("/desk/password").status_code == 303
    assert Browser(door).sign_in("1002").status_code == 401
    assert door.http.get("/api/desk/events?q=1", headers={"authorization": f"Bearer {token}"}).status_code == 401


def test_a_supervisor_cannot_shut_themselves_out(door: Door):
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    assert boss.post("/desk/staff/9001", role="supervisor", active="no", do="save").status_code == 422
    assert boss.post("/desk/staff/9001", role="senior", active="yes", do="save").status_code == 422
    assert boss.post("/desk/staff/4040", role="senior", active="yes", do="save").status_code == 404
    assert boss.get("/desk/staff").status_code == 200


@pytest.mark.parametrize(
    ("number", "name", "role"), [("", "赵", "senior"), ("30/01", "赵", "senior"), ("3001", "", "senior"), ("3001", "赵", "boss")]
)
def test_a_wrong_advisor_is_refused(door: Door, number: str, name: str, role: str):
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    answer = boss.post("/desk/staff", number=number, name=name, role=role)
    assert answer.status_code == 422 and say("advisor_wrong") in answer.text


def test_a_known_number_is_not_taken_over(door: Door):
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    assert boss.post("/desk/staff", number="9001", name="赵", role="senior").status_code == 422
