"""What is said once all is arranged and is none of the event: an app of others that fails, a word of regret, another matter that is surely one."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Does, Move
from helpline.model.draft import Draft
from helpline.model.event import Event, Label
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.bearing import notes
from helpline.services.afterwards.belonging import speaks_of_other
from helpline.services.courtesy import APP
from helpline.services.matters.triage import alone_of_apps, app_fails, speaks_of_app
from helpline.services.questions.in_passing import OF_A_REPAIR
from helpline.services.reply import Say

SURE, MATTER_SURE, TOLD_SURE = 0.5, 0.6, 0.7
BROUGHT_SURE = 0.4  # of what it is about, where it surely is another matter
_THEIR_APP = f"outside_{APP}"
_WHOSE = re.compile(
    r"(?:归|属|是)(?:你们|您|不归|谁)|(?:你们|您|苹果)[^，,。；;]{0,6}(?:管|修|负责|处理|handle|support|弄|解决)|管不管|修不修|找谁"
)
_CLAUSE = re.compile(r"[，,。；;！!？?\s]+")
_TURNS_TO = re.compile(r"[改换挪推调](?:到|成|为|个)|回电|预约|打给我|给我打")  # what goes on here is wished for too
_ALONG = re.compile(r"也|都|连")  # 「微信也发不出去」, where nothing gets through
_INVOICE = "store_ask_invoice"  # 「翻到发票了，是21年买的」 tells of any matter
# Of a device and its system, which one fault may touch in many places; what is paid, the account and what is lost are apart from them.
_APART = {
    "general_fix_sign_in": "account",
    "general_secure_account": "account",
    "general_manage_subscription": "paying",
    "general_request_app_refund": "paying",
    "general_find_lost_device": "lost",
    "store_fix_payment": "order",
    "store_track_delivery": "order",
    "store_change_order": "order",
    "store_return_order": "sent back",
    _INVOICE: "invoice",
    "store_trade_in": "trade",
}
# 「闹钟也不响」, of a phone whose screen is broken: no repair of that mends it
_SOFTWARE = ("general_fix_system", "general_fix_builtin_app", "general_fix_icloud", "general_update_software")
_SOFTWARE_SURE = 0.85
_ELSE_SURE = 0.8
_CAME_OF_IT = re.compile(r"[之以]后|自从|摔|磕|碎|因为|导致|引起|所以|屏|触|电池")
_OF_THE_EVENT = re.compile(r"修|检测|顾问|师傅|打来|来电|回电|到店|店里|寄|那天|到时|预约|备注|转告|事件|退出|注销")
_OF_A_PURCHASE = (Label.ENTERPRISE, Label.EDUCATION)
_TEMPER = re.compile(r"语气|口气|态度|脾气|火气|嗓门|说话|讲话|话(?:说)?得?(?:重|难听)|[吼凶骂怼冲]|急了|冤枉|错怪|误会")
_PARDON = re.compile(
    r"担待|包涵|见谅|谅解|原谅|别(?:介意|计较|见怪|生气|往心里|放在?心)|莫怪|勿怪|对不[起住]|不好意思|抱歉|道歉|赔(?:个)?不是|(?<![a-z])sorry"
)
_OF_BEFORE = re.compile(r"刚|前面|之前|方才|上面|先前|我")
_BLAMES = re.compile(r"你们?(?:的)?(?:语气|态度|口气|说话)|(?:顾问|客服|店员|他们?|她)[^，,。；;]{0,6}(?:语气|态度|口气|凶|骂|吼)|[?？]")
_LONGEST = 40  # characters of a word of regret


def none_of_it(draft: Draft, event: Event, heard: Heard) -> list[Say] | None:
    """The answer to what no advisor of the event could do anything about; None for anything else."""
    if heard.chosen:
        return None
    if regrets(heard.text):
        return [Say("utter_talk_pardon")]
    if of_an_app(event, heard):
        draft.outside, draft.said = APP, heard.kept()
        return [Say("utter_outside_third_party_app")]
    return None


def regrets(text: str) -> bool:
    """True for 「刚才我语气冲了点，多担待啊」; not for 「你们顾问语气太冲」."""
    plain = normalise(text)
    if len(plain) > _LONGEST or _BLAMES.search(plain) or _TURNS_TO.search(plain):
        return False
    return _TEMPER.search(plain) is not None and _PARDON.search(plain) is not None and _OF_BEFORE.search(plain) is not None


def of_an_app(event: Event, heard: Heard) -> bool:
    """True for 「抖音老是闪退，你们管不管」; not for 「微信也发不出去」 where no net is, nor where more than one app fails."""
    plain = normalise(heard.text)
    if any(found.entity == "component" for found in heard.found) or _TURNS_TO.search(plain):
        return False
    told = any(act.does is Does.TROUBLE and act.chance >= TOLD_SURE for act in heard.acts)  # 「绑的是我爱人的支付宝」 tells of none
    heard_so = heard.intent == _THEIR_APP and heard.confidence >= SURE and told and alone_of_apps(heard)
    fails = app_fails(heard.text) and (heard.intent == _THEIR_APP or alone_of_apps(heard) or not heard.problems)
    along = event.label is Label.GENERAL and any(speaks_of_app(part) and _ALONG.search(part) for part in _CLAUSE.split(plain))
    along = along and not _WHOSE.search(plain)
    return bool(heard_so or fails) and not along


def another_matter(catalogue: Catalogue, event: Event, heard: Heard) -> Route | None:
    """The route of 「另外我 Apple ID 被锁了」 after a call about the network: surely another thing, though of the same tier."""
    route, mine = catalogue.routes.get(heard.intent), catalogue.route_of(event.label, event.topic)
    if route is not None and route.label is event.label and notes(heard.text):
        return None  # 「发票也在，帮我记上」
    if brings_another(catalogue, event, heard):
        return route
    hardly = heard.confidence < MATTER_SURE or heard.hardly(Move.BRINGS)
    if route is None or mine is None or heard.chosen or hardly or not route.event or route.talk:
        return None
    if event.label in _OF_A_PURCHASE or _OF_THE_EVENT.search(normalise(heard.text)) or heard.asks(heard.text) in OF_A_REPAIR:
        return None
    if event.label is Label.HARDWARE and route.intent in _SOFTWARE and heard.confidence >= _SOFTWARE_SURE:
        return None if _CAME_OF_IT.search(normalise(heard.text)) else route
    found = route.intent == _INVOICE and (event.label is not route.label or heard.chance_of(Move.BRINGS) < BROUGHT_SURE)
    return route if route.intent in _APART and _sphere(route) != _sphere(mine) and not found else None


def brings_another(catalogue: Catalogue, event: Event, heard: Heard) -> bool:
    """True where another matter is surely brought, and it is one that gets an event of its own."""
    route = catalogue.routes.get(heard.intent)
    if route is None or route.talk or not route.event or heard.confidence < BROUGHT_SURE or not heard.surely(Move.BRINGS):
        return False
    return route is not catalogue.route_of(event.label, event.topic) or speaks_of_other(catalogue, event, heard)


def no_other(catalogue: Catalogue, event: Event, heard: Heard) -> bool:
    """True for 「只寄左边那只行不行啊」 and 「那支笔不退哈，只退平板」, which sound like a matter of their own and hardly bring one."""
    route = catalogue.routes.get(heard.intent)
    if route is None or route.talk or not route.event or route.label in (Label.HAZARD, Label.SAFETY) or route.first:
        return False
    if not heard.hardly(Move.BRINGS, Move.DANGER, Move.PERSON) or speaks_of_other(catalogue, event, heard):
        return False
    if not heard.surely(Move.TELLS, Move.ASKS, Move.CORRECTS):
        return False
    doubted = heard.confidence < _ELSE_SURE  # a question that may be of anything: 「咋整能让他以后买不了东西」
    return not asks_rather(heard) or doubted or route.label is event.label or event.label is Label.SAFETY


def asks_rather(heard: Heard) -> bool:
    """True where the message over all rather asks than tells."""
    return heard.chance_of(Move.ASKS) > heard.chance_of(Move.TELLS, Move.CORRECTS)


def _sphere(route: Route) -> str:
    """What a matter is about, beyond its tier: all of an order is one thing, but for what goes back."""
    return _APART.get(route.intent, "order" if route.label is Label.ONLINE_STORE else "")
