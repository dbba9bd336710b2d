"""Advisors say how far a repair by post has come; customers read it in their thread, and whenever they ask."""

from __future__ import annotations

from collections.abc import Callable

from helpline.catalogue.facts import Catalogue
from helpline.errors import BadRequest, NotAllowed
from helpline.model.event import EventStatus, Line, Role
from helpline.model.event_number import shown
from helpline.ports import Clock, UnitOfWork
from helpline.services.conversations import BOT
from helpline.services.desk.casework import Speak, found
from helpline.services.handover.mail_in import MARK, posted, stage_of
from helpline.services.script import line_in_their_script


class Posting:
    """One stage at a time or several at once; a slip may be taken back."""

    def __init__(self, catalogue: Catalogue, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._catalogue = catalogue
        self._unit_of_work = unit_of_work
        self._clock = clock

    def stage(self, number: str) -> str | None:
        """The id of the stage that is reached; None for an event that goes another way. Raises NotFound."""
        with self._unit_of_work() as work:
            event = found(work, number)
        return self._catalogue.bookings.mail_in_stages[stage_of(self._catalogue, event)].id if posted(event) else None

    def advance(self, who: str, number: str, stage: str, speak: Speak) -> None:
        """Note the stage and tell the customer, for whoever holds the event, and for supervisors.

        Raises NotFound, NotAllowed, or BadRequest: for a stage that is not in the catalogue, the one that stands already, no repair by post.
        """
        stages, now = self._catalogue.bookings.mail_in_stages, self._clock.now()
        with self._unit_of_work() as work:
            event, account = found(work, number), work.accounts.get(who)
            if account is None or not account.active or who != work.works.get(event).owner and account.role is not Role.SUPERVISOR:
                raise NotAllowed("claim_first")
            if event.status is not EventStatus.OPEN:
                raise BadRequest("closed_already")
            reached = next((one for one in stages if one.id == stage), None)
            if reached is None or not posted(event):
                raise BadRequest("stage_unknown")
            if stages[stage_of(self._catalogue, event)] is reached:
                raise BadRequest("stage_already")
            event.note(now, f"{MARK}{stage}", who)
            work.events.update(event)
            work.audit.record(now, who, "mail_in_advanced", event.number)
            if work.threads.exists(event.conversation_id):
                said = speak("mail_in", event=shown(event.number), stage=reached.name, next=reached.next)
                line = Line(f"note-mail-in-{len(event.history)}/0", event.conversation_id, now, BOT, said)
                work.threads.add(line_in_their_script(work, line))
            work.commit()
