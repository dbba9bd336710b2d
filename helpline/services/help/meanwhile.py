"""What is told while a step is tried and is not about it: 「电话换一个，打 138…」, 「我在武汉」. It is kept, and the step waits on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from helpline.catalogue.facts import Article, Catalogue
from helpline.model.acts import SURE, Does
from helpline.model.draft import Draft
from helpline.model.mending import mends
from helpline.model.phone import own_phone
from helpline.model.statements import clauses, is_empty
from helpline.model.symptom import occurrence
from helpline.model.text import align, normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services.corrections.corrections import Corrections
from helpline.services.corrections.fact_words import IN_CORRECTIONS, IN_PARTS
from helpline.services.corrections.objections import Correction, told_wrongly
from helpline.services.handover.wish_beside import keep_wish
from helpline.services.handover.wishes import names_clock
from helpline.services.help.as_heard import tells_of_the_step
from helpline.services.help.by_words import by_words
from helpline.services.help.pace import slowly
from helpline.services.help.well_again import SHORT
from helpline.services.intake.answers import NUMBERS, Answers
from helpline.services.intake.besides import keep_told
from helpline.services.intake.causes import WITHOUT_CAUSE
from helpline.services.intake.form import Intake
from helpline.services.intake.naming import name_anew
from helpline.services.intake.of_numbers import of_the_number
from helpline.services.reply import Say

_OF_THEIRS = ("device_model", "os_version", "place", "contact_name", *NUMBERS)  # what may be told anew without a word of being wrong
_NEW = ("contact_name", "place", "organisation", "purchase_date", "device_model", "os_version")
_NO_FACT = (Does.TROUBLE, Does.QUESTION, Does.REFUSE)
# 「晚上七点后方便接」 says when to call, 「今晚八点打给我」 wants that in place of the step, 「晚上七点再试」 puts it off.
_NO_HOUR = re.compile(r"打给我|给我(?:打|回|来)|回(?:个)?电|来个?电话|联系我|找|约|[试弄做搞]")
_BUSY = re.compile(r"没空|没时间|不方便|[接打]不了|上班|上课|开会|在忙")  # 「白天没空」 beside an hour


@dataclass(frozen=True)
class Told:
    """What is said to it, and the part of the message that tells how the step went; `asks` where something must be asked first."""

    says: list[Say]
    of_step: Heard | None = None
    asks: bool = False

    @property
    def corrected(self) -> list[Say]:
        """That something was put right; that it was noted says nothing that the next words do not."""
        return [say for say in self.says if say.key != "utter_noted"]


class Meanwhile:
    """Keeps facts and corrections, wherever they stand beside what came of the step."""

    def __init__(self, catalogue: Catalogue, answers: Answers, intake: Intake) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._intake = intake
        self._corrections = Corrections(catalogue, answers)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, at: tuple[Article, list[int]], now: datetime) -> Told | None:
        """None where nothing else is told than what came of the step `at` hand."""
        told = [clause for clause, _ in clauses(heard.text)]
        came_of = (clause for clause in told if by_words(self._catalogue, normalise(clause), *at) is not None)
        of_step = [clause for clause in came_of if not self._of_a_fact(heard, clause)]
        beside = "，".join(clause for clause in told if clause not in of_step)
        rest = heard.part(beside, problems=()) if of_step else heard
        went = heard.part("，".join(of_step), problems=(), denied=None) if of_step else None
        if (correction := self._correction(draft, rest, now)) is not None:
            says = self._intake.correct(work, draft, correction, rest, now)
            return Told(says if correction.again else says[:-1], None if correction.again else went, correction.again is not None)
        if name := self._not_yet_told(draft, rest):
            return Told([Say("utter_help_not_told_yet", {"name": name})], went)
        if went is not None or not self._tells_only_facts(draft, rest, now):
            return None
        keep_told(self._catalogue, self._answers, draft, rest, now)
        before = {"service_mode": draft.facts.get("service_mode")}
        keep_wish(self._catalogue, draft, rest.text, now, alone=True)
        draft.facts |= before  # 「最好晚上八点以后打」 only says when
        return Told([Say("utter_noted")])

    def keep(self, draft: Draft, heard: Heard, now: datetime) -> None:
        """Facts that were told on the way; what was tried is kept by its step."""
        bare = occurrence(normalise(heard.text), asked=True) if len(heard.text.strip()) <= SHORT else {}  # 「昨天」
        for name, value in {**self._answers.gather(heard, now), **bare}.items():
            caused = name == "fault_cause" and draft.intent in WITHOUT_CAUSE
            named = name == "contact_name" and tells_of_the_step(heard)
            if name != "tried_steps" and not caused and not named and not draft.facts.get(name):
                draft.know(name, value)
        if not tells_of_the_step(heard) and (called := name_anew(draft, heard)):
            draft.know("contact_name", called)

    def _of_a_fact(self, heard: Heard, clause: str) -> bool:
        """True for 「电话换一个吧」 and 「前面那个号没了」, which sound like what came of a step."""
        plain, does = align(clause).text, heard.does(clause)
        about = any(pattern.search(plain) for _, pattern in IN_PARTS) or any(re.search(words, plain) for _, words in IN_CORRECTIONS)
        changes = does is Does.CHANGE or (about and (does is Does.FACT or told_wrongly(clause)))
        number = re.search("[号卡机位]|电话", plain) is not None and of_the_number(clause)
        return changes or number or (_BUSY.search(plain) is not None and names_clock(heard.text))

    def _correction(self, draft: Draft, heard: Heard, now: datetime) -> Correction | None:
        """What is put right; numbers, and what is told as a fact, also where nothing is said to be wrong."""
        if (worded := self._corrections.find(draft, heard, now, worded=True)) is not None:
            return worded
        found = self._corrections.find(draft, heard, now)
        facts = {slot: value for slot, value in found.facts.items() if slot in _OF_THEIRS} if found else {}
        facts = {slot: value for slot, value in facts.items() if slot in NUMBERS or self._stated(heard, slot)}
        return Correction(facts) if facts else None

    def _stated(self, heard: Heard, slot: str) -> bool:
        """True where the clause that names it tells a fact: 「我看了是 13 Pro Max」, not 「13 Pro Max 上也一样」."""
        if heard.intent == "talk_inform" and self._states(heard):
            return True
        named = [found.text for found in heard.found if found.entity == slot]
        if not tells_of_the_step(heard) and any(act.does is Does.CHANGE and act.chance >= SURE for act in heard.acts):
            return True  # 「部機係15 Plus嚟㗎，頭先打漏咗個字」
        return any(
            heard.does(clause) in (Does.FACT, Does.CHANGE) for clause, _ in clauses(heard.text) if any(one in clause for one in named)
        )

    def _not_yet_told(self, draft: Draft, heard: Heard) -> str | None:
        """The name of the number of which a part is put right, though nobody has told it yet: 「尾号打反了，不是37，是73」."""
        plain = align(heard.text).text
        named = next((slot for slot, pattern in IN_PARTS if pattern.search(plain)), None)
        part = mends(plain) or (told_wrongly(plain) and not own_phone(heard.text))
        slot = named if named and part and not draft.facts.get(named) else None
        return self._catalogue.fact_names[slot] if slot else None

    def _tells_only_facts(self, draft: Draft, heard: Heard, now: datetime) -> bool:
        facts = self._answers.gather(heard, now)
        new = [slot for slot in _NEW if facts.get(slot) and not draft.facts.get(slot)]
        wished = [clause for clause, _ in clauses(heard.text) if names_clock(clause) and heard.does(clause) is Does.WISH]
        when = wished and not (_NO_HOUR.search(plain := normalise(heard.text)) or slowly(plain))  # 「慢一点说」
        return bool(new or when) and self._states(heard)

    def _states(self, heard: Heard) -> bool:
        """True where no clause asks, refuses or tells of a trouble."""
        return not any(heard.does(clause) in _NO_FACT for clause, _ in clauses(heard.text) if not is_empty(clause, heard.acts))
