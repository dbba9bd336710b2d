"""One call for two events: 「跟之前那个电话一起说」."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.event import Event, Mode
from helpline.model.event_number import shown
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI, shown_time
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.handover import Handover
from helpline.services.reply import Say

LINK = "related_event"
_TOGETHER = re.compile(
    r"(?:跟|和|同|与|随)[^，,。]{1,12}(?:一起|一块儿?|一道|一并|同时|同一)|一起(?:说|讲|打|问|处理|办|聊|回)(?!了)|同一?[个通](?:电话|时间|回电)|(?:那|这)[个通](?:电话|回电)[^，,。]{0,4}(?:一起|一块|一并|顺便)"
)


class Together:
    """Arranges the second event as the first."""

    def __init__(self, handover: Handover) -> None:
        self._handover = handover

    def hear(self, work: UnitOfWork, draft: Draft, text: str, now: datetime) -> list[Say] | None:
        """The same time as that of the other event's call; None where there is none, or it is not spoken of."""
        if draft.asking not in ("service_mode", "callback_time") or _TOGETHER.search(normalise(text)) is None:
            return None
        event, other = work.events.get(draft.event_number or ""), self._other(work, draft, now)
        if event is None or other is None or other.hand_off is None or other.hand_off.starts_at is None:
            return None
        self._link(work, draft, event, other, now)
        draft.mode, draft.starts_at = Mode.CALL_BACK.value, other.hand_off.starts_at.astimezone(SHANGHAI).isoformat()
        said = self._handover.confirm(work, draft, now)
        if draft.handed_over:
            return said
        # Nobody is free for a second call then: it is spoken of in the first, which its advisor reads.
        draft.asking, draft.starts_at, draft.handed_over = None, None, True
        facts = {"event": shown(event.number), "other": shown(other.number), "time": shown_time(other.hand_off.starts_at)}
        return [Say("utter_call_together", facts)]

    def _link(self, work: UnitOfWork, draft: Draft, event: Event, other: Event, now: datetime) -> None:
        """Say in each which the other is; whoever calls reads what else is to be spoken of."""
        event.facts = {**event.facts, LINK: other.number}
        draft.facts[LINK] = other.number
        work.events.update(event)
        other.facts = {**other.facts, LINK: event.number}
        events.tell_more(other, str(event.facts.get("symptom") or ""))
        other.note(now, "facts", "customer")
        work.events.update(other)

    def _other(self, work: UnitOfWork, draft: Draft, now: datetime) -> Event | None:
        other = work.events.get(draft.last_event or "")
        if other is None or other.number == draft.event_number or other.conversation_id != draft.conversation_id:
            return None
        calls = other.hand_off is not None and other.hand_off.mode is Mode.CALL_BACK
        return other if calls and events.is_live(other, now) else None
