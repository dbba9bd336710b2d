"""Which store a visit goes to: the city first, then the store, by its name, a part of it, its district or its place in the list."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from helpline.catalogue.distances import near_store_cities
from helpline.catalogue.facts import Catalogue, Store
from helpline.model.draft import Draft
from helpline.model.event import Mode
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.handover import store_words
from helpline.services.handover.wished_time import wish_time
from helpline.services.intake.answers import Answers
from helpline.services.intake.read_back import says_yes
from helpline.services.intake.wanted import family_of_draft
from helpline.services.reply import Say, choose

_SHORT = 12  # characters of an answer that is a store and nothing else
_ANY = re.compile(r"都可以|都行|随便|哪[个家]都|任意|无所谓|你[定选]|您[定选]|看着办")
_NEAREST = re.compile(r"最近|近一?点|近的|离我近")


class Visits:
    """Settles `draft.store`."""

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self._catalogue = catalogue
        self._answers = answers

    def ask(self, draft: Draft, modes: list[Mode], *, again: bool = False) -> list[Say]:
        """What is still needed to know the store: `modes` are offered where there is none, and addresses told once, unless `again`."""
        self._take_wished(draft)
        if draft.store in self._catalogue.stores:
            return []
        city = str(draft.facts.get("place") or "")
        if not city:
            draft.asking = "place"
            return [Say("utter_ask_place")]
        stores = self.stores(draft)
        if not stores:
            return self._no_store(draft, city, modes)
        named = [s for s in stores if normalise(s.name) in normalise(str(draft.facts.get("symptom", "")))]
        if len(stores) == 1 or len(named) == 1:
            draft.store = (stores if len(stores) == 1 else named)[0].id
            return []
        told = again or draft.tries.get(store_words.told_stores(city))
        return self._which(draft, stores, "utter_ask_store_again" if told else "utter_ask_store")

    def _take_wished(self, draft: Draft) -> None:
        """The store or city that was named before anybody asked: 「后天下午三点去新街口店」."""
        said = str(draft.facts.pop("wished_place", ""))
        if not said or draft.store or self.named_in_full(draft, said):
            return
        cities, _ = self._answers.place_of(said)
        if len(cities) == 1 and not draft.facts.get("place"):
            self._settle(draft, None, cities[0])
        fitting = store_words.fitting(self.stores(draft), said) if draft.facts.get("place") else []
        if len(fitting) == 1:
            self._settle(draft, fitting[0], fitting[0].city)

    def hear_beside(self, draft: Draft, text: str) -> list[Say]:
        """Take the store that is named shortly beside the way: 「到店，广州天环那家」; the ones it may be, where that is more than one."""
        if draft.store:
            return []
        if draft.facts.get("place"):
            return self._narrowed(draft, text) or []
        named = next((store for part in re.split(r"[，,。；;！!\s]+", text) if (store := self._by_piece(draft, part))), None)
        return self._settle(draft, named, named.city) if named else []

    def city_meant(self, draft: Draft, text: str) -> str | None:
        """The city of the store that is all that is said, where a way was asked for: 「新街口」."""
        store, city = self._named_in_full(text), str(draft.facts.get("place") or "")
        named = len(text) <= _SHORT and store_words.fitting(self.stores(draft), text, city)
        return store.city if store else city if named and len(named) == 1 else None

    def only_one(self, draft: Draft) -> list[Say]:
        """That the city has no other store, once, where the customer named no store."""
        city, stores = str(draft.facts.get("place") or ""), self.stores(draft)
        if len(stores) != 1 or draft.store != stores[0].id or draft.tries.get(store_words.told_stores(city)):
            return []
        draft.tries[store_words.told_stores(city)] = 1
        return [Say("utter_store_only", {"city": city})]

    def wants_other(self, draft: Draft, text: str) -> bool:
        """True for 「换一家」: another store than the one that is settled, and none is named."""
        plain = normalise(text)
        return (
            bool(draft.store and store_words.OTHER_STORE.search(plain))
            and not self._named_in_full(text)
            and not self._answers.place_of(text)[0]
        )

    def others(self, draft: Draft) -> list[Say]:
        """The other stores of the city, to choose from; where it has none, the cities nearest to it, and the store stays."""
        stores = self.stores(draft)
        others, city = [store for store in stores if store.id != draft.store], str(draft.facts.get("place") or "")
        if others:
            draft.store = None
            return self._which(draft, others, "utter_ask_store_other")
        near = near_store_cities(self._catalogue, city, family_of_draft(self._catalogue, draft), but=city)
        told = store_words.with_distances(near)
        return [Say("utter_store_only_one", {"city": city, "near": told}, tuple(choose("place", name, name) for name, _ in near))]

    def named_in_full(self, draft: Draft, text: str) -> bool:
        """Take the store whose whole name stands in the text; True where one does."""
        store = self._named_in_full(text)
        if store is not None:
            self._settle(draft, store, store.city)
        return store is not None

    def stores(self, draft: Draft) -> list[Store]:
        """Those of the city that take the device."""
        return self._catalogue.stores_in(str(draft.facts.get("place") or ""), family=family_of_draft(self._catalogue, draft))

    def hear(self, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """Take a store or city from the answer: an empty list where one was, a hint where more is needed, None where none is named."""
        chosen, before = str(heard.chosen.get("place", "")), str(draft.facts.pop("place_said", ""))
        if chosen:
            self._settle(draft, self._catalogue.stores.get(chosen), chosen)
            return (self._narrowed(draft, before) if before and not draft.store else None) or []
        if before:  # 「朝阳」, then 「辽宁的」
            heard = replace(heard, text=f"{heard.text} {before}")
        store = self._named_in_full(heard.text)
        if store is not None:
            return self._settle(draft, store, store.city)
        if elsewhere := store_words.of_elsewhere(draft, self.stores(draft), heard, self._answers.place_of(heard.text)[0]):
            return elsewhere
        answer = self._answers.read("place", heard, draft, now)
        city = self._city_known(draft, heard.text) or self._answers.city_of(heard) or answer.facts.get("place")
        if city:
            return self._in_city(draft, str(city), heard)
        draft.facts |= answer.facts
        if answer.hint and answer.hint != "utter_ask_place_again":
            draft.facts |= {"place_said": heard.text} if answer.hint == "utter_place_which_city" else {}
            return [Say(answer.hint, answer.hint_facts, answer.buttons)]
        if (store := self._by_piece(draft, heard.text)) is not None:
            return self._settle(draft, store, store.city)
        if says_yes(heard) and (only := self._only_near(draft)):
            return self._settle(draft, None, only)
        narrowed = self._narrowed(draft, heard.text)
        said = self._any(draft, heard.text) if narrowed is None else narrowed
        if said is None and wish_time(draft, heard.text, now, self._catalogue.holidays):
            return [Say("utter_time_noted"), *self.ask(draft, [], again=True)]
        return said if said is not None else self._of_province(draft) or store_words.not_listed(draft, self.stores(draft), heard)

    def _in_city(self, draft: Draft, city: str, heard: Heard) -> list[Say]:
        """Take a city and the store that is named beside it. Who says no more than the city, again and again, has no wish: the first store."""
        again = city == draft.facts.get("place") and draft.tries.get(store_words.told_stores(city))
        self._settle(draft, None, city)
        said = self._narrowed(draft, heard.text) or []
        if again and not said and not draft.store and (unknown := store_words.not_listed(draft, self.stores(draft), heard)):
            return unknown  # 「江宁万达」, in the city that is known
        if again and not said and not draft.store and (stores := self.stores(draft)) and draft.tried(f"only {city}") > 1:
            self._settle(draft, stores[0], city)
        return said

    def _only_near(self, draft: Draft) -> str | None:
        """The one city that was named in place of a city without a store."""
        city = str(draft.facts.get("place") or "")
        near = near_store_cities(self._catalogue, city, family_of_draft(self._catalogue, draft)) if city and not self.stores(draft) else []
        return near[0][0] if len(near) == 1 else None

    def _of_province(self, draft: Draft) -> list[Say] | None:
        """A town that we do not know in a province that was named: the province's cities with a store, or the nearest to its capital."""
        province = str(draft.facts.pop("province", ""))
        cities = [city.name for city in self._catalogue.cities if city.province == province] if not draft.facts.get("place") else []
        if not cities:
            return None
        family = family_of_draft(self._catalogue, draft)
        with_store = [name for name in cities if self._catalogue.stores_in(name, family=family)]
        near = with_store or [name for name, _ in near_store_cities(self._catalogue, cities[0], family)]
        buttons = tuple(choose("place", name, name) for name in near)
        return [Say("utter_place_in_province", {"province": province, "near": "、".join(near)}, buttons)]

    def hear_in_passing(self, draft: Draft, heard: Heard) -> bool:
        """Take a store that is named in full, a city, or the wish for another store; True where one was."""
        store = self._named_in_full(heard.text)
        if store is not None and store.id != draft.store:
            self._settle(draft, store, store.city)
            return True
        city = self._answers.city_of(heard)
        if city and draft.facts.get("place") not in self._answers.place_of(heard.text)[0]:
            self._settle(draft, None, city)
            return True
        return False

    def hear_change(self, draft: Draft, heard: Heard) -> bool:
        """Another store or city in the wish to change a visit: 「改到南京」, 「换到环贸」, 「换一家」; True where there is one."""
        if self.hear_in_passing(draft, heard):
            return True
        cities, _ = self._answers.place_of(heard.text)
        if len(cities) == 1 and cities[0] != draft.facts.get("place"):
            self._settle(draft, None, cities[0])
            return True
        if self.wants_other(draft, heard.text):
            draft.store = None
            return True
        others = [store for store in self.stores(draft) if store.id != draft.store]
        fitting = store_words.fitting(others, store_words.without_change(heard.text))
        if len(fitting) == 1:
            self._settle(draft, fitting[0], fitting[0].city)
        return len(fitting) == 1

    def named_instead(self, store: str, city: str, heard: Heard, facts: dict[str, Any]) -> bool:
        """True where words of a change name another store or city: 「店想换到天环广场那家」, 「还是深圳好了」."""
        said = heard.text if store_words.changes_store(heard.text) else store_words.changed_in(heard)
        aside = Draft("", facts={**facts, "place": city}, store=store)
        if not said or not self.hear_change(aside, heard.part(said)):
            return False
        return (aside.store is not None and aside.store != store) or aside.facts.get("place") != city

    def _settle(self, draft: Draft, store: Store | None, city: str) -> list[Say]:
        draft.know("place", store.city if store else city)
        draft.store = store.id if store else None
        return []

    def _city_known(self, draft: Draft, text: str) -> str | None:
        """The city that is settled already, where the text names something that may lie in it: 「朝阳」, once Beijing is known."""
        city = draft.facts.get("place")
        return str(city) if city in self._answers.place_of(text)[0] else None

    def _named_in_full(self, text: str) -> Store | None:
        """The store whose whole name stands in the text, unless a city beside it speaks against it."""
        plain = normalise(store_words.without_refused(text))
        named = [s for s in self._catalogue.stores.values() if normalise(s.name) in plain and normalise(s.name) != normalise(s.city)]
        store = max(named, key=lambda s: len(s.name), default=None)
        if store and normalise(store.city) in normalise(store.name):
            return store  # 「我人在洛阳，就郑州万象城吧」
        cities, _ = self._answers.place_of(text.replace(store.name, "")) if store else ([], None)
        return store if store and (not cities or store.city in cities) else None

    def _by_piece(self, draft: Draft, text: str) -> Store | None:
        """「益田那家」 before any city was named: the only store in whose name the piece stands."""
        rest = store_words.FILLERS.sub("", normalise(text)).strip("店的吧。")
        named = [
            s for s in self._catalogue.stores.values() if len(rest) > 1 and rest not in store_words.COMMON and rest in normalise(s.name)
        ]
        return named[0] if len(named) == 1 and not draft.facts.get("place") else None

    def _narrowed(self, draft: Draft, text: str) -> list[Say] | None:
        """Settle the store of the known city whose name, district or address holds what was said; ask among those that do."""
        stores, place, text = self.stores(draft), str(draft.facts.get("place") or ""), store_words.without_refused(text)
        landmark = next((name for name, at in self._catalogue.landmarks.items() if name in text and place in at), "")
        fitting = store_words.at_place(stores, text) or store_words.fitting(stores, text, place)
        if landmark and not fitting:
            return self._by_district(draft, stores, landmark, self._catalogue.landmarks[landmark][place])
        if len(fitting) == 1:
            return self._settle(draft, fitting[0], fitting[0].city)
        if 1 < len(fitting) < len(stores):
            return self._which(draft, fitting, "utter_ask_store_which")
        return None

    def _by_district(self, draft: Draft, stores: list[Store], landmark: str, district: str) -> list[Say] | None:
        """The stores in the district of a landmark: that is all we know of what is near."""
        fitting = [store for store in stores if district and district in store.district]
        if len(stores) <= 1:
            return None
        if not fitting:
            return [Say("utter_store_none_near", {"place": landmark}), *self._which(draft, stores, "utter_ask_store")]
        return [Say("utter_store_same_district", {"place": landmark}), *self._which(draft, fitting, "utter_ask_store_which")]

    def _any(self, draft: Draft, text: str) -> list[Say] | None:
        """Any store will do, or the nearest: we do not know where the customer is, and do not guess."""
        stores = self.stores(draft)
        plain = normalise(text)
        if not stores:
            return [Say("utter_place_unknown")] if _NEAREST.search(plain) else None
        if _NEAREST.search(plain):
            return [Say("utter_store_nearest"), *self._which(draft, stores, "utter_ask_store")]
        return self._settle(draft, stores[0], stores[0].city) if _ANY.search(plain) else None

    def _which(self, draft: Draft, stores: list[Store], key: str) -> list[Say]:
        draft.asking = "place"
        draft.tries[store_words.told_stores(stores[0].city)] = 1
        listed = "\n".join(f"{store.name}：{store.address}" for store in stores)
        buttons = tuple(choose("place", store.id, store.name) for store in stores)
        return [Say(key, {"city": stores[0].city, "stores": listed, "count": str(len(stores))}, buttons)]

    def _no_store(self, draft: Draft, city: str, modes: list[Mode]) -> list[Say]:
        province = next((c.province for c in self._catalogue.cities if c.name == city), "")
        family = family_of_draft(self._catalogue, draft)
        same = sorted({s.city for s in self._catalogue.stores.values() if province and s.province.startswith(province)})
        far = near_store_cities(self._catalogue, city, family)
        near = [name for name, _ in far] or same
        told = store_words.with_distances(far) or "、".join(near)
        there = [choose("place", name, name) for name in near]
        if near and draft.tried(f"no store {city}") > 1:  # a visit all the same
            draft.asking = "place"
            return [Say("utter_ask_place_near", {"city": city, "near": told}, tuple(there))]
        draft.mode, draft.asking = None, "service_mode"
        ways = [*(mode for mode in modes if mode is not Mode.GENIUS_BAR), Mode.GENIUS_BAR]
        draft.offered_modes = [mode.value for mode in ways]
        buttons = [choose("service_mode", mode.value, self._catalogue.mode_names[mode]) for mode in ways]
        key = "utter_no_store_near" if far else "utter_no_store_in_province" if near else "utter_no_store"
        return [Say(key, {"city": city, "near": told}, (*buttons, *there))]
