"""What happens behind a conversation: other customers who take the times of a store, and advisors who call."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from helpline.model.call_back import Outcome
from helpline.model.draft import Draft
from helpline.model.event import Role
from helpline.model.times import SHANGHAI, When
from helpline.services import events
from tests.content import reading
from tests.conversations.desk import Spoken

ADVISOR = "1001"


def others_take(talk: Spoken, store_id: str, day: date) -> None:
    """Every seat of a day at a store goes to somebody else."""
    catalogue = reading.catalogue()
    visits, route = catalogue.visits_of(catalogue.stores[store_id]), catalogue.routes["hardware_report_screen"]
    begin = datetime.combine(day, time(), SHANGHAI)
    starts = list(visits.hours.starts(When(begin, begin + timedelta(days=1)), minutes=visits.minutes))
    assert starts, "the store is open"
    with talk.work() as work:
        for start in starts:
            for seat in range(visits.seats):
                event = events.issue(work, Draft(f"other {start:%H%M} {seat}", 1, route.intent), route, talk.clock.now())
                taken = work.seats.take(f"store:{store_id}", start, visits.seats, event.number, talk.clock.now(), event.number)
                assert taken is not None
        work.commit()


def advisor_calls(talk: Spoken, outcome: Outcome) -> None:
    """At its time an advisor takes the call of the conversation and says how it went. The thread is there, as with a customer at the door."""
    talk.services.desk.add_advisor(ADVISOR, "李", Role.FIRST_LINE)
    with talk.work() as work:
        if not work.threads.exists(talk.conversation):
            work.threads.open(talk.conversation, talk.clock.now())
            work.commit()
    call = talk.services.call_backs.of_event(talk.event.number)
    assert call is not None, "a call is promised"
    talk.clock.moment = max(talk.clock.moment, call.due_at)
    talk.services.call_backs.claim(call.id, ADVISOR)
    talk.services.call_backs.attempt(call.id, ADVISOR, outcome)


def last_line(talk: Spoken) -> str:
    """The newest line of the thread, which nobody asked for."""
    with talk.work() as work:
        return work.threads.lines(talk.conversation)[-1].text
