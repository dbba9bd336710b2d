"""What is asked on the way of the ways to a repair: where, by post, without a booking, what to bring, how to change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from helpline.catalogue.distances import near_store_cities
from helpline.catalogue.facts import Catalogue
from helpline.model.acts import SURE, Move, Way
from helpline.model.draft import Draft
from helpline.model.event import Event, Label, Mode
from helpline.model.event_number import shown
from helpline.model.statements import asks_something
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.handover.confirmation import bring, bring_before
from helpline.services.handover.keeping import last_minutes
from helpline.services.handover.store_words import told_stores, with_distances
from helpline.services.handover.way_heard import way_of
from helpline.services.handover.ways import OF_A_DEVICE, POST, Ways
from helpline.services.handover.wishes import wanted_mode
from helpline.services.intake.answers import Answers
from helpline.services.intake.wanted import WHERE, family_of_draft
from helpline.services.questions.sides import CALL, asks_where
from helpline.services.reply import Say, choose

STORE_ASKED = "hardware_ask_store"
_MENDED = (Label.GENERAL, Label.HARDWARE, Label.ACCESSIBILITY)
_SHORT = 12  # characters of a city that answers where
_SETTLED = ("visit_time", "callback_time", "confirm")


class WaysAsked:
    """Knows which of these questions can be answered now, and answers them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._ways = Ways(catalogue)

    def open_for(self, draft: Draft, event: Event | None) -> frozenset[str]:
        """The names of the questions that have an answer where the conversation stands."""
        route = self._ways.route(draft)
        label = event.label if event else route.label
        arranged = event is not None and draft.asking in ("callback_time", "confirm") and draft.hand_over_mode is Mode.CALL_BACK
        calls = arranged or (draft.asking == "contact_phone" and draft.facts.get("service_mode") == Mode.CALL_BACK.value)
        names = {CALL} if calls else set()  # then 「要准备什么」 and 「收不收钱」 mean the call
        if label not in OF_A_DEVICE or draft.handed_over:
            return frozenset(names)
        names |= {"walk_in", "for_another", "bring"}
        if label is not Label.HAZARD:
            names |= {"mail_in"}
        if event is None and (label in _MENDED or route.intent == "applecare_buy") and route.intent != "hardware_ask_mail_in":
            names |= {"where"}
        names |= {"keep"} if event is None else set()
        if event is not None:
            names |= (
                {"differ"}
                if draft.asking == "service_mode" and Mode.MAIL_IN in route.offer and self._ways.may(draft, Mode.GENIUS_BAR)
                else set()
            )
            names |= {"keep", "booked"} if draft.asking in _SETTLED else set()
            names |= {"where"} if draft.asking in ("service_mode", "callback_time") and self._ways.may(draft, Mode.GENIUS_BAR) else set()
        return frozenset(names)

    def answer(self, work: UnitOfWork, draft: Draft, event: Event | None, name: str, city: str | None, now: datetime) -> list[Say]:
        """What is said to one of them."""
        tell: dict[str, Callable[[], list[Say]]] = {
            "walk_in": lambda: [self._walk_in(draft)],
            "mail_in": lambda: [self._mail_in(draft, event)],
            "differ": lambda: [Say("utter_side_ways_differ")],
            "bring": lambda: [self._bring(draft, event)],
            "for_another": lambda: [for_another(event)],
            "keep": lambda: [Say("utter_side_keep", {"minutes": last_minutes(self._catalogue)})],
            "booked": lambda: self._booked(event, now),
            "where": lambda: self._where(draft, city),
        }
        return tell[name]()

    def beside_way(self, draft: Draft, city: str | None) -> list[Say]:
        """Which stores a city has, beside another way that is taken: 「就寄过去修 兰州没有你们店吧」."""
        stores = self._catalogue.stores_in(city, family=family_of_draft(self._catalogue, draft)) if city else []
        if stores:
            return [Say("utter_side_stores_too", {"city": city or "", "stores": "、".join(store.name for store in stores)})]
        return [Say("utter_side_stores_not", {"city": city})] if city else []

    def _walk_in(self, draft: Draft) -> Say:
        store = self._catalogue.stores.get(draft.store or "")
        return Say("utter_side_walk_in_store", {"store": store.name, "phone": store.phone}) if store else Say("utter_side_walk_in")

    def _mail_in(self, draft: Draft, event: Event | None) -> Say:
        offered, draft.tries[POST] = self._ways.may(draft, Mode.MAIL_IN), 1
        tappable = offered and event is not None
        name = self._catalogue.mode_names[Mode.MAIL_IN]
        return Say(
            "utter_side_mail_in" if offered else "utter_side_mail_in_not",
            {},
            (choose("service_mode", Mode.MAIL_IN.value, name),) if tappable else (),
        )

    def _bring(self, draft: Draft, event: Event | None) -> Say:
        by_post = draft.hand_over_mode is Mode.MAIL_IN
        mode = Mode.MAIL_IN if by_post else Mode.GENIUS_BAR
        things = bring(self._catalogue, event, mode) if event else bring_before(self._catalogue, draft, self._ways.route(draft), mode)
        return Say("utter_mail_in_pack" if by_post else "utter_visit_bring", {"bring": "、".join(things)})

    def _booked(self, event: Event | None, now: datetime) -> list[Say]:
        live = event is not None and event.hand_off is not None and events.is_live(event, now)
        starts_at = event.hand_off.starts_at if live and event and event.hand_off else None
        return [Say("utter_side_booked", {"time": shown_time(starts_at)})] if starts_at else []

    def _where(self, draft: Draft, city: str | None) -> list[Say]:
        """The stores of the city, once it is known: until then it is asked for before anything else."""
        draft.tries[WHERE] = 1
        if city:
            draft.know("place", city)
        draft.tries.pop(told_stores(str(draft.facts.get("place") or "")), None)  # asked again it is told again
        if not draft.facts.get("place") and draft.asking == "confirm":
            return [Say("utter_side_where")]
        if not draft.facts.get("place"):
            draft.asking = "place"
            draft.passed = [slot for slot in draft.passed if slot != "place"]
        return stores_due(self._catalogue, draft)


