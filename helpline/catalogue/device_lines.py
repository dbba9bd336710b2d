"""Which of a line of devices is meant: by size, chip, year, generation, ports, or its place among those that were offered."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Device
from helpline.model.text import chinese_number

_SIZE = re.compile(
    r"(\d{2}(?:\.\d)?|十[一二三四五六]|二十[四七])\s*(?:英?寸|inch|吋)|(?<![\d.])(1[13456]|12\.9|10\.5|9\.7|27|24|21\.5)(?![\d.年月日号点%天个])"
)
CHIP = re.compile(r"m([1-5])(?:\s*(pro|max|ultra))?(?![a-z])")
_BOUGHT = r"(?!\s*年[^款，,。；;]{0,8}(?:买|购|入手|下单|到手))"  # a day of purchase is no model year
_YEAR = re.compile(rf"(20[12]\d)(?!\d){_BOUGHT}|(?<!\d)([12]\d)(?=\s*[年款]){_BOUGHT}")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月")
_GENERATION = re.compile(r"(?<![那这上下前后同每新老旧])第?\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*代")
_PORTS = re.compile(r"([两二24四])\s*个?\s*(?:雷雳|端口|接口|插?口)|(?:雷雳|端口|接口|插口|插孔)[^，,。；;\d两二四]{0,6}([两二24四])\s*个")
_COUNT = re.compile(r"(?<![这那哪第])([两二24四])\s*个(?!都|里|中|月|人|小时)")  # among those that differ by it: 「就是两个的那个」
_WORD = re.compile(r"(?<![a-z])(mini|air|studio|ultra|se|plus|max|pro)(?![a-z])|(迷你)")
# What the smallest of its line looks like: 「小小的那种」, 「一只手就握得住」. 「屏幕小」 and 「声音小的那个」 tell of something else.
_SMALLEST = re.compile(
    r"(?:最小|小小)的?(?:那|这|一)?[个款种台只部]?|(?<![屏声幕大音量])小(?:号|巧|一?[点些])?的?(?:那|这)[个款种台只部]|小(?:号|巧|尺寸)的|(?<![\u4e00-\u9fff])小的(?=$|[，,。！!\s吧])"
    r"|(?:一只手|单手)(?:就|也|都|能|可以|刚好|正好)*(?:拿|握|抓|捏|端)(?:得|的)?(?:住|下|过来)?|巴掌(?:那么)?大"
)
_PLACE = re.compile(r"第\s*(\d|[一二三四五六])\s*[个款]|(最后)一?[个款]")
_TRAITS = {
    "降噪": re.compile(r"降噪|(?<![a-z])anc(?![a-z])"),
    "USB-C": re.compile(r"usb\s?-?\s?c(?![a-z])|type\s?-?\s?c(?![a-z])|(?<![a-z])c\s?口"),
}
_LACKS = re.compile(r"(?:不带|没有?|不是|无|非|不支持)(?:主动)?$")
_OF_A_MODEL = re.compile(r"\s*(?:功能)?(?:的|版|款|那|这|$|[，,。;；|])")  # 「没有降噪效果了」 tells of a fault
_NOT_THIS = re.compile(r"(?:不是|并非|而非|[说写填打]成了?(?!功))\s*[^，,。\s]{1,10}")


_TELLING = (_SIZE, CHIP, _YEAR, _GENERATION)


def clue(text: str) -> bool:
    """True where something is said that tells the models of a line apart."""
    return any(
        one.search(text) for one in (_SIZE, CHIP, _YEAR, _GENERATION, _PORTS, _PLACE, _COUNT, _WORD, _SMALLEST, *_TRAITS.values())
    ) or bool(re.search(r"\d|[新老旧]款|标准|普通|版|usb|type", text))


def among(devices: list[Device], text: str) -> list[Device]:
    """Those that fit; where one is pointed at by its place in the list, that one."""
    place = _PLACE.search(text)
    if place:
        at = -1 if place[2] else int(place[1]) - 1 if place[1].isdigit() else (chinese_number(place[1]) or 0) - 1
        return [devices[at]] if at < len(devices) else []
    counted = _COUNT.search(text)
    if counted and all("端口" in device.name for device in devices):
        devices = [device for device in devices if _number_of_ports(counted[1]) in device.name]
    sizes = [float(size[1]) for device in devices if (size := re.search(r"([\d.]+) 英寸", device.name))]
    if _SMALLEST.search(text) and len(sizes) == len(devices) and not _SIZE.search(text):
        devices = [device for device, size in zip(devices, sizes) if size == min(sizes)]  # 「小的那个」, of 13 and 15 inches
    return fitting(called(devices, text), text)


def called(devices: list[Device], text: str) -> list[Device]:
    """Those of a line that is named by its own word alone: 「mini 的」, 「那个 Air」, 「小小的那种」; all where none is so."""
    said = {match[1] or "mini" for match in _WORD.finditer(CHIP.sub(" ", text))}
    small = _SMALLEST.search(text) and all(device.family != "mac" for device in devices)  # 「小的那台」 of a Mac is hardly a Mac mini
    said = said or ({"mini"} if small else set())
    left = [device for device in devices if said <= set(re.findall(r"[a-z]+", device.name.lower()))] if said else []
    return left or devices


def fitting(devices: list[Device], text: str) -> list[Device]:
    """Those that nothing said speaks against; of a size or a month, those named by it before those whose names tell none."""
    left, size, month = [device for device in devices if fits(device, text)], _SIZE.search(text), _MONTH.search(text)
    of_size = [device for device in left if f"{_inches(size)} 英寸" in device.name] if size else []
    left = of_size or left
    of_month = [device for device in left if f"年 {month[1]} 月" in device.name] if month and _YEAR.search(text) else []
    return with_traits(of_month or left, text)


def shared(names: list[str]) -> str:
    """What the names of several devices have in common.

    >>> shared(["iMac（24 英寸，2023 年，两个端口）", "iMac（24 英寸，2023 年，四个端口）"]), shared(["iPad mini 2", "iPad mini（A17 Pro）"])
    ('iMac（24 英寸，2023 年）', 'iPad mini')
    """
    split = [name.rstrip("）").partition("（") for name in names]
    words, others = split[0][0].split(), [base.split() for base, _, _ in split[1:]]
    same = next((at for at, word in enumerate(words) if any(other[at : at + 1] != [word] for other in others)), len(words))
    details = [one for one in split[0][2].split("，") if one and all(one in rest.split("，") for _, _, rest in split)]
    return " ".join(words[:same]) + (f"（{'，'.join(details)}）" if details else "")


def by_ports(names: list[str]) -> bool:
    """True where nothing but the number of ports tells them apart."""
    return len(names) > 1 and len({re.sub(r"，[^，]*端口(?=）)", "", name) for name in names}) == 1


def by_size(names: list[str]) -> bool:
    """True for two of a line whose size is what people do not say: 「M3 的 MacBook Air」, of 13 and 15 inches."""
    sizes = [re.findall(r"[\d.]+(?= 英寸)", name) for name in names]  # the first of a line may have none: 「MacBook Air（M2，2022 年）」
    return len(names) == 2 and sizes[0] != sizes[1]


def narrowed(text: str) -> bool:
    """True where a chip, a year or a generation is told, and no size."""
    return _SIZE.search(text) is None and any(one.search(text) for one in (CHIP, _YEAR, _GENERATION))


def in_capitals(chip: str) -> str:
    """The name of a chip as it is written.

    >>> in_capitals("m3 pro")
    'M3 Pro'
    """
    return re.sub(r"PRO|MAX|ULTRA", lambda name: name.group().title(), chip.upper())


def shared_as_told(names: list[str], text: str) -> str:
    """The same with what was told of them, where their names differ in that too.

    >>> shared_as_told(["iPad Pro 11 英寸（第 3 代）", "iPad Pro 12.9 英寸（第 5 代）"], "m1的")
    'iPad Pro（M1）'
    """
    same = shared(names)
    told = [match.group().strip() for one in (CHIP, _YEAR, _GENERATION) if (match := one.search(text))]
    more = "，".join(in_capitals(one) for one in told if re.sub(r"\s", "", one) not in re.sub(r"\s", "", same.lower()))
    return same if not more else f"{same[:-1]}，{more}）" if same.endswith("）") else f"{same}（{more}）"


def with_traits(devices: list[Device], text: str) -> list[Device]:
    """Those that have what was said to be there, and not what was said to be missing; all where none is so."""
    for trait, words in _TRAITS.items():
        said = words.search(text)
        wanted = said is not None and not (_LACKS.search(text[: said.start()]) and _OF_A_MODEL.match(text, said.end()))
        devices = [device for device in devices if (trait in device.traits) is wanted] or devices if said else devices
    return devices


def siblings(device: Device, devices: list[Device], text: str) -> list[Device]:
    """The others of its line that `text` may mean; of several, those that are otherwise like it."""
    said, denied = _NOT_THIS.sub(" ", text), " ".join(_NOT_THIS.findall(text))
    if device.family == "iphone":
        return []
    if any(words.search(said) for words in _TRAITS.values()) and not any(one.search(said) for one in _TELLING):
        line = [other for other in devices if _line(other) == _line(device)]
        meant = [other for other in line if other.traits and other in with_traits(line, said)]
        same = [other for other in meant if other.name.startswith(f"{device.name}（")]
        return [] if device in meant else same or meant  # 「不是二代，是 USB-C 的」, of AirPods Pro 2
    if not any(one.search(said) for one in _TELLING):
        line = [other for other in devices if _line(other) == _line(device)]
        left = [other for other in line if not fits(other, denied)] if any(one.search(denied) for one in _TELLING) else []
        return left if device not in left and len(left) == 1 else []  # 「不是M5，是老款」, where there are two
    meant = fitting([other for other in devices if _line(other) == _line(device)], said)
    if device in meant:
        return []
    for one in (_SIZE, CHIP):  # what was not said anew stays as it was
        if len(meant) > 1 and not one.search(said):
            meant = [other for other in meant if _same(one, device, other)] or meant
    return meant


def _same(one: re.Pattern[str], device: Device, other: Device) -> bool:
    known, theirs = (one.search(each.name.lower()) for each in (device, other))
    return (known.group() if known else "") == (theirs.group() if theirs else "")


def _line(device: Device) -> str:
    """「MacBook Air」 of 「MacBook Air（15 英寸，M3，2024 年）」, 「iPad Air」 of 「iPad Air 2」."""
    return re.sub(r"(?:\s*[\d.]+ 英寸|\s\d{1,2}$)+", "", device.name.split("（")[0]).strip()


def fits(device: Device, near: str) -> bool:
    """True where nothing said beside the name speaks against this model."""
    name = device.name
    size = _SIZE.search(near)
    if size and (has_size := re.search(r"([\d.]+) 英寸", name)) and has_size.group(1) != _inches(size):
        return False
    chip = CHIP.search(near)
    if chip and not _has_chip(device, chip.group(1), chip.group(2)):
        return False
    year = _YEAR.search(near)
    said_year = (year.group(1) or f"20{year.group(2)}") if year else ""
    if said_year and device.year and int(said_year) != device.year and said_year not in name:
        return False
    ports = _PORTS.search(near)
    if ports and "端口" in name and _number_of_ports(ports.group(1) or ports.group(2)) not in name:
        return False
    month = _MONTH.search(near)
    if month and year and device.year and (told := re.search(r"年 (\d{1,2}) 月", name)) and told.group(1) != month.group(1):
        return False
    generation = _GENERATION.search(near)
    if generation:
        said = generation.group(1)
        wanted = said if said.isdigit() else str(chinese_number(said))
        return f"第 {wanted} 代" in name or name.endswith(f" {wanted}") or any(f"{wanted}代" in a for a in device.aliases)
    return True


def _inches(size: re.Match[str]) -> str:
    said = size.group(1) or size.group(2)
    return said if said[0].isdigit() else str(chinese_number(said))


def _number_of_ports(said: str) -> str:
    return "四个" if said in "4四" else "两个"


def _has_chip(device: Device, number: str, grade: str | None) -> bool:
    text = device.name + " " + " ".join(device.chips)
    if grade:
        return f"m{number} {grade}" in text.lower()
    return re.search(rf"M{number}(?!\d)", text) is not None
