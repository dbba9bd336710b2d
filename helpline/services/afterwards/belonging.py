"""Whether words belong to the event of this talk, or begin another matter."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Does
from helpline.model.asking import asks
from helpline.model.attempts import tried_steps
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, Label
from helpline.model.statements import asks_something, clauses, substance
from helpline.model.text import normalise
from helpline.model.understanding import Found, Heard
from helpline.ports import UnitOfWork
from helpline.services.handover.ways import OF_A_DEVICE

SHORTLY = timedelta(hours=2)  # after which what is said may well be of something else
SURE, TALK_SURE = 0.4, 0.5
TELLING = 6  # characters in which more can be told
OF_A_PURCHASE = (Label.ENTERPRISE, Label.EDUCATION, Label.ONLINE_STORE)  # what is named there is bought, and no other device at hand
_CHANGES = ("service_change_booking", "service_cancel_booking")
FAULTS = ("hardware_report_", "general_check_", "general_fix_", "accessibility_")
_ACCESSORIES = "配件"
ADDS = re.compile(
    r"(?:哦|啊|呃|嗯|诶|哎|那个)*[，, ]*(?:对了|还有(?!没)|再(?:加|补|说|讲)一?[句下点条个]|补充|忘了?说|漏了?说|顺便说|另外说|更正)"
)
POINTS_BACK = re.compile(
    r"(?:刚才|刚刚?|前面|之前|上面|原来)(?:说|登记|报|讲)?过?的?(?:那|这)一?[台块部个副只件把条]|同一[台块部个副件]|(?:已经|刚才|刚刚|都)(?:登记|报)过"
    r"|(?:不是|没有?|不用|不要|不想|别)(?:要|想|说)?(?:再|另外?|重新|又)[^，,。]{0,3}(?:登|报|建|约一|开)|不是新的|补一?句|(?:这句|这[点条]|也)(?:给我|帮我)?(?:写|加|记|补)[上下进]"
    r"|(?:那|这)[个件][^，,。]{0,2}别忘|别忘了?(?:写|加|记|补|改|备注)|改[成为]\d+[台部]"
    r"|(?:加|补充|(?<!登)记)(?:一下|进去|上去|到(?:刚才|之前|那|里))(?:就|吧|$)|(?:记|加|补|写)[上下进](?:去|来)?了?(?:没有?|吗)[啊呀]?[?？]*"
    r"|(?:记|加|补充?|写|放)(?:到|在|进)[^，,。；;]{0,14}(?:事|单子?|事件|回电|预约|登记)(?:里面?|上|中|去)|(?:那|这)[个条事点]?(?:也)?(?:别|不要)(?:忘|漏)"
    r"|^再(?:加|补|记)(?:上|充)?一?[条句点笔]"
)
# 「哦是微信付的」 too
ITS_OWN = re.compile(
    r"^(?:就|应该|哦|对了)*是[左右前后上下里外][边面侧](?:的|那|这)|^(?:哦|噢|对了?|嗯|啊|诶|呃)+[，, ]*(?:就|应该|好像)?是[^，,。；;？?]{1,14}的(?=[，,。；;！!~]|$)|(?:[它他她]|我|刚才)的?(?:那|这)[台块部副只把]"
)
TO_IT = re.compile(
    r"(?:帮我|给我|麻烦|也|一起|一块儿?|顺便|都)+(?:加|补|记|写|备注)(?:上|进去|一下|一笔)|一(?:起|块儿?)(?:修|看|检查|弄|处理|解决)"
    r"|(?:在|往)[^，,。；;]{0,8}(?:记录|登记|事件|单子?|备注|里面?)(?:里面?|上|中)?(?:写|记|加|补|备注)|(?:写|记|补|加|备注)一[句条笔](?!也)"
)
_ANOTHER = re.compile(
    r"另外.{0,6}(?:还有|一[台部块副个件]|有[台部块副个件])|还有一[台部块副件]|另一[台部块副件个](?!耳|只)|(?<!没有)(?<!没)别的(?:设备|问题|事)|新的?问题|(?:换|问)个?(?:别的)?(?:问题|设备)|第二[台部块副件]|(?:另外?|别的?|其他|第二|上)(?:一|那)?[个笔]?(?:订单|单子?)"
    r"|[爸妈爷奶姐哥弟妹婆公儿友学事们]的?(?:那|这)?(?:[台部块副]|手机|手表|平板|电脑|耳机|ipad|iphone|mac)[^，,。]{0,6}也|(?<!不)(?<!用)(?<!再)(?:重新|另外)登记|再登记?一[台部件个]"
)
_NO_NEW = re.compile(r"不是(?:什么|要)?新的?(?:问题)?|(?:不是|没有?|不用|不要|不|别)(?:要|想|说)?(?:再|另外?|重新|又|单独)+[^，,。]{0,5}")
WISHES = re.compile(r"想|要|帮|请|查|约|申请|麻烦|求|给我|找")
_WISHES_ELSE = re.compile(r"想|帮|请|查|给我|麻烦|求|推荐|订|讲|唱|写[个首篇]")  # of what is not ours: 「要搬家」 only tells
_HOPES = re.compile(r"希望|最好(?!的)|但愿|尽量|争取|务必|千万|怕|担心")  # 「最好当天能修完」, which asks for no store
_OF_ONESELF = re.compile(r"我|咱|俺|家[里人]|孩子|老[人公婆伴]|儿子|女儿|爸|妈")
_BESIDE_IT = re.compile(r"路由|光猫|宽带|显示器|电视|打印机|充电宝|硬盘|车[机里上]")  # what it is used with
_ALONG = re.compile(r"(?:也|顺便|一起|一块|一并|顺带)[^，,。；;]{0,6}(?:看看?|修|检测|检查|带|弄|查)")
_NOT_SAID = re.compile(r"(?:没有?|不是)(?:在)?(?:说|讲|提|问)")  # 「根本没说电池」
_BULK = re.compile(r"采购|[买购订租]|\d+\s*[台部套件]|[一二两三四五六七八九十百]+[台部套]|批量|部署|管理|报价|方案|合作|招标")
_ALSO = re.compile(r"也|都一样|同样")
_HAPPENED = re.compile(r"了|过(?!期)|没|是|有|的$|在|被|还剩|剩下|够")
# What is told may sound like a word of courtesy: 「门卫说没看到」, 「家里小孩弄的」.
_MISHEARD = ("talk_cancel", "talk_unknown", "talk_deny", "talk_affirm", "talk_greet")
_NO_TALK = re.compile(
    r"不|算了|取消|没事|[好行谢]|可以|再见|拜|ok|嗯|哦|你|您|(?:没有?|没啥|没什么|没别的)(?:了|事|问题)?$|忘了|清楚|确[认定]"
)
_ITS_TROUBLE = re.compile(r"闪退|崩溃|打不开|登不[上进]|用不了|卡|不上|不了|不进|坏|碎|裂|黑屏|故障|慢|投诉")
_TROUBLE = re.compile(r"没|不|失败|错|少|坏|丢|漏|晚|慢|退|取消|换|改|重复|多扣")  # of an order: what may be a matter of its own


def of_this_talk(work: UnitOfWork, draft: Draft, now: datetime) -> Event | None:
    """The open event that was issued or changed in this conversation a short while ago, or that the customer has just proved to be theirs."""
    event = work.events.get(draft.event_number or draft.last_event or "")
    if event is None or event.status is not EventStatus.OPEN:
        return None
    if event.conversation_id != draft.conversation_id:
        return event if event.number == draft.event_number else None
    return event if now - event.updated_at <= SHORTLY else None


def points_back(text: str) -> bool:
    """True for 「就是刚才那块表」 and 「已经登记过了，加一下就行」: it is about the event that there is."""
    plain = normalise(text)
    return POINTS_BACK.search(plain) is not None and not speaks_of_another(plain)


def speaks_of_another(plain: str) -> bool:
    """True where another matter or device is begun in so many words: 「我不是要再登一个」 begins none."""
    return _ANOTHER.search(_NO_NEW.sub("", plain)) is not None


def speaks_of_other(catalogue: Catalogue, event: Event, heard: Heard) -> bool:
    """True where a device is named that is not that of the event."""
    named = devices_named(catalogue, event, heard)
    fault = heard.intent.startswith(FAULTS) and heard.confidence >= SURE
    if event.label in (Label.ENTERPRISE, Label.EDUCATION) and not fault:
        return False  # 「还要配手写笔，250 支」
    return any(not same_device(catalogue, event, found.value) for found in named)


def devices_named(catalogue: Catalogue, event: Event, heard: Heard) -> list[Found]:
    """The devices in the words; no accessories of an order, 「盒子配件都在的」, nor such as a step was tried with, 「充电头和线我都换过新的了」."""
    named = [found for found in heard.found if found.entity in ("device_model", "device_family")]
    if event.label is Label.ONLINE_STORE or tried_steps(normalise(heard.text)):
        return [found for found in named if not _goes_with(catalogue, found.value)]
    return named


def _goes_with(catalogue: Catalogue, named: str) -> bool:
    """True for accessories."""
    device = catalogue.device_named(named)
    return (catalogue.families[device.family].name if device else named) == _ACCESSORIES


def same_device(catalogue: Catalogue, event: Event, named: str) -> bool:
    """True where the name is that of the event's device, of its line or family, or one of its kind where only that is known."""
    known = str(event.facts.get("device_model") or "")
    if not known or known.startswith(named) or named.startswith(known.split(" 或 ", maxsplit=1)[0]):
        return True
    device = catalogue.device_named(known)
    return device is not None and catalogue.families[device.family].name == named


