"""Another way than the one that is arranged: a call in place of the post or a visit, a visit in place of a call, the post in place of both."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.event import Event, Label, Mode
from helpline.model.event_number import shown
from helpline.model.text import normalise
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.belonging import same_device
from helpline.services.afterwards.moving import (
    asks_post,
    calls_for_post,
    calls_instead,
    chats_instead,
    other_way,
    posts_instead,
)
from helpline.services.handover.chat_waiting import chat_open, wait_in_chat, waits_in_chat
from helpline.services.handover.handover import Handover
from helpline.services.handover.lines import line_facts
from helpline.services.handover.mail_in import posted
from helpline.services.handover.timing import IN_PERSON
from helpline.services.handover.way_heard import understood_way
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wishes import names_time, wanted_mode
from helpline.services.reply import Say, choose

SURE = 0.5
_THESE_DAYS = re.compile(r"[这那][几两三]天|最近|近来")
SHORT = 40  # characters in which one way is given up and another wished for
_BY_APPOINTMENT = (Mode.CALL_BACK, *IN_PERSON)
_OF_POST = re.compile(r"寄|邮|快递|顺丰|上门(?:取|收)|post|mail|ship")  # 「送货上门不」, 「可以带狗进去吗」 sound like it

_CALL = r"(?:(?:打|来|拨|回)(?:一?个|一?通)?(?:电话|语音)|打(?:过来|给我|给俺)|电话(?:里|上|给我|来)|(?:来|回)电)"
_TELL = r"(?:说|讲|教|告诉|指导|解释|念|带着我)"
_CANNOT_READ = r"(?:(?:不|没)(?:认|识)(?:得)?(?:几个|多少)?字|识字(?:不多|少)|不识字|字(?:我)?(?:都|也)?(?:看不(?:清|见|懂|明白)|太小|认不)|看不(?:清|见|懂)(?:这些|上面的?)?字|不会打字|打字(?:费劲|慢|不会)|没上过学|眼睛?(?:不好|花|看不))"
# 「能打个电话给我说咋弄不」, 「我眼睛看不清字，麻烦来个电话」; not 「你们打电话来会说什么」
_TO_EXPLAIN = re.compile(
    rf"(?<!会)(?<!们){_CALL}[^，,。；;会]{{0,8}}{_TELL}(?!什么|啥|的是)|{_CANNOT_READ}.{{0,12}}{_CALL}|{_CALL}.{{0,10}}{_CANNOT_READ}"
    rf"|(?:能不能|可以|可不可以|麻烦|请)?你们{_CALL}{_TELL}"
)


class Switching:
    """Leads on to the way that is wished for. What is arranged holds until the new time is taken."""

    def __init__(self, catalogue: Catalogue, handover: Handover) -> None:
        self._catalogue = catalogue
        self._handover = handover

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """The next question of the new way; None where the message names none."""
        mode = None if heard.chosen else self._mode(heard, event, now)
        if mode is Mode.MAIL_IN:
            return self.to_post(work, draft, event, now)
        if mode is Mode.CHAT:
            return self._to_chat(work, draft, event, now)
        if mode is None:
            return self._asks_post(draft, heard, event)
        draft.begin("service_change_booking", keep=("place",))
        draft.facts |= {"place_said": heard.text} if mode is Mode.GENIUS_BAR else {}
        text = re.sub(r"\d{7,}", "", heard.text)  # a phone is no time, nor is 「这两天停业」
        text = "，".join(part for part in re.split(r"[，,。；;！!？?\n]+", text) if not _THESE_DAYS.search(part))
        draft.facts |= {"wished_time": text} if names_time(text, now, self._catalogue.holidays) else {}
        return self._handover.rearrange(work, draft, event, now, mode)

    def explains(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """A call for whoever cannot read it here, 「我不识字多，能打个电话给我说咋弄不」, where none is arranged yet: its time is asked."""
        wished = not heard.chosen and draft.handed_over and _TO_EXPLAIN.search(normalise(heard.text)) is not None
        if not wished or self._arranged(event, now) in (Mode.CALL_BACK, Mode.CHAT) or self._of_other(heard, event):
            return None
        draft.begin("service_change_booking", keep=("place",))
        draft.facts |= {"wished_time": heard.text} if names_time(heard.text, now, self._catalogue.holidays) else {}
        return [Say("utter_call_to_explain"), *self._handover.rearrange(work, draft, event, now, Mode.CALL_BACK)]

    def turns(self, heard: Heard, event: Event, now: datetime) -> bool:
        """True where the message surely turns to another way than the one arranged, whatever it tells beside."""
        return not heard.chosen and understood_way(heard) is not None and self._mode(heard, event, now) is not None

    def _mode(self, heard: Heard, event: Event, now: datetime) -> Mode | None:
        arranged = self._arranged(event, now)
        if arranged is Mode.CHAT:
            return Mode.CALL_BACK if calls_instead(heard.text) else None
        if self._of_other(heard, event):
            return None
        wanted = wanted_mode(heard.text)
        if wanted is Mode.MAIL_IN and not posted(event) and self._may_post(event) and posts_instead(heard.text):
            return wanted
        if arranged is None or (len(heard.text.strip()) > SHORT and not heard.surely(Move.REARRANGES)):
            return None
        if arranged in _BY_APPOINTMENT and chats_instead(heard.text):
            return Mode.CHAT
        mode = other_way(heard.text, arranged) or understood_way(heard)
        if mode is None and posted(event) and calls_for_post(heard.text):
            mode = Mode.CALL_BACK
        may = {Mode.CALL_BACK: True, Mode.GENIUS_BAR: event.label in OF_A_DEVICE, Mode.MAIL_IN: self._may_post(event)}
        return mode if mode is not arranged and mode in may and may[mode] else None

    def _arranged(self, event: Event, now: datetime) -> Mode | None:
        hand_off = event.hand_off
        if waits_in_chat(event):
            return Mode.CHAT
        held = posted(event) or (hand_off is not None and hand_off.mode in _BY_APPOINTMENT and events.is_live(event, now))
        return hand_off.mode if hand_off is not None and held else None

    def _asks_post(self, draft: Draft, heard: Heard, event: Event) -> list[Say] | None:
        """A question for the post, which is taken as a wish that needs a yes."""
        sure = heard.intent == "hardware_ask_mail_in" and heard.confidence >= SURE and _OF_POST.search(normalise(heard.text)) is not None
        if heard.chosen or posted(event) or waits_in_chat(event) or not self._may_post(event) or self._of_other(heard, event):
            return None
        if not (sure or asks_post(heard.text)):
            return None
        draft.doubt = {"what": Mode.MAIL_IN.value, "event": event.number}
        titles = self._catalogue.buttons
        buttons = (choose("topic", Mode.MAIL_IN.value, titles["post_it"]), choose("topic", "keep", titles["keep_as_it_is"]))
        return [Say("utter_post_offer", {"event": shown(event.number)}, buttons)]

    def _may_post(self, event: Event) -> bool:
        return event.label in OF_A_DEVICE and event.label is not Label.HAZARD

    def _of_other(self, heard: Heard, event: Event) -> bool:
        device = heard.first("device_model") or heard.first("device_family")
        return device is not None and not same_device(self._catalogue, event, device.value)

    def _to_chat(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        """Wait here in place of the call or visit, which is given up once somebody can come; else it stands."""
        if not chat_open(self._catalogue, event.label, now):
            opens = line_facts(self._catalogue, event.label, now)["opens"]
            starts_at = event.hand_off.starts_at if event.hand_off else None
            return [Say("utter_chat_closed_booked", {"opens": opens, "time": shown_time(starts_at or now)})]
        said = self._handover.give_up(work, draft, event, now)
        if events.is_live(event, now):  # too late to change it here
            return said
        draft.event_number = event.number
        return wait_in_chat(work, draft, event, now)

    def to_post(self, work: UnitOfWork, draft: Draft, event: Event, now: datetime) -> list[Say]:
        """Give up what is arranged, and have the device of the same event sent in."""
        route = self._catalogue.route_of(event.label, event.topic)
        draft.begin(route.intent if route else None)
        draft.facts |= event.facts
        draft.event_number = event.number
        said = self._handover.give_up(work, draft, event, now) if events.is_live(event, now) else []
        if events.is_live(event, now):  # too late to change it here
            return said
        draft.mode, draft.handed_over = Mode.MAIL_IN.value, False
        return [*said, *self._handover.next_step(work, draft, now)]
