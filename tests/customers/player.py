"""Plays a scripted customer against the desk: README.md says how a script is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from helpline.model.event import Event
from helpline.model.secrets import masked
from helpline.model.times import SHANGHAI
from helpline.services.afterwards.together import LINK
from tests.content import reading
from tests.conversations.desk import Spoken

TURNS = 45  # more than any of them needs
# What somebody says to a question that their script has no answer for.
USUAL = {
    "confirm": "确认",
    "booking": "确认",
    "help": "确认",  # which goes on without a step
    "tried_steps": "还没试过什么",
    "os_version": "不知道",
    "error_code": "没有代码",
    "screenshot": "没有截图",
    "fault_cause": "自己出现的",
    "service_mode": "顾问回电",
    "callback_time": "明天上午十点",
    "visit_time": "周六下午三点",
    "serial_number": "不方便看",
    "purchase_date": "不记得了",
    "contact_name": "不用了",
}


@dataclass
class Played:
    """One customer's talk, and what was wrong with it."""

    talk: Spoken
    faults: list[str] = field(default_factory=list)


class Customer:
    """One script, played once."""

    def __init__(self, script: dict[str, Any], talk: Spoken) -> None:
        self._script, self._talk = script, talk
        self._answered: dict[tuple[int, str], int] = {}
        self._waiting = list(script.get("twists") or [])
        self._faults: list[str] = []
        self._lines: list[str] = []
        self._told_sooner = False  # when it suits, before anybody asked

    def play(self) -> Played:
        """Say the first words, answer what is asked, bring each twist at its place, and hold the end against `must`."""
        self._say(self._script["opens"])
        for _ in range(TURNS):
            if not self._twist() and not self._answer():
                break
        else:
            self._faults.append("does not come to an end")
        self._faults += [f"never said: {twist['say']}" for twist in self._waiting]
        self._faults += missing(self._script["must"], self._events(), self._said())
        return Played(self._talk, self._faults)

    def _say(self, words: str | list[str]) -> None:
        for text in [words] if isinstance(words, str) else words:
            if text.startswith("[") and text.endswith("]"):
                self._talk.press(text[1:-1])
            else:
                told = text.replace("{event}", self._talk.draft.last_event or self._talk.draft.event_number or "")
                self._talk.write(masked(told, self._talk.asking, tuple(self._lines[-3:])))  # as the door does
                self._lines.append(told)

    def _twist(self) -> bool:
        """What is said at this point in place of an answer; `answers: true` says that it holds the answer too."""
        here = self._asked() or "end"
        self._told_sooner |= here in ("confirm", "service_mode") and bool(self._talk.draft.facts.get("wished_time"))
        twist = next((one for one in self._waiting if one["at"] in (here, "confirm" if here == "booking" else here)), None)
        if twist is None:
            return False
        self._waiting.remove(twist)
        self._told_sooner |= here == "booking"
        if twist.get("answers"):
            self._count(here)
        self._say(twist["say"])
        for pattern in listed(twist.get("reply")):
            if not re.search(pattern, self._talk.turns[-1].text):
                self._faults.append(f"{twist['say']}: {pattern!r} is not answered")
        for pattern in listed(twist.get("reply_not")):
            if re.search(pattern, self._talk.turns[-1].text):
                self._faults.append(f"{twist['say']}: {pattern!r} is answered")
        return True

    def _answer(self) -> bool:
        slot = self._asked()
        if slot is None:
            return False
        tells = self._script.get("tells", {})
        if slot == "booking" and (own := self._time_untold()):
            slot = own  # a time is read back before they could say when it suits them
        answers = listed(tells.get(slot, tells.get("confirm") if slot == "booking" else None) or USUAL.get(slot, "不清楚"))
        times = self._count(slot)
        self._say(answers[min(times, len(answers)) - 1])
        return True

    def _time_untold(self) -> str | None:
        """The time of a call or a visit that this customer has in mind and was not asked for."""
        names = [name for name in ("callback_time", "visit_time") if name in self._script.get("tells", {})]
        told = any(slot in names for _, slot in self._answered)
        return None if told or self._told_sooner or len(names) != 1 else names[0]

    def _asked(self) -> str | None:
        """The slot that waits; `help` while a step is to be tried, `booking` while a time is read back: all three wait for a `confirm`."""
        help_ = self._talk.draft.help
        if self._talk.asking == "confirm" and self._talk.draft.event_number is not None:
            return "booking"
        tries = self._talk.asking == "confirm" and help_.get("article") and not help_.get("over")
        return "help" if tries else self._talk.asking

    def _count(self, slot: str) -> int:
        """How often `slot` was answered for the matter at hand. More than once is asking twice, but for what a script foresees."""
        key = (self._talk.draft.sequence, slot)
        times = self._answered[key] = self._answered.get(key, 0) + 1
        foreseen = slot in ("confirm", "booking", "help") or slot in listed(self._script.get("again"))
        answers = listed(self._script.get("tells", {}).get(slot, ""))
        if times > max(1, len(answers)) and not foreseen:
            self._faults.append(f"{slot} is asked {times} times")
        return times

    def _events(self) -> list[Event]:
        numbers: list[str] = []
        for turn in self._talk.turns:
            for number in (
                turn.after["event_number"],
                turn.after["last_event"],
                *(one.get("event_number") for one in turn.after["parked"]),
            ):
                if number and number not in numbers:
                    numbers.append(number)
        return [self._talk.event_of(number) for number in numbers]

    def _said(self) -> str:
        return "\n".join(turn.text for turn in self._talk.turns)