def merely_tells(event: Event, route: Route | None, heard: Heard) -> bool:
    """True where nothing is asked or wished for, and no other matter begun in so many words: it is told of the event, whatever it sounds like.

    Whoever asks has looked already whether another device is named.
    """
    plain = normalise(heard.text)
    unsure = route is None or (heard.confidence < SURE and not route.talk) or heard.intent == "talk_inform"
    if len(plain) < TELLING or speaks_of_another(plain) or (not unsure and route is not None and not _of_it(event, route, plain)):
        return False
    if asks_something(heard.text, heard.acts):  # 「要紧吗？空间是50G的套餐」
        rest = [clause for clause, _ in clauses(plain) if not asks(clause, heard.acts)]
        return unsure and len(rest[-1] if rest else "") >= TELLING
    if event.label in (Label.ENTERPRISE, Label.EDUCATION):
        return unsure or (route is not None and route.label in OF_A_PURCHASE)
    if WISHES.search(plain):
        return False
    if unsure or route is None or route.talk or route.label is Label.OUT_OF_SCOPE or _NOT_SAID.search(plain):
        return True
    if event.label in OF_A_DEVICE:  # 「后面摄像头拍照也糊」, 「店里之前说修不了」
        told = route.intent.startswith(FAULTS) and _ALSO.search(plain)
        near = route.label in (Label.HARDWARE, Label.APPLECARE, event.label)
        rather = near and not route.intent.startswith(FAULTS) and (_HAPPENED.search(plain) or _HOPES.search(plain))
        return route.label in OF_A_DEVICE and bool(told or rather)
    if route.label in (Label.ENTERPRISE, Label.EDUCATION) and _BULK.search(plain):
        return False
    return route.label in OF_A_PURCHASE and (route.label is not event.label or not _TROUBLE.search(plain))


