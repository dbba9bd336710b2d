"""What customers say beside the point while something is being asked: questions back, courtesies, a pause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Acts, Asks, Move
from helpline.model.asking import asks
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.statements import clauses, to_the_advisor
from helpline.model.symptom import occurrence
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.corrections.fact_words import IN_QUESTIONS
from helpline.services.handover.lines import line_facts
from helpline.services.intake.refusals import declines, lets_go, refused_ahead
from helpline.services.intake.telling import cause_told
from helpline.services.intake.wanted import family_of_draft, lit, where_serial
from helpline.services.questions.holding_on import holds_on_for
from helpline.services.reply import Say

TALK_SURE = 0.5
# Courtesies may be names or answers too: they need to be surer where any text would do as an answer.
COURTESY_SURE = 0.8
QUESTIONS = frozenset({"service_ask_number", "service_ask_hours"})
_WAITS = {"talk_wait": "utter_talk_wait_asking", "talk_vent": "utter_talk_vent_asking", "talk_bye": "utter_talk_wait_asking"}
_WHERE = re.compile(
    r"(?:什么|啥)(?:地方|位置)(?!能?买|修)|上哪儿?(?:去|才|能|可以|给你)*(?:看|找|查|翻|瞅|瞧|弄)|在?(?:哪|那)(?:里|儿|看|找|查|个位置|个地方)(?!能?买|修)|在哪(?!家|个|一|买|能买|修|能修|里买|里修)|(?:怎么|咋|如何|怎样)(?:样?才能|能)?(?:看|查|找|知道|得知)"
    r"|(?:别处|别的地方|其[他它]地方|还有哪)[^，,。；;]{0,4}(?:查|看|找|有)|是不是(?:就)?(?:在|看)[^，,。；;]{1,10}$|是不是[^，,。；;]{0,10}(?:[后背反侧]面|底[下部]|盒|屁股|里面)[^，,。；;]{0,12}$|是(?:就)?在[^，,。；;不]{1,8}(?:看|找|查|里|上|背面|反面|底下)[^，,。；;]{0,3}[吗么?？]"
    r"|(?:不|不太|不大|不怎么)(?:会|懂|晓得)(?:怎么|咋)?(?:看|查|找)"
)
_BABBLE = re.compile(r"\W*[啦嘿哈呵嘟哒咕噜呜哇咿呀哩嗒][啦嘿哈呵嘟哒咕噜呜哇咿呀哩嗒\W]*")  # 「啦啦啦啦」 neither waits nor takes leave
_HOLDS_ON = re.compile(r"等|稍|慢|马上|一[会下]|这就|别急|不急|片刻|我(?:先|去|来)?(?:找|看|翻|拿|查|问|想|回忆)|hold|wait|sec|moment|min")
_LATER = re.compile(
    r"(?:先|稍|再)?[等稍](?:一?[下会]|等|候)|(?:一会儿?|待会儿?|等会儿?|马上|回头)(?:再|就)?(?:回|来|说|聊|弄|发|继续)|有(?:客人|人|急?事|电话)(?:来|找|进|打)"
)
_LET_ME = re.compile(r"(?:容我|等我|让我|待我)[^，,。；;]{0,8}(?:再|就|先)?(?:给(?:你们?|您))?(?:找|看|发|报|翻|拿|查|念|搓|缓|喘|穿|戴)")
# 「你先讲清楚你是哪个嘛」; 「你们是哪家店」 asks for something else.
_WHO = re.compile(
    r"(?:你|您)(?:们)?(?:到底|究竟|又)?(?:是|系|算)(?:个)?(?:谁|哪位|哪[个家](?!店|城|号|电话|网|平台|部门|公司)|(?:什么|啥)人|边个|干(?:什么|啥|嘛)[的滴]|机器|真人|活人)|(?<!问)(?:你|您)(?:哪位|谁)[啊呀呢?？]*$"
)
_CAME_BACK = re.compile(r"^(?:我|好了|嗯|不好意思|[，,\s])*(?:又|终于)?回来[了啦]")
_ANYBODY = re.compile(r"在(?:吗|嘛|么|不|没)|有人|(?:人|你)呢|hello[?？]|喂")
_LOCATED = ("device_model", "os_version", "serial_number", "order_number", "event_number", "purchase_date")
_OF_A_DATE = re.compile(r"[看找查翻瞅瞧]|日期|日子|时间|哪天")  # 「你们店在哪儿」 asks for no invoice
_KEPT_THERE = re.compile(r"(?:你们|您|系统|后台|账户)[^，,。]{0,8}有")  # 「你们系统里没有吗」 is for the advisor
_BY_PICTURE = re.compile(
    r"(?:拍|发|传|上传|截)(?:个|一?[张幅]|你们?|给你们?|几张)*(?:照片?|图片?|截图|相片)[^。；;！!]{0,14}(?:[行成中可][不行]|行吗|可以(?:吗|么|不)|(?:能|会)[^，,。]{0,4}(?:认|看|读)|帮[^，,。]{0,3}(?:认|看|读))|(?:能|可以|可不可以|能不能)[^，,。；;]{0,4}(?:拍|发|传)(?:个|一?张|你们?)*(?:照片?|图片?|截图|相片)"
)
_LONG_COMPLAINT = 12  # characters from which an outburst tells of the problem too


_CLOCK = re.compile(r"(?:\d|[一二两三四五六七八九十])点(?!评)|\d[:：]\d\d")
_OF_OURS = re.compile(
    r"[打接开上营]不[打接开上营]|几点|几时|时候|多久|营业|[开关]门|[上下]班|服务|电话|客服|热线|[有没]人|休息|节假日|人工"
)
_TIMES = ("callback_time", "visit_time")
_NUMBERS = ("contact_phone", "serial_number", "order_number")
_DAY_OR_HALF = re.compile(
    r"(?:周|星期|礼拜)[一二三四五六日天末]|[今明后]天|[明今][早晚]|[上下中]午|早上|晚上|morning|afternoon|evening|\d[号日]"
)
_OWN_HOURS = re.compile(r"我(?!们?家?店)[^，,。；;你]{0,8}[上下]班")


def holds_on(heard: Heard) -> bool:
    """True for 「先等下，有客人来了」, with nothing told beside it."""
    return not heard.found and _LATER.search(normalise(heard.text)) is not None and re.search(r"\d", heard.text) is None


def _lets_wait(heard: Heard) -> bool:
    """True for 「你那边冷不冷，手都冻木了，容我搓搓再给你找」, whatever is chatted beside it."""
    return not heard.found and _LET_ME.search(normalise(heard.text)) is not None and re.search(r"\d", heard.text) is None


def _wishes_time(heard: Heard) -> bool:
    """True for 「十点半有吗」 and 「六点半我才下班」, which sound like a question for our hours."""
    plain = normalise(heard.text)
    named = heard.intent == "service_ask_hours" and _CLOCK.search(plain) is not None
    return named and (_OWN_HOURS.search(plain) is not None or not _OF_OURS.search(plain))


def _proposes(plain: str) -> bool:
    """True for 「能不能周六打？」, said where a time is asked for: when to call, not when we are there."""
    return _DAY_OR_HALF.search(plain) is not None and not _OF_OURS.search(re.sub(r"打?电话|客服", "", plain))


_OPEN_NOW = re.compile(
    r"(?:那|请问|你们|电话|客服|人工|[，, ])*(?:现在|这会儿?|这个点|这时候|今天)(?:还|就)?(?:能|可以|可不可以|能不能)?(?:打|打通|打得通|打进去|有人接|接电话|接通|上班|打电话)(?:电话)?(?:过去|进去|给你们|通)?(?:的)?[吗么嘛不没]?[?？]*"
)


def asks_if_open(text: str) -> bool:
    """True for 「现在能打吗」: whether the line is open; asked where a time is, it proposes one."""
    plain = normalise(text).strip()
    return _OPEN_NOW.fullmatch(plain) is not None and re.search(r"[吗么嘛不?？]|能不能|可不可以", plain) is not None


def _says_more(clause: str, acts: Acts) -> bool:
    """True where a clause asks or tells something besides that one must wait."""
    return to_the_advisor(clause, acts) or (asks(clause, acts) and not _HOLDS_ON.search(normalise(clause)))


def _tells(heard: Heard, asked: str, *, any_text: bool) -> bool:
    """True for what only sounds like a wish to wait: 「用久了就这样了」, and 「先等等，能上门不」 where a number is asked."""
    if heard.hardly(Move.WAITS):
        return heard.intent == "talk_wait"  # 「等下，换珠江新城那家」
    more = asked in _NUMBERS and any(_says_more(clause, heard.acts) for clause, _ in clauses(heard.text))
    return heard.intent == "talk_wait" and (more or any_text and not _HOLDS_ON.search(normalise(heard.text)))


def _slot_meant(plain: str, asked: str) -> str:
    """What a question is about: what it names, else what is asked."""
    return next((name for name, words in IN_QUESTIONS.items() if words.search(plain)), asked)


@dataclass(frozen=True)
class Aside:
    """What is answered; `again` is true where the question that waits is put again after it."""

    says: list[Say]
    again: bool = True

    @property
    def beside_answer(self) -> list[Say]:
        """What is still said where the message answers too: then it was not outside after all."""
        return [say for say in self.says if not say.key.startswith("utter_outside")]


class Asides:
    """Answers what is beside the point; the slot that is asked stays as it is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def hear(self, draft: Draft, label: Label, heard: Heard, now: datetime, *, any_text: bool = False) -> Aside | None:
        """The answer, or None where the message is none of these. Where `any_text` would do as an answer, only what is surely none."""
        asked = draft.asking or ""
        plain = normalise(heard.text)
        if by_words := self.where(draft, heard.text) or self.later(draft, heard) or self._by_words(draft, heard, any_text=any_text):
            return by_words
        hours = asks_if_open(heard.text) and asked not in (*_TIMES, "service_mode")
        heard = replace(heard, intent="service_ask_hours", confidence=1.0) if hours else heard
        route = self._catalogue.routes.get(heard.intent)
        if route is None or heard.confidence < TALK_SURE:
            return None
        if heard.intent == "talk_ask_why" and not heard.asks_of(Asks.NEXT):  # 「接下来我要干嘛，就干等着？」
            return self._why(draft, heard)
        began = asked == "symptom" and occurrence(plain, asked=True)  # 「国庆放假回来就不行了」 asks for no hours
        if not began and not (asked in _TIMES and _proposes(plain)) and (told := self.told(label, heard, now)):
            return Aside(told)
        if asked == "tried_steps" and heard.intent in ("talk_affirm", "talk_praise"):
            return None  # 「都试过了」
        if heard.intent == "talk_vent" and asked == "symptom" and len(heard.text.strip()) >= _LONG_COMPLAINT:
            return None
        if (heard.intent == "talk_vent" or route.label is Label.OUT_OF_SCOPE) and cause_told(self._catalogue, plain):
            return None  # 「自己坏的」, 「小可乐泼上去的」
        if heard.intent in _WAITS and _BABBLE.fullmatch(plain):
            return None
        if heard.intent in _WAITS and not began:  # 「反正今天早上，再问我挂了」
            tells = _tells(heard, asked, any_text=any_text) or heard.surely(Move.CORRECTS)  # 「哎呀，电话我怕是念错了」
            return None if tells else Aside([Say(_WAITS[heard.intent])], again=False)
        if heard.intent in ("talk_ask_bot", "talk_repeat"):
            return Aside([Say("utter_talk_bot")] if heard.intent == "talk_ask_bot" else [])
        outside = route.label is Label.OUT_OF_SCOPE
        if heard.confidence < COURTESY_SURE and (any_text or outside) or any_text and outside:
            return None
        if outside:
            return Aside([Say(f"utter_outside_{route.topic}")])
        here = [Say("utter_talk_here")] if heard.intent == "talk_greet" and _ANYBODY.search(plain) else []
        thanks = heard.intent in ("talk_greet", "talk_thank", "talk_praise", "talk_affirm") and not began  # 「去年就不行了，这半年厉害」
        return Aside(here) if thanks else None

    def _by_words(self, draft: Draft, heard: Heard, *, any_text: bool) -> Aside | None:
        """What is surely beside the point by its words, whatever it sounds like; and why it is asked, where a clause asks that."""
        plain = normalise(heard.text)
        if _WHO.search(plain):
            return Aside([Say("utter_talk_bot")])
        if not any_text and _lets_wait(heard):
            return Aside([Say("utter_talk_wait_asking")], again=False)
        if draft.event_number is None and not heard.found and _CAME_BACK.search(plain):
            return Aside([Say("utter_welcome_back", {"topic": self._catalogue.routes[draft.intent or ""].name})])
        why = any(heard.asks(clause) is Asks.WHY and not _KEPT_THERE.search(normalise(clause)) for clause, _ in clauses(heard.text))
        return self._why(draft, heard) if why and not any_text else None

    def _why(self, draft: Draft, heard: Heard) -> Aside:
        """Why what is named, or asked, is needed."""
        asked = draft.asking or ""
        slot = _slot_meant(normalise(heard.text), asked)
        refused = slot != asked and slot in refused_ahead(heard.text)  # 「不给序列号」, where something else is asked
        return Aside([Say("utter_noted" if refused else f"utter_why_{slot}")])

    def later(self, draft: Draft, heard: Heard) -> Aside | None:
        """What is said to who wants to send a picture of it, or looks for it and sends it in a while."""
        asked, plain = draft.asking or "", normalise(heard.text)
        if asked in _LOCATED and _BY_PICTURE.search(plain):
            return Aside([Say("utter_picture_welcome")], again=False)
        waits = holds_on_for(asked, heard) and not (lets_go(asked, heard) or declines(asked, heard.text))
        return Aside([Say("utter_talk_wait_asking")], again=False) if waits else None

    def where(self, draft: Draft, text: str, *, named: bool = False) -> Aside | None:
        """Where what is named, or asked, stands: 「序列号去哪找」; None where a text does not ask for it, or was told already.

        Where `named`, only for what stands in the words.
        """
        plain, asked = normalise(text), draft.asking or ""
        slot = _slot_meant(plain, "" if named else asked)
        if slot not in _LOCATED or not _WHERE.search(plain.rstrip("?？ ")) or (slot == asked and draft.tries.get(f"where {asked}")):
            return None
        return None if slot == "purchase_date" and not _OF_A_DATE.search(plain) else self._located(draft, slot)

    def _located(self, draft: Draft, slot: str) -> Aside:
        """Where it stands; the question follows unless it was about just that."""
        draft.tried(f"where {slot}")
        family, again = self._catalogue.families.get(family_of_draft(self._catalogue, draft)), slot != draft.asking
        dark = not lit(self._catalogue, draft) or (family and not family.system)  # earphones show it nowhere
        if slot == "device_model" and dark:
            return Aside([Say("utter_where_model_on_box")], again)
        facts = {"where": where_serial(self._catalogue, draft)} if slot == "serial_number" else {}
        return Aside([Say(f"utter_where_{slot}", facts)], again)

    def told(self, label: Label, heard: Heard, now: datetime) -> list[Say]:
        """The answer to a question for the number or the hours; nothing where none was put."""
        if heard.intent not in QUESTIONS or heard.confidence < TALK_SURE or _wishes_time(heard):
            return []
        topic = self._catalogue.routes[heard.intent].topic
        return [Say(f"utter_service_{topic}", line_facts(self._catalogue, label, now))]
