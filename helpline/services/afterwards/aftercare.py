"""What a customer says once an event is settled, where it is about that event."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Move
from helpline.model.draft import NO_CALL, Draft
from helpline.model.event import Event, EventStatus, HandOffStatus, Label, Mode
from helpline.model.phone import find_phone
from helpline.model.text import normalise, spoken_digits
from helpline.model.times import shown_time
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.adding import Adding
from helpline.services.afterwards.after_booking import grumbles, noted
from helpline.services.afterwards.belonging import of_this_talk, speaks_of_another, speaks_of_other
from helpline.services.afterwards.calling_off import called_off
from helpline.services.afterwards.enquiries import Enquiries
from helpline.services.afterwards.none_of_it import another_matter, asks_rather, no_other
from helpline.services.afterwards.phone_anew import beside_phone, phone_anew, without_whom
from helpline.services.afterwards.proposing import beside_proposal, proposed_at, wants_back
from helpline.services.afterwards.rearranging import WAYS_OF, Rearranging
from helpline.services.afterwards.shifting import CHANGES, wants_another_time
from helpline.services.afterwards.switching import Switching
from helpline.services.afterwards.whom_beside import with_whom
from helpline.services.corrections.objections import told_wrongly
from helpline.services.danger.scams import report_more
from helpline.services.handover import call_backs
from helpline.services.handover.chat_waiting import waits_in_chat
from helpline.services.handover.handover import Handover
from helpline.services.handover.mail_in import mail_in_asked
from helpline.services.handover.meant_time import wanted_part
from helpline.services.handover.second_phone import keep_second
from helpline.services.handover.timing import IN_PERSON
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.handover.wishes import (
    asks_how_long,
    names_time,
    proposes_time,
    turns_time_down,
    wanted_mode,
    wants_call_now,
    wished_mode,
)
from helpline.services.help.steps import HUMAN
from helpline.services.intake.form import Intake
from helpline.services.intake.naming import keep_name_beside, renamed
from helpline.services.matters.again import Again
from helpline.services.questions.event_questions import answered, asked_in_passing, keep_open, put_down
from helpline.services.questions.sides import asked_beside
from helpline.services.questions.visit_questions import visit_asked
from helpline.services.questions.ways_asked import where_asked
from helpline.services.reply import Button, Say

TALK_SURE = 0.5
_TELLS = 4  # characters beside a wish
_LIKELY = 0.5
ANOTHER_SURE = 0.7
SHORT = 12  # characters up to which 「预约回电」 is about the event at hand, not about something new
SHORT_TIMED = 24  # the same with a time in it
_ONCE_MORE = re.compile(r"(?:再|重新|重|还是|另)[^，,。]{0,4}(?:约|预约)(?!束|好了)|(?:约|预约)(?:个|一个|一下)?(?:别的|新的|另外)")
_UNABLE = re.compile(
    r"(?:去|来|赶|到)不(?:了|成|及)|(?:有|临时有)事(?:去|来)?不|没法[去来]|(?:接|不能接|没法接)不了?(?:了)?电话|那[^，,。]{0,6}接不(?:了|成)|没空[去来接]"
)
_MISSED = re.compile(
    r"(?:没|未|错过)(?:能)?(?:有)?(?:接[到着上]?|听到)[^，,。]{0,6}(?:电话|来电|回电)?|错过了?[^，,。]{0,6}(?:电话|来电|回电)|没人打|没打(?:给我|过来|来)|一直没接到"
)


class Aftercare:
    """Puts facts right, tells how it stands, and arranges again."""

    def __init__(self, catalogue: Catalogue, handover: Handover, intake: Intake, enquiries: Enquiries, adding: Adding) -> None:
        self._catalogue = catalogue
        self._adding = adding
        self.handover = handover
        self.switching = Switching(catalogue, handover)
        self._intake = intake
        self._enquiries = enquiries
        self._closed = Again(catalogue)
        self._rearranging = Rearranging(catalogue, handover.visits, handover, enquiries, adding)

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """The answer, or None where the message is not about the event."""
        number = draft.event_number or draft.last_event
        event = work.events.get(number) if number else None
        if event is None or event.status is not EventStatus.OPEN:
            return self._closed.offer_closed(work, draft, event, heard, now) if event else None
        if more := report_more(work, event, heard.text, self._catalogue, now):
            draft.facts["reported"] = event.facts["reported"]
            return more
        apart = draft.handed_over and another_matter(self._catalogue, event, heard)
        return None if apart else with_whom(work, heard, event.number, self._of_open(work, draft, heard, event, now))

    def _of_open(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        other_time = draft.handed_over and events.is_live(event, now) and not waits_in_chat(event) and wants_another_time(heard)
        asked = self.switching.explains(work, draft, heard, event, now)
        asked = asked if asked or other_time else self._asked_in_passing(work, draft, heard, event, now)
        if (asked := self._of_number(work, draft, heard, event, now) if asked is None else asked) is not None:
            return asked
        telling = () if self.switching.turns(heard, event, now) else (self._adding.told_late, self._adding.reworded)  # 「不寄了，打给我」
        told = next((said for tells in telling if (said := tells(work, draft, heard, event, now))), None)
        beside = (self._rearranging if told else self.switching).hear(work, draft, heard, event, now)
        if told is not None or beside is not None:
            return [*(told or []), *(beside or [])]
        if self.in_queue(work, draft, heard, now):
            return [Say("utter_chat_noted")]
        if (about_call := call_backs.hear(work, self._catalogue, event, heard.text, now)) is not None:
            draft.facts |= {NO_CALL: True} if about_call[0].key == "utter_call_stopped" else {}
            return about_call
        if moved := self._rearranging.hear(work, draft, heard, event, now):
            return moved
        if draft.handed_over and called_off(heard) and events.is_live(event, now):
            off = replace(heard, intent="service_cancel_booking", confidence=1.0)
            return self._enquiries.begin(work, draft, off, self._catalogue.routes[off.intent], now)
        if draft.handed_over and (of_arranged := self._of_arranged(work, draft, heard, event, now)):
            return of_arranged
        if draft.handed_over and (known_as := renamed(work, draft, event, heard, now)):
            return known_as
        route = self._catalogue.routes.get(heard.intent)
        if draft.event_number and draft.handed_over and self._may_revise(heard, route):
            draft.facts = {**event.facts, **draft.facts}
            revised = self._adding.more_exact(work, draft, heard, event, now) or self._intake.revise(work, draft, heard, now)
            if revised is not None:
                return revised
        if other_time and not speaks_of_other(self._catalogue, event, heard):
            return self._enquiries.begin(work, draft, heard, self._catalogue.routes[CHANGES], now)
        said = self._said_after(work, draft, heard, event, route, now) or self._asked(work, draft, heard, event, route, now)
        adds_nothing = heard.surely(Move.CHATS, Move.AGREES, Move.DENIES)  # 「不用补充也不用另外登记，就这样」
        said = said or (None if adds_nothing else self._adding.hear(work, draft, heard, event, now))
        mine = draft.handed_over and not heard.chosen and of_this_talk(work, draft, now) is not None
        if said is not None or not mine or not no_other(self._catalogue, event, heard):
            return said
        return keep_open(work, event, heard, now) if asks_rather(heard) else self._adding.add(work, draft, heard, event, now)

    def _asked(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, route: Route | None, now: datetime) -> list[Say] | None:
        """A question about what was arranged in this conversation, which opens no form about the same."""
        mine = of_this_talk(work, draft, now) is not None and draft.handed_over
        if not mine or speaks_of_another(normalise(heard.text)) or speaks_of_other(self._catalogue, event, heard):
            return None
        return self._entitled(event, heard, now) or put_down(work, self._catalogue, event, heard, route, now)

    def _asked_in_passing(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        moves = heard.chance_of(Move.REARRANGES) > _LIKELY and heard.hardly(Move.ASKS)
        if find_phone(heard.text) or moves:  # 「1398…，你们会删我照片吗」, 「可以换王府井那家吗」
            return None
        mine = draft.handed_over and not waits_in_chat(event) and of_this_talk(work, draft, now) is not None
        others = lambda: self._entitled(event, heard, now) or where_asked(self._catalogue, draft, heard, event)  # noqa: E731
        return asked_in_passing(work, self._catalogue, event, heard, now, others) if mine else None

    def _entitled(self, event: Event, heard: Heard, now: datetime) -> list[Say]:
        """「修好大概多少钱」 once all is arranged: of the event's own device, without a form for it."""
        mine = self._catalogue.route_of(event.label, event.topic)
        wants = asked_beside(heard, mine).wants if mine and mine.label in OF_A_DEVICE else ()
        known = Draft(event.conversation_id, intent=mine.intent if mine else None, event_number=event.number, facts=dict(event.facts))
        return [say for intent in wants for say in self._intake.entitled.answers(known, intent, now)]

    def _said_after(
        self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, route: Route | None, now: datetime
    ) -> list[Say] | None:
        """An agreement, a courtesy or a grumble, a matter given up, or a way wished for once more."""
        grumble = grumbles(heard)
        if draft.handed_over and not heard.chosen and (grumble or noted(heard)):
            sorry = [Say("utter_angry_sorry", {}, (Button(self._catalogue.buttons["human"], HUMAN),))] if grumble else []
            return [*sorry, self._enquiries.status(work, event, now)]
        if route is None or heard.confidence < TALK_SURE or heard.surely(Move.TELLS):
            return None
        given_up = heard.intent == "talk_cancel" and events.is_live(event, now)
        if heard.intent == "talk_affirm" and event.hand_off and event.hand_off.mode is Mode.LINE_NUMBER:
            return [Say("utter_talk_bye")]  # whoever calls themselves waits for nothing here
        if draft.event_number and (heard.intent == "talk_affirm" or given_up):
            return [self._enquiries.status(work, event, now)]
        return self._arrange(work, draft, heard, event, now)

    def _of_number(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """How its event stands, where its number is told; a second phone, or another in place of the known one, and what is said beside it."""
        if heard.intent == "service_check_event" and event.number in spoken_digits(normalise(heard.text)).replace(" ", ""):
            return [self._enquiries.status(work, event, now)]  # 「事件号 …，尾号5678，到哪了」: the four digits put nothing right
        second = not draft.asking and draft.event_number and keep_second(work, draft, heard, now)
        if (phone := Say("utter_noted") if second else phone_anew(work, draft, event, heard, now)) is None:
            return None
        keep_name_beside(work, draft, event, heard)
        return [phone, *self._beside_phone(work, draft, heard, event, now)]

    def _beside_phone(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say]:
        """What goes on once the number is changed: another way or time that was wished beside it, else that what is arranged stands."""
        timed = replace(heard, text=without_whom(re.sub(r"[^，,。；;！!？?\s]{0,4}\d{7,}", "", heard.text)))
        other = self.switching.hear(work, draft, heard, event, now) or self._rearranging.hear(work, draft, timed, event, now)
        other = other or self._once_more(work, draft, timed, event, now)
        rest = None if other else beside_phone(heard)
        added = self._adding.beside(work, draft, rest, event, now) if rest else []
        arranged = event.hand_off is not None and event.hand_off.starts_at is not None and events.is_live(event, now)
        return other or [*added, *([self._enquiries.status(work, event, now)] if arranged else [])]

    def _of_arranged(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """A question or a word about the call, visit or repair by post that is arranged."""
        asked = self._adding.sent_from(work, draft, heard, event, now) or mail_in_asked(work, self._catalogue, event, heard.text, now)
        asked = asked or visit_asked(self._catalogue, event, heard.text, now)
        if not heard.chosen and not speaks_of_other(self._catalogue, event, heard):
            asked = asked or answered(self._catalogue, event, heard, now)
        asked = asked or where_asked(self._catalogue, draft, heard, event)
        if asked is not None:
            return asked
        if event.hand_off and event.hand_off.mode is Mode.CALL_BACK and events.is_live(event, now) and asks_how_long(heard.text):
            return [self._enquiries.status(work, event, now)]
        return self._once_more(work, draft, heard, event, now)

    def _once_more(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """The time that was arranged does not hold: it was missed, cannot be kept, or another one is wished for after all."""
        hand_off, text = event.hand_off, heard.text
        if (back := self._back(work, draft, heard, event, now)) is not None:
            return back
        if len(text.strip()) > SHORT_TIMED:
            return None
        if hand_off is None:  # nothing was arranged before it was given up
            return self._anew(work, draft, heard, event, now) if _ONCE_MORE.search(normalise(text)) else None
        if hand_off.mode not in (Mode.CALL_BACK, Mode.GENIUS_BAR):
            return None
        live, plain = events.is_live(event, now), normalise(text)
        calls, ahead = hand_off.mode is Mode.CALL_BACK, bool(hand_off.starts_at and hand_off.starts_at > now)
        at_once = calls and wants_call_now(wanted_part(text, now, self._catalogue.holidays), now, self._catalogue.holidays)
        timed = names_time(text, now, self._catalogue.holidays)
        unable = turns_time_down(text) if timed else _UNABLE.search(plain)
        if live and hand_off.starts_at and unable and not at_once:
            key = "utter_cannot_call" if calls else "utter_cannot_visit"
            return [Say(key, {"time": shown_time(hand_off.starts_at)})]
        if live and not (at_once and ahead):
            return [self._enquiries.status(work, event, now)] if calls and _MISSED.search(plain) else None
        clauses = [part.replace("算了", "") for part in re.split(r"[，,。；;！!？?\s]+", text)]
        again = wished_mode(text) is hand_off.mode and any(proposes_time(part, now, self._catalogue.holidays) for part in clauses)
        if not (at_once or again or _ONCE_MORE.search(plain) or (calls and _MISSED.search(plain))):
            return None
        return self._anew(work, draft, heard, event, now)

    def _back(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """「又充不进了，还是想去，明天下午六点还有位置不」: what was called off is wanted after all, with what is told beside it."""
        hand_off, holidays = event.hand_off, self._catalogue.holidays
        off = hand_off is not None and hand_off.status is HandOffStatus.CANCELLED and hand_off.mode in (Mode.CALL_BACK, *IN_PERSON)
        before = hand_off.starts_at if hand_off and hand_off.starts_at and hand_off.starts_at > now else None
        wished = proposed_at(heard.text, before, now, holidays) if off else None
        if hand_off is None or not off or heard.chosen or not (wished or wants_back(heard.text)):
            return None
        if speaks_of_another(normalise(heard.text)) or speaks_of_other(self._catalogue, event, heard):
            return None
        beside = beside_proposal(heard.text, now, holidays)
        if len(beside) >= _TELLS:
            self._adding.keep(work, draft, heard.part(beside, intent="talk_inform", problems=()), event, now)
        way = wished_mode(heard.text) or wanted_mode(heard.text)
        way = way if way in WAYS_OF.values() else None
        said = shown_time(wished) if wished else heard.text
        return self._anew(work, draft, replace(heard, text=said), work.events.get(event.number) or event, now, way)

    def _anew(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime, way: Mode | None = None) -> list[Say]:
        """Arrange once more, the way it was arranged or about to be, or another `way`."""
        mode = way or (None if event.hand_off else draft.hand_over_mode)
        draft.begin("service_change_booking", keep=("place",))
        draft.facts |= {"wished_time": heard.text} if names_time(heard.text, now, self._catalogue.holidays) else {}
        return self.handover.rearrange(work, draft, event, now, mode)

    def in_queue(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> bool:
        """True where an advisor is waited for in the chat, and the message is something for them to read."""
        event = work.events.get(draft.event_number) if draft.event_number else None
        if event is None or not waits_in_chat(event):
            return False
        route = self._catalogue.routes.get(heard.intent)
        other = route is not None and heard.confidence >= ANOTHER_SURE and route.topic != event.topic and heard.intent != "talk_inform"
        if other or not heard.text.strip():
            return False
        events.tell_more(event, heard.text)
        event.note(now, "facts", "customer")
        work.events.update(event)
        return True

    def _may_revise(self, heard: Heard, route: Route | None) -> bool:
        """A new concern may sound like a correction: it needs to say that something was told wrongly."""
        concern = route is not None and not route.talk and route.label is not Label.SERVICE
        return not concern or told_wrongly(heard.text)

    def _arrange(self, work: UnitOfWork, draft: Draft, heard: Heard, event: Event, now: datetime) -> list[Say] | None:
        """A call back or visit for the event, wished for in a few words."""
        mode = WAYS_OF.get(heard.intent)
        timed = names_time(heard.text, now, self._catalogue.holidays)
        if (
            mode is None
            or len(heard.text.strip()) > (SHORT_TIMED if timed else SHORT)
            or any(f.entity in ("component", "device_model") for f in heard.found)
        ):
            return None
        if mode is Mode.GENIUS_BAR and event.label not in OF_A_DEVICE:
            return None
        if events.is_live(event, now) or asks_how_long(heard.text):
            return [self._enquiries.status(work, event, now)]
        draft.begin("service_change_booking")
        draft.facts |= {"wished_time": heard.text} if timed else {}
        return self.handover.rearrange(work, draft, event, now, mode)
