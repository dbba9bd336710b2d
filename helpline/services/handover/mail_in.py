"""A repair by post: where it stands, what its steps are, and giving it up."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.event import Event, HandOff, HandOffStatus, Mode
from helpline.model.event_number import shown
from helpline.model.text import normalise
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.moving import switches_to_post
from helpline.services.handover.confirmation import bring
from helpline.services.reply import Say

MARK = "mail_in:"
BEGUN = f"hand_off:{Mode.MAIL_IN.value}"  # a repair by post that is arranged once more begins anew
_WHERE = re.compile(
    r"到哪|哪一?步|进度|流程|步骤|收到(?:没|了吗|了没)|(?:修|检测)(?:好|完)(?:没|了吗|了没)|什么时候(?:能)?(?:寄回|修好)|寄回来?了?[没吗]"
    r"|(?:能不能|可不可以|可以|能)[^，,。不]{0,4}寄"
)
_PACK = re.compile(r"怎么(?:打?包|寄|包装)|打包|包装|寄之?前|准备(?:什么|啥|哪些)|要(?:准备|带)")
_NO_MORE = re.compile(
    r"取消.{0,3}寄|寄修?.{0,4}取消|(?:没有?|谁|几时|何时|不是)[说讲要让叫想].{0,4}寄(?![丢错到回])|(?:(?<![能可要])不(?![能会可])|别).{0,3}(?:寄修|寄了|邮寄|寄)(?![丢错到])"
)
_PART_OF_IT = r"(?:盒|配件|充电|发票|壳|卡|啥|什么|东西)"
# 「配件啥的都不用寄吧」 asks what goes in, and calls nothing off
_LEFT_OUT = re.compile(rf"{_PART_OF_IT}[^，,。；;]{{0,4}}不用[寄放带拿]|不用[寄放带拿][^，,。；;]{{0,6}}{_PART_OF_IT}")
_OTHER = re.compile(r"也|还有|另|那[台部个只]|再寄|一起|一块")  # of another device
# 「先别寄，问下要几天」 holds it back and asks
_HOLDS = re.compile(r"先(?:别|不要?|不着急)[^，,。]{0,3}寄(?!了)")
_HOW_LONG = re.compile(r"(?:要|得|需要|大概|大约|一般)?(?:几天|多久|多长时间|多少天)")
_STANDS = re.compile(
    r"(?:没有?|不是|谁|哪有|几时|何时)(?:说|讲|要|让|叫|想|喊)(?:你|您|你们)?[^，,。]{0,4}取消|(?:没|不)(?:要|想)?取消(?:啊|呀|呢|的|嘛|[…。.!！~ ])*$|(?:别|不要|莫)(?:给我|帮我)?取消"
)


def not_called_off(text: str) -> bool:
    """True for 「没说取消啊」: what was given up was not meant to be."""
    return _STANDS.search(normalise(text)) is not None


def stage_of(catalogue: Catalogue, event: Event) -> int:
    """The place of its stage in the list: the last that an advisor set, the first until one did."""
    names = [stage.id for stage in catalogue.bookings.mail_in_stages]
    begun = max((i for i, line in enumerate(event.history) if line["what"] == BEGUN), default=0)
    reached = [str(line["what"]).removeprefix(MARK) for line in event.history[begun:] if str(line["what"]).startswith(MARK)]
    return names.index(reached[-1]) if reached and reached[-1] in names else 0


def mail_in_stage(catalogue: Catalogue, event: Event) -> Say:
    """Where it stands, and all the steps."""
    stages = catalogue.bookings.mail_in_stages
    now = stages[stage_of(catalogue, event)]
    return Say(
        "utter_mail_in_stage",
        {"event": shown(event.number), "stage": now.name, "next": now.next, "stages": " → ".join(s.name for s in stages)},
    )


def mail_in_asked(work: UnitOfWork, catalogue: Catalogue, event: Event, text: str, now: datetime) -> list[Say] | None:
    """What a customer asks of a repair by post that is arranged; None for anything else."""
    plain, hand_off = normalise(text), event.hand_off
    if hand_off and hand_off.mode is Mode.MAIL_IN and hand_off.status is HandOffStatus.CANCELLED and not_called_off(text):
        events.hand_over(work, event, HandOff(Mode.MAIL_IN, HandOffStatus.CONFIRMED), now)
        return [Say("utter_mail_in_kept", {"event": shown(event.number)})]
    if not posted(event):
        return None
    if _HOW_LONG.search(plain) and (_HOLDS.search(plain) or not _NO_MORE.search(plain)):
        return [Say("utter_side_duration")]
    left_out = _LEFT_OUT.search(plain)
    if _NO_MORE.search(plain) and not left_out:
        events.cancel_hand_off(work, event, now)
        return [Say("utter_hand_off_cancelled", {"event": shown(event.number)})]
    if _WHERE.search(plain) or (switches_to_post(text) and not _OTHER.search(plain)):
        return [mail_in_stage(catalogue, event)]
    if left_out or _PACK.search(plain):
        return [Say("utter_mail_in_pack", {"bring": "、".join(bring(catalogue, event, Mode.MAIL_IN))})]
    return None


def posted(event: Event) -> bool:
    """True while a repair by post is arranged."""
    hand_off = event.hand_off
    return hand_off is not None and hand_off.mode is Mode.MAIL_IN and hand_off.status is HandOffStatus.CONFIRMED
