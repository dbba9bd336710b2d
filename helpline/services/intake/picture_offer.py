"""What was read on a picture, offered for a yes, and offered again where something came between."""

from __future__ import annotations

from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.model.attachment import Attachment
from helpline.model.draft import Draft
from helpline.ports import UnitOfWork
from helpline.services.reply import Button, Say

SLOT = "screenshot"
YES, NO = "yes", "no"
OFFERED_AT_MOST = 3


def offer(catalogue: Catalogue, draft: Draft, picture: Attachment) -> Say | None:
    """What stands on it that is not known yet; None where that is nothing."""
    lines = _lines(catalogue, draft, picture)
    draft.picture = picture.id if lines else None
    return Say("utter_picture_read", {"lines": lines}, _buttons(catalogue, picture)) if lines else None


def offer_again(work: UnitOfWork, catalogue: Catalogue, draft: Draft) -> Say | None:
    """The offer that nobody answered, in place of the next question; None where there is none, or it was made often enough."""
    picture = work.attachments.get(draft.picture) if draft.picture else None
    lines = _lines(catalogue, draft, picture) if picture else ""
    if picture is None or not lines or draft.tried(f"picture {picture.id}") >= OFFERED_AT_MOST:
        draft.picture = None
        return None
    return Say("utter_picture_read_again", {"lines": lines}, _buttons(catalogue, picture))


def _lines(catalogue: Catalogue, draft: Draft, picture: Attachment) -> str:
    told = {slot: value for slot, value in picture.read.items() if value not in known(draft, slot)}
    return "\n".join(f"{catalogue.fact_names.get(slot, slot)}：{value}" for slot, value in told.items())


def _buttons(catalogue: Catalogue, picture: Attachment) -> tuple[Button, ...]:
    return tuple(Button(catalogue.buttons[f"picture_{word}"], f'/choose{{"{SLOT}": "{word}:{picture.id}"}}') for word in (YES, NO))


def known(draft: Draft, slot: str) -> list[Any]:
    """What is known of a slot, as a list."""
    value = draft.facts.get(slot)
    return value if isinstance(value, list) else [value] if value else []
