"""Reads what a customer gives for a serial number: a serial, an IMEI, or something else that is told from one."""

from __future__ import annotations

import re
from typing import Any

from helpline.catalogue.device_names import DeviceNames
from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Move
from helpline.model.draft import Draft
from helpline.model.numbers import find_order_number
from helpline.model.serial import SerialKind, SerialReading, read_serial
from helpline.model.symptom import MAINLAND
from helpline.model.text import align, normalise
from helpline.model.understanding import Heard
from helpline.services.corrections.mended import mended_at_once
from helpline.services.intake.read_back import says_yes
from helpline.services.intake.wanted import elsewhere_serial, lit, where_serial
from helpline.services.reply import Answer, Button, choose

_NOT_SEEN = re.compile(
    r"看不[到见了着]|查不[到了]|找不(?:到|着)|打不开|开不[了开]|不开机|黑屏|进不去|发不了|没法|无法|拍不了|没有序列号|没序列号|扔|丢|磨|模糊|看不清"
)

_UNREADABLE = re.compile(r"看不清|模糊|磨|花了|掉色|刮")

# 「那个是数字零」, said to the spelling that was offered
_A_DIGIT = re.compile(
    r"^(?:应该|可能|大概|估计|好像)是(?:的|吧|了|$)|是(?:个|那个)?(?:数字|阿拉伯)|数字(?:的)?[0零〇1一]|(?<!不)是(?:[0零〇1一](?![\da-z])|幺)|不是(?:英文)?(?:字母|英文|[oi](?![a-z])|欧)|zero"
)
OFFERED = "serial "  # of `tries`: a spelling that waits for a yes
DOUBTED = ("utter_serial_letters", "utter_serial_digits")

NOT_SEEN = "utter_serial_elsewhere"
NOT_THAT_NUMBER = "utter_order_number_not_phone"
MAINLAND_PART = "CH/A"  # how a part number ends that is sold for mainland China


def not_seen(heard: Heard) -> bool:
    """True where the words say why it cannot be read; 「找不到」 alone is a wish to skip it, and who looks for it waits."""
    plain = normalise(heard.text)
    return (
        "跳过" not in plain
        and not heard.surely(Move.WAITS)
        and bool(_UNREADABLE.search(plain) or (len(plain) > 5 and _NOT_SEEN.search(plain)))
    )


def sold_as(draft: Draft, part_number: str) -> dict[str, Any]:
    """What a part number tells: itself, and where the device was sold, unless that is known."""
    mainland = part_number.endswith(MAINLAND_PART) and not draft.facts.get("sold_in")
    return {"part_number": part_number, **({"sold_in": MAINLAND} if mainland else {})}


def serial_answer(catalogue: Catalogue, devices: DeviceNames, heard: Heard, draft: Draft) -> Answer:
    """The serial or IMEI of a message, or what to say to what was given in its place."""
    plain = align(heard.text).text
    order = find_order_number(plain)
    reading = read_serial(plain.replace(plain[order[1] : order[2]], " ") if order else heard.text)
    offered = [key.removeprefix(OFFERED) for key in draft.tries if key.startswith(OFFERED)]
    if reading.kind is SerialKind.SERIAL or (reading.kind in (SerialKind.DIGITS, SerialKind.LETTERS) and reading.value in offered):
        meant = mended_at_once(reading.value, heard.text)
        draft.replaced |= {"serial_number": reading.value} if meant != reading.value else {}  # 「改回来吧」 may follow
        return Answer({"serial_number": meant})
    if reading.kind is SerialKind.IMEI:
        return Answer({"imei": reading.value})
    if reading.kind is SerialKind.LETTERS:
        suggestion = choose("serial_number", reading.value, reading.value)
        return Answer(hint="utter_serial_letters", hint_facts={"serial": reading.value}, buttons=(suggestion,))
    if reading.kind is SerialKind.DIGITS:
        where = where_serial(catalogue, draft)
        suggestion = choose("serial_number", reading.value, reading.value)
        return Answer(hint="utter_serial_digits", hint_facts={"serial": reading.value, "where": where}, buttons=(suggestion,))
    if offered and reading.kind is SerialKind.NOTHING and (_A_DIGIT.search(plain) or says_yes(heard)):
        return Answer({"serial_number": offered[-1]})
    return _no_serial(catalogue, devices, reading, heard, draft)


def _no_serial(catalogue: Catalogue, devices: DeviceNames, reading: SerialReading, heard: Heard, draft: Draft) -> Answer:
    """What was given in place of a serial, and where one stands."""
    where, given = where_serial(catalogue, draft), reading.value
    if reading.kind is SerialKind.NOTHING and not_seen(heard):
        skip = Button(catalogue.buttons["skip"], "/talk_unknown")
        if not lit(catalogue, draft):
            draft.tries.setdefault("serial_number", 1)  # where else it stands was told with the question
        return Answer(hint=NOT_SEEN, hint_facts={"where": elsewhere_serial(catalogue, draft)}, buttons=(skip,))
    if reading.kind is SerialKind.MODEL_NUMBER:
        device = devices.by_identifier(given)
        learnt = {"device_model": device.name} if device and not draft.settled("device_model") else {}
        named = f"{given}（{device.name}）" if device else given
        return Answer(learnt, "utter_serial_is_model_number", {"given": named, "where": where})
    if reading.kind is SerialKind.PART_NUMBER:
        learnt = sold_as(draft, given)
        key = "utter_serial_is_part_number_mainland" if given.endswith(MAINLAND_PART) else "utter_serial_is_part_number"
        return Answer(learnt, key, {"given": given, "where": where})
    if reading.kind is SerialKind.PHONE:
        learnt = {"contact_phone": given} if not draft.facts.get("contact_phone") else {}
        return Answer(learnt, "utter_serial_is_phone", {"where": where})
    hints = {SerialKind.IMEI_MISREAD: "utter_serial_imei_misread", SerialKind.LENGTH: "utter_serial_length"}
    facts = {"given": given, "length": str(len(given)), "where": where}
    return Answer(hint=hints.get(reading.kind, "utter_ask_serial_number_again"), hint_facts=facts)
