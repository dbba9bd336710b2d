"""Advisors by their token, and the audit that is only ever added to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from helpline.model.event import Advisor, Role
from helpline.model.times import SHANGHAI
from tests.storage.samples import NOW, NUMBER, OTHER, Work

LI = Advisor("1001", "李", Role.SENIOR, "a" * 64)


def add(work: Work, *advisors: Advisor) -> None:
    with work() as unit:
        for advisor in advisors:
            unit.advisors.add(advisor)
        unit.commit()


@pytest.mark.parametrize("role", list(Role))
def test_an_advisor_is_known_by_the_token(work: Work, role: Role) -> None:
    advisor = Advisor("1002", "欧阳", role, "b" * 64)
    add(work, LI, advisor)
    with work() as unit:
        assert unit.advisors.by_token_hash("b" * 64) == advisor
        assert unit.advisors.by_token_hash("c" * 64) is None and unit.advisors.by_token_hash("") is None


def test_an_advisor_added_again_has_the_new_token_alone(work: Work) -> None:
    add(work, LI)
    renewed = Advisor("1001", "李", Role.SUPERVISOR, "d" * 64)
    add(work, renewed)
    with work() as unit:
        assert unit.advisors.by_token_hash("d" * 64) == renewed and unit.advisors.by_token_hash("a" * 64) is None


def test_two_advisors_never_share_a_token(work: Work) -> None:
    add(work, LI)
    with pytest.raises(sa.exc.IntegrityError):
        add(work, Advisor("1002", "王", Role.FIRST_LINE, LI.token_hash))


def test_the_audit_counts_what_happened_to_whom_since_when(work: Work) -> None:
    with work() as unit:
        for minutes in (0, 5, 10, 20):
            unit.audit.record(NOW - timedelta(minutes=minutes), "customer", "wrong_tail", NUMBER)
        unit.audit.record(NOW, "customer", "wrong_tail", OTHER)
        unit.audit.record(NOW, "1001", "event_seen", NUMBER)
        unit.commit()
    with work() as unit:
        assert unit.audit.count("wrong_tail", NUMBER, NOW - timedelta(minutes=10)) == 3
        assert unit.audit.count("wrong_tail", NUMBER, (NOW - timedelta(minutes=10)).astimezone(SHANGHAI)) == 3
        assert unit.audit.count("wrong_tail", NUMBER, NOW + timedelta(seconds=1)) == 0
        assert unit.audit.count("event_seen", NUMBER, NOW) == 1
        assert unit.audit.count("event_seen", OTHER, NOW - timedelta(days=1)) == 0


def test_an_audit_line_without_zone_is_refused(work: Work) -> None:
    naive = datetime(2026, 11, 24, 10, 15)
    with work() as unit, pytest.raises(sa.exc.StatementError, match="without zone"):
        unit.audit.record(naive, "1001", "event_seen", NUMBER)
    with work() as unit, pytest.raises(sa.exc.StatementError, match="without zone"):
        unit.audit.count("event_seen", NUMBER, naive)
