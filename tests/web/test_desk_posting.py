"""A repair by post, from the desk: the stage that an advisor sets is what the customer reads; and what supervisors are warned of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpline.model.event import Event, HandOff, HandOffStatus, Mode, Role
from helpline.model.event_number import shown
from helpline.services import events
from helpline.web.desk.rendering import labels, say
from tests.web.conftest import Door
from tests.web.desk_pages import signed_in
from tests.web.test_desk_work import claimed, looks, stored, talked

MAIL_IN = HandOff(Mode.MAIL_IN, HandOffStatus.CONFIRMED)


@pytest.fixture
def posted(door: Door) -> tuple[str, Event]:
    """A conversation whose event goes by post."""
    conversation, event = talked(door, "你好")
    with door.unit_of_work() as work:
        kept = work.events.get(event.number)
        assert kept
        events.hand_over(work, kept, MAIL_IN, door.clock.now())
        work.commit()
    return conversation, kept


def api(door: Door, event: Event, stage: object, token: str):
    headers = {"authorization": f"Bearer {token}"}
    return door.http.post(f"/api/desk/events/{shown(event.number)}/mail-in", json={"stage": stage}, headers=headers)


def stage_read(door: Door, event: Event, token: str) -> str:
    answer = door.http.get(f"/api/desk/events/{event.number}", headers={"authorization": f"Bearer {token}"})
    return str(answer.json()["handoff"].get("stage"))


def test_the_stage_that_an_advisor_sets_is_read_by_the_customer(door: Door, posted: tuple[str, Event]):
    conversation, event = posted
    browser = claimed(door, event)
    path = f"/desk/events/{event.number}"
    assert labels()["mail_in"]["title"] in browser.get(path).text
    assert browser.post(f"{path}/mail-in", stage="received").status_code == 303
    page = browser.get(path).text
    assert '<option value="received" selected>' in page and "已收到设备" in page.split("<h3>")[-1], "it stands in what happened"
    said = door.thread(conversation)[-1][1]
    assert "已收到设备" in said and shown(event.number) in said
    talk = door.services.reception
    with door.unit_of_work() as work:
        draft = work.drafts.get(conversation.partition(".")[0])
        draft.event_number, draft.handed_over = event.number, True
        work.drafts.save(draft)
        work.commit()
    from helpline.model.understanding import Heard

    reply = talk.turn(conversation.partition(".")[0], Heard("寄修到哪一步了", "service_check_event", 0.9))
    assert [say.facts["stage"] for say in reply.says if say.key == "utter_mail_in_stage"] == ["已收到设备"]
    assert ("1001", "mail_in_advanced") in looks(door, event.number)


@pytest.mark.parametrize(("stage", "why"), [("registered", "stage_already"), ("lost", "stage_unknown"), ("", "stage_unknown")])
def test_no_stage_but_one_that_comes_next_or_was_mistaken(door: Door, posted: tuple[str, Event], stage: str, why: str):
    conversation, event = posted
    browser = claimed(door, event)
    before = door.thread(conversation)
    answer = browser.post(f"/desk/events/{event.number}/mail-in", stage=stage)
    assert answer.status_code == 422 and say(why) in answer.text
    assert door.thread(conversation) == before


def test_who_does_not_hold_the_event_and_what_goes_no_such_way(door: Door, posted: tuple[str, Event]):
    _, event = posted
    other = signed_in(door, "1002")
    other.get("/desk")
    assert other.post(f"/desk/events/{event.number}/mail-in", stage="received").status_code == 403
    _, visit = talked(door, "屏幕碎了")
    browser = claimed(door, visit)
    assert labels()["mail_in"]["title"] not in browser.get(f"/desk/events/{visit.number}").text
    assert browser.post(f"/desk/events/{visit.number}/mail-in", stage="received").status_code == 422
    assert not [line for line in stored(door, visit.number).history if str(line["what"]).startswith("mail_in")]


def test_programs_advance_it_by_token_under_the_same_rules(door: Door, posted: tuple[str, Event]):
    conversation, event = posted
    token = door.services.desk.add_advisor("1001", "李", Role.FIRST_LINE)
    boss = door.services.desk.add_advisor("9001", "周", Role.SUPERVISOR)
    assert stage_read(door, event, token) == "registered"
    assert api(door, event, "received", token).status_code == 403
    answer = api(door, event, "received", boss)
    assert answer.status_code == 200 and answer.json() == {"event_number": event.number, "stage": "received"}
    assert stage_read(door, event, token) == "received" and "已收到设备" in door.thread(conversation)[-1][1]
    refused = [api(door, event, stage, boss).json()["error"]["code"] for stage in ("received", "nowhere", 7, None)]
    assert refused == ["stage_already", "stage_unknown", "field_wrong", "stage_unknown"]
    assert api(door, event, "quoted", "nobody").status_code == 401
    assert api(door, event, "registered", boss).status_code == 200, "a slip may be taken back"


def test_posting_once_more_begins_at_the_first_stage(door: Door, posted: tuple[str, Event]):
    _, event = posted
    boss = door.services.desk.add_advisor("9001", "周", Role.SUPERVISOR)
    api(door, event, "returned", boss)
    with door.unit_of_work() as work:
        kept = work.events.get(event.number)
        assert kept
        events.cancel_hand_off(work, kept, door.clock.now())
        events.hand_over(work, kept, MAIL_IN, door.clock.now())
        work.commit()
    assert stage_read(door, event, boss) == "registered"


def test_a_year_without_its_holidays_is_named_on_the_overview(door: Door):
    boss = signed_in(door, "9001", Role.SUPERVISOR)
    warning = labels()["overview"]["no_holidays"]
    assert warning.format(year=2027) in boss.get("/desk/overview").text, "it begins within sixty days"
    door.clock.moment -= timedelta(days=60)
    boss.sign_in("9001")
    assert "holidays.yml" not in boss.get("/desk/overview").text
