"""A customer's side of a conversation with the trained understanding and the use cases in one process.

What Rasa's rules and policy decide is read from `data/rules`; only the HTTP between the parts is left out.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from helpline.model.text import harmless
from helpline.model.understanding import Heard, heard_from
from helpline.services.reply import Reply
from tests.actions.talking import rules
from tests.services.talk import ANSWERS, Talk, buttons_of, tapped

ENTRANCES = {"action_turn": "turn", "action_hazard": "hazard", "action_safety": "safety", "action_human": "human"}


@lru_cache(maxsize=1)
def agent() -> Any:
    """The trained model, loaded once in a run of tests."""
    from rasa_ext.classify import load_agent

    return load_agent()


@lru_cache(maxsize=4096)
def understood(text: str) -> Heard:
    """A typed message as the model understands it; nothing but blanks goes to it as the door sends it."""
    return heard_from({**asyncio.run(agent().parse_message(harmless(text.strip()) or " ")), "metadata": {}})


@dataclass
class Turn:
    """One message, what was answered, and how the draft stood before and after."""

    said: str
    reply: Reply
    text: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class Spoken(Talk):
    """A conversation with true understanding. Every turn is kept for what must hold over all of them."""

    turns: list[Turn] = field(default_factory=list)
    elsewhere: str = ""  # the number of an event that was issued in another browser

    def write(self, text: str) -> str:
        """Type something, as the door would bring it."""
        return self._pass(text, understood(text))

    def press(self, title: str) -> str:
        """Tap a quick reply of the last answer."""
        offered = [button for say in self.reply.says for button in buttons_of(say)]
        button = next((button for button in offered if title in button.title), None)
        assert button is not None, f"no quick reply {title!r} among {[b.title for b in offered]}"
        return self._pass(f"[{button.title}]", tapped(button.payload))

    def answer_all(self, until: str | None = None, **other: str) -> list[str]:
        """Answer whatever is asked until `until` is, or nothing."""
        answers, asked = {**ANSWERS, **other}, []
        while self.asking and self.asking != until:
            assert len(asked) < 25, f"asked without end: {asked}"
            asked.append(self.asking)
            self.write(answers[self.asking])
        return asked

    def alike(self, name: str) -> Spoken:
        """Another conversation at the same desk."""
        return Spoken(self.services, self.work, self.clock, name)

    def _pass(self, said: str, message: Heard) -> str:
        before = self.draft.to_json()
        entrance = ENTRANCES[rules().get(message.intent, "action_turn")]
        self.reply = getattr(self.services.reception, entrance)(self.conversation, message)
        text = self.checked()
        self.turns.append(Turn(said, self.reply, text, before, self.draft.to_json()))
        return text


def shown(turns: list[Turn]) -> str:
    """The talk as it went, for whoever reads a failure."""
    return "\n".join(f"> {turn.said}\n{turn.text}\n  [{turn.after['asking']}]" for turn in turns)
