"""A mobile number as it is dictated: 「一五八，三个八，再来三七二零四」, 「就是那个嗯一三六然后呢五五一二然后是八零四七」."""

from __future__ import annotations

import re

from helpline.model.text import SPOKEN_DIGITS, in_place, spoken_digits

_SAYS = rf"[\d{SPOKEN_DIGITS}]"
_TIMES = re.compile(rf"(?P<times>[两二三四五2-5])个(?P<digit>{_SAYS})")  # 「三个八」
_COUNTS = dict(zip("两二三四五2345", (2, 2, 3, 4, 5, 2, 3, 4, 5)))
# What is said while the next digits are looked up, and where they stand: 「前面是…中间是…最后是…」.
_BETWEEN = re.compile(
    r"(?:然后|接着|接下来|后面|跟着|再来|再|中间|最后|末尾|尾巴|杠|横|空格|短横|那个|就是|嗯+|呃+|额+|啊|呢|的|是|哦|[\s\-—–_~·.…‥,，、。/])+"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def dictated_mobile(text: str) -> str | None:
    """The one mobile number of which the digits are told in any pieces; None where there are more or fewer digits.

    >>> dictated_mobile("一五八，三个八，再来三七二零四"), dictated_mobile("下午三点到五点")
    ('15888837204', None)
    """
    plain = _TIMES.sub(lambda said: said["digit"] * _COUNTS[said["times"]], in_place(text))
    begun = re.search(_SAYS, plain)
    told = _MOBILE.findall(_BETWEEN.sub("", spoken_digits(plain[begun.start() :]))) if begun else []
    return told[0] if len(told) == 1 else None
