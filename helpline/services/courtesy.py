"""What needs no event: greetings and thanks, a number or hours asked for, and what is not ours to handle."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.attempts import tried_steps
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.entitlement.store_rules import other_seller
from helpline.services.handover.lines import line_facts
from helpline.services.help.steps import card_of
from helpline.services.intake.answers import Answers
from helpline.services.intake.telling import cause_told
from helpline.services.matters.one_matter import told_apart
from helpline.services.matters.parking import Parking
from helpline.services.matters.triage import SURE, Triage, alone_of_apps, app_fails, not_ours, only_one_app
from helpline.services.questions.clarifying import asks_what_noted, asks_who_calls
from helpline.services.reply import Say

APP = "third_party_app"
OF_APPS = ("general_fix_system", "general_fix_builtin_app")  # which an app of others may be taken for
BESIDE = 0.03  # how likely a matter must be that is told of a device of ours beside that of another maker
_SHORT = 20
_MORE_THAN_ONE = re.compile(
    r"所有|全部|别的|其[他它]|每个|都(?:闪|打不开|这样|崩|卡死)|自带|不[光只止仅]|(?:也|还)(?:闪|打不开|崩)[^，,。]{0,6}(?:也|还)(?:闪|打不开|崩)"
)

# What is told or asked of an order beside its number; 「订单号W1390027458，昨天下的」 tells nothing of the kind.
_GOES_WRONG = re.compile(
    r"(?:没|未|不)(?!知道|清楚|确定|好意思)(?:有|给我|能)?[^，,。\s]|[写填寄发送弄搞买拍]错|漏|少(?:了|发|寄)|坏|破|退|取消|催|怎么|为什么|为啥|啥时|什么时候|多久|多会|到哪|进度|查一?下|想[改换]|要[改换]|改(?:地址|收货|颜色|型号|一下)|卡(?:在|住)|丢|拒|重复"
)


# Where what is ours begins, or ends, beside what is not.
_AND_ALSO = re.compile(
    r"[，,。；;！!？?\s]*(?:另外(?:还有)?|还有(?!没|点|些)(?:就是|一个|个)?|以及|除此之外|再就是|对了|顺便(?:问一?下)?|同时)[，,：: ]*"
)
_OTHER_MAKERS = re.compile(
    r"(?:华为|荣耀|小米|红米|oppo|vivo|一加|三星|魅族|realme|真我|联想|戴尔|惠普|华硕|索尼|安卓)(?!(?:的|牌)?(?:充电|路由|数据线|线|音箱|电视|云|手机(?:拍|发|连)))"
)


def _apple(text: str) -> bool:
    """True for the name of a device of Apple's: 「手机」 may be of any maker."""
    return re.search(r"[a-z]{3}|苹果", text, re.IGNORECASE) is not None


def of_others(catalogue: Catalogue, route: Route, heard: Heard) -> Say | None:
    """Who sees to what is being taken down and turns out to be another seller's or maker's; None where it is ours."""
    app = route.intent in OF_APPS and alone_of_apps(heard)
    return Say("utter_outside_third_party_app") if app else other_seller(catalogue, route, heard.text)


_WHEN = r"(?:\d{1,2}\s*[号日点]|[今明后]天|(?:周|星期|礼拜)[一二三四五六日天末]|[上下]午|早上|晚上)"
_NOT_THEN = re.compile(
    rf"(?:怎么|咋|为什么|为啥)[^，,。；;！!？?]{{0,4}}(?:变|改|成|是|写|约|弄|搞)[^，,。；;！!？?]{{0,4}}{_WHEN}[^，,。；;！!？?]{{0,6}}[，,。！!？?\s]+"
    rf"(?P<meant>[^？?]*(?:我|明明|应该|不是|是|要|约)[^？?]*{_WHEN}.*)"
)
_FROM_APPS = re.compile(r"app\s*store|应用商店|软件|会员|订阅|游戏|app(?!le)", re.IGNORECASE)
_LIQUID, _WET = "hardware_report_liquid", "进水"
_FAULTS = ("hardware_report_", "general_check_", "general_fix_")
_SENDS_BACK = re.compile(
    r"(?:想|要|能|可以|申请|给我|帮我|怎么|打算|直接)[^，,。；;不没]{0,3}退(?!款|税|订|出|回桌|伍|休|烧)|退(?:货|换)(?!政策)"
)
_ARRIVED = re.compile(
    r"官网|在线商店|网上(?:商店|买)|(?:昨|今|前|刚|才|上周|[一二三两\d]天前?)[^，,。；;]{0,4}(?:到(?:货|手|的)|收到|签收|送到|拆)|(?:刚|才|新)(?:收到|到货|到手|拆|买)|开箱|拆封|七天|7\s*天|无理由|订单|下单"
)
_OF_PAYING = ("store_fix_payment", "general_fix_builtin_app")
_CHARGED_TWICE = re.compile(
    r"(?:扣|收|刷|付)(?:了|我|款|费|钱|的)*[^，,。；;]{0,3}(?:两|2|俩|二|三|3|好几|多)[次遍笔回份]|重复(?:扣|收|付)|多(?:扣|收)了|[又再]扣了?一|扣重"
)


