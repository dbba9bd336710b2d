"""How somebody wants to be called: 「我姓王」, 「李老师」, 「叫我小陈就行」, 「Kevin Wu」."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from helpline.model.text import align

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严"
    "覃武戚莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳褚缪嵇荀甄芮宓郗栾戎郜蔺屠卓赖蒲邰佟佘晏闵裘冼邝谌洪蔡鲍穆项卞储沙柴桑臧闫瞿祁娄匡邬虞郁喻饶裘屈仇楚景简卫尤阚鞠牟仝滕宗敖岑巩隋桂茅欧阳上官司马诸葛东方夏侯尉迟皇甫"
)
_TITLE = (
    r"(?:先生|女士|小姐|太太|老师|同学|医生|大夫|护士|经理|总监|主任|校长|院长|处长|科长|主管|工程?师?|总|师傅|阿姨|叔叔|大爷|奶奶|哥|姐)"
)
_HAN = r"[\u4e00-\u9fff]"
_COMPOUND = r"(?:欧阳|上官|司马|诸葛|东方|夏侯|尉迟|皇甫)"
_FAMILY = rf"(?:{_COMPOUND}|[{SURNAMES}])"
# Characters that hardly stand in a given name: of grammar, place and time, and of what is done to a device.
_NOT_GIVEN = "我你您他她它们的是在就不没了吗呢吧呀啊哦怎咋什么谁哪这那也都面边里上下前后候便多少回电话机号屏色问客装置间末午点州得过到给把被让从对跟与或还再又才只已修换坏碎买卖退查打约送寄店版码款价钱费元台部件条次样些种写填改人"
_GIVEN = rf"(?:(?![{_NOT_GIVEN}]){_HAN})"
_WHOLE = rf"{_FAMILY}{_GIVEN}{{1,2}}"
# What may follow a name where nothing separates them: 「我叫周建国人在合肥」, 「登记成沈丽就行」.
_THEN = (
    r"(?=$|[^\u4e00-\u9fff]|[就吧哈啊呀呢了的人在住我您你想要明今打怎咋没不请来是改写这那用和跟家男女也都务须需得]|电话|手机|号码|联系|平板|电脑|耳机|手表|屏幕|苹果|充电|验证码|密码|账号|[昨前]天|白天|后天|[他她它]|[上下]午|晚上|周[一二三四五六日末]"
    r"|星期|礼拜|麻烦|谢谢|先生|女士|可以|地址|公司)"
)
_KIN = r"(?:我?们?(?:妈妈?|爸爸?|老公|老婆|爱人|先生|太太|儿子|女儿|同事|朋友|[哥姐弟妹]{1,2}))?"
_OFFICE = rf"(?:我们?|我司|本)?(?:学校|公司|单位)?的?{_HAN}{{1,5}}?(?:部门?|科|处|室|组|中心|办公室)的?"
_DESK = rf"(?:{_OFFICE})?"  # 「采购部林晓岚」
_HAN_NAME = rf"[小老阿]?[{SURNAMES}](?:{_HAN}{{0,3}}?){_TITLE}?|{_HAN}{{1,6}}·{_HAN}{{1,8}}"
_LATIN_NAME = r"[A-Za-z][A-Za-z.'-]{0,14}(?: [A-Za-z][A-Za-z.'-]{0,14}){0,2}"
# 「阿May」, 「王Lily」, 「Tony老师」, 「Amy陈」: no name of a thing, as in 「小Mac」.
_THING = (
    r"(?!(?i:iphone|ipad|mac|macbook|imac|watch|airpods?|airtag|homepod|vision|apple|ios|ipados|macos|apps?|wi-?fi|siri|face|touch|id|sn|sim|imei"
    r"|ok|no|yes|hi|hello|pro|max|mini|plus|air)(?![A-Za-z]))"
)
_LATIN_GIVEN = rf"{_THING}[A-Za-z][A-Za-z'-]{{1,14}}"
_MIXED = rf"(?:[小老阿]|{_FAMILY}){_LATIN_GIVEN}{_TITLE}?|{_LATIN_GIVEN}(?: [A-Za-z]{{2,15}})? ?(?:{_FAMILY}?{_TITLE}|{_FAMILY})"
_ENDS = r"(?:就[行好]|就可以|即可)?[吧哈啊呀哦啦呗]*"
_DONE = "重等换来去打还刷修拿找买付交转发报寄送做用点扫按关开填删清恢联加备升降"  # 「客服叫我重启」 gives no name
_INTRODUCED = re.compile(
    rf"(?:您好|你好|喂|那|您?你?就|另外?|[哦噢啊嗯呃额诶哎欸]|好的?|对)*(?:我叫|[叫喊]我|称呼我|我姓|我性(?=[{SURNAMES}]{{1,2}}$)|免[贵貴]姓|[贵貴](?:姓|(?!.?.?好|方|[司处校院店行]))|(?:[他她]|机主|本人|敝)?(?<![贵貴])姓|[他她]叫|我的?(?:名字|name)(?:是|叫))\s*({_MIXED}|{_HAN_NAME}|{_LATIN_NAME}|(?![{_DONE}])[小老阿]?{_HAN}{{1,3}}?){_ENDS}$",
    re.IGNORECASE,
)
# What should stand there: 「称呼写全名方晓燕吧」, 「联系人周启明」, 「名字登记成沈丽就行」.
_LINE = re.compile(
    rf"(?:(?:称呼|姓名|名字|联系人|联络人)(?:我(?!们?[要不])|[他她]|别写我|那|这|一|栏|行|项|就|请|麻烦|帮我|给我|全名|全称|本名|真名|的|也|都|要|应该|是|系|应?为|叫|用|写|填|留|记|登记|拼|打|输|弄|搞|改|换|错|了|成|为|到|上|没有?|不?对|漏|忘|空着?|进去|啊|呀|吧|哦|[:：,，。！!\s])*?"
    rf"|(?:登记|写|填|记|留)(?:成|为|我)?全名(?:是|叫)?|登记(?:成|为|的话)(?:就|请)?写?|(?:^|[，,。？?！!\s])(?:那|就)+(?:写|填|记|留)(?={_WHOLE}|{_FAMILY}{_TITLE})|(?:^|[，,。；;！!\s]|请|麻烦|直接|后续|以后|就|改)联系(?=(?!人)(?:我|{_HAN}{{1,5}}(?:[部科处室组]|中心)|{_FAMILY}))){_KIN}{_DESK}(?:叫|的)?[吧啊哈，,:：\s]*(?!(?<=[记写改换填])成|上(?!官))(?P<name>(?:{_MIXED})(?=$|[吧哈啊就，,。.])|{_WHOLE}{_THEN}|[小老阿]{_GIVEN}{_THEN}|[小老阿]?{_FAMILY}{_GIVEN}{{0,2}}{_TITLE}|[小老阿]?{_FAMILY}(?=$|[吧哈啊，,。.])|{_LATIN_NAME}(?=$|[，,。.；;！!？?吧就]))"
)
# 「刚说了我叫顾敏」, 「我个名系陈家乐」, 「我姓周周建国」, with anything before and behind.
_OWN = re.compile(
    rf"(?:我|本人)(?:的|个)?(?:(?:名字?|姓名|全名)(?:是|叫做?|系|就是)|叫做?)\s*(?P<name>{_WHOLE}{_THEN})"
    rf"|(?:免?(?:我|[贵貴])|敝|本人|(?<![\u4e00-\u9fff]))姓(?P<family>{_FAMILY})[，,\s]*(?:名字?|全名)?叫?(?P<again>(?P=family){_GIVEN}{{1,2}}){_THEN}"
    # 「我姓邓就叫我邓老师吧」
    rf"|姓(?P<titled>{_FAMILY})[，,\s]*(?:您|你们?|就|可以|直接|都)*[叫喊称](?:呼)?我?(?P<called>(?P=titled){_TITLE})"
    # 「我是老赵 13911660278」, 「喂你好啊我是老赵嗯我那个」
    rf"|(?<![不只就算也])我(?:就)?是(?P<daily>[小老阿](?!白|顾客|程序|安卓|时)[{SURNAMES}])(?=$|[^\u4e00-\u9fff]|[嗯啊呃哦额呀哈我])"
    # 「喊我邓老师就行」, with anything behind
    rf"|[叫喊](?:呼)?我\s*(?:(?P<short>(?![{_DONE}]){_HAN}{{1,4}}?|{_LATIN_GIVEN})\s*(?:就(?:行|好|可以)|即可)|(?P<just>[小老阿][{SURNAMES}]|{_FAMILY}{_TITLE})吧)"
    # 「我是信息组的项老师」
    rf"|我是{_OFFICE}(?P<office>{_FAMILY}{_TITLE}|{_WHOLE}{_TITLE}?)(?=$|[^\u4e00-\u9fff])"
)
# 「本人姓陈，名静怡」, 「敝姓佘，单名一个岚字」: the name in two pieces.
_IN_PIECES = re.compile(
    rf"姓(?P<family>{_FAMILY})[，,。、\s]*(?:单?名(?!字|片|称)(?:叫|是|一个|单字|单)*)(?P<given>{_GIVEN}{{1,2}}?)字?(?=$|[^\u4e00-\u9fff])"
)
# 「我姓闵白天在工地上太吵」: dictated, a surname goes before anything.
_SURNAME_ALONE = re.compile(rf"(?:我|敝|本人|免[贵貴])姓(?P<name>{_FAMILY}{_TITLE}?)")
# 「我叫刘桂兰验证码我也告诉他了」: where nothing that usually follows a name does, it has three characters.
_RUN_ON = re.compile(rf"我(?:的?名字?)?叫(?:做)?(?P<name>{_FAMILY}{_GIVEN}{{2}})(?=[\u4e00-\u9fff])")
# 「打过来找刘总」, 「请与电教组罗老师联系」: whom to ask for.
_ASKED_FOR = re.compile(
    rf"(?:(?:找|打给|联系){_DESK}(?P<name>{_FAMILY}{{0,1}}{_GIVEN}{{0,2}}?(?<=[{SURNAMES}]){_TITLE}|{_WHOLE})(?=$|[^\u4e00-\u9fff]|[就吧哈啊呀即来聊说谈接])"
    rf"|(?:与|和|跟|同){_DESK}(?P<with>{_FAMILY}{_GIVEN}{{0,2}}?{_TITLE}|{_WHOLE})(?=(?:联系|对接|沟通)(?!过|不))"
    # 「这是我妹妹的手机她叫周敏」
    rf"|[他她]叫(?P<other>{_WHOLE}){_THEN})"
)
# 「写许晴，言午许，晴天的晴」: whoever spells a name means it to stand so.
_SPELT = re.compile(
    rf"(?P<name>(?!上(?!官))(?P<first>{_FAMILY}){_GIVEN}?(?P<last>{_GIVEN}))(?=[，,。\s(（]+(?:就?是|姓)?(?:{_HAN}{{2}}(?P=first)|{_HAN}{{1,4}}的(?:(?P=first)|(?P=last)))(?!{_HAN}))"
)
_IS = re.compile(rf"(?:我(?:就)?是|(?:另外?|我)?本人(?:是|为|名叫|叫)?)\s*({_WHOLE}){_ENDS}")
# A word of a Latin name is no word that goes on behind it: 「my name is Kevin and …」.
_LATIN_WORD = r"(?!(?:and|but|my|i|the|from|with|phone|tel|please|pls|plz|thanks?|thx|is|at|to|on|in|for|here|back|by|now|later|when|if|after|before|anytime|tomorrow|tonight|today|asap|ok|or|a|an|not|it)\b)[A-Za-z][A-Za-z'-]{0,14}"
_ENGLISH = re.compile(
    rf"(?:(?:my|the|我的?)\s*(?:full )?name(?:\s*is|'s|\s*[是叫:：])|(?:^|[，,。;；\n])\s*name\s*[:：]|\bcall me\s|(?:^|\b(?:hi|hello|hey)\b[，,!！\s]*)this is\s)\s*(?P<name>{_THING}{_LATIN_WORD}(?: {_LATIN_WORD}){{0,2}})",
    re.IGNORECASE,
)
_I_AM = re.compile(rf"(?:i am|i'm|im|this is|it's|call me)\s+({_LATIN_WORD}(?: {_LATIN_WORD}){{0,2}})[.!]?", re.IGNORECASE)
_ALONE = re.compile(rf"(?:我?是|应该是|您?就叫)?\s*({_MIXED}|{_HAN_NAME}|{_LATIN_NAME}){_ENDS}")
_BARE = re.compile(rf"(?:我?是|叫)?({_MIXED}|{_WHOLE}){_TITLE}?{_ENDS}")
_TITLED = re.compile(rf"(?:我是)?([{SURNAMES}]{_TITLE})")
_DEPARTMENT = re.compile(rf"^(?:我是)?{_HAN}{{1,6}}(?:部门?|科|处|室|组|中心)(?:的)?[\s，,]*(?={_HAN}{{1,4}}$)")  # 「采购部小韩」
_NUMBER = r"\d[\d -]{5,}\d"
# What begins like a name for every day, and is none: 「老家」, 「小时」.
_DAILY = rf"(?:[小老阿](?![家人时区学孩米红程度心板婆公师妈爸爷奶弟妹哥姐姨是样旧店化用型件组号点票费姑叔伯舅]){_GIVEN}{{1,2}})"
# 「13800001111吴」, 「刘 13800001111」, 「13800001111 孙女士」: beside a number a surname alone is one.
_BESIDE_NUMBER = re.compile(
    rf"[^\u4e00-\u9fff]*{_NUMBER}\s*(?P<after>{_FAMILY}{_TITLE}?|{_DAILY})[。.]?|[，,。\s]*(?P<before>{_FAMILY}{_TITLE}?|{_DAILY})[，,:：\s]*{_NUMBER}[。.]?"
)
# 「13800001111 我姓苗 她那个店里…」: blanks in place of points.
_SURNAME_BESIDE = re.compile(rf"(?:^|[\s\d，,。；;])另?(?:我|他|她|机主|本人|敝)?免?[贵貴]?姓({_HAN}{{1,2}}{_TITLE}?)(?=[\s，,。；;！!]|$)")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")
_CALLED = re.compile(r"((?:我|他|她)叫|叫我|姓|名字[是叫])\s+")
_NO_NAME = re.compile(
    r"我|错|写|改|填|什么|不|没|怎么|为什|哪|吗|呢|知道|可以|需要|电话|手机|方便|时候|确认|金额|安装|成功|文件|单位|路上|白天|任何|万一|包括|左右|关机|关于|毕竟|高兴|游戏|都行"
)
# Words of daily life that look like a name; what ends in a character of `_NOT_GIVEN` needs no word here.
_WORDS = re.compile(
    r"谢谢|辛苦|高兴|安静|安全|安心|安排|安卓|万[一分能]|方[法案式向形]|白[天屏色]|夏[天季]|周[一二三四五六日天年]|[上下]周|马[上达]|成[功本交年]|金[额属色]|毕竟|关[于注闭掉]|文[件字本]|包[括装]|左右|游[戏客]|任[何意务]"
    r"|施工|严重|毛病|顾客|康复|程序|纪念|单[独位身]|蓝[牙色]|温度|易|钟[头点]|陆续|余[额下]|熊猫|牛奶|祝好|凌晨|申[请诉]|于[昨今前上本去是]|路[由上过]|高[清温考中]|和|向|平|全|时|许多|江[苏西湖]|甘肃|宁夏|安徽|石头|童年|盛夏|舒服|符合|计划|金融|黄[色牛]|全[部新]"
)


_GROUPS = ("again", "name", "called", "daily", "short", "just", "office", "with", "other")


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
    told = text.strip(" 。，,.!！~")
    if office := _DEPARTMENT.match((whole := align(told)).text):  # 「資訊部 簡志豪」
        told = told[whole.origin(*office.span())[1] :]
    introduced = introduced_name(told) or ((english := _I_AM.fullmatch(told)) and english[1])
    if introduced:
        return introduced
    aligned = align(told)
    match = _ALONE.fullmatch(aligned.text)
    if match is None or (not _TITLED.fullmatch(match[1]) and _NO_NAME.search(match[1])):
        return None
    return told[slice(*aligned.origin(*match.span(1)))]


def leading_name(clause: str) -> str | None:
    """The name that is all of a clause, where more is said behind it; a surname alone is too little to tell.

    >>> leading_name("裴勇"), leading_name("Kevin"), leading_name("好的")
    ('裴勇', 'Kevin', None)
    """
    match = _BARE.fullmatch(clause.strip()) or _TITLED.fullmatch(clause.strip()) or re.fullmatch(rf"({_LATIN_GIVEN})", clause.strip())
    return match[1] if match and not _no_name(match[1]) else None


def introduced_name(text: str) -> str | None:
    """The name of somebody who gives it unasked: 「我姓王」, 「李老师」 alone, 「王浩然 13800001111」."""
    named = given_name(text)
    return named.name if named else None


def given_name(text: str, *, alone: bool = False) -> Named | None:
    """The same with its weight. Where a name may stand `alone`, it needs no number beside it."""
    aligned = align(text)
    plain = aligned.text
    if (pieces := _IN_PIECES.search(plain)) is not None and not _no_name(pieces["given"]):
        return Named("".join(text[slice(*aligned.origin(*pieces.span(key)))] for key in ("family", "given")), Weight.OWN)
    for pattern, weight in (
        (_LINE, Weight.AS_IT_SHOULD_STAND),
        (_SPELT, Weight.AS_IT_SHOULD_STAND),
        (_OWN, Weight.OWN),
        (_ENGLISH, Weight.OWN),
        (_SURNAME_ALONE, Weight.OWN),
        (_RUN_ON, Weight.OWN),
        (_ASKED_FOR, Weight.OF_ANOTHER),
    ):
        match = pattern.search(plain)
        group = next((key for key in _GROUPS if match and match.groupdict().get(key)), "")
        if match and not _no_name(match[group]):
            begins, ends = aligned.origin(*match.span(group))
            whole = _whole_beside(re.split(r"[，,。；;！!\n]", text)) if group == "short" and match[group].isascii() else ""
            return Named(whole or text[begins:ends], weight)  # 「叫我Kevin就行，周凯文」
    return _whole_clause(text) or _bare(text, beside=re.search(_NUMBER, plain) is not None or alone)


def _whole_clause(text: str) -> Named | None:
    """A clause that says nothing but how somebody is called."""
    parts = [part.strip() for part in re.split(rf"[，,。；;！!\n]|{_NUMBER}", text)]
    # Many write a blank where others put a comma: 「我叫小鹿 在成都」.
    pieces = [piece for part in parts for piece in _BLANK.split(_CALLED.sub(r"\1", part))]
    for part in (*parts, *(piece for piece in pieces if piece not in parts)):
        match = _INTRODUCED.match(part) or _IS.fullmatch(part) or _TITLED.fullmatch(part)
        if match and not _NO_NAME.search(match[1]) and not (match.re is _IS and _WORDS.match(match[1])):
            other = re.match(r"[他她]|机主", part) or match.re is _TITLED
            whole = _whole_beside(parts) if match[1].isascii() else ""  # 「叫我Kevin就行，周凯文」
            return Named(whole or match[1], Weight.OF_ANOTHER if other else Weight.OWN)
    beside = _BESIDE_NUMBER.fullmatch(text.strip()) or _SURNAME_BESIDE.search(text)
    name = next(filter(None, beside.groups()), "") if beside else ""
    return Named(name, Weight.OF_ANOTHER) if name and not _NO_NAME.search(name) else None


def _whole_beside(parts: list[str]) -> str:
    """The Chinese name that stands alone in one of the parts."""
    return next((match[1] for part in parts if (match := _BARE.fullmatch(part)) and not _no_name(match[1])), "")


def _bare(text: str, *, beside: bool) -> Named | None:
    """A name and nothing else in its clause, while a number stands beside it."""
    aligned = align(text)
    for part in re.finditer(rf"(?:(?!{_NUMBER})[^，,。；;！!:：/\s\d])+", aligned.text) if beside else ():
        match = _BARE.fullmatch(part.group())
        if match and not _no_name(match[1]):
            begins, ends = aligned.origin(part.start() + match.start(1), part.start() + match.end(1))
            return Named(text[begins:ends], Weight.BARE)
    return None


def whole_name(text: str) -> bool:
    """True for a surname with a given name and nothing else."""
    return re.fullmatch(_WHOLE, text) is not None and not _no_name(text)


def _no_name(name: str) -> bool:
    return bool(_NO_NAME.search(name) or _WORDS.match(name))


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
    return re.sub(rf"{_TITLE}$", "", name)


_SIGNED = re.compile(rf"[小老阿][{SURNAMES}]|[{SURNAMES}]{_HAN}{{0,2}}{_TITLE}")


def signed_name(text: str) -> str | None:
    """The name of somebody who adds it to something else: with a title, as 「老周」, or behind a department. A bare name is none.

    >>> signed_name("信息科老周"), signed_name("金陵饭店")
    ('老周', None)
    """
    plain = text.strip(" 。，,.!！~")
    rest = _DEPARTMENT.sub("", plain)
    return read_name(plain) if rest != plain or _SIGNED.fullmatch(plain) else introduced_name(plain)
