"""Who was away, or lost the thread, and asks where we are: 「刚才说到哪了」, 「你要我挑什么来着」. The question that waits is put again."""

from __future__ import annotations

import re

from helpline.model.acts import Does
from helpline.model.draft import Draft
from helpline.model.statements import clauses
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.afterwards.enquiries import proving

_WE = r"(?:刚才?|刚刚|方才|前面|上回|我们?|咱们?|[你您]们?|大家|话|这|都|又|是|在|[，,\s])*"
_END = r"(?:[了啦来着呀啊呢的咯嘞哈吧]|[^\u4e00-\u9fffa-z\d])*"
_PLACE = r"到(?:了)?(?:哪|什么|啥|第?几)(?:一|个|块|步|里|儿|项|地方|地儿|环节|题|段)*"
# 「我们到哪儿了」, 「前面讲到哪块儿了呀」; 「快递到哪了」 and 「我们到哪儿修」 ask for something else.
_HOW_FAR = re.compile(
    rf"{_WE}(?:说|聊|问|填|办|弄|讲|进行|谈|做|搞|进展|录|答|扯|整){_PLACE}{_END}|(?:刚才?|刚刚|前面|[，,\s])*(?:我们|咱们?){_PLACE}[了啦]{_END}"
)
_RUN_ON = re.compile(rf"(?P<away>.{{2,30}}?)(?:{_HOW_FAR.pattern})")
_ASKED_FOR = r"(?:问(?:的|了)?(?:我|俺)?(?:的|了)?|(?:要|让|叫|喊)(?:我|俺)(?:填|选|挑|给|发|报|说|答|回答?|干|做|弄|整|试|点|搞|写|找|看)*)(?:的?是?|了)"
# 「刚才是要我挑什么来着」; 「要我带什么」 asks what to bring.
_WHAT_ASKED = re.compile(rf"{_WE}{_ASKED_FOR}(?:什么|啥子?|哪样|哪个|么子|咩)(?:东西|问题)?{_END}")
# 「没看清，再讲一回嘛」: the question is to be put again. What else may be said again is not meant: 「编号再报一次」.
_REPEATS = re.compile(
    rf"(?:请|麻烦|能不能|可以|能|你|您|那|就|给我|帮我)*(?:再|重新?)(?:给我|帮我|跟我|麻烦)*(?:讲|说|发|问|来|写|解释|复述|念)(?:给?我)?(?:一?[遍次回下])?(?:刚才的?|问题)?(?:可以|好|行)?[吗嘛呗吧么噻哈]?{_END}|pardon|say (?:it|that) again"
)
_UNCLEAR = re.compile(
    r"没(?:太)?(?:看|听|瞧|整|弄|搞)?(?:清|懂|明白|见|反应过来)|看漏|太快|眼花|(?:什么|啥)(?:子)?[\u4e00-\u9fff]{0,3}$|(?:你|您)?(?:刚才?|刚刚)?(?:说|讲|问)(?:的)?(?:啥|什么|么子|咩)|字(?:太)?小"
)
# What is said of having been away: it tells nothing of the matter.
_AWAY = re.compile(
    r"回来|退出|切出|走开|离开|久等|等了|抱歉|不好意思|对不[起住]|电话|微信|忙|打岔|打断|岔|出去|掉线|断(?:了|网)|有人|来人|客[人户]|孩子|娃|厕所|快递|外卖|开会|忘|乱|走神|没注意|没跟上|[叫喊拉]走|[叫喊]去|招呼|接待|[诶哎唉额呃嗯喂好]+|在[吗么不]|hello|sorry"
)


def lost_thread(draft: Draft, heard: Heard) -> bool:
    """True where nothing else is said, while something waits."""
    if not draft.asking or draft.away or heard.chosen or draft.intent is None or proving(draft):
        return False
    said = [clause for clause, _ in clauses(heard.text)]
    asking = [clause for clause in said if asks_where_we_are(clause)]
    if wants_repeat(heard):
        return True
    return bool(asking) and all(clause in asking or _says_nothing(clause, heard) for clause in said)


def wants_repeat(heard: Heard) -> bool:
    """True for 「啥键？没看清，再讲一回嘛」 and no more."""
    said = [normalise(clause).rstrip("?？") for clause, _ in clauses(heard.text)]
    again = [clause for clause in said if _REPEATS.fullmatch(clause)]
    return (
        bool(again) and not heard.found and "编号" not in heard.text and all(clause in again or _UNCLEAR.search(clause) for clause in said)
    )


def asks_where_we_are(clause: str) -> bool:
    """True for the question itself.

    >>> asks_where_we_are("刚才我们进行到哪里了"), asks_where_we_are("我们的货到哪里了")
    (True, False)
    """
    plain = normalise(clause)
    run_on = _RUN_ON.fullmatch(plain)  # dictated, 「来了个客人我去招呼了一下咱们刚才说到哪了」
    return any(words.fullmatch(plain) for words in (_HOW_FAR, _WHAT_ASKED)) or bool(run_on and _AWAY.search(run_on["away"]))


def _says_nothing(clause: str, heard: Heard) -> bool:
    named = any(found.text in clause for found in heard.found) or re.search(r"\d", clause)
    return not named and (heard.does(clause) is Does.FILLER or _AWAY.search(normalise(clause)) is not None)
