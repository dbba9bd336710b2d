"""A character of a name that is put right by a word that it stands in: 「是芹菜的芹，不是钢琴的琴」."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from helpline.model.text import align

SameSound = Callable[[str, str], bool]
_HAN = "[\u4e00-\u9fff]"
_CLAUSES = re.compile(r"[，,。；;！!？?\n]+|\s+")
# 「芹菜的芹」, 「三点水那个沈」, 「耳东陈」
_BY_WORD = re.compile(rf"(?P<word>{_HAN}{{2,4}}?)(?:的|那个?|这个?)(?:那个?|这个?)?(?P<char>{_HAN})")
_NOT = re.compile(r"(?:不是|并非|写成了?|打成了?|[写打]的是)")
_WRONG = re.compile(rf"(?P<char>{_HAN})字?(?:都|给我|又|是)?(?:写|打|填|登记)?错")
_OF_A_NAME = re.compile(r"名|姓|字|叫|称呼")
_PLACES = (
    (re.compile(r"姓(?!名)|第[一1]个|头一个|打头"), 0),
    (re.compile(r"最后|末尾|末一|尾"), -1),
    (re.compile(r"中间|当中|第[二2]个"), 1),
)


def respelt(known: str, text: str, same_sound: SameSound = operator.eq) -> str | None:
    """The name with that character in it; None where nothing is spelt out, or nobody can tell which it replaces.

    >>> respelt("沈雅琴", "名字最后一个是芹菜的芹，不是钢琴的琴"), respelt("沈雅琴", "姓打错了，是申请的申，不是三点水那个沈")
    ('沈雅芹', '申雅琴')
    """
    plain = align(text).text
    right, wrong = list[str](), list[str]()
    for clause in _CLAUSES.split(plain):
        wrong += [match["char"] for match in _WRONG.finditer(clause) if match["char"] in known]
        begins = 0
        for told in _BY_WORD.finditer(clause):
            off, begins = _NOT.search(clause[begins : told.end()]) is not None, told.end()
            if told["char"] in told["word"] or (off and told["char"] in known):
                (wrong if off else right).append(told["char"])
    if len(right) != 1 or right[0] in wrong or not _OF_A_NAME.search(plain + "".join("名" for one in wrong if one in known)):
        return None
    at = next((known.index(one) for one in wrong if known.count(one) == 1), None)
    at = _place(known, right[0], plain, same_sound) if at is None else at
    return None if at is None or known[at] == right[0] else known[:at] + right[0] + known[at:][1:]


def _place(known: str, char: str, plain: str, same_sound: SameSound) -> int | None:
    """Where it is said to stand, else where one of the same sound stands."""
    for words, at in _PLACES:
        if words.search(plain) and -len(known) <= at < len(known):
            return at % len(known)
    alike = [at for at, one in enumerate(known) if same_sound(one, char)]
    return alike[0] if len(alike) == 1 else None