def told_unsurely(route: Route | None, heard: Heard) -> bool:
    """True for 「我下个月3号出国，希望在那之前弄好」, which sounds like nothing, asks nothing and tells of no trouble: it is told of what is
    arranged."""
    said = [clause for clause, _ in clauses(heard.text)]
    if len(normalise(heard.text)) < TELLING or asks_something(heard.text, heard.acts) or not substance(heard.text, heard.acts):
        return False
    unsure = route is None or heard.intent == "talk_inform" or heard.confidence < (TALK_SURE if route.talk else SURE)
    unsure = unsure or (heard.intent == "outside_other" and _tells_of_oneself(normalise(heard.text)))  # 「我月底要搬家到苏州」
    return unsure and heard.intent not in _CHANGES and not any(heard.does(clause) is Does.TROUBLE for clause in said)


def seen_to_too(route: Route | None, heard: Heard) -> bool:
    """True for 「耳机也想顺便看看」: another device, of which nothing more is told than that it comes along."""
    return told_unsurely(route, heard) and _ALONG.search(normalise(heard.text)) is not None


def _tells_of_oneself(plain: str) -> bool:
    return _OF_ONESELF.search(plain) is not None and _WISHES_ELSE.search(plain) is None


def _of_it(event: Event, route: Route, plain: str) -> bool:
    """True unless what it sounds like is answered for itself: a courtesy, or what is not ours, and is in trouble or of another maker."""
    if route.talk and route.label is not Label.OUT_OF_SCOPE:
        return route.intent in _MISHEARD and _NO_TALK.search(plain) is None
    if route.label is not Label.OUT_OF_SCOPE or event.label in OF_A_PURCHASE and route.intent != "outside_other":
        return True
    others = route.intent == "outside_other_maker" and not _BESIDE_IT.search(plain)
    return not others and _HAPPENED.search(plain) is not None and _ITS_TROUBLE.search(plain) is None


def compares(heard: Heard) -> bool:
    """True for 「Mac上也是stuck」 and 「换了我老婆的手机登录是好的」: another device is only where it was looked at too."""
    if heard.first("component") is not None:
        return False
    plain = normalise(heard.text)
    named = [normalise(one.text) for one in heard.found if one.entity in ("device_model", "device_family")]
    return bool(named) and any(
        re.search(
            rf"(?:(?:换|用|拿|登录?|连)[^，,。；;]{{0,8}}{re.escape(name)}|{re.escape(name)}\s*(?:上面?|里面?|那[边台里])(?!的))", plain
        )
        for name in named
    )
