"""Drafts: what a conversation has come to, kept whole and changed by one at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from helpline.model.draft import Draft
from helpline.storage.tables import drafts
from tests.storage.samples import Work


def test_an_unknown_conversation_has_a_new_draft(work: Work) -> None:
    with work() as unit:
        assert unit.drafts.get("talk") == Draft("talk")


def test_a_draft_comes_back_as_it_was_kept(work: Work) -> None:
    draft = Draft(
        "talk",
        sequence=3,
        intent="hardware_report_screen",
        asking="serial_number",
        facts={"device_model": "iPhone 13", "tried_steps": ["重启", "更新"], "said": "屏幕“花”了🙏"},
        passed=["os_version"],
        tries={"serial_number": 2},
        parked=[{"intent": "store_ask_invoice", "text": "发票没开"}],
        event_number="23456789016",
        mode="genius_bar",
        starts_at="2026-11-25T15:30:00+08:00",
        greeted=True,
    )
    with work() as unit:
        unit.drafts.save(draft)
        unit.commit()
    with work() as unit:
        assert unit.drafts.get("talk") == draft


def test_saving_again_replaces(work: Work) -> None:
    for asking in ("symptom", "contact_phone"):
        with work() as unit:
            draft = unit.drafts.get("talk")
            draft.asking = asking
            unit.drafts.save(draft)
            unit.commit()
    with work() as unit:
        assert unit.drafts.get("talk").asking == "contact_phone"
        assert unit.drafts.get("another") == Draft("another")


def test_looking_at_a_draft_keeps_nothing(work: Work, engine: Engine) -> None:
    with work() as unit:
        unit.drafts.get("talk")
    with engine.begin() as connection:
        assert connection.execute(sa.select(drafts)).all() == []


def test_a_field_of_an_older_version_is_left_out(work: Work, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(drafts.insert().values(conversation_id="talk", state={"conversation_id": "talk", "mood": "!", "misses": 1}))
    with work() as unit:
        assert unit.drafts.get("talk") == Draft("talk", misses=1)


def test_messages_at_once_follow_each_other_from_the_very_first(work: Work) -> None:
    """Each of eight threads adds one to what it reads: none may read what another is about to change."""
    together = Barrier(8)

    def miss(_: int) -> None:
        together.wait()
        with work() as unit:
            draft = unit.drafts.get("talk")
            draft.misses += 1
            unit.drafts.save(draft)
            unit.commit()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(miss, range(8)))
    with work() as unit:
        assert unit.drafts.get("talk").misses == 8
