"""The thread of a conversation: what was said is kept before anything is done about it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from helpline.errors import NotFound
from helpline.model.event import Line
from helpline.model.secrets import masked
from helpline.ports import Clock, UnitOfWork
from helpline.services.matters.returning import left_open, shown_from
from helpline.services.script import in_their_script

CUSTOMER, BOT = "customer", "bot"
REMEMBERED = 2  # lines before this one that may have announced a secret, or held its first half


@dataclass(frozen=True)
class Thread:
    """All lines of a conversation, and what is asked now."""

    lines: list[Line]
    asking: str | None
    event_number: str | None


class Conversations:
    """Opens conversations, accepts lines once, and gives them back."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        reading: Callable[[], UnitOfWork] | None = None,
        names: Iterable[str] = (),
    ) -> None:
        """`reading` opens what only looks; `names` stay as they are in whatever characters we answer."""
        self._names = frozenset(names)
        self._unit_of_work = unit_of_work
        self._reading = reading or unit_of_work
        self._clock = clock

    def open(self) -> str:
        """A new conversation's id: unguessable, but a name only; the door signs it."""
        conversation_id = secrets.token_urlsafe(16)
        with self._unit_of_work() as work:
            work.threads.open(conversation_id, self._clock.now())
            work.commit()
        return conversation_id

    def accept(self, conversation_id: str, text: str, payload: str | None, line_id: str | None) -> list[Line] | None:
        """Keep a customer's line; all lines that wait for the bot, in order. None where this line came before and was answered.

        Secrets are hidden here, before anything stores, logs or hears the line. Raises NotFound for a conversation that was never opened.
        """
        line_id = line_id or secrets.token_urlsafe(12)
        with self._unit_of_work() as work:
            if not work.threads.exists(conversation_id):
                raise NotFound("conversation_unknown")
            earlier = work.threads.last_said(conversation_id, CUSTOMER, REMEMBERED)
            text = masked(text, work.drafts.look(conversation_id).asking, earlier)
            line = Line(line_id, conversation_id, self._clock.now(), CUSTOMER, text, payload=payload, answered=False)
            fresh = work.threads.add(line)
            waiting = work.threads.unanswered(conversation_id)
            if waiting and work.works.chat_owner(conversation_id):  # an advisor reads them and answers
                work.threads.mark_answered(conversation_id, [w.id for w in waiting])
                work.commit()
                return []
            work.commit()
        return waiting if fresh or any(w.id == line_id for w in waiting) else None

    def cleared(self, conversation_id: str, metadata: Mapping[str, object]) -> dict[str, object]:
        """What an app says of the device, its secrets hidden as those of a line are."""
        if not metadata:
            return {}
        with self._reading() as work:
            earlier = work.threads.last_said(conversation_id, CUSTOMER, REMEMBERED)
        return {name: masked(value, name, earlier) if isinstance(value, str) else value for name, value in metadata.items()}

    def offered(self, conversation_id: str, payload: str) -> str | None:
        """The title of the quick reply with this payload, if we ever offered it in this conversation. Raises NotFound as `accept` does."""
        with self._reading() as work:
            if not work.threads.exists(conversation_id):
                raise NotFound("conversation_unknown")
            lines = work.threads.with_buttons(conversation_id)
        return next((b["title"] for line in lines for b in line.buttons if b.get("payload") == payload), None)

    def in_their_script(self, conversation_id: str, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What is said, in the characters that the customer writes."""
        with self._reading() as work:
            return in_their_script(work, conversation_id, messages, self._names)

    def reply(self, conversation_id: str, answered: str, messages: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        """Keep what the bot said to the line `answered`; as it was kept, in the characters that the customer writes.

        None where an advisor has taken over: it is held until the bot speaks again.
        """
        now = self._clock.now()
        with self._unit_of_work() as work:
            messages = in_their_script(work, conversation_id, messages, self._names)
            if work.works.chat_owner(conversation_id):
                work.works.hold(conversation_id, messages)
                work.threads.mark_answered(conversation_id, [answered])
                work.commit()
                return None
            for index, message in enumerate(messages):
                line = Line(f"{answered}/{index}", conversation_id, now, BOT, message["text"])
                work.threads.add(replace(line, buttons=message.get("buttons", []), card=message.get("card")))
            work.threads.mark_answered(conversation_id, [answered])
            work.commit()
        return messages

    def reply_to(self, conversation_id: str, answered: str) -> list[Line]:
        """What the bot said to a line."""
        with self._reading() as work:
            return work.threads.answers_to(conversation_id, answered)

    def position(self, conversation_id: str, line_id: str) -> int:
        """Where a line stands; 0 for one that is not there. Raises NotFound for a conversation that was never opened."""
        with self._reading() as work:
            if not work.threads.exists(conversation_id):
                raise NotFound("conversation_unknown")
            return work.threads.position(conversation_id, line_id)

    def after(self, conversation_id: str, position: int) -> list[tuple[int, Line]]:
        """The lines behind a position, each with its own."""
        with self._reading() as work:
            since = shown_from(work.drafts.look(conversation_id), self._clock.now())
            return [(place, line) for place, line in work.threads.after(conversation_id, position) if not since or line.at >= since]

    def left_open(self, conversation_id: str) -> str | None:
        """When the customer left in the middle of something, where they are to be greeted again. Raises NotFound."""
        with self._reading() as work:
            if not work.threads.exists(conversation_id):
                raise NotFound("conversation_unknown")
            if work.works.chat_owner(conversation_id):
                return None
            return left_open(work.drafts.look(conversation_id), self._clock.now())

    def state(self, conversation_id: str) -> tuple[str | None, str | None]:
        """What is asked now, and the event number if there is one."""
        with self._reading() as work:
            draft = work.drafts.look(conversation_id)
        return draft.asking, draft.event_number

    def reachable(self) -> bool:
        """True where the storage answers."""
        try:
            with self._reading() as work:
                work.threads.exists("")
        except Exception:  # whatever the driver raises, the answer is no
            return False
        return True

    def thread(self, conversation_id: str) -> Thread:
        """The whole conversation. Raises NotFound where it was never opened."""
        with self._reading() as work:
            if not work.threads.exists(conversation_id):
                raise NotFound("conversation_unknown")
            draft = work.drafts.look(conversation_id)
            since = shown_from(draft, self._clock.now())
            lines = [line for line in work.threads.lines(conversation_id) if not since or line.at >= since]
            return Thread(lines, draft.asking, draft.event_number)
