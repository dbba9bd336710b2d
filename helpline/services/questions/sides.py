"""Questions that customers put on the way: those with an answer that holds for every repair, those about what this customer is
entitled to; and what is left of the message without them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpline.catalogue.facts import Route
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.questions.of_the_call import OF_THE_CALL
from helpline.services.reply import Say

# What to bring; who has a child to look after, or a person to bring along, asks nothing: 「晚上我要带孩子」.
BRING = (
    r"(?:带|准备)(?:点|些|上)?(?:什么|啥|哪些)|(?:需要|要不要|用不用|要)带(?!着|[他她我你您咱]|[小女男]?孩|娃|宝宝|儿子|女儿|闺女|老[人婆公妈爸师]|[爸妈爷奶父母]|家[人里]|学生|朋友|人|[狗猫课班团队走回])"
    r"|(?:充电[器头线]|电源线?|数据线|底座|配件|盒子?|包装|发票|小票|身[份分]证|证件|保修卡|手机壳|壳|表带|笔|键盘|鼠标)[^，,。]{0,4}(?:要不要|用不用|需不需要|需要|要|得)[^，,。]{0,4}(?:带|拿|捎)[^，,。]{0,4}(?:[吗么嘛不]|[?？])"
    r"|带(?:上|着)?(?:发票|身[份分]证|证件|户口本|保修卡|盒子|充电器|配件)吗"
)
# 「那是不是只要188」 of a price
ONLY_SO_MUCH = r"(?:只|才|光|仅)(?:要|需要?|付|收|交|花)+\d{2,4}(?!\d|\s*(?:pro|plus|mini|号|天|分钟|个|点|月|日|年|w|g|寸|%))|\d{3,4}(?:块钱?|元)?就(?:够|行|可以|好)"
_OTHER = re.compile(
    r"(?:手机|iphone|ipad|平板|手表|watch|耳机|airpods|电脑|笔记本|macbook|imac)(?!的?(?:充电|壳|卡|盒|表?带|笔|键盘|线|发票|包装|电源))|另外?一?[台部块副只]"
)
_OTHER_TOO = re.compile(
    r"(?:要不要|用不用|需不需要|需要|要|能不能|可不可以|可以|能|是不是)[^，,。？?]{0,8}(?:带|拿|捎|寄|送)(?:过?[来去]|上|到|着)?[^，,。？?]{0,8}(?:[吗么嘛不呢]|[?？]|$)"
)
_OF_A_REPAIR = ("duration", "at_home", "postage", "insured", "proofs")
# Each question with its name, and whether it may be answered while a device is dangerous.
_QUESTIONS = (
    (
        "duration",
        r"^(?:那|请问|大概|大约|一般|得|会|可能|到店)*(?:要|得|需要|用)?(?:修|换|弄|检测|维修|等|排|搞|花)?(?:多久|多长时间|几天|多少天)(?:时间)?(?:能好|才能好)?[呀啊呢吧咯哦?？! ]*$|how (?:long|many days)|几耐"
        r"|(?:修|换|检测|处理|维修)[^，,。？?]{0,4}(?:要|得|需要|用)[^，,。？?]{0,3}(?:几天|多久|多长时间|多少天|几个小时)"
        r"|(?:修|换|检测|维修)(?:一次|一下|一台|好)?(?:大概|一般|大约|通常)(?:是|要|得|需要|用|花)?(?:几天|多久|多长时间|多少天|几个小时)"
        r"|(?:几天|多久|多长时间|什么时候)[^，,。？?]{0,3}(?:能|才|可以)[^，,。？?]{0,2}(?:修好|换好|弄好|取|拿)",
        True,
    ),
    (
        "data",
        r"(?:do|should|need|must|have to)[^，,。？?]{0,10} back ?up|back ?up[^，,。？?]{0,12}(?:[吗么嘛不]$|[?？])|(?:lose|erase|wipe)[^，,。？?]{0,8}data|(?:要不要|用不用|需不需要|需要|要|得)(?:提前|先)?(?:做)?备份[^，,。？?]{0,6}(?:[吗么嘛不]|[?？]|$)"
        r"|(?:资料|数据|照片|相册|相片|微信|聊天记录|东西)[^，,。？?]{0,6}(?:会不会|会|还在|能不能|能)[^，,。？?]{0,6}(?:丢|没|删|清|抹|不见|消失|保留|保住|在)[^，,。？?]{0,4}(?:[吗么呢]|$|[？?])"
        r"|(?:会不会|会)[^，,。？?]{0,4}(?:丢|删|清)[^，,。？?]{0,3}(?:资料|数据|照片)"
        r"|(?:修|换|检测)[^？?]{0,12}(?:要不要|需不需要|用不用|是不是要|要|得|会)[^，,。？?]{0,8}(?:清空|清除|清掉|抹掉|抹除|格式化|恢复出厂|备份)[^，,。？?]{0,5}(?:[吗么呢嘛不]|[？?]|$)"
        r"|(?:资料|数据|照片|聊天记录|内容|东西)[^，,。？?]{0,6}(?:要不要|要|得|需要|是不是)[^，,。？?]{0,4}(?:清|抹|删|备份)[^，,。？?]{0,4}(?:[吗么呢嘛不]|[？?])",
        False,
    ),
    (
        "proof",
        r"(?:能不能|可不可以|能|可以|算不算|算|当)(?:当|作|做|算|是)?[^，,。？?]{0,3}(?:购买|买的)?(?:凭证|证明|发票)[^，,。？?]{0,3}(?:[吗么嘛不]|[？?])",
        True,
    ),
    (
        "proofs",
        r"(?:准备|带|提供|拿|出示|需要|要)[^，,。？?]{0,3}(?:什么|啥|哪些)[^，,。？?]{0,4}(?:凭证|证明|单据|票据|手续)",
        True,
    ),
    (
        "insured",
        r"保价[^，,。？?]{0,6}(?:买|要|用|需|怎么|多少|谁|有没有|[吗么嘛?？])|(?:要不要|用不用|需不需要|需要|要|得|谁)[^，,。？?]{0,4}(?:买|上|付|做)?(?:个)?保价",
        True,
    ),
    (
        "diagnosis",
        r"(?<!说)是不是[^，,。？?]{1,10}(?:坏了?|烧了?|烧坏了?|老化了?|短路了?|松了?|脱落了?|进灰了?)[呀啊呢吧？?]*$",
        False,
    ),
    ("noted", r"(?:记上|记下|记好|登记上|写上|记到|記到)(?:来)?了?(?:没有?|吗|么|没得|沒有?)[呀啊呢？?]*$", True),
    (
        "fee",
        r"(?:检测|检查|看一下|到店)[^，,。？?]{0,6}(?:收费|收钱|要钱|免费|花钱)"
        r"|^(?:那|这个|这样|寄修?|维修|修|要是|的话|是)*(?:要不要|用不用|需不需要|收不收|[要得会]|需要)(?:我)?(?:付|收|花|掏|给)?[钱费]用?(?:[吗么嘛不呀啊]|[?？]|$)",
        True,
    ),
    (
        "at_home",
        r"(?:能不能|能否|可不可以|可以|能|有没有|有|提供|支不支持|支持|派人?|安排[^，,。？?]{0,4}|可)[^，,。？?不]{0,8}上门(?!取)[^，,。？?]{0,6}(?:[吗么嘛不没呢]|[？?]|$)"
        r"|上门(?:维修|修|服务|检测|看)(?:可以|行|能|有)?[^，,。？?]{0,3}[吗么嘛不?？]",
        True,
    ),
    (
        "postage",
        r"(?:运费|快递费|邮费|邮寄费|寄费|快递|包邮|寄过?[去来])[^，,。？?]{0,6}(?:谁|怎么[算收付]|多少|包[吗不]|要钱|收费|收钱|免费|我付|你们[付出])|包邮[吗不]|谁[出付掏给承]+[^，,。？?]{0,2}(?:运|邮|快递)费",
        True,
    ),
    *OF_THE_CALL,
)
_NO_REPAIR = ("general_fix_", "general_use_", "accessibility_")  # where photos are lost by no repair: 「没上传完的照片会丢吗」
_REPAIRS = re.compile(r"修|换|检测|店|寄|备份|back ?up")
# The price of what is to be bought new: no repair costs that. A part, or a single earphone of the pair at hand, is one.
_PRICE = r"(?:多少(?:钱|米|银子)|[什啥]么?价|价[格钱位]|[几]多钱|[怎咋]么?卖|贵(?:不贵|[吗么]))"
_TO_BUY = re.compile(
    rf"(?<!单)(?<!单独)(?:买|购)(?:一?(?:[台部只块副条支根]|个(?!月|星期|礼拜|多月|半月|小时|原装?的?[屏电]))|新的?)[^，,。；;]{{0,20}}{_PRICE}|(?:新款|最新款|新出的?)[^，,。；;]{{0,20}}{_PRICE}"
)
_SINGLY = re.compile(rf"单独?(?:买|购)[^，,。；;]{{0,20}}{_PRICE}")
_BUYS_NEW = re.compile(r"买(?:个|一?[台部只块])?新|新款|新出的")
_NOT_NEW = re.compile(r"apple ?care|ac ?\+|服务计划|延保|保险|[换修]")
_ANSWERS = {
    "to_buy": "utter_side_price_new",
    "duration": "utter_side_duration",
    "data": "utter_side_data",
    "proof": "utter_side_proof",
    "proofs": "utter_side_proof",
    "insured": "utter_side_insured",
    "other_too": "utter_side_other_too",
    "diagnosis": "utter_side_diagnosis",
    "noted": "utter_side_noted",
    "fee": "utter_side_fee",
    "at_home": "utter_side_at_home",
    "postage": "utter_side_postage",
    "caller": "utter_side_caller",
    "landline": "utter_side_landline",
    "privacy": "utter_why_contact_phone",
}
# What is asked of this very case, by the intent of who asks nothing else.
_ENTITLED = (
    (
        "hardware_ask_price",
        rf"{ONLY_SO_MUCH}|多少(?:钱|米|银子|大洋|花费)|(?<![这那么很好])[几]?多钱|how much|几钱|[什啥]么?价|价[格钱位]|报价|(?:维修|换|修)[^，,。]{0, 4}费用?|费用(?:是|要|得|大概)?(?:多少|怎么|高|贵)|贵(?:不贵|[吗么])|会不会[很太]?贵|[怎咋]么?收费|[花掏付出交]多少|自付|自费|自己(?:掏|付|出钱)",
    ),
    (
        "hardware_ask_rights",
        r"(?:换|退)(?:新|货|机|款|一[台部个]|[台部个]新)(?:[^，,。什]{0,4}(?:[吗么呢嘛]|到底)|[？?])|(?:能不能|可不可以|可以|能|给)(?:免费|直接)?(?:给我)?(?:包?退换?(?![出回])|换新|换货|退货|退款|换一?[台部]|换个?新)|三包(?!凭证|卡)",
    ),
    (
        "hardware_check_coverage",
        r"(?:还|是不是|是否)?在?(?:保修期?|保)内?(?:期内)?(?:[吗么呢嘛]|还是|没有?[？?]|到什么时候|到哪天|多久|还有多)|过保(?:了?[吗没么]|没)|(?:能|可以|是不是|是|算)(?:保修|免费(?:修|换|维修|保修)?)[^，,。]{0,3}[吗么不呢嘛]|保不保修|在保不|(?:是不是|能不能)(?:可以|能)?(?:保修|免费修)|免费修[吗么]",
    ),
)
# What is asked of the ways to a repair: the answer depends on what was chosen so far.
_OF_WAYS = (
    (
        "walk_in",
        r"(?:不|没有?|未)(?:提前|事先)?(?:预约|约)(?!了|上|到|成|好|过)[^，,。？?]{0,10}(?:可以|行|能|去|修)[^，,。？?]{0,5}(?:[吗么嘛不]|[？?]|$)"
        r"|(?:可以|能|能不能|可不可以)(?:直接|随时|就这么)(?:去|过去|到店|拿去|带过去)|(?:直接|随时)(?:去|过去|到店|拿去|带过去)[^，,。？?]{0,8}(?:[吗么嘛]|[行可]不|行不行|可不可以)"
        r"|现场(?:排队|取号|排号)|(?:要不要|用不用|需不需要|是不是要?)(?:提前|先)?预约|(?:一定要|必须|需要|要)(?:提前|先)?预约(?:才[行能])?[吗么嘛?？]",
    ),
    (
        "differ",
        r"(?:区别|不同|不一样|差[别异]|哪[个种样]更?(?:好|快|方便|省事|划算|合适)|优缺点|利弊)(?![?？]?的)|为[什啥]么?[^，,。？?]{0,8}(?:到店|去店|店里|门店)[^，,。？?]{0,6}寄|(?:到店|寄修?|回电)[^，,。？?]{0,6}[什啥]么?意思",
    ),
    (
        "mail_in",
        r"(?<![只就])(?:能不能|可不可以|可以|能|是否可以|支不支持|支持)[^，,。？?不]{0,4}(?:寄修|邮寄|寄过?[去来]|寄给|寄回|上门取)[^，,。？?]{0,6}(?:[吗么嘛]|[？?]|不$|$)|寄修(?:可以|行|能|支持)[^，,。]{0,2}[吗么嘛不]",
    ),
    ("bring", BRING),
    (
        "where",
        r"(?:附近|周围|周边|就近|这边|我们?这[里儿]?|当地)[^，,。？?]{0,8}(?:有没有|有|哪)[^，,。？?]{0,10}(?:(?<![保返])修(?![改过了])|店|售后|网点)|(?:哪[里儿]?|什么地方|啥地方|哪个地方|哪家店?)[^，,。？?]{0,6}(?:能|可以|有|给)[^，,。？?]{0,8}(?:(?<![保返])修(?![改过了])|检测|门店|直营店|售后点|网点|苹果店)|哪[里儿]有[^，,。？?]{0,6}店|去哪[里儿家个]*(?:直营|门)?店?(?:修|检测|检查|验机?|看|办|买|$)|(?:验机|检测|检查)[^，,。？?]{0,4}[去到在]哪|^(?:那|我)?(?:要|该|得|应该)?去哪[家个](?:直营|门)?店"
        r"|有(?:没有?|没得|冇|不有)?[^，,。？?修买]{0,6}(?:直营店|苹果店|实体店|门店|线下店|维修[点店]|网点|专卖店|售后[点店])[^，,。？?]{0,3}(?:没得?|[吗么嘛不冇呢]|[？?]|$)"
        r"|有(?:没有?|没得)?(?:能|可以)?(?:维?修|检测)(?:滴|的|嘅|手机的?|苹果的?)*(?:地方|点|店)[^，,。？?]{0,2}(?:没得?|[吗么不冇]|[？?]|$)"
        r"|哪[一个家里儿]*(?:店|门店|直营店)?(?:离|比较|更|最|会|是|还|稍微|[^，,。？?]{0,4}(?=近))*(?:近|方便去)|(?:最近|近)的?(?:直营|门|苹果)?店(?:在|是)?哪|(?:你们|苹果|直营|门)店(?:都)?(?:开)?在哪",
    ),
    (
        "keep",
        r"(?:怎么|如何|怎样|咋)(?:取消|改(?:时间|期|约|预约)?|退)(?!款|货|订)|约[好了上]*(?:之后|以后)?(?:还)?(?:能|可以)(?:再)?(?:改|取消|换)[^，,。]{0,3}[吗么嘛]|(?:临时)?(?:去不了|来不了|有事)[^，,。]{0,4}(?:怎么办|咋办|怎么弄)",
    ),
    (
        "for_another",
        r"(?:替|帮|代|给)(?:我)?(?:她|他|我?妈妈?|我?爸爸?|老人|家人|家里人|孩子|老婆|老公|朋友|别人|奶奶|爷爷|同事)[^，,。？?]{0,4}(?:约|去|办|登记|弄|修|送)[^，,。？?]{0,4}(?:可以|行|能|成)[^，,。]{0,3}(?:[吗么嘛不?？]|$)"
        r"|(?:我|他|她|俺|家里)?(?:老婆|老公|媳妇|爱人|爸爸?|妈妈?|爸妈|父母|儿子|女儿|闺女|孩子|哥|姐|弟弟?|妹妹?|家人|家里人|朋友|同事|别人|室友|助理|秘书|司机)(?:帮我|替我|代我)?(?:去|来|拿|送|取|带|接)[^，,。？?]{0,5}(?:行|可以|能|成|中|得)(?:不(?:行|可以|能|成|中|得))?(?:[吗么嘛不?？]|$)"
        r"|(?:能不能|可不可以|可以|能|行不行)(?:让|叫|由|喊)(?:我|他|她|俺|家里)?(?:老婆|老公|媳妇|爱人|爸爸?|妈妈?|爸妈|父母|儿子|女儿|闺女|孩子|哥|姐|弟弟?|妹妹?|家人|家里人|朋友|同事|别人|室友|助理|秘书|司机)[^，,。？?]{0,3}(?:去|来|拿|送|取|带|接)"
        r"|(?:老婆|老公|媳妇|爱人|爸|妈|儿子|女儿|闺女|孩子|哥|姐|弟|妹|家人|朋友|同事|别人|室友|助理|司机)(?:能不能|可不可以|能|可以)(?:帮|替|代)我[^，,。？?]{0,4}(?:去|来|拿|送|取|带|接)"
        r"|(?:能|可以|可不可以|能不能)(?:由我)?(?:替|帮|代)(?:她|他|我?妈妈?|我?爸爸?|老人|家人|孩子|老婆|老公|朋友|别人)",
    ),
    (
        "booked",
        r"我?(?:原来|之前)?约的?(?:是)?(?:什么时[候间]|几点|哪天|几号|周几|礼拜几|哪家)|原来约?的?(?:时间)?是?(?:什么时[候间]|几点|哪天)",
    ),
)
# 「AC+ 还能用几次」: of the plan that the device has, so told with what a claim costs.
_USES_LEFT = re.compile(
    r"(?:apple ?care|ac ?\+|意外|碎屏|服务计划)[^，,。；;]{0,10}(?:还|剩)[^，,。；;]{0,6}(?:几|多少)次|(?:还剩|还有|还能[用修])(?:几|多少)次"
)
_OF_CLAIMS = ("applecare_claim", "applecare_ask_terms")
_CLAIMS = re.compile(r"理赔|自付|服务费|(?:用|走)(?:了|我的)?(?:apple ?care|ac\+)")
_OF_ELSE = re.compile(r"(?<!有)(?<!用)(?:apple ?care|ac\+)|服务计划|新机|新手机|新的(?:一台)?多少|回收|以旧换新|二手|检[测查]")
_NUMBERS = frozenset({"serial_number", "imei", "contact_phone", "order_number"})
# Many write a blank where others put a comma: 「自己坏的 修一下多少钱」.
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+?(?:[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|$)")
_IN_CITY = re.compile(
    r"(?:能不能|可不可以|有没有|有没得|能|可以|有)[^，,。？?]{0,10}(?:(?<![保返])修(?![改过了])|店|售后|网点)[^，,。？?过了]{0,8}(?:没得?|[吗么嘛不冇]|[？?]|$)"
)
_LINK = re.compile(r"^(?:对了|另外|顺便(?:问一下|问下)?|还有|那|请问|想问一下|问一下)+")


@dataclass(frozen=True)
class Beside:
    """The answers to the questions in a message, the intents of those that this case answers, the names of those about the ways
    to a repair, and the rest; None where nothing is left."""

    says: list[Say]
    wants: tuple[str, ...]
    rest: Heard | None
    ways: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.says or self.wants or self.ways)


def entitlement_asked(text: str, route: Route) -> tuple[str, ...]:
    """The intents of what a text asks of cover, rights and price, where the matter is one of a device."""
    plain = normalise(text)
    of_a_plan = route.intent in _OF_CLAIMS or (route.label is Label.HARDWARE and _CLAIMS.search(plain))
    if of_a_plan and re.search(_ENTITLED[0][1], plain):
        return ("applecare_ask_terms",)
    of_a_device = route.label is Label.HARDWARE or route.intent.startswith("general_check")
    if not of_a_device:
        return ()
    if _USES_LEFT.search(plain):
        return ("applecare_claim",)
    if _OF_ELSE.search(plain):
        return ()
    return tuple(intent for intent, words in _ENTITLED if re.search(words, plain))


def asks_where(text: str, city: str | None = None) -> bool:
    """True for 「哪里能修」, and with the `city` that it names for 「杭州有店吗」."""
    plain = normalise(text)
    return re.search(dict(_OF_WAYS)["where"], plain) is not None or (city is not None and _IN_CITY.search(plain) is not None)


def asked_beside(heard: Heard, route: Route, ways: frozenset[str] = frozenset(), *, other: bool = False) -> Beside:
    """The questions in a message, clause by clause; of those about the ways to a repair only what can be answered now.

    `other` where another device than that at hand is named.
    """
    says: list[Say] = []
    of_ways: list[str] = []
    wants: list[str] = []
    rest = heard.text
    for clause in _CLAUSE.findall(heard.text):
        plain = normalise(clause).rstrip("，,。；;！! ")
        asked = _question(plain, route)
        asked = "to_buy" if asks_to_buy(heard, clause, other=other) else "other_too" if _asks_too(heard.part(clause), other) else asked
        if asked is not None:
            rest = rest.replace(clause, _told_before(clause, heard), 1)
            says += [] if (told_so := Say(_ANSWERS[asked])) in says else [told_so]
        elif asked_ways := _ways_asked(clause, plain, heard, ways):
            rest = rest.replace(clause, _told_before(clause, heard), 1)
            of_ways += [way for way in asked_ways if way not in of_ways]
        elif entitled := entitlement_asked(clause, route):
            rest = rest.replace(clause, _told_before(clause, heard), 1)
            wants += [intent for intent in entitled if intent not in wants]
    if not says and not wants and not of_ways:
        return Beside([], (), heard)
    if heard.intent == "talk_ask_why":  # 「你要电话干嘛？会不会泄露？」 is one question
        return Beside(says, tuple(wants), None, tuple(of_ways))
    rest = _LINK.sub("", rest.strip("，,。；;！!？? \n"))
    if len(rest) < 2 or any(found.entity == "component" and found.text == rest for found in heard.found):  # 「屏幕 多少钱」
        return Beside(says, tuple(wants), None, tuple(of_ways))
    told = heard.part(rest, intent="talk_inform", confidence=0.6, ranking=(), problems=())
    return Beside(says, tuple(wants), told, tuple(of_ways))


def asks_of_other(part: Heard) -> bool:
    """True for 「我的iPad要不要也带过去」 beside the repair of another: it tells of no fault."""
    plain = normalise(part.text)
    return _OTHER_TOO.search(plain) is not None and _OTHER.search(plain) is not None and part.first("component") is None


def _asks_too(part: Heard, other: bool) -> bool:
    return (other or re.search("另外?一?[台部块副只]", part.text) is not None) and asks_of_other(part)


def _question(plain: str, route: Route) -> str | None:
    """The name of what is asked that has an answer for every repair; 「发票几天能换好」 waits for none."""
    for name, words, always in _QUESTIONS:
        here = (always or route.label is not Label.HAZARD) and (name not in _OF_A_REPAIR or route.label in OF_A_DEVICE)
        elsewhere = name == "data" and route.intent.startswith(_NO_REPAIR) and not _REPAIRS.search(plain)
        if here and not elsewhere and re.search(words, plain):
            return name
    return None


def asks_to_buy(heard: Heard, clause: str, *, other: bool) -> bool:
    """True for 「买个新的 iPad 多少钱」, and 「单买一只 AirPods 多少钱」 beside the repair of an `other` device."""
    plain = normalise(clause)
    if _NOT_NEW.search(plain) or (not other and any(found.entity == "component" and found.text in clause for found in heard.found)):
        return False
    elsewhere = _SINGLY.search(plain) or (re.search(_PRICE, plain) and _BUYS_NEW.search(normalise(heard.text)))
    return _TO_BUY.search(plain) is not None or (other and elsewhere is not None)


def _ways_asked(clause: str, plain: str, heard: Heard, ways: frozenset[str]) -> list[str]:
    """The questions about the ways that a clause puts; 「西安能修吗」 asks where, and 「能直接拿去西安的店里吗」 both."""
    names = [name for name, words in _OF_WAYS if name in ways and re.search(words, plain)][:1]
    named = any(found.entity == "place" and found.text in clause for found in heard.found)
    there = "where" in ways and named and names in ([], ["walk_in"]) and _IN_CITY.search(plain) is not None
    return [*names, "where"] if there else names


def _told_before(clause: str, heard: Heard) -> str:
    """The numbers of a clause that asks something too: 「DMPXK12ABCDE 修要几天」."""
    return "，".join(found.text for found in heard.found if found.entity in _NUMBERS and found.text in clause)
