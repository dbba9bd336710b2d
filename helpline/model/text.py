"""Text as people type it, made comparable without losing where each character came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import opencc

_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\ufe0f\u00ad"))
_HALF_CHARACTERS = dict.fromkeys(range(0xD800, 0xE000))  # halves of a pair, which no UTF-8 can hold: JSON may bring one
# Cantonese words that have one of the mainland for each character: 「冇跌過」 is 「没跌过」.
_CANTONESE = str.maketrans("冇嘅咗唔喺嗰𠮶啲佢哋俾畀嚟睇攞", "没的了不在那那些他们给给来看拿")
# Their words of time and place, which nothing else would understand; 「听日语」 is none.
_CANTONESE_WORDS = {
    "下昼": "下午", "晏昼": "下午", "上昼": "上午", "朝早": "早上", "今朝": "今早", "琴日": "昨天", "寻日": "昨天", "听日": "明天",
    "琴晚": "昨晚", "寻晚": "昨晚", "听晚": "明晚", "听朝": "明早", "晚黑": "晚上", "夜晚黑": "晚上", "而家": "现在", "依家": "现在", "迟些": "晚点",
    "屋企": "家里", "明朝": "明天", "后朝": "后天早上", "得闲": "有空", "点解": "为什么",
}  # fmt: skip
_CANTONESE_WORD = re.compile("|".join(f"{word}(?![语文本])" for word in sorted(_CANTONESE_WORDS, key=len, reverse=True)))
# 「三日前」, 「两日啦」 of a length; 「十月三日前」 is a date. And a slip of the keys: 「作天」, not in 「工作天」.
_DAYS_LONG = re.compile(r"(?<![月年\d一二两三四五六七八九十])([一二两三四五六七八九十几半好]{1,2}|\d)日(?=[以之]?前(?!后)|来?[啦了啰咯喇])")
_SLIP = re.compile(r"(?<![工合操制动写创])作(?=天(?!下)|晚(?!上?上?[修班饭]))")
_CANTONESE_NOT = re.compile(
    r"唔(?P<be>[系係])(?!统)|唔好(?!意思|[用使睇似]|[，,。！!？?\s]|$)"
    r"|(?:^|(?<=[都就先净实部机機表錶台只隻佢呢嗰咗，,。!！?？…\s]))(?P<is>[系係])(?=\s*[A-Za-z\d]|[我你佢边邊咩因呢嗰咁])"
)  # 「唔好写摔落」 and 「部机系14 Pro」, before each character is told


@lru_cache(maxsize=1)
def _taiwan_to_mainland() -> opencc.OpenCC:
    return opencc.OpenCC("tw2sp")


@lru_cache(maxsize=1)
def _by_character() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(text: str) -> str:
    """Full-width to half-width, traditional to mainland wording, lower case, blanks folded.

    The length may change. For spans on the original use `align`.
    """
    return _normalised(text)


@lru_cache(maxsize=1024)  # some hundred times a turn, of the same few clauses
def _normalised(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_ZERO_WIDTH).translate(_HALF_CHARACTERS)
    if _has_han(plain):
        plain = _CANTONESE_NOT.sub(lambda word: "是" if word["is"] else "不是" if word["be"] else "不要", plain)
        plain = _taiwan_to_mainland().convert(plain.replace("么", "麼")).translate(_CANTONESE)  # alone it would be made 「幺」: 「能修么」
        plain = _SLIP.sub("昨", _CANTONESE_WORD.sub(lambda word: _CANTONESE_WORDS[word.group()], plain))
        plain = _DAYS_LONG.sub(r"\1天", plain)
    return re.sub(r"\s+", " ", plain).strip().lower()


@dataclass(frozen=True)
class Aligned:
    """Normalised text whose every character knows its origin.

    `starts[i]` and `ends[i]` are the span of the original that gave character i.
    """

    text: str
    original: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span on the original of the non-empty span [start, end) of `text`."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=256)
def align(text: str) -> Aligned:
    """Like `normalise`, character by character: same script and width, blanks kept."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for position, character in enumerate(text):
        for plain in _plain(character):
            pieces.append(plain)
            starts.append(position)
            ends.append(position + 1)
    return Aligned("".join(pieces), text, tuple(starts), tuple(ends))


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).translate(_ZERO_WIDTH).translate(_HALF_CHARACTERS).lower()
    return _by_character().convert(plain).translate(_CANTONESE) if _has_han(plain) else plain


def in_place(text: str) -> str:
    """The text in mainland characters and half width, where each keeps its place.

    >>> in_place("唔好打我舊嗰個１３８…")
    '不好打我旧那个138…'
    """
    plains = map(_plain, text)
    return "".join(plain if len(plain) == 1 else character for character, plain in zip(text, plains))


def _has_han(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)


# Digits as they are read out over the phone. 两 and 拐 and 勾 are spoken by operators.
SPOKEN_DIGITS = "零〇洞一幺么二两三四五六七拐八九勾壹贰叁肆伍陆柒捌玖兩貳參陸"
SPOKEN_VALUES = "000111223456778991234567892236"
_SPOKEN_TO_DIGIT = str.maketrans(SPOKEN_DIGITS, SPOKEN_VALUES)
# 「么」 is a one beside other digits that are said, and a particle elsewhere: 「电话么138…」, 「什么」.
_NO_ONE = re.compile(rf"(?<![{SPOKEN_DIGITS}])么(?![ ,，]?[{SPOKEN_DIGITS}])")


def spoken_digits(text: str) -> str:
    """Digits of a number said aloud or typed in any width, with all else left in place.

    >>> spoken_digits("幺两洞三")
    '1203'
    """
    plain = unicodedata.normalize("NFKC", text)
    return _NO_ONE.sub("吗", plain).translate(_SPOKEN_TO_DIGIT) if "么" in plain else plain.translate(_SPOKEN_TO_DIGIT)


_CHINESE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千]+")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def chinese_number(text: str) -> int | None:
    """Value of a Chinese numeral below 10,000, or None.

    >>> chinese_number("二十三"), chinese_number("两百五"), chinese_number("一五")
    (23, 250, 15)
    """
    if not _CHINESE_NUMBER.fullmatch(text):
        return None
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, current = 0, None
    for character in text:
        if character in _UNITS:
            total += (1 if current is None else current) * _UNITS[character]
            current = None
        else:
            current = _DIGITS[character]
    if current and text[-2] in "百千":  # the unit left out: 两百五 is 两百五十
        current *= _UNITS[text[-2]] // 10
    return total + (current or 0)


def harmless(text: str) -> str:
    """A slash that a customer typed loses its power: Rasa would take what follows for a command."""
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}／{text[start + 1 :]}" if text[start : start + 1] == "/" else text


def mask(value: str, keep: int = 4) -> str:
    """All but the last `keep` characters hidden, for logs and for eyes without the right."""
    return "*" * max(len(value) - keep, 0) + value[-keep:] if len(value) > keep else "*" * len(value)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something was left out."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
