"""What a message is heard to do over all in the middle of a matter, which way on it wants, and the examples of both."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from helpline.model.acts import Move, Way
from helpline.model.understanding import heard_from
from rasa_ext.clause_measures import read_table
from rasa_ext.evaluate import Understanding
from rasa_ext.nlu.acts import MOVES, WAYS, read_examples

# The intent of each misleads: what it is about is not what it does.
HEARD = [
    ("发票翻出来了，上面写的是去年九月", Move.CORRECTS, Move.TELLS),
    ("慢着，还是改去太古里那家", Move.REARRANGES, Move.CORRECTS),
    ("慢着，我翻一下包装盒", Move.WAITS, None),
    ("谁还记得这个", Move.SKIPS, None),
    ("号码也给你吧 13944556677", Move.TELLS, None),
    ("算了，等过年再说，先不修", Move.DROPS, None),
    ("还有个事，我老婆的手表也充不进电", Move.BRINGS, None),
]


@pytest.mark.parametrize(("source", "names", "held_out"), [(MOVES, Move, "heldout_moves"), (WAYS, Way, "heldout_ways")])
def test_each_is_an_example_once_and_none_is_held_out(source: Path, names: type[Move] | type[Way], held_out: str) -> None:
    examples = Counter(text for text, _ in read_examples(source))
    assert {text for text, count in examples.items() if count > 1} == set()
    assert not set(examples) & {row["text"] for row in read_table(held_out)}
    assert {name for _, name in read_examples(source)} == {one.value for one in names}


@pytest.mark.model
@pytest.mark.parametrize(("text", "move", "other"), HEARD)
def test_what_a_message_does_is_heard_whatever_it_is_about(understanding: Understanding, text: str, move: Move, other: Move | None) -> None:
    heard = heard_from(understanding.parse(text))
    assert heard.surely(*(one for one in (move, other) if one))


@pytest.mark.model
@pytest.mark.parametrize(("text", "way"), [
    ("我个人提过来你们当面看", Way.GENIUS_BAR), ("下回进城拉货顺便带去门市", Way.GENIUS_BAR), ("叫个快递员来拿走", Way.MAIL_IN),
    ("语音里讲，我手上都是油", Way.CALL_BACK), ("不用你们打，号码甩过来我打", Way.LINE_NUMBER), ("到店要不要排队", Way.OTHER),
])  # fmt: skip
def test_which_way_is_wanted_is_heard_in_whatever_words(understanding: Understanding, text: str, way: Way) -> None:
    ways = heard_from(understanding.parse(text)).ways
    assert max(ways, key=lambda one: ways[one]) is way
