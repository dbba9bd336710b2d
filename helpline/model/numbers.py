"""Versions, codes, order numbers and counts, found in running text by their shape and the words around them.

All functions take text that `model.text.align` made, and give a canonical value with its span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpline.model.text import chinese_number
from helpline.model.turns import turned

Span = tuple[str, int, int]

_SYSTEMS = {"ios": "iOS", "ipados": "iPadOS", "macos": "macOS", "watchos": "watchOS", "tvos": "tvOS", "visionos": "visionOS"}
_SYSTEM_VERSION = re.compile(
    r"(ipados|macos|watchos|tvos|visionos|ios|mac os|系统版本|系统|版本号?)\s*(?:版本|是|为|到|:|x)?\s*(\d{1,2}(?:\.\d{1,2}){0,2})(?![\d.]*\d)(?!\s*(?:个|次|天|号|月|年|%|g\b|gb))"
)
# 「系统是十八点六」, 「ios 26点1」, 「系统之前应该是17点几」: as it is spoken, or with the wrong point.
_SPOKEN_VERSION = re.compile(
    r"(?:(?P<name>ipados|macos|watchos|tvos|visionos|ios|系统版本|系统|版本号?)\s*(?:版本|号|是|为|到|:|之前|以前|现在|目前|好像|应该|大概|可能|我|的|升级?|更新|了|\s)*)?"
    r"(?<![\d.一二三十])(?P<whole>\d{1,2}|二?十[一二三四五六七八九]?)[点。]"
    r"(?:(?P<part>\d{1,2}|十?[一二三四五六七八九])(?:[点。.](?P<last>\d{1,2}|[一二三四五六七八九]))?|(?P<some>几))"
    r"(?![\d点半刻十]|\s*(?:分|钟|左右|号|元|块|%|寸|倍|个))"
)
# A day is none, 「21.11.03」: no version has an idle nought, and no system was ever called 19 to 25.
_BARE_VERSION = re.compile(
    r"(?<![\d.a-z])(?!19|2[0-5]|\d\d\.(?:\d+\.)?0\d)(\d{2}\.\d{1,2}(?:\.\d{1,2})?)(?![\d.]|\s*(?:%|英?寸|元|块|g|gb|号|日|cm|万|折))"
)
_SIZED = re.compile(r"(?:ipad|pro|air|平板)\s*(?:10\.[259]|12\.9)$")  # 「ipad pro 12.9 第五代」
_MAC_NAMES = re.compile(r"(tahoe|sequoia|sonoma|ventura|monterey|big sur|catalina|mojave)")
_SINCE_SPOKEN = 9  # versions below it are rather an hour
LATEST = "最新版（客户所述）"  # said instead of a number
_LATEST = re.compile(
    r"(?:系统|ios|ipados|macos|watchos|tvos|visionos)\s*版?本?\s*(?:已经|也|都|就|现在|应该|我|更新|升级|升|装|用|是|到|成|了|的|为){0,4}\s*(最新(?:版本|版|的)?)"
)
_UPDATING = re.compile(
    r"从\s*(?:ios|ipados|macos|watchos|系统)?\s*(?P<whence>\d{1,2}(?:\.\d{1,2}){0,2})\s*(?:版本?)?(?:直接|想|要|准备|打算|往)*(?:升|更新|更|升级)(?:级|到|至|成|上)*\s*(?:ios|ipados|macos|watchos)?\s*(?P<to>\d{1,2}(?:\.\d{1,2}){0,2})(?P<done>\s*(?:的|版本)?(?:[之以]?后|了|过|完))?"
)
_ERROR = re.compile(
    r"(?:错误代码|报错代码|错误码|报错码|错误|报错|代码|error\s*code|error|code)\s*(?:是|为|:|提示|显示|了|号)?\s*\(?(0x[0-9a-f]+|-?\d{1,5}|[a-z]{1,4}[-_]?\d{2,5})(?![\d.年月日号点个次遍回天])"
)
_BARE_ERROR = re.compile(
    r"(?<![\d.a-z-])(?<!证码)(?<!密码)(?<!码是)(?<!码:)(4013|4014|4005|3194|1109|3014|1638|1013)(?![\d.年月日号点a-z])"
)
_ORDER_ASKED = re.compile(r"(?<![a-z0-9])(?:[a-z]{0,2}\d{5,20}|w\d{1,4})(?![a-z0-9])")
_DENIED = re.compile(r"(?:不是|并非|而非)[ 「“\"]*$")
_ORDER = re.compile(r"(?<![a-z0-9])w\d{8,11}(?![a-z0-9])")
_ORDER_READ = re.compile(r"(?<![a-z0-9])w(?:[ -]?\d){8,11}(?![a-z0-9])")  # 「W 1390 2847 56」, as it is read aloud
_ORDER_SAID = re.compile(
    r"(?<!快递)(?<!物流)(?<!运输)(?<!顺丰)(?<!京东)(?<!圆通)(?<!中通)(?<!申通)(?<!韵达)(?<!邮政)(?:订单编号|订单号码|订单号|订单|单号)\s*(?:是|为|:)?\s*([a-z]{0,2}\d{6,20})(?![a-z0-9])"
)
_COUNT = re.compile(r"(\d{1,5}|[零一二两三四五六七八九十百千]+)\s*(?:多|来)?\s*(台|部|只|套|个设备)")


def find_os_version(text: str) -> Span | None:
    """`iOS 18.6.2`; without the name of its system just the number.

    >>> find_os_version("升级到ios18.6以后很卡")
    ('iOS 18.6', 3, 10)
    >>> find_os_version("系统已经是最新的了")
    ('最新版（客户所述）', 5, 8)
    >>> find_os_version("系统不是26.1，26.0.1才对")[0], find_os_version("26.0.1，不是26.1")[0]
    ('26.0.1', '26.0.1')
    """
    first = _first_version(text)
    turn = turned(text, first[2]) if first else None
    denied = first is not None and _DENIED.search(text[: first[1]]) is not None
    start = first[2] if first and denied else turn.end() if turn else len(text)
    later = _first_version(text[start:])
    if later is None or _DENIED.search(text[: start + later[1]]):
        return first
    return later[0], start + later[1], start + later[2]  # 「18.6，哦不看错了，是18.6.2」


def more_exact(told: str, known: str) -> bool:
    """True for the number of a version of which only the name, or that it is the newest, was known.

    >>> more_exact("26.1", "macOS Tahoe"), more_exact("26.1", "macOS 26")
    (True, False)
    """
    return re.search(r"\d", told) is not None and re.search(r"\d", known) is None


def _first_version(text: str) -> Span | None:
    if spoken := spoken_version(text):
        return spoken
    match = _SYSTEM_VERSION.search(text)
    if match:
        name = _SYSTEMS.get(match[1].replace(" ", ""), "")
        return f"{name} {match[2]}".strip(), match.start(), match.end()
    match = next((match for match in _BARE_VERSION.finditer(text) if not _SIZED.search(text[: match.end(1)])), None)
    if match:
        return match[1], match.start(1), match.end(1)
    match = _MAC_NAMES.search(text)
    if match:
        return f"macOS {match[1].title()}", match.start(), match.end()
    match = _LATEST.search(text)
    return (LATEST, match.start(1), match.end(1)) if match else None


def updating(text: str) -> Span | None:
    """The version that a device has whose owner tells from which to which: 「从18升26」; once that is done the second.

    >>> updating("从18升26")[0], updating("从17.5更新到18以后就卡")[0], updating("从18号开始")
    ('18', '18', None)
    """
    match = _UPDATING.search(text)
    group = "to" if match and match["done"] else "whence"
    return (match[group], match.start(group), match.end(group)) if match else None


def spoken_version(text: str, *, asked: bool = False) -> Span | None:
    """A version as it is read aloud, beside the name of a system; where it was `asked`, without that. 「17点几」 is 17.

    >>> spoken_version("系统是十八点六"), spoken_version("26点1到店")
    (('18.6', 0, 7), None)
    """
    for match in _SPOKEN_VERSION.finditer(text):
        numbers = [_digits(match[part]) for part in ("whole", "part", "last") if match[part]]
        if match["name"] or (asked and int(numbers[0]) >= _SINCE_SPOKEN):
            return f"{_SYSTEMS.get(match['name'] or '', '')} {'.'.join(numbers)}".strip(), match.start(), match.end()
    return None


def _digits(said: str) -> str:
    return said if said.isdigit() else str(chinese_number(said))


def find_error_codes(text: str) -> Iterator[Span]:
    """Codes named as such, and the well-known ones of restoring that stand alone."""
    taken: set[int] = set()
    for pattern in (_ERROR, _BARE_ERROR):
        for match in pattern.finditer(text):
            if match.start(1) not in taken:
                taken.add(match.start(1))
                yield match[1].upper() if not match[1].startswith("0x") else match[1], match.start(1), match.end(1)


def find_order_number(text: str) -> Span | None:
    """An order of the online store (W and digits), or digits that are called an order number; of several, the one that is meant.

    >>> find_order_number("w4470128853,啊不对,是w4470128835")[0]
    'W4470128835'
    >>> find_order_number("订单号 w 1390 2847 56")[0], find_order_number("顺丰单号sf1430982716553")
    ('W1390284756', None)
    """
    for pattern, group in ((_ORDER, 0), (_ORDER_READ, 0), (_ORDER_SAID, 1)):
        if match := _put_right(text, list(pattern.finditer(text))):
            return re.sub(r"[ -]", "", match.group(group)).upper(), match.start(group), match.end(group)
    return None


def asked_orders(text: str) -> list[str]:
    """Any numbers that may be an order's, where one was asked for, the one that is meant first; of one put right only that.

    >>> asked_orders("w1733906218还有w1733906225"), asked_orders("w1733906218不对w1733906225")
    (['w1733906218', 'w1733906225'], ['w1733906225'])
    """
    told = list(_ORDER_ASKED.finditer(text))
    first = _put_right(text, told)
    if first is None:
        return []
    others = [one.group() for one in told if one.start() > first.start() and not _DENIED.search(text[: one.start()])]
    return list(dict.fromkeys([first.group(), *others]))


def _put_right(text: str, told: list[re.Match[str]]) -> re.Match[str] | None:
    """The first of the numbers, or the one that was told in its place: 「…853，啊不对，是…835」, 「不是…853，是…835」."""
    meant: re.Match[str] | None = None
    for one in told:
        denied = _DENIED.search(text[: one.start()]) is not None
        if not denied and (meant is None or turned(text, meant.end(), one.start())):
            meant = one
    return meant or (told[0] if told else None)


def find_counts(text: str) -> Iterator[Span]:
    """「两百台」 as 200."""
    for match in _COUNT.finditer(text):
        value = int(match[1]) if match[1].isdigit() else chinese_number(match[1])
        if value:
            yield str(value), match.start(), match.end()
