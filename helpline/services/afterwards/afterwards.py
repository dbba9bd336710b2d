"""What is said of an event that is arranged, part by part: put right, called off or written down, and whatever stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Does, Move
from helpline.model.draft import Draft
from helpline.model.event import Event, Label
from helpline.model.event_number import shown
from helpline.model.phone import phones_in
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.adding import Adding
from helpline.services.afterwards.aftercare import Aftercare
from helpline.services.afterwards.bearing import Bearing, bearing, notes, parts_of, why_off
from helpline.services.afterwards.belonging import of_this_talk
from helpline.services.afterwards.enquiries import Enquiries
from helpline.services.afterwards.moving import booked_at
from helpline.services.afterwards.none_of_it import TOLD_SURE, another_matter, none_of_it
from helpline.services.afterwards.phone_anew import change_phone, new_phone, only_phone
from helpline.services.afterwards.proposing import turns_back
from helpline.services.handover.chat_waiting import waits_in_chat
from helpline.services.handover.wishes import names_clock, names_time, proposes_time, wished_mode
from helpline.services.intake.form import Intake
from helpline.services.intake.naming import contact_instead
from helpline.services.questions.event_questions import keep_open
from helpline.services.questions.in_vain import question_in
from helpline.services.reply import Say

Answering = Callable[[UnitOfWork, Draft, Heard, datetime], list[Say]]
_WHY = 4  # characters of a reason
_TELLS = 6  # characters of a part that tells something
_COURTESY = re.compile(
    r"(?:谢+|多谢|感谢|麻烦|辛苦|拜托|抱歉|不好意思|您好|你好|好的?|嗯|哦|您|你们?|了|啦|哈|就这些|就这样|没别的|其[它他](?:都)?不[变动]|[^\w])*"
)
_CLAUSES = re.compile(r"[，,。；;！!\n]+")
_VALUE = re.compile(r"[\da-z]|(?:是|成|叫|为)[\u4e00-\u9fff]{2}")
_PUTS_RIGHT = re.compile(r"不是|[错反]|\d{4}")
_OF_A_PHONE = re.compile(r"电话|手机|号码|联系方式|尾号|\d{4}")
_STRONG = (Bearing.CORRECTS, Bearing.ADDS, Bearing.CALLS_OFF)


class Afterwards:
    """Carries the decision out; all that follows a booking and is surer than what a message sounds like."""

    def __init__(self, catalogue: Catalogue, aftercare: Aftercare, enquiries: Enquiries, adding: Adding, intake: Intake) -> None:
        self._catalogue = catalogue
        self._aftercare = aftercare
        self._enquiries = enquiries
        self._adding = adding
        self._intake = intake

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime, otherwise: Answering) -> list[Say] | None:
        """The answer; None where nothing of it is certain. `otherwise` takes up what stands beside it and is another matter."""
        event = self._at_hand(work, draft, heard, now)
        if event is None:
            return None
        if apart := none_of_it(draft, event, heard):
            return apart
        if self._aftercare.switching.turns(heard, event, now) and not phones_in(heard.text, event.number):
            return None  # 「不寄了，你们后天九点半给我打个电话」 is one wish
        if told := told_with_thanks(heard):
            return self.hear(work, draft, told, now, otherwise) or self._adding.add(work, draft, told, event, now)
        parts = [one for part in parts_of(heard) for one in self._timed_apart(part, event, now)]
        means = [bearing(self._catalogue, event, part) for part in parts]
        if means == [Bearing.CORRECTS] and heard.surely(Move.REARRANGES) and not phones_in(heard.text, event.number):
            return None  # 「周四要去电力公司开会，改成周五下午两点」 puts no fact right
        if Bearing.CALLS_OFF in means and not events.is_live(event, now):
            return None
        says, rest = list[Say](), list[Heard]()
        for part, meant in sorted(zip(parts, means), key=lambda one: one[1] is Bearing.CALLS_OFF):
            done = self._do(work, draft, part, meant, event, now) if meant in _STRONG else None
            event = work.events.get(event.number) or event
            says += done or []
            rest += [] if done else [part]
        if not says and means and means[0] is Bearing.STANDS and Bearing.OTHER in means:  # 「公司的就这样。我自己还有个私事，…」
            return otherwise(work, draft, heard.part("".join(part.text for part in parts[1:]), problems=()), now)
        if not says:
            return self._as_it_was(work, draft, heard, means, event, now)
        beside = self._beside(work, draft, heard, rest, event, now, otherwise)
        says = [say for say in says if not draft.asking or say.key != "utter_status_call_back"] + beside  # another time waits for a yes
        return [say for at, say in enumerate(says) if say not in says[:at]]

    def _timed_apart(self, part: Heard, event: Event, now: datetime) -> list[Heard]:
        """「电话尾号打反了，是4509不是4590，时间周四下午三点」: what is put right, and another time for what is arranged."""
        clauses, holidays = [one for one in _CLAUSES.split(part.text) if one.strip()], self._catalogue.holidays
        timed = [one for one in clauses if names_clock(one) and proposes_time(one, now, holidays) and not _PUTS_RIGHT.search(one)]
        rest = part.part("，".join(one for one in clauses if one not in timed))
        told = _VALUE.search(normalise(rest.text)) is not None  # 「只换号码」 says of no value
        apart = bool(timed) and told and bearing(self._catalogue, event, rest) is Bearing.CORRECTS
        return [rest, part.part("，".join(timed))] if apart else [part]

    def _at_hand(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> Event | None:
        idle = not (draft.asking or draft.choices or draft.doubt or draft.resuming or draft.away or draft.again and draft.said)
        event = of_this_talk(work, draft, now) if idle and draft.handed_over and draft.event_number and not heard.chosen else None
        danger = heard.intent.startswith("hazard_")
        return None if danger or event is None or waits_in_chat(event) else event

    def _as_it_was(
        self, work: UnitOfWork, draft: Draft, heard: Heard, means: list[Bearing], event: Event, now: datetime
    ) -> list[Say] | None:
        """How it stands, where it is told that nothing is to be changed, or what happened to somebody else."""
        nothing = set(means) <= {Bearing.STANDS, Bearing.HEARSAY} and bool(means)
        if nothing and booked_at(draft) and turns_back(heard.text):
            return None  # to the time before it was moved
        place = event.hand_off.place if nothing and event.hand_off else None
        if place and self._aftercare.handover.visits.named_instead(place.id, place.city, heard, event.facts):
            return None  # 「算了还是去西湖，时间不变」: only the time stays
        return [self._enquiries.status(work, event, now)] if nothing else None

    def _do(self, work: UnitOfWork, draft: Draft, part: Heard, meant: Bearing, event: Event, now: datetime) -> list[Say] | None:
        right = self._put_right(work, draft, part, event, now) if meant is Bearing.CORRECTS else None
        if right or (meant is Bearing.CORRECTS and not notes(part.text) and not self._only_to_read(part, now)):
            return right
        if meant is not Bearing.CALLS_OFF:
            return self._adding.add(work, draft, replace(part, acts=()) if notes(part.text) else part, event, now)
        self._keep(work, draft, part, event, now)  # 「孩子发烧去不了」, for whoever reads why
        return self._aftercare.handover.give_up(work, draft, work.events.get(event.number) or event, now)

    def _only_to_read(self, part: Heard, now: datetime) -> bool:
        """True for 「刚刚看了，是648块不是328」, where no fact has what is put right, and nothing that is arranged is meant."""
        arranged = names_time(part.text, now, self._catalogue.holidays) or wished_mode(part.text) or phones_in(part.text)
        return part.does(part.text) is Does.CHANGE and not arranged

    def _put_right(self, work: UnitOfWork, draft: Draft, part: Heard, event: Event, now: datetime) -> list[Say] | None:
        draft.facts = {**event.facts, **draft.facts}
        name, phones = contact_instead(part.text), phones_in(part.text, event.number)
        phone = phones[-1].value if phones and name else new_phone(part.text, event.number)
        text = "，".join(one for one in _CLAUSES.split(part.text) if not phone or not _OF_A_PHONE.search(one))
        if phone and not name and only_phone(part.text):
            return None  # it is told with what is arranged
        says = [change_phone(work, draft, event, phone, now)] if phone else []
        if name:
            draft.know("contact_name", name)
            events.keep_facts(work, draft, now)
            says += [Say("utter_event_updated", {"event": shown(event.number)})]
        rest = part.part(text, intent="talk_inform", confidence=1.0, ranking=(), problems=())
        revised = self._intake.revise(work, draft, rest, now) if text.strip() and not name else None
        return [*says, *(revised or [])] or None

    def _keep(self, work: UnitOfWork, draft: Draft, part: Heard, event: Event, now: datetime) -> None:
        told = why_off(part.text)
        if len(_COURTESY.sub("", told)) >= _WHY:
            self._adding.keep(work, draft, part.part(told), event, now)

    def _beside(
        self, work: UnitOfWork, draft: Draft, heard: Heard, rest: list[Heard], event: Event, now: datetime, otherwise: Answering
    ) -> list[Say]:
        """What stands beside what was done: another wish or matter, a question, or more to read."""
        rest = [part for part in rest if len(_COURTESY.sub("", normalise(part.text))) >= _TELLS]
        if not rest:
            return []
        told = heard.part("".join(part.text for part in rest), problems=())
        if any(bearing(self._catalogue, event, part) is Bearing.OTHER for part in rest) or another_matter(self._catalogue, event, told):
            return otherwise(work, draft, told, now)
        known = self._aftercare.hear(work, draft, heard.part(told.text, intent="talk_inform", confidence=0.6, problems=()), now)
        if known is not None:
            return known
        if question_in(told) is not None and event.label is not Label.SAFETY:
            return keep_open(work, event, told, now)
        self._keep(work, draft, told, event, now)
        return []


def told_with_thanks(heard: Heard) -> Heard | None:
    """What 「谢谢哥哥，对了我妈姓曹」 tells beside the thanks."""
    if heard.intent not in ("talk_thank", "talk_bye") or heard.chosen:
        return None
    told = [act.text for act in heard.acts if act.does is Does.FACT and act.chance >= TOLD_SURE]
    return heard.part("，".join(told), intent="talk_inform", confidence=TOLD_SURE, ranking=(), problems=()) if told else None
