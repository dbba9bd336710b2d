"""Where it is not clear what a message is about: a few readable choices, and 「都不是」."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.services.intake.read_back import says_yes
from helpline.services.matters.one_matter import several
from helpline.services.reply import Button, Say, choose

SURE_OF_A_DEVICE = 0.25  # the same for a story about a device that is named: much of it is beside the point
STORY = 20  # characters
MISSES = 2
# From here to SURE three of four are right: one is told what was understood and goes on, which costs less than a choice each time.
LIKELY = 0.3
SURE = 0.4  # below this confidence in the label the customer is offered choices
ALONE_SURE = 0.6  # of an app of others while a system fault is taken down
APP_SUSPECTED = 0.1  # the same where the app is named, and its fault is told
SUSPECTED = 0.15  # how likely another maker's app must be for a repair to be refused
SHOWN_WORDS = 20
RESTATED = 5  # characters after 「都不是」 in which a problem is told
NONE = "none"
_NONE_OF_THEM = re.compile(r"都不是|都不对|都不符合|以上都不|不是这|没有我要的|没一个")
ONLY_LIKELY = "only likely"  # noted of the draft whose topic was taken so
_ORDINALS = "一二三"
# 「刚把我的 iPhone 13 摔了」: what broke of it is not told.
_FELL = re.compile(r"摔|跌(?!价|了多少)|磕|掉")
_ONLY_FELL = re.compile(
    r"(?:[我俺咱的把给被让它又还也啊呀啦了呢哦哎唉呜]|刚才?|刚刚|今[天早晚]|昨[天晚]|前天|早上|晚上|不小心|一不留神|手滑|手机|平板|电脑|笔记本|手表|耳机|iphone|ipad|macbook|imac|watch|airpods|pro|max|plus|mini|air|ultra|se"
    r"|摔|跌|磕|碰|掉|到|在|地[上下板砖]*|楼[上下梯]*|落|坏|一下|下去?|怎么办|咋办|咋整|怎么弄|\d{1,2}|[^\w])+"
)
OF_A_TIER = frozenset(Label) - {Label.HAZARD, Label.SAFETY, Label.SERVICE, Label.SMALLTALK, Label.OUT_OF_SCOPE}


class Triage:
    """Offers choices and understands the answer."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def welcome(self) -> Say:
        """The greeting, with the tiers to choose from."""
        buttons = tuple(choose("topic", f"tier_{label.value}", tier.short) for label, tier in self._catalogue.tiers.items())
        return Say("utter_talk_greet", {}, buttons)

    def bare(self, draft: Draft, heard: Heard) -> Say | None:
        """One closed question to a word that alone may mean anything, such as 「屏幕」."""
        plain = normalise(heard.text)
        fell = _ONLY_FELL.fullmatch(plain) and _FELL.search(plain)
        intents = self._catalogue.bare_nouns.get("摔了" if fell else re.sub(r"[^\w]", "", plain))
        if not intents:
            return None
        before = draft.said if draft.choices else {}
        asked = self._offer(draft, heard, intents, "utter_triage_bare")
        draft.said = heard.after(before).kept() if before else draft.said  # 「手机」, then 「充电」
        return asked

    def unsure(self, draft: Draft, heard: Heard) -> Say:
        """The likeliest few; a wish to say it again where nothing is likely."""
        routes = self._catalogue.routes
        danger = any(word in normalise(heard.text) for word in self._catalogue.danger)
        likely = [intent for intent, _ in heard.ranking if intent in routes and not routes[intent].talk]
        likely = [intent for intent in likely if danger or routes[intent].label is not Label.HAZARD][:3]  # nobody is frightened for nothing
        if not likely or not re.search(r"[\u4e00-\u9fff]", heard.text):
            return Say("utter_triage_rephrase")
        return self._offer(draft, heard, tuple(likely), "utter_triage_unsure")

    def chosen(self, draft: Draft, heard: Heard) -> str | None:
        """What the customer chose, where they typed it instead of tapping."""
        plain = normalise(heard.text).strip("。.!！~ ")
        none = _NONE_OF_THEM.search(plain)
        if none or heard.intent == "talk_deny":
            said_anew = none is not None and len(plain) - none.end() > RESTATED and heard.intent != "talk_deny"
            return None if said_anew else NONE  # 「都不是，是屏幕坏了」 is heard as what it says
        for index, intent in enumerate(draft.choices, start=1):
            ordinal = _ORDINALS[index - 1 : index]
            named = normalise(self._catalogue.routes[intent].name)
            if plain in (
                str(index),
                ordinal,
                f"第{ordinal}个",
                f"第{index}个",
                f"{ordinal}个",
                named,
                f"是{named}",
                f"选{index}",
                f"选{ordinal}",
            ):
                return intent
        return draft.choices[0] if draft.choices and (heard.intent == "talk_affirm" or says_yes(heard)) else None

    def offer_again(self, draft: Draft) -> Say:
        """The choices that still wait."""
        return self._offer(draft, Heard.retold(draft.said, "choose"), tuple(draft.choices), "utter_triage_unsure")

    def missed(self, draft: Draft) -> bool:
        """Count a message that was not understood; True where that is enough and a person should take over."""
        draft.misses += 1
        if draft.misses < MISSES:
            return False
        draft.misses, draft.choices = 0, []
        return True

    def _offer(self, draft: Draft, heard: Heard, intents: tuple[str, ...], key: str) -> Say:
        draft.choices, draft.said = list(intents), heard.kept()
        buttons: list[Button] = [choose("topic", intent, self._named(intent, heard)) for intent in intents]
        buttons.append(choose("topic", NONE, self._catalogue.buttons["none"]))
        return Say(key, {"said": shorten(heard.text.strip(), SHOWN_WORDS)}, tuple(buttons))

    def _named(self, intent: str, heard: Heard) -> str:
        """The name of a choice; with its tier where the name alone is but the word that is asked about: 「发票」."""
        route = self._catalogue.routes[intent]
        return f"{self._catalogue.tiers[route.label].short}的{route.name}" if route.name == heard.text.strip(" 。.!！~？?") else route.name


