"""Very many who want few seats, from several processes, and processes that are killed while they confirm (US-12).

HELPLINE_RACE sets how many: 10000 for the whole trial, fewer by default to keep the run short.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta
from multiprocessing.connection import Connection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from helpline.bootstrap import NoParts
from helpline.errors import TimeTaken
from helpline.model.event import HandOff, HandOffStatus, Mode
from helpline.model.hours import Hours
from helpline.services import events
from helpline.services.handover import call_backs
from helpline.services.handover.appointments import Appointments, Schedule
from helpline.storage import tables
from helpline.storage.database import make_engine
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.content import reading
from tests.storage.samples import AFTERNOON, NOW, NUMBER, Work, event

ATTEMPTS, PROCESSES, SEATS = int(os.environ.get("HELPLINE_RACE", "1000")), 4, 3
WANTED = [AFTERNOON + timedelta(minutes=30 * n) for n in range(3)]
ALL_DAY = Hours((((time(9), time(21)),),) * 7)
LINE = Schedule("line:hardware", ALL_DAY, 30, SEATS, timedelta(minutes=15), timedelta(days=14))
FORK = multiprocessing.get_context("fork")


def number_of(index: int) -> str:
    return f"5{index:010d}"


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def many_events(engine: Engine) -> None:
    """Written at once: they are not what is tried."""
    with SqlUnitOfWork(engine) as unit:
        unit.events.add(event())
        unit.commit()
    with engine.begin() as connection:
        row = dict(connection.execute(sa.select(tables.events)).mappings().one())
        made = [{**row, "number": number_of(i), "submission": f"race#{i}"} for i in range(ATTEMPTS)]
        connection.execute(tables.events.insert(), made)


def attempts(url: str, first: int, out: Connection) -> None:
    """Every fourth of all: hold, then book, as a customer would; what came of each."""
    engine = make_engine(url)
    book = Appointments(reading.catalogue(), NoParts())
    found: Counter[str] = Counter()
    for index in range(first, ATTEMPTS, PROCESSES):
        at, who = WANTED[index % len(WANTED)], event(number_of(index))
        try:
            with SqlUnitOfWork(engine) as work:
                if index % 10 == 0:
                    book.hold(work, LINE, who, at, NOW)
                    work.commit()
            with SqlUnitOfWork(engine) as work:
                book.take(work, LINE, who, at, NOW)
                work.commit()
            found["won"] += 1
        except TimeTaken as refused:
            offered = [datetime.fromisoformat(t) for t in refused.facts["times"].split()]
            found["offered" if offered and at not in offered else "sent away"] += 1
    engine.dispose()
    out.send(dict(found))


def test_all_attempts_sell_each_seat_once_and_send_nobody_away(engine: Engine) -> None:
    many_events(engine)
    engine.dispose()
    reading.catalogue()  # read once, before the processes part
    ends = []
    for first in range(PROCESSES):
        here, there = FORK.Pipe()
        process = FORK.Process(target=attempts, args=(url_of(engine), first, there))
        process.start()
        ends.append((process, here))
    total: Counter[str] = Counter()
    for process, here in ends:
        assert here.poll(900), "a process did not come to its end"
        total.update(here.recv())
        process.join()
    assert total == {"won": SEATS * len(WANTED), "offered": ATTEMPTS - SEATS * len(WANTED)}
    with engine.begin() as connection:
        rows = connection.execute(sa.select(tables.seats)).mappings().all()
    assert len(rows) == SEATS * len(WANTED) == len({row["event_number"] for row in rows})
    assert {row["state"] for row in rows} == {"booked"} and {row["seat"] for row in rows} == set(range(1, SEATS + 1))


def confirm(url: str, number: str, stop_before_commit: bool, out: Connection) -> None:
    """One confirmation as the hand-over does it, stopped on its way to be killed."""
    engine, catalogue = make_engine(url), reading.catalogue()
    with SqlUnitOfWork(engine) as work:
        found = work.events.get(number)
        assert found is not None
        seat = Appointments(catalogue, NoParts()).take(work, LINE, found, AFTERNOON, NOW)
        hand_off = HandOff(Mode.CALL_BACK, HandOffStatus.CONFIRMED, AFTERNOON, None, "1234", "hardware", seat)
        events.hand_over(work, found, hand_off, NOW)
        call_backs.arrange(work, catalogue, found, hand_off, NOW)
        if not stop_before_commit:
            work.commit()
        out.send("here")
        signal.pause()


def killed_while_confirming(engine: Engine, number: str, *, before: bool) -> None:
    engine.dispose()
    here, there = FORK.Pipe()
    process = FORK.Process(target=confirm, args=(url_of(engine), number, before, there))
    process.start()
    assert here.poll(60) and here.recv() == "here"
    os.kill(int(process.pid or 0), signal.SIGKILL)
    process.join()


def stands(work: Work, number: str) -> tuple[Any, ...]:
    with work() as unit:
        seats = unit.seats.taken(LINE.resource, AFTERNOON, AFTERNOON, NOW).get(AFTERNOON, 0)
        found = unit.events.get(number)
        return seats, found.hand_off is not None if found else None, unit.call_backs.of_event(number) is not None


def test_a_process_killed_while_it_confirms_leaves_all_or_nothing(engine: Engine, work: Work) -> None:
    with work() as unit:
        unit.events.add(event())
        unit.commit()
    killed_while_confirming(engine, NUMBER, before=True)
    assert stands(work, NUMBER) == (0, False, False)
    killed_while_confirming(engine, NUMBER, before=False)
    assert stands(work, NUMBER) == (1, True, True)
    with work() as unit:  # and others go on
        unit.events.add(event(number_of(1)))
        assert Appointments(reading.catalogue(), NoParts()).take(unit, replace(LINE, seats=2), event(number_of(1)), AFTERNOON, NOW) == 2
