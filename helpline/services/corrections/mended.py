"""Numbers of which a customer puts only a part right, found by their names or by what they look like."""

from __future__ import annotations

import re

from helpline.model.draft import Draft
from helpline.model.event_number import find_event_number
from helpline.model.mending import Mend, mends, names_place, swap, swapped
from helpline.model.phone import all_phones, find_phone, own_phone
from helpline.model.phone_given_up import out_of_use
from helpline.model.phone_in_pieces import BEGUN, joined_phone
from helpline.model.serial import SerialKind, read_serial
from helpline.model.text import align
from helpline.model.turns import turned
from helpline.model.understanding import Heard
from helpline.services.corrections.fact_words import IN_PARTS
from helpline.services.corrections.pieces import exchanged

# Where there are no marks, as dictated, a line that is named begins a clause: 「…后面是52然后型号是12 Pro不是12」.
_CLAUSES = re.compile(
    r"[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff])|然后|接着|[再还]有一?个?|再(?=把)|[另再]一个|另外"
    r"|(?<=[\dA-Za-z])(?=的?(?:型号|机型|设备|系统|版本|购买|名字|姓名|称呼|联系人|城市|公司|学校|单位|电话|手机|号码|序列|订单))"
)
_WRONG = re.compile(r"错|改|换成|应该|应为|才对|不是|更正|有误|不对")
_OF_A_CALLER = re.compile(r"来电|打来|打过来|打给我的|收到|接到|对方|骗")
_CHARACTERS = re.compile(r"[A-Z0-9]{3,11}")  # fewer may be a device or a count
_ORDER = re.compile(r"(?<![A-Z0-9])W\d{8,11}(?![A-Z0-9])")
_ONLY_A_PHONE = re.compile(r"手机(?=[壳盒背后上里型系版设屏](?!尾|号)|是?(?:iphone|\d{1,2}(?!\d)))")  # 「手机壳上标的型号」
_OF_A_PHONE = re.compile(r"尾[号数]|[后末](?:四|4)位")


def mended(draft: Draft, heard: Heard) -> tuple[dict[str, str], str | None]:
    """The numbers put right; the one that is said to be wrong, but cannot be told how, which must be asked again."""
    if draft.asking == "contact_phone" and joined_phone(str(draft.tries.get(BEGUN) or ""), heard.text):
        return {}, None  # 「后面四位6249」 after the first seven
    text = align(heard.text).text
    numbers = _told_whole(heard.text)
    whole = min(numbers.values(), default=float("inf"))
    named = sorted((match.start(), slot) for slot, pattern in IN_PARTS for match in pattern.finditer(text))
    facts: dict[str, str] = {}
    again = None
    for mend in mends(text):
        slot = _slot(draft, mend, named)
        known = str(facts.get(slot) or draft.facts.get(slot) or "")
        unnamed = not any(start < mend.place.start() for start, _ in named)
        if not slot or not known or (unnamed and (whole < mend.place.start() or any(mend.apply(one) == one for one in numbers))):
            continue  # what is put right of a number in the same breath is of that one
        if slot == "contact_phone" and _puts_nothing_right(mend, text):
            continue
        right = _whole(slot, known, text) or _instead(slot, known, mend, heard.text) or _valid(slot, mend.apply(known))
        facts |= {slot: right} if right else {}
        again = again if right else slot
    facts |= _exchanged(draft, text, facts)
    told_whole = bool(numbers) and not any(str(draft.facts.get(slot)) in text.upper() for slot, _ in IN_PARTS)  # its pieces explain it
    if again is None and named and not told_whole and all(value == draft.facts.get(slot) for slot, value in facts.items()):
        swapped_so, again = _swapped(draft, text, named[0][1])  # 「开头 C 后面那个 39 写反了，应该是 93」: the place only points there
        facts |= swapped_so
    return facts, None if again in facts else again


def beside_the_part(text: str, slots: set[str | None]) -> str:
    """The clauses that are not about the numbers of these `slots`, of which a part is put right."""
    words = [pattern for slot, pattern in IN_PARTS if slot in slots]
    pieces = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    plain = {one: _ONLY_A_PHONE.sub("", align(one).text) for one in pieces}
    kept = [one for one in pieces if not names_place(one) and not any(pattern.search(plain[one]) for pattern in words)]
    return "，".join(kept) if len(kept) < len(pieces) else ""


def mended_at_once(value: str, text: str) -> str:
    """A serial with what is put right of it in the same breath: 「DX3VM8R2JCL7，不对，倒数第三位是 G 不是 C」.

    A mere 「第三位是8」 reads it out, and may be miscounted.
    """
    plain = align(text).text
    for mend in mends(text):
        surely = mend.old or mend.more or turned(plain, end=mend.place.start())
        value = (_valid("serial_number", mend.apply(value)) if surely else None) or value
    return value


