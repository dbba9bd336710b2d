"""Several lines that are put right at once, named first and told behind: 「单位、数量、名字都得换：宁波海曙仁爱医院，80台，郑可欣」."""

from __future__ import annotations

import re

from helpline.model.institutions import institution_in
from helpline.model.numbers import find_counts
from helpline.model.person import leading_name
from helpline.model.phone import own_phone
from helpline.model.text import align

_LINES = {
    "organisation": r"(?:单位|公司|学校|医院|机构)(?:全称|名称?|名字)?",
    "contact_name": r"(?:我的?|联系人?的?)?(?:名字|姓名|称呼)|联系人|对接人",
    "contact_phone": r"(?:联系)?(?:手机号?|电话|号码|联系方式)",
    "count": r"数量|[台套件部人]数|数目",
}
_LINE = "|".join(f"(?:{words})" for words in _LINES.values())
_LISTED = re.compile(
    rf"(?P<names>(?:{_LINE})(?:[、，,和跟与及以/\s]+(?:{_LINE}))+)[，,\s]*(?:[两三四]个|这几[个项]|几样)?(?:都|全|均|也|一起|一并|得|要|需要?|应该|请|帮我|给我|麻烦)+"
    r"(?:改|换|更|变|错|不对|有误)[^：:，,。；;\d]{0,6}[：:，,。；;\s]+(?P<values>.+)"
)
_PARTS = re.compile(r"[，,。；;、\s]+")


def listed(text: str) -> dict[str, str]:
    """The new value of each line that is named; nothing where they are not named first.

    >>> listed("学校和联系人都要改，长沙麓山实验小学，周若兰")
    {'organisation': '长沙麓山实验小学', 'contact_name': '周若兰'}
    """
    told = _LISTED.search(text)
    if told is None:
        return {}
    values = told["values"]
    named = {slot for slot, words in _LINES.items() if re.search(words, told["names"])}
    parts = [part for part in _PARTS.split(values) if part and not any(find_counts(align(part).text)) and own_phone(part) is None]
    institution = institution_in(values)
    name = next((name for part in parts if (name := leading_name(part))), None) if "contact_name" in named else None
    others = [part for part in parts if part != name]
    phone = own_phone(values)
    read = {
        "organisation": institution[0] if institution else next(iter(others), None),
        "contact_name": name,
        "contact_phone": phone.value if phone else None,
    }
    return {slot: value for slot, value in read.items() if slot in named and value}