def missing(must: dict[str, Any], events: list[Event], said: str) -> list[str]:
    """What `must` wants and does not find; each of its lines is held against the event that meets most of them."""
    count, replied = must.get("events"), listed(must.get("said"))
    wrong = [f"{len(events)} events, not {count}"] if count is not None and len(events) != count else []
    wrong += [f"{pattern!r} is never said" for pattern in replied if not re.search(pattern, said)]
    own = [{k: v for k, v in must.items() if k not in ("events", "said", "other")}, *_others(must)]
    for wanted in own:
        if wanted:
            wrong += min((_unlike(wanted, event, events) for event in events), key=len, default=["there is no event"])
    return wrong


def _unlike(wanted: dict[str, Any], event: Event, events: list[Event]) -> list[str]:
    found, wrong = shown(event, events), []
    everything = " ".join(str(value) for value in found.values())
    for name, value in wanted.items():
        slot, _, how = name.partition("__")
        known = everything if slot == "any" else str(found.get(slot) or "")
        for one in listed(value):
            text = topic(str(one)) if slot == "topic" else str(one)
            held = re.search(text, known) if how or slot == "topic" else known == text or (text == "~" and not known)
            if bool(held) is (how == "not"):
                wrong.append(f"{slot} is {known!r}, {how or 'not'} {text!r}" if slot != "any" else f"any {how} {text!r}: {known}")
    return wrong


def topic(intents: str) -> str:
    """The topics that events carry, of the intents that a script names."""
    return "|".join(f"^{reading.catalogue().routes[intent].topic}$" for intent in intents.split("|"))


def shown(event: Event, events: Sequence[Event] = ()) -> dict[str, Any]:
    """All that an advisor reads of an event, by name: its facts, its way and its time, which may be those of another of the `events`."""
    way = event.hand_off or next((one.hand_off for one in events if one.number == event.facts.get(LINK)), None)
    live = way if way and way.status.value in ("pending", "confirmed") else None
    return {
        **{name: value for name, value in event.facts.items() if value},
        "topic": event.topic,
        "label": event.label.value,
        "priority": event.priority.value,
        "status": event.status.value,
        "way": live.mode.value if live else "none",
        "starts_at": live.starts_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if live and live.starts_at else "",
        "store": live.place.name if live and live.place else "",
    }


def enough(failed: list[str], of: int, floor: float) -> None:
    """Hold the share that did not fail against its floor, and tell of those that did."""
    share = 1 - len(failed) / of
    assert share >= floor, f"{share:.3f} of {of}\n" + "\n".join(failed)


def listed(value: Any) -> list[Any]:
    """One or many, or none, as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _others(must: dict[str, Any]) -> list[dict[str, Any]]:
    return listed(must.get("other"))
