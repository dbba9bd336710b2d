"""What a clause of a message does, as the trained understanding hears it, and how to ask for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from helpline.model.text import normalise

SURE = 0.7  # of a hundred clauses for which it is at least so likely, more than ninety are heard rightly
HARDLY = 0.1  # of what a message does over all, below which it may be left out
_MOST = 0.6  # of a clause, from which a piece of it does what the whole does
_MARKS = re.compile(r"^\W+|[^\w\s]+$|\s+$")


class Does(str, Enum):
    """The acts, by their names in `data/acts.yml`."""

    QUESTION = "question"
    TROUBLE = "trouble"
    FACT = "fact"
    WISH = "wish"
    NOTE = "note"  # how to serve or call, and what to know of the person: 「请一句一句发，我看字慢」
    CHANGE = "change"
    REFUSE = "refuse"
    FILLER = "filler"


class Asks(str, Enum):
    """What is asked on the way, by the names in `data/questions.yml`."""

    DURATION = "duration"
    DATA = "data"
    PROOF = "proof"
    DIAGNOSIS = "diagnosis"
    NOTED = "noted"
    FEE = "fee"
    PRICE = "price"
    AT_HOME = "at_home"
    POSTAGE = "postage"
    CALLER = "caller"
    PRIVACY = "privacy"
    RIGHTS = "rights"
    COVERAGE = "coverage"
    WALK_IN = "walk_in"
    DIFFER = "differ"
    MAIL_IN = "mail_in"
    BRING = "bring"
    WHERE = "where"
    KEEP = "keep"
    FOR_ANOTHER = "for_another"
    BOOKED = "booked"
    HOURS = "hours"
    PARTS = "parts"
    SPARE = "spare"
    PAY = "pay"
    GUARANTEE = "guarantee"
    PASSWORD = "password"  # noqa: S105
    CONTACT = "contact"
    BUY_NEW = "buy_new"
    STATUS = "status"
    WHY = "why"
    WHO = "who"
    UNANSWERED = "unanswered"
    LATE = "late"
    TALK_FEE = "talk_fee"
    IN_WRITING = "in_writing"
    REPLACE = "replace"
    MEANWHILE = "meanwhile"
    ERASED = "erased"
    MODIFIED = "modified"
    ORIGIN = "origin"
    SINCE = "since"
    COVERED = "covered"
    COMMON = "common"
    IN_STORE = "in_store"
    VOLUME = "volume"
    REFUND_TIME = "refund_time"
    SEES = "sees"
    PAPER = "paper"
    SEND = "send"
    NEXT = "next"
    IF_ASKED = "if_asked"  # somebody might ask for a code or for money: nobody did
    CALL_PREP = "call_prep"
    CALL_LENGTH = "call_length"
    RECORDED = "recorded"
    SPEECH = "speech"
    COMMIT = "commit"
    RESUME = "resume"
    SAME_ONE = "same_one"
    BY_PHONE = "by_phone"
    REACHABLE = "reachable"
    LOCK = "lock"
    FIRST_AID = "first_aid"
    AT_RISK = "at_risk"  # money, of who gave a password or a code away
    RECOVER = "recover"
    ADDRESS = "address"
    OPENED = "opened"
    REFUND_SUM = "refund_sum"
    OTHER = "other"


class Outcome(str, Enum):
    """What a message tells of a step that is tried, by the names in `data/outcomes.yml`."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    TRIED = "tried"  # before it was told to
    UNABLE = "unable"
    HOW = "how"
    REPEAT = "repeat"
    WAIT = "wait"
    HUMAN = "human"
    OTHER = "other"


class Move(str, Enum):
    """What a message does over all while a matter is in hand, by the names in `data/moves.yml`; of two, the one that stands first."""

    DANGER = "danger"
    BRINGS = "brings"  # another matter, beside or instead of this one
    DROPS = "drops"
    PERSON = "person"
    REARRANGES = "rearranges"
    CORRECTS = "corrects"
    ASKS = "asks"
    WAITS = "waits"
    SKIPS = "skips"
    SOLVED = "solved"
    FAILED = "failed"
    TELLS = "tells"
    AGREES = "agrees"
    DENIES = "denies"
    VENTS = "vents"
    CHATS = "chats"


class Way(str, Enum):
    """The way on that a message wants, by the names in `data/ways.yml`: those of `Mode`, and that it speaks of no way."""

    GENIUS_BAR = "genius_bar"
    MAIL_IN = "mail_in"
    CALL_BACK = "call_back"
    LINE_NUMBER = "line_number"
    CHAT = "chat"
    NONE = "none"  # not now, or none of them
    OTHER = "other"


@dataclass(frozen=True)
class Act:
    """A clause as it was typed, what it likely does, and how likely that is; what it would ask, and how likely that is."""

    text: str
    does: Does
    chance: float
    asks: Asks = Asks.OTHER
    asks_chance: float = 0.0


Acts = Sequence[Act]
ASKS_SURE = 0.6  # from which more than nine of ten are heard rightly


def act_of(piece: str, acts: Acts) -> Does | None:
    """What a piece of a message surely does: a clause, most of one, or several that all do the same; None where that is not sure.

    >>> acts = [Act("要不要我带发票", Does.QUESTION, 0.9), Act("屏幕碎了", Does.TROUBLE, 0.5)]
    >>> act_of("要不要我带发票？", acts), act_of("屏幕碎了", acts)
    (<Does.QUESTION: 'question'>, None)
    """
    said = _bare(piece)
    if not said or not acts:
        return None
    known = [(_bare(act.text), act) for act in acts]
    of_it = [act for text, act in known if text == said] or [act for text, act in known if said in text and len(said) >= _MOST * len(text)]
    of_it = of_it[:1] or [act for text, act in known if text and text in said]
    does = {act.does if act.chance >= SURE else None for act in of_it}
    return does.pop() if len(does) == 1 else None


def asked_in(piece: str, acts: Acts) -> Asks | None:
    """What a piece of a message asks, where that is sure.

    >>> acts = [Act("要不要我带发票", Does.QUESTION, 0.9, Asks.BRING, 0.8), Act("屏幕碎了", Does.TROUBLE, 0.9, Asks.DIAGNOSIS, 0.6)]
    >>> asked_in("要不要我带发票？", acts), asked_in("屏幕碎了", acts)
    (<Asks.BRING: 'bring'>, None)
    """
    said = _bare(piece)
    of_it = [act for act in acts if (text := _bare(act.text)) and (text in said or (said in text and len(said) >= _MOST * len(text)))]
    if not said or any(act.does not in (Does.QUESTION, Does.FILLER) for act in of_it):
        return None  # more is told than asked
    topics = {act.asks if min(act.chance, act.asks_chance) >= ASKS_SURE else None for act in of_it if act.does is Does.QUESTION}
    return topics.pop() if len(topics) == 1 else None


def _bare(text: str) -> str:
    return _MARKS.sub("", normalise(text))
