"""Names that are found in a message and that do not mean there what they mean elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.catalogue.facts import Catalogue
from helpline.model.faults import came_off
from helpline.model.understanding import Found, Heard
from helpline.services.device_words import ACCESSORY

_USED = re.compile(
    r"(?:插[上着了]?|接[上着了]?|连[上着了]?|用[着了]?|换[了过])(?:的是)?(?:一?[个根条])?(?:原装的?|别的|其他的?|另外?一?[个根条]?)?$"
)

_BESIDE = re.compile(r"\s*(?:的)?(?:旁边?|附近|对面|门口|楼下|隔壁|后面|前面|边上|斜对|那[边条]|里面?的?(?:店|顺电|专卖))")
_OF_A_DAY = re.compile(r"(?:[去今前]年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?|[号日])(?!\S*(?:公司|集团))")


def as_meant(catalogue: Catalogue, heard: Heard) -> Heard:
    """Without the accessory that was only used on the device, the fall of a part that came off, and what only lies nearby.

    「平板插上充电器没反应」 is no matter of the charger, 「屏幕掉下来了」 none of a device that was dropped, 「医院旁边买的」 none of a hospital.
    """

    def meant(found: Found) -> bool:
        return not (_only_used(catalogue, heard, found) or _fell_off(heard, found) or _nearby(heard, found))

    return replace(heard, found=tuple(found for found in heard.found if meant(found)))


def _nearby(heard: Heard, found: Found) -> bool:
    """True where an organisation only says where something lies, or what was read for one begins with a day."""
    return found.entity == "organisation" and (
        _BESIDE.match(heard.text[found.end :]) is not None or _OF_A_DAY.match(found.text) is not None
    )


def _only_used(catalogue: Catalogue, heard: Heard, found: Found) -> bool:
    device = catalogue.device_named(found.value) if found.entity == "device_model" else None
    return device is not None and device.family == ACCESSORY and _USED.search(heard.text[: found.start]) is not None


def _fell_off(heard: Heard, found: Found) -> bool:
    return found.entity == "fault_cause" and any(start <= found.start < end for start, end in came_off(heard.text))
