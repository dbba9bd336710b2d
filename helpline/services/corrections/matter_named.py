"""A matter that is put right by its name, beside whatever else: 「联系人应为陈立；另外不是采购，iPad 已经买好了，是部署」."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.text import align
from helpline.services.matters.parking import ANY_NAME, pairs

_DENIED = re.compile(r"(?<!是)不是(?:要|想|来|说|问|办)*(?P<old>[^，,。；;！!\s]{2,12})")
_MEANT = re.compile(r"(?:^|[，,。；;！!\s])(?:我们?)?(?:而|应该|其实|就)?是(?:要|想|来|说|问|办|做)*(?P<new>[^，,。；;！!\s]{2,12})")


def named_instead(catalogue: Catalogue, mine: Route, text: str) -> tuple[Route, str] | None:
    """The matter of the same line that is named in place of `mine`, and the words that say so; None where none is."""
    aligned, own = align(text), pairs(mine.name) - ANY_NAME
    for denied in _DENIED.finditer(aligned.text):
        meant = [found["new"] for found in _MEANT.finditer(aligned.text, denied.end())] if own & pairs(denied["old"]) else []
        for route in catalogue.routes.values():
            theirs = pairs(route.name) - ANY_NAME - own
            if route.label is mine.label and route.event and any(theirs & pairs(new) for new in meant):
                return route, text[aligned.starts[denied.start()] :].strip("。.！! ")
    return None
