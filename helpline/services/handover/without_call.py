"""Calls that are not wanted: of customers who cannot talk on the phone, of who was called by mistake, or without the code."""

from __future__ import annotations

import re

from helpline.model.draft import Draft
from helpline.model.phone import find_phone, own_phone
from helpline.model.text import normalise
from helpline.services.events import joined

_OTHERS = r"[爸妈老爱媳对儿女家哥姐弟妹同们]"
_CANNOT = re.compile(
    rf"(?:打不了|接不了|听不了|(?:(?<!能)不能|没法|无法|没办法)(?:打|接|听)|不(?:要|想)(?:再)?(?:给我)?打|别(?:给我)?打|不(?:想|敢|愿意?)?接)(?:给我(?!{_OTHERS}))?(?!给?[我他她]?的?{_OTHERS})[^，,。；;]{{0,2}}电话"
    r"|我是?(?:个)?聋|聋[人哑]|听障|听力障碍|言语障碍|(?<!都)不会说话|说不了话|只能(?:打字|发?短信|文字)"
    r"|社恐|(?<!不)怕(?:接|打|听)?电话(?![被会没打]|费)|(?<![a-z])(?:no|don'?t|do not|never)(?: any| more| phone| ever)* calls?(?: me)?(?![a-z]| back| yet| received| log| history)"
)
# 「打我的，这个就是我的」 wants a call on that number, whatever is not to be called.
_CALL_THAT = re.compile(
    r"(?<![别不])(?<!不要)(?<!不用)打(?:我|他|她)(?:的|自己|本人|这个|老[公婆])|(?<![别不])(?<!不要)(?<!不用)(?:打|联系)给?我?的?(?:家里?人|家属|家长|先生|太太|爱人|媳妇|老[公婆伴]|[爸妈]|儿子|女儿|闺女|同事|朋友)|(?<![别不要用])打(?:这个|下面)"
)
# 「打之前先发个短信，陌生电话我不接」 says how to be called.
_CALLED_SO = re.compile(
    r"陌生|生号|不(?:认识|熟悉?|知道)的?(?:电话|号码?)|不显示|(?:打|来电|电话)[^，,。；;]{0,4}(?:之前|以前|前)|(?:短信|微信|信息|消息|招呼)[^，,。；;]{0,6}(?:再|然后|后)[^，,。；;]{0,4}(?:打|来电)"
)
_FOR_NOW = re.compile(
    r"现在|这会儿|目前|[上下中]午|晚上|夜里|今天|明天|白天|平时|工作日|开会|[上下]班|[上下]课|课上|自习|放学|在校|值班|夜班|考试|做手术|开车|睡觉|等下|待会|的时候"
)


def cannot_call(text: str) -> bool:
    """True where the words rule out a call altogether: 「我听不见，打不了电话」, not 「现在接不了电话」."""
    said = re.split("[;；]", normalise(text))  # each message stands for itself: 「到现在没送到」 puts no call off
    return any(_CANNOT.search(one) and not any(words.search(one) for words in (_FOR_NOW, _CALL_THAT, _CALLED_SO)) for one in said)


_NOT_CALLED = re.compile(
    rf"(?:不(?:用|必|要|需要?|使|想)|别|甭)(?:再|给我|麻烦|你们?|您|让?顾问|让?客服|人工)*(?:打(?:给我(?!{_OTHERS})|电话(?!给(?:[^我]|我{_OTHERS}))|来)|回电|来电|(?:用)?电话(?:联系|回)|致电|接电话)"
)
_LONGEST = 40  # characters of the wish not to be called


def wants_no_call(text: str) -> bool:
    """True for 「可不可以不用打给我」 before there is a number: nobody is to call, for whatever reason."""
    plain = normalise(text)
    refused = len(plain) <= _LONGEST and _NOT_CALLED.search(plain) is not None
    return refused and _FOR_NOW.search(plain) is None and find_phone(text) is None


def rules_out_calls(text: str) -> bool:
    """True where nobody is to call, be it that one cannot or will not."""
    return cannot_call(text) or wants_no_call(text)


