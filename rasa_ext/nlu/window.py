"""Which part of a very long message is read: where it comes to the point."""

from __future__ import annotations

import re
from collections.abc import Callable

# More says nothing more about the topic; it would only cost time.
UNDERSTOOD_CHARACTERS = 600
WINDOW = "window"  # where on the message the part begins
SENTENCES_AT_MOST = 120  # behind the first part
CERTAIN = 0.7
URGENT = ("hazard", "safety")
_IDLE = ("smalltalk", "out_of_scope")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")
_LONGEST = 120  # characters of a sentence; who writes no full stops is cut at commas, or anywhere

Judge = Callable[[list[str]], list[tuple[str, float]]]  # the label of each text, and how likely it is


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, none longer than 120 characters."""
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        start = match.start()
        while match.end() - start > _LONGEST:
            cut = max(text.rfind(mark, start + 1, start + _LONGEST) for mark in "，, ")
            end = cut + 1 if cut > start else start + _LONGEST
            spans.append((start, end))
            start = end
        spans.append((start, match.end()))
    return spans


def _together(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """No more than can be judged in time: where there are more, neighbours are judged together, so that none goes unread."""
    each = -(-len(spans) // SENTENCES_AT_MOST)
    return [(spans[at][0], spans[min(at + each, len(spans)) - 1][1]) for at in range(0, len(spans), max(each, 1))]


def begins(text: str, judge: Judge) -> int:
    """Where the part to be read begins: at the first sentence of danger or fraud, else at the first problem. 0 for most messages.

    What stands in the first 600 characters goes before a problem behind them, but not before danger.
    """
    if len(text) <= UNDERSTOOD_CHARACTERS:
        return 0
    spans = sentences(text)
    early = [span for span in spans if span[0] < UNDERSTOOD_CHARACTERS]
    late = _together(spans[len(early) :])
    judged = judge([text[start:end] for start, end in (*early, *late)])
    told = [(start, label) for (start, _), (label, chance) in zip((*early, *late), judged) if chance >= CERTAIN and label not in _IDLE]
    urgent = next((start for start, label in told if label in URGENT), None)
    first = urgent if urgent is not None else min((start for start, _ in told), default=0)
    return first if first >= UNDERSTOOD_CHARACTERS - _LONGEST else 0
