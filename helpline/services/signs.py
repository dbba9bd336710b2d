"""Signs and sounds in place of words: 👌 agrees, 🙅 will not, 🤷 does not know, 「呃…」 waits."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.model.acts import Move
from helpline.model.other_words import in_known_words
from helpline.model.understanding import Found, Heard

_MEANINGS = (
    ("talk_affirm", "好的", "👌👍🆗✅☑✔💯🙆🤝"),
    ("talk_deny", "不要", "🙅🚫⛔"),
    ("talk_deny", "不行", "👎❌✖❎"),
    ("talk_unknown", "不知道", "🤷❓❔"),
)
_MODIFIERS = re.compile("[\U0001f3fb-\U0001f3ff\u200d\ufe0f\u2640\u2642\\s。.!！~，,]")


_HESITATES = re.compile(r"(?=.*[哦呃额唔噢喔…])[嗯恩哦啊呃额唔噢喔哎唉….。·~～,，\s]{1,8}")  # 「嗯嗯」 alone agrees

# 「让我想想序列号放哪了」 asks for a moment. What is to be looked at may be a request.
_THINKS = re.compile(
    r"(?:嗯|哦|啊|呃|那|你|您|先|请|稍等|等等?|等一下|[，,\s])*(?:容|让|等)我(?:先|再|去|来)?(?:想想|想一想|想一?下|回忆一?下|找找|找一?找|找一?下|翻翻|翻一?下)[^，,。；;！!？?吗\d]{0,12}[啊哈吧呢。.！!~…\s]*"
)
# 「先别登记，我再试试」
_TRIES_ON = re.compile(
    r"(?:嗯|哦|那|你们?|您|等等|等一?下|[，,、。 ])*(?:(?:先|暂时|还)(?:别|不要|不用|不)(?:急着?|忙着?|给我)?(?:登记|提交|报|约|填)了?[，,。 ]*)?我(?:自己)?(?:再|先|回去|回头)+(?:试|看|弄|琢磨|研究)(?:试|看|一?下|弄)?(?:再说|吧|啊|哈)*[。.!！~ ]*"
    r"|(?:嗯|哦|那|你们?|您|等等|等一?下|[，,、。 ])*(?:先|暂时)(?:别|不要|不用|不)(?:急着?|忙着?)?(?:登记|提交)了?(?:吧|啊|哈)*[。.!！~ ]*"
)
# 「我再想想哈，先别提交」
_CONSIDERS = re.compile(
    r"(?:嗯|哦|那|等等|等一下)*我(?:还|要|得|想|先)*再?(?:想想|想一想|想一下|考虑考虑|考虑一下|考虑下|琢磨琢磨|合计合计)(?:再说)?[哈啊吧呢哦呀]*[。.!！~]*"
)
_NO_WAITING = re.compile(
    r"(?:别|不要|不想|不能|没(?:法|空|时间|耐心))(?:再|老|总|又|让|叫|我|们|一直|继续)*等"
)  # 「别再让我等」 is no request for a moment


def in_our_words(heard: Heard) -> Heard:
    """The message with the words of other tongues by which something is put right in ours; what it names moves along."""
    text, moved = in_known_words(heard.text)
    if not moved or heard.chosen:
        return heard

    def placed(found: Found) -> Found:
        by = max(((at, gone) for at, gone in moved if at <= found.start), default=(0, 0))[1]
        return replace(found, start=found.start + by, end=found.end + by)

    return replace(heard, text=text, found=tuple(map(placed, heard.found)))


def _waits(text: str) -> bool:
    """True where every clause wishes for a moment."""
    if _HESITATES.fullmatch(text) or _THINKS.fullmatch(text) or _TRIES_ON.fullmatch(text):
        return True
    clauses = [clause for clause in re.split(r"[，,。；;！!\s]+", text) if clause]
    return bool(clauses) and all(any(how.fullmatch(one) for how in (_THINKS, _TRIES_ON, _CONSIDERS)) for one in clauses)


def spelled_out(heard: Heard) -> Heard:
    """The message in words, where it is nothing but signs of one meaning, or a wish for a moment."""
    if _waits(heard.text.strip()):
        return replace(heard, intent="talk_wait", confidence=1.0, ranking=(("talk_wait", 1.0),), found=(), problems=())
    if heard.intent == "talk_repeat" and heard.surely(Move.TELLS):  # 「再说一声，我们学校网速慢得很」
        return replace(heard, intent="talk_inform", problems=())
    if heard.intent == "talk_wait" and _NO_WAITING.search(heard.text):
        return replace(heard, intent="talk_vent", problems=())
    signs = set(_MODIFIERS.sub("", heard.text))
    for intent, words, meant in _MEANINGS:
        if signs and signs <= set(meant):
            return replace(heard, text=words, intent=intent, confidence=1.0, ranking=((intent, 1.0),), found=(), problems=())
    return heard
