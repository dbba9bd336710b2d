"""What broke it: the answer to the question, and a cause that the customer takes back."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.asking import asks
from helpline.model.draft import Draft
from helpline.model.faults import ACCIDENT, UNKNOWN, WEAR, unsaid
from helpline.model.statements import clauses, han, is_empty
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.services.events import SYMPTOM_LIMIT, joined
from helpline.services.intake.telling import cause_told
from helpline.services.reply import Answer

# An accident that is only thought of: 「可能是孩子掉过一次」.
_PERHAPS = re.compile(r"可能|也许|或许|会不会|是不是|估计|好像|说不定|大概|没当回事|也没(?:坏|事)|应该不")
_BREAKS = r"(?:摔|掉|跌|磕|碰|撞|砸|压|挤|踩|坐|泡|[进碰沾]过?[点些]?[水液]|淋|洒|泼|人为|意外)"
_NOT_THAT = re.compile(
    rf"(?:并?不是|不算是?|算不上|不能算|别写|不要写|没有?|没说过?|从来没|哪有|怎么会是)(?:我|因为|被|给|让|使|把|将|它|这?[台部]?手机|什么|算|是|的|怎么|任何|人)*{_BREAKS}[^，,。；;！!\s]{{0,6}}"
    rf"|(?:说|讲|写|报)(?:的|是|成)?{_BREAKS}[^，,。；;！!\s不错]{{0,3}}(?:是)?(?:不(?:太|够|大)?(?:准确?|对)|错了?|有误)"
)
_OF = {"摔落": "摔掉跌磕碰撞砸", "挤压": "压挤踩坐撞", "进水": "泡进淋洒泼"}  # what a denial must name to take the cause back
# A force from outside that is none of those the catalogue names: 「应该是骑摩托颠的」.
_FROM_OUTSIDE = re.compile(
    r"(?:颠|震|晃|抖|甩|拧|扭|抠|咬|啃|抓|戳|捅|刮|蹭|磨|划|硌|晒|烤|冻|烫|勒|拽|扯|拔|按|敲|拍|打|踢|(?<!充)(?<!没)电)(?:狠了|猛了|多了|久了|得太[狠猛])?(?:坏|裂|断|松|弯|变形|花|化)?(?:的|了|过)(?:吧|呀|啊|好像)*$|(?:雷|电)(?:击|劈)|打雷|电压|浪涌"
)
# How it came about, in words that are no cause of the catalogue.
_HOW = re.compile(
    r"(?:可能|估计|应该|好像|大概|怕是|八成|多半|也许|或许|像是|怀疑|感觉|八成)[^，,。；;]{0,6}?(?:是|[进漏沾卡掉撞碰受被让叫用插换装贴修清洗弄搞整充放晒冻吹])|因为|由于|导致|造成|引起|[弄搞整作造折腾](?:坏|断|裂|的)|被|不小心|没留神|没注意"
    r"|[进漏沾卡掉溅渗积](?:了|进|到|上|着)|[长常经]期|(?:用|戴|玩|充|插|放|搁|晒|冻)(?:了|得|的)?(?:太|久|多|狠|猛|勤)|(?:之|以)?后(?:就|开始)|[了完来谁]就(?:这样|坏|不|没|黑|花)|进[^，,。不]{1,4}了|(?P<verb>[\u4e00-\u9fff])[^，,。；;的]{0,4}(?P=verb)(?:坏|断|裂|出来)?的"
)
_TO_THE_DESK = re.compile(r"你们?(?!那边修)|您|帮我|(?:^|[^没])给我|赶紧|尽快|投诉|客服|人工|\d{4}")
_SO_IT_CAME = re.compile(r"[\u4e00-\u9fff]{3,}的(?:吧|呗|呀|啊|嘛|呢|了|哦|啦)*[。.!！~]*")
_SO_IT_IS = re.compile(
    r"是|(?:[我他她它你们家谁样新旧老黑白红蓝绿花好对真行大小多少]|[爸妈婆公]|公司|学校|正常|可以|能用|原装|官方|国行|过保|在保|自带|[买购收]|[男女子])的[^的]*$"
)
_WORDS, _BARE = 60, 2  # the most, and characters that say no more: 「意外」
_NO_FAULTS = ("applecare_buy", "applecare_renew", "applecare_transfer", "applecare_cancel", "store_", "enterprise_", "education_")
_TELLS = 6  # characters from which the words are worth keeping for the advisor
# In which nothing is broken: 「手滑拍重了」, 「人摔倒会打急救电话的那个」.
WITHOUT_CAUSE = (
    *("general_fix_sign_in", "general_secure_account", "general_manage_subscription", "general_request_app_refund", "general_ask_howto"),
    "general_find_lost_device",
    *("store_change_order", "store_fix_payment", "store_ask_invoice", "store_ask_instalment", "store_buy"),
)


def cause_answer(catalogue: Catalogue, heard: Heard, draft: Draft) -> Answer:
    """The cause, or its kind. Whoever does not know says so, be it with a guess: that is kept for the advisor."""
    plain = normalise(heard.text)
    found = heard.first("fault_cause")
    cause = cause_told(catalogue, plain) or (found.value if found else None)
    faults = catalogue.entitlements.faults
    kind = faults.answered(plain)
    accident = faults.kind_of(cause or "") == ACCIDENT
    unsure = kind is faults.unknown and (not accident or _PERHAPS.search(plain) is not None)  # 「不清楚，应该不是摔的」
    if kind and (kind.id == WEAR or unsure or not cause):  # among natural causes, age is told apart
        words = _own_words(heard, kind.title) if kind.id == ACCIDENT else _worded(draft, heard) if kind.id == UNKNOWN else {}
        return Answer({"fault_cause": kind.name, **words})
    if not cause and _FROM_OUTSIDE.search(plain) and not re.search(r"[?？吗]|怎么|什么", plain):
        outer = next(kind for kind in faults.kinds if kind.id == ACCIDENT)
        return Answer({"fault_cause": outer.name, **_own_words(heard, outer.title)})
    if not cause and draft.asking == "fault_cause" and _tells_how(plain):
        return Answer({"fault_cause": shorten(heard.text.strip(" 。.!！~"), _WORDS)}, loose=True)
    return Answer({"fault_cause": cause}) if cause else Answer(hint="utter_ask_fault_cause_again")


def _tells_how(plain: str) -> bool:
    """True where a clause says how it came about in words that nobody foresaw: 「换屏换坏的」, 「可能进了点面粉」; they are the cause then."""
    told = [clause for clause, _ in clauses(plain) if not (is_empty(clause) or asks(clause) or _TO_THE_DESK.search(clause))]
    return any(_HOW.search(clause) or _was_done(clause) for clause in told)


def _was_done(clause: str) -> bool:
    """True for 「汗渍腐蚀的」: what was done, and not how the device is or whose: 「屏幕是黑的」."""
    return _SO_IT_CAME.fullmatch(clause) is not None and not _SO_IT_IS.search(clause)


def _own_words(heard: Heard, title: str) -> dict[str, str]:
    """How the customer says it, where that is more than the name of the kind."""
    said = heard.text.strip(" 。.!！~")
    return {} if normalise(said) == title or han(said) <= _BARE else {"cause_words": shorten(said, _WORDS)}


def _worded(draft: Draft, heard: Heard) -> dict[str, str]:
    """The words of who is not sure, where they say more than that."""
    known, text = str(draft.facts.get("symptom") or ""), heard.text.strip()
    kept = draft.asking == "fault_cause" and len(text) > _TELLS
    return {"symptom": shorten(joined(known, text), SYMPTOM_LIMIT)} if kept else {}


def unbroken(catalogue: Catalogue, intent: str, cause: str) -> bool:
    """True for 「没摔过」 of what is only bought, covered or sent back: it says that nothing is broken."""
    return intent.startswith(_NO_FAULTS) and catalogue.entitlements.faults.kind_of(cause) != ACCIDENT


def outweighs(catalogue: Catalogue, known: str, cause: str) -> bool:
    """True where a cause that is told later goes before the one that is known: an accident, or any after 「不清楚」."""
    faults = catalogue.entitlements.faults
    return known == faults.unknown.name or (faults.kind_of(known) != ACCIDENT and faults.kind_of(cause) == ACCIDENT)


def after_all(catalogue: Catalogue, draft: Draft, heard: Heard) -> str | None:
    """The cause that comes to mind after another was kept, beside whatever else is put right: 「我姓周，对了上个月摔过」."""
    known, cause = str(draft.facts.get("fault_cause") or ""), cause_told(catalogue, normalise(heard.text))
    return cause if known and cause and outweighs(catalogue, known, cause) else None


def taken_back(catalogue: Catalogue, draft: Draft, heard: Heard) -> str | None:
    """The cause in place of an accident that the customer denies: 「不是摔的」; None where none is denied."""
    faults, plain = catalogue.entitlements.faults, normalise(heard.text)
    known, match = str(draft.facts.get("fault_cause") or ""), _NOT_THAT.search(plain)
    start, end = next(iter(unsaid(plain)), match.span() if match else (0, 0))
    denied = plain[start:end]
    if faults.kind_of(known) != ACCIDENT or not denied or not set(denied) & set(_OF.get(known) or denied):
        return None  # 「没进水」 of what was dropped takes nothing back
    rest = _NOT_THAT.sub("，", plain[:start] + "，" + plain[end:])
    if _PERHAPS.search(rest) or re.match(r"别写|不要写", denied):  # what is told beside it is no other cause
        return faults.unknown.name
    cause, kind = cause_told(catalogue, rest), faults.answered(rest)
    return cause or (kind.name if kind and kind.id != ACCIDENT else faults.unknown.name)
