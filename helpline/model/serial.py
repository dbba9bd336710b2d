"""Serial numbers and what people give in their place.

A serial has 8 to 14 letters and digits without O and I; the usual lengths are 10 and 12, 11 on devices before 2010.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from stdnum import luhn

from helpline.model.devices_meant import meant
from helpline.model.phone import find_phone
from helpline.model.text import normalise, spoken_digits


class SerialKind(Enum):
    """What the characters turned out to be."""

    SERIAL = "serial"
    IMEI = "imei"
    LETTERS = "letters"  # would be a serial but for O or I; `value` is the likely one
    IMEI_MISREAD = "imei_misread"  # fifteen digits whose check digit is wrong
    MODEL_NUMBER = "model_number"  # A2634
    PART_NUMBER = "part_number"  # MLDX3CH/A
    PHONE = "phone"
    DIGITS = "digits"  # as long as a serial, but without a letter
    LENGTH = "length"  # looks meant as a serial but is too short or too long
    NOTHING = "nothing"


@dataclass(frozen=True)
class SerialReading:
    """Kind, the value in canonical form, and its span on the text that was read."""

    kind: SerialKind
    value: str = ""
    start: int = 0
    end: int = 0


USUAL_LENGTHS = (10, 11, 12)
_LONGEST = 24  # beyond it nobody meant a serial
# Words that stand beside a serial, or that would make one of themselves with the letters O and I corrected.
_PRODUCT_WORDS = re.compile(r"S/N|SN(?![A-Z0-9])|SERIAL|NUMBER|IPHONE|IPAD|MACBOOK|AIRPODS?|WATCH|IMEI|IMAC|AIR|PRO|MAX|PLUS|MINI|IOS")
_TOKEN = re.compile(r"S/N|[A-Z0-9]+")
# After its name, however it was read out.
_PAUSED = re.compile(
    r"(?:序列号|序号|SN|S/N)(?:应该|就|才)?(?:是|为|[:：])?(?P<said>[A-Z0-9 ]{1,8}(?:[,，、。.][A-Z0-9 ]{1,8}){1,6})(?![A-Z0-9])"
)
# Read out sign by sign: 「字母F 1 7 字母X」, 「L 然后七七二 然后 B Y」
_SAID_BETWEEN = re.compile(r"(?:大写|小写)?(?:字母|数字)(?= ?[A-Z0-9])|(?<=[A-Z0-9]) ?(?:然后|接着|再来|再)(?:是)?(?= ?[A-Z0-9])")
# Hours and days are no part of a number: 「周四 10am please」.
_OF_TIME = re.compile(r"(?:周|星期|礼拜|禮拜|週)[一二三四五六日天]|(?<![A-Za-z0-9])\d{1,2}(?:[:.]\d\d)? ?[AaPp]\.?[Mm](?![A-Za-z0-9])")
_A_WORD = re.compile(
    r"[A-Z]{5,}|IS|BE|NOT?|IT|ITS|MY|THE|TO|OF|ON|AT|AND|OR|WAS|THIS|THAT|HAS|NEW|OLD"
)  # of a language, where it stands apart: 「Beats Solo 4」
_LOOKALIKES = re.compile(r"[OI]")
_PART_NUMBER = re.compile(r"(?<![A-Z0-9])[A-Z][A-Z0-9]{3,5}[A-Z]{1,2}\s*/\s*[A-Z](?![A-Z0-9])")
_MODEL_NUMBER = re.compile(r"(?<![A-Z0-9])A\s?(\d{4})(?![A-Z0-9])")
_IMEI = re.compile(r"(?<!\d)\d(?:[ -]?\d){14}(?!\d)")
# Groups of letters and digits as read from a box: blanks and dashes between them do not count.
_GROUPS = re.compile(r"[A-Z0-9]+(?:[ -]+[A-Z0-9]+)*")


# What stood before was misread, or is looked at again.
_SLIP = re.compile(
    r"[看写说打念输发抄拿弄搞读]错|错了|不对|[哦噢喔啊]不|更正|纠正|应该?[是为]|等(?:等|一?下|会)|稍等|再[看瞧核确]|重新[看核查]|少[打写]了|漏了|不是[，,\s]+|改[成为]|sorry",
    re.IGNORECASE,
)


def read_serial(text: str) -> SerialReading:
    """The first thing in `text` that serves, or looks meant to serve, as a serial or IMEI; of two, that after a slip.

    >>> read_serial("f2l-xk12 3abcd").value
    'F2LXK123ABCD'
    >>> read_serial("F2LXK123ABCD 看错了 是F2LXK123ABCE").value
    'F2LXK123ABCE'
    """
    for slip in reversed(list(_SLIP.finditer(text))):
        after = _read(text[slip.end() :])
        if after.kind in (SerialKind.SERIAL, SerialKind.IMEI) and _read(text[: slip.start()]).kind is not SerialKind.NOTHING:
            return replace(after, start=after.start + slip.end(), end=after.end + slip.end())
    first = _read(text)
    other = _read(text[first.end :]) if first.kind is SerialKind.SERIAL else SerialReading(SerialKind.NOTHING)
    if other.kind is not SerialKind.SERIAL or not (_usual(first.value) and _usual(other.value)):
        return first
    second = replace(other, start=other.start + first.end, end=other.end + first.end)
    return meant(text, [first, second])[0]  # 「F17… 是我老婆的，摔坏的这台是 L2V…」


_ORDER = re.compile(r"(?<![A-Z0-9])W(?:[ -]?\d){10}(?![A-Z0-9])")


_NAMED_SIGN = re.compile(r"[零〇洞幺一二两三四五六七八九]\s+(?=(?:[A-Z0-9]{10}|[A-Z0-9]{12})(?![A-Z0-9]))", re.IGNORECASE)


def _read(text: str) -> SerialReading:
    text = _NAMED_SIGN.sub(_blank, _OF_TIME.sub(_bars, text))  # 「哦是零 G6TZN8V3Q0」 says which sign it was
    plain = _TOKEN.sub(_without_words, _PAUSED.sub(_without_pauses, _SAID_BETWEEN.sub(_blank, spoken_digits(text).upper())))
    plain = _ORDER.sub(_bars, plain)
    serial = _serial(plain)
    certain = serial if serial and serial.kind is SerialKind.SERIAL and _usual(serial.value) else None
    found = _part_number(plain) or _imei(plain) or certain or _model_number(plain) or _phone(plain) or serial
    return found or SerialReading(SerialKind.NOTHING)


def _blank(words: re.Match[str]) -> str:
    """As many blanks: what stands behind keeps its place."""
    return " " * len(words.group())


def _bars(words: re.Match[str]) -> str:
    return "|" * len(words.group())


def _without_pauses(named: re.Match[str]) -> str:
    """「序列号是F9F，K32，ABC1J」: the pauses of dictation are none between two numbers, nor before a phone number."""
    joined = re.sub(r"[,，、。.](?=[A-Z0-9 ])", " ", named.group())
    reading = _serial(joined[named.start("said") - named.start() :])
    return joined if reading and reading.kind is SerialKind.SERIAL and _usual(reading.value) else named.group()


def _without_words(token: re.Match[str]) -> str:
    """The token with product words blotted out, unless all of it could be a serial: one may well end in SN or hold MAX."""
    value = token.group()
    if _usual(value) and not _LOOKALIKES.search(value):
        return value
    return _PRODUCT_WORDS.sub(lambda word: "|" * len(word.group()), value)


def find_serial(text: str) -> SerialReading | None:
    """A serial or IMEI standing in running text, where most words are no serial; else None."""
    reading = read_serial(text)
    if reading.kind is SerialKind.IMEI:
        return reading
    code = reading.value.startswith("0X")  # of an error, in hexadecimal
    return reading if reading.kind is SerialKind.SERIAL and _usual(reading.value) and not code else None


def all_serials(text: str) -> list[str]:
    """Every serial of a usual length that stands in one piece, in their order.

    >>> all_serials("不是F17DK3MX0D，关于本机显示h4xl9pqw2c")
    ['F17DK3MX0D', 'H4XL9PQW2C']
    """
    tokens = re.findall(r"(?<![A-Z0-9])[A-Z0-9]{10,12}(?![A-Z0-9])", _ORDER.sub(_bars, spoken_digits(text).upper()))
    return [token for token in tokens if _usual(token) and not _LOOKALIKES.search(token)]


def find_part_number(text: str) -> str | None:
    """A part number that stands in any text.

    >>> find_part_number("包装上写着 mldx3ch/a"), find_part_number("iPhone/iPad 都有")
    ('MLDX3CH/A', None)
    """
    match = _PART_NUMBER.search(normalise(text).upper())
    found = re.sub(r"\s", "", match.group()) if match else ""
    return found if re.search(r"\d", found) else None


def _part_number(plain: str) -> SerialReading | None:
    match = _PART_NUMBER.search(plain)
    return _reading(SerialKind.PART_NUMBER, re.sub(r"\s", "", match.group()), match) if match else None


def _imei(plain: str) -> SerialReading | None:
    match = _IMEI.search(plain)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match.group())
    kind = SerialKind.IMEI if luhn.is_valid(digits) else SerialKind.IMEI_MISREAD
    return _reading(kind, digits, match)


def _model_number(plain: str) -> SerialReading | None:
    match = _MODEL_NUMBER.search(plain)
    return _reading(SerialKind.MODEL_NUMBER, "A" + match.group(1), match) if match else None


def _phone(plain: str) -> SerialReading | None:
    found = find_phone(plain)
    return SerialReading(SerialKind.PHONE, found.value, found.start, found.end) if found else None


def _serial(plain: str) -> SerialReading | None:
    readings = [
        reading for match in _GROUPS.finditer(plain) for value, start, end in _spellings(match) if (reading := _judge(value, start, end))
    ]
    return min(readings, key=_doubt, default=None)


def _doubt(reading: SerialReading) -> tuple[bool, bool]:
    """Smaller is better: a usual length first, then a serial before what is only near one."""
    return not _usual(reading.value), reading.kind is not SerialKind.SERIAL


def _spellings(match: re.Match[str]) -> list[tuple[str, int, int]]:
    """Each group alone, then neighbouring groups joined: `SN C39 XK2 ABC 123` holds its serial in four."""
    parts = [(m.group(), match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"[A-Z0-9]+", match.group())]
    # Nothing shorter than a character a part, so no more than the longest parts are ever joined.
    spans = [(i, j) for i in range(len(parts)) for j in range(i, min(i + _LONGEST, len(parts)))]
    spans.sort(key=lambda span: span[0] - span[1])
    words = [at for at, part in enumerate(parts) if _A_WORD.fullmatch(part[0])]
    spans = [(i, j) for i, j in spans if i == j or not any(i <= at <= j for at in words)]
    return [("".join(p[0] for p in parts[i : j + 1]), parts[i][1], parts[j][2]) for i, j in spans]


def _judge(value: str, start: int, end: int) -> SerialReading | None:
    if not any(c.isdigit() for c in value):
        return None
    corrected = value.replace("O", "0").replace("I", "1")
    if 8 <= len(value) <= 14:
        if corrected != value:
            return SerialReading(SerialKind.LETTERS, corrected, start, end)
        if _mixed(value):
            return SerialReading(SerialKind.SERIAL, value, start, end)
        if len(value) in USUAL_LENGTHS:
            return SerialReading(SerialKind.DIGITS, value, start, end)
    if 5 <= len(value) <= _LONGEST:
        return SerialReading(SerialKind.LENGTH, value, start, end)
    return None


def _usual(value: str) -> bool:
    return len(value) in USUAL_LENGTHS and _mixed(value)


def _mixed(value: str) -> bool:
    return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)


def _reading(kind: SerialKind, value: str, match: re.Match[str]) -> SerialReading:
    return SerialReading(kind, value, match.start(), match.end())
