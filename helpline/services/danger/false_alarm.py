"""What was taken for a danger and is none: a speaker that crackles, glass that is sharp to the touch, and what the customer takes back, 「没鼓包，就是摔了」, 「没冒烟，就是有杂音」."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Does
from helpline.model.draft import Draft
from helpline.model.event import Event, Label
from helpline.model.faults import ACCIDENT
from helpline.model.statements import clauses
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.enquiries import concern
from helpline.services.corrections.swapped import swapped_part
from helpline.services.danger.first_aid import dries
from helpline.services.intake.telling import cause_told

SOUND = "general_check_audio"
BODY = "hardware_report_body"  # what a device that fell has at least
_BULGE = r"鼓包|鼓起来?|鼓|膨胀|发胀|胀|翘起来?|翘边|凸起来?|凸出来?"
_DENIED = re.compile(
    rf"(?:并?没有?|不是|也没有?|没什么|没啥|不|哪有|未)(?:电池|人|任何|[什啥]么?|[谁它])?(?:{_BULGE}"
    r"|着火|起火|失火|冒烟|冒火|烧(?:着|起来)?|爆炸|焦味|糊味|受伤|伤到|烫伤|烫到|触电|电到|漏电|误吞|危险)"
)
_NO_BULGE = re.compile(rf"(?:没有?|不是|不|哪有|未)(?:电池|任何|[什啥]么?|它)?(?:{_BULGE}|危险)")
_MISTAKEN = re.compile(
    r"(?:搞|弄|理解|听|看|想|判断)错|误会|误解|不是(?:这|那)个?意思|电池(?:是|本身|一点|都|也)*(?:没问题|没毛病|没事|没坏|好的|好好的|很正常|正常)|没(?:有|什么|啥)*危险|不危险"
)
DENIAL = re.compile(rf"{_DENIED.pattern}|{_MISTAKEN.pattern}")  # a clause with it says no more
_BUT = re.compile(r"但|可是|不过|只是|却|就是[^，,。]{0,6}(?:缝|弯|高|变形|味)")
_HOT = re.compile(r"烫|发热|(?<![a-z])hot(?![a-z])")
_CLAUSES = re.compile(r"(?<=[，,。；;！!？?\n])")
_NOISE = re.compile(r"杂音|噪[音声]|底噪|电流[声音]|滋|沙沙|嗡嗡|呲|嘶嘶|破音|爆音|啸叫")
_SPEAKS = re.compile(r"homepod|airpods|耳机|[左右单两双]耳|喇叭|扬声器|听筒|音箱|音响|外放|放歌|听歌|音乐|通话|打电话|麦克风")
_POWER = re.compile(r"充电|电源|插[头座排线孔]|电池|焦|糊|烟|着火|火[花星苗光]|冒|烫|热|闪光|打火|味[道儿]?|电[到了一]|麻")
_SHARP = re.compile(r"[扎割划刺硌剌拉刮](?:人|手)(?![机里上指背心掌臂腕])")  # how it feels; 「扎到手了」, 「手被扎了」 has happened
_BROKEN = re.compile(r"[碎裂破摔磕砸]|屏|玻璃|玻离|后盖|边框|外壳|膜")
_WOUND = re.compile(
    r"血|伤|[扎割划刺](?:到|破|进|了一|了个|了道)|口子[^，,。]{0,3}[深大]|手[^，,。]{0,3}(?:破|口子)|疼|痛|肉|缝针|医院|创可贴|被[扎割划刺]"
)
# What else may be a danger, whatever words of it are missing: 「娃吞了个耳塞」, 「麻了一下」.
_MAY_HARM = re.compile(r"吞|咽|呛|噎|喷|漏|炸|响|[手脚脸腿眼嘴肤][^，,。]{0,4}[麻红肿黑破]|麻了|晕|吐|救|火|120|119|急诊|大夫|医生")
_FAINT = 0.5  # how sure a danger must be that no word tells
_URGENT = (Label.HAZARD, Label.SAFETY)
NOISES = "滋滋|呲呲|嘶嘶"  # words of danger that are heard from a speaker too

_ASKS = re.compile(r"(?<![什怎这那])[吗么]|(?<![啊嗯哦呀哈])[?？]")


def only_noise(catalogue: Catalogue, heard: Heard) -> Heard:
    """The message as one of something else, where a danger was heard in what a speaker does, 「HomePod 滋滋响」, in its denial, or in 「碎了，扎手」."""
    plain = normalise(heard.text)
    noise = _NOISE.search(plain) and _SPEAKS.search(plain) and not _POWER.search(undenied(plain))
    if not heard.intent.startswith("hazard_") or not (noise or _merely_denied(catalogue, heard) or _merely_sharp(catalogue, heard)):
        return heard
    ranking = tuple(
        (intent, sure) for intent, sure in heard.ranking if (other := concern(catalogue, intent)) and other.label not in _URGENT
    )
    meant = ranking[0][0] if ranking else SOUND if noise else BODY
    problems = tuple(problem for problem in heard.problems if not problem.intent.startswith("hazard_"))
    return replace(heard, intent=meant, confidence=1.0, ranking=ranking, problems=problems)


def _merely_denied(catalogue: Catalogue, heard: Heard) -> bool:
    """True for 「没鼓包啊，是桌子不平」; 「没鼓包，但是边上裂了缝」 may be one all the same."""
    topic = catalogue.routes[heard.intent].topic
    return denies_danger(topic, heard.text) and not tells_danger(catalogue, heard.text) and not _BUT.search(normalise(heard.text))


def _merely_sharp(catalogue: Catalogue, heard: Heard) -> bool:
    """True for 「屏幕碎了，还能用就是扎手」: nobody is hurt, and nothing else of danger is told."""
    plain = normalise(heard.text)
    felt = _SHARP.search(plain) and _BROKEN.search(plain) and not _WOUND.search(plain)
    return bool(felt) and not _POWER.search(undenied(plain)) and not tells_danger(catalogue, heard.text)


def dangerous(catalogue: Catalogue, heard: Heard) -> bool:
    """False where 「不是屏幕是电池」, or 「放米缸里埋两天就好了」, was taken for danger though it names none."""
    named = any(word in normalise(heard.text) for word in catalogue.danger)
    harmless = swapped_part(heard) is not None or dries(heard.text)
    return catalogue.routes[heard.intent].label is Label.HAZARD and (named or not harmless)


def faintly(catalogue: Catalogue, heard: Heard) -> Heard | None:
    """「现在就打！一个破耳机拖了我多少天」 as one of something else, where a danger was heard faintly in the middle of a matter and no word tells of one."""
    plain = normalise(heard.text)
    does = {heard.does(clause) for clause, _ in clauses(heard.text)}
    told = tells_danger(catalogue, heard.text) or any(words.search(plain) for words in (_POWER, _WOUND, _SHARP, _MAY_HARM))
    told = told or Does.TROUBLE in does or Does.WISH not in does  # 「屏幕好像被什么挤得跟边框不在一条线上」 may be a bulge
    if told or heard.confidence >= _FAINT or not heard.intent.startswith("hazard_"):
        return None
    ranking = tuple((intent, sure) for intent, sure in heard.ranking if not intent.startswith("hazard_"))
    intent, sure = ranking[0] if ranking else ("talk_inform", 0.0)
    return replace(heard, intent=intent, confidence=sure, ranking=ranking, problems=())


def undenied(text: str) -> str:
    """The text without what it says is not so. What is asked is not denied: 「没有鼓包吧？」."""
    return "".join(part if _ASKS.search(part) else _DENIED.sub(" ", part) for part in _CLAUSES.split(normalise(text)))


def denies_danger(topic: str, text: str) -> bool:
    """True where what was feared is said not to be: of a bulge, the bulge; and 「你搞错了吧，电池没问题」 of anything."""
    plain = "".join(part for part in _CLAUSES.split(normalise(text)) if not _ASKS.search(part) or _MISTAKEN.search(part))
    return any(pattern.search(plain) for pattern in (_MISTAKEN, _NO_BULGE if topic == "swollen" else _DENIED))


def tells_danger(catalogue: Catalogue, text: str) -> bool:
    """True where words of danger, or of heat, stand in it and are not denied."""
    left = re.sub("|".join(map(re.escape, (*NOISES.split("|"), *catalogue.harmless))), "", undenied(text))
    return _HOT.search(left) is not None or any(word in left for word in catalogue.danger)


def false_alarm(catalogue: Catalogue, route: Route, draft: Draft, heard: Heard) -> bool:
    """True where a bulge is denied and an accident explains what looked like one, or nothing that was told was a danger."""
    if route.label is not Label.HAZARD:
        return False
    told = str(draft.facts.get("symptom") or "")
    if denies_danger(route.topic, heard.text) and not tells_danger(catalogue, told) and not tells_danger(catalogue, heard.text):
        return True
    if route.topic != "swollen" or undenied(heard.text) == normalise(heard.text):
        return False
    cause = cause_told(catalogue, undenied(heard.text)) or str(draft.facts.get("fault_cause") or "")
    return catalogue.entitlements.faults.kind_of(cause) == ACCIDENT and cause != "进水"


def no_danger(work: UnitOfWork, catalogue: Catalogue, draft: Draft, heard: Heard) -> Event | None:
    """The event of a danger that was none, where something else was going on before it, or all is arranged; None where there is no such."""
    event = work.events.get(draft.event_number or "")
    if event is None or event.label is not Label.HAZARD or event.conversation_id != draft.conversation_id or heard.chosen:
        return None
    route = catalogue.route_of(event.label, event.topic)
    apart = draft.interrupted or draft.last_event not in (None, event.number) or draft.handed_over
    return event if apart and route is not None and false_alarm(catalogue, route, draft, heard) else None


def named_part(heard: Heard) -> str:
    """The part that is damaged instead, where one is named."""
    found = heard.first("component")
    return found.value if found else ""
