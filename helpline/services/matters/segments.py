"""A message that tells of several matters, part by part: what came of one fault stays with it, and what is wanted first comes first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from helpline.catalogue.facts import Route
from helpline.model.text import align, normalise
from helpline.model.understanding import Found, Heard, Problem
from helpline.services.matters.one_matter import APART, BESIDES, FAULTS, kind
from helpline.services.matters.order_wished import Wish, wish_of_order

_SAYS_NOTHING = set("那这的台个部件事问题情况毛病先一下吧了请坏处理")
_URGENT = ("hazard_", "safety_", "service_")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_PART = re.compile(rf"(?:(?<=[，,。；;！!\s])(?:那|我|这边|而且)+)?(?:{BESIDES.pattern})")  # 「…裂了，我还有台 iPad」
# 「两个事：」, 「第二，」: that there are several, and which this is
_COUNTS = re.compile(
    r"^(?:(?:您好|你好|我|这边|这里|想|要|说|问|办|反映|咨询|一下|一共|总共|有|哈|[，,。！!\s])*(?:[两俩几]|[2-5二三])[个件](?:别的|不同的)?(?:事情?|问题|情况)(?:要[办问说]|想[问说])?[哈啊呀吧]*[：:，,。；;\s]*)?"
    r"(?:(?:第[一二三1-3]|头一|其[一二三])[个件]?(?:事情?|问题)?(?:就?是|[：:、，,])+|[一二三]是|一个是|[1-5][、.．)）](?!\d)\s*|[①②③]\s*)?"
)
_COUNTS_ON = re.compile(r"[，,。；;、\s]*(?:(?:第[二三2-3]|其[二三])[个件]?(?:事情?|问题)?(?:就?是)?|[二三]是|[2-5][、.．)）])[，,：:\s]*$")
_WHOLE = 0.9  # of the message: a problem that was heard in all of it
_DEVICES = ("device_model", "device_family")
_Told = tuple[Problem, str]  # with its words


def beside_at(text: str) -> int | None:
    """Where 「另外」 or 「還有」 begins what stands beside, in the text as it was typed."""
    aligned = align(text)
    found = BESIDES.search(aligned.text)
    return aligned.origin(*found.span())[0] if found else None


def in_parts(heard: Heard, routes: Mapping[str, Route]) -> Heard:
    """With one matter for each part between 「另外」 and the like, and that first which the customer wants first.

    「MacBook 进水,之后按键失灵。另外,发票至今未开具。请先处理电脑问题」: the keys are of the water, and the computer comes before the invoice.
    """
    heard = _without_denied(heard)
    if len(heard.problems) < 2 or heard.problems[0].intent.startswith(_URGENT):
        return heard
    wish = wish_of_order(heard)
    told = heard.text[: wish.begins] if wish else heard.text
    own = _own_parts(replace(heard, text=told))
    problems = _one_each(heard, own) if own else [(problem, problem.text) for problem in heard.problems]
    if wish and (ordered := _in_order(heard, wish, problems, routes)) is not None:
        problems, heard = ordered, replace(heard, text=told, found=tuple(one for one in heard.found if one.end <= wish.begins))
    elif own is None:
        return heard
    kept = tuple(Problem(problem.intent, words.strip(" ，,。；;")) for problem, words in problems)
    if len(kept) == 1:
        return replace(heard, intent=kept[0].intent, problems=())
    return replace(heard, intent=kept[0].intent, problems=kept)


def in_order(heard: Heard, routes: Mapping[str, Route]) -> Heard:
    """With that first which the customer wants first, of matters that were told apart by 「还有」 alone: 「屏裂了 还有个订单想退 先把订单退了吧」."""
    wish = wish_of_order(heard) if len(heard.problems) > 1 else None
    ordered = _in_order(heard, wish, [(one, one.text) for one in heard.problems], routes) if wish else None
    if wish is None or ordered is None:
        return heard
    said = heard.text[wish.begins :]
    kept = tuple(Problem(one.intent, words.replace(said, "").strip(" ，,。；;")) for one, words in ordered)
    return replace(heard, intent=kept[0].intent, problems=kept)


def _without_denied(heard: Heard) -> Heard:
    """「选错了，我不是要退款，是想换成黑色的」 is one matter: what is said not to be wanted is none."""
    said = heard.denied
    if said is None or len(heard.problems) < 2:
        return heard
    kept = tuple(one for one in heard.problems if not (one.intent == said.intent and said.what in normalise(one.text)))
    if len(kept) > 1 or not kept:
        return replace(heard, problems=kept) if kept else heard
    return replace(heard, intent=kept[0].intent, problems=())


def told_first(first: str, mine: str, other: str, second: str) -> bool:
    """True where the first words are better called by the name of the `other` matter than by that of `mine`, and the second are not.

    「我的 iPad 充不進電，還有手錶耗電很快」 was taken for the battery of the watch.
    """
    pairs_of = {name: {pair for at in range(len(name) - 1) if _HAN.fullmatch(pair := name[at : at + 2])} for name in (mine, other)}

    def alike(words: str, name: str) -> int:
        return sum(pair in normalise(words) for pair in pairs_of[name])

    return alike(first, other) > max(alike(first, mine), alike(second, other))


def _own_parts(heard: Heard) -> list[str] | None:
    """The parts of the message where there are several."""
    aligned = align(heard.text)
    at = [0, *(aligned.starts[found.start()] for found in _PART.finditer(aligned.text) if found.start() > 0), len(heard.text)]
    parts = [heard.text[begin:end] for begin, end in zip(at, at[1:])]
    return parts if len(parts) > 1 else None


def _one_each(heard: Heard, parts: list[str]) -> list[tuple[Problem, str]]:
    """The problems with the part of each. Of several faults of one device in a part the first stands for all."""
    by_part: dict[int, list[Problem]] = defaultdict(list)
    for problem in heard.problems:
        by_part[_part_of(heard.text, problem, parts)].append(problem)
    told: list[tuple[Problem, str]] = []
    for part, problems in by_part.items():
        mine = [problems[0]] if _one_fault(heard, parts[part], problems) else problems
        told += [(problem, parts[part] if len(mine) == 1 else problem.text) for problem in mine]
    return sorted(told, key=lambda one: heard.problems.index(one[0]))


def _part_of(text: str, problem: Problem, parts: list[str]) -> int:
    begins, end = text.find(problem.text), 0
    if len(problem.text) >= len(text) * _WHOLE:
        return 0
    for number, part in enumerate(parts):
        end += len(part)
        if begins < end:
            return number
    return len(parts) - 1


def uncounted(words: str) -> str:
    """The matter without what counts it: 「第二，键盘发票没开」."""
    return _COUNTS_ON.sub("", _COUNTS.sub("", words.strip())) or words


def _one_fault(heard: Heard, part: str, problems: list[Problem]) -> bool:
    kinds = {kind(found.value) for found in _devices(heard) if found.text in part}
    faults = all(problem.intent.startswith(FAULTS) for problem in problems)
    return len(problems) > 1 and faults and len(kinds) < 2 and not APART.search(re.sub(f"^(?:{BESIDES.pattern})", "", uncounted(part)))


def _in_order(heard: Heard, wish: Wish, problems: list[_Told], routes: Mapping[str, Route]) -> list[_Told] | None:
    """As the wish has it; None where it names none of them."""
    if (first := _named(heard, wish, wish.first, problems, routes)) is not None:
        return [first, *(one for one in problems if one is not first)]
    last = _named(heard, wish, wish.later, problems, routes)
    return [*(one for one in problems if one is not last), last] if last else None


def _named(heard: Heard, wish: Wish, what: str, problems: list[_Told], routes: Mapping[str, Route]) -> _Told | None:
    """That which the words name, by its device, its words or our name for it; None where it may be either."""
    kinds = {kind(found.value) for found in _devices(heard) if found.start >= wish.begins and normalise(found.text) in what}
    words = set(what) - _SAYS_NOTHING

    def alike(one: _Told) -> int:
        named = {kind(found.value) for found in _devices(heard) if found.start < wish.begins and found.text in one[1]}
        called = routes[one[0].intent].name if one[0].intent in routes else ""
        return 10 * len(kinds & named) + len(words & set(normalise(one[1] + called)))

    scores = sorted((alike(one) for one in problems), reverse=True)
    return max(problems, key=alike) if what and scores[0] > scores[1] else None


def _devices(heard: Heard) -> list[Found]:
    """Without that of which only a strap is spoken: 「官网买的表带」."""
    return [found for found in heard.found if found.entity in _DEVICES and not heard.text[found.end :].startswith("带")]


def own_part(heard: Heard) -> Heard:
    """A message without what it says of other problems: the device of the second is not that of the first."""
    text, rest = heard.text, others(heard)
    for problem in rest:
        text = text.replace(problem.text, "", 1)
    found = tuple(found for found in heard.found if found.text in text or not any(found.text in problem.text for problem in rest))
    text = re.sub(r"([，,。；;、])[，,。；;、\s]+", r"\1", text).strip(" ，,。；;、\n")
    text = re.sub(r"^(?:另外|除此之外)[，, ]*", "", text) if rest else text
    text = uncounted(text) if rest else text
    begins = heard.text.find(text)
    before = [one for one in heard.found if one.entity in _DEVICES and one.end <= begins]
    if not heard.intent.startswith("store_") and not any(one.entity in _DEVICES for one in found):
        found = (*before[-1:], *found)  # 「iphone14拍照糊，后面镜头里有东西在晃」: the one that was spoken of
    mine = next((problem.text for problem in heard.problems if problem not in rest), heard.text)
    return replace(heard, text=text or mine, found=found) if rest else heard


def others(heard: Heard) -> list[Problem]:
    """All problems but the one that the message is taken for."""
    first = next((problem for problem in heard.problems if problem.intent == heard.intent), None)
    return [problem for problem in heard.problems if problem is not first]
