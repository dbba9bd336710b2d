"""One person's data can be handed out and erased, in every table, and nobody else's is touched."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sqlalchemy.engine import Engine

from helpline.services.care import Keep, Retention
from helpline.storage.records import Records
from rasa_ext.tracker_store import RecentTrackerStore, events
from tests.storage.filling import NOBODYS, fill, rows, talk_of
from tests.storage.samples import NOW, NUMBER, OTHER, Work, event, line


class Clock:
    def __init__(self, moment=NOW):
        self.moment = moment

    def now(self):
        return self.moment


class Folder:
    """Remembers which files were dropped."""

    def __init__(self) -> None:
        self.dropped: list[str] = []

    def drop(self, name: str) -> None:
        self.dropped.append(name)


@pytest.fixture
def rasa(engine: Engine) -> Engine:
    store = RecentTrackerStore(Domain.empty(), engine.url.render_as_string(hide_password=False))
    for person in ("li", "wang"):
        tracker = asyncio.run(store.get_or_create_tracker(talk_of(person)))
        tracker.update(UserUttered(f"{person}的话"))
        asyncio.run(store.save(tracker))
    return store._engine


def test_everything_of_one_person_is_handed_out(engine: Engine, rasa: Engine):
    fill(engine, "li")
    fill(engine, "wang")
    found = Records(engine, rasa).everything(talk_of("li"))
    assert found.keys() == {*rows(engine), "rasa_events"} - NOBODYS
    assert "wang" not in str(found)


def test_everything_of_one_person_is_erased(engine: Engine, rasa: Engine):
    fill(engine, "wang")
    before = rows(engine)
    fill(engine, "li")
    gone, files = Records(engine, rasa).erase([talk_of("li")])
    after = rows(engine)
    assert {name: after[name] for name in after if name not in NOBODYS} == {name: before[name] for name in before if name not in NOBODYS}
    assert files == ["li-id"]
    assert gone >= len(after) - len(NOBODYS)
    with rasa.connect() as connection:
        left = set(connection.execute(sa.select(events.c.conversation_id)).scalars())
    assert left == {talk_of("wang")}


@pytest.mark.parametrize("who", [{"event": "li-number"}, {"phone": "li-phone"}, {"serial": "li-serial"}, {"account": "li-account"},
                                 {"conversation": "li-talk"}])  # fmt: skip
def test_a_person_is_found_by_what_they_can_name(engine: Engine, rasa: Engine, who: dict[str, str]):
    fill(engine, "li")
    fill(engine, "wang")
    assert Records(engine, rasa).conversations_of(who) == [talk_of("li")]


def test_a_phone_in_a_draft_without_an_event_counts_too(engine: Engine, work: Work):
    with work() as unit:
        unit.threads.open("talk", NOW)
        draft = unit.drafts.get("talk")
        draft.facts["contact_phone"] = "13800138000"
        unit.drafts.save(draft)
        unit.commit()
    records = Records(engine, engine)
    assert records.conversations_of({"phone": "13800138000"}) == ["talk"]
    assert records.conversations_of({"phone": "3800138000"}) == []


def test_what_is_old_is_let_go_by_its_class(engine: Engine, work: Work):
    with work() as unit:
        for name, numbered in (("talk", False), ("open", True), ("done", True)):
            unit.threads.open(name, NOW)
            unit.threads.add(line("1", conversation_id=name))
            if numbered:
                unit.events.add(event({"open": NUMBER, "done": OTHER}[name], submission=name, conversation_id=name))
        found = unit.events.of_submission("done")
        found.status = type(found.status).CLOSED
        unit.events.update(found)
        unit.audit.record(NOW, "1001", "look", "23456789016")
        unit.commit()
    clock, folder = Clock(NOW + timedelta(days=40)), Folder()

    def left() -> set[str]:
        return {row["id"] for row in rows(engine)["conversations"]}

    def keep(**days: int) -> None:
        Retention(Records(engine, engine), folder, clock, Keep(**days)).run()

    keep()
    keep(talks=41, events=41)
    assert left() == {"talk", "open", "done"}
    keep(talks=39)
    assert left() == {"open", "done"}
    keep(events=39)
    assert left() == {"open"}  # an open event is nobody's to throw away
    assert len(rows(engine)["audit"]) == 1
    keep(audit=39)
    assert rows(engine)["audit"] == []


def test_it_is_done_once_an_hour_whatever_the_clock_does(engine: Engine):
    clock, done = Clock(), []
    retention = Retention(Records(engine, engine), Folder(), clock, Keep())
    retention.run = lambda: done.append(clock.moment)
    for minutes in (0, 5, 59, 61, -600, -590):
        clock.moment = NOW + timedelta(minutes=minutes)
        retention.once_an_hour()
    assert [(moment - NOW) // timedelta(minutes=1) for moment in done] == [0, 61, -600]
