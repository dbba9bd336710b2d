"""Is this number theirs? Only what stands on the verified list is, digit by digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from helpline.model.event_number import is_valid
from helpline.model.links import Judged, Official, without_links
from helpline.model.text import spoken_digits

_NUMBER = re.compile(r"(?<![A-Za-z0-9_.@])(\+?(?:\(\+?\d{1,4}\))?\d(?:[ \-—–·()]{0,3}\d){2,15})(?![A-Za-z0-9_@]|\.\d)")
_PREFIX = re.compile(r"^(?:\+|00)?86(?=[04-9]\d{8}|1\d{10}|0\d{9})")
_NEAR = 2  # digits by which a number may differ from the hotline to be a copy of it
_SHORTEST, _LONGEST = 5, 15
_NO_CALLER = re.compile(r"(?:订单|单号|序列号|编号|imei|版本|型号|价格?|花了|¥|￥|尾号|验证码|密码)\D{0,4}$", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:元|块|年|月|日|个|次|分钟|小时|台|%|gb|g\b)", re.IGNORECASE)


def find_callers(text: str, known: Official) -> Iterator[Judged]:
    """Every telephone number in a text, judged."""
    plain = spoken_digits(without_links(text))
    seen: set[str] = set()
    for match in _NUMBER.finditer(plain):
        shown = match.group(1).strip()
        if _NO_CALLER.search(plain[: match.start()][-12:]) or _UNIT.match(plain, match.end()):
            continue
        judged = judge_number(shown, known)
        if judged and judged.real not in seen:
            seen.add(judged.real)
            yield judged


def judge_number(shown: str, known: Official) -> Judged | None:
    """One number; None where it cannot be one that somebody calls from."""
    dialled = re.sub(r"[^\d+]", "", shown)
    if is_valid(dialled):
        return None  # 「865 6915 4089」 too: no country stands before it
    digits = _PREFIX.sub("", dialled)
    if digits in known.emergency:
        return Judged(shown, "number_emergency", digits)
    bare = digits.lstrip("+")
    if not _SHORTEST <= len(bare) <= _LONGEST or re.fullmatch(r"(?:19|20)\d{6}", digits):
        return None
    if digits in known.phones:
        return Judged(shown, "number_official", digits)
    if bare in known.wrong_phones:
        return Judged(shown, "number_wrong", bare)
    near = any(phone in bare or Levenshtein.distance(bare, phone, score_cutoff=_NEAR) <= _NEAR for phone in _hotlines(known))
    return Judged(shown, "number_near" if near else "number_unlisted", bare)


def slip_of(number: str, meant: str) -> bool:
    """True for the same number, and for one that was mistyped: two digits swapped, or one wrong."""
    return Levenshtein.distance(number, meant, score_cutoff=_NEAR) <= _NEAR


def _hotlines(known: Official) -> list[str]:
    return [phone for phone in known.phones if len(phone) >= 10]
