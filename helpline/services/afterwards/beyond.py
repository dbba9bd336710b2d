"""After an event has its number: the way back to it out of a form that was opened for nothing, and what is asked of it meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import NO_CALL, Draft
from helpline.model.event import Event, Label, Mode
from helpline.model.event_number import shown
from helpline.model.symptom import paid_then
from helpline.model.text import normalise
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards import moving
from helpline.services.afterwards.adding import ADD, Adding
from helpline.services.afterwards.aftercare import Aftercare
from helpline.services.afterwards.belonging import FAULTS, of_this_talk, points_back, same_device, speaks_of_another, speaks_of_other
from helpline.services.afterwards.call_awaited import awaits_call
from helpline.services.afterwards.calling_off import calls_off_other
from helpline.services.afterwards.declining import kept_beside_refusal, leaves_form, wants_no_more
from helpline.services.afterwards.enquiries import ENQUIRIES, Enquiries, proving
from helpline.services.afterwards.none_of_it import another_matter
from helpline.services.afterwards.putting_right import corrects_line
from helpline.services.afterwards.shifting import shifted
from helpline.services.afterwards.together import Together
from helpline.services.afterwards.told_late import put_anew, tells_of_model
from helpline.services.danger.danger_questions import asked_of_urgent
from helpline.services.handover.chat_waiting import still_waiting
from helpline.services.handover.handover import HANDOVER_SLOTS
from helpline.services.handover.meant_time import wanted_part
from helpline.services.handover.way_heard import rearranges
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wished_time import NOW, at_same_hour
from helpline.services.handover.wishes import names_time, proposes_time, wanted_mode
from helpline.services.handover.without_call import wants_no_call, wants_no_calls
from helpline.services.intake.answers import Answers
from helpline.services.intake.form import Intake
from helpline.services.intake.read_back import says_yes
from helpline.services.intake.yes_and_question import question_apart
from helpline.services.matters.giving_up import turns_away
from helpline.services.matters.parking import Parking
from helpline.services.matters.taking_up import refuses
from helpline.services.questions.in_vain import keep_question, question_noted
from helpline.services.reply import Say
from helpline.services.stopping import stop

Choosing = Callable[[UnitOfWork, Draft, str, Heard, datetime], list[Say]]
_OF_A_KIND = ("hardware_report_mac_parts", "hardware_report_earphones_watch")  # of a Mac or earphones, whatever was registered
# 「司机送回来了，不过屏幕裂了」 and 「这台的电池也不行」 are of the device that was registered; 「蓝牙连不上车」 may be of any.
_STILL_IT = re.compile(r"(?:送|找|拿|捡|要|寄|取|还)(?:给我)?(?:了)?(?:回|到了)|它|(?:还是|就是|同一|[这那])[台块部]")
_ASKED, ASKED_SURE = ("hardware_ask_", "hardware_check_", "applecare_ask_", "applecare_claim"), 0.5
SHORT = 8  # characters of a bare answer to the one question
_NO_NEW = re.compile(
    r"(?<!能)(?<!么)(?:不|别|甭)(?:用|要|需要|必|想)?(?:再|另外|另|重新|单独|给我)*(?:登记?|约新|约别|新建)(?!录|不)[^，,。]{0,4}了"
)
_OF_THE_EVENT = re.compile(
    r"(?:预约|约的|事件|寄修|回电|登记|单子)[^，,。]{0,8}(?:哪天|几点|几号|什么时[候间]|哪家|到哪|哪一?步|进度|怎么样|登上|约上|记上|成功|还在|好了?[吗没])"
    r"|(?:刚才|刚刚|之前|前面|上一?)[^，,。]{0,4}[台块部个副件][^，,。]{0,4}(?:怎么样|到哪|哪一?步|进度|几点|什么时[候间])"
    r"|(?:哪天|几点|什么时[候间])[^，,。]{0,6}(?:预约|约的|回电)|(?:登|约|记)上了?[吗没]|编号[^，,。]{0,8}(?:没记|没看清|忘了|看漏)|(?:再|重)新?[^，,。]{0,2}[报发说念][^，,。]{0,4}编号"
)
_ASKS_NUMBER = re.compile(r"(?:告诉|发|给|报|说)[^，,。号]{0,6}编号|编号[^，,。]{0,4}(?:是?多少|告诉|发我|给我)")
_CHANGES = re.compile(r"^(?!.*(?:不|别|先)).*(?:改|寄|换)(?!时间|天)")
_THAT_DEVICE = re.compile(
    r"(?:刚才|刚刚|前面|之前|上面|原来)(?:说|登记|报|讲|丢|问)?过?的?(?:那|这)?(?:一?[台块部个副只]|手机|平板|电脑|手表)|同一[台块部副]|还是那[台块部副]"
)
_NEITHER = re.compile(r"(?:不用|不要|别|不|都不)(?:用|要)?(?:补充|登记?|加|记)[^，,。]{0,6}(?:不|别|就这样|$)|都不(?:用|要|是)|就这样")
_OWN = re.compile(r"补充|加|刚才|同一|之前|原来|第一|^1$|前面")
_NEW = re.compile(r"另|新|单独|不是|第二|^2$|别的")


class Beyond:
    """Hears a message before whatever is asked."""

    def __init__(
        self,
        catalogue: Catalogue,
        intake: Intake,
        aftercare: Aftercare,
        enquiries: Enquiries,
        adding: Adding,
        together: Together,
        answers: Answers,
    ) -> None:
        self._catalogue = catalogue
        self._intake = intake
        self._aftercare = aftercare
        self._enquiries = enquiries
        self._adding = adding
        self._together = together
        self._answers = answers
        self._parking = Parking(catalogue)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime, choose: Choosing) -> list[Say] | None:
        """The answer; None where the message is for whoever hears it next."""
        if waits := still_waiting(work, self._catalogue, draft, heard.text, now):
            return waits
        if draft.doubt:
            return self._settled(work, draft, heard, now, choose)
        off = calls_off_other(work, self._catalogue, draft, heard, now) if draft.asking and not proving(draft) else None
        if off is not None:
            return [off, *self._intake.ask_again(work, draft, now)]
        if (both := self._together.hear(work, draft, heard, now)) is not None:
            return self._intake.after(draft, both)
        event = of_this_talk(work, draft, now)
        if event is not None and not (draft.asking or draft.choices or heard.chosen) and self._only_asks(event, heard, now):
            return [self._enquiries.status(work, event, now)]
        in_form = event is not None and draft.asking and draft.event_number is None and not proving(draft) and not heard.chosen
        return self._out_of_form(work, draft, heard, event, now) if event is not None and in_form else None

    def _yes_and_question(self, work: UnitOfWork, draft: Draft, yes: Heard, question: Heard, now: datetime) -> list[Say]:
        """The time is taken, then the question answered, or put down for the advisor."""
        says = self._intake.answer(work, draft, yes, now)
        if draft.asking:  # the time was gone, or something was put right
            return says
        route = self._catalogue.routes.get(draft.intent or "")
        urgent = asked_of_urgent(self._catalogue, route, question, "") if route else []
        if not (answered := urgent or self._aftercare.hear(work, draft, question, now)):
            keep_question(draft, question.text)
            events.keep_facts(work, draft, now)
        return [*says, *(answered or [question_noted(question.text)])]

    def of_another(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """While the way, place or time is asked: what is said of another device waits for its own event."""
        event = work.events.get(draft.event_number or "")
        if event is None or draft.asking not in (*HANDOVER_SLOTS, "confirm"):
            return None
        if draft.asking == "confirm" and (parts := question_apart(heard)) is not None:
            return self._yes_and_question(work, draft, *parts, now)
        if (moved := self._of_booked(work, draft, heard, event, now)) is not None:
            return moved
        if not heard.chosen and turns_away(heard.text) and _ASKS_NUMBER.search(normalise(heard.text)):  # 「不约了，告诉我编号跟保修怎么查」
            of_cover = "保修" in heard.text and event.label in OF_A_DEVICE
            cover = self._intake.entitled.answers(draft, "hardware_check_coverage", now) if of_cover else []
            return self._intake.after(draft, [*cover, *stop(work, draft, self._aftercare.handover, heard, now)])
        if not heard.chosen and wants_no_more(draft.asking, heard.text, now, self._catalogue.holidays):
            kept = kept_beside_refusal(work, draft, heard.text, now)
            draft.facts |= {NO_CALL: True} if wants_no_calls(heard.text) or wants_no_call(heard.text) else {}
            return self._intake.after(draft, [*kept, *stop(work, draft, self._aftercare.handover, heard, now)])
        posts = draft.hand_over_mode is not Mode.MAIL_IN and draft.asking != "service_mode" and moving.switches_to_post(heard.text)
        if posts and not heard.chosen and event.label in OF_A_DEVICE:
            return self._intake.answer(work, draft, replace(heard, chosen={"service_mode": Mode.MAIL_IN.value}), now)
        if (right := self._parking.put_right(draft, heard)) is not None:
            draft.parked.insert(0, right)
            named = Say("utter_parked", {"topic": self._catalogue.routes[right["intent"]].name})
            return [named, *self._intake.ask_again(work, draft, now)]
        if (apart := self._parking.other_device(draft, event, heard)) is not None:
            told, rest = apart
            events.keep_waiting(work, draft, now)
            says = self._intake.answer(work, draft, rest, now) if rest else self._intake.ask_again(work, draft, now)
            return [told, *says]
        return None

    def _of_booked(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """While a booking is changed: 「可以晚半小时吗」, and 「就原来的时间」, which changes nothing."""
        before = moving.booked_at(draft)
        if before is None or heard.chosen:
            return None
        if moving.keeps_booked(heard.text):
            work.seats.let_go(event.number)
            draft.asking, draft.starts_at, draft.handed_over = None, None, True
            return self._intake.after(draft, [Say("utter_change_given_up", {"time": shown_time(before)})])
        from_then = datetime.fromisoformat(draft.starts_at) if draft.starts_at not in (None, NOW) else before
        wished = shifted(heard.text, from_then, now, self._catalogue.holidays) or at_same_hour(
            heard.text, from_then, now, self._catalogue.holidays
        )
        if wished is None:
            return None
        return self._intake.answer(work, draft, replace(heard, text=shown_time(wished), intent="talk_inform", found=()), now)

    def midway(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """Meanwhile how it stands is told, and more of the matter goes to the event."""
        event = work.events.get(draft.event_number or "")
        if event is None or draft.asking not in (*HANDOVER_SLOTS, "confirm") or rearranges(heard):
            return None
        takes_way = draft.asking == "service_mode" and wanted_mode(heard.text) and proposes_time(heard.text, now, self._catalogue.holidays)
        if self._asks_how_it_stands(heard) and not takes_way:  # 「顾问回电，周五晚上七点，我都说了三遍了」
            return [self._enquiries.status(work, event, now), *self._intake.ask_again(work, draft, now)]
        timed = names_time(wanted_part(heard.text, now, self._catalogue.holidays), now, self._catalogue.holidays)
        if not timed and (late := self._adding.told_late(work, draft, heard, event, now)):  # 「对了，是11月18号到的货」
            return [*late, *self._intake.ask_again(work, draft, now)]
        tells = put_anew(event, heard.text) or tells_of_model(self._catalogue, event, heard) or paid_then(normalise(heard.text))
        of_handover = moving.says_of_handover(heard.text, self._answers.city_of(heard)) and not tells
        if of_handover or another_matter(self._catalogue, event, heard) or corrects_line(self._catalogue, self._answers, draft, heard, now):
            return None
        added = self._adding.midway(work, draft, heard, event, now)
        return [*added, *self._intake.ask_again(work, draft, now)] if added else None

    def of_its_device(self, work: UnitOfWork, draft: Draft, heard: Heard, route: Route, now: datetime) -> bool:
        """True for a question of cover, price or rights, or a fault of the same thing, that names no device: that just registered."""
        event = of_this_talk(work, draft, now)
        named = heard.first("device_model") or heard.first("device_family")
        of_device = event is not None and event.label in OF_A_DEVICE and bool(event.facts.get("device_model"))
        if event is None or named or not of_device or heard.chosen:
            return False
        fault = route.intent.startswith(FAULTS) and route.label is not event.label and _STILL_IT.search(normalise(heard.text))
        if not (route.intent.startswith(_ASKED) or (fault and route.intent not in _OF_A_KIND)):
            return False
        draft.facts = {**event.facts, **draft.facts}
        return True

    # -- the one question ------------------------------------------------------------------

    def _settled(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime, choose: Choosing) -> list[Say] | None:
        """The answer to 「补充还是另外登记」, or to whether it should be sent in by post."""
        doubt, draft.doubt = draft.doubt, {}
        event, plain, chosen = work.events.get(doubt["event"]), normalise(heard.text), heard.chosen.get("topic")
        if event is None:
            return None
        if doubt["what"] == Mode.MAIL_IN.value:
            wanted = chosen == Mode.MAIL_IN.value or (not chosen and (says_yes(heard) or _CHANGES.search(plain) is not None))
            if wanted:
                return self._aftercare.switching.to_post(work, draft, event, now)
            declined = chosen == "keep" or (not chosen and heard.intent in ("talk_deny", "talk_cancel"))
            return [self._enquiries.status(work, event, now)] if declined else None
        told = Heard.retold(draft.said, doubt["intent"])
        if chosen == doubt["intent"] or (not chosen and _NEW.search(plain) and len(plain) <= SHORT + 4):
            return choose(work, draft, str(doubt["intent"]), heard, now)
        draft.said = {}
        if not chosen and (refuses(heard.text) or _NEITHER.search(plain)):
            return [self._enquiries.status(work, event, now)]
        if chosen == ADD or (not chosen and (_OWN.search(plain) or says_yes(heard)) and len(plain) <= SHORT + 4):
            return self._adding.add(work, draft, told, event, now)
        self._adding.keep(work, draft, told, event, now)  # nothing that was said is lost
        return None

    # -- out of a form ---------------------------------------------------------------------

    def _out_of_form(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        plain = normalise(heard.text)
        if draft.asking in ("order_number", "contact_phone") and heard.first(draft.asking):  # 「W1190022334，电话还是刚才那个」 answers
            return None
        if (device := self._that_device(draft, event, heard)) is not None:
            draft.know("device_model", device)
            return self._intake.advance(work, draft, now)
        if points_back(heard.text) and not draft.parked and self._same(draft, event) and not _OF_THE_EVENT.search(plain):
            return self._brought_back(work, draft, heard, event, now)
        if leaves_form(draft.asking, plain):
            self._drop(draft, event)
            if _OF_THE_EVENT.search(plain):
                return [self._enquiries.status(work, event, now)]
            return self._intake.after(draft, [Say("utter_left_form"), self._enquiries.status(work, event, now)])
        starts_at = event.hand_off.starts_at if event.hand_off else None
        moves = starts_at and any(how(heard.text, starts_at, now, self._catalogue.holidays) for how in (shifted, moving.moved_to))
        asked = heard.intent in ENQUIRIES and heard.confidence >= ASKED_SURE and "约新" not in plain
        if not (moves or asked or _OF_THE_EVENT.search(plain)):
            return None
        changes = moves or heard.intent in ("service_change_booking", "service_cancel_booking")
        if not self._same(draft, event):
            if not changes:
                return [self._enquiries.status(work, event, now), *self._intake.ask_again(work, draft, now)]
            draft.set_aside()
        self._drop(draft, event)
        if (said := self._aftercare.hear(work, draft, heard, now)) is not None:
            return said
        if heard.intent in ENQUIRIES:
            return self._enquiries.begin(work, draft, heard, self._catalogue.routes[heard.intent], now)
        return [self._enquiries.status(work, event, now)]

    def _asks_how_it_stands(self, heard: Heard) -> bool:
        sure = heard.intent == "service_check_event" and heard.confidence >= ASKED_SURE
        return not heard.chosen and (sure or moving.asks_if_stands(heard.text) or _OF_THE_EVENT.search(normalise(heard.text)) is not None)

    def _only_asks(self, event: Event, heard: Heard, now: datetime) -> bool:
        """「不另外登记了，就问问寄修登上了没」, though no form is open; 「人呢」 of a call; and a bare question for how it stands."""
        none = _NO_NEW.search(plain := normalise(heard.text)) or _NEITHER.match(plain)
        return awaits_call(event, heard, now) or bool(none and "取消" not in plain and not speaks_of_another(plain))

    def _that_device(self, draft: Draft, event: Event, heard: Heard) -> str | None:
        """The device of the event for 「就是刚才那台」, where a repair is taken down and the event is of none."""
        route, device = self._catalogue.routes.get(draft.intent or ""), str(event.facts.get("device_model") or "")
        another = route is not None and route.label is Label.HARDWARE is not event.label and bool(draft.facts.get("symptom"))
        that = _THAT_DEVICE.search(normalise(heard.text)) is not None and not speaks_of_other(self._catalogue, event, heard)
        return device if device and another and that and self._same(draft, event) else None

    def _same(self, draft: Draft, event: Event) -> bool:
        """True while the form is about no other device than the event."""
        named = str(draft.facts.get("device_model") or draft.facts.get("device_family") or "")
        return not named or same_device(self._catalogue, event, named)

    def _brought_back(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say]:
        """「就是刚才那块表」: what the form was opened with belongs to the event."""
        told = str(draft.facts.get("symptom") or "")
        self._drop(draft, event)
        if told:
            self._adding.keep(work, draft, Heard(told, "talk_inform", 1.0), event, now)
        said = self._adding.hear(work, draft, heard, event, now)
        return [Say("utter_event_added", {"event": shown(event.number)})] if told or said is None else said

    def _drop(self, draft: Draft, event: Event) -> None:
        """Forget the form; the event is at hand again."""
        route = self._catalogue.route_of(event.label, event.topic)
        draft.drop()
        draft.begin(route.intent if route else None)
        draft.event_number, draft.handed_over, draft.facts = event.number, True, {**draft.facts, **event.facts}
