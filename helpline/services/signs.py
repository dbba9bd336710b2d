"""Signs in place of words: 👌 agrees, 🙅 will not, 🤷 does not know."""

from __future__ import annotations

import re
from dataclasses import replace

from helpline.model.understanding import Heard

_MEANINGS = (
    ("talk_affirm", "好的", "👌👍🆗✅☑✔💯🙆🤝"),
    ("talk_deny", "不要", "🙅🚫⛔"),
    ("talk_deny", "不行", "👎❌✖❎"),
    ("talk_unknown", "不知道", "🤷❓❔"),
)
_MODIFIERS = re.compile("[\U0001f3fb-\U0001f3ff\u200d\ufe0f\u2640\u2642\\s。.!！~，,]")


def spelled_out(heard: Heard) -> Heard:
    """The message in words, where it is nothing but signs of one meaning."""
    signs = set(_MODIFIERS.sub("", heard.text))
    for intent, words, meant in _MEANINGS:
        if signs and signs <= set(meant):
            return replace(heard, text=words, intent=intent, confidence=1.0, ranking=((intent, 1.0),), found=(), problems=())
    return heard
