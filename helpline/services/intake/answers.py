"""Reads a customer's message as the answer to what was asked, and gathers what else it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from helpline.catalogue.device_names import DeviceNames
from helpline.catalogue.facts import Catalogue
from helpline.catalogue.place_names import PlaceNames
from helpline.catalogue.place_sounds import PlaceSounds
from helpline.errors import NumberMistyped, TimeUnclear
from helpline.model.draft import Draft
from helpline.model.event_number import read_event_number
from helpline.model.institutions import names_none
from helpline.model.numbers import LATEST, find_error_codes, find_os_version, spoken_version, updating
from helpline.model.phone import own_phone
from helpline.model.purchase import read_bought
from helpline.model.serial import USUAL_LENGTHS
from helpline.model.symptom import occurrence
from helpline.model.text import align, normalise, shorten
from helpline.model.times import SHANGHAI
from helpline.model.understanding import Found, Heard
from helpline.services.corrections.tried import NOTHING, steps_told
from helpline.services.events import SYMPTOM_LIMIT, joined
from helpline.services.handover.meant_time import wished_words
from helpline.services.handover.store_words import is_store, passed_by, wishes_store_of
from helpline.services.intake.causes import cause_answer
from helpline.services.intake.device_words import either_of, main_device, main_family, undecided
from helpline.services.intake.naming import name_answer, name_in
from helpline.services.intake.orders import order_answer
from helpline.services.intake.organisations import organisation_told, without_places_of
from helpline.services.intake.phones import phone_answer
from helpline.services.intake.serials import serial_answer
from helpline.services.intake.telling import NO_PLAN, PLAN, beside_numbers, broke_then, phone_told, told_in, years_before
from helpline.services.intake.which_device import device_answer, options_of
from helpline.services.reply import Answer, Button, choose

NAMED = ("os_version", "serial_number", "imei", "contact_phone", "order_number", "organisation", "fault_cause")
NUMBERS = ("serial_number", "imei", "contact_phone", "order_number")
_CODE_ALONE = re.compile(r"^[^\da-z]{0,6}?(-?\d{1,5}|0x[0-9a-f]+|[a-z]{1,4}[-_]?\d{2,5})[^\da-z]{0,4}$")
_NOTHING = re.compile(r"(?:什么)?(?:都|也|还|我|暂时)*(?:没有?|无|未|冇|木有)(?:试过?|做过?|弄过?|有|过|呢|啊|哦|呀|任何办法)*[。.!！~ ]*")
_TOO_FAR = re.compile(r"(?:市|那边|那儿|的?店)?(?:也|都|实在|还是)*(?:太|有点|好)远")
_LIVES_IN = re.compile(r"(?:住|人|家|我|我们|目前|现在|平时|常年)(?:就|都|是)?在[^，,。；;]{0,2}$")  # 「去三亚玩了，我住在南京」
# 「她在成都，我在上海，到时候是我妈去店里」: the city is that of who goes.
_OTHER = r"(?:[他她]|(?:我|咱)?(?:妈妈?|爸爸?|父亲|母亲|老公|老婆|爱人|媳妇|儿子|女儿|孩子|奶奶|爷爷|外婆|外公|姐姐?|哥哥?|弟弟?|妹妹?|同事|朋友|家人|男朋友|女朋友))"
_OTHER_GOES = re.compile(rf"{_OTHER}(?:自己|本人|会|来|过)*(?:去|到|拿|带|跑|送)[^，,。；;！!？?没过]{{0,6}}(?:店|修|天才吧|直营)")
_LIES_THERE = re.compile(
    rf"(?:手机|平板|电脑|笔记本|手表|表|耳机|机器|设备|东西)(?:现在|目前|还|也|都|就|人)*(?:放)?在{_OTHER}(?:那|家|手[上里]|身边)"
)
_OTHER_LIVES_IN = re.compile(rf"{_OTHER}(?:人|家|目前|现在|平时|自己|一直)*(?:住|就|都|是)?在[^，,。；;]{{0,2}}$")
_VERSION_ALONE = re.compile(r"\D{0,10}(\d{1,2}(?:\.\d{1,2}){0,2})(?!\s*(?:年|个|月|天|日|次|点|号|%|台|岁|周|小时|分|g))[^\d]{0,8}")

_NO_PLAN_NAME = re.compile(r"[?？吗]$|多久|多少|怎么|能不能|可不可以|为什么")  # it asks something


class Answers:
    """One reader a slot. Reading never raises for anything that a person can type."""

    def __init__(self, catalogue: Catalogue, devices: DeviceNames, places: PlaceNames) -> None:
        self._catalogue = catalogue
        self._devices = devices
        self._places = places
        self._sounds = PlaceSounds(catalogue)
        self._readers: dict[str, Callable[[Heard, Draft, datetime], Answer]] = {
            "device_model": self._device_model,
            "os_version": self._os_version,
            "serial_number": lambda heard, draft, now: serial_answer(catalogue, devices, heard, draft),
            "contact_phone": lambda heard, draft, now: phone_answer(catalogue, heard, draft),
            "contact_name": lambda heard, draft, now: name_answer(heard, draft),
            "place": self._place,
            "organisation": lambda heard, draft, now: organisation_told(heard),
            "order_number": lambda heard, draft, now: order_answer(heard, draft),
            "plan": self._plan,
            "purchase_date": self._purchase_date,
            "event_number": self._event_number,
            "tried_steps": self._tried_steps,
            "symptom": self._symptom,
            "fault_cause": lambda heard, draft, now: cause_answer(catalogue, heard, draft),
            "error_code": self._error_code,
        }

    def read(self, slot: str, heard: Heard, draft: Draft, now: datetime) -> Answer:
        """The message as an answer to `slot`."""
        reader = self._readers.get(slot)
        if reader is not None:
            return reader(heard, draft, now)
        text = heard.text.strip()
        return Answer({slot: shorten(text, 500)}, loose=True) if len(text) > 1 else Answer()

    def apart(self, slot: str, heard: Heard, draft: Draft, now: datetime) -> tuple[Answer, Heard]:
        """The same, and the message as it tells of anything else."""
        answer = self.read(slot, heard, draft, now)
        return answer, without_places_of(heard, str(answer.facts.get("organisation") or ""))

    def gather(self, heard: Heard, now: datetime) -> dict[str, Any]:
        """Every fact that the message names, whatever was asked, and what the app around the chat knows."""
        facts: dict[str, Any] = {**told_in(self._catalogue, heard.text, now.astimezone(SHANGHAI).date()), **self._told_by_app(heard)}
        for entity in ("device_family", "device_model", *NAMED):
            found = heard.first(entity)
            known = entity == "fault_cause" and entity in facts  # told in whole clauses it is surer: 「跌咗落水」
            if found and not known and not (entity == "organisation" and names_none(found.value)):
                facts[entity] = found.value
        if either := undecided(self._devices, heard.text):
            facts.pop("device_model", None)
            facts |= either_of(self._catalogue, either)
        elif heard.first("device_model"):
            facts["device_model"] = main_device(self._catalogue, heard)
        elif family := main_family(self._catalogue, heard):
            facts["device_family"] = family
        own = own_phone(heard.text)
        facts |= phone_told(own) if own and facts.get("contact_phone") else {"contact_phone": None}
        if "device_model" not in facts and "device_family" in facts and not either:
            facts["device_options"] = options_of(self._devices.find(heard.text), facts["device_family"])
        facts["place"] = self.city_of(heard)
        named = name_in(heard)
        facts["contact_name"] = named.name if named else None
        if codes := [found.value for found in heard.found if found.entity == "error_code"]:
            facts["error_code"] = codes
        facts["wished_time"] = wished_words(heard.text, now, self._catalogue.holidays)
        if "device_model" in facts:
            facts |= {"device_family": None, "device_options": None}
        return {name: value for name, value in facts.items() if value}

    def _told_by_app(self, heard: Heard) -> dict[str, Any]:
        """What the embedding app sent: strings of a sane length, the device only where the customer speaks of no other."""
        known = {k: heard.metadata.get(k) for k in ("account", "device_model", "os_version", "serial_number")}
        facts = {k: v.strip() for k, v in known.items() if isinstance(v, str) and 0 < len(v.strip()) <= 80}
        device = self._devices.by_identifier(facts.get("device_model", ""))
        if device is not None:
            facts["device_model"] = device.name
        family = heard.first("device_family")
        other = heard.first("device_model") is not None or (
            family is not None and not self._is_of(facts.get("device_model", ""), family.value)
        )
        return {k: v for k, v in facts.items() if k == "account" or not other}

    def names_other_device(self, heard: Heard, draft: Draft) -> bool:
        """True where the message names a device, and not just by its family the one that is known."""
        family, known = heard.first("device_family"), str(draft.facts.get("device_model") or draft.facts.get("device_family") or "")
        return heard.first("device_model") is not None or (family is not None and not (known and self._is_of(known, family.value)))

    def _is_of(self, name: str, family: str) -> bool:
        """True where the device of this name is of the family, or of the line, that was named."""
        device = self._catalogue.device_named(name)
        families = self._catalogue.families
        return name.startswith(family) or bool(device and device.family in families and families[device.family].name == family)

    def late_serial(self, heard: Heard, draft: Draft, now: datetime) -> Answer | None:
        """A serial with the letter O or I in place of another answer: what to say to it."""
        if draft.asking == "serial_number" or draft.facts.get("serial_number") or draft.facts.get("imei"):
            return None
        answer = self.read("serial_number", heard, draft, now)
        meant = answer.hint == "utter_serial_letters" and len(str(answer.hint_facts["serial"])) in USUAL_LENGTHS
        return answer if meant else None

    def instead(self, device: str, text: str) -> list[str]:
        """The devices of the same line that are meant in its place."""
        return self._devices.instead(device, text)

    def city_of(self, heard: Heard) -> str | None:
        """The city where the customer says to be, else the first one named, unless its name is that of several: 「朝阳」."""
        named = [found for found in heard.found if found.entity == "place" and not _TOO_FAR.match(heard.text[found.end :])]
        named = [found for found in named if not passed_by(heard.text, found.start, found.end)]
        lived_in = (found for found in named if _LIVES_IN.search(heard.text[: found.start]))
        wished = (found for found in named if wishes_store_of(heard.text, found.start, found.end))
        city = self._of_who_goes(heard) or next(wished, None) or next(lived_in, named[0] if named else None)
        return city.value if city and len(self.place_of(city.text)[0]) <= 1 else None

    def _of_who_goes(self, heard: Heard) -> Found | None:
        if not (_OTHER_GOES.search(heard.text) or _LIES_THERE.search(heard.text)):
            return None
        named = (found for found in heard.found if found.entity == "place")
        return next((found for found in named if _OTHER_LIVES_IN.search(heard.text[: found.start])), None)

    def city_of_who_goes(self, heard: Heard) -> str | None:
        """The city of somebody else who goes to the store in the place of who writes, or has the device."""
        found = self._of_who_goes(heard)
        return found.value if found else None

    def place_of(self, text: str) -> tuple[list[str], str | None]:
        """The cities that `text` may mean where a place was asked for, and the province it names."""
        named = self._places.find(text, asked=True)
        cities = [city.name for city in named[0].cities] if named else []
        return cities, self._places.province(text)

    def _device_model(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        return device_answer(self._catalogue, self._devices, heard, draft, now)

    def _os_version(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        plain = align(heard.text).text
        found = updating(plain) or find_os_version(plain) or spoken_version(plain, asked=True)
        if found:
            return Answer({"os_version": found[0]})
        alone = _VERSION_ALONE.fullmatch(plain.strip())
        if alone and not self._devices.find(heard.text):
            return Answer({"os_version": alone[1]})
        if re.search(r"最新", plain):
            return Answer({"os_version": LATEST})
        return Answer(hint="utter_ask_os_version_again")

    def _error_code(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        plain = align(heard.text).text
        codes = [code for code, _, _ in find_error_codes(plain)] or [code.upper() for code in _CODE_ALONE.findall(plain.strip())]
        return Answer({"error_code": merged_codes(draft, codes)}) if codes else Answer(hint="utter_ask_error_code_again")

    def _symptom(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        """The symptom; where it is known and was asked for more, what is told beside it."""
        text = heard.told().strip()
        said = str(draft.facts.get("symptom") or "")
        more = occurrence(normalise(text), asked=True)
        names = any(found.entity in NUMBERS for found in heard.found)
        instead = (names and (said or _only_told(heard, *NUMBERS))) or (said and _only_told(heard, "os_version"))
        if instead and not more:  # another fact in its place: it is gathered, and nothing asked twice
            return Answer({"symptom": joined(said, beside_numbers(heard, NUMBERS))} if said else {})
        return Answer({"symptom": shorten(joined(said, text), SYMPTOM_LIMIT), **more}, loose=True) if len(text) > 1 else Answer()

    def _place(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        cities, province = self.place_of(heard.text)
        if len(cities) > 1:  # 「辽宁朝阳」
            cities = [city for city in cities if province in (self._province_of(city), city)] or cities
        spelt = [city.name for city in self._sounds.spelt(heard.text)]
        if len(cities) == 1 or (not cities and len(spelt) == 1):
            return Answer({"place": (cities or spelt)[0]})
        if cities:
            return Answer(hint="utter_place_which_city", buttons=self._which_cities(cities))
        if province:
            return Answer({"province": province}, "utter_place_city_of_province", {"province": province})
        like = spelt or [city.name for city in self._sounds.like(heard.text)]
        return Answer(hint="utter_place_meant" if like else "utter_ask_place_again", buttons=self._which_cities(like))

    def names_place(self, text: str) -> bool:
        """True where the whole text is a city, be it in pinyin, or a store: the model knows not all of them."""
        bare = re.sub(r"^(?:我?(?:人)?在|去|到)|[市的吧呢。，,！!\s]+$", "", text.strip())
        if bare in self.place_of(text)[0] or is_store(self._catalogue.stores.values(), text):
            return True
        return bool(self._sounds.spelt(text) or (text.isascii() and self._sounds.like(text)))

    def _province_of(self, city: str) -> str:
        return next(one.province for one in self._catalogue.cities if one.name == city)

    def _which_cities(self, cities: list[str]) -> tuple[Button, ...]:
        named = {city: self._province_of(city) for city in cities[:5]}
        return tuple(choose("place", city, city if province == city else f"{province}{city}") for city, province in named.items())

    def _plan(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        plain = normalise(heard.text)
        if re.search(r"protection|app计划|apm", plain):
            return Answer({"plan": "AppleCare Protection Plan"})
        if re.search(r"(?<![a-z])ac(?![a-z])|apple ?care|服务计划|碎屏|延保|丢失", plain):
            return Answer({"plan": PLAN})
        if re.search(r"没|无|未", plain) and not re.search(r"有没有|买没买|不知|不清|不记|忘|没问题", plain):
            return Answer({"plan": NO_PLAN})
        if _NO_PLAN_NAME.search(plain) or self._purchase_date(heard, draft, now).read:  # 「2025年12月8日」, 「大概要修多久」
            return Answer()
        return Answer({"plan": shorten(heard.text.strip(), 60)}, loose=True) if len(plain) > 1 else Answer()

    def _purchase_date(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        today = now.astimezone(SHANGHAI).date()
        try:
            bought = read_bought(heard.text, today, asked=True)
        except TimeUnclear:
            bought = None
        if bought is None or broke_then(self._catalogue, heard.text):
            return Answer(hint="utter_ask_purchase_date_again")
        if bought.first > today:
            return Answer(hint="utter_purchase_date_future")
        if bought.last < years_before(today):
            return Answer(hint="utter_purchase_date_too_old")
        return Answer({"purchase_date": bought.text()})

    def _event_number(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        try:
            number = read_event_number(heard.text)
        except NumberMistyped as refused:
            return Answer(hint=refused.copy_key)
        return Answer({"event_number": number}) if number else Answer(hint="utter_ask_event_number_again")

    def _tried_steps(self, heard: Heard, draft: Draft, now: datetime) -> Answer:
        text = heard.text.strip()
        if _NOTHING.fullmatch(normalise(text)):
            return Answer({"tried_steps": [NOTHING]})
        if _only_told(heard, "os_version", "error_code", *NUMBERS):
            return Answer(hint="utter_ask_tried_steps_again")
        steps = steps_told(text)
        return Answer({"tried_steps": [shorten(step, 80) for step in steps[:8]]}, loose=True) if steps else Answer()


def merged_codes(draft: Draft, codes: list[str]) -> list[str]:
    """Those that are known, and the new ones."""
    known = list(draft.facts.get("error_code") or [])
    return [*known, *(code for code in codes if code not in known)]


def _only_told(heard: Heard, *entities: str) -> bool:
    """True where the message is one of these facts and next to nothing else."""
    named = [found for found in heard.found if found.entity in entities]
    return bool(named) and len(heard.text.strip()) - max(len(found.text) for found in named) <= 4
