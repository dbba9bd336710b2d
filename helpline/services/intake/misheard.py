"""Names that are found in a message and that do not mean there what they mean elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Asks, Move
from helpline.model.broken_glass import FRONT, broken_glass
from helpline.model.devices_meant import theirs
from helpline.model.draft import Draft
from helpline.model.faults import came_off, unsaid
from helpline.model.text import align, normalise
from helpline.model.understanding import Found, Heard
from helpline.services.handover.store_words import in_characters
from helpline.services.intake.device_words import ACCESSORY
from helpline.services.intake.naming import contact_instead
from helpline.services.intake.organisations import invoice_title
from helpline.services.intake.telling import cause_told, owns_plan
from helpline.services.matters.one_matter import FAULTS
from helpline.services.matters.segments import in_parts
from helpline.services.questions.question_words import BRING, ONLY_SO_MUCH

_USED = re.compile(
    r"(?:[换试](?:[了过])*(?:好?几|[一两三四]|\d)[个根条副]|插[上着了]?|接[上着了]?|连[上着了]?|用[着了]?|换[了过])(?:的是)?(?:一?[个根条])?(?:原装的?|别的|其他的?|另外?一?[个根条]?)?$"
)
# 「换了我爸的充电线也不行」, but not 「用的充电线断了」.
_TRIED_WITH = re.compile(r"(?:[换试]|借|拿|用)(?:[了过着]|来|成)?[^，,。；;！!？?\s后就但才坏]{0,6}的$")
# 「更换数据线及充电头后情况依旧」, but not 「想换充电线和充电头」.
_EXCHANGED = re.compile(r"(?:更换|[换试])(?:了|过|掉|成)*[^，,。；;！!？?\s坏断]{0,10}$")
_NO_BETTER = re.compile(
    r"[^，,。；;！!？?\s]{0,8}?(?:(?:之|以)?后(?=[，,\s]|也|都|又|还)|[，,\s]?[^，,。；;！!？?\s]{0,6}(?:依旧|依然|仍|照样|照旧|还是(?=[不没老这那会一])|没用|无效|没好|没变|没改善|一样|不行|未解决))"
)
_BROKE = re.compile(r"[^，,。；;！!？?\s]{0,4}?(?:坏|断|裂|破|烫|烧|糊|冒|鼓|化|丢)")
# 「充电器插一晚上了」, 「充电头换了两个」
_WAS_USED = re.compile(
    r"(?:都|也|已经)*(?:[插充接](?:着|了|上|好)*(?:一?整?个?[晚夜天]|半天|好?几|很久|好久|[一两三四五六七八九十\d]+个?(?:小时|钟头|晚|天))|[换试](?:过|了(?=.)))"
)
# 「原装充电器，昨晚开始鼓的」 says what charged the device; 「原装充电器坏了」 is of the charger.
_CAME_WITH = re.compile(r"(?:原装|原厂|原配|自带|标配|官方)的?$")
_ITS_OWN_FAULT = re.compile(r"[^，,。；;！!？?\s]{0,6}?(?:坏|不|没|断|裂|破|烫|热|烧|糊|冒|化|鼓|丢|掉|也)")
# Where a device is known, another takes its place only in such words.
_DEVICES = ("device_model", "device_family")
_CLAUSE = re.compile(r"[，,。；;！!？?\n]")
_SAYS_WHICH = re.compile(
    r"(?:是|应该|应为|型号|机型|设备|[改换说写填登记]成|改为|错|不对|有误|更正|而非|坏的|修的)[^，,。；;！!？?]{0,10}$"
)
_OF_ITS_KIND = re.compile(r"(?:手机|电脑|平板|手表|耳机)(?:就|用的)?(?:是|为)[^，,。；;！!？?]{0,4}$")
_IS_WHICH = re.compile(r"\s*(?:才对|才是|不是|[的]?\s*是\s*(?:第|[a-z\d]))")
_MERELY = re.compile(
    r"(?:[我这那你的是个台部款只块条支副就呀啊吧哦嗯呢哎诶不对版\W]|其实|等等|等下|sorry|手机|电脑|平板|手表|耳机|[a-z\d])*"
)
_BESIDE = re.compile(r"\s*(?:的)?(?:旁边?|附近|对面|门口|楼下|隔壁|后面|前面|边上|斜对|那[边条]|里面?的?(?:店|顺电|专卖))")
_CLASH = re.compile(r"撞(?:了|到|上|车)*(?:个|一?场|一个)?\s*(?:会(?!坏|碎)|meeting|课|班|档|期|行程|时间|日程|考试|面试|培训)")
_OLD_ONE = re.compile(r"(?:老|旧|以前|之前|原来)的?(?:那[台部个]|一?[台部个])?(?:手机|机子|平板|电脑|笔记本|手表|表|耳机)[是的\s]*$")
_DENIED_KIND = re.compile(r"不是\s*(?P<kind>iphone|ipad|mac|watch|airpods)\s*(?:坏|有问题|出问题|的问题|的事)")
_UPDATES_TO = re.compile(r"(?:升级?|更新?|[装刷])(?:系统)?(?:到|成|至|上|个|那个)?\s*(?:系统|ios|ipados|macos|watchos)?\s*$")
_MEANWHILE = re.compile(r"\s*(?:系统|版本)?的?(?:时候|途中|过程中?|到一半|中途)")
_NOT_INSTALLED = re.compile(
    r"没(?:能|有)?(?:升|更新|装|刷|更)(?:级|新)?(?:上去?|成功?|完|好|进去?|过去)|(?:升级?|更新?|装|刷)不(?:上去?|了|成|进去?|过去)|(?:升级?|更新|安装)(?:一直|老是?|总是?|都)*(?:失败|没成功?|不成功|报错|出错|中断)"
)
_INSTALLED = re.compile(r"\s*(?:了|完|好了|成功|(?:之|以)?后)")
_TO_BE_INSTALLED = re.compile(r"\s*(?:才?是|就是)?(?:我)?(?:要|想|准备|打算|没|还没)(?:更新|升级?|装|刷)(?!过)")
_BOUGHT_THERE = re.compile(r"[^，,。；;！!？?\s]{0,10}(?:买|购|入手)(?:的|了|到)")
# 「升级系统之后相册全空了」: no update that failed, but photos to be found.
_UPDATE = "general_update_software"
_PHOTOS_GONE = re.compile(
    r"(?:照片|相片|相册|相簿|图片|视频|备忘录)[^，,。；;！!？?]{0,6}(?:没了|不见|空了|空的|全空|丢了|消失|没有了|没回来|少了)"
    r"|(?:不见|丢|少)了?[^，,。；;！!？?]{0,6}(?:张|的)(?:照片|相片)"
)
# 「我有买 AppleCare+ 的，那是不是只要 188」 wishes for no plan, but asks what it pays.
_BUYS = "applecare_buy"
_OF_PAYING = (Asks.FEE, Asks.PRICE)
_WHAT_TO_PAY = re.compile(rf"{ONLY_SO_MUCH}|多少钱|要钱|免费|收费|服务费|自费")
# 「屏幕被孩子摔碎了，想用AC+理赔」 names the way that it is to be paid.
_CLAIMS = re.compile(
    r"(?:走|用|报|申请|办|做|要|想|通过|按|去|能|可以)[^，,。；;不没]{0,6}(?:理赔|出险|报损)(?!过)|(?:走|用)(?:一下|我的?|掉|那个|这个)*(?:apple ?care|(?<![a-z])ac ?\+|服务计划)(?!可以|能|的话|[^，,。；;]{0,6}(?:[吗么嘛?？]|多少))"
)
# 「要带身份证吗」 is no doubt about who we are, and of the matter.
# 「联系人别写我了，写我们采购主管 罗建明」 wishes for nobody of ours.
_HUMAN, _OF_CONTACT, _OF_OURS = "service_request_human", re.compile(r"联系人|对接人|负责人"), re.compile(r"人工|客服|真人|顾问|转接")
_OF_THE_DESK = (Asks.FEE, Asks.SEND)  # 「人工费另算吗」, 「能不能别一个一个问，一次问完」
_MISTAKEN = ("safety_ask_identity", "outside_other")
_BRING = re.compile(BRING)
# 「没摔也没泼到水，是触控板按不下去」 is of no liquid.
_LIQUID, _WET, _LIKELY = "hardware_report_liquid", "进水", 0.02
_WET_PARTS = ("hardware_report_power", "hardware_report_charging", "hardware_report_mac_parts", "general_check_touch")
_NO_LIQUID = re.compile(r"(?:没有?|未|不是)[^，,。；;！!？?\s]{0,6}(?:水|液|汗|雨|潮|湿|淋|泡|泼|洒)")
_SHOPS, _SHOPS_SURE = "store_buy", 0.6
_CAMERA, _OF_A_LENS = "hardware_report_camera_damage", re.compile(r"镜头|摄像|摄影|相机|拍|camera|lens")
_OF_GLASS = _SCREEN, _BODY = "hardware_report_screen", "hardware_report_body"
_OF_SHOPPING = re.compile(r"买|购|订|下单|多少钱|价|[有到缺]货|新款|哪[款个种]好|推荐|选|颜色|配置|入手|优惠|上市|预售|发布|官网|商店")


def as_meant(catalogue: Catalogue, heard: Heard) -> Heard:
    """With the organisation of an invoice, and without the accessory that was only used on the device, the fall of a part that came off, what only lies nearby, and where it was bought.

    「平板插上充电器没反应」 is no matter of the charger, 「屏幕掉下来了」 none of a device that was dropped, 「医院旁边买的」 none of a hospital.
    """

    def meant(found: Found) -> bool:
        noise = (_fell_off, _clashes, _nearby, _not_reached, _bought_there, _of_a_menu)
        return not (_only_used(catalogue, heard, found) or any(is_noise(heard, found) for is_noise in noise))

    heard = in_parts(in_characters(catalogue.stores.values(), heard), catalogue.routes)
    plain = normalise(heard.text)
    if heard.intent == _UPDATE and _PHOTOS_GONE.search(plain) and not heard.chosen:
        heard = replace(heard, intent="general_fix_builtin_app")
    if heard.intent == _BUYS and owns_plan(plain) and _asks_what_to_pay(heard, plain) and not heard.chosen:
        heard = replace(heard, intent="hardware_ask_price")
    if heard.intent.startswith(FAULTS) and _CLAIMS.search(plain) and not heard.chosen:
        heard = replace(heard, intent="applecare_claim")
    if not heard.chosen and (fault := _fault_instead(catalogue, heard, plain)):
        heard = replace(heard, intent=fault)
    said = heard.denied
    if said and said.intent.split("_")[-1] == heard.intent.split("_")[-1] and said.rest_confidence >= _SHOPS_SURE and not heard.chosen:
        heard = replace(heard, intent=said.rest_intent)  # 「不是要采购，是想统一管理」
    if heard.intent in _MISTAKEN and _BRING.search(plain) and not heard.chosen:
        heard = replace(heard, intent="talk_inform")
    if heard.intent == _HUMAN and _OF_CONTACT.search(plain) and not _OF_OURS.search(plain) and contact_instead(heard.text):
        heard = replace(heard, intent="talk_inform")
    if heard.intent == _HUMAN and heard.asks_of(*_OF_THE_DESK) and not heard.surely(Move.PERSON) and not heard.chosen:
        heard = replace(heard, intent="talk_inform")
    found = tuple(found for found in heard.found if meant(found))
    if (title := invoice_title(heard.text)) is None:
        return replace(heard, found=found)
    start, end = title
    of_title = Found("organisation", heard.text[start:end], heard.text[start:end], start, end)  # its city is not that of the customer
    return replace(heard, found=(*(one for one in found if one.end <= start or one.start >= end), of_title))


def _asks_what_to_pay(heard: Heard, plain: str) -> bool:
    return _WHAT_TO_PAY.search(plain) is not None or any(heard.asks(act.text) in _OF_PAYING for act in heard.acts)


def _fault_instead(catalogue: Catalogue, heard: Heard, plain: str) -> str | None:
    """The fault of 「没泼到水，是触控板按不下去」, taken for its denied liquid, and of 「Watch 耗电那个也要处理」, taken for a purchase that nobody speaks of; and which glass is broken."""
    of_glass = heard.intent in _OF_GLASS or (heard.intent == _CAMERA and not _OF_A_LENS.search(plain))
    if of_glass and (glass := broken_glass(plain)):
        return _SCREEN if FRONT in glass else _BODY
    if heard.intent in _WET_PARTS and not heard.surely(Move.ASKS) and cause_told(catalogue, plain) == _WET and not _NO_LIQUID.search(plain):
        return _LIQUID  # 「打翻珍奶，键盘黏黏的，按电源键没反应」
    denied = heard.intent == _LIQUID and _NO_LIQUID.search(plain) is not None and cause_told(catalogue, plain) != _WET
    bought = heard.intent == _SHOPS and heard.confidence < _SHOPS_SURE and not _OF_SHOPPING.search(plain)
    likely = (name for name, chance in heard.ranking if chance >= _LIKELY and name.startswith(FAULTS) and name != _LIQUID)
    return next(likely, None) if denied or bought else None


def _clashes(heard: Heard, found: Found) -> bool:
    """True for 「那个点撞了个会」, which breaks nothing."""
    return found.entity == "fault_cause" and _CLASH.match(align(heard.text).text, found.start) is not None


def _nearby(heard: Heard, found: Found) -> bool:
    """True where an organisation only says where something lies."""
    return found.entity == "organisation" and _BESIDE.match(heard.text[found.end :]) is not None


def _bought_there(heard: Heard, found: Found) -> bool:
    """True for 「在上海南京东路店买的」, which is not where the customer is."""
    return found.entity == "place" and _BOUGHT_THERE.match(heard.text[found.end :]) is not None


def _of_a_menu(heard: Heard, found: Found) -> bool:
    """True for the Mac of 「About This Mac」, which is where to look."""
    return found.entity in _DEVICES and re.search(r"(?i)about this $", heard.text[: found.start]) is not None


def _not_reached(heard: Heard, found: Found) -> bool:
    """True for the version of an update that did not go through: 「升 26.1 的时候卡住了」, 「更新到 26.1，没升上去」."""
    before, after = (align(part).text for part in (heard.text[: found.start], heard.text[found.end :]))
    if found.entity != "os_version" or not (_UPDATES_TO.search(before) or _TO_BE_INSTALLED.match(after)):
        return False
    stuck = heard.intent == _UPDATE and not _INSTALLED.match(after)  # 「更新到26.2一直卡在验证」
    return bool(stuck or _TO_BE_INSTALLED.match(after) or _MEANWHILE.match(after) or _NOT_INSTALLED.search(after))


def forget_update(draft: Draft, heard: Heard) -> None:
    """「没升上去」, told after 「昨晚升的26.1」: that is not the version it has."""
    version, said = str(draft.facts.get("os_version") or ""), str(draft.facts.get("symptom") or "")
    if (
        version
        and _NOT_INSTALLED.search(align(heard.text).text)
        and re.search(rf"(?:升|更新)[^，,。；;]{{0,4}}{re.escape(version)}", align(said).text)
    ):
        draft.facts.pop("os_version")


def _only_used(catalogue: Catalogue, heard: Heard, found: Found) -> bool:
    device = catalogue.device_named(found.value) if found.entity == "device_model" else None
    return device is not None and device.family == ACCESSORY and only_used(heard.text, found.start, found.end)


def only_used(text: str, start: int, end: int) -> bool:
    """True where what is named in [start, end) was tried on the device: 「换过两个充电器」, 「充电器插一晚上了」."""
    before, after = (align(part).text for part in (text[:start], text[end:]))
    came_with = _CAME_WITH.search(before) is not None and not _ITS_OWN_FAULT.match(after)
    tried_with = _TRIED_WITH.search(before) is not None and not _BROKE.match(after)
    exchanged = _EXCHANGED.search(before) is not None and _NO_BETTER.match(after) is not None
    return came_with or tried_with or exchanged or _USED.search(before) is not None or _WAS_USED.match(after) is not None


def _fell_off(heard: Heard, found: Found) -> bool:
    spans = (*came_off(heard.text), *unsaid(heard.text))
    return found.entity == "fault_cause" and any(start <= found.start < end for start, end in spans)


def in_its_place(catalogue: Catalogue, heard: Heard, draft: Draft) -> Heard:
    """Without the devices that are not said to be the one that is known: 「我用手机拍照放大看清了」 turns no AirPods into an iPhone."""
    known = str(draft.facts.get("device_model") or draft.facts.get("device_family") or "")
    off = any(one.entity in _DEVICES and one.value == known and _is_off(heard.text, one) for one in heard.found)

    def said_to_be(found: Found) -> bool:
        if off and found.value != known:
            return True  # the known one is said to be wrong: 「MacBook Air 不对，领导拍板全部买 MacBook Pro」
        if re.match(r"[壳膜套支架贴绳袋包]", heard.text[found.end :]):
            return False  # 「给我爸买的手机壳」
        before, after = _CLAUSE.split(align(heard.text[: found.start]).text)[-1], _CLAUSE.split(align(heard.text[found.end :]).text)[0]
        if _OF_ITS_KIND.search(before) and _family(catalogue, found.value) != _family(catalogue, known):
            return False  # 「我手机是 iPhone 15」, of the AirPods that are used with it
        says = _SAYS_WHICH.search(before) or _IS_WHICH.match(after) or _MERELY.fullmatch(before + after)
        return bool(says or (corrects and _family(catalogue, found.value) == _family(catalogue, known)))

    corrects = heard.surely(Move.CORRECTS)
    return replace(heard, found=tuple(one for one in heard.found if not known or one.entity not in _DEVICES or said_to_be(one)))


def _is_off(text: str, found: Found) -> bool:
    """True for the device of 「不是 AirPods」 and 「MacBook Air 不对」."""
    before, after = align(text[: found.start]).text, align(text[found.end :]).text
    return (
        re.search(r"(?<!是)(?:不是|并非|不要)(?:普通的?|那个|这个|什么|\s)*$", before) is not None
        or re.match(r"\s*(?:不对(?!劲)|错了|写错|是错的|有误)", after) is not None
    )


def _family(catalogue: Catalogue, name: str) -> str:
    device = catalogue.device_named(name)
    if device is None:  # the name of a line: 「AirPods Pro」
        device = next((one for one in catalogue.devices.values() if name and one.name.startswith(name)), None)
    return device.family if device else next((one.id for one in catalogue.families.values() if one.name == name), name)


def of_another_device(text: str, found: Found, *, at_hand: bool = False) -> bool:
    """True for a device that is named beside the one it is about: 「老手机苹果8」, 「是手表，手机是 iPhone 13」.

    Where somebody else's is `at_hand`, that is no other.
    """
    if found.entity not in ("device_model", "device_family"):
        return False
    before, kind = align(text[: found.start]).text, _DENIED_KIND.search(align(text).text)
    return bool(
        _OLD_ONE.search(before) or (kind is not None and kind["kind"] in found.value.lower()) or (theirs(text, found) and not at_hand)
    )
