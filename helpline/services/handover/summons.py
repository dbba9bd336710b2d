"""Somebody is to be sent for who calls: 「喊个人给我打电话」. That is a wish for a person, whose way is chosen already."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Asks, Does, Move, Way
from helpline.model.draft import Draft
from helpline.model.event import Event, Label, Mode
from helpline.model.event_number import shown
from helpline.model.phone import own_phone
from helpline.model.statements import clauses, to_the_advisor
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.afterwards.bearing import puts_down
from helpline.services.afterwards.enquiries import concern
from helpline.services.danger.fraud_asked import asked_of_fraud
from helpline.services.handover.handover import Handover
from helpline.services.handover.lines import line_facts
from helpline.services.handover.noted import announces
from helpline.services.handover.way_heard import way_of
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wished_time import wish_time
from helpline.services.handover.wishes import names_time, wants_call_now, wished_mode
from helpline.services.intake.answers import Answers
from helpline.services.reply import Say, event_card

CALL = "service_request_call"
_LACKS = "number for the call"
_MAY_ASK = 0.2
_ASKED_STILL = re.compile(r"还(?:要|得|在|问|填)|[怎咋]么?(?:又|还)|又[问要]|一直问")
_SURE, _BESIDE = 0.5, 0.1
_NAMED = 0.03  # the same where an order or a device is named that it would be of
_OF_DEVICES = frozenset({"device_model", "device_family", "component"})
_CALLS = r"(?:打|拨|回(?!家|来取|去)|来电|联[系络]|找我|跟我|和我|与我|同我|给我)"
# 「叫你们的人打给我」, 「喊个活人来电话」; not 「你们的人昨天打给我了」, nor 「我叫人去拿」.
_SENDS_FOR = re.compile(
    rf"(?<![我他她了])(?:叫|喊|让|派|搵|揾|找|请|安排|换|整)(?:一?[个位名]|几个|你们?(?:那边|公司)?的?|您那?边?的?|咱?们?的?|点)*"
    rf"(?:真|活|大活)?人(?!工智能|脸|家|品)(?:工|员)?(?:来|直接|赶紧|快点?|马上|现在|立刻|赶快|过来)*{_CALLS}"
)
_DOUBTED, _SURELY, _PLAINLY = 0.4, 0.6, 0.8
_CALL_OUT = re.compile(
    r"(?:有|没)(?:个|没有)?(?:活|真|大活)?人|人呢|[转找叫换派来]个|[给要来派](?:我|俺)?[个位]?(?:活|真|大活)?人(?![家脸民员])|领导|经理|主管|老板出来|负责人|师傅|工程师|工作人员"
)
_DONE = re.compile(r"(?:打|拨|回|联[系络])[^，,。]{0,4}(?:过(?!来|去)|了)(?!吧|算)|昨天|刚才|上次|之前|[?？]$|[吗么]$|怎么|为什么")


def sends_for(draft: Draft, heard: Heard, now: datetime, catalogue: Catalogue) -> bool:
    """True where that is wished for at once, in a form or before one; whoever names an hour is called then, and the form goes on."""
    plain = normalise(heard.text)
    settled = draft.event_number or (draft.intent is None and draft.last_event)
    if settled or heard.chosen or heard.intent != CALL or heard.confidence < _SURE:
        return False
    timed = names_time(heard.text, now, catalogue.holidays) and not wants_call_now(heard.text, now, catalogue.holidays)
    return not timed and _SENDS_FOR.search(plain) is not None and _DONE.search(plain) is None


def faintly(answers: Answers, draft: Draft, heard: Heard, now: datetime, catalogue: Catalogue) -> bool:
    """True for 「讲错咗，我而家人喺广州」 where the place is asked: it answers, and no word of it asks for a person."""
    if draft.asking and puts_down(heard.text) and not _calls_one(catalogue, heard):
        return True  # 「请转告师傅，我手机里有病人资料」, 「备注一下，我看字慢，请顾问说慢点」
    wished = any(heard.does(clause) in (Does.WISH, Does.QUESTION) for clause, _ in clauses(heard.text))  # 「air5。能不能直接给我个人」
    if not draft.asking or heard.confidence >= _SURE or wished or any(word in normalise(heard.text) for word in catalogue.person):
        return False
    answer = answers.read(draft.asking, heard, draft, now)
    return answer.read and not answer.loose


def _calls_one(catalogue: Catalogue, heard: Heard) -> bool:
    """True where a clause that names a person is no word for the advisor."""
    named = [clause for clause, _ in clauses(heard.text) if any(word in normalise(clause) for word in catalogue.person)]
    return not all(to_the_advisor(clause, heard.acts) or announces(clause) for clause in named)


def beside_call(catalogue: Catalogue, heard: Heard) -> str | None:
    """The matter of 「让你们的人给我回个电话，iPhone 13 屏幕碎了」, which is likely beside the wish; and that of 「找个活人来，订单 W… 退款卡了」."""
    told, named = heard.intent == CALL and bool(heard.found), {found.entity for found in heard.found}
    labels = (Label.ONLINE_STORE,) if "order_number" in named else OF_A_DEVICE if named & _OF_DEVICES else ()
    for intent, chance in heard.ranking[1:4]:
        route = concern(catalogue, intent)
        likely = (told and chance >= _BESIDE) or (route is not None and route.label in labels and chance >= _NAMED)
        if route is not None and route.label is not Label.SERVICE and likely:
            return intent
    return None


def for_nobody(catalogue: Catalogue, draft: Draft, heard: Heard) -> Heard | None:
    """「机子在我爱人手里，我喊她念给我」, said where something is asked: no word of it asks for a person, and it was heard so with doubt; as it was heard else."""
    if heard.intent == "talk_inform" or (draft.asking == "service_mode" and draft.event_number and way_of(heard)):
        return heard  # 「就在这里聊」 takes one of the ways that are offered
    plain, about = normalise(heard.text), catalogue.routes.get(draft.intent or draft.answered or "")
    if (
        about
        and about.label is Label.SAFETY
        and asked_of_fraud(catalogue, heard.text)
        and not any(word in plain for word in catalogue.person)
    ):
        return replace(heard, intent="talk_inform", confidence=_DOUBTED, ranking=(), problems=())  # 「又打来了，现在在响，我接不接」
    for_none = heard.confidence < _SURELY and heard.hardly(Move.PERSON)  # 「机器不在我手里，上哪给你找号去」
    # 「请顾问一句一句发，我看字慢」 only speaks of one
    spoken_of = heard.confidence < _PLAINLY and heard.hardly(Move.PERSON) and heard.surely(Move.TELLS)
    doubted = for_none or spoken_of or heard.confidence < _DOUBTED
    named = not spoken_of and any(word in plain for word in catalogue.person)
    if not (draft.asking or draft.handed_over) or not doubted or heard.chosen or named:
        return None
    if not for_none and (_CALL_OUT.search(plain) or wished_mode(heard.text) is not None):
        return None
    urgent = ("hazard_", "safety_", "service_request_")
    intent, chance = next(((name, chance) for name, chance in heard.ranking if not name.startswith(urgent)), ("talk_inform", _DOUBTED))
    return replace(heard, intent=intent, confidence=min(chance, _DOUBTED), problems=())


def calls(heard: Heard) -> bool:
    """True where the wish for a person says that it should be a call."""
    return wished_mode(heard.text) is Mode.CALL_BACK


def promised(
    work: UnitOfWork, catalogue: Catalogue, handover: Handover, draft: Draft, event: Event, heard: Heard, now: datetime
) -> list[Say]:
    """The number of the event, and what the call still needs: the phone and the hour, and nothing of the form."""
    ask = catalogue.routes[draft.intent or ""].ask
    draft.passed += [slot for slot in ask if slot != "contact_phone" and not draft.settled(slot)]
    draft.mode, draft.starts_at, draft.handed_over = Mode.CALL_BACK.value, None, False
    if not wish_time(draft, heard.text, now, catalogue.holidays) and wants_call_now(heard.text, now, catalogue.holidays):
        draft.facts["wished_time"] = "asap"
    told = {**line_facts(catalogue, event.label, now), "event": shown(event.number)}
    return [Say("utter_human_call", told, (), event_card(event.number)), *handover.next_step(work, draft, now)]


def waits_for_number(draft: Draft, heard: Heard) -> list[Say]:
    """What is said to 「咋还问呢，就没个活人？」 once a call is chosen: the number is all that it lacks. Nothing the second time, and where another way is named."""
    lacks = draft.asking == "contact_phone" and draft.event_number and draft.hand_over_mode is Mode.CALL_BACK
    tired = (
        _ASKED_STILL.search(normalise(heard.text)) is not None
        or heard.asks(heard.text) is Asks.WHY
        or heard.chance_of(Move.ASKS) > _MAY_ASK
    )
    tired = tired and own_phone(heard.text) is None
    other = heard.way() not in (None, Way.CALL_BACK, Way.NONE, Way.OTHER)
    if not lacks or not tired or other or draft.tried(_LACKS) > 1:
        return []
    return [Say("utter_human_number"), Say("utter_ask_contact_phone")]
