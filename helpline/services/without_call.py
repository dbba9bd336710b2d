"""Customers who cannot talk on the phone: nobody calls them, the chat is theirs."""

from __future__ import annotations

import re

from helpline.model.draft import Draft
from helpline.model.phone import find_phone
from helpline.model.text import normalise
from helpline.services.events import joined

_CANNOT = re.compile(
    r"(?:打不了|接不了|听不了|(?:不能|没法|无法|没办法)(?:打|接|听)|不(?:要|想)(?:再)?(?:给我)?打|别(?:给我)?打|不(?:想|敢|愿意?)?接)(?:给我)?[^，,。；;]{0,2}电话"
    r"|我是?(?:个)?聋|聋[人哑]|听障|听力障碍|言语障碍|(?<!都)不会说话|说不了话|只能(?:打字|发?短信|文字)"
)
_FOR_NOW = re.compile(r"现在|这会儿|目前|上午|下午|晚上|今天|明天|白天|开会|上班|等下|待会")


def cannot_call(text: str) -> bool:
    """True where the words rule out a call altogether: 「我听不见，打不了电话」, not 「现在接不了电话」."""
    plain = normalise(text)
    return _CANNOT.search(plain) is not None and _FOR_NOW.search(plain) is None


_NOT_CALLED = re.compile(
    r"(?:不(?:用|必|要|需要?|使|想)|别|甭)(?:再|给我|麻烦|你们?|您|让?顾问|让?客服|人工)*(?:打(?:给我|电话|来)|回电|来电|(?:用)?电话(?:联系|回)|致电|接电话)"
)
_LONGEST = 40  # characters of the wish not to be called


def wants_no_call(text: str) -> bool:
    """True for 「可不可以不用打给我」 before there is a number: nobody is to call, for whatever reason."""
    plain = normalise(text)
    refused = len(plain) <= _LONGEST and _NOT_CALLED.search(plain) is not None
    return refused and _FOR_NOW.search(plain) is None and find_phone(text) is None


def rule_out_call(draft: Draft, text: str) -> None:
    """Keep for the advisor that nobody calls; before the number the phone is passed over."""
    draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), text)
    draft.mode, draft.offered_modes = None, []
    draft.facts.pop("service_mode", None)
    if draft.asking == "contact_phone":
        draft.passed.append("contact_phone")
