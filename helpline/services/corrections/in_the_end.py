"""What holds in the end where a message names something new and takes it back again: 「改成 mini 吧，呃，没写 mini，就是普通的12」."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpline.model.as_before import denies, disowns, goes_back
from helpline.model.devices_meant import without_theirs
from helpline.model.draft import Draft
from helpline.model.phone import find_phone
from helpline.model.serial import SerialKind, find_serial
from helpline.model.text import align, normalise
from helpline.model.understanding import Heard
from helpline.services.corrections.fact_words import IN_CORRECTIONS

_CLAUSES = re.compile(r"[，,。；;！!？?\n…]+|(?<=[\u4e00-\u9fff\d])\s+(?=[\u4e00-\u9fff])")
_ORDER = re.compile(r"(?<![a-z\d])w\s?(?:\d[ -]?){9}\d(?!\d)")
_CHANGES = re.compile(r"改|换|写|填|留|用|打|登记|先")
_STAYS = re.compile(r"还是|仍|依旧|依然|就是|没错|才对|确实|的确|改回|换回")
_SLIP = re.compile(r"不对(?!劲|头)|[看搞弄记说写打]错|等等|等一?[下会]|算了|[哦噢啊呃]不|不不|慢着")
_CONTACT = re.compile(r"联系人|对接人")
_PHONE = re.compile(r"电话(?!费)|手机号")
_TAIL = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SLOTS = frozenset({"contact_phone", "order_number", "serial_number", "device_model", "purchase_date", "contact_name", "organisation"})

Reading = Callable[[str], str | None]


@dataclass(frozen=True)
class TakenBack:
    """What was named and taken back: the slots that stay as they were, and what else the message says."""

    slots: frozenset[str]
    rest: str


@dataclass(frozen=True)
class _Clause:
    text: str
    named: dict[str, Any]  # by slot, what it names; None where only the line is named


def taken_back(draft: Draft, heard: Heard, device_in: Reading, day_in: Reading) -> TakenBack | None:
    """What a message takes back of its own; None where it takes nothing back."""
    texts = [piece.strip() for piece in _CLAUSES.split(heard.text) if piece.strip()]
    if len(texts) < 2:
        return None
    clauses = [_Clause(text, _named(draft, heard, text, device_in, day_in)) for text in texts]
    last = next((at for at in reversed(range(1, len(clauses))) if _returns(draft, clauses, at)), None)
    if last is None:
        return None
    group = _group(draft, clauses, last)
    if not group:
        return None
    slots = frozenset(slot for at in group for slot in clauses[at].named)
    if not all(draft.facts.get(slot) or (slot == "device_model" and draft.facts.get("device_family")) for slot in slots):
        return None  # nothing stood there before
    end = next((at for at in range(last + 1, len(clauses)) if not _belongs(clauses[at].text)), len(clauses))
    rest = [clause.text for at, clause in enumerate(clauses) if at not in group and not last <= at < end]
    return TakenBack(slots, "，".join(one for one in rest if not _mere(one)))


def _named(draft: Draft, heard: Heard, clause: str, device_in: Reading, day_in: Reading) -> dict[str, Any]:
    plain = align(clause).text
    named: dict[str, Any] = {slot: None for slot, words in IN_CORRECTIONS if slot in _SLOTS and re.search(words, plain, re.IGNORECASE)}
    if _CONTACT.search(plain):
        named["contact_name"] = None
    if _PHONE.search(plain):
        named["contact_phone"] = None
    if phone := find_phone(clause):
        named["contact_phone"] = phone.value
    if order := _ORDER.search(plain):
        named["order_number"] = re.sub(r"[ -]", "", order.group()).upper()
    elif (serial := find_serial(clause)) and serial.kind is SerialKind.SERIAL:
        named["serial_number"] = serial.value
    if denies(clause) or re.search("没(?!错)", clause) or not without_theirs(normalise(clause)).strip():
        return named  # 「我媳妇那个才是14」
    if not named.keys() & {"contact_phone", "order_number", "serial_number"} and (device := device_in(clause)):
        named["device_model"] = device
    if draft.facts.get("purchase_date") and (day := day_in(clause)):
        named["purchase_date"] = day
    for slot in ("contact_name", "organisation"):
        if (value := str(draft.facts.get(slot) or "")) and value in clause:
            named[slot] = value
    return named


def _returns(draft: Draft, clauses: list[_Clause], at: int) -> bool:
    """True where a clause turns back, names again what is known, or gives away what was just named."""
    clause = clauses[at]
    before = [slot for one in clauses[:at] for slot in one.named if _proposes(draft, one, slot)]
    if any(value and not _is_known(draft, slot, value) for slot, value in clause.named.items()):
        return False  # something new once more
    if goes_back(clause.text):
        return True
    said = _STAYS.search(normalise(clause.text)) or any(_SLIP.search(normalise(one.text)) for one in clauses[max(at - 2, 0) : at])
    stays = bool(said) and any(slot in before and value and _is_known(draft, slot, value) for slot, value in clause.named.items())
    tail = _TAIL.search(clause.text) if "contact_phone" in before else None
    stays = stays or bool(said and tail and str(draft.facts.get("contact_phone") or "").endswith(tail.group()))
    if stays and not denies(clause.text):
        return True
    slipped = any(_SLIP.search(normalise(one.text)) for one in clauses[max(at - 1, 1) : at + 1])
    return bool(before) and slipped and disowns(clause.text) and not any(one.named for one in clauses[at + 1 :])


def _group(draft: Draft, clauses: list[_Clause], last: int) -> set[int]:
    """The clauses that name and explain what is taken back; none where nothing new was named before."""
    of: list[frozenset[str]] = []
    for clause in clauses[:last]:
        named = frozenset(clause.named)
        of.append(named or (of[-1] if of else frozenset()))
    new = [at for at in range(last) if any(_proposes(draft, clauses[at], slot) for slot in clauses[at].named)]
    if not new:
        return set()
    # 「联系人改成我们主任，姓谭，电话还是打我这个」 keeps a phone that nothing new was named for
    told = clauses[last].named
    meant = {slot for slot in told if any(slot in of[at] for at in new)} if told else set(of[new[-1]])
    group = {at for at in range(last) if of[at] & meant}
    return group if any(at in group for at in new) else set()


def _proposes(draft: Draft, clause: _Clause, slot: str) -> bool:
    """True where a clause gives something new for it, be it something that cannot be read: 「联系人写王磊」."""
    value = clause.named[slot]
    if value:
        return not _is_known(draft, slot, value)
    return _CHANGES.search(clause.text) is not None and not denies(clause.text)


def _is_known(draft: Draft, slot: str, value: Any) -> bool:
    known = str(draft.facts.get(slot) or (draft.facts.get("device_family") if slot == "device_model" else "") or "")
    return str(value) == known or (slot == "device_model" and known.startswith(f"{value} "))


def _belongs(clause: str) -> bool:
    """True for what only says once more that it stays: 「莫改」, 「你当我没讲」, 「没错」."""
    return (
        goes_back(clause)
        or re.fullmatch(r"(?:就|那|是|对|没错|这个|那个|吧|了|的|啊|不好意思|抱歉|麻烦|谢谢|您|你)+", normalise(clause)) is not None
    )


def _mere(clause: str) -> bool:
    return (
        re.fullmatch(r"(?:等等|等一?下|等哈|唉|哎|欸|哦|噢|呃|额|啊|嗯|不对|算了|看错了|抱歉|不好意思|那个?|我)+", normalise(clause))
        is not None
    )
