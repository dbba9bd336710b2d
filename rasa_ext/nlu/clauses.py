"""Cuts a longer message into the clauses that may each hold a problem of its own."""

from __future__ import annotations

import re

WORTH_CUTTING = 14  # characters; a shorter message says one thing
SHORTEST = 6  # a shorter clause goes with the one before
FIRST, LAST = 2, 4  # of more clauses these: what it is all about is said at the beginning or at the end
MOST = FIRST + LAST

# Many write a blank where others put a comma.
_END = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|[。！？!?；;，,\n]+|(?<=\S)(?=另外|还有就是|还有个|还有，|顺便|对了|除此之外|再就是|再一个|同时还)"
)


def clauses(text: str) -> list[tuple[int, int]]:
    """Spans on `text`, at most six; empty where the message is too short to hold more than one."""
    if len(text) < WORTH_CUTTING:
        return []
    spans: list[tuple[int, int]] = []
    start = 0
    for match in (*_END.finditer(text), re.compile("$").search(text, len(text))):
        end = match.start() if match else len(text)
        if end > start:
            if spans and (end - start < SHORTEST or spans[-1][1] - spans[-1][0] < SHORTEST):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        start = match.end() if match else end
    kept = [*spans[:FIRST], *spans[-LAST:]] if len(spans) > MOST else spans
    return kept if len(kept) > 1 else []
