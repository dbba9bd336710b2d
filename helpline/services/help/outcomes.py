"""How a step went, as far as a message tells."""

from __future__ import annotations

from enum import Enum, auto


class Went(Enum):
    """How the step went, as far as the message tells."""

    SOLVED = auto()
    UNSOLVED = auto()
    SAID = auto()  # something else, from which it cannot be told
    DONE = auto()  # done, but not whether it helped
    UNABLE = auto()
    TOLD = auto()  # others were tried before
    ALL = auto()
    CONFIRMS = auto()
    WHY = auto()
    SLOWLY = auto()
    FACT = auto()
    NOTHING = auto()  # 「没有」: not tried, or not well yet
    ENOUGH = auto()
    PASSES = auto()
    REPAIR = auto()
    ASKS = auto()
    HOLDS = auto()
    REPEAT = auto()  # what they were to do
    UNCLEAR = auto()


PATIENCE = 9  # for 「等一下」
STAYS = {Went.DONE: 1, Went.HOLDS: 3, Went.ASKS: 2, Went.UNCLEAR: 1}  # so often the step stays; then it is let go
