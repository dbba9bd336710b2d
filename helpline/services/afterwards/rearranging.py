"""What is arranged is moved by the words of the customer: to another hour, day or store, for a yes. Or it stands as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.event import Event, Label, Mode
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.adding import Adding
from helpline.services.afterwards.belonging import speaks_of_other
from helpline.services.afterwards.enquiries import Enquiries
from helpline.services.afterwards.moving import (
    asks_if_stands,
    booked_at,
    called_then,
    keeps_booked,
    moved_to,
    moved_to_day,
    names_booked,
)
from helpline.services.afterwards.proposing import proposed_at, proposed_half, turned_to, turns_back
from helpline.services.afterwards.shifting import CHANGES, asked_then, loosely, shifted, shifts, spelt, without_booked
from helpline.services.handover.handover import Handover
from helpline.services.handover.store_words import told_stores
from helpline.services.handover.timing import IN_PERSON
from helpline.services.handover.visits import Visits
from helpline.services.handover.wished_time import at_same_hour, keep_time
from helpline.services.handover.wishes import names_day_or_hour
from helpline.services.reply import Say

WAYS_OF = {"service_request_call": Mode.CALL_BACK, "hardware_book_repair": Mode.GENIUS_BAR}


class Rearranging:
    """Hears what moves the booking of an event. It holds until the new one is taken."""

    def __init__(self, catalogue: Catalogue, visits: Visits, handover: Handover, enquiries: Enquiries, adding: Adding) -> None:
        self._catalogue = catalogue
        self._visits = visits
        self._handover = handover
        self._enquiries = enquiries
        self._adding = adding

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """「能不能晚半小时到」, 「周四那个能提前到六点半吗」, 「店想换到天环广场那家，时间不变」; None where nothing is moved."""
        if (elsewhere := self._elsewhere(work, draft, heard, event, now)) is not None:
            return elsewhere
        if self._before(draft, heard, event, now) is None and self._stands(heard, event, now):
            return [self._enquiries.status(work, event, now)]
        hand_off = event.hand_off
        if hand_off is None or hand_off.starts_at is None or heard.chosen or not events.is_live(event, now):
            return None
        heard = replace(heard, text=without_booked(spelt(heard.text), hand_off.starts_at, now, self._catalogue.holidays))
        if words := loosely(heard, now, self._catalogue.holidays):
            return self._somewhat(work, draft, heard, words, event, now)
        beside = self._adding.beside_time(heard, event)
        wished = self._before(draft, heard, event, now) or self._wished(heard, hand_off.starts_at, now, told=beside is not None)
        if hand_off.mode is Mode.CALL_BACK and not speaks_of_other(self._catalogue, event, heard):
            wished = wished or called_then(heard.text, now, self._catalogue.holidays)
            wished = wished or asked_then(heard, hand_off.starts_at, now, self._catalogue.holidays)
        half = "" if wished else proposed_half(heard.text, hand_off.starts_at, now, self._catalogue.holidays)
        if not half and wished in (None, hand_off.starts_at):
            return None
        added = self._adding.add(work, draft, beside, event, now) if beside else []
        draft.begin(CHANGES, keep=("place",))
        draft.facts["wished_time"] = shown_time(wished) if wished else half
        draft.tries |= {told_stores(hand_off.place.city): 1} if hand_off.place else {}  # which there are was told when it was booked
        return [*added, *self._handover.rearrange(work, draft, event, now)]

    def _somewhat(self, work: UnitOfWork, draft: Draft, heard: Heard, words: str, event: Event, now: datetime) -> list[Say]:
        """「当天往后挪挪成不」: what is free later on the booked day."""
        draft.begin(CHANGES, keep=("place",))
        draft.facts |= {"wished_time": shown_time(event.hand_off.starts_at)} if event.hand_off and event.hand_off.starts_at else {}
        said = self._handover.rearrange(work, draft, event, now)
        meant = replace(heard, text=words, intent="talk_inform", found=(), problems=())
        return self._handover.hear(work, draft, meant, now) or said if draft.starts_at else said

    def _wished(self, heard: Heard, starts_at: datetime, now: datetime, *, told: bool) -> datetime | None:
        holidays, route = self._catalogue.holidays, self._catalogue.routes.get(heard.intent)
        wished = shifted(heard.text, starts_at, now, holidays) or moved_to(heard.text, starts_at, now, holidays)
        wished = wished or at_same_hour(heard.text, starts_at, now, holidays)
        # 「改成明天晚上七点」 and no more, or whatever it sounds like beside: 「明早得下海拔参，改成礼拜六…」
        unlike = (
            heard.surely(Move.REARRANGES)
            or route is not None
            and (route.talk or route.label is Label.OUT_OF_SCOPE or route.intent in WAYS_OF)
        )
        if told or unlike:  # else a wish for another day is heard as one
            wished = wished or moved_to_day(heard.text, now, holidays)
        wished = wished or proposed_at(heard.text, starts_at, now, holidays)
        return wished or (turned_to(heard.text, now, holidays) if unlike or heard.intent == CHANGES else None)

    def _before(self, draft: Draft, heard: Heard, event: Event, now: datetime) -> datetime | None:
        """The time before the last change, where 「还是原来那个时间吧」 turns back to it."""
        before, at = booked_at(draft), event.hand_off.starts_at if event.hand_off and events.is_live(event, now) else None
        return before if before and at and before != at and before > now and not heard.chosen and turns_back(heard.text) else None

    def _elsewhere(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """Another store for the visit that is booked, at its time where none is named."""
        hand_off = event.hand_off
        place = hand_off.place if hand_off and hand_off.mode in IN_PERSON and events.is_live(event, now) else None
        if place is None or heard.chosen or not self._visits.named_instead(place.id, place.city, heard, event.facts):
            return None
        draft.begin(CHANGES, keep=("place",))
        draft.facts["place_said"] = heard.text
        if not keep_time(draft, heard.text, event) and names_day_or_hour(heard.text, now, self._catalogue.holidays):
            draft.facts["wished_time"] = heard.text
        said = self._handover.rearrange(work, draft, event, now)
        store = self._catalogue.stores.get(draft.store or "")
        untold = store is not None and store.id != place.id and said[0].key == "utter_times_in_window"
        return [Say("utter_store_changed", {"store": store.name}), *said] if store and untold else said

    def _stands(self, heard: Heard, event: Event, now: datetime) -> bool:
        """True where the time that is arranged is asked for, or named once more: 「没变吧？」, 「还是明天上午十点半啊」."""
        starts_at = event.hand_off.starts_at if event.hand_off and events.is_live(event, now) else None
        if heard.chosen or (starts_at is None and event.hand_off is None) or shifts(heard.text):  # 「推后一天，别的照旧」
            return False
        if asks_if_stands(heard.text):  # be it that nothing stands any more
            return True
        return starts_at is not None and (keeps_booked(heard.text) or names_booked(heard.text, starts_at, now, self._catalogue.holidays))
