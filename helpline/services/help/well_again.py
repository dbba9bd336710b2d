"""It is well again while the form still asks: nothing need be registered."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.handover.ways import OF_A_DEVICE

SHORT = 16  # characters up to which a message says no more than that
_WELL_AGAIN = re.compile(
    r"(?:哎|诶|欸|哦|啊|咦|嘿|哈|等等|等下|不用了|它|手机|电脑|现在|已经|又|自己|突然|好像|[，, ])*"
    r"(?:(?:又|已经|现在|自己)*能(?:充(?:电|进去?)?|开机?|用|响|连|连上|亮|听|打开?|拍|登|收)了|(?:没问题|没事|正常|恢复(?:正常)?|修好|解决|能用|可以用)了|(?:自己|又|突然)就?好了|好了[，,！! ]*(?:原来|没事|没问题|谢谢|不用|是我))(?!.*(?:但|可是|不过|没有用|还是))"
)
NOT_YET = re.compile(r"[没不未]|如果|要是|除非|刚才|之前|以前")
ASKS = re.compile(r"[?？吗]|呢$|怎么|咋|如何|在哪|哪里|哪儿|什么意思|是什么")


def checked_well(catalogue: Catalogue, draft: Draft, heard: Heard) -> bool:
    """「换了根线就好了」, after a tip, while something else is asked. A yes to what is read back is none."""
    plain = normalise(heard.text)
    if not draft.help.get("tip") or heard.found or heard.chosen or draft.event_number or draft.asking == "confirm" or len(plain) > SHORT:
        return False
    solved = next((word for word in catalogue.solved if word in plain), None)
    doubt = ASKS.search(plain) or any(word in plain for word in catalogue.unsolved)
    return solved is not None and not doubt and not NOT_YET.search(plain[: plain.index(solved)])


def well_again(catalogue: Catalogue, draft: Draft, heard: Heard) -> bool:
    """「好了，没问题了」 of a fault, whatever the form asks."""
    plain, route = normalise(heard.text), catalogue.routes.get(draft.intent or "")
    asks = draft.asking not in (None, "confirm") and not draft.event_number and not heard.chosen and len(plain) <= SHORT
    return asks and route is not None and route.label in OF_A_DEVICE and _WELL_AGAIN.match(plain) is not None and not ASKS.search(plain)