_TAKES_NOTE = re.compile(
    r"(?:知道|明白|了解|清楚|懂)了[，,。！!\s]*(?:那?我?(?:去|就)?(?:找|问|联系).{0,12})?(?:吧|谢谢|多谢)?[。！!\s]*$"
)  # 「知道了，那我找抖音吧」


class Courtesy:
    """Answers while nothing is being asked."""

    def __init__(self, catalogue: Catalogue, answers: Answers, triage: Triage) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._triage = triage
        self._parking = Parking(catalogue)

    def answer(self, draft: Draft, heard: Heard, route: Route, now: datetime) -> list[Say]:
        """One bubble, and at a greeting the tiers to choose from."""
        if route.label is Label.OUT_OF_SCOPE:
            draft.outside = route.topic
            self._keep(draft, heard)
            articles = self._catalogue.articles_on(route.label, route.topic)
            return [Say(f"utter_outside_{route.topic}", card=card_of(articles[0]) if articles else None)]
        if route.intent == "talk_greet":
            return [*self._device_known(heard, now), self._triage.welcome()]
        if route.intent == "talk_inform":
            draft.facts |= self._answers.gather(heard, now)
            return [Say("utter_talk_inform")]
        if route.label is Label.SERVICE:
            return [Say(f"utter_service_{route.topic}", line_facts(self._catalogue, Label.GENERAL, now))]
        return [Say(f"utter_talk_{route.topic}")]

    def outside(self, draft: Draft, heard: Heard) -> list[Say]:
        """What is said to more about another's app, be it asked for a repair of it; nothing where the message is of something else."""
        before, draft.outside = draft.outside, None
        if elsewhere := other_seller(self._catalogue, self._catalogue.routes.get(heard.intent), heard.text):
            return [elsewhere]
        plain = normalise(heard.text)
        takes_note = _TAKES_NOTE.match(plain) is not None
        if before == APP and (takes_note or only_one_app(heard.text)):
            draft.outside = APP
            self._keep(draft, heard)
            return [Say("utter_talk_bye" if takes_note else "utter_outside_third_party_app_still")]
        if not_ours(heard) or (before == APP and heard.intent == f"outside_{APP}"):
            draft.outside = APP
            self._keep(draft, heard)
            tried = any(word in plain for word in (*self._catalogue.unsolved, *self._catalogue.done)) or tried_steps(plain)
            return [Say("utter_outside_third_party_app_still" if before == APP and tried else "utter_outside_third_party_app")]
        if before == APP and heard.intent == "talk_inform" and not heard.first("component"):  # 「iPhone 13 系统17.5」
            draft.outside = APP
            self._keep(draft, heard)
            return [Say("utter_outside_third_party_app_still")]
        words = (*self._catalogue.unsolved, *self._catalogue.done)
        more = before == APP and len(plain) <= _SHORT and any(word in plain for word in words) and not _MORE_THAN_ONE.search(plain)
        if not more or heard.first("device_model") or heard.first("component"):
            draft.said = {} if before == APP and heard.intent not in OF_APPS else draft.said
            return []
        draft.outside = APP
        self._keep(draft, heard)
        return [Say("utter_outside_third_party_app_still")]

    def _keep(self, draft: Draft, heard: Heard) -> None:
        """What is told of one app: where all turn out to fail, its device and what was tried stay."""
        if draft.outside == APP:
            draft.said = (heard.after(draft.said) if draft.said else heard).kept()

    def apart(self, heard: Heard) -> tuple[list[Say], Heard]:
        """「抖音闪退，还有我 iPhone 14 的照片传不上 iCloud」: whom to ask about what is not ours, and what is, by itself."""
        cut = None if heard.chosen else _AND_ALSO.search(heard.text)
        parts = [part for part in (heard.text[: cut.start()], heard.text[cut.end() :]) if part.strip(" ，,。；;")] if cut else []
        foreign = [part for part in parts if _OTHER_MAKERS.search(normalise(part)) or app_fails(part)]
        if (
            len(foreign) != 1
            or len(parts) != 2
            or any(
                found.entity in ("device_model", "device_family") and _apple(found.text) and found.text in foreign[0]
                for found in heard.found
            )
        ):
            return [], heard
        words = next(part for part in parts if part is not foreign[0]).strip(" ，,。；;")
        own, route = heard.part(words), self._catalogue.routes.get(heard.intent)
        mine = route is not None and route.event and route.label is not Label.OUT_OF_SCOPE and not route.talk
        maker = _OTHER_MAKERS.search(normalise(foreign[0])) is not None
        noun = self._parking.intent_of(words, replace(heard, ranking=())) if maker else None  # else the other's fault is taken for it
        intent = noun or (heard.intent if mine else self._parking.intent_of(words, heard))
        if intent is None or not (own.found or mine):
            return [], heard
        whom = Say("utter_outside_other_maker" if maker else "utter_outside_third_party_app")
        problems = tuple(problem for problem in heard.problems if problem.text in words)
        sure = max(heard.confidence, SURE)
        return [whom], replace(own, intent=intent, confidence=sure, problems=problems if len(problems) > 1 else ())

    def ours(self, draft: Draft, heard: Heard) -> Heard:
        """「不光微信，抖音也闪」, after one app was spoken of: where several fail, the system is to be looked at.
        「华为手机连不上 AirPods 3」: what is said of a device of Apple's beside another maker's is heard as that.
        「是你们打给我还是我打」 asks for what is arranged, or for our number, and doubts none."""
        if (order := self._of_an_order(heard) or self._to_return(heard)) is not None:
            return order
        if heard.intent == "talk_inform" and draft.intent is None and cause_told(self._catalogue, normalise(heard.text)) == _WET:
            return replace(heard, intent=_LIQUID, confidence=1.0)  # 「我的 MacBook 刚被同事打翻拿铁」
        of_apps = heard.intent == "general_manage_subscription" or (heard.intent in _OF_PAYING and _FROM_APPS.search(heard.text))
        if of_apps and _CHARGED_TWICE.search(normalise(heard.text)):
            return replace(heard, intent="general_request_app_refund", problems=())
        arranged = draft.event_number or draft.last_event
        if arranged and (meant := _NOT_THEN.search(normalise(heard.text))):  # 「怎么变成25号了？我说的是后天」
            return heard.part(meant["meant"], intent="service_change_booking", confidence=1.0, problems=())
        if asks_who_calls(heard.text) or (arranged and asks_what_noted(heard.text)):
            return replace(heard, intent="service_check_event" if arranged else "service_ask_number", confidence=1.0)
        if heard.intent == "outside_other_maker" and (heard.first("device_model") or heard.first("device_family")):
            routes = self._catalogue.routes
            likely = (name for name, chance in heard.ranking[1:] if chance >= BESIDE and name in routes and routes[name].event)
            return replace(heard, intent=next((name for name in likely if not routes[name].talk), heard.intent))
        if heard.intent in OF_APPS and heard.confidence >= SURE and alone_of_apps(heard):
            return replace(heard, intent=f"outside_{APP}")
        both = heard.intent == f"outside_{APP}" and not alone_of_apps(heard) and _MORE_THAN_ONE.search(normalise(heard.text)) is not None
        return replace(heard, intent="general_fix_system") if both and draft.outside == APP else heard

    def _of_an_order(self, heard: Heard) -> Heard | None:
        """「订单W1390027458还没到，电话18733150462」: the numbers hide no complaint."""
        if heard.intent != "talk_inform" or not heard.first("order_number") or not _GOES_WRONG.search(normalise(heard.text)):
            return None
        routes = self._catalogue.routes
        matter = next((name for name, _ in heard.ranking if name in routes and routes[name].label is Label.ONLINE_STORE), None)
        return replace(heard, intent=matter, confidence=1.0) if matter else None

    def _to_return(self, heard: Heard) -> Heard | None:
        """「官网买的，昨天到的，屏幕有划痕，想退」: what is wrong with it is why it goes back, and no repair."""
        route, plain = self._catalogue.routes.get(heard.intent), normalise(heard.text)
        fault = route is not None and route.intent.startswith(_FAULTS) and "三包" not in plain
        hurt = re.search(r"碎|裂|摔|磕|进水", plain) and not re.search(r"收到|到货|到手|开箱|拆", plain)
        if (
            not fault
            or hurt
            or told_apart(heard)
            or not _SENDS_BACK.search(plain)
            or not _ARRIVED.search(plain)
            or _FROM_APPS.search(plain)
        ):
            return None
        return replace(heard, intent="store_return_order", confidence=1.0, problems=())

    def _device_known(self, heard: Heard, now: datetime) -> list[Say]:
        """Said where the app told which device it is, so that nobody wonders why it is not asked."""
        facts = self._answers.gather(heard, now)
        if not heard.metadata or not facts.get("device_model"):
            return []
        system = str(facts.get("os_version") or "")
        known = {"device": facts["device_model"], "system": system}
        return [Say("utter_device_known_with_system" if system else "utter_device_known", known)]
