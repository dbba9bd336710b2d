"""Threads: each line once, in the order in which it came, none left without an answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from tests.storage.samples import AFTERNOON, NOW, Work, line


@pytest.fixture
def opened(work: Work) -> Work:
    """Two conversations stand open."""
    with work() as unit:
        unit.threads.open("talk", NOW)
        unit.threads.open("other", NOW)
        unit.commit()
    return work


def ids(work: Work, conversation_id: str = "talk") -> list[str]:
    with work() as unit:
        return [one.id for one in unit.threads.lines(conversation_id)]


def test_a_conversation_exists_once_it_is_opened(opened: Work) -> None:
    with opened() as unit:
        assert unit.threads.exists("talk") and not unit.threads.exists("nobody") and not unit.threads.exists("")
        assert unit.threads.lines("talk") == [] == unit.threads.lines("nobody")


def test_a_conversation_is_opened_once(opened: Work) -> None:
    with opened() as unit, pytest.raises(sa.exc.IntegrityError):
        unit.threads.open("talk", NOW)


def test_a_line_comes_back_whole(opened: Work) -> None:
    buttons = [{"title": "都不是", "payload": '/choose{"topic": "none"}'}]
    said = line("m1/0", "您想怎么处理？\n1️⃣ 到店", who="bot", buttons=buttons, card={"kind": "event", "number": "1"})
    tapped = line("m2", "到店", payload='/choose{"service_mode": "genius_bar"}', answered=False)
    with opened() as unit:
        assert unit.threads.add(said) and unit.threads.add(tapped)
        unit.commit()
    with opened() as unit:
        assert unit.threads.lines("talk") == [said, tapped]


def test_a_line_sent_again_is_kept_once_as_it_was_first(opened: Work) -> None:
    with opened() as unit:
        assert unit.threads.add(line("m1", "第一次"))
        unit.commit()
    with opened() as unit:
        assert not unit.threads.add(line("m1", "第二次"))
        unit.commit()
    with opened() as unit:
        assert [one.text for one in unit.threads.lines("talk")] == ["第一次"]


def test_lines_of_two_conversations_may_have_the_same_id(opened: Work) -> None:
    with opened() as unit:
        assert unit.threads.add(line("m1")) and unit.threads.add(line("m1", conversation_id="other"))
        unit.commit()
    assert ids(opened) == ids(opened, "other") == ["m1"]


def test_lines_stand_in_the_order_of_their_coming_whatever_their_ids_and_times(opened: Work) -> None:
    for index, name in enumerate(("z", "a", "m")):
        with opened() as unit:
            unit.threads.add(line(name, at=NOW - timedelta(minutes=index)))
            unit.commit()
    assert ids(opened) == ["z", "a", "m"]


def test_of_ten_who_send_the_same_line_at_once_one_is_first(opened: Work) -> None:
    def send(_: int) -> bool:
        with opened() as unit:
            first = unit.threads.add(line("m1"))
            unit.commit()
        return first

    with ThreadPoolExecutor(10) as threads:
        assert list(threads.map(send, range(10))).count(True) == 1
    assert ids(opened) == ["m1"]


def test_what_waits_for_an_answer_is_told_in_order_until_it_has_one(opened: Work) -> None:
    with opened() as unit:
        for name in ("b", "a", "c"):
            unit.threads.add(line(name, answered=False))
        unit.threads.add(line("a/0", who="bot"))
        unit.threads.mark_answered("talk", ["b", "c"])
        unit.commit()
    with opened() as unit:
        assert [one.id for one in unit.threads.unanswered("talk")] == ["a"]
        unit.threads.mark_answered("talk", [])
        assert [one.id for one in unit.threads.unanswered("talk")] == ["a"]
        assert [one.answered for one in unit.threads.lines("talk")] == [True, False, True, True]


def test_an_answer_in_one_conversation_answers_no_line_of_another(opened: Work) -> None:
    """Clients name their lines: two of them may both have an m1."""
    waiting = line("m1", conversation_id="other", answered=False)
    with opened() as unit:
        unit.threads.add(line("m1", answered=False))
        unit.threads.add(waiting)
        unit.threads.mark_answered("talk", ["m1"])
        unit.commit()
    with opened() as unit:
        assert unit.threads.unanswered("talk") == [] and unit.threads.unanswered("other") == [waiting]


def test_a_line_belongs_to_a_conversation_that_was_opened(work: Work) -> None:
    with work() as unit, pytest.raises(sa.exc.IntegrityError):
        unit.threads.add(line("m1", conversation_id="nobody"))


def test_times_come_back_aware_in_utc_and_naive_ones_are_refused(opened: Work) -> None:
    with opened() as unit:
        unit.threads.add(line("m1", at=AFTERNOON))
        unit.commit()
    with opened() as unit:
        (kept,) = unit.threads.lines("talk")
        assert kept.at == AFTERNOON and kept.at.tzinfo is timezone.utc
        with pytest.raises(sa.exc.StatementError, match="without zone"):
            unit.threads.add(replace(kept, id="m2", at=datetime(2026, 11, 24)))
    with opened() as unit, pytest.raises(sa.exc.StatementError, match="without zone"):
        unit.threads.open("third", datetime(2026, 11, 24))
