"""What a message tells that is no answer to what was asked: it is kept, and the question stands."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import NO_CALL, Draft
from helpline.model.event import Label
from helpline.model.faults import ACCIDENT
from helpline.model.numbers import more_exact
from helpline.model.phone import own_phone
from helpline.model.purchase import bought_from
from helpline.model.receipt import received_on
from helpline.model.serial import SerialKind, read_serial
from helpline.model.statements import clauses, to_the_advisor, without_empty
from helpline.model.symptom import WHEN, occurrence, sharpness
from helpline.model.text import normalise
from helpline.model.times import SHANGHAI
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.corrections.device_anew import beside_the_device
from helpline.services.corrections.objections import DENIED, Correction
from helpline.services.corrections.tried import NOTHING
from helpline.services.events import joined, keep_facts
from helpline.services.handover.meant_time import wishes_for_time
from helpline.services.handover.wish_beside import keep_wish, keep_wish_apart, wish_line
from helpline.services.handover.wished_time import wish_time
from helpline.services.handover.wishes import names_time_to_come, wished_mode
from helpline.services.handover.without_call import wants_no_call
from helpline.services.intake.answers import Answers
from helpline.services.intake.causes import WITHOUT_CAUSE, outweighs, unbroken
from helpline.services.intake.describing import TELLING, story
from helpline.services.intake.misheard import forget_update
from helpline.services.intake.naming import name_anew, only_named
from helpline.services.intake.of_numbers import beside_the_number
from helpline.services.intake.organisations import fuller, invoice_title
from helpline.services.intake.passing import tells_nothing
from helpline.services.intake.phones import as_own, of_the_call
from helpline.services.intake.refusals import refused_ahead, skips
from helpline.services.intake.telling import cause_told
from helpline.services.intake.told_beside import keep_beside, keep_chip
from helpline.services.intake.wanted import OF_A_TERM, cause_kind
from helpline.services.intake.which_device import tells_model

# Facts that may be told while anything else is asked. Others are too easily read out of words that mean something else.
_TOLD = (
    "os_version", "purchase_date", "received", "fault_cause", "tried_steps", "error_code", "since", "frequency", "sold_in", "plan",
    "repaired", "replaced", "waiting", "proof_lost", "contact_name",
)  # fmt: skip
_LISTS, _NUMBERS = ("error_code", "tried_steps"), ("order_number", "serial_number", "contact_phone")
_WITH_PHONE = ("fault_cause", "contact_name", "serial_number", "order_number", "purchase_date", "device_model", "os_version")
_FAULTS = ("hardware_report_", "general_check_", "general_fix_")
_REPORTS = ("hazard_", "safety_")
_TOLD_IN, _TELLS, _SHORT = 4, 0.5, 14  # characters; how sure; characters of an answer that came late
_DATED = re.compile(r"20\d\d|[去前今]年|\d\s*月|月份|买|双十|618")  # a bare 「前天」 may be the day it broke
_WHOLE_DAY = re.compile(r"\s*20\d\d[年./-]\d{1,2}[月./-]\d{1,2}[日号]?[。.!！~\s]*")
_CLOCK = re.compile(r"明[天早晚]|后天|周[一二三四五六日天]|礼拜|星期|[上下]午|晚上|傍晚|早上|中午|\d\s*点|[一二三四五六七八九十两]点")
_NEAR = re.compile(
    r"今[天早晚]|昨|前天|刚|这[两几]天|上上?个?(?:周|星期|礼拜|月)|(?:\d{1,2}|[一二两三四五六七八九十几半])个?(?:天|周|星期|礼拜|月)多?(?:(?:以|之)?前|了)"
)
_NOT_HAD = re.compile(r"没有(?!摔|磕|碰|进|泡|压|撞|人|外力)")
_OTHERWISE = re.compile(r"开始|坏|发现|打给|回电|联系|约|来电|到店|过去|维修|修好")


def keep_besides(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> bool:
    """Keep the facts that nobody knew yet; True where there were some."""
    note_refusals(draft, heard)
    told = {name: value for name, value in answers.gather(heard, now).items() if name in _TOLD and name != draft.asking}
    all_told = (*_late(catalogue, answers, draft, heard, now).items(), *told.items())
    new = model_told(catalogue, answers, draft, heard, now) | {k: v for k, v in all_told if _adds(catalogue, draft, k, v)}
    if draft.asking != "contact_name" and (called := name_anew(draft, heard)):
        new["contact_name"] = called
    if draft.asking != "organisation" and (title := invoice_title(heard.text)):
        new["organisation"] = heard.text[slice(*title)]
    for name, value in new.items():
        draft.know(name, merged(draft, name, value))
    forget_update(draft, heard)
    faults = catalogue.entitlements.faults
    if "fault_cause" in new and faults.kind_of(str(new["fault_cause"])) == ACCIDENT and draft.facts.get("symptom"):
        draft.facts["symptom"] = joined(str(draft.facts["symptom"]), story(draft, heard))  # 「前天摔了，右上角裂了」: what broke, too
    return bool(new)


def keep_name(work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> bool:
    """Keep the name of who gives it beside a time or a number, after the event was issued; True where that is all that is said.

    Whom to ask for goes to the words: 「周四上午十点，打过来让前台小许转给我就行」.
    """
    said = str(draft.facts.get("symptom") or "")
    whom = [clause for clause, _ in clauses(heard.text) if not heard.chosen and to_the_advisor(clause, heard.acts) and clause not in said]
    if whom:
        draft.facts["symptom"] = joined(said, "，".join(whom))
    if name := name_anew(draft, heard):
        draft.know("contact_name", name)
    if whom or name:
        keep_facts(work, draft, now)
    return not heard.chosen and only_named(draft, heard)


def keep_more(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> None:
    """The words go to what is wrong, with the facts in them; 「我叫顾敏」 tells nothing of it, and a question at the reading back is kept as one."""
    if not (only_named(draft, heard) or (draft.asking == "confirm" and tells_nothing(heard))):
        draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), without_empty(story(draft, heard)))
    keep_besides(catalogue, answers, draft, heard, now)


def keep_rest(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> None:
    """Keep what a refusal tells beside: facts, and more of the matter: 「序列号不弄了，喇叭也没声」."""
    keep_besides(catalogue, answers, draft, heard, now)
    keep_matter(catalogue, draft, heard)


def keep_matter(catalogue: Catalogue, draft: Draft, heard: Heard) -> None:
    """More of what is wrong, where the message was understood to tell of it."""
    route = catalogue.routes.get(heard.intent)
    if route is not None and not route.talk and route.intent.startswith(_FAULTS) and heard.confidence >= _TELLS:
        draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), without_empty(story(draft, heard), heard.acts))


def add_matter(work: UnitOfWork, catalogue: Catalogue, draft: Draft, heard: Heard, now: datetime) -> None:
    """The same beside a way, place or time, once there is a number: 「我在成都，充电口也松了」."""
    keep_matter(catalogue, draft, heard)
    keep_facts(work, draft, now)


def keep_all(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime, *, telling: bool) -> bool:
    """The same at the reading back, where a longer message that is `telling` belongs to the symptom if it holds no fact."""
    if keep_besides(catalogue, answers, draft, heard, now):
        return True
    if not telling or len(heard.text.strip()) < TELLING:
        return False
    draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), story(draft, heard))
    return True


def tells_besides(answers: Answers, draft: Draft, heard: Heard, now: datetime) -> bool:
    """True for 「没进水」 in place of a serial: a fact, be it known already, and no wish to skip what was asked."""
    if skips(heard.text):
        return False
    if read_serial(heard.text).kind in (SerialKind.MODEL_NUMBER, SerialKind.PART_NUMBER):
        return True
    return any(name in _TOLD and name != draft.asking for name in answers.gather(heard, now))


def notes(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> bool:
    """Keep another fact than the one that was asked; true where the message tells one, be it known already."""
    kept = keep_besides(catalogue, answers, draft, heard, now) or tells_besides(answers, draft, heard, now)
    if kept and (draft.intent or "").startswith("hazard_"):
        keep_beside(answers, draft, heard, now)  # 「iPhone 12，手指熏黑了一点」
    return kept or _keep_of_report(draft, heard)


def _keep_of_report(draft: Draft, heard: Heard) -> bool:
    """Keep more of a danger or a fraud, told where the number to call is asked; a number that cannot be read is none."""
    reported = draft.event_number is not None and (draft.intent or "").startswith(_REPORTS) and draft.asking == "contact_phone"
    if not reported or len(re.findall(r"[\u4e00-\u9fff]", heard.text)) < _TOLD_IN or re.search(r"\d{3}|[?？吗]", heard.text):
        return False
    draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), story(draft, heard))
    return True


def keep_told(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> bool:
    """Keep whatever a message tells beside its answer, where it was not known; true where that is how or when one would like it."""
    wish = wish_line(catalogue, draft, now)
    for name, value in answers.gather(heard, now).items():
        if name == "wished_time":
            wish_time(draft, str(value), now, catalogue.holidays)
        elif name != draft.asking and _adds(catalogue, draft, name, value):
            draft.know(name, merged(draft, name, value))
    draft.facts |= model_told(catalogue, answers, draft, heard, now)
    if draft.asking != "contact_name" and (called := name_anew(draft, heard)):
        draft.know("contact_name", called)  # the whole name, after the surname
    if draft.asking == "contact_phone" or (draft.asking in _WITH_PHONE and (own_phone(heard.text) or wished_mode(heard.text))):
        keep_wish(catalogue, draft, as_own(heard.text), now, alone=True)
        if wants_no_call(re.sub(r"\d{7,}", "", heard.text)):
            draft.facts[NO_CALL] = True
        if call := of_the_call(heard.text):
            draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), call)
    keep_beside(answers, draft, heard, now)
    keep_chip(catalogue, draft, heard.text)
    note_refusals(draft, heard)
    return wish_line(catalogue, draft, now) not in ("", wish)


def model_told(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
    """The model of the line that is known, told when it is asked no more."""
    named = heard.first("device_family") and "device_model" in draft.passed and not draft.facts.get("device_model")
    if draft.asking == "device_model" or not (named or tells_model(draft, heard)):
        return {}
    told = answers.read("device_model", heard, draft, now).facts
    return {k: v for k, v in told.items() if k == "device_model" and catalogue.device_named(str(v))}


def keep_others(catalogue: Catalogue, answers: Answers, draft: Draft, correction: Correction, heard: Heard, now: datetime) -> None:
    """Keep what is told beside a correction: a name, a number, a wish, and more of the matter behind 「另外」; not what is denied."""
    slots = {*correction.facts, *correction.gone, correction.again}
    slots |= {"device_family", "device_options"} if slots & {"device_model", "device_family"} else set()
    if correction.partly:  # characters may look like anything, but how and when is told in words
        keep_wish_apart(catalogue, draft, correction, heard.text, now)
    if correction.partly or correction.words or "symptom" in slots:  # all the words
        return
    before = {str(slot): draft.facts[slot] for slot in slots if slot and draft.facts.get(slot) is not None}
    rest = heard.part(beside_the_number(DENIED.sub("，", beside_the_device(heard.text) if "device_model" in slots else heard.text)))
    keep_told(catalogue, answers, draft, rest, now)
    if draft.asking == "confirm" and draft.event_number is None:
        keep_wish(catalogue, draft, rest.text, now)  # 「对，上海南京东路店，周六下午三点」: the city alone is what it puts right
    draft.facts = {name: value for name, value in draft.facts.items() if name not in slots} | before


def note_refusals(draft: Draft, heard: Heard) -> None:
    """What the customer will not tell is not asked when its turn comes."""
    draft.passed += [slot for slot in refused_ahead(heard.text) if slot != draft.asking and not draft.settled(slot)]


def merged(draft: Draft, name: str, value: Any) -> Any:
    """Codes and steps add up; of all else the new one counts."""
    known = [one for one in draft.facts.get(name) or [] if one != NOTHING] if name in _LISTS else []
    return [*known, *_new_of(known, value)] if name in _LISTS else value


def _new_of(known: list[str], told: list[str]) -> list[str]:
    """Those that do not stand there already, be it in other words: 「重启」 in 「重启过」."""
    return [one for one in told if not any(one in other or other in one for other in known)]


def _adds(catalogue: Catalogue, draft: Draft, name: str, value: Any) -> bool:
    known = draft.facts.get(name)
    if name in _NUMBERS and value in [draft.facts.get(other) for other in _NUMBERS if other != name]:
        return False  # 「W9 0817 2635 4」 was the order, and is no serial
    if name in ("device_family", "device_options") and draft.facts.get("device_model"):
        return False
    if name in _LISTS and known:
        return bool(_new_of(list(known), value))
    if name == "fault_cause" and (draft.intent in WITHOUT_CAUSE or unbroken(catalogue, draft.intent or "", str(value))):
        return False
    if name == "fault_cause" and known:  # 「其实是小可乐泼上去的」, after 「自己坏的」
        return outweighs(catalogue, str(known), str(value))
    if name == "device_family" and known:  # 「iPad Pro 11 寸的」, after 「平板」
        return str(value) != known and str(value).startswith(str(known))
    if name == "frequency" and known:
        return sharpness(str(value)) > sharpness(str(known))  # 「一天两三回」, after 「经常」
    sharper = {"purchase_date": _sharper, "organisation": fuller, "os_version": more_exact}.get(name)
    return not known or (sharper is not None and sharper(str(value), str(known)))


def _sharper(told: str, known: str) -> bool:
    """True for the day, after about when, and for the month of a year."""
    new, old = bought_from(told), bought_from(known)
    return not old.exact and (new.exact or (old.first <= new.first and new.last <= old.last and told != known))


def _late(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, now: datetime) -> dict[str, Any]:
    """The answer to a question of this concern that was passed over, or that is still to come, where the message is nothing else."""
    plain = normalise(heard.text)
    route = catalogue.routes.get(draft.intent or "")
    if route is None or len(plain) > _SHORT or _OTHERWISE.search(plain) or draft.asking in ("callback_time", "visit_time", "symptom"):
        return {}
    if route.label is Label.ONLINE_STORE and (of_order := _day_of_order(answers, draft, route, heard, now)):
        return of_order
    found: dict[str, Any] = {}
    faults = catalogue.entitlements.faults
    kind = faults.answered(_NOT_HAD.sub("", plain))  # 「没有公司」 says nothing of the cause
    cause = cause_told(catalogue, plain)
    # 「2023 年的 14 寸」 says which device it is, not when it was bought; 「磕门框上了 前天」 when it broke.
    asks_day = "purchase_date" in route.ask and (route.intent in OF_A_TERM or cause_kind(catalogue, draft) != ACCIDENT)
    dated = "purchase_date" in draft.passed or _DATED.search(plain)
    if (
        dated
        and asks_day
        and not cause
        and draft.asking != "purchase_date"
        and (draft.asking != "device_model" or _WHOLE_DAY.fullmatch(plain))
        and not occurrence(plain)
    ):
        found |= answers.read("purchase_date", heard, draft, now).facts
    if cause and (broke := re.search(WHEN, plain)):
        found["since"] = broke.group()
    asked = re.search(r"[吗么?]|几|[看查找弄翻]", plain) or not names_time_to_come(heard.text, now, catalogue.holidays)
    if _CLOCK.search(plain) and not asked and wishes_for_time(heard, heard.text, now, catalogue.holidays):
        found["wished_time"] = heard.text
    elif not found and not draft.facts.get("since") and _NEAR.search(plain):  # 「昨天」, while nobody said since when: so it is
        found |= occurrence(plain, asked=True)
    if "fault_cause" in route.ask and draft.asking != "fault_cause" and kind and kind is not faults.unknown:
        found |= answers.read("fault_cause", heard, draft, now).facts
    return found


def _day_of_order(answers: Answers, draft: Draft, route: Route, heard: Heard, now: datetime) -> dict[str, Any]:
    """A bare day told of an order: the one on which it came, where it goes back and that was wanted, else the one on which it was bought."""
    plain = normalise(heard.text)
    if not occurrence(plain, asked=True).get("since"):
        return {}
    if route.topic == "return" and not draft.facts.get("received"):
        came = received_on(f"{plain.strip('。.!！~ ')}到的", now.astimezone(SHANGHAI).date())
        return {"received": came.isoformat()} if came else {}
    return answers.read("purchase_date", heard, draft, now).facts
