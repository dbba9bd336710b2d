"""The desk calls a customer back: start the call, say the code, report how it went, and give a missed one to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue
from helpline.errors import BadRequest, NotFound
from helpline.model.call_back import CallBack, CallBackStatus, Outcome
from helpline.model.desk import Account
from helpline.ports import Clock, UnitOfWork
from helpline.services.desk.casework import Casework, found
from helpline.services.desk.signing_in import only_supervisors
from helpline.services.handover.call_backs import CODE_DOUBTED, MISSED, CallBacks


@dataclass(frozen=True)
class Call:
    """The live call back of an event as the desk sees it. `code` only for whoever is calling; `until` is when their claim lapses."""

    call: CallBack
    kind: str
    mine: bool
    code: str | None
    until: datetime | None

    @property
    def doubted(self) -> bool:
        """True where the customer said that a caller had no code, or a wrong one."""
        return self.call.flag == CODE_DOUBTED


class Calling:
    """Only whoever holds the event calls: taking the event decides between two."""

    def __init__(
        self, catalogue: Catalogue, call_backs: CallBacks, casework: Casework, unit_of_work: Callable[[], UnitOfWork], clock: Clock
    ) -> None:
        self._rules = catalogue.bookings.call_backs
        self._call_backs = call_backs
        self._casework = casework
        self._unit_of_work = unit_of_work
        self._clock = clock

    def seen(self, account: Account, number: str) -> Call | None:
        """The call of an event, with its code where the account is calling; that is on record."""
        call, now = self._call_backs.of_event(number), self._clock.now()
        if call is None:
            return None
        mine = call.status is CallBackStatus.CLAIMED and call.advisor == account.number
        code = self._call_backs.code(call.id, account.number, now) if mine else None
        until = call.claimed_at + self._rules.claim_lasts if call.claimed_at and call.status is CallBackStatus.CLAIMED else None
        return Call(call, kind_of(call, now, self._rules.unclaimed), mine, code, until)

    def start(self, account: Account, number: str) -> str:
        """Take the event, where nobody has it, and its call. Raises HeldByAnother, NotAllowed, NotFound, BadRequest."""
        call = self._live(number)
        self._casework.claim(account, number)
        if call.status is not CallBackStatus.CLAIMED or call.advisor != account.number:
            self._call_backs.claim(call.id, account.number)
        return "call_started"

    def report(self, account: Account, number: str, outcome: Outcome) -> str:
        """How the call went; what follows, as a key of the desk's messages. Raises NotAllowed, NotFound."""
        after = self._call_backs.attempt(self._live(number).id, account.number, outcome)
        if outcome is Outcome.NO_ANSWER:
            return "call_again_later" if after.status.live else "call_given_up"
        return "call_answered" if outcome is Outcome.ANSWERED else "call_wrong_number"

    def reassign(self, account: Account, number: str, to: str) -> str:
        """Supervisors give a call, and its event, to an advisor, or back to all. Raises NotAllowed, NotFound, BadRequest."""
        only_supervisors(account)
        call, now = self._live(number), self._clock.now()
        with self._unit_of_work() as work:
            event, receiver = found(work, number), work.accounts.get(to) if to else None
            if to and (receiver is None or not receiver.active):
                raise NotFound("advisor_unknown")
            if receiver and not receiver.serves(event.skill_group):
                raise BadRequest("advisor_other_group")
            case = work.works.get(event)
            case.owner, case.claimed_at, case.due_at = (to, now, None) if to else (None, None, None)
            work.works.save(case)
            work.commit()
        self._call_backs.reassign(call.id, account.number, to or None, now)
        return "call_reassigned"

    def _live(self, number: str) -> CallBack:
        call = self._call_backs.of_event(number)
        if call is None:
            raise NotFound("call_back_unknown")
        return call


def kind_of(call: CallBack, now: datetime, unclaimed: timedelta) -> str:
    """Where a live call stands: being made, for later, due, or missed by whoever should have made it."""
    if call.status is CallBackStatus.CLAIMED:
        return "calling"
    if call.due_at > now:
        return "call_later"
    return "call_missed" if call.flag in MISSED or call.due_at + unclaimed <= now else "call_due"
