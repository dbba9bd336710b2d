"""Another number to call, told beside the one that is known."""

from __future__ import annotations

import re

from helpline.model.phone import FoundPhone, all_phones, of_a_line, of_another, own_phone
from helpline.model.phone_given_up import denied
from helpline.model.text import in_place

_SECOND = re.compile(
    r"如果|要是|万一|假如|若|备[用选份]|也(?:行|可以|能|成|好)|[打接]不[通到上着](?:的话|的时候|时)?[，,\s]*(?:就|再|那)|再[留加记写]|[两2]个"
)  # the other one stays
_THERE = re.compile(
    r"(?:打(?![不来过])|拨|用|写|填|留|联系|[改换]|(?:应该?|其实|才)是)(?:成|为|到|给|一下|下)?(?:我|咱|俺)?[^，,。；;！!\d不别没]{0,8}[，,：:\s]*$"
)


def phone_instead(text: str, known: str) -> str | None:
    """The number to call from now on, where it is another than the `known` one; what is said of that one is why it goes.

    >>> phone_instead("13906584417白天在充电，打15305843069", "13906584417"), phone_instead("13906584417", "13906584417")
    ('15305843069', None)
    """
    told = _beside(text, known) or own_phone(text)
    return told.value if told and told.value != known else None


def _beside(text: str, known: str) -> FoundPhone | None:
    phones, start, found = all_phones(text), 0, None
    if known not in [one.value for one in phones] or _SECOND.search(in_place(text)):
        return None
    for one in phones:
        before, start = text[start : one.start], one.end
        other = one.value != known and not (of_a_line(one.value) or of_another(text, one) or denied(before))
        found = one if other and _THERE.search(in_place(before)) else found
    return found
