"""Which device people mean: 「果14」, 「13 promax」, 「爱疯十三」, 「我那台m2 air」.

A name is looked up as a run of tokens (letters, a number, one Han character each), so that 「iPhone 135」 never
reads as iPhone 13. Lines that one name covers many models of (MacBook Air) are narrowed by size, chip, year and generation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpline.catalogue.device_lines import CHIP, among, called, fitting, siblings, with_traits
from helpline.catalogue.facts import Catalogue, Device
from helpline.model.text import Aligned, align, chinese_number


@dataclass(frozen=True)
class NamedDevice:
    """A device named in a text. `device` is None where only a line or family is clear; `options` then fit."""

    name: str
    device: Device | None
    family: str
    options: tuple[Device, ...]
    start: int
    end: int


_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d)?|[零一二两三四五六七八九十]+|\+|[\u4e00-\u9fff]")
_LONGEST = 14

# Other spellings of a name's parts, longest first. An iPhone without its head must have a suffix to count.
_HEADS = ("iphone", "iphones", "苹果手机", "苹果", "果", "爱疯", "爱凤", "哀凤", "哀疯", "爱锋", "艾凤", "肾", "ip", "平果", "苹果iphone", "appleiphone", "phone", "iph", "爱风", "iphnoe", "ihone")  # fmt: skip
_SUFFIXES = {"promax": ("promax", "pm", "prm", "pmax", "max", "prom", "普肉max", "破max"), "pro": ("pro", "p", "por", "普肉", "普柔", "普若", "破肉"), "plus": ("plus", "+", "pl", "puls", "p", "加号", "带加号", "带个加号", "后面带加号", "后面带个加号", "后面有个加号", "普拉斯"), "mini": ("mini", "迷你"), "max": ("max", "m")}  # fmt: skip
_LINE_WORDS = {
    "mbp": "MacBook Pro", "mba": "MacBook Air", "macbookpro": "MacBook Pro", "macbookair": "MacBook Air", "pro本": "MacBook Pro",
    "air本": "MacBook Air", "macpro": "Mac Pro", "macmini": "Mac mini", "macstudio": "Mac Studio", "imac": "iMac", "苹果一体机": "iMac",
    "iphonese": "iPhone SE", "苹果se": "iPhone SE", "ipadpro": "iPad Pro", "ipadair": "iPad Air", "ipadmini": "iPad mini", "macbook": "MacBook",
    "airpodspro": "AirPods Pro", "airpodpro": "AirPods Pro", "applewatchse": "Apple Watch SE", "watchse": "Apple Watch SE",
}  # fmt: skip
# What narrows a line down where it follows the name, and then belongs to it: 「ipad pro 11寸 m4」.
_OF_ACCESSORIES = {"Apple Pencil": ("applepencil", "pencil", "苹果笔"), "妙控键盘": ("妙控键盘",)}
_BESIDE = re.compile(
    r"(?:\s*[(（]?(?:\d{2}(?:\.\d)?\s*(?:英?寸|inch|吋)|m[1-5](?:\s*(?:pro|max|ultra))?(?![a-z\d])|20[12]\d(?!\d)\s*款?|第?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*代)[)）]?)+"
)
# A serial, and no device that its characters spell: the 6P of 「KJ6P2XW9QM」 is no iPhone 6 Plus.
_NUMBER = re.compile(
    r"(?<![a-z0-9])(?![a-z0-9]*(?:phone|ipad|mac|watch|pod|pro|max|air|mini|plus|ios))(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{10,12}(?![a-z0-9])"
)
_IDENTIFIER = re.compile(r"(?<![a-z])[a-z]+\d{1,2},\d{1,2}(?!\d)")  # as apps and logs name a device: iPhone16,1
# What turns the number of a model into a count or a date: 「iPhone 7天无理由」, but not 「天天死机」 or 「个人热点」.
_COUNTED = re.compile(
    r"天(?!天)|个(?!人|性)|年|月|日(?!版|本|常)|号(?!码|称)|斤|块|元|%|岁|次(?!日)|小时|分钟|英?寸|点(?!不|亮|击|开)|台(?!湾)|部(?!分)|折|万|倍|周年|:"
)
# What has 手机 in its name but is no device: 「手机号」, 「他手机13701234567」.
_OF_A_PHONE = re.compile(r"号(?!称)|尾号|后四位|短信|银行|话费|套餐|[\s:是为也就]*(?:\+?86[\s-]?)?1[3-9]\d(?=[\s-]?\d{4}|\d)")
# A number that belongs to the word before it: 「iOS 15」, 「系统版本17」, 「s6」.
_CLAIMED = re.compile(r"(?:[a-z]\s*|\d|系统|版本|错误|代码)$")
# A bare number that is said to be the phone: 「手机是14」, and at the very beginning 「13这阵子烫手」.
_POINTED = re.compile(r"(?:手机|iphone|苹果|机型|型号)(?:型号|我)?(?:就?是|系|用的是?|[:：])\s*$")
_BEGINS_WITH = re.compile(
    r"(?:这[阵段几两个]|最近|突然|老[是自充掉卡闪]|总是|一直(?!没人|打不)|昨|今[天早]|前天|的?(?:屏|电池|后盖|摄像头|镜头|充电口|听筒|喇叭)|充不|开不了|发[热烫]|烫手|卡[死得]|黑屏|闪退|掉电)"
)
_WORDS_WITH_GUO = tuple("水如结效后成糖坚芒火蔬")
_OWN_WORDS = ("iphone", "ipad", "imac", "mac", "apple", "airpods", "airtag", "homepod", "苹", "爱", "哀")
_WORDS_WITH_BIAO = re.compile(r"[格情现示演达面单哥妹弟姐叔姨白彰扬决述]")  # 「我的表格」
# 「表充不进电 s8」, but no 「报表」 of a phone called S8
_A_WATCH = r"(?<![代列图外报电水仪发课时万年月周日气])表(?![格情现示演达面单哥妹弟姐叔姨白彰扬决述])"


class DeviceNames:
    """Looks device names up in text. Built once from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._devices: dict[str, Device] = {}
        self._bare: dict[str, Device] = {}
        for device in catalogue.devices.values():
            for spelling in _spellings(device):
                self._devices.setdefault(spelling, device)
            if device.family == "iphone" and "（" not in device.name and device.name != "iPhone Air":
                self._bare.setdefault(_compact(device.name).removeprefix("iphone"), device)
        self._lines = _lines(catalogue)
        watches = next(family for family in catalogue.families.values() if family.id == "watch")
        self._of_a_watch = re.compile("|".join([_A_WATCH, *map(re.escape, watches.words)]))
        series = {re.fullmatch(r"Apple Watch Series (\d+)", d.name): d for d in catalogue.devices.values() if d.family == "watch"}
        self._series = {f"s{match[1]}": device for match, device in series.items() if match}
        makers = "|".join(map(re.escape, catalogue.other_makers))
        self._other_maker = re.compile(rf"(?:{makers})(?:的|手机|平板|[\sa-z0-9+])*$")
        self._by_model = {m.lower(): d for d in catalogue.devices.values() for m in d.models}
        self._by_identifier = {i.lower(): d for d in catalogue.devices.values() for i in d.identifiers}
        known = ("s", *self._devices, *self._bare, *self._lines, *self._by_model, *(line.removeprefix("iphone") for line in self._lines))
        self._first_characters = frozenset(spelling[0] for spelling in known if spelling)

    def by_identifier(self, identifier: str) -> Device | None:
        """The device of an identifier such as iPhone16,1 or a model number such as A2634."""
        key = identifier.strip().lower()
        return self._by_identifier.get(key) or self._by_model.get(key)

    def find(self, text: str, *, asked: bool = False) -> list[NamedDevice]:
        """All devices that `text` names, in order. Where a device was `asked` for, 「13」 alone is an iPhone."""
        aligned = align(text)
        tokens = list(_tokens(aligned.text))
        identified = list(self._identified(aligned))
        found = list(identified)
        numbers = [number.span() for number in _NUMBER.finditer(aligned.text)]
        index = 0
        while index < len(tokens):
            at = tokens[index][1]
            if any(a <= at < b for a, b in numbers) or any(one.start <= aligned.starts[at] < one.end for one in identified):
                index += 1
                continue
            told = all(one.device is None and one.family == "iphone" for one in found) and _pointed_at(aligned.text, *tokens[index])
            named, used = self._at(tokens, index, aligned, (asked and not found) or told)
            if named is not None:
                found.append(named)
            index += used or 1
        # 「倒在电脑上了，MacBook Air 13寸M2的」: the computer is called by its name too
        spelt = [one for one in found if re.search(r"[A-Za-z\d]", text[one.start : one.end])]
        called = {one.family: one.start for one in spelt}
        return sorted((one for one in found if one in spelt or called.get(one.family, 0) <= one.start), key=lambda one: one.start)

    def fitting(self, names: list[str], text: str) -> list[str]:
        """Those of the devices that what was said fits, or the one that it points at."""
        devices = [device for name in names if (device := self._catalogue.device_named(name))]
        return [device.name for device in among(devices, align(text).text)]

    def within(self, family: str, text: str) -> list[str]:
        """Those of a family or line that fit what was said without its name: 「M2 的 Air 十三寸」 of a MacBook."""
        whole = next((one.id for one in self._catalogue.families.values() if one.name == family), None)
        members = [one for one in self._catalogue.devices.values() if one.family == whole or one.name.startswith(family)]
        plain = align(text).text
        return [device.name for device in fitting(called(members, plain), plain)]

    def instead(self, name: str, text: str) -> list[str]:
        """The devices of the same line that `text` may mean in place of this one: 「是 M3 15 寸的」 of a MacBook Air M2."""
        device = self._catalogue.device_named(name)
        return [one.name for one in siblings(device, list(self._catalogue.devices.values()), align(text).text)] if device else []

    def _identified(self, aligned: Aligned) -> Iterator[NamedDevice]:
        for match in _IDENTIFIER.finditer(aligned.text):
            device = self._by_identifier.get(match.group())
            if device is not None:
                yield NamedDevice(device.name, device, device.family, (device,), *aligned.origin(*match.span()))

    def _at(self, tokens: list[tuple[str, int, int]], index: int, aligned: Aligned, asked: bool) -> tuple[NamedDevice | None, int]:
        if tokens[index][0][0] not in self._first_characters:  # most are not, and what follows is slow
            return None, 0
        for used in range(min(_LONGEST, len(tokens) - index), 0, -1):
            spelling = "".join(token[0] for token in tokens[index : index + used])
            span = tokens[index][1], tokens[index + used - 1][2]
            device = self._devices.get(spelling) or self._by_model.get(spelling)
            if device is None and asked and _stands_alone(aligned.text, *span):
                device = self._bare.get(spelling)
            if device is None and spelling in self._series and self._of_a_watch.search(aligned.text):  # 「表盘碎了 S8」
                device = self._series[spelling]
            line = f"iphone{spelling}" if asked and f"iphone{spelling}" in self._lines else spelling
            if (device is None and line not in self._lines) or self._means_else(aligned.text, *span):
                continue
            if device is not None:
                device = self._variant(device, aligned.text)
                return NamedDevice(device.name, device, device.family, (device,), *aligned.origin(*span)), used
            return self._narrowed(line, aligned, *span), used
        return None, 0

    def _variant(self, device: Device, text: str) -> Device:
        """「AirPods 4 带降噪的」: the one of the same name that has it."""
        alike = [other for other in self._catalogue.devices.values() if other.traits and other.name.startswith(f"{device.name}（")]
        fitting_best = with_traits([device, *alike], text) if alike else []
        return fitting_best[0] if len(fitting_best) == 1 else device

    def _means_else(self, text: str, start: int, end: int) -> bool:
        """True where the words around [start, end) make it another maker's device, a count, or part of a word."""
        name = text[start:end]
        if name.startswith("果") and text[:start].endswith(_WORDS_WITH_GUO):
            return True
        if name.endswith("表") and _WORDS_WITH_BIAO.match(text, end):
            return True
        if name.endswith("手机") and _OF_A_PHONE.match(text, end):
            return True
        if name[-1] in "0123456789一二三四五六七八九十" and _COUNTED.match(text, end):
            return True
        return not name.startswith(_OWN_WORDS) and self._other_maker.search(text[:start]) is not None

    def _narrowed(self, spelling: str, aligned: Aligned, start: int, end: int) -> NamedDevice:
        name, options = self._lines[spelling]
        family = options[0].family
        near = aligned.text[max(0, start - 14) : start] + " | " + aligned.text[end : end + 22]
        chips = {match.group() for match in CHIP.finditer(aligned.text)}
        near += " | " + chips.pop() if len(chips) == 1 else ""  # 「macbook air 键盘进了咖啡，有几个键不灵，m2的」
        beside = _BESIDE.match(aligned.text, end)
        whole = aligned.origin(start, beside.end() if beside else end)
        left = options if family == "iphone" and name == "iPhone" else tuple(fitting(list(options), near))
        if len(left) == 1:
            return NamedDevice(left[0].name, left[0], family, left, *whole)
        return NamedDevice(name, None, family, left or options, *aligned.origin(start, end))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """True where a bare generation is neither claimed by the word before it nor the beginning of a longer one."""
    return not _CLAIMED.search(text[:start]) and not re.match(r"\s*[a-z]|\d", text[end:])