def told_at_last(draft: Draft, heard: Heard, route: Route) -> Heard:
    """A concern that is told again after it was not understood, with what was said of it the first time."""
    before = draft.said if route.event and not route.first and not route.talk and not heard.chosen else {}
    told = str(before.get("text", "")) if before else ""
    tells = bool(before.get("found")) or re.search(r"[\u4e00-\u9fff]{2}", told) is not None  # 「ipad」, then what is wrong with it
    return heard.after(before) if tells and told not in heard.text else heard


_THEIR_APP = "outside_third_party_app"
_APPS = re.compile(
    r"微信|抖音|快手|淘宝|支付宝|京东|拼多多|小红书|微博|b站|哔哩|美团|饿了么|滴滴|高德|百度|知乎|钉钉|飞书|企业微信|腾讯|qq|王者|原神|和平精英|游戏|爱奇艺|优酷|网易云|wps|腾讯会议|学习通|闲鱼|剪映|番茄小说|得物|大众点评|银行app|wechat|tiktok",
    re.IGNORECASE,
)
_ONLY_ONE = re.compile(
    r"(?:就|只|单单|唯独|仅)(?:是|有)?.{1,8}(?:一个|这个|会|闪|卡|打不开|崩|不行|有问题)|(?:别的|其[他它])[^，,。]{0,6}(?:都)?(?:好|正常|没事|没问题|不闪|能用)"
)
_NOT_ALL = re.compile(r"(?:不是|并非|没有)(?:说)?(?:所有|全部|每个|都)的?")
_SEVERAL_FAIL = re.compile(
    r"所有|全部|每个|(?:别的|其[他它])[^，,。]{0,6}(?:也|都)(?:闪|打不开|崩|卡|退|这样|不行)|也(?:闪|打不开|崩|老?退)"
)
_SEVERAL = re.compile(
    r"所有|全部|每个|自带|不[光只止仅]|(?:别的|其[他它])[^，,。]{0,6}(?:也|都)(?:闪|打不开|崩|卡|退|这样|不行)|也(?:闪|打不开|崩|卡|老?退)|系统|死机|黑屏|重启"
)


