"""A question that the reply passes over: it is owned up to, and kept for the advisor."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Does, Move
from helpline.model.asking import asks
from helpline.model.draft import Draft
from helpline.model.event import Label, Mode
from helpline.model.secrets import MASK
from helpline.model.statements import asks_something, clauses, long_enough, states, to_the_advisor
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.bearing import puts_down
from helpline.services.afterwards.enquiries import proving
from helpline.services.afterwards.shifting import shifts
from helpline.services.danger.danger_questions import asked_of_lock
from helpline.services.events import joined
from helpline.services.handover.store_words import asks_list
from helpline.services.handover.way_heard import way_of
from helpline.services.handover.wish_beside import asks_visit
from helpline.services.intake.refusals import why_asked
from helpline.services.questions.asides import asks_if_open
from helpline.services.questions.call_answers import NOTED_TOO
from helpline.services.questions.clarifying import asks_what_noted
from helpline.services.questions.sides import asked_beside, asks_where
from helpline.services.reply import Say

MOST = 3
_RATHER = 0.5
_LENGTH = 60
_SHOWN = 24
_OPENING = re.compile(r"^(?:(?:对了|那个?|请问|另外|还有|顺便|哦|嗯|诶|我?想?(?:再)?问(?:你|您)?(?:一下|下|一句|个事儿?)?)[，,：:\s]*)+")
# 「你就说这算不算你们的毛病吧」, 「俺报的不就是老号嘛」: who says so waits for no answer.
_RHETORIC = re.compile(
    r"^(?:那|我说)?(?:你|您)(?:们)?(?:就|倒是?|自己|给我)*(?:评评理|说说?看?|讲讲?|摸着良心说)[^，,。；;]{0,20}(?:算不算|是不是|像不像|合不合理|过不过分|气不气人|有没有道理)"
    r"|(?:^|[^还是])(?:不就|可不就|难道(?:不|还|我|就)|这不就?)是?[^，,。；;]{1,14}(?:嘛|吗|么|吧)?[?？]*$|讲不讲(?:道?理|良心)|像(?:什么|啥)话|像话(?:吗|么|不)|至于(?:吗|么|嘛)|有(?:没有|木有)搞错|有意思(?:吗|么)"
    r"|(?:谁|哪个|哪有|哪里)(?:[^，,。；;]{0,6})(?:受得了|吃得消|遭得住|等得起|这样做|这么做)|当我(?:是)?(?:傻|好欺负|冤大头)|你们?这(?:也)?叫[^，,。；;]{1,6}[?？]*$"
)
# 「这张票月底关账前必须拿到」 demands, whatever it sounds like
_DEMANDS = re.compile(
    r"^(?!.*(?:[吗么嘛呢?？]|是不是|[要能可用会]不[要能可用会]|是否|怎|咋|什么|啥|哪|几|多|谁)).*(?:必须|务必|一定[得要])"
)
_WORDS = 3  # characters without which nothing is asked: 「13812345678 行吗」
# What goes on with the form, and answers nothing.
_GOES_ON = (
    "ask_", "noted", "added", "skipped", "read_back", "corrected", "confirm", "parked",
    "times_", "time_noted", "time_assumed", "time_nearest", "time_first_free",
    "event_issued", "event_updated", "store_only", "store_taken", "store_changed",
)  # fmt: skip
_SHOWS_STORES = ("ask_store", "ask_place_near", "ask_visit_time")  # which answer where to go
_ANY_TEXT = ("symptom", "tried_steps")  # where a question is kept with the rest
_ASKED_OF = (Label.APPLECARE, Label.ONLINE_STORE, Label.ENTERPRISE, Label.EDUCATION)  # cover and price of a device are looked up
_ANSWERED = ("applecare_buy", "applecare_claim", "applecare_ask_terms", "store_return_order", "store_ask_education_price")
_OF_TERMS = re.compile(
    r"多少钱|退多少|多久|(?<!没)(?<!买)(?<!买了)(?<!用了)几天|(?:可以|能|能不能|可不可以|能否|可否)(?!帮|给我)[^帮催]{2,16}(?:[吗么]|[?？])+$"
)
_ACKNOWLEDGED = ("utter_noted", "utter_added", "utter_event_added")
_NOT_UNDERSTOOD = ("utter_confirm_time_again", "utter_confirm_again")
_KEPT = ("noted", "added")
_CLAUSE = re.compile(r"[^，,。；;！!？?\n\s]+[？?]?")
_TELLS = re.compile(
    r"^(?:那|我的?)*(?:寄修?|到店|回电|电话|预约|时间)呢$|不知道|不清楚|不记得|忘了|(?<!会)不会|没注意|看不|找不|没听|(?:什么|哪[里儿]?|怎么)(?:都|也)|可以[吗嘛么]?$|^(?:这样|那|就这样)?(?:行|好|对|是)(?:吗|不|么)?$|^(?:就?是)?[这那](?:个|串|台|里)?(?:对)?[吗么不嘛]$|^[这那]个?(?:也|都)?(?:可?以?用?(?:行|成|中|得|作数|可以|能用)(?:吗|不|么|嘛|伐|[？?]))+$|^(?:那就?|就)?(?:确认|确定|提交|登记)[嘛么]$|^(?:行不行|可不可以|好不好|要不要得|行吧|可以吧)$"
    r"|不是(?:都|已经|早就|刚才?|跟你们?)*(?:说|讲|告诉|填|写|发|报|给)(?:过|了|你|您)|(?<!没)有(?:空?位[子置]?|空|号|名额|档期)(?:了|的|没有?)?[吗么呢]?$"
)
# Of whom it is wished, that it is a wish, and how they should do it: 「手机反应能不能快一点」 is none.
_WISH = tuple(
    re.compile(words)
    for words in (
        r"^(?!.*(?:怎么|什么|多少|哪)).*(?:他们?|你们|您们|人家|顾问|客服|专员|师傅|工程师|工作人员|对方|打|来电|致电|电话|联系|通话|沟通|说|讲|语速)",
        r"能不能|可不可以|能否|可否|是否可以|(?:能|可以).*[吗么]|请|麻烦|最好|希望|让|叫|记得|务必|拜托|尽量|想要|别|不要|要(?:说|讲|大声|慢)|说慢|讲慢",
        r"(?:说|讲|语速|话|沟通|解释|介绍|慢)[^，,]{0,6}(?:慢|清楚|大声|仔细|耐心|简单|通俗)|慢慢[说讲]|(?:声音?|说话|讲话|嗓门|大)[^，,]{0,3}(?:大一?[点些]|大声)|大点?声"
        r"|(?:[说讲用])(?:普通话|粤语|广东话|白话|英[语文]|上海话|四川话|方言)|耐心|先发(?:个|条)?(?:短信|消息)|多(?:打|响)(?:几|两)|(?:别|不要)(?:说|讲)(?:得|的)?[太那]|多?等我接",
    )
)
_TO_MOVE = re.compile(r"(?:能|可以|可不可以|能不能|行不行|方便)[^，,]{0,10}(?:改|换|约|推|提前|晚|早|挪)|哪[家个天里]|几点|什么时候")
_FOR_A_NUMBER = re.compile(r"[换改留打用][^，,。；;]{0,6}(?:号|电话|手机|\d{7})")  # 「换个号行不，…」, which was done
_NAMES_TIME = re.compile(r"\d\s*(?:点|:|[号日])|[一二两三四五六七八九十半]点|[今明后]天|周[一二三四五六日天末]|[上下]午|晚上")


def own_up(work: UnitOfWork, draft: Draft, heard: Heard, asked: str | None, says: list[Say], now: datetime) -> list[Say]:
    """The reply, with a word about what it does not answer. `asked` is the slot that waited before the message."""
    says = _without_excuse(_told_instead(work, draft, heard, says, now))
    if not asked and _moves_only(draft, heard, says):  # 「店里有会手语的店员吗 有的话约他在的那天」
        asked = draft.asking
    if heard.chosen or MASK in heard.text or not asked or asked in _ANY_TEXT or draft.intent is None or proving(draft) or not says:
        return says
    if asks_what_noted(heard.text) or (puts_down(heard.text) and says[0].key in _ACKNOWLEDGED):  # which is read back, or kept
        return says
    if any(say.key in NOTED_TOO for say in says):
        keep_question(draft, question_in(heard) or heard.text.strip())
        events.keep_facts(work, draft, now)
        return says
    if wish_in(heard.text):
        _keep_wish(draft, heard.text)
        events.keep_facts(work, draft, now)
        return says if says[0].key in _ACKNOWLEDGED else [Say("utter_noted"), *says]
    question = question_in(heard)
    names = [say.key.removeprefix("utter_") for say in says]
    waits = any(question in str(one.get("said", {}).get("text")) for one in draft.parked) if question else True
    shown = question is not None and asks_where(question) and any(name.startswith(_SHOWS_STORES) for name in names)
    shown |= asked == "service_mode" and way_of(heard) is not None and not heard.surely(Move.ASKS)  # 「到店嘛」
    shown |= question is not None and _read_back_in(says, question)
    shown |= asks_list(heard.text) and "ask_store" in names
    shown |= asks_if_open(heard.text) and any(name.startswith("read_back_call_now") for name in names)  # 「现在能打吗」 is answered
    shown |= question is not None and asks_visit(question) and draft.facts.get("service_mode") == Mode.GENIUS_BAR.value
    read_back = any(name.startswith("read_back") for name in names)
    shown |= read_back and question is not None and (shifts(question) or _TO_MOVE.search(normalise(question)) is not None)
    shown |= asked == "place" and draft.asking != "place" and heard.hardly(Move.ASKS)  # 「不，还是虹悦城」
    shown |= "corrected" in names and question is not None and _FOR_A_NUMBER.search(normalise(question)) is not None
    if question is None or waits or shown or any(not name.startswith(_GOES_ON) for name in names):
        return says
    why = why_asked(asked, question)  # 「为啥还要序列号啊？手机在我妈那儿」
    if not why:
        keep_question(draft, question)
        events.keep_facts(work, draft, now)
    return [*(why or [question_noted(question)]), *(say for say, name in zip(says, names) if name not in _KEPT)]


def _moves_only(draft: Draft, heard: Heard, says: list[Say]) -> bool:
    """True where what is booked is moved, and a clause beside the wish asks something of its own."""
    question = question_in(heard) if len(heard.acts) > 1 and draft.asking in ("visit_time", "callback_time", "place") else None
    moved = all(say.key.removeprefix("utter_").startswith(("ask_visit_time", "ask_store", "ask_callback_time")) for say in says)
    return question is not None and moved and heard.does(question) is Does.QUESTION and not _TO_MOVE.search(normalise(question))


def _told_instead(work: UnitOfWork, draft: Draft, heard: Heard, says: list[Say], now: datetime) -> list[Say]:
    """「刚又翻着一笔648的，没算在里头」, where a time waits for a yes: more of the matter, and no reason to say that it was not understood."""
    told = [clause for clause, _ in clauses(heard.text) if states(clause, heard.acts)]
    lost = draft.event_number and says and says[0].key in _NOT_UNDERSTOOD
    if not lost or heard.chance_of(Move.TELLS) < _RATHER or not long_enough(told) or asks_something(heard.text, heard.acts):
        return says
    draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), "，".join(told))
    events.keep_facts(work, draft, now)
    return [Say("utter_added"), *says[1:]]


def _read_back_in(says: list[Say], question: str) -> bool:
    """True for 「王府井那家行不行」, where the visit is read back with that very store."""
    stores = (str(say.facts.get("store") or "") for say in says if say.key.startswith("utter_read_back"))
    return any(store and store in question for store in stores)


def _without_excuse(says: list[Say]) -> list[Say]:
    """Nobody says that they did not understand what they answered or kept."""
    rest = [say for say in says if say.key not in _NOT_UNDERSTOOD]
    return rest if any(not say.key.startswith(("utter_read_back", "utter_ask_")) for say in rest) else says


def asked_at_first(catalogue: Catalogue, draft: Draft, heard: Heard, route: Route) -> list[Say]:
    """What a first message asks beside the matter: answered where that holds for all, else kept for the advisor and said so."""
    told = asked_of_lock(route, heard, "") or [
        say for say in asked_beside(heard, route).says if say.key != "utter_wet_ask_use"
    ]  # told first
    if any(say.key in NOTED_TOO for say in told) and route.event and (asked := question_in(heard)):
        keep_question(draft, asked)
    if told or route.label not in _ASKED_OF or route.intent in _ANSWERED or not route.event:
        return told
    question = next((one.group() for one in _CLAUSE.finditer(heard.text) if _OF_TERMS.search(normalise(one.group()))), None)
    if question is None:
        return []
    keep_question(draft, question)
    return [question_noted(question)]


def wish_in(text: str) -> str | None:
    """The clause that says how the advisor should speak or call: 「能不能让他们打电话的时候说慢一点」."""
    said = (match.group() for match in _CLAUSE.finditer(text))
    return next((clause for clause in said if all(words.search(normalise(clause)) for words in _WISH)), None)


def _keep_wish(draft: Draft, text: str) -> None:
    """The wish and why, with what is wrong, for it is no question: 「我左耳听不清，打来的时候说慢一点」."""
    known = str(draft.facts.get("symptom") or "")
    said = [one.group() for one in _CLAUSE.finditer(text) if wish_in(one.group()) or to_the_advisor(one.group())]
    if more := "，".join(one for one in said if one not in known):
        draft.facts["symptom"] = joined(known, more)


def question_noted(question: str) -> Say:
    """That an advisor will answer what was asked, in the words in which it was."""
    asked = _OPENING.sub("", question.strip(" ，,。?？!！~")) or question
    return Say("utter_question_noted", {"question": shorten(asked, _SHOWN)})


def keep_question(draft: Draft, question: str) -> None:
    """For the advisor to answer."""
    known = list(draft.facts.get("open_questions") or [])
    if question not in known:
        draft.facts["open_questions"] = [*known, shorten(question, _LENGTH)][-MOST:]


def question_in(heard: Heard) -> str | None:
    """The first clause that asks for more than a yes to a number or a time."""
    for match in _CLAUSE.finditer(heard.text):
        clause = match.group()
        plain = normalise(clause)
        bare = clause
        for found in heard.found:
            bare = bare.replace(found.text, "")
        words = len(re.findall(r"[\u4e00-\u9fff]", bare))
        if (
            words < _WORDS
            or _DEMANDS.search(plain)
            or _RHETORIC.search(plain)
            or _TELLS.search(plain.rstrip("?？"))
            or _NAMES_TIME.search(plain)
        ):
            continue
        if asks(clause, heard.acts):
            return clause
    return None
