"""A number of which only a few characters are put right: 「最后是L5」, 「倒数第三位是8不是B」, 「尾号是5678，不是5687」."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpline.model.text import align, chinese_number, spoken_digits

_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_CHARACTER = r"(?:[位个](?:数字|字母|字符|数|码|字)?|码|字母|字符|数字)"
_PLACE = re.compile(
    rf"(?P<back>倒数)?第(?P<at>{_N})(?:[位个]?(?:到|至|-|~|、|和)第?(?P<to>{_N}))?{_CHARACTER}"
    rf"|(?P<tail>尾号|尾数|尾巴(?:浪|上|那)?|末尾|结尾|最后面?|后面(?=的?(?:应该|其实|才)?[是为][^，,。]{{0,3}}[0-9A-Za-z])|后(?:面|头|边)?(?={_N}[位码])|[末尾](?={_N}[位码])|[末尾](?:位|码|字母|字符|数字)(?:字母|数字|字符)?|最末(?:位|尾|端)?)(?:的)?(?:(?P<tail_n>{_N}){_CHARACTER})?"
    rf"|(?P<head>开头|打头|最前面?|前面?(?={_N}位)|首位)(?:的)?(?:(?P<head_n>{_N}){_CHARACTER})?"
    rf"|(?P<middle>中间|当中)(?:的|那段?|这段?)*(?:那?[几两])?(?:(?P<middle_n>{_N}){_CHARACTER})?"
)
_RUN = re.compile(r"[0-9A-Z]+(?:[ -][0-9A-Z]+)*")
_NOT = re.compile(r"(?:不是|并非|而非|不要|别是|[写打输看读念听记填说]成了?|[写打输看读念听记填说]的是|原来是?|原先是?|本来是?)[ 「“\"]*$")
_INTO = re.compile(
    r"^[ 」”\"]*(?:要|应该|得|请)?(?:改|换)(?:成|为|到)|^[ 」”\"]*(?:应该|其实|应)(?:是|为)[ 「“\"]*(?=[0-9A-Z])|^[ 」”\"]*(?:写|打|输|填|记|看|说)?错了?|^[ 」”\"]*不对"
)
_REVERSED = re.compile(r"[ 」”\"]*(?:是|我|刚才?|都|给|把|它)*(?:写|打|输|填|记|看|说|念|按|敲|抄)?(?:反|颠?倒|岔)了?")  # 「658 我按反了」
_COUNTED = re.compile(r"[一1](?=[个位次下台])")  # 「少了一个5」
# Without a place: 「那个B应该是8」, 「把8看成B了」.
_SWAP = re.compile(
    r"(?<![0-9A-Z])(?P<old>[0-9A-Z]{1,4})[ 」”\"]*(?:我|刚才?|给|把|都)*(?:[写看打输说念讲抄填]?(?:错|反|颠倒)了?|看岔了?|不对)?[,，。 ]*(?:应该|其实|应|要|得)?(?:改成|改为|换成|应该是|其实是|应为)[ 「“\"]*(?P<new>[0-9A-Z]{1,4})(?![0-9A-Z])"
    r"|把[ 「“\"]*(?P<meant>[0-9A-Z]{1,4})[ 」”\"]*(?:看|写|打|输|念|听|记|填)成了?[ 「“\"]*(?P<wrong>[0-9A-Z]{1,4})(?![0-9A-Z])"
)
_KIND = re.compile(r"(?:大写|小写)?(?:字母|数字)的? ?(?=[A-Z0-9])")  # 「那个字母 B 应该是数字 8」
_MORE = re.compile(r"(?:少|漏)(?:了|写|打|输|填|说|掉)|还有(?=[^，,。]{0,3}[0-9A-Za-z])|再加|加上|补上?")

# What is said behind it of another line: 「…后四位是1652还有手机是12 Pro不是12」.
_OTHER_LINE = re.compile(
    r"^(.*?[0-9A-Za-z].*?)(?:然后|还有|另外|再把|[，,。；;\s])*[^，,。；;\d]{0,6}(?:型号|机型|机子|系统|手机(?=[壳盒背里是])).*$", re.DOTALL
)


@dataclass(frozen=True)
class Mend:
    """What is said of one place: where, what stands there, what does not; `more` where it was left out altogether."""

    place: re.Match[str]
    new: str
    old: str = ""
    more: bool = False

    @property
    def letters(self) -> bool:
        """True where it cannot be a number of digits."""
        return any(character.isalpha() for character in self.new + self.old)

    def apply(self, value: str) -> str | None:
        """The value put right; None where it has no such place, or the characters do not go into it."""
        if self.place["middle"] and not (self.place["middle_n"] or self.old or self.more):
            return _nearest(value, self.new)
        span = self._span(len(value))
        if span is None:
            return None
        start, end = span
        if self.more:
            return value[:start] + self.new + value[start:] if self.place["head"] else value[:end] + self.new + value[end:]
        if value[start:end] == self.new:
            return value
        if self.old and value[start:end] != self.old:
            return swapped(value, self.old, self.new)
        return value[:start] + self.new + value[end:] if len(self.new) == end - start or self.old else None

    def _span(self, length: int) -> tuple[int, int] | None:
        at = self.place
        told = len(self.old or self.new)
        if at["tail"]:
            n = _number(at["tail_n"]) or told
            return (length - n, length) if n <= length else None
        if at["head"]:
            n = _number(at["head_n"]) or told
            return (0, n) if n <= length else None
        if at["middle"]:
            n = _number(at["middle_n"]) or told
            start = 3 if length == 11 and n == 4 else (length - n) // 2  # of a mobile number: 138 1234 5678
            return (start, start + n) if n <= length else None
        first = _number(at["at"]) or 0
        last = _number(at["to"]) or first
        if at["back"]:
            first, last = length + 1 - max(first, last), length + 1 - min(first, last)
        return (first - 1, last) if 1 <= first <= last <= length else None


def mends(text: str) -> list[Mend]:
    """All that `text` puts right of a number, place by place. A place without what stands there is left out.

    >>> [mend.apply("C39XK2ABC12B") for mend in mends("倒数第一位是8不是B")]
    ['C39XK2ABC128']
    """
    plain = align(text).text
    places = list(_PLACE.finditer(plain))
    ends = [place.start() for place in places[1:]] + [len(plain)]
    found = [_mend(place, _OTHER_LINE.sub(r"\1", plain[place.end() : end])) for place, end in zip(places, ends)]
    return [mend for mend in found if mend is not None]


def names_place(text: str) -> bool:
    """True where a place in a number is named, be it without what stands there: 「电话末尾两位有误」."""
    return _PLACE.search(align(text).text) is not None


def swap(text: str) -> tuple[str, str] | None:
    """What is wrong and what is right, where no place is named: 「那个B应该是8」, 「39 我写反了，应该是 93」."""
    found = _SWAP.search(_KIND.sub("", spoken_digits(align(text).text).upper()))
    if found is None:
        return None
    return (found["old"], found["new"]) if found["old"] else (found["wrong"], found["meant"])


def swapped(value: str, old: str, new: str) -> str | None:
    """The value with `new` for `old`, where that stands in it once only."""
    return value.replace(old, new) if value.count(old) == 1 and len(old) == len(new) else None


def _nearest(value: str, new: str) -> str | None:
    """The value with `new` where one character of it stands otherwise, if there is one such place: 「中间是LV2」 of QX7K4LW2MT."""
    if new in value:
        return value
    places = [at for at in range(1, len(value) - len(new)) if sum(a != b for a, b in zip(value[at:], new)) == 1]
    return value[: places[0]] + new + value[places[0] + len(new) :] if len(places) == 1 and len(new) > 1 else None


def _mend(place: re.Match[str], rest: str) -> Mend | None:
    said = spoken_digits(_COUNTED.sub(" ", rest)).upper()
    new, old = "", ""
    for run in _RUN.finditer(said):
        value = re.sub(r"[ -]", "", run.group())
        if new and _REVERSED.match(said[run.end() :]):
            break  # 「开头 C 后面那个 39 我写反了」: of another place
        if _NOT.search(said[: run.start()]) or _INTO.match(said[run.end() :]) or _REVERSED.match(said[run.end() :]):
            old = old or value
        else:
            new = new or value
    return Mend(place, new, old, _MORE.search(place.string[: place.end()] + rest) is not None and not old) if new else None


def _number(said: str | None) -> int:
    return 0 if not said else int(said) if said.isdigit() else chinese_number(said) or 0
