"""What is told in the middle of a danger or a fraud that has its number: it goes to the event, with a word on it."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.draft import Draft
from helpline.model.event import Event, Label, Mode, Priority
from helpline.model.event_number import shown
from helpline.model.phone import find_phone, own_phone
from helpline.model.text import normalise
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.belonging import of_this_talk, speaks_of_another, speaks_of_other
from helpline.services.danger import scams
from helpline.services.danger.danger_questions import asked_of_danger, is_hot, is_over
from helpline.services.danger.false_alarm import false_alarm
from helpline.services.danger.fraud_told import did_right, nothing_given, told_of_fraud
from helpline.services.danger.injuries import mark_injury
from helpline.services.handover.wishes import names_clock, wanted_mode
from helpline.services.intake.form import Intake
from helpline.services.intake.phones import whom_to_call
from helpline.services.intake.read_back import says_yes, submits
from helpline.services.reply import Say

_LOSS = "safety_report_loss"
_WHILE_REPORTED = ("contact_phone", "callback_time", "service_mode", "contact_name")  # what a report of fraud asks for
_SOMEBODY = re.compile(r"[她他]|我(?:[妈爸爹娘爷奶姐哥弟妹]|老|爱人|儿|女|家)|家里|公司|单位|座机|那个|这个|[妈爸]")
_OF_A_BOOKING = re.compile(
    r"预约|(?:留|占|保留|取)(?:号|位|名额|时段)|约(?:好|的|了)|回电|顾问|到店|押金|定金|订金|改期|排(?:号|队)|号源|名额|上门|(?:不|就)[^，,。；;]{0,4}取消"
)
_MARKS = re.compile(r"[，,。；;！!\n…]+")
_TOLD = 2  # characters of a clause that says something

# 「你该不会也是那伙的吧 我现在谁都不敢信」
_OF_US = re.compile(r"(?:你们?|您)[^，,。；;]{0,4}(?:不会|会不会|该不会|别是|是不是)[^，,。；;]{0,6}(?:骗|伙|假|冒充)")


class Midst:
    """Hears it before the form and before what follows a number."""

    def __init__(self, catalogue: Catalogue, intake: Intake) -> None:
        self._catalogue = catalogue
        self._intake = intake

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """What is said in the middle of a fraud, and 「手没大事」 and 「有点烫手」 in that of a danger; None for whatever else is said."""
        about = self._catalogue.routes.get(draft.intent or "")
        if (kept := self._whom_to_call(work, draft, heard, now)) is not None:
            return kept
        if about is None or about.label is not Label.HAZARD or heard.chosen:
            return self.told_of_fraud(work, draft, heard, now)
        if (
            draft.asking in (None, "contact_phone")
            and self._posts(heard)
            and not asked_of_danger(heard)
            and self.event_of(work, draft, heard, now) is not None
        ):
            return [Say("utter_mail_in_never_hazard"), *self._intake.ask_again(work, draft, now)]
        over = is_over(heard.text)
        if not (over or is_hot(heard.text)) or asked_of_danger(heard) or wanted_mode(heard.text):
            return None
        before = self.event_of(work, draft, heard, now)
        if before is None or false_alarm(self._catalogue, about, draft, heard):
            return None
        return self.goes_on_with(work, draft, before, heard, [Say("utter_hazard_over" if over else "utter_hazard_reminder")], now)

    def _posts(self, heard: Heard) -> bool:
        """True for 「可以寄过去修吗」, where another way is not preferred to it."""
        return wanted_mode(heard.text) is Mode.MAIL_IN or (heard.intent == "hardware_ask_mail_in" and wanted_mode(heard.text) is None)

    def event_of(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> Event | None:
        """The danger that is at hand, reported in this talk already, where no other device is named now."""
        event = of_this_talk(work, draft, now) if draft.event_number else None
        if event is None or event.conversation_id != draft.conversation_id:  # who comes back is told all of it once more
            return None
        same = event.label is Label.HAZARD and not speaks_of_other(self._catalogue, event, heard)
        return event if same and not speaks_of_another(normalise(heard.text)) else None

    def goes_on_with(self, work: UnitOfWork, draft: Draft, event: Event, heard: Heard, says: list[Say], now: datetime) -> list[Say]:
        """More of a danger that is known: kept, with what to do in short, since all of it was said."""
        mark_injury(draft, event, heard.text)
        self._keep(work, draft, event, heard.text, now)
        if draft.asking == "contact_phone" and own_phone(heard.text) is not None:
            return [*says, *self._intake.answer(work, draft, heard, now)]
        return [*says, *self._intake.ask_again(work, draft, now)]

    def told_of_fraud(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「没给他验证码」, 「已经报警了」 and 「那我该怎么办」 in the middle of a fraud; None for whatever else is said."""
        about = self._catalogue.routes.get(draft.intent or draft.answered or "")
        waits = draft.asking in (None, "confirm", *_WHILE_REPORTED)
        if about is None or about.label is not Label.SAFETY or not waits or heard.chosen:
            return None
        if _OF_US.search(normalise(heard.text)) and not scams.given_away(heard.text):
            return None  # it tells nothing of what was given away
        mine = own_phone(heard.text) if draft.asking == "contact_phone" else None  # 「199…，他还在给我打电话 怎么办」
        named = [one for one in scams.judged(heard.text, self._catalogue) if not (mine and one.real.endswith(mine.value))]
        harmless = did_right(heard.text) and all(one.official for one in named)  # 「已经打 110 了」
        if named and mine is None and scams.names_fraudster(heard.text) and (more := self._caller(work, draft, heard, now)):
            return more
        if (named and not harmless) or any(found.entity.startswith("device_") for found in heard.found):
            return None
        event = work.events.get(draft.event_number) if draft.event_number else None
        if draft.asking == "confirm" and (says_yes(heard) or submits(heard.text)):
            self._keep_beside_yes(work, draft, event, heard, now)
            return None
        says = told_of_fraud(self._catalogue, heard.text, str(event.facts.get("symptom") or "") if event else "")
        if not says:
            return None
        if event is not None:
            self._keep(work, draft, event, heard.text, now)
        if _answers_too(draft, heard.text):
            return [*says, *self._intake.answer(work, draft, heard, now)]
        return [*says, *self._intake.ask_again(work, draft, now)]

    def _caller(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say]:
        """「打我的那个号码是 …」 where one's own is asked for: it goes to the report, and is judged."""
        more = [] if scams.given_away(heard.text) else scams.report_midway(work, draft, heard.text, self._catalogue, now)
        return [*more, *self._intake.ask_again(work, draft, now)] if more else []

    def of_what_is_booked(
        self, work: UnitOfWork, draft: Draft, event: Event | None, route: Route, heard: Heard, now: datetime
    ) -> Say | None:
        """「短信说不交押金就不留号」 of a call or visit that is arranged, and nothing given away: it is flagged there, and stands."""
        if event is None or not route.event or route.intent == _LOSS:
            return None
        at = event.hand_off.starts_at if event.hand_off and draft.handed_over and events.is_live(event, now) else None
        ours = event.label not in (Label.SAFETY, Label.HAZARD) and _OF_A_BOOKING.search(normalise(heard.text)) is not None
        if at is None or not ours or scams.given_away(heard.text):
            return None
        events.raise_priority(event, Priority.HIGH)
        self._keep(work, draft, event, heard.text, now)
        return Say("utter_safety_booking_stands", {"event": shown(event.number), "time": shown_time(at)})

    def _whom_to_call(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「一会儿打我手机，别打我妈的」 once all is arranged: for who calls to read, and no other call."""
        event = of_this_talk(work, draft, now) if draft.handed_over and not draft.asking and not heard.chosen else None
        whom = whom_to_call(heard.text) if event is not None and find_phone(heard.text) is None else None
        if event is None or whom is None or not _SOMEBODY.search(whom):
            return None
        self._keep(work, draft, event, heard.text, now)
        return [Say("utter_event_added", {"event": shown(event.number)})]

    def _keep_beside_yes(self, work: UnitOfWork, draft: Draft, event: Event | None, heard: Heard, now: datetime) -> None:
        """「确认，建行，卡已冻结，密码改了」: the yes is heard next."""
        parts = [part.strip() for part in _MARKS.split(heard.text)]
        rest = "，".join(part for part in parts if len(part) >= _TOLD and not submits(part))
        if event is not None and (did_right(rest) or nothing_given(rest) or scams.given_away(rest)):
            self._keep(work, draft, event, rest, now)

    def keep_caller(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> None:
        """「138…，那个冒充客服的号是170开头的」: what is told of the caller beside one's own number."""
        event = work.events.get(draft.event_number or "")
        if event is not None and event.label is Label.SAFETY and scams.names_fraudster(heard.text):
            self._keep(work, draft, event, heard.text, now)

    def _keep(self, work: UnitOfWork, draft: Draft, event: Event, text: str, now: datetime) -> None:
        events.tell_more(event, text)
        event.note(now, "facts", "customer")
        work.events.update(event)
        if draft.event_number == event.number:
            draft.facts["symptom"] = event.facts["symptom"]


def _answers_too(draft: Draft, text: str) -> bool:
    """True for 「还没转钱，电话135…」, where the number is asked, and for 「已经报警了，明天上午十点打我」."""
    return (draft.asking == "contact_phone" and own_phone(text) is not None) or (draft.asking == "callback_time" and names_clock(text))
