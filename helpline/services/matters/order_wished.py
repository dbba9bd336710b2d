"""Which of several matters is to be seen to first, and which later, where the customer says so at the end of the message."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from helpline.model.text import align
from helpline.model.understanding import Heard

_VERBS = r"(?:处理|解决|登记|弄|说|讲|聊|看|修|办|搞|管|报|查|整|问)"
_LEADS = r"(?:请|麻烦|不过|但是?|然后|所以|那|就|还是|嗯|呃|您|你们?|帮我|给我|咱们?|我们?|想|要|希望|能不能|可以|[，, ])*"
_FIRST = re.compile(rf"{_LEADS}(?:先|优先|首先)(?:帮我|给我|把|来)*{_VERBS}(?:一?下)?(?P<what>[^，,。；;！!?？\n不]{{2,16}})$")
_FIRST_OF = re.compile(rf"{_LEADS}(?:先|优先)(?:帮我|给我)?把(?P<what>[^，,。；;！!?？\n不]{{2,16}}?){_VERBS}(?:一?下|好|完|了)*$")
_AFTER = r"(?:回头|之后|过后|晚[点些]|待会儿?|等会儿?|一会儿?|下次|改天|后面|以后|慢慢|最后)"
_LATER = re.compile(
    rf"{_LEADS}(?P<what>[^，,。；;！!?？\n]{{2,16}}?)(?:的?(?:事情?儿?|问题))?(?:嘛|呢|吧|的话)?(?:我|咱们?|可以|就|都|倒|先|也|[ ])*"
    rf"(?:{_AFTER}(?:再|在)?{_VERBS}|不(?:着|是很|太|怎么|那么|用)?急|(?:放|搁|往后)(?:一?[放边下]|放放|后面|后头|排)|不(?:忙|管|说))$"
)
_MARK = re.compile(r"[，,。；;！!?？\n]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_ENDS = re.compile(r"[吧呗哈啊呀哦了的~。.！!，,；;、\s]+$")


@dataclass(frozen=True)
class Wish:
    """Where it begins in the text as it was typed, and what comes first or later by its words."""

    begins: int
    first: str = ""
    later: str = ""


def wish_of_order(heard: Heard) -> Wish | None:
    """The wish in the last clauses: 「不过先说键盘吧」, 「音乐那个回头再说」, 「发票不急，先弄屏幕」."""
    aligned = align(heard.text)
    ends = [mark.start() for mark in _MARK.finditer(aligned.text)] + [len(aligned.text)]
    begins = [0, *(mark.end() for mark in _MARK.finditer(aligned.text))]
    clauses = [(at, aligned.text[at:end]) for at, end in zip(begins, ends) if aligned.text[at:end].strip()]
    wish: Wish | None = None
    for at, clause in reversed(clauses[1:]):
        words = _ENDS.sub("", clause)
        first, later = _FIRST.match(words) or _FIRST_OF.match(words), _LATER.match(words)
        if first is None and later is None:
            break
        wish = replace(wish or Wish(0), begins=aligned.starts[at])
        wish = replace(wish, first=first["what"]) if first else replace(wish, later=later["what"] if later else "")
    return wish
