"""What a message was understood to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from helpline.model.acts import HARDLY, SURE, Act, Asks, Does, Move, Outcome, Way, act_of, asked_in
from helpline.model.statements import without_filler
from helpline.model.text import shorten

KEPT_TEXT = 500
_MAY_ASK = 0.5


@dataclass(frozen=True)
class Found:
    """A thing named in the text. `value` is canonical; `start` and `end` are a span of the text as it was typed."""

    entity: str
    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Problem:
    """One of several problems in a message, with the part of the text that tells of it."""

    intent: str
    text: str


@dataclass(frozen=True)
class Denied:
    """What a message says that it is not about, with the intent of those words alone, and what the rest of it is about."""

    what: str
    intent: str
    confidence: float
    rest: str = ""
    rest_intent: str = ""
    rest_confidence: float = 0.0


@dataclass(frozen=True)
class Heard:
    """One message of a customer.

    `confidence` is that of the intent's label; `chosen` holds what a tapped button filled, by slot name; `problems` are what
    the message is about where it is more than one, the most urgent first; `denied` is what it says that it is not about; `line` is
    its id in the thread; `acts` are what its clauses do, where the trained understanding heard it; `outcome` is what it would tell of a
    step that is tried; `moves` are the chances of what it does over all while a matter is in hand, `ways` those of the way on that it
    wants; there are none for a part of a message.
    """

    text: str
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    found: tuple[Found, ...] = ()
    chosen: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    denied: Denied | None = None
    line: str = ""
    acts: tuple[Act, ...] = ()
    outcome: Outcome = Outcome.OTHER
    outcome_chance: float = 0.0
    moves: Mapping[Move, float] = field(default_factory=dict)
    ways: Mapping[Way, float] = field(default_factory=dict)

    def surely(self, *moves: Move) -> bool:
        """True where the message over all surely does one of these."""
        return self.chance_of(*moves) >= SURE

    def hardly(self, *moves: Move) -> bool:
        """True where the message over all hardly does any of these."""
        return bool(self.moves) and self.chance_of(*moves) < HARDLY

    def asks_nothing(self) -> bool:
        """True where neither the message over all nor any clause of it is likely to ask."""
        return self.hardly(Move.ASKS) and not any(act.does is Does.QUESTION and act.chance >= _MAY_ASK for act in self.acts)

    def chance_of(self, *moves: Move) -> float:
        """How likely it is that the message over all does one of these; of a part of a message nobody knows, so 0."""
        return sum(self.moves.get(move, 0.0) for move in moves)

    def way(self) -> Way | None:
        """The way on that the message surely wants, or OTHER where it surely speaks of none; None where that is not sure."""
        way = max(self.ways, key=lambda one: self.ways[one], default=None)
        return way if way and self.ways[way] >= SURE else None

    def does(self, piece: str) -> Does | None:
        """What a piece of the text does, where that is sure."""
        return act_of(piece, self.acts)

    def told(self) -> str:
        """The text without the clauses that surely only fill."""
        return without_filler(self.text, self.acts)

    def asks(self, piece: str) -> Asks | None:
        """What a piece of the text asks, where that is sure."""
        return asked_in(piece, self.acts)

    def asks_of(self, *asked: Asks) -> bool:
        """True where a clause surely asks one of these, whatever stands beside it."""
        return any(act.does is Does.QUESTION and self.asks(act.text) in asked for act in self.acts)

    def first(self, entity: str) -> Found | None:
        """The first thing of this kind that the text names."""
        return next((found for found in self.found if found.entity == entity), None)

    def after(self, kept: dict[str, Any]) -> Heard:
        """The message with one that was kept before it: what is said of both is known."""
        before = Heard.retold(kept, self.intent)
        gap = len(before.text) + 1
        later = (replace(found, start=found.start + gap, end=found.end + gap) for found in self.found)
        return replace(self, text=f"{before.text}；{self.text}", found=(*before.found, *later), acts=(*before.acts, *self.acts))

    def part(self, text: str, **more: Any) -> Heard:
        """A part of the message, with what is named there; `more` are other fields that are different."""
        found, ends = list[Found](), dict[str, int]()
        for one in self.found:
            at = text.find(one.text, ends.get(one.text, 0))
            if at >= 0:
                ends[one.text] = at + len(one.text)
                found.append(replace(one, start=at, end=at + len(one.text)))
        return replace(self, **{"text": text, "found": tuple(found), "moves": {}, "ways": {}, **more})

    def kept(self) -> dict[str, Any]:
        """What is needed to take the message up later, as plain JSON."""
        acts = [[act.text, act.does.value, round(act.chance, 2), act.asks.value, round(act.asks_chance, 2)] for act in self.acts]
        return {"text": shorten(self.text.strip(), KEPT_TEXT), "found": [asdict(found) for found in self.found], "acts": acts}

    @classmethod
    def retold(cls, kept: dict[str, Any], intent: str) -> Heard:
        """A kept message, now that its intent is certain."""
        found = tuple(Found(**found) for found in kept.get("found", []))
        acts = tuple(Act(text, Does(does), sure, Asks(asks), asks_sure) for text, does, sure, asks, asks_sure in kept.get("acts", []))
        return cls(str(kept.get("text", "")), intent, 1.0, found=found, acts=acts)


def heard_from(message: dict[str, Any]) -> Heard:
    """A message as the understanding hands it on, in our words."""
    intent = message.get("intent") or {}
    entities = message.get("entities") or []
    ranking = tuple((rank["name"], float(rank["confidence"])) for rank in message.get("intent_ranking") or [])
    chosen = {e["entity"]: e["value"] for e in entities} if intent.get("name") == "choose" else {}
    begins = int(message.get("window") or 0)  # where a very long message comes to the point
    text = (message.get("text") or "")[begins:]
    tapped = text.startswith("/") and not begins  # a quick reply's payload: the door takes the power from a slash that was typed
    found = tuple(
        Found(e["entity"], str(e["value"]), str(e.get("text", e["value"])), e.get("start", 0) - begins, e.get("end", 0) - begins)
        for e in entities
        if not chosen
    )
    problems, metadata = message.get("problems") or [], dict(message.get("metadata") or {})
    line = str(metadata.pop("line", ""))
    outcome = message.get("outcome") or {}
    return Heard(
        text="" if tapped else text,
        intent=intent.get("name") or "",
        confidence=float(intent.get("label_confidence", intent.get("confidence") or 0.0)),
        ranking=ranking,
        found=found,
        chosen=chosen,
        metadata=metadata,
        problems=tuple(Problem(p["intent"], p["text"]) for p in problems) if len(problems) > 1 else (),
        denied=Denied(**message["denied"]) if message.get("denied") else None,
        line=line,
        acts=() if tapped else tuple(_act(one, message["text"]) for one in message.get("acts") or []),
        outcome=Outcome(outcome.get("name", Outcome.OTHER.value)),
        outcome_chance=0.0 if tapped else float(outcome.get("probability", 0.0)),
        moves={} if tapped else {Move(name): float(chance) for name, chance in (message.get("moves") or {}).items()},
        ways={} if tapped else {Way(name): float(chance) for name, chance in (message.get("ways") or {}).items()},
    )


def _act(heard: dict[str, Any], text: str) -> Act:
    asks, sure = Asks(heard.get("asks", Asks.OTHER.value)), float(heard.get("asks_probability", 0.0))
    return Act(text[heard["start"] : heard["end"]], Does(heard["act"]), float(heard["probability"]), asks, sure)
