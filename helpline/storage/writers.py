"""Who writes to a SQLite file next.

SQLite lets one who finds the file taken sleep longer and longer, up to a tenth of a second, while whoever comes just then goes ahead: with
eight customers one write in a hundred waited 230 ms for a lock that is held for two. Here the writers of a process queue. The first of each
goes to a turnstile, a locked file beside the database; whoever is in it looks every millisecond, and nobody else does: processes alternate.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import sqlalchemy as sa

WAITED = 15.0  # seconds, then it is "locked", as SQLite says
LOOKED = 0.001
_GONE = "the file {file} is gone, or another one has taken its place: stop all parts, put it back (`helpline restore`), start again"
_queues: dict[str, threading.Lock] = {}


class QueuedConnection(sqlite3.Connection):
    """A connection whose writing transactions begin with `begin_writing`; ending one lets the next go."""

    queue: threading.Lock
    turnstile: str | None
    file: str | None = None
    _made_for: tuple[int, int] | None = None
    _ahead = False

    def opened(self, file: str) -> None:
        """Remember which file it is: one that is deleted or replaced later still takes all that we write, and nobody finds it again."""
        self.file, self._made_for = file, _identity(file)

    def look_whether_it_is_there(self) -> None:
        """Raises sqlalchemy's OperationalError where the file of this connection is no longer the one of its name."""
        if self.file is not None and _identity(self.file) != self._made_for:
            raise sa.exc.OperationalError("BEGIN", None, sqlite3.OperationalError(_GONE.format(file=self.file)))

    def begin_writing(self) -> None:
        """BEGIN IMMEDIATE when it is our turn. Raises sqlalchemy's OperationalError where that takes too long, or the file is gone."""
        self.look_whether_it_is_there()
        deadline = time.monotonic() + WAITED
        if not self.queue.acquire(timeout=WAITED):
            raise _locked()
        self._ahead = True
        try:
            with _alone(self.turnstile, deadline) if self.turnstile else nullcontext():
                self._begin(deadline)
        except BaseException:
            self._let_go()
            raise

    def _begin(self, deadline: float) -> None:
        self.execute("PRAGMA busy_timeout=0")  # else SQLite waits in its own way
        try:
            while not self._begun():
                _pause(deadline)
        finally:
            self.execute(f"PRAGMA busy_timeout={WAITED * 1000:.0f}")

    def _begun(self) -> bool:
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                return False
            raise sa.exc.OperationalError("BEGIN IMMEDIATE", None, error) from error
        return True

    def commit(self) -> None:
        """End it. Where that fails, as on a full disk, it is undone at once: nobody else would, and all others would wait for ever."""
        try:
            super().commit()
        except BaseException:
            self.rollback()
            raise
        self._let_go()

    def rollback(self) -> None:
        """Undo it."""
        try:
            super().rollback()
        finally:
            self._let_go()

    def close(self) -> None:
        """For good."""
        try:
            super().close()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        if self._ahead:
            self._ahead = False
            self.queue.release()


def connections_to(file: str | None) -> Callable[..., QueuedConnection]:
    """What opens connections to a file: all those of this process queue together."""
    shared = bool(file) and file != ":memory:"
    queue = _queues.setdefault(str(file), threading.Lock()) if shared else threading.Lock()

    def connect(*arguments: Any, **named: Any) -> QueuedConnection:
        connection = QueuedConnection(*arguments, **named)
        connection.queue, connection.turnstile = queue, f"{file}-turn" if shared else None
        if shared:
            connection.opened(str(file))
        return connection

    return connect


@contextmanager
def _alone(turnstile: str, deadline: float) -> Iterator[None]:
    """In the turnstile, among all processes. One that dies is out of it."""
    file = os.open(turnstile, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                _pause(deadline)
        yield
    finally:
        os.close(file)


def _identity(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _pause(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise _locked()
    time.sleep(LOOKED)


def _locked() -> sa.exc.OperationalError:
    return sa.exc.OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))
