"""While something is asked: a message that only asks, or asks beside its answer. It is answered, or kept for the advisor, and nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Does, Move, Outcome, Way
from helpline.model.asking import asks
from helpline.model.draft import Draft
from helpline.model.statements import clauses
from helpline.model.text import normalise
from helpline.model.turns import turned
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.declining import drops_matter
from helpline.services.handover.advice import asks_which
from helpline.services.handover.store_words import is_store
from helpline.services.intake.answers import Answers
from helpline.services.intake.besides import keep_besides
from helpline.services.intake.form import Intake
from helpline.services.intake.refusals import declines, passes, why_asked
from helpline.services.matters.midway import Listening, Means
from helpline.services.questions.asides import Aside
from helpline.services.questions.call_answers import asks_of_call
from helpline.services.questions.in_passing import Passing, asks_our_hours, in_passing, names_other
from helpline.services.questions.in_vain import keep_question, question_noted
from helpline.services.questions.sides import asked_beside
from helpline.services.questions.trust import asked_why
from helpline.services.reply import Say

Hearing = Callable[[UnitOfWork, Draft, Heard, datetime], "list[Say] | None"]
Going = Callable[[UnitOfWork, Draft, "Heard | None", datetime], list[Say]]
# 「底壳上刻的 A2992 是吗」 is told what it is.
_NO_SERIAL = ("utter_serial_is_model_number", "utter_serial_is_part_number", "utter_serial_is_part_number_mainland", "utter_serial_length")
_OF_RETURNS = re.compile(r"退|换")
_TELLING = ("symptom", "tried_steps")  # where a question may tell what is wrong: 「是不是电池坏了」
_ASKS_NOTHING = (Move.TELLS, Move.SKIPS, Move.WAITS, Move.FAILED, Move.DROPS, Move.BRINGS, Move.REARRANGES, Move.CORRECTS)
_OF_A_STEP = (Outcome.UNSOLVED, Outcome.SOLVED, Outcome.TRIED, Outcome.UNABLE)  # 「弄了还是不行声音还是小」 asks nothing of the call
_TELLS_NOTHING = (Does.QUESTION, Does.REFUSE, Does.FILLER)
_RATHER, _PLAINLY = 0.5, 0.85
_OF_POST = re.compile(
    r"寄(?!修?(?:行|可以|得|成|好)?(?:不|吗|么)|修?过?[去来]?(?:行|可以|成|得)?[吗么不?？]*$)[^，,。]{2,}"
)  # 「寄修行吗」 wishes for it
_NO_ANSWER = ("outside_other", "noted", "still_wrong", "talk_vent_asking", "talk_wait_asking")


class AskedInPassing:
    """Asks those who know an answer one after the other, and `at_last` who goes by training alone; `go_on` takes what is told beside the questions."""

    def __init__(
        self,
        catalogue: Catalogue,
        answers: Answers,
        intake: Intake,
        known: tuple[Hearing, ...],
        at_last: Hearing,
        go_on: Going,
        helps: Callable[[Draft], bool],
    ) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._intake = intake
        self._known = known
        self._at_last = at_last
        self._go_on = go_on
        self._helps = helps  # true while a step is tried
        self._listening = Listening(catalogue)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """The answer; None where the message does more than to ask and to answer."""
        slot, route = draft.asking or "", self._catalogue.routes[draft.intent or ""]
        if told := self._asks_why(work, draft, heard, now) or self._asks_where_it_stands(work, draft, heard, now):
            return told
        if (slot == "service_mode" and _asks_of_way(heard)) or (asks_of_call(heard) and not self._tells_of_step(draft, heard)):
            return self._of_way_or_call(work, draft, heard, now)
        if (
            slot in _TELLING
            or self._helps(draft)
            or (heard.surely(*_ASKS_NOTHING) and heard.hardly(Move.ASKS))  # 「谁记那玩意儿」
            or declines(slot, heard.text)
            or (slot == "serial_number" and self._answers.read(slot, heard, draft, now).hint in _NO_SERIAL)
            or (
                not heard.surely(Move.ASKS)  # 「旧手机是11，照片不会丢吧」
                and names_other(self._catalogue, heard, str(draft.facts.get("device_model") or draft.facts.get("device_family") or ""))
            )
        ):
            return None
        if taken_up(draft, heard) or asks_which(heard.text, slot) or (draft.event_number is None and drops_matter(slot, heard.text)):
            return None
        if asks_our_hours(heard) and not heard.surely(Move.CORRECTS):  # 「时间说错了，是上周六晚上泼的」
            return self._our_hours(work, draft, heard, now)

        def answers(part: Heard) -> bool:
            store = slot == "place" and is_store(self._catalogue.stores.values(), part.text)  # 「还是虹悦城」
            return store or self._answered_by(draft, part, now)

        passing = in_passing(self._catalogue, route.label, heard, answers)
        if passing is None or (passing.rest and not answers(passing.rest)):
            return None
        if (told := self._told(work, draft, heard, now)) is not None:
            return told
        midway = self._listening.judge(draft, route.label, heard, now) if not passing.rest else None
        aside = midway.aside if midway and midway.means is Means.ASIDE else None
        if aside and aside.says and aside.says[0].key.removeprefix("utter_") not in _NO_ANSWER:
            return [*aside.says, *(self._intake.ask_again(work, draft, now, briefly=True) if aside.again else [])]
        if why := why_asked(slot, heard.text):
            return [*why, *self._go_on(work, draft, passing.rest, now)]
        return self._at_last(work, draft, heard, now) or self._keep(work, draft, passing, route, heard, now)

    def _tells_of_step(self, draft: Draft, heard: Heard) -> bool:
        return self._helps(draft) and heard.outcome in _OF_A_STEP and heard.outcome_chance >= _RATHER

    def _told(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        return next((told for knows in self._known if (told := knows(work, draft, heard, now)) is not None), None)

    def _of_way_or_call(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """What is asked of the call, or of a way that is not taken, whatever waits and whatever else it sounds like."""
        told = self._told(work, draft, heard, now)
        if told is not None or draft.asking != "service_mode" or (asked := _asks_of_way(heard)) is None:
            return told
        keep_question(draft, asked)
        events.keep_facts(work, draft, now)
        return [question_noted(asked), *self._intake.ask_again(work, draft, now, briefly=True)]

    def _asks_why(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        why = [] if self._helps(draft) else asked_why(draft, heard)
        return [*why, *self._intake.ask_again(work, draft, now)] if why else []

    def _asks_where_it_stands(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「平板不在我手上了，序列号去哪找」 asks before it refuses, and 「序列号要去哪里看」 asks for no store."""
        if not declines(draft.asking or "", heard.text):
            asks_it = heard.surely(Move.ASKS) and not self._helps(draft) and not self._answered_by(deepcopy(draft), heard, now)
            named = self._listening.where(draft, heard.text, named=True) if asks_it else None
            return self._located(work, draft, heard, named, now) if named else None
        trial = deepcopy(draft)  # to look leaves marks
        asking = [clause for clause, _ in clauses(heard.text) if asks(clause, heard.acts) and self._listening.where(trial, clause)]
        if not asking or self._helps(draft) or passes(draft.asking or "", heard.text) or self._answered_by(trial, heard, now):
            return None
        aside = self._listening.where(draft, asking[0])
        return self._located(work, draft, heard, aside, now) if aside else None

    def _located(self, work: UnitOfWork, draft: Draft, heard: Heard, aside: Aside, now: datetime) -> list[Say]:
        """Where it stands, and what was told beside the question: 「上礼拜五收到的，订单号在哪看」."""
        told = "，".join(one for one, _ in clauses(heard.text) if heard.does(one) not in _TELLS_NOTHING and not asks(one, heard.acts))
        rest = heard.part(told, intent="talk_inform", confidence=0.6, ranking=(), problems=())
        known = draft.facts.get("received")
        kept = bool(told) and keep_besides(self._catalogue, self._answers, draft, rest, now)
        term = self._intake.entitled.again(draft, now) if kept and draft.facts.get("received") != known else []
        return [*aside.says, *term, *(self._intake.ask_again(work, draft, now, briefly=True) if aside.again else [])]

    def _keep(self, work: UnitOfWork, draft: Draft, passing: Passing, route: Route, heard: Heard, now: datetime) -> list[Say]:
        """What nobody here can answer goes to the advisor; 「几天内能退来着」 was told already."""
        of_returns = route.topic == "return" and any(_OF_RETURNS.search(normalise(one)) for one in passing.questions)
        if of_returns and (told := self._intake.entitled.again(draft, now)):
            return [*told, *self._go_on(work, draft, passing.rest, now)]
        for question in passing.questions:
            if not asked_beside(heard.part(question), route):
                keep_question(draft, question)
        events.keep_facts(work, draft, now)
        return [question_noted("，".join(passing.questions)), *self._go_on(work, draft, passing.rest, now)]

    def _answered_by(self, draft: Draft, part: Heard, now: datetime) -> bool:
        read = self._answers.read(draft.asking or "", part, draft, now)
        return bool(read.read) and not read.loose

    def _our_hours(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """When we are there; what stands beside the question may answer: 「139…，你们周末上班不」."""
        asked, label = replace(heard, intent="service_ask_hours", confidence=1.0), self._catalogue.routes[draft.intent or ""].label
        says = self._listening.told(label, asked, now).says
        told = "，".join(clause for clause, _ in clauses(heard.text) if not asks_our_hours(heard.part(clause)))
        rest = heard.part(told, intent="talk_inform", confidence=0.6, ranking=(), problems=())
        if told and (self._answered_by(draft, rest, now) or (draft.asking == "confirm" and turned(told))):
            return [*says, *self._go_on(work, draft, rest, now)]
        return [*says, *self._intake.ask_again(work, draft, now, briefly=True)]


def _asks_of_way(heard: Heard) -> str | None:
    """「寄修要原包装吗」, where the way is asked: a clause that asks of a way takes none, unless the message surely wants one."""
    if heard.way() not in (None, Way.OTHER) or heard.chance_of(Move.ASKS) < _RATHER:
        return None
    return next(
        (act.text for act in heard.acts if act.does is Does.QUESTION and act.chance >= _PLAINLY and _OF_POST.search(act.text)), None
    )


def taken_up(draft: Draft, heard: Heard) -> bool:
    """True for 「那发票的事呢？」 and 「接着说会员扣费那个」: what waits is meant."""
    waits = {str(waiting["intent"]).split("_")[0] for waiting in draft.parked} - {(draft.intent or "").split("_")[0]}
    return heard.intent.split("_")[0] in waits or any(waiting["intent"] == heard.intent for waiting in draft.parked)


def sounds_asked(draft: Draft, heard: Heard) -> bool:
    """False where what waits comes before what it sounds like, why it is asked, 「看个保修还得要手机号？」, and 「好几年了记不得喽」."""
    slot = draft.asking or ""
    return not (why_asked(slot, heard.text) or declines(slot, heard.text) or taken_up(draft, heard))
