"""Facts that customers tell in passing: when it began, what they tried, when they bought it, what broke it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from helpline.catalogue.facts import Catalogue
from helpline.errors import TimeUnclear
from helpline.model.acts import Does
from helpline.model.attempts import tried_steps
from helpline.model.faults import cause_in, lost
from helpline.model.institutions import works_at
from helpline.model.phone import FoundPhone, with_extension
from helpline.model.purchase import Bought, read_bought
from helpline.model.receipt import received_on
from helpline.model.said_dates import OF_ANOTHER_DAY, only_exact, plain_dates
from helpline.model.serial import find_part_number
from helpline.model.statements import clauses
from helpline.model.symptom import MAINLAND, occurrence, proof_lost, repairs_told
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.intake.organisations import in_brackets

YEARS_OF_USE = 10  # a purchase longer ago is taken for a slip
PLAN = "AppleCare+ 服务计划"
_PART_OF_MAINLAND = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]{3,5}ch\s*/\s*a(?![a-z0-9])")  # a part number: MLDX3CH/A
_HAS_PLAN = re.compile(
    r"(?<!没)(?<!未)(?<!如果)(?<!要是)(?<!假如)(?<!是否)(?<!万一)(?<!想)(?<!应该)(?:有(?:买|办|加|开|上)?|买了|买过|已?购[买有]了?|加[了过]|上了|带[着了]?|享有|开[了通]+|办[了过])(?:的是)?(?:个|份)?"
    r"\s*(?:apple\s*care\s*\+?|ac\s?\+)(?:服务)?(?:计划)?(?![^，,。；;！!\n]{0,8}(?:吗|没有|怎么|多少|能|的话|才))"
    r"|(?:apple\s*care\s*\+?|ac\s?\+)(?:服务)?(?:计划)?(?:我|是|也|都|当时|之前|一起|已经)*(?:买过了?|买了|有的|还?在(?:有效)?期|没过期)(?![吗么没])"
)
NO_PLAN = "尚未购买"
_NO_PLAN = re.compile(
    r"(?<!有)(?:没有?|未|从没)(?:买|购买|上|有|开|办)?过?(?:这个|那个|什么)?\s*(?:apple\s*care\s*\+?|ac\+|延保)(?!.{0,6}(?:吗|能|怎么|可以|还))|(?:apple\s*care\s*\+?|ac\+|延保)(?:也|都|我)?(?:没有?|未)(?:买|购买|上|有)?(?:过|$|，|,|。)"
)
_NAMED_PLAN = re.compile(r"(?:apple\s*care|(?<![a-z])ac)\s*(?:\+|plus|加)")
_DOUBTS_PLAN = re.compile(r"protection|有没有|是不是|是否|买没买|不(?:知道|确定|记得|清楚)|忘了|还是|好像")
_VERB = (
    r"(?<![想要没再])(?<!打算)(?<!准备)(?:(?:买|购)(?:到手|来|得|回来?|入|到|置)?|购买|入手|喜提|剁手|(?<=[刚号日天月年才周])(?:新|刚|才|去)?提(?=(?:的|到|了)(?:新?机|手机|货|一?台|[a-z]))|(?:淘|抢|蹲|拼)(?:到|来|回)?(?=的)|下的?单|到手|(?<=在)[^，。,；;！!？?\n\s在]{1,8}拿(?=的)"
    r"|(?:老?[公婆爸妈]|朋友|儿子|女儿|对象|公司|孩子|别人|同事|[哥姐弟妹])送我?给?我?(?=的))"
)
_BOUGHT = re.compile(
    r"(?P<when>(?:(?!把|将|不小心)[^，。,；;！!？?\n]){2,24}?)(?:才|刚|新|时候|那会儿?)?"
    + _VERB
    + r"(?P<what>(?:的|了|来|$|，|,|。|(?<=单)|(?<=[来到])就|\s|(?=iphone|ipad|mac|apple|airpods|[本此]机|这|一?[台部]))[^，。,；;！!？?\n]{0,12})"
)
# 「京东自营买的 去年双十一」
_DATE = r"(?:是|大概|大约|好像)*(?:20\d\d|大?前年|[去今]年|上个?月|上?个?周|昨天|\d{1,2}月|双十|618|国庆|春节|元旦|圣诞)"
_BOUGHT_THEN = re.compile(
    rf"(?:买|购买|购入|入手|下单)(?:的|了)[，, ]+[^，。,；;！!？?\n ]{{0,2}}?(?P<when>{_DATE}[^，。,；;！!？?\n ]{{0,6}})(?:吧|的)?(?=$|[，。,；;！!？? ])"
)
# 「发票上写的是2022年五月」, 「购买日期不对 改成2021年五月」, 「bought it from JD in June 2023」
_LABELLED = re.compile(
    r"(?:(?:购买|买|购机|入手|下单|开票|发票(?:上|开具)?)的?(?:日期|时间|日子|年份|写|开(?!始)|上|是)(?:(?!不是|收到)[^\d去今前上昨。；;！!？?]){0,16}?"
    r"|(?<![a-z])(?:bought|purchased|ordered|got (?:it|this|mine))(?![a-z])[a-z' ]{0,24}?)"
    rf"(?P<when>{_DATE}[^，。,；;！!？?\n ]{{0,10}})"
)
# 「买的时候是今年2月8号」; 「买的时候好好的，上个月坏的」 is of another day
_WHEN_BOUGHT = re.compile(
    rf"(?:购买|购机|买|购|入手)(?:它|来|回来|到)?的?(?:时候|那天|那会儿?|时|日子)(?:应该|好像|大概|记得|就|[，, ])*(?:是在?|在|为|[:：])[，, ]*(?P<when>{_DATE}[^，。,；;！!？?\n ]{{0,8}})"
)
# What has a day of its own beside the device: 「AppleCare+是上个月买的」, 「去年买的壳」.
_PLAN_OR_PART = r"plan(?![a-z])|apple\s*care|(?<![a-z])ac\s?\+|服务计划|延保|碎屏险|保护[壳套膜]|[外硬软皮]?壳|贴膜|钢化膜|电池|表带"
_OF_GOODS = re.compile(rf"(?:{_PLAN_OR_PART})(?:\s|[+是我也都才当时刚])*(?={_DATE})")
_GOODS = re.compile(rf"(?:了|的|\s|新|[一个条根块张份])*(?:{_PLAN_OR_PART})")
_CABLE = re.compile(r"(?:了|的|\s|新|[一个条根块张份])*(?:充电[线器头宝]|数据线|插头)")
_WITH_CABLE = re.compile(r"手机|iphone|ipad|mac|平板|电脑|充不")
_TO_BUY = re.compile(r"打算|准备|计划|想要?|要买|再买|才能|就买")
_USED_FOR_DAYS = re.compile(r"用了(?!才|刚)[^，。,.；;！!？?\n]{0,3}?天$")  # 「开着机用了一天」 is no time since it was bought
_OWNED = re.compile(
    r"(?:买|购买|入手|用)了?(?:才|刚|刚刚|有)?[^，。,；;！!？?\n]{0,3}?(?:半|\d{1,3}|[一二两俩三仨四五六七八九十]{1,3})\s*个?半?多?\s*(?:天|周|星期|月|年)[多半]?"
)


def told_in(catalogue: Catalogue, text: str, today: date) -> dict[str, Any]:
    """What the words tell of the fault and of the purchase."""
    plain = normalise(text)
    facts: dict[str, Any] = {**occurrence(plain), **repairs_told(plain)}
    if part := find_part_number(text):
        facts["part_number"] = part
    if _PART_OF_MAINLAND.search(plain):
        facts["sold_in"] = MAINLAND
    if proof_lost(plain):
        facts["proof_lost"] = True
    if company := in_brackets(text) or works_at(text):
        facts["organisation"] = company
    steps = tried_steps(plain)
    if steps:
        facts["tried_steps"] = steps
    bought = bought_on(plain, today)
    if bought:
        facts["purchase_date"] = bought.text()
    if _HAS_PLAN.search(plain):
        facts["plan"] = PLAN
    elif lacks_plan(plain):
        facts["plan"] = NO_PLAN
    if received := received_on(text, today):
        facts["received"] = received.isoformat()
        if re.search(rf"(?:收到|到货|到手|签收|拿到)货?(?:已经|都|才|刚)?有?{re.escape(str(facts.get('since') or '$'))}", plain):
            facts.pop("since", None)  # 「收到有 16 天了」 says when it came, not since when it is broken
    cause = cause_told(catalogue, plain)
    if cause:
        facts["fault_cause"] = cause
    return facts


def phone_told(phone: FoundPhone) -> dict[str, str | None]:
    """The number, and of a landline what to dial after it."""
    return {"contact_phone": phone.value, "contact_dial": with_extension(phone)} if phone.extension else {"contact_phone": phone.value}


_CALLED = r"(?:我的|我|联系)*(?:订单编?号?|单号|事件编?号|序列号|电话|手机号?码?|号码)?(?:是|为|[:：])?\s*"
_TELLS_NOTHING = (Does.FACT, Does.QUESTION, Does.REFUSE, Does.FILLER)


def beside_numbers(heard: Heard, numbers: tuple[str, ...]) -> str:
    """What is told of the matter beside a number: 「W1650082937 买重了」."""
    kept = []
    for clause, _ in clauses(heard.text):
        rest = clause
        for found in heard.found:
            rest = re.sub(_CALLED + re.escape(found.text), " ", rest) if found.entity in numbers else rest
        if re.search(r"[\u4e00-\u9fff]{2}", rest) and heard.does(rest) not in _TELLS_NOTHING:
            kept.append(rest.strip())
    return "，".join(kept)


def cause_told(catalogue: Catalogue, plain: str) -> str | None:
    """The cause that the words tell, in the words of the catalogue."""
    return None if lost(plain) else cause_in(plain, catalogue.words["causes"], catalogue.not_damage)


def broke_then(catalogue: Catalogue, text: str) -> bool:
    """True where the day that is named is the one on which it broke: 「前天摔了一下」, asked when it was bought."""
    plain = normalise(text)
    return cause_told(catalogue, plain) is not None and re.search("[买购]|入手|下单", plain) is None


def owns_plan(plain: str) -> bool:
    """True where the words say that there is one: 「设备购有AppleCare+」."""
    return _HAS_PLAN.search(plain) is not None


def lacks_plan(plain: str) -> bool:
    """True where the words say that there is no plan: 「我没买 AppleCare」, not 「没买 AppleCare 能修吗」."""
    return _NO_PLAN.search(plain) is not None


def plan_named(text: str) -> str | None:
    """The plan that is named where it is spoken of as one's own: 「退掉一份AppleCare+」; a bare 「AppleCare」 is either, and what is lacked or asked of is none.

    >>> plan_named("我想取消AppleCare+"), plan_named("取消AppleCare")
    ('AppleCare+ 服务计划', None)
    """
    plain = normalise(text)
    return PLAN if _NAMED_PLAN.search(plain) and not (lacks_plan(plain) or _DOUBTS_PLAN.search(plain)) else None


def bought_on(plain: str, today: date) -> Bought | None:
    """When it was bought, where the words speak of buying."""
    told = next((found for found in _said_bought(plain, today) if years_before(today) <= found.first and found.last <= today), None)
    exact = only_exact(plain_dates(plain, today), today) if told else None
    return Bought(exact, exact) if told and exact and told.first <= exact <= told.last else told  # 「是2025年10月2日，去年买的」


def bought_never(text: str, today: date) -> str | None:
    """What is said to a day of purchase that lies ahead; None for any other."""
    plain = normalise(text)
    ahead = _BOUGHT.search(plain) is not None and any(found.first > today for found in _said_bought(plain, today))
    return "utter_purchase_date_future" if ahead and bought_on(plain, today) is None and not _TO_BUY.search(plain) else None


def _said_bought(plain: str, today: date) -> Iterator[Bought]:
    """Each day that may be meant, the likeliest first."""
    plain = plain_dates(plain, today)
    for match in (
        *_BOUGHT.finditer(plain),
        *_LABELLED.finditer(plain),
        *_OWNED.finditer(plain),
        *_BOUGHT_THEN.finditer(plain),
        *_WHEN_BOUGHT.finditer(plain),
    ):  # 「买的时候没加，这个月4号买的」
        said = match["when"] if "when" in match.groupdict() else match.group()
        if _of_other_goods(match, plain):
            continue
        if _USED_FOR_DAYS.match(said) and not re.search(r"[买购新才刚]|入手|到手", plain):
            continue
        behind = [said[other.end() :] for other in OF_ANOTHER_DAY.finditer(said)][-1:]  # 「大前天就开始充不上电了我是二三年十月底买的」
        for words in (*behind, said, said.split(" ")[-1]):  # 「Mac mini 2024 半年前」: the year belongs to the device
            try:
                found = read_bought(words, today)
            except TimeUnclear:
                continue
            if found is not None:
                yield found


def _of_other_goods(match: re.Match[str], plain: str) -> bool:
    """True where a plan or a part was bought then, and not the device: 「上个月买的 plan」, 「昨天换了上周新买的充电线」."""
    what = match.groupdict().get("what") or ""
    cable = _CABLE.match(what) is not None and _WITH_CABLE.search(plain[: match.start()] + plain[match.end() :]) is not None
    return cable or _GOODS.match(what) is not None or _OF_GOODS.search(match.group()) is not None


def years_before(today: date) -> date:
    """The earliest day of purchase that is believed."""
    return today.replace(year=today.year - YEARS_OF_USE, day=min(today.day, 28))
