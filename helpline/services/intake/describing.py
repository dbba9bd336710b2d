"""How a concern begins: whether its first message already says what is wrong, and who deals with it."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label, Mode
from helpline.model.faults import ACCIDENT
from helpline.model.statements import without_filler
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Heard
from helpline.services.corrections.corrections import NAMED_ANEW
from helpline.services.events import SYMPTOM_LIMIT
from helpline.services.handover.store_and_time import keep_appointment
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wish_beside import keep_store
from helpline.services.handover.wishes import wished_mode
from helpline.services.intake.answers import Answers
from helpline.services.intake.causes import WITHOUT_CAUSE, unbroken
from helpline.services.intake.naming import name_anew
from helpline.services.intake.of_answers import of_an_answer
from helpline.services.intake.refusals import refused_ahead
from helpline.services.intake.telling import plan_named
from helpline.services.matters.triage import ONLY_LIKELY, only_likely
from helpline.services.reply import Say

TELLING = 6  # characters from which a first message counts as a description of the problem
WISH_TELLING = 16  # the same for a message that wishes for something: 「我想预约维修」 says nothing of the fault
_URGENT = ("hazard_", "safety_")  # of which every word is kept
_REPORTS = "hardware_report_"
_SHORTLY = 3  # characters in which what is broken, and how, can be said
_WORDS = 2  # from which a first message is worth keeping, though more must be asked
GUESSED = 0.08  # how likely what a first message may mean else must be, to be gone back to
WISHES = frozenset({"service_request_call", "hardware_book_repair", "hardware_ask_store", "hardware_ask_mail_in"})


_NUMBERS = frozenset({"serial_number", "imei", "contact_phone", "order_number", "event_number"})
_NUMBER_NAME = re.compile(
    r"(?:我的|我|手机|设备|联系|的)*(?:序列号?|sn|imei|电话|手机号?|号码|订单编?号?|单号|事件编?号?|编号)?(?:是|为|[:：])?", re.IGNORECASE
)
_CALLED = r"(?:(?:序列号|(?i:sn|imei)|电话|手机号码?|号码|订单编?号|单号)(?:是|为|[:：])?)?[ ]?"  # 「序列号是F2…屏幕碎了」
_TURNS_FROM = re.compile(r"算了|(?:不|别|先不)(?:想|用|要|再)*(?:约|修|弄|办|查|问|买|退|登记?|管)(?:这个|那个|它)?了")
_OF_THE_DEVICE = ("plan", "purchase_date", "device_options")
_CARRIED = (*NAMED_ANEW, "device_family")
OF_THE_FAULT = ("symptom", "fault_cause", "since", "after", "frequency", "tried_steps", "error_code", "sold_in", "plan")


def of_the_fault(catalogue: Catalogue, draft: Draft, route: Route) -> tuple[str, ...]:
    """Facts that stay where a customer turns to another side of the same fault: 「那算了，去哪修」."""
    before = catalogue.routes.get(draft.intent or "")
    return OF_THE_FAULT if before is not None and before.label is route.label else ()


def story(draft: Draft, heard: Heard) -> str:
    """The message without the numbers that stand in lines of their own, and without the parts that only give or explain one.

    There it would stay as it was first typed, once it is put right.
    """
    named = {found.text for found in heard.found if found.entity in _NUMBERS}
    kept = {found.text for found in heard.found if found.entity in _NUMBERS and found.value == draft.facts.get(found.entity)}
    pieces = re.split(r"(?<=[，,。；;！!\n])", heard.text.strip())
    phoned = heard.first("contact_phone") is not None
    pieces = [piece for piece in pieces if not (_only_gives(piece, named) or of_an_answer(piece, phoned=phoned))]
    told = "".join(_without(piece, kept) for piece in pieces)
    told = told.strip().rstrip("，,；; ") or heard.text.strip()
    return told if heard.intent.startswith(_URGENT) else without_filler(told, heard.acts)


def _only_gives(piece: str, numbers: set[str]) -> bool:
    rest = _without(piece, numbers)
    return rest != piece and all(_NUMBER_NAME.fullmatch(part) for part in re.split(r"[\s，,。；;！!]+", rest))


def _without(piece: str, numbers: set[str]) -> str:
    for number in sorted(numbers, key=len, reverse=True):
        piece = re.sub(rf"{_CALLED}{re.escape(number)}[ ]?", "", piece)
    return piece


def tells(heard: Heard, route: Route) -> bool:
    """True where a first message says what is wrong."""
    if route.intent.startswith(_REPORTS) and len(_without_device(heard)) >= _SHORTLY:
        return True  # 「屏幕碎了」
    needed = WISH_TELLING if route.intent in WISHES else TELLING
    about = any(found.entity in ("component", "fault_cause", "error_code") for found in heard.found)
    return len(heard.text.strip()) >= (TELLING if about else needed)


def _without_device(heard: Heard) -> str:
    text = heard.text
    for found in heard.found:
        text = text.replace(found.text, "") if found.entity in ("device_model", "device_family") else text
    return re.sub(r"\W|我的?|想|修", "", text)


def describe(draft: Draft, heard: Heard, route: Route) -> None:
    """Keep what a first message says of the problem, or else of the way that is wished for."""
    if tells(heard, route):
        draft.facts["symptom"] = shorten(story(draft, heard), SYMPTOM_LIMIT)
    elif wished := wished_mode(heard.text):
        draft.facts["service_mode"] = wished.value
    elif route.intent not in WISHES and "symptom" in route.ask and len(_without_device(heard)) >= _WORDS:
        draft.facts["symptom"] = story(draft, heard)
        draft.tries["symptom told shortly"] = 1  # more is asked for, and these words stay


def take_up(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard, route: Route, now: datetime, *, same_device: bool) -> None:
    """Let the draft be about `route`, with what the message says, and what was said before of the device where it is the same."""
    same_device = same_device and not answers.names_other_device(heard, draft)
    carried = (*_CARRIED, *(of_the_fault(catalogue, draft, route) if same_device else ()))
    carried = carried if draft.intent and not same_device else (*carried, *_OF_THE_DEVICE)
    known = {k: v for k, v in draft.facts.items() if k in carried} if draft.intent is None or same_device else {}
    known |= _same_order(catalogue, draft, route)
    known |= {k: v for k, v in draft.facts.items() if k == "organisation" and k in route.ask}  # it is the same for all that they write of
    draft.begin(route.intent)
    if only_likely(heard):
        draft.tried(ONLY_LIKELY)
    draft.guesses = [intent for intent, chance in heard.ranking[:4] if chance >= GUESSED and intent != route.intent]
    called = name_anew(draft, heard)  # none in place of a fuller or surer one, told before
    told = {k: v for k, v in answers.gather(heard, now).items() if k != "contact_name" or v == called}
    if str(known.get("device_family") or "").startswith(str(told.get("device_family") or "-")):
        told = {k: v for k, v in told.items() if k not in ("device_family", "device_options")}  # 「这台电脑」 of a MacBook Air
    if route.intent in WITHOUT_CAUSE or unbroken(catalogue, route.intent, str(told.get("fault_cause") or "")):
        told.pop("fault_cause", None)
    draft.facts |= {**known, **told}
    draft.passed += [slot for slot in refused_ahead(heard.text) if not draft.settled(slot)]
    if draft.facts.get("device_model"):
        draft.facts = {k: v for k, v in draft.facts.items() if k not in ("device_family", "device_options")}
    if "plan" in route.ask and (plan := plan_named(heard.text)):
        draft.know("plan", plan)
    describe(draft, heard, route)
    keep_store(catalogue, draft, heard.text)
    if Mode.GENIUS_BAR in route.offer:
        keep_appointment(catalogue, draft, heard.text, now)
    faults = catalogue.entitlements.faults
    implied = faults.implied.get(route.topic, "")
    if faults.kind_of(implied) == ACCIDENT and not draft.facts.get("fault_cause"):
        draft.know("fault_cause", implied)  # 「进了可乐」
    kind = faults.told_unasked(normalise(heard.text)) if route.topic in faults.ask_cause else None
    if kind and not draft.facts.get("fault_cause"):
        draft.know("fault_cause", kind.name)


def _same_order(catalogue: Catalogue, draft: Draft, route: Route) -> dict[str, str]:
    """The order that was spoken of, where the next matter is one of an order too; another one is said."""
    before, order = catalogue.routes.get(draft.intent or ""), draft.facts.get("order_number")
    same = before is not None and before.label is Label.ONLINE_STORE is route.label
    return {"order_number": str(order)} if same and order else {}


def leave_for(catalogue: Catalogue, answers: Answers, draft: Draft, heard: Heard) -> None:
    """End a concern for one that waited. What is known of the device stays, where that is about a device and names no other."""
    route = catalogue.routes.get(heard.intent)
    same = route is not None and route.label in OF_A_DEVICE and not answers.names_other_device(heard, draft)
    facts = {name: draft.facts[name] for name in (*_CARRIED, *_OF_THE_DEVICE) if draft.facts.get(name)} if same else {}
    draft.begin(None)
    draft.facts |= facts


def without_turn(heard: Heard) -> Heard:
    """What a customer who turns to another matter says of it: 「算了不约了，先查保修」 says only what they want."""
    pieces = re.split(r"[，,。；;！!\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|(?<=了)(?=[^\w\s，,。；;！!])", heard.text.strip())
    turned = max((i for i, piece in enumerate(pieces) if _TURNS_FROM.search(piece)), default=-1)
    rest = "，".join(piece for piece in pieces[turned + 1 :] if piece) or heard.text.strip()
    rest = re.sub(r"^\W*(?:(?:我|要|想)*(?:办|弄|修)的是)?", "", rest)
    rest = re.sub(r"^(?:我)?(?:还是)?先?(?:帮我)?(?:想)?(?:查|看|问|办|处理|解决|说|弄)?(?:一下)?", "", rest)
    return heard.part(rest) if rest else heard


def opening(catalogue: Catalogue, route: Route, heard: Heard, says: list[Say]) -> Say:
    """Who deals with it, and what comes first: steps to try, or what an advisor needs to know; what was understood, where that is no more than likely."""
    tier = catalogue.tiers.get(route.label)
    if tier and only_likely(heard):
        return Say("utter_triage_likely", {"topic": route.name})
    if tier and says[-1].key in ("utter_help_first", "utter_help_steps"):
        return Say("utter_help_topic", {"topic": route.name, "tier": tier.name})
    return Say(f"utter_triage_{route.label.value}" if tier else f"utter_triage_{route.topic}", {"topic": route.name})
