"""Cuts a message into the clauses that may each hold a problem of its own, or into all its pieces, or finely."""

from __future__ import annotations

import re
from collections.abc import Callable

from helpline.model import statements

WORTH_CUTTING = 14  # characters; a shorter message says one thing
SHORTEST = 6  # a shorter clause goes with the one before
FIRST, LAST = 2, 4  # of more clauses these: what it is all about is said at the beginning or at the end
MOST = FIRST + LAST
LONGEST_IN_PIECES = 40
MOST_FINELY = 24  # of more the first and the last, as the encoder reads them

# Many write a blank where others put a comma.
_END = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|[。！？!?；;，,\n]+|(?<=\S)(?=另外|还有就是|还有个|还有，|顺便|对了|除此之外|再就是|再一个|同时还)"
)
_FINER = re.compile(rf"{_END.pattern}|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])|(?<=人工)(?=我)")  # 「人工 iPhone 14 充不进电」

# 「1 … 2 …」, 「一是…二是…」, 「第一…第二…」
_NUMBER = re.compile(
    r"(?:^|(?<=[\s，,。；;：:！!、\u4e00-\u9fff]))(?:[（(]?(?P<digit>[1-5])(?:[)）、：:，,]|\.(?!\d)|(?=\s))(?!\s*[\d台部个件块只副天年月号点次分小条米元种款代])"
    r"|(?P<circled>[①②③④⑤])|第(?P<nth>[一二三四])(?![次天时代台部款批名年月季周块条只手版步方档层排])|(?<![唯统之])(?P<han>[一二三四])(?:是|、))"
)
_VALUES = {**{str(n): n for n in range(1, 6)}, **dict(zip("一二三四", range(1, 5))), **dict(zip("①②③④⑤", range(1, 6)))}


def numbered(text: str) -> list[int]:
    """Where each matter begins of a message that numbers them itself; empty where it does not count on from one."""
    starts: list[int] = []
    for match in _NUMBER.finditer(text):
        if _VALUES[next(value for value in match.groups() if value)] == len(starts) + 1:
            starts.append(match.start())
    return starts if len(starts) > 1 else []


_MARK = re.compile(r"[。！？!?；;，,、\n…~～]+|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")


def pieces(text: str) -> list[tuple[int, int]]:
    """Spans between any marks, however short, of a message too short for clauses; empty where there is but one."""
    if len(text) > LONGEST_IN_PIECES:
        return []
    ends = [(match.start(), match.end()) for match in _MARK.finditer(text)] + [(len(text), len(text))]
    starts = [0, *(end for _, end in ends)]
    spans = [(start, end) for start, (end, _) in zip(starts, ends) if end - start > 1]
    return spans if len(spans) > 1 else []


def clauses(text: str, alone: Callable[[str], bool] = lambda _: False) -> list[tuple[int, int]]:
    """Spans on `text`, at most six; empty where the message is too short to hold more than one. What is `alone` is one however short."""
    finer = alone(text)
    if len(text) < WORTH_CUTTING and not finer:
        return []
    spans: list[tuple[int, int]] = []
    own = numbered(text)
    marks = (_FINER if finer else _END).finditer(text)
    ends = [*((match.start(), match.end()) for match in marks), *((at, at) for at in own[1:]), (len(text), len(text))]
    start = 0
    for end, following in sorted(ends):
        if end > start:
            apart = start in own[1:] or (finer and spans and (alone(text[start:end]) or alone(text[slice(*spans[-1])])))
            short = spans and not apart and (end - start < SHORTEST or spans[-1][1] - spans[-1][0] < SHORTEST)
            spans[-1:] = [(spans[-1][0], end)] if short else [*spans[-1:], (start, end)]
        start = max(start, following)
    kept = [*spans[:FIRST], *spans[-LAST:]] if len(spans) > MOST else spans
    return kept if len(kept) > 1 else []


def finely(text: str) -> list[tuple[int, int]]:
    """Spans of all clauses, however short, without what opens them; at most 24."""
    spans = [(start, end) for _, start, end in statements.spans(text)]
    half = MOST_FINELY // 2
    return spans if len(spans) <= MOST_FINELY else [*spans[:half], *spans[-half:]]
