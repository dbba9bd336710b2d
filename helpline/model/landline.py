"""Numbers of landlines as people tell them: the area code apart, the extension in any words."""

from __future__ import annotations

import re

_AREA = r"(?:010|02\d|0[3-9]\d{2})"
_LINKS = r"[)）]?[\s\-—–,，、。]{0,3}(?:电话|座机|号码|固话|本机)?(?:号码?)?(?:是|为|[:：])?\s*"
_LANDLINE = re.compile(rf"(?<![\dA-Za-z-])[(（]?(?P<area>{_AREA}){_LINKS}(?P<local>[2-8](?:[ -]?\d){{6,7}})(?![\d])")
_BY_NAME = r"(?:再|要|请|拨通后|接通后|后|然后)*(?:[转轉](?:分机|分機|接|到)?|分机|分機)号?(?:是|为|[:：])?"
_EXTENSION = re.compile(
    rf"\s*[,，。]?\s*(?:{_BY_NAME}|[-—#]|ext\.?|(?:拨通?|接通|按)[^，,。；;]{{0,6}}?[转轉])\s*(\d(?: ?\d){{0,5}})(?![\d])", re.IGNORECASE
)
_LOCAL = re.compile(rf"[^\d]{{0,12}}(?P<local>[2-8](?:[ -]?\d){{6,7}})(?:\s*[,，。]?\s*{_BY_NAME}\s*(?P<extension>\d{{1,6}}))?[^\d]{{0,4}}")
_AREA_ALONE = re.compile(rf"\D{{0,8}}(?P<area>{_AREA})\D{{0,6}}")


def find_landline(plain: str) -> tuple[str, int, int] | None:
    """The first number with its area code, and where it stands.

    >>> find_landline("区号027，电话8765 1234"), find_landline("2023-0571-8888")
    (('02787651234', 2, 17), None)
    """
    found = _LANDLINE.search(plain)
    return (_digits(found["area"] + found["local"]), found.start(), found.end()) if found else None


def extension_after(plain: str, end: int) -> tuple[str, int] | None:
    """What is dialled after the number that ends at `end`, and where that ends.

    >>> extension_after("021-61234567拨通后按2再转1005", 12), extension_after("02787651234-803", 11)
    (('1005', 23), ('803', 15))
    """
    found = _EXTENSION.match(plain, end)
    return (_digits(found[1]), found.end()) if found else None


def begun_landline(plain: str) -> tuple[str, str] | None:
    """A number without its area code, where the words hold no more than that, with its extension.

    >>> begun_landline("公司前台 87651234 分机 12"), begun_landline("2026年11月")
    (('87651234', '12'), None)
    """
    found = _LOCAL.fullmatch(plain)
    return (_digits(found["local"]), found["extension"] or "") if found else None


def joined_landline(local: str, plain: str) -> str | None:
    """The number of which all but the area code was said before.

    >>> joined_landline("87651234", "区号是027"), joined_landline("1772099", "027")
    ('02787651234', None)
    """
    found = _AREA_ALONE.fullmatch(plain) if re.fullmatch(r"[2-8]\d{6,7}", local) else None
    return found["area"] + local if found else None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
