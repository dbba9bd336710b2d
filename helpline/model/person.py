"""How somebody wants to be called: 「我姓王」, 「李老师」, 「叫我小陈就行」, 「Kevin Wu」."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from helpline.model.name_shapes import (
    DESK,
    FAMILY,
    GIVEN,
    HAN,
    HAN_NAME,
    KIN,
    LATIN_GIVEN,
    LATIN_NAME,
    MIXED,
    NO_NAME,
    OFFICE,
    POST,
    RELATED,
    SURNAMES,
    THEN,
    THING,
    TITLE,
    WHOLE,
    WORDS,
    no_name,
)
from helpline.model.text import align

_ENDS = r"(?:就[行好得成中]|就可以|就得了|即可)?[吧哈啊呀哦啦呗]*"
_DONE = "重等换来去打还刷修拿找买付交转发报寄送做用点扫按关开填删清恢联加备升降"  # 「客服叫我重启」 gives no name
_INTRODUCED = re.compile(
    rf"(?:您好|你好|喂|那|您?你?就|另外?|[哦噢啊嗯呃额诶哎欸]|好的?|对)*(?:我叫|[叫喊]我|称呼我|我姓|我性(?=[{SURNAMES}]{{1,2}}$)|免[贵貴]姓?|[贵貴]姓|(?:[他她]|机主|本人|敝)?(?<![贵貴])姓|[他她]叫|我的?(?:名字|name)(?:是|叫))\s*({MIXED}|{HAN_NAME}|{LATIN_NAME}|(?![{_DONE}])[小老阿]?{HAN}{{1,3}}?){_ENDS}$",
    re.IGNORECASE,
)
# What should stand there: 「称呼写全名方晓燕吧」, 「联系人周启明」, 「名字登记成沈丽就行」.
_LINE = re.compile(
    rf"(?:(?:称呼|姓名|名字|联系人|联络人)(?:我(?!们?[要不])|[他她]|别写我|那|这|一|栏|行|项|就|请|麻烦|帮我|给我|全名|全称|本名|真名|的|也|都|要|应该|是|系|应?为|叫|用|写|填|留|记|登记|拼|打|输|弄|搞|改|换|错|了|成|为|到|上|没有?|不?对|漏|忘|空着?|进去|啊|呀|吧|哦|[:：,，。！!\s])*?"
    rf"|(?:登记|写|填|记|留)(?:成|为|我)?全名(?:是|叫)?|登记(?:成|为|的话)(?:就|请)?写?|(?:^|[，,。？?！!\s])(?:那|就)+(?:写|填|记|留)(?={WHOLE}|{FAMILY}{TITLE})|(?:^|[，,。；;！!\s]|请|麻烦|直接|后续|以后|就|改)联系(?=(?!人)(?:我|{HAN}{{1,5}}(?:[部科处室组]|中心)|{FAMILY}))){KIN}{DESK}(?:叫|的)?[吧啊哈，,:：\s]*(?!(?<=[记写改换填])成|上(?!官))(?P<name>(?:{MIXED})(?=$|[吧哈啊就，,。.])|{WHOLE}{THEN}|[小老阿]{GIVEN}{THEN}|[小老阿]?{FAMILY}{GIVEN}{{0,2}}{TITLE}|[小老阿]?{FAMILY}(?=$|[吧哈啊，,。.])|{LATIN_NAME}(?=$|[，,。.；;！!？?吧就]))"
)
# 「我是IT主管蒋涛」, 「我是杭州云栖的行政总监蒋涛」, but not 「我是找客户经理王强买的」.
_DEALS = r"[^，,。；;！!？?\s\d]{0,20}?(?:[找问被让给跟和从对向打接收听看买修做干]|通过|联系|投诉|咨询)"
_OF_WHAT = r"[^，,。；;！!？?\s\d]{0,20}?"
# 「刚说了我叫顾敏」, 「我个名系陈家乐」, 「我姓周周建国」, with anything before and behind.
_OWN = re.compile(
    rf"(?:我|本人)(?:的|个)?(?:(?:名字?|姓名|全名)(?:是|叫做?|系|就是)|叫做?)\s*(?P<name>{WHOLE}{THEN})"
    rf"|(?:免?(?:我|[贵貴])|敝|本人|(?<![\u4e00-\u9fff]))姓(?P<family>{FAMILY})[，,\s]*(?:名字?|全名)?叫?(?P<again>(?P=family){GIVEN}{{1,2}}){THEN}"
    # 「本人赵文博，于…」, 「我是他儿子张伟」, 「我是李晓娜我的平板…」
    rf"|(?:本人|鄙人|在下)(?:是|为|系|名叫|叫)?(?P<self>{WHOLE})(?:{THEN}|(?=[于系向因自]))"
    rf"|(?<!说)我(?:就)?是(?!{_DEALS}){_OF_WHAT}(?:{RELATED}|{TITLE}|{POST})的?(?:叫|是)?(?P<related>{WHOLE}){THEN}|我(?:就)?是(?P<plain>{FAMILY}{GIVEN}{{2}})(?=我)"
    # 「我姓邓就叫我邓老师吧」
    rf"|姓(?P<titled>{FAMILY})[，,\s]*(?:您|你们?|就|可以|直接|都)*[叫喊称](?:呼)?我?(?P<called>(?P=titled){TITLE})"
    # 「我是老赵 13911660278」, 「喂你好啊我是老赵嗯我那个」
    rf"|(?<![不只就算也])我(?:就)?是(?P<daily>[小老阿](?!白|顾客|程序|安卓|时)[{SURNAMES}])(?=$|[^\u4e00-\u9fff]|[嗯啊呃哦额呀哈我])"
    # 「喊我邓老师就行」, with anything behind
    rf"|[叫喊](?:呼)?我\s*(?:(?P<short>(?![{_DONE}]){HAN}{{1,4}}?|{LATIN_GIVEN})\s*(?:就(?:行|好|得|可以)|即可)|(?P<just>[小老阿][{SURNAMES}]|{FAMILY}{TITLE})吧)"
    # 「我是信息组的项老师」
    rf"|我是{OFFICE}(?P<office>{FAMILY}{TITLE}|{WHOLE}{TITLE}?)(?=$|[^\u4e00-\u9fff])"
)
# 「本人姓陈，名静怡」, 「敝姓佘，单名一个岚字」: the name in two pieces.
_IN_PIECES = re.compile(
    rf"姓(?P<family>{FAMILY})[，,。、\s]*(?:单?名(?!字|片|称)(?:叫|是|一个|单字|单)*)(?P<given>{GIVEN}{{1,2}}?)字?(?=$|[^\u4e00-\u9fff])"
)
# 「不叫王芳，叫王方」
_NOT_BUT = re.compile(
    rf"不(?:是?叫|是|姓)(?:{WHOLE}|{FAMILY})[，,\s]*(?:而|应该)?是?(?:叫|是|姓)(?P<name>{WHOLE}|{FAMILY})(?=$|[^\u4e00-\u9fff])"
)
# 「我姓闵白天在工地上太吵」: dictated, a surname goes before anything.
_SURNAME_ALONE = re.compile(rf"(?:我|敝|本人|免[贵貴])姓(?P<name>{FAMILY}{TITLE}?)")
# 「我叫刘桂兰验证码我也告诉他了」: where nothing that usually follows a name does, it has three characters.
_RUN_ON = re.compile(rf"我(?:的?名字?)?叫(?:做)?(?P<name>{FAMILY}{GIVEN}{{2}})(?=[\u4e00-\u9fff])")
# 「打过来找刘总」, 「请与电教组罗老师联系」: whom to ask for.
_ASKED_FOR = re.compile(
    rf"(?:(?:找|打给|联系|咨询|问){DESK}(?P<name>{FAMILY}{{0,1}}{GIVEN}{{0,2}}?(?<=[{SURNAMES}]){TITLE}|{WHOLE})(?=$|[^\u4e00-\u9fff]|[就吧哈啊呀即来聊说谈接的他她]|{TITLE}|电话|手机)"
    rf"|(?:与|和|跟|同){DESK}(?P<with>{FAMILY}{GIVEN}{{0,2}}?{TITLE}|{WHOLE})(?=(?:联系|对接|沟通)(?!过|不))|[他她]是?姓(?P<their>{FAMILY}{TITLE}?)"
    rf"|(?:让|叫|由|请|给|留|是){DESK}(?P<takes>{WHOLE})(?=来?接|来?听电话|对接|负责|跟进)"
    # 「这是我妹妹的手机她叫周敏」
    rf"|(?:[他她]|[机号]主|同事|助理|秘书|经理|主任|it|hr)叫(?P<other>{WHOLE}){THEN})"
)
# 「写许晴，言午许，晴天的晴」: whoever spells a name means it to stand so.
_SPELT = re.compile(
    rf"(?P<name>(?!上(?!官))(?P<first>{FAMILY}){GIVEN}?(?P<last>{GIVEN}))(?=[，,。\s(（]+(?:就?是|姓)?(?:{HAN}{{2}}(?P=first)|{HAN}{{1,4}}的(?:(?P=first)|(?P=last)))(?!{HAN}))"
)
# All of a clause beside a number: 「这个是我儿子周建国的」, 「让同事李伟送过去」.
_WHOSE = re.compile(
    r"(?:[下上这本]?(?:周|星期|礼拜)[一二三四五六日天末]|[今明后]天|[上下]午|到时候?|那天|先|最好|有事|后续|以后|这个?|那个?|上面|号码?|[回接来]?电话?人?|手机号?|联系人|另外|对了|我|可以|直接|麻烦|你们?|就|也|都)*(?:[改换]成|[改换]为|是|打给?|拨|找|联系|让|叫|由|请|给|留|写|填|派)*"
    rf"(?P<kin>{KIN})的?(?:叫|是)?(?<=[\u4e00-\u9fff])(?P<name>{WHOLE}|[小老阿][{SURNAMES}]|{FAMILY}(?={TITLE})|(?<=[\u4e00-\u9fff]){LATIN_GIVEN}){TITLE}?"
    r"(?:的|他|她)*(?:手机号?|电话|号码?|联系方式)?(?:接|[拿送取带开]|过[来去]|[来去]|对接|负责|联系|跟进|听|电话|就行|就好|即可|可以)*[吧哈啊呀了]*"
)
_IS = re.compile(rf"(?:我(?:就)?[是系]|(?:另外?|我)?本人(?:是|为|名叫|叫)?)\s*({WHOLE}){_ENDS}")
# A word of a Latin name is no word that goes on behind it: 「my name is Kevin and …」.
_LATIN_WORD = r"(?!(?:and|but|my|i|the|from|with|phone|tel|please|pls|plz|thanks?|thx|is|at|to|on|in|for|here|back|by|now|later|when|if|after|before|anytime|tomorrow|tonight|today|asap|ok|or|a|an|not|it)\b)[A-Za-z][A-Za-z'-]{0,14}"
_ENGLISH = re.compile(
    rf"(?:(?:my|the|我的?)\s*(?:full )?name(?:\s*is|\s*should be|'s|\s*[是叫:：])|(?:^|[，,。;；\n])\s*name\s*[:：]|\bcall me\s|(?:^|\b(?:hi|hello|hey)\b[，,!！\s]*)this is\s)\s*(?P<name>{THING}{_LATIN_WORD}(?: {_LATIN_WORD}){{0,2}})",
    re.IGNORECASE,
)
# 「ask for Kevin」; 「contact Kevin at 138…」, 「Amy here」, 「It's Tony」 where a number stands beside.
_ENGLISH_FOR = re.compile(rf"\b(?:ask(?:ing)? for|attn[.:]?)\s*(?P<name>{THING}{_LATIN_WORD}(?: {_LATIN_WORD})?)", re.IGNORECASE)
_ENGLISH_BESIDE = re.compile(
    r"(?i:\b(?:contact|reach|call|text|speak (?:to|with)|talk (?:to|with))\s|\bit'?s\s|\bi(?:'?m| am)\s|(?:^|[，,。.;；:：\s\d(（]))"
    rf"(?P<name>{THING}[A-Z][a-z]{{2,11}}(?: [A-Z][a-z]{{1,11}})?)(?=\s*$|\s*[，,。.;；:：!！)）\d]|\s(?i:at|on|here|speaking)\b|\s*[\u4e00-\u9fff])"
)
_NO_ENGLISH = re.compile(
    r"(?i:thanks?|thank you|thx|please|pls|plz|sorry|call|phone|tel|mobile|cell|number|wechat|weixin|whatsapp|line|skype|qq|email|mail|fax|office|home|work|company|china|chinese|english|beijing|shanghai|shenzhen|guangzhou|hong|taiwan|macau"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|tonight|morning|afternoon|evening|noon|anytime|any|after|before|from|between|the|this|that|my|your|his|her|our|and|but|or|not|yes|yeah|sure|okay|good|great|bye|apple|macbook|store|support|customer|service|agent|human|someone|somebody"
    r"|pencil|magic|studio|display|care|serial|order|model|imei|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|version|help|urgent|asap|busy|still|also|only|other|same|new|old|same|here|there|done|back|when|what|why|how|who|is|it|at|to|on|in|we|you|me|us|they|he|she)"
    r"(?: .*)?"
)
_I_AM = re.compile(rf"(?:i am|i'm|im|this is|it's|call me)\s+({_LATIN_WORD}(?: {_LATIN_WORD}){{0,2}})[.!]?", re.IGNORECASE)
_ALONE = re.compile(rf"(?:我?是|应该是|您?就叫)?\s*({MIXED}|{HAN_NAME}|{LATIN_NAME}){_ENDS}")
_BARE = re.compile(rf"(?:我?是|叫)?({MIXED}|{WHOLE}){TITLE}?{_ENDS}")
_TITLED = re.compile(rf"(?:我是)?([{SURNAMES}]{TITLE})")
_DEPARTMENT = re.compile(rf"^(?:我是)?{HAN}{{1,6}}(?:部门?|科|处|室|组|中心)(?:的)?[\s，,]*(?={HAN}{{1,4}}$)")  # 「采购部小韩」
_NUMBER = r"\d[\d -]{5,}\d"
_I = re.compile(r"俺|咱(?!们)|[偶阿](?=[叫姓是])|侬(?=是)")  # 「俺姓王」
# What begins like a name for every day, and is none: 「老家」, 「小时」.
_DAILY = rf"(?:[小老阿](?![家人时区学孩米红程度心板婆公师妈爸爷奶弟妹哥姐姨是样旧店化用型件组号点票费姑叔伯舅]){GIVEN}{{1,2}})"
# 「13800001111吴」, 「刘 13800001111」, 「13800001111 孙女士」: beside a number a surname alone is one.
_BESIDE_NUMBER = re.compile(
    rf"[^\u4e00-\u9fff]*{_NUMBER}\s*(?P<after>{FAMILY}{TITLE}?|{_DAILY})[。.]?|[，,。\s]*(?P<before>{FAMILY}{TITLE}?|{_DAILY})[，,:：\s]*{_NUMBER}[。.]?"
)
# 「13800001111 我姓苗 她那个店里…」: blanks in place of points.
_SURNAME_BESIDE = re.compile(rf"(?:^|[\s\d，,。；;])另?(?:我|他|她|机主|本人|敝)?免?[贵貴]?姓({HAN}{{1,2}}{TITLE}?)(?=[\s，,。；;！!]|$)")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")
_CALLED = re.compile(r"((?:我|他|她)叫|叫我|姓|名字[是叫])\s+")
_GROUPS = ("again", "name", "called", "daily", "short", "just", "office", "with", "their", "other", "self", "related", "plain", "takes")


class Weight(IntEnum):
    """How surely a name is meant to stand there; a lower one puts no other in its place."""

    BARE = 0
    OF_ANOTHER = 1
    OWN = 2
    AS_IT_SHOULD_STAND = 3


@dataclass(frozen=True)
class Named:
    """A name, and how it was given."""

    name: str
    weight: Weight


def read_name(text: str) -> str | None:
    """The name in an answer to how somebody is called; None where the text is none.

    >>> read_name("我姓王"), read_name("就是上课用"), read_name("Kevin Wu")
    ('王', None, 'Kevin Wu')
    """
    told = _as_told(text).strip(" 。，,.!！~")
    if office := _DEPARTMENT.match((whole := align(told)).text):  # 「資訊部 簡志豪」
        told = told[whole.origin(*office.span())[1] :]
    if introduced := introduced_name(told) or ((english := _I_AM.fullmatch(told)) and english[1]):
        return introduced
    aligned = align(told)
    match = _ALONE.fullmatch(aligned.text)
    if match is None or (not _TITLED.fullmatch(match[1]) and NO_NAME.search(match[1])):
        return None
    return told[slice(*aligned.origin(*match.span(1)))]


def leading_name(clause: str) -> str | None:
    """The name that is all of a clause, where more is said behind it; a surname alone is too little to tell.

    >>> leading_name("裴勇"), leading_name("Kevin"), leading_name("好的")
    ('裴勇', 'Kevin', None)
    """
    said, latin = clause.strip(), rf"({LATIN_GIVEN}(?: [A-Z][a-z]+){{0,2}})"
    match = _BARE.fullmatch(said) or _TITLED.fullmatch(said) or re.fullmatch(latin, said)
    return match[1] if match and not no_name(match[1]) else None


def _as_told(text: str) -> str:
    """The words with 「我」 for what it is in the dialects; no place in them moves."""
    return _I.sub("我", text)


def introduced_name(text: str) -> str | None:
    """The name of somebody who gives it unasked: 「我姓王」, 「李老师」 alone, 「王浩然 13800001111」."""
    named = given_name(text)
    return named.name if named else None


def given_name(text: str, *, alone: bool = False) -> Named | None:
    """The same with its weight. Where a name may stand `alone`, it needs no number beside it."""
    text = _as_told(text)
    aligned = align(text)
    plain = aligned.text
    if (pieces := _IN_PIECES.search(plain)) is not None and not no_name(pieces["given"]):
        return Named("".join(text[slice(*aligned.origin(*pieces.span(key)))] for key in ("family", "given")), Weight.OWN)
    for pattern, weight in (
        (_LINE, Weight.AS_IT_SHOULD_STAND),
        (_SPELT, Weight.AS_IT_SHOULD_STAND),
        (_NOT_BUT, Weight.AS_IT_SHOULD_STAND),
        (_OWN, Weight.OWN),
        (_ENGLISH, Weight.OWN),
        (_SURNAME_ALONE, Weight.OWN),
        (_RUN_ON, Weight.OWN),
        (_ENGLISH_FOR, Weight.OF_ANOTHER),
        (_ASKED_FOR, Weight.OF_ANOTHER),
    ):
        match = pattern.search(plain)
        group = next((key for key in _GROUPS if match and match.groupdict().get(key)), "")
        if match and not no_name(match[group]):
            begins, ends = aligned.origin(*match.span(group))
            whole = _whole_beside(re.split(r"[，,。；;！!\n]", text)) if group == "short" and match[group].isascii() else ""
            return Named(whole or text[begins:ends], weight)  # 「叫我Kevin就行，周凯文」
    numbered = re.search(_NUMBER, plain) is not None
    return _whole_clause(text) or (_whose(text) if numbered else None) or _bare(text, beside=numbered or alone)


def _whose(text: str) -> Named | None:
    """Who is called at the number that the text gives."""
    aligned = align(text)
    for part in re.finditer(rf"(?:(?!{_NUMBER})[^，,。；;！!:：/\s\d()（）])+", aligned.text):
        match = _WHOSE.fullmatch(part.group())
        if match and match["name"] != match.group() and not no_name(match["name"]):
            start, end = aligned.origin(part.start() + match.start("name"), part.start() + match.end("name"))
            return Named(text[start:end], Weight.OF_ANOTHER)
    latin = (match for match in _ENGLISH_BESIDE.finditer(text) if not _NO_ENGLISH.fullmatch(match["name"]))
    name = next((match["name"] for match in latin), None)
    return Named(name, Weight.BARE) if name else None


def _whole_clause(text: str) -> Named | None:
    """A clause that says nothing but how somebody is called."""
    parts = [part.strip() for part in re.split(rf"[，,。；;！!\n]|{_NUMBER}", text)]
    # Many write a blank where others put a comma: 「我叫小鹿 在成都」.
    pieces = [piece for part in parts for piece in _BLANK.split(_CALLED.sub(r"\1", part))]
    for part in (*parts, *(piece for piece in pieces if piece not in parts)):
        plain = (aligned := align(part)).text
        match = _INTRODUCED.match(plain) or _IS.fullmatch(plain) or _TITLED.fullmatch(plain)
        if match and not NO_NAME.search(match[1]) and not (match.re is _IS and WORDS.match(match[1])):
            other = re.match(r"[他她]|机主", plain) or match.re is _TITLED
            whole = _whole_beside(parts) if match[1].isascii() or match.re is _TITLED else ""  # 「叫我Kevin就行，周凯文」, 「何老师，何静」
            whole = "" if match.re is _TITLED and whole[:1] != match[1][:1] else whole
            return Named(whole or part[slice(*aligned.origin(*match.span(1)))], Weight.OF_ANOTHER if other else Weight.OWN)
    beside = _BESIDE_NUMBER.fullmatch(text.strip()) or _SURNAME_BESIDE.search(text)
    name = next(filter(None, beside.groups()), "") if beside else ""
    return Named(name, Weight.OF_ANOTHER) if name and not NO_NAME.search(name) else None


def _whole_beside(parts: list[str]) -> str:
    """The Chinese name that stands alone in one of the parts."""
    return next((match[1] for part in parts if (match := _BARE.fullmatch(part)) and not (_TITLED.fullmatch(part) or no_name(match[1]))), "")


def _bare(text: str, *, beside: bool) -> Named | None:
    """A name and nothing else in its clause, while a number stands beside it."""
    aligned = align(text)
    for part in re.finditer(rf"(?:(?!{_NUMBER})[^，,。；;！!:：/\s\d()（）])+", aligned.text) if beside else ():
        match = _BARE.fullmatch(part.group())
        if match and not no_name(match[1]):
            begins, ends = aligned.origin(part.start() + match.start(1), part.start() + match.end(1))
            return Named(text[begins:ends], Weight.BARE)
    return None


def whole_name(text: str) -> bool:
    """True for a surname with a given name and nothing else."""
    return re.fullmatch(WHOLE, text) is not None and not no_name(text)


def better_name(known: str, told: Named) -> bool:
    """True where it should stand in place of the one that is known: whole over a surname, the own over another's.

    >>> better_name("方女士", Named("方晓燕", Weight.BARE)), better_name("方晓燕", Named("方", Weight.OWN))
    (True, False)
    """
    if told.name == known or (known.startswith(told.name) and told.weight < Weight.AS_IT_SHOULD_STAND):
        return False
    if not known:
        return True
    one_family, longer = _untitled(told.name)[:1] == known[:1], len(_untitled(told.name)) - len(_untitled(known))
    if one_family and longer > 0 or told.weight is Weight.AS_IT_SHOULD_STAND:
        return True
    return told.weight is Weight.OWN and not (one_family and longer < 0)


def _untitled(name: str) -> str:
    return re.sub(rf"{TITLE}$", "", name)


_SIGNED = re.compile(rf"[小老阿][{SURNAMES}]|[{SURNAMES}]{HAN}{{0,2}}{TITLE}")


def signed_name(text: str) -> str | None:
    """The name of somebody who adds it to something else: with a title, as 「老周」, or behind a department. A bare name is none.

    >>> signed_name("信息科老周"), signed_name("金陵饭店")
    ('老周', None)
    """
    plain = text.strip(" 。，,.!！~")
    rest = _DEPARTMENT.sub("", plain)
    return read_name(plain) if rest != plain or _SIGNED.fullmatch(plain) else introduced_name(plain)
