"""How bad a danger is, and what is asked of it and of a device that is lost: it has one answer, and waits for no advisor."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Asks, Move
from helpline.model.event import Event, Label
from helpline.model.statements import asks_something
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.danger.false_alarm import undenied
from helpline.services.danger.fraud_asked import asked_of_fraud
from helpline.services.danger.injuries import asks_first_aid, burnt, cools_skin, first_aid
from helpline.services.danger.scams import lost_device
from helpline.services.reply import Say

LOST = "find"
LOCKED = "general_unlock_device"
_CHARGE = re.compile(
    r"充(?:一?会儿?|一?下|点|着|上|满|个|几分钟)*电(?![器头线宝口桩])|(?:插|接)(?:着|上|一?下)?(?:电|充电)|充(?:一?会儿?|一?下|上)"
)
_USE = re.compile(
    r"(?:还|先|再|继续|接着)?(?:能|可以|敢)(?:不能|不可以)?(?:再|继续|接着|先|凑合)*(?:用|开机|开着|玩|备份|导|拷|传)|(?:再|继续|接着|凑合|将就|先)(?:接着|继续|多)?(?:用|玩|顶|撑)(?!了|过)|(?:明[天早晚]|[晚等]点|过[两几]天|完)(?:了|我)?再(?:关|停)|(?:开机|备份|(?:导|拷|拷贝|复制|传|转)(?:出)?(?:来|资料|数据|照片))"
)
_KEEP = re.compile(
    r"(?:放|搁|摆|存)(?:在|到)?(?:哪|什么地方|啥地方)|(?:在)?哪[里儿]?(?:放|搁|存)|(?:能不能|可以|能|要不要|敢)放(?:在|到)?[^，,。]{1,8}(?:吗|么|不|[?？])|(?:放|搁|摆)(?:在|到)?[^，,。]{1,6}(?:要得|行|好|中|可以|得|成)[不吗么]"
)
# 「这会儿搁在灶屋柴堆堆上头的」 asks nothing, and must not stay so
_KEPT_BADLY = re.compile(
    r"(?:放|搁|摆|扔|塞|压|藏)(?:在|到|回|进)?[^，,。；;不没]{0,8}?(?:床|枕|被窝|被子|沙发|柴|纸箱|纸盒|报纸|书堆|木|布|衣柜|衣服|抽屉|窗帘|灶|煤气|燃气|车[里上]|后备箱|油|太阳|暖气|炉)"
)
_COOLS = re.compile(r"冰箱|冷[冻藏]|冰袋|冰块|[冰冷]敷|冰一[冰下]|泡(?:在)?[冷凉冰]?水|(?:降|退|散)[降一点]*[温热]")
_CARRY = re.compile(
    r"(?:裤袋|裤兜|衣兜|衣袋|口袋|兜|怀|包|背包|书包|行李)(?:里|头|内)?|地铁|公交|开车|坐车|打车|骑(?:电?动?|摩托|单)车|[驮捎](?:着|过)?[去来]|高铁|火车|飞机|安检|(?:路上|怎么|咋|如何)[^，,。]{0,6}(?:带|拿|送|放)|(?:带|拿|揣|背|放)(?:着|起|在|到)?(?:身上|包里|兜里|口袋|过去|去店)"
)
_OPEN = re.compile(r"拆|撬|排线|取(?:下|出)(?:来)?电池|(?:自己|我)(?:能|可以|来)?(?:换|修)(?:电池)?|放气|扎(?:破|一下)|按(?:回去|平)")
# 「放裤袋里坐车去不要紧吧」, 「放卧室会不会炸」
_WORRIES = re.compile(r"(?:要紧|没事|没问题|安全|行|可以|不会[^，,。]{0,6})吧|会不会|要不要紧|有没有(?:事|危险)|敢不敢|行不行")
_BURSTS = re.compile(r"炸|着火|起火|自燃|危险|安不安全|安全[吗么不]")
_REMOVE = re.compile(
    r"(?:移除|删除?|删掉|去掉|抹掉|抹除|清除|注销|退出)[^，,。]{0,8}(?:设备|手机|那台|账户|账号|帐号|它|id|查找|列表)"
    r"|(?:账户|账号|帐号|id|列表|查找)(?:里|中|上)?[^，,。]{0,8}(?:移除|删除?|去掉|抹|清除|退出|关)|关(?:掉|闭|了)?[^，,。]{0,3}查找",
    re.IGNORECASE,
)

# 「先说清楚，这个事你们赔不赔？」, 「医药费谁出」
_LIABLE = re.compile(
    r"赔不赔|(?:给|会|能|要|该|怎么|咋|如何|谁)(?:不给|不会|不能|不要)?(?:来|我|们)*赔|赔(?:偿|钱|付|多少|[吗么嘛])|(?:负|担)(?:不[负担])?责|谁(?:来)?承担"
    r"|(?:医药|医疗|误工)费|损失[^，,。]{0,4}(?:谁|怎么|咋|找)|(?:说法|交代|交待)(?:[吗么?？]|$)"
)
_INJURY_OR_FIRE = re.compile(
    r"(?<!没有)(?<!没)(?:着火|起火|失火|火苗|明火|燃烧|烧起来|爆炸|炸了|受伤|流血|烧伤|烫伤|触电|电到|电击|晕|送医|医院|吞了|误吞)|(?<=差点没)着火|119|120"
)

_BURNS = re.compile(r"着火|起火|失火|火苗|明火|燃烧|烧起来|(?<!不)冒烟")
_OVER = re.compile(
    r"没(?:得|有|啥|什么|大)*(?:事|问题|大碍|关系)|没(?:有)?(?:人)?(?:受伤|伤到|烫到|伤着)|不(?:再|怎么|太|那么)?(?:烫|热|冒烟|冒火|烧|痛|疼|流血|响)了"
    r"|(?:凉|冷却?)(?:了|下来)|(?:火|烟)[^，,。]{0,2}(?:灭|散|没)了|灭了|(?:昨|前)[天晚]的事|(?:医院|医生)[^，,。]{0,4}(?:看过|去过|处理)|包扎(?:过|了|好)"
)
_GOES_ON = re.compile(r"又|还(?:在|是)?(?:烫|热|冒|烧|疼|痛|流)|越来越|(?:现在|开始)(?:烫|热|冒|烧|着)|怎么|更")
_HURTS = re.compile(r"(?<!不)(?:疼|痛)|红了|发红|起皮|破皮")
_HOT = re.compile(r"(?:发|滚|好|很|太|特别|有点|还|越来越|真)?烫(?!发|金|头|伤|过头)|发热|(?<![a-z])hot(?![a-z])")
# 「烫到不敢摸」 says how hot it is, and of nobody who was burnt.
_TOO_HOT = re.compile(r"烫(?:得|到)(?:手)?(?:拿不|不|没法|都|根本|受不|握不|摸不)")


def harms_people(catalogue: Catalogue, route: Route, text: str) -> bool:
    """True for fire and injury: people come first. What is only hot is not touched, and that is all."""
    plain = _TOO_HOT.sub("烫", normalise(text))
    if _INJURY_OR_FIRE.search(plain):
        return True
    only_hot = _HOT.search(plain) is not None and not _HURTS.search(plain) and not any(word in undenied(plain) for word in catalogue.danger)
    return route.topic in ("injury", "smoke_fire") and not only_hot


def burns(text: str) -> bool:
    """True where it burns or smokes."""
    return _BURNS.search(normalise(text)) is not None


def is_hot(text: str) -> bool:
    """True for 「温温的，有点烫手」."""
    return _HOT.search(normalise(text)) is not None


def is_over(text: str) -> bool:
    """True for 「现在不烫了」 and 「昨天的事，人没事」, where nothing says that it goes on."""
    plain = normalise(text)
    return _OVER.search(plain) is not None and not _GOES_ON.search(plain)


def asks_liability(text: str) -> bool:
    """True for 「这个事你们赔不赔」: an advisor has to answer it, and no plan is meant."""
    return _LIABLE.search(normalise(text)) is not None


def asked_of_danger(heard: Heard) -> list[Say]:
    """What is said to 「能不能充一会儿电先备份」 and 「坐地铁带着要不要紧」 of a swollen or burnt device; nothing where it is not asked."""
    plain = normalise(heard.text)
    if asks_liability(heard.text):
        return [Say("utter_hazard_ask_liability")]
    if asks_first_aid(heard):
        return [Say("utter_hazard_burn")]
    if _KEPT_BADLY.search(plain):
        return [Say("utter_hazard_ask_keep")]
    if not (
        asks_something(heard.text, heard.acts) or asks_something(heard.text) or _WORRIES.search(plain)
    ):  # an answer here is a warning: either is enough
        return []
    if _COOLS.search(plain):
        return [Say("utter_hazard_ask_other")]
    if _KEEP.search(plain) and not _CARRY.search(plain):
        return [Say("utter_hazard_ask_keep")]
    if _OPEN.search(plain):
        return [Say("utter_hazard_ask_open")]
    if _CHARGE.search(plain):
        return [Say("utter_hazard_ask_charge")]
    if _CARRY.search(plain):
        return [Say("utter_hazard_ask_carry")]
    if _USE.search(plain):
        return [Say("utter_hazard_ask_use")]
    return [Say("utter_hazard_ask_other")] if heard.asks_of(Asks.MEANWHILE) or _BURSTS.search(plain) else []


_MONEY = re.compile(
    r"(?:钱|银行卡|支付|微信|余额|花呗|信用卡)[^，,。]{0,10}(?:转|刷|盗|花|没|丢|安全|咋办|怎么办)|(?:转|刷|盗|花)[^，,。]{0,6}(?:我的?)?(?:钱|卡|余额)"
)
_OFFLINE = re.compile(r"(?:关[了掉着]?机|离线|没网|没电|断网|拔卡|卡[^，,。]{0,3}(?:拔|抽))[^。]{0,14}(?:找|定位|位置|看[得到]|查[得到])")
# 「现在关机了」, 「打过去提示已关机」
_IS_OFF = re.compile(r"(?:现在|現在|已经?|提示|说|显示|是|应该|可能)[^，,。；;]{0,4}(?:关机|關機|关了机|离线|没电)")
# 「裡面的照片跟公司資料會不會被人看到」
_SEEN = re.compile(
    r"(?:照片|相片|相册|資料|资料|数据|微信|聊天|文件|东西|東西|信息|隐私|内容|通讯录|里面|裡面)[^。；;！!？?]{0,14}(?:看到|看见|看了|偷看|翻|打开|泄露|洩漏|外泄|看得到|拷走|导出)"
    r"|(?:看到|看见|偷看|翻|打开|看得到)[^，,。；;！!？?]{0,8}(?:照片|相册|資料|资料|微信|聊天|文件|东西|隐私|里面|裡面)"
)


def asked_of_loss(heard: Heard) -> list[Say]:
    """What is said of a device that was lost or stolen to 「要不要从账户里移除」, 「会不会把我钱转走」 and 「关机了还找得到不」."""
    plain = normalise(heard.text)
    if not (asks_something(heard.text, heard.acts) or heard.surely(Move.ASKS)):
        return []
    if _REMOVE.search(plain):
        return [Say("utter_safety_lost_device")]
    if _MONEY.search(plain):
        return [Say("utter_lost_money")]
    if _SEEN.search(plain):
        return [Say("utter_lost_data")]
    return [Say("utter_lost_offline")] if _OFFLINE.search(plain) else []


def told_offline(route: Route, heard: Heard) -> bool:
    """True for 「现在关机了」 of a device that was lost: nothing is well again for that."""
    return route.topic == LOST and _IS_OFF.search(normalise(heard.text)) is not None


_OWNER = re.compile(r"激活锁|[id账]+户?锁|原[机主]|前[机主任]|上[一个任]+|二手|别人的|闲鱼|activation", re.IGNORECASE)
_UNLOCKS = re.compile(r"解锁|解开|解掉|解除|破解|绕过|绕开|跳过|去掉|移除|弄开|打开|开锁|unlock|刷", re.IGNORECASE)
_FEARS = re.compile(
    r"(?:怕|担心|不想|舍不得|不能|不敢|千万别)[^，,。]{0,8}(?:资料|数据|照片|相册|东西|内容|聊天|微信)[^，,。]{0,4}(?:没|丢|清|删|抹)|(?:怕|担心|不想|不敢)[^，,。]{0,4}(?:丢|清|删|抹)[^，,。]{0,4}(?:资料|数据|照片|东西)"
    r"|(?:没|从来没|没有|未)(?:做过?|有)?备份(?:过|[，,。]|$)|(?:资料|数据|照片|东西)[^，,。]{0,6}[，,]?(?:会不会|会|还能|能不能)[^，,。]{0,6}[吗么?？丢没在]"
    r"|(?:资料|数据|照片|相片|视频|[那些]画|作业|笔记|记录)[^，,。]{0,4}(?:还能|还会|还|能)(?:保)?(?:在|住|留着?)(?:不在?|得住|吗|么|嘛|[?？])"
)


def asked_of_lock(route: Route, heard: Heard, told: str) -> list[Say]:
    """What is said to 「能直接帮我解锁吗」 of a device that was somebody else's, and to who fears for the data behind a forgotten passcode."""
    plain = normalise(heard.text)
    if route.intent != LOCKED:
        return []
    owner = _OWNER.search(normalise(f"{told} {heard.text}")) is not None
    if owner:
        return [Say("utter_lock_owner")] if _UNLOCKS.search(plain) and asks_something(heard.text, heard.acts) else []
    return [Say("utter_lock_data")] if _FEARS.search(plain) else []


def asked_of_urgent(catalogue: Catalogue, route: Route, heard: Heard, told: str) -> list[Say]:
    """The same while something is asked, by what the matter is; `told` is what was said of it before."""
    if route.label is Label.HAZARD:
        return first_aid(told) if burnt(told) and cools_skin(heard) else asked_of_danger(heard)
    if lock := asked_of_lock(route, heard, told):
        return lock
    if (route.topic == LOST or lost_device(told)) and (said := asked_of_loss(heard)):
        return said
    return asked_of_fraud(catalogue, heard.text) if route.label is Label.SAFETY else []


def asked_of_event(event: Event, heard: Heard) -> list[Say]:
    """The same of an event that has its number."""
    if event.topic == "unlock" and _FEARS.search(normalise(heard.text)):
        return [Say("utter_lock_data")]
    if event.label is Label.HAZARD:
        return asked_of_danger(heard)
    return asked_of_loss(heard) if event.topic == LOST or lost_device(str(event.facts.get("symptom") or "")) else []
