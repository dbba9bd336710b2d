"""Where several stores or times are on the table and the customer asks which: the earliest, and why."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.model.draft import Draft
from helpline.model.event import Mode
from helpline.model.text import normalise
from helpline.model.times import When, shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.events import joined
from helpline.services.handover.appointments import Appointments
from helpline.services.handover.store_words import all_far, asks_list, told_stores
from helpline.services.handover.timing import TIME_SLOTS
from helpline.services.handover.visits import Visits
from helpline.services.handover.wished_time import NOW
from helpline.services.reply import Say

_WHICH = re.compile(
    r"哪[一个家种天]{0,2}(?:时间|店|门店)?(?:更|最|比较|会|能)*(?:快|早|空|好|合适|推荐)|(?:你|您|帮我|给我|有没有|有什么)[^，,。？?]{0,2}(?:推荐|建议)"
    r"|(?:推荐|建议)(?:一下|一?[个家]|哪|我)|(?:你|您)(?:觉得|看|说)(?:哪|呢|怎么[选样])|帮我(?:挑|选)|听(?:你|您)的"
)
_PROVIDER = re.compile(r"授权(?:的|服务|维修|售后)*(?:提供)?(?:店|商|点|网点|门店|站|中心)")
_NOT = re.compile(r"(?:不|别|(?<!有)没)[^，,。]{0,4}$")


class Advice:
    """Notes what is advised; the hand-over goes on from it."""

    def __init__(self, visits: Visits, appointments: Appointments) -> None:
        self._visits = visits
        self._appointments = appointments

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """What is advised, or nothing where that was not asked."""
        if heard.chosen:
            return []
        plain = normalise(heard.text)
        provider = _PROVIDER.search(plain)
        if provider and not _NOT.search(plain[: provider.start()]):
            return self._provider(draft, heard)
        if draft.asking == "place" and self._visits.stores(draft) and (asks_list(heard.text) or all_far(heard.text)):
            return self._listed_again(draft) if asks_list(heard.text) else self._too_far(draft)
        if not _WHICH.search(plain):
            return []
        if draft.asking == "place":
            return self._store(work, draft, now)
        return self._time(draft) if draft.asking in TIME_SLOTS else []

    def _provider(self, draft: Draft, heard: Heard) -> list[Say]:
        """We have no list of authorised providers: an advisor finds one in the call, and reads that it is wished for."""
        draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), heard.text)
        draft.mode, draft.store, draft.starts_at = Mode.CALL_BACK.value, None, None
        return [Say("utter_provider_by_call")]

    def _listed_again(self, draft: Draft) -> list[Say]:
        draft.tries.pop(told_stores(str(draft.facts["place"])), None)
        return self._visits.ask(draft, [])

    def _too_far(self, draft: Draft) -> list[Say]:
        """The other ways, where no store of the city can be reached well."""
        draft.mode, draft.store = None, None
        return [Say("utter_stores_far", {"city": str(draft.facts["place"])})]

    def _store(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """The store that has a free time first."""
        event = work.events.get(draft.event_number or "")
        first: list[tuple[datetime, str]] = []
        for store in self._visits.stores(draft):
            schedule = self._appointments.of_store(store, event)
            first += [(at, store.id) for at in self._appointments.free(work, schedule, When(now, now + schedule.horizon), now, limit=1)]
        if len(first) < 2:
            return []
        at, draft.store = min(first, key=lambda one: one[0])
        name = next(store.name for store in self._visits.stores(draft) if store.id == draft.store)
        return [Say("utter_store_recommended", {"store": name, "time": shown_time(at)})]

    def _time(self, draft: Draft) -> list[Say]:
        """The earliest of those that were offered."""
        if len(draft.offered_times) < 2:
            return []
        soonest = "asap" if NOW in draft.offered_times else shown_time(min(map(datetime.fromisoformat, draft.offered_times)))
        draft.facts["wished_time"] = soonest
        return [Say("utter_time_recommended")]


def asks_which(text: str, asked: str | None = None) -> bool:
    """True for 「哪个快」 and 「授权店就行」, which are answers to what is offered and no question beside it; so is 「都太远了」 of stores."""
    plain = normalise(text)
    if asked == "place" and (asks_list(text) or all_far(text)):
        return True
    return _WHICH.search(plain) is not None or _PROVIDER.search(plain) is not None
