"""What a message is to an event that is arranged: one decision, the strongest evidence first, for the event's talk and for who comes back to it."""

from __future__ import annotations

import re
from enum import Enum, auto

from helpline.catalogue.facts import Catalogue
from helpline.model.event import Event
from helpline.model.statements import asks_something, how_to_call, rules_out_hours
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.belonging import FAULTS, SURE, devices_named, points_back, same_device, speaks_of_another
from helpline.services.afterwards.phone_anew import new_phone
from helpline.services.afterwards.shifting import shifts
from helpline.services.handover.wishes import names_clock, wished_mode
from helpline.services.handover.without_call import wants_no_calls


class Bearing(Enum):
    """The strongest first: a device of its own is another matter, whatever else is said of it."""

    OTHER = auto()  # another matter in so many words
    HEARSAY = auto()  # what happened to somebody else
    CORRECTS = auto()  # something that was told wrongly
    CALLS_OFF = auto()  # the call or visit is not wanted any more
    ADDS = auto()  # for the advisor to read
    STANDS = auto()  # nothing is to be changed
    UNSURE = auto()  # whoever hears it next finds out


_PARTS = re.compile(r"(?<=[。；;！!？?\n])|[，,\s]*(?=另请|另(?!外?一|[一外])|另外(?!一)|(?<![里中时候])顺便|对了|还有(?!没))")
_APART = re.compile(r"不相干|没(?:有)?关系|单独|分开|两码事|另一(?:件|回)|私事|换个(?:事|话题)|再(?:报|加|登记?)一(?:个|台|件|部)")
_OF_OTHERS = re.compile(r"(?:同事|朋友|同学|邻居|室友|亲戚|闺蜜|[他她])[^，,。；;]{0,12}(?:上[次回个]|之前|以前|去年|前[几阵]|当时|也是)")
_BACK_TO_ONESELF = re.compile(r"我(?:这|的|自己|家|想|要|也)|帮我|给我|麻烦|请")
_DONE_WITH = r"(?:了(?!没|吗|么|几|很|好|[\u4e00-\u9fff]{0,3}次)|啦|咯|喽|哈|吧|[，,。.!！~]|$|谢谢|多谢|麻烦|取消|撤)"  # 「不用打了」, not 「打了没」
_NOT = r"(?:不用|不必|不需要?|不要|用不着|无需|无须|不劳|别|甭|莫)"
_CALLING = (
    r"(?:(?:打|回|来|拨)(?:个?电话|给我|过来|来)?(?:给我|过来)?|回电话?|来电|致电|联[系络]我?|回[拨呼]|上门|等我|安排(?:回电|电话)?|约)"
)
_PEOPLE = r"(?:再|给我|帮我|为我|你们?|您|麻烦|顾问|客服|工程师|人|跟我|和我|来|特意|专门|那通|那个)*"
_OFF = re.compile(
    rf"{_NOT}{_PEOPLE}{_CALLING}{_DONE_WITH}"
    rf"|(?:电话|回电|来电|预约|约的那个?|callback|call)(?:那边|那里|也|就|都|我|你们?|可以|麻烦|请|给我|帮我|先)*(?:{_NOT}{_PEOPLE}(?:打|回|来|约)?{_DONE_WITH}|(?:取消|撤(?:掉|销|了)|退掉|撤单)(?!不|得)|算了|不要了|不需要了|不打了)"
    r"|不(?:去|来)(?:你们?)?(?:店里?|门店|那儿|修)?了(?!没|吗)"
    r"|(?:cancel|call off)\s+(?:it|this|that|the|my)"
)
# 「取消吧」, 「麻烦帮我取消掉，别占着别人的位子」, but 「他约好了又取消了」 and 「怎么取消」
_CANCELS = re.compile(
    r"(?<!怎么)(?<!如何)(?<!咋)(?<!能)(?<!不)(?<!别)(?<!又)(?<!被)(?<!不用)取消(?:掉|一下|这个|那个|了|预约|回电|call\s?back|吧|啊|哈|呗|哦|咯|嘛|噻|嘞|哇|谢谢|多谢|\W)*(?=$|[，,。.!！~]|，)"
)
# 「会取消了」, 「航班临时取消了」: what one was at is off, not what is arranged here.
_CANCELLED = re.compile(
    r"(?P<what>[\u4e00-\u9fffa-z]{1,10}?)(?:临时|突然|忽然|已经|刚刚|刚才|今天|通知|又|也|都|给|被|说)*(?:取消|撤|黄)了(?!吧)"
)
_OF_HERE = re.compile(
    r"帮我|[我给把请]|麻烦|直接|[先就那这个的想要都也可以吧嗯好啊]|(?:预|再)?约|回?电话?|来电|call|到店|维修|报修|登记|安排|时间|上门|寄修|取件|编号|事件|单子?|号"
    r"|[今明后]天|(?:周|星期|礼拜)[一二三四五六日天]|[上下中]午|早上|晚上|[\d一二三四五六七八九十两]+[点日半]|不[用行要去来约][了]?|[有没]空|有事|[去来接]不[了成]|算了|没时间|不方便"
)
_HOLDS = re.compile(
    r"照(?:打|旧|常|来|原)|(?:按|照|还是|恢复|改回|用)[^，,。；;]{0,3}(?:原来|原先|原定|之前|最早|一开始|老)的?[^，,。；;]{0,2}时间"
)
# That one cannot come says no more than that it is called off: 「周四不行了」.
_UNABLE = re.compile(
    rf"(?:{_OF_HERE.pattern}|[到那]时候?|没法|去|来|接|不了?|了|行|成|人|临时|可能|恐怕|估计|怕是|不好意思|抱歉|谢谢|多谢|现在|暂时|[\W\d])*"
)
_ARRANGED = re.compile(r"(?:预?约|订|定|登记|报修?|办理?)(?:了|过|好|的是)")  # 「之前约了到店」 says what it is of
_ELSE = re.compile(r"订单|下单|订阅|续费|会员|自动|分期|服务计划|退款|激活|闹钟|静音|付款")
_ASKS_OF_IT = re.compile(r"[?？]|怎么|如何|咋|[吗么]$|要是|如果|万一|假如|会不会|是不是|能不能不|可不可以不")
_MOVES = re.compile(
    r"(?:改|换|挪|移|调|推|延)(?:到|成|为|在|约|天|期|个?时间|一天|至)|推迟|延期|重新约|再约|另约|提前|改(?=[今明后周上下]|星期|礼拜|\d)|还是(?:等|打|回|去|照)"
)
_INSTEAD = re.compile(
    r"(?:我|想|要|就|还是|直接|改成?|换成?)(?:去|到(?!时)|拿去|寄|在这)(?![^，,。；;\s]{0,8}(?:出差|旅游|出国|外地|开会|医院|上班|上课|值班|培训|考试|参加|办事))|店里(?:修|看)|寄修|寄过去|(?:打|回)(?:这个|那个|我的?|他|她|\d)|打给(?:我|他|她)|给我(?:打|回)"
)
_WAS = re.compile(r"昨[天晚]|前[天晚]|刚[才刚]|上(?:周|个月|次)|以前")  # when something was moved that is not arranged here
_FACT = r"(?:电话|手机号?|号码|型号|机型|名称|名字|姓名|全[名称]|序列号?|序号|串号|订单号?|数量|台数|公司|单位|学校|抬头|联系人|对接人?|日期|系统|版本|邮箱)"
_PUTS_RIGHT = re.compile(
    r"(?:[写说填输打弄搞记选抄看报念认数听讲留登拿]|[少多][看写输抄]了?一?[位个])(?:的|得|串行?了?|岔了?)?错了?(?!不了|过)|[写说填输打弄搞记]反|看串|有误|更正|纠正|才对|才是对的|为准|重新?又?[抄看查]了?一遍"
    rf"|{_FACT}[^，,。；;]{{0,6}}(?:不对|错了?|有问题|改|换|更新|变更|调整|应该?是|应为|其实是)|(?:改|换|更新|变更|调整|更改)(?:一下)?{_FACT}"
    r"|(?:登记|写|填|记)成|联系人|接手|对接"
    r"|(?<!是)不是[^，,。；;？?]{1,14}?[，,。；;\s]*(?:而|应该)?是(?![不想问说])|是[^，,。；;]{2,24}[，,]\s*不是[^，,。；;]{1,12}$|是[^，,。；;？?不]{1,14}不是[^，,。；;？?]{1,12}$|应该是|应为|其实(?:是|前|昨|上)"
)
# What is to be written down, or whom it is to be told.
_NOTE = re.compile(
    r"备注|备註|注明|(?<!不用)(?<!不要)(?<!不)(?<!别)补充|转[达告]|(?<![a-z])(?:note|add|fyi)(?![a-z])|漏说|忘了?说|没说[全完清]|没来得及说|想起来|[补添加]一?[句点]|补[上报]|(?<!登)记(?:一下|上|下来?|着|一笔|到(?=[，,：:]))(?!没|吗|了吗|账)|(?:写|加|记)(?:上|进去|清楚|明白)(?!没|了没|吗|不)|说实话|(?:经过|情况|过程)(?:再)?(?:说|讲|补充)"
)
_TELL_THEM = re.compile(
    r"(?:跟|和|同|向|给|让|请|叫|麻烦|提醒|告诉|告知|通知)(?:一下|下)?(?:你们?的?|您的?|那个|到时候?的?|\s)*(?:店里?|店员|门店|顾问|advisor|师傅|工程师|同事|客服|技术|人)[^，,。；;]{0,3}(?:说|讲|知道|留意|注意|一下|一声|提|跟|[，,]|别|不)"
    r"|(?:打|来|回|电话|过来|去|到)(?:电话|之|以)?(?:前|的时候|时)[^，,。；;]{0,6}(?:先|发|说|请|麻烦|别|不要|叫)|请(?:务必|一定|提前)|千万(?:不|别|要)"
)
_PUT_DOWN = re.compile(
    r"备注|备註|注明|转[达告]|[捎带](?:句|个)话|[补添加]一?句|补充(?:一[下句点条]|说明|[：:，,])|(?<!登)记(?:一[下笔句]|上|下来?|着|到(?=[，,：:]))(?!没|吗|了吗|账)|写(?:上|进去|明)(?!没|吗|不)|千万(?:不|别|莫|要|甭)|务必"
    r"|(?:跟|和|同|给|告诉|提醒|让|叫|请|通知)[^，,。；;]{0,4}(?:顾问|师傅|店里?员?|工程师|技术|客服)[^，,。；;]{0,3}(?:说|讲|提|一声|一句|注意|留意|知道|别|不要|千万)"
)
_PLEADS = re.compile(
    r"(?:不要|不能|不可以?|别|莫|勿|甭|唔好)(?:再|给我|帮我|把|随便|乱|轻易|[^，,。；;]{0,2})*(?:弄(?:丢|坏|没|脏)|删|抹掉?|清空|格式化|恢复出厂|撕|拆(?!封)|翻看|偷看|动我|碰我)(?!不|没)"
)
# 「电话里顺便跟我讲讲丢了赔不赔」: a question for the advisor, and no matter of its own
_IN_THE_CALL = re.compile(
    r"(?:电话|来电|回电|通话|打(?:过来|来|给我))(?:里|中|的?时候?)[^，,。；;]{0,8}(?:讲|说|聊|解释|介绍|问(?!题)|告诉)(?!不)"
)
# 「打之前先发个短信给我行吗」 tells what is wished for
_AGREED = re.compile(
    r"(?:行|可以|好|成|ok)(?:[吗么嘛]|不(?:行|可以|好|成))[?？]*|(?:能不能|可不可以|能否|可否)(?=[^，,。；;]{0,4}(?:先|提前|发|别|带|让|请|叫|备注|备註|注明|记|转[达告]|补充))"
)
_BY_MESSAGE = re.compile(r"发(?:个|条)?(?:短信|微信|信息|消息)(?:给我)?(?:也|就|都)?(?:行|可以|好|成|吧)")
_HAND_ON = re.compile(r"备注|备註|注明|转[达告]")
_WRONGLY = re.compile(r"错|更正|纠正|有误|才对|为准")
_AS_IT_IS = re.compile(
    r"(?:不用|不必|不需要|别|没必要)(?:再)?[改该换动挪](?:时间|预约|期)?(?:了|[，,。!！~]|$)|不[改换]了|(?:时间|预约|那个|那台|都)(?:还是)?(?:照旧|不变|不动|照原来)|^.{0,6}(?:就这样|先这样|就这些)[吧了]?\W*$"
)
_CHANGES = re.compile(r"(?:改|换|挪|移|推)(?:到|成|去|为|约|天|至)|换个|改个?(?=[今明后周上下\d])")
_CLAUSES = re.compile(r"(?<=[，,。；;！!？?\n])|\s{1,}")
_A_NAME = 4  # characters of what else may be called off
_SHORT = 40