def _pointed_at(text: str, token: str, start: int, end: int) -> bool:
    """True where the words around say that a number is a phone."""
    begins = not text[:start].strip() and len(token) == 2 and _BEGINS_WITH.match(text, end) is not None
    return begins or _POINTED.search(text[:start]) is not None


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _TOKEN.finditer(text):
        token = match.group()
        number = chinese_number(token)
        yield (str(number) if number is not None else token), match.start(), match.end()


def _compact(name: str) -> str:
    """A name as its tokens in a row, what stands in brackets left out."""
    return "".join(token for token, _, _ in _tokens(re.sub(r"（.*?）", "", name.lower())))


def _spellings(device: Device) -> Iterator[str]:
    base = _compact(device.name)
    generation = re.search(r"（第 (\d+) 代）", device.name)
    for alias in device.aliases:
        yield "".join(token for token, _, _ in _tokens(alias.lower()))
    full = "".join(token for token, _, _ in _tokens(device.name.lower()))
    yield full
    for spelling in _variants(base, device.family):
        if generation:
            n = generation.group(1)
            yield from (spelling + n, f"{spelling}{n}代", f"{spelling}第{n}代", f"{n}代{spelling}", f"第{n}代{spelling}")
        elif "（" not in device.name:
            yield spelling
            last = re.fullmatch(r"(.*?)(\d+)", spelling)
            if last:
                yield f"{last.group(1)}第{last.group(2)}代"
                yield f"{spelling}代"


