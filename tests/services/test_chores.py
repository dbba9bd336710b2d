"""The chores: done in one process only, taken over when it dies, each reminder once."""

from __future__ import annotations

import multiprocessing
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy.engine import Engine

from helpline.bootstrap import StoppedClock, wire
from helpline.model.times import SHANGHAI
from helpline.storage.database import make_engine
from helpline.storage.migrate import migrate
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.content import reading
from tests.services.conftest import NOW
from tests.services.talk import Talk

AT = datetime(2026, 11, 25, 15, 30, tzinfo=SHANGHAI)
FORK = multiprocessing.get_context("fork")


def lines(talk: Talk) -> list[str]:
    with talk.work() as work:
        return [line.text for line in work.threads.lines(talk.conversation)]


def test_a_reminder_is_said_once_though_the_chores_run_often(called_back: Talk) -> None:
    with called_back.work() as work:
        work.threads.open(called_back.conversation, called_back.clock.now())
        work.commit()
    called_back.clock.moment = AT - timedelta(minutes=61)
    assert called_back.services.chores.run() and lines(called_back) == []
    for minutes in (60, 30, 5):
        called_back.clock.moment = AT - timedelta(minutes=minutes)
        assert called_back.services.chores.run()
    (said,) = lines(called_back)
    assert "15:30" in said and called_back.event.hand_off.code in said


def test_a_hold_that_ran_out_is_forgotten(issued: Talk) -> None:
    issued.fill({**{"service_mode": "顾问回电"}, "callback_time": "明天下午三点半"}, until="confirm")
    with issued.work() as work:
        assert work.seats.taken("line:hardware", AT, AT, issued.clock.now()) == {AT: 1}
    issued.clock.moment += timedelta(minutes=11)
    issued.services.chores.run()
    with issued.work() as work:
        assert work.seats.expire(issued.clock.now()) == 0
    issued.say("确认", "talk_affirm")  # late, but nobody else came
    assert issued.keys == ["utter_call_back_confirmed"]


def beside(url: str, moment: datetime, out: Connection) -> None:
    engine = make_engine(url)
    services = wire(reading.catalogue(), lambda: SqlUnitOfWork(engine), StoppedClock(moment))
    out.send([services.chores.run(), services.chores.run()])
    engine.dispose()


def in_another_process(engine: Engine, moment: datetime) -> list[bool]:
    here, there = FORK.Pipe()
    process = FORK.Process(target=beside, args=(engine.url.render_as_string(hide_password=False), moment, there))
    process.start()
    assert here.poll(60)
    process.join()
    return list(here.recv())


def test_of_two_processes_one_does_the_chores_and_the_other_takes_over_when_it_is_gone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'two.db'}")
    migrate(engine)
    engine.dispose()
    assert in_another_process(engine, NOW) == [True, True]  # and died without a word
    assert in_another_process(engine, NOW + timedelta(seconds=59)) == [False, False]
    assert in_another_process(engine, NOW + timedelta(seconds=60)) == [True, True]
    assert in_another_process(engine, NOW + timedelta(seconds=90)) == [False, False]
