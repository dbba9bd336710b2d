"""The names that clients give to their lines. They are stored, so they may hold no secret."""

from __future__ import annotations

import hashlib
import re

from helpline.errors import BadRequest
from helpline.model.secrets import masked

_LINE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_RANDOM = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)  # as programs make them


def line_id_of(given: object) -> str | None:
    """The name as it is kept: its hash where it might hold a secret. The same name always becomes the same.

    Raises BadRequest for what is no name.
    """
    if given is None:
        return None
    if not isinstance(given, str) or not _LINE_ID.fullmatch(given):
        raise BadRequest("field_wrong")
    if _RANDOM.fullmatch(given) and re.search("[a-f]", given, re.IGNORECASE):
        return given
    spoken = re.sub(r"[-_]+", " ", given)
    safe = masked(given) == given and masked(spoken) == spoken and not re.search(r"\d{6}", re.sub(r"\D", "", given))
    return given if safe else hashlib.sha256(given.encode()).hexdigest()[:32]