def _variants(base: str, family: str) -> Iterator[str]:
    if family == "iphone":
        yield from _iphone_variants(base.removeprefix("iphone"))
    elif family == "watch":
        rest = base.removeprefix("applewatch")
        for head in ("applewatch", "watch", "iwatch", "苹果手表", "手表", "苹果表"):
            yield head + rest
            if rest.startswith("series"):
                yield head + rest.removeprefix("series")
                yield head + "s" + rest.removeprefix("series")
        if rest.startswith("series"):
            yield rest
            yield from (f"s{rest.removeprefix('series')}{word}" for word in ("手表", "watch", "苹果手表"))
        if rest.startswith("ultra"):
            yield rest
    elif family == "airpods":
        rest = base.removeprefix("airpods")
        for head in ("airpods", "airpod", "苹果耳机", "aripods", "airpos"):
            yield head + rest
    else:
        yield base


def _iphone_variants(rest: str) -> Iterator[str]:
    match = re.fullmatch(r"(\d+s?|x[rs]?|se|air)(promax|pro|plus|mini|max|e)?", rest)
    if match is None:
        return
    generation, suffix = match.group(1), match.group(2)
    for written in _SUFFIXES.get(suffix or "", (suffix or "",)):
        if suffix == "max" and written == "m" and generation != "xs":
            continue
        if suffix == "plus" and written == "p" and int(generation.rstrip("s")) > 8:
            continue  # 8p is the Plus, 14p the Pro
        for head in _HEADS:
            yield head + generation + written
        if suffix or re.fullmatch(r"x[rs]|\d+s", generation):
            yield generation + written


def _lines(catalogue: Catalogue) -> dict[str, tuple[str, tuple[Device, ...]]]:
    """Spelling of a line or family -> its name and the devices that it covers."""
    devices = list(catalogue.devices.values())
    lines: dict[str, tuple[str, tuple[Device, ...]]] = {}
    for family in catalogue.families.values():
        members = tuple(device for device in devices if device.family == family.id)
        for word in family.words:
            lines["".join(token for token, _, _ in _tokens(word.lower()))] = (family.name, members)
    for word, name in _LINE_WORDS.items():
        of_line = (
            rf"{re.escape(name)}(?: [\d.]+ 英寸| \d)?(?:（.*）)?" if name != "MacBook" else "MacBook.*"
        )  # nobody means the one of 12 inches
        members = tuple(d for d in devices if re.fullmatch(of_line, d.name))
        lines[word] = (name, members)
    for name, words in _OF_ACCESSORIES.items():
        members = tuple(d for d in devices if d.family == "accessory" and name in d.name)
        lines |= dict.fromkeys(words, (name, members))
    airs = tuple(d for d in devices if re.match(r"(MacBook Air|iPad Air|iPhone Air)", d.name))
    lines["air"] = ("Air", airs)
    return lines
