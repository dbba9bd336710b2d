"""What bends a conversation without breaking it: a problem that turns out to be another, more of the same, a question on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from functools import partial

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Does, Move
from helpline.model.draft import Draft
from helpline.model.event import Label, Mode
from helpline.model.phone import own_phone
from helpline.model.text import normalise, spoken_digits
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.belonging import TELLING
from helpline.services.afterwards.declining import refuses_call
from helpline.services.afterwards.enquiries import ENQUIRIES, proving
from helpline.services.case import ask_of
from helpline.services.corrections.recasting import Recasting
from helpline.services.corrections.rewording import Rewording
from helpline.services.courtesy import of_others
from helpline.services.danger.danger_questions import asked_of_urgent, asks_liability
from helpline.services.danger.first_aid import asked_of_wet
from helpline.services.danger.fraud_asked import asked_of_fraud
from helpline.services.danger.scams import report_midway
from helpline.services.handover.meant_time import only_busy
from helpline.services.handover.noted import noted_meanwhile
from helpline.services.handover.timing import IN_PERSON
from helpline.services.handover.way_heard import way_of
from helpline.services.handover.wish_beside import keep_wish, merely_wishes, time_told
from helpline.services.handover.wishes import wanted_mode, wished_mode
from helpline.services.handover.without_call import cannot_call, rule_out_call, rules_out_calls
from helpline.services.intake.answers import Answers
from helpline.services.intake.besides import note_refusals
from helpline.services.intake.form import Intake
from helpline.services.intake.impossible_day import impossible_day
from helpline.services.intake.naming import leads_with_name
from helpline.services.intake.organisations import counts_anew
from helpline.services.intake.phone_pleaded import phone_pleaded
from helpline.services.intake.read_back import says_yes
from helpline.services.intake.refusals import lacks, lets_go, passed, passes, tells_nothing
from helpline.services.matters.late_delivery import sends_elsewhere
from helpline.services.matters.midway import Listening
from helpline.services.matters.of_a_person import of_a_person
from helpline.services.matters.of_another_maker import of_another_maker
from helpline.services.matters.sharpening import sharpened
from helpline.services.matters.taking_up import TakingUp
from helpline.services.questions.asides import holds_on
from helpline.services.questions.asked_in_passing import AskedInPassing, sounds_asked
from helpline.services.questions.clarifying import clarifies
from helpline.services.questions.in_vain import keep_question
from helpline.services.questions.sides import Beside, asked_beside
from helpline.services.questions.visit_questions import asked_of_visit
from helpline.services.questions.ways_asked import WaysAsked, city_of_store, takes_way
from helpline.services.reply import Say

Answering = Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]]  # what hears a message that nothing here speaks of
Hearing = Callable[[UnitOfWork, Draft, Heard, datetime], "list[Say] | None"]
SAME_SURE = 0.4  # how sure a message about the problem at hand must be while something else is asked
_TOO = re.compile(r"(?<!我)(?<!这个)也(?!是|在|就是)|另外|还有|一道|一起|一块|顺[便手带嘴]|捎带")  # beside what is at hand
_FACT = 3  # characters of a fact that is surely one
_NUMBERS = ("contact_phone", "serial_number", "order_number")


class Repair:
    """Looks at a message before the form does."""

    def __init__(
        self,
        catalogue: Catalogue,
        answers: Answers,
        intake: Intake,
        answer: Answering,
        helps: Callable[[Draft], bool],
        after_number: tuple[Hearing, Hearing],
    ) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._intake = intake
        self._taking_up = TakingUp(catalogue, answers, intake)
        self._answer, self._helps = answer, helps  # the latter is true while a yes would say that a step helped
        self._ways, self._listening = WaysAsked(catalogue), Listening(catalogue)
        recasting = Recasting(catalogue, answers, intake, self._taking_up)
        known = (self._asks_where, self._asks_of_visit, self._asks_beside)
        in_passing = AskedInPassing(catalogue, answers, intake, known, self._asks_at_last, self._go_on, helps)
        # The first that has something to say speaks: other matters before what is asked of this one, and last what is only told.
        self._hearings: tuple[Hearing, ...] = (
            *(partial(of_another_maker, intake), self._looks_for_it, partial(phone_pleaded, intake)),
            partial(noted_meanwhile, catalogue, intake),
            in_passing.hear,
            *(recasting.misheard, recasting.denied, recasting.cause, partial(sharpened, catalogue, answers, intake)),
            *(self._taking_up.elsewhere, after_number[0]),
            recasting.part,
            Rewording(answers, intake, lambda *said: self.hear(*said) or self._answer(*said)).hear,
            *(self._of_others, partial(of_a_person, catalogue, answers, intake)),
            *(self._asks_where, self._into_chat, self._reports_more, self._asks_of_visit),
            *(self._without_call, self._asks_beside, self._wishes_way),
            partial(impossible_day, intake),
            self._tells_more,
            *(after_number[1], self._asks_at_last),
        )

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """The answer; None where the form should hear the message itself."""
        if not draft.asking or proving(draft) or heard.chosen or draft.intent is None or takes_way(draft, heard):
            return None
        if heard.chance_of(Move.SKIPS) > 0.5 and not self._helps(draft) and lets_go(draft.asking, heard):
            return None  # 「机器都不在我手里了，我上哪给你找号去」
        note_refusals(draft, heard)
        return next((said for hears in self._hearings if (said := hears(work, draft, heard, now)) is not None), None)

    def asked(self, draft: Draft) -> str | None:
        """The slot that the form waits for; None while a step is tried."""
        return None if self._helps(draft) else draft.asking

    def _looks_for_it(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「先等会儿 我问下财务抬头咋写」 asks the desk nothing; 「去年618吧，等下，好像是双十一」 answers."""
        told = heard.hardly(Move.WAITS) and self._reads(draft, heard, now)
        return later.says if not told and (later := self._listening.later(draft, heard)) else None

    def _of_others(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「我是在京东买的」 and 「就微信这一个闪退」: whose it is, and nothing more is asked."""
        elsewhere = of_others(self._catalogue, self._route(draft), heard) if draft.event_number is None else None
        if elsewhere is None or _TOO.search(normalise(heard.text)):  # 「京东那边的也没送」: what is at hand goes on
            return [elsewhere, *self._intake.ask_again(work, draft, now)] if elsewhere else None
        draft.begin(None)
        return self._intake.after(draft, [elsewhere])

    def _asks_where(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """Where a password is changed, whether a swollen phone may be charged, whether a stolen one stays in the account."""
        said = str(draft.facts.get("symptom") or "")
        asked = asked_of_urgent(self._catalogue, self._route(draft), heard, said) or asked_of_wet(draft, heard)
        asked = asked or (asked_of_fraud(self._catalogue, heard.text) if draft.tries.get("secret") else [])  # 「那我是不是要改密码」
        if not asked:
            return None
        if self._route(draft).label is Label.HAZARD and asks_liability(heard.text):
            keep_question(draft, heard.text)
            events.keep_facts(work, draft, now)
        if self._helps(draft):  # told again, it says how the step went
            return asked if draft.tried(f"told {asked[0].key}") <= 1 else None
        given = draft.asking in _NUMBERS and self._answers.read(draft.asking, heard, draft, now).read  # 「138…，现在还能开机备份吗」
        return [*asked, *(self._answer(work, draft, heard, now) if given else self._intake.ask_again(work, draft, now))]

    def _into_chat(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        if draft.asking not in ("service_mode", "callback_time") or not draft.event_number or way_of(heard) is not Mode.CHAT:
            return None
        return self._answer(work, draft, replace(heard, chosen={"service_mode": Mode.CHAT.value}), now)

    def _reports_more(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """A number of the fraudsters while that of the customer is asked, be it beside one's own."""
        if not (more := report_midway(work, draft, heard.text, self._catalogue, now)):
            return None
        if (own := own_phone(heard.text)) is None:
            return [*more, *self._intake.ask_again(work, draft, now)]
        draft.know("contact_phone", own.value)
        return [*more, *self._intake.advance(work, draft, now)]

    def _asks_of_visit(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        store, event = self._catalogue.stores.get(draft.store or ""), work.events.get(draft.event_number or "")
        moves = heard.surely(Move.REARRANGES) and heard.hardly(Move.ASKS)  # 「新街口太难停车了，换虹悦城那家好不好」
        if moves or heard.asks_nothing() or Mode.GENIUS_BAR not in self._route(draft).offer:
            return None
        told = asked_of_visit(self._catalogue, store if draft.asking in ("visit_time", "confirm") else None, event, heard.text)
        return [*told, *self._go_on(work, draft, time_told("visit_time", heard), now)] if told else None

    def _asks_beside(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        if self._listening.turns_away(draft, heard):
            return None  # 「算了不约了，先查保修还有多久」 is no question on the way
        open_ways = self._ways.open_for(draft, work.events.get(draft.event_number or ""))
        told = heard if sounds_asked(draft, heard) else replace(heard, acts=())
        beside = asked_beside(told, self._route(draft), open_ways, other=self._answers.names_other_device(heard, draft))
        return self._answered(work, draft, heard, beside, now) if beside else None

    def _asks_at_last(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """What nobody else heard as a question, by the trained understanding alone."""
        beside = asked_beside(heard, self._route(draft), self._ways.open_for(draft, work.events.get(draft.event_number or "")), last=True)
        if not beside or self._helps(draft) or draft.asking in ("symptom", "confirm") or not sounds_asked(draft, heard):
            return None
        midway = self._listening.judge(deepcopy(draft), self._route(draft).label, heard, now)  # which leaves marks
        aside = midway.aside if midway else None
        known = aside is not None and bool(aside.beside_answer)  # 「外国人拿护照可以吧」 only sounds like nothing of ours
        return None if known or self._reads(draft, heard, now) else self._answered(work, draft, heard, beside, now)

    def _reads(self, draft: Draft, heard: Heard, now: datetime) -> bool:
        """True where what waits is surely answered. To read leaves marks."""
        answer = self._answers.read(draft.asking or "", heard, deepcopy(draft), now)
        return answer.read and not answer.loose

    def _wishes_way(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """How, where or when one would like it, told before it is asked: kept, and what waits is asked again."""
        other = draft.event_number or draft.intent in ENQUIRIES or says_yes(heard) or not merely_wishes(self.asked(draft), heard)
        if other or not keep_wish(self._catalogue, draft, heard.text, now, moved=heard.surely(Move.REARRANGES)):
            return None
        draft.facts |= {"place": city} if (city := self._answers.city_of(heard)) else {}
        return [Say("utter_noted"), *self._intake.ask_again(work, draft, now)]

    def _tells_more(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        return self._intake.tell_more(work, draft, heard, now) if self._more_of_the_same(draft, heard, now) else None

    def _answered(self, work: UnitOfWork, draft: Draft, heard: Heard, beside: Beside, now: datetime) -> list[Say]:
        """What was asked, after what the rest of the message told; then the question that waits."""
        entitled, event, city = self._intake.entitled, work.events.get(draft.event_number or ""), self._answers.city_of(heard)
        city = city or (city_of_store(self._catalogue, heard.text) if "where" in beside.ways else None)
        draft.facts |= {"place": city} if city and event is None and not draft.facts.get("place") else {}  # 「寄修可以吗？我在绍兴」
        names = [name for name in beside.ways if name != "where" or event is None]
        of_ways = [say for name in names for say in self._ways.answer(work, draft, event, name, city, now)]
        way_in = wanted_mode if draft.asking == "service_mode" else wished_mode  # 「快递给你们修吧，宜昌有店吗」
        told_way = way_in(beside.rest.text) if beside.rest else None
        if event is None and told_way in (None, Mode.MAIL_IN) and self._asks_to_post(heard, beside):
            draft.facts.setdefault("service_mode", Mode.MAIL_IN.value)
        if "where" in beside.ways and event is not None and told_way in (None, Mode.GENIUS_BAR):
            heard = replace(heard, text=city or heard.text)  # 「珠江新城哪个店近」 asks among those of its city
            return [*of_ways, *self._answer(work, draft, replace(heard, chosen={"service_mode": Mode.GENIUS_BAR.value}), now)]
        of_ways += self._ways.beside_way(draft, city) if "where" in beside.ways and event is not None else []
        if beside.ways and self._only_place(beside.rest, city):
            placed = draft.asking == "place" and event is None and draft.facts.get("place")
            return [*beside.says, *of_ways, *(self._intake.advance if placed else self._intake.ask_again)(work, draft, now)]
        for part in (found.value for found in heard.found if found.entity == "component" and "hardware_ask_price" in beside.wants):
            ask_of(draft, part)
        entitled.wants(draft, beside.wants)
        lacking = lacks(draft.asking or "", (beside.rest or heard).text) and not (beside.rest and beside.rest.found)
        rest = time_told(draft.asking or "", heard) or (passed(heard) if lacking else beside.rest)
        goes_on = self._go_on(work, draft, rest, now)
        told = [say for intent in beside.wants for say in entitled.answers(draft, intent, now)]
        return [*beside.says, *of_ways, *(say for say in told if say not in goes_on), *goes_on]

    def _asks_to_post(self, heard: Heard, beside: Beside) -> bool:
        """True for 「能寄过去修不」: whoever asks whether they can would like to, and sees it when all is read back."""
        return "mail_in" in beside.ways or (says_yes(heard) and wished_mode(heard.text) is Mode.MAIL_IN)

    def _go_on(self, work: UnitOfWork, draft: Draft, rest: Heard | None, now: datetime) -> list[Say]:
        """What was told beside a question: an answer, or more of the matter."""
        if rest is None or (draft.event_number and only_busy(rest.text)):  # 「大概讲多久？我三点半要去接小孩」
            return self._intake.ask_again(work, draft, now, briefly=True)
        if holds_on(rest):  # 「先等下，有客人来了。数据会丢吗？」
            return [Say("utter_talk_wait_asking")]
        rest = replace(rest, text=re.sub(r"(?<=了)[呢吧啊]+$", "", rest.text))
        return (self._intake.tell_more if self._more_of_the_same(draft, rest, now) else self._answer)(work, draft, rest, now)

    def _only_place(self, rest: Heard | None, city: str | None) -> bool:
        """True where nothing is left but where the customer is: 「我在南京，哪里能修」."""
        return rest is None or (city is not None and len(rest.text) <= TELLING and self._answers.city_of(rest) == city)

    def _without_call(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """Nobody calls who cannot be called: the ways without a call; before the number the phone is passed over."""
        if draft.event_number and rules_out_calls(heard.text) and way_of(heard) in (*IN_PERSON, Mode.MAIL_IN):
            return None  # 「别打电话了，我自己周六去西湖店」 is arranged
        if draft.asking not in ("service_mode", "callback_time", "contact_phone") or not cannot_call(heard.text):
            kept = refuses_call(draft, heard.text)
            return [kept, *self._intake.advance(work, draft, now)] if kept else None
        rule_out_call(draft, heard.text)
        return [Say("utter_no_call"), *self._intake.advance(work, draft, now)]

    def _more_of_the_same(self, draft: Draft, heard: Heard, now: datetime) -> bool:
        """True where the customer tells on about the problem while a number, a place or a name is asked."""
        if passes(draft.asking or "", heard.text) or heard.surely(Move.SOLVED, Move.ASKS) or clarifies(draft, heard.text):
            return False
        if draft.asking in _NUMBERS and (self._tells_on(draft, heard, now) or sends_elsewhere(self._route(draft), heard.text)):
            return True
        if not leads_with_name(draft, heard.text) and counts_anew(self._route(draft).label, draft.asking or "", heard.text):
            return True
        if heard.intent != draft.intent or heard.confidence < SAME_SURE or draft.asking in ("symptom", "tried_steps", "confirm", "plan"):
            return False
        if len(heard.text.strip()) < TELLING or draft.intent in ENQUIRIES or draft.handed_over:
            return False
        if draft.event_number and draft.asking != "contact_phone":
            return False  # where and when are asked: the hand-over knows more ways to hear it
        slot = draft.asking or ""
        answer = self._answers.read(slot, heard, draft, now)
        if answer.hint and answer.hint != f"utter_ask_{slot}_again":
            return False  # there is something to say to it
        return not (answer.read and not answer.loose) and not re.search(r"\d{4}", spoken_digits(heard.text))

    def _tells_on(self, draft: Draft, heard: Heard, now: datetime) -> bool:
        """「还没拆」 while a phone number is asked: no digit, no question and no wish, so more of the matter. Twice at most."""
        plain, slot = normalise(heard.text), draft.asking or ""
        route = self._catalogue.routes.get(heard.intent)
        named = any(found.entity not in ("component", "fault_cause", "device_family") for found in heard.found)
        unlike = route is not None and heard.confidence >= SAME_SURE and heard.intent not in ("talk_inform", draft.intent)
        urgent = self._route(draft).label in (Label.HAZARD, Label.SAFETY)
        enough = len(re.findall(r"[\u4e00-\u9fff]", plain)) >= (_FACT if urgent or heard.intent == "talk_inform" else TELLING)
        named = named or re.search(r"\d{4}", spoken_digits(plain)) is not None  # 「幺三五八八八八」 is the beginning of a number
        nothing = tells_nothing(heard.text) and "地址" not in plain and heard.does(heard.text) is not Does.TROUBLE  # 「新地址是…328号」
        if (unlike and not heard.surely(Move.TELLS)) or not enough or (draft.event_number and slot != "contact_phone") or named or nothing:
            return False
        answer = self._answers.read(slot, heard, draft, now)
        return not answer.read and answer.hint in (None, f"utter_ask_{slot}_again") and draft.tried(f"beside {slot}") <= 2

    def _route(self, draft: Draft) -> Route:
        return self._catalogue.routes[draft.intent or ""]
