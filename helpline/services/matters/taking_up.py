"""Goes on with a concern that waited: because it was offered and wanted, or because the customer turns back to it."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import datetime
from typing import Any

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.acts import Move
from helpline.model.draft import Draft, devices_of
from helpline.model.statements import asks_something
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.belonging import same_device
from helpline.services.afterwards.declining import drops_matter
from helpline.services.afterwards.enquiries import concern
from helpline.services.afterwards.moving import other_way
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.intake.answers import Answers
from helpline.services.intake.describing import leave_for, without_turn
from helpline.services.intake.form import Intake
from helpline.services.intake.read_back import says_yes
from helpline.services.matters.midway import Listening
from helpline.services.matters.one_matter import FAULTS, kind
from helpline.services.matters.parking import Parking
from helpline.services.matters.turning_back import TurningBack, without_reminder
from helpline.services.reply import Say
from helpline.services.stopping import drop, turned_from

SURE = 0.5
REFUSED = 40  # characters in which a matter is refused with its reason
_REFUSES = re.compile(
    r"(?<!能)(?<!么)不(?:用|需要|必|要)(?:再|接着|管|弄|处理|登记|了|啦|麻烦)|没必要|再(?:想想|考虑|看看|琢磨|议|说吧?$)|(?:以后|回头|改天|下次|过几天|过阵子?|晚点|有空)(?:再|吧)|先放[一放着]|(?:^|[，,。\s])算了|先不(?:用|弄|管|处理)|不(?:弄|处理|管|办|登记)了|不用$"
)
_OCCURS = {"since", "frequency", "after"}
_TOGETHER = re.compile(r"一起|一块儿?|一并|一道|顺便|顺带|同时")
_OF_IT = ("serial_number", "imei", "contact_phone", "contact_name", "purchase_date")
_DEVICES, _NUMBERS = ("device_model", "device_family"), ("contact_phone", "serial_number", "order_number", "contact_name")
OTHER_SURE = 0.7
_DOES = r"(?:退|修|换|办|登记|弄|处理|买|报|申请|续|约)"
_STILL_WANTS = re.compile(
    rf"(?:还是|又|再)(?:得|要|想|决定|麻烦|请|给我|帮我|去)*(?:{_DOES}|接着|继续)|(?:接着|继续|恢复|重新)(?:给我|帮我)?(?:{_DOES}|来|吧)"
    rf"|(?:刚才|刚刚|之前|上面|前面)[^，,。；;]{{0,8}}(?:接着|继续|恢复|重新|{_DOES}吧)|反悔|改(?:了)?主意|想通了|(?:又|改主意)[^，,。]{{0,4}}(?:想|要){_DOES}"
)
# 「行，接着处理另一个」, where it was asked whether to
_TAKES_UP = re.compile(
    r"(?:行|好的?|嗯|可以|要|那|就|啊|呀|吧|了|的|哦|对|请|麻烦|帮我|现在|先|把|[，,。.!！~\s])*(?:接着|继续|再)?(?:处理|办|弄|说|登记|来|看)(?:一?下)?(?:那|另|这|下|后)?(?:一|外)?(?:个|件|边|的|事|问题)*[吧呀啊呗哈。.!！~\s]*"
)
# 「弄 耳机也那时候一起看」
_AGREED = re.compile(r"^(?:弄|要|办|处理|修|看|好|行|嗯+|对|可以|接着|继续|需要)(?:弄|办|的|吧|啊|呀|一下|处理)*(?:[，,。.！!\s]+|(?=那))")
_POINTS = re.compile(r"刚才|刚刚|之前|上面|前面|接着|继续|恢复|反悔|又")
_GOES_ON = re.compile(r"另外|还有(?!没)|但是?|不过|帮我|(?<!想)想(?!想|一想|清楚|好|通|了)")


class TakingUp:
    """Begins it, or goes on where it stopped."""

    def __init__(self, catalogue: Catalogue, answers: Answers, intake: Intake) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._intake = intake
        self._parking = Parking(catalogue)
        self._turning = TurningBack(catalogue)
        self._listening = Listening(catalogue)

    def elsewhere(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """What is said of another matter while something is asked: it is taken up, or waits."""
        if draft.asking and not draft.event_number and drops_matter(draft.asking, heard.text):
            return self._intake.after(draft, [drop(draft)])
        told = self._turned(work, draft, heard, now) or self._behind(work, draft, heard, now) or self._reminded(work, draft, heard, now)
        return told or self.called_back(work, draft, heard, now) or self._of_waiting(work, draft, heard, now)

    def _of_waiting(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「耳机没摔没进水」, 「耳机也那时候一起看」 while the iPad is dealt with: told of what waits, it stays with that."""
        waiting = self._parking.waiting_of(draft, heard)
        mine = {kind(device) for device in devices_of({"facts": draft.facts})}
        named = {kind(found.value) for found in heard.found if found.entity in _DEVICES}
        telling = heard.chance_of(Move.TELLS, Move.BRINGS) > heard.chance_of(Move.ASKS) and not asks_something(heard.text, heard.acts)
        if waiting is None or not telling or not mine or named & mine or len(heard.text) > REFUSED or heard.surely(Move.REARRANGES):
            return None
        trial = deepcopy(draft)  # to read leaves marks
        if re.search(r"\d{4}", heard.text) or (draft.asking and self._answers.read(draft.asking, heard, trial, now).read):
            return None
        more, cause = self._parking.told_more(waiting, heard, heard.text), heard.first("fault_cause")
        if cause is not None and "facts" in more:
            more["facts"] = {"fault_cause": cause.value, **more["facts"]}
        draft.parked = [more if one is waiting else one for one in draft.parked]
        return [Say("utter_noted"), *self._intake.ask_again(work, draft, now)]

    def _reminded(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「138…，壳退货那个别忘了哈」: that it waits is said, and what stands beside it answers."""
        waiting = self._turning.reminded(draft, heard)
        if waiting is None:
            return None
        rest = without_reminder(heard.text)
        answer = heard.part(rest, intent="talk_inform", problems=()) if rest else None
        says = self._intake.answer(work, draft, answer, now) if answer else self._intake.ask_again(work, draft, now)
        return [Say("utter_parked", {"topic": self._catalogue.routes[waiting["intent"]].name}), *says]

    def _turned(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「算了不修了，先查这台在不在保，序列号 …」: the matter is left, though the message holds what was asked."""
        route = None if draft.event_number else self._listening.turns_away(draft, heard)
        if route is None:
            return None
        left = turned_from(draft, heard)
        return [left, *self._intake.begin(work, draft, without_turn(heard), route, now, same_device=True)]

    def _behind(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「173…，我还有一个事，我 AirPods 丢了一只」: the answer counts, and the other matter waits with its words."""
        two = self._parking.behind(draft, heard) if draft.asking not in (None, "confirm") else None
        answer = self._answers.read(draft.asking or "", two[0], draft, now) if two else None
        told = answer is not None and answer.read and (not answer.loose or bool(answer.facts.keys() & _OCCURS))
        if two is None or answer is None or not told:
            return None
        rest, second, route = two
        if self._with_it(draft, second, route):
            draft.facts["symptom"] = events.joined(str(draft.facts.get("symptom") or ""), second.text)
            return [Say("utter_added"), *self._intake.answer(work, draft, rest, now)]
        return [self._parking.park(draft, second, route), *self._intake.answer(work, draft, rest, now)]

    def _with_it(self, draft: Draft, second: Heard, route: Route) -> bool:
        """True for 「另外它外放也沙沙响，到时候一起看看」: more of the device at hand, to be seen to at the same time."""
        mine = self._catalogue.routes[draft.intent or ""]
        faulty = route.intent.startswith(FAULTS) and mine.intent.startswith(FAULTS)
        return (
            faulty and not any(found.entity in _DEVICES for found in second.found) and _TOGETHER.search(normalise(second.text)) is not None
        )

    def called_back(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「还是先弄屏幕的事」: that one goes on, and what is being asked about waits. None where none is named."""
        waiting = self._turning.called_back(draft, heard)
        if waiting is None:
            return self._besides(work, draft, heard, now) or self._already(work, draft, heard, now)
        if draft.asking and draft.intent:
            draft.set_aside()
        draft.choices, draft.resuming = [], False
        says = self.go_on(work, draft, waiting, now)
        told = {name: value for name, value in self._answers.gather(heard, now).items() if name in _OF_IT and not draft.facts.get(name)}
        draft.facts |= told  # 「先登12 pro的，F17FX2QW9LMN」
        return [*says[:-1], *self._intake.advance(work, draft, now)] if draft.asking in told else says

    def _besides(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「我没点进去，不用登记了吧？不过另外有个事，…」 while something is asked: the other matter waits, and that is said."""
        apart, route = self._parking.apart(heard), concern(self._catalogue, heard.intent)
        if (
            not draft.asking
            or apart.text == heard.text
            or apart.problems
            or route is None
            or route.intent == draft.intent
            or heard.confidence < SURE
        ):
            return None
        return [self._parking.park(draft, apart, route), *self._intake.ask_again(work, draft, now)]

    def _already(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「还是先登记屏幕的事吧」, while it is just that: the question again."""
        free = not draft.asking or draft.asking in ("symptom", "tried_steps") or asks_something(heard.text, heard.acts)
        if free or not self._turning.turns_to(draft, heard):  # 「先说清楚，换个电池好多钱」 asks
            return None
        return self._intake.resume(work, draft, now)

    def go_on(self, work: UnitOfWork, draft: Draft, concern: dict[str, Any], now: datetime) -> list[Say]:
        """The concern, taken up."""
        if "facts" in concern:
            draft.take_up(concern)
            return self._intake.resume(work, draft, now)
        told = Heard.retold(concern.get("said") or {"text": concern.get("text", "")}, concern["intent"])
        leave_for(self._catalogue, self._answers, draft, told)
        return self._intake.begin(work, draft, told, self._catalogue.routes[concern["intent"]], now)

    def waited(self, work: UnitOfWork, draft: Draft, heard: Heard, named: str | None, now: datetime) -> list[Say] | None:
        """The answer to whether the concern that waited should be taken up, and which was `named`; None for something else.

        What waits may be named, too, where it was not offered.
        """
        if (again := self.given_up(work, draft, heard, now)) is not None:
            return again
        if not draft.parked:
            return None
        if self._other_way(work, draft, heard):
            draft.choices, draft.resuming = [], False  # it is offered again once that is arranged
            return None
        if (put_right := self._parking.put_right(draft, heard)) is not None:
            return self.go_on(work, draft, put_right, now)
        if called_back := self.called_back(work, draft, heard, now):
            return called_back
        refused = draft.resuming and not heard.chosen and refuses(heard.text)
        if draft.resuming and not refused and self._wants_with_more(draft, heard):
            draft.parked[0] = self._parking.told_more(draft.parked[0], heard, _AGREED.sub("", heard.text))
            return self.go_on(work, draft, self._parking.answered(draft, wanted=True) or {}, now)
        if not refused and (mentioned := self._turning.mentioned(draft, heard)) is not None:
            draft.choices, draft.resuming = [], False
            return self.go_on(work, draft, mentioned, now)
        if not draft.resuming:
            return None
        wanted = (heard.chosen.get("topic") or named) == draft.parked[0]["intent"]
        if wanted or (not heard.chosen and not refused and (says_yes(heard) or _TAKES_UP.fullmatch(normalise(heard.text).strip()))):
            return self.go_on(work, draft, self._parking.answered(draft, wanted=True) or {}, now)
        if refused or heard.intent in ("talk_bye", "talk_deny", "talk_cancel", "talk_unknown"):
            self._keep_words(work, draft, draft.parked[0], now)
            self._parking.answered(draft, wanted=False)
            return self._parking.bring_back(draft) or [Say("utter_talk_bye")]
        return None

    def _wants_with_more(self, draft: Draft, heard: Heard) -> bool:
        """True for 「弄 耳机也那时候一起看」 where it was asked whether to go on with the earphones."""
        plain, of_it = normalise(heard.text), self._parking.waiting_of(draft, heard) is draft.parked[0]
        told = [_AGREED.match(plain) is not None, _TOGETHER.search(plain) is not None, of_it]
        return not heard.chosen and sum(told) > 1 and not asks_something(heard.text, heard.acts)

    def back_to(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """What sounded like a wish for a person and goes on with what waits, 「行，接着处理另一个」, or with what was given up."""
        if draft.resuming:
            return self.waited(work, draft, heard, None, now)
        return self.given_up(work, draft, heard, now) if draft.dropped else None

    def given_up(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「还是得退，刚才那个接着办吧，电话…」: what was given up comes back with all that was told, and with what is told now."""
        given_up, plain = draft.dropped, normalise(heard.text)
        mine, told = self._catalogue.routes.get(str(given_up.get("intent"))), concern(self._catalogue, heard.intent)
        if mine is None or draft.asking or heard.chosen or not wants_again(plain, draft.event_number) or refuses(heard.text):
            return None
        named, known = {one.value for one in heard.found if one.entity in _DEVICES}, devices_of(given_up)
        other = bool(named and known) and {kind(one) for one in named}.isdisjoint(kind(one) for one in known)
        if other or (told is not None and told.label is not mine.label and heard.confidence >= OTHER_SURE):
            return None
        facts = self._answers.gather(heard, now)
        draft.take_up(given_up)
        draft.dropped = {}
        draft.facts |= {name: value for name, value in facts.items() if name in _NUMBERS or not draft.facts.get(name)}
        return self._intake.resume(work, draft, now)

    def _other_way(self, work: UnitOfWork, draft: Draft, heard: Heard) -> bool:
        """True for 「算了电话不用打了，我下周日去昆明的店里」: of what is arranged, and no answer to what is offered."""
        event = work.events.get(draft.event_number or draft.last_event or "")
        arranged = event.hand_off if event and not heard.chosen else None
        return draft.resuming and arranged is not None and other_way(heard.text, arranged.mode) is not None

    def _keep_words(self, work: UnitOfWork, draft: Draft, refused: dict[str, Any], now: datetime) -> None:
        """What was told of a fault that needs no event of its own stays with that of the same device: 「触摸也不灵了」 beside the broken screen."""
        event = work.events.get(draft.event_number or draft.last_event or "")
        route, words = self._catalogue.routes.get(refused["intent"]), str(refused.get("said", {}).get("text") or "")
        if event is None or route is None or not words or event.label not in OF_A_DEVICE or route.label not in OF_A_DEVICE:
            return
        if all(same_device(self._catalogue, event, device) for device in devices_of(refused)):
            events.tell_more(event, words)
            event.note(now, "facts", "customer")
            work.events.update(event)


def wants_again(plain: str, number: str | None) -> bool:
    """True where what was given up is wanted after all; with an event at hand, which 「还是约周五」 is of, it needs to be pointed to."""
    return _STILL_WANTS.search(plain) is not None and (number is None or _POINTS.search(plain) is not None)


def refuses(text: str) -> bool:
    """True for 「屏幕换了应该就好了 不用了」, which gives the reason too; 「不用了，另外…」 goes on to something else."""
    plain = normalise(text)
    return len(plain) <= REFUSED and _REFUSES.search(plain) is not None and not _GOES_ON.search(plain)
