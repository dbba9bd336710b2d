"""One transaction: all of it or nothing."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from helpline.model.draft import Draft
from helpline.model.event import Advisor, Role
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import AFTERNOON, NOW, NUMBER, Work, event, line


def write_everything(unit: SqlUnitOfWork) -> None:
    unit.threads.open("talk", NOW)
    unit.threads.add(line("m1", answered=False))
    unit.drafts.save(Draft("talk", misses=1))
    unit.events.add(event())
    unit.seats.take("line:hardware", AFTERNOON, 1, NUMBER, NOW)
    unit.advisors.add(Advisor("1001", "李", Role.SENIOR, "a" * 64))
    unit.audit.record(NOW, "1001", "event_seen", NUMBER)


def everything(work: Work) -> list[object]:
    with work() as unit:
        return [
            unit.threads.exists("talk"),
            [one.id for one in unit.threads.unanswered("talk")],
            unit.drafts.get("talk").misses,
            unit.events.get(NUMBER) is not None,
            unit.seats.taken("line:hardware", AFTERNOON, AFTERNOON, NOW),
            unit.advisors.by_token_hash("a" * 64) is not None,
            unit.audit.count("event_seen", NUMBER, NOW),
        ]


NOTHING = [False, [], 0, False, {}, False, 0]
ALL = [True, ["m1"], 1, True, {AFTERNOON: 1}, True, 1]


def test_what_is_committed_lasts(work: Work) -> None:
    with work() as unit:
        write_everything(unit)
        unit.commit()
    assert everything(work) == ALL


def test_leaving_without_commit_undoes_everything(work: Work) -> None:
    with work() as unit:
        write_everything(unit)
    assert everything(work) == NOTHING


def test_an_error_undoes_everything_and_is_not_swallowed(work: Work) -> None:
    with pytest.raises(RuntimeError, match="in the middle"), work() as unit:  # noqa: PT012
        write_everything(unit)
        raise RuntimeError("in the middle")
    assert everything(work) == NOTHING


def test_nobody_sees_what_is_not_committed(work: Work, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets the second wait until the first is done")
    with work() as unit:
        write_everything(unit)
        unit.events.update(event(topic="liquid"))
        with work() as other:
            assert other.events.of_submission(event().submission) is None and not other.threads.exists("talk")


def test_many_units_leave_no_connection_behind(work: Work, engine: Engine) -> None:
    for _ in range(40):  # the pool has fifteen
        with work() as unit:
            unit.threads.exists("talk")
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_unit_can_be_entered_again(work: Work) -> None:
    unit = work()
    with unit:
        unit.threads.open("talk", NOW)
        unit.commit()
    with unit:
        assert unit.threads.exists("talk")