def parts_of(heard: Heard) -> list[Heard]:
    """The sentences of a message, and what stands behind 「另外」 and 「顺便」."""
    return [heard.part(text.strip()) for text in _PARTS.split(heard.text) if text and text.strip(" ，,。")]


def bearing(catalogue: Catalogue, event: Event, heard: Heard) -> Bearing:
    """What the words, or a part of a message, are to the event."""
    plain = normalise(heard.text)
    right = _PUTS_RIGHT.search(plain) is not None and not _ASKS_OF_IT.search(plain)
    if of_another(catalogue, event, heard) and not (right and _same_family(catalogue, event, heard)):
        return Bearing.OTHER
    if _OF_OTHERS.search(plain) and not _BACK_TO_ONESELF.search(plain):
        return Bearing.HEARSAY
    if calls_off(heard.text):
        return Bearing.CALLS_OFF
    if right and not (_HAND_ON.search(plain) and not _WRONGLY.search(plain)):
        return Bearing.CORRECTS
    if notes(heard.text):
        return Bearing.ADDS
    if off_elsewhere(plain) and not (_ELSE.search(plain) or _ASKS_OF_IT.search(plain) or _CHANGES.search(plain) or names_clock(plain)):
        return Bearing.STANDS
    if (
        _AS_IT_IS.search(plain)
        and len(plain) <= _SHORT
        and not (new_phone(heard.text) or _ASKS_OF_IT.search(plain) or _CHANGES.search(plain) or shifts(plain))
    ):
        return Bearing.STANDS
    return Bearing.UNSURE


