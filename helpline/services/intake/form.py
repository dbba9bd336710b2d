"""The one form: asks what the route lists, takes answers and corrections, reads back, and issues the event."""

from __future__ import annotations

from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Label, Mode
from helpline.model.event_number import shown
from helpline.model.phone import find_phone
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.enquiries import ENQUIRIES, proof_asked, proving
from helpline.services.afterwards.moving import settles
from helpline.services.afterwards.phone_anew import kept_after
from helpline.services.afterwards.putting_right import put_right
from helpline.services.corrections.corrections import FREE_TEXT, Corrections
from helpline.services.corrections.objections import Correction, asks_removal, merely_wrong, needs_no_look
from helpline.services.danger.first_aid import wet_first
from helpline.services.entitlement.entitled import Entitled
from helpline.services.handover.handover import HANDOVER_SLOTS, Handover
from helpline.services.handover.wish_beside import way_or_time
from helpline.services.handover.wished_time import wished_still
from helpline.services.handover.wishes import names_clock, names_time_to_come
from helpline.services.intake import besides, passing
from helpline.services.intake.answers import Answers
from helpline.services.intake.describing import WISH_TELLING, opening, take_up, without_turn
from helpline.services.intake.passing import kept_in_vain, let_go, noted_in_vain, pass_over, skippable, told_instead, unread
from helpline.services.intake.picture_offer import offer_again
from helpline.services.intake.read_back import nothing_wrong, read_back, says_yes, submits
from helpline.services.intake.refusals import OFFER_SKIP_AFTER, declines, has_none, lets_go, no_more, refused_ahead, why_asked
from helpline.services.intake.serials import NOT_SEEN
from helpline.services.intake.told_beside import keep_with_arrangement, keep_with_yes, with_more
from helpline.services.intake.wanted import Wanted
from helpline.services.matters.again import Again
from helpline.services.matters.midway import Listening, Means, Midway
from helpline.services.matters.parking import Parking
from helpline.services.questions.in_vain import asked_at_first
from helpline.services.questions.ways_asked import names_city, stores_due
from helpline.services.reply import Answer, Say, event_card
from helpline.services.stopping import stop, turned_from


