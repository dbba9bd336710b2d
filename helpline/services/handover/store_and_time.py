"""A store and an hour that a first message asks for without a word of how: 「你们温州万象城那个店礼拜六下午两点能不能弄」."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.errors import TimeUnclear
from helpline.model.draft import Draft
from helpline.model.event import Mode
from helpline.model.text import align
from helpline.model.times import read_time
from helpline.services.handover.wishes import names_clock, wished_mode

_MARKS = re.compile(r"[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")
_SHOP = re.compile(r"^(?:直营|苹果|的|那|这|你们)*[个家间]?(?:直营|门)?店(?!铺|员)")
_ASKS = re.compile(r"能不?能|可不?可以|可以|有没有|有空|有位|有号|行不?行|行吗|[修弄看换约]|过去|过来|来得及|预约|安排|[吗么不]$|想|要")
_WAS = re.compile(r"昨天|前天|上次|之前|刚才|去过|[说讲告]|买的")
_OWN_NAME = 4  # characters of a name that no place but the store has: 「温州万象城」


def keep_appointment(catalogue: Catalogue, draft: Draft, text: str, now: datetime) -> None:
    """Keep both, and that a visit is wished for."""
    if draft.facts.get("service_mode") or draft.facts.get("wished_place") or wished_mode(text) not in (None, Mode.GENIUS_BAR):
        return
    aligned = align(text)
    plain = aligned.text
    named = sorted((store.name.lower() for store in catalogue.stores.values() if store.name.lower() in plain), key=len, reverse=True)
    if not named:
        return
    start = plain.index(named[0])
    end = start + len(named[0])
    if len(named[0]) < _OWN_NAME and not _SHOP.search(plain[end:]):
        return
    wanted = _when(catalogue, _around(plain, start, end), now)
    if wanted:
        draft.facts |= {"service_mode": Mode.GENIUS_BAR.value, "wished_place": named[0], "wished_time": wanted}


def _around(plain: str, start: int, end: int) -> list[str]:
    """What may say when: behind the name, the clauses next to it, and before it."""
    cuts = [0, *(match.end() for match in _MARKS.finditer(plain)), len(plain)]
    at = max(index for index, cut in enumerate(cuts[:-1]) if cut <= start)
    after = plain[cuts[at + 1] : cuts[at + 2]] if at + 2 < len(cuts) else ""
    before = plain[cuts[at - 1] : cuts[at]] if at else ""
    return [plain[end : cuts[at + 1]], f"{before}{plain[cuts[at] : start]}", after]


def _when(catalogue: Catalogue, pieces: list[str], now: datetime) -> str:
    asks = any(_ASKS.search(piece.strip(" ，,。？?")) for piece in pieces)
    timed = [piece.strip(" ，,。；;！!？?") for piece in pieces if names_clock(piece) and not _WAS.search(piece)]
    return next((piece for piece in timed if asks and _to_come(catalogue, piece, now)), "")


def _to_come(catalogue: Catalogue, piece: str, now: datetime) -> bool:
    try:
        when = read_time(piece, now, catalogue.holidays)
    except TimeUnclear:
        return False
    return when is not None and when.day_named
