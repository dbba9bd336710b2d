"""What it is about, told in pieces: 「手机从车上掉下来」, then 「现在打电话听筒刺啦刺啦的」."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Does, Move
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.faults import ACCIDENT
from helpline.model.statements import clauses
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.enquiries import concern
from helpline.services.intake.answers import Answers
from helpline.services.intake.form import Intake
from helpline.services.matters.giving_up import gives_up
from helpline.services.matters.one_matter import FAULTS, NOT_TO_MEND, TO_REPAIR
from helpline.services.matters.triage import ONLY_LIKELY
from helpline.services.reply import Say

_BEFORE_IT_IS_KNOWN = ("device_model", "symptom", "fault_cause", "os_version")
_NO_SIGN = (Move.DROPS, Move.BRINGS, Move.SKIPS, Move.CORRECTS, Move.DENIES, Move.ASKS, Move.SOLVED, Move.PERSON)
_LIQUID = "hardware_report_liquid"
_HOW_TO = "general_ask_howto"  # 「型号怎么查」 asks of what is asked here
_PIECE = 14  # characters that may be the beginning of a tale
_LIKELY, _SURE = 0.5, 0.85  # what the second piece must be: of a matter that was only likely, and of one that was not
# What goes wrong is told already, where a first piece may tell only what happened: 「手机从车上掉下来」.
_TOLD = re.compile(
    r"卡(?:住|死|在|着|了|到)|失败|不动|报错|不[上了进出成来去到入郁]|没(?:反应|声|电|信号)|失灵|[不没]行|闪退|死机|转圈|中断|停(?:在|住|了)|黑屏|花屏"
)
# What a trouble may look like to who has it: an update that hangs is a white apple, or a screen that stays black.
_LOOKS_LIKE = {
    "general_update_software": ("hardware_report_power", "hardware_report_screen", "general_fix_system", "general_check_touch"),
    "general_fix_system": ("hardware_report_power", "hardware_report_screen", "general_update_software", "general_check_touch"),
    "general_check_touch": ("hardware_report_screen",),
    "hardware_report_battery": ("hardware_report_charging", "hardware_report_power"),
    "hardware_report_charging": ("hardware_report_battery", "hardware_report_power"),
    "hardware_report_power": ("hardware_report_screen", "hardware_report_charging"),
}
_BROKEN = re.compile(r"碎|裂|摔|磕|划|条纹|漏液|绿线|花屏")  # that is no other look of it
_ANOTHER = re.compile(r"另外|还有|顺便|对了|再问|除此之外|同时")


def sharpened(
    catalogue: Catalogue, answers: Answers, intake: Intake, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime
) -> list[Say] | None:
    """The matter taken up anew with both pieces, where the second says what the first left open; None for anything else."""
    told, route = str(draft.facts.get("symptom") or ""), concern(catalogue, heard.intent)
    guessed, early = draft.tries.get(ONLY_LIKELY), draft.asking in _BEFORE_IT_IS_KNOWN and draft.event_number is None
    if early and not (guessed or heard.chosen or (route and route.first)) and _came_of(catalogue, draft) and _breaks(heard):
        return intake.tell_more(work, draft, heard, now)  # 「摄像头起雾了」, whatever it sounds like
    if not early or heard.chosen or route is None or route.intent == draft.intent:
        return None
    if route.intent in NOT_TO_MEND and _only_remarked(draft, told, heard):
        return intake.begin(work, draft, heard, route, now, same_device=True)
    if not (guessed or len(told) <= _PIECE):
        return None
    if route.label is Label.SERVICE or route.intent == _HOW_TO or route.intent in [one["intent"] for one in draft.parked]:
        return None
    answered = draft.asking != "device_model" and answers.read(draft.asking or "", heard, draft, now).facts
    if answered and not guessed:
        return None  # 「从17升到18」; a device is named beside its fault
    looks_so = route.intent in _LOOKS_LIKE.get(draft.intent or "", ()) and heard.confidence >= _LIKELY and not _BROKEN.search(heard.text)
    if looks_so and _TOLD.search(normalise(told)) and not (guessed or draft.facts.get("fault_cause")):
        return intake.tell_more(work, draft, heard, now)  # 「更新到一半卡住了」, then 「白苹果下面那个条不动」
    further = not guessed and route.intent.startswith(FAULTS) and heard.confidence >= _LIKELY and _came_of(catalogue, draft)
    if further and not (heard.surely(*_NO_SIGN) or gives_up(heard.text) or _ANOTHER.search(normalise(heard.text))):
        return intake.tell_more(work, draft, heard, now)  # 「手机掉海里了」, then 「喇叭呲啦呲啦的」
    if heard.confidence < (_LIKELY if guessed else _SURE) or _ANOTHER.search(normalise(heard.text)):
        return None
    if heard.surely(Move.SKIPS, Move.WAITS, Move.FAILED) or (heard.surely(Move.ASKS) and heard.confidence < _SURE):
        return None
    return intake.begin(work, draft, heard.after({"text": told, "found": [], "acts": []}), route, now, same_device=True)


def _came_of(catalogue: Catalogue, draft: Draft) -> bool:
    """True where the device got wet or fell, and what broke is known: further signs are of the same."""
    faults = catalogue.entitlements.faults
    return draft.intent == _LIQUID or faults.kind_of(str(draft.facts.get("fault_cause") or "")) == ACCIDENT


def _breaks(heard: Heard) -> bool:
    """True where a part of the device is surely told to be in trouble, and nothing of another matter."""
    broken = any(heard.does(clause) is Does.TROUBLE for clause, _ in clauses(heard.text))
    part = heard.first("component") is not None and heard.first("device_model") is None
    return broken and part and not (heard.surely(*_NO_SIGN) or gives_up(heard.text) or _ANOTHER.search(normalise(heard.text)))


def _only_remarked(draft: Draft, told: str, heard: Heard) -> bool:
    """True for 「想折抵旧的 iPhone 13 屏幕有一点裂」 behind 「屏幕有一点裂」: what is wrong with it was a remark, and nobody wants it mended."""
    fault = (draft.intent or "").startswith("hardware_report_") and TO_REPAIR.search(normalise(told)) is None
    return fault and heard.confidence >= _SURE and not heard.surely(Move.ASKS)
