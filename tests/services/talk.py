"""A customer's side of a conversation with the use cases: no Rasa, but real storage and the real catalogue."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from helpline.bootstrap import Services, StoppedClock
from helpline.catalogue.names import Names
from helpline.catalogue.place_names import PlaceNames
from helpline.model.draft import Draft
from helpline.model.event import Event, Label
from helpline.model.understanding import Found, Heard
from helpline.services.reply import Button, Reply, Say
from helpline.storage.unit_of_work import SqlUnitOfWork
from tests.content import reading

# The values of `asking` that outsiders rely on: docs/api.md.
CONTRACT = frozenset(
    [
        "device_model",
        "os_version",
        "serial_number",
        "symptom",
        "tried_steps",
        "error_code",
        "screenshot",
        "fault_cause",
        "contact_phone",
        "contact_name",
        "place",
        "visit_time",
        "callback_time",
        "service_mode",
        "order_number",
        "organisation",
        "plan",
        "purchase_date",
        "event_number",
        "confirm",
    ]
)
SERIAL, PHONE = "C39XK2ABC123", "13812345678"


@lru_cache(maxsize=1)
def _names() -> tuple[Names, PlaceNames]:
    return Names(reading.catalogue()), PlaceNames(reading.catalogue())


def entities(text: str) -> tuple[Found, ...]:
    """What the model would find in the text: names and numbers, cities, parts."""
    names, places = _names()
    found = names.find(text)
    for place in places.find(text):
        if len(place.cities) == 1:
            found.append(Found("place", place.cities[0].name, text[place.start : place.end], place.start, place.end))
    for part, words in reading.catalogue().words["components"].items():
        word = next((word for word in words if word in text), None)
        if word:
            found.append(Found("component", part, word, text.index(word), text.index(word) + len(word)))
    return tuple(found)


def heard(text: str, intent: str, confidence: float = 0.95, **more: Any) -> Heard:
    """A message as the model understands it."""
    return Heard(text, intent, confidence, found=entities(text), **more)


def tapped(payload: str) -> Heard:
    """A quick reply as it comes back."""
    intent, chosen = reading.payload(payload)
    return Heard("", intent, 1.0, chosen=chosen if intent == "choose" else {})


def text_of(say: Say) -> str:
    """The sentence; a fact that was not passed with it is a KeyError."""
    return str(reading.copy()[say.key][0]["text"]).format_map(say.facts)


def buttons_of(say: Say) -> list[Button]:
    """Those of the code and those of the copy."""
    return [*say.buttons, *(Button(b["title"], b["payload"]) for b in reading.copy()[say.key][0].get("buttons", []))]


@dataclass
class Talk:
    """One conversation. Whatever is said, what any reply must be is checked."""

    services: Services
    work: Callable[[], SqlUnitOfWork]
    clock: StoppedClock
    conversation: str = "talk"
    reply: Reply = field(default_factory=lambda: Reply([], None, None))

    def say(self, text: str, intent: str = "talk_inform", confidence: float = 0.95, **more: Any) -> str:
        """Type something; all that is answered."""
        return self.hear(heard(text, intent, confidence, **more))

    def tap(self, title: str) -> str:
        """Tap the quick reply under the last answer whose title holds `title`."""
        offered = [button for say in self.reply.says for button in buttons_of(say)]
        button = next((button for button in offered if title in button.title), None)
        assert button is not None, f"no quick reply {title!r} among {[b.title for b in offered]}"
        return self.hear(tapped(button.payload))

    def hear(self, message: Heard) -> str:
        """Let the reception hear it, as the rules would have it."""
        reception = self.services.reception
        route = reading.catalogue().routes.get(message.intent)
        entrance = reception.turn
        if route is not None and route.label is Label.HAZARD:
            entrance = reception.hazard
        elif route is not None and route.label is Label.SAFETY:
            entrance = reception.safety
        elif route is not None and route.first:
            entrance = reception.human
        self.reply = entrance(self.conversation, message)
        return self.checked()

    def checked(self) -> str:
        assert self.reply.says, "an answer says something"
        assert self.reply.asking is None or self.reply.asking in CONTRACT
        for button in (button for say in self.reply.says for button in buttons_of(say)):
            assert re.fullmatch(r"/[a-z_]+({.*})?", button.payload) and button.title
        return "\n".join(text_of(say) for say in self.reply.says)

    @property
    def asking(self) -> str | None:
        return self.reply.asking

    @property
    def keys(self) -> list[str]:
        return [say.key for say in self.reply.says]

    @property
    def buttons(self) -> list[str]:
        return [button.title for say in self.reply.says for button in buttons_of(say)]

    @property
    def draft(self) -> Draft:
        with self.work() as work:
            return work.drafts.get(self.conversation)

    @property
    def event(self) -> Event:
        number = self.reply.event_number or self.draft.last_event
        assert number, "there is an event"
        return self.event_of(number)

    def event_of(self, number: str) -> Event:
        with self.work() as work:
            event = work.events.get(number)
        assert event is not None
        return event

    def events(self) -> list[str]:
        """The numbers of all events that carry the phone of these tests."""
        with self.work() as work:
            return [event.number for event in work.events.search(PHONE, 50)]

    def other(self, conversation: str) -> Talk:
        """Another conversation at the same desk."""
        return Talk(self.services, self.work, self.clock, conversation)

    def later(self, moment: str) -> None:
        """Let time go by."""
        self.clock.moment = datetime.fromisoformat(moment)

    # -- the common ways to a state ----------------------------------------------------------

    def fill(self, answers: dict[str, str], until: str | None = None) -> list[str]:
        """Answer whatever is asked until `until` is, or nothing; the slots in the order in which they were asked."""
        asked: list[str] = []
        while self.asking and self.asking != until:
            assert len(asked) < 25, asked
            asked.append(self.asking)
            answer = answers[self.asking]
            self.say(answer, "talk_affirm" if self.asking == "confirm" else "talk_inform")
        return asked


# What a customer of any tier answers to what is asked.
ANSWERS = {
    "fault_cause": "自己出现的",
    "device_model": "iPhone 15 Pro",
    "os_version": "18.6",
    "serial_number": SERIAL,
    "symptom": "昨天开始的，每次都这样",
    "tried_steps": "重启过，也更新了",
    "contact_phone": PHONE,
    "contact_name": "王芳",
    "order_number": "W1234567890",
    "organisation": "星河科技有限公司",
    "plan": "AppleCare+",
    "purchase_date": "2026年10月3日",
    "service_mode": "顾问回电",
    "callback_time": "明天下午三点半",
    "visit_time": "周六下午三点",
    "place": "苏州",
    "confirm": "确认",
}
SCREEN = ("我的 iPhone 13 屏幕摔碎了，触摸也不灵", "hardware_report_screen")
MAIL = ("更新完系统以后邮件一直收不了，总是转圈", "general_fix_builtin_app")


def payload_of(slot: str, value: str) -> str:
    return f"/choose{json.dumps({slot: value})}"