def puts_down(text: str) -> bool:
    """True where something is to be put down or told in so many words, and nothing is asked: 「请转告师傅，不要翻看」."""
    plain = normalise(text)
    return (_PUT_DOWN.search(plain) is not None and notes(text)) or (_PLEADS.search(plain) is not None and not asks_something(plain))


def notes(text: str) -> bool:
    """True for 「麻烦跟店里说一声，…」 and 「补充一下，…」: words for the advisor, who is asked nothing in them nor wished for."""
    plain = normalise(text)
    if _IN_THE_CALL.search(plain) and not calls_off(text):
        return True
    moves = _MOVES.search(plain)
    if asks_something(_NOTE.sub("", _AGREED.sub("", plain))) or (moves and names_clock(text) and not _WAS.search(plain)):
        return False  # 「刚想起来明天下午两点有课，回电改成四点半行吗」 moves it
    how = (how_to_call(plain) or _BY_MESSAGE.search(plain) is not None) and not moves
    told = (_TELL_THEM.search(plain) is not None or (rules_out_hours(plain) and not new_phone(text))) and not (moves and names_clock(text))
    return _NOTE.search(plain) is not None or how or (told and wished_mode(text) is None)


def of_another(catalogue: Catalogue, event: Event, heard: Heard) -> bool:
    """True where another matter is begun: in so many words, or with another device that has a fault of its own."""
    plain = normalise(heard.text)
    if points_back(heard.text):
        return False
    others = any(not same_device(catalogue, event, found.value) for found in devices_named(catalogue, event, heard))
    fault = heard.intent.startswith(FAULTS) and heard.confidence >= SURE
    return speaks_of_another(plain) or (others and (fault or _APART.search(plain) is not None))


