"""Which article helps, and which of its steps comes next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from helpline.catalogue.facts import Article, Catalogue, Step
from helpline.model.attempts import tried_steps, was_tried
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.faults import ACCIDENT, DEFECT, UNKNOWN, WEAR
from helpline.model.text import normalise
from helpline.services.corrections.tried import NOTHING, could_not, not_yet, of_the_try
from helpline.services.events import joined
from helpline.services.handover.wishes import wished_mode
from helpline.services.help.ruled_out import answered_ahead, ruled_out
from helpline.services.reply import Button, Say, choose

SOLVED, UNSOLVED = "help_solved", "help_unsolved"  # what the quick replies under a step choose
HUMAN = "/service_request_human"
USUAL = "iphone"  # what is most likely meant where nothing is named
HELPED = (Label.GENERAL, Label.ACCESSIBILITY)
_PUTS_RIGHT = re.compile(r"不是[^，,。；;]{1,12}[，,。；; ]*(?:而)?是|我说的?是|我是说|我指的是")


# Where one part ends and a wish for a person begins: 「还是不行帮我找个人看看」.
_PARTS = re.compile(r"[，,。；;！!\n\s]+|(?=帮我|给我|替我|转人|找人|找个人|我要|我想|能不能|可以.{0,2}找)")
_WISHES_PERSON = re.compile(r"人工|顾问|客服|专员|工程师|师傅|真人|找个?人|有没有人|^(?:帮我|给我|替我|我要|我想|能不能)|打电话|回电")

# Who will not do it did nothing: 「不行不行，我懒得弄，找顾问」; 「试过了还是不行，不想弄了」 did.
_WILL_NOT_DO = re.compile(r"不想(?:再)?[试弄做搞折]|不[试弄搞折](?![了过])|懒得|别让我|太麻烦|麻烦死|没时间|没空|[你您]们?来弄|先不|不会弄")
_DID = re.compile(r"[试做弄搞按]过|[试做弄]了(?!算)|还是|依然|仍|照样|没用")


class Steps:
    """Reads the articles for a draft. `draft.help` keeps the article by its id, the steps that are done with, and whether it is over."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def due(self, draft: Draft, family: str, cause: str) -> bool:
        """True while there is a step that this customer could still try."""
        over = draft.event_number or draft.help.get("over") or "tried_steps" in draft.passed
        if over or draft.risk:
            return False
        route = self._catalogue.routes.get(draft.intent or "")
        if route is None or route.label not in HELPED or cause == ACCIDENT or self._wants_more(draft):
            return False
        article = self.article(draft, family)
        if draft.angry and not draft.help and not (article and article.at_once):
            return False  # nobody who is angry is told to try something first; how a thing is done is what they ask
        told = draft.facts.get("symptom") or (article and article.at_once and not article.words)  # 「手机丢了」 says all
        return bool(told) and article is not None and self.left(draft, article) != []

    def tip(self, draft: Draft, family: str, cause: str) -> list[Say]:
        """What may be checked of a device that broke of itself, told once beside the next question: a repair is not held up."""
        route = self._catalogue.routes.get(draft.intent or "")
        if (
            route is None
            or route.label is not Label.HARDWARE
            or cause not in ((DEFECT, WEAR, UNKNOWN) if draft.urgent else (DEFECT, WEAR))
            or not family
        ):
            return []
        if draft.event_number or draft.help or draft.angry or draft.risk or not draft.facts.get("symptom") or self._wants_more(draft):
            return []
        article = self.article(draft, family)
        left = self._untried(draft, article) if article else []  # 「换过线也清过灰」 needs neither
        if article is None or not left:
            return []
        draft.help = {"article": article.id, "over": True, "tip": True}
        steps = [article.steps[place] for place in left]
        return [Say("utter_help_tip", {"steps": _numbered(steps)}, card=card_of(replace(article, steps=tuple(steps))))]

    def article(self, draft: Draft, family: str) -> Article | None:
        """The article that is being followed, else the first that fits what was said and the device."""
        kept = self._catalogue.articles.get(draft.help.get("article", ""))
        if kept and draft.intent in kept.intents and _of(kept, family):
            return kept
        text = normalise(str(draft.facts.get("symptom") or ""))
        fitting = [a for a in self._catalogue.articles.values() if draft.intent in a.intents and _of(a, family) and _speaks_of(a, text)]
        if draft.intent == "general_ask_howto":  # only what was asked for: there is no first step to everything
            fitting = [article for article in fitting if article.words]
        return min(fitting, key=lambda article: (not family and not _of(article, USUAL), not article.words), default=None)

    def keep_at_hand(self, draft: Draft, text: str) -> None:
        """Keep the step that was being tried, where a wish for a person tells what came of it: 「是开着的呀 找人工吧」."""
        article = self._catalogue.articles.get(draft.help.get("article", ""))
        left = self.left(draft, article) if article and not draft.help.get("over") else []
        if article is not None and ruled_out(article, left, normalise(text)):  # 「没用路由器，我开的热点，找顾问」
            draft.facts["symptom"] = joined(str(draft.facts.get("symptom") or ""), text)
            return
        plain = normalise(text)
        if _WILL_NOT_DO.search(plain) and not _DID.search(plain):
            return
        parts = [part for part in _PARTS.split(plain) if part and not _WISHES_PERSON.search(part)]
        if article is None or not left or not any(self._came_of(article.steps[left[0]], part) for part in parts):
            return
        done = left if article.at_once else left[:1]
        keep_steps(self._catalogue, draft, article, done, tried_steps(plain))
        draft.help = {**draft.help, "gone": sorted({*draft.help.get("gone", []), *done})}

    def _came_of(self, step: Step, part: str) -> bool:
        """True where the part of a message tells how the step went, and not that it was left undone."""
        words = self._catalogue
        if could_not(part) or not_yet(part) or any(word in part for word in (*words.unable, *words.enough, *words.passes)):
            return False
        return of_the_try(part) or was_tried(step.tried, part, asked=True) or any(word in part for word in words.unsolved)

    def meant(self, draft: Draft, family: str, text: str) -> Article | None:
        """Another article than the one that is followed, where the customer puts right what it is about: 「不是没声音，是别人听不见我」."""
        plain = normalise(text)
        if _PUTS_RIGHT.search(plain) is None:
            return None
        others = (a for a in self._catalogue.articles.values() if a.id != draft.help.get("article") and draft.intent in a.intents)
        return next((a for a in others if a.words and _of(a, family) and _speaks_of(a, plain)), None)

    def left(self, draft: Draft, article: Article) -> list[int]:
        """The steps that were neither told nor said to be tried, by their place. A procedure is told whole, once."""
        gone = draft.help.get("gone", []) if draft.help.get("article") == article.id else []
        if article.at_once:
            return [] if gone else list(range(len(article.steps)))
        return [place for place in self._untried(draft, article) if place not in gone]

    def _untried(self, draft: Draft, article: Article) -> list[int]:
        said = normalise(str(draft.facts.get("symptom") or ""))
        listed = normalise("，".join(draft.facts.get("tried_steps") or []))
        untried = [
            place
            for place, step in enumerate(article.steps)
            if not answered_ahead(step, said) and not was_tried(step.tried, said) and not was_tried(step.tried, listed, asked=True)
        ]
        return sorted(untried, key=lambda place: not any(word in said for word in article.steps[place].first))  # 「它说空间不够」

    def say(self, draft: Draft, article: Article) -> Say:
        """The next step, or the whole procedure, with its quick replies."""
        titles = self._catalogue.buttons
        unsolved = "not_solved" if article.at_once else "still_not"
        buttons = (
            choose("topic", SOLVED, titles["solved"]),
            choose("topic", UNSOLVED, titles[unsolved]),
            Button(titles["advisor"], HUMAN),
        )
        if draft.help.get("article") != article.id:
            draft.help = {"article": article.id, "gone": []}
        if article.at_once:
            steps = "\n".join(filter(None, (article.warning, _numbered(article.steps))))
            card = {**card_of(article), "question": titles["was_it_solved"]}
            return Say("utter_help_steps", {"title": article.title, "steps": steps}, buttons, card)
        place = self.left(draft, article)[0]
        first = not draft.help["gone"]
        key = "utter_help_first" if first else "utter_help_next"
        return Say(key, {"step": article.steps[place].do}, buttons, card_of(article, place))

    def _wants_more(self, draft: Draft) -> bool:
        """True where the customer asks for a repair or a call outright: they are not held up."""
        said = str(draft.facts.get("symptom") or "")
        time = draft.facts.get("wished_time") and not draft.help.get("article")  # 「晚上七点后方便接」 ends no step
        asked = draft.facts.get("service_mode") or time or wished_mode(said)
        return bool(asked) or any(word in said for word in self._catalogue.repairs)


