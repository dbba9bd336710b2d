"""Who comes back with the number of an event and the digits that prove it theirs: what else they say is heard as if it were said in its talk."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.errors import Refused, TooManyTries
from helpline.model.draft import Draft
from helpline.model.event import Event, EventStatus, HandOff
from helpline.model.event_number import find_event_number
from helpline.model.phone import tail
from helpline.model.statements import asks_something
from helpline.model.text import normalise, spoken_digits
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.bearing import Bearing, bearing, calls_off, parts_of
from helpline.services.afterwards.enquiries import ENQUIRIES, proving, tail_beside, tail_said, tail_told
from helpline.services.afterwards.moving import switched_to
from helpline.services.afterwards.phone_anew import only_phone
from helpline.services.danger.scams import doubted
from helpline.services.handover.store_words import changes_store, without_refused
from helpline.services.handover.timing import IN_PERSON
from helpline.services.intake.which_device import of_its_kind
from helpline.services.reply import Say

_TAIL = re.compile(
    r"[，,、/;；\s]*(?:(?:我的?|登[记記]的?|[预預]留的?|[联聯][系繫]?)?(?:手[机機]|[电電][话話]|[号號][码碼])[号號]?(?:的|是)?)?(?:尾[号號数數]|末尾|最[后後]|[后後末]|last)?(?:[四4]|four)?(?:[位个個码碼]|digits)?(?:[数數]字?|[号號][码碼]?)?(?:的?是|为|[:：])?\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:我(?:的|是)?|之前|前面|上次|登记|报过?修?|办|那个|这个|的|case|event|ticket|my|查一?下|[，,\s])*(?:事件|登记|受理|案件|工单)?(?:编号|編號|号码?|number|no\.?|#)?(?:的?是|为|[:：])?[\s，,]*$",
    re.IGNORECASE,
)
_TAIL_ALONE = re.compile(
    r"[哦噢啊嗯呃]*(?:不对|我?[记说打看写]错了?|应该是|是|我的?|手机|电话|[，,。\s])*(?:尾[号数]|[后末]四位)?[是为:：\s]*(?P<digits>\d{4})[吧啊哦了。.!！\s]*"
)
_GREETS = re.compile(r"^(?:[\s，,。.、/;；:：~～！!]|您好|你好|又来啦?|嗨|hi|hello|hey|在吗|哈喽|这是|我是)+", re.IGNORECASE)
# 「想问问现在办到哪一步了」 is what the number alone would be answered with.
_HOW_IT_STANDS = re.compile(r"哪一?步|进度|进展|到哪|怎么样|查一?[下查]?|查询|处理得?|什么时候|几点|状态|status|想?请?问")
_OF_WAYS = (*ENQUIRIES, "service_request_call", "hardware_book_repair", "hardware_ask_store", "hardware_ask_mail_in")
_TELLS = 4


def as_in_its_talk(work: UnitOfWork, catalogue: Catalogue, draft: Draft, heard: Heard, now: datetime) -> tuple[Heard, list[Say]]:
    """The message without number and digits, with the event at hand, once both are right; else as it is, with what is said to wrong ones.

    Every guess is counted, whatever the message is answered with. What was said with the number alone is heard when the digits follow.
    """
    heard = of_its_kind(catalogue, draft, heard)
    if _right_digits(work, draft, heard):  # as if its number were told
        return replace(heard, text=str(draft.event_number), intent="service_check_event", confidence=1.0, problems=(), found=()), []
    number, digits = _proof(work, catalogue, draft, heard)
    own = number if _is_own(work, draft, number) else ""
    if not digits:
        return (_rest_of_own(heard, own) if own else heard), []
    try:
        event = events.proven(work, number, digits, now)
    except Refused as refused:
        return heard, [_refused(draft, heard, refused, own)]
    if own:
        return _rest_of_own(heard, own, digits), []
    told = _rest(heard, number, digits)
    kept = dict(draft.said) if proving(draft) else {}
    if _says_nothing(told.text) and kept.get("intent"):
        told = _rest(replace(Heard.retold(kept, str(kept["intent"])), confidence=float(kept["confidence"])), number, "")
    if event.status is not EventStatus.OPEN or not _of_its_own(catalogue, event, told):
        return heard, []
    route = catalogue.route_of(event.label, event.topic)
    draft.begin(route.intent if route else None)
    draft.facts |= event.facts
    draft.event_number, draft.handed_over = number, True
    return told, []


def _proof(work: UnitOfWork, catalogue: Catalogue, draft: Draft, heard: Heard) -> tuple[str, str]:
    """The number and the digits that are to prove it; no digits where nothing is to be proved."""
    if heard.chosen or draft.doubt or draft.away or (draft.asking and not proving(draft)):
        return "", ""
    said = find_event_number(heard.text)
    number = said or (str(draft.facts.get("event_number") or "") if proving(draft) else "")
    if not number:
        return "", ""
    if _is_own(work, draft, number):
        return (number, tail_told(number, heard.text) or "") if said else ("", "")
    if doubted(heard, catalogue, draft):
        return "", ""
    return number, tail_beside(number, heard.text) if said else tail_said(heard.text) or ""


def _right_digits(work: UnitOfWork, draft: Draft, heard: Heard) -> bool:
    """True for 「哦记错了，尾号5678」 of the very phone of the event at hand: that puts nothing right."""
    event = work.events.get(draft.event_number or "") if draft.handed_over and not draft.asking and not heard.chosen else None
    told = _TAIL_ALONE.fullmatch(spoken_digits(normalise(heard.text)).strip()) if event else None
    return event is not None and told is not None and tail(str(event.facts.get("contact_phone") or "")) == told["digits"]


def _is_own(work: UnitOfWork, draft: Draft, number: str) -> bool:
    """True for the number of an event of this very talk: digits beside it are a proof there too, and put nothing right."""
    event = work.events.get(number) if number else None
    return bool(number) and (number == draft.event_number or (event is not None and event.conversation_id == draft.conversation_id))


def _rest_of_own(heard: Heard, number: str, digits: str = "") -> Heard:
    """The words without the number that the talk knows; as they are where they only ask how it stands."""
    told = _rest(heard, number, digits)
    if _says_nothing(told.text) and not calls_off(told.text):
        return replace(heard, intent="service_check_event", confidence=1.0, problems=())
    return replace(told, intent=heard.intent, confidence=heard.confidence, ranking=heard.ranking)


def _refused(draft: Draft, heard: Heard, refused: Refused, own: str) -> Say:
    if own:  # the event of the talk stays at hand
        return Say(refused.copy_key, refused.facts)
    if not proving(draft):
        draft.begin("service_check_event")
        draft.said = {**heard.kept(), "intent": heard.intent, "confidence": heard.confidence}
    draft.asking = None if isinstance(refused, TooManyTries) else "event_number"
    draft.facts.pop("event_number", None)
    return Say(refused.copy_key, refused.facts)


def _of_its_own(catalogue: Catalogue, event: Event, told: Heard) -> bool:
    """True where more is said than how it stands, another time or a way is asked for, which the number is answered with."""
    plain, route = normalise(told.text), catalogue.routes.get(told.intent)
    if len(re.sub(r"\W", "", plain)) < _TELLS or only_phone(told.text):
        return False
    if event.hand_off and (switched_to(told.text, event.hand_off.mode) or _other_store(catalogue, event.hand_off, told.text)):
        return True
    if any(bearing(catalogue, event, part) is not Bearing.UNSURE for part in parts_of(told)):
        return True
    return (
        route is not None
        and not route.talk
        and told.intent not in _OF_WAYS
        and not (_HOW_IT_STANDS.search(plain) and asks_something(told.text, told.acts))
    )


def _other_store(catalogue: Catalogue, arranged: HandOff, text: str) -> bool:
    """True for 「想換去七寶那家店」, where a visit to another store is booked."""
    plain = normalise(without_refused(text))
    stores = [store for store in catalogue.stores.values() if arranged.place and store.id != arranged.place.id]
    return arranged.mode in IN_PERSON and changes_store(text) and any(normalise(store.name) in plain for store in stores)


def _rest(heard: Heard, number: str, digits: str) -> Heard:
    before, after = _cut(heard.text, number)
    parts = [_NUMBER.sub("", before), after]
    if digits:
        parts = [_without_digits(part, digits) for part in parts]
    text = _GREETS.sub("", "，".join(part.strip(" ，,。/、;；") for part in parts if part.strip(" ，,。/、;；")))
    part = heard.part(text, problems=())
    return replace(part, found=tuple(one for one in part.found if one.entity != "event_number"))


def _cut(text: str, number: str) -> tuple[str, str]:
    digits = spoken_digits(text)
    said = re.search(r"[\s\-—–·.,，、。]*".join(number), digits) if number else None
    return (text[: said.start()], text[said.end() :]) if said and len(digits) == len(text) else ("", text)


def _without_digits(text: str, digits: str) -> str:
    at = spoken_digits(text).find(digits)
    return text if at < 0 else f"{_TAIL.sub('', text[:at])}，{text[at + len(digits) :]}"


def _says_nothing(text: str) -> bool:
    return len(re.sub(r"\W", "", text)) < _TELLS
