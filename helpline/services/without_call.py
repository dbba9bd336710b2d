"""Customers who cannot talk on the phone: nobody calls them, the chat is theirs."""

from __future__ import annotations

import re

from helpline.model.text import normalise

_CANNOT = re.compile(
    r"(?:打不了|接不了|听不了|(?:不能|没法|无法|没办法)(?:打|接|听)|不(?:要|想)(?:再)?(?:给我)?打|别(?:给我)?打|不(?:想|敢|愿意?)?接)(?:给我)?[^，,。；;]{0,2}电话"
    r"|我是?(?:个)?聋|聋[人哑]|听障|听力障碍|言语障碍|(?<!都)不会说话|说不了话|只能(?:打字|发?短信|文字)"
)
_FOR_NOW = re.compile(r"现在|这会儿|目前|上午|下午|晚上|今天|明天|白天|开会|上班|等下|待会")


def cannot_call(text: str) -> bool:
    """True where the words rule out a call altogether: 「我听不见，打不了电话」, not 「现在接不了电话」."""
    plain = normalise(text)
    return _CANNOT.search(plain) is not None and _FOR_NOW.search(plain) is None