def rule_out_call(draft: Draft, text: str) -> None:
    """Keep for the advisor that nobody calls; before the number the phone is passed over, unless it is told for messages."""
    draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), text)
    if phone := own_phone(text):  # 「别打电话，发短信到 136…」
        draft.know("contact_phone", phone.value)
    draft.mode, draft.offered_modes = None, []
    draft.facts.pop("service_mode", None)
    if draft.asking == "contact_phone" and not draft.facts.get("contact_phone"):
        draft.passed.append("contact_phone")


_NO_CODE = re.compile(
    r"(?:核对码|暗号|四位数字?|那四位|回电码).{0,8}(?:报不出|报不上|没报|不报|不肯|说不出|说不上|没说|不对|错|不一样|对不上|不符)"
    r"|(?:报不出|报不上|没报|没有报|不肯报|不报|说不出|报错|说错|没有?).{0,4}(?:核对码|暗号|四位数字?|那四位|回电码)"
)
_NO_MORE_CALLS = re.compile(
    r"打错(?:了|电话|号)|(?:别|不要|不用|停止|甭)再?(?:给我)?(?:打|来)(?:电话|了)|我没有?(?:约|要)过?(?:回电|电话)|号码不是我的"
)
# 「手机尾号打错了，是2223」 is about what was typed, 「我没说不要打了」 about what was not said.
_MISTYPED = re.compile(
    r"尾[号数]|(?<!你们的)(?<!你们)(?:手机|号码?|数字|\d|名字?|姓名?|称呼|单位|公司名?|学校名?|序列号|型号|字)(?:号码?)?(?:我|刚才|刚刚|刚|不小心|好像|可能|都|给|又)*打错|(?:我|刚才|刚刚|手抖|手滑|不小心)[^，,。；;你]{0,8}打错|打错[^，,。；;]{0,4}[位个]|\d{4}"
)
_NOT_SAID = re.compile(r"没(?:有)?(?:[说讲提让叫要])[^，,。；;]{0,4}(?:别|不)[^，,。；;]{0,3}打")


_NO_CODE_THEN = re.compile(
    r"(?:报|说|念|答|讲)(?:不|没)(?:出|上|对|来|了)|(?:不|没)(?:肯|能|有|会|愿意?)?(?:报|说|念|讲)|[报说念]错|对不上|没有?(?=[^，,。；;]{0,3}码)|不(?:对|一样|符|知道)"
)
_OF_A_CODE = re.compile(r"码(?!头)|串数|暗号|四位|数字")
_ONLY_IF = re.compile(r"要是|如果|万一|假如|假设|若是?|倘|的话|的时候.*(?:怎么|咋)|(?<![a-z])if(?![a-z])")
_CAME = re.compile(r"刚才?|刚刚|已经|打来了|来过|昨|今早|有人|有个")


def asks_if_no_code(text: str) -> bool:
    """True for 「对方要是报不上来那码咋整」: nobody called yet, and nothing is to be flagged."""
    plain = normalise(text)
    return all(words.search(plain) for words in (_ONLY_IF, _NO_CODE_THEN, _OF_A_CODE)) and not _CAME.search(plain)


def doubts_code(text: str) -> bool:
    """True where whoever called had no code, or another one."""
    return _NO_CODE.search(normalise(text)) is not None and not asks_if_no_code(text)


_NOT_THEIRS = re.compile(r"打错|没有?(?:约|要)过|号码不是我的")


def not_theirs(text: str) -> bool:
    """True where the call is for somebody else; 「电话也别打了」 says no more than that it is not wanted."""
    return _NOT_THEIRS.search(normalise(text)) is not None


def wants_no_calls(text: str) -> bool:
    """True where nobody should be called any more: 「打错了」「别再打了」."""
    plain = normalise(text)
    refused = _NO_MORE_CALLS.search(plain)
    if refused is None or _NOT_SAID.search(plain):
        return False
    return not (refused.group().startswith("打错") and _MISTYPED.search(plain))
