"""The customer's case as the rules need it, read out of the draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from helpline.catalogue.facts import Catalogue, Device
from helpline.model.draft import Draft
from helpline.model.prices import PricedPart
from helpline.model.purchase import Bought, bought_from
from helpline.model.registry import RegisteredDevice
from helpline.model.rights import Regulation
from helpline.model.symptom import MAINLAND
from helpline.model.times import SHANGHAI
from helpline.services.intake.look_up import record_of
from helpline.services.intake.wanted import cause_kind, family_of, symptom_of

_NOT_THAT = re.compile(r"(?:不是|并非)[^，,。；;是]{1,8}?(?:问题|的事|坏)|(?:跟|和|与)[^，,。；;]{1,8}?(?:没关系|没有关系|无关)")


@dataclass(frozen=True)
class Claim:
    """What is known of device, sale and fault today.

    `about` is when it was bought, where only about when is known; `sold` is then the last day that it may have been.
    """

    today: date
    intent: str
    topic: str
    device: Device | None
    named: str
    family: str
    record: RegisteredDevice | None
    sold: date | None
    about: Bought | None
    mainland: bool | None
    kind: str
    symptom: str
    regulation: Regulation | None
    parts: tuple[PricedPart, ...]
    province: str | None
    serial: str
    repaired: int = 0
    replaced: int = 0
    waiting: int = 0
    proof_lost: bool = False
    plan: str = ""


def claim_of(catalogue: Catalogue, draft: Draft, now: datetime) -> Claim:
    """The claim of a draft."""
    facts = draft.facts
    route = catalogue.routes[draft.intent or ""]
    named = str(facts.get("device_model") or facts.get("device_family") or "")
    device = catalogue.device_named(named)
    family = family_of(catalogue, named)
    record = record_of(draft)
    told = bought_from(str(facts["purchase_date"])) if facts.get("purchase_date") else None
    recorded = record.purchase_date if record else None
    sold_in = facts.get("sold_in")
    registered = record.sold_in_mainland if record else None
    symptom = symptom_of(draft)
    return Claim(
        today=now.astimezone(SHANGHAI).date(),
        intent=route.intent,
        topic=route.topic,
        device=device,
        named=named,
        family=family,
        record=record,
        sold=recorded or (told.last if told else None),
        about=told if told and not told.exact and recorded is None else None,
        mainland=registered if registered is not None or not sold_in else sold_in == MAINLAND,
        kind=cause_kind(catalogue, draft),
        symptom=symptom,
        regulation=catalogue.entitlements.regulation_of(family),
        parts=catalogue.entitlements.prices.parts_of(parts_asked(draft) or _components(catalogue, symptom), route.topic),
        province=next((city.province for city in catalogue.cities if city.name == facts.get("place")), None),
        serial=str(facts.get("serial_number") or ""),
        repaired=int(facts.get("repaired") or 0),
        replaced=int(facts.get("replaced") or 0),
        waiting=int(facts.get("waiting") or 0),
        proof_lost=bool(facts.get("proof_lost")),
        plan=str(facts.get("plan") or ""),
    )


_ASKED_OF = "asked of "


def ask_of(draft: Draft, component: str) -> None:
    """Remember that the price of this component was asked for."""
    draft.tries[f"{_ASKED_OF}{component}"] = 1


def parts_asked(draft: Draft) -> list[str]:
    """The components whose price was asked for in so many words."""
    return [name.removeprefix(_ASKED_OF) for name in draft.tries if name.startswith(_ASKED_OF)]


def _components(catalogue: Catalogue, text: str) -> list[str]:
    """The components that a text names, in the order in which it does."""
    text = _NOT_THAT.sub(lambda told: "　" * len(told.group()), text)
    named = [(text.find(word), name) for name, words in catalogue.words["components"].items() for word in words if word in text]
    return [name for _, name in sorted(named)]


def shown_date(day: date) -> str:
    """A day as it is read out.

    >>> shown_date(date(2027, 3, 5))
    '2027年3月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def shown_bought(bought: Bought) -> str:
    """When something was bought, as it is read out; a time that is not sure is marked as one.

    >>> shown_bought(bought_from("2025-11-01/2025-11-30"))
    '大约2025年11月'
    """
    first, last = bought.first, bought.last
    if bought.exact:
        return shown_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"大约{first.year}年{first.month}月" if (last - first).days > 7 else f"大约{shown_date(first)}到{last.day}日"
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return f"大约{first.year}年"
    return f"大约{first.year}年{first.month}月到{'' if first.year == last.year else f'{last.year}年'}{last.month}月"


def shown_as_of(as_of: str) -> str:
    """A year, month or day in ISO form as it is read out.

    >>> shown_as_of("2023-03")
    '2023年3月'
    """
    return "".join(f"{int(part)}{unit}" for part, unit in zip(as_of.split("-"), "年月日"))
