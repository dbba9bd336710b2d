"""What a message in the middle of something means where it does not answer: a wish to skip or stop, or another matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Asks, Does, Move
from helpline.model.asking import asks
from helpline.model.attempts import tried_steps
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.faults import ACCIDENT
from helpline.model.statements import clauses
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.enquiries import concern
from helpline.services.corrections.tried import in_vain
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wishes import wanted_mode, wished_mode
from helpline.services.intake.describing import WISHES, without_turn
from helpline.services.intake.phones import phone_stays
from helpline.services.intake.refusals import declines, of_the_question, waits_shortly
from helpline.services.intake.telling import cause_told, lacks_plan, owns_plan
from helpline.services.matters.giving_up import GIVES_UP, NOT_THIS, ends_so, for_certain, gives_up, turns_away
from helpline.services.questions.asides import TALK_SURE, Aside, Asides
from helpline.services.questions.clarifying import clarified
from helpline.services.questions.side_answers import WHATEVER_ELSE
from helpline.services.questions.trust import asks_if_safe
from helpline.services.reply import Say

NEW_PROBLEM_SURE = 0.7
SECOND_GUESS = 0.2
MAY_BRING = 0.1  # from which a message may well bring another matter, whatever else it does
TURN_SURE = 0.3  # the words of turning speak for themselves
FIRST_SURE = 0.5  # 「先」 alone says less: 「先说要多少钱」
LONG_ENOUGH = 6  # characters that another problem needs to be told in
_NO_MATTER = re.compile(r"取消|撤[了销]?|谢谢|再见|拜拜|[吧了哈啊呀哦好的就先这样都也]|\W")
TOLD_IN = 2  # characters of a matter beside the words that give another up
CANCELS = frozenset({"talk_cancel", "service_cancel_booking"})
_ASKS_FIRST = r"问(?:[你您]|[你您]?(?:一|个|下|问))"  # 「先问一句，能开专票吧」 goes on afterwards
_TURNS = re.compile(rf"{GIVES_UP.pattern}|先(?:帮我)?(?:查|看|(?!{_ASKS_FIRST})问|办|处理|解决|说(?!清|明白|好)|弄(?!清|明白))")
_TURNS_BUT = re.compile(_TURNS.pattern.removeprefix("算了|"))
_TURNS_SHORTLY = re.compile(rf"(?:那|我)?(?:还是)?先(?:帮我)?(?:查|看|(?!{_ASKS_FIRST})问|办)[^吧了]{{2,}}")  # 「先查保修」
_NO_STEPS = re.compile(r"(?:^|[，,。；;！!\s])(?:算了|我|那)*(?:不|懒得)(?:再)?(?:弄|试|整|搞|折腾)了")
_STILL = re.compile(
    r"(?:(?:试|弄|做|重启)(?:过|了)+[，, ]*|那|可是|但是?|我的?|手机|电脑)*(?:都|也|就)?(?:还是|还|仍然?|依然|依旧)是?"
    r"(?:不行|没好|不好使?|没用|这样|那样|老样子|没反应|没变化|一样|不可以|没解决|坏的)[了啊呀呢的吧。.！!~ ]*"
)
_GOES_ON = re.compile(r"就是|而且|并且|它|然后|因为|主要|具体|现象|表现")  # of the same matter: 「就是显示离线，wifi 都开着」
_OF_AN_ORGANISATION = (Label.ENTERPRISE, Label.EDUCATION)
_BESIDES = re.compile(
    r"另外|还有(?!没|点|些)|顺便|对了|再问|除此之外|同时还|还想问|而且我?刚?(?:又|才|还)*发现|[又刚才]发现|放一[放边]|先(?:不|别)(?:说|管|提)"
)

# 「自己掉的」 tells how it came about, and gives nothing up.
_ITSELF = re.compile(r"(?:自己|突然)(?:就)?(?!好|修|弄|搞|来|解决)[^，,。；;不别]{1,4}[的了](?:吧|呗|啊|呀)?$")


_MAY_BE_REFUSED = ("serial_number", "purchase_date", "os_version", "error_code", "order_number", "device_model")
# 「等一下，换天环那家」 waits for nothing
_GOES_ON_AT_ONCE = (Move.BRINGS, Move.DROPS, Move.PERSON, Move.REARRANGES, Move.CORRECTS)
_OF_THIS_MATTER = (Move.CORRECTS, Move.REARRANGES, Move.WAITS, Move.SKIPS, Move.FAILED, Move.TELLS)
_NO_REFUSAL = (Does.CHANGE, Does.WISH)  # what is told beside a refusal is its reason


def surely_refused(draft: Draft, heard: Heard) -> bool:
    """True for 「字太小看不清算了吧」 while a serial is asked, whatever else it sounds like; beside a reason, or 「可以不填吗」, too."""
    if draft.asking not in _MAY_BE_REFUSED or asks_if_safe(heard):
        return False
    if heard.does(heard.text) is Does.REFUSE or (heard.surely(Move.SKIPS) and not re.search(r"\d", heard.text)):
        return True
    said = [clause for clause, _ in clauses(heard.text)]
    does = [heard.does(clause) for clause in said]
    asked = any(asks(clause, heard.acts) and heard.asks(clause) is not Asks.WHY for clause in said)
    other = asked or any(one in _NO_REFUSAL for one in does)
    return Does.REFUSE in does and not other and re.search(r"\d", heard.text) is None


def of_the_return(draft: Draft, route: Route | None, plain: str) -> bool:
    """True for 「退太麻烦，能不能直接换一副新的」: an exchange is dealt with where the goods go back, unless a fault or a repair is named."""
    exchanges = draft.intent == RETURN and "换" in plain and not _BROKEN.search(plain)
    return exchanges and route is not None and route.intent in ("hardware_ask_rights", "store_change_order", "store_trade_in")


RETURN = "store_return_order"
_STILL_RETURNS = re.compile(r"(?:那|算了|我|想了想|[，, ])*(?:还是|就)(?:要|想|按)?(?:退货?|退掉|退款)(?:了|吧|好了|算了|[。.!！~ ])*")
_BROKEN = re.compile(r"坏|裂|碎|摔|进水|故障|修|三包|保修|以旧|旧机|抵")
# 「之前店里说不修了，让我找你们」: somebody else will not. What one's own people say is one's own: 「孩子他爸说他回来搞」.
_OTHERS_WILL_NOT = re.compile(
    r"(?:店[里家员]?|商家|售后|客服|(?<!孩子)他(?![爸妈爷奶])们?|人家|师傅|京东|对方|老板|卖家|那边)[^，,。；;我]{0,3}(?:(?:说|讲)[^，,。；;]{0,6}(?:不|别|没)|不[给肯让])"
)


def _tries(draft: Draft) -> bool:
    """True while a step of an article waits to be tried."""
    return draft.asking == "confirm" and draft.event_number is None and bool(draft.help.get("article")) and not draft.help.get("over")


_GOES_ON_WITH = re.compile(r"(?:不用|别|不要|不必|不想|没说要?|没有?要|不是要?)(?:再|给我|帮我)?(?:取消|撤|作废|停)")  # 「不用取消，继续」


def _refuses_call(text: str) -> bool:
    """True for 「电话就免了吧」: a call is spoken of, and not wished for."""
    return re.search(r"电话|[来致回]电", normalise(text)) is not None and wanted_mode(text) is None


class Means(Enum):
    """The kinds of message that are no answer."""

    ASIDE = auto()
    SKIP = auto()
    DENY = auto()
    CANCEL = auto()
    SWITCH = auto()
    MORE = auto()  # the same matter, another side of it
    ANOTHER = auto()
    CALL = auto()
    CHANGE = auto()


@dataclass(frozen=True)
class Midway:
    """What was meant, with what is answered to an aside or the route of another matter."""

    means: Means
    aside: Aside | None = None
    route: Route | None = None


class Listening:
    """Judges a message by its intent, and by how sure that is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._asides = Asides(catalogue)

    def where(self, draft: Draft, text: str, *, named: bool = False) -> Aside | None:
        """Where what is asked stands, for who asks that; where `named`, only for what stands in the words."""
        return self._asides.where(draft, text, named=named)

    def later(self, draft: Draft, heard: Heard) -> Aside | None:
        """What is said to who looks for what is asked, or would send a picture of it; 「等会儿直接打电话给我」 wishes for a call."""
        return None if wished_mode(heard.text) or heard.surely(*_GOES_ON_AT_ONCE) else self._asides.later(draft, heard)

    def told(self, label: Label, heard: Heard, now: datetime) -> Aside:
        """What answers a question that came with an answer; 「联系电话为 139…」 asks for no number of ours."""
        return Aside([] if heard.asks_nothing() else self._asides.told(label, heard, now))

    def judge(self, draft: Draft, label: Label, heard: Heard, now: datetime, *, any_text: bool = False) -> Midway | None:
        """None where the message may be an answer. `any_text` is true where any text could be one: then doubt speaks for it."""
        refused = surely_refused(draft, heard)
        turn = None if refused else self.turn(draft, heard)
        if turn is not None:
            return Midway(Means.SWITCH, route=turn)
        sure = heard.confidence >= TALK_SURE
        if (refused or declines(draft.asking or "", heard.text)) and not waits_shortly(heard):
            return Midway(Means.SKIP)
        ends = (
            sure
            and heard.intent in CANCELS
            and not heard.hardly(Move.DROPS)
            or (heard.intent == draft.intent and ends_so(heard.text))
            or heard.surely(Move.DROPS)
        )
        if ends and self._cancels(draft, normalise(heard.text)):
            return Midway(Means.CANCEL)
        if phone_stays(heard.text) or (draft.intent == RETURN and _STILL_RETURNS.fullmatch(normalise(heard.text).strip())):
            return Midway(Means.ASIDE, Aside([Say("utter_noted")]))
        other = heard.asks(heard.text) in WHATEVER_ELSE  # 「送修期间资料由谁保管」 asks for nobody's number
        meant = None if other else clarified(self._catalogue, draft, label, heard.text, now)
        aside = Aside(meant) if meant is not None else self._asides.hear(draft, label, heard, now, any_text=any_text)
        if aside is not None:
            return Midway(Means.ASIDE, aside)
        if heard.intent == "talk_deny" and draft.asking == "tried_steps":
            return None  # 「试了没用」
        if draft.event_number is None and _STILL.fullmatch(normalise(heard.text)):
            return Midway(Means.ASIDE, Aside([Say("utter_still_wrong")]))  # about the device, not about what was asked
        if heard.intent in ("talk_unknown", "talk_deny") and any(word in normalise(heard.text) for word in self._catalogue.danger):
            return Midway(Means.MORE)  # 「没有冒烟」 is told, and skips nothing
        if sure and heard.intent in ("talk_unknown", "talk_deny"):
            return Midway(Means.SKIP if heard.intent == "talk_unknown" else Means.DENY)
        wished = heard.intent == "service_request_call" and not _refuses_call(heard.text)
        if sure and not any_text and (wished or (heard.intent == "service_change_booking" and not heard.hardly(Move.REARRANGES))):
            return Midway(Means.CALL if wished else Means.CHANGE)
        return self._another(draft, label, heard, any_text)

    def _cancels(self, draft: Draft, plain: str) -> bool:
        """False where the words only say how it came about, what others will not do, or, where that is asked, what was tried in vain."""
        tells = draft.asking == "tried_steps" and not turns_away(plain) and (tried_steps(plain) or in_vain(plain))
        return not (tells or any(words.search(plain) for words in (_ITSELF, _OTHERS_WILL_NOT, _GOES_ON_WITH)))

    def turns_away(self, draft: Draft, heard: Heard) -> Route | None:
        """The same, where the matter in hand is given up or put off in so many words."""
        return self.turn(draft, heard) if turns_away(heard.text) else None

    def leaves(self, draft: Draft, label: Label, heard: Heard, now: datetime) -> bool:
        """True where what is named is of another matter: 「算了不约了，先查保修」, 「另外我官网买的 Mac 发票还没开」."""
        midway = self.judge(draft, label, heard, now) if heard.surely(Move.BRINGS) else None
        return self.turns_away(draft, heard) is not None or (midway is not None and midway.means is Means.ANOTHER)

    def turn(self, draft: Draft, heard: Heard) -> Route | None:
        """The matter that the customer turns to: 「算了不约了，先查保修」."""
        plain = for_certain(heard.text)
        told = [p.intent for p in heard.problems if p.intent != draft.intent and not GIVES_UP.search(normalise(p.text))]
        if told and GIVES_UP.search(plain) and heard.surely(Move.BRINGS, Move.CORRECTS):
            return concern(self._catalogue, told[0])  # 「算了保修不查了。我昨晚下的单颜色选错了」
        if heard.surely(Move.BRINGS) and NOT_THIS.search(plain) and (other := concern(self._catalogue, heard.intent)):
            return other if other.intent != draft.intent and heard.confidence >= TALK_SURE else None
        if (
            surely_refused(draft, heard)
            or not _TURNS.search(plain)
            or of_the_question(plain)
            or (len(plain) < LONG_ENOUGH and not _TURNS_SHORTLY.fullmatch(plain))
        ):
            return None
        if declines(draft.asking or "", heard.text) and not _TURNS_BUT.search(plain):
            return None  # 「手机不在手边，算了」: the question is given up, not the matter
        if "登记" in plain and tried_steps(plain):
            return None  # 「关机也试了，还是黑的，不弄了，给我登记吧」: the steps are given up, not the matter
        route = concern(self._catalogue, heard.intent)
        if GIVES_UP.search(plain) and (route is None or route.intent == draft.intent or heard.confidence < TURN_SURE):
            return self._of_the_rest(draft, heard)
        if route is None and heard.intent in CANCELS:
            likely = [concern(self._catalogue, intent) for intent, chance in heard.ranking[1:4] if chance >= SECOND_GUESS]
            return next((other for other in likely if other and other.intent != draft.intent), None)
        no_more = route is not None and (route.intent in WISHES or (route.label in OF_A_DEVICE and _NO_STEPS.search(plain) is not None))
        if no_more and _tries(draft):
            return None  # 「不弄了，约个人给我打电话」: no more steps, the same matter
        if (route and self._another_way(draft, route, heard.text)) or of_the_return(draft, route, plain):
            return None  # 「算了寄修太久了，改成去店里吧」: the same matter
        sure = TURN_SURE if GIVES_UP.search(plain) else FIRST_SURE
        return route if route and route.intent != draft.intent and heard.confidence >= sure else None

    def _of_the_rest(self, draft: Draft, heard: Heard) -> Route | None:
        """What is told behind the words that give a matter up, where all of it was taken for that: 「耳机报修到一半不弄了，改查订单」."""
        rest = without_turn(heard).text
        if rest == heard.text.strip() or len(_NO_MATTER.sub("", normalise(rest))) < TOLD_IN:
            return None
        nouns = sorted((noun for noun in self._catalogue.bare_nouns if len(noun) > 1 and noun in normalise(rest)), key=len)
        named = [intent for noun in reversed(nouns) for intent in self._catalogue.bare_nouns[noun]]
        if draft.intent in named:
            return None  # 「不约了，屏幕还能用」
        likely = [intent for intent, chance in heard.ranking if intent in named or (not named and chance >= SECOND_GUESS)]
        routes = (concern(self._catalogue, intent) for intent in (*likely, *named[:1]))
        return next((route for route in routes if route and route.intent != draft.intent), None)

    def _another_way(self, draft: Draft, route: Route, text: str) -> bool:
        """True where only the way to have the device at hand repaired is changed."""
        mine = self._catalogue.routes.get(draft.intent or "")
        of_device = mine is not None and mine.label in OF_A_DEVICE and route.intent in WISHES and not gives_up(text)
        return of_device and mine is not None and (wished_mode(text) or wanted_mode(text)) in mine.offer

    def _another(self, draft: Draft, label: Label, heard: Heard, any_text: bool) -> Midway | None:
        route = concern(self._catalogue, heard.intent)
        plain = normalise(heard.text)
        if not _BESIDES.search(plain) and (tried_steps(plain) or lacks_plan(plain)):
            return None  # 「重新连过蓝牙也没用」 tells what was done, not another trouble
        if label in OF_A_DEVICE and owns_plan(plain) and heard.chance_of(Move.TELLS) > heard.chance_of(Move.ASKS, Move.BRINGS):
            return None  # 「差点忘了，我买了AppleCare+的，帮我备注一下」
        if route is not None and heard.confidence >= TALK_SURE and self._of_another_device(draft, heard):
            return Midway(Means.ANOTHER, route=route)
        brings = heard.surely(Move.BRINGS)
        sure = TALK_SURE if brings or _BESIDES.match(plain) else NEW_PROBLEM_SURE
        if route is None or route.intent == draft.intent or heard.confidence < sure:
            return None
        if heard.surely(Move.ASKS) and heard.hardly(Move.BRINGS):
            return None  # 「退的钱是退回原来付款的卡吗」
        if len(heard.text.strip()) < LONG_ENOUGH or (any_text and not (brings or _BESIDES.search(plain))):
            return None
        if heard.surely(*_OF_THIS_MATTER) and heard.chance_of(Move.BRINGS) < MAY_BRING:
            return None  # 「发票翻出来了，是去年6月买的」
        if of_the_return(draft, route, plain):
            return None if any_text else Midway(Means.MORE, route=route)
        if draft.intent == "applecare_buy" and self._damaged(plain):
            return Midway(Means.MORE, route=route)  # 「对了，前天摔裂了」 decides whether it may be bought
        same = route.label is label or _GOES_ON.match(plain) or label in _OF_AN_ORGANISATION
        brings = brings or (_BESIDES.match(plain) is not None and heard.chance_of(Move.BRINGS) >= TALK_SURE)
        apart = brings and label not in (*OF_A_DEVICE, *_OF_AN_ORGANISATION)  # 「对了，另一单的发票抬头开错了」
        if same and not apart and not (_BESIDES.search(plain) and route.label is not label):
            return None if any_text else Midway(Means.MORE, route=route)
        return Midway(Means.ANOTHER, route=route)

    def _of_another_device(self, draft: Draft, heard: Heard) -> bool:
        """True for 「对了，我那台 iPad 也充不进电」 while an iPhone is dealt with."""
        mine, named = str(draft.facts.get("device_model") or draft.facts.get("device_family") or ""), heard.first("device_family")
        device, model = self._catalogue.device_named(mine), heard.first("device_model")
        other = self._catalogue.device_named(model.value) if model else None
        family = named.value if named else self._catalogue.families[other.family].name if other else ""
        known = self._catalogue.families[device.family].name if device else mine
        apart = bool(known and family) and not (family.startswith(known) or known.startswith(family))
        return apart and _BESIDES.search(normalise(heard.text)) is not None

    def _damaged(self, plain: str) -> bool:
        cause = cause_told(self._catalogue, plain)
        return cause is not None and self._catalogue.entitlements.faults.kind_of(cause) == ACCIDENT
