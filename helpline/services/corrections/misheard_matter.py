"""A matter that was misheard, said outright: 「你理解错了，是地图定位不准」. What was told stays, and another matter takes its place."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.enquiries import concern
from helpline.services.matters.triage import LIKELY, ONLY_LIKELY

_MISHEARD = re.compile(
    r"(?:你们?|您|机器人?)(?:可能|好像|是不是|完全|都)*(?:理解|搞|弄|听|会|想|看)错(?:意|我的?意思)?|理解错(?:我|了)|(?<!不)会错意|误会(?:我|了)"
    r"|不是这(?:个(?:意思|问题|事|情况|毛病)|[回码]事|件事)|(?:我)?(?:不是要?(?:问|说|讲|办)的?这个|(?:要)?(?:问|说|讲|办)的(?:不是|又?不叫)这个)|没(?:听|看|弄|搞)[懂明]白?我|答非所问"
)
_SELF = re.compile(r"我(?:自己)?(?:理解|搞|弄|听|会|想|看)错")
# Right after a topic that was said to be no more than likely, less does: 「不是，我就想问问怎么省电」.
_NO = re.compile(r"^(?:嗯|哦|啊|呃|额|诶)?不(?:是|对)(?:的|吧|啊|呀|哦)?(?:[，,。.！!\s]|我(?:是|就|想|要|问|说)|$)")
_ALONE = 12  # characters that tell nothing besides


def misheard(draft: Draft, text: str) -> bool:
    """True where the customer says that the matter at hand is not theirs."""
    plain = normalise(text)
    if _SELF.search(plain):
        return False  # 「我看错了，是14」 puts a fact right
    return _MISHEARD.search(plain) is not None or (ONLY_LIKELY in draft.tries and _NO.search(plain) is not None)


def instead(catalogue: Catalogue, draft: Draft, heard: Heard) -> Route | None:
    """The matter that the message tells in its place, be it only likely too."""
    told = concern(catalogue, heard.intent) if heard.confidence >= LIKELY else None
    return told if told is not None and told.intent != draft.intent else None


def says_no_more(text: str) -> bool:
    """True where nothing is told in its place: one is asked to say it again."""
    return len(re.sub(r"\W", "", text)) <= _ALONE
