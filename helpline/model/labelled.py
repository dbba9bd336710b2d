"""Secrets that are named: what follows, or stands near, 「密码」「验证码」 and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpline.model.digit_runs import Plain, Run, run_at, runs
from helpline.model.event_number import is_valid
from helpline.model.secret_words import (
    ADDRESS,
    DATE,
    EMAIL,
    HARMLESS_BEFORE,
    KNOWN_NAME,
    LABEL,
    LINE,
    MOBILE,
    MODEL,
    PAID,
    PAID_BEFORE,
    POINTS,
    STRONG,
    UNIT_AFTER,
)

Span = tuple[int, int]
NEAR = 40  # characters within which a number near the name of a secret is taken for it
_TOKEN = re.compile(r"(?:大写的?|小写的?|数字|艾特|圈a|井号|下划线|感叹号|星号|横杠|斜杠|[!-~]|、)+")
_MIXED_WORDS = re.compile(r"[\u4e00-\u9fff]{1,6}[a-z0-9@#_.!$%&*+-]{2,}")
_NUMERAL = re.compile(r"(?=[\d百千]*十)[\d十百千]{3,}")
_NO_VALUE = re.compile(
    r"忘|不|没|错|对的|什1?|啥|多少|几|怎|哪|被|要|在|用|输|改|重|正|真|以前|原来|之前|从|和|跟|让|说|上|换|我(?!爱)|刚|昨|今|手机|苹果"
)
_ENGLISH = frozenset(
    [
        "wrong",
        "incorrect",
        "not",
        "invalid",
        "correct",
        "forgotten",
        "forgot",
        "lost",
        "right",
        "the",
        "my",
        "too",
        "required",
        "expired",
        "changed",
        "unknown",
        "ok",
        "is",
        "was",
        "for",
        "and",
        "or",
        "of",
        "to",
        "reset",
        "error",
        "fail",
        "failed",
        "protected",
        "please",
        "help",
        "login",
        "login?",
        "no",
        "yes",
        "it",
        "this",
        "that",
        "code",
        "codes",
        "change",
        "recovery",
        "field",
        "manager",
    ]
)
_SYMBOL = re.compile(r"[@#$!%^&*_+=~]")
_RESTORE_CODES = frozenset({"4013", "4014", "4005", "3194", "1109", "3014", "1638", "1013"})
_VERSION = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?")
_MORE = re.compile(r"[ \t]+([!-~]{1,12})")
_BESIDE_ACCOUNT = re.compile(rf"(?:{EMAIL.pattern})[\s/,，、|：:;-]+([!-~]{{6,32}})")


def find_labelled(plain: Plain) -> Iterator[Span]:
    """Spans of values that their name or their neighbourhood gives away."""
    text = plain.text
    labels = [match.span() for match in LABEL.finditer(text)]
    if labels:
        free = _without_harmless(text)
        for _, end in labels:
            yield from value_after(plain, free, end)
        near = _near(labels, len(text))
        for run in runs(free):
            if any(near[run.start : run.end]):
                yield from unexplained(free, run)
        for token in re.finditer(r"[!-~]{6,32}", text):
            if any(near[slice(*token.span())]) and looks_made_up(plain, *token.span()):
                yield token.span()
    for match in _BESIDE_ACCOUNT.finditer(text):
        if looks_made_up(plain, *match.span(1)):
            yield match.span(1)


def _near(labels: list[Span], length: int) -> bytearray:
    """For each place in the text whether the name of a secret stands near."""
    near = bytearray(length)
    for start, end in labels:
        first, last = max(start - NEAR, 0), min(end + NEAR, length)
        near[first:last] = b"\x01" * (last - first)
    return near


def value_after(plain: Plain, free: str, position: int) -> Iterator[Span]:
    """The value that the words after a name point at. `free` is the text with dates, phones and addresses blotted out."""
    text = plain.text
    points = POINTS.match(text, position)
    start = points.end() if points else position
    gap = text[position:start]
    strong = bool(STRONG.search(gap))
    token = _TOKEN.match(text, start)
    if token:
        yield from _token(plain, free, token.start(), _trimmed(text, token), strong or not gap)
        return
    numeral = _NUMERAL.match(text, start) if strong else None
    words = _MIXED_WORDS.match(text, start) if strong else None
    found = numeral or words
    if found and not UNIT_AFTER.match(text, found.end()) and not (words and _no_words(words.group())):
        yield found.span()


def _token(plain: Plain, free: str, start: int, end: int, strong: bool) -> Iterator[Span]:
    text = plain.text
    value = text[start:end]
    numeral = _NUMERAL.match(text, start)
    if numeral and numeral.end() > end and not UNIT_AFTER.match(text, numeral.end()):
        yield numeral.span()
        return
    run = run_at(text, start)
    if run and not re.match(r"[a-z@#$%^&!]", text[run.end : run.end + 1]):
        yield from unexplained(free, run, least=2, adjacent=True)
        return
    if ADDRESS.fullmatch(value) or value in _ENGLISH or KNOWN_NAME.fullmatch(value) or MODEL.fullmatch(value):
        return
    telling = re.search(r"\d", value) or _SYMBOL.search(value)
    if len(value) >= 3 and (telling or (strong and len(value) >= 4 and not KNOWN_NAME.match(value))):
        yield start, _extended(text, end)


def _extended(text: str, end: int) -> int:
    """Past further pieces of the same value: 「abc 1234」."""
    for _ in range(4):
        more = _MORE.match(text, end)
        if not more or KNOWN_NAME.fullmatch(more[1]) or MODEL.fullmatch(more[1]) or not re.search(r"[\d@#$!]", more[1]):
            break
        end = more.end()
    return end


def unexplained(text: str, run: Run, *, least: int = 4, adjacent: bool = False) -> Iterator[Span]:
    """The parts of a run that no unit, name or habit explains as something harmless."""
    first = 0
    for index in range(len(run.groups) + 1):
        if index < len(run.groups) and not _explained(text, run, index, adjacent):
            continue
        part = run.part(text, first, index) if index > first else None
        first = index + 1
        if part and least <= len(part.value) <= 19 and not _harmless(text, part, adjacent):
            yield part.start, part.end


def _explained(text: str, run: Run, index: int, adjacent: bool) -> bool:
    """True where one group says by itself what it is."""
    start, end = run.groups[index]
    if "#" in text[start:end] or (UNIT_AFTER.match(text, end) and not (index + 1 < len(run.groups) and text[end : end + 1] == "点")):
        return True
    if HARMLESS_BEFORE.search(text[max(start - 12, 0) : start]) and not (adjacent and index == 0):
        return True
    return is_valid(text[start:end]) or bool(PAID.fullmatch(text[start:end]) and PAID_BEFORE.search(text[max(start - 16, 0) : start]))


def _harmless(text: str, part: Run, adjacent: bool) -> bool:
    shown = text[part.start : part.end]
    if re.search(r"[a-z]", text[max(part.start - 1, 0) : part.start] + text[part.end : part.end + 1]):
        return True  # part of a word
    if adjacent:
        return bool(_VERSION.fullmatch(shown) and len(part.value) < 4)
    year = len(part.groups) == 1 and re.fullmatch(r"(?:19|20)\d{2}", shown)
    return bool(year or shown in _RESTORE_CODES or _VERSION.fullmatch(shown) or len(part.value) > 13)


def looks_made_up(plain: Plain, start: int, end: int) -> bool:
    """True for a word that only a password is: letters of both sizes, digits and signs mixed."""
    value = plain.text[start:end].rstrip(",.;!?)")
    first, last = plain.origin(start, end)
    typed = plain.original[first:last]
    if ADDRESS.search(value) or KNOWN_NAME.fullmatch(value) or MODEL.fullmatch(value) or not re.search(r"\d", value):
        return False
    before = plain.text[max(start - 12, 0) : start]
    if not re.search(r"[a-z]", value) or HARMLESS_BEFORE.search(before):
        return False
    shouted = typed.upper() == typed
    return (
        bool(_SYMBOL.search(value[:-1]))
        or not shouted
        and (typed.lower() != typed or len(value) not in (10, 11, 12) or "o" in value or "i" in value)
    )


def _no_words(value: str) -> bool:
    return bool(_NO_VALUE.match(value)) or bool(KNOWN_NAME.fullmatch(re.sub(r"^[\u4e00-\u9fff]+", "", value)))


def _trimmed(text: str, token: re.Match[str]) -> int:
    return token.start() + len(token.group().rstrip("、,.;:)]}\"'"))


def _without_harmless(text: str) -> str:
    for harmless in (DATE, MOBILE, LINE, ADDRESS):
        text = harmless.sub(lambda match: "#" * len(match.group()), text)
    return text
