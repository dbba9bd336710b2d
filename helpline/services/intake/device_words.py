"""Which device a message is about, and what is kept of one that the catalogue does not know to the model."""

from __future__ import annotations

import re
from typing import Any

from helpline.catalogue.device_lines import clue
from helpline.catalogue.device_names import DeviceNames
from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Does
from helpline.model.devices_meant import meant
from helpline.model.statements import clauses, han
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.handover.wishes import names_clock

ACCESSORY = "accessory"
_FILLING = re.compile(r"^(?:应该|好像|就)?(?:是)?|(?:那[个個]|那款|这[个個]|這[个個]|这款|那种|的|吧|呀|啊|呗|嘛|呢|[。.!！~，, ])+$")
_OR = re.compile(r"\s*[吧呢]?\s*(?:(?P<sure>还是|就是)|或者?|要么)是?\s*")
_SUFFIX = re.compile(r"(?:反正|肯定|总之|都)是?(?:个|那个|的)*\s*(?P<kind>plus|pro max|pro|mini)", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[，,。；;！!？?]")
_UNSURE = re.compile(r"反正|总之|不(?:太|大)?(?:确定|清楚|知道|晓得|记得|肯定)|忘|记不|分不清|搞不清|[?？]|吧")
_STANDS = re.compile(r"$|[\s吧呢啊呀的来我不忘记]")  # 「13 次」 is no device
# What tells a device by itself: a size, a chip, a year, a generation; no day, amount or hour.
_OF_A_NAME = re.compile(
    r"\d{2}(?:\.\d)?\s*(?:英?寸|吋)|(?:20)?[12]\d\s*年?(?:新?款|的那[台款个])|20[12]\d(?!\s*年?\s*\d{1,2}\s*月)(?:\s*年)?|第?\s*[\d一二三四五六七八九十]{1,2}\s*代|(?<![a-z])[a-z][a-z\d+]*(?:\s+(?:[a-z][a-z\d+]*))*"
)
_NO_NAME = (Does.WISH, Does.REFUSE, Does.FILLER)
_NAMED_IN = 6  # Chinese characters beside a name that are hardly a tale
_LIKELY = 0.5
_DETAIL = re.compile(r"[\da-z一二三四五六七八九十]", re.IGNORECASE)


def undecided(devices: DeviceNames, text: str) -> list[str]:
    """The two devices of which the customer does not know which it is: 「12 还是 12 Pro，我不确定」; one where the rest tells which."""
    for turn in _OR.finditer(text):
        if turn["sure"] and not _UNSURE.search(normalise(text)):
            continue  # 「哦不，还是 12 Pro」 is no doubt
        before, after = _CLAUSE_ENDS.split(text[: turn.start()])[-1], _CLAUSE_ENDS.split(text[turn.end() :])[0]
        one = [named for named in devices.find(before, asked=True) if named.device and named.end == len(before)]
        other = [named for named in devices.find(after, asked=True) if named.device and named.start == 0]
        suffix = _SUFFIX.search(text[turn.end() :]) if one and other else None
        if suffix:  # 「13 还是 14，反正是 Plus」
            said = (before[one[-1].start : one[-1].end], after[other[0].start : other[0].end])
            both = [named for part in said for named in devices.find(f"{part} {suffix['kind']}", asked=True)[-1:]]
            return [named.name for named in both if named.device and suffix["kind"].lower() in named.name.lower()]
        if one and other and one[-1].name != other[0].name and _STANDS.match(after[other[0].end :]):
            return [one[-1].name, other[0].name]
    return []


def either_of(catalogue: Catalogue, names: list[str]) -> dict[str, Any]:
    """Their family, and the two to choose from; one is settled."""
    if len(names) == 1:
        return {"device_model": names[0]}
    device = catalogue.device_named(names[0])
    family = catalogue.families[device.family].name if device else names[0]
    return {"device_family": family, "device_options": names}


def main_device(catalogue: Catalogue, heard: Heard) -> str:
    """The device that is meant, else the first; one before what belongs to it: 「充电器坏了，iPhone 15 的」."""
    named = [found for found in heard.found if found.entity == "device_model"]
    devices = [(one, catalogue.device_named(one.value)) for one in named]
    whole = [one for one, device in devices if device and device.family != ACCESSORY]
    return meant(heard.text, whole or named)[0].value


def main_family(catalogue: Catalogue, heard: Heard) -> str | None:
    """The first family that is named, or the line of it that is named after: 「电脑坏了，那个 iMac」."""
    named = [found.value for found in heard.found if found.entity == "device_family"]
    if not named:
        return None
    whole = next((family for family in catalogue.families.values() if family.name == named[0]), None)
    lines = {device.family for device in catalogue.devices.values() for name in named[1:] if device.name.startswith(name)}
    narrower = [name for name in named[1:] if name != named[0] and any(d.name.startswith(name) for d in catalogue.devices.values())]
    return narrower[0] if whole and narrower and lines == {whole.id} else named[0]


def of_the_device(heard: Heard, devices: DeviceNames) -> str:
    """The clauses of an answer that may tell which device it is, without what is told beside it; empty where none does.

    「我11点开会 快说怎么弄」 tells none; 「macbook air m3 十分钟前泼的」 tells more than that.
    """
    pieces, kept = [clause for clause, _ in clauses(heard.text)], list[str]()
    for clause in pieces:
        plain, does = normalise(clause), _likely(clause, heard)
        spans = [(one.start, one.end) for one in devices.find(clause)]
        spans += [match.span() for match in _OF_A_NAME.finditer(plain) if len(plain) == len(clause)]
        if not spans and (names_clock(clause) or does is Does.QUESTION or (does in _NO_NAME and not clue(plain))):
            continue
        tale = spans and does not in (Does.FACT, Does.CHANGE) and han(clause) > _NAMED_IN
        kept.append(clause[min(start for start, _ in spans) : max(end for _, end in spans)] if tale else clause)
    return heard.text.strip() if kept == pieces else "，".join(kept)


def _likely(clause: str, heard: Heard) -> Does | None:
    """What the clause does, as far as it was heard."""
    said = normalise(clause).strip()
    act = next((act for act in heard.acts if said in normalise(act.text) or normalise(act.text).strip() in said), None)
    return act.does if act and act.chance >= _LIKELY else None


def described(family: str, text: str) -> str:
    """What an advisor reads where the model is not known: the line, with what the customer added to it.

    >>> described("iPad Pro", "M2那个"), described("AirTag", "AirTag呀,不然呢?")
    ('iPad Pro M2', 'AirTag')
    """
    said = _FILLING.sub("", text.strip())
    own = re.sub(re.escape(family), "", said, flags=re.IGNORECASE) if family else ""
    if not family:
        return said or text.strip()
    if not _DETAIL.search(own):
        return family
    return said if own != said else f"{family} {said}"


def after_words(name: str) -> str:
    """The name as it stands right behind Chinese words: a blank before a Latin one."""
    return f" {name}" if name[:1].isascii() else name
