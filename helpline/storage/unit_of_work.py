"""One transaction over all repositories."""

from __future__ import annotations

from types import TracebackType

from sqlalchemy.engine import Connection, Engine

from helpline.storage.accounts import SqlAccounts
from helpline.storage.allowances import SqlAllowances
from helpline.storage.attachments import SqlAttachments
from helpline.storage.away import is_away, told_apart, unavailable
from helpline.storage.call_backs import SqlCallBacks, SqlLeases
from helpline.storage.feedback import SqlFeedback
from helpline.storage.repositories import SqlAdvisors, SqlAudit, SqlDrafts, SqlEvents
from helpline.storage.seats import SqlSeats
from helpline.storage.threads import SqlThreads
from helpline.storage.works import SqlWorks


class SqlUnitOfWork:
    """Opens a transaction on enter, undoes it on leaving unless `commit` was called."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection

    def __enter__(self) -> SqlUnitOfWork:
        with told_apart():
            self._connection = self._engine.connect()
            try:
                self._transaction = self._connection.begin()
            except BaseException:
                self._connection.close()
                raise
        self.drafts = SqlDrafts(self._connection)
        self.events = SqlEvents(self._connection)
        self.seats = SqlSeats(self._connection)
        self.call_backs = SqlCallBacks(self._connection)
        self.leases = SqlLeases(self._connection)
        self.threads = SqlThreads(self._connection)
        self.advisors = SqlAdvisors(self._connection)
        self.attachments = SqlAttachments(self._connection)
        self.audit = SqlAudit(self._connection)
        self.accounts = SqlAccounts(self._connection)
        self.allowances = SqlAllowances(self._connection)
        self.works = SqlWorks(self._connection)
        self.feedback = SqlFeedback(self._connection)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with told_apart():
            try:
                if self._transaction.is_active:
                    self._transaction.rollback()
            finally:
                self._connection.close()
        if isinstance(error, Exception) and is_away(error):
            raise unavailable(error) from error

    def commit(self) -> None:
        """Make it last."""
        with told_apart():
            self._transaction.commit()