def keep_steps(catalogue: Catalogue, draft: Draft, article: Article, places: list[int], own: list[str]) -> None:
    """Steps by their names, and what else the customer says they did."""
    others = [step for step in own if not any(was_tried(one.tried, step, asked=True) for one in article.steps)]
    known = [step for step in draft.facts.get("tried_steps") or [] if step != NOTHING]
    whole = [catalogue.buttons["tried_all"].format(title=article.title)] * bool(places)
    tried = list(dict.fromkeys([*known, *(whole if article.at_once else [article.steps[place].name for place in places]), *others]))
    if tried:
        draft.know("tried_steps", tried)


def _of(article: Article, family: str) -> bool:
    """True where the article fits the device; of one that is not known a procedure may be told, a check may not."""
    if not article.families:
        return True
    return family in article.families if family else article.at_once


def _speaks_of(article: Article, text: str) -> bool:
    """True where the message is about what the article is about."""
    return (not article.words or any(word in text for word in article.words)) and not any(word in text for word in article.unless)


def _numbered(steps: Sequence[Step]) -> str:
    return "\n".join(f"{number}. {step.do}" for number, step in enumerate(steps, start=1))


def card_of(article: Article, place: int | None = None) -> dict[str, object]:
    """What a client shows of an article: all steps, and which of them it is about."""
    steps = [step.do for step in article.steps]
    return {"kind": "article", "title": article.title, "steps": steps, "step": None if place is None else place + 1}
