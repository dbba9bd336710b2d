"""A message that comes a second time, because the answer to the first was lost on its way: it is answered as it was, and nothing is done again."""

from __future__ import annotations

from dataclasses import asdict

from helpline.model.draft import Draft
from helpline.model.understanding import Heard
from helpline.services.reply import Button, Reply, Say

REMEMBERED = 8  # lines; of the last one the answer too


def answered_before(draft: Draft, heard: Heard | None) -> Reply | None:
    """What was said to this line. Nothing where a newer one was answered since: whoever brought this one has given up."""
    if heard is None or heard.line not in draft.heard.get("lines", []):
        return None
    kept = draft.heard["reply"] if heard.line == draft.heard["lines"][-1] else {"says": []}
    says = [Say(**{**say, "buttons": tuple(Button(**button) for button in say["buttons"])}) for say in kept["says"]]
    return Reply(says, draft.asking, draft.event_number)


def remember(draft: Draft, heard: Heard | None, reply: Reply) -> Reply:
    """The reply, once the draft knows that it was given."""
    if heard is not None and heard.line:
        draft.heard = {
            "lines": [*draft.heard.get("lines", []), heard.line][-REMEMBERED:],
            "reply": {"says": [asdict(say) for say in reply.says]},
        }
    return reply
