"""What Rasa remembers: all of it is kept, little is read back, and nothing twice, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered

from rasa_ext import tracker_store
from rasa_ext.tracker_store import READ_BACK, RecentTrackerStore, events
from tests.faults.proxy import Proxy
from tests.storage.conftest import *  # noqa: F403 the databases

DOMAIN = Domain.from_yaml(
    "version: '3.1'\nintents: [ask]\nslots: {asking: {type: text, mappings: [{type: custom}]}}\nactions: [action_turn]\n"
)


class Heard(EventBroker):
    """Keeps what is published."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def publish(self, event: dict[str, Any]) -> None:
        self.events.append(event)


@pytest.fixture
def address(empty: sa.engine.Engine) -> str:
    return str(empty.url.render_as_string(hide_password=False))


async def turn(store: RecentTrackerStore, text: str) -> None:
    tracker = await store.get_or_create_tracker("someone")
    tracker.update(UserUttered(text, intent={"name": "ask"}), DOMAIN)
    tracker.update(ActionExecuted("action_turn"), DOMAIN)
    tracker.update(SlotSet("asking", text), DOMAIN)
    tracker.update(ActionExecuted("action_listen"), DOMAIN)
    await store.save(tracker)


async def test_a_long_conversation_is_kept_whole_and_read_back_in_part(address: str):
    store = RecentTrackerStore(DOMAIN, address)
    for number in range(50):
        await turn(store, f"问题{number}")
    recent, full = await store.retrieve("someone"), await store.retrieve_full_tracker("someone")
    assert recent is not None
    assert full is not None
    assert len(recent.events) == READ_BACK
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == [f"问题{number}" for number in range(50)]
    assert recent.get_slot("asking") == "问题49"
    assert recent.latest_action_name == "action_listen"


async def test_another_process_goes_on_from_there(address: str):
    await turn(RecentTrackerStore(DOMAIN, address), "一")
    other = RecentTrackerStore(DOMAIN, address)
    await turn(other, "二")
    full = await other.retrieve_full_tracker("someone")
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["一", "二"]


async def test_each_event_is_published_once(address: str):
    heard = Heard()
    store = RecentTrackerStore(DOMAIN, address, event_broker=heard)
    await turn(store, "一")
    await turn(store, "二")
    with store._engine.connect() as connection:
        kept = [json.loads(data) for data in connection.execute(sa.select(events.c.data).order_by(events.c.id)).scalars()]
    assert [{**event, "sender_id": "someone"} for event in kept] == heard.events


async def test_nobody_is_not_there(address: str):
    store = RecentTrackerStore(DOMAIN, address)
    assert await store.retrieve("nobody") is None
    assert not await store.exists("nobody")
    await turn(store, "一")
    assert list(await store.keys()) == ["someone"]


async def test_a_connection_that_is_cut_is_made_again(postgres, schema):
    address = schema.update_query_dict({"application_name": "helpline-cut"}).render_as_string(hide_password=False)
    store = RecentTrackerStore(DOMAIN, address)
    await turn(store, "一")
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'helpline-cut' AND pid <> pg_backend_pid()"

    left = [cut]

    def once(*_: Any) -> None:
        if not left:
            return
        left.clear()
        with postgres.connect() as other:
            other.execute(sa.text(cut))

    sa.event.listen(store._engine, "before_cursor_execute", once)
    await turn(store, "二")
    full = await store.retrieve_full_tracker("someone")
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["一", "二"]


async def test_while_the_database_is_away_events_wait_and_none_is_told_or_kept_twice(postgres, schema, monkeypatch: pytest.MonkeyPatch):
    """Away in the middle of a turn, for a whole turn, and back: in order, once, and the broker has the same."""
    monkeypatch.setattr(tracker_store, "LOOKED", 0.05)
    proxy = Proxy((schema.host or "127.0.0.1", schema.port or 5432))
    heard = Heard()
    store = RecentTrackerStore(
        DOMAIN, schema.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False), event_broker=heard
    )
    await turn(store, "一")
    tracker = await store.get_or_create_tracker("someone")
    tracker.update(UserUttered("二", intent={"name": "ask"}), DOMAIN)
    proxy.away()
    await store.save(tracker)
    await turn(store, "三")
    proxy.back()
    for _ in range(100):
        await asyncio.sleep(0.05)
        if store._later is None:
            break
    await turn(store, "四")
    full = await store.retrieve_full_tracker("someone")
    proxy.stop()
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["一", "二", "三", "四"]
    assert [{**event.as_dict(), "sender_id": "someone"} for event in full.events] == heard.events


