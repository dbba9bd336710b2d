"""Which part of a device is meant, where a customer says that it is this one and not that."""

from __future__ import annotations

import re

from helpline.model.understanding import Heard

_NOT_BUT = re.compile(
    r"(?:不是|并非)(?P<old>[^，,。]{1,12}?)[\s，,。]*(?:而是|应该是|是)(?P<new>[^，,。]{1,24})|(?P<first>[^，,。]{1,16})[，,]不是(?P<late>[^，,。]{1,12})"
)


def swapped_part(heard: Heard) -> str | None:
    """The part that is meant, where a message says that it is this one and not another."""
    swapped = _NOT_BUT.search(heard.text)
    if swapped is None:
        return None
    meant, not_meant = ("new", "old") if swapped["new"] else ("first", "late")
    parts = [found for found in heard.found if found.entity == "component"]
    start, end = swapped.span(meant)
    named = next((found.value for found in parts if start <= found.start < end), None)
    turned_down = any(swapped.start(not_meant) <= found.start < swapped.end(not_meant) for found in parts)
    return named if turned_down else None
