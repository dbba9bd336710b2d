"""The four ways in which a message is taken; the rules say which."""

from __future__ import annotations

from actions.base import HelplineAction
from helpline.model.understanding import Heard
from helpline.services.reply import Reply


class ActionTurn(HelplineAction):
    """Any message that no rule speaks of."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_turn"

    def answer(self, conversation_id: str, heard: Heard) -> Reply:
        """A turn of the intake."""
        return self.services.reception.turn(conversation_id, heard)


class ActionHazard(HelplineAction):
    """Danger to people."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_hazard"

    def answer(self, conversation_id: str, heard: Heard) -> Reply:
        """What to do now."""
        return self.services.reception.hazard(conversation_id, heard)


class ActionSafety(HelplineAction):
    """Fraud."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_safety"

    def answer(self, conversation_id: str, heard: Heard) -> Reply:
        """How to get out of it."""
        return self.services.reception.safety(conversation_id, heard)


class ActionHuman(HelplineAction):
    """A person was asked for."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_human"

    def answer(self, conversation_id: str, heard: Heard) -> Reply:
        """The ways to one."""
        return self.services.reception.human(conversation_id, heard)