async def test_a_first_turn_in_which_the_database_goes_away_is_kept(postgres, schema, monkeypatch: pytest.MonkeyPatch):
    """Behind what Rasa wraps around each store: it would keep such a turn in memory, and tell the broker of what is in no record."""
    monkeypatch.setattr(tracker_store, "LOOKED", 0.05)
    proxy = Proxy((schema.host or "127.0.0.1", schema.port or 5432))
    heard = Heard()
    address = schema.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    store = RecentTrackerStore(DOMAIN, address, event_broker=heard)
    wrapped = FailSafeTrackerStore(store)
    tracker = await wrapped.get_or_create_tracker("new", append_action_listen=False)
    tracker.update(UserUttered("一", intent={"name": "ask"}), DOMAIN)
    proxy.away()
    await wrapped.save(tracker)
    proxy.back()
    for _ in range(100):
        await asyncio.sleep(0.05)
        if store._later is None:
            break
    full = await store.retrieve_full_tracker("new")
    proxy.stop()
    assert full is not None
    assert [{**event.as_dict(), "sender_id": "new"} for event in full.events] == heard.events


@pytest.mark.parametrize(
    "lost",
    [
        pytest.param(psycopg2.OperationalError("server closed the connection unexpectedly"), id="as it was set up"),
        pytest.param(sa.exc.InvalidRequestError("This connection is closed"), id="each time that it was made"),
    ],
)
async def test_a_connection_that_is_lost_before_it_can_be_used_costs_no_event(
    address: str, monkeypatch: pytest.MonkeyPatch, lost: Exception
):
    """These come from no statement, so SQLAlchemy does not name them as it names others."""
    monkeypatch.setattr(tracker_store, "LOOKED", 0.01)
    store = RecentTrackerStore(DOMAIN, address)
    done, fails = store._done, [True, True, True]

    def broken(*given: Any, **named: Any) -> Any:
        if fails:
            fails.pop()
            raise lost
        return done(*given, **named)

    monkeypatch.setattr(store, "_done", broken)
    await turn(store, "一")
    for _ in range(100):
        await asyncio.sleep(0.02)
        if store._later is None:
            break
    full = await store.retrieve_full_tracker("someone")
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["一"]


async def test_what_waits_is_written_before_the_process_ends(postgres, schema, monkeypatch: pytest.MonkeyPatch):
    """A release stops the server while the database is just coming back."""
    monkeypatch.setattr(tracker_store, "LOOKED", 0.05)
    proxy = Proxy((schema.host or "127.0.0.1", schema.port or 5432))
    store = RecentTrackerStore(DOMAIN, schema.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False))
    await turn(store, "一")
    proxy.away()
    await turn(store, "二")
    assert store._later is not None
    store._later.cancel()  # as the end of the process does
    asyncio.get_running_loop().call_later(0.08, proxy.back)
    await store.write_down()
    full = await RecentTrackerStore(DOMAIN, schema.render_as_string(hide_password=False)).retrieve_full_tracker("someone")
    proxy.stop()
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["一", "二"]


async def test_what_was_committed_when_the_connection_broke_is_not_written_again(address: str, monkeypatch: pytest.MonkeyPatch):
    store = RecentTrackerStore(DOMAIN, address)
    broken = sa.exc.OperationalError("COMMIT", None, Exception("cut"), connection_invalidated=True)
    left = [broken]

    class Cut:
        """An engine whose first transaction is committed, and then says that the connection broke."""

        @contextmanager
        def begin(self) -> Any:
            with engine.begin() as connection:
                yield connection
            if left:
                raise left.pop()

    engine = store._alone
    monkeypatch.setattr(store, "_alone", Cut())
    await turn(store, "一")
    full = await store.retrieve_full_tracker("someone")
    assert full is not None
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["一"]
    assert not left
