"""How long whoever asks for a call now will wait: an honest estimate, from the queue and from who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue
from helpline.ports import UnitOfWork

HERE = timedelta(minutes=5)  # an advisor whose desk was open within it is there


@dataclass(frozen=True)
class Waiting:
    """What somebody who asks for a call now can be told: how many are ahead, and about how long. An estimate, never a promise.

    `minutes` is None while nobody is there to call: then nobody can say.
    """

    ahead: int
    minutes: int | None


def waiting(work: UnitOfWork, catalogue: Catalogue, line: str, now: datetime, event_number: str = "") -> Waiting:
    """How long somebody who joins the queue of a line now would wait: by those ahead, who is at the desk, and the seats of the line."""
    each = catalogue.bookings.call_backs.each
    mine = work.call_backs.of_event(event_number) if event_number else None
    joined_at = mine.joined_at if mine else now + timedelta(microseconds=1)
    ahead = work.call_backs.ahead(line, now + each, joined_at)
    groups = {route.skill_group for route in catalogue.routes.values() if catalogue.line_of(route.label).id == line}
    staff = [account for account in work.accounts.all() if account.active and any(account.serves(group) for group in groups)]
    here = sum(1 for account in staff if account.seen_at and now - account.seen_at <= HERE)
    if staff and not here:
        return Waiting(ahead, None)
    rounds = -(-(ahead + 1) // max(1, min(catalogue.lines[line].seats, here or catalogue.lines[line].seats))) if ahead else 0
    return Waiting(ahead, max(5, rounds * int(each.total_seconds() // 60)) if ahead else 0)
