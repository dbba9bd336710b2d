"""What was taken for a danger and is none: a speaker that crackles, and what the customer takes back, 「没鼓包，就是摔了」, 「没冒烟，就是有杂音」."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.faults import ACCIDENT
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.enquiries import concern
from helpline.services.swapped import swapped_part
from helpline.services.telling import cause_told

SOUND = "general_check_audio"
BODY = "hardware_report_body"  # what a device that fell has at least
_DENIED = re.compile(
    r"(?:并?没有?|不是|也没有?|没什么|没啥|不)(?:电池|人|任何|[什啥]么?|[谁它])?(?:鼓包|鼓起来?|鼓|膨胀|发胀|胀|翘起来?|翘边|凸起来?|凸出来?"
    r"|着火|起火|失火|冒烟|冒火|烧(?:着|起来)?|爆炸|焦味|糊味|受伤|伤到|烫伤|烫到|触电|电到|漏电|危险)"
)
_NOISE = re.compile(r"杂音|噪[音声]|底噪|电流[声音]|滋|沙沙|嗡嗡|呲|嘶嘶|破音|爆音|啸叫")
_SPEAKS = re.compile(r"homepod|airpods|耳机|[左右单两双]耳|喇叭|扬声器|听筒|音箱|音响|外放|放歌|听歌|音乐|通话|打电话|麦克风")
_POWER = re.compile(r"充电|电源|插[头座排线孔]|电池|焦|糊|烟|着火|火[花星苗光]|冒|烫|热|闪光|打火|味[道儿]?|电[到了一]|麻")
_URGENT = (Label.HAZARD, Label.SAFETY)
NOISES = "滋滋|呲呲|嘶嘶"  # words of danger that are heard from a speaker too

_ASKS = re.compile(r"[吗么?？]")


def only_noise(catalogue: Catalogue, heard: Heard) -> Heard:
    """The message as one of a noise, where a danger was heard in what a speaker does: 「HomePod 滋滋响」."""
    plain = normalise(heard.text)
    if not heard.intent.startswith("hazard_") or not _NOISE.search(plain) or not _SPEAKS.search(plain) or _POWER.search(undenied(plain)):
        return heard
    ranking = tuple(
        (intent, sure) for intent, sure in heard.ranking if (other := concern(catalogue, intent)) and other.label not in _URGENT
    )
    meant = ranking[0][0] if ranking else SOUND
    problems = tuple(problem for problem in heard.problems if not problem.intent.startswith("hazard_"))
    return replace(heard, intent=meant, confidence=1.0, ranking=ranking, problems=problems)


def dangerous(catalogue: Catalogue, heard: Heard) -> bool:
    """False where 「不是屏幕是电池」 was taken for danger though it names none: it says which part it is."""
    named = any(word in normalise(heard.text) for word in catalogue.danger)
    return catalogue.routes[heard.intent].label is Label.HAZARD and (named or swapped_part(heard) is None)


def undenied(text: str) -> str:
    """The text without what it says is not so."""
    plain = normalise(text)
    return plain if _ASKS.search(plain) else _DENIED.sub(" ", plain)


def false_alarm(catalogue: Catalogue, route: Route, draft: Draft, heard: Heard) -> bool:
    """True where a bulge is denied and an accident explains what looked like one, or nothing that was told was a danger."""
    if route.label is not Label.HAZARD or undenied(heard.text) == normalise(heard.text):
        return False
    if route.topic != "swollen":
        told = re.sub(NOISES, "", undenied(str(draft.facts.get("symptom") or "")))
        return not any(word in told for word in catalogue.danger)
    cause = cause_told(catalogue, undenied(heard.text)) or str(draft.facts.get("fault_cause") or "")
    return catalogue.entitlements.faults.kind_of(cause) == ACCIDENT and cause != "进水"


def named_part(heard: Heard) -> str:
    """The part that is damaged instead, where one is named."""
    found = heard.first("component")
    return found.value if found else ""