def _told_whole(text: str) -> dict[str, int]:
    """The numbers that the text holds from their first character to their last, each with its place."""
    plain, serial = align(text).text.upper(), read_serial(text)
    at = {phone.value: phone.start for phone in all_phones(text)} | {order.group(): order.start() for order in _ORDER.finditer(plain)}
    if serial.kind is SerialKind.SERIAL and (start := plain.find(serial.value[:4])) >= 0:
        at[serial.value] = start
    return at


def _puts_nothing_right(mend: Mend, text: str) -> bool:
    """True for the digits of a phone that was, of whoever rang, or that prove whose an event is: 「查下 …… 尾号 9999」."""
    if mend.old or _WRONG.search(text):
        return False
    return out_of_use(text, mend.place.start()) or find_event_number(text) is not None or _OF_A_CALLER.search(text) is not None


def _whole(slot: str, known: str, text: str) -> str | None:
    """All of it, where it stands beside what is put right of it: 「最后是N不是M F9FXK2MPLN」."""
    if slot not in ("serial_number", "imei", "order_number"):
        return None
    told = re.findall(rf"(?<![A-Z0-9])[A-Z0-9]{{{len(known)}}}(?![A-Z0-9])", text.upper())
    fits = [value for value in told if value != known and not (value.isdigit() and find_phone(value))]  # 「152…，对了那订单最后两位是56」
    return next((right for value in reversed(fits) if (right := _valid(slot, value))), None)


def _instead(slot: str, known: str, mend: Mend, text: str) -> str | None:
    """Another phone, where its digits only say which one goes: 「尾号3317那个是我旧号，改成 150…」."""
    phone = own_phone(text) if slot == "contact_phone" and mend.apply(known) == known else None
    return phone.value if phone and phone.value != known else None


def _exchanged(draft: Draft, text: str, facts: dict[str, str]) -> dict[str, str]:
    """「唔係7590，係7509」: digits of a number that is known, with what stands in their place and no word of where."""
    pair = exchanged(text.upper())
    old, new = (re.sub(r"[\s-]", "", piece) for piece in pair) if pair else ("", "")
    if not (_CHARACTERS.fullmatch(old) and _CHARACTERS.fullmatch(new)):
        return {}
    slots = [slot for slot, _ in IN_PARTS if slot not in facts and str(draft.facts.get(slot) or "").count(old) == 1]
    right = {slot: _valid(slot, swapped(str(draft.facts[slot]), old, new)) for slot in slots}
    return {slot: value for slot, value in right.items() if value} if len(slots) == 1 else {}


def _swapped(draft: Draft, text: str, slot: str) -> tuple[dict[str, str], str | None]:
    """Where the wrong characters stand once; where they stand more often nobody can tell which is meant."""
    wrong, known = swap(text), str(draft.facts.get(slot) or "")
    if wrong is None or wrong[0] not in known:
        return {}, None
    right = _valid(slot, swapped(known, *wrong))
    return ({slot: right}, None) if right else ({}, slot)


def _slot(draft: Draft, mend: Mend, named: list[tuple[int, str]]) -> str:
    """The number that is meant: named before the place, or else the one that it can be, learnt last."""
    before = [slot for start, slot in named if start < mend.place.start()]
    if before:
        return before[-1]
    if not mend.place["at"] and not (
        mend.place["tail_n"] or mend.place["head_n"] or mend.place["middle"] or re.search("[号数]", mend.place.group())
    ):
        stood = [slot for slot, _ in IN_PARTS if mend.old and str(draft.facts.get(slot) or "").endswith(mend.old)]
        return stood[0] if len(stood) == 1 else ""  # 「最后是1198不是5678」; 「最后是……」 alone may be anything
    known = [slot for slot in draft.facts if slot in dict(IN_PARTS) and draft.facts[slot]]
    if mend.letters:
        return next((slot for slot in ("serial_number", "order_number") if slot in known), "")
    if _OF_A_PHONE.search(mend.place.group()) and ("contact_phone" in known or draft.asking == "contact_phone"):
        return "contact_phone"  # 「尾号7788那个呗」, be it of one that we never heard of
    return known[-1] if known else ""


def _valid(slot: str, value: str | None) -> str | None:
    if value is None:
        return None
    if slot == "contact_phone":
        found = find_phone(value)
        return found.value if found and found.value == value else None
    if slot == "order_number":
        return value
    reading = read_serial(value)
    wanted = (SerialKind.IMEI,) if slot == "imei" else (SerialKind.SERIAL, SerialKind.LETTERS)
    return reading.value if reading.kind in wanted else None