class Intake:
    """Leads from the first message of a concern to its event number."""

    def __init__(self, catalogue: Catalogue, answers: Answers, handover: Handover, wanted: Wanted) -> None:
        self._catalogue, self._answers, self._handover = catalogue, answers, handover
        self._listening = Listening(catalogue)
        self.corrections = Corrections(catalogue, answers)
        self._parking = Parking(catalogue)
        self._wanted = wanted
        self.entitled = Entitled(catalogue, wanted)
        self._again = Again(catalogue)

    def begin(self, work: UnitOfWork, draft: Draft, heard: Heard, route: Route, now: datetime, *, same_device: bool = False) -> list[Say]:
        """Take up a new concern with all that the message already says, and what was said before of the device."""
        heard, whole, route = self._parking.first_of(heard, route)
        take_up(self._catalogue, self._answers, draft, heard, route, now, same_device=same_device)
        self.entitled.hear(draft, heard.text, route)
        beside = [*self._parking.park_others(draft, whole), *asked_at_first(self._catalogue, draft, heard, route)]
        return [opening(self._catalogue, route, whole, says := [*beside, *self.advance(work, draft, now)]), *says]

    def resume(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Go on with a concern that was put aside, where it stopped."""
        return [Say("utter_resumed", {"topic": self._catalogue.routes[draft.intent or ""].name}), *self.advance(work, draft, now)]

    def advance(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        """Ask for the next thing that is not known; read back when all is; hand over once there is a number."""
        missing = None if draft.handed_over or draft.intent in ENQUIRIES else self._wanted.next(draft)
        told = [*self._wanted.tips(draft), *stores_due(self._catalogue, draft), *self.entitled.due(draft, now)]
        if draft.handed_over:
            draft.asking = None
            return [*told, *kept_after(work, draft, now)]
        if offered := self._again.offer(work, draft, now):
            return [*told, *offered]
        if missing is not None or draft.event_number is None:
            draft.asking = missing or "confirm"
            return [*told, self._question(work, draft, now)]
        events.keep_facts(work, draft, now)
        return [*told, *self.after(draft, self._handover.next_step(work, draft, now))]

    def after(self, draft: Draft, says: list[Say]) -> list[Say]:
        """What is said, and where that was the end of it, the concern that waited."""
        return says if draft.asking else [*says, *self._parking.bring_back(draft)]

    def ask_again(self, work: UnitOfWork, draft: Draft, now: datetime, *, briefly: bool = False) -> list[Say]:
        """The question that still waits, if one does; `briefly` where all was just read back and nothing has changed."""
        if not draft.asking or proving(draft):
            return proof_asked(draft) if draft.asking else []
        if draft.event_number and draft.asking in (*HANDOVER_SLOTS, "confirm"):
            return self._handover.ask_again(work, draft, now)
        if self._again.asked(draft):
            return self._again.question(work, draft)
        return [*wet_first(self._catalogue, draft), self._question(work, draft, now, briefly=briefly)]

    def _question(self, work: UnitOfWork, draft: Draft, now: datetime, *, briefly: bool = False) -> Say:
        """What the form asks now; first what was read on a picture, while that waits for a yes."""
        offered, slot = offer_again(work, self._catalogue, draft), draft.asking or ""
        if offered or slot != "confirm" or self._wanted.helps(draft):
            return offered or self._wanted.ask(draft, slot)
        return Say("utter_confirm_once_more") if briefly else read_back(self._catalogue, draft, now)

    def answer(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message while `draft.asking` waits for something."""
        slot = draft.asking or ""
        if self._again.asked(draft) and (said := self._again.hear(work, draft, heard, now)):
            return [*said, *self.advance(work, draft, now)]
        arranging = draft.event_number is not None and slot in (*HANDOVER_SLOTS, "confirm")
        if heard.chosen and not arranging:
            chosen = Answer({slot: heard.chosen[slot]}) if slot in heard.chosen else None
            return self._take(work, draft, chosen, heard, now) if chosen else self.ask_again(work, draft, now)
        if arranging:
            return self.after(draft, self._arrange(work, draft, heard, now))
        return self._confirm(work, draft, heard, now) if slot == "confirm" else self._fill(work, draft, heard, now)

    def _fill(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message while the form asks for a slot. Where any text would do, what is surely something else goes first."""
        slot = draft.asking or ""
        if (part := self.corrections.partly(draft, heard)) is not None:  # its digits would be read as an answer
            return self.correct(work, draft, part, heard, now)
        answer, heard = self._answers.apart(slot, heard, draft, now)
        if slot not in answer.facts and (lets_go(slot, heard) or has_none(slot, heard.text) and self._answers.gather(heard, now)):
            besides.keep_told(self._catalogue, self._answers, draft, heard, now)
            besides.add_matter(work, self._catalogue, draft, heard, now)
            return [*why_asked(slot, heard.text), *self.skip(work, draft, now, heard.text)]
        if answer.read and not answer.loose:
            return [*self._listening.told(self._label(draft), heard, now).says, *self._take(work, draft, answer, heard, now)]
        midway = self._listening.judge(draft, self._label(draft), heard, now, any_text=answer.loose)
        elsewhere = midway is not None and midway.means in (Means.ANOTHER, Means.SWITCH)
        if correction := self.corrections.find(draft, heard, now, worded=slot in FREE_TEXT or elsewhere):
            return self.correct(work, draft, correction, heard, now)
        if merely_wrong(heard.text) and draft.facts:
            return [Say("utter_confirm_what_to_change")]
        if answer.hint and answer.hint != f"utter_ask_{slot}_again" and (not elsewhere or answer.hint == NOT_SEEN):
            return self._unread(work, draft, answer, heard, now)
        if midway is not None:
            return self._go_along(work, draft, midway, heard, now)
        return self._take(work, draft, answer, heard, now) if answer.read else self._unread(work, draft, answer, heard, now)

    def _take(self, work: UnitOfWork, draft: Draft, answer: Answer, heard: Heard, now: datetime) -> list[Say]:
        slot = draft.asking or ""
        for name, value in answer.facts.items():
            draft.know(name, value)
        wished = besides.keep_told(self._catalogue, self._answers, draft, heard, now) and slot != "symptom"
        found = None if answer.loose else self.corrections.find(draft, heard, now, worded=True)
        facts = {k: v for k, v in found.facts.items() if k not in answer.facts} if found else {}
        corrected = self.corrections.apply(draft, Correction(facts, gone=found.gone)) if found and (facts or found.gone) else []
        if slot == "device_model" and ("serial_number" in answer.facts or "imei" in answer.facts):
            draft.passed.append(slot)  # the serial says which device it is
        missed = answer.hint and slot not in answer.facts and not draft.settled(slot)
        says = self._unread(work, draft, answer, heard, now) if missed else self.advance(work, draft, now)
        return [*corrected, *([Say("utter_noted")] if wished and draft.asking != "confirm" and not draft.event_number else []), *says]

    def _unread(self, work: UnitOfWork, draft: Draft, answer: Answer, heard: Heard, now: datetime) -> list[Say]:
        """Say what would help; at the second failure offer to skip, at the next go on without."""
        slot = draft.asking or ""
        if slot == "symptom" and draft.settled(slot):
            return self.advance(work, draft, now)  # it was asked for more than is known
        if besides.notes(self._catalogue, self._answers, draft, heard, now) and answer.hint in (None, f"utter_ask_{slot}_again"):
            return self._noted(work, draft, heard, "utter_noted", now)
        if kept := kept_in_vain(draft, answer, heard):
            return [*(self.entitled.again(draft, now) or [kept]), *self.ask_again(work, draft, now)]
        if late := self._answers.late_serial(heard, draft, now):
            draft.asking = "serial_number"
            return [unread(self._catalogue, draft, late, 1)]
        if no_more(slot, answer.hint, heard, tries := draft.tried(slot)):
            return [let_go(answer, tries), *self.skip(work, draft, now, heard.text)[1:]]
        return [unread(self._catalogue, draft, answer, tries, heard.text)]

    def correct(self, work: UnitOfWork, draft: Draft, correction: Correction, heard: Heard, now: datetime) -> list[Say]:
        """Put it right, keep what is told beside, and go on."""
        heard, says = correction.beside(heard), self.corrections.apply(draft, correction)
        besides.keep_others(self._catalogue, self._answers, draft, correction, heard, now)
        if draft.asking == "symptom" and len(heard.text.strip()) >= WISH_TELLING and not correction.partly:
            draft.know("symptom", with_more(self._answers, draft, heard, now))
        if correction.again:
            draft.facts |= {} if draft.handed_over else wished_still(draft)  # it is taken up again afterwards
            draft.asking = correction.again
            return [*says, self._wanted.ask(draft, correction.again)]
        if draft.event_number and draft.asking in (*HANDOVER_SLOTS, "confirm"):
            told = self.entitled.due(draft, now)
            events.keep_facts(work, draft, now)
            return [*says, *told, *self.ask_again(work, draft, now)]
        return [*says, *self.advance(work, draft, now)]

    def revise(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """A correction after all is done: the event is put right."""
        correction = put_right(self.corrections, self._catalogue, work, draft, heard, now, worded=heard.intent != "talk_inform")
        return self.correct(work, draft, correction, heard, now) if correction else None

    def _go_along(self, work: UnitOfWork, draft: Draft, midway: Midway, heard: Heard, now: datetime) -> list[Say]:
        if midway.aside is not None:
            return self._beside(work, draft, midway, heard, now)
        if midway.means is Means.CANCEL:
            return self.after(draft, stop(work, draft, self._handover, heard, now))
        if midway.means is Means.SWITCH and midway.route is not None:
            return [turned_from(draft, heard), *self.begin(work, draft, without_turn(heard), midway.route, now, same_device=True)]
        if midway.means is Means.ANOTHER and midway.route is not None:
            told, known = self._parking.park_once(draft, heard, midway.route)  # what was said before is no answer either
            return self._unread(work, draft, Answer(), heard, now) if known else [told, *self.ask_again(work, draft, now)]
        if midway.means is Means.MORE:
            return self.tell_more(work, draft, heard, now)
        if midway.means is Means.CALL:
            draft.facts["service_mode"] = Mode.CALL_BACK.value
            draft.facts |= {"wished_time": heard.text} if names_time_to_come(heard.text, now, self._catalogue.holidays) else {}
            return [Say("utter_noted"), *self.ask_again(work, draft, now)]
        if midway.means is Means.CHANGE:
            return self.ask_again(work, draft, now)
        if not (beside := besides.tells_besides(self._answers, draft, heard, now)):
            besides.keep_rest(self._catalogue, self._answers, draft, heard, now)  # 「跳过，买了一年多吧」
        let_go = not beside and skippable(self._catalogue, draft.asking or "")
        return self.skip(work, draft, now) if let_go else self._unread(work, draft, Answer(), heard, now)

    def tell_more(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """More of the same matter, with all that it holds. A code that was asked for is not asked for again."""
        besides.keep_more(self._catalogue, self._answers, draft, heard, now)
        events.keep_facts(work, draft, now)
        return self._noted(work, draft, heard, "utter_added", now)

    def _noted(self, work: UnitOfWork, draft: Draft, heard: Heard, key: str, now: datetime) -> list[Say]:
        """What is kept in place of an answer, which counts as a try; the question is asked again, or passed over."""
        over = noted_in_vain(self._catalogue, draft, heard.text) or (key == "utter_added" and declines(draft.asking or "", heard.text))
        return [Say(key), *self.entitled.due(draft, now), *(self.skip(work, draft, now)[1:] if over else self.ask_again(work, draft, now))]

    def _beside(self, work: UnitOfWork, draft: Draft, midway: Midway, heard: Heard, now: datetime) -> list[Say]:
        """An aside. Courtesies in place of an answer do not go on for ever."""
        says, slot = (midway.aside.says if midway.aside else []), draft.asking or ""
        if slot == "symptom" and draft.settled(slot) and not says and heard.intent != "talk_repeat":
            return self.advance(work, draft, now)  # it was asked for more than is known
        # A phone number is never given up for a 「在吗」: without it nobody can call.
        round_again = slot not in ("confirm", "contact_phone") and draft.tried(f"beside {heard.intent} {slot}") > OFFER_SKIP_AFTER
        if round_again and (not says or heard.intent == "talk_ask_why"):
            return self.skip(work, draft, now)
        return [*says, *self.ask_again(work, draft, now, briefly=bool(says))] if midway.aside and midway.aside.again else says

    def skip(self, work: UnitOfWork, draft: Draft, now: datetime, said: str = "") -> list[Say]:
        """Go on without an answer."""
        pass_over(self._catalogue, draft, said)
        return [Say("utter_skipped"), *self.advance(work, draft, now)]

    def _confirm(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        turned = self._listening.leaves(draft, self._label(draft), heard, now)
        correction = None if turned else self.corrections.find(draft, heard, now)  # what is named then is of the other matter
        if correction and not (submits(heard.text) and needs_no_look(draft, correction)):
            return self.correct(work, draft, correction, heard, now)
        if correction is not None or says_yes(heard) or nothing_wrong(heard.text):
            taken = self.corrections.apply(draft, correction or Correction())
            keep_with_yes(self._catalogue, self._answers, draft, heard, now)
            return [*taken, *self._issue(work, draft, now)]
        if refused_ahead(heard.text):  # 「序列号找不到」, which was passed over
            return [Say("utter_skipped"), *self.ask_again(work, draft, now, briefly=True)]
        midway = self._listening.judge(draft, self._label(draft), heard, now)
        if not turned and (merely_wrong(heard.text) or asks_removal(heard.text)) or (midway is not None and midway.means is Means.DENY):
            return [Say("utter_confirm_what_to_change")]
        if midway is not None and midway.means is not Means.SKIP:
            return self._go_along(work, draft, midway, heard, now)
        telling, before = midway is None and not passing.tells_nothing(heard), read_back(self._catalogue, draft, now)
        if not find_phone(heard.text) and besides.keep_all(self._catalogue, self._answers, draft, heard, now, telling=telling):
            says = self.advance(work, draft, now)
            return [Say("utter_confirm_what_to_change")] if before in says else [Say("utter_noted"), *says]
        return self._again.question(work, draft) if self._again.asked(draft) else [passing.unclear(heard)]

    def _issue(self, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
        self._wanted.look_again(draft)
        event = events.issue(work, draft, self._catalogue.routes[draft.intent or ""], now)
        return [Say("utter_event_issued", {"number": shown(event.number)}, card=event_card(event.number)), *self.advance(work, draft, now)]

    def _arrange(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """A message while a way, place or time is asked for, or one waits for a yes."""
        if besides.keep_name(work, draft, heard, now):
            return [Say("utter_noted"), *self.ask_again(work, draft, now)]
        if (found := put_right(self.corrections, self._catalogue, work, draft, heard, now, arranging=True)) is not None:
            says, part = self.correct(work, draft, found, heard, now), way_or_time(draft, heard)
            return [*says[:1], *also] if part and (also := self._handover.hear(work, draft, part, now)) else says
        if draft.asking == "confirm" and (says_yes(heard) or settles(heard.text)) and not self._handover.names_another(draft, heard, now):
            return self._handover.confirm(work, draft, now)
        told = self._handover.speaks_of_time(draft, heard, now) or names_city(self._catalogue, self._answers, draft, heard)
        midway = None if heard.chosen or told else self._listening.judge(draft, self._label(draft), heard, now)
        if midway is not None and midway.aside is not None and midway.aside.says:
            beside = self._handover.hear(work, draft, heard, now) if names_clock(heard.text) else None
            return [*midway.aside.beside_answer, *beside] if beside else self._go_along(work, draft, midway, heard, now)
        if (heard_so := self._handover.hear(work, draft, heard, now)) is not None:
            keep_with_arrangement(self._answers, draft, heard, now)
            besides.add_matter(work, self._catalogue, draft, heard, now)
            return heard_so
        if heard.chosen or (midway is not None and midway.means is Means.CHANGE and draft.asking in ("service_mode", "place")):
            return self.ask_again(work, draft, now)
        if midway is None:
            more = told_instead(work, self._catalogue, draft, heard)
            return self.tell_more(work, draft, heard, now) if more else self._handover.unread(work, draft, now)
        if midway.means in (Means.DENY, Means.CHANGE, Means.SKIP):
            return (self._handover.any_way if midway.means is Means.SKIP else self._handover.turned_down)(work, draft, now)
        return self._go_along(work, draft, midway, heard, now)

    def _label(self, draft: Draft) -> Label:
        return self._catalogue.routes[draft.intent or ""].label
