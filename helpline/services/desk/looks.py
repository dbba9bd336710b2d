"""Looks at a customer's data, each on record once: a page that refreshes or follows a form is the same look."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpline.ports import UnitOfWork

SAME_LOOK = timedelta(minutes=5)


def looked(work: UnitOfWork, who: str, what: str, subject: str, now: datetime) -> None:
    """Record it, unless the same person looked at the same just before."""
    if not work.audit.count(what, subject, now - SAME_LOOK, who):
        work.audit.record(now, who, what, subject)