def _same_family(catalogue: Catalogue, event: Event, heard: Heard) -> bool:
    """True where every device that is named may be what the event's device is put right to."""
    known = catalogue.device_named(str(event.facts.get("device_model") or ""))
    named = [catalogue.device_named(found.value) for found in heard.found if found.entity == "device_model"]
    return known is not None and bool(named) and all(one is not None and one.family == known.family for one in named)


def calls_off(text: str) -> bool:
    """True for 「好了好了，不用给我回电话啦」 and 「想取消這個callback」, not for another time, way or number, nor a question how."""
    plain = normalise(text)
    if wants_no_calls(text) or new_phone(text) or _MOVES.search(plain) or _HOLDS.search(plain):
        return False
    clauses = [part for part in _CLAUSES.split(plain) if part.strip()]
    off = [part for part in clauses if _is_off(part)]
    rest = "".join(part for part in clauses if part not in off and not _ARRANGED.search(part))
    if wished_mode(rest) is not None or names_clock(rest):
        return False
    return bool(off) and not any(_ASKS_OF_IT.search(part) for part in off) and not _INSTEAD.search(rest)


def why_off(text: str) -> str:
    """What is told beside the words that call it off: 「孩子发烧」, but not 「周四不行了」."""
    parts = [part.strip(" ，,。；;！!") for part in _CLAUSES.split(text) if part.strip()]
    return "，".join(part for part in parts if not (_is_off(plain := normalise(part)) or _UNABLE.fullmatch(plain)))


def _is_off(part: str) -> bool:
    return not off_elsewhere(part) and (_OFF.search(part) is not None or (_CANCELS.search(part) is not None and not _ELSE.search(part)))


def off_elsewhere(plain: str) -> bool:
    """True for 「会取消了」: something that is not arranged here."""
    cancelled = _CANCELLED.search(plain)
    return cancelled is not None and 0 < len(_OF_HERE.sub("", cancelled["what"])) <= _A_NAME
