"""Talks written by hand, in folders by kind of trouble: README.md says how a file is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from helpline.model.call_back import Outcome
from helpline.model.desk import Account
from helpline.model.event import Advisor, Role
from helpline.services.desk.concluding import Conclusion
from helpline.web.desk.rendering import to_customer
from tests.content import reading
from tests.conversations.behind import advisor_calls, last_line, others_take
from tests.conversations.desk import Spoken, Turn, shown

pytestmark = pytest.mark.model

HERE = Path(__file__).parent
TALKS = [
    pytest.param(talk, id=f"{file.parent.name}/{file.stem}: {talk['name']}")
    for file in sorted(HERE.glob("*/*.yml"))
    for talk in reading.read(file)
]
FURTHER = ("utter_ask_symptom_since", "utter_ask_symptom_occurrence")  # other sides of what was told
SPANS = {"m": "minutes", "h": "hours", "d": "days"}


@pytest.mark.parametrize("written", TALKS)
def test_a_talk_goes_as_it_is_written(written: dict[str, Any], new_talk: Callable[[str], Spoken]) -> None:
    talk = new_talk("first")
    try:
        for step in written["talk"]:
            talk = take(talk, step, new_talk)
            expect(talk, step)
        expect(talk, written.get("end") or {})
        if not written.get("asks_again"):
            assert asked_twice(talk.turns) == []
    except AssertionError as failed:
        raise AssertionError(f"{failed}\n\n{shown(talk.turns)}") from failed


def number_of(talk: Spoken) -> str:
    """The event at hand, or that of the browser before."""
    numbers = (turn.after["event_number"] or turn.after["last_event"] for turn in reversed(talk.turns))
    return next((number for number in numbers if number), talk.elsewhere)


def take(talk: Spoken, step: dict[str, Any], new_talk: Callable[[str], Spoken]) -> Spoken:
    """Do what a step says."""
    if "closed" in step:
        close(talk)
    if "later" in step:
        talk.clock.moment += timedelta(**{SPANS[step["later"][-1]]: int(step["later"][:-1])})
    if "device" in step:  # another browser: nothing is shared but the desk
        before, talk = number_of(talk), new_talk(step["device"])
        talk.elsewhere = before
    if "at" in step:
        talk.clock.moment = datetime.fromisoformat(step["at"])
    if "full" in step:
        others_take(talk, step["full"]["store"], date.fromisoformat(str(step["full"]["day"])))
    if "call" in step:
        advisor_calls(talk, Outcome(step["call"]))
    if "say" in step:
        talk.write(str(step["say"]).replace("{event}", number_of(talk) or step.get("number", "")) * step.get("times", 1))
    if "tap" in step:
        talk.press(step["tap"])
    if "answer" in step:
        talk.answer_all(None if step["answer"] == "all" else step["answer"], **step.get("with", {}))
    return talk


def close(talk: Spoken) -> None:
    """An advisor closes the last event."""
    number, desk = talk.turns[-1].after["event_number"], talk.services.desk_services
    account = Account(Advisor("1001", "李", Role.SUPERVISOR, ""))
    desk.casework.claim(account, number)
    desk.concluding.conclude(account, number, Conclusion("solved", "nothing-more", "电话里看过了，已经好了", close=True), to_customer)


def expect(talk: Spoken, wanted: dict[str, Any]) -> None:
    """Everything that a step or the end wants to find."""
    said = talk.turns[-1].text if talk.turns else ""
    if "asking" in wanted:
        assert talk.asking == wanted["asking"], f"asks for {talk.asking}"
    for key in wanted.get("keys", []):
        assert key in talk.keys, f"{key} is not in {talk.keys}"
    for key in wanted.get("not_keys", []):
        assert not [said for said in talk.keys if re.fullmatch(key, said)], f"{key} is in {talk.keys}"
    for text in wanted.get("text", []):
        assert text in said, f"{text!r} is not said"
    for text in wanted.get("not_text", []):
        assert text not in said, f"{text!r} is said"
    if "first" in wanted:
        assert talk.keys[0] == wanted["first"], f"begins with {talk.keys}"
    facts = talk.draft.facts
    for name, value in wanted.get("facts", {}).items():
        assert facts.get(name) == value, f"{name} is {facts.get(name)!r}"
    for name in wanted.get("no_facts", []):
        assert not facts.get(name), f"{name} is {facts.get(name)!r}"
    if "topic" in wanted:
        assert talk.draft.intent == wanted["topic"], f"is about {talk.draft.intent}"
    if "parked" in wanted:
        assert [concern["intent"] for concern in talk.draft.parked] == wanted["parked"]
    if "events" in wanted:
        assert len({n for t in talk.turns for n in (t.after["event_number"],) if n}) == wanted["events"]
    if "buttons" in wanted:
        assert set(wanted["buttons"]) <= set(talk.buttons), f"buttons {talk.buttons}"
    expect_event(talk, wanted.get("event", {}))
    unasked = last_line(talk) if "thread" in wanted else ""
    assert [text for text in wanted.get("thread", []) if text not in unasked] == [], unasked


def expect_event(talk: Spoken, wanted: dict[str, Any]) -> None:
    """What stands in the event of the conversation."""
    if not wanted:
        return
    event = talk.event
    found = {"label": event.label.value, "topic": event.topic, "priority": event.priority.value, "status": event.status.value}
    found["hand_off"] = event.hand_off.mode.value if event.hand_off else "none"
    for name, value in wanted.items():
        known = found[name] if name in found else event.facts.get(name)
        if name == "symptom":
            assert value in str(known), f"symptom of the event is {known!r}"
        else:
            assert known == value, f"{name} of the event is {known!r}"


def asked_twice(turns: list[Turn]) -> list[str]:
    """Slots that were asked once more though they had been answered, and the answer was not taken back."""
    found = []
    for turn in turns:
        slot, facts = turn.after["asking"], turn.before["facts"]
        same = turn.before["intent"] == turn.after["intent"] and slot != turn.before["asking"]
        further = any(say.key in FURTHER for say in turn.reply.says)
        if slot and same and not further and facts.get(slot) and turn.after["facts"].get(slot) == facts.get(slot):
            found.append(slot)
    return found
