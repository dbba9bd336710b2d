"""How a step went, by the words of the catalogue."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Article, Catalogue
from helpline.model.attempts import tried_steps, was_tried
from helpline.services.corrections.tried import asks_next, could_not, not_yet
from helpline.services.help.leaving_help import no_more_steps, wants_repair
from helpline.services.help.outcomes import Went
from helpline.services.help.ruled_out import ruled_out
from helpline.services.help.well_again import ASKS, NOT_YET

_BETTER = re.compile(r"(?<![没不])(?:有|能|会|可以)[^，,。；;没不无吗么?？]{1,8}了(?!吗|么|没)")
_YES = re.compile(r"(?:是|是的|对|对的|嗯嗯)[。.!！~ ]*")
_CONFIRMS = re.compile(r"(?:确认|确定|没问题|无误)[。.!！~ ]*")
_BUT = re.compile(
    r"但|可是|不过|结果|没有(?!事|什么|啥|问题|毛病|了|再)|没(?=中文|声音|反应|变化|动静)|(?<!又)不(?:行|对|显示|出来|动|成)"
)  # 「打开了没有中文」
WHETHER = re.compile(r"(?<!一)(?P<verb>[\u4e00-\u9fff])[不没](?P=verb)")  # 「行不行」
# 「弄完了 照样连不上」, 「照做了 数字一动不动」: what comes after the doing says that it did not help.
_IN_VAIN = re.compile(
    r"照样|仍|白[弄搞费忙]|[一纹][动丝]不动|(?<!知)(?<!会)(?<!要)(?<!客)不(?!知道|晓得|清楚|确定|急|好意思)[\u4e00-\u9fff]|没(?!事|问题|毛病|敢|来得及)[\u4e00-\u9fff]|(?:老|那个|那)样|\b(?:still|nothing|not|no)\b|n't"
)
_NOTHING = re.compile(r"(?:都|还|也|我|之前|以前|什么)*(?:没有?|没试过?|没有试过?|没做过?|没弄过?)(?:呢|啊|呀|过)?[。.!！~ ]*")
_ALL = re.compile(r"(?:都|全|全部|一样样|该试的|能试的)[^，,。]{0,4}(?:试过|试了|试遍|做过|弄过|没用)")
_AS_BEFORE = re.compile(r"(?:一直|每次|总是?)都?(?:有|在|这样|那样|如此)[。.!！~ ]*")


def by_words(catalogue: Catalogue, plain: str, article: Article, left: list[int]) -> Went | None:
    """By the words of the catalogue. What did not help goes before what did: 「好了一会儿又不行了」."""
    named, plain = catalogue, re.sub("[啦咯喽嘞]", "了", plain)  # 「好使啦」
    question = ASKS.search(plain) is not None
    if _CONFIRMS.fullmatch(plain):
        return Went.CONFIRMS
    if _NOTHING.fullmatch(plain) and ("过" in plain or not not_yet(plain)):  # 「还没弄」 waits
        return Went.NOTHING
    if any(word in plain for word in named.enough):
        return Went.ENOUGH
    if any(word in plain for word in named.passes) or no_more_steps(plain):
        return Went.REPAIR if wants_repair(plain) else Went.PASSES
    if any(word in plain for word in named.unable) or could_not(plain) or asks_next(plain):
        return Went.UNABLE
    if not_yet(plain):
        return Went.HOLDS
    if _ALL.search(plain):
        return Went.ALL
    if (
        any(word in WHETHER.sub("", plain) for word in named.unsolved)
        or re.fullmatch(r"(?:不|没呢|不好|否|no|nope)[。.!！~ ]*", plain)
        or _AS_BEFORE.fullmatch(plain)
    ):
        return Went.UNSOLVED
    if "过" in plain and told_steps(article, left[:1], plain):
        return Went.UNSOLVED
    if not question and (told_steps(article, left[1:], plain) or tried_steps(plain) or ruled_out(article, left, plain)):
        return Went.TOLD
    solved = next((word for word in named.solved if word in plain), None)
    better = solved is not None and not NOT_YET.search(plain[: plain.index(solved)])
    if better and solved is not None and _BUT.search(plain[plain.index(solved) :]):
        return Went.UNSOLVED
    if not question and (better or _BETTER.search(plain) or (article.at_once and _YES.fullmatch(plain))):
        step_only = any(word in plain for word in named.done) and not article.at_once
        return Went.DONE if step_only and solved in (None, *named.done) else Went.SOLVED
    return None if question else _done(catalogue, plain)


def _done(catalogue: Catalogue, plain: str) -> Went | None:
    """What the words say that was only done; what follows may tell that it was in vain."""
    done = max((plain.index(word) + len(word) for word in catalogue.done if word in plain), default=0)
    in_vain = _IN_VAIN.search(WHETHER.sub("", plain[done:])) is not None
    return (Went.UNSOLVED if in_vain else Went.DONE) if done else None


def told_steps(article: Article, places: list[int], plain: str) -> list[int]:
    """Those of the steps that the words say were tried."""
    return [] if article.at_once else [place for place in places if was_tried(article.steps[place].tried, plain, asked=True)]
