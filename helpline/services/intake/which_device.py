"""Reads which device it is: named at once, or narrowed down step by step among those of its line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from helpline.catalogue.device_lines import by_ports, by_size, clue, narrowed, shared, shared_as_told
from helpline.catalogue.device_names import DeviceNames, NamedDevice
from helpline.catalogue.facts import Catalogue
from helpline.model.devices_meant import meant
from helpline.model.draft import Draft
from helpline.model.serial import SerialKind, read_serial
from helpline.model.symptom import occurrence
from helpline.model.text import normalise
from helpline.model.turns import last_meant
from helpline.model.understanding import Found, Heard
from helpline.services.handover.wishes import names_time
from helpline.services.intake.device_words import ACCESSORY, after_words, described, either_of, of_the_device, undecided
from helpline.services.intake.misheard import only_used
from helpline.services.intake.serials import sold_as
from helpline.services.intake.wanted import of_these, which_of
from helpline.services.reply import Answer

OFFERED_AT_MOST = 6  # more than that are asked for in words
_NO_NAME = re.compile(r"[了过吗呢吧啊不没是的怎谁哪什]")  # of a sentence, not of a device
_SHORT = 24  # characters of what tells a model of its line
_MODEL_TOLD = re.compile(
    r"\d{2}(?:\.\d)?\s*(?:英?寸|吋)|(?<![a-z])m[1-5](?![a-z\d])|(?:20)?[12]\d\s*年?(?:新?款|的?那[一]?[款台个])|第\s*[\d一二三四五六七八九十]{1,2}\s*代"
)
_WATCH = "Apple Watch"
_PHONE = re.compile(r"iphone|手机|(?<!手表)电话")
_BESIDE_A_VERSION = 6  # characters that only say that it is one
_DETAILED = 30  # characters of a description that an advisor can work with


def options_of(named: list[NamedDevice], family: str) -> list[str]:
    """The models that fit what was said beside the name of a line, where they are few enough to choose from."""
    one = next((one for one in named if one.device is None and one.name == family), None)
    options = [device.name for device in one.options] if one else []
    return options if 1 < len(options) <= OFFERED_AT_MOST else []


def line_anew(told: dict[str, Any], family: str | None) -> dict[str, Any]:
    """Of what a message tells, the line in place of another device: 「说错了，是 MacBook Air M3」 leaves two sizes to choose from."""
    options = [one for one in told.get("device_options") or [] if family and one.startswith(family)]
    return {"device_family": family, **({"device_options": options} if options else {})}


def line_of(options: list[str]) -> str:
    """What all of them are called but for their generation: 「iPad Pro 11 英寸」; nothing where they differ."""
    bases = {option.partition("（")[0] for option in options}
    return bases.pop() if len(bases) == 1 else ""


def tells_model(draft: Draft, heard: Heard) -> bool:
    """True for 「16 寸的，19 年那款」, where only the line is known and something else is asked."""
    line = draft.facts.get("device_family") and not draft.facts.get("device_model")
    return bool(line) and len(heard.text.strip()) <= _SHORT and _MODEL_TOLD.search(normalise(heard.text)) is not None


def of_its_kind(catalogue: Catalogue, draft: Draft, heard: Heard) -> Heard:
    """The message with 「SE 一代」 as the watch of that name, where a watch is at hand and nothing calls it a phone."""
    at_hand = str(draft.facts.get("device_model") or draft.facts.get("device_family") or "")
    if not at_hand.startswith(_WATCH) or _PHONE.search(normalise(heard.text)):
        return heard
    watches = {one.name for one in catalogue.devices.values() if one.name.startswith(_WATCH)}

    def renamed(found: Found) -> Found:
        name = str(found.value).replace("iPhone", _WATCH, 1)
        return replace(found, value=name) if found.entity == "device_model" and name in watches else found

    return replace(heard, found=tuple(map(renamed, heard.found)))


def device_answer(catalogue: Catalogue, devices: DeviceNames, heard: Heard, draft: Draft, now: datetime) -> Answer:
    """The model that is meant after all, where one is taken back: 「iphone13 不对 13是我老婆的 我是12」; else what `_read` makes of the words."""
    version = heard.first("os_version")
    if version and not devices.find(heard.text) and len(heard.text.strip()) - len(version.text) <= _BESIDE_A_VERSION:  # 「系统26.1」
        return Answer(hint="utter_ask_device_model_again")
    later = last_meant(heard.text.strip())
    after_all = _read(catalogue, devices, replace(heard, text=later, found=()), draft, now) if later else Answer()
    return after_all if "device_model" in after_all.facts else _read(catalogue, devices, heard, draft, now)


def _read(catalogue: Catalogue, devices: DeviceNames, heard: Heard, draft: Draft, now: datetime) -> Answer:
    """The model; or the line, with those of its models that are left and the question which of them it is."""
    text, family = heard.text.strip(), str(draft.facts.get("device_family") or "")
    said = of_the_device(heard, devices)
    telling = clue(normalise(said))
    named = _named(catalogue, devices, text, family)
    exact = next(iter(meant(text, [one for one in named if one.device])), None)
    either = undecided(devices, text)
    if either:
        known = either_of(catalogue, either)
        if "device_model" in known:
            return Answer(known)
        line = str(known["device_family"])
        return Answer(known, "utter_ask_device_model_of", {"family": line}, of_these(catalogue, line, either))
    if exact:
        return Answer({"device_model": exact.name})
    offered = list(draft.facts.get("device_options") or [])
    left = devices.fitting(offered, said) if offered and telling else []
    fits = devices.within(family, said) if family and telling and not named and not left else []
    if len(left or fits) == 1:
        return Answer({"device_model": (left or fits)[0]})
    within = (
        devices.find(f"{family} {said}", asked=True) if family and telling and not left else []
    )  # 「24 寸 M1 的」, where the iMac is known
    if exact := next((one for one in within if one.device), None):
        return Answer({"device_model": exact.name})
    left = left or options_of([*named, *within], (named or within)[0].name if named or within else "") or fits
    left = _sold_by(catalogue, left, draft)
    if name := _name_of(left, normalise(said)):
        return Answer({"device_model": name})
    left = left if len(left) <= OFFERED_AT_MOST else []
    if left and len(left) == len(offered) and draft.asking == "device_model" and 0 < len(said) <= _DETAILED:
        return Answer({"device_model": _all_that_is_known(left, family, said)})
    if left and len(left) < (len(offered) or len(left) + 1):
        line = named[0].name if named else family
        asked = which_of(catalogue, line, left)
        return Answer({"device_family": line, "device_options": left}, asked.key, asked.facts, asked.buttons)
    unknown = heard.intent == "talk_unknown"
    told = [*named, *(one for one in within if not unknown or one.name != family)]  # the line that is known is not asked for again
    return _by_number(heard, draft) or _of_line(catalogue, told, replace(heard, text=said) if said else heard, draft, now)


def _name_of(left: list[str], said: str) -> str:
    """The one that is left, or what those share that differ in ports, or in a size that was not told: the serial tells that."""
    if len(left) == 1 or by_ports(left):
        return shared(left)
    return shared_as_told(left, said) if by_size(left) and narrowed(said) else ""


def _all_that_is_known(left: list[str], family: str, text: str) -> str:
    """What an advisor reads where the words fit all that were shown: whoever says that knows no more.

    They stand as they are, unless they only lack the ports, or have neither letter nor digit to read: 「小小的那种」.
    """
    same = shared(left)
    plain = by_ports(left) or not re.search(r"[a-z\d]", normalise(text))
    return same if plain and same.startswith(family) else described(family, text)


def _named(catalogue: Catalogue, devices: DeviceNames, text: str, family: str) -> list[NamedDevice]:
    """What the text names, where the family is known or not: 「13 寸的」 is no iPhone 13, 「第六代」 of an iPad mini no iPhone 6."""
    size = bool(family) and re.search(r"\d\s*(?:英?寸|吋)", text)
    named = devices.find(text, asked=not size and (not family or family.startswith("iPhone")))
    named = [one for one in named if one.family != ACCESSORY or not only_used(text, one.start, one.end)]
    return [one for one in named if not family or _of_this(catalogue, family, one, text)]


def _of_this(catalogue: Catalogue, family: str, named: NamedDevice, text: str) -> bool:
    """True unless another family is named by a word that both have: 「M2 的 Air」 of a MacBook is no iPad."""
    mine = {device.family for device in catalogue.devices.values() if device.name.startswith(family)}
    mine |= {one.id for one in catalogue.families.values() if one.name == family}
    words = catalogue.families[named.family].words if named.family in catalogue.families else []
    return not mine or named.family in mine or any(word in normalise(text) for word in words)


def _sold_by(catalogue: Catalogue, names: list[str], draft: Draft) -> list[str]:
    """Those that there were when it was bought; all where that is not known, or none is so old."""
    bought = str(draft.facts.get("purchase_date") or "")[-10:][:4]
    made = {name: device.year for name in names if (device := catalogue.device_named(name))}
    return [name for name in names if bought and (year := made.get(name)) and year <= int(bought)] or names


def _by_number(heard: Heard, draft: Draft) -> Answer | None:
    """A serial says which device it is; a part number does not, but where it was sold."""
    reading = read_serial(heard.text)
    if reading.kind in (SerialKind.SERIAL, SerialKind.IMEI) and len(reading.value) >= 10:
        return Answer({"serial_number" if reading.kind is SerialKind.SERIAL else "imei": reading.value})
    if reading.kind is not SerialKind.PART_NUMBER:
        return None
    return Answer(sold_as(draft, reading.value), "utter_device_is_part_number", {"given": reading.value})


def _of_line(catalogue: Catalogue, named: list[NamedDevice], heard: Heard, draft: Draft, now: datetime) -> Answer:
    text, tried = heard.text.strip(), draft.tries.get("device_model", 0)
    if named and not tried:
        return Answer({"device_family": named[0].name}, "utter_ask_device_model_which", {"family": after_words(named[0].name)})
    if named:  # asked which one already: an advisor can work with the line
        detailed = heard.intent != "talk_unknown" and len(text) <= _DETAILED
        return Answer({"device_model": described(named[0].name, text) if detailed else named[0].name})
    sentence = _NO_NAME.search(text) or occurrence(normalise(text), asked=True) or names_time(text, now, catalogue.holidays)
    if tried and len(text) <= 40 and not sentence:
        return Answer(
            {"device_model": described(str(draft.facts.get("device_family") or ""), text)}, "utter_ask_device_model_again", loose=True
        )
    return Answer(hint="utter_ask_device_model_again")
