"""Questions that are put in passing: they are of the matter at hand unless they plainly bring another thing or another wish,
and whoever answers, or owns up, leaves the rest of the talk as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Asks
from helpline.model.asking import asks
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.belonging import speaks_of_another
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wishes import wanted_mode
from helpline.services.questions.side_answers import OF_ANY, OF_LABEL

_FACTS = ("serial_number", "imei", "contact_phone", "order_number", "event_number", "error_code", "purchase_date", "os_version")
_SHORTEST = 3  # characters in which something is asked: 「贵不贵」
_TROUBLE_SURE = 0.7
# Many write a blank where others put a comma: 「懒得找 跳过嘛」.
_CLAUSE = re.compile(r"(?:(?<![\u4e00-\u9fff])[ ]|[ ](?![\u4e00-\u9fff])|[^\s，,。；;！!？?])+[？?]*")
_GOES_WITH = "配件"  # the family of chargers and cables
_ITS_OWN_NAME = re.compile(r"(?:查找|find my|寻找)(?:我的)?\s*$", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?:您好|你好|请问|請問|麻烦|谢+|多谢|感谢|对了|还有|另外|顺便|那个?|我|想|先|再|就|问|问问|问下|一下|哦|嗯|啊|好的?|不好意思|打扰了?|哎|诶|ok|thx|thanks|hi|hello|\W)*",
    re.IGNORECASE,
)
# Why something is asked, when, where and how it stands: each has its own answer. So has a bare wish for a yes.
_ELSEWHERE = re.compile(
    r"为[什啥]么?|干[嘛什]么?|凭什么|还要[^，,]{0,6}[?？]$|(?:什么|啥)时[候间]|几点|几时|何时|哪天|几号(?!码)|周几|怎么回事|什么意思|啥意思|啥叫|什么是"
    r"|(?:约|登记|记|办|提交|取消|改)(?:上|好|成|下来?|成功)了?(?:[吗没么]|没有)|(?:到哪|哪一?步|进度)|不是(?:都|已经|早就|刚才?)*(?:说|讲|告诉)过"
    r"|^(?:这样|那|就|那就)*(?:行|好|对|是|可以|确认|提交)(?:了)?(?:吗|不|么|嘛|吧)?[?？]*$|(?:不知道|不清楚|不记得|忘了)|听[得懂]"
    r"|(?:记|写|加|改|换|补|更新)[^，,]{0,3}(?:了|好|上|进去|过来|掉)[^，,]{0,2}(?:[吗没么]|没有)[?？]*$|打给我还是|还是我打|(?<!要去)哪[个家种里]|(?:别的|其[他它]|还有)[^，,]{0,3}(?:时间|店)|推荐|建议|最[早快近]|更[早快近]"
    r"|没(?:动|变)吧|(?:的事情?|那[件个边])呢|跳过|想想|想一想|找找|放哪|懒得|再说一[遍次]|这个号|报(?:编号|号)"
)
_TIMED = re.compile(
    r"\d\s*(?:点|:|[号日])|[一二两三四五六七八九十半]点(?!都)|[今明后]天|(?:周|星期|礼拜)[一二三四五六日天]|[上下中]午|晚上|(?<![a-z])(?:tomorrow|today|mon|tue|wed|thu|fri|sat|sun)(?:day)?"
)
_CHANGES = re.compile(
    r"(?:晚|早|提前|推后)(?:\d|[一两半几]|点|些)|改(?!造|装)|推迟|提前|延(?:期|后)|取消|撤|退掉|重新约|再约|加急|催|换(?:个|成|到|一)?(?:时间|天|家|店|方式|号|电话)|登记|报修|提交|转人工"
)
_AFTER_BOOKING = re.compile(r"约[好了上]*[^，,]{0,2}(?:之后|以后|完)[^，,]{0,3}(?:能|可以)")
_POSSIBLE = re.compile(
    r"能不能|可不可以|能否|可否|可以|(?<!智)(?<!功)能(?!用)|(?:行|好|成|中)(?:[吗么嘛]|不(?:行|好|成)?)[?？]*$|方便|想|帮我|麻烦|不如|要不(?!要)"
)
_WHETHER_THERE_IS = re.compile(
    r"(?:店[里家]?|门店|那边)(?:能不能|可不可以|能|可以|会|给|让|支持)(?![^，,]{0,4}[打约])|有没有|有没得|有木有|(?:店[里家]?|那边)有[^，,]{1,8}(?:没有|没|吗|不)$"
)
_WAITS_THERE = re.compile(
    r"在[^，,]{0,4}[店那][里儿]?[^，,]{0,4}(?:等|坐|看着|看你|待|休息)|等着(?:修|拿|取)|(?:替|帮|代)我|[吗么]还是|上门费"
)
_OUR_HOURS = re.compile(
    r"(?:你们|客服|顾问|店[里家]?|门店|热线)[^，,。；;]{0,8}([打接上开休])不\1|(?:你们|客服|门店)[^，,。；;我]{0,6}(?:上班|休息|营业|有人)[吗不么没]|(?:你们|客服|顾问|热线)[^，,。；;我]{0,6}几点(?:到|至)几点"
)
_ALL_DAY = re.compile(r"24 ?[x*×/小个h]|全天|通宵|半夜|夜里|深夜|深更|凌晨(?!\d|[一二两三四五六]点)|全年|无休|值[守班夜]|在线")
_HYPOTHETICAL = re.compile(
    r"如果|要是|万一|假如|到时|的话|[修换弄寄](?:不|坏|丢)|赶不|迟到|晚到|没接|错过|丢了?怎|不在家|过号|下雨|没带|忘带|堵车"
)
_WHAT_TO_DO = re.compile(r"怎么办|咋办|咋整|咋弄|怎么弄|如何处理|怎么处理")
# 「怎么打包」 is of the repair, 「怎么设置」 of something else
_HOW_ELSE = re.compile(
    r"(?:怎么|咋|如何)(?!打?包|寄|通知|告诉|联系|付|交|给钱|去|过去|走|停|收|算|赔|修|换|取|拿|证明|核对|排|进店|带|说|跟|填|拆|核对|确认|知道是|认|约|办|保护|安排|保证)"
)
_ORDERS = (
    r"订单|下单|单号|物流|发货|到货|官网|网上|旗舰店|退货|退款|会员|订阅|续费|扣[费款]|充值|闹钟|游戏|采购|批量|验证码|诈骗|骗子|骗|短信链接|验机|新机|新款|买(?!的时候|时)"
    r"|(?:微信|支付宝|qq|抖音|淘宝)(?!付|支付|钱|上?付|交)|apple ?care|ac ?\+|服务计划|延保|保险|视障|听障|旁白|app(?![a-z])"
)
_OF_ELSE = re.compile(_ORDERS)
# What concerns a repair only where it has to be done for it: 「要退出 Apple ID 吗」
_MUST = re.compile(r"要不要|用不用|需不需要|是不是要|需要|必须|得先|(?:要|用|得)[^，,]{1,12}(?:吗|么|嘛|不)[?？]*$|先[^，,]{1,10}[吗么]")
_IF_MUST = re.compile(r"apple ?id|账[号户]|帐[号户]|icloud|密码|查找|激活锁|系统|升级|更新|蓝牙|wi-?fi|备份", re.IGNORECASE)
_TROUBLE = re.compile(r"坏|不了|不上|失灵|没声|没反应|闪退|卡(?:死|顿|住)|黑屏|花屏|死机|裂|碎|进水|不出|报错|[总老一]直?是?")
# What surely is asked of how all of it goes on, whatever the matter.
_OF_THE_COURSE = re.compile(
    r"要去哪[家个]?店|谁[^，,]{0,6}(?:打|联系|找|来)|[打来](?:给我|过来|电话)?[^，,]{0,6}(?:号码?|什么人)|(?:什么|哪个)号码?[^，,]{0,4}打|(?:找|问)谁|带(?:什么|啥|哪些|.{1,6}[吗不么])|要准备|收费|要钱|花钱|免费|多久|多长时间|几天"
    r"|短信|微信付|花呗|停车|通知我|普通话|英[文语]|约[^，,]{0,4}(?:之后|以后)[^，,]{0,3}(?:能|可以)|how long|do i (?:need|have)|\bpark|\bpay\b"
)
# What is asked of any repair, whatever words it is put in.
OF_A_REPAIR = frozenset(
    (Asks.DURATION, Asks.DATA, Asks.FEE, Asks.AT_HOME, Asks.POSTAGE, Asks.BRING, Asks.PARTS, Asks.SPARE, Asks.PAY, Asks.GUARANTEE)
    + (Asks.PASSWORD, Asks.PRIVACY, Asks.REPLACE, Asks.MEANWHILE, Asks.ERASED, Asks.MODIFIED, Asks.ORIGIN, Asks.SINCE, Asks.COVERED)
    + (Asks.COMMON, Asks.PAPER)
)


@dataclass(frozen=True)
class Passing:
    """The questions of a message, and what is told beside them; None where nothing is."""

    questions: tuple[str, ...]
    rest: Heard | None


def asks_our_hours(heard: Heard) -> bool:
    """True for 「你们中午打不打电话的呀」 and 「24x7 吗」: whether we do at all, and no time that is proposed."""
    plain = normalise(heard.text)
    return _OUR_HOURS.search(plain) is not None or (heard.asks(heard.text) is Asks.HOURS and _ALL_DAY.search(plain) is not None)


def names_other(catalogue: Catalogue, heard: Heard, known: str) -> bool:
    """True where a device is named that is not the `known` one, nor goes with it: 「充电器要带不」 and 「查找我的iPhone」 name none."""
    device = catalogue.device_named(known)
    mine = catalogue.families[device.family].name if device else known
    for found in heard.found:
        if found.entity not in ("device_model", "device_family") or _ITS_OWN_NAME.search(heard.text[: found.start]):
            continue
        named = catalogue.device_named(found.value)
        family = catalogue.families[named.family].name if named else found.value
        same = known.startswith(found.value) or found.value in (mine, known) or not known
        if not same and family != _GOES_WITH:
            return True
    return False


def in_passing(catalogue: Catalogue, label: Label, heard: Heard, answers: Callable[[Heard], bool] = lambda part: False) -> Passing | None:
    """The questions of a message that are of the matter at hand; None where there are none, or it brings another matter or a wish.

    `answers` is true for a clause that answers what is asked. Whoever calls knows whether another device is named.
    """
    questions, rest = list[str](), list[str]()
    if heard.chosen or speaks_of_another(normalise(heard.text)):
        return None
    for clause in (found.group().strip() for found in _CLAUSE.finditer(heard.text)):
        if not _COURTESY.sub("", clause):
            continue
        part = heard.part(clause)
        if not asks(clause, heard.acts) or answers(part):
            rest.append(clause)
        elif not _of_the_matter(catalogue, label, part) or any(found.entity in _FACTS for found in part.found):
            return None
        else:
            questions.append(clause)
    if not questions:
        return None
    told = heard.part("，".join(rest), intent="talk_inform", confidence=0.6, ranking=(), problems=()) if rest else None
    return Passing(tuple(questions), told)


def _of_the_matter(catalogue: Catalogue, label: Label, part: Heard) -> bool:
    """False for what has an answer of its own elsewhere, for a wish, and for what names a thing that is none of the matter."""
    plain, asked = normalise(part.text), part.asks(part.text)
    if asked in OF_ANY and not (_TIMED.search(plain) or _wishes(plain)):
        return True
    if asked is not None and label in OF_LABEL.get(asked, ()):
        return True
    if len(re.findall(r"[\u4e00-\u9fff]|[a-z]+", plain)) < _SHORTEST or _ELSEWHERE.search(plain) or _TIMED.search(plain):
        return False
    if asked in OF_A_REPAIR and label in OF_A_DEVICE and not _wishes(plain):
        return True
    if _wishes(plain) or (_WHAT_TO_DO.search(plain) and not _HYPOTHETICAL.search(plain)):
        return False
    if label not in OF_A_DEVICE:
        return _OF_THE_COURSE.search(plain) is not None
    if _OF_ELSE.search(plain) or (_IF_MUST.search(plain) and not (_MUST.search(plain) or _WHETHER_THERE_IS.search(plain))):
        return False
    if _HOW_ELSE.search(plain) and not _WHAT_TO_DO.search(plain):
        return False
    route = catalogue.routes.get(part.intent)
    fault = route is not None and route.label is not label and "_fix_" in route.intent and part.confidence >= _TROUBLE_SURE
    return not (fault and _TROUBLE.search(plain))


def _wishes(plain: str) -> bool:
    """True for 「能寄修吗」 and 「可以改时间吗」; 「约了以后还能取消吗」 only asks."""
    if _CHANGES.search(plain):
        return _AFTER_BOOKING.search(plain) is None
    if _WHETHER_THERE_IS.search(plain) or _WAITS_THERE.search(plain):
        return False
    return _POSSIBLE.search(plain) is not None and wanted_mode(plain) is not None