def only_one_app(text: str) -> bool:
    """True for 「不是所有的，别的都没事」, said of one app."""
    plain = normalise(text)
    return _NOT_ALL.search(plain) is not None and _SEVERAL_FAIL.search(_NOT_ALL.sub("", plain)) is None


def sure_enough(heard: Heard, route: Route) -> bool:
    """True where no choices need be offered: of several matters each is sure by itself."""
    if several(heard):
        return True
    if len(heard.text) >= STORY and route.label is Label.HARDWARE and heard.first("device_model") is not None:
        return heard.confidence >= SURE_OF_A_DEVICE
    return heard.confidence >= (LIKELY if route.label in OF_A_TIER else SURE)


def only_likely(heard: Heard) -> bool:
    """True where it is said what was understood, for it may be something else."""
    return not heard.chosen and heard.confidence < SURE and not several(heard)


def unreadable(heard: Heard, route: Route) -> bool:
    """True for a message without one Chinese character that is taken for something outside: keys hit at random, code, pinyin."""
    return route.label is Label.OUT_OF_SCOPE and not re.search(r"[\u4e00-\u9fff]", heard.text) and not heard.found


_APP_FAILS = re.compile(
    r"闪退|崩|卡|[黑白]屏|没反应|不了|不[开上出到进动住了准]|不能|不行|没法|出错|报错|(?:有|出)问题|[掉退弹跳](?:线|出|回)|自个?己?儿?(?:就)?退|被封|封号|账号异常|漂移|[飘漂偏](?:到|了|得|来)|[老乱]飘|转圈|延迟|没声|(?<![a-z])(?:crash|bug|lag)"
)
_NOT_OF_APP = re.compile(
    r"所有|每个|系统|自带|app\s*store|退款|退钱|扣[费款]|充值|乱充|订阅|会员", re.IGNORECASE
)  # 「乱充了游戏想退款」 is ours


def app_fails(text: str) -> bool:
    """True where an app of others is told to fail."""
    plain = normalise(text)
    return speaks_of_app(plain) and _APP_FAILS.search(plain) is not None and not _NOT_OF_APP.search(plain)


def speaks_of_app(text: str) -> bool:
    """True where an app of others is named."""
    return _APPS.search(normalise(text)) is not None


def alone_of_apps(heard: Heard) -> bool:
    """True where one app of others is meant and no more: 「微信老是闪退，一打开就退出去」, 「就微信这一个闪退，别的都好好的」."""
    plain = normalise(heard.text)
    chance = 1.0 if heard.intent == _THEIR_APP else dict(heard.ranking).get(_THEIR_APP, 0.0)
    only = _ONLY_ONE.search(plain) is not None
    likely = heard.intent == _THEIR_APP and heard.confidence >= ALONE_SURE
    return not _SEVERAL.search(plain) and (likely or _APPS.search(plain) is not None and (only or chance >= APP_SUSPECTED))


def not_ours(heard: Heard) -> bool:
    """True for a wish for a repair of what is a third party's app: 「微信闪退，帮我预约维修」. No store could help."""
    both = (_THEIR_APP, "hardware_book_repair")  # whichever comes out likelier
    chances = dict(heard.ranking) | {heard.intent: 1.0}
    part = any(found.entity in ("component", "fault_cause") for found in heard.found)
    return heard.intent in both and all(chances.get(name, 0.0) >= SUSPECTED for name in both) and not part
