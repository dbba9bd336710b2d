"""An advisor answers in the bot's place: the bot is silent meanwhile, and goes on where it was."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from helpline.errors import BadRequest, HeldByAnother, NotAllowed
from helpline.model.desk import Account
from helpline.model.event import Event, HandOffStatus, Line, Mode
from helpline.model.secrets import masked
from helpline.ports import Clock, UnitOfWork
from helpline.services.conversations import BOT
from helpline.services.desk.casework import Speak, found, take
from helpline.services.script import line_in_their_script

SAID_LIMIT = 1_000


@dataclass(frozen=True)
class Chat:
    """A conversation as the desk sees it."""

    lines: list[Line]
    owner: str | None
    holder: str | None


class Takeover:
    """At most one advisor answers in a conversation: its primary key says so."""

    def __init__(self, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def take(self, account: Account, number: str, speak: Speak) -> None:
        """Take event and chat. Raises HeldByAnother, NotAllowed, BadRequest, NotFound."""
        now = self._clock.now()
        with self._unit_of_work() as work:
            event = found(work, number)
            talk = event.conversation_id
            if not work.threads.exists(talk):
                raise BadRequest("no_chat")
            take(work, account, event, now)
            if not work.works.take_chat(talk, account.number, now):
                owner = work.works.chat_owner(talk)
                if owner != account.number:
                    raise HeldByAnother(owner or "")
                work.commit()
                return
            # What waited for an answer is the advisor's now: it stands in the thread, once.
            work.threads.mark_answered(talk, [line.id for line in work.threads.unanswered(talk)])
            self._announce(work, talk, speak("joined", advisor=account.number))
            if event.hand_off and event.hand_off.mode is Mode.CHAT:
                event.hand_off = replace(event.hand_off, status=HandOffStatus.CONFIRMED)
            event.note(now, "desk:chat", account.number)
            work.events.update(event)
            work.audit.record(now, account.number, "chat_taken", number)
            work.commit()

    def say(self, account: Account, number: str, text: str, line_id: str) -> None:
        """One line to the customer, once however often it is sent. Raises NotAllowed, BadRequest."""
        text = text.strip()
        if not text or len(text) > SAID_LIMIT:
            raise BadRequest("line_wrong")
        with self._unit_of_work() as work:
            talk = self._owned(work, account, found(work, number))
            text = masked(text)  # a code or card number that a customer told must not stay in what is repeated to them
            work.threads.add(Line(f"desk-{line_id or secrets.token_urlsafe(9)}/0", talk, self._clock.now(), account.number, text))
            work.commit()

    def leave(self, account: Account, number: str, speak: Speak) -> None:
        """Give the chat back: the bot says where it was."""
        with self._unit_of_work() as work:
            event = found(work, number)
            self._owned(work, account, event)
            hand_back(work, event, speak("left", advisor=account.number), self._clock)
            event.note(self._clock.now(), "desk:chat_left", account.number)
            work.events.update(event)
            work.audit.record(self._clock.now(), account.number, "chat_left", number)
            work.commit()

    def chat(self, number: str) -> Chat:
        """The lines of an event's conversation."""
        with self._unit_of_work() as work:
            event = found(work, number)
            talk = event.conversation_id
            return Chat(work.threads.lines(talk), work.works.chat_owner(talk), work.works.get(event).owner)

    def _owned(self, work: UnitOfWork, account: Account, event: Event) -> str:
        owner = work.works.chat_owner(event.conversation_id)
        if owner != account.number:
            raise HeldByAnother(owner) if owner else NotAllowed("chat_not_taken")
        return event.conversation_id

    def _announce(self, work: UnitOfWork, talk: str, text: str) -> None:
        work.threads.add(line_in_their_script(work, Line(f"desk-{secrets.token_urlsafe(9)}/0", talk, self._clock.now(), BOT, text)))


def hand_back(work: UnitOfWork, event: Event, text: str, clock: Clock) -> None:
    """The bot's again, with `text`, and then what it asks: what it said too late, or its last question once more."""
    talk, now, mark = event.conversation_id, clock.now(), secrets.token_urlsafe(9)
    lines = work.threads.lines(talk)
    held = work.works.leave_chat(talk)
    work.threads.mark_answered(talk, [line.id for line in work.threads.unanswered(talk)])
    work.threads.add(line_in_their_script(work, Line(f"desk-{mark}/0", talk, now, BOT, text)))
    messages = held or (_question(lines) if work.drafts.get(talk).asking else [])
    for index, message in enumerate(messages, start=1):
        line = Line(f"desk-{mark}/{index}", talk, now, BOT, message["text"])
        work.threads.add(replace(line, buttons=message.get("buttons", []), card=message.get("card")))


def _question(lines: list[Line]) -> list[dict[str, Any]]:
    """The last bubble that the bot said by itself."""
    asked = next((line for line in reversed(lines) if line.who == BOT and not line.id.startswith(("desk-", "note-"))), None)
    return [{"text": asked.text, "buttons": asked.buttons, "card": asked.card}] if asked else []
