"""Questions that customers put on the way: those with an answer that holds for every repair, those about what this customer is
entitled to; and what is left of the message without them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpline.catalogue.facts import Route
from helpline.model.acts import Asks, Does, Move
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.intake.telling import owns_plan
from helpline.services.questions.call_answers import asked_of_call, asks_when_called, of_the_call, speaks_of_call, supposed, until_the_call
from helpline.services.questions.question_words import BRING, ENTITLED, OF_WAYS, QUESTIONS
from helpline.services.questions.side_answers import OF_ANY, SIDE_ANSWERS, WHATEVER_ELSE, answered_here, by_matter, heard_name
from helpline.services.reply import Say

CALL = "call"  # among the ways: a call is being arranged
_OTHER = re.compile(
    r"(?:手机|iphone|ipad|平板|手表|watch|耳机|airpods|电脑|笔记本|macbook|imac)(?!的?(?:充电|壳|卡|盒|表?带|笔|键盘|线|发票|包装|电源))|另外?一?[台部块副只]"
)
_OTHER_TOO = re.compile(
    r"(?:要不要|用不用|需不需要|需要|要|能不能|可不可以|可以|能|是不是)[^，,。？?]{0,8}(?:带|拿|捎|寄|送)(?:过?[来去]|上|到|着)?[^，,。？?]{0,8}(?:[吗么嘛不呢]|[?？]|$)"
)
# The price of what is to be bought new: no repair costs that. A part, or a single earphone of the pair at hand, is one.
_PRICE = r"(?:多少(?:钱|米|银子)|[什啥]么?价|价[格钱位]|[几]多钱|[怎咋]么?卖|贵(?:不贵|[吗么]))"
_TO_BUY = re.compile(
    rf"(?<!单)(?<!单独)(?:买|购)(?:一?(?:[台部只块副条支根]|个(?!月|星期|礼拜|多月|半月|小时|原装?的?[屏电]))|新的?)[^，,。；;]{{0,20}}{_PRICE}|(?:新款|最新款|新出的?)[^，,。；;]{{0,20}}{_PRICE}"
)
_SINGLY = re.compile(rf"单独?(?:买|购)[^，,。；;]{{0,20}}{_PRICE}")
_BUYS_NEW = re.compile(r"买(?:个|一?[台部只块])?新|新款|新出的")
_NOT_NEW = re.compile(r"apple ?care|ac ?\+|服务计划|延保|保险|[换修]")
# Others hear these too, who know where the talk stands: 「你们打给我还是我打」, 「按发票还是激活日期」, 「哪家最快」.
_LEFT_TO_OTHERS = frozenset(
    {
        Asks.BUY_NEW,
        Asks.PROOF,
        Asks.WHERE,
        Asks.KEEP,
        Asks.BRING,
        Asks.DIFFER,
        Asks.FOR_ANOTHER,
        Asks.NEXT,
        Asks.SEND,
        Asks.CALLER,
        Asks.LATE,
    }
)
_CALLED = ("service_request_call", "service_request_human")  # matters in which nothing but a call is on the way
_BY_WORDS = frozenset({Asks.BOOKED, Asks.NOTED})
# 「官网订单怎么还没发货」 asks for no cause of a fault.
_OTHER_MATTERS = ("store_", "enterprise_", "education_", "accessibility_", "general_", "hazard_", "safety_report_", "applecare_buy")
_OTHER_SURE = 0.7
_MAY_CORRECT = 0.3
_ENTITLED_HEARD = {
    Asks.PRICE: "hardware_ask_price",
    Asks.RIGHTS: "hardware_ask_rights",
    Asks.COVERAGE: "hardware_check_coverage",
    Asks.COMMON: "hardware_ask_programme",
}
# 「AC+ 还能用几次」: of the plan that the device has, so told with what a claim costs.
_USES_LEFT = re.compile(
    r"(?:apple ?care|ac ?\+|意外|碎屏|服务计划)[^，,。；;]{0,10}(?:还|剩)[^，,。；;]{0,6}(?:几|多少)次|(?:还剩|还有|还能[用修])(?:几|多少)次"
)
_OF_CLAIMS = ("applecare_claim", "applecare_ask_terms")
_CLAIMS = re.compile(r"理赔|自付|服务费|(?:用|走)(?:了|我的)?(?:apple ?care|ac\+)")
_OF_ELSE = re.compile(r"(?<!有)(?<!用)(?:apple ?care|ac\+)|服务计划|新机|新手机|新的(?:一台)?多少|回收|以旧换新|二手|检[测查]")
# Of a plan: what a claim costs, until when one can be bought, and what it costs itself.
_OF_DAMAGE = re.compile(r"[摔碎裂坏磕砸修]|进水|进液|换屏|理赔|出险|报损|[几多]少?次")
_WINDOW = re.compile(r"几天|多少天|多久|期限|截止|最[晚迟]|来得及|[以之]前(?:买|办|加)|过期")
_COSTS = re.compile(
    r"(?<!退)多少钱|[几多]钱|[什啥]么?价|价[格钱位]|(?:要|出|付|收|给|掏|得|花)(?:我|到|个)?好多(?:钱|块)|怎么收费|费用|(?:出|付|收|要|花|掏)(?:不[出付收要花掏])?钱|[赔保]不[赔保]|能赔|贵(?:不贵|[吗么])"
)
_NUMBERS = frozenset({"serial_number", "imei", "contact_phone", "order_number"})
# Many write a blank where others put a comma: 「自己坏的 修一下多少钱」.
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+?(?:[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|$)")
_IN_CITY = re.compile(
    r"(?:没|没有|没得|冇)(?:你们|苹果|直营|门)?的?店[吧吗么嘛呀]|(?:能不能|可不可以|有没有|有没得|能|可以|有)[^，,。？?]{0,10}(?:(?<![保返])修(?![改过了])|店|售后|网点)[^，,。？?过了]{0,8}(?:没得?|[吗么嘛不冇]|[？?]|$)"
)
_MONEY = re.compile(r"款|[钱錢]|[到进入][账帐帳]|卡|refund")  # 「几天内能退来着」 asks for the days of a return
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


def entitlement_asked(text: str, route: Route, heard_as: Asks | None = None) -> tuple[str, ...]:
    """The intents of what a text asks of cover, rights and price, where the matter is one of a device; `heard_as` by training."""
    plain = normalise(text)
    if route.label is Label.ONLINE_STORE and heard_as is Asks.REFUND_TIME and _MONEY.search(plain):
        return ("store_refund_time",)
    if route.label is Label.APPLECARE and (known := _of_plan(plain, route, heard_as)):
        return known
    of_a_plan = route.intent in _OF_CLAIMS or (route.label is Label.HARDWARE and _CLAIMS.search(plain))
    if of_a_plan and re.search(ENTITLED[0][1], plain):
        return ("applecare_ask_terms",)
    of_a_device = route.label is Label.HARDWARE or route.intent.startswith("general_check")
    if not of_a_device:
        return ()
    if _USES_LEFT.search(plain):
        return ("applecare_claim",)
    if _OF_ELSE.search(plain):
        return ()
    known = tuple(intent for intent, words in ENTITLED if re.search(words, plain))
    return known or ((_ENTITLED_HEARD[heard_as],) if heard_as in _ENTITLED_HEARD else ())


def _of_plan(plain: str, route: Route, heard_as: Asks | None) -> tuple[str, ...]:
    """What a claim costs, and until when the plan can be bought: 「买了以后摔坏了还要不要出钱」, 「最晚多少天内能补」."""
    if _OF_DAMAGE.search(plain) and (heard_as in (Asks.FEE, Asks.PRICE) or _COSTS.search(plain)):
        return ("applecare_ask_terms",)
    if route.intent == "applecare_buy" and _WINDOW.search(plain) and heard_as is not Asks.PRICE and not _COSTS.search(plain):
        return ("applecare_buy",)
    return ()


def _asks_plan_price(plain: str, route: Route, heard_as: Asks | None) -> bool:
    of_a_plan = route.label is Label.APPLECARE and route.intent not in _OF_CLAIMS and not _of_plan(plain, route, heard_as)
    return of_a_plan and (heard_as is Asks.PRICE or _COSTS.search(plain) is not None)


def asks_where(text: str, city: str | None = None) -> bool:
    """True for 「哪里能修」, and with the `city` that it names for 「杭州有店吗」."""
    plain = normalise(text)
    return re.search(dict(OF_WAYS)["where"], plain) is not None or (city is not None and _IN_CITY.search(plain) is not None)


def asked_beside(heard: Heard, route: Route, ways: frozenset[str] = frozenset(), *, other: bool = False, last: bool = False) -> Beside:
    """The questions in a message, clause by clause; of those about the ways to a repair only what can be answered now.

    `other` where another device than that at hand is named; `last` where nobody else had an answer.
    """
    says, of_ways, wants, rest = list[Say](), list[str](), list[str](), heard.text
    elsewhere = heard.intent.startswith(_OTHER_MATTERS) and heard.confidence >= _OTHER_SURE and not _of_one(heard.intent, route.intent)
    calls = CALL in ways or route.intent in _CALLED or speaks_of_call(normalise(heard.text))
    if supposed(heard):
        return _supposed(heard)
    for clause in _CLAUSE.findall(heard.text):
        plain, heard_as = normalise(clause).rstrip("，,。；;！! "), heard.asks(clause) or asked_of_call(heard, clause)
        elsewhere_too = elsewhere and heard_as not in (OF_ANY if heard.intent.startswith("hazard_") else WHATEVER_ELSE)
        heard_as = None if other or elsewhere_too or heard_as in _BY_WORDS or (heard_as in _LEFT_TO_OTHERS and not last) else heard_as
        asked = "other_too" if _asks_too(heard.part(clause), other) else _general(plain, heard_as, route, heard.text)
        asked = _of_a_call(asked, heard, plain, heard_as, route, calls=calls)
        asked = "to_buy" if asks_to_buy(heard, clause, other=other) else asked
        asked = "plan_price" if asked != "covered" and _asks_plan_price(plain, route, heard_as) else asked
        if asked == "fee" and owns_plan(normalise(heard.text)):  # 「我有 AC+，那是不是不用钱」: what the plan leaves to pay
            asked, heard_as = None, Asks.PRICE
        if asked is not None:
            rest = rest.replace(clause, _told_before(clause, heard), 1)
            says += [] if (told_so := Say(SIDE_ANSWERS[by_matter(asked, plain, route)])) in says else [told_so]
        elif asked_ways := _ways_asked(clause, plain, heard, ways, heard_as):
            rest = rest.replace(clause, _told_before(clause, heard), 1)
            of_ways += [way for way in asked_ways if way not in of_ways]
        elif entitled := entitlement_asked(clause, route, heard_as):
            rest = rest.replace(clause, _told_before(clause, heard), 1)
            wants += [intent for intent in entitled if intent not in wants]
    if not says and not wants and not of_ways:
        return Beside([], (), heard)
    if heard.intent == "talk_ask_why" and heard.chance_of(Move.CORRECTS) < _MAY_CORRECT:  # 「你要电话干嘛？会不会泄露？」 is one question
        return Beside(says, tuple(wants), None, tuple(of_ways))
    rest = _LINK.sub("", rest.strip("，,。；;！!？? \n"))
    if len(rest) < 2 or any(found.entity == "component" and found.text == rest for found in heard.found):  # 「屏幕 多少钱」
        return Beside(says, tuple(wants), None, tuple(of_ways))
    told = heard.part(rest, intent="talk_inform", confidence=0.6, ranking=(), problems=())
    return Beside(says, tuple(wants), told, tuple(of_ways))


def _of_one(heard: str, at_hand: str) -> bool:
    """True for one matter; those of the store go together: 「退的钱几天到」 while goods are returned."""
    return heard == at_hand or (heard.startswith("store_") and at_hand.startswith("store_"))


def asks_of_other(part: Heard) -> bool:
    """True for 「我的iPad要不要也带过去」 beside the repair of another: it tells of no fault."""
    plain = normalise(part.text)
    return _OTHER_TOO.search(plain) is not None and _OTHER.search(plain) is not None and part.first("component") is None


def _asks_too(part: Heard, other: bool) -> bool:
    return (other or re.search("另外?一?[台部块副只]", part.text) is not None) and asks_of_other(part)


def _supposed(heard: Heard) -> Beside:
    """「138…，回头要是有人叫我下个软件，我下不下」: of what stands beside the supposition only what answers or wishes is told."""
    told = [act for act in heard.acts if act.does in (Does.FACT, Does.WISH) and act.asks is not Asks.IF_ASKED]
    rest = "，".join(act.text for act in told)
    part = heard.part(rest, intent="talk_inform", confidence=0.6, ranking=(), problems=()) if rest else None
    return Beside([Say(SIDE_ANSWERS["if_asked"])], (), part)


def _of_a_call(asked: str | None, heard: Heard, plain: str, heard_as: Asks | None, route: Route, *, calls: bool) -> str | None:
    """What a question means where one `calls`, or where a number to call stands beside it; else what it means of a repair."""
    if calls and (meant := of_the_call(asked or _of_repairs_elsewhere(plain, heard_as), plain, route)):
        return meant
    return "call_wait" if asked == "duration" and until_the_call(heard, plain) else asked


def _of_repairs_elsewhere(plain: str, heard_as: Asks | None) -> str | None:
    """What is to be at hand, and how long it takes, which are questions of a repair where no call is meant."""
    if heard_as is Asks.BRING or re.search(BRING, plain):
        return "bring"
    waits = (
        asks_when_called(plain)
        or heard_as is Asks.DURATION
        or any(name == "duration" and re.search(words, plain) for name, words in QUESTIONS)
    )
    return "duration" if waits else None


def _general(plain: str, heard_as: Asks | None, route: Route, told: str) -> str | None:
    """The name of a question that has one answer for every repair: by its words, else as it was heard."""
    named = [name for name, words in QUESTIONS if re.search(words, plain) and not (name == "diagnosis" and heard_as is Asks.COMMON)]
    named = ["erased" if name == "data" and heard_name(Asks.DATA, plain, route) == "erased" else name for name in named]
    return next((name for name in (*named, heard_name(heard_as, plain, route, told)) if name and answered_here(name, plain, route)), None)


def asks_to_buy(heard: Heard, clause: str, *, other: bool) -> bool:
    """True for 「买个新的 iPad 多少钱」, and 「单买一只 AirPods 多少钱」 beside the repair of an `other` device."""
    plain = normalise(clause)
    if _NOT_NEW.search(plain) or (not other and any(found.entity == "component" and found.text in clause for found in heard.found)):
        return False
    elsewhere = _SINGLY.search(plain) or (re.search(_PRICE, plain) and _BUYS_NEW.search(normalise(heard.text)))
    return _TO_BUY.search(plain) is not None or (other and elsewhere is not None)


def _ways_asked(clause: str, plain: str, heard: Heard, ways: frozenset[str], heard_as: Asks | None) -> list[str]:
    """The questions about the ways that a clause puts; 「西安能修吗」 asks where, and 「能直接拿去西安的店里吗」 both."""
    by_words = (name for name, words in OF_WAYS if name in ways and re.search(words, plain))
    first = next(by_words, heard_as.value if heard_as and heard_as.value in ways else None)
    names = [first] if first else []
    named = any(found.entity == "place" and found.text in clause for found in heard.found)
    there = "where" in ways and named and names in ([], ["walk_in"]) and _IN_CITY.search(plain) is not None
    return [*names, "where"] if there else names


def _told_before(clause: str, heard: Heard) -> str:
    """The numbers of a clause that asks something too: 「DMPXK12ABCDE 修要几天」."""
    return "，".join(found.text for found in heard.found if found.entity in _NUMBERS and found.text in clause)
