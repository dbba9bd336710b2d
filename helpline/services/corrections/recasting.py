"""A problem that turns out to be another: the customer denies what was understood. All that they told stays."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.facts import Catalogue, Route
from helpline.model.attempts import tried_steps
from helpline.model.draft import Draft
from helpline.model.event import Label, Priority
from helpline.model.event_number import shown
from helpline.model.faults import unsaid
from helpline.model.statements import asks_something
from helpline.model.text import normalise, shorten
from helpline.model.understanding import Denied, Heard
from helpline.ports import UnitOfWork
from helpline.services import events
from helpline.services.afterwards.enquiries import ENQUIRIES, concern
from helpline.services.corrections.by_value import began_anew, denies_day
from helpline.services.corrections.matter_named import named_instead
from helpline.services.corrections.misheard_matter import instead, misheard, says_no_more
from helpline.services.corrections.objections import Correction, reworded
from helpline.services.corrections.swapped import swapped_part
from helpline.services.corrections.wording import put_right_in_words
from helpline.services.danger.false_alarm import BODY, false_alarm, named_part, only_noise, undenied
from helpline.services.handover.ways import OF_A_DEVICE
from helpline.services.intake.answers import Answers
from helpline.services.intake.causes import taken_back
from helpline.services.intake.form import Intake
from helpline.services.intake.telling import cause_told
from helpline.services.matters.parking import ANY_NAME, pairs
from helpline.services.matters.taking_up import TakingUp
from helpline.services.matters.triage import ONLY_LIKELY
from helpline.services.matters.turning_back import wishes_first
from helpline.services.reply import Say

SURE = 0.4  # of what is denied, and of what it is instead
_CAUSE = re.compile(r"问题|原因|毛病|故障|缘故")  # 「不是网络的问题」 says what it does not come from
_STEP = re.compile(r"步骤|办法|方法|操作|[那这]一?步")  # 「我试的是重启，不是打开旁白那个步骤」
_ADDS = re.compile(r"补充|加一句|加上|备注|记上|写上|记一下")


class Recasting:
    """Lets the draft be about what is meant."""

    def __init__(self, catalogue: Catalogue, answers: Answers, intake: Intake, taking_up: TakingUp) -> None:
        self._catalogue = catalogue
        self._answers = answers
        self._intake = intake
        self._taking_up = taking_up
        self._danger = re.compile("|".join(map(re.escape, catalogue.danger)))

    def part(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「不是屏幕是电池」: the same device, another problem. All other answers stay."""
        alarm = false_alarm(self._catalogue, self._route(draft), draft, heard)
        part = named_part(heard) if alarm else swapped_part(heard)
        if part is None or draft.intent in ENQUIRIES or draft.handed_over or self._danger.search(undenied(heard.text)):
            return None
        heard = only_noise(self._catalogue, heard)
        route = self._route_of(part, heard) or (concern(self._catalogue, BODY) if alarm else None)
        if route is None or route.label in (Label.HAZARD, Label.SAFETY):
            return None
        draft.facts |= {k: v for k, v in self._answers.gather(heard, now).items() if k in ("device_model", "fault_cause")}
        before = str(draft.facts.get("symptom") or "") if alarm else ""
        return self._recast(work, draft, route, events.joined(before, heard.text.strip()), now, looked_at_early=alarm)

    def misheard(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「你理解错了，是地图定位不准」: what is told takes the place of what was understood; where nothing is, it is asked."""
        if draft.event_number or draft.intent in ENQUIRIES or draft.handed_over or not misheard(draft, heard.text):
            return None
        mine, route = self._route(draft), instead(self._catalogue, draft, heard)
        if concern(self._catalogue, mine.intent) is None or mine.label in (Label.HAZARD, Label.SAFETY):
            return None
        draft.tries.pop(ONLY_LIKELY, None)
        if route is not None and route.label not in (Label.HAZARD, Label.SAFETY):
            gathered = self._answers.gather(heard, now).items()
            draft.facts |= {name: value for name, value in gathered if name != "fault_cause" and not draft.facts.get(name)}
            return self._recast(work, draft, route, events.joined(str(draft.facts.get("symptom") or ""), heard.text), now)
        return self._drop(draft, mine) if says_no_more(heard.text) else None

    def denied(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「哪个说丢了哦，是屏幕坏了」: what was misheard is dropped for what is said instead, what waited, or what else the first words may mean."""
        if (said := self._named(work, draft, heard, now)) is not None:
            return said
        denied, mine = heard.denied, self._route(draft)
        if denied is None or not self._denies_this(draft, denied, mine):
            return None
        instead = self._instead(draft, heard, denied)
        if instead is None and asks_something(heard.text, heard.acts):
            return None  # 「就是补习班，不是学校，可以吗」
        if instead is None and (denied.rest_intent == mine.intent or not self._is_mine(draft, denied) or self._answers_it(denied)):
            return None
        wrong = str(draft.facts.get("symptom") or "")
        unnamed = draft.asking == "confirm" and not self._names_it(draft, denied)  # what was read back is not dropped for less
        if instead is None and (unnamed or reworded(draft, heard.text) or put_right_in_words(wrong, heard.text)):
            return None  # 「不是左耳，是右耳」 puts the words right, and the matter stays
        if self._is_cause(draft, denied):
            draft.facts.pop("fault_cause", None)
        waiting = next((one for one in reversed(draft.parked) if self._meant(one, instead)), None)
        if waiting is not None and draft.event_number is None:
            draft.parked = [one for one in draft.parked if one is not waiting]
            if wishes_first(heard.text):
                draft.set_aside()
            return self._taking_up.go_on(work, draft, waiting, now)
        if instead is None and (said := self._of_last(work, draft, heard, now)) is not None:
            return said
        route = instead or next(
            (r for intent in draft.guesses if (r := concern(self._catalogue, intent)) and r.intent != mine.intent), None
        )
        if route is None or route.label in (Label.HAZARD, Label.SAFETY):
            only_cause = _CAUSE.search(normalise(heard.text)) is not None
            return self._drop(draft, mine) if draft.event_number is None and not only_cause else None
        draft.guesses = [intent for intent in draft.guesses if intent not in (route.intent, mine.intent)]
        self._keep_told(draft, heard, now)
        return self._recast(work, draft, route, events.joined(str(draft.facts.get("symptom") or ""), heard.text), now)

    def _denies_this(self, draft: Draft, denied: Denied, mine: Route) -> bool:
        """True where what is denied is the matter at hand or its cause, and not a step, a day, or what is settled."""
        if _STEP.search(denied.what) or denies_day(denied.what) or draft.intent in ENQUIRIES or draft.handed_over:
            return False
        if concern(self._catalogue, mine.intent) is None or mine.label in (Label.HAZARD, Label.SAFETY):
            return False
        return self._is_mine(draft, denied) or self._is_cause(draft, denied)

    def _named(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「联系人应为陈立，不是周敏；另外不是采购，是部署」: the facts are put right, and the matter with them."""
        instead = named_instead(self._catalogue, self._route(draft), heard.text)
        if instead is None or draft.event_number or draft.handed_over or draft.intent in ENQUIRIES:
            return None
        corrections = self._intake.corrections
        if (found := corrections.find(draft, heard, now, worded=True)) is not None and found.again is None:
            kept = {slot: value for slot, value in found.facts.items() if slot != "symptom"}
            corrections.apply(draft, Correction(kept, gone=found.gone))
        route, words = instead
        return self._recast(work, draft, route, events.joined(str(draft.facts.get("symptom") or ""), words), now)

    def _keep_told(self, draft: Draft, heard: Heard, now: datetime) -> None:
        """What is told beside: 「我们是学校 绍兴市文澜中学 不是那个公司」 names another in place of the company."""
        gathered = self._answers.gather(heard, now).items()
        draft.facts |= {name: value for name, value in gathered if name != "fault_cause" and not draft.facts.get(name)}
        if organisation := heard.first("organisation"):
            draft.facts["organisation"] = organisation.value

    def cause(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「跟摔有啥关系」, 「把那个摔的去了」: the cause goes at once, whatever is asked."""
        instead = taken_back(self._catalogue, draft, heard) if unsaid(normalise(heard.text)) and not draft.handed_over else None
        if instead is None or self._answers.gather(heard, now).keys() - {"fault_cause"} or began_anew(draft, heard.text):
            return None  # with what else is told it is a correction like others
        draft.know("fault_cause", instead)
        draft.facts["symptom"] = shorten(events.joined(str(draft.facts.get("symptom") or ""), heard.text), events.SYMPTOM_LIMIT)
        if draft.event_number:
            events.keep_facts(work, draft, now)
        return [Say("utter_corrected"), *self._intake.ask_again(work, draft, now)]

    def _is_mine(self, draft: Draft, denied: Denied) -> bool:
        """True where it is the matter at hand that is denied, by its name, by what it is understood as, or by what its article is about."""
        return (denied.intent == draft.intent and denied.confidence >= SURE) or self._names_it(draft, denied)

    def _names_it(self, draft: Draft, denied: Denied) -> bool:
        """The same where it is named outright."""
        nouns = [noun for noun, intents in self._catalogue.bare_nouns.items() if noun in denied.what and draft.intent in intents]
        article = self._catalogue.articles.get(draft.help.get("article", ""))
        named = pairs(self._route(draft).name) - ANY_NAME
        return bool(nouns) or bool(named & pairs(denied.what)) or (article is not None and any(w in denied.what for w in article.words))

    def _is_cause(self, draft: Draft, denied: Denied) -> bool:
        known = draft.facts.get("fault_cause")
        return bool(known) and cause_told(self._catalogue, normalise(denied.what)) == known

    def _instead(self, draft: Draft, heard: Heard, denied: Denied) -> Route | None:
        """What the rest of the message, or the whole of it, is about besides."""
        told = ((denied.rest_confidence if denied.rest else 0.0, denied.rest_intent), (heard.confidence, heard.intent))
        likely = [(chance, r) for chance, name in told if chance >= SURE and (r := concern(self._catalogue, name))]
        routes = [(chance, route) for chance, route in likely if route.intent not in (draft.intent, denied.intent)]
        if len({route.label for _, route in routes}) == 1:
            return routes[-1][1]  # the whole message tells more of the same
        return max(routes, key=lambda one: one[0])[1] if routes else None

    def _answers_it(self, denied: Denied) -> bool:
        """True where the rest gives a fact, or tells what came of a step: 「不是网络的问题，换了网还是不行」."""
        if _ADDS.search(denied.rest):
            return False
        fact = denied.rest_intent in ("talk_inform", "talk_affirm") and denied.rest_confidence >= SURE
        return fact or bool(tried_steps(denied.rest)) or any(word in denied.rest for word in self._catalogue.unsolved)

    def _meant(self, waiting: dict, instead: Route | None) -> bool:  # type: ignore[type-arg]
        """True for the concern that waits and is named; where none is, for the one that was left for what is denied now."""
        return waiting["intent"] == instead.intent if instead else "facts" in waiting

    def _of_last(self, work: UnitOfWork, draft: Draft, heard: Heard, now: datetime) -> list[Say] | None:
        """「不是账户登录，我就是补充一句」 after a number: both messages belong to that event."""
        event = work.events.get(draft.last_event or "") if draft.event_number is None and _ADDS.search(normalise(heard.text)) else None
        if event is None:
            return None
        events.tell_more(event, events.joined(str(draft.facts.get("symptom") or ""), heard.denied.rest if heard.denied else ""))
        event.note(now, "facts", "customer")
        work.events.update(event)
        draft.begin(None)
        return [Say("utter_event_updated", {"event": shown(event.number)})]

    def _drop(self, draft: Draft, mine: Route) -> list[Say]:
        """Nothing tells what it is: it is asked, and what was told goes with the answer."""
        said = {"text": str(draft.facts.get("symptom") or ""), "found": []}
        kept = {name: value for name, value in draft.facts.items() if name not in ("symptom", "fault_cause")}
        draft.begin(None)
        draft.facts |= kept
        draft.said = said
        return [Say("utter_not_that", {"topic": mine.name})]

    def _recast(
        self, work: UnitOfWork, draft: Draft, route: Route, symptom: str, now: datetime, *, looked_at_early: bool = False
    ) -> list[Say]:
        """The same draft about `route`, and its event where there is one."""
        draft.intent, draft.help = route.intent, {}
        draft.facts["symptom"] = shorten(symptom, events.SYMPTOM_LIMIT)
        if route.label not in OF_A_DEVICE:
            draft.facts.pop("fault_cause", None)
        if draft.event_number is None:
            return [Say("utter_recast", {"topic": route.name}), *self._intake.advance(work, draft, now)]
        if event := work.events.get(draft.event_number):
            event.topic, event.label, event.skill_group = route.topic, route.label, route.skill_group
            event.priority = Priority.HIGH if looked_at_early else event.priority  # nobody has seen it yet
            work.events.update(event)
        events.keep_facts(work, draft, now)
        return [Say("utter_recast", {"topic": route.name}), *self._intake.ask_again(work, draft, now)]

    def _route_of(self, part: str, heard: Heard) -> Route | None:
        """The matter of a part: as the message was understood, else what the part alone most often means."""
        bare = self._catalogue.bare_nouns.get(part, ())
        understood = concern(self._catalogue, heard.intent)
        if understood is not None and (understood.intent in bare or not bare):
            return understood
        return concern(self._catalogue, bare[0]) if bare else None

    def _route(self, draft: Draft) -> Route:
        return self._catalogue.routes[draft.intent or ""]
