"""Helps where an article can: one step at a time, or a procedure at once, then whether that solved it."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Article, Catalogue
from helpline.model.attempts import tried_steps
from helpline.model.draft import Draft
from helpline.model.event import Mode
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.bearing import puts_down
from helpline.services.afterwards.feedback import Asking
from helpline.services.corrections.corrections import Corrections
from helpline.services.corrections.objections import merely_wrong
from helpline.services.corrections.tried import NOTHING, could_not, of_the_try
from helpline.services.danger.danger_questions import told_offline
from helpline.services.danger.urgent import Urgent
from helpline.services.handover.noted import is_note, keep_note
from helpline.services.help.as_heard import asks_for_the_step, of_the_doing, only_asks, tells_of_the_step, weighed
from helpline.services.help.by_words import WHETHER, by_words, told_steps
from helpline.services.help.leaving_help import Leaving, asked_in_step, asks_how, how_web
from helpline.services.help.meanwhile import Meanwhile
from helpline.services.help.outcomes import PATIENCE, STAYS, Went
from helpline.services.help.pace import slowly
from helpline.services.help.ruled_out import ruled_out
from helpline.services.help.steps import SOLVED, UNSOLVED, keep_steps
from helpline.services.help.well_again import ASKS, SHORT, checked_well, well_again
from helpline.services.intake.answers import Answers
from helpline.services.intake.describing import TELLING, WISHES
from helpline.services.intake.form import Intake
from helpline.services.intake.told_beside import keep_beside
from helpline.services.intake.wanted import Wanted
from helpline.services.matters.midway import Listening, Means
from helpline.services.matters.turning_back import wishes_first
from helpline.services.questions.in_vain import question_noted
from helpline.services.reply import Say

TALK_SURE = 0.5
_FACTS = frozenset({"fault_cause", "since", "purchase_date", "plan", "sold_in"})  # 「没进过水」 says nothing of the step
_HOLDS = frozenset({"talk_wait", "talk_affirm", "talk_thank", "talk_praise"})


class Help:
    """Hears what comes of a step; everything else goes to the form, which asks for the step again."""

    def __init__(self, catalogue: Catalogue, answers: Answers, intake: Intake, wanted: Wanted, urgent: Urgent) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._corrections = Corrections(catalogue, answers)
        self._listening = Listening(catalogue)
        self._intake = intake
        self._wanted = wanted
        self._urgent = urgent
        self._feedback = Asking(catalogue)
        self._leaving = Leaving(catalogue)
        self._meanwhile = Meanwhile(catalogue, answers, intake)

    def goes_on(self, draft: Draft, heard: Heard) -> bool:
        """True where what was taken for a wish for a person is about how the step at hand is done."""
        return self._wanted.helping(draft) is not None and of_the_doing(heard)

    def answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message while something is asked."""
        followed = self._wanted.helping(draft)
        if followed is None:
            if checked_well(self._catalogue, draft, heard) or well_again(self._catalogue, draft, heard):
                return self._solved(work, draft, now)
            return self._intake.answer(work, draft, heard, now)
        article, left = followed
        if not heard.chosen and (beside := self._beside(work, draft, heard, followed, now)) is not None:
            return beside
        if (elsewhere := self._elsewhere(work, draft, heard, followed, now)) is not None:
            return elsewhere
        went = self._chosen(heard) if heard.chosen else self._went(draft, heard, article, left, now)
        if went is None:
            return self._intake.answer(work, draft, heard, now)
        if went is Went.SOLVED:
            return self._solved(work, draft, now)
        if went is Went.CONFIRMS:  # whoever agrees to everything has tried nothing: what was tried is asked as usual
            draft.help = {**draft.help, "over": True}
            return self._intake.advance(work, draft, now)
        if went in (Went.WHY, Went.SLOWLY, Went.REPEAT):
            before = [Say("utter_help_why" if went is Went.WHY else "utter_help_slowly")] if went is not Went.REPEAT else []
            return [*before, *self._intake.ask_again(work, draft, now)]
        if went is Went.FACT:
            self._meanwhile.keep(draft, heard, now)
            noted = question_noted(asked) if (asked := asked_in_step(draft, heard)) else Say("utter_noted")
            return [noted, *self._waits(work, draft, followed, now)]
        if went in STAYS and draft.tried(f"help {went.name}") <= (PATIENCE if heard.intent == "talk_wait" else STAYS[went]):
            return self._stays(draft, heard, article, left, went, now)
        if went is Went.ENOUGH:
            to_person = self._urgent.human(work, draft, heard, now)  # which keeps the step at hand
            self._end(draft)
            return [Say("utter_help_enough"), *to_person]
        if went in (Went.PASSES, Went.REPAIR):
            told = told_steps(article, left, normalise(heard.text))
            keep_steps(self._catalogue, draft, article, told, tried_steps(normalise(heard.text)))
            return self._passed(work, draft, heard, went, now)
        return self._more(work, draft, heard, article, left, went, now)

    def _beside(self, work: UnitOfWork, draft: Draft, heard: Heard, at: tuple[Article, list[int]], now: datetime) -> list[Say] | None:
        """Facts and corrections, and behind them what came of the step; where nothing is said of it, it waits."""
        article, left = at
        if told_offline(self._catalogue.routes[draft.intent or ""], heard):
            return [Say("utter_lost_offline"), *self._more(work, draft, heard, article, left, Went.UNSOLVED, now)]  # which was tried
        if self._only_notes(heard, at):
            keep_note(draft, heard.text)
            return [Say("utter_noted"), *self._waits(work, draft, at, now)]
        told = self._meanwhile.hear(work, draft, heard, at, now)
        if told is None or told.asks:
            return told.says if told else None
        wants_call = not self._wanted.helps(draft) and draft.facts.get("service_mode") is not None
        if wants_call:  # who is not held up
            self._end(draft)
        if told.of_step is None and wants_call:
            return [*told.corrected, Say("utter_help_passed"), *self._intake.advance(work, draft, now)]
        if told.of_step is None:
            return [*told.says, *self._waits(work, draft, at, now)]
        went = by_words(self._catalogue, normalise(told.of_step.text), article, left) if wants_call else None
        if went not in (None, Went.SOLVED):
            return [*told.says, *self._more(work, draft, told.of_step, article, left, went, now)]
        return [*told.says, *self.answer(work, draft, told.of_step, now)]

    def _only_notes(self, heard: Heard, at: tuple[Article, list[int]]) -> bool:
        """True for 「跟接电话的人说一声，我看不见」; not for 「你慢一点说」, which is said to us, nor where it tells how the step went."""
        plain = normalise(heard.text)
        ours = slowly(plain) and not puts_down(heard.text)
        ours |= self._leaving.puts_right(heard)  # 「不是没声音，是别人听不见我说话」
        return is_note(heard) and not ours and not tells_of_the_step(heard) and by_words(self._catalogue, plain, *at) is None

    def _waits(self, work: UnitOfWork, draft: Draft, at: tuple[Article, list[int]], now: datetime) -> list[Say]:
        """The step once more; one that was told whole need not be told again."""
        same = at[0].at_once and self._wanted.helping(draft) == at
        return [Say("utter_help_waits")] if same else self._intake.advance(work, draft, now)

    # -- how it went ---------------------------------------------------------------------------

    def _chosen(self, heard: Heard) -> Went | None:
        return {SOLVED: Went.SOLVED, UNSOLVED: Went.UNSOLVED}.get(str(heard.chosen.get("topic")))

    def _went(self, draft: Draft, heard: Heard, article: Article, left: list[int], now: datetime) -> Went | None:
        """What the words say of the step; None where they speak of something else."""
        plain = normalise(heard.text).strip()
        label = self._catalogue.routes[draft.intent or ""].label
        midway = self._listening.judge(draft, label, heard, now, any_text=True)
        if heard.intent == "talk_ask_why" and heard.confidence >= TALK_SURE:
            return Went.WHY
        if midway is not None and midway.means in (Means.ANOTHER, Means.SWITCH):
            return None
        if slowly(plain):
            return Went.SLOWLY
        words = Went.ASKS if asks_how(plain) else by_words(self._catalogue, plain, article, left)
        if (went := weighed(words, heard)) is not None:
            return went
        if self._corrections.find(draft, heard, now, worded=True) is not None or merely_wrong(heard.text):
            return None
        if midway is not None and heard.intent not in (*_HOLDS, "talk_unknown", "talk_deny"):
            return None
        if heard.intent == "talk_inform" and any(found.entity not in ("component", "fault_cause") for found in heard.found):
            return Went.FACT
        if len(plain) <= SHORT and not ASKS.search(plain) and _FACTS & self._answers.gather(heard, now).keys():
            return Went.FACT
        if heard.intent in WISHES:
            return Went.REPAIR
        if ASKS.search(plain) or WHETHER.search(plain):
            return Went.ASKS
        if heard.intent == "talk_unknown" and heard.confidence >= TALK_SURE:
            return Went.UNABLE
        if heard.intent in _HOLDS and heard.confidence >= TALK_SURE:
            done = article.at_once and heard.intent in ("talk_thank", "talk_praise")
            return Went.SOLVED if done or (heard.intent == "talk_praise") else Went.HOLDS
        return self._at_last(heard, plain)

    def _at_last(self, heard: Heard, plain: str) -> Went:
        """Of what is neither an answer nor a question: something was told, or nothing that can be read."""
        if only_asks(heard):
            return Went.HOLDS
        told = re.search(r"[\u4e00-\u9fff]", plain) and (heard.confidence >= TALK_SURE or len(plain) >= TELLING)
        return (Went.UNSOLVED if of_the_try(plain) else Went.SAID) if told else Went.UNCLEAR

    # -- what follows --------------------------------------------------------------------------

    def _solved(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Nothing was submitted, so there is nothing to close but the conversation; and how it was is asked, unless something waits."""
        rate = self._feedback.of_bot(work, draft, now)
        draft.begin(None)
        says = self._intake.after(draft, [Say("utter_help_solved")])
        return says if draft.resuming else [*says, *rate]

    def _more(
        self, work: UnitOfWork, draft: Draft, heard: Heard, article: Article, left: list[int], went: Went, now: datetime
    ) -> list[Say]:
        """Keep what was tried; the next step, or on to what an advisor needs."""
        plain = normalise(heard.text)
        current = left if article.at_once or went is Went.ALL else left[:1]
        also = told_steps(article, left[1:], plain)
        known = ruled_out(article, left, plain)
        gone = [*also, *known] if went is Went.TOLD else list(dict.fromkeys([*current, *also, *known]))
        before = list(draft.facts.get("tried_steps") or [])
        done = (
            [*(current if article.at_once else left[:1]), *also] if went in (Went.UNSOLVED, Went.ALL) else also
        )  # of 「都试过了」 what was told
        keep_steps(self._catalogue, draft, article, done, tried_steps(plain))
        draft.tries = {name: count for name, count in draft.tries.items() if not name.startswith("help ")}
        draft.help = {**draft.help, "gone": sorted({*draft.help.get("gone", []), *gone})}
        if went is Went.NOTHING and not before:
            draft.facts["tried_steps"] = [NOTHING]
        if went is Went.TOLD and not known and before == draft.facts.get("tried_steps"):
            draft.help["over"] = True  # they say it once more: no use asking again
        if len(plain) > TELLING and (went in (Went.UNSOLVED, Went.SAID) or known or (went is Went.UNABLE and could_not(plain))):
            draft.facts["symptom"] = events.joined(str(draft.facts.get("symptom") or ""), heard.text)
        self._meanwhile.keep(draft, heard, now)
        if self._wanted.helps(draft):
            return [*([Say("utter_noted")] if went is Went.TOLD else []), *self._intake.advance(work, draft, now)]
        self._end(draft)
        return [Say("utter_help_over"), *self._intake.advance(work, draft, now)]

    def _stays(self, draft: Draft, heard: Heard, article: Article, left: list[int], went: Went, now: datetime) -> list[Say]:
        """The step waits; what it does not answer is put down."""
        self._meanwhile.keep(draft, heard, now)
        if heard.intent == draft.intent and len(heard.text.strip()) > TELLING:  # 「iPhone 13 开着旁白，双击常打不开」 tells more of it
            draft.facts["symptom"] = events.joined(str(draft.facts.get("symptom") or ""), heard.text)
        if went is Went.ASKS and (web := how_web(article, left, heard)):
            return [web]
        if went is Went.ASKS and asks_for_the_step(heard):
            steps = "\n".join(article.steps[place].do for place in (left if article.at_once else left[:1]))
            return [Say("utter_help_how_step", {"step": steps})]
        if went is Went.ASKS and (asked := asked_in_step(draft, heard)):
            return [question_noted(asked), Say("utter_help_waits")]
        return [Say("utter_help_how" if went is Went.ASKS else "utter_help_waits" if went is Went.HOLDS else "utter_help_done")]

    def _elsewhere(self, work: UnitOfWork, draft: Draft, heard: Heard, at: tuple[Article, list[int]], now: datetime) -> list[Say] | None:
        """Another article or matter, where the customer puts that right; of the same one the step is put again, or an advisor sees to it."""
        article, left = at
        if not heard.chosen and (meant := self._wanted.meant(draft, heard.text)):
            draft.facts["symptom"] = events.joined(str(draft.facts.get("symptom") or ""), heard.text)
            draft.help = {"article": meant.id, "gone": []}
            return self._intake.advance(work, draft, now)
        if (needless := self._leaving.denied_steps(article, left, heard)) is not None:
            return self._denied(work, draft, heard, needless, now)
        route = self._leaving.route(draft, heard)
        if not self._leaving.puts_right(heard) or (not route and self._corrections.find(draft, heard, now, worded=True)):
            return None
        if route is not None:
            if wishes_first(heard.text):
                draft.set_aside()  # 「不是取消订阅啊，我说了先说键盘的」: it waits
            draft.help = {}
            return self._intake.begin(work, draft, heard, route, now, same_device=True)
        draft.facts["symptom"] = events.joined(str(draft.facts.get("symptom") or ""), heard.text)
        self._meanwhile.keep(draft, heard, now)
        if not self._leaving.still_of(article, heard):
            self._end(draft)
        return [Say("utter_noted"), *self._intake.advance(work, draft, now)]

    def _denied(self, work: UnitOfWork, draft: Draft, heard: Heard, needless: list[int], now: datetime) -> list[Say]:
        """「不是升级的事」 tells nothing of the step at hand: those that it makes needless go; whoever says so twice is left in peace."""
        draft.facts["symptom"] = events.joined(str(draft.facts.get("symptom") or ""), heard.text)
        self._meanwhile.keep(draft, heard, now)
        draft.help = {**draft.help, "gone": sorted({*draft.help.get("gone", []), *needless})}
        if over := draft.tried("denied step") > 1 or not self._wanted.helps(draft):
            self._end(draft)
        return [Say("utter_help_over" if over else "utter_noted"), *self._intake.advance(work, draft, now)]

    def _passed(self, work: UnitOfWork, draft: Draft, heard: Heard, went: Went, now: datetime) -> list[Say]:
        """No more steps: what the customer wants instead."""
        self._end(draft)
        keep_beside(self._answers, draft, heard, now)
        self._meanwhile.keep(draft, heard, now)
        if heard.intent == "service_request_call":
            draft.facts["service_mode"] = Mode.CALL_BACK.value
        elif went is Went.REPAIR and Mode.GENIUS_BAR not in self._catalogue.routes[draft.intent or ""].offer:
            draft.intent = "hardware_book_repair"  # the same matter, to be repaired: all that was told stays
        return [Say("utter_help_passed"), *self._intake.advance(work, draft, now)]

    def _end(self, draft: Draft) -> None:
        """The steps are not offered again, nor is it asked what was tried."""
        draft.help = {**draft.help, "over": True}
        if not draft.facts.get("tried_steps") and "tried_steps" not in draft.passed:
            draft.passed.append("tried_steps")
