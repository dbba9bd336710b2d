"""The front desk: takes one message of a conversation and says what comes back.

Each call is one transaction over the draft, so that two messages at once follow each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.secrets import Told, told
from helpline.model.understanding import Heard
from helpline.ports import Clock, UnitOfWork
from helpline.registry_ports import Registry
from helpline.services.afterwards.adding import Adding
from helpline.services.afterwards.aftercare import Aftercare
from helpline.services.afterwards.afterwards import Afterwards
from helpline.services.afterwards.beyond import Beyond
from helpline.services.afterwards.enquiries import ENQUIRIES, Enquiries, of_event, proving
from helpline.services.afterwards.feedback import Asking
from helpline.services.afterwards.proof import Proof
from helpline.services.afterwards.together import Together
from helpline.services.afterwards.with_number import as_in_its_talk
from helpline.services.courtesy import Courtesy
from helpline.services.danger import scams
from helpline.services.danger.false_alarm import dangerous, only_noise
from helpline.services.danger.no_fraud import NoFraud
from helpline.services.danger.only_supposed import asked_of_our_call
from helpline.services.danger.urgent import Urgent
from helpline.services.handover.handover import Handover
from helpline.services.handover.summons import faintly, for_nobody, sends_for
from helpline.services.help.help import Help
from helpline.services.intake.answers import Answers
from helpline.services.intake.attachments import Attachments, after_picture
from helpline.services.intake.form import Intake
from helpline.services.intake.look_up import LookUp, NotLookedUp
from helpline.services.intake.misheard import as_meant
from helpline.services.intake.stuck import Stuck, point
from helpline.services.intake.wanted import Wanted
from helpline.services.intake.yes_and_more import yes_and_more
from helpline.services.matters.repair import Repair
from helpline.services.matters.returning import Returning, is_greeting
from helpline.services.matters.taking_up import TakingUp
from helpline.services.matters.triage import NONE, Triage, sure_enough, told_at_last, unreadable
from helpline.services.mood import Moods
from helpline.services.once import answered_before, remember
from helpline.services.questions.in_vain import own_up
from helpline.services.questions.lost_thread import lost_thread
from helpline.services.questions.no_doubt import answers_safely
from helpline.services.reply import Reply, Say
from helpline.services.signs import in_our_words, spelled_out

Answering = Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]]
LOOK_UPS = 4  # more than any one message can need


class Reception:
    """Hears a message and answers it."""

    def __init__(
        self,
        catalogue: Catalogue,
        answers: Answers,
        handover: Handover,
        attachments: Attachments,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        registry: Registry | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._attachments = attachments
        self._answers = answers
        self._triage = Triage(catalogue)
        self._look_up = LookUp(catalogue, registry)
        wanted = Wanted(catalogue, self._look_up)
        self._intake = Intake(catalogue, answers, handover, wanted)
        self._taking_up = TakingUp(catalogue, answers, self._intake)
        self._enquiries = Enquiries(catalogue, answers, handover)
        self._proof = Proof(catalogue, self._enquiries, self._intake)
        self._urgent = Urgent(catalogue, answers, handover, self._intake)
        self._no_fraud = NoFraud(catalogue, answers, self._intake)
        adding = Adding(catalogue, answers)
        self._aftercare = Aftercare(catalogue, handover, self._intake, self._enquiries, adding)
        self._beyond = Beyond(catalogue, self._intake, self._aftercare, self._enquiries, adding, Together(), answers)
        self._help = Help(catalogue, answers, self._intake, wanted, self._urgent)
        self._repair = Repair(
            catalogue, answers, self._intake, self._help.answer, wanted.helps, (self._beyond.of_another, self._beyond.midway)
        )
        self._afterwards = Afterwards(catalogue, self._aftercare, self._enquiries, adding, self._intake)
        self._moods = Moods(catalogue)
        self._stuck, self._courtesy = Stuck(catalogue, self._intake.skip, self._urgent.human), Courtesy(catalogue, answers, self._triage)
        self._returning, self._feedback = Returning(catalogue), Asking(catalogue)
        self._yes_and_more = partial(yes_and_more, catalogue, answers, self._turn)
        self._unit_of_work, self._clock, self._timing = unit_of_work, clock, handover.timing

    def turn(self, conversation_id: str, heard: Heard) -> Reply:
        """Any message that nothing more urgent speaks in."""
        return self._within(conversation_id, heard, self._turn)

    def hazard(self, conversation_id: str, heard: Heard) -> Reply:
        """Danger to people: what to do now, and an event on top of the queue."""
        heard = only_noise(self._catalogue, heard)
        return self._within(conversation_id, heard, self._urgent.hazard if dangerous(self._catalogue, heard) else self._turn)

    def safety(self, conversation_id: str, heard: Heard) -> Reply:
        """A fraud, tried or done, or a doubt about a number or about us."""
        return self._within(conversation_id, heard, self._safety)

    def human(self, conversation_id: str, heard: Heard) -> Reply:
        """A person was asked for: everything so far is numbered and the ways to one are offered."""
        return self._within(conversation_id, heard, self._human)

    def open(self, conversation_id: str) -> Reply:
        """The greeting of a new conversation."""
        return self._within(conversation_id, None, lambda work, draft, heard, now: [self._triage.welcome()])

    def _human(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """「人呢」 while one waits for an advisor asks for no other way; 「就在这里聊」, once the ways were offered, takes one."""
        told = self._help.goes_on(draft, heard) or faintly(self._answers, draft, heard, now, self._catalogue)
        other = for_nobody(self._catalogue, draft, heard) or (heard if told else None)
        back = self._turn(work, draft, other, now) if other else self._taking_up.back_to(work, draft, heard, now)
        return back or self._beyond.hear(work, draft, heard, now, self._topic_chosen) or self._urgent.human(work, draft, heard, now)

    def _safety(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """「电话尾号是5687」 while something is asked is about the customer's own number, 「不接电话，怕是骗子」 about the way to talk."""
        ours = heard.intent == "safety_check_number" and scams.of_our_event(heard.text) and not draft.asking
        if ours or heard.intent == "service_check_event":  # be it that its number was told with digits that prove it
            return self._turn(work, draft, replace(heard, intent="service_check_event", confidence=1.0), now)
        doubted = scams.doubted(heard, self._catalogue, draft)
        if doubted and self._catalogue.routes[doubted].event and not self._catalogue.routes[heard.intent].event:
            heard = replace(heard, intent=doubted)  # more than a doubt is told
        doubts = doubted or not answers_safely(self._answers, draft, heard, now)
        return (self._urgent.safety if doubts else self._turn)(work, draft, heard, now)

    def _within(self, conversation_id: str, heard: Heard | None, answer: Answering) -> Reply:
        """One turn. Where it needs a record of the registry it is undone, and goes again with it."""
        for _ in range(LOOK_UPS):
            try:
                return self._once(conversation_id, heard, answer)
            except NotLookedUp as needed:
                self._look_up.fetch(needed.key)
        return self._once(conversation_id, heard, answer)

    def _once(self, conversation_id: str, heard: Heard | None, answer: Answering) -> Reply:
        with self._unit_of_work() as work:
            draft = work.drafts.get(conversation_id)
            if (before := answered_before(draft, heard)) is not None:
                return before
            says = self._warned(work, draft, heard, answer)
            if not draft.greeted:
                draft.greeted = True
                notice = Say("utter_notice", {"name": self._catalogue.name, "notice": self._catalogue.notice})
                urgent = says and says[0].key.startswith(("utter_hazard", "utter_safety"))
                says = [*says[:-1], notice, says[-1]] if urgent else [notice, *says]
            reply = remember(draft, heard, Reply(says, draft.asking, draft.event_number))
            work.drafts.save(draft)
            work.commit()
        return reply

    def _warned(self, work: UnitOfWork, draft: Draft, heard: Heard | None, answer: Answering) -> list[Say]:
        """What is answered, with a word about the secret that the message held. A message that held nothing else is no answer."""
        secret, now = told(heard.text) if heard else None, self._clock.now()
        heard = as_meant(self._catalogue, spelled_out(in_our_words(heard) if draft.facts else heard)) if heard else None
        if secret is None:
            return self._received(work, draft, heard, answer, now)
        warning = Say("utter_secret" if draft.tried("secret") == 1 else "utter_secret_again")
        if secret is Told.ALONE:
            return [warning, *((not draft.away and self._intake.ask_again(work, draft, now)) or [Say("utter_secret_go_on")])]
        says = self._received(work, draft, heard, answer, now)
        if says and says[0].key.startswith(("utter_hazard", "utter_safety")):
            return [*says[:-1], warning, says[-1]] if draft.asking else [*says, warning]
        return [warning, *says]

    def _received(self, work: UnitOfWork, draft: Draft, heard: Heard | None, answer: Answering, now: datetime) -> list[Say]:
        """The answer, after a look at how long the customer was away and at how they feel."""
        if heard is None:
            return answer(work, draft, heard, now)  # type: ignore[arg-type]
        heard, answer = (ours, self._turn) if (ours := asked_of_our_call(self._catalogue, draft, heard)) else (heard, answer)
        mood = self._moods.hear(heard)
        self._moods.note(work, draft, mood)
        if mood.despairing:
            self._returning.interrupted(draft)
            return [Say("utter_care"), *self._urgent.human(work, draft, heard, now)]
        if (rated := self._feedback.hear(work, draft, heard, now)) is not None:
            over = rated[-1].key == "utter_feedback_thanks" and not draft.away  # else its quick replies would go under
            return [*rated, *self._intake.ask_again(work, draft, now)] if over else rated
        waiting, back = self._returning.receive(draft, heard, now)
        doubted = scams.doubted(heard, self._catalogue, draft)
        if not doubted and (lost_thread(draft, heard) or (back and answer == self._turn and is_greeting(heard))):
            return [*self._returning.back(draft, heard), *self._intake.ask_again(work, draft, now)]
        if answer != self._turn or doubted:
            self._returning.interrupted(draft)
        elif waiting is not None:
            return waiting
        if none := self._no_fraud.hear(work, draft, heard, now, self._turn):
            return none
        heard, refused = as_in_its_talk(work, self._catalogue, draft, heard, now)
        if refused and answer in (self._turn, self._safety):
            return refused
        if not doubted and (settled := self._afterwards.hear(work, draft, heard, now, self._turn)) is not None:
            return self._moods.soothe(draft, mood, settled)
        before = point(draft, asked := self._repair.asked(draft))
        says = self._stuck.hear(work, draft, heard, before, own_up(work, draft, heard, asked, answer(work, draft, heard, now), now), now)
        return self._moods.soothe(draft, mood, says)

    def _back(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message while we ask someone who was away whether to go on; then what they wrote before we asked."""
        said, kept = self._returning.answer(draft, heard)
        if said is not None:
            return said if draft.away or draft.asking else [*said, self._triage.welcome()]
        if draft.intent is None or kept is None:
            return self._turn(work, draft, heard, now)
        idle = is_greeting(kept) or not kept.text.strip()
        return [self._returning.welcome(draft), *(self._intake.ask_again(work, draft, now) if idle else self._turn(work, draft, kept, now))]

    def _turn(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        if doubted := scams.doubted(heard, self._catalogue, draft):
            return self._urgent.safety(work, draft, replace(heard, intent=doubted), now)
        if draft.away:
            return self._back(work, draft, heard, now)
        if (about_picture := self._attachments.hear(work, draft, heard)) is not None:
            return about_picture if draft.picture else [*about_picture, *after_picture(self._intake, work, draft, now)]
        told = (self._urgent.human if sends_for(draft, heard, now, self._catalogue) else self._urgent.midst.hear)(work, draft, heard, now)
        told = told or self._timing.shift(work, draft, heard, now)
        if (of_event := told or self._beyond.hear(work, draft, heard, now, self._topic_chosen)) is not None:
            return of_event
        if draft.asking:
            if proving(draft):
                return self._proof.hear(work, draft, heard, now, self._begin)
            if (both := self._yes_and_more(self._repair.asked(draft), work, draft, heard, now)) is not None:
                return both
            return self._repair.hear(work, draft, heard, now) or self._help.answer(work, draft, heard, now)
        if draft.parked or draft.dropped:
            waited = self._taking_up.waited(work, draft, heard, self._triage.chosen(draft, heard), now)
            if waited is not None:
                return waited
        if topic := heard.chosen.get("topic") or (self._triage.chosen(draft, heard) if draft.choices else None):
            return self._topic_chosen(work, draft, str(topic), heard, now)
        if heard.chosen:
            return [self._enquiries.settled(work, draft, now)]
        if draft.choices and heard.intent == "talk_inform" and not (draft.resuming or draft.event_number or draft.last_event):
            draft.facts |= self._answers.gather(heard, now)  # a fact in place of a choice is kept; after a number it is of the event
            return [Say("utter_noted"), self._triage.offer_again(draft)]
        draft.resuming = False
        beside, heard = self._courtesy.apart(heard)
        return [*beside, *self._open(work, draft, heard, now)]

    def _open(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message while nothing is being asked."""
        heard = self._courtesy.ours(draft, heard)
        if (bare := self._triage.bare(draft, heard)) is not None:
            return [bare]
        route, draft.choices = self._catalogue.routes.get(heard.intent), []
        if (about_event := self._aftercare.hear(work, draft, heard, now)) is not None:
            return about_event
        if of_event(heard, route):
            return self._enquiries.begin(work, draft, heard, self._catalogue.routes["service_check_event"], now)
        if outside := self._courtesy.outside(draft, heard):
            return outside
        if route is None or not sure_enough(heard, route) or unreadable(heard, route):
            if self._triage.missed(draft):
                return [Say("utter_triage_to_human"), *self._urgent.human(work, draft, heard, now)]
            return [self._triage.unsure(draft, heard)]
        return self._begin(work, draft, heard, now)

    def _begin(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message whose intent is certain, be it told again."""
        route = self._catalogue.routes[heard.intent]
        if route.label is Label.SAFETY:
            return self._urgent.safety(work, draft, heard, now)
        if route.label is Label.HAZARD:
            return self._urgent.hazard(work, draft, heard, now)
        if route.first:
            return self._urgent.human(work, draft, heard, now)
        draft.misses = draft.misses if route.talk and route.intent not in ENQUIRIES else 0
        if route.intent in ENQUIRIES:
            return self._intake.after(draft, self._enquiries.begin(work, draft, heard, route, now))
        if route.talk:
            return [*self._courtesy.answer(draft, heard, route, now), *self._feedback.leaving(work, draft, route, now)]
        same = self._beyond.of_its_device(work, draft, heard, route, now)
        return self._intake.begin(work, draft, told_at_last(draft, heard, route), route, now, same_device=same)

    def _topic_chosen(self, work: UnitOfWork, draft: Draft, topic: str, heard: Heard, now: datetime) -> list[Say]:
        said, draft.said, draft.choices = draft.said, {}, []
        tier = next((tier for label, tier in self._catalogue.tiers.items() if topic == f"tier_{label.value}"), None)
        if tier is not None:
            draft.misses = 0
            return [Say("utter_triage_tier", {"plain": tier.plain, "tier": tier.name})]
        if topic == NONE or topic not in self._catalogue.routes:
            if self._triage.missed(draft):
                asked = Heard.retold(said or heard.kept(), "service_request_human")
                return [Say("utter_triage_to_human"), *self._urgent.human(work, draft, asked, now)]
            draft.said = said
            return [Say("utter_triage_rephrase")]
        return self._begin(work, draft, Heard.retold(said, topic), now)
