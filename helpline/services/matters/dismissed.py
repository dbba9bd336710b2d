"""Another matter that is named and dismissed in one breath: 「其实我耳机也老掉线，算了那个不管它，先弄摄像头」. What is at hand goes on."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.draft import Draft
from helpline.model.statements import clauses, han
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.intake.read_back import says_yes, submits

_LEAD = r"(?:算[了啦哒]|不过|但是?|反正|唉|哎|哦|嗯|也|就|先|都|这回|今天|这次|暂时|我|咱们?|俺|你们?|您|可以)*"
_THAT = r"(?:(?:那|这|它|嗰|该)(?:一?[个台部只副块件样条茬]|些|边|事儿?|东西|玩意儿?|头)*|它|佢|耳机|平板|手表|手机|电脑)"
_LET_BE = (
    r"(?:不管|甭管|别管|莫管|莫得?管|[唔不][使洗]?理|不用管|不理|不提|不说|不讲|不修|不弄|不整|不搞|不报|不办|不急|不打紧|不要紧|不碍事|无所谓|没事|冇所谓"
    r"|算(?:了|啦|哒|噻|咯)|放(?:一放|放|一边|着|下)|搁(?:一边|着|下)|(?:以后|回头|下次|下回|改天|晚点|过后|迟啲)再(?:说|讲|弄|修|看|搞)|当我没(?:说|讲|提)|当没(?:说|听[到见])|拉倒|由(?:它|佢)|随(?:它|便))"
)
_DISMISSES = re.compile(
    rf"{_LEAD}(?:{_THAT}(?:的事|的问题|的话|暂时|先|就|也|倒|都|你们?|您|可以|今天|这次)*{_LET_BE}|(?:先|就|都|也|你们?|可以)*{_LET_BE}{_THAT}|(?:不用|别|甭|莫|不必|[唔不]使)(?:管|理|弄|修|记|提|搞|登记){_THAT}|当我没(?:说|讲|提)|当没(?:说|听[到见]))(?:了|吧|哈|啊|呀|嘛|咯|啦|先|住|它|他|佢|那个|就是|就行)*"
)
_BESIDE = re.compile(r"也|都|还有|另外|其实|本来|顺便|对了|倒是|有时|偶尔|老(?!师|公|婆|人)")
_BACK = re.compile(
    r"^(?:那|咱们?|我们?|你们?|您|还是|就|今天|这次|麻烦|请|[，,\s])*(?:先|只|光|单|主要|继续|接着|还是|净|紧着|优先|净系)+(?:帮我|给我|把|将|来|就|是|去)*(?:弄|修|办|搞|整|看|管|处理|解决|说|讲|登记|报|约|顾)?(?P<what>[^，,。；;！!？?]{0,14})$"
)
_AT_HAND = re.compile(
    r"^(?:好|完|掉|下|一下|这|眼前|手头|当前|原来|刚才|正事|要紧|说的|的|一?[个台部只副块件]|手机|平板|电脑|事儿?|问题|吧|了|啊|哈|呗|咯|啦|先|就[行好]|再说|要紧|弄|修|办|搞|整|来)*$"
)


def beside_dismissed(catalogue: Catalogue, draft: Draft, heard: Heard) -> Heard | None:
    """The message without what it names and dismisses, its text empty where nothing else is said; None where nothing is."""
    if heard.chosen or draft.intent is None:
        return None
    said = [clause for clause, _ in clauses(heard.text)]
    at = next((n for n, clause in enumerate(said) if n and _DISMISSES.fullmatch(normalise(clause).strip())), None)
    if at is None or not _names_another(catalogue, draft, heard, said, at):
        return None
    before, after = _without_named(said[:at]), said[at + 1 :]
    if after and not all(_goes_on(catalogue, draft, heard, clause) for clause in after[:1]):
        return None  # 「屏幕那个不管了，先弄耳机」: what is at hand is left
    rest = "，".join([*before, *after[1:]])
    yes = bool(rest) and (says_yes(heard.part(rest, intent="talk_inform")) or submits(rest))
    intent = "talk_affirm" if yes else "talk_inform" if rest else "talk_repeat"
    return heard.part(rest, intent=intent, confidence=1.0, ranking=(), problems=(), denied=None)


def _names_another(catalogue: Catalogue, draft: Draft, heard: Heard, said: list[str], at: int) -> bool:
    """True where the clause before the dismissal tells of something beside the matter at hand."""
    named = said[at - 1]
    if han(named) < 4 or not _BESIDE.search(f"{normalise(heard.text).partition(normalise(named))[0][-3:]}{normalise(named)}"):
        return False
    parts = [one.text for one in heard.part(named).found if one.entity == "component"]
    return not any(_of_hand(catalogue, draft, part) for part in parts)


def _without_named(before: list[str]) -> list[str]:
    """What stands before the matter that is dismissed: the clause that names it goes, and one that leads to it."""
    left = before[:-1]
    while left and _BESIDE.match(normalise(left[-1])) and len(left) > 1:
        left = left[:-1]
    return left


def _goes_on(catalogue: Catalogue, draft: Draft, heard: Heard, clause: str) -> bool:
    back = _BACK.match(normalise(clause).strip())
    if back is None:
        return True  # something else is said of what is at hand
    named = (one.value for one in heard.part(clause).found if one.entity == "component")  # 「镜头」 is the camera
    return _AT_HAND.match(back["what"]) is not None or any(_of_hand(catalogue, draft, words) for words in (back["what"], *named))


def _of_hand(catalogue: Catalogue, draft: Draft, words: str) -> bool:
    """True where the words have two characters in common with the matter at hand or its name."""
    route = catalogue.routes[draft.intent or ""]
    told = f"{normalise(str(draft.facts.get('symptom') or ''))} {route.name} {draft.facts.get('device_model') or ''} {draft.facts.get('device_family') or ''}".lower()
    plain = normalise(words)
    return any(plain[n : n + 2] in told for n in range(len(plain) - 1))
