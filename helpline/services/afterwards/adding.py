"""What is said once an event has its number: more of the same matter goes to that event, and one question settles a doubt."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.attempts import tried_steps
from helpline.model.draft import Draft
from helpline.model.event import Event, Label, Mode
from helpline.model.event_number import shown
from helpline.model.statements import asks_something, substance, told_and_asked
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.belonging import (
    ADDS,
    FAULTS,
    ITS_OWN,
    POINTS_BACK,
    TO_IT,
    WISHES,
    compares,
    merely_tells,
    of_this_talk,
    points_back,
    same_device,
    seen_to_too,
    speaks_of_another,
    speaks_of_other,
    told_unsurely,
)
from helpline.services.afterwards.enquiries import ENQUIRIES
from helpline.services.afterwards.moving import beside_move, says_of_handover
from helpline.services.afterwards.told_late import (
    anew_late,
    bought_late,
    model_of,
    only_charged,
    put_anew,
    put_down,
    tells_of_model,
    told_late,
)
from helpline.services.corrections.objections import told_wrongly
from helpline.services.corrections.tried import NOTHING
from helpline.services.corrections.wording import put_right_of
from helpline.services.handover.mail_in import posted
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wishes import wanted_mode
from helpline.services.intake.answers import Answers
from helpline.services.intake.besides import keep_besides
from helpline.services.questions.in_vain import keep_question
from helpline.services.questions.sides import asked_beside
from helpline.services.reply import Say, choose

ADD = "add_to_event"
SURE, TALK_SURE, OTHER_SURE = 0.4, 0.5, 0.7
TOLD, DOUBTED = 4, 6  # characters in which something can be told, and in which it may be another matter
NUMBER_BESIDE = 10  # characters beside a number that only say what it is
_TELLING = {"component", "fault_cause", "error_code", "serial_number", "imei", "os_version"}  # what is more than why the time is moved
_MORE = re.compile(r"另外|还有(?!没)|对了|顺便|.{2,8}也.{2,}")
# 「再加个事哈，公司这边也要采购」 announces another matter
_ONE_MORE = re.compile(
    r"(?:哦|啊|呃|嗯|诶|哎|那个|对了|[，, ])*(?:再|还)(?:加|有|说|问|报|办)(?:另外|别的)?(?:一|个|件|桩)+(?:别的|另外的?)?(?:事|问题|情况)?"
)
_ADDRESS = re.compile(r"地址|城市|收[件货]|取件|寄|改|换|填|搬|(?:我|人)(?:现在|目前)?(?:在|回|到)|写错|不是")
_NUMBERS = ("serial_number", "imei", "order_number")
_FILLING = re.compile(
    r"就是|还是|不是|已经|一下|就行|就好|可以|刚才|刚刚|那[台块部个副只件]|这[台块部个副只件]|手机|手表|平板|电脑|耳机|[表机我你您的啊呀嘛呢吧了呗哦是再要说]"
)
_RELATED = re.compile(
    r"(?:有没有|有无|是不是|会不会|跟|和|与)[^，,。]{0,8}(?:关系|影响|关联|原因|引起|造成|导致|弄的|搞的|有关)|(?:也许|可能|估计|怕)(?:是|跟|和)?[^，,。]{0,6}(?:有关|关系|原因|引起|造成|导致)"
)


class Adding:
    """Brings to the event what belongs to it."""

    def __init__(self, catalogue: Catalogue, answers: Answers) -> None:
        self._catalogue = catalogue
        self._answers = answers

    def reworded(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """「刚才打错了，是左耳」: the words of the event put right; None where none are taken back."""
        if of_this_talk(work, draft, now) is None or heard.chosen or not put_right_of(event, heard.text):
            return None
        event.note(now, "facts", "customer")
        work.events.update(event)
        draft.facts |= {"symptom": event.facts["symptom"]} if draft.facts.get("symptom") else {}
        return [Say("utter_event_updated", {"event": shown(event.number)})]

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """A message while nothing is asked; None where it is of something else."""
        plain, route = normalise(heard.text), self._catalogue.routes.get(heard.intent)
        if of_this_talk(work, draft, now) is None or heard.chosen or speaks_of_another(plain) or not re.search(r"[\u4e00-\u9fff]", plain):
            return None
        if speaks_of_other(self._catalogue, event, heard) and not only_charged(self._catalogue, event, heard):
            goes_along = self._compared(event, heard, plain) or (draft.handed_over and seen_to_too(route, heard))
            return self.add(work, draft, heard, event, now) if goes_along else None
        if points_back(heard.text) and not self._tells(heard, plain):
            return [Say("utter_event_has_it", {"event": shown(event.number)})]
        urgent = route is not None and (route.first or route.label in (Label.HAZARD, Label.SAFETY))
        if put_anew(event, heard.text) or (draft.handed_over and not urgent and told_unsurely(route, heard)):
            return self.add(work, draft, heard, event, now)
        if urgent or (route is not None and route.intent in ENQUIRIES):
            return None
        back = points_back(heard.text) or ITS_OWN.search(plain) is not None or TO_IT.search(plain) is not None
        if route is not None and not route.talk and heard.confidence >= SURE and route.label is not Label.OUT_OF_SCOPE:
            return self._of_a_matter(work, draft, heard, event, route, now, back=back)
        talk = route is not None and route.talk and heard.intent != "talk_inform" and heard.confidence >= TALK_SURE
        if talk and not back:
            return self.add(work, draft, heard, event, now) if self._merely_tells(event, route, heard) else None
        if back or ADDS.match(plain) or self._holds_fact(heard, event, now) or self._merely_tells(event, route, heard):
            return self.add(work, draft, heard, event, now) if len(plain) >= TOLD else None
        doubtful = route is not None and not route.talk and len(plain) >= DOUBTED and not asks_something(heard.text, heard.acts)
        return self.doubt(draft, heard, event) if doubtful and route and route.label in OF_A_DEVICE else None

    def _compared(self, event: Event, heard: Heard, plain: str) -> bool:
        """True for 「对了 WiFi和5G都一样，Mac上也是stuck」: told of the same matter, of which another device is no part."""
        return event.label in OF_A_DEVICE and compares(heard) and not (asks_something(heard.text, heard.acts) or WISHES.search(plain))

    def _of_a_matter(
        self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, route: Route, now: datetime, *, back: bool
    ) -> list[Say] | None:
        """What is surely a matter: the same one, another, or a question that has an answer of its own."""
        plain, mine = normalise(heard.text), self._catalogue.route_of(event.label, event.topic)
        fault = route.intent.startswith(FAULTS)
        beside = asked_beside(heard, mine) if mine and not fault else None
        if beside and beside.says and not beside.wants:  # 「修好以后数据会丢吗」 needs no form
            return beside.says
        same = route.label is event.label and (fault or route.topic == event.topic)  # 「对了 是 30 台」 of what a firm buys
        if back or same or merely_tells(event, route, heard):
            return self.add(work, draft, heard, event, now)
        related = _RELATED.search(plain) is not None  # 「摔过一回，不知道有没有关系」 is told of what was registered
        if related and (fault or ADDS.match(plain)) and event.label in OF_A_DEVICE:
            return self.add(work, draft, heard, event, now)
        apart = route.label is not event.label and not (route.label in OF_A_DEVICE and event.label in OF_A_DEVICE)
        if apart and heard.confidence >= OTHER_SURE and _ONE_MORE.match(plain):
            return None
        if ADDS.match(plain) and not asks_something(heard.text, heard.acts):
            return self.doubt(draft, heard, event)
        told = not fault and route.label in OF_A_DEVICE and heard.confidence < OTHER_SURE and not WISHES.search(plain)
        near = told or fault and route.label in OF_A_DEVICE and event.label in OF_A_DEVICE and heard.confidence < OTHER_SURE
        return self.doubt(draft, heard, event) if near and not asks_something(heard.text, heard.acts) else None

    def _merely_tells(self, event: Event, route: Route | None, heard: Heard) -> bool:
        return merely_tells(event, route, heard) and not says_of_handover(heard.text, self._answers.city_of(heard))

    def told_late(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """A serial or a plan that is said to belong to the event, whatever else it sounds like."""
        facts = told_late(heard) | bought_late(heard, now, asked=bool(draft.asking))
        other = speaks_of_another(normalise(heard.text)) or speaks_of_other(self._catalogue, event, heard)
        if other or of_this_talk(work, draft, now) is None:
            return None
        if anew := anew_late(self._catalogue, event, heard):
            put_down(work, draft, event, anew, now)
            return self.add(work, draft, heard, event, now)
        if not facts:
            return None
        put_down(work, draft, event, facts, now)
        return [Say("utter_event_added", {"event": shown(event.number)})]

    def midway(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """More of the matter while the way, the place or the time is asked: what is surely no answer to that."""
        if late := self.told_late(work, draft, heard, event, now):
            return late
        plain, route = normalise(heard.text), self._catalogue.routes.get(heard.intent)
        if heard.chosen or len(plain) < DOUBTED or speaks_of_another(plain) or speaks_of_other(self._catalogue, event, heard):
            return None
        if points_back(heard.text) and not self._tells(heard, plain):
            return [Say("utter_event_has_it", {"event": shown(event.number)})]
        fault = route is not None and route.intent.startswith(FAULTS) and route.label in OF_A_DEVICE and heard.confidence >= SURE
        mine = fault and route is not None and (route.label is event.label or heard.confidence < OTHER_SURE)
        courtesy = route is not None and route.talk and heard.intent != "talk_inform" and heard.confidence >= TALK_SURE
        if (
            mine
            or put_anew(event, heard.text)
            or tells_of_model(self._catalogue, event, heard)
            or TO_IT.search(plain)
            or (not courtesy and not asks_something(heard.text, heard.acts) and (ADDS.match(plain) or self._holds_fact(heard, event, now)))
        ):
            return self.add(work, draft, heard, event, now)
        return None

    def add(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say]:
        """Keep it with the event, with the facts that it holds, and say so."""
        if draft.event_number == event.number:
            draft.facts = {**event.facts, **draft.facts}
        self.keep(work, draft, heard, event, now)
        asked = asks_something(POINTS_BACK.sub("", normalise(heard.text)), heard.acts)  # 「记上没？」 is answered by 「已补充」
        key = "utter_event_added_asked" if asked else "utter_event_added"
        return [Say(key, {"event": shown(event.number)})]

    def more_exact(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """The model of the line that is known, with whatever stands beside it: 「这手机是 iPhone 12，昨晚开始的，我姓王」."""
        gathered = self._answers.gather(heard, now) if heard.intent == "talk_inform" else {}
        sharper = "device_model" in self._sharper(gathered, event) or tells_of_model(self._catalogue, event, heard)
        if not sharper or told_wrongly(heard.text) or speaks_of_other(self._catalogue, event, heard):
            return None
        return self.add(work, draft, heard, event, now)

    def beside_time(self, heard: Heard, event: Event) -> Heard | None:
        """More of the matter in the message that moves its time: 「改到九点半，另外触控板也不灵了」."""
        rest = beside_move(heard.text)
        told = heard.part(rest)
        tells = bool(_TELLING & {found.entity for found in told.found}) and not speaks_of_other(self._catalogue, event, told)
        return told if tells and not speaks_of_another(normalise(rest)) else None

    def beside(self, work: UnitOfWork, draft: Draft, told: Heard, event: Event, now: datetime) -> list[Say]:
        """More of the matter, said beside something else that was done: 「电话改成 …，另外表冠也转不动了」."""
        more = bool(_TELLING & {found.entity for found in told.found}) or _MORE.match(normalise(told.text))
        if not more or speaks_of_another(normalise(told.text)) or speaks_of_other(self._catalogue, event, told):
            return []
        return self.add(work, draft, told, event, now)

    def sent_from(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """Another city of a repair by post: 「地址我要填长沙的」."""
        plain, known = normalise(heard.text), event.facts.get("place")
        cities = {found.value for found in heard.found if found.entity == "place" and found.value != known}
        wished = wanted_mode(heard.text) in (None, Mode.MAIL_IN)
        if (
            not posted(event)
            or not wished
            or len(cities) != 1
            or not _ADDRESS.search(plain)
            or "几" in plain
            or asks_something(heard.text, heard.acts)
        ):
            return None
        event.facts = {**event.facts, "place": (city := cities.pop())}
        event.note(now, "facts", "customer")
        work.events.update(event)
        draft.facts["place"] = city
        return [Say("utter_event_updated", {"event": shown(event.number)})]

    def keep(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> None:
        """The same without a word of it; a day or a count that is put right takes the place of the old one."""
        event.facts = {**event.facts, **put_anew(event, heard.text)}
        work.events.update(event)
        blank = Draft(draft.conversation_id, intent=self._intent(event), event_number=event.number, facts=dict(event.facts))
        blank.facts |= {name: found.value for name in _NUMBERS if (found := heard.first(name))}
        blank.facts |= self._sharper(self._answers.gather(heard, now), event) | model_of(self._catalogue, self._answers, event, heard, now)
        keep_besides(self._catalogue, self._answers, blank, heard, now)
        if steps := [step for step in tried_steps(normalise(heard.text)) if step not in (event.facts.get("tried_steps") or [])]:
            blank.facts["tried_steps"] = [*(s for s in event.facts.get("tried_steps") or [] if s != NOTHING), *steps]
        if not self._mere_number(heard) and substance(heard.text, heard.acts):
            told, questions = told_and_asked(heard.told(), heard.acts)
            blank.facts["symptom"] = events.joined(str(event.facts.get("symptom") or ""), told)
            for question in questions if told != heard.told() else []:
                keep_question(blank, question)
        events.keep_facts(work, blank, now)
        kept = work.events.get(event.number)
        if kept is not None and draft.event_number == event.number:
            draft.facts |= kept.facts

    def doubt(self, draft: Draft, heard: Heard, event: Event) -> list[Say]:
        """Ask once whether it belongs to the event."""
        titles = self._catalogue.buttons
        draft.said, draft.doubt = heard.kept(), {"what": ADD, "event": event.number, "intent": heard.intent}
        buttons = (choose("topic", ADD, titles["add_to_event"]), choose("topic", heard.intent, titles["event_of_its_own"]))
        return [Say("utter_add_or_new", {"event": shown(event.number)}, buttons)]

    def _intent(self, event: Event) -> str | None:
        return route.intent if (route := self._catalogue.route_of(event.label, event.topic)) else None

    def _tells(self, heard: Heard, plain: str) -> bool:
        """True where something is said beside which event or device is meant."""
        rest = POINTS_BACK.sub("", plain)
        for found in heard.found:
            rest = rest.replace(normalise(found.text), "") if found.entity in ("device_model", "device_family") else rest
        return len(re.findall(r"[\u4e00-\u9fff]", _FILLING.sub("", rest))) >= TOLD

    def _sharper(self, told: dict[str, Any], event: Event) -> dict[str, Any]:
        """Of what is told the model, where only its line was known, and the name and city that nobody knew."""
        facts = event.facts
        line = str(facts.get("device_model") or "")
        device = str(told.get("device_model") or "")
        known = self._catalogue.device_named(line) is not None
        sharper = (
            bool(device) and not known and self._catalogue.device_named(device) is not None and same_device(self._catalogue, event, device)
        )
        found = {"device_model": device} if sharper else {}
        return found | {name: told[name] for name in ("contact_name", "place") if told.get(name) and not facts.get(name)}

    def _mere_number(self, heard: Heard) -> bool:
        """True for 「序列号找到了 …」, which is a fact of its own and says no more."""
        number = next((found for name in _NUMBERS if (found := heard.first(name))), None)
        return number is not None and len(heard.text.strip()) - len(number.text) <= NUMBER_BESIDE

    def _holds_fact(self, heard: Heard, event: Event, now: datetime) -> bool:
        told = self._answers.gather(heard, now)
        if heard.intent != "talk_inform" and heard.confidence >= OTHER_SURE:
            return False
        if heard.intent == "talk_inform" and self._sharper(told, event) and not asks_something(heard.text, heard.acts):
            return True
        return bool({"tried_steps", "fault_cause", "error_code", "since", "frequency", "os_version", *_NUMBERS} & told.keys())
