"""What a message is heard to do over all in the middle of a matter, and the examples that it is learned from."""

from __future__ import annotations

from collections import Counter

import pytest

from helpline.model.acts import Move
from helpline.model.understanding import heard_from
from rasa_ext.clause_measures import read_table
from rasa_ext.evaluate import Understanding
from rasa_ext.nlu.acts import MOVES, read_examples

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


def test_each_move_is_an_example_once_and_none_is_held_out() -> None:
    examples = Counter(text for text, _ in read_examples(MOVES))
    assert {text for text, count in examples.items() if count > 1} == set()
    assert not set(examples) & {row["text"] for row in read_table("heldout_moves")}
    assert {name for _, name in read_examples(MOVES)} == {move.value for move in Move}


@pytest.mark.model
@pytest.mark.parametrize(("text", "move", "other"), HEARD)
def test_what_a_message_does_is_heard_whatever_it_is_about(understanding: Understanding, text: str, move: Move, other: Move | None) -> None:
    heard = heard_from(understanding.parse(text))
    assert heard.surely(*(one for one in (move, other) if one))
