"""What is done by itself, in which process, and what becomes of it when a part of it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from helpline import scheduler


class Chores:
    """Done so often as the test waits for; `answer` tells who has them in hand."""

    def __init__(self, answer: Callable[[], bool]) -> None:
        self._answer = answer
        self.done = threading.Semaphore(0)

    def run(self) -> bool:
        self.done.release()
        return self._answer()


def times_done(chores: Chores, times: int = 3) -> int:
    """How often another task was done while the chores were run so many times."""
    done: list[None] = []
    running = scheduler.start(chores, lambda: done.append(None), every=0.01)
    for _ in range(times):
        assert chores.done.acquire(timeout=10)
    running.shutdown()
    return len(done)


def fails() -> bool:
    raise RuntimeError("the database is away")


def test_others_are_done_where_the_chores_are_in_hand() -> None:
    assert times_done(Chores(lambda: True)) >= 2


def test_nothing_is_done_where_another_process_has_them_in_hand() -> None:
    assert times_done(Chores(lambda: False)) == 0


def test_a_chore_that_fails_keeps_nothing_else_from_being_done(caplog: pytest.LogCaptureFixture) -> None:
    assert times_done(Chores(fails)) >= 2
    assert "the chores failed" in caplog.text
