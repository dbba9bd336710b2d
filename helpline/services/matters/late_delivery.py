"""An order that has not come, told beside another matter of it: 「说20号送到还没收到，发票抬头要改」 are two; and where it is to be sent."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.catalogue.facts import Route
from helpline.model.event import Label
from helpline.model.receipt import not_received
from helpline.model.text import normalise
from helpline.model.understanding import Heard, Problem

_DELIVERY, _INVOICE = "store_track_delivery", "store_ask_invoice"
_OF_INVOICE = re.compile(r"发票|抬头|税号|开票|专票|普票")
# What is said to be missing right behind the invoice is the invoice: 「发票要开，没收到」.
_IT_TOO = re.compile(r"(?:我|也|都|还|就|一直|到现在|至今|目前|但是?|可是?)*(?:没有?|未)(?:收到|看到|拿到|到|来)(?:过|呢|啊|呀)?\W*")
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+[，,。；;！!？?\n]*")
_SENDS = re.compile(r"(?:改送|改派|改寄|送|寄|发|配送|派送|收货|改|换)(?:到|去|至|成|为|给)|地址")
_AT = re.compile(r"[路街道巷弄](?!理)|\d+[号弄栋幢室楼]|小区|大厦|广场|[\u4e00-\u9fff]区|驿站|单元")


def sends_elsewhere(route: Route, text: str) -> bool:
    """True for 「改送到上海徐汇区宜山路425号」 of an order: for the advisor to read, and no city in which something is repaired."""
    plain = normalise(text)
    if re.search(r"\d{7}", plain):
        return False  # 「138… 新地址是东大街道8号」 answers
    return route.label is Label.ONLINE_STORE and _SENDS.search(plain) is not None and _AT.search(plain) is not None


def late_beside(heard: Heard) -> Heard | None:
    """The message with both as its problems, where it was taken for one of them; None where it tells of one only."""
    clauses = [match.group() for match in _CLAUSE.finditer(heard.text)]
    of_invoice = [_OF_INVOICE.search(normalise(clause)) is not None for clause in clauses]
    of_order = [not (of_invoice[at] or (at and of_invoice[at - 1] and _IT_TOO.fullmatch(normalise(one)))) for at, one in enumerate(clauses)]
    late = next((at for at, clause in enumerate(clauses) if of_order[at] and not_received(clause)), None)
    if heard.intent not in (_DELIVERY, _INVOICE) or late is None or True not in of_invoice:
        return None
    invoice = of_invoice.index(True)
    begun, told = (clauses[:invoice], clauses[invoice:]) if late < invoice else (clauses[invoice + 1 :], clauses[: invoice + 1])
    problems = (Problem(_DELIVERY, "".join(begun).strip(" ，,；;")), Problem(_INVOICE, "".join(told).strip(" ，,；;")))
    return replace(heard, problems=problems)
