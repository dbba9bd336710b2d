"""Questions about an event that is arranged: answered where there is an answer, else put down for its advisor."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Asks
from helpline.model.event import Event, Label, Mode
from helpline.model.event_number import shown
from helpline.model.phone import tail
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.danger.danger_questions import asked_of_event
from helpline.services.handover.confirmation import bring
from helpline.services.handover.keeping import last_minutes
from helpline.services.handover.mail_in import mail_in_asked, posted
from helpline.services.handover.timing import IN_PERSON
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wishes import asks_how_long
from helpline.services.handover.without_call import asks_if_no_code
from helpline.services.intake.told_beside import of_the_fault
from helpline.services.questions.asides import Asides
from helpline.services.questions.call_answers import NOTED_TOO, asks_of_call
from helpline.services.questions.clarifying import asks_what_noted
from helpline.services.questions.in_passing import in_passing, names_other
from helpline.services.questions.in_vain import MOST, question_in, question_noted
from helpline.services.questions.of_the_call import asks_of_our_call
from helpline.services.questions.question_words import HOW_LATE
from helpline.services.questions.sides import CALL, asked_beside, asks_of_other
from helpline.services.questions.visit_questions import of_the_store, visit_asked
from helpline.services.questions.ways_asked import for_another
from helpline.services.reply import Say

OTHER_SURE = 0.7
_OF_REPAIRS = "hardware_ask_repair_policy"
_FOR_ANOTHER = frozenset({"for_another"})
_LENGTH = 60
_IF_MISSED = re.compile(
    r"(?:如果|要是|万一|假如|到时|那天|若)[^，,。]{0,8}(?:没|未|错过|漏|不)(?:能|有|方便)?(?:接|听)|(?:没|漏|未|错过)(?:有|能)?(?:接|听)[^，,。]{0,8}(?:怎么办|咋办|会再|还会|再打|会不会)"
)
_BACKUP = re.compile(
    r"(?:备份|back ?up)[^，,。]{0,4}(?:[吗么嘛?？]|不$)|(?:要不要|用不用|需不需要|是不是要?|需要|要)[^，,。]{0,6}(?:备份|back ?up)[^，,。]{0,20}[吗么嘛?？不]?"
)
_HOW_LATE = re.compile(HOW_LATE)
# 「那我之后怎么查这个处理到哪一步了」
_HOW_TO_CHECK = re.compile(
    r"(?:怎么|咋|如何|怎样|在?哪[里儿]?|上哪)(?:才能|能|可以|去)?(?:再)?(?:查|看|知道|了解|跟)[^，,。；;]{0,8}(?:进度|到哪|进展|状态|结果|处理|办到)|(?:进度|进展|处理结果)[^，,。；;]{0,4}(?:怎么|在?哪|咋|如何)(?:查|看|知道)"
)
_PACK = re.compile(
    r"(?:盒子?|包装|充电器|充电头|充电线|数据线|电源线?|底座|发票|配件|手机壳|壳|膜|卡|耳塞|表带|笔)[^，,。]{0,8}(?:一起|也|都|要不要|用不用|需要|要)[^，,。]{0,6}(?:寄|带|拿|取|摘|脱|拆(?![开机]))"
)
_IF_CHANGED = re.compile(
    r"(?:电话|手机|号码?|尾号)[^，,。；;]{0,4}(?:改|换|更新)(?:成|为|到|好|过来|掉)?[^，,。；;]{0,12}(?:了[吗么没]|了没有|没有?[?？]|[吗么][?？]?$)"
    r"|(?:电话|手机|号码?)(?:现在|目前|登记的?|记的?|留的?)*(?:是|是不是)[^，,。；;]{0,4}\d{4}[^，,。；;\d]{0,3}(?:[吗么吧][?？]?|[?？])$"
)
_OF_IT = re.compile(r"顾问|师傅|工程师|打来|来电|回电|那天|当天|到店|到时|预约|寄|修|那个|这个|带|帶|检测|送")


def asked_in_passing(
    work: UnitOfWork, catalogue: Catalogue, event: Event, heard: Heard, now: datetime, others: Callable[[], list[Say] | None]
) -> list[Say] | None:
    """The answer to a message that only asks of the event, else it is put down; None where it does more, or asks of another thing.

    `others` knows what is asked of cover, price and stores.
    """
    passing = in_passing(catalogue, event.label, heard)
    calls = event.hand_off is not None and event.hand_off.mode is Mode.CALL_BACK
    if calls and asks_of_our_call(heard.text):
        return [Say("utter_side_caller")]
    if any(heard.asks(act.text) is Asks.FOR_ANOTHER for act in heard.acts):
        return [for_another(event)]  # 「那天我走不开，让我儿子拿过去可以伐」
    if of_the_store(heard.text) and (told := visit_asked(catalogue, event, heard.text, now)):
        return told  # 「地库贵不贵」 asks for no repair
    if calls and asks_if_no_code(heard.text):
        return [Say("utter_call_if_no_code", {"number": catalogue.number_of(catalogue.line_of(event.label))})]
    if _HOW_LATE.search(normalise(heard.text)) and events.is_live(event, now):
        return [Say("utter_side_keep", {"minutes": last_minutes(catalogue)})]
    if _HOW_TO_CHECK.search(normalise(heard.text)):
        return [Say("utter_how_to_check", {"event": shown(event.number)})]
    route, calling = catalogue.route_of(event.label, event.topic), frozenset({CALL} if calls else ())
    if route and asks_of_call(heard) and (told := asked_beside(heard, route, calling).says):
        if any(say.key in NOTED_TOO for say in told):
            keep_open(work, event, heard, now)
        return told
    if asks_what_noted(heard.text) or (calls and asks_how_long(heard.text)):
        return None  # how it stands is told
    more = passing is not None and passing.rest is not None and heard.intent != _OF_REPAIRS  # 「换过一次屏，会不会影响保修」 only asks
    other = names_other(catalogue, heard, str(event.facts.get("device_model") or ""))
    if passing is None or more or other:
        return _asked_of_all(heard, route, other)
    known = asked_of_event(event, heard) or others() or mail_in_asked(work, catalogue, event, heard.text, now)
    known = known or visit_asked(catalogue, event, heard.text, now) or answered(catalogue, event, heard, now)
    known = known or (asked_beside(heard, route, calling).says if route else []) or Asides(catalogue).told(event.label, heard, now)
    known = known or _heard_as(catalogue, event, heard)
    if known and passing.rest and (beside := of_the_fault(heard.text, but=question_in(heard) or "")):
        events.tell_more(event, beside)  # 「去年换过一次屏，会不会影响保修」
        work.events.update(event)
    return known or keep_open(work, event, heard, now)


def _asked_of_all(heard: Heard, route: Route | None, other: bool) -> list[Say] | None:
    """The answer to what only asks what is answered alike for every repair, whatever it sounds like: 「保价要不要买」."""
    beside = asked_beside(heard, route, other=other) if route else None
    only = beside is not None and beside.rest is None and not beside.wants and (not other or asks_of_other(heard))
    return (beside.says or None) if beside and only else None


def put_down(work: UnitOfWork, catalogue: Catalogue, event: Event, heard: Heard, route: Route | None, now: datetime) -> list[Say] | None:
    """A question that nothing here answers, kept with the event; None where nothing is asked, or surely something of another matter."""
    plain = normalise(heard.text)
    if not heard.chosen and (known := _heard_as(catalogue, event, heard)):
        return known
    if heard.chosen or question_in(heard) is None:
        return None
    if not _of_the_event(event, heard, route, plain):
        return None
    return keep_open(work, event, heard, now)


def keep_open(work: UnitOfWork, event: Event, heard: Heard, now: datetime) -> list[Say]:
    """The question of a message that is of the event, put down for its advisor."""
    said = question_in(heard) or heard.text.strip()
    known = list(event.facts.get("open_questions") or [])
    if more := of_the_fault(heard.text, but=said):
        events.tell_more(event, more)
    if said not in known:
        event.facts = {**event.facts, "open_questions": [*known, shorten(said, _LENGTH)][-MOST:]}
        event.note(now, "facts", "customer")
        work.events.update(event)
    return [question_noted(said)]


def answered(catalogue: Catalogue, event: Event, heard: Heard, now: datetime) -> list[Say] | None:
    """What is said to 「没接到怎么办」, 「要先备份吗」 and 「盒子要不要一起寄」; None for anything else."""
    text, hand_off, plain = heard.text, event.hand_off, normalise(heard.text)
    if hand_off and hand_off.mode is Mode.CALL_BACK and events.is_live(event, now) and _IF_MISSED.search(plain):
        return [Say("utter_call_if_missed", {"number": catalogue.number_of(catalogue.line_of(event.label))})]
    if asks_if_changed(text) and (phone := event.facts.get("contact_phone")):
        return [Say("utter_own_number", {"tail": tail(str(phone))})]
    if urgent := asked_of_event(event, heard):
        return urgent
    if event.label not in OF_A_DEVICE:
        return None
    if _BACKUP.search(plain) and event.label is not Label.HAZARD:
        return [Say("utter_side_data")]
    if "for_another" in asked_beside(Heard(text, "talk_inform", 1.0), catalogue.routes["hardware_book_repair"], _FOR_ANOTHER).ways:
        return [for_another(event)]
    if _PACK.search(plain):
        return _packed(catalogue, event, by_post=posted(event) or "寄" in plain)
    return None


def _heard_as(catalogue: Catalogue, event: Event, heard: Heard) -> list[Say]:
    """What is said to a question that only the trained understanding hears."""
    asked = heard.asks(heard.text)
    if asked is Asks.FOR_ANOTHER:
        return [for_another(event)]
    if asked is Asks.UNANSWERED and event.hand_off and event.hand_off.mode is Mode.CALL_BACK:
        return [Say("utter_call_if_missed", {"number": catalogue.number_of(catalogue.line_of(event.label))})]
    if asked is Asks.BRING and event.label in OF_A_DEVICE and event.hand_off and event.hand_off.mode in (*IN_PERSON, Mode.MAIL_IN):
        return _packed(catalogue, event, by_post=posted(event))
    route = catalogue.route_of(event.label, event.topic)
    beside = asked_beside(heard, route, last=True) if route else None
    return beside.says if beside and beside.rest is None else []


def _packed(catalogue: Catalogue, event: Event, *, by_post: bool) -> list[Say]:
    key, mode = ("utter_mail_in_pack", Mode.MAIL_IN) if by_post else ("utter_visit_bring", Mode.GENIUS_BAR)
    return [Say(key, {"bring": "、".join(bring(catalogue, event, mode))})]


def asks_if_changed(text: str) -> bool:
    """True for 「电话改成1198了吗」, which changes nothing."""
    return _IF_CHANGED.search(normalise(text)) is not None


def _of_the_event(event: Event, heard: Heard, route: Route | None, plain: str) -> bool:
    """True unless the question surely is of another matter: then that is begun."""
    if route is None:
        return _OF_IT.search(plain) is not None
    if route.label in (Label.HAZARD, Label.SAFETY, Label.SERVICE) or route.talk:
        return _OF_IT.search(plain) is not None and heard.confidence < OTHER_SURE
    return heard.confidence < OTHER_SURE and _OF_IT.search(plain) is not None