def for_another(event: Event | None) -> Say:
    """「我老婆去取行吗」: whoever goes, the number of the event tells the store what it is about."""
    return Say("utter_visit_for_another", {"event": shown(event.number)}) if event else Say("utter_side_for_another")


def city_of_store(catalogue: Catalogue, text: str) -> str | None:
    """The city of the one store or landmark that is named: 「珠江新城哪个店近」."""
    cities = {store.city for store in catalogue.stores.values() if store.name in text}
    cities |= {city for name, at in catalogue.landmarks.items() if name in text for city in at}
    return cities.pop() if len(cities) == 1 else None


def names_city(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard) -> bool:
    """Where the place is asked, true for 「南京」, and for 「天津，我住南开区，哪个近」, which sounds like anything; so does the district of a store that was listed."""
    if draft.asking != "place":
        return False
    listed = catalogue.stores_in(str(draft.facts.get("place") or ""), family=family_of_draft(catalogue, draft))
    if heard.intent.startswith("outside_") and any(store.district.removesuffix("区") in heard.text for store in listed if store.district):
        return True
    return answers.names_place(heard.text) or (heard.intent.startswith("outside_") and answers.city_of(heard) is not None)


def stores_due(catalogue: Catalogue, draft: Draft) -> list[Say]:
    """The stores of the customer's city, once, where it was asked where to go."""
    city = str(draft.facts.get("place") or "")
    asked = draft.tries.get(WHERE) or draft.intent == STORE_ASKED
    if not asked or not city or draft.tries.get(told_stores(city)):
        return []
    draft.tries[told_stores(city)] = 1
    family = family_of_draft(catalogue, draft)
    stores = catalogue.stores_in(city, family=family)
    if stores:
        listed = "\n".join(f"{store.name}：{store.address}" for store in stores)
        return [Say("utter_side_stores", {"city": city, "count": str(len(stores)), "stores": listed})]
    near = with_distances(near_store_cities(catalogue, city, family))
    key = "utter_side_stores_none" if draft.intent != "applecare_buy" else "utter_side_stores_none_there"
    return [Say(key, {"city": city, "near": near})] if near else []


def where_asked(catalogue: Catalogue, draft: Draft, heard: Heard, event: Event) -> list[Say] | None:
    """「哪里能修」 though a call is arranged: the stores of the city, which is asked for where it is not known."""
    named = heard.first("place")
    told_now = named is not None and bool(draft.tries.get(WHERE)) and len(heard.text.strip()) <= _SHORT
    at = named.value if named else city_of_store(catalogue, heard.text)
    if event.label not in OF_A_DEVICE or not (told_now or asks_where(heard.text, at)):
        return None
    draft.tries[WHERE] = 1
    city = at or str(event.facts.get("place") or draft.facts.get("place") or "")
    if not city:
        return [Say("utter_side_where")]
    draft.facts["place"] = city
    draft.tries.pop(told_stores(city), None)
    return stores_due(catalogue, draft) or None


def takes_way(draft: Draft, heard: Heard) -> bool:
    """True for 「到店嘛」 and 「给我打电话吧，我在路上呢」 where the way is asked, which only sound like a question."""
    if (draft.intent or "").startswith("hazard_") and wanted_mode(heard.text) is None and asks_something(heard.text, heard.acts):
        return False  # 「能揣兜里坐车去不」 only names how one gets there
    asked, way = draft.asking == "service_mode" and draft.event_number is not None, way_of(heard)
    understood = (
        way is not None and heard.way() is not None and heard.way() is not Way.OTHER
    )  # 「还是去店头弄嘛」: a question would be of none
    alone = len(heard.acts) == 1 or heard.asks_nothing()
    certain = (
        understood and way is not None and heard.ways.get(Way(way.value), 0.0) >= SURE and heard.hardly(Move.ASKS)
    )  # 「冇时间去铺头，寄俾你哋得唔得」
    return asked and way is not None and (certain or (alone and (understood or not heard.surely(Move.ASKS))))
